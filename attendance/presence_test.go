package attendance_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// meetings gives a series of a club with a summit in each of the years, on 10 June. AUS and BEL are members, ESP is not. The list of
// summits and who was there are completely covered.
func meetings(years ...int) rows {
	r := rows{
		Gatherings: timeline.Tables{
			Series: []timeline.Series{{ID: "talks", Name: "Talks", Tier: timeline.LeadersTier, Group: "club"}},
			Sources: []timeline.Source{
				{ID: "before", Kind: timeline.Announcement, Title: "Before", Published: date("2000")},
				{ID: "after", Kind: timeline.Communique, Title: "After", Published: date("2020")},
			},
		},
		Tables: attendance.Tables{
			Groups: []attendance.Group{{ID: "club", Kind: attendance.BodyGroup, Name: "Club"}, {ID: "pair", Kind: attendance.LabelGroup, Name: "Pair"}, {ID: "empty", Kind: attendance.LabelGroup, Name: "Empty"}},
			Memberships: []attendance.Membership{
				{Group: "club", Participant: "AUS", Standing: attendance.MemberStanding, From: date("1990")},
				{Group: "club", Participant: "BEL", Standing: attendance.MemberStanding, From: date("1990")},
				{Group: "pair", Participant: "AUS", Standing: attendance.MemberStanding},
				{Group: "pair", Participant: "ESP", Standing: attendance.MemberStanding},
			},
		},
	}
	for _, id := range []timeline.ActorID{"AUS", "BEL", "ESP"} {
		r.Tables.Participants = append(r.Tables.Participants, attendance.Participant{ID: id, Kind: attendance.State, Name: string(id)})
	}
	for _, id := range []timeline.ActorID{"ann", "bob", "zoe"} {
		r.Tables.People = append(r.Tables.People, attendance.Person{ID: id, Name: string(id)})
	}
	for _, year := range years {
		day := timeline.Date{Year: year, Month: 6, Day: 10}
		r.Gatherings.Summits = append(r.Gatherings.Summits, timeline.Summit{
			ID: summit(year), Series: "talks", Name: "Talks", Kind: timeline.Regular, Start: day, End: day, Status: timeline.Held, Format: timeline.InPerson,
		})
	}
	for _, subject := range []timeline.Subject{timeline.AttendanceSubject, timeline.EditionsSubject} {
		r.Gatherings.Coverage = append(r.Gatherings.Coverage, timeline.Coverage{
			ID: subject.String(), Subject: subject, Series: "talks", Until: date("2019"), Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"after"},
		})
	}
	r.recount()
	return r
}

// dinners gives meetings that each have two side sessions on one track, which is not covered.
func dinners(years ...int) rows {
	r := meetings(years...)
	for _, year := range years {
		for _, at := range []string{"morning", "evening"} {
			r.Gatherings.Sessions = append(r.Gatherings.Sessions, timeline.Session{
				ID: session(year, at), Summit: summit(year), Track: "dinners", Scope: timeline.Side, Name: at,
			})
		}
	}
	return r
}

func summit(year int) timeline.SummitID { return timeline.SummitID(fmt.Sprintf("talks-%d", year)) }

func session(year int, name string) timeline.SessionID {
	return timeline.SessionID(fmt.Sprintf("talks-%d-%s", year, name))
}

// session adds a session on a track of its own name.
func (r *rows) session(year int, name string, scope timeline.Scope) {
	r.Gatherings.Sessions = append(r.Gatherings.Sessions, timeline.Session{ID: session(year, name), Summit: summit(year), Track: name, Scope: scope, Name: name})
}

// record adds a record with what change makes of it.
func (r *rows) record(year int, at string, p timeline.ActorID, status attendance.Status, change func(*attendance.Record)) {
	rec := attendance.Record{Summit: summit(year), Participant: p, Status: status, Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"after"}}
	if at != "" {
		rec.Session = session(year, at)
	}
	if status == attendance.Attended {
		rec.Person, rec.Level, rec.Mode = "ann", attendance.HeadOfGovernment, attendance.InPerson
	}
	if change != nil {
		change(&rec)
	}
	r.Tables.Records = append(r.Tables.Records, rec)
}

// uncover takes the coverage of attendance away.
func (r *rows) uncover() {
	r.Gatherings.Coverage = slices.DeleteFunc(r.Gatherings.Coverage, func(c timeline.Coverage) bool { return c.Subject == timeline.AttendanceSubject })
}

// cover adds coverage of attendance at a summit.
func (r *rows) cover(year int, track string, who timeline.ActorID, rank timeline.Number) {
	r.Gatherings.Coverage = append(r.Gatherings.Coverage, timeline.Coverage{
		ID: fmt.Sprintf("c%d", len(r.Gatherings.Coverage)), Subject: timeline.AttendanceSubject, Series: "talks", Summit: summit(year), Track: track,
		Who: who, Rank: rank, Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"after"},
	})
}

// seen is a presence without its evidence and where it was.
type seen struct {
	Status attendance.Status
	Counts timeline.Truth
	Person timeline.ActorID
}

func presence(t *testing.T, r rows, track string, rule attendance.Rule, p timeline.ActorID) []seen {
	t.Helper()
	register := r.register(t)
	who, err := register.Who(p)
	require.NoError(t, err)
	var list []seen
	for x := range register.Roll(view{Whole: track == "", Track: track}.of(t, register), rule).Presences(who) {
		require.Equal(t, p, x.Participant)
		list = append(list, seen{x.Status, x.Counts, x.Person})
	}
	return list
}

