package timeline

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/summitry/summitry/internal/enum"
	"github.com/summitry/summitry/internal/ratio"
)

// A Count is a whole number with bounds.
type Count struct{ Min, Max int }

// Minus is how many more these are than others that are counted elsewhere: at another gathering, say. It may be negative.
func (c Count) Minus(d Count) Count { return Count{Min: c.Min - d.Max, Max: c.Max - d.Min} }

// Add counts one more thing if it is so, and perhaps if that is unknown.
func (c *Count) Add(t Truth) {
	if t == Yes {
		c.Min++
	}
	if t != No {
		c.Max++
	}
}

// Certain reports whether the bounds meet.
func (c Count) Certain() bool { return c.Min == c.Max }

// String gives "3" or "3 to 5".
func (c Count) String() string {
	if c.Certain() {
		return strconv.Itoa(c.Min)
	}
	return fmt.Sprintf("%d to %d", c.Min, c.Max)
}

// End is why a run ended, or why a gathering does not count. Zero is none.
type End uint8

// The reasons, in words: absent, outside, below_level, stand_in, by_video, in_other_role, apart, left, suspended, not_mentioned, undecided,
// other_head, present.
const (
	Absent       End = iota + 1 // eligible or invited, and sent nobody
	Outside                     // neither a member nor a guest there; who sat at side sessions alone is outside of the summit
	BelowLevel                  // sent somebody of a lower rank
	StandIn                     // sent somebody in place of the one who was to come
	ByVideo                     // took part by video
	InOtherRole                 // came, if at all, as guest and not as member, or the other way round
	Apart                       // all came, but sat in no session together
	Left                        // no member any more
	Suspended                   // a suspended member
	NotMentioned                // of topics: in none of the documents coded
	Undecided                   // the records do not tell
	OtherHead                   // of people: somebody else headed the delegation
	Present                     // of misses: was there
)

var endWords = []string{"", "absent", "outside", "below_level", "stand_in", "by_video", "in_other_role", "apart", "left", "suspended", "not_mentioned", "undecided", "other_head", "present"}

// String gives the word.
func (e End) String() string { return enum.Text(endWords, e) }

// MarshalText gives the word.
func (e End) MarshalText() ([]byte, error) { return enum.Marshal(endWords, e) }

// UnmarshalText reads a word of the list; empty text is zero.
func (e *End) UnmarshalText(text []byte) error { return enum.Unmarshal(endWords, e, text) }

// A Reason is why a gathering does not count. Actor is empty where the question is not about one.
type Reason struct {
	Actor ActorID
	End   End
}

// String gives "AUS below_level", or the end alone.
func (r Reason) String() string { return strings.TrimSpace(string(r.Actor) + " " + r.End.String()) }

// A Step is one gathering in a history.
type Step struct {
	Summit   SummitID
	Truth    Truth // whether it counts
	Skip     Truth // if it does not: whether it is stepped over instead of ending a run, as those are that were held before a member joined
	Eligible Truth // whether it belongs to a rate, and is a miss if it does not count
}

// A Reading is why a step is as it is.
type Reading struct {
	Rests, Open []Claim  // of Truth and Skip: the rows that settle them, the cells that they wait for
	Standing    []Claim  // of Eligible: the rows that settle it
	Unsettled   []Claim  // of Eligible: the cells that it waits for
	Why         []Reason // why it does not count
}

// A History is yes, no or unknown at each held gathering of a timeline, in order: whether a topic was named, whether somebody was
// there. The gatherings that are not known are independent of each other. The zero History has no gatherings.
type History struct {
	timeline Timeline
	steps    []Step
	items    []ratio.Item // what each step may be in a rate
	read     func(i int) Reading
}

// NewHistory makes a history of steps at gatherings of t, in its order. Read tells why step i is as it is, and is called only for
// evidence and reasons; without it answers have none. It is for questions that this library does not ask.
func NewHistory(t Timeline, steps []Step, read func(i int) Reading) History {
	if read == nil {
		read = func(int) Reading { return Reading{} }
	}
	h := History{timeline: t, steps: slices.Clone(steps), items: make([]ratio.Item, len(steps)), read: read}
	for i, s := range h.steps {
		h.items[i] = s.item()
	}
	return h
}

// item tells what a step may be in a rate, whose parts are independent: whether it counts, and whether it is eligible.
func (s Step) item() ratio.Item {
	return ratio.Share(s.Truth != No, s.Truth != Yes, s.Eligible != No, s.Eligible != Yes)
}

// All gives the steps in order.
func (h History) All() iter.Seq[Step] { return slices.Values(h.steps) }

// Equal reports whether both histories have the same steps. Why the steps are as they are may differ.
func (h History) Equal(g History) bool {
	return slices.Equal(h.steps, g.steps) && slices.Equal(h.items, g.items)
}

// evidence gathers the readings of a span of steps.
func (h History) evidence(read span, more []Claim) Evidence {
	return NewEvidence(h.timeline, func() (rests, open []Claim) { return h.gathered(read, more) })
}

func (h History) gathered(read span, more []Claim) (rests, open []Claim) {
	rests = slices.Clone(more)
	for i := read.first; i <= read.last; i++ {
		r := h.read(i)
		rests, open = append(rests, r.Rests...), append(open, r.Open...)
	}
	return rests, open
}

func (h History) start(i int) Date {
	s, _ := h.timeline.Summit(h.steps[i].Summit)
	return s.Start
}

func join[S ~string](items []S) string { return strings.ReplaceAll(List[S](items).String(), ";", ", ") }
