package attendance

import "github.com/summitry/summitry/timeline"

// members are the memberships of a group, by participant. Without any it is nil.
type members struct {
	label bool // whether the group is one
	of    map[timeline.ActorID][]Membership
	ids   []timeline.ActorID // of those who ever belonged, by id
}

// at tells whether a participant was a member of a group on the first day of a summit. Who is suspended is not one; a disputed
// member may be one.
func (g *members) at(participant timeline.ActorID, start timeline.Date) timeline.Truth {
	if g == nil {
		return timeline.No
	}
	rows, truth := g.of[participant], timeline.No
	for i := range rows {
		m := &rows[i]
		at := m.holds(start, g.label)
		if m.Standing == Suspended {
			at = timeline.No
		}
		if m.Standing == Disputed && at == timeline.Yes {
			at = timeline.Unknown
		}
		truth = truth.Or(at)
	}
	return truth
}

// membershipClaims gives the rows that say whether and when a participant was a member of a group.
func (d *data) membershipClaims(group, participant timeline.ActorID) []timeline.Claim {
	var claims []timeline.Claim
	if g := d.memberships[group]; g != nil {
		for _, m := range g.of[participant] {
			claims = append(claims, m.Claim())
		}
	}
	return claims
}

// begun tells whether a membership had begun on a day. A first day that is not known leaves that open until the last one, but for
// labels, which have none.
func (m *Membership) begun(day timeline.Date, label bool) timeline.Truth {
	switch {
	case m.From == timeline.Date{} && label:
		return timeline.Yes
	case m.From == timeline.Date{}:
		if m.Until != (timeline.Date{}) && m.Until.Last().Compare(day.First()) <= 0 {
			return timeline.Yes
		}
		return timeline.Unknown
	case m.From.Last().Compare(day.First()) <= 0:
		return timeline.Yes
	case m.From.First().Compare(day.Last()) > 0:
		return timeline.No
	}
	return timeline.Unknown
}

// holds tells whether a membership, whatever its standing, lasts on a day.
func (m *Membership) holds(day timeline.Date, label bool) timeline.Truth {
	var lasts timeline.Truth
	switch {
	case m.Until == timeline.Date{}, day.Last().Compare(m.Until.First()) <= 0:
		lasts = timeline.Yes
	case m.Until.Last().Compare(day.First()) < 0:
		lasts = timeline.No
	}
	return m.begun(day, label).And(lasts)
}

// A standing is how a participant belonged to the body of a series at a summit.
type standing struct {
	belongs   bool           // it was a member at some time, in whatever standing
	joined    timeline.Truth // its first membership had begun
	member    timeline.Truth
	suspended timeline.Truth
}

func (g *members) standing(participant timeline.ActorID, start timeline.Date) standing {
	rows := g.of[participant]
	s := standing{belongs: len(rows) > 0, joined: timeline.No, suspended: timeline.No}
	if !s.belongs {
		s.member = timeline.No
		return s
	}
	s.member = g.at(participant, start)
	for i := range rows {
		m := &rows[i]
		s.joined = s.joined.Or(m.begun(start, false))
		if m.Standing == Suspended {
			s.suspended = s.suspended.Or(m.holds(start, false))
		}
	}
	return s
}
