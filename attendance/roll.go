package attendance

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/summitry/summitry/timeline"
)

// A Rule says who counts as having been there. The zero Rule counts anybody sent, in whatever way; each field narrows it.
//
// "Did the leader come" is Rank: Leader, NoStandIns: true. With Rank: Leader alone a prime minister who came in place of a
// president counts.
type Rule struct {
	Rank       Rank        // a head of delegation of this rank or a higher one, 1 to 7; zero is any
	Capacity   Capacity    // came as member, or as guest
	NoStandIns bool        // nobody in place of somebody else
	NoVideo    bool        // in the room
	Together   bool        // of several: all in one session, not only at one summit
	Eligible   Eligibility // whose absence is a miss, in rates and in what is missing
}

// A Roll is who was at the held gatherings of a timeline, by a rule.
type Roll struct {
	register   Register
	timeline   timeline.Timeline
	rule       Rule
	begun      bool // whether no session is masked by its day
	gatherings []*gathering
}

// Timeline gives the timeline of the roll, with its masks.
func (r Roll) Timeline() timeline.Timeline { return r.timeline }

// Rule gives the rule of the roll.
func (r Roll) Rule() Rule { return r.rule }

// Register gives the register of the roll.
func (r Roll) Register() Register { return r.register }

// A gathering is a held summit as the timeline reads it: as a whole, or some sessions of it.
type gathering struct {
	number   int // among those of the roll
	summit   timeline.Summit
	group    timeline.ActorID // of its series
	members  *members         // of the group
	whole    bool
	sessions []timeline.Session // that count for themselves: on the tracks asked for
	body     []timeline.Session // all body sessions
	coverage []coverage         // of attendance there, not masked, the best supported first
	doubtful bool               // whether any of it is of low confidence
	rows     []uint32           // the places of the records there
}

// coverage is a statement with its claim, which is made once for the many cells that rest on it.
type coverage struct {
	timeline.Coverage
	claim func() timeline.Claim
}

// Roll gives who was at the held gatherings of a timeline, which comes from [Register.Timeline], by a rule.
func (r Register) Roll(t timeline.Timeline, rule Rule) Roll {
	d, roll := r.tables(), Roll{register: r, timeline: t, rule: rule, begun: t.Begun(timeline.Date{Year: 9999})}
	var statements []coverage
	for c := range t.Coverage() {
		if c.Subject == timeline.AttendanceSubject && t.Sees(c.Confidence, c.Sources) {
			statements = append(statements, coverage{c, sync.OnceValue(c.Claim)})
		}
	}
	slices.SortStableFunc(statements, func(a, b coverage) int { return int(b.Confidence) - int(a.Confidence) })
	for s := range t.Held() {
		group := d.series[s.Series].Group
		g := &gathering{
			number: len(roll.gatherings), summit: s, group: group, members: d.memberships[group],
			whole: t.Includes(s.ID, ""), rows: d.records.at(s.ID),
		}
		for _, session := range d.sessions[s.ID] {
			if session.Scope == timeline.Body {
				g.body = append(g.body, session)
			}
			if t.Includes(s.ID, session.ID) && (!g.whole || session.Scope == timeline.Side) {
				g.sessions = append(g.sessions, session)
			}
		}
		for _, c := range statements {
			if c.Covers(s) {
				g.coverage = append(g.coverage, c)
				g.doubtful = g.doubtful || c.Confidence == timeline.Low
			}
		}
		roll.gatherings = append(roll.gatherings, g)
	}
	return roll
}

// What a participant, or several, may turn out to be at a gathering: a set of possibilities.
type possible uint8

const (
	there   possible = 1 << iota // counts
	missing                      // does not count
	over                         // does not count, and the gathering is stepped over
	nobody                       // is not asked about: no member of the group on the day
)

// Of tells at which gatherings all of who were there, or as many as are enough, by the rule of the roll.
//
// Gatherings before a member of the series' group joined and those between two eligible ones at which it was suspended are
// stepped over if it did not come. Of a group that is a body those are asked about who were its members on the day; where there is
// none the answer is no. Eligible is a gathering for which all are, or as many as are enough.
func (r Roll) Of(who Who) timeline.History {
	return r.history(r.look(truths), func(r *look, i int, into []one) []one { return r.asked(who, i, into) }, who.least)
}

