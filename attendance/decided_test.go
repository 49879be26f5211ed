package attendance_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// keys gives the tables and keys of claims.
func keys(claims []timeline.Claim) []string {
	var list []string
	for _, c := range claims {
		list = append(list, c.Table+" "+c.Key)
	}
	return list
}

func open(e timeline.Evidence) []timeline.Claim { return slices.Collect(e.Open()) }

// An answer waits for a cell where it is undecided, and for none where it is decided.
func TestOnlyTheUndecidedWaits(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{})
		v, rule, who := drawView(t, r, true), drawRule(t), drawAsked(t)
		rule.Eligible = oneOf(t, "eligible", attendance.Members, attendance.Invited, attendance.Anybody)
		register := r.register(t)
		roll, asked := register.Roll(v.of(t, register), rule), who.of(t, register)
		check := func(what string, undecided bool, e timeline.Evidence) {
			if waits := open(e); undecided != (len(waits) > 0) {
				t.Fatalf("%s, %v by %+v: undecided %t, waits for %v\n%s", what, who, rule, undecided, waits, r)
			}
		}
		for p := range roll.Presences(asked) {
			check("presence of "+string(p.Participant)+" at "+string(p.Summit),
				p.Status == attendance.Unknown || p.Counts == timeline.Unknown || p.AtTier == timeline.Unknown || p.Eligible == timeline.Unknown, p.Evidence)
		}
		for e := range roll.All(asked) {
			if len(e.Present.Maybe)+len(e.Missing.Maybe) > 0 && len(open(e.Evidence)) == 0 {
				t.Fatalf("at %s, %v by %+v: %s and %s, waits for nothing\n%s", e.Summit, who, rule, e.Present, e.Missing, r)
			}
		}
		for _, h := range roll.Each(asked) {
			for s := range h.All() {
				if s.Truth == timeline.Unknown && len(open(h.Occasions().Evidence)) == 0 {
					t.Fatalf("%s of %v waits for nothing\n%s", s.Summit, who, r)
				}
			}
		}
		for p := range roll.LevelsBySummit(asked) {
			undecided := slices.ContainsFunc(append(p.Ranks[:], p.Sent), func(n timeline.Count) bool { return !n.Certain() })
			check("levels at "+string(p.Summit), undecided, p.Evidence)
		}
	})
}

// A participant that existed no more was not there, and that rests on its row.
func TestGone(t *testing.T) {
	for _, test := range []struct {
		reason      string
		from, until string
		gone        []bool
		says        string
	}{
		{"for ever", "", "", []bool{false, false}, ""},
		{"from then on", "2003", "", []bool{true, false}, "ESP existed from 2003"},
		{"until then", "", "2003", []bool{false, true}, "ESP existed until 2003"},
		{"in between", "2003", "2004", []bool{true, true}, "ESP existed from 2003 until 2004"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001, 2005)
			r.uncover()
			r.Tables.Participants[2].From, r.Tables.Participants[2].Until = date(test.from), date(test.until)
			register := r.register(t)
			who, err := register.Who("ESP")
			require.NoError(t, err)
			var gone []bool
			for e := range register.Roll(register.Timeline(), attendance.Rule{Eligible: attendance.Anybody}).All(who) {
				gone = append(gone, slices.Contains(e.Missing.Sure, "ESP"))
				for c := range e.Evidence.All() {
					if c.Table == "participants" {
						require.Equal(t, test.says, c.Text)
						require.Equal(t, "ESP", c.Key)
					}
				}
				require.Equal(t, gone[len(gone)-1], slices.Contains(keys(slices.Collect(e.Evidence.All())), "participants ESP"))
			}
			if diff := cmp.Diff(test.gone, gone); diff != "" {
				t.Errorf("gone (-want +got):\n%s", diff)
			}
		})
	}
}

// That a member was absent rests on its membership too; that it came does not.
func TestAbsenceRestsOnMembership(t *testing.T) {
	r := meetings(2001)
	r.record(2001, "", "AUS", attendance.Attended, nil)
	register := r.register(t)
	who, err := register.Who("AUS", "BEL", "ESP")
	require.NoError(t, err)
	want := map[timeline.ActorID][]string{
		"AUS": {"attendance talks-2001,,AUS,ann"},
		"BEL": {"coverage attendance", "memberships club,BEL,1990"},
		"ESP": {"coverage attendance"},
	}
	for p := range register.Roll(register.Timeline(), attendance.Rule{Eligible: attendance.Anybody}).Presences(who) {
		if diff := cmp.Diff(want[p.Participant], keys(slices.Collect(p.Evidence.All()))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", p.Participant, diff)
		}
	}
}

