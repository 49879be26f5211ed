package timeline

import "github.com/summitry/summitry/internal/enum"

// Tier is the rank of those for whom a series of gatherings is held. Zero is not recorded.
type Tier uint8

const (
	LeadersTier Tier = iota + 1
	MinistersTier
	OfficialsTier
)

var tierWords = []string{"", "leaders", "ministers", "officials"}

// String gives the word, and nothing for zero.
func (t Tier) String() string { return enum.Text(tierWords, t) }

// MarshalText gives the word, and nothing for zero.
func (t Tier) MarshalText() ([]byte, error) { return enum.Marshal(tierWords, t) }

// UnmarshalText reads a word of the list; empty text is zero.
func (t *Tier) UnmarshalText(text []byte) error { return enum.Unmarshal(tierWords, t, text) }

// Kind tells the regular meetings of a series from those outside of its order. Zero is not recorded.
type Kind uint8

const (
	Regular Kind = iota + 1
	Extraordinary
)

var kindWords = []string{"", "regular", "extraordinary"}

// String gives the word, and nothing for zero.
func (k Kind) String() string { return enum.Text(kindWords, k) }

// MarshalText gives the word, and nothing for zero.
func (k Kind) MarshalText() ([]byte, error) { return enum.Marshal(kindWords, k) }

// UnmarshalText reads a word of the list; empty text is zero.
func (k *Kind) UnmarshalText(text []byte) error { return enum.Unmarshal(kindWords, k, text) }

// Status is what became of a summit. Zero is not recorded.
type Status uint8

const (
	Held Status = iota + 1
	Scheduled
	Cancelled
	Postponed
)

var statusWords = []string{"", "held", "scheduled", "cancelled", "postponed"}

// String gives the word, and nothing for zero.
func (s Status) String() string { return enum.Text(statusWords, s) }

// MarshalText gives the word, and nothing for zero.
func (s Status) MarshalText() ([]byte, error) { return enum.Marshal(statusWords, s) }

// UnmarshalText reads a word of the list; empty text is zero.
func (s *Status) UnmarshalText(text []byte) error { return enum.Unmarshal(statusWords, s, text) }

// Format is how a summit met. A hybrid one had the head of a member on video. Zero is not recorded.
type Format uint8

const (
	InPerson Format = iota + 1
	Virtual
	Hybrid
)

var formatWords = []string{"", "in_person", "virtual", "hybrid"}

// String gives the word, and nothing for zero.
func (f Format) String() string { return enum.Text(formatWords, f) }

// MarshalText gives the word, and nothing for zero.
func (f Format) MarshalText() ([]byte, error) { return enum.Marshal(formatWords, f) }

// UnmarshalText reads a word of the list; empty text is zero.
func (f *Format) UnmarshalText(text []byte) error { return enum.Unmarshal(formatWords, f, text) }

// Scope tells the sessions in which the members met as the body, at the tier of the series, from everything beside them. Zero is not recorded.
type Scope uint8

const (
	Body Scope = iota + 1
	Side
)

var scopeWords = []string{"", "body", "side"}

// String gives the word, and nothing for zero.
func (s Scope) String() string { return enum.Text(scopeWords, s) }

// MarshalText gives the word, and nothing for zero.
func (s Scope) MarshalText() ([]byte, error) { return enum.Marshal(scopeWords, s) }

// UnmarshalText reads a word of the list; empty text is zero.
func (s *Scope) UnmarshalText(text []byte) error { return enum.Unmarshal(scopeWords, s, text) }

// Stage tells what was announced before a session began from what was reported after. Zero is not recorded.
type Stage uint8

const (
	Planned Stage = iota + 1
	Reported
)

var stageWords = []string{"", "planned", "reported"}

// String gives the word, and nothing for zero.
func (s Stage) String() string { return enum.Text(stageWords, s) }

// MarshalText gives the word, and nothing for zero.
func (s Stage) MarshalText() ([]byte, error) { return enum.Marshal(stageWords, s) }

// UnmarshalText reads a word of the list; empty text is zero.
func (s *Stage) UnmarshalText(text []byte) error { return enum.Unmarshal(stageWords, s, text) }

// Confidence is how well a row is supported by its sources. Higher confidence is the greater value. Zero is not recorded.
type Confidence uint8

const (
	Low Confidence = iota + 1
	Medium
	High
)

var confidenceWords = []string{"", "low", "medium", "high"}

// String gives the word, and nothing for zero.
func (c Confidence) String() string { return enum.Text(confidenceWords, c) }

// MarshalText gives the word, and nothing for zero.
func (c Confidence) MarshalText() ([]byte, error) { return enum.Marshal(confidenceWords, c) }

// UnmarshalText reads a word of the list; empty text is zero.
func (c *Confidence) UnmarshalText(text []byte) error {
	return enum.Unmarshal(confidenceWords, c, text)
}

// SourceKind is what sort of document a source is. Zero is not recorded.
type SourceKind uint8

const (
	Communique SourceKind = iota + 1
	Statement
	Readout
	Transcript
	Briefing
	Announcement
	Press
	ListSource
)

var sourceKindWords = []string{"", "communique", "statement", "readout", "transcript", "briefing", "announcement", "press", "list"}

// String gives the word, and nothing for zero.
func (s SourceKind) String() string { return enum.Text(sourceKindWords, s) }

// MarshalText gives the word, and nothing for zero.
func (s SourceKind) MarshalText() ([]byte, error) { return enum.Marshal(sourceKindWords, s) }

// UnmarshalText reads a word of the list; empty text is zero.
func (s *SourceKind) UnmarshalText(text []byte) error {
	return enum.Unmarshal(sourceKindWords, s, text)
}

// Subject is what a coverage statement says is complete. Zero is not recorded.
type Subject uint8

const (
	AttendanceSubject Subject = iota + 1
	TopicsSubject
	EditionsSubject
)

var subjectWords = []string{"", "attendance", "topics", "editions"}

// String gives the word, and nothing for zero.
func (s Subject) String() string { return enum.Text(subjectWords, s) }

// MarshalText gives the word, and nothing for zero.
func (s Subject) MarshalText() ([]byte, error) { return enum.Marshal(subjectWords, s) }

// UnmarshalText reads a word of the list; empty text is zero.
func (s *Subject) UnmarshalText(text []byte) error { return enum.Unmarshal(subjectWords, s, text) }
