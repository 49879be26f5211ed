package attendance

import (
	"fmt"

	"github.com/summitry/summitry/timeline"
)

// Disagreement says where the truths that are found without evidence differ from those found with it.
func (r Roll) Disagreement(who Who) string {
	bare := r.look(truths)
	for i, g := range r.gatherings {
		all := func(r *look) string {
			asked := r.asked(who, i, nil)
			may, apart := r.all(g, asked, who.least)
			text := fmt.Sprint(may, apart.truth, eligibleOf(asked, who.least))
			for _, o := range asked {
				text += fmt.Sprint(", ", o.actor, o.may, o.truth, o.eligible)
			}
			return text
		}
		if quick, slow := all(bare), all(r.look(claims)); quick != slow {
			return fmt.Sprintf("%s: all %s, with evidence %s", g.summit.ID, quick, slow)
		}
		for _, actor := range r.register.actors(who) {
			alone := func(r *look) string {
				o := r.single(actor, who.through(actor), i)
				ranks, _ := r.ranks(g, actor)
				came, counts, atTier, eligible, miss, _ := r.cells(g, actor)
				return fmt.Sprint(o.may, o.truth, o.belongs, o.eligible, ranks, came.truth, counts.truth, atTier.truth, eligible, miss.eligible)
			}
			if quick, slow := alone(bare), alone(r.look(claims)); quick != slow {
				return fmt.Sprintf("%s at %s: %s, with evidence %s", actor, g.summit.ID, quick, slow)
			}
			for _, claims := range [][]timeline.Claim{bare.at(g, actor).rests, bare.at(g, actor).open} {
				if len(claims) > 0 {
					return fmt.Sprintf("%s at %s: evidence that nobody asked for", actor, g.summit.ID)
				}
			}
		}
	}
	return ""
}

// PairsOneByOne are the ties as rules with Together read them, gathering by gathering.
func (r Roll) PairsOneByOne(a, b Who, weight Weight) map[[2]timeline.ActorID]Pair {
	m, found := r.meetings(a, b, weight), make(map[[2]timeline.ActorID]Pair)
	m.ties = make([]tie, len(r.gatherings))
	for k, x := range m.as.actors {
		for l, y := range m.bs.actors {
			var p Pair
			m.setPair(&p, k, l)
			found[[2]timeline.ActorID{x, y}] = p
		}
	}
	return found
}
