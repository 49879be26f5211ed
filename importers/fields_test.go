package importers_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/importers"
	"github.com/summitry/summitry/timeline"
)

// Drafts of the lists of testdata, and of one with words for levels and numbers for codes.
func TestDrafts(t *testing.T) {
	travel := "TripID,LeaderFullName,LeaderRole,Rank,Present,LeaderCOW,LeaderCountryOrIGO,CityVisited,TripStartDate\n" +
		"1,Barack Obama,President,GS,yes,2,USA,Antalya,11/14/2015\n2,Shinzo Abe,Prime Minister,Prime Minister,no,740,Japan,Antalya,1/2/2015\n" +
		"3,X Y,Envoy,head of state,perhaps,365,Elbonia,Antalya,1/2/2015\n"
	var b strings.Builder
	for _, list := range []struct{ name, text string }{
		{"delegates.csv", testdata(t, "delegates.csv")},
		{"ministers.csv", testdata(t, "ministers.csv")},
		{"sessions.csv", testdata(t, "sessions.csv")},
		{"wikidata.json", testdata(t, "wikidata.json")},
		{"travel", travel},
		{"days first", "date,country\n13/02/2015,France\n"},
		{"days unclear", "date,country\n03/02/2015,France\n"},
		{"two letters", "date,code\n2015,FR\n2015,DE\n"},
		{"who came", "year,meeting,country,c\n2015,Arna,France,1\n2015,Arna,Japan,0\n"},
		{"nothing known", "a,b\n1,2\n"},
	} {
		text, err := importers.Draft(strings.NewReader(list.text), importers.Options{Known: known(t)})
		require.NoError(t, err, list.name)
		fmt.Fprintf(&b, "== %s\n%s", list.name, text)
		if _, err := importers.ReadMapping(strings.NewReader(text)); err == nil || strings.Contains(err.Error(), "toml") {
			t.Errorf("%s: %v: want a mapping with what is to be filled in", list.name, err)
		}
	}
	golden(t, "drafts.golden", b.String())
	for _, list := range []string{"", "PK\x03\x04", "{}", "a\n\"b\n"} {
		_, err := importers.Draft(strings.NewReader(list), importers.Options{})
		require.Error(t, err)
	}
}

// one imports a list of one row of the columns a to e, and gives the tables.
func one(t *testing.T, extra, row string) (string, importers.Report, error) {
	t.Helper()
	text := "[[series]]\nid = \"x\"\nname = \"X\"\n[columns]\nstart_date = \"a\"\nparticipant = \"b\"\n" + extra
	if !strings.Contains(extra, "source_") {
		text += "\n[constants]\nsource_title = \"S\"\n"
	}
	m := mapping(t, text)
	data, report, err := m.Import(strings.NewReader("a,b,c,d,e\n"+row), importers.Options{Known: known(t)})
	return tables(t, data), report, err
}