func TestPresences(t *testing.T) {
	const (
		yes, no, open = timeline.Yes, timeline.No, timeline.Unknown
		attended      = attendance.Attended
		absent        = attendance.Absent
		outside       = attendance.Outside
		unknown       = attendance.Unknown
	)
	leader, principal := attendance.Rule{Rank: attendance.Leader}, attendance.Rule{Rank: attendance.Leader, NoStandIns: true}
	minister := func(x *attendance.Record) { x.Person, x.Level = "bob", attendance.ForeignMinister }
	unranked := func(x *attendance.Record) { x.Level = 0 }
	for _, test := range []struct {
		reason string
		rows   func(*rows)
		track  string // empty for the summit
		rule   attendance.Rule
		who    timeline.ActorID
		want   seen
	}{
		{"a record says it", func(r *rows) { r.record(2001, "", "AUS", attended, nil) }, "", leader, "AUS", seen{attended, yes, "ann"}},
		{"a record of absence says it", func(r *rows) { r.uncover(); r.record(2001, "", "AUS", absent, nil) }, "", leader, "AUS", seen{absent, no, ""}},
		{"an invited guest is absent, not outside", func(r *rows) { r.record(2001, "", "ESP", absent, nil) }, "", leader, "ESP", seen{absent, no, ""}},
		{"a member without a record is absent where covered", func(*rows) {}, "", leader, "AUS", seen{absent, no, ""}},
		{"who is no member is outside where covered", func(*rows) {}, "", leader, "ESP", seen{outside, no, ""}},
		{"without coverage silence says nothing", func(r *rows) { r.uncover() }, "", leader, "AUS", seen{unknown, open, ""}},
		{"coverage of another says nothing", func(r *rows) { r.uncover(); r.cover(2001, "", "BEL", 0) }, "", leader, "AUS", seen{unknown, open, ""}},
		{"coverage of a group says it of its members", func(r *rows) { r.uncover(); r.cover(2001, "", "club", 0) }, "", leader, "AUS", seen{absent, no, ""}},
		{"and of nobody else", func(r *rows) { r.uncover(); r.cover(2001, "", "club", 0) }, "", leader, "ESP", seen{unknown, open, ""}},
		{"coverage of a label says it of its list", func(r *rows) { r.uncover(); r.cover(2001, "", "pair", 0) }, "", leader, "ESP", seen{outside, no, ""}},
		{"coverage of a group says nothing of who may be a member", func(r *rows) {
			r.uncover()
			r.cover(2001, "", "club", 0)
			r.Tables.Memberships[0].Standing = attendance.Disputed
		}, "", leader, "AUS", seen{unknown, open, ""}},
		{"a disputed member is absent or outside", func(r *rows) { r.Tables.Memberships[0].Standing = attendance.Disputed }, "", leader, "AUS", seen{unknown, no, ""}},
		{"a suspended member is outside", func(r *rows) { r.Tables.Memberships[0].Standing = attendance.Suspended }, "", leader, "AUS", seen{outside, no, ""}},
		{"a member of the very day is one", func(r *rows) { r.Tables.Memberships[0].From = date("2001-06-10") }, "", leader, "AUS", seen{absent, no, ""}},
		{"a member of the next day is none", func(r *rows) { r.Tables.Memberships[0].From = date("2001-06-11") }, "", leader, "AUS", seen{outside, no, ""}},
		{"the last day is included", func(r *rows) { r.Tables.Memberships[0].Until = date("2001-06-10") }, "", leader, "AUS", seen{absent, no, ""}},
		{"the day after is not", func(r *rows) { r.Tables.Memberships[0].Until = date("2001-06-09") }, "", leader, "AUS", seen{outside, no, ""}},
		{"a first day that is not known leaves it open", func(r *rows) { r.Tables.Memberships[0].From = timeline.Date{} }, "", leader, "AUS", seen{unknown, no, ""}},
		{"but not once it has ended", func(r *rows) {
			r.Tables.Memberships[0].From, r.Tables.Memberships[0].Until = timeline.Date{}, date("2001-06-10")
		}, "", leader, "AUS", seen{absent, no, ""}},
		{"a first month that begins on the day leaves it open", func(r *rows) {
			r.Gatherings.Summits[0].Start, r.Tables.Memberships[0].From = date("2001-06-01"), date("2001-06")
		}, "", leader, "AUS", seen{unknown, no, ""}},
		{"a last month that ends on the day leaves it open", func(r *rows) {
			r.Gatherings.Summits[0].Start, r.Gatherings.Summits[0].End = date("2001-06-30"), date("2001-06-30")
			r.Tables.Memberships[0].Until = date("2001-06")
		}, "", leader, "AUS", seen{unknown, no, ""}},
		{"a record that was looked for in vain beats coverage", func(r *rows) {
			r.record(2001, "", "AUS", unknown, func(x *attendance.Record) { x.Person = "bob" })
		}, "", leader, "AUS", seen{unknown, open, "bob"}},

		{"below the level it was there and does not count", func(r *rows) { r.record(2001, "", "AUS", attended, minister) }, "", leader, "AUS", seen{attended, no, "bob"}},
		{"a level that is not known may count", func(r *rows) { r.record(2001, "", "AUS", attended, unranked) }, "", leader, "AUS", seen{attended, open, "ann"}},
		{"where leaders are complete it is none", func(r *rows) { r.record(2001, "", "AUS", attended, unranked); r.cover(2001, "", "", 1) }, "", leader, "AUS", seen{attended, no, "ann"}},
		{"where leaders are complete it may be a minister", func(r *rows) { r.record(2001, "", "AUS", attended, unranked); r.cover(2001, "", "", 1) }, "", attendance.Rule{Rank: 3}, "AUS", seen{attended, open, "ann"}},
		{"another office never counts for a rank", func(r *rows) {
			r.record(2001, "", "AUS", attended, func(x *attendance.Record) { x.Level = attendance.OtherLevel })
		}, "", attendance.Rule{Rank: 7}, "AUS", seen{attended, no, "ann"}},
		{"where leaders are complete silence is no leader", func(r *rows) { r.uncover(); r.cover(2001, "", "", 1) }, "", leader, "AUS", seen{unknown, no, ""}},
		{"and leaves ministers open", func(r *rows) { r.uncover(); r.cover(2001, "", "", 1) }, "", attendance.Rule{Rank: 3}, "AUS", seen{unknown, open, ""}},
		{"where ministers are complete silence is no leader", func(r *rows) { r.uncover(); r.cover(2001, "", "", 3) }, "", leader, "AUS", seen{unknown, no, ""}},

		{"a premier in place of a president counts as leader", func(r *rows) {
			r.record(2001, "", "AUS", attended, func(x *attendance.Record) { x.InPlaceOf = "zoe" })
		}, "", leader, "AUS", seen{attended, yes, "ann"}},
		{"and is no principal", func(r *rows) {
			r.record(2001, "", "AUS", attended, func(x *attendance.Record) { x.InPlaceOf = "zoe" })
		}, "", principal, "AUS", seen{attended, no, "ann"}},
		{"who came without a name may be a stand-in", func(r *rows) {
			r.record(2001, "", "AUS", attended, func(x *attendance.Record) { x.Person = "" })
		}, "", principal, "AUS", seen{attended, open, ""}},
		{"who was to come stayed away, whoever came", func(r *rows) {
			r.record(2001, "", "AUS", unknown, func(x *attendance.Record) { x.InPlaceOf = "zoe" })
		}, "", principal, "AUS", seen{unknown, no, ""}},
		{"whether somebody came is open", func(r *rows) {
			r.record(2001, "", "AUS", unknown, func(x *attendance.Record) { x.InPlaceOf = "zoe" })
		}, "", leader, "AUS", seen{unknown, open, ""}},
		{"by video is not in the room", func(r *rows) {
			r.record(2001, "", "AUS", attended, func(x *attendance.Record) { x.Mode = attendance.Virtual })
		}, "", attendance.Rule{NoVideo: true}, "AUS", seen{attended, no, "ann"}},
		{"how is not recorded", func(r *rows) { r.record(2001, "", "AUS", attended, func(x *attendance.Record) { x.Mode = 0 }) }, "", attendance.Rule{NoVideo: true}, "AUS", seen{attended, open, "ann"}},
		{"a member came as one", func(r *rows) { r.record(2001, "", "AUS", attended, nil) }, "", attendance.Rule{Capacity: attendance.Member}, "AUS", seen{attended, yes, "ann"}},
		{"a member came as guest, by its record", func(r *rows) {
			r.record(2001, "", "AUS", attended, func(x *attendance.Record) { x.Capacity = attendance.Guest })
		}, "", attendance.Rule{Capacity: attendance.Member}, "AUS", seen{attended, no, "ann"}},
		{"who is no member came as guest", func(r *rows) { r.record(2001, "", "ESP", attended, nil) }, "", attendance.Rule{Capacity: attendance.Guest}, "ESP", seen{attended, yes, "ann"}},
		{"a disputed member came as either", func(r *rows) {
			r.Tables.Memberships[0].Standing = attendance.Disputed
			r.record(2001, "", "AUS", attended, nil)
		}, "", attendance.Rule{Capacity: attendance.Guest}, "AUS", seen{attended, open, "ann"}},

		{"a body session counts for the summit", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "plenary", "AUS", attended, nil)
		}, "", leader, "AUS", seen{attended, yes, "ann"}},
		{"a side session does not", func(r *rows) {
			r.session(2001, "dinner", timeline.Side)
			r.record(2001, "dinner", "AUS", attended, nil)
		}, "", leader, "AUS", seen{absent, no, ""}},
		{"it counts on its track", func(r *rows) {
			r.session(2001, "dinner", timeline.Side)
			r.record(2001, "dinner", "AUS", attended, nil)
		}, "dinner", leader, "AUS", seen{attended, yes, "ann"}},
		{"a member at the summit sat in its body sessions", func(r *rows) { r.session(2001, "plenary", timeline.Body); r.record(2001, "", "AUS", attended, nil) }, "plenary", leader, "AUS", seen{attended, yes, "ann"}},
		{"not in its side sessions", func(r *rows) { r.session(2001, "dinner", timeline.Side); r.record(2001, "", "AUS", attended, nil) }, "dinner", leader, "AUS", seen{unknown, open, ""}},
		{"unless a record there says otherwise", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "", "AUS", attended, nil)
			r.record(2001, "plenary", "AUS", absent, nil)
		}, "plenary", leader, "AUS", seen{absent, no, ""}},
		{"a record there decides the level there", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "", "AUS", attended, nil)
			r.record(2001, "plenary", "AUS", attended, minister)
		}, "plenary", leader, "AUS", seen{attended, no, "ann"}},
		{"where a guest sat is not known", func(r *rows) { r.session(2001, "plenary", timeline.Body); r.record(2001, "", "ESP", attended, nil) }, "plenary", leader, "ESP", seen{unknown, open, "ann"}},
		{"but that no leader came for it is", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "", "ESP", attended, minister)
		}, "plenary", leader, "ESP", seen{unknown, no, "bob"}},
		{"a guest is not there where the session is covered", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "", "ESP", attended, nil)
			r.cover(2001, "plenary", "", 0)
		}, "plenary", leader, "ESP", seen{absent, no, ""}},
		{"who was absent had nobody there, whoever was expected in a session", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "", "AUS", absent, nil)
			r.record(2001, "plenary", "AUS", unknown, func(x *attendance.Record) { x.Person, x.Level = "bob", attendance.HeadOfState })
		}, "", leader, "AUS", seen{absent, no, ""}},
		{"absent from the summit is absent from its body sessions", func(r *rows) {
			r.uncover()
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "", "AUS", absent, nil)
		}, "plenary", leader, "AUS", seen{absent, no, ""}},
		{"not from its side sessions", func(r *rows) {
			r.session(2001, "dinner", timeline.Side)
			r.record(2001, "", "AUS", absent, nil)
		}, "dinner", leader, "AUS", seen{unknown, open, ""}},
		{"at side sessions members are not expected", func(r *rows) { r.uncover(); r.session(2001, "dinner", timeline.Side); r.cover(2001, "dinner", "", 0) }, "dinner", leader, "AUS", seen{outside, no, ""}},
		{"the summit is covered, the side session is not", func(r *rows) { r.session(2001, "dinner", timeline.Side) }, "dinner", leader, "AUS", seen{unknown, open, ""}},
		{"the session is covered, the summit is not", func(r *rows) { r.uncover(); r.session(2001, "plenary", timeline.Body); r.cover(2001, "plenary", "", 0) }, "", leader, "AUS", seen{unknown, open, ""}},
		{"heads are closed: other body sessions do not raise the level", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.session(2001, "lunch", timeline.Body)
			r.record(2001, "plenary", "AUS", attended, minister)
		}, "", leader, "AUS", seen{attended, no, "bob"}},
		{"a record in vain does", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.session(2001, "lunch", timeline.Body)
			r.record(2001, "plenary", "AUS", attended, minister)
			r.record(2001, "lunch", "AUS", unknown, nil)
		}, "", leader, "AUS", seen{attended, open, "bob"}},

		{"coverage of one track says nothing of the level on another", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.session(2001, "lunch", timeline.Body)
			r.record(2001, "plenary", "AUS", attended, unranked)
			r.cover(2001, "lunch", "", 1)
		}, "plenary", leader, "AUS", seen{attended, open, "ann"}},
		{"it says it on its own", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "plenary", "AUS", attended, unranked)
			r.cover(2001, "plenary", "", 1)
		}, "plenary", leader, "AUS", seen{attended, no, "ann"}},
		{"coverage of the summit says it of a body session", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "plenary", "AUS", attended, unranked)
			r.cover(2001, "", "", 1)
		}, "plenary", leader, "AUS", seen{attended, no, "ann"}},

		// What was found by going through all worlds.
		{"an unknown record for the summit beats coverage of the session, as it may hold there", func(r *rows) {
			r.uncover()
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "", "AUS", unknown, nil)
			r.cover(2001, "plenary", "", 0)
		}, "plenary", leader, "AUS", seen{unknown, open, ""}},
		{"coverage of the summit says nothing of the level at a side session", func(r *rows) {
			r.session(2001, "dinner", timeline.Side)
			r.record(2001, "dinner", "AUS", attended, unranked)
			r.cover(2001, "", "", 1)
		}, "dinner", leader, "AUS", seen{attended, open, "ann"}},
		{"who may have been a guest may have sent the leader of another session", func(r *rows) {
			r.Tables.Memberships[0].Standing = attendance.Disputed
			r.session(2001, "plenary", timeline.Body)
			r.session(2001, "lunch", timeline.Body)
			r.record(2001, "", "AUS", attended, minister)
			r.record(2001, "lunch", "AUS", attended, nil)
		}, "plenary", leader, "AUS", seen{unknown, open, "bob"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001)
			test.rows(&r)
			if diff := cmp.Diff([]seen{test.want}, presence(t, r, test.track, test.rule, test.who)); diff != "" {
				t.Errorf("presence (-want +got):\n%s", diff)
			}
		})
	}
}

