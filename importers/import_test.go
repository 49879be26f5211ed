package importers_test

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/importers"
	_ "github.com/summitry/summitry/internal/samedraws"
	"github.com/summitry/summitry/timeline"
)

var update = flag.Bool("update", false, "write the golden files anew")

func golden(t *testing.T, name, got string) {
	t.Helper()
	path := filepath.Join("testdata", name)
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
}

var open = sync.OnceValues(dataset.Open)

func known(t testing.TB) dataset.Data {
	t.Helper()
	data, err := open()
	require.NoError(t, err)
	return data
}

func mapping(t testing.TB, text string) importers.Mapping {
	t.Helper()
	m, err := importers.ReadMapping(strings.NewReader(text))
	require.NoError(t, err)
	return m
}

// tables gives the tables of a data set that have rows, as CSV.
func tables(t *testing.T, data dataset.Data) string {
	t.Helper()
	var b strings.Builder
	for i, table := range exporters.Tables(data.Register) {
		if data.Counts()[i].Rows > 0 {
			b.WriteString("== " + table.Name() + "\n")
			require.NoError(t, exporters.WriteCSV(&b, table))
		}
	}
	return b.String()
}

// reloads wants the data to be a folder that loads as the same data.
func reloads(t *testing.T, data dataset.Data) {
	t.Helper()
	dir := t.TempDir()
	require.NoError(t, exporters.WriteDir(dir, "csv", exporters.WriteCSV, exporters.Tables(data.Register)...))
	back, err := dataset.Load(os.DirFS(dir))
	require.NoError(t, err)
	require.True(t, back.Equal(data.Register))
}

// Each list of testdata gives the tables and the report of its golden file, all entries of the report too.
func TestLists(t *testing.T) {
	for _, name := range []string{"ministers.csv", "delegates.csv", "sessions.csv", "wikidata.json"} {
		t.Run(name, func(t *testing.T) {
			base := strings.TrimSuffix(name, filepath.Ext(name))
			text, err := os.ReadFile(filepath.Join("testdata", base+".toml"))
			require.NoError(t, err)
			list, err := os.ReadFile(filepath.Join("testdata", name))
			require.NoError(t, err)
			m := mapping(t, string(text))
			data, report, err := m.Import(bytes.NewReader(list), importers.Options{Known: known(t), SkipRefused: true})
			require.NoError(t, err)
			reloads(t, data)
			require.Equal(t, report.Rows, report.Mapped+report.LeftOut+report.Refused)
			var b strings.Builder
			require.NoError(t, report.WriteText(&b))
			b.WriteString(tables(t, data))
			b.WriteString("== report\n")
			for _, e := range report.Entries {
				fmt.Fprintf(&b, "%d|%s|%s|%s|%s|%s|%d\n", e.Line, e.Column, e.Value, e.Outcome, e.Became, e.Note, e.Rows)
			}
			golden(t, base+".golden", b.String())

			again, _, err := m.Import(bytes.NewReader(list), importers.Options{Known: known(t), SkipRefused: true})
			require.NoError(t, err)
			require.True(t, again.Equal(data.Register), "an import is not the same twice")
			if report.Refused > 0 {
				none, strict, err := m.Import(bytes.NewReader(list), importers.Options{Known: known(t)})
				require.ErrorIs(t, err, importers.ErrRefused)
				require.True(t, none.Equal(dataset.Data{}.Register))
				require.Equal(t, report.Refused, strict.Refused)
			}
		})
	}
}

// small is a mapping to which tests add.
const small = `
[[series]]
id = "x"
name = "X"
[columns]
start_date = "date"
summit_name = "meeting"
participant = "country"
person = "person"
level = "level"
[constants]
source_title = "S"
`

// Import of rows of date, meeting, country, person, level.
func importRows(t *testing.T, mappingText, rows string) (dataset.Data, importers.Report, error) {
	t.Helper()
	return mapping(t, mappingText).Import(strings.NewReader("date,meeting,country,person,level\n"+rows), importers.Options{Known: known(t)})
}

