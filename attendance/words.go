package attendance

import "github.com/summitry/summitry/internal/enum"

// Status says whether a participant was there. Zero is not recorded.
type Status uint8

const (
	Attended Status = iota + 1
	Absent
	Unknown
	Outside
)

var statusWords = []string{"", "attended", "absent", "unknown", "outside"}

// String gives the word, and nothing for zero.
func (s Status) String() string { return enum.Text(statusWords, s) }

// MarshalText gives the word, and nothing for zero.
func (s Status) MarshalText() ([]byte, error) { return enum.Marshal(statusWords, s) }

// UnmarshalText reads a word of the list; empty text is zero.
func (s *Status) UnmarshalText(text []byte) error { return enum.Unmarshal(statusWords, s, text) }

// Level is the office of the head of a delegation, on that day. Zero is not recorded.
type Level uint8

const (
	HeadOfState Level = iota + 1
	HeadOfGovernment
	OrganisationHead
	DeputyHead
	ForeignMinister
	DefenceMinister
	FinanceMinister
	Minister
	DeputyMinister
	Envoy
	Ambassador
	Official
	OtherLevel
)

var levelWords = []string{"", "head_of_state", "head_of_government", "organisation_head", "deputy_head", "foreign_minister", "defence_minister", "finance_minister", "minister", "deputy_minister", "envoy", "ambassador", "official", "other"}

// String gives the word, and nothing for zero.
func (l Level) String() string { return enum.Text(levelWords, l) }

// MarshalText gives the word, and nothing for zero.
func (l Level) MarshalText() ([]byte, error) { return enum.Marshal(levelWords, l) }

// UnmarshalText reads a word of the list; empty text is zero.
func (l *Level) UnmarshalText(text []byte) error { return enum.Unmarshal(levelWords, l, text) }

// Mode is how somebody took part. Zero is not recorded.
type Mode uint8

const (
	InPerson Mode = iota + 1
	Virtual
)

var modeWords = []string{"", "in_person", "virtual"}

// String gives the word, and nothing for zero.
func (m Mode) String() string { return enum.Text(modeWords, m) }

// MarshalText gives the word, and nothing for zero.
func (m Mode) MarshalText() ([]byte, error) { return enum.Marshal(modeWords, m) }

// UnmarshalText reads a word of the list; empty text is zero.
func (m *Mode) UnmarshalText(text []byte) error { return enum.Unmarshal(modeWords, m, text) }

// Capacity is as what a participant took part. Zero is not recorded.
type Capacity uint8

const (
	Member Capacity = iota + 1
	Guest
)

var capacityWords = []string{"", "member", "guest"}

// String gives the word, and nothing for zero.
func (c Capacity) String() string { return enum.Text(capacityWords, c) }

// MarshalText gives the word, and nothing for zero.
func (c Capacity) MarshalText() ([]byte, error) { return enum.Marshal(capacityWords, c) }

// UnmarshalText reads a word of the list; empty text is zero.
func (c *Capacity) UnmarshalText(text []byte) error { return enum.Unmarshal(capacityWords, c, text) }

// Standing is how a participant belongs to a group. Zero is not recorded.
type Standing uint8

const (
	MemberStanding Standing = iota + 1
	Suspended
	Disputed
)

var standingWords = []string{"", "member", "suspended", "disputed"}

// String gives the word, and nothing for zero.
func (s Standing) String() string { return enum.Text(standingWords, s) }

// MarshalText gives the word, and nothing for zero.
func (s Standing) MarshalText() ([]byte, error) { return enum.Marshal(standingWords, s) }

// UnmarshalText reads a word of the list; empty text is zero.
func (s *Standing) UnmarshalText(text []byte) error { return enum.Unmarshal(standingWords, s, text) }

// ParticipantKind tells states from organisations. Zero is not recorded.
type ParticipantKind uint8

const (
	State ParticipantKind = iota + 1
	Organisation
)

var participantKindWords = []string{"", "state", "organisation"}

// String gives the word, and nothing for zero.
func (p ParticipantKind) String() string { return enum.Text(participantKindWords, p) }

// MarshalText gives the word, and nothing for zero.
func (p ParticipantKind) MarshalText() ([]byte, error) { return enum.Marshal(participantKindWords, p) }

// UnmarshalText reads a word of the list; empty text is zero.
func (p *ParticipantKind) UnmarshalText(text []byte) error {
	return enum.Unmarshal(participantKindWords, p, text)
}

// GroupKind tells a body that meets, with dated members, from a label: a name for a fixed list of participants. Zero is not recorded.
type GroupKind uint8

const (
	BodyGroup GroupKind = iota + 1
	LabelGroup
)

var groupKindWords = []string{"", "body", "label"}

// String gives the word, and nothing for zero.
func (g GroupKind) String() string { return enum.Text(groupKindWords, g) }

// MarshalText gives the word, and nothing for zero.
func (g GroupKind) MarshalText() ([]byte, error) { return enum.Marshal(groupKindWords, g) }

// UnmarshalText reads a word of the list; empty text is zero.
func (g *GroupKind) UnmarshalText(text []byte) error { return enum.Unmarshal(groupKindWords, g, text) }

// Scheme is a foreign system of country codes. Zero is not recorded.
type Scheme uint8

const (
	M49 Scheme = iota + 1
	COW
	GW
	Wikidata
)

var schemeWords = []string{"", "m49", "cow", "gw", "wikidata"}

// String gives the word, and nothing for zero.
func (s Scheme) String() string { return enum.Text(schemeWords, s) }

// MarshalText gives the word, and nothing for zero.
func (s Scheme) MarshalText() ([]byte, error) { return enum.Marshal(schemeWords, s) }

// UnmarshalText reads a word of the list; empty text is zero.
func (s *Scheme) UnmarshalText(text []byte) error { return enum.Unmarshal(schemeWords, s, text) }

// Eligibility is whose absence is a miss. Guests' visits are in no rate unless it says so. A person is eligible where it sat for a participant
// that is, or where somebody else sat in its place; where neither is recorded, who else sat there tells that it was not to come.
type Eligibility uint8

const (
	Members Eligibility = iota // of the group of the series, on the day; at side sessions nobody
	Invited                    // members, and who a record shows to have been invited
	Anybody                    // every participant at every gathering
)

var eligibilityWords = []string{"members", "invited", "anybody"}

// String gives the word.
func (e Eligibility) String() string { return enum.Text(eligibilityWords, e) }

// MarshalText gives the word.
func (e Eligibility) MarshalText() ([]byte, error) { return enum.Marshal(eligibilityWords, e) }

// UnmarshalText reads members, invited or anybody.
func (e *Eligibility) UnmarshalText(text []byte) error {
	return enum.UnmarshalFull(eligibilityWords, e, text)
}
