package attendance_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

func TestAtLeast(t *testing.T) {
	register := meetings(2001).register(t)
	for _, test := range []struct {
		reason string
		k      int
		ids    []timeline.ActorID
		want   string
		fault  string
	}{
		{"some of several", 2, []timeline.ActorID{"AUS", "BEL", "ESP"}, "at least 2 of AUS, BEL, ESP", ""},
		{"all of them", 2, []timeline.ActorID{"pair"}, "at least 2 of AUS, ESP", ""},
		{"people are counted too", 2, []timeline.ActorID{"AUS", "ann"}, "at least 2 of AUS, ann", ""},
		{"of a body the number is not known", 30, []timeline.ActorID{"club"}, "at least 30 of members of club", ""},
		{"none is no question", 0, []timeline.ActorID{"AUS"}, "", "at least 0 of 1: want from 1 to 1"},
		{"less than none", -1, []timeline.ActorID{"club"}, "", "at least -1"},
		{"more than there are", 3, []timeline.ActorID{"pair", "AUS"}, "", "at least 3 of 2: want from 1 to 2"},
		{"of nobody", 1, nil, "", "want at least one participant"},
	} {
		t.Run(test.reason, func(t *testing.T) {
			who, err := register.AtLeast(test.k, test.ids...)
			if test.fault != "" {
				require.ErrorContains(t, err, test.fault)
				require.True(t, who.Equal(attendance.Who{}))
				return
			}
			require.NoError(t, err)
			require.Equal(t, test.want, who.String())
			all, err := register.Who(test.ids...)
			require.NoError(t, err)
			if all.Equal(who) || !who.Equal(who) {
				t.Error("all of them are not some of them")
			}
		})
	}
}

// Who belongs to two bodies is one, not two.
func TestAtLeastCountsEachOnce(t *testing.T) {
	r := meetings(2001, 2002)
	r.Tables.Groups = append(r.Tables.Groups, attendance.Group{ID: "core", Kind: attendance.BodyGroup, Name: "Core"})
	r.Tables.Memberships = append(r.Tables.Memberships, attendance.Membership{Group: "core", Participant: "AUS", Standing: attendance.MemberStanding, From: date("1990")})
	r.record(2001, "", "AUS", attendance.Attended, nil)
	r.record(2002, "", "AUS", attendance.Attended, nil)
	r.record(2002, "", "BEL", attendance.Attended, nil)
	register := r.register(t)
	for _, ids := range [][]timeline.ActorID{{"club", "core"}, {"club", "AUS"}, {"core", "club", "AUS"}} {
		who, err := register.AtLeast(2, ids...)
		require.NoError(t, err)
		var got []timeline.Truth
		for s := range register.Roll(register.Timeline(), attendance.Rule{}).Of(who).All() {
			got = append(got, s.Truth)
		}
		if diff := cmp.Diff([]timeline.Truth{timeline.No, timeline.Yes}, got); diff != "" {
			t.Errorf("two of %s (-want +got):\n%s", ids, diff)
		}
	}
}

// Of a body each rate rests on who was a member of it, besides being a member of the group of the series.
func TestEachRestsOnMembership(t *testing.T) {
	r := meetings(2001)
	r.Tables.Groups = append(r.Tables.Groups, attendance.Group{ID: "core", Kind: attendance.BodyGroup, Name: "Core"})
	r.Tables.Memberships = append(r.Tables.Memberships, attendance.Membership{Group: "core", Participant: "AUS", Standing: attendance.MemberStanding, From: date("1990"), Until: date("1995")})
	register := r.register(t)
	who, err := register.Who("core")
	require.NoError(t, err)
	for _, h := range register.Roll(register.Timeline(), attendance.Rule{}).Each(who) {
		var rests []string
		for c := range h.Rate().Evidence.All() {
			rests = append(rests, c.Table+" "+c.Key)
		}
		require.Contains(t, rests, "memberships core,AUS,1990")
	}
}