// What cannot be mapped is refused with the line, the column, the value and what is wanted.
func TestRefused(t *testing.T) {
	for _, row := range []struct {
		top, rows, column, value, note string
		line                           int
	}{
		{"", "2019,A,Congo,Ann Lee,\n", "country", "Congo", "several have this name: want COD (Democratic Republic of the Congo) or COG (Republic of the Congo); say which under [countries]", 2},
		{"", "2019,A,Korea,Ann Lee,\n", "country", "Korea", "several have this name: want KOR (South Korea) or PRK (North Korea); say which under [countries]", 2},
		{"", "2019,A,Frnace,Ann Lee,\n", "country", "Frnace", "no such participant: did you mean FRA (France)?", 2},
		{"", "2019,A,,Ann Lee,\n", "country", "", "is empty: want a participant", 2},
		{"", "03/04/2019,A,France,Ann Lee,\n", "date", "03/04/2019", `is ambiguous: want 2019-04-03 (say dates = ["D/M/YYYY"]) or 2019-03-04 (say dates = ["M/D/YYYY"])`, 2},
		{"", "soon,A,France,Ann Lee,\n", "date", "soon", "want a date, as", 2},
		{"", ",A,France,Ann Lee,\n", "date", "", "is empty: want the day, or at least the year", 2},
		{"", "2019,A,France,Ann Lee,Boss\n", "level", "Boss", "want one of head_of_state,", 2},
		{"", "2019,A,France,Ann Lee,\n2019-05,A,Japan,Bo Li,\n", "date", "2019-05", "the same meeting has 2019 on line 2", 3},
		{"", "1985,A,Russia,Ann Lee,\n", "country", "Russia", "RUS did not exist on 1985: want SUN (Soviet Union)", 2},
		{"", "2019,A,DDR,Ann Lee,\n", "country", "DDR", "DDR did not exist on 2019: want DEU (Germany)", 2},
		{"", "2019,A,France\n", "", "", "has 3 cells, and the header 5", 2},
		{"", "2019,A,France,安倍晋三,\n", "person", "安倍晋三", "has no Latin letters to make an id of", 2},
		{"", "2019,A,France,Ann \uFFFD,\n", "person", "Ann \uFFFD", "was read in a wrong encoding", 2},
		{"", "31/02/2019,A,France,Ann Lee,\n", "date", "31/02/2019", "there is no such day", 2},
	} {
		data, report, err := importRows(t, row.top+small, row.rows)
		if !errors.Is(err, importers.ErrRefused) || report.Refused != 1 || !data.Equal(dataset.Data{}.Register) {
			t.Errorf("%q: %v, %d refused, want one refused and no data", row.rows, err, report.Refused)
			continue
		}
		e := report.Entries[len(report.Entries)-1]
		if e.Line != row.line || e.Column != row.column || e.Value != row.value || !strings.Contains(e.Note, row.note) || e.Outcome != importers.Refused {
			t.Errorf("%q: refused %+v,\nwant line %d, %s %q: %s", row.rows, e, row.line, row.column, row.value, row.note)
		}
	}
}