// A presence and a history answer the same question.
func TestPresencesAgreeWithHistories(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{})
		v, rule := drawView(t, r, true), drawRule(t)
		register := r.register(t)
		roll := register.Roll(v.of(t, register), rule)
		anyone := register.Roll(v.of(t, register), attendance.Rule{})
		who, err := register.Who("AUS")
		require.NoError(t, err)
		counts, came := slices.Collect(roll.Of(who).All()), slices.Collect(anyone.Of(who).All())
		i := 0
		for x := range roll.Presences(who) {
			status := map[attendance.Status]timeline.Truth{attendance.Attended: timeline.Yes, attendance.Absent: timeline.No, attendance.Outside: timeline.No}[x.Status]
			if x.Summit != counts[i].Summit || x.Counts != counts[i].Truth || (status != came[i].Truth && x.Status != attendance.Unknown) {
				t.Fatalf("presence %+v, step %+v, came %+v\n%s", x, counts[i], came[i], r)
			}
			if (x.Status == attendance.Absent || x.Status == attendance.Outside) && x.Person != "" {
				t.Fatalf("%s was %s at %s, by %s\n%s", x.Participant, x.Status, x.Summit, x.Person, r)
			}
			i++
		}
		if i != len(counts) {
			t.Fatalf("%d presences, %d steps", i, len(counts))
		}
	})
}