// A recorded change is sure unless a gathering between, of which the level is not known, may have had it already.
func TestShiftsRecorded(t *testing.T) {
	r := meetings(2001, 2002, 2003, 2004, 2005)
	r.uncover()
	for year, level := range map[int]attendance.Level{2001: attendance.HeadOfState, 2003: attendance.Minister, 2004: attendance.Official, 2005: attendance.DeputyHead} {
		r.record(year, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.Level = level })
	}
	register := r.register(t)
	who, err := register.Who("AUS")
	require.NoError(t, err)
	for s := range register.Roll(register.Timeline(), attendance.Rule{}).Shifts(who) {
		want := []attendance.Shift{
			{From: "talks-2001", To: "talks-2003", Was: 1, Is: 3},
			{From: "talks-2003", To: "talks-2004", Was: 3, Is: 7, Sure: true},
			{From: "talks-2004", To: "talks-2005", Was: 7, Is: 2, Sure: true},
		}
		if diff := cmp.Diff(want, s.Recorded); diff != "" {
			t.Errorf("recorded (-want +got):\n%s", diff)
		}
		require.Equal(t, timeline.Count{Min: 2, Max: 3}, s.Downgrades.Count)
		require.Equal(t, timeline.Count{Min: 1, Max: 2}, s.Upgrades.Count)
	}
}

// Whom a complete list of one track leaves out may have been invited to another one.
func TestInvitedToOneTrackOfTwo(t *testing.T) {
	for _, test := range []struct {
		reason  string
		filters []timeline.Filter
		covered []string
		want    timeline.Truth
	}{
		{"the whole is complete", []timeline.Filter{{Series: "talks"}}, []string{""}, timeline.No},
		{"one of two tracks is", []timeline.Filter{{Series: "talks", Track: "dinner"}, {Series: "talks", Track: "lunch"}}, []string{"dinner"}, timeline.Unknown},
		{"the other one is", []timeline.Filter{{Series: "talks", Track: "dinner"}, {Series: "talks", Track: "lunch"}}, []string{"lunch"}, timeline.Unknown},
		{"both are", []timeline.Filter{{Series: "talks", Track: "dinner"}, {Series: "talks", Track: "lunch"}}, []string{"dinner", "lunch"}, timeline.No},
		{"the whole is, and a side session is read with it", []timeline.Filter{{Series: "talks"}, {Series: "talks", Track: "dinner"}}, []string{""}, timeline.Unknown},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001)
			r.uncover()
			r.session(2001, "dinner", timeline.Side)
			r.session(2001, "lunch", timeline.Side)
			for _, track := range test.covered {
				r.cover(2001, track, "", 0)
			}
			register := r.register(t)
			read, err := register.Timeline().Select(test.filters...)
			require.NoError(t, err)
			who, err := register.Who("ESP")
			require.NoError(t, err)
			for s := range register.Roll(read, attendance.Rule{Eligible: attendance.Invited}).Of(who).All() {
				if s.Eligible != test.want {
					t.Errorf("eligible %s, want %s", s.Eligible, test.want)
				}
			}
		})
	}
}

// That somebody was not invited rests on the complete list that leaves it out.
func TestNotInvitedRestsOnCoverage(t *testing.T) {
	register := meetings(2001).register(t)
	who, err := register.Who("ESP")
	require.NoError(t, err)
	rate := register.Roll(register.Timeline(), attendance.Rule{Eligible: attendance.Invited}).Of(who).Rate()
	require.Equal(t, timeline.Count{}, rate.Of)
	var rests []string
	for c := range rate.Evidence.All() {
		rests = append(rests, c.Table+" "+c.Key)
	}
	require.Contains(t, rests, "coverage attendance")
}