// Each tells of each participant and person of who by itself at which gatherings it was there, by id. Of a group that is a body
// each participant comes that ever was a member, and the gatherings at which it was none are stepped over and not eligible.
func (r Roll) Each(who Who) iter.Seq2[timeline.ActorID, timeline.History] {
	return func(yield func(timeline.ActorID, timeline.History) bool) {
		bare := r.look(truths)
		for _, actor := range r.register.actors(who) {
			through := who.through(actor)
			if !yield(actor, r.history(bare, func(r *look, i int, into []one) []one { return append(into, r.single(actor, through, i)) }, 0)) {
				return
			}
		}
	}
}

// history reads those asked about at each gathering, first with a look for truths.
func (r Roll) history(bare *look, asked func(r *look, i int, into []one) []one, least int) timeline.History {
	steps := make([]timeline.Step, len(r.gatherings))
	var found []one
	for i, g := range r.gatherings {
		found = asked(bare, i, found[:0])
		may, _ := bare.all(g, found, least)
		steps[i] = timeline.Step{Summit: g.summit.ID, Truth: may.truth(), Skip: may.skip(), Eligible: eligibleOf(found, least)}
	}
	return timeline.NewHistory(r.timeline, steps, func(i int) timeline.Reading {
		full := r.look(claims)
		found := asked(full, i, nil)
		may, apart := full.all(r.gatherings[i], found, least)
		return reading(may, found, apart, least)
	})
}

func (m possible) truth() timeline.Truth {
	switch {
	case m&there == 0:
		return timeline.No
	case m == there:
		return timeline.Yes
	}
	return timeline.Unknown
}

func (m possible) skip() timeline.Truth {
	switch {
	case m&over == 0:
		return timeline.No
	case m&missing == 0:
		return timeline.Yes
	}
	return timeline.Unknown
}

// one is what one participant or person may turn out to be, and why.
type one struct {
	actor timeline.ActorID
	may   possible
	verdict
	standing []timeline.Claim // of why it is stepped over, or not asked about
	belongs  timeline.Truth   // whether it is one of those asked about

	eligible             timeline.Truth
	settling, unsettling []timeline.Claim // of whether it is eligible
}

// asked tells what each of who may turn out to be at gathering i.
func (r *look) asked(who Who, i int, asked []one) []one {
	d := r.register.tables()
	for _, actor := range who.actors {
		asked = append(asked, r.stepped(actor, i))
	}
	for _, actor := range who.people {
		asked = append(asked, r.stepped(actor, i))
	}
	for _, p := range d.participantsOf(Who{bodies: who.bodies}) {
		if !slices.Contains(who.actors, p) {
			asked = append(asked, r.asMember(who, p, i))
		}
	}
	slices.SortStableFunc(asked, func(a, b one) int { return strings.Compare(string(a.actor), string(b.actor)) })
	return asked
}

// asMember tells what a participant may turn out to be as one of the members of bodies, who are asked about if they were on the day.
func (r *look) asMember(who Who, p timeline.ActorID, i int) one {
	g := r.gatherings[i]
	member, claims := r.member(who.bodies, p, g)
	o := one{actor: p, may: nobody, verdict: verdict{truth: timeline.Yes}, standing: claims, eligible: timeline.Yes}
	if member != timeline.No {
		v := r.at(g, p)
		o.may, o.verdict = v.possible(), v
		r.setEligible(&o, g)
	}
	if member == timeline.Unknown {
		o.may |= nobody
		o.open = append(o.open, r.unsettledMember(g, p)...)
		if r.rule.Eligible == Members && len(who.bodies) == 1 && who.bodies[0] == g.group {
			o.eligible = timeline.Yes // if it is asked about at all
		}
		o.eligible = member.Not().Or(o.eligible)
	}
	return o
}

// through gives the bodies as whose member alone a participant is one of who, and none if it, or a person, is one by itself.
func (w Who) through(actor timeline.ActorID) []timeline.ActorID {
	if len(w.bodies) == 0 {
		return nil
	}
	for _, list := range [][]timeline.ActorID{w.actors, w.people} {
		if _, found := slices.BinarySearch(list, actor); found {
			return nil
		}
	}
	return w.bodies
}

