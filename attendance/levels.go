package attendance

import (
	"iter"

	"github.com/summitry/summitry/internal/ratio"
	"github.com/summitry/summitry/timeline"
)

// ranked is the set of ranks at which a delegation may have been headed: by its best head, of those who count by the rule.
type ranked uint16

const (
	nobodySent ranked = 1 << 0 // nobody who counts
	unranked   ranked = 1 << 8 // a level that is never compared; the bits between are the ranks
	lowest     Rank   = 7
)

func (s ranked) has(r Rank) bool { return s&(1<<r) != 0 }

// sent tells whether somebody was sent who counts.
func (s ranked) sent() timeline.Truth {
	switch {
	case s == nobodySent:
		return timeline.No
	case s&nobodySent == 0:
		return timeline.Yes
	}
	return timeline.Unknown
}

// ranks tells at which ranks a delegation may have been headed, and the cells that say so. Its best rank may be k if a head of just
// that rank may count, and not surely one above it: whether a head counts is one question, asked for each rank anew.
func (r *look) ranks(g *gathering, actor timeline.ActorID) (ranked, verdict) {
	var read verdict
	at := func(rank Rank, only ranked) timeline.Truth {
		rule := r.rule
		r.rule.Rank, r.only = rank, only
		v := r.atAsHead(g, actor)
		r.rule, r.only = rule, 0
		read.rests, read.open = append(read.rests, v.rests...), append(read.open, v.open...)
		return v.truth
	}
	anybody := at(r.rule.Rank, 0)
	var found ranked
	if anybody != timeline.Yes {
		found |= nobodySent
	}
	above := timeline.No
	for rank := Leader; rank <= lowest && anybody != timeline.No && above != timeline.Yes; rank++ {
		if r.rule.Rank > 0 && rank > r.rule.Rank {
			break
		}
		if at(rank, 1<<rank) != timeline.No {
			found |= 1 << rank
		}
		above = at(rank, 0)
	}
	if r.rule.Rank == 0 && anybody != timeline.No && above != timeline.Yes && at(0, unranked) != timeline.No {
		found |= unranked
	}
	if found&(found-1) == 0 {
		read.open = nil
	}
	return found, read
}

// ranked gives the rank of a level as a set.
func (l Level) ranked() ranked {
	if rank := l.Rank(); rank != 0 {
		return 1 << rank
	}
	return unranked
}

// A LevelProfile is how highly delegations were headed: those at one gathering, or those of one participant at all of them. The level of a
// delegation is the highest one of those who count by the rule.
type LevelProfile struct {
	Summit   timeline.SummitID // of the delegations at a gathering
	Actor    timeline.ActorID  // of those of a participant or a person
	Sent     timeline.Count    // how many delegations there were
	Ranks    [8]timeline.Count // how many were headed at each rank from 1 to 7; at 0 those whose level is never compared
	Leaders  timeline.Measure  // the share of those that were headed at rank 1
	Best     Rank              // the median rank at the best, which more than half of those with a rank reach or pass; zero if there can be none
	Worst    Rank              // the median rank at the worst
	Evidence timeline.Evidence
}

// LevelsBySummit gives how highly the delegations of who were headed at each gathering, in order; of a body those of its members on the day.
func (r Roll) LevelsBySummit(who Who) iter.Seq[LevelProfile] {
	return func(yield func(LevelProfile) bool) {
		bare := r.look(truths)
		for i, g := range r.gatherings {
			var cells []levelCell
			for _, actor := range r.register.actors(who) {
				if c, ok := bare.levelCell(who, actor, i); ok {
					cells = append(cells, c)
				}
			}
			p := r.levelProfile(cells)
			p.Summit = g.summit.ID
			if !yield(p) {
				return
			}
		}
	}
}

// LevelsByParticipant gives how highly each participant of who was headed over all gatherings, by id; of a body over those at which it was a
// member. A person's are at which levels it came.
func (r Roll) LevelsByParticipant(who Who) iter.Seq[LevelProfile] {
	return func(yield func(LevelProfile) bool) {
		bare := r.look(truths)
		for _, actor := range r.register.actors(who) {
			var cells []levelCell
			for i := range r.gatherings {
				if c, ok := bare.levelCell(who, actor, i); ok {
					cells = append(cells, c)
				}
			}
			p := r.levelProfile(cells)
			p.Actor = actor
			if !yield(p) {
				return
			}
		}
	}
}

