package timeline

import (
	"fmt"
	"slices"
)

// An Occasion is the gathering at which something happened for the first, the last or the nth time, with its bounds.
type Occasion struct {
	Summit    SummitID   // the gathering at which it surely had happened so often; empty if there is none
	Undecided []SummitID // those at which it might have instead, in order: before Summit, of the last time after it, and any if there is none
	Through   SummitID   // of the last time: the last gathering read
	Listed    int        // how many gatherings the list has
	Closed    bool       // whether the list of gatherings is known to be complete as far as it matters
	Evidence  Evidence
}

// First is the first gathering that counts. Without one that surely does ok is false; it may still have happened at one of the
// undecided gatherings.
func (h History) First() (first Occasion, ok bool) { return h.Nth(1) }

// Nth is the gathering that counts for the nth time, from 1. Without one that surely was there so often ok is false, as for First.
func (h History) Nth(n int) (nth Occasion, ok bool) {
	nth.Listed = len(h.steps)
	sure, possible := 0, 0 // how many counted before
	read := 0
	for i, s := range h.steps {
		read = i + 1
		if s.Truth == Yes && sure == n-1 {
			nth.Summit, ok = s.Summit, true
			break
		}
		if s.Truth != No && sure <= n-1 && n-1 <= possible {
			nth.Undecided = append(nth.Undecided, s.Summit)
		}
		if s.Truth == Yes {
			sure++
		}
		if s.Truth != No {
			possible++
		}
	}
	var list []Claim
	if read > 0 {
		nth.Closed, list = h.timeline.closed(h.start(read - 1))
	}
	nth.Evidence = h.evidence(span{first: 0, last: read - 1}, list)
	return nth, ok
}

// Last is the last gathering that counts, of those read. Without one that surely does ok is false.
func (h History) Last() (last Occasion, ok bool) {
	last.Listed = len(h.steps)
	from := len(h.steps)
	for from > 0 && !ok {
		from--
		s := h.steps[from]
		switch s.Truth {
		case Yes:
			last.Summit, ok = s.Summit, true
		case Unknown:
			last.Undecided = append(last.Undecided, s.Summit)
		}
	}
	slices.Reverse(last.Undecided)
	var list []Claim
	if last.Closed, list = h.closedList(); len(h.steps) > 0 {
		last.Through = h.steps[len(h.steps)-1].Summit
	}
	last.Evidence = h.evidence(span{first: from, last: len(h.steps) - 1}, list)
	return last, ok
}

// Certain reports whether the records leave one answer: no gathering is undecided, the list of gatherings is closed, and neither
// a row of low confidence nor a merely foretold one is among the evidence. That the sources are right it does not say.
func (o Occasion) Certain() bool { return len(o.Undecided) == 0 && o.Closed && !o.Evidence.Weak() }