// single tells what a participant or person may turn out to be by itself: if it is asked about only through bodies, then at the
// gatherings where it was a member of one.
func (r *look) single(actor timeline.ActorID, through []timeline.ActorID, i int) one {
	o := r.stepped(actor, i)
	if o.belongs = timeline.Yes; len(through) == 0 {
		return o
	}
	g := r.gatherings[i]
	inside, claims := r.member(through, actor, g)
	o.belongs = inside
	o.standing = append(claims, o.standing...)
	o.settling = append(claims, o.settling...)
	o.eligible = inside.And(o.eligible)
	switch inside {
	case timeline.No:
		o.may, o.verdict = over, verdict{truth: timeline.No, end: timeline.Outside}
	case timeline.Unknown:
		o.may |= over
		o.open = append(o.open, r.unsettledMember(g, actor)...)
	}
	return o
}

// member tells whether a participant was a member of any of some bodies on the day.
func (r *look) member(bodies []timeline.ActorID, p timeline.ActorID, g *gathering) (timeline.Truth, []timeline.Claim) {
	inside := timeline.No
	var claims []timeline.Claim
	for _, body := range bodies {
		inside = inside.Or(r.register.tables().memberships[body].at(p, g.summit.Start))
		claims = append(claims, r.memberships(body, p)...)
	}
	return inside, claims
}

// unsettledMember is the cell that waits for whether a participant was a member of the bodies asked about.
func (r *look) unsettledMember(g *gathering, p timeline.ActorID) []timeline.Claim {
	return r.open(g, "", p, "whether it was a member on the day is not settled").open
}

// all tells what all of those asked may turn out to be, or as many as are enough, and whether they sat together if the rule wants that.
func (r *look) all(g *gathering, asked []one, least int) (possible, verdict) {
	may := joint(asked)
	if least > 0 {
		may = enough(asked, least)
	}
	var apart verdict
	if r.rule.Together && len(asked) > 1 && may&there != 0 {
		apart = r.together(g, asked, least)
		if apart.truth != timeline.Yes && may&missing == 0 && (least > 0 || r.mayMiss(g, asked)) {
			may |= missing
		}
		if apart.truth == timeline.No {
			may &^= there
		}
	}
	return may, apart
}

// enough is whether as many as are enough were there, of participants whose cells are independent. If as many were there or are stepped
// over, the gathering is stepped over.
func enough(asked []one, least int) possible {
	var may possible
	var able, bound, free, skipping, standing int
	for _, o := range asked {
		if o.may&there != 0 {
			able++
		}
		if o.may&(missing|nobody) == 0 {
			standing++
		}
		switch {
		case o.may&over != 0:
			skipping++
		case o.may == there:
			bound++
		case o.may&there != 0:
			free++
		}
	}
	if able >= least {
		may |= there
	}
	if standing < least {
		may |= missing
	}
	// All who can be stepped over are, and as many of the others are there as bring them to be enough, without being enough.
	if skipping > 0 && max(bound, least-skipping) <= min(bound+free, least-1) {
		may |= over
	}
	return may
}

// eligibleOf is whether all of those asked are eligible, or as many as are enough. Where there is nobody to ask about none is.
func eligibleOf(asked []one, least int) timeline.Truth {
	all, some := timeline.Yes, timeline.No
	sure, possible := 0, 0
	for i := range asked {
		o := &asked[i]
		all = all.And(o.eligible)
		if o.may != nobody {
			if o.may&nobody == 0 {
				some = timeline.Yes
			} else {
				some = some.Or(timeline.Unknown)
			}
			if o.eligible == timeline.Yes && o.may&nobody == 0 {
				sure++
			}
			if o.eligible != timeline.No {
				possible++
			}
		}
	}
	switch {
	case least == 0:
		return all.And(some)
	case sure >= least:
		return timeline.Yes
	case possible < least:
		return timeline.No
	}
	return timeline.Unknown
}

// setEligible sets whether the absence of a participant or person would be a miss.
func (r *look) setEligible(o *one, g *gathering) {
	switch {
	case r.rule.Eligible == Anybody:
		o.eligible = timeline.Yes
	case r.isPerson(o.actor):
		o.eligible, o.settling = r.awaited(g, o.actor)
		if o.eligible == timeline.Unknown {
			o.unsettling = r.open(g, "", o.actor, "whether this person was to sit there is not recorded").open
		}
		return
	default:
		o.eligible, o.settling = r.entitled(g, o.actor)
	}
	if o.eligible == timeline.Unknown {
		o.unsettling = r.unsettledStanding(g, o.actor)
	}
}

// unsettledStanding is the cell that waits for whether a participant was a member or a guest of the gathering.
func (r *look) unsettledStanding(g *gathering, p timeline.ActorID) []timeline.Claim {
	return r.open(g, "", p, "whether it was a member or invited is not settled").open
}

