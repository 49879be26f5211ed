package attendance

import (
	"fmt"
	"slices"

	"github.com/summitry/summitry/timeline"
)

// A verdict is whether a participant counts in a cell, a summit or a session, and why: the rows that settle it or the cells that it
// waits for.
type verdict struct {
	truth       timeline.Truth
	end         timeline.End // of a no
	rests, open []timeline.Claim
}

func (v verdict) possible() possible {
	switch v.truth {
	case timeline.Yes:
		return there
	case timeline.No:
		return missing
	}
	return there | missing
}

// sees reports whether a record is not masked. One of a session that had not begun is, whatever was announced of it.
func (r *look) sees(rec *Record) bool {
	if !r.timeline.Sees(rec.Confidence, rec.Sources) {
		return false
	}
	if r.begun || rec.Session == "" {
		return true
	}
	session, _ := r.timeline.Session(rec.Session)
	return r.timeline.Begun(session.Date)
}

// row gives a record of a gathering that started on a day as evidence, and says if it was only foretold.
func (r *look) row(start timeline.Date, rec *Record) []timeline.Claim {
	if r.wants == truths {
		return nil
	}
	foretold := r.foretold(start, rec)
	if r.wants == doubts && rec.Confidence != timeline.Low && !foretold {
		return nil
	}
	c := rec.Claim()
	c.Foretold = foretold
	return []timeline.Claim{c}
}

func (r *look) foretold(start timeline.Date, rec *Record) bool {
	return rec.Status != Unknown && r.timeline.Foretold(rec.Sources, r.day(start, rec.Session))
}

// doubtful reports whether a cell may rest on a row that makes an answer weak: on coverage of the gathering, or on a record of one of those
// for whom a participant or a person may sit there.
func (r *look) doubtful(g *gathering, actor timeline.ActorID) bool {
	if g.doubtful {
		return true
	}
	doubtful := func(p timeline.ActorID) bool {
		records := r.records(g, p)
		for i := range records {
			if rec := &records[i]; rec.Confidence == timeline.Low || r.foretold(g.summit.Start, rec) {
				return true
			}
		}
		return false
	}
	if !r.isPerson(actor) {
		return doubtful(actor)
	}
	return slices.ContainsFunc(r.register.tables().awaited[actor], doubtful)
}

// day is when a session was, or else when its gathering started.
func (r *look) day(start timeline.Date, session timeline.SessionID) timeline.Date {
	if session != "" {
		if s, ok := r.timeline.Session(session); ok && s.Date.IsValid() {
			return s.Date
		}
	}
	return start
}

// memberships gives the rows that say whether a participant was a member of a group, on whatever day.
func (r *look) memberships(group, p timeline.ActorID) []timeline.Claim {
	if r.wants != claims { // they have no confidence
		return nil
	}
	return r.register.tables().membershipClaims(group, p)
}

// at tells whether a participant counts at a gathering: at the summit as a whole, or at one of the sessions that it reads.
func (r *look) at(g *gathering, p timeline.ActorID) verdict {
	v := verdict{truth: timeline.No}
	if g.whole {
		v = r.summitCell(g, p)
	}
	for i := range g.sessions {
		if v.truth != timeline.Yes {
			v = v.or(r.sessionCell(g, &g.sessions[i], p))
		}
	}
	return v
}

// or is OR of two cells: a yes rests on one of them, a no on both.
func (v verdict) or(c verdict) verdict {
	if v.truth == timeline.Yes {
		return v
	}
	if c.truth == timeline.Yes {
		return c
	}
	v.truth = v.truth.Or(c.truth)
	v.rests, v.open = append(v.rests, c.rests...), append(v.open, c.open...)
	if v.end == 0 || c.end == timeline.BelowLevel {
		v.end = c.end
	}
	return v
}

// anyOf is OR over cells.
func anyOf(cells []verdict) verdict {
	v := verdict{truth: timeline.No}
	for _, c := range cells {
		v = v.or(c)
	}
	return v
}