// A levelCell is at which ranks the delegation of an actor to gathering i may have been headed.
type levelCell struct {
	ranked
	actor   timeline.ActorID
	through []timeline.ActorID // as of Who.through
	i       int
}

// levelCell reads one delegation; ok is false where who does not ask about it, since it certainly was no member on the day.
func (r *look) levelCell(who Who, actor timeline.ActorID, i int) (levelCell, bool) {
	c := levelCell{ranked: nobodySent, actor: actor, through: who.through(actor), i: i}
	belongs := r.single(actor, c.through, i).belongs
	if belongs == timeline.No {
		return c, false
	}
	if c.ranked, _ = r.ranks(r.gatherings[i], actor); belongs == timeline.Unknown {
		c.ranked |= nobodySent
	}
	return c, true
}

// levelClaims tells why a cell is as it is.
func (r *look) levelClaims(c levelCell) verdict {
	o := r.single(c.actor, c.through, c.i)
	if o.belongs == timeline.No {
		return verdict{}
	}
	_, why := r.ranks(r.gatherings[c.i], c.actor)
	why.rests = append(why.rests, o.standing...)
	if o.belongs == timeline.Unknown && c.ranked != nobodySent {
		why.open = append(why.open, r.unsettledMember(r.gatherings[c.i], c.actor)...)
	}
	return why
}

func (r Roll) levelProfile(cells []levelCell) LevelProfile {
	var p LevelProfile
	at := func(rank Rank) []ratio.Item { // whether each that has a rank reaches this one
		items := make([]ratio.Item, len(cells))
		for i, c := range cells {
			if c.ranked&(nobodySent|unranked) != 0 {
				items[i] |= ratio.Skip
			}
			for k := Leader; k <= lowest; k++ {
				switch {
				case !c.has(k):
				case k <= rank:
					items[i] |= ratio.Hit
				default:
					items[i] |= ratio.Miss
				}
			}
		}
		return items
	}
	leaders := at(Leader)
	for i, c := range cells {
		p.Sent.Add(c.sent())
		for k := Leader; k <= lowest; k++ {
			p.Ranks[k].Add(c.is(1 << k))
		}
		p.Ranks[0].Add(c.is(unranked))
		if c.ranked&unranked != 0 { // no leader, whoever it is
			leaders[i] |= ratio.Miss
			if c.ranked&nobodySent == 0 {
				leaders[i] &^= ratio.Skip
			}
		}
	}
	p.Leaders = measureOf(ratio.Of(leaders))
	for k := lowest; k >= Leader; k-- {
		share := ratio.Of(at(k))
		if share.Ever && share.Most > 0.5 {
			p.Best = k
		}
		if share.Ever && share.Least > 0.5 {
			p.Worst = k
		}
	}
	p.Evidence = r.evidence(func(l *look) (rests, open []timeline.Claim) {
		for _, c := range cells {
			why := l.levelClaims(c)
			rests, open = append(rests, why.rests...), append(open, why.open...)
		}
		return rests, open
	})
	return p
}

// is tells whether the set is this one rank.
func (s ranked) is(one ranked) timeline.Truth {
	switch {
	case s == one:
		return timeline.Yes
	case s&one == 0:
		return timeline.No
	}
	return timeline.Unknown
}

func measureOf(b ratio.Bounds) timeline.Measure {
	m := timeline.Measure{Least: b.Least, Most: b.Most, Value: timeline.No}
	switch {
	case b.Always:
		m.Value = timeline.Yes
	case b.Ever:
		m.Value = timeline.Unknown
	}
	return m
}

// Shifts are the changes of the rank at which a participant sent somebody, each against the last time before that it sent somebody with a
// rank: gatherings to which it sent nobody, or somebody whose level is never compared, are passed over. The rank is that of the highest head who
// counts by the rule; a stand-in of equal rank is no shift.
type Shifts struct {
	Actor      timeline.ActorID
	Downgrades timeline.Occasions // to a lower rank
	Upgrades   timeline.Occasions // to a higher one
	Recorded   []Shift            // both, between gatherings of which the ranks are known, in order
}