// Of several heads the one shown is who counts by the rule, then who ranks highest.
func TestPresencesHead(t *testing.T) {
	r := meetings(2001)
	r.session(2001, "plenary", timeline.Body)
	r.session(2001, "dinner", timeline.Side)
	head := func(at string, person timeline.ActorID, level attendance.Level, mode attendance.Mode) {
		r.record(2001, at, "AUS", attendance.Attended, func(x *attendance.Record) {
			x.Person, x.Level, x.Mode, x.Office = person, level, mode, level.String()
		})
	}
	head("", "ann", attendance.ForeignMinister, attendance.InPerson)
	head("plenary", "bob", attendance.HeadOfState, attendance.Virtual)
	head("dinner", "zoe", attendance.HeadOfState, attendance.InPerson)
	r.session(2001, "lunch", timeline.Side)
	head("lunch", "ann", 0, attendance.InPerson)
	head("lunch", "bob", attendance.HeadOfState, attendance.Virtual)
	head("lunch", "zoe", attendance.HeadOfGovernment, attendance.InPerson)
	register := r.register(t)
	who, err := register.Who("AUS")
	require.NoError(t, err)
	for _, test := range []struct {
		reason string
		track  string
		rule   attendance.Rule
		want   timeline.ActorID
	}{
		{"the highest rank", "", attendance.Rule{}, "bob"},
		{"of one rank the first, and no rank is lowest", "lunch", attendance.Rule{}, "bob"},
		{"the highest rank counts", "", attendance.Rule{Rank: attendance.Leader}, "bob"},
		{"who was in the room counts", "", attendance.Rule{NoVideo: true}, "ann"},
		{"of a side session its own", "dinner", attendance.Rule{}, "zoe"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			for x := range register.Roll(view{Whole: test.track == "", Track: test.track}.of(t, register), test.rule).Presences(who) {
				i := slices.IndexFunc(r.Tables.Records, func(rec attendance.Record) bool { return rec.Person == test.want })
				want := r.Tables.Records[i]
				got := attendance.Record{Person: x.Person, Level: x.Level, Mode: x.Mode, Office: x.Office}
				if diff := cmp.Diff(attendance.Record{Person: want.Person, Level: want.Level, Mode: want.Mode, Office: want.Office}, got); diff != "" {
					t.Errorf("head (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// Of a body those appear that were or may have been members on the day, each once, in order.
func TestPresencesOfGroups(t *testing.T) {
	r := meetings(2001, 2003)
	r.Tables.Memberships[0].Until = date("2002")
	r.Tables.Memberships[1].Standing = attendance.Disputed
	register := r.register(t)
	for _, test := range []struct {
		reason string
		who    []timeline.ActorID
		want   []string
	}{
		{"members of the day", []timeline.ActorID{"club"}, []string{"talks-2001 AUS", "talks-2001 BEL", "talks-2003 BEL"}},
		{"a label has its list always", []timeline.ActorID{"pair"}, []string{"talks-2001 AUS", "talks-2001 ESP", "talks-2003 AUS", "talks-2003 ESP"}},
		{"nobody twice", []timeline.ActorID{"ESP", "club", "pair", "AUS"}, []string{"talks-2001 AUS", "talks-2001 BEL", "talks-2001 ESP", "talks-2003 AUS", "talks-2003 BEL", "talks-2003 ESP"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			who, err := register.Who(test.who...)
			require.NoError(t, err)
			roll := register.Roll(view{Whole: true}.of(t, register), attendance.Rule{})
			var got []string
			for x := range roll.Presences(who) {
				got = append(got, string(x.Summit)+" "+string(x.Participant))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("presences (-want +got):\n%s", diff)
			}
			for range roll.Presences(who) { // a reader may stop
				break
			}
		})
	}
}

func TestWho(t *testing.T) {
	r := meetings(2001)
	r.Tables.Participants[1].Name = "Belgium"
	r.Tables.Groups[0].Name = "The Club"
	r.Tables.People[0].Name = "Ann Lee"
	register := r.register(t)
	for _, test := range []struct {
		reason string
		ids    []timeline.ActorID
		want   string
		fault  string                 // what the error says
		fails  *timeline.UnknownError // what it is, if an id is not known
	}{
		{reason: "a participant", ids: []timeline.ActorID{"BEL"}, want: "BEL"},
		{reason: "each once, in order", ids: []timeline.ActorID{"ESP", "AUS", "ESP"}, want: "AUS, ESP"},
		{reason: "by name, in whatever case", ids: []timeline.ActorID{"belgium", "the club"}, want: "BEL, members of club"},
		{reason: "a label stands for its list", ids: []timeline.ActorID{"pair", "AUS"}, want: "AUS, ESP"},
		{reason: "a body for its members", ids: []timeline.ActorID{"club", "AUS", "club"}, want: "AUS, members of club"},
		{reason: "a participant by name", ids: []timeline.ActorID{"belgium", "BEL"}, want: "BEL"},
		{reason: "a group by name", ids: []timeline.ActorID{"the club"}, want: "members of club"},
		{reason: "nobody", fault: "want at least one participant, person or group with members"},
		{reason: "a label without a list is nobody", ids: []timeline.ActorID{"AUS", "empty"}, fault: "want at least one participant, person or group with members: empty has none"},
		{reason: "people after the rest", ids: []timeline.ActorID{"zoe", "club", "ann", "AUS", "zoe"}, want: "AUS, members of club, ann, zoe"},
		{reason: "a person by name", ids: []timeline.ActorID{"ANN LEE"}, want: "ann"},
		{reason: "a mistyped participant", ids: []timeline.ActorID{"AUS", "BLE"}, fault: "did you mean BEL?", fails: &timeline.UnknownError{What: "participant, group or person", ID: "BLE", Near: []string{"BEL"}}},
		{reason: "a mistyped name", ids: []timeline.ActorID{"Belgum"}, fault: "did you mean Belgium?", fails: &timeline.UnknownError{What: "participant, group or person", ID: "Belgum", Near: []string{"Belgium"}}},
		{reason: "a mistyped group", ids: []timeline.ActorID{"clubs"}, fault: "did you mean club?", fails: &timeline.UnknownError{What: "participant, group or person", ID: "clubs", Near: []string{"club"}}},
		{reason: "an id of its own has no near ones", ids: []timeline.ActorID{"neverland"}, fault: `no participant, group or person "neverland"`, fails: &timeline.UnknownError{What: "participant, group or person", ID: "neverland"}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			who, err := register.Who(test.ids...)
			if test.fault == "" {
				require.NoError(t, err)
				if who.String() != test.want {
					t.Errorf("Who(%v) = %s, want %s", test.ids, who, test.want)
				}
				return
			}
			require.ErrorContains(t, err, test.fault)
			if !who.Equal(attendance.Who{}) || who.String() != "nobody" {
				t.Errorf("there is %s beside the error", who)
			}
			var unknown *timeline.UnknownError
			errors.As(err, &unknown)
			if diff := cmp.Diff(test.fails, unknown); diff != "" {
				t.Errorf("unknown (-want +got):\n%s", diff)
			}
		})
	}
	a, err := register.Who("AUS")
	require.NoError(t, err)
	club, err := register.Who("club")
	require.NoError(t, err)
	if a.Equal(club) || club.Equal(attendance.Who{}) || !club.Equal(club) {
		t.Error("only the same are equal")
	}
}

// The zero Who attends nothing, and of an empty register nothing can be told.
func TestNobody(t *testing.T) {
	r := meetings(2001)
	r.record(2001, "", "AUS", attendance.Attended, nil)
	register := r.register(t)
	first, ok := register.Roll(register.Timeline(), attendance.Rule{}).Of(attendance.Who{}).First()
	if ok || len(first.Undecided) > 0 || first.Listed != 1 {
		t.Errorf("nobody came to %s, %t", first, ok)
	}
	var none attendance.Register
	if _, err := none.Who("AUS"); err == nil {
		t.Error("an empty register knows AUS")
	}
	if n := len(slices.Collect(none.Roll(none.Timeline(), attendance.Rule{}).Of(attendance.Who{}).All())); n != 0 {
		t.Errorf("an empty register has %d steps", n)
	}
}

// A run says why it ended. Each is one of AUS, or AUS and BEL, that lasts to 2001 and ends at 2002.
func TestRunsEnd(t *testing.T) {
	why := func(p timeline.ActorID, end timeline.End) []timeline.Reason {
		return []timeline.Reason{{Actor: p, End: end}}
	}
	came := func(change func(*attendance.Record)) func(*rows) {
		return func(r *rows) { r.record(2002, "", "AUS", attendance.Attended, change) }
	}
	for _, test := range []struct {
		reason string
		rows   func(*rows)
		rule   attendance.Rule
		who    []timeline.ActorID
		want   []timeline.Reason
	}{
		{"a member sent nobody", func(*rows) {}, attendance.Rule{}, []timeline.ActorID{"AUS"}, why("AUS", timeline.Absent)},
		{"a record says that it sent nobody", func(r *rows) { r.record(2002, "", "AUS", attendance.Absent, nil) }, attendance.Rule{}, []timeline.ActorID{"AUS"}, why("AUS", timeline.Absent)},
		{"who never was a member was not invited", func(*rows) {}, attendance.Rule{}, []timeline.ActorID{"ESP"}, why("ESP", timeline.Outside)},
		{"a minister came", came(func(x *attendance.Record) { x.Level = attendance.Minister }), attendance.Rule{Rank: attendance.Leader}, []timeline.ActorID{"AUS"}, why("AUS", timeline.BelowLevel)},
		{"no leader came, whoever else did", func(r *rows) { r.uncover(); r.cover(2002, "", "", 1) }, attendance.Rule{Rank: attendance.Leader}, []timeline.ActorID{"AUS"}, why("AUS", timeline.BelowLevel)},
		{"somebody came in place", came(func(x *attendance.Record) { x.InPlaceOf = "zoe" }), attendance.Rule{NoStandIns: true}, []timeline.ActorID{"AUS"}, why("AUS", timeline.StandIn)},
		{"the principal stayed away", func(r *rows) {
			r.record(2002, "", "AUS", attendance.Unknown, func(x *attendance.Record) { x.InPlaceOf = "zoe" })
		}, attendance.Rule{NoStandIns: true}, []timeline.ActorID{"AUS"}, why("AUS", timeline.StandIn)},
		{"it was on video", came(func(x *attendance.Record) { x.Mode = attendance.Virtual }), attendance.Rule{NoVideo: true}, []timeline.ActorID{"AUS"}, why("AUS", timeline.ByVideo)},
		{"it was a guest", came(func(x *attendance.Record) { x.Capacity = attendance.Guest }), attendance.Rule{Capacity: attendance.Member}, []timeline.ActorID{"AUS"}, why("AUS", timeline.InOtherRole)},
		{"both came, to different sessions", func(r *rows) {
			r.session(2002, "plenary", timeline.Body)
			r.session(2002, "lunch", timeline.Body)
			r.record(2002, "", "AUS", attendance.Attended, nil)
			r.record(2002, "plenary", "AUS", attendance.Attended, nil)
			r.record(2002, "lunch", "AUS", attendance.Absent, nil)
			r.record(2002, "lunch", "BEL", attendance.Attended, nil)
		}, attendance.Rule{Together: true}, []timeline.ActorID{"AUS", "BEL"}, []timeline.Reason{{End: timeline.Undecided}}},
		{"it was no member any more", func(r *rows) { r.Tables.Memberships[0].Until = date("2001") }, attendance.Rule{}, []timeline.ActorID{"AUS"}, why("AUS", timeline.Left)},
		{"it was suspended to the end", func(r *rows) {
			r.Tables.Memberships[0].Until = date("2001")
			r.Tables.Memberships = append(r.Tables.Memberships, attendance.Membership{Group: "club", Participant: "AUS", Standing: attendance.Suspended, From: date("2002-01-01")})
		}, attendance.Rule{}, []timeline.ActorID{"AUS"}, why("AUS", timeline.Suspended)},
		{"of what is wrong with two heads the level is said", func(r *rows) {
			r.record(2002, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.Person, x.InPlaceOf = "ann", "zoe" })
			r.record(2002, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.Person, x.Level = "bob", attendance.Minister })
		}, attendance.Rule{Rank: attendance.Leader, NoStandIns: true}, []timeline.ActorID{"AUS"}, why("AUS", timeline.BelowLevel)},
		{"of what else is wrong the first is", func(r *rows) {
			r.record(2002, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.Person, x.InPlaceOf = "ann", "zoe" })
			r.record(2002, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.Person, x.Mode = "bob", attendance.Virtual })
		}, attendance.Rule{NoVideo: true, NoStandIns: true}, []timeline.ActorID{"AUS"}, why("AUS", timeline.StandIn)},
		{"nobody knows", func(r *rows) { r.uncover() }, attendance.Rule{}, []timeline.ActorID{"AUS"}, why("AUS", timeline.Undecided)},
		{"both were absent, each named", func(*rows) {}, attendance.Rule{}, []timeline.ActorID{"AUS", "BEL"}, []timeline.Reason{{Actor: "AUS", End: timeline.Absent}, {Actor: "BEL", End: timeline.Absent}}},
		{"one was absent, the other came", came(nil), attendance.Rule{}, []timeline.ActorID{"AUS", "BEL"}, why("BEL", timeline.Absent)},
		{"the body had no members any more", func(r *rows) {
			r.Tables.Memberships[0].Until, r.Tables.Memberships[1].Until = date("2001-12-31"), date("2001-12-31")
		}, attendance.Rule{}, []timeline.ActorID{"club"}, []timeline.Reason{{End: timeline.Outside}}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001, 2002)
			for _, p := range []timeline.ActorID{"AUS", "BEL", "ESP"} {
				r.record(2001, "", p, attendance.Attended, func(x *attendance.Record) {
					if p != "ESP" {
						x.Capacity = attendance.Member
					}
				})
			}
			test.rows(&r)
			h := history(t, r.register(t), view{Whole: true}, test.rule, test.who...)
			for name, run := range map[string]timeline.Run{"longest": h.Longest(), "current": h.Current()} {
				if run.Ended != "talks-2002" {
					t.Errorf("the %s run ended at %q, want talks-2002: %s", name, run.Ended, run)
				}
				if diff := cmp.Diff(test.want, run.Why); diff != "" {
					t.Errorf("why the %s run ended (-want +got):\n%s", name, diff)
				}
			}
			if longest := h.Longest(); longest.From != "talks-2001" || longest.To != "talks-2001" || longest.Length.Min != 1 {
				t.Errorf("longest run %s, want talks-2001", longest)
			}
		})
	}
}

