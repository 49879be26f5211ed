package attendance

import (
	"iter"
	"slices"

	"github.com/summitry/summitry/timeline"
)

// A Rule says who counts as having been there. The zero Rule counts anybody sent, in whatever way; each field narrows it.
//
// "Did the leader come" is Rank: Leader, NoStandIns: true. With Rank: Leader alone a prime minister who came in place of a
// president counts.
type Rule struct {
	Rank       Rank     // a head of delegation of this rank or a higher one, 1 to 7; zero is any
	Capacity   Capacity // came as member, or as guest
	NoStandIns bool     // nobody in place of somebody else
	NoVideo    bool     // in the room
	Together   bool     // of several: all in one session, not only at one summit
}

// A Roll is who was at the held gatherings of a timeline, by a rule.
type Roll struct {
	register   Register
	timeline   timeline.Timeline
	rule       Rule
	gatherings []gathering
}

// Timeline gives the timeline of the roll, with its masks.
func (r Roll) Timeline() timeline.Timeline { return r.timeline }

// Register gives the register of the roll.
func (r Roll) Register() Register { return r.register }

// A gathering is a held summit as the timeline reads it: as a whole, or some sessions of it.
type gathering struct {
	summit   timeline.Summit
	whole    bool
	sessions []timeline.Session  // that count for themselves: on the tracks asked for
	body     []timeline.Session  // all body sessions
	coverage []timeline.Coverage // of attendance there, not masked, the best supported first
}