// A Shift is one change as far as it is recorded.
type Shift struct {
	From, To timeline.SummitID
	Was, Is  Rank
	Sure     bool // whether no gathering between them, of which the rank is not known, could make it none
}

// Shifts gives the changes of rank of each participant of who by itself, by id; of a body at the gatherings where it was a member.
func (r Roll) Shifts(who Who) iter.Seq[Shifts] {
	return func(yield func(Shifts) bool) {
		bare := r.look(truths)
		for _, actor := range r.register.actors(who) {
			if !yield(bare.shifts(who, actor)) {
				return
			}
		}
	}
}

func (r *look) shifts(who Who, actor timeline.ActorID) Shifts {
	found := Shifts{Actor: actor}
	var cells []levelCell
	for i := range r.gatherings {
		c, _ := r.levelCell(who, actor, i)
		cells = append(cells, c)
	}
	down, fewer := trend(cells, func(was, is Rank) bool { return is > was })
	up, more := trend(cells, func(was, is Rank) bool { return is < was })
	found.Downgrades, found.Upgrades = r.occasions(cells, down, fewer), r.occasions(cells, up, more)
	last, at := Rank(0), 0
	for i, c := range cells {
		rank := c.known()
		if rank == 0 {
			continue
		}
		if last != 0 && rank != last {
			truth := down[i]
			if rank < last {
				truth = up[i]
			}
			found.Recorded = append(found.Recorded, Shift{
				From: r.gatherings[at].summit.ID, To: r.gatherings[i].summit.ID, Was: last, Is: rank, Sure: truth == timeline.Yes,
			})
		}
		last, at = rank, i
	}
	return found
}

// known gives the one rank that the set leaves, and zero if there is none.
func (s ranked) known() Rank {
	for k := Leader; k <= lowest; k++ {
		if s == 1<<k {
			return k
		}
	}
	return 0
}

// trend tells at which gatherings the rank shifted in one direction, and how often. It carries along which rank was sent last, with the
// least and the greatest number of shifts found on the ways that lead there.
func trend(cells []levelCell, shifted func(was, is Rank) bool) ([]timeline.Truth, timeline.Count) {
	var reached [lowest + 1]*timeline.Count // by the rank sent last; zero is none yet
	reached[0] = &timeline.Count{}
	truths := make([]timeline.Truth, len(cells))
	for i, c := range cells {
		var next [lowest + 1]*timeline.Count
		reach := func(rank Rank, n timeline.Count) {
			if next[rank] == nil {
				next[rank] = &n
				return
			}
			next[rank].Min, next[rank].Max = min(next[rank].Min, n.Min), max(next[rank].Max, n.Max)
		}
		always, ever := true, false
		for was, n := range reached {
			if n == nil {
				continue
			}
			if c.ranked&(nobodySent|unranked) != 0 {
				reach(Rank(was), *n)
				always = false
			}
			for is := Leader; is <= lowest; is++ {
				if !c.has(is) {
					continue
				}
				after := *n
				if was != 0 && shifted(Rank(was), is) {
					after.Min, after.Max, ever = after.Min+1, after.Max+1, true
				} else {
					always = false
				}
				reach(is, after)
			}
		}
		switch {
		case always:
			truths[i] = timeline.Yes
		case !ever:
			truths[i] = timeline.No
		}
		reached = next
	}
	total := timeline.Count{Min: len(cells) + 1}
	for _, n := range reached {
		if n != nil {
			total.Min, total.Max = min(total.Min, n.Min), max(total.Max, n.Max)
		}
	}
	return truths, total
}

// occasions gives the gatherings at which something is so, and how often, which the cells decide together.
func (r Roll) occasions(cells []levelCell, truths []timeline.Truth, n timeline.Count) timeline.Occasions {
	steps := make([]timeline.Step, len(truths))
	for i, t := range truths {
		steps[i] = timeline.Step{Summit: r.gatherings[i].summit.ID, Truth: t, Skip: timeline.No, Eligible: timeline.Yes}
	}
	found := timeline.NewHistory(r.timeline, steps, func(i int) timeline.Reading {
		why := r.look(claims).levelClaims(cells[i])
		return timeline.Reading{Rests: why.rests, Open: why.open}
	}).Occasions()
	found.Count = n
	return found
}