// Whoever is asked about as one of a body was a member, if it is asked about at all.
func TestDisputedMemberOfBody(t *testing.T) {
	r := meetings(2001)
	r.Tables.Memberships[0].Standing = attendance.Disputed
	r.record(2001, "", "AUS", attendance.Attended, nil)
	register := r.register(t)
	who, err := register.Who("club")
	require.NoError(t, err)
	got := map[timeline.ActorID]timeline.Rate{}
	for id, h := range register.Roll(register.Timeline(), attendance.Rule{}).Each(who) {
		got[id] = h.Rate()
	}
	require.Equal(t, "0 to 1 of 0 to 1", got["AUS"].String())
	require.Equal(t, "0 of 1", register.Roll(register.Timeline(), attendance.Rule{}).Of(who).Rate().String())
	require.Equal(t, "0 of 1", got["BEL"].String())
}

// Only the measures of sets of people are loose: one person may be named for two participants.
func TestMeasuresOfPeopleAreLoose(t *testing.T) {
	r := meetings(2001, 2002)
	r.uncover()
	for _, year := range []int{2001, 2002} {
		r.record(year, "", "AUS", attendance.Attended, nil)
		r.record(year, "", "BEL", attendance.Unknown, func(x *attendance.Record) { x.Person = "bob" })
	}
	register := r.register(t)
	for _, test := range []struct {
		ids  []timeline.ActorID
		want timeline.Measure
	}{
		{[]timeline.ActorID{"club"}, timeline.Measure{Least: 0.5, Most: 1, Value: timeline.Yes}},
		{[]timeline.ActorID{"ann"}, timeline.Measure{Least: 1, Most: 1, Value: timeline.Yes}},
		{[]timeline.ActorID{"ann", "bob"}, timeline.Measure{Least: 0.5, Most: 1, Value: timeline.Yes, Loose: true}},
	} {
		who, err := register.Who(test.ids...)
		require.NoError(t, err)
		c, err := register.Roll(register.Timeline(), attendance.Rule{}).Compare(summit(2001), summit(2002), who)
		require.NoError(t, err)
		if diff := cmp.Diff(test.want, c.Measures.Jaccard); diff != "" {
			t.Errorf("%v (-want +got):\n%s", test.ids, diff)
		}
	}
}

// Of people are concerned who came, who was to come in somebody's place is not.
func TestConcernedPeople(t *testing.T) {
	r := meetings(2001)
	r.record(2001, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.InPlaceOf = "zoe" })
	r.record(2001, "", "ESP", attendance.Unknown, func(x *attendance.Record) { x.Person = "bob" })
	register := r.register(t)
	who, err := register.Who("ann", "bob", "zoe", "AUS", "ESP")
	require.NoError(t, err)
	want, err := register.Who("ann", "bob", "AUS", "ESP")
	require.NoError(t, err)
	roll := register.Roll(register.Timeline(), attendance.Rule{})
	require.Equal(t, want.String(), roll.Concerned(who).String())
}

// A tie of people by Newman's weight counts everybody who was there: half of each meeting of three. It rests on the rows of all.
func TestNewmanOfPeople(t *testing.T) {
	r := meetings(2001)
	for p, person := range map[timeline.ActorID]timeline.ActorID{"AUS": "ann", "BEL": "bob", "ESP": "zoe"} {
		r.record(2001, "", p, attendance.Attended, func(x *attendance.Record) { x.Person = person })
	}
	register := r.register(t)
	two, err := register.Who("ann", "bob")
	require.NoError(t, err)
	for p := range register.Roll(register.Timeline(), attendance.Rule{}).Pairs(two, two, attendance.Newman) {
		require.Equal(t, timeline.Measure{Least: 0.5, Most: 0.5, Value: timeline.Yes}, p.Weight)
		require.Subset(t, keys(slices.Collect(p.Evidence.All())), []string{"attendance talks-2001,,AUS,ann", "attendance talks-2001,,BEL,bob", "attendance talks-2001,,ESP,zoe"})
	}
}