// summitCell is the summit as a whole: whether a participant took part in at least one body session. Records at body sessions
// count; a record that is masked or unknown leaves open what is not yes otherwise.
func (r *look) summitCell(g *gathering, p timeline.ActorID) verdict {
	heads := verdict{truth: timeline.No}
	var absent, away, hidden *Record
	attended := false
	records := r.records(g, p)
	for i := range records {
		rec := &records[i]
		if !isBody(g, rec.Session) {
			continue
		}
		switch {
		case !r.sees(rec):
			hidden = rec
		case rec.Status == Attended:
			if heads, attended = heads.or(r.passes(g, rec)), true; heads.truth == timeline.Yes {
				return heads
			}
		case rec.Status == Absent && rec.Session == "":
			absent = rec
		case rec.Status == Unknown && rec.Session == "" && r.staysAway(rec):
			away = rec
		case rec.Status == Unknown:
			hidden = rec
		}
	}
	switch {
	case attended && hidden != nil:
		return r.orHidden(g, heads, hidden)
	case attended:
		return heads
	case absent != nil:
		return verdict{truth: timeline.No, end: timeline.Absent, rests: r.row(g.summit.Start, absent)}
	case hidden != nil:
		return r.hidden(g, hidden)
	case away != nil:
		return verdict{truth: timeline.No, end: timeline.StandIn, rests: r.row(g.summit.Start, away)}
	}
	return r.uncovered(g, "", "", p)
}

// isBody reports whether a cell is of the body: the summit as a whole or one of its body sessions.
func isBody(g *gathering, id timeline.SessionID) bool {
	if id == "" {
		return true
	}
	return among(g.body, id)
}

func among(sessions []timeline.Session, id timeline.SessionID) bool {
	for i := range sessions {
		if sessions[i].ID == id {
			return true
		}
	}
	return false
}

// sessionCell is one session. The record of a member for the summit holds for each body session that has no record of its own.
func (r *look) sessionCell(g *gathering, s *timeline.Session, p timeline.ActorID) verdict {
	var own, carried []*Record
	var absent, away, hidden, hiddenAbove *Record
	records := r.records(g, p)
	for i := range records {
		rec := &records[i]
		seen := r.sees(rec)
		switch {
		case rec.Session == "" && (!seen || rec.Status == Unknown):
			hiddenAbove = rec
		case rec.Session == "" && rec.Status == Attended:
			carried = append(carried, rec)
		case rec.Session != s.ID:
		case !seen:
			hidden = rec
		case rec.Status == Attended:
			own = append(own, rec)
		case rec.Status == Absent:
			absent = rec
		case r.staysAway(rec):
			away = rec
		default:
			hidden = rec
		}
	}
	var v verdict
	switch {
	case len(own) > 0:
		v = r.heads(g, own, hidden)
	case absent != nil:
		return verdict{truth: timeline.No, end: timeline.Absent, rests: r.row(g.summit.Start, absent)}
	case hidden != nil:
		v = r.hidden(g, hidden)
	case away != nil:
		return verdict{truth: timeline.No, end: timeline.StandIn, rests: r.row(g.summit.Start, away)}
	case s.Scope == timeline.Body && len(carried) > 0 && r.mayBeMember(g, carried[0]):
		member, standing := r.isMember(g, carried[0])
		v = r.heads(g, carried, hiddenAbove)
		v.rests = append(v.rests, standing...)
		if member == timeline.Unknown {
			v = r.reopened(v, g, s.ID, p, "whether it sat there as a member is not settled")
		}
	case s.Scope == timeline.Body && hiddenAbove != nil && r.mayBeMember(g, hiddenAbove):
		v = r.hidden(g, hiddenAbove)
		if r.sees(hiddenAbove) && r.staysAway(hiddenAbove) {
			v = verdict{truth: timeline.No, end: timeline.StandIn, rests: r.row(g.summit.Start, hiddenAbove)}
			member, standing := r.isMember(g, hiddenAbove)
			v.rests = append(v.rests, standing...)
			if member == timeline.Unknown {
				v = r.reopened(v, g, s.ID, p, "whether it sat there as a member is not settled")
			}
		}
	default:
		v = r.uncovered(g, s.ID, s.Track, p)
		if s.Scope == timeline.Body && v.truth == timeline.No {
			v.rests = append(v.rests, r.guests(g, carried, hiddenAbove)...)
		}
	}
	if v.truth == timeline.Unknown && s.Scope == timeline.Body {
		whole := r.summitCell(g, p)
		if whole.truth == timeline.No {
			return whole
		}
		v.rests = append(v.rests, whole.rests...) // had it nobody who may count, nor would it have here
	}
	return v
}

