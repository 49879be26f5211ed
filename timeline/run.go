package timeline

import (
	"fmt"
	"strings"
)

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
	_, list := h.closedList()
	run.Evidence = h.evidence(span{first: from, last: len(h.steps) - 1}, list)
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
	run.Evidence = h.evidence(h.whole(), list)
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

// whole is the span of all steps.
func (h History) whole() span { return span{first: 0, last: len(h.steps) - 1} }

func (h History) closedList() (bool, []Claim) {
	if len(h.steps) == 0 {
		return false, nil
	}
	return h.timeline.closed(h.start(len(h.steps) - 1))
}

// Certain reports whether the records leave one answer: the bounds meet, no other run of that length might come first, the list of
// gatherings is closed, and no weak row is among the evidence.
func (r Run) Certain() bool {
	return r.Length.Certain() && len(r.Undecided) == 0 && r.Closed && !r.Evidence.Weak()
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