// Whose level is known is of no other one, if only whether it counts is open.
func TestLevelsOfWhoMayNotCount(t *testing.T) {
	r := meetings(2001)
	r.record(2001, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.Level, x.Mode = attendance.ForeignMinister, 0 })
	register := r.register(t)
	who, err := register.Who("AUS")
	require.NoError(t, err)
	for p := range register.Roll(register.Timeline(), attendance.Rule{NoVideo: true}).LevelsBySummit(who) {
		var want [8]timeline.Count
		want[3] = timeline.Count{Max: 1}
		if diff := cmp.Diff(want, p.Ranks); diff != "" {
			t.Errorf("ranks (-want +got):\n%s", diff)
		}
		require.Equal(t, [2]attendance.Rank{3, 3}, [2]attendance.Rank{p.Best, p.Worst})
	}
}

// That who was to come stayed away holds for a session only of a member: a guest may have sat there by somebody else.
func TestAwayAsMemberOrGuest(t *testing.T) {
	for _, test := range []struct {
		reason   string
		standing attendance.Standing
		want     timeline.Truth
	}{
		{"a member", attendance.MemberStanding, timeline.No},
		{"a member or a guest", attendance.Disputed, timeline.Unknown},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001)
			r.uncover()
			r.Tables.Memberships[0].Standing = test.standing
			r.session(2001, "plenary", timeline.Body)
			r.session(2001, "retreat", timeline.Body)
			r.record(2001, "", "AUS", attendance.Unknown, func(x *attendance.Record) { x.InPlaceOf = "zoe" })
			r.record(2001, "plenary", "AUS", attendance.Unknown, nil)
			if got := presence(t, r, "retreat", attendance.Rule{NoStandIns: true}, "AUS")[0].Counts; got != test.want {
				t.Errorf("counts %s, want %s", got, test.want)
			}
		})
	}
}

// A gathering must be one of the roll.
func TestEntriesOfOtherGatherings(t *testing.T) {
	r := meetings(2001, 2002)
	r.Gatherings.Summits = append(r.Gatherings.Summits, timeline.Summit{
		ID: "talks-2031", Series: "talks", Name: "Talks", Kind: timeline.Regular, Start: date("2031"), End: date("2031"), Status: timeline.Scheduled, Format: timeline.InPerson,
	})
	register := r.register(t)
	read, err := register.Timeline().Select(timeline.Filter{Series: "talks", From: date("2002")})
	require.NoError(t, err)
	roll, who := register.Roll(read, attendance.Rule{}), register.Everybody()
	for id, fault := range map[timeline.SummitID]string{
		"talks-2001": "talks-2001", "talks-2031": "held, among those asked about", "talks-2oo2": "did you mean talks-2002",
	} {
		_, err := roll.At(id, who)
		require.ErrorContains(t, err, fault)
		var unknown *timeline.UnknownError
		require.True(t, errors.As(err, &unknown), "%v", err)
		for _, pair := range [][2]timeline.SummitID{{id, "talks-2002"}, {"talks-2002", id}} {
			_, err = roll.Compare(pair[0], pair[1], who)
			require.ErrorContains(t, err, fault)
		}
		_, err = roll.AtOccasion(timeline.Occasion{Summit: id}, who)
		require.ErrorContains(t, err, fault)
		_, err = roll.AtOccasion(timeline.Occasion{Summit: "talks-2002", Undecided: []timeline.SummitID{id}}, who)
		require.ErrorContains(t, err, fault)
	}
	nobody, err := roll.AtOccasion(timeline.Occasion{}, who)
	require.NoError(t, err)
	require.Empty(t, slices.Concat(nobody.Present.Sure, nobody.Present.Maybe, nobody.Missing.Sure, nobody.Missing.Maybe))
}