// guests gives the records for the summit as a whole that are of a guest, and so do not hold for a session.
func (r *look) guests(g *gathering, carried []*Record, hidden *Record) []timeline.Claim {
	if r.wants == truths {
		return nil
	}
	var found []timeline.Claim
	if hidden != nil && r.sees(hidden) {
		carried = append(slices.Clone(carried), hidden)
	}
	for _, rec := range carried {
		_, standing := r.isMember(g, rec)
		found = append(append(found, r.row(g.summit.Start, rec)...), standing...)
	}
	return found
}

// isMember tells whether a record is of a member: as it says itself, or by the membership on the day, with the rows that say so.
func (r *look) isMember(g *gathering, rec *Record) (timeline.Truth, []timeline.Claim) {
	switch rec.Capacity {
	case Member:
		return timeline.Yes, nil
	case Guest:
		return timeline.No, nil
	}
	return g.members.at(rec.Participant, g.summit.Start), r.memberships(g.group, rec.Participant)
}

// inCapacity tells whether a record is of somebody in the capacity that the rule asks for, if any.
func (r *look) inCapacity(g *gathering, rec *Record) (timeline.Truth, []timeline.Claim) {
	if r.rule.Capacity == 0 {
		return timeline.Yes, nil
	}
	member, standing := r.isMember(g, rec)
	if r.rule.Capacity == Guest {
		member = member.Not()
	}
	return member, standing
}

// saysOtherwise reports whether a record at the body gives a participant another capacity than its membership does. What it did at
// the other sessions is open then.
func (r *look) saysOtherwise(g *gathering, p timeline.ActorID) bool {
	member, _ := r.isMember(g, &Record{Participant: p})
	return slices.ContainsFunc(r.records(g, p), func(rec Record) bool {
		stated, _ := r.isMember(g, &rec)
		return isBody(g, rec.Session) && stated != member
	})
}

func (r *look) mayBeMember(g *gathering, rec *Record) bool {
	member, _ := r.isMember(g, rec)
	return member != timeline.No
}

// staysAway reports whether an unknown record settles the rule all the same: it says that the person who was to sit there did not
// take part, and stand-ins do not count, or that person is asked about.
func (r *look) staysAway(rec *Record) bool {
	return rec.InPlaceOf != "" && rec.Person == "" && (r.rule.NoStandIns || rec.InPlaceOf == r.person)
}

// heads tells whether one of the recorded heads of a delegation counts. They are all that there were, unless one is hidden.
func (r *look) heads(g *gathering, attended []*Record, hidden *Record) verdict {
	v := verdict{truth: timeline.No}
	for _, rec := range attended {
		v = v.or(r.passes(g, rec))
	}
	if hidden != nil {
		v = r.orHidden(g, v, hidden)
	}
	return v
}

// orHidden is what the heads of a delegation say where one record of it is masked or unknown.
func (r *look) orHidden(g *gathering, heads verdict, hidden *Record) verdict {
	if heads.truth != timeline.Yes {
		heads.truth = timeline.Unknown
		heads.open = append(heads.open, r.hidden(g, hidden).open...)
	}
	return heads
}

