package timeline

import (
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/summitry/summitry/internal/enum"
)

// A Count is a whole number with bounds.
type Count struct{ Min, Max int }

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

// The reasons, in words: absent, outside, below_level, stand_in, by_video, in_other_role, apart, left, suspended, not_mentioned, undecided.
const (
	Absent       End = iota + 1 // eligible or invited, and sent nobody
	Outside                     // neither a member nor a guest there; who sat at side sessions alone is outside of the summit
	BelowLevel                  // sent somebody of a lower rank
	StandIn                     // sent somebody in place of the one who was to come
	ByVideo                     // took part by video
	InOtherRole                 // came as guest and not as member, or the other way round
	Apart                       // all came, but sat in no session together
	Left                        // no member any more
	Suspended                   // a suspended member
	NotMentioned                // of topics: in none of the documents coded
	Undecided                   // the records do not tell
)

var endWords = []string{"", "absent", "outside", "below_level", "stand_in", "by_video", "in_other_role", "apart", "left", "suspended", "not_mentioned", "undecided"}

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

// A Step is one gathering in a history: whether it counts and, if it does not, whether it is stepped over instead of ending a run,
// as the gatherings are that were held before a member joined.
type Step struct {
	Summit SummitID
	Truth  Truth
	Skip   Truth
}

// A Reading is why a step is as it is: the rows that settle it, the cells that it waits for, and the reasons for which it does not count.
type Reading struct {
	Rests, Open []Claim
	Why         []Reason
}

// A History is yes, no or unknown at each held gathering of a timeline, in order: whether a topic was named, whether somebody was
// there. The gatherings that are not known are independent of each other. The zero History has no gatherings.
type History struct {
	timeline Timeline
	steps    []Step
	read     func(i int) Reading
}

// NewHistory makes a history of steps at gatherings of t, in its order. Read tells why step i is as it is, and is called only for
// evidence and reasons; without it answers have none. It is for questions that this library does not ask.
func NewHistory(t Timeline, steps []Step, read func(i int) Reading) History {
	if read == nil {
		read = func(int) Reading { return Reading{} }
	}
	return History{timeline: t, steps: slices.Clone(steps), read: read}
}

// All gives the steps in order.
func (h History) All() iter.Seq[Step] { return slices.Values(h.steps) }

// Equal reports whether both histories have the same steps. Why the steps are as they are may differ.
func (h History) Equal(g History) bool { return slices.Equal(h.steps, g.steps) }

// evidence gathers the readings of some steps.
func (h History) evidence(steps []int, more []Claim) Evidence {
	return NewEvidence(h.timeline, func() (rests, open []Claim) {
		rests = slices.Clone(more)
		for _, i := range steps {
			r := h.read(i)
			rests, open = append(rests, r.Rests...), append(open, r.Open...)
		}
		return rests, open
	})
}

func (h History) start(i int) Date {
	s, _ := h.timeline.Summit(h.steps[i].Summit)
	return s.Start
}

// An Occasion is the gathering at which something first happened, with its bounds.
type Occasion struct {
	Summit    SummitID   // the earliest gathering that surely counts; empty if there is none
	Undecided []SummitID // those before it (all others, if there is none) that might count, in order
	Listed    int        // how many gatherings the list has
	Closed    bool       // whether the list of gatherings is known to be complete so far
	Evidence  Evidence
}

// First is the first gathering that counts. Without one that surely does ok is false; it may still have happened at one of the
// undecided gatherings.
func (h History) First() (first Occasion, ok bool) {
	var read []int
	first.Listed = len(h.steps)
	for i, s := range h.steps {
		read = append(read, i)
		if s.Truth == Yes {
			first.Summit, ok = s.Summit, true
			break
		}
		if s.Truth == Unknown {
			first.Undecided = append(first.Undecided, s.Summit)
		}
	}
	var list []Claim
	if len(read) > 0 {
		first.Closed, list = h.timeline.closed(h.start(read[len(read)-1]))
	}
	first.Evidence = h.evidence(read, list)
	return first, ok
}

// Certain reports whether the records leave one answer: no gathering is undecided, the list of gatherings is closed, and neither
// a row of low confidence nor a merely foretold one is among the evidence. That the sources are right it does not say.
func (o Occasion) Certain() bool { return len(o.Undecided) == 0 && o.Closed && !o.Evidence.weak() }

// String gives the gathering, or "no later than" it with the undecided ones, or "never".
func (o Occasion) String() string {
	var text string
	switch {
	case o.Summit == "" && len(o.Undecided) == 0:
		text = "never"
	case o.Summit == "":
		text = "never on record; undecided: " + join(o.Undecided)
	case len(o.Undecided) > 0:
		text = "no later than " + string(o.Summit) + "; undecided: " + join(o.Undecided)
	default:
		text = string(o.Summit)
	}
	if !o.Closed && o.Listed > 0 {
		text += fmt.Sprintf(" (of the %d listed)", o.Listed)
	}
	return text
}

func join[S ~string](items []S) string { return strings.ReplaceAll(List[S](items).String(), ";", ", ") }

// A Run is a number of consecutive gatherings that count. Gatherings that are stepped over are not counted and break nothing.
type Run struct {
	Length    Count      // how many gatherings, at least and at the most
	From, To  SummitID   // of the run that is sure; empty if none is
	Ended     SummitID   // the gathering that ended it, or might have; empty if the run goes on to Through, or there is no sure run to end
	Why       []Reason   // why it ended there, by actor
	Through   SummitID   // the last gathering read
	Listed    int        // how many gatherings the list has
	Undecided []SummitID // the gatherings that decide the difference, in order
	Closed    bool       // whether the list of gatherings is known to be complete through the last one
	Evidence  Evidence
}