// Gatherings of several series are compared within each.
func TestChangesOfSeries(t *testing.T) {
	r := meetings(2001, 2003)
	r.Gatherings.Series = append(r.Gatherings.Series, timeline.Series{ID: "dialogue", Name: "Dialogue", Tier: timeline.MinistersTier})
	for _, year := range []int{2002, 2004} {
		day := timeline.Date{Year: year, Month: 1, Day: 1}
		r.Gatherings.Summits = append(r.Gatherings.Summits, timeline.Summit{
			ID: timeline.SummitID("dialogue-" + day.String()[:4]), Series: "dialogue", Name: "Dialogue", Kind: timeline.Regular, Start: day, End: day, Status: timeline.Held, Format: timeline.InPerson,
		})
	}
	r.record(2001, "", "AUS", attendance.Attended, nil)
	r.record(2003, "", "AUS", attendance.Attended, nil)
	r.record(2003, "", "BEL", attendance.Attended, nil)
	register := r.register(t)
	roll := register.Roll(register.Timeline(), attendance.Rule{})
	type of struct{ was, is timeline.SummitID }
	before := map[of][]timeline.SummitID{}
	for c := range roll.Changes(register.Everybody()) {
		before[of{c.Was.Summit, c.Is.Summit}] = c.Before
	}
	want := map[of][]timeline.SummitID{{"talks-2001", "talks-2003"}: {"talks-2001"}, {"dialogue-2002", "dialogue-2004"}: {"dialogue-2002"}}
	if diff := cmp.Diff(want, before); diff != "" {
		t.Errorf("changes, and with which gatherings they compare (-want +got):\n%s", diff)
	}
	across, err := roll.Compare("dialogue-2002", "talks-2003", register.Everybody())
	require.NoError(t, err)
	if diff := cmp.Diff([]timeline.SummitID{"talks-2001", "dialogue-2002"}, across.Before); diff != "" {
		t.Errorf("before (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(attendance.Finding{Maybe: []timeline.ActorID{"BEL"}}, across.New); diff != "" {
		t.Errorf("new (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(attendance.Finding{Maybe: []timeline.ActorID{"AUS"}}, across.Returned); diff != "" {
		t.Errorf("returned (-want +got):\n%s", diff)
	}
}

// Who is new is certain if nobody is perhaps, the list is closed and no weak row is among the evidence.
func TestNewCertain(t *testing.T) {
	for _, test := range []struct {
		reason string
		rows   func(*rows)
		want   bool
	}{
		{"nothing is open", func(*rows) {}, true},
		{"a row of low confidence", func(r *rows) { r.Tables.Records[0].Confidence = timeline.Low }, false},
		{"the list is not closed", func(r *rows) { r.Gatherings.Coverage = r.Gatherings.Coverage[:1] }, false},
		{"somebody may have been there before", func(r *rows) { r.record(2001, "", "BEL", attendance.Unknown, nil) }, false},
		{"who stayed away now is not new in any case", func(r *rows) { r.record(2001, "", "ESP", attendance.Unknown, nil) }, true},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001, 2002)
			r.record(2002, "", "BEL", attendance.Attended, nil)
			test.rows(&r)
			register := r.register(t)
			for c := range register.Roll(register.Timeline(), attendance.Rule{}).Changes(register.Everybody()) {
				if c.NewCertain() != test.want {
					t.Errorf("certain %v, want %v: %s", c.NewCertain(), test.want, c.New)
				}
			}
		})
	}
}

func TestFindings(t *testing.T) {
	for _, test := range []struct {
		of   attendance.Finding
		want string
		n    timeline.Count
	}{
		{attendance.Finding{}, "[]", timeline.Count{}},
		{attendance.Finding{Sure: []timeline.ActorID{"AUS", "JPN"}}, "[AUS, JPN]", timeline.Count{Min: 2, Max: 2}},
		{attendance.Finding{Maybe: []timeline.ActorID{"KOR"}}, "[], perhaps [KOR]", timeline.Count{Max: 1}},
		{attendance.Finding{Sure: []timeline.ActorID{"AUS"}, Maybe: []timeline.ActorID{"KOR", "NZL"}}, "[AUS], perhaps [KOR, NZL]", timeline.Count{Min: 1, Max: 3}},
	} {
		if got := test.of.String(); got != test.want || test.of.Count() != test.n {
			t.Errorf("%s, %s, want %s, %s", got, test.of.Count(), test.want, test.n)
		}
	}
}