// passes tells whether the head that a record names counts by the rule.
func (r *look) passes(g *gathering, rec *Record) verdict {
	v := verdict{truth: timeline.Yes, rests: r.row(g.summit.Start, rec)}
	fail := func(t timeline.Truth, end timeline.End, what string) {
		if t == timeline.No && v.truth != timeline.No {
			v.end = end
		}
		if t == timeline.Unknown {
			v.open = append(v.open, r.open(g, rec.Session, rec.Participant, what).open...)
		}
		v.truth = v.truth.And(t)
	}
	if r.person != "" {
		switch {
		case rec.Person == "" && rec.InPlaceOf != r.person:
			fail(timeline.Unknown, 0, "who came is not recorded")
		case rec.Person != r.person:
			fail(timeline.No, timeline.OtherHead, "")
		}
	}
	if r.rule.Rank > 0 {
		switch rank := rec.Level.Rank(); {
		case rec.Level == 0:
			if claims, ok := r.below(g, rec); ok {
				v.rests = append(v.rests, claims...)
				fail(timeline.No, timeline.BelowLevel, "")
			} else {
				fail(timeline.Unknown, 0, "the level is not recorded")
			}
		case rank == 0 || rank > r.rule.Rank:
			fail(timeline.No, timeline.BelowLevel, "")
		}
	}
	switch {
	case r.only == 0 || v.truth == timeline.No:
	case rec.Level == 0:
		fail(timeline.Unknown, 0, "the level is not recorded")
	case rec.Level.ranked()&r.only == 0:
		fail(timeline.No, timeline.BelowLevel, "")
	}
	fits, standing := r.inCapacity(g, rec)
	v.rests = append(v.rests, standing...)
	if fits != timeline.Yes {
		fail(fits, timeline.InOtherRole, "the capacity is not recorded")
	}
	if r.rule.NoStandIns {
		switch {
		case rec.InPlaceOf != "":
			fail(timeline.No, timeline.StandIn, "")
		case rec.Person == "":
			fail(timeline.Unknown, 0, "who came is not recorded")
		}
	}
	if r.rule.NoVideo {
		switch rec.Mode {
		case Virtual:
			fail(timeline.No, timeline.ByVideo, "")
		case 0:
			fail(timeline.Unknown, 0, "whether by video is not recorded")
		}
	}
	if v.truth == timeline.No {
		v.open = nil
	}
	return v
}

// below finds the coverage that settles the level of a record without one: inside of what is complete down to a rank, such a
// record is of a lower rank.
func (r *look) below(g *gathering, rec *Record) ([]timeline.Claim, bool) {
	session, _ := r.timeline.Session(rec.Session)
	for i := range g.coverage {
		c := &g.coverage[i]
		here := c.Track == session.Track || (c.Track == "" && session.Scope == timeline.Body)
		if c.Rank == 0 || Rank(c.Rank) < r.rule.Rank || !here {
			continue
		}
		if claims, ok := r.concerns(g, c, rec.Participant); ok {
			return claims, true
		}
	}
	return nil, false
}

// concerns reports whether a coverage statement is about a participant: about everyone, about it, or about a group of which it
// certainly was a member on the day.
func (r *look) concerns(g *gathering, c *coverage, p timeline.ActorID) ([]timeline.Claim, bool) {
	if c.Who != "" && c.Who != p && r.register.tables().memberships[c.Who].at(p, g.summit.Start) != timeline.Yes {
		return nil, false
	}
	if r.wants == truths || (r.wants == doubts && c.Confidence != timeline.Low) {
		return nil, true
	}
	found := []timeline.Claim{c.claim()}
	if c.Who != "" && c.Who != p {
		found = append(found, r.memberships(c.Who, p)...)
	}
	return found, true
}

// covered finds the coverage that makes a missing record a no, for a session on its track and heads of a rank, or any.
func (r *look) covered(g *gathering, track string, p timeline.ActorID, rank Rank) (*coverage, []timeline.Claim, bool) {
	for i := range g.coverage {
		c := &g.coverage[i]
		if c.Track != track || (c.Rank != 0 && (rank == 0 || Rank(c.Rank) < rank)) {
			continue
		}
		if found, ok := r.concerns(g, c, p); ok {
			return c, found, true
		}
	}
	return nil, nil, false
}

// uncovered is a cell without a record: a no inside coverage, of a participant that did not exist, and of one that by its membership
// cannot have come in the capacity asked for; otherwise unknown.
func (r *look) uncovered(g *gathering, session timeline.SessionID, track string, p timeline.ActorID) verdict {
	if claims, gone := r.gone(g, p); gone {
		return verdict{truth: timeline.No, end: timeline.Outside, rests: claims}
	}
	c, claims, ok := r.covered(g, track, p, r.rule.Rank)
	if !ok {
		fits, standing := r.inCapacity(g, &Record{Participant: p})
		if fits == timeline.No && !(isBody(g, session) && r.saysOtherwise(g, p)) {
			return verdict{truth: timeline.No, end: timeline.InOtherRole, rests: standing}
		}
		return r.open(g, session, p, "there is no record and no coverage")
	}
	v := verdict{truth: timeline.No, end: timeline.BelowLevel, rests: claims}
	if c.Rank == 0 && r.wants != truths { // else nobody asks why
		eligible, standing := r.eligible(g, p)
		v.end = timeline.Absent
		if eligible == timeline.No {
			v.end = timeline.Outside
		}
		v.rests = append(v.rests, standing...)
	}
	return v
}

