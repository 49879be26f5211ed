package timeline

import (
	"fmt"

	"github.com/summitry/summitry/internal/ratio"
)

// A Rate is the share of the gatherings that count among those that are eligible.
type Rate struct {
	Yes, No  Count   // how many gatherings are eligible and count, and how many are and do not
	Unknown  int     // the gatherings of which one or the other is not known
	Of       Count   // how many are eligible
	Share    Measure // of those that count; no value if none is eligible
	Through  SummitID
	Listed   int // how many gatherings the list has
	Closed   bool
	Evidence Evidence
}

// Rate is how often the gatherings count that are eligible.
func (h History) Rate() Rate {
	r := Rate{Share: measureOf(ratio.Of(h.items)), Listed: len(h.steps)}
	for _, item := range h.items {
		r.Yes.Add(among(item, ratio.Hit))
		r.No.Add(among(item, ratio.Miss))
		eligible := among(item, ratio.Skip).Not()
		r.Of.Add(eligible)
		if eligible == Unknown || item == ratio.Miss|ratio.Hit {
			r.Unknown++
		}
	}
	var list []Claim
	if r.Closed, list = h.closedList(); len(h.steps) > 0 {
		r.Through = h.steps[len(h.steps)-1].Summit
	}
	r.Evidence = NewEvidence(h.timeline, func() (rests, open []Claim) { return h.Not().gathered(h.whole(), list) })
	return r
}

// Certain reports whether the records leave one answer.
func (r Rate) Certain() bool {
	return r.Share.Certain() && r.Of.Certain() && r.Closed && !r.Evidence.Weak()
}

// String gives "3 of 5" or "3 to 4 of 5".
func (r Rate) String() string {
	if r.Share.Value == No {
		return "not eligible at any"
	}
	return fmt.Sprintf("%s of %s", r.Yes, r.Of)
}

// Not turns a history over: a gathering counts that is eligible and did not count, which is a miss. So Not().First() is the first
// miss. Gatherings that are not eligible are stepped over.
func (h History) Not() History {
	misses := History{timeline: h.timeline, steps: make([]Step, len(h.steps)), items: make([]ratio.Item, len(h.items))}
	for i, item := range h.items {
		other := item & ratio.Skip
		if item&ratio.Hit != 0 {
			other |= ratio.Miss
		}
		if item&ratio.Miss != 0 {
			other |= ratio.Hit
		}
		misses.items[i] = other
		misses.steps[i] = Step{
			Summit:   h.steps[i].Summit,
			Truth:    among(other, ratio.Hit),
			Skip:     among(other&^ratio.Hit, ratio.Skip),
			Eligible: h.steps[i].Eligible,
		}
	}
	misses.read = func(i int) Reading {
		was := h.read(i)
		now := Reading{Rests: was.Standing, Standing: was.Standing, Unsettled: was.Unsettled}
		if h.items[i] != ratio.Skip {
			now.Rests = append(append([]Claim(nil), was.Rests...), was.Standing...)
			now.Open = append(append([]Claim(nil), was.Open...), was.Unsettled...)
		}
		switch misses.steps[i].Truth {
		case No:
			now.Why = []Reason{{End: Present}}
			if h.items[i] == ratio.Skip {
				now.Why = []Reason{{End: Outside}}
			}
		case Unknown:
			now.Why = []Reason{{End: Undecided}}
		}
		return now
	}
	return misses
}

// among tells whether an item turns out in this way.
func among(item, way ratio.Item) Truth {
	switch {
	case item == way:
		return Yes
	case item&way == 0:
		return No
	}
	return Unknown
}
