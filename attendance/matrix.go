package attendance

import (
	"iter"
	"slices"

	"github.com/summitry/summitry/internal/ahead"
	"github.com/summitry/summitry/timeline"
)

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
	Eligible    timeline.Truth     `csv:"eligible" table:"required" doc:"whether it is a miss if it does not count: by default whether it was a member on the day"`
	AtTier      timeline.Truth     `csv:"at_tier" table:"required" doc:"whether it was headed at the level for which the series is held: leaders at rank 1, ministers at 3, officials at 7, or above"`
	Evidence    timeline.Evidence  `csv:"-"`
}

// Presences gives each participant of who at each gathering, by gathering and participant. Of a group that is a body those
// participants appear that were or might have been members on the day. If several headed a delegation, the one shown is who counts
// by the rule, then who ranks highest. Where the status is unknown a person is who was expected. People of who are left out.
func (r Roll) Presences(who Who) iter.Seq[Presence] {
	d := r.register.tables()
	return ahead.Seq(len(r.gatherings), len(r.gatherings)*len(d.participantsOf(who)), func() func(i int, into []Presence) []Presence {
		bare := r.look(truths)
		return func(i int, into []Presence) []Presence {
			g := r.gatherings[i]
			participants := d.participantsOn(who, g.summit.Start)
			evidence := timeline.PairEvidence(r.timeline, func(k, _ int, weak bool) (rests, open []timeline.Claim) {
				return r.look(asked(weak)).presenceClaims(g, participants[k])
			})
			for k, p := range participants {
				into = append(into, Presence{Summit: g.summit.ID, Participant: p, Status: Unknown, Evidence: evidence(k, 0)})
				bare.setPresence(&into[len(into)-1], g)
			}
			return into
		}
	})
}

// participantsOn gives the participants of who, with those of its bodies that were or might have been members on a day, by id.
func (d *data) participantsOn(who Who, day timeline.Date) []timeline.ActorID {
	actors := slices.Clone(who.actors)
	for _, body := range who.bodies {
		g := d.memberships[body]
		if g == nil {
			continue
		}
		for _, p := range g.ids {
			if g.at(p, day) != timeline.No {
				actors = append(actors, p)
			}
		}
	}
	slices.Sort(actors)
	return slices.Compact(actors)
}

// setPresence sets what the cells say.
func (r *look) setPresence(out *Presence, g *gathering) {
	came, counts, atTier, eligible, miss, _ := r.cells(g, out.Participant)
	out.Counts, out.Eligible, out.AtTier = counts.truth, miss.eligible, atTier.truth
	switch {
	case came.truth == timeline.Yes:
		out.Status = Attended
	case came.truth == timeline.No && eligible == timeline.Yes:
		out.Status = Absent
	case came.truth == timeline.No && eligible == timeline.No:
		out.Status = Outside
	}
	if head := r.head(g, out.Participant, came.truth); head != nil {
		out.Session, out.Person, out.Level, out.Office, out.Mode, out.InPlaceOf = head.Session, head.Person, head.Level, head.Office, head.Mode, head.InPlaceOf
	}
}

func (r *look) presenceClaims(g *gathering, p timeline.ActorID) (rests, open []timeline.Claim) {
	came, counts, atTier, eligible, miss, standing := r.cells(g, p)
	rests = slices.Concat(came.rests, counts.rests, miss.settling, atTier.rests)
	open = slices.Concat(came.open, counts.open, miss.unsettling, atTier.open)
	if came.truth == timeline.No { // absent or outside
		rests = append(rests, standing...)
		if eligible == timeline.Unknown {
			open = append(open, r.unsettledStanding(g, p)...)
		}
	}
	return rests, open
}

// cells tells of a participant at a gathering whether anybody came for it, whether that counts by the rule, and at the tier of the series,
// whether it was a member or invited, with the rows that say so, and whether its absence is a miss.
func (r *look) cells(g *gathering, p timeline.ActorID) (came, counts, atTier verdict, eligible timeline.Truth, miss one, standing []timeline.Claim) {
	came = r.by(Rule{}, g, p)
	if counts = came; r.rule.narrows() {
		counts = r.at(g, p)
	}
	atTier = r.by(Rule{Rank: r.tier(g)}, g, p)
	eligible, standing = r.eligible(g, p)
	miss.actor = p
	r.setEligible(&miss, g)
	return came, counts, atTier, eligible, miss, standing
}

// narrows reports whether it matters who came, and as what.
func (r Rule) narrows() bool { return r.Rank != 0 || r.Capacity != 0 || r.NoStandIns || r.NoVideo }

// head picks the record that shows who headed a delegation or, if there was none, who stayed away, and none if none does.
func (r *look) head(g *gathering, p timeline.ActorID, came timeline.Truth) *Record {
	better := func(a, b *Record) bool {
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
	var best *Record
	records := r.records(g, p)
	for i := range records {
		rec := &records[i]
		if r.counts(g, rec.Session) && r.sees(rec) && (came != timeline.No || rec.Status == Absent) && (best == nil || better(rec, best)) {
			best = rec
		}
	}
	return best
}

// counts reports whether a record of a session, or of the summit as a whole, is about a cell that the gathering reads.
func (r *look) counts(g *gathering, session timeline.SessionID) bool {
	if session == "" {
		return g.whole || hasBody(g.sessions)
	}
	return among(g.sessions, session) || (g.whole && among(g.body, session))
}

// reads reports the same, or that the record is about the body of which the gathering reads some sessions.
func (r *look) reads(g *gathering, session timeline.SessionID) bool {
	return r.counts(g, session) || (hasBody(g.sessions) && isBody(g, session))
}

// tier is the rank at which the delegations of a series are to be headed.
func (r *look) tier(g *gathering) Rank {
	switch r.register.tables().series[g.summit.Series].Tier {
	case timeline.LeadersTier:
		return Leader
	case timeline.MinistersTier:
		return Minister.Rank()
	}
	return Official.Rank()
}