// gone reports whether a participant certainly did not exist when a gathering began, not yet or no more.
func (r *look) gone(g *gathering, p timeline.ActorID) ([]timeline.Claim, bool) {
	d := r.register.tables()
	if r.records(g, p); r.number == 0 {
		return nil, false
	}
	known := &d.Participants[r.number-1] // the store numbers them by id too
	if known.From == (timeline.Date{}) && known.Until == (timeline.Date{}) {
		return nil, false
	}
	lasting := Membership{From: known.From, Until: known.Until}
	if gone := lasting.holds(g.summit.Start, true) == timeline.No; r.wants != claims || !gone {
		return nil, gone
	}
	return []timeline.Claim{known.Claim()}, true
}

// eligible tells whether a participant was a member or invited, with the rows that say so: a record, of whatever status, shows that
// it was. At side sessions membership says nothing.
func (r *look) eligible(g *gathering, p timeline.ActorID) (timeline.Truth, []timeline.Claim) {
	hidden, isInvited := false, false
	var invited []timeline.Claim
	records := r.records(g, p)
	for i := range records {
		rec := &records[i]
		switch {
		case !r.reads(g, rec.Session):
		case r.sees(rec):
			if isInvited = true; r.wants == truths {
				return timeline.Yes, nil
			}
			invited = append(invited, r.row(g.summit.Start, rec)...)
		default:
			hidden = true
		}
	}
	if isInvited {
		return timeline.Yes, invited
	}
	member, standing := timeline.No, []timeline.Claim(nil)
	if g.whole || hasBody(g.sessions) {
		member, standing = g.members.at(p, g.summit.Start), r.memberships(g.group, p)
	}
	switch {
	case member == timeline.Yes:
		return timeline.Yes, standing
	case member == timeline.Unknown || hidden:
		return timeline.Unknown, standing
	}
	if gone, ok := r.gone(g, p); ok {
		return timeline.No, append(standing, gone...)
	}
	if g.whole {
		_, covering, ok := r.covered(g, "", p, 0)
		if !ok {
			return timeline.Unknown, standing
		}
		standing = append(standing, covering...)
	}
	for i := range g.sessions {
		_, covering, ok := r.covered(g, g.sessions[i].Track, p, 0)
		if !ok {
			return timeline.Unknown, standing
		}
		standing = append(standing, covering...)
	}
	return timeline.No, standing
}

func hasBody(sessions []timeline.Session) bool {
	for i := range sessions {
		if sessions[i].Scope == timeline.Body {
			return true
		}
	}
	return false
}

// hidden is a cell whose record is masked, or says that this was looked for and not found.
func (r *look) hidden(g *gathering, rec *Record) verdict {
	if r.wants != claims {
		return verdict{truth: timeline.Unknown}
	}
	what := "the record is masked"
	if r.sees(rec) {
		what = "it was looked for and not found"
	}
	return r.open(g, rec.Session, rec.Participant, what)
}

// open is a cell that is not known.
func (r *look) open(g *gathering, session timeline.SessionID, p timeline.ActorID, what string) verdict {
	if r.wants != claims {
		return verdict{truth: timeline.Unknown}
	}
	at := string(g.summit.ID)
	if session != "" {
		at = string(session)
	}
	return verdict{truth: timeline.Unknown, open: []timeline.Claim{{
		Table: "attendance",
		Key:   timeline.Key(g.summit.ID, string(session), string(p)),
		Text:  fmt.Sprintf("%s at %s: %s", p, at, what),
	}}}
}

// reopened is a cell that is not known although rows settle a part of it: it rests on them all the same.
func (r *look) reopened(v verdict, g *gathering, session timeline.SessionID, p timeline.ActorID, what string) verdict {
	open := r.open(g, session, p, what)
	open.rests = v.rests
	return open
}

