package attendance

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"github.com/summitry/summitry/internal/enum"
	"github.com/summitry/summitry/internal/ratio"
	"github.com/summitry/summitry/timeline"
)

// Weight is how the tie between two participants is weighed, from the gatherings that both attended by the rule.
type Weight uint8

const (
	// Shared is how many gatherings they shared.
	Shared Weight = iota
	// Newman is the sum of 1/(N-1) over the gatherings they shared, where N is how many attended: a small meeting binds more than a
	// large one. It is of Newman 2001, doi:10.1103/PhysRevE.64.016132. N counts all participants of the register that have a record or
	// may be a member at one of the gatherings; of people, all whom a record names. So a first record of somebody else can move it. A person and a participant have no such tie.
	Newman
	// Jaccard is the gatherings they shared by those that either attended, of those for which both were eligible.
	Jaccard
	// Lift is how many gatherings they shared by how many they would have if each came as often as it did, but at random: n·c/(a·b) for
	// n gatherings for which both were eligible, of which a and b are those that each attended and c those they shared. It is 1 for
	// no tie.
	Lift
)

var weightWords = []string{"shared", "newman", "jaccard", "lift"}

// String gives the word.
func (w Weight) String() string { return enum.Text(weightWords, w) }

// MarshalText gives the word.
func (w Weight) MarshalText() ([]byte, error) { return enum.Marshal(weightWords, w) }

// UnmarshalText reads shared, newman, jaccard or lift.
func (w *Weight) UnmarshalText(text []byte) error { return enum.UnmarshalFull(weightWords, w, text) }

// A Pair is the tie between two participants or people.
type Pair struct {
	A, B     timeline.ActorID
	Shared   timeline.Count   // how many gatherings they shared; if the rule says Together, in one session
	Weight   timeline.Measure // no value where it divides by nothing, and of Jaccard and Lift where they were never eligible together
	Evidence timeline.Evidence
}

// Pairs gives the ties of each of a with each of b, by their ids, and each tie once. So Pairs(x, w, weight) is the network of w around
// x, and Pairs(w, w, weight) the whole one. They are made one by one: who wants a few of many takes [Top], or leaves out those
// that are too weak. Pairs that shared nothing are among them.
//
// The bounds of one tie are tight, but those of Lift where it is not settled for which gatherings both were eligible, those of any
// weight but Shared under a rule with Together, and those of people: these are Loose. The bounds of several ties need not be reached together.
func (r Roll) Pairs(a, b Who, weight Weight) iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		m := r.meetings(a, b, weight)
		left, right := m.as.actors, m.bs.actors
		inLeft, inRight := places(right, left), places(left, right) // of each of right, of each of left
		var p Pair
		for k := range left {
			from := 0
			if m.as == m.bs {
				from = k + 1
			}
			for l := from; l < len(right); l++ {
				if inLeft[l] == k || (inLeft[l] >= 0 && inLeft[l] < k && inRight[k] >= 0) {
					continue // one with itself, or a tie that was given before
				}
				if m.setPair(&p, k, l); !yield(p) {
					return
				}
			}
		}
	}
}

// places gives the place of each of some actors among others, which are by id, and -1 where it is not among them.
func places(some, others []timeline.ActorID) []int {
	at := make([]int, len(some))
	for i, id := range some {
		place, found := slices.BinarySearch(others, id)
		if at[i] = place; !found {
			at[i] = -1
		}
	}
	return at
}

// Company tells for each of who, by id, at which gatherings it was there with somebody else: with any participant, or of a person with any
// other person. How often, which [timeline.History.Occasions] counts, is its strength in the network of [Newman] weights, whatever
// the weights of its ties: the bounds of those do not add up to it.
func (r Roll) Company(who Who) iter.Seq2[timeline.ActorID, timeline.History] {
	return func(yield func(timeline.ActorID, timeline.History) bool) {
		universe, counted := r.universe(who, Who{})
		x, all := r.reader(who), r.reader(universe)
		for k, actor := range x.actors {
			steps, person := make([]timeline.Step, len(r.gatherings)), x.row(k).person
			for i, g := range r.gatherings {
				others := timeline.No
				for l, other := range all.actors {
					if other != actor && all.row(l).person == person {
						others = others.Or(all.at(l, i).came())
					}
				}
				c := x.at(k, i)
				steps[i] = timeline.Step{Summit: g.summit.ID, Truth: c.came().And(others), Skip: c.may.skip(), Eligible: c.eligible}
			}
			if !yield(actor, timeline.NewHistory(r.timeline, steps, func(i int) timeline.Reading {
				var read timeline.Reading
				l := r.look(claims)
				x.gatherOne(l, k, i, &read.Rests, &read.Open)
				if x.at(k, i).came() != timeline.No {
					show, _ := counted(claims)
					read.Rests = append(read.Rests, show...)
					all.gather(l, i, &read.Rests, &read.Open)
				}
				if steps[i].Truth != timeline.Unknown {
					read.Open = nil
				}
				return read
			})) {
				return
			}
		}
	}
}