// Delegates are those whom a record names for one of them, whatever it says.
func TestDelegates(t *testing.T) {
	r := meetings(2001)
	r.record(2001, "", "AUS", attendance.Attended, nil)
	r.record(2001, "", "ESP", attendance.Unknown, func(x *attendance.Record) { x.Person = "zoe" })
	r.record(2001, "", "BEL", attendance.Attended, func(x *attendance.Record) { x.InPlaceOf, x.Person = "bob", "" })
	register := r.register(t)
	for id, want := range map[timeline.ActorID]string{"AUS": "ann", "ESP": "zoe", "BEL": "nobody", "club": "ann", "pair": "ann, zoe", "bob": "bob"} {
		who, err := register.Who(id)
		require.NoError(t, err)
		require.Equal(t, want, register.Delegates(who).String(), id)
	}
	require.Equal(t, "AUS, BEL, ESP", register.Everybody().String())
	require.Equal(t, "nobody", attendance.Register{}.Everybody().String())
}

// A basis has a word each way.
func TestEligibilityWords(t *testing.T) {
	for basis, word := range map[attendance.Eligibility]string{attendance.Members: "members", attendance.Invited: "invited", attendance.Anybody: "anybody"} {
		text, err := basis.MarshalText()
		require.NoError(t, err)
		var read attendance.Eligibility
		require.NoError(t, read.UnmarshalText(text))
		require.Equal(t, []any{word, word, basis}, []any{basis.String(), string(text), read})
	}
	var read attendance.Eligibility
	require.ErrorContains(t, read.UnmarshalText([]byte("everyone")), "members, invited, anybody")
	require.Error(t, read.UnmarshalText(nil))
}

// Of some who are enough, as many must have sat together: members in what is not listed, and one guest with them.
func TestSomeTogether(t *testing.T) {
	const yes, no, open = timeline.Yes, timeline.No, timeline.Unknown
	member, guest := attendance.Member, attendance.Guest
	for _, test := range []struct {
		reason   string
		as       map[timeline.ActorID]attendance.Capacity
		disputed timeline.ActorID // whether it is one of the body
		want     timeline.Truth
	}{
		{"two members", map[timeline.ActorID]attendance.Capacity{"AUS": member, "BEL": member}, "", yes},
		{"a member and a guest", map[timeline.ActorID]attendance.Capacity{"AUS": member, "BEL": guest}, "", yes},
		{"two guests", map[timeline.ActorID]attendance.Capacity{"AUS": guest, "BEL": guest}, "", open},
		{"a member and two guests", map[timeline.ActorID]attendance.Capacity{"AUS": member, "BEL": guest, "ESP": guest}, "", yes},
		{"a member alone", map[timeline.ActorID]attendance.Capacity{"AUS": member}, "", no},
		{"two guests, and a member that may not be one of them", map[timeline.ActorID]attendance.Capacity{"AUS": member, "BEL": guest, "ESP": guest}, "AUS", open},
		{"two members, and a guest that may not be one of them", map[timeline.ActorID]attendance.Capacity{"AUS": member, "BEL": member, "ESP": guest}, "ESP", yes},
		{"a member, and another one that may not be one of them", map[timeline.ActorID]attendance.Capacity{"AUS": member, "BEL": member}, "BEL", open},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := meetings(2001)
			r.Tables.Groups = append(r.Tables.Groups, attendance.Group{ID: "core", Kind: attendance.BodyGroup, Name: "Core"})
			for _, p := range r.Tables.Participants {
				standing := attendance.MemberStanding
				if p.ID == test.disputed {
					standing = attendance.Disputed
				}
				r.Tables.Memberships = append(r.Tables.Memberships, attendance.Membership{Group: "core", Participant: p.ID, Standing: standing, From: date("1990")})
				if as, ok := test.as[p.ID]; ok {
					r.record(2001, "", p.ID, attendance.Attended, func(x *attendance.Record) { x.Capacity = as })
				}
			}
			register := r.register(t)
			two, err := register.AtLeast(2, "core")
			require.NoError(t, err)
			for s := range register.Roll(register.Timeline(), attendance.Rule{Together: true}).Of(two).All() {
				if s.Truth != test.want {
					t.Errorf("two of them together: %s, want %s", s.Truth, test.want)
				}
			}
		})
	}
}