// together tells whether all of those who may have been there shared a session, or as many of them as are enough. Beside the sessions
// listed there is, for what is not listed, the meeting as a whole: members recorded for the summit were together in it, one guest
// too, of several guests that is not known.
func (r *look) together(g *gathering, asked []one, least int) verdict {
	asked = slices.DeleteFunc(slices.Clone(asked), func(o one) bool { return o.may == nobody })
	if len(asked) < 2 || least == 1 {
		return verdict{truth: timeline.Yes}
	}
	var shared []verdict
	for _, s := range r.sessionsOf(g) {
		shared = append(shared, r.enoughOf(g, asked, least, func(o one) verdict { return r.sessionOf(g, &s, o) }))
	}
	if g.whole {
		shared = append(shared, r.unlisted(g, asked, least))
	}
	return anyOf(shared)
}

// sessionOf is one session for a participant or a person.
func (r *look) sessionOf(g *gathering, s *timeline.Session, o one) verdict {
	return r.asHead(o.actor, func(p timeline.ActorID) verdict { return r.sessionCell(g, s, p) })
}

// atAsHead is at for a participant or a person.
func (r *look) atAsHead(g *gathering, actor timeline.ActorID) verdict {
	if !r.isPerson(actor) {
		return r.at(g, actor)
	}
	return r.asHead(actor, func(p timeline.ActorID) verdict { return r.at(g, p) })
}

// asHead reads the cells of a participant or, for a person, those of the participants for which it is named, as their head.
func (r *look) asHead(actor timeline.ActorID, cell func(p timeline.ActorID) verdict) verdict {
	d := r.register.tables()
	if !r.isPerson(actor) {
		return cell(actor)
	}
	r.person = actor
	cells := make([]verdict, 0, 1)
	for _, p := range d.headed[actor] {
		cells = append(cells, cell(p))
	}
	r.person = ""
	if len(cells) == 0 {
		return verdict{truth: timeline.No, end: timeline.Outside}
	}
	return anyOf(cells)
}

// sessionsOf gives the sessions in which a gathering can bring participants together.
func (r *look) sessionsOf(g *gathering) []timeline.Session {
	if g.whole {
		return slices.Concat(g.sessions, g.body)
	}
	return g.sessions
}

// mayMiss reports whether all participants may have been there without sharing a session, if it is not settled that they shared one.
// At a summit as a whole they always may. In listed sessions somebody must be missing from each, and still everybody sit in one: a
// participant can be the one who is missing from each session at which it surely was not, and from all but one of those at which it
// may have been, or from all of them if it surely was at another; it costs it nothing to be missing from one at which it only followed
// those who sat elsewhere. That is a matching of sessions to participants.
func (r *look) mayMiss(g *gathering, asked []one) bool {
	if g.whole {
		return true
	}
	open := make([][]int, len(asked)) // by participant: the sessions at which it may have been
	spare := make([]int, len(asked))  // from how many of them it can be missing
	free := make([]bool, len(g.sessions))
	for p, o := range asked {
		sits := false
		for i, s := range g.sessions {
			switch r.sessionOf(g, &s, o).truth {
			case timeline.Yes:
				sits = true
			case timeline.No:
				free[i] = true
			default:
				if r.follows(g, &s, o.actor) {
					free[i] = true
				} else {
					open[p] = append(open[p], i)
				}
			}
		}
		if spare[p] = len(open[p]) - 1; sits {
			spare[p]++
		}
	}
	missing := make([][]int, len(asked)) // by participant: the sessions given to it
	var give func(session int, tried []bool) bool
	give = func(session int, tried []bool) bool {
		for p := range asked {
			if tried[p] || !slices.Contains(open[p], session) {
				continue
			}
			tried[p] = true
			if len(missing[p]) < spare[p] {
				missing[p] = append(missing[p], session)
				return true
			}
			for k, other := range missing[p] {
				if give(other, tried) {
					missing[p][k] = session
					return true
				}
			}
		}
		return false
	}
	for i := range g.sessions {
		if !free[i] && !give(i, make([]bool, len(asked))) {
			return false
		}
	}
	return true
}