// What the file or the mapping as a whole has wrong is an error that says where.
func TestErrors(t *testing.T) {
	for _, row := range []struct {
		top, list, want string
	}{
		{"", "", "is empty: want a header"},
		{"", "date,meeting,country,person,level\n", "no row of the list was mapped"},
		{"", "date,meeting,contry,person,level\n2019,A,France,Ann,\n", `line 8: columns.participant "country": no such column; did you mean contry?`},
		{"", "date,meeting,country,country,person,level\n", `"country": the list has 2 columns named so`},
		{"", "date,meeting,country,person,level\n2019,A,France,\"Ann,\n", `line 2: extraneous or missing " in quoted-field: mend it, or say quotes = "lazy"`},
		{"", "PK\x03\x04", "is a spreadsheet or an archive"},
		{"", "a,b\x00c\n", "binary"},
		{"encoding = \"utf-8\"\n", "date,meeting,country,person,level\n2019,A,Fr\xe9nce,Ann,\n", "not UTF-8, at byte 43"},
		{"header_line = 9\n", "date\n", "has no line 9"},
		{"", `{"error": "timeout"}`, "no result of a query of Wikidata"},
		{"", `[1, 2]`, `line 1: result 1 is "1": want an object`},
		{"", "{\n\"head\": ,", "line 2: is no valid JSON: invalid character"},
		{"", `[{"date": [1]}]`, `line 1: result 1, "date": is an array`},
		{"", `{"head": {"vars": ["date"]}, "results": {"bindings": [{"date": {"type": "literal", "value": 3}}]}}`, `line 1: result 1, "date": is `},
	} {
		data, _, err := mapping(t, row.top+small).Import(strings.NewReader(row.list), importers.Options{})
		if err == nil || !strings.Contains(err.Error(), row.want) || !data.Equal(dataset.Data{}.Register) {
			t.Errorf("%q: %v\nwant %s", row.list, err, row.want)
		}
	}
}

