package attendance_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// Each of these cells is told by one rule alone.
func TestCellsOfOneRule(t *testing.T) {
	member := func(p timeline.ActorID, from, until string) attendance.Membership {
		m := attendance.Membership{Group: "body", Participant: p, Standing: attendance.MemberStanding, From: date(from)}
		if until != "" {
			m.Until = date(until)
		}
		return m
	}
	plenary := timeline.Session{ID: "x-plenary", Summit: "x", Track: "plenary", Scope: timeline.Body, Name: "Plenary"}
	other := timeline.Session{ID: "x-other", Summit: "x", Track: "other", Scope: timeline.Body, Name: "Other"}
	attended := attendance.Record{Summit: "x", Participant: "AAA", Status: attendance.Attended}
	guest := attendance.Record{Summit: "x", Session: "x-other", Participant: "AAA", Status: attendance.Attended, Capacity: attendance.Guest}
	second := attended
	second.Participant = "BBB"
	away := attendance.Record{Summit: "x", Participant: "AAA", Status: attendance.Unknown, InPlaceOf: "p-p", Sources: timeline.List[timeline.SourceID]{"late"}}
	for _, test := range []struct {
		reason  string
		start   string
		tables  attendance.Tables
		listed  []timeline.Session
		covered []timeline.Coverage
		asOf    string
		track   string
		rule    attendance.Rule
		who     timeline.ActorID
		counts  timeline.Truth
		status  attendance.Status // of AAA
	}{
		{
			reason: "a membership that ends within the month of the summit leaves open in which capacity it came", start: "2020-06",
			tables: attendance.Tables{Memberships: []attendance.Membership{member("AAA", "2000", "2020-06-15")}, Records: []attendance.Record{attended}},
			rule:   attendance.Rule{Capacity: attendance.Member}, who: "AAA", counts: timeline.Unknown, status: attendance.Attended,
		},
		{
			reason: "who was no member any more is not asked to sit with the others", start: "2020-06-01",
			tables: attendance.Tables{
				Memberships: []attendance.Membership{member("AAA", "2000", ""), member("BBB", "2000", ""), member("CCC", "2000", "2010")},
				Records:     []attendance.Record{attended, second},
			},
			rule: attendance.Rule{Together: true}, who: "body", counts: timeline.Yes, status: attendance.Attended,
		},
		{
			reason: "complete down to rank 3: a row without level is below it, and so below rank 1", start: "2020-06-01",
			tables:  attendance.Tables{Records: []attendance.Record{attended}},
			covered: []timeline.Coverage{{Rank: 3}},
			rule:    attendance.Rule{Rank: attendance.Leader}, who: "AAA", counts: timeline.No, status: attendance.Attended,
		},
		{
			reason: "complete down to rank 1: a row without level may be of rank 2", start: "2020-06-01",
			tables:  attendance.Tables{Records: []attendance.Record{attended}},
			covered: []timeline.Coverage{{Rank: 1}},
			rule:    attendance.Rule{Rank: 2}, who: "AAA", counts: timeline.Unknown, status: attendance.Attended,
		},
		{
			reason: "who was announced for a session of the day after is not known to have come", start: "2020-06-01",
			tables: attendance.Tables{Records: []attendance.Record{{
				Summit: "x", Session: "x-dated", Participant: "AAA", Person: "p-p", Status: attendance.Attended, Sources: timeline.List[timeline.SourceID]{"before"},
			}}},
			listed: []timeline.Session{{ID: "x-dated", Summit: "x", Track: "plenary", Scope: timeline.Body, Name: "Dated", Date: date("2020-06-02")}},
			asOf:   "2020-06-01", who: "AAA", counts: timeline.Unknown, status: attendance.Unknown,
		},
		{
			reason: "a masked record does not say who stayed away", start: "2020-06-01",
			tables: attendance.Tables{Memberships: []attendance.Membership{member("AAA", "2000", "")}, Records: []attendance.Record{away}},
			listed: []timeline.Session{plenary}, asOf: "2022-01-01", track: "plenary",
			rule: attendance.Rule{NoStandIns: true}, who: "AAA", counts: timeline.Unknown, status: attendance.Unknown,
		},
		{
			reason: "a guest of one body session was invited, so is absent from another", start: "2020-06-01",
			tables: attendance.Tables{Records: []attendance.Record{guest}},
			listed: []timeline.Session{plenary, other}, covered: []timeline.Coverage{{Track: "plenary"}}, track: "plenary",
			who: "AAA", counts: timeline.No, status: attendance.Absent,
		},
		{
			reason: "whether it was invited to another is masked", start: "2020-06-01",
			tables: attendance.Tables{Records: []attendance.Record{func() attendance.Record { g := guest; g.Sources = away.Sources; return g }()}},
			listed: []timeline.Session{plenary, other}, covered: []timeline.Coverage{{Track: "plenary"}}, asOf: "2022-01-01", track: "plenary",
			who: "AAA", counts: timeline.No, status: attendance.Unknown,
		},
	} {
		t.Run(test.reason, func(t *testing.T) {
			for i := range test.tables.Records {
				r := &test.tables.Records[i]
				if r.Confidence = timeline.High; r.Sources == nil {
					r.Sources = timeline.List[timeline.SourceID]{"early"}
				}
			}
			for i := range test.covered {
				c := &test.covered[i]
				c.ID, c.Subject, c.Series, c.Summit, c.Confidence = "c", timeline.AttendanceSubject, "s", "x", timeline.High
				c.Sources = timeline.List[timeline.SourceID]{"early"}
			}
			test.tables.Groups = []attendance.Group{{ID: "body", Kind: attendance.BodyGroup, Name: "Body"}}
			test.tables.People = []attendance.Person{{ID: "p-p", Name: "P"}}
			for _, id := range []timeline.ActorID{"AAA", "BBB", "CCC"} {
				test.tables.Participants = append(test.tables.Participants, attendance.Participant{ID: id, Kind: attendance.State, Name: string(id)})
			}
			register, err := attendance.New(timeline.Tables{
				Series:   []timeline.Series{{ID: "s", Name: "S", Tier: timeline.LeadersTier, Group: "body"}},
				Summits:  []timeline.Summit{{ID: "x", Series: "s", Name: "X", Kind: timeline.Regular, Start: date(test.start), End: date("2020-06-30"), Status: timeline.Held, Format: timeline.InPerson}},
				Sessions: test.listed, Coverage: test.covered,
				Sources: []timeline.Source{
					{ID: "before", Kind: timeline.Press, Title: "Before", Published: date("2020-05-01")}, {ID: "early", Kind: timeline.Press, Title: "Early", Published: date("2020-07-01")}, {ID: "late", Kind: timeline.Press, Title: "Late", Published: date("2023-01-01")},
				},
			}, test.tables)
			require.NoError(t, err)
			read := register.Timeline()
			if test.asOf != "" {
				read = read.AsOf(date(test.asOf))
			}
			read, err = read.Select(timeline.Filter{Track: test.track})
			require.NoError(t, err)
			who, err := register.Who(test.who)
			require.NoError(t, err)
			one, err := register.Who("AAA")
			require.NoError(t, err)
			var counts []timeline.Truth
			for step := range register.Roll(read, test.rule).Of(who).All() {
				counts = append(counts, step.Truth)
			}
			var status []attendance.Status
			for p := range register.Roll(read, test.rule).Presences(one) {
				status = append(status, p.Status)
			}
			if diff := cmp.Diff([]any{[]timeline.Truth{test.counts}, []attendance.Status{test.status}}, []any{counts, status}); diff != "" {
				t.Errorf("counts and status (-want +got):\n%s", diff)
			}
		})
	}
}