// Each field arrives in its column.
func TestFields(t *testing.T) {
	for _, row := range []struct{ extra, row, want string }{
		{"country = \"c\"\nhost = \"d\"\n", "2019,France,Germany;Austria,Japan,", "\nx-2019,x,2019,,regular,2019,2019,,DEU;AUT,JPN,held,"},
		{"city = \"c\"\n", "2019,France,Bonn; Berlin,,", "x-2019-bonn-berlin,x,Bonn and Berlin 2019,,regular,2019,2019,Bonn;Berlin,"},
		{"ordinal = \"c\"\nsummit_name = \"Meeting {c} at {d}\"\n", "2019,France,7,Rome,", "x-2019-meeting-7-at-rome,x,Meeting 7 at Rome,7,"},
		{"summit_name = \"{c} {d}\"\n", "2019,France,NA,Rome,", ",x,Rome,"},
		{"summit_id = \"c\"\n", "2019,France,X-9,,", "\nx-9,x,"},
		{"summit_wikidata_id = \"c\"\nend_date = \"d\"\n", "2019-05-01,France,Q12,2019-05-03,", ",2019-05-01,2019-05-03,,,,held,in_person,Q12,"},
		{"kind = \"c\"\nformat = \"d\"\n", "2019,France,Special,online,", ",extraordinary,2019,2019,,,,held,virtual,"},
		{"capacity = \"c\"\nmode = \"d\"\nconfidence = \"e\"\n", "2019,France,Observer,In person,HIGH", ",attended,guest,in_person,,,,high,"},
		{"summit_status = \"c\"\nstatus = \"d\"\nperson = \"e\"\n", "2029,France,planned,unknown,Ann Lee", ",FRA,lee-ann,unknown,"},
		{"person = \"c\"\nin_place_of = \"d\"\n", "2019,France,Ann Lee,Bo Ash,", ",FRA,lee-ann,attended,,,,,ash-bo,"},
		{"given_name = \"c\"\nfamily_name = \"d\"\n", "2019,France,Ann,DE LA TOUR,", "de-la-tour-ann,Ann De La Tour,"},
		{"family_name = \"c\"\n", "2019,France,Lee,,", "\nlee,Lee,"},
		{"person = \"c\"\nperson_wikidata_id = \"d\"\n", "2019,France,安倍晋三,Q99132345,", "\nq99132345,安倍晋三,Q99132345\n"},
		{"person = \"c\"\nperson_id = \"d\"\n", "2019,France,Ann Lee,LEE 01,", "\nlee-01,Ann Lee,\n"},
		{"source_url = \"c\"\nsource_published = \"d\"\nsource_kind = \"e\"\n", "2019,France,https://www.example.org/a/b,2019-05-01,News", "\nexample-org-a-b,press,https://www.example.org/a/b,,,https://www.example.org/a/b,2019-05-01,,\n"},
		{"source_url = \"c\"\n[constants]\nsource_title = \"" + strings.Repeat("long title ", 10) + "\"\n", "2019,France,,,", "\nlong-title-long-title-long-title-long-title-long-title-long,list,"},
		{"[values.participant]\n\"the hexagon\" = \"FRA\"\n", "2019,The Hexagon,,,", ",FRA,"},
		{"[countries]\n\"Korea\" = \"KOR\"\n", "2019,korea,,,", ",KOR,"},
		{"[[participants]]\nid = \"LHB\"\nkind = \"organisation\"\nname = \"Lighthouse Board\"\nvalid_from = \"1950\"\n", "2019,lighthouse board,,,", "\nLHB,organisation,Lighthouse Board,1950,\n"},
		{"participant_kind = \"c\"\n", "2019,Red,igo,,", "\nREDORG,organisation,Red,"},
		{"participant_kind = \"c\"\n", "2019,Eu Forum,igo,,\n2019,EU-Forum!,igo,,", "\nEUFORUM,organisation,Eu Forum,"},
		{"session_name = \"c\"\nsession_id = \"d\"\ntrack = \"e\"\n", "2019,France,Opening,S1,General", "\nx-2019-s1,x-2019,general,body,Opening,"},
	} {
		got, report, err := one(t, row.extra, row.row+"\n")
		if err != nil || !strings.Contains(got, row.want) {
			t.Errorf("%s%s\n%v\n%s%v\nwant %s", row.extra, row.row, err, got, report.Entries, row.want)
		}
	}
}

// What a row says wrong in a field of a meeting or of a source is refused.
func TestFieldsRefused(t *testing.T) {
	for _, row := range []struct{ extra, row, want string }{
		{"country = \"c\"\n", "2019,France,Elbonia,,", "no such participant"},
		{"ordinal = \"c\"\n", "2019,France,seven,,", "want a whole number from 1 on"},
		{"end_date = \"c\"\n", "2019-05-02,France,2019-05-01,,", "is before the start, 2019-05-02"},
		{"status = \"c\"\n", "2019,France,,,", `is empty: say what that means under [values.status], as "" = "attended"`},
		{"summit_status = \"c\"\n", "2029,France,scheduled,,", "nobody attended or was absent"},
		{"level = \"c\"\n[values.level]\n\"fm\" = \"foreign_minister\"\n\"FM\" = \"finance_minister\"\n", "2019,France,Fm,,", "want one of head_of_state"},
		{"status = \"c\"\n", "2019,France,outside,,", "who was neither member nor invited has no row"},
		{"summit_status = \"c\"\n", "2019,France,cancelled,,", "nobody attended or was absent"},
		{"source_url = \"c\"\n", "2019,France,see below,,", "want addresses"},
		{"source_url = \"c\"\n", "2019,France,,,", "is empty: want a source"},
		{"participant_kind = \"c\"\n", "2019,Ελλάς,igo,,", "has no Latin letters to make an id of"},
		{"participant_kind = \"c\"\n", "2019,Congo,igo,,", "several have this name"},
		{"session_name = \"c\"\n", "2019,France,Ελλάς,,", "want columns for session_id and track"},
	} {
		_, report, err := one(t, row.extra, row.row+"\n")
		if !errors.Is(err, importers.ErrRefused) || !strings.Contains(fmt.Sprint(report.Entries), row.want) {
			t.Errorf("%s%s\n%v %v\nwant %s", row.extra, row.row, err, report.Entries, row.want)
		}
	}
}