// Top gives the k strongest ties, the strongest first: by their least weight, then by their greatest, then by id. Those without a
// value come last.
func Top(k int, pairs iter.Seq[Pair]) []Pair {
	none := func(p Pair) int {
		if p.Weight.Value == timeline.No {
			return 1
		}
		return 0
	}
	compare := func(p, q Pair) int {
		return cmp.Or(none(p)-none(q), cmp.Compare(q.Weight.Least, p.Weight.Least), cmp.Compare(q.Weight.Most, p.Weight.Most),
			cmp.Compare(p.A, q.A), cmp.Compare(p.B, q.B))
	}
	var top []Pair
	for p := range pairs {
		at, _ := slices.BinarySearchFunc(top, p, compare)
		if at >= k {
			continue
		}
		if len(top) == max(k, 0) {
			top = top[:len(top)-1]
		}
		top = slices.Insert(top, at, p)
	}
	return top
}

// meetings are who came to the gatherings, for the weights of ties.
type meetings struct {
	roll    Roll
	bare    *look
	weight  Weight
	as, bs  *reader
	loose   bool
	ties    []tie        // of the pair that is read, where they are needed one by one
	all     *reader      // of the universe, for Newman
	counted shared       // that show who belongs to it
	among   []shared     // why those of it came to each gathering, or did not
	adds    []newmanAdds // by eight gatherings

	evidence func(k, l int) timeline.Evidence
}

// newmanAdds is what eight gatherings add to a tie: millions of ties look it up, where they would else add up each gathering.
type newmanAdds struct {
	least sums    // of those that the two surely shared
	most  [3]sums // of those that they may have shared, where so many of them surely came
}

// sums are those of each set of eight numbers.
type sums [256]float64

// set tells number i, after those before it.
func (s *sums) set(i int, number float64) {
	for below := range 1 << i {
		s[1<<i|below] = s[below] + number
	}
}

func (r Roll) meetings(a, b Who, weight Weight) *meetings {
	m := &meetings{roll: r, bare: r.look(truths), weight: weight, as: r.reader(a)}
	m.evidence = timeline.PairEvidence(r.timeline, m.claims)
	if m.bs = m.as; !a.Equal(b) {
		m.bs = r.reader(b)
	}
	m.loose = len(a.people)+len(b.people) > 0 || (r.rule.Together && weight != Shared)
	if weight == Jaccard || weight == Lift || r.rule.Together {
		m.ties = make([]tie, len(r.gatherings))
	}
	if weight != Newman {
		return m
	}
	var universe Who
	universe, m.counted = r.universe(a, b)
	if m.all = m.as; !universe.Equal(a) {
		m.all = r.reader(universe)
	}
	sure, mights := make([]int, len(r.gatherings)), make([]int, len(r.gatherings))
	for k := range m.all.actors {
		for i, c := range m.all.row(k).cells {
			switch c.came() {
			case timeline.Yes:
				sure[i]++
			case timeline.Unknown:
				mights[i]++
			}
		}
	}
	m.adds = make([]newmanAdds, (len(sure)+7)/8)
	for i := range sure {
		adds := &m.adds[i/8]
		adds.least.set(i%8, 1/float64(max(sure[i]+mights[i]-1, 1)))
		for n := range adds.most {
			adds.most[n].set(i%8, 1/float64(max(sure[i]+1-n, 1)))
		}
		m.among = append(m.among, r.shared(func(l *look) (rests, open []timeline.Claim) {
			m.all.gather(l, i, &rests, &open)
			return rests, open
		}))
	}
	return m
}

