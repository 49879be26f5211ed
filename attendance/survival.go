package attendance

import (
	"iter"

	"github.com/summitry/summitry/internal/ratio"
	"github.com/summitry/summitry/timeline"
)

// A Survival is how many participants had not missed a gathering yet, after a number of those for which they were eligible. By a rule with a
// rank a miss is to send somebody lower, so it is survival to the first downgrade.
type Survival struct {
	Gatherings int            // for which they were eligible, counted for each from its first
	AtRisk     timeline.Count // how many were eligible so often and had not missed one before
	Missed     timeline.Count // how many of them missed this one
	// Curve is the estimate of Kaplan and Meier 1958 through this gathering, the product of the shares of those at risk who did not miss.
	// A participant leaves it after its last gathering (right-censoring). Its bounds are the products of those of the shares, and Loose.
	Curve timeline.Measure
	// Whole is the share, of those that were eligible so often, who came to all of these gatherings. Its bounds are tight.
	Whole    timeline.Measure
	Evidence timeline.Evidence
}

// Survival follows each participant of who by itself from the first gathering for which it was eligible, one gathering after the other.
func (r Roll) Survival(who Who) iter.Seq[Survival] {
	return func(yield func(Survival) bool) {
		x := r.reader(who)
		risks, wholes := make([][]ratio.Item, len(r.gatherings)), make([][]ratio.Item, len(r.gatherings))
		for k := range x.actors {
			risk, whole := x.lives(k)
			for h := range risk {
				risks[h], wholes[h] = append(risks[h], risk[h]), append(wholes[h], whole[h])
			}
		}
		evidence := r.evidence(func(l *look) (rests, open []timeline.Claim) {
			for i := range r.gatherings {
				x.gather(l, i, &rests, &open)
			}
			return rests, open
		})
		curve := timeline.Measure{Least: 1, Most: 1, Value: timeline.Yes}
		for h := range risks {
			hazard := ratio.Of(risks[h])
			if !hazard.Ever {
				return
			}
			s := Survival{Gatherings: h + 1, Whole: measureOf(ratio.Of(wholes[h])), Evidence: evidence}
			for _, item := range risks[h] {
				s.AtRisk.Add(itemTruth(item, ratio.Skip).Not())
				s.Missed.Add(itemTruth(item, ratio.Hit))
			}
			least := hazard.Least
			if !hazard.Always {
				least = 0 // where nobody is at risk nothing is lost
			}
			curve.Least, curve.Most = curve.Least*(1-hazard.Most), curve.Most*(1-least)
			curve.Loose = curve.Least != curve.Most
			s.Curve = curve
			if !yield(s) {
				return
			}
		}
	}
}

func itemTruth(item, way ratio.Item) timeline.Truth {
	switch {
	case item == way:
		return timeline.Yes
	case item&way == 0:
		return timeline.No
	}
	return timeline.Unknown
}

// lives tells for each number h of gatherings how an actor may turn out: whether it is at risk at the hth for which it is eligible, and
// misses it (a hit of the hazard), and whether it is eligible so often and came to all of them. It carries along the states that
// the gatherings so far may lead to.
func (x *reader) lives(actor int) (risk, whole []ratio.Item) {
	n := len(x.roll.gatherings)
	risk, whole = make([]ratio.Item, n), make([]ratio.Item, n)
	// alive[k]: eligible k times so far and there at all; missed[k]: eligible k times, and not there at one at least.
	alive, missed := make([]bool, n+1), make([]bool, n+1)
	lost := make([]bool, n+1) // lost[k]: the first miss was at the kth
	alive[0] = true
	for i := range n {
		item := x.item(actor, i)
		nextAlive, nextMissed := make([]bool, n+1), make([]bool, n+1)
		for k := range n + 1 {
			if item&ratio.Skip != 0 {
				nextAlive[k] = nextAlive[k] || alive[k]
				nextMissed[k] = nextMissed[k] || missed[k]
			}
			if k == n {
				continue
			}
			if item&ratio.Hit != 0 {
				if alive[k] {
					nextAlive[k+1] = true
					risk[k] |= ratio.Miss
					whole[k] |= ratio.Hit
				}
				if missed[k] {
					nextMissed[k+1] = true
					whole[k] |= ratio.Miss
				}
			}
			if item&ratio.Miss != 0 && (alive[k] || missed[k]) {
				nextMissed[k+1] = true
				whole[k] |= ratio.Miss
				if alive[k] {
					risk[k] |= ratio.Hit
					lost[k+1] = true
				}
			}
		}
		alive, missed = nextAlive, nextMissed
	}
	for h := range n { // the gathering h+1
		for k := range h + 1 {
			if alive[k] {
				risk[h] |= ratio.Skip // it was not eligible so often
				whole[h] |= ratio.Skip
			}
			if missed[k] {
				whole[h] |= ratio.Skip
			}
			if lost[k] {
				risk[h] |= ratio.Skip
			}
		}
	}
	return risk, whole
}

// item tells what an actor may turn out to be at gathering i in a rate.
func (x *reader) item(k, i int) ratio.Item {
	came, eligible := x.at(k, i).came(), x.at(k, i).eligible
	return ratio.Share(came != timeline.No, came != timeline.Yes, eligible != timeline.No, eligible != timeline.Yes)
}