// Rows that are right one by one and not together are an error with their lines.
func TestContradictions(t *testing.T) {
	_, _, err := one(t, "ordinal = \"c\"\nsummit_name = \"d\"\n", "2019,France,7,A,\n2020,France,7,B,\n")
	require.ErrorContains(t, err, "the rows contradict each other: ")
	require.ErrorContains(t, err, "is the number of x-2019-a too")
	_, _, err = one(t, "person = \"c\"\nin_place_of = \"d\"\nsession_name = \"e\"\n", "2019,France,Ann Lee,Bo Ash,P\n2019,Japan,Bo Ash,,P\n2019,France,Bo Ash,,P\n")
	require.NoError(t, err, "Bo Ash came for France too, but of equal rank only the first is kept")
}

// Of rows that differ on a meeting the first stands if the mapping says so.
func TestSameMeeting(t *testing.T) {
	text := strings.Replace(small, `level = "level"`, `city = "level"`, 1)
	rows := "2019-05-01,A,France,Ann Lee,Bonn\n2019-05-02,A,Japan,Bo Ash,Köln\n"
	for _, top := range []string{"", "same_meeting = \"refuse\"\n"} {
		_, report, err := importRows(t, top+text, rows)
		require.ErrorIs(t, err, importers.ErrRefused)
		require.Equal(t, 1, report.Refused)
		require.Contains(t, fmt.Sprint(report.Entries), "the same meeting has 2019-05-01 on line 2")
	}
	data, report, err := importRows(t, "same_meeting = \"first\"\n"+text, rows)
	require.NoError(t, err)
	for s := range data.Timeline().Summits() {
		require.Equal(t, timeline.Date{Year: 2019, Month: 5, Day: 1}, s.End)
		require.Equal(t, "Bonn", s.Cities.String())
	}
	require.Contains(t, fmt.Sprint(report.Entries), "the meeting has another value on an earlier line, which stands")
}

// Times of Wikidata are as precise as it says.
func TestPrecision(t *testing.T) {
	m := mapping(t, strings.Replace(testdata(t, "wikidata.toml"), `summit_name = "summitLabel"`, "", 1))
	for precision, want := range map[string]string{"9": "2011", "10": "2011-05", "11": "2011-05-26", "14": "2011-05-26", "": "2011-05-26", "8": ""} {
		list := fmt.Sprintf(`[{"start": "2011-05-26T00:00:00Z", "start_precision": %q, "iso": "FRA", "summit": "", "placeLabel": "", "person": "", "personLabel": "", "officeLabel": ""}]`, precision)
		data, report, err := m.Import(strings.NewReader(list), importers.Options{})
		got := ""
		for s := range data.Timeline().Summits() {
			got = s.Start.String()
		}
		if got != want || (err == nil) != (want != "") {
			t.Errorf("precision %q: %s %v %v, want %s", precision, got, err, report.Entries, want)
		}
	}
	// A year alone is given as its first day. That the day is not taken for one is said.
	for start, want := range map[string]string{"2011-01-01T00:00:00Z": "2011", "2011-01-01T10:00:00Z": "2011-01-01", "2011-01-02T00:00:00Z": "2011-01-02"} {
		list := fmt.Sprintf(`[{"start": %q, "startPrecision": "", "iso": "FRA", "summit": "", "placeLabel": "", "person": "", "personLabel": "", "officeLabel": ""}]`, start)
		data, report, err := m.Import(strings.NewReader(list), importers.Options{})
		require.NoError(t, err)
		for s := range data.Timeline().Summits() {
			require.Equal(t, want, s.Start.String(), start)
		}
		require.Equal(t, want == "2011", strings.Contains(fmt.Sprint(report.Entries), "read as the year alone"), start)
	}
}

// A report that cannot be written is an error.
func TestReportIsWrittenWhole(t *testing.T) {
	_, report, err := one(t, "person = \"c\"\n", "2019,France,Ann Lee,,\n")
	require.NoError(t, err)
	var whole strings.Builder
	require.NoError(t, report.WriteText(&whole))
	for left := range whole.Len() {
		require.ErrorIs(t, report.WriteText(&full{left}), errFull)
	}
}

// full is a disk that is full after some bytes.
type full struct{ left int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.left {
		return 0, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

// The zero mapping maps nothing, and does not panic.
func TestZeroMapping(t *testing.T) {
	data, _, err := importers.Mapping{}.Import(strings.NewReader("a,b\n1,2\n"), importers.Options{})
	require.Error(t, err)
	require.True(t, data.Equal(dataset.Data{}.Register))
}
