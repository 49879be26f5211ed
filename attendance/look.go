package attendance

import (
	"sync"

	"github.com/summitry/summitry/timeline"
)

// A look reads the cells of a roll for one question, or for one answer of it. It remembers the records that it read last, which the parts
// of a question share, so it is not for two goroutines.
type look struct {
	Roll
	wants  wants
	person timeline.ActorID // the person asked about; empty for anybody
	only   ranked           // the ranks asked about; none for all that the rule counts

	actor timeline.ActorID // the last one that was asked about
	human bool             // whether that is a person

	g      *gathering
	p      timeline.ActorID
	number uint32   // of p in the store
	found  []Record // of p at g, in their order
	from   []int    // by gathering: the first of its rows that are not before those read last
}

// wants is which claims are made. They take many times as long to make as truths.
type wants uint8

const (
	truths wants = iota // none, nor why something is a no
	doubts              // the rows that make an answer weak
	claims              // all
)

func (r Roll) look(w wants) *look { return &look{Roll: r, wants: w} }

// evidence makes evidence that is gathered from the cells. Where only the doubts are asked for it has no others.
func (r Roll) evidence(gather func(l *look) (rests, open []timeline.Claim)) timeline.Evidence {
	return timeline.PairEvidence(r.timeline, func(_, _ int, weak bool) (rests, open []timeline.Claim) { return gather(r.look(asked(weak))) })(0, 0)
}

func asked(weak bool) wants {
	if weak {
		return doubts
	}
	return claims
}

// shared is claims that many answers rest on.
type shared func(w wants) (rests, open []timeline.Claim)

// shared gathers claims once, for each of the two ways in which they are wanted.
func (r Roll) shared(gather func(l *look) (rests, open []timeline.Claim)) shared {
	once := func(w wants) func() (rests, open []timeline.Claim) {
		return sync.OnceValues(func() (rests, open []timeline.Claim) { return gather(r.look(w)) })
	}
	weak, all := once(doubts), once(claims)
	return func(w wants) (rests, open []timeline.Claim) {
		if w == doubts {
			return weak()
		}
		return all()
	}
}

// records gives the records of a participant at a gathering and its sessions, in their order, until others are asked for.
func (r *look) records(g *gathering, p timeline.ActorID) []Record {
	if r.g == g && r.p == p {
		return r.found
	}
	s := r.register.tables().records
	if r.g != nil && r.from == nil { // it is not for a single cell
		r.from = make([]int, len(r.gatherings))
	}
	if r.g == nil || r.p != p {
		r.number = s.participants.of[p]
	}
	r.g, r.p, r.found = g, p, r.found[:0]
	if r.number == 0 {
		return r.found
	}
	at := 0
	if r.from == nil {
		at = s.first(g.rows, r.number, -1)
	} else {
		at = s.first(g.rows, r.number, r.from[g.number])
		r.from[g.number] = at
	}
	for ; at < len(g.rows) && s.rows[g.rows[at]].participant == r.number; at++ {
		r.found = append(r.found, s.record(g.rows[at]))
	}
	return r.found
}

// isPerson reports whether an actor is one, or a participant.
func (r *look) isPerson(actor timeline.ActorID) bool {
	if r.actor != actor {
		r.actor, r.human = actor, contains(r.register.tables().person, actor)
	}
	return r.human
}

// by is at by another rule.
func (r *look) by(rule Rule, g *gathering, p timeline.ActorID) verdict {
	was := r.rule
	r.rule = rule
	v := r.at(g, p)
	r.rule = was
	return v
}
