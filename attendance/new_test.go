package attendance_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// sound has a few rows of each table with nothing wrong.
func sound() rows {
	held := func(id timeline.SummitID, day string) timeline.Summit {
		return timeline.Summit{ID: id, Series: "talks", Name: "Talks", Kind: timeline.Regular, Start: date(day), End: date(day), Status: timeline.Held, Format: timeline.InPerson}
	}
	press := timeline.List[timeline.SourceID]{"press"}
	record := func(session timeline.SessionID, p, person timeline.ActorID) attendance.Record {
		return attendance.Record{Summit: "talks-2001", Session: session, Participant: p, Person: person, Status: attendance.Attended, Confidence: timeline.High, Sources: press}
	}
	scheduled := held("talks-2003", "2003-06-10")
	scheduled.Status = timeline.Scheduled
	return rows{
		Gatherings: timeline.Tables{
			Series:  []timeline.Series{{ID: "talks", Name: "Talks", Tier: timeline.LeadersTier, Group: "club"}},
			Summits: []timeline.Summit{held("talks-2001", "2001-06-10"), held("talks-2002", "2002-06-10"), scheduled},
			Sessions: []timeline.Session{
				{ID: "talks-2001-plenary", Summit: "talks-2001", Track: "plenary", Scope: timeline.Body, Name: "Plenary"},
				{ID: "talks-2001-dinner", Summit: "talks-2001", Track: "dinner", Scope: timeline.Side, Name: "Dinner"},
				{ID: "talks-2002-plenary", Summit: "talks-2002", Track: "plenary", Scope: timeline.Body, Name: "Plenary"},
			},
			Sources: []timeline.Source{{ID: "press", Kind: timeline.Press, Title: "Press"}, {ID: "communique", Kind: timeline.Communique, Title: "Communique", Issuer: timeline.List[timeline.ActorID]{"club", "AUS"}}},
			Coverage: []timeline.Coverage{{
				ID: "all", Subject: timeline.AttendanceSubject, Series: "talks", Summit: "talks-2001", Who: "club", Confidence: timeline.High, Sources: press,
			}},
		},
		Tables: attendance.Tables{
			Participants: []attendance.Participant{
				{ID: "AUS", Kind: attendance.State, Name: "Australia"},
				{ID: "BEL", Kind: attendance.State, Name: "Belgium", From: date("1990"), Until: date("2001")},
				{ID: "EU", Kind: attendance.Organisation, Name: "European Union"},
			},
			Codes:  []attendance.Code{{Participant: "AUS", Scheme: attendance.M49, Code: "036"}, {Participant: "AUS", Scheme: attendance.COW, Code: "900", From: date("1920")}},
			Groups: []attendance.Group{{ID: "club", Kind: attendance.BodyGroup, Name: "Club"}, {ID: "duo", Kind: attendance.LabelGroup, Name: "Duo"}},
			Memberships: []attendance.Membership{
				{Group: "club", Participant: "AUS", Standing: attendance.MemberStanding, From: date("1990"), Until: date("2001-06-09")},
				{Group: "club", Participant: "AUS", Standing: attendance.Suspended, From: date("2001-06-10")},
				{Group: "duo", Participant: "AUS", Standing: attendance.MemberStanding},
			},
			People:  []attendance.Person{{ID: "ann-lee", Name: "Ann Lee"}, {ID: "bob", Name: "Bob"}, {ID: "zoe", Name: "Zoe"}},
			Records: []attendance.Record{record("", "AUS", "ann-lee"), record("talks-2001-plenary", "AUS", "bob"), record("talks-2001-dinner", "BEL", "")},
		},
	}
}