// That all came but shared no session is known on a track, where all sessions are listed.
func TestRunsEndApart(t *testing.T) {
	r := dinners(2001, 2002)
	for at, p := range map[string]timeline.ActorID{"morning": "AUS", "evening": "BEL"} {
		other := map[timeline.ActorID]timeline.ActorID{"AUS": "BEL", "BEL": "AUS"}[p]
		r.record(2001, at, p, attendance.Attended, nil)
		r.record(2001, at, other, attendance.Attended, nil)
		r.record(2002, at, p, attendance.Attended, nil)
		r.record(2002, at, other, attendance.Absent, nil)
	}
	register := r.register(t)
	roll := register.Roll(view{Track: "dinners"}.of(t, register), attendance.Rule{Together: true})
	both, err := register.Who("AUS", "BEL")
	require.NoError(t, err)
	two, err := register.AtLeast(2, "AUS", "BEL")
	require.NoError(t, err)
	for _, who := range []attendance.Who{both, two} {
		run := roll.Of(who).Longest()
		if diff := cmp.Diff([]timeline.Reason{{End: timeline.Apart}}, run.Why); diff != "" || run.Ended != "talks-2002" {
			t.Errorf("%s: ended at %s, why (-want +got):\n%s", who, run.Ended, diff)
		}
	}
	if run := history(t, r.register(t), view{Track: "dinners"}, attendance.Rule{}, "AUS", "BEL").Longest(); run.Length != (timeline.Count{Min: 2, Max: 2}) {
		t.Errorf("whether or not together: %s, want 2", run)
	}
}

