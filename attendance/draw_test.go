package attendance_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// rows are the tables of a register before it is made.
type rows struct {
	Gatherings timeline.Tables
	Tables     attendance.Tables
}

func (r rows) register(t require.TestingT) attendance.Register {
	register, err := attendance.New(r.Gatherings, r.Tables)
	require.NoError(t, err)
	return register
}

// clone gives rows of which the tables that tests change can be changed.
func (r rows) clone() rows {
	r.Gatherings.Summits = slices.Clone(r.Gatherings.Summits)
	r.Gatherings.Sessions = slices.Clone(r.Gatherings.Sessions)
	r.Gatherings.Coverage = slices.Clone(r.Gatherings.Coverage)
	r.Tables.Memberships = slices.Clone(r.Tables.Memberships)
	r.Tables.Records = slices.Clone(r.Tables.Records)
	return r
}

// recount states the editions of each span, which the rows must agree on.
func (r rows) recount() {
	for i := range r.Gatherings.Coverage {
		c := &r.Gatherings.Coverage[i]
		if c.Summit != "" {
			continue
		}
		c.Editions = 0
		for _, s := range r.Gatherings.Summits {
			onTrack := c.Track == "" || slices.ContainsFunc(r.Gatherings.Sessions, func(x timeline.Session) bool {
				return x.Summit == s.ID && x.Track == c.Track
			})
			if s.Status == timeline.Held && (c.Kind == 0 || c.Kind == s.Kind) && within(s.Start, c.From, c.Until) && onTrack {
				c.Editions++
			}
		}
	}
}