// That a member of a body was not there rests on the list that leaves it out, also before it joined the group of the series.
func TestLevelsRestOnCoverage(t *testing.T) {
	r := meetings(2001)
	r.Tables.Groups = append(r.Tables.Groups, attendance.Group{ID: "core", Kind: attendance.BodyGroup, Name: "Core"})
	r.Tables.Memberships[1].From = date("2003") // BEL joins the club
	r.Tables.Memberships = append(r.Tables.Memberships, attendance.Membership{Group: "core", Participant: "BEL", Standing: attendance.MemberStanding, From: date("1990")})
	register := r.register(t)
	who, err := register.Who("core")
	require.NoError(t, err)
	for p := range register.Roll(register.Timeline(), attendance.Rule{}).LevelsBySummit(who) {
		require.Equal(t, timeline.Count{}, p.Sent)
		var rests []string
		for c := range p.Evidence.All() {
			rests = append(rests, c.Table+" "+c.Key)
		}
		require.Contains(t, rests, "coverage attendance")
	}
}

// Who was invited by the record of one of two heads rests on both: with one row alone there would have been one head.
func TestInvitedRestsOnAllHeads(t *testing.T) {
	r := meetings(2001)
	for _, person := range []timeline.ActorID{"ann", "bob"} {
		r.record(2001, "", "ESP", attendance.Attended, func(x *attendance.Record) { x.Person, x.Level = person, attendance.Minister })
	}
	register := r.register(t)
	who, err := register.Who("AUS", "ESP") // AUS was absent, which is enough for a no
	require.NoError(t, err)
	heads := 0
	for c := range register.Roll(register.Timeline(), attendance.Rule{Eligible: attendance.Invited}).Of(who).Rate().Evidence.All() {
		if c.Table == "attendance" {
			heads++
		}
	}
	require.Equal(t, 2, heads)
}

// A delegation is at the tier of its series if its head is of that rank or above.
func TestAtTier(t *testing.T) {
	const yes, no = timeline.Yes, timeline.No
	for tier, want := range map[timeline.Tier][]timeline.Truth{ // of a leader, a deputy head, a minister, an envoy, another one
		timeline.LeadersTier:   {yes, no, no, no, no},
		timeline.MinistersTier: {yes, yes, yes, no, no},
		timeline.OfficialsTier: {yes, yes, yes, yes, no},
	} {
		r := meetings(2001, 2002, 2003, 2004, 2005)
		r.Gatherings.Series[0].Tier = tier
		for i, level := range []attendance.Level{attendance.OrganisationHead, attendance.DeputyHead, attendance.FinanceMinister, attendance.Envoy, attendance.OtherLevel} {
			r.record(2001+i, "", "AUS", attendance.Attended, func(x *attendance.Record) { x.Level = level })
		}
		register := r.register(t)
		who, err := register.Who("AUS")
		require.NoError(t, err)
		var got []timeline.Truth
		for p := range register.Roll(register.Timeline(), attendance.Rule{Capacity: attendance.Guest}).Presences(who) {
			got = append(got, p.AtTier)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tier, diff)
		}
	}
}