// Gatherings are stepped over, and neither counted nor a break, before a member joined and while it was suspended.
func TestSteppedOver(t *testing.T) {
	const yes, no, open = timeline.Yes, timeline.No, timeline.Unknown
	members := func(list ...attendance.Membership) func(*rows) {
		return func(r *rows) {
			r.Tables.Memberships = r.Tables.Memberships[1:]
			for _, m := range list {
				m.Group, m.Participant = "club", "AUS"
				r.Tables.Memberships = append(r.Tables.Memberships, m)
			}
		}
	}
	member, suspended, disputed := attendance.MemberStanding, attendance.Suspended, attendance.Disputed
	for _, test := range []struct {
		reason  string
		rows    func(*rows)
		came    []int // of 2001 to 2004
		truth   []timeline.Truth
		skip    []timeline.Truth
		longest timeline.Count
		current timeline.Count
	}{
		{
			"a member from 2003", members(attendance.Membership{Standing: member, From: date("2003-01-01")}),
			[]int{2003, 2004},
			[]timeline.Truth{no, no, yes, yes},
			[]timeline.Truth{yes, yes, no, no},
			timeline.Count{Min: 2, Max: 2},
			timeline.Count{Min: 2, Max: 2},
		},
		{
			"a guest before it joined came twice in a row", members(attendance.Membership{Standing: member, From: date("2003-01-01")}),
			[]int{2001, 2003},
			[]timeline.Truth{yes, no, yes, no},
			[]timeline.Truth{no, yes, no, no},
			timeline.Count{Min: 2, Max: 2},
			timeline.Count{},
		},
		{
			"it joined on the opening day", members(attendance.Membership{Standing: member, From: date("2002-06-10")}),
			[]int{2001, 2003},
			[]timeline.Truth{yes, no, yes, no},
			[]timeline.Truth{no, no, no, no},
			timeline.Count{Min: 1, Max: 1},
			timeline.Count{},
		},
		{
			"it joined the day after", members(attendance.Membership{Standing: member, From: date("2002-06-11")}),
			[]int{2001, 2003},
			[]timeline.Truth{yes, no, yes, no},
			[]timeline.Truth{no, yes, no, no},
			timeline.Count{Min: 2, Max: 2},
			timeline.Count{},
		},
		{
			"some day of 2002", members(attendance.Membership{Standing: member, From: date("2002")}),
			[]int{2001, 2003, 2004},
			[]timeline.Truth{yes, no, yes, yes},
			[]timeline.Truth{no, open, no, no},
			timeline.Count{Min: 2, Max: 3},
			timeline.Count{Min: 2, Max: 3},
		},
		{
			"suspended between two eligible ones", members(attendance.Membership{Standing: member, From: date("1990"), Until: date("2001-12-31")},
				attendance.Membership{Standing: suspended, From: date("2002-01-01"), Until: date("2002-12-31")}, attendance.Membership{Standing: member, From: date("2003-01-01")}),
			[]int{2001, 2003, 2004},
			[]timeline.Truth{yes, no, yes, yes},
			[]timeline.Truth{no, yes, no, no},
			timeline.Count{Min: 3, Max: 3},
			timeline.Count{Min: 3, Max: 3},
		},
		{
			"suspended to the end", members(attendance.Membership{Standing: member, From: date("1990"), Until: date("2002-12-31")},
				attendance.Membership{Standing: suspended, From: date("2003-01-01")}),
			[]int{2001, 2002},
			[]timeline.Truth{yes, yes, no, no},
			[]timeline.Truth{no, no, no, no},
			timeline.Count{Min: 2, Max: 2},
			timeline.Count{},
		},
		{
			"suspended from the beginning", members(attendance.Membership{Standing: suspended, From: date("1990"), Until: date("2002-12-31")},
				attendance.Membership{Standing: member, From: date("2003-01-01")}),
			[]int{2001, 2003, 2004},
			[]timeline.Truth{yes, no, yes, yes},
			[]timeline.Truth{no, no, no, no},
			timeline.Count{Min: 2, Max: 2},
			timeline.Count{Min: 2, Max: 2},
		},
		{
			"suspended, and who was eligible before is disputed", members(attendance.Membership{Standing: disputed, From: date("1990"), Until: date("2001-12-31")},
				attendance.Membership{Standing: suspended, From: date("2002-01-01"), Until: date("2002-12-31")}, attendance.Membership{Standing: member, From: date("2003-01-01")}),
			[]int{2001, 2003, 2004},
			[]timeline.Truth{yes, no, yes, yes},
			[]timeline.Truth{no, open, no, no},
			timeline.Count{Min: 2, Max: 3},
			timeline.Count{Min: 2, Max: 3},
		},
		{
			"between two memberships it had left", members(attendance.Membership{Standing: member, From: date("1990"), Until: date("2001-12-31")},
				attendance.Membership{Standing: member, From: date("2003-01-01")}),
			[]int{2001, 2003, 2004},
			[]timeline.Truth{yes, no, yes, yes},
			[]timeline.Truth{no, no, no, no},
			timeline.Count{Min: 2, Max: 2},
			timeline.Count{Min: 2, Max: 2},
		},
		{
			"never a member", members(),
			[]int{2001, 2003, 2004},
			[]timeline.Truth{yes, no, yes, yes},
			[]timeline.Truth{no, no, no, no},
			timeline.Count{Min: 2, Max: 2},
			timeline.Count{Min: 2, Max: 2},
		},
		{
			"an end that is known shows that it had joined", members(attendance.Membership{Standing: member, Until: date("2001-12-31")}),
			[]int{2001, 2003},
			[]timeline.Truth{yes, no, yes, no},
			[]timeline.Truth{no, no, no, no},
			timeline.Count{Min: 1, Max: 1},
			timeline.Count{},
		},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001, 2002, 2003, 2004)
			test.rows(&r)
			for _, year := range test.came {
				r.record(year, "", "AUS", attendance.Attended, nil)
			}
			h := history(t, r.register(t), view{Whole: true}, attendance.Rule{}, "AUS")
			got := answered(h)
			if diff := cmp.Diff([]any{test.truth, test.skip, test.longest, test.current}, []any{got.Truth, got.Skip, got.Longest, got.Current}); diff != "" {
				t.Errorf("truth, skip, longest, current (-want +got):\n%s", diff)
			}
		})
	}
}

// Who is not yet a member and came all the same, but apart from the others, is not stepped over.
func TestApartIsNotSteppedOver(t *testing.T) {
	for _, test := range []struct {
		reason  string
		evening attendance.Status // of AUS in 2002
		step    timeline.Step
		longest timeline.Count
	}{
		{"it may have come in the morning, or in the evening alone, or not", 0, timeline.Step{Truth: timeline.Unknown, Skip: timeline.Unknown, Eligible: timeline.No}, timeline.Count{Min: 1, Max: 3}},
		{"if it came, it came in the morning", attendance.Absent, timeline.Step{Truth: timeline.Unknown, Skip: timeline.Yes, Eligible: timeline.No}, timeline.Count{Min: 2, Max: 3}},
		{"it came in the evening, and perhaps in the morning", attendance.Attended, timeline.Step{Truth: timeline.Unknown, Skip: timeline.No, Eligible: timeline.No}, timeline.Count{Min: 1, Max: 3}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := dinners(2001, 2002, 2003)
			r.Tables.Memberships[0].From = date("2003-01-01")
			for _, year := range []int{2001, 2002, 2003} {
				r.record(year, "morning", "BEL", attendance.Attended, nil)
				r.record(year, "evening", "BEL", attendance.Absent, nil)
				if year != 2002 {
					r.record(year, "morning", "AUS", attendance.Attended, nil)
				}
			}
			if test.evening != 0 {
				r.record(2002, "evening", "AUS", test.evening, nil)
			}
			h := history(t, r.register(t), view{Track: "dinners"}, attendance.Rule{Together: true}, "AUS", "BEL")
			test.step.Summit = "talks-2002"
			if diff := cmp.Diff(test.step, slices.Collect(h.All())[1]); diff != "" {
				t.Errorf("step (-want +got):\n%s", diff)
			}
			if got := h.Longest().Length; got != test.longest {
				t.Errorf("longest run %s, want %s", got, test.longest)
			}
		})
	}
}

// It is no different if they cannot have met: then it came and broke the run, or stayed away and did not.
func TestApartForSureIsNotSteppedOver(t *testing.T) {
	r := dinners(2001, 2002, 2003)
	r.Tables.Memberships[0].From = date("2003-01-01")
	for _, year := range []int{2001, 2003} {
		r.record(year, "morning", "AUS", attendance.Attended, nil)
		r.record(year, "morning", "BEL", attendance.Attended, nil)
	}
	r.record(2002, "morning", "BEL", attendance.Attended, nil)
	r.record(2002, "evening", "BEL", attendance.Absent, nil)
	r.record(2002, "morning", "AUS", attendance.Absent, nil)
	h := history(t, r.register(t), view{Track: "dinners"}, attendance.Rule{Together: true}, "AUS", "BEL")
	if diff := cmp.Diff(timeline.Step{Summit: "talks-2002", Truth: timeline.No, Skip: timeline.Unknown, Eligible: timeline.No}, slices.Collect(h.All())[1]); diff != "" {
		t.Errorf("step (-want +got):\n%s", diff)
	}
	if got, want := h.Longest().Length, (timeline.Count{Min: 1, Max: 2}); got != want {
		t.Errorf("longest run %s, want %s", got, want)
	}
}