// entitled tells whether a participant was a member or, where the rule asks for it, invited.
func (r *look) entitled(g *gathering, p timeline.ActorID) (timeline.Truth, []timeline.Claim) {
	switch {
	case r.rule.Eligible == Invited:
		return r.eligible(g, p)
	case g.whole || hasBody(g.sessions):
		return g.members.at(p, g.summit.Start), r.memberships(g.group, p)
	}
	return timeline.No, nil
}

// awaited tells whether a person was to sit somewhere for a participant that was eligible: who sat there was, and so was in whose place
// somebody else came. Where other people are recorded as heads of all that is read, and nobody else's place, the person was not.
func (r *look) awaited(g *gathering, person timeline.ActorID) (timeline.Truth, []timeline.Claim) {
	truth := timeline.No
	var claims []timeline.Claim
	for _, p := range r.register.tables().awaited[person] {
		entitled, standing := r.entitled(g, p)
		named, rests := r.namedFor(g, p, person)
		claims = slices.Concat(claims, standing, rests)
		truth = truth.Or(entitled.And(named))
	}
	return truth, claims
}

// namedFor tells whether the records of a participant have a person as its head, or as the one in whose place somebody came.
func (r *look) namedFor(g *gathering, p, person timeline.ActorID) (timeline.Truth, []timeline.Claim) {
	var others, nameless []timeline.Claim
	open, isNameless, isOther := false, false, false
	records := r.records(g, p)
	for i := range records {
		rec := &records[i]
		switch {
		case !r.reads(g, rec.Session):
		case !r.sees(rec):
			open = true
		case rec.Status == Absent: // of whom is not said
		case rec.InPlaceOf == person, rec.Status == Attended && rec.Person == person:
			return timeline.Yes, r.row(g.summit.Start, rec)
		case rec.Status == Unknown:
			open = true
		case rec.Person == "":
			nameless, isNameless = append(nameless, r.row(g.summit.Start, rec)...), true
		default:
			others, isOther = append(others, r.row(g.summit.Start, rec)...), true
		}
	}
	apart, settled := r.sideUnseen(g, p)
	if open || isNameless || !isOther || !settled {
		return timeline.Unknown, append(others, nameless...)
	}
	return timeline.No, append(others, apart...)
}

// sideUnseen gives the records of a participant at side sessions, and the coverage that says of those without one that it had nobody
// there, and whether all of them are so settled. At the body the heads on record are all there were; who sat beside it may be somebody else.
func (r *look) sideUnseen(g *gathering, p timeline.ActorID) (claims []timeline.Claim, settled bool) {
	for i := range g.sessions {
		s := &g.sessions[i]
		if s.Scope == timeline.Body {
			continue
		}
		records := r.records(g, p)
		if i := slices.IndexFunc(records, func(rec Record) bool { return rec.Session == s.ID }); i >= 0 {
			claims = append(claims, r.row(g.summit.Start, &records[i])...)
			continue
		}
		_, covering, ok := r.covered(g, s.Track, p, 0)
		if !ok {
			return nil, false
		}
		claims = append(claims, covering...)
	}
	return claims, true
}

// joint is AND over participants whose cells are independent: all there, somebody missing, or nobody missing and somebody stepped
// over. If nobody is asked about, the answer is no.
func joint(asked []one) possible {
	var may possible
	allThere, allThereOrOver, anyThere, anyOver, anySure := true, true, false, false, false
	for i := range asked {
		o := &asked[i]
		if o.may&missing != 0 {
			may |= missing
		}
		allThere = allThere && o.may&(there|nobody) != 0
		allThereOrOver = allThereOrOver && o.may&(there|nobody|over) != 0
		anyThere = anyThere || o.may&there != 0
		anyOver = anyOver || o.may&over != 0
		anySure = anySure || o.may&nobody == 0
	}
	if allThere && anyThere {
		may |= there
	}
	if allThereOrOver && anyOver {
		may |= over
	}
	if !anySure {
		may |= missing
	}
	return may
}