// Newman's weight of many meetings is the sum over them, however many there are.
func TestNewmanOfManyMeetings(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var years []int
		for i := range rapid.IntRange(60, 140).Draw(t, "meetings") {
			years = append(years, 1860+i)
		}
		r := meetings(years...)
		r.Gatherings.Coverage[0].Until, r.Gatherings.Coverage[1].Until = date("2019"), date("2019")
		ids := []timeline.ActorID{"AUS", "BEL", "ESP"}
		var want float64
		var shared int
		for _, year := range years {
			came := rapid.IntRange(0, 7).Draw(t, "came")
			n := 0
			for k, p := range ids {
				if came>>k&1 == 1 {
					n++
					r.record(year, "", p, attendance.Attended, func(x *attendance.Record) { x.Person = "" })
				}
			}
			if came&3 == 3 {
				want, shared = want+1/float64(n-1), shared+1
			}
		}
		register := r.register(t)
		two, err := register.Who("AUS", "BEL")
		require.NoError(t, err)
		for _, together := range []bool{false, true} {
			for p := range register.Roll(register.Timeline(), attendance.Rule{Eligible: attendance.Anybody, Together: together}).Pairs(two, two, attendance.Newman) {
				if together && p.Shared.Max == shared && p.Weight.Most >= want-1e-9 && p.Weight.Most <= want+1e-9 {
					continue // guests may have sat apart
				}
				if got := p.Weight; p.Shared != (timeline.Count{Min: shared, Max: shared}) || got.Least < want-1e-9 || got.Most > want+1e-9 {
					t.Fatalf("shared %s, weight %s, want %d and %g", p.Shared, got, shared, want)
				}
			}
		}
	})
}

// Heads who are recorded at one session of the body are all there were: a participant that may count at another counts there too.
func TestWhoFollowsSatTogether(t *testing.T) {
	for _, test := range []struct {
		reason string
		change func(*rows)
		skip   timeline.Truth
	}{
		{"its heads are recorded at a session", func(*rows) {}, timeline.Yes},
		{"others may have come to the other session", func(r *rows) {
			r.record(2001, "late", "ESP", attendance.Unknown, nil)
		}, timeline.Unknown},
		{"others may have come to either", func(r *rows) {
			r.record(2001, "", "ESP", attendance.Unknown, nil)
		}, timeline.Unknown},
		{"others may have come to the summit", func(r *rows) {
			r.record(2001, "", "ESP", attendance.Attended, func(x *attendance.Record) { x.Level, x.Capacity = 0, attendance.Guest })
		}, timeline.Unknown},
		{"beside the body others may have come", func(r *rows) { r.Gatherings.Sessions[1].Scope = timeline.Side }, timeline.Unknown},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001)
			r.uncover()
			r.session(2001, "early", timeline.Body)
			r.session(2001, "late", timeline.Body)
			r.Gatherings.Sessions[0].Track, r.Gatherings.Sessions[1].Track = "asia", "asia"
			// From the day after on it is a member, so that where it is not there it is stepped over.
			r.Tables.Memberships = append(r.Tables.Memberships, attendance.Membership{Group: "club", Participant: "ESP", Standing: attendance.MemberStanding, From: date("2001-06-11")})
			r.record(2001, "early", "AUS", attendance.Attended, nil)
			r.record(2001, "early", "ESP", attendance.Attended, func(x *attendance.Record) { x.Level = 0 })
			test.change(&r)
			register := r.register(t)
			who, err := register.Who("AUS", "ESP")
			require.NoError(t, err)
			for s := range register.Roll(view{Track: "asia"}.of(t, register), attendance.Rule{Rank: attendance.Leader, Together: true}).Of(who).All() {
				require.Equal(t, timeline.Unknown, s.Truth)
				require.Equal(t, test.skip, s.Skip)
			}
		})
	}
}

// That a session is open because of who came to the summit rests on the record of who came.
func TestOpenSessionRestsOnTheSummit(t *testing.T) {
	r := meetings(2001)
	r.uncover()
	r.session(2001, "early", timeline.Body)
	r.record(2001, "", "ESP", attendance.Attended, func(x *attendance.Record) { x.Person = "" })
	register := r.register(t)
	who, err := register.Who("ESP")
	require.NoError(t, err)
	for p := range register.Roll(view{Track: "early"}.of(t, register), attendance.Rule{}).Presences(who) {
		require.Equal(t, timeline.Unknown, p.Counts)
		require.Contains(t, keys(slices.Collect(p.Evidence.All())), "attendance talks-2001,,ESP,")
	}
}