// universe is who may have attended at all, and gives the rows that show that they are to be counted: of participants those with a record
// or a membership that may hold at one of the gatherings, of people those whom a record names.
func (r Roll) universe(a, b Who) (Who, shared) {
	d := r.register.tables()
	all := Who{actors: append(d.participantsOf(a), d.participantsOf(b)...)}
	var participants []timeline.ActorID
	var named []Record // the first that names each person
	if len(all.actors) > 0 {
		bare := r.look(truths)
		for _, p := range d.Participants {
			if _, ok := bare.concerned(p.ID); ok {
				participants = append(participants, p.ID)
			}
		}
		all.actors = append(all.actors, participants...)
	}
	if len(a.people)+len(b.people) > 0 {
		seen := make(map[timeline.ActorID]bool)
		for rec := range r.register.Records() {
			if rec.Person != "" && !seen[rec.Person] {
				seen[rec.Person] = true
				all.people, named = append(all.people, rec.Person), append(named, rec)
			}
		}
		all.people = slices.Concat(all.people, a.people, b.people)
	}
	slices.Sort(all.actors)
	slices.Sort(all.people)
	all.actors, all.people = slices.Compact(all.actors), slices.Compact(all.people)
	return all, r.shared(func(l *look) (rests, _ []timeline.Claim) {
		for _, p := range participants {
			why, _ := l.concerned(p)
			rests = append(rests, why...)
		}
		for _, rec := range named {
			rests = append(rests, l.rows(rec.Summit, rec.Participant)...)
		}
		return rests, nil
	})
}

// Concerned is those of who of whom anything is on record: the participants with a record, or a membership that may hold, at one of the
// gatherings, and the people whom a record there names. Its bodies stay, since they are their members on the day. Of the others
// nothing is known but that they are not on record, so a table or a network of everybody is best made of these.
func (r Roll) Concerned(who Who) Who {
	d, bare := r.register.tables(), r.look(truths)
	few := Who{bodies: who.bodies, least: who.least}
	for _, p := range who.actors {
		if _, ok := bare.concerned(p); ok {
			few.actors = append(few.actors, p)
		}
	}
	for _, q := range who.people {
		if slices.ContainsFunc(r.gatherings, func(g *gathering) bool {
			return slices.ContainsFunc(d.headed[q], func(p timeline.ActorID) bool {
				return slices.ContainsFunc(bare.records(g, p), func(rec Record) bool { return rec.Person == q })
			})
		}) {
			few.people = append(few.people, q)
		}
	}
	return few
}

// concerned reports whether a participant has a record, or may be a member, at one of the gatherings.
func (r *look) concerned(p timeline.ActorID) ([]timeline.Claim, bool) {
	for _, g := range r.gatherings {
		if len(r.records(g, p)) > 0 {
			return r.rows(g.summit.ID, p), true
		}
		if g.members.at(p, g.summit.Start) != timeline.No {
			return r.memberships(g.group, p), true
		}
	}
	return nil, false
}

// rows gives all records of a participant at a summit: one of them alone would say that there was no other head.
func (r *look) rows(id timeline.SummitID, p timeline.ActorID) []timeline.Claim {
	if r.wants == truths {
		return nil
	}
	var found []timeline.Claim
	s := r.register.tables().records
	summit, _ := r.timeline.Summit(id)
	places, number := s.at(id), s.participants.of[p]
	for at := s.first(places, number, -1); at < len(places) && s.rows[places[at]].participant == number; at++ {
		rec := s.record(places[at])
		found = append(found, r.row(summit.Start, &rec)...)
	}
	return found
}

// A tie is what two may turn out to be at one gathering.
type tie struct {
	x, y, shared, eligible timeline.Truth
}

func (m *meetings) tie(bare *look, k, l, i int) tie {
	p, q := m.as.at(k, i), m.bs.at(l, i)
	t := tie{x: p.came(), y: q.came(), eligible: p.eligible.And(q.eligible)}
	if t.shared = t.x.And(t.y); m.roll.rule.Together && t.shared != timeline.No {
		may, _ := bare.all(m.roll.gatherings[i], []one{m.as.one(k, i), m.bs.one(l, i)}, 0)
		t.shared = may.truth()
	}
	return t
}