// An answer is certain if one value is left, the list is closed, and no weak row is among the evidence.
func TestCertain(t *testing.T) {
	for _, test := range []struct {
		reason string
		rows   func(*rows)
		want   bool
	}{
		{"nothing is open", func(*rows) {}, true},
		{"a row of low confidence", func(r *rows) { r.Tables.Records[0].Confidence = timeline.Low }, false},
		{"a row of medium confidence", func(r *rows) { r.Tables.Records[0].Confidence = timeline.Medium }, true},
		{"a row of low confidence elsewhere", func(r *rows) {
			r.record(2002, "", "BEL", attendance.Attended, func(x *attendance.Record) { x.Confidence = timeline.Low })
		}, true},
		{"coverage of low confidence beside better one", func(r *rows) {
			weak := r.Gatherings.Coverage[0]
			weak.ID, weak.Confidence = "a-weak-one", timeline.Low
			r.Gatherings.Coverage = append([]timeline.Coverage{weak}, r.Gatherings.Coverage...)
		}, true},
		{"coverage of low confidence", func(r *rows) { r.Gatherings.Coverage[0].Confidence = timeline.Low }, false},
		{"a row that was only foretold", func(r *rows) { r.Tables.Records[0].Sources = timeline.List[timeline.SourceID]{"before"} }, false},
		{"a source from after among them", func(r *rows) { r.Tables.Records[0].Sources = timeline.List[timeline.SourceID]{"before", "after"} }, true},
		{"a source without a date", func(r *rows) {
			r.Gatherings.Sources[0].Published = timeline.Date{}
			r.Tables.Records[0].Sources = timeline.List[timeline.SourceID]{"before"}
		}, true},
		{"a source of the day itself", func(r *rows) {
			r.Gatherings.Sources[0].Published = date("2002-06-10")
			r.Tables.Records[0].Sources = timeline.List[timeline.SourceID]{"before"}
		}, true},
		{"a source of the day before", func(r *rows) {
			r.Gatherings.Sources[0].Published = date("2002-06-09")
			r.Tables.Records[0].Sources = timeline.List[timeline.SourceID]{"before"}
		}, false},
		{"a session on the next day makes it foretold", func(r *rows) {
			r.Gatherings.Sources[0].Published = date("2002-06-10")
			r.Gatherings.Summits[1].End = date("2002-06-12")
			r.session(2002, "plenary", timeline.Body)
			r.Gatherings.Sessions[0].Date = date("2002-06-11")
			r.Tables.Records[0].Session = "talks-2002-plenary"
			r.Tables.Records[0].Sources = timeline.List[timeline.SourceID]{"before"}
		}, false},
		{"a list that is not closed", func(r *rows) { r.Gatherings.Coverage = r.Gatherings.Coverage[:1] }, false},
		{"an undecided gathering before", func(r *rows) { r.uncover() }, false},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001, 2002)
			r.record(2002, "", "AUS", attendance.Attended, nil)
			test.rows(&r)
			h := history(t, r.register(t), view{Whole: true}, attendance.Rule{}, "AUS")
			first, ok := h.First()
			require.True(t, ok)
			require.Equal(t, summit(2002), first.Summit)
			for name, got := range map[string]bool{"first": first.Certain(), "longest": h.Longest().Certain(), "current": h.Current().Certain()} {
				if got != test.want {
					t.Errorf("%s: certain %t, want %t", name, got, test.want)
				}
			}
		})
	}
}

// Two sat together if they shared a session that is listed, or the summit as far as it is not.
func TestTogether(t *testing.T) {
	const yes, no, open = timeline.Yes, timeline.No, timeline.Unknown
	for _, test := range []struct {
		reason string
		rows   func(*rows)
		who    []timeline.ActorID
		want   timeline.Truth
	}{
		{"two members at the summit", func(r *rows) {
			r.record(2001, "", "AUS", attendance.Attended, nil)
			r.record(2001, "", "BEL", attendance.Attended, nil)
		}, []timeline.ActorID{"AUS", "BEL"}, yes},
		{"a member and a guest", func(r *rows) {
			r.record(2001, "", "AUS", attendance.Attended, nil)
			r.record(2001, "", "ESP", attendance.Attended, nil)
		}, []timeline.ActorID{"AUS", "ESP"}, yes},
		{"two guests", func(r *rows) {
			r.record(2001, "", "BEL", attendance.Attended, func(x *attendance.Record) { x.Capacity = attendance.Guest })
			r.record(2001, "", "ESP", attendance.Attended, nil)
		}, []timeline.ActorID{"BEL", "ESP"}, open},
		{"two guests in one session", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "plenary", "BEL", attendance.Attended, func(x *attendance.Record) { x.Capacity = attendance.Guest })
			r.record(2001, "plenary", "ESP", attendance.Attended, nil)
		}, []timeline.ActorID{"BEL", "ESP"}, yes},
		{"a member of the summit and a guest of a session", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.record(2001, "", "AUS", attendance.Attended, nil)
			r.record(2001, "plenary", "ESP", attendance.Attended, nil)
		}, []timeline.ActorID{"AUS", "ESP"}, yes},
		{"guests of two sessions may have met elsewhere", func(r *rows) {
			r.session(2001, "plenary", timeline.Body)
			r.session(2001, "lunch", timeline.Body)
			r.record(2001, "lunch", "BEL", attendance.Attended, func(x *attendance.Record) { x.Capacity = attendance.Guest })
			r.record(2001, "plenary", "ESP", attendance.Attended, nil)
		}, []timeline.ActorID{"BEL", "ESP"}, open},
		{"a dinner is not the summit", func(r *rows) {
			r.session(2001, "dinner", timeline.Side)
			r.record(2001, "dinner", "AUS", attendance.Attended, nil)
			r.record(2001, "dinner", "BEL", attendance.Attended, nil)
		}, []timeline.ActorID{"AUS", "BEL"}, no},
		{"one alone is together", func(r *rows) { r.record(2001, "", "ESP", attendance.Attended, nil) }, []timeline.ActorID{"ESP"}, yes},
		{"one was absent", func(r *rows) { r.record(2001, "", "AUS", attendance.Attended, nil) }, []timeline.ActorID{"AUS", "BEL"}, no},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001)
			test.rows(&r)
			got := answered(history(t, r.register(t), view{Whole: true}, attendance.Rule{Together: true}, test.who...)).Truth
			if diff := cmp.Diff([]timeline.Truth{test.want}, got); diff != "" {
				t.Errorf("together (-want +got):\n%s", diff)
			}
		})
	}
}