// follows reports whether a participant can have sat in a body session, of which it has no record, only by heads who are recorded at
// other sessions that are read.
func (r *look) follows(g *gathering, s *timeline.Session, p timeline.ActorID) bool {
	if s.Scope != timeline.Body || r.isPerson(p) {
		return false
	}
	attended := false
	records := r.records(g, p)
	for i := range records {
		rec := &records[i]
		switch {
		case !isBody(g, rec.Session):
		case rec.Session == s.ID || !r.sees(rec) || rec.Status == Unknown:
			return false
		case rec.Status == Attended:
			if !among(g.sessions, rec.Session) {
				return false
			}
			attended = true
		}
	}
	return attended
}

// enoughOf is whether all participants, or as many as are enough, have a cell that is a yes, in cells of theirs that are independent.
func (r *look) enoughOf(g *gathering, asked []one, least int, cell func(one) verdict) verdict {
	if least == 0 {
		return r.allOf(g, asked, cell)
	}
	var sure, possible int
	var yes, no, open verdict
	for _, o := range asked {
		c := cell(o)
		if c.truth == timeline.Yes && o.may&nobody != 0 {
			c = r.reopened(c, g, "", o.actor, "whether it was a member on the day is not settled")
		}
		into := map[timeline.Truth]*verdict{timeline.Yes: &yes, timeline.No: &no, timeline.Unknown: &open}[c.truth]
		into.rests, into.open = append(into.rests, c.rests...), append(into.open, c.open...)
		if c.truth == timeline.Yes {
			sure++
		}
		if c.truth != timeline.No {
			possible++
		}
	}
	switch {
	case sure >= least:
		yes.truth = timeline.Yes
		return yes
	case possible < least:
		no.truth = timeline.No
		return no
	}
	return verdict{rests: slices.Concat(yes.rests, no.rests, open.rests), open: open.open}
}

// allOf is AND over participants, in cells of theirs that are independent. A no rests on one of them; who may not be asked about
// cannot settle it.
func (r *look) allOf(g *gathering, asked []one, cell func(one) verdict) verdict {
	v := verdict{truth: timeline.Yes}
	for _, o := range asked {
		c := cell(o)
		if c.truth == timeline.No && o.may&nobody == 0 {
			return c
		}
		if c.truth == timeline.No {
			c = r.reopened(c, g, "", o.actor, "whether it was a member on the day is not settled")
		}
		v.truth = v.truth.And(c.truth)
		v.rests, v.open = append(v.rests, c.rests...), append(v.open, c.open...)
	}
	return v
}

// unlisted is what the records for the summit as a whole say of the participants sitting together.
func (r *look) unlisted(g *gathering, asked []one, least int) verdict {
	sure, guests, want := 0, 0, least
	if least == 0 {
		want = len(asked)
	}
	v := r.enoughOf(g, asked, least, func(o one) verdict {
		return r.asHead(o.actor, func(p timeline.ActorID) verdict {
			var whole []*Record
			records := r.records(g, p)
			for i := range records {
				if rec := &records[i]; rec.Session == "" && rec.Status == Attended && r.sees(rec) {
					whole = append(whole, rec)
				}
			}
			if cell := r.summitCell(g, p); cell.truth == timeline.No {
				return cell
			}
			if len(whole) == 0 {
				return r.open(g, "", p, "in which sessions it sat is not recorded completely")
			}
			member, standing := r.isMember(g, whole[0])
			cell := r.heads(g, whole, nil)
			// Where as many as are enough are wanted, who may not be asked about is not one of them.
			if cell.truth == timeline.Yes && (least == 0 || o.may&nobody == 0) {
				sure++
				if member != timeline.Yes {
					guests++
				}
			}
			if cell.truth == timeline.No {
				cell = r.reopened(cell, g, "", p, "in which sessions it sat at that level is not recorded completely")
			}
			cell.rests = append(cell.rests, standing...)
			return cell
		})
	})
	if guests > 1 && sure-guests+1 < want && v.truth == timeline.Yes {
		v.truth = timeline.Unknown
		for _, o := range asked {
			v.open = append(v.open, r.open(g, "", o.actor, "in which sessions the guests sat is not recorded").open...)
		}
	}
	return v
}