// low and high are the least and the greatest that a step can be for a run; a step over lies between a break and a hit.
func (s Step) low() outcome {
	switch {
	case s.Truth == Yes:
		return hit
	case s.Skip == Yes:
		return over
	}
	return broken
}

func (s Step) high() outcome {
	switch {
	case s.Truth != No:
		return hit
	case s.Skip != No:
		return over
	}
	return broken
}

type outcome uint8

const (
	broken outcome = iota
	over
	hit
)

// A span is a stretch of steps without a break, from its first hit to its last.
type span struct{ first, last, hits int }

// spans gives the stretches in which a reading of the steps has no break, each with at least one hit.
func (h History) spans(reading func(Step) outcome) []span {
	var found []span
	open := false
	for i, s := range h.steps {
		switch reading(s) {
		case broken:
			open = false
		case hit:
			if !open {
				found, open = append(found, span{first: i}), true
			}
			found[len(found)-1].last = i
			found[len(found)-1].hits++
		}
	}
	return found
}

// Longest is the longest run; of several of one length the earliest.
func (h History) Longest() Run {
	sure, possible := h.spans(Step.low), h.spans(Step.high)
	var best span
	for _, s := range sure {
		if s.hits > best.hits {
			best = s
		}
	}
	run := h.run(best)
	run.Length.Max = best.hits
	for _, p := range possible {
		run.Length.Max = max(run.Length.Max, p.hits)
		if p.hits > best.hits || (p.hits == best.hits && p.first < best.first) {
			run.Undecided = append(run.Undecided, h.undecided(p.first, p.last)...)
		}
	}
	return run
}

// Current is the run that lasts to the last gathering read. If the last gathering certainly does not count, its length is 0 and
// Why says why not.
func (h History) Current() Run {
	trailing := func(reading func(Step) outcome) span {
		found := h.spans(reading)
		if len(found) == 0 {
			return span{}
		}
		last := found[len(found)-1]
		for _, s := range h.steps[last.last+1:] {
			if reading(s) == broken {
				return span{}
			}
		}
		return last
	}
	sure, possible := trailing(Step.low), trailing(Step.high)
	run := h.run(sure)
	run.Length.Max = possible.hits
	if possible.hits > 0 {
		run.Undecided = h.undecided(possible.first, len(h.steps)-1)
	}
	for i := len(h.steps) - 1; i >= 0 && sure.hits == 0; i-- {
		if h.steps[i].low() == broken {
			run.Ended, run.Why = h.steps[i].Summit, h.read(i).Why
			break
		}
	}
	// Nothing before the last break decides the run.
	from := len(h.steps)
	for from > 0 {
		from--
		if h.steps[from].high() == broken {
			break
		}
	}
	var read []int
	for i := from; i < len(h.steps); i++ {
		read = append(read, i)
	}
	_, list := h.closedList()
	run.Evidence = h.evidence(read, list)
	return run
}

// undecided gives the gatherings that are not settled, of those from one step to another.
func (h History) undecided(first, last int) []SummitID {
	var open []SummitID
	for _, step := range h.steps[first : last+1] {
		if step.low() != step.high() {
			open = append(open, step.Summit)
		}
	}
	return open
}

// run describes a sure span, which may be empty, with evidence on the whole history.
func (h History) run(s span) Run {
	run := Run{Length: Count{Min: s.hits}, Listed: len(h.steps)}
	var list []Claim
	run.Closed, list = h.closedList()
	all := make([]int, len(h.steps))
	for i := range all {
		all[i] = i
	}
	run.Evidence = h.evidence(all, list)
	if len(h.steps) > 0 {
		run.Through = h.steps[len(h.steps)-1].Summit
	}
	if s.hits == 0 {
		return run
	}
	run.From, run.To = h.steps[s.first].Summit, h.steps[s.last].Summit
	for i := s.last + 1; i < len(h.steps); i++ {
		if step := h.steps[i]; step.low() == broken {
			run.Ended, run.Why = step.Summit, h.read(i).Why
			break
		}
	}
	return run
}

func (h History) closedList() (bool, []Claim) {
	if len(h.steps) == 0 {
		return false, nil
	}
	return h.timeline.closed(h.start(len(h.steps) - 1))
}

// Certain reports whether the records leave one answer: the bounds meet, no other run of that length might come first, the list of
// gatherings is closed, and no weak row is among the evidence.
func (r Run) Certain() bool {
	return r.Length.Certain() && len(r.Undecided) == 0 && r.Closed && !r.Evidence.weak()
}

// String gives the length, the span of the sure run, and where and why it ended.
func (r Run) String() string {
	text := r.Length.String()
	if r.From != "" {
		text += fmt.Sprintf(", %s to %s", r.From, r.To)
	}
	if r.Ended != "" {
		text += ", ended at " + string(r.Ended)
		if len(r.Why) > 0 {
			text += ": " + reasons(r.Why)
		}
	}
	if len(r.Undecided) > 0 {
		text += "; undecided: " + join(r.Undecided)
	}
	if !r.Closed && r.Listed > 0 {
		text += fmt.Sprintf(" (of the %d listed)", r.Listed)
	}
	return text
}

// reasons gives "AUS, JPN outside; NZL below_level".
func reasons(why []Reason) string {
	var ends []End
	actors := make(map[End][]ActorID)
	for _, r := range why {
		if _, seen := actors[r.End]; !seen {
			ends = append(ends, r.End)
		}
		actors[r.End] = append(actors[r.End], r.Actor)
	}
	var parts []string
	for _, e := range ends {
		parts = append(parts, strings.TrimSpace(join(actors[e])+" "+e.String()))
	}
	return strings.Join(parts, "; ")
}