func TestNew(t *testing.T) {
	type fault struct {
		Table  string
		Row    int
		Column string
		Value  string
	}
	for _, test := range []struct {
		reason string
		change func(*rows)
		want   []fault
		says   []string // in the text of the error
	}{
		{reason: "nothing is wrong", change: func(*rows) {}},

		{"a participant needs an id", func(r *rows) { r.Tables.Participants[2].ID = "" }, []fault{{"participants", 3, "participant_id", ""}}, []string{"is required"}},
		{"a state has three letters", func(r *rows) {
			r.Tables.Participants[2] = attendance.Participant{ID: "JP", Kind: attendance.State, Name: "Japan"}
		}, []fault{{"participants", 3, "participant_id", "JP"}}, []string{"three upper-case letters of ISO 3166-1"}},
		{"a state may have the first and the last letter", func(r *rows) {
			r.Tables.Participants[2] = attendance.Participant{ID: "AZA", Kind: attendance.State, Name: "Azania"}
		}, nil, nil},
		{"a state has no digits", func(r *rows) {
			r.Tables.Participants[2] = attendance.Participant{ID: "JP1", Kind: attendance.State, Name: "Japan"}
		}, []fault{{"participants", 3, "participant_id", "JP1"}}, nil},
		{"an organisation has capitals", func(r *rows) { r.Tables.Participants[2].ID = "Eu" }, []fault{{"participants", 3, "participant_id", "Eu"}}, []string{"upper-case letters and digits"}},
		{"an organisation may have digits", func(r *rows) { r.Tables.Participants[2].ID = "AZ09" }, nil, nil},
		{"an organisation may have two letters", func(r *rows) { r.Tables.Participants[2].ID = "G7" }, nil, nil},
		{"an organisation has more than a letter", func(r *rows) { r.Tables.Participants[2].ID = "E" }, []fault{{"participants", 3, "participant_id", "E"}}, nil},
		{"a participant is there once", func(r *rows) { r.Tables.Participants[2] = r.Tables.Participants[0] }, []fault{{"participants", 3, "participant_id", "AUS"}}, []string{"is there twice; see row 1"}},
		{"a participant has a kind and a name", func(r *rows) { r.Tables.Participants[2] = attendance.Participant{ID: "EU"} }, []fault{{"participants", 3, "kind", ""}, {"participants", 3, "name", ""}}, nil},
		{"a participant does not end before it begins", func(r *rows) {
			r.Tables.Participants[2].From, r.Tables.Participants[2].Until = date("1995"), date("1994")
		}, []fault{{"participants", 3, "valid_to", "1994"}}, []string{"is before valid_from 1995"}},
		{"it may begin and end in one year", func(r *rows) {
			r.Tables.Participants[2].From, r.Tables.Participants[2].Until = date("1995-06"), date("1995")
		}, nil, nil},

		{"a group has a slug", func(r *rows) { r.Tables.Groups[1].ID, r.Tables.Memberships[2].Group = "Duo", "Duo" }, []fault{{"groups", 2, "group_id", "Duo"}}, []string{"lower-case words and digits, joined by"}},
		{"a group has a kind and a name", func(r *rows) { r.Tables.Groups[1] = attendance.Group{ID: "duo"} }, []fault{{"groups", 2, "kind", ""}, {"groups", 2, "name", ""}}, nil},
		{"a group is there once", func(r *rows) { r.Tables.Groups = append(r.Tables.Groups, r.Tables.Groups[0]) }, []fault{{"groups", 3, "group_id", "club"}}, []string{"is there twice; see row 1"}},
		{"a person has a slug", func(r *rows) { r.Tables.People[2].ID = "zoe--b" }, []fault{{"people", 3, "person_id", "zoe--b"}}, nil},
		{"a slug has no letters beyond a to z", func(r *rows) { r.Tables.People[2].ID = "zoë" }, []fault{{"people", 3, "person_id", "zoë"}}, nil},
		{"a person has an id and a name", func(r *rows) { r.Tables.People[2] = attendance.Person{} }, []fault{{"people", 3, "person_id", ""}, {"people", 3, "name", ""}}, nil},
		{"groups and people share their ids", func(r *rows) { r.Tables.People[2].ID = "club" }, []fault{{"people", 3, "person_id", "club"}}, []string{"is there twice", "also in groups"}},
		{"participants and groups share their ids", func(r *rows) {
			r.Tables.Participants[2].ID = "77"
			r.Tables.Groups = append(r.Tables.Groups, attendance.Group{ID: "77", Kind: attendance.LabelGroup, Name: "77"})
		}, []fault{{"groups", 3, "group_id", "77"}}, []string{"also in participants"}},

		{"a series is of a group", func(r *rows) { r.Gatherings.Series[0].Group = "AUS" }, []fault{{"series", 1, "group_id", "AUS"}}, []string{"no such group"}},
		{"a series may have no group", func(r *rows) { r.Gatherings.Series[0].Group = "" }, nil, nil},
		{"a summit met in participants", func(r *rows) { r.Gatherings.Summits[1].Countries = timeline.List[timeline.ActorID]{"AUS", "BLE"} }, []fault{{"summits", 2, "country_ids", "BLE"}}, []string{"no such participant", "did you mean BEL?"}},
		{"hosts are participants", func(r *rows) { r.Gatherings.Summits[1].Hosts = timeline.List[timeline.ActorID]{"club"} }, []fault{{"summits", 2, "host_ids", "club"}}, nil},
		{"issuers are participants or groups", func(r *rows) { r.Gatherings.Sources[1].Issuer = timeline.List[timeline.ActorID]{"AUS", "clubs"} }, []fault{{"sources", 2, "issuer", "clubs"}}, []string{"no such participant or group", "did you mean club?"}},
		{"coverage is of participants or groups", func(r *rows) { r.Gatherings.Coverage[0].Who = "bob" }, []fault{{"coverage", 1, "who", "bob"}}, nil},

		{"a code has a participant", func(r *rows) { r.Tables.Codes[1].Participant = "AUT" }, []fault{{"participant_codes", 2, "participant_id", "AUT"}}, []string{"did you mean AUS?"}},
		{"a code has a scheme and a text", func(r *rows) { r.Tables.Codes[1] = attendance.Code{Participant: "AUS"} }, []fault{{"participant_codes", 2, "scheme", ""}, {"participant_codes", 2, "code", ""}}, nil},
		{"a code does not end before it begins", func(r *rows) { r.Tables.Codes[1].Until = date("1919-12") }, []fault{{"participant_codes", 2, "valid_to", "1919-12"}}, []string{"is before valid_from 1920"}},
		{"a code is there once", func(r *rows) { r.Tables.Codes[1] = r.Tables.Codes[0] }, []fault{{"participant_codes", 2, "code", "036"}}, []string{"is there twice; see row 1"}},
		{"a code may come again", func(r *rows) { r.Tables.Codes[1] = r.Tables.Codes[0]; r.Tables.Codes[1].From = date("2000") }, nil, nil},

		{"a membership is of a group", func(r *rows) { r.Tables.Memberships[2].Group = "dua" }, []fault{{"memberships", 3, "group_id", "dua"}}, []string{"no such group", "did you mean duo?"}},
		{"a membership is of a participant", func(r *rows) { r.Tables.Memberships[2].Participant = "duo" }, []fault{{"memberships", 3, "participant_id", "duo"}}, []string{"no such participant"}},
		{"a membership has a status", func(r *rows) { r.Tables.Memberships[2].Standing = 0 }, []fault{{"memberships", 3, "status", ""}}, nil},
		{"a membership has known sources", func(r *rows) { r.Tables.Memberships[2].Sources = timeline.List[timeline.SourceID]{"press", "pres"} }, []fault{{"memberships", 3, "source_ids", "pres"}}, []string{"no such source", "did you mean press?"}},
		{"a membership does not end before it begins", func(r *rows) { r.Tables.Memberships[0].Until = date("1989-12-31") }, []fault{{"memberships", 1, "valid_to", "1989-12-31"}}, []string{"is before valid_from 1990"}},
		{"memberships share no day", func(r *rows) { r.Tables.Memberships[0].Until = date("2001-06-10") }, []fault{{"memberships", 2, "valid_from", "2001-06-10"}}, []string{"overlaps with AUS of club from 1990 until 2001-06-10; see row 1"}},
		{"an open membership is followed by none", func(r *rows) { r.Tables.Memberships[0].Until = timeline.Date{} }, []fault{{"memberships", 2, "valid_from", "2001-06-10"}}, []string{"until today"}},
		{"coarse dates may lie apart", func(r *rows) { r.Tables.Memberships[0].Until = date("2001") }, nil, nil},
		{"two with one first day cannot be told apart", func(r *rows) {
			r.Tables.Memberships[0].From, r.Tables.Memberships[1].From = timeline.Date{}, timeline.Date{}
		}, []fault{{"memberships", 2, "valid_from", ""}}, []string{"see row 1"}},
		{"it is the same in whatever order", func(r *rows) {
			m := r.Tables.Memberships
			m[0], m[1] = m[1], m[0]
			m[1].Until = date("2001-06-10")
		}, []fault{{"memberships", 2, "valid_from", "1990"}}, []string{"overlaps with AUS of club from 2001-06-10 until today; see row 1"}},

		{"a record is of a summit", func(r *rows) { r.Tables.Records[0].Summit = "talks-2011" }, []fault{{"attendance", 1, "summit_id", "talks-2011"}}, []string{"no such summit", "did you mean talks-2001"}},
		{"a record is of a session", func(r *rows) { r.Tables.Records[1].Session = "talks-2001-plenery" }, []fault{{"attendance", 2, "session_id", "talks-2001-plenery"}}, []string{"no such session", "did you mean talks-2001-plenary"}},
		{"the session is one of the summit", func(r *rows) { r.Tables.Records[1].Session = "talks-2002-plenary" }, []fault{{"attendance", 2, "session_id", "talks-2002-plenary"}}, []string{"is a session of talks-2002, not of talks-2001"}},
		{"a record is of a participant", func(r *rows) { r.Tables.Records[1].Participant = "club" }, []fault{{"attendance", 2, "participant_id", "club"}}, []string{"no such participant"}},
		{"a record has a known person", func(r *rows) { r.Tables.Records[0].Person = "ann-leo" }, []fault{{"attendance", 1, "person_id", "ann-leo"}}, []string{"no such person", "did you mean ann-lee?"}},
		{"who was to come is a known person", func(r *rows) { r.Tables.Records[0].InPlaceOf = "AUS" }, []fault{{"attendance", 1, "in_place_of", "AUS"}}, []string{"no such person"}},
		{"a record has a status", func(r *rows) { r.Tables.Records[2].Status = 0 }, []fault{{"attendance", 3, "status", ""}}, []string{"is required"}},
		{"a record has words that there are", func(r *rows) { r.Tables.Records[2].Status = 99 }, []fault{{"attendance", 3, "status", "invalid(99)"}}, []string{"has no value 99"}},
		{"a record has no other confidence", func(r *rows) { r.Tables.Records[2].Confidence = 99 }, []fault{{"attendance", 3, "confidence", "invalid(99)"}}, []string{"has no value 99"}},
		{"a record has no other capacity", func(r *rows) { r.Tables.Records[2].Capacity = 99 }, []fault{{"attendance", 3, "capacity", "invalid(99)"}}, []string{"has no value 99"}},
		{"a record has no other mode", func(r *rows) { r.Tables.Records[2].Mode = 99 }, []fault{{"attendance", 3, "mode", "invalid(99)"}}, []string{"has no value 99"}},
		{"a record has no other level", func(r *rows) { r.Tables.Records[2].Level = 99 }, []fault{{"attendance", 3, "level", "invalid(99)"}}, []string{"has no value 99"}},
		{"nobody is outside by a record", func(r *rows) { r.Tables.Records[2].Status = attendance.Outside }, []fault{{"attendance", 3, "status", "outside"}}, []string{"want one of attended, absent, unknown"}},
		{"a record has a confidence", func(r *rows) { r.Tables.Records[2].Confidence = 0 }, []fault{{"attendance", 3, "confidence", ""}}, nil},
		{"a record has sources", func(r *rows) { r.Tables.Records[2].Sources = nil }, []fault{{"attendance", 3, "source_ids", ""}}, []string{"is required"}},
		{"a record has known sources", func(r *rows) { r.Tables.Records[2].Sources = timeline.List[timeline.SourceID]{"presse"} }, []fault{{"attendance", 3, "source_ids", "presse"}}, []string{"did you mean press?"}},
		{"who was absent sent nobody", func(r *rows) { r.Tables.Records[2].Status, r.Tables.Records[2].Person = attendance.Absent, "zoe" }, []fault{{"attendance", 3, "person_id", "zoe"}}, []string{"want no person", "in_place_of"}},
		{"a record is there once", func(r *rows) { r.Tables.Records[2] = r.Tables.Records[0] }, []fault{{"attendance", 3, "person_id", "ann-lee"}}, []string{"is there twice; see row 1"}},
		{"a cell has one status", func(r *rows) {
			r.Tables.Records[1].Session, r.Tables.Records[1].Status = "", attendance.Unknown
		}, []fault{{"attendance", 2, "status", "unknown"}}, []string{"contradicts", "AUS is attended here; see row 1"}},
		{"a cell may have two heads", func(r *rows) { r.Tables.Records[1].Session = "" }, nil, nil},
		{"who is replaced is not there", func(r *rows) {
			r.Tables.Records[1].Session, r.Tables.Records[1].InPlaceOf = "", "ann-lee"
		}, []fault{{"attendance", 2, "in_place_of", "ann-lee"}}, []string{"was present here too", "see row 1"}},
		{"nobody replaces himself", func(r *rows) { r.Tables.Records[0].InPlaceOf = "ann-lee" }, []fault{{"attendance", 1, "in_place_of", "ann-lee"}}, []string{"was present here too"}},
		{"who is replaced in a session may be at the summit", func(r *rows) { r.Tables.Records[1].InPlaceOf = "ann-lee" }, nil, nil},
		{"an expected person is not there yet", func(r *rows) {
			r.Tables.Records[0].Status, r.Tables.Records[0].InPlaceOf = attendance.Unknown, "ann-lee"
		}, nil, nil},
		{"who sat in a body session was at the summit", func(r *rows) {
			r.Tables.Records[0].Status, r.Tables.Records[0].Person = attendance.Absent, ""
		}, []fault{{"attendance", 2, "status", "attended"}}, []string{"contradicts", "AUS was absent from the summit; see row 1"}},
		{"a side session may be without the summit", func(r *rows) {
			r.Tables.Records[0].Status, r.Tables.Records[0].Person = attendance.Absent, ""
			r.Tables.Records[1].Session = "talks-2001-dinner"
		}, nil, nil},
		{"what is to come was not attended", func(r *rows) { r.Tables.Records[0].Summit = "talks-2003" }, []fault{{"attendance", 1, "status", "attended"}}, []string{"talks-2003 is scheduled, so this is not known yet"}},
		{"what is to come was not missed", func(r *rows) {
			r.Tables.Records[0].Summit, r.Tables.Records[0].Status, r.Tables.Records[0].Person = "talks-2003", attendance.Absent, ""
		}, []fault{{"attendance", 1, "status", "absent"}}, nil},
		{"of a summit without a status only that is said", func(r *rows) { r.Gatherings.Summits[0].Status = 0 }, []fault{{"summits", 1, "status", ""}}, nil},
		{"somebody may be expected", func(r *rows) {
			r.Tables.Records[0].Summit, r.Tables.Records[0].Status = "talks-2003", attendance.Unknown
		}, nil, nil},
		{"who is gone does not come", func(r *rows) { r.Tables.Records[2].Summit, r.Tables.Records[2].Session = "talks-2002", "" }, []fault{{"attendance", 3, "participant_id", "BEL"}}, []string{"did not exist at talks-2002 (2002-06-10)", "until 2001"}},
		{"who is not there yet does not come", func(r *rows) {
			r.Tables.Participants[1].From, r.Tables.Participants[1].Until = date("2001-06-11"), timeline.Date{}
		}, []fault{{"attendance", 3, "participant_id", "BEL"}}, []string{"from 2001-06-11 on"}},
		{"the last day is a day", func(r *rows) { r.Tables.Participants[1].Until = date("2001-06-10") }, nil, nil},

		{"all faults come together, those of the gatherings too", func(r *rows) {
			r.Gatherings.Summits[0].Name = ""
			r.Gatherings.Coverage[0].Who = "nobody-there"
			r.Tables.Participants[0].Name = ""
			r.Tables.Codes[0].Code = ""
			r.Tables.Memberships[0].Standing = 0
			r.Tables.Records[2].Confidence, r.Tables.Records[2].Sources = 0, nil
		}, []fault{
			{"summits", 1, "name", ""},
			{"participants", 1, "name", ""},
			{"coverage", 1, "who", "nobody-there"},
			{"participant_codes", 1, "code", ""},
			{"memberships", 1, "status", ""},
			{"attendance", 3, "confidence", ""},
			{"attendance", 3, "source_ids", ""},
		}, nil},
	} {
		t.Run(test.reason, func(t *testing.T) {
			r := sound()
			test.change(&r)
			register, err := attendance.New(r.Gatherings, r.Tables)
			list, all := timeline.Faults(err)
			require.True(t, all, "every error is a fault: %v", err)
			var got []fault
			for _, f := range list {
				got = append(got, fault{f.Table, f.Row, f.Column, f.Value})
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("faults (-want +got):\n%s\n%v", diff, err)
			}
			if err != nil && !register.Equal(attendance.Register{}) {
				t.Error("there is a register beside the error")
			}
			for _, text := range test.says {
				if err != nil && !strings.Contains(err.Error(), text) {
					t.Errorf("the error does not say %q: %v", text, err)
				}
			}
		})
	}
}