// setPair sets the tie of actor k of the one side with actor l of the other. It fills one of the caller's, as they are large.
func (m *meetings) setPair(p *Pair, k, l int) {
	p.A, p.B, p.Shared, p.Evidence = m.as.actors[k], m.bs.actors[l], timeline.Count{}, m.evidence(k, l)
	x, y := m.as.row(k), m.bs.row(l)
	if m.ties == nil {
		p.Shared = timeline.Count{Min: x.sure.both(y.sure), Max: x.may.both(y.may)}
	}
	for i := range m.ties {
		m.ties[i] = m.tie(m.bare, k, l, i)
		p.Shared.Add(m.ties[i].shared)
	}
	switch m.weight {
	case Newman:
		p.Weight = m.newman(x, y, p.Shared)
	case Jaccard:
		p.Weight = m.jaccard(m.ties)
	case Lift:
		p.Weight = m.lift(m.ties)
	default:
		p.Weight = timeline.Measure{Least: float64(p.Shared.Min), Most: float64(p.Shared.Max), Value: timeline.Yes}
	}
	p.Weight.Loose = (p.Weight.Loose || m.loose) && p.Weight.Value != timeline.No && p.Weight.Least != p.Weight.Most
}

// claims gives what the tie of actor k of the one side with actor l of the other rests on, and leaves open.
func (m *meetings) claims(k, l int, weak bool) (rests, open []timeline.Claim) {
	w := asked(weak)
	if m.weight == Newman {
		show, _ := m.counted(w)
		rests = slices.Clone(show)
	}
	of, bare := m.roll.look(w), m.roll.look(truths)
	for i, g := range m.roll.gatherings {
		m.as.gatherOne(of, k, i, &rests, &open)
		m.bs.gatherOne(of, l, i, &rests, &open)
		if m.roll.rule.Together {
			_, apart := of.all(g, []one{m.as.full(of, k, i), m.bs.full(of, l, i)}, 0)
			rests, open = append(rests, apart.rests...), append(open, apart.open...)
		}
		if m.weight == Newman && m.tie(bare, k, l, i).shared != timeline.No {
			others, unsettled := m.among[i](w)
			rests, open = append(rests, others...), append(open, unsettled...)
		}
	}
	return rests, open
}

// newman is least with everybody there who may have been, where the two surely were, and greatest with nobody else, where they may have been.
func (m *meetings) newman(x, y *actorRow, shared timeline.Count) timeline.Measure {
	if x.person != y.person {
		return timeline.Measure{Value: timeline.No} // there is no company of both to count
	}
	w := timeline.Measure{Value: timeline.Yes}
	if shared.Max == 0 {
		return w
	}
	for word := range x.may {
		one, other := x.sure[word], y.sure[word]
		sure, may := one&other, x.may[word]&y.may[word]
		if m.ties != nil {
			sure, may = sharedBits(m.ties, word)
		}
		both, either, neither := may&one&other, may&(one^other), may&^(one|other)
		for i := word * 8; may != 0; i++ {
			adds := &m.adds[i]
			w.Least += adds.least[uint8(sure)]
			if w.Most += adds.most[2][uint8(both)]; uint8(either|neither) != 0 {
				w.Most += adds.most[1][uint8(either)] + adds.most[0][uint8(neither)]
			}
			sure, may, both, either, neither = sure>>8, may>>8, both>>8, either>>8, neither>>8
		}
	}
	return w
}

// sharedBits gives a word of the sets of the gatherings that two surely shared, and that they may have shared.
func sharedBits(ties []tie, word int) (sure, may uint64) {
	for i := word * 64; i < min(len(ties), word*64+64); i++ {
		if ties[i].shared == timeline.Yes {
			sure |= 1 << (i % 64)
		}
		if ties[i].shared != timeline.No {
			may |= 1 << (i % 64)
		}
	}
	return sure, may
}

func (m *meetings) jaccard(ties []tie) timeline.Measure {
	items := make([]ratio.Item, len(ties))
	for i, t := range ties {
		if t.eligible != timeline.Yes || (t.x != timeline.Yes && t.y != timeline.Yes) {
			items[i] |= ratio.Skip
		}
		if t.eligible == timeline.No {
			continue
		}
		if t.shared != timeline.No {
			items[i] |= ratio.Hit
		}
		oneAlone := (t.x != timeline.No && t.y != timeline.Yes) || (t.y != timeline.No && t.x != timeline.Yes)
		apart := t.x != timeline.No && t.y != timeline.No && m.roll.rule.Together && t.shared != timeline.Yes
		if oneAlone || apart {
			items[i] |= ratio.Miss
		}
	}
	return measureOf(ratio.Of(items))
}