// What is left open still rests on the rows that settle a part of it: without them it would be open in another way.
func TestOpenCellsRestOnRows(t *testing.T) {
	row := func(session timeline.SessionID, p timeline.ActorID, status attendance.Status, level attendance.Level, capacity attendance.Capacity) attendance.Record {
		return attendance.Record{
			Summit: "x", Session: session, Participant: p, Status: status, Level: level, Capacity: capacity,
			Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"early"},
		}
	}
	undated := attendance.Membership{Group: "core", Participant: "AAA", Standing: attendance.MemberStanding}
	for _, test := range []struct {
		reason  string
		records []attendance.Record
		track   string
		rule    attendance.Rule
		who     []timeline.ActorID
		rests   string
	}{
		{
			"who may not be asked about was absent where the other sat",
			[]attendance.Record{row("", "AAA", attendance.Attended, 0, attendance.Member), row("x-plenary", "AAA", attendance.Absent, 0, attendance.Member), row("x-plenary", "BBB", attendance.Attended, 0, attendance.Guest)},
			"",
			attendance.Rule{Together: true},
			[]timeline.ActorID{"BBB", "core"},
			"x,x-plenary,AAA,",
		},
		{
			"who may be no member came to the summit",
			[]attendance.Record{row("", "AAA", attendance.Attended, 0, 0)},
			"plenary",
			attendance.Rule{},
			[]timeline.ActorID{"AAA"},
			"x,,AAA,",
		},
		{
			"the leader came to a session, a minister to the rest",
			[]attendance.Record{
				row("", "AAA", attendance.Attended, attendance.Minister, attendance.Member), row("x-plenary", "AAA", attendance.Attended, attendance.HeadOfState, attendance.Member),
				row("", "BBB", attendance.Attended, attendance.HeadOfState, attendance.Member), row("x-plenary", "BBB", attendance.Absent, 0, attendance.Member),
			},
			"",
			attendance.Rule{Rank: attendance.Leader, Together: true},
			[]timeline.ActorID{"AAA", "BBB"},
			"x,,AAA,",
		},
	} {
		t.Run(test.reason, func(t *testing.T) {
			register, err := attendance.New(timeline.Tables{
				Series:   []timeline.Series{{ID: "s", Name: "S", Tier: timeline.LeadersTier, Group: "core"}},
				Summits:  []timeline.Summit{{ID: "x", Series: "s", Name: "X", Kind: timeline.Regular, Start: date("2020-06-01"), End: date("2020-06-01"), Status: timeline.Held, Format: timeline.InPerson}},
				Sessions: []timeline.Session{{ID: "x-plenary", Summit: "x", Track: "plenary", Scope: timeline.Body, Name: "Plenary"}},
				Sources:  []timeline.Source{{ID: "early", Kind: timeline.Press, Title: "Early", Published: date("2020-07-01")}},
			}, attendance.Tables{
				Participants: []attendance.Participant{{ID: "AAA", Kind: attendance.State, Name: "A"}, {ID: "BBB", Kind: attendance.State, Name: "B"}},
				Groups:       []attendance.Group{{ID: "core", Kind: attendance.BodyGroup, Name: "Core"}},
				Memberships:  []attendance.Membership{undated},
				Records:      test.records,
			})
			require.NoError(t, err)
			read, err := register.Timeline().Select(timeline.Filter{Track: test.track})
			require.NoError(t, err)
			who, err := register.Who(test.who...)
			require.NoError(t, err)
			first, sure := register.Roll(read, test.rule).Of(who).First()
			require.False(t, sure)
			require.Len(t, first.Undecided, 1)
			var keys []string
			for claim := range first.Evidence.All() {
				keys = append(keys, claim.Key)
			}
			require.Contains(t, keys, test.rests)
		})
	}
}