// Programs tell faults apart by what they wrap.
func TestNewFaultsUnwrap(t *testing.T) {
	r := sound()
	r.Tables.Participants[2] = r.Tables.Participants[0]
	r.Tables.Records[0].Person = "ann-leo"
	_, err := attendance.New(r.Gatherings, r.Tables)
	var unknown *timeline.UnknownError
	require.True(t, errors.As(err, &unknown))
	if diff := cmp.Diff(&timeline.UnknownError{What: "person", ID: "ann-leo", Near: []string{"ann-lee"}}, unknown); diff != "" {
		t.Errorf("unknown (-want +got):\n%s", diff)
	}
	if !errors.Is(err, timeline.ErrDuplicate) {
		t.Errorf("no ErrDuplicate in %v", err)
	}
}

// A register keeps rows of its own: what a caller does with its tables afterwards changes nothing.
func TestNewCopies(t *testing.T) {
	r := sound()
	want, got := sound().register(t), r.register(t)
	r.Tables.Participants[0].Name = "changed"
	r.Tables.Codes[0].Code = "changed"
	r.Tables.Groups[0].Name = "changed"
	r.Tables.Memberships[0].Note = "changed"
	r.Tables.People[0].Name = "changed"
	r.Tables.Records[0].Sources[0] = "changed" // shared by all records
	r.Gatherings.Summits[0].Name = "changed"
	r.Gatherings.Sources[1].Issuer[0] = "changed"
	if !got.Equal(want) {
		t.Error("the register has changed with the rows that it was made of")
	}
	if diff := cmp.Diff(slices.Collect(want.Records()), slices.Collect(got.Records())); diff != "" {
		t.Errorf("records (-want +got):\n%s", diff)
	}
	if !(attendance.Register{}).Equal(attendance.Register{}) || got.Equal(attendance.Register{}) {
		t.Error("only the empty register is equal to the empty one")
	}
}

