package exporters

// The row types of the derived tables, for tests that read them back.
type (
	ParticipantYearRow = participantYear
	DyadYearRow        = dyadYear
	CoAttendanceRow    = coAttendance
	StreakRow          = streak
	TopicSummitRow     = topicSummit
	TopicChangeRow     = topicChange
	TopicSimilarityRow = topicSimilarity
)

// The runs of a participant.
const (
	Longest = longest
	Current = current
)

// Update is the flag to write golden files anew.
var Update = update