// lift counts the gatherings by what the two may turn out to be. It is least where those who need not come come alone, spread such that
// both come as often, and greatest where they come together; how many of those at which either may have come are shared is tried.
func (m *meetings) lift(ties []tie) timeline.Measure {
	var counts [3][3]int // by what x and y may turn out to be
	n, settled := 0, true
	for _, t := range ties {
		settled = settled && t.eligible != timeline.Unknown
		if t.eligible == timeline.Yes {
			n++
			counts[t.x][t.y]++
		}
	}
	const u, f, t = timeline.Unknown, timeline.No, timeline.Yes
	w := timeline.Measure{Least: math.Inf(1), Most: math.Inf(-1), Value: timeline.No}
	try := func(shared, x, y int, least, most bool) bool {
		if shared+x == 0 || shared+y == 0 {
			return false
		}
		value := float64(n) * float64(shared) / (float64(shared+x) * float64(shared+y))
		if least {
			w.Least = min(w.Least, value)
		}
		if most {
			w.Most = max(w.Most, value)
		}
		return true
	}
	if !settled || m.roll.rule.Together {
		return m.looseLift(ties)
	}
	alone := func(tu, ut, uu, shared int) { // so many of each kind come alone, and so many shared ones
		for k := range uu + 1 {
			try(shared, counts[t][f]+tu+counts[u][f]+k, counts[f][t]+ut+counts[f][u]+uu-k, true, false)
		}
	}
	alone(counts[t][u], counts[u][t], counts[u][u], counts[t][t])
	if math.IsInf(w.Least, 1) { // one of them comes only with the other, if at all
		if counts[t][u] > 0 {
			alone(counts[t][u]-1, counts[u][t], counts[u][u], counts[t][t]+1)
		}
		if counts[u][t] > 0 {
			alone(counts[t][u], counts[u][t]-1, counts[u][u], counts[t][t]+1)
		}
		if counts[u][u] > 0 {
			alone(counts[t][u], counts[u][t], counts[u][u]-1, counts[t][t]+1)
		}
	}
	for k := range counts[u][u] + 1 {
		try(counts[t][t]+counts[t][u]+counts[u][t]+k, counts[t][f], counts[f][t], false, true)
	}
	if math.IsInf(w.Least, 1) {
		return timeline.Measure{Value: timeline.No}
	}
	if math.IsInf(w.Most, -1) {
		w.Most = w.Least
	}
	w.Value = m.ever(ties, func(t tie) timeline.Truth { return t.x }).And(m.ever(ties, func(t tie) timeline.Truth { return t.y }))
	return w
}

// ever tells whether one of the two came to any gathering for which both were eligible.
func (m *meetings) ever(ties []tie, of func(tie) timeline.Truth) timeline.Truth {
	some := timeline.No
	for _, t := range ties {
		some = some.Or(t.eligible.And(of(t)))
	}
	return some
}

// looseLift bounds the lift by those of its parts, which are not reached together.
func (m *meetings) looseLift(ties []tie) timeline.Measure {
	var n, shared, x, y timeline.Count
	for _, t := range ties {
		n.Add(t.eligible)
		shared.Add(t.eligible.And(t.shared))
		x.Add(t.eligible.And(t.x))
		y.Add(t.eligible.And(t.y))
	}
	w := timeline.Measure{Loose: true, Value: m.ever(ties, func(t tie) timeline.Truth { return t.x }).And(m.ever(ties, func(t tie) timeline.Truth { return t.y }))}
	if w.Value == timeline.No {
		return timeline.Measure{Value: timeline.No}
	}
	w.Least = float64(n.Min) * float64(shared.Min) / (float64(max(x.Max, 1)) * float64(max(y.Max, 1)))
	w.Most = float64(n.Max) * float64(shared.Max) / (float64(max(x.Min, shared.Min, 1)) * float64(max(y.Min, shared.Min, 1)))
	w.Most = min(w.Most, float64(n.Max)) // neither came less often than they met
	return w
}