// Rows come out in the order of the model, whatever order they came in.
func TestRegisterOrder(t *testing.T) {
	r := sound()
	slices.Reverse(r.Tables.Participants)
	slices.Reverse(r.Tables.Codes)
	slices.Reverse(r.Tables.Groups)
	slices.Reverse(r.Tables.Memberships)
	slices.Reverse(r.Tables.People)
	slices.Reverse(r.Tables.Records)
	register := r.register(t)
	var got []string
	for p := range register.Participants() {
		got = append(got, string(p.ID))
	}
	for c := range register.Codes() { // by the text of the scheme
		got = append(got, c.Scheme.String())
	}
	for g := range register.Groups() {
		got = append(got, string(g.ID))
	}
	for m := range register.Memberships() {
		got = append(got, string(m.Group)+" "+m.From.String())
	}
	for p := range register.People() {
		got = append(got, string(p.ID))
	}
	for x := range register.Records() {
		got = append(got, string(x.Session)+" "+string(x.Person))
	}
	want := []string{
		"AUS", "BEL", "EU", "cow", "m49", "club", "duo", "club 1990", "club 2001-06-10", "duo ", "ann-lee", "bob", "zoe",
		" ann-lee", "talks-2001-dinner ", "talks-2001-plenary bob",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	for id, name := range map[timeline.ActorID]string{"AUS": "Australia", "club": "Club", "ann-lee": "Ann Lee", "nobody": "nobody"} {
		if register.Name(id) != name {
			t.Errorf("Name(%q) = %q, want %q", id, register.Name(id), name)
		}
	}
}