// A list says the same in every encoding, with every delimiter and every end of lines.
func TestForms(t *testing.T) {
	want, _, err := importRows(t, small, "2019,Août,Côte d'Ivoire,Zoé Kłos,\n2019,Août,France,Ann Lee,\n")
	require.NoError(t, err)
	text := "date,meeting,country,person,level\n2019,Août,Côte d'Ivoire,Zoé Kłos,\n2019,Août,France,Ann Lee,\n"
	utf16 := []byte{0xff, 0xfe}
	for _, r := range text {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	var objects strings.Builder
	objects.WriteString(`[{"date":"2019","meeting":"Août","country":"Côte d'Ivoire","person":"Zoé Kłos","level":null},` +
		`{"date":2019,"meeting":"Août","country":{"type":"literal","value":"France"},"person":"Ann Lee","level":""}]`)
	for name, list := range map[string]string{
		"byte order mark": "\ufeff" + text,
		"CRLF":            strings.ReplaceAll(text, "\n", "\r\n"),
		"CR":              strings.ReplaceAll(text, "\n", "\r"),
		"semicolons":      strings.ReplaceAll(text, ",", ";"),
		"tabs":            strings.ReplaceAll(text, ",", "\t"),
		"bars":            strings.ReplaceAll(text, ",", "|"),
		"UTF-16":          string(utf16),
		"blanks":          strings.ReplaceAll(text, ",", " , "),
		"blank lines":     strings.ReplaceAll(text, "\n", "\n\n,,,,\n"),
		"hard blanks":     strings.ReplaceAll(text, "Ann Lee", "\u00a0Ann\u00a0 Lee\u200b"),
		"case of header":  strings.Replace(text, "country", "Country", 1),
		"JSON":            objects.String(),
	} {
		data, _, err := mapping(t, small).Import(strings.NewReader(list), importers.Options{Known: known(t)})
		require.NoError(t, err, name)
		if !data.Equal(want.Register) {
			t.Errorf("%s: %s", name, cmp.Diff(tables(t, want), tables(t, data)))
		}
	}
	latin := "date,meeting,country,person,level\n2019,A,C\xf4te d\x92Ivoire,Zo\xe9 Klos,\n"
	data, report, err := mapping(t, small).Import(strings.NewReader(latin), importers.Options{Known: known(t)})
	require.NoError(t, err)
	require.Contains(t, tables(t, data), "Zoé Klos")
	require.Equal(t, "it is not UTF-8, so it is read as windows-1252", report.Entries[0].Note)
}

// Of the rows of a delegation those become records that heads says: a slow version of the choice agrees on random delegations.
func TestHeads(t *testing.T) {
	levels := []string{"", "head_of_state", "minister", "minister", "official", "other"}
	ranks := map[string]int{"": 8, "other": 8, "head_of_state": 1, "minister": 3, "official": 7}
	rapid.Check(t, func(r *rapid.T) {
		heads := rapid.SampledFrom([]string{"", "highest", "equals", "first", "all"}).Draw(r, "heads")
		n := rapid.IntRange(1, 6).Draw(r, "rows")
		var rows strings.Builder
		var names, level []string
		for i := range n {
			name := rapid.SampledFrom([]string{"Ann Ash", "Bea Birch", "Cy Cedar", "Di Dock"}).Draw(r, "name")
			l := rapid.SampledFrom(levels).Draw(r, "level")
			names, level = append(names, name), append(level, l)
			fmt.Fprintf(&rows, "2019,A,France,%s,%s\n", name, l)
			_ = i
		}
		top := ""
		if heads != "" {
			top = fmt.Sprintf("heads = %q\n", heads)
		}
		data, report, err := importRows(t, top+small, rows.String())
		require.NoError(t, err)
		best := map[string]int{} // of each person
		top1 := 9
		for i, name := range names {
			if rank, ok := best[name]; !ok || ranks[level[i]] < rank {
				best[name] = ranks[level[i]]
			}
			top1 = min(top1, ranks[level[i]])
		}
		want := map[string]bool{}
		for _, name := range names {
			switch heads {
			case "all":
				want[name] = true
			case "first":
				want[names[0]] = true
			case "equals":
				if best[name] == top1 && (top1 < 8 || len(want) == 0) {
					want[name] = true
				}
			default:
				if best[name] == top1 && len(want) == 0 {
					want[name] = true
				}
			}
		}
		got := map[string]bool{}
		for record := range data.Records() {
			got[data.Name(record.Person)] = true
			if rank := int(record.Level.Rank()); rank != best[data.Name(record.Person)]%8 {
				t.Fatalf("%s has rank %d, want %d\n%s", record.Person, rank, best[data.Name(record.Person)], rows.String())
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("heads %q (-want +got):\n%s\n%s", heads, diff, rows.String())
		}
		left := 0
		for _, e := range report.Entries {
			if e.Outcome == importers.LeftOut {
				left += e.Rows
			}
		}
		require.Equal(t, n, left+len(got), "each row is a record or left out")
	})
}

// A delegation has one status: attended if anybody did; who was absent has no name.
func TestStatus(t *testing.T) {
	text := strings.Replace(small, `level = "level"`, `status = "level"`, 1)
	data, report, err := importRows(t, text, "2019,A,France,Ann Ash,no\n2019,A,France,Bea Birch,yes\n2019,A,Japan,Cy Cedar,no\n2019,A,Japan,Di Dock,no\n2019,A,Peru,Ed Elm,unknown\n")
	require.NoError(t, err)
	got := map[string]string{}
	for r := range data.Records() {
		got[string(r.Participant)] += r.Status.String() + " " + string(r.Person)
	}
	require.Equal(t, map[string]string{"FRA": "attended birch-bea", "JPN": "absent ", "PER": "unknown elm-ed"}, got)
	require.Equal(t, 5, report.Mapped)
}

// Two columns that disagree are refused, one that is not known is said; the data set keeps its ids and codes.
func TestCodes(t *testing.T) {
	text := "codes = \"cow\"\n" + strings.Replace(small, `level = "level"`, `participant_code = "level"`, 1)
	data, report, err := importRows(t, text, "2019,A,Germany,Ann Ash,255\n2019,A,Fiji,Bea Birch,99999\n2019,A,,Cy Cedar,740\n1985,B,,Di Dock,365\n")
	require.NoError(t, err)
	var ids []string
	for r := range data.Records() {
		ids = append(ids, string(r.Participant))
	}
	require.Equal(t, []string{"SUN", "DEU", "FJI", "JPN"}, ids)
	require.Contains(t, fmt.Sprint(report.Entries), "the code is not known, the name is")
	_, report, err = importRows(t, text, "2019,A,Germany,Ann Ash,740\n")
	require.ErrorIs(t, err, importers.ErrRefused)
	require.Contains(t, report.Entries[len(report.Entries)-1].Note, "is DEU (Germany), but the code 740 is JPN (Japan)")

	data, _, err = importRows(t, text, "2019,A,,Ann Ash,365\n1985,B,,Di Dock,365\n")
	require.NoError(t, err)
	ids = nil
	for r := range data.Records() {
		ids = append(ids, string(r.Participant))
	}
	require.Equal(t, []string{"SUN", "RUS"}, ids)

	text = "codes = \"iso2\"\n" + strings.Replace(small, `level = "level"`, `participant_code = "level"`, 1)
	data, _, err = importRows(t, text, "2019,A,,Ann Ash,NA\n")
	require.NoError(t, err)
	for r := range data.Records() {
		require.Equal(t, timeline.ActorID("NAM"), r.Participant)
	}
}

// The same name is the same person, with or without accents; ids tell homonyms apart, and people of the data set are found.
func TestPeople(t *testing.T) {
	data, _, err := importRows(t, small, "2019,A,France,José Núñez,\n2020,B,France,Jose Nunez,\n2020,B,Japan,Fumio KISHIDA,\n")
	require.NoError(t, err)
	var ids []string
	for p := range data.People() {
		ids = append(ids, string(p.ID)+" "+p.Name)
	}
	require.Equal(t, []string{"kishida-fumio Fumio Kishida", "nunez-jose José Núñez"}, ids)

	text := strings.Replace(small, `level = "level"`, `person_id = "level"`, 1)
	data, _, err = importRows(t, text, "2019,A,France,Ann Lee,1\n2020,B,France,Ann Lee,1\n2020,B,Japan,Ann Lee,2\n")
	require.NoError(t, err)
	ids = nil
	for r := range data.Records() {
		ids = append(ids, string(r.Participant)+" "+string(r.Person))
	}
	require.Equal(t, []string{"FRA lee-ann", "FRA lee-ann", "JPN lee-ann-2"}, ids)

	_, report, err := importRows(t, small, "2019,A,France,Ann Lee,\n2019,A,Japan,Ann Lee,\n2019,A,Peru,Bo Ash,\n2020,B,Peru,Bo Ash,\n")
	require.NoError(t, err)
	var homonyms []string
	for _, e := range report.Entries {
		if strings.HasPrefix(e.Note, "one name for several participants") {
			homonyms = append(homonyms, e.Value)
		}
	}
	require.Equal(t, []string{"Ann Lee"}, homonyms)
}

// Meetings get ids by place, by name where one place has several in a year, and numbers where nothing tells.
func TestMeetings(t *testing.T) {
	text := strings.Replace(small, `level = "level"`, `city = "level"`, 1)
	data, _, err := importRows(t, text, "2019,X Spring 2019,France,A B,Paris\n2019,X Autumn,France,A B,Paris\n2020,X Fall,France,A B,Bonn\n2021,Winter,France,A B,\n")
	require.NoError(t, err)
	var ids []string
	for s := range data.Timeline().Summits() {
		ids = append(ids, string(s.ID))
	}
	require.Equal(t, []string{"x-2019-autumn", "x-2019-spring", "x-2020-bonn", "x-2021-winter"}, ids)
}

// Words that the mapping calls empty are no values, and the report says of the usual ones that they were taken so.
func TestEmpty(t *testing.T) {
	data, report, err := importRows(t, "empty = [\"none  given\"]\n"+small, "2019,A,France,none given,\n2019,A,Japan,N/A,\n")
	require.NoError(t, err)
	for r := range data.Records() {
		require.Empty(t, r.Person)
	}
	require.Contains(t, fmt.Sprint(report.Entries), "{3 person N/A guessed  stands for nothing 1}")
}

// A group of the data set comes with its members.
func TestGroup(t *testing.T) {
	text := strings.Replace(small, `name = "X"`, "name = \"X\"\ngroup = \"quad\"", 1)
	data, _, err := importRows(t, text, "2019,A,France,Ann Ash,\n")
	require.NoError(t, err)
	reloads(t, data)
	members := 0
	for m := range data.Memberships() {
		require.Equal(t, timeline.ActorID("quad"), m.Group)
		members++
	}
	require.Equal(t, 4, members)
}

// Without a data set the library's names and codes serve.
func TestNoDataSet(t *testing.T) {
	data, _, err := mapping(t, small).Import(strings.NewReader("date,meeting,country,person,level\n2019,A,Fiji,Ann Ash,\n"), importers.Options{})
	require.NoError(t, err)
	for p := range data.Participants() {
		require.Equal(t, attendance.Participant{ID: "FJI", Kind: attendance.State, Name: "Fiji"}, p)
	}
	for c := range data.Codes() {
		require.Equal(t, attendance.Code{Participant: "FJI", Scheme: attendance.M49, Code: "242"}, c)
	}
}

// people makes a list of people at meetings: whole delegations, with the names and offices of a register.
func people(rows int) string {
	random := rand.New(rand.NewPCG(1, 2))
	countries := []string{"France", "Republic of Korea", "Türkiye", "Bolivia (Plurinational State of)", "United States of America", "Fiji", "Viet Nam", "Kenya", "Peru", "Oman"}
	offices := []string{"President", "Prime Minister", "Minister for Foreign Affairs", "Ambassador", "Director", "Adviser, Ministry of Energy", "First Secretary", ""}
	var b strings.Builder
	b.WriteString("Meeting,Date,Place,Country,Name,Title,Division,Virtual,Sex,Link\n")
	for i := range rows {
		year := 1995 + i*29/rows
		fmt.Fprintf(&b, "COP %d,%d-11-01,City %d,%s,Mr. P%c Q%s,\"%s\",Division %d,0,m,https://example.org/%d\n", year-1994, year, year,
			countries[random.IntN(len(countries))], 'a'+rune(random.IntN(26)), strings.Repeat("o", 1+random.IntN(9))+string('a'+rune(random.IntN(26)))+string('a'+rune(random.IntN(26))),
			offices[random.IntN(len(offices))], i%50, year)
	}
	return b.String()
}

const peopleMapping = `guess_levels = true
[[series]]
id = "cop"
name = "COP"
[columns]
start_date = "Date"
summit_name = "Meeting"
city = "Place"
participant = "Country"
person = "Name"
office = "Title"
source_url = "Link"
[constants]
source_title = "List"
`

// A long list of whole delegations gives one head for each delegation at each meeting.
func TestLongList(t *testing.T) {
	data, report, err := mapping(t, peopleMapping).Import(strings.NewReader(people(8000)), importers.Options{Known: known(t)})
	require.NoError(t, err)
	reloads(t, data)
	require.Equal(t, 8000, report.Mapped)
	records, left := 0, 0
	for range data.Records() {
		records++
	}
	for _, e := range report.Entries {
		if e.Outcome == importers.LeftOut {
			left++
		}
	}
	require.Equal(t, 8000, records+left)
	require.Equal(t, 29*10, records)
}

func BenchmarkImport(b *testing.B) {
	for _, rows := range []int{8_000, 400_000} {
		b.Run(fmt.Sprint(rows), func(b *testing.B) {
			list := people(rows)
			m, options := mapping(b, peopleMapping), importers.Options{Known: known(b)}
			b.ReportAllocs()
			b.SetBytes(int64(len(list)))
			for b.Loop() {
				_, _, err := m.Import(strings.NewReader(list), options)
				require.NoError(b, err)
			}
		})
	}
}