func date(text string) timeline.Date {
	if text == "" {
		return timeline.Date{}
	}
	d, err := timeline.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

var drawnParticipants = []timeline.ActorID{"AUS", "BEL", "CAN"}

// traits say what a drawn register has and has not.
type traits struct {
	complete    bool // every cell has a full row of its own, and all dates are known to the day
	few         bool // there is one session at the most
	settled     bool // it is known who was a member when
	unsuspended bool // nobody is suspended
	summits     int  // at the most
}

// draw draws a small register with everything that a reading of it depends on.
func draw(t *rapid.T, want traits) rows {
	var r rows
	r.Gatherings.Series = []timeline.Series{{ID: "talks", Name: "Talks", Tier: timeline.LeadersTier, Group: "club"}}
	r.Gatherings.Sources = []timeline.Source{
		{ID: "early", Kind: timeline.Press, Title: "Early", Published: date("2000-03")},
		{ID: "middle", Kind: timeline.Press, Title: "Middle", Published: date("2003-02-01")},
		{ID: "late", Kind: timeline.Press, Title: "Late", Published: date("2009")},
		{ID: "undated", Kind: timeline.Press, Title: "Undated"},
	}
	for _, id := range drawnParticipants {
		r.Tables.Participants = append(r.Tables.Participants, attendance.Participant{ID: id, Kind: attendance.State, Name: string(id)})
	}
	r.Tables.Groups = []attendance.Group{
		{ID: "club", Kind: attendance.BodyGroup, Name: "Club"},
		{ID: "core", Kind: attendance.BodyGroup, Name: "Core"},
		{ID: "duo", Kind: attendance.LabelGroup, Name: "Duo"},
	}
	for _, id := range []timeline.ActorID{"ann", "bob", "eve", "zoe"} {
		r.Tables.People = append(r.Tables.People, attendance.Person{ID: id, Name: string(id)})
	}
	if want.summits == 0 {
		want.summits = 4
	}
	for i := range 1 + below(want.summits).Draw(t, "summits") {
		r.addSummit(t, want, 2001+i)
	}
	r.Tables.Memberships = append(r.Tables.Memberships,
		attendance.Membership{Group: "duo", Participant: "AUS", Standing: attendance.MemberStanding},
		attendance.Membership{Group: "duo", Participant: "BEL", Standing: attendance.MemberStanding},
	)
	for _, p := range drawnParticipants {
		r.addMemberships(t, want, "club", p)
		if chance(t, 25, "in core") {
			r.addMemberships(t, want, "core", p)
		}
	}
	for i := range below(4).Draw(t, "coverage") {
		r.addCoverage(t, fmt.Sprintf("coverage-%d", i))
	}
	r.placeHolders(t)
	r.recount()
	return r
}

// placeHolders has some of those who stayed away be people who came elsewhere, but not to the same summit for the same participant.
func (r *rows) placeHolders(t *rapid.T) {
	for i := range r.Tables.Records {
		x := &r.Tables.Records[i]
		if x.InPlaceOf == "" || !chance(t, 50, "somebody known") {
			continue
		}
		person := oneOf(t, "in place of whom", timeline.ActorID("ann"), "bob")
		if !slices.ContainsFunc(r.Tables.Records, func(y attendance.Record) bool {
			return y.Summit == x.Summit && y.Participant == x.Participant && y.Person == person
		}) {
			x.InPlaceOf = person
		}
	}
}

// often checks a law that few registers put to the test.
func often(t *testing.T, law func(*rapid.T)) {
	for range 4 {
		rapid.Check(t, law)
	}
}

// below draws a number from 0 to n-1, each as often: rapid itself prefers small ones, and most registers would have nothing in them.
func below(n int) *rapid.Generator[int] {
	return rapid.Custom(func(t *rapid.T) int {
		x := 0
		for range 8 {
			x *= 2
			if rapid.Bool().Draw(t, "bit") {
				x++
			}
		}
		return x * n >> 8
	})
}

func chance(t *rapid.T, percent int, label string) bool {
	return below(100).Draw(t, label) >= 100-percent
}

func oneOf[T any](t *rapid.T, label string, options ...T) T {
	return options[below(len(options)).Draw(t, label)]
}

// addSummit adds a summit of a year, with its sessions and records.
func (r *rows) addSummit(t *rapid.T, want traits, year int) {
	s := timeline.Summit{
		ID: timeline.SummitID(fmt.Sprintf("talks-%d", year)), Series: "talks", Name: "Talks", Kind: timeline.Regular,
		Start: timeline.Date{Year: year, Month: 6, Day: 10}, Status: timeline.Held, Format: timeline.InPerson,
	}
	if !want.complete && !want.settled && chance(t, 15, "coarse start") {
		s.Start.Day = 0
	}
	if chance(t, 8, "extraordinary") {
		s.Kind = timeline.Extraordinary
	}
	if !want.complete && chance(t, 5, "scheduled") {
		s.Status = timeline.Scheduled
	}
	s.End = s.Start
	r.Gatherings.Summits = append(r.Gatherings.Summits, s)
	sessions := []timeline.SessionID{""}
	body := map[timeline.SessionID]bool{}
	most := 3
	if want.few {
		most = 1
	}
	for i := range below(most+1).Draw(t, "sessions") {
		x := timeline.Session{
			ID: timeline.SessionID(fmt.Sprintf("%s-%d", s.ID, i)), Summit: s.ID, Name: "Session",
			Track: oneOf(t, "track", "asia", "asia", "plenary"), Scope: oneOf(t, "scope", timeline.Body, timeline.Body, timeline.Side),
		}
		r.Gatherings.Sessions = append(r.Gatherings.Sessions, x)
		sessions = append(sessions, x.ID)
		body[x.ID] = x.Scope == timeline.Body
	}
	for _, p := range drawnParticipants {
		absent := false
		capacity := oneOf(t, "capacity", 0, 0, attendance.Member, attendance.Guest)
		for _, x := range sessions {
			options := []attendance.Status{0, 0, 0, attendance.Attended, attendance.Attended, attendance.Absent, attendance.Unknown}
			switch {
			case want.complete:
				options = []attendance.Status{attendance.Attended, attendance.Absent}
			case s.Status != timeline.Held:
				options = []attendance.Status{0, attendance.Unknown}
			}
			status := oneOf(t, "status", options...)
			if status == attendance.Attended && absent && body[x] {
				status = attendance.Absent
			}
			absent = absent || (x == "" && status == attendance.Absent)
			if status != 0 {
				r.addRecords(t, want, attendance.Record{Summit: s.ID, Session: x, Participant: p, Status: status}, capacity)
			}
		}
	}
}

// addRecords adds the records of one cell: several heads at times.
func (r *rows) addRecords(t *rapid.T, want traits, of attendance.Record, capacity attendance.Capacity) {
	people := []timeline.ActorID{"ann", "bob", ""}
	first := below(3).Draw(t, "person")
	heads := 1
	if of.Status != attendance.Absent && chance(t, 25, "two heads") {
		heads = 2
	}
	for i := range heads {
		rec := of
		rec.Confidence = oneOf(t, "confidence", timeline.High, timeline.Medium, timeline.Low)
		rec.Sources = oneOf(t, "sources",
			timeline.List[timeline.SourceID]{"early"}, timeline.List[timeline.SourceID]{"middle"}, timeline.List[timeline.SourceID]{"late", "early"},
			timeline.List[timeline.SourceID]{"late"}, timeline.List[timeline.SourceID]{"undated"})
		if of.Status == attendance.Absent {
			r.Tables.Records = append(r.Tables.Records, rec)
			continue
		}
		rec.Person = people[(first+i)%len(people)]
		rec.InPlaceOf = oneOf(t, "in place of", "", "", timeline.ActorID("zoe"))
		rec.Level = oneOf(t, "level", 0, attendance.HeadOfState, attendance.OrganisationHead, attendance.Minister, attendance.OtherLevel)
		rec.Mode = oneOf(t, "mode", 0, attendance.InPerson, attendance.Virtual)
		if of.Status == attendance.Attended {
			rec.Capacity = capacity
		}
		if want.complete {
			rec.Person = []timeline.ActorID{"ann", "bob"}[i]
			rec.Level = oneOf(t, "known level", attendance.HeadOfState, attendance.Minister, attendance.OtherLevel)
			rec.Mode = oneOf(t, "known mode", attendance.InPerson, attendance.Virtual)
			rec.Capacity = oneOf(t, "known capacity", attendance.Member, attendance.Guest)
		}
		r.Tables.Records = append(r.Tables.Records, rec)
	}
}

// addMemberships adds up to two stretches of membership that do not overlap.
func (r *rows) addMemberships(t *rapid.T, want traits, group, p timeline.ActorID) {
	day := func(year int) timeline.Date {
		if want.complete || want.settled {
			return timeline.Date{Year: year, Month: 6, Day: oneOf(t, "day", 9, 10, 11)}
		}
		return oneOf(t, "date", timeline.Date{Year: year}, timeline.Date{Year: year, Month: 6}, timeline.Date{Year: year, Month: 5},
			timeline.Date{Year: year, Month: 6, Day: 9}, timeline.Date{Year: year, Month: 6, Day: 10}, timeline.Date{Year: year, Month: 6, Day: 11})
	}
	standing := func() attendance.Standing {
		options := []attendance.Standing{attendance.MemberStanding, attendance.MemberStanding}
		if !want.unsuspended {
			options = append(options, attendance.Suspended)
		}
		if !want.complete && !want.settled {
			options = append(options, attendance.Disputed)
		}
		return oneOf(t, "standing", options...)
	}
	year := 2000 + below(4).Draw(t, "first year")
	for i := range below(4).Draw(t, "memberships") {
		m := attendance.Membership{Group: group, Participant: p, Standing: standing(), From: day(year)}
		if i == 0 && !want.complete && !want.settled && chance(t, 15, "first day not known") {
			m.From = timeline.Date{}
		}
		year += 1 + below(2).Draw(t, "years")
		open := chance(t, 40, "open end")
		if !open {
			m.Until = day(year)
			year++
			if m.Until.Day == 9 && chance(t, 60, "the next day") {
				year--
			}
		}
		r.Tables.Memberships = append(r.Tables.Memberships, m)
		if open {
			return
		}
		if m.Until.Year == year { // the next one begins on the day after
			r.Tables.Memberships = append(r.Tables.Memberships, attendance.Membership{
				Group: group, Participant: p, Standing: standing(), From: timeline.Date{Year: year, Month: 6, Day: 10},
			})
			return
		}
	}
}

func (r *rows) addCoverage(t *rapid.T, id string) {
	c := timeline.Coverage{
		ID: id, Subject: timeline.AttendanceSubject, Series: "talks",
		Kind:       oneOf(t, "kind", 0, 0, timeline.Regular),
		Who:        oneOf(t, "who", "", "", timeline.ActorID("AUS"), timeline.ActorID("BEL"), timeline.ActorID("club"), timeline.ActorID("duo"), timeline.ActorID("core")),
		Rank:       oneOf(t, "rank", timeline.Number(0), 0, 1, 3),
		Confidence: oneOf(t, "confidence", timeline.High, timeline.Medium, timeline.Low),
		Sources:    timeline.List[timeline.SourceID]{oneOf(t, "source", timeline.SourceID("early"), "early", "middle", "late", "undated")},
	}
	tracks := []string{"", ""}
	for _, s := range r.Gatherings.Sessions {
		tracks = append(tracks, s.Track)
	}
	c.Track = oneOf(t, "track covered", tracks...)
	if chance(t, 30, "one summit") {
		c.Summit = oneOf(t, "summit covered", r.Gatherings.Summits...).ID
	} else {
		c.From = oneOf(t, "from", timeline.Date{}, date("2001"), date("2001-06-11"), date("2002-06"))
		c.Until = oneOf(t, "until", date("2002-06-10"), date("2003"), date("2009"), date("2009"))
	}
	r.Gatherings.Coverage = append(r.Gatherings.Coverage, c)
}

// A view is how a register is asked: which gatherings, and what is masked.
type view struct {
	Track string // sessions on this track
	Whole bool   // the summits as wholes
	AsOf  timeline.Date
	Trust timeline.Confidence
}

func drawView(t *rapid.T, r rows, masked bool) view {
	v := view{Whole: true}
	if len(r.Gatherings.Sessions) > 0 {
		v.Track = oneOf(t, "view", "", "", "asia", "plenary")
		if !slices.ContainsFunc(r.Gatherings.Sessions, func(s timeline.Session) bool { return s.Track == v.Track }) {
			v.Track = ""
		}
		v.Whole = v.Track == "" || chance(t, 30, "wholes too")
	}
	if masked {
		v.AsOf = oneOf(t, "as of", timeline.Date{}, date("2003-06-10"), date("2003"), date("2008"))
		v.Trust = oneOf(t, "trust", 0, 0, timeline.Medium, timeline.High)
	}
	return v
}

func (v view) of(t require.TestingT, register attendance.Register) timeline.Timeline {
	var filters []timeline.Filter
	if v.Whole {
		filters = append(filters, timeline.Filter{Series: "talks"})
	}
	if v.Track != "" {
		filters = append(filters, timeline.Filter{Series: "talks", Track: v.Track})
	}
	chosen, err := register.Timeline().Select(filters...)
	require.NoError(t, err)
	return chosen.AsOf(v.AsOf).Trusting(v.Trust)
}

func drawRule(t *rapid.T) attendance.Rule {
	return attendance.Rule{
		Rank:       oneOf(t, "rule rank", 0, 0, attendance.Leader, 3),
		Capacity:   oneOf(t, "rule capacity", 0, 0, 0, attendance.Member, attendance.Guest),
		NoStandIns: chance(t, 25, "no stand-ins"),
		NoVideo:    chance(t, 25, "no video"),
		Together:   chance(t, 40, "together"),
	}
}

// drawWho draws one participant most often.
func drawWho(t *rapid.T) []timeline.ActorID {
	return oneOf(t, "who asked", []timeline.ActorID{"AUS"}, []timeline.ActorID{"BEL"}, []timeline.ActorID{"AUS", "CAN"},
		[]timeline.ActorID{"duo"}, []timeline.ActorID{"AUS", "BEL", "CAN"}, []timeline.ActorID{"club"}, []timeline.ActorID{"core", "AUS"})
}

// drawAsked draws participants and people, of whom some may be enough.
func drawAsked(t *rapid.T) asked {
	who := asking(drawWho(t)...)
	if chance(t, 40, "people") {
		who = asking(oneOf(t, "people asked", []timeline.ActorID{"ann"}, []timeline.ActorID{"bob"}, []timeline.ActorID{"zoe"}, []timeline.ActorID{"ann", "bob"}, []timeline.ActorID{"ann", "CAN"})...)
	}
	if chance(t, 10, "two bodies") {
		who = asking("club", "core")
	}
	switch n := len(who.actors) + len(who.people); {
	case !chance(t, 40, "some are enough"):
	case len(who.bodies) > 0:
		who.enough = 1 + below(3).Draw(t, "of a body")
	default:
		who.enough = 1 + below(n).Draw(t, "enough")
	}
	return who
}

// of finds those asked in a register.
func (a asked) of(t require.TestingT, register attendance.Register) attendance.Who {
	who, err := register.Who(a.ids...)
	if a.enough > 0 {
		who, err = register.AtLeast(a.enough, a.ids...)
	}
	require.NoError(t, err)
	return who
}

func (a asked) String() string { return fmt.Sprintf("%v, enough %d", a.ids, a.enough) }

func history(t require.TestingT, register attendance.Register, v view, rule attendance.Rule, ids ...timeline.ActorID) timeline.History {
	return register.Roll(v.of(t, register), rule).Of(asking(ids...).of(t, register))
}

// nameAll has everybody named for every participant, at a summit that is to come: who may have headed a delegation is then known
// before records are filled in or forgotten.
func (r *rows) nameAll() {
	day := timeline.Date{Year: 2030}
	r.Gatherings.Summits = append(r.Gatherings.Summits, timeline.Summit{
		ID: "talks-2030", Series: "talks", Name: "Talks", Kind: timeline.Extraordinary, Start: day, End: day, Status: timeline.Scheduled, Format: timeline.InPerson,
	})
	for _, p := range drawnParticipants {
		for _, person := range r.Tables.People {
			r.Tables.Records = append(r.Tables.Records, attendance.Record{
				Summit: "talks-2030", Participant: p, Person: person.ID, Status: attendance.Unknown, Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"early"},
			})
		}
	}
}

// Every drawn register must be one that New accepts, or the other tests would not run.
func TestDrawnRegistersAreAccepted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{})
		r.register(t)
	})
}