// String gives the gathering, or "no later than" it with the undecided ones, or "never". Of a last time it is "no earlier than".
func (o Occasion) String() string {
	var text string
	switch {
	case o.Summit == "" && len(o.Undecided) == 0:
		text = "never"
	case o.Summit == "":
		text = "never on record; undecided: " + join(o.Undecided)
	case len(o.Undecided) > 0 && o.Through != "":
		text = "no earlier than " + string(o.Summit) + "; undecided: " + join(o.Undecided)
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

// Occasions are the gatherings at which something happened, with bounds.
type Occasions struct {
	Count    Count      // how many
	Sure     []SummitID // the gatherings at which it surely happened, in order
	Maybe    []SummitID // those at which it might have
	Through  SummitID   // the last gathering read
	Listed   int        // how many gatherings the list has
	Closed   bool       // whether the list of gatherings is known to be complete through the last one
	Evidence Evidence
}

// Occasions gives all gatherings that count.
func (h History) Occasions() Occasions {
	found := h.occasions()
	for _, s := range h.steps {
		found.add(s.Summit, s.Truth)
	}
	found.Count = Count{Min: len(found.Sure), Max: len(found.Sure) + len(found.Maybe)}
	return found
}

// Returns gives the gatherings that count after a gap: there was an earlier one that counts, and at least so many in a row just
// before that do not, where those that are stepped over are not counted. A gap of less than 1 is 1.
func (h History) Returns(gap int) Occasions {
	found, truths := h.occasions(), []Truth(nil)
	truths, found.Count = pauses(h.steps, gap, true)
	for i, s := range h.steps {
		found.add(s.Summit, truths[i])
	}
	return found
}

// Lapses gives the gatherings that count before a gap: at least so many in a row just after them do not. There need not be a return.
func (h History) Lapses(gap int) Occasions {
	backward := slices.Clone(h.steps)
	slices.Reverse(backward)
	found, truths := h.occasions(), []Truth(nil)
	truths, found.Count = pauses(backward, gap, false)
	slices.Reverse(truths)
	for i, s := range h.steps {
		found.add(s.Summit, truths[i])
	}
	return found
}

// pauses tells which steps count after a gap, and how many do. Afresh is whether a gap wants a step that counts before it. It
// carries along how many steps in a row did not count, with the least and the greatest number found on the ways that lead there.
func pauses(steps []Step, gap int, afresh bool) ([]Truth, Count) {
	gap = min(max(gap, 1), len(steps)+1)
	// States 0 to gap are the steps in a row that did not count, where gap means so many or more; the one after it is that none
	// has counted yet.
	never := gap + 1
	reached := make([]*Count, gap+2)
	if reached[0] = (&Count{}); afresh {
		reached[0], reached[never] = nil, &Count{}
	}
	truths := make([]Truth, len(steps))
	for i, s := range steps {
		next := make([]*Count, len(reached))
		reach := func(state int, c Count) {
			if next[state] == nil {
				next[state] = &c
				return
			}
			next[state].Min, next[state].Max = min(next[state].Min, c.Min), max(next[state].Max, c.Max)
		}
		always, ever := s.Truth == Yes, false
		for state, c := range reached {
			if c == nil {
				continue
			}
			if s.Truth != No {
				after := *c
				if state == gap {
					after.Min, after.Max, ever = after.Min+1, after.Max+1, true
				} else {
					always = false
				}
				reach(0, after)
			}
			if s.low() == broken || s.high() == broken {
				following := state
				if state < gap {
					following++
				}
				reach(following, *c)
			}
			if s.Truth != Yes && s.Skip != No {
				reach(state, *c)
			}
		}
		switch {
		case always && ever:
			truths[i] = Yes
		case !ever:
			truths[i] = No
		}
		reached = next
	}
	total := Count{Min: len(steps) + 1}
	for _, c := range reached {
		if c != nil {
			total.Min, total.Max = min(total.Min, c.Min), max(total.Max, c.Max)
		}
	}
	return truths, total
}

// occasions describes the whole history, before the occasions are counted.
func (h History) occasions() Occasions {
	found := Occasions{Listed: len(h.steps)}
	var list []Claim
	if found.Closed, list = h.closedList(); len(h.steps) > 0 {
		found.Through = h.steps[len(h.steps)-1].Summit
	}
	found.Evidence = h.evidence(h.whole(), list)
	return found
}

func (o *Occasions) add(at SummitID, truth Truth) {
	switch truth {
	case Yes:
		o.Sure = append(o.Sure, at)
	case Unknown:
		o.Maybe = append(o.Maybe, at)
	}
}

// Certain reports whether the records leave one answer.
func (o Occasions) Certain() bool {
	return len(o.Maybe) == 0 && o.Count.Certain() && o.Closed && !o.Evidence.Weak()
}

// String gives how many they are and which, as "1 to 2: nato-2012-chicago, perhaps nato-2008-bucharest".
func (o Occasions) String() string {
	text := o.Count.String()
	if len(o.Sure) > 0 {
		text += ": " + join(o.Sure)
	}
	if len(o.Maybe) > 0 {
		text += map[bool]string{true: ", ", false: ": "}[len(o.Sure) > 0] + "perhaps " + join(o.Maybe)
	}
	if !o.Closed && o.Listed > 0 {
		text += fmt.Sprintf(" (of the %d listed)", o.Listed)
	}
	return text
}