// An answer names the rows that settle it, no more than one absence for several, and the cells that it waits for.
func TestEvidence(t *testing.T) {
	for _, test := range []struct {
		reason string
		rows   func(*rows)
		view   view
		rule   attendance.Rule
		who    []timeline.ActorID
		rests  []string // without the list of summits
		open   []string
	}{
		{
			"a record", func(r *rows) { r.record(2001, "", "AUS", attendance.Attended, nil) },
			view{Whole: true},
			attendance.Rule{},
			[]timeline.ActorID{"AUS"},
			[]string{"attendance talks-2001,,AUS,ann"},
			nil,
		},
		{
			"coverage, and the membership that makes it an absence", func(*rows) {},
			view{Whole: true},
			attendance.Rule{},
			[]timeline.ActorID{"AUS"},
			[]string{"coverage attendance", "memberships club,AUS,1990"},
			nil,
		},
		{
			"the membership by which coverage is of it", func(r *rows) { r.uncover(); r.cover(2001, "", "club", 1) },
			view{Whole: true},
			attendance.Rule{Rank: attendance.Leader},
			[]timeline.ActorID{"AUS"},
			[]string{"coverage c1", "memberships club,AUS,1990"},
			nil,
		},
		{
			"one absence is enough", func(r *rows) {
				r.record(2001, "", "AUS", attendance.Attended, nil)
				r.record(2001, "", "BEL", attendance.Absent, nil)
			},
			view{Whole: true},
			attendance.Rule{},
			[]timeline.ActorID{"AUS", "BEL", "ESP"},
			[]string{"attendance talks-2001,,BEL,"},
			nil,
		},
		{
			"the level that is not recorded", func(r *rows) {
				r.record(2001, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.Level = 0 })
			},
			view{Whole: true},
			attendance.Rule{Rank: attendance.Leader},
			[]timeline.ActorID{"AUS"},
			[]string{"attendance talks-2001,,AUS,ann"},
			[]string{"attendance talks-2001,,AUS"},
		},
		{
			"the membership by which it came as member", func(r *rows) { r.record(2001, "", "AUS", attendance.Attended, nil) },
			view{Whole: true},
			attendance.Rule{Capacity: attendance.Member},
			[]timeline.ActorID{"AUS"},
			[]string{"attendance talks-2001,,AUS,ann", "memberships club,AUS,1990"},
			nil,
		},
		{
			"not if the record says so", func(r *rows) {
				r.record(2001, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.Capacity = attendance.Member })
			},
			view{Whole: true},
			attendance.Rule{Capacity: attendance.Member},
			[]timeline.ActorID{"AUS"},
			[]string{"attendance talks-2001,,AUS,ann"},
			nil,
		},
		{
			"the membership by which it sat in the session", func(r *rows) {
				r.session(2001, "plenary", timeline.Body)
				r.record(2001, "", "AUS", attendance.Attended, nil)
			},
			view{Track: "plenary"},
			attendance.Rule{},
			[]timeline.ActorID{"AUS"},
			[]string{"attendance talks-2001,,AUS,ann", "memberships club,AUS,1990"},
			nil,
		},
		{
			"the memberships by which they sat together", func(r *rows) {
				r.record(2001, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.Capacity = attendance.Member })
				r.record(2001, "", "BEL", attendance.Attended, nil)
			},
			view{Whole: true},
			attendance.Rule{Together: true},
			[]timeline.ActorID{"AUS", "BEL"},
			[]string{"attendance talks-2001,,AUS,ann", "attendance talks-2001,,BEL,ann", "memberships club,BEL,1990"},
			nil,
		},
		{
			"who is not on record", func(r *rows) { r.uncover(); r.record(2001, "", "AUS", attendance.Attended, nil) },
			view{Whole: true},
			attendance.Rule{},
			[]timeline.ActorID{"AUS", "BEL"},
			[]string{"attendance talks-2001,,AUS,ann"},
			[]string{"attendance talks-2001,,BEL"},
		},
		{
			"that it was a guest, whose record does not hold in the session", func(r *rows) {
				r.uncover()
				r.session(2001, "plenary", timeline.Body)
				r.record(2001, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.Capacity = attendance.Guest })
				r.cover(2001, "plenary", "", 1)
			},
			view{Track: "plenary"},
			attendance.Rule{Rank: attendance.Leader},
			[]timeline.ActorID{"AUS"},
			[]string{"attendance talks-2001,,AUS,ann", "coverage c1"},
			nil,
		},
		{
			"that it came, though no member yet, and so is not stepped over", func(r *rows) {
				r.Gatherings.Sessions = dinners(2001).Gatherings.Sessions
				r.Tables.Memberships[0].From = date("2003")
				r.record(2001, "morning", "AUS", attendance.Attended, nil)
				r.record(2001, "evening", "AUS", attendance.Absent, nil)
				r.record(2001, "morning", "BEL", attendance.Absent, nil)
				r.record(2001, "evening", "BEL", attendance.Attended, nil)
			},
			view{Track: "dinners"},
			attendance.Rule{Together: true},
			[]timeline.ActorID{"AUS", "BEL"},
			[]string{"attendance talks-2001,talks-2001-evening,AUS,", "attendance talks-2001,talks-2001-evening,BEL,ann", "attendance talks-2001,talks-2001-morning,AUS,ann", "attendance talks-2001,talks-2001-morning,BEL,"},
			nil,
		},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001)
			test.rows(&r)
			h := history(t, r.register(t), test.view, test.rule, test.who...)
			first, _ := h.First()
			for name, evidence := range map[string]timeline.Evidence{"first": first.Evidence, "longest": h.Longest().Evidence, "current": h.Current().Evidence} {
				var rests, open []string
				for c := range evidence.All() {
					if c.Key != "editions" {
						rests = append(rests, c.Table+" "+c.Key)
					}
				}
				for c := range evidence.Open() {
					open = append(open, c.Table+" "+c.Key)
				}
				if diff := cmp.Diff([][]string{test.rests, test.open}, [][]string{rests, open}); diff != "" {
					t.Errorf("%s rests on, waits for (-want +got):\n%s", name, diff)
				}
			}
		})
	}
}

// Rows say in words what they say.
func TestClaims(t *testing.T) {
	press := timeline.List[timeline.SourceID]{"press"}
	for _, test := range []struct {
		reason string
		claim  timeline.Claim
		want   timeline.Claim
	}{
		{
			"of a summit, nobody named", attendance.Record{Summit: "talks-2001", Participant: "AUS", Status: attendance.Absent, Office: "Premier", Confidence: timeline.Low, Sources: press}.Claim(),
			timeline.Claim{Table: "attendance", Key: "talks-2001,,AUS,", Text: "AUS absent at talks-2001", Confidence: timeline.Low, Sources: press},
		},
		{
			"of a session, in place of somebody", attendance.Record{
				Summit: "talks-2001", Session: "talks-2001-dinner", Participant: "AUS", Person: "ann", Office: "Premier", InPlaceOf: "zoe", Status: attendance.Attended, Confidence: timeline.High, Sources: press,
			}.Claim(),
			timeline.Claim{Table: "attendance", Key: "talks-2001,talks-2001-dinner,AUS,ann", Text: "AUS attended at talks-2001-dinner, by ann (Premier), in place of zoe", Confidence: timeline.High, Sources: press},
		},
		{
			"a person without an office", attendance.Record{Summit: "talks-2001", Participant: "AUS", Person: "ann", Status: attendance.Unknown}.Claim(),
			timeline.Claim{Table: "attendance", Key: "talks-2001,,AUS,ann", Text: "AUS unknown at talks-2001, by ann"},
		},
		{
			"a membership without dates", attendance.Membership{Group: "duo", Participant: "AUS", Standing: attendance.MemberStanding}.Claim(),
			timeline.Claim{Table: "memberships", Key: "duo,AUS,", Text: "AUS is a member of duo"},
		},
		{
			"a membership with dates", attendance.Membership{Group: "club", Participant: "AUS", Standing: attendance.Suspended, From: date("2001"), Until: date("2002-03"), Sources: press}.Claim(),
			timeline.Claim{Table: "memberships", Key: "club,AUS,2001", Text: "AUS is a suspended member of club from 2001 until 2002-03", Sources: press},
		},
	} {
		t.Run(test.reason, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.claim); diff != "" {
				t.Errorf("claim (-want +got):\n%s", diff)
			}
		})
	}
}

// Every level has the rank that the codebook gives it.
func TestRanks(t *testing.T) {
	want := []attendance.Rank{0, 1, 1, 1, 2, 3, 3, 3, 3, 4, 5, 6, 7, 0, 0}
	for level, rank := range want { // the last is no level
		if got := attendance.Level(level).Rank(); got != rank {
			t.Errorf("%q has rank %d, want %d", attendance.Level(level), got, rank)
		}
	}
}