// Of as many as are enough, a yes rests on those who were there, a no on those who were not, and what is open on all.
func TestSomeOfManyRestOn(t *testing.T) {
	const aus, bel, esp = "attendance talks-2001,,AUS,ann", "attendance talks-2001,,BEL,bob", "attendance talks-2001,,ESP,zoe"
	for _, test := range []struct {
		reason string
		status [3]attendance.Status
		truth  timeline.Truth
		rests  []string
		open   []string
	}{
		{
			"two came",
			[3]attendance.Status{attendance.Attended, attendance.Attended, attendance.Absent},
			timeline.Yes,
			[]string{aus, bel},
			nil,
		},
		{
			"two came, of the third nothing is known",
			[3]attendance.Status{attendance.Attended, attendance.Attended, attendance.Unknown},
			timeline.Yes,
			[]string{aus, bel},
			nil,
		},
		{
			"one came",
			[3]attendance.Status{attendance.Attended, attendance.Absent, attendance.Absent},
			timeline.No,
			[]string{"attendance talks-2001,,BEL,", "attendance talks-2001,,ESP,"},
			nil,
		},
		{
			"one came, of the second nothing is known",
			[3]attendance.Status{attendance.Attended, attendance.Unknown, attendance.Absent},
			timeline.Unknown,
			[]string{aus, "attendance talks-2001,,ESP,"},
			[]string{"attendance talks-2001,,BEL"},
		},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001)
			r.uncover()
			for i, p := range []timeline.ActorID{"AUS", "BEL", "ESP"} {
				r.record(2001, "", p, test.status[i], func(x *attendance.Record) {
					if x.Status == attendance.Attended {
						x.Person = []timeline.ActorID{"ann", "bob", "zoe"}[i]
					}
				})
			}
			register := r.register(t)
			two, err := register.AtLeast(2, "AUS", "BEL", "ESP")
			require.NoError(t, err)
			h := register.Roll(register.Timeline(), attendance.Rule{Eligible: attendance.Anybody}).Of(two)
			for s := range h.All() {
				require.Equal(t, test.truth, s.Truth)
			}
			e := h.Occasions().Evidence
			if diff := cmp.Diff(test.open, keys(open(e))); diff != "" {
				t.Errorf("waits for (-want +got):\n%s", diff)
			}
			rests := slices.DeleteFunc(keys(slices.Collect(e.All())), func(k string) bool { return !strings.HasPrefix(k, "attendance") })
			if diff := cmp.Diff(test.rests, rests); diff != "" {
				t.Errorf("rests on (-want +got):\n%s", diff)
			}
		})
	}
}

// The lift of who was together is that of the counts where they are settled, and where they are not that of their bounds.
func TestLooseLift(t *testing.T) {
	r := meetings(2001, 2002, 2003, 2004, 2005, 2006)
	for _, year := range []int{2001, 2002, 2003} {
		r.record(year, "", "AUS", attendance.Attended, nil)
	}
	for _, year := range []int{2002, 2003, 2004, 2005} {
		r.record(year, "", "BEL", attendance.Attended, nil)
	}
	lift := func() timeline.Measure {
		register := r.register(t)
		two, err := register.Who("AUS", "BEL")
		require.NoError(t, err)
		for p := range register.Roll(register.Timeline(), attendance.Rule{Together: true}).Pairs(two, two, attendance.Lift) {
			return p.Weight
		}
		return timeline.Measure{}
	}
	require.Equal(t, timeline.Measure{Least: 1, Most: 1, Value: timeline.Yes}, lift(), "6 meetings, 2 shared, of 3 and 4")
	r.record(2006, "", "AUS", attendance.Unknown, nil)
	r.record(2006, "", "BEL", attendance.Unknown, nil)
	require.Equal(t, timeline.Measure{Least: 6 * 2 / (4 * 5.), Most: 6 * 3 / (3 * 4.), Value: timeline.Yes, Loose: true}, lift())
}