// Roll gives who was at the held gatherings of a timeline, which comes from [Register.Timeline], by a rule.
func (r Register) Roll(t timeline.Timeline, rule Rule) Roll {
	d, roll := r.tables(), Roll{register: r, timeline: t, rule: rule}
	var coverage []timeline.Coverage
	for c := range t.Coverage() {
		if c.Subject == timeline.AttendanceSubject && t.Sees(c.Confidence, c.Sources) {
			coverage = append(coverage, c)
		}
	}
	slices.SortStableFunc(coverage, func(a, b timeline.Coverage) int { return int(b.Confidence) - int(a.Confidence) })
	for s := range t.Held() {
		g := gathering{summit: s, whole: t.Includes(s.ID, "")}
		for _, session := range d.sessions[s.ID] {
			if session.Scope == timeline.Body {
				g.body = append(g.body, session)
			}
			if t.Includes(s.ID, session.ID) && (!g.whole || session.Scope == timeline.Side) {
				g.sessions = append(g.sessions, session)
			}
		}
		for _, c := range coverage {
			if c.Covers(s) {
				g.coverage = append(g.coverage, c)
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

// Of tells at which gatherings all of who were there, by the rule of the roll.
//
// Gatherings before a member of the series' group joined and those between two eligible ones at which it was suspended are
// stepped over if it did not come. Of a group that is a body those are asked about who were its members on the day; where there is
// none the answer is no.
func (r Roll) Of(who Who) timeline.History {
	steps := make([]timeline.Step, len(r.gatherings))
	for i := range r.gatherings {
		may, _ := r.all(who, i)
		steps[i] = timeline.Step{Summit: r.gatherings[i].summit.ID, Truth: may.truth(), Skip: may.skip()}
	}
	return timeline.NewHistory(r.timeline, steps, func(i int) timeline.Reading {
		_, reading := r.all(who, i)
		return reading
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

// one is what one participant may turn out to be, and why.
type one struct {
	actor timeline.ActorID
	may   possible
	verdict
	standing []timeline.Claim // of why it is stepped over, or not asked about
}

// all tells what all of who may turn out to be at gathering i.
func (r Roll) all(who Who, i int) (possible, timeline.Reading) {
	g := r.gatherings[i]
	asked := make([]one, 0, len(who.actors))
	for _, p := range who.actors {
		asked = append(asked, r.stepped(p, i))
	}
	for _, body := range who.bodies {
		for _, p := range r.register.tables().membersOf[body] {
			member, claims := r.register.tables().member(body, p, g.summit.Start)
			o := one{actor: p, may: nobody, verdict: verdict{truth: timeline.Yes}, standing: claims}
			if member != timeline.No {
				v := r.at(g, p)
				o.may, o.verdict = v.possible(), v
			}
			if member == timeline.Unknown {
				o.may |= nobody
			}
			asked = append(asked, o)
		}
	}
	slices.SortStableFunc(asked, func(a, b one) int { return compareActors(a.actor, b.actor) })

	may := joint(asked)
	var apart verdict
	if r.rule.Together && len(asked) > 1 && may&there != 0 {
		apart = r.together(g, asked)
		if apart.truth != timeline.Yes && may&missing == 0 && r.mayMiss(g, asked) {
			may |= missing
		}
		if apart.truth == timeline.No {
			may &^= there
		}
	}
	return may, reading(may, asked, apart)
}

func compareActors(a, b timeline.ActorID) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// joint is AND over participants whose cells are independent: all there, somebody missing, or nobody missing and somebody stepped
// over. If nobody is asked about, the answer is no.
func joint(asked []one) possible {
	var may possible
	allThere, allThereOrOver, anyThere, anyOver, anySure := true, true, false, false, false
	for _, o := range asked {
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
func reading(may possible, asked []one, apart verdict) timeline.Reading {
	var out timeline.Reading
	for _, o := range asked {
		if o.may&(there|nobody) == 0 {
			out.Why = append(out.Why, timeline.Reason{Actor: o.actor, End: o.end})
		}
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

// stepped tells what a participant may turn out to be at gathering i, with regard to its membership in the group of the series.
func (r Roll) stepped(p timeline.ActorID, i int) one {
	d, g := r.register.tables(), r.gatherings[i]
	v := r.at(g, p)
	o := one{actor: p, may: v.possible(), verdict: v}
	group := d.series[g.summit.Series].Group
	if v.truth == timeline.Yes || group == "" {
		return o
	}
	now := d.standing(group, p, g.summit.Start)
	if !now.belongs {
		return o
	}
	skip := timeline.No
	switch {
	case now.joined != timeline.Yes:
		skip = not(now.joined)
	case now.suspended != timeline.No:
		skip = both(now.suspended, r.between(p, group, i))
	}
	if skip != timeline.No {
		o.standing = now.claims
		if skip == timeline.Yes {
			o.may &^= missing
		}
		o.may |= over
	}
	if v.truth == timeline.No && now.joined == timeline.Yes {
		switch {
		case now.suspended == timeline.Yes:
			o.end, o.standing = timeline.Suspended, now.claims
		case now.member == timeline.No && now.suspended == timeline.No:
			o.end, o.standing = timeline.Left, now.claims
		}
	}
	return o
}

func not(t timeline.Truth) timeline.Truth {
	switch t {
	case timeline.Yes:
		return timeline.No
	case timeline.No:
		return timeline.Yes
	}
	return timeline.Unknown
}

// between tells whether a participant was eligible at a gathering before i and at one after it.
func (r Roll) between(p, group timeline.ActorID, i int) timeline.Truth {
	earlier, later := timeline.No, timeline.No
	for j, g := range r.gatherings {
		member, _ := r.register.tables().member(group, p, g.summit.Start)
		if j < i {
			earlier = either(earlier, member)
		} else if j > i {
			later = either(later, member)
		}
	}
	return both(earlier, later)
}

// A Presence is one participant at one gathering: whether it was there, whether that counts by the rule, and who headed it.
type Presence struct {
	Summit      timeline.SummitID  `csv:"summit_id" table:"key,required,ref=summits" doc:"the gathering"`
	Participant timeline.ActorID   `csv:"participant_id" table:"key,required,ref=participants" doc:"the participant"`
	Status      Status             `csv:"status" table:"required" doc:"whether it was there, by whomever; outside if it was neither a member nor a guest there, as who sat at side sessions alone is outside of the summit"`
	Counts      timeline.Truth     `csv:"counts" table:"required" doc:"whether it was there by the rule asked for"`
	Session     timeline.SessionID `csv:"session_id" table:"ref=sessions" doc:"the session of the record that shows who headed it; empty for the summit as a whole"`
	Person      timeline.ActorID   `csv:"person_id" table:"ref=people" doc:"who headed it, or was expected to"`
	Level       Level              `csv:"level" doc:"the highest office that the person held on that day"`
	Office      string             `csv:"office" doc:"the office in words"`
	Mode        Mode               `csv:"mode" doc:"how the person took part"`
	InPlaceOf   timeline.ActorID   `csv:"in_place_of" table:"ref=people" doc:"the holder of the office that was to sit there, if somebody else came"`
	Evidence    timeline.Evidence  `csv:"-"`
}

// Presences gives each participant of who at each gathering, by gathering and participant. Of a group that is a body those
// participants appear that were or might have been members on the day. If several headed a delegation, the one shown is who counts
// by the rule, then who ranks highest. Where the status is unknown a person is who was expected.
func (r Roll) Presences(who Who) iter.Seq[Presence] {
	return func(yield func(Presence) bool) {
		d := r.register.tables()
		for _, g := range r.gatherings {
			actors := slices.Clone(who.actors)
			for _, body := range who.bodies {
				for _, p := range d.membersOf[body] {
					if member, _ := d.member(body, p, g.summit.Start); member != timeline.No {
						actors = append(actors, p)
					}
				}
			}
			slices.Sort(actors)
			for _, p := range slices.Compact(actors) {
				if !yield(r.presence(g, p)) {
					return
				}
			}
		}
	}
}

func (r Roll) presence(g gathering, p timeline.ActorID) Presence {
	anyone := r
	anyone.rule = Rule{}
	came, counts := anyone.at(g, p), r.at(g, p)
	eligible, standing := r.eligible(g, p)
	out := Presence{Summit: g.summit.ID, Participant: p, Counts: counts.truth, Status: Unknown}
	switch {
	case came.truth == timeline.Yes:
		out.Status = Attended
	case came.truth == timeline.No && eligible == timeline.Yes:
		out.Status = Absent
	case came.truth == timeline.No && eligible == timeline.No:
		out.Status = Outside
	}
	if head, ok := r.head(g, p, came.truth); ok {
		out.Session, out.Person, out.Level, out.Office, out.Mode, out.InPlaceOf = head.Session, head.Person, head.Level, head.Office, head.Mode, head.InPlaceOf
	}
	out.Evidence = timeline.NewEvidence(r.timeline, func() (rests, open []timeline.Claim) {
		rests = slices.Concat(came.rests, counts.rests)
		if came.truth == timeline.No {
			rests = append(rests, standing...)
		}
		return rests, slices.Concat(came.open, counts.open)
	})
	return out
}

// head picks the record that shows who headed a delegation or, if there was none, who stayed away.
func (r Roll) head(g gathering, p timeline.ActorID, came timeline.Truth) (Record, bool) {
	var best Record
	found := false
	better := func(a, b Record) bool {
		if (a.Status == Attended) != (b.Status == Attended) {
			return a.Status == Attended
		}
		counts, other := r.passes(g, a).truth, r.passes(g, b).truth
		if counts != other {
			return counts == timeline.Yes || other == timeline.No
		}
		rank, otherRank := a.Level.Rank(), b.Level.Rank()
		return rank != 0 && (otherRank == 0 || rank < otherRank)
	}
	for _, rec := range r.register.tables().records[cellKey{g.summit.ID, p}] {
		if r.counts(g, rec) && r.sees(rec) && (came != timeline.No || rec.Status == Absent) && (!found || better(rec, best)) {
			best, found = rec, true
		}
	}
	return best, found
}

// counts reports whether a record is about a cell that the gathering reads.
func (r Roll) counts(g gathering, rec Record) bool {
	isOf := func(sessions []timeline.Session) bool {
		return slices.ContainsFunc(sessions, func(s timeline.Session) bool { return s.ID == rec.Session })
	}
	if rec.Session == "" {
		return g.whole || hasBody(g.sessions)
	}
	return isOf(g.sessions) || (g.whole && isOf(g.body))
}