// reading gathers the rows that settle a joint step, or the cells that it waits for. One participant that is certainly missing is
// enough for a no.
func reading(may possible, asked []one, apart verdict, least int) timeline.Reading {
	var out timeline.Reading
	eligible := eligibleOf(asked, least)
	for _, o := range asked {
		if o.may&(there|nobody) == 0 {
			out.Why = append(out.Why, timeline.Reason{Actor: o.actor, End: o.end})
		}
		out.Standing = append(out.Standing, o.settling...)
		if eligible == timeline.Unknown {
			out.Unsettled = append(out.Unsettled, o.unsettling...)
		}
	}
	if least > 0 {
		return someOf(out, may, asked, apart)
	}
	if may == missing {
		if i := slices.IndexFunc(asked, func(o one) bool { return o.may == missing }); i >= 0 {
			out.Rests = slices.Concat(asked[i].rests, asked[i].standing)
			return out
		}
		if apart.truth == timeline.No {
			for _, o := range asked { // that they came, and so are not stepped over
				out.Rests = slices.Concat(out.Rests, o.rests, o.standing)
			}
			out.Rests, out.Why = append(out.Rests, apart.rests...), []timeline.Reason{{End: timeline.Apart}}
			return out
		}
	}
	for _, o := range asked {
		out.Rests = slices.Concat(out.Rests, o.rests, o.standing)
		if may != there {
			out.Open = append(out.Open, o.open...)
			if o.may&there != 0 && o.may&missing != 0 {
				out.Why = append(out.Why, timeline.Reason{Actor: o.actor, End: timeline.Undecided})
			}
		}
	}
	out.Rests = append(out.Rests, apart.rests...)
	if may != there {
		out.Open = append(out.Open, apart.open...)
		if len(out.Why) == 0 {
			out.Why = []timeline.Reason{{End: timeline.Undecided}}
		}
	}
	if may == missing {
		out.Why = []timeline.Reason{{End: timeline.Outside}} // there was nobody to ask about
	}
	return out
}

// someOf is the reading where not all are wanted: a yes rests on those who were there, a no on those who were not.
func someOf(out timeline.Reading, may possible, asked []one, apart verdict) timeline.Reading {
	able := 0
	for _, o := range asked {
		if (may == there && o.may != there) || (may == missing && apart.truth != timeline.No && o.may&there != 0) {
			continue
		}
		out.Rests = slices.Concat(out.Rests, o.rests, o.standing)
		if may&(may-1) != 0 {
			out.Open = append(out.Open, o.open...)
		}
		if o.may&there != 0 {
			able++
		}
	}
	out.Rests = append(out.Rests, apart.rests...)
	switch {
	case may&(may-1) != 0:
		out.Open = append(out.Open, apart.open...)
		out.Why = append(out.Why, timeline.Reason{End: timeline.Undecided})
	case may == missing && apart.truth == timeline.No && able > 0:
		out.Why = append(out.Why, timeline.Reason{End: timeline.Apart})
	}
	return out
}

// stepped tells what a participant or a person may turn out to be at gathering i, with regard to the membership of a participant in the
// group of the series.
func (r *look) stepped(p timeline.ActorID, i int) one {
	g := r.gatherings[i]
	v := r.atAsHead(g, p)
	o := one{actor: p, may: v.possible(), verdict: v}
	r.setEligible(&o, g)
	if v.truth == timeline.Yes || g.members == nil {
		return o
	}
	now := g.members.standing(p, g.summit.Start)
	if !now.belongs {
		return o
	}
	skip := timeline.No
	switch {
	case now.joined != timeline.Yes:
		skip = now.joined.Not()
	case now.suspended != timeline.No:
		skip = now.suspended.And(r.between(p, g.members, i))
	}
	if skip != timeline.No {
		o.standing = r.memberships(g.group, p)
		if skip == timeline.Yes {
			o.may &^= missing
		}
		o.may |= over
	}
	if v.truth == timeline.No && now.joined == timeline.Yes {
		switch {
		case now.suspended == timeline.Yes:
			o.end, o.standing = timeline.Suspended, r.memberships(g.group, p)
		case now.member == timeline.No && now.suspended == timeline.No:
			o.end, o.standing = timeline.Left, r.memberships(g.group, p)
		}
	}
	return o
}

// between tells whether a participant was eligible at a gathering before i and at one after it.
func (r *look) between(p timeline.ActorID, group *members, i int) timeline.Truth {
	earlier, later := timeline.No, timeline.No
	for j, g := range r.gatherings {
		member := group.at(p, g.summit.Start)
		if j < i {
			earlier = earlier.Or(member)
		} else if j > i {
			later = later.Or(member)
		}
	}
	return earlier.And(later)
}
