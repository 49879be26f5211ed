package exporters_test

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/gocarina/gocsv"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// A stay has few columns, so that a whole file is seen at a glance.
type stay struct {
	Name  string                `csv:"name" table:"key,required"`
	Days  int                   `csv:"days"`
	Share float64               `csv:"share"`
	First bool                  `csv:"first"`
	Day   timeline.Date         `csv:"day"`
	Towns timeline.List[string] `csv:"towns"`
	Stage timeline.Stage        `csv:"stage" table:"not=planned"`
	Rank  timeline.Number       `csv:"rank"`
}

const stayHeader = "name,days,share,first,day,towns,stage,rank\n"

func TestReadCSV(t *testing.T) {
	const text = stayHeader + "Ada,3,0.5,true,2001-02,Arna;Belm,reported,2\n\"Otto, Jr\",-1,0,false,,,,\n"
	want := []stay{
		{"Ada", 3, 0.5, true, timeline.Date{Year: 2001, Month: 2}, timeline.List[string]{"Arna", "Belm"}, timeline.Reported, 2},
		{Name: "Otto, Jr", Days: -1},
	}
	for name, given := range map[string]string{
		"as written":                    text,
		"with a byte order mark":        "\ufeff" + text,
		"with CRLF":                     strings.ReplaceAll(text, "\n", "\r\n"),
		"with both":                     "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"),
		"without the last line end":     strings.TrimSuffix(text, "\n"),
		"with quotes":                   strings.ReplaceAll(text, "Ada", `"Ada"`),
		"with a quoted header":          strings.Replace(text, "name", `"name"`, 1),
		"with mark and a quoted header": "\ufeff" + strings.Replace(text, "name", `"name"`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(given), iotest.OneByteReader(strings.NewReader(given))} {
				got, err := exporters.ReadCSV[stay](r)
				require.NoError(t, err)
				if d := cmp.Diff(want, got); d != "" {
					t.Errorf("(-want +got):\n%s", d)
				}
			}
		})
	}
	got, err := exporters.ReadCSV[stay](strings.NewReader(stayHeader))
	require.NoError(t, err)
	require.Empty(t, got)
}

func TestReadCSVFaults(t *testing.T) {
	for _, c := range []struct {
		text   string
		want   []string
		reason string
	}{
		{"Ada,3.9,0,true,,,,", []string{`line 2: days "3.9": ...`}, "gocsv takes 3"},
		{"Ada,010,0,true,,,,", []string{`line 2: days "010": ...`}, "gocsv takes 8"},
		{"Ada,0x1f,0,true,,,,", []string{`line 2: days "0x1f": ...`}, "gocsv takes 31"},
		{"Ada,1_000,0,true,,,,", []string{`line 2: days "1_000": ...`}, "gocsv takes 1000"},
		{"Ada,+1,0,true,,,,", []string{`line 2: days "+1": ...`}, "a sign"},
		{"Ada,-0,0,true,,,,", []string{`line 2: days "-0": ...`}, "a signed zero"},
		{"Ada,,0,true,,,,", []string{`line 2: days "": ...`}, "a blank, which gocsv takes for 0"},
		{"Ada,9223372036854775808,0,true,,,,", []string{`line 2: days "9223372036854775808": ...`}, "a number that is too large"},
		{"Ada,1,\"1,5\",true,,,,", []string{`line 2: share "1,5": ...`}, "a comma, which gocsv takes for a point"},
		{"Ada,1,.5,true,,,,", []string{`line 2: share ".5": ...`}, "a second text of one number"},
		{"Ada,1,1e3,true,,,,", []string{`line 2: share "1e3": ...`}, "an exponent"},
		{"Ada,1,,true,,,,", []string{`line 2: share "": ...`}, "no number"},
		{"Ada,1,Inf,true,,,,", []string{`line 2: share "Inf": ...`}, "infinite"},
		{"Ada,1,NaN,true,,,,", []string{`line 2: share "NaN": ...`}, "no number, in other people's words"},
		{"Ada,1,0,TRUE,,,,", []string{`line 2: first "TRUE": ...`}, "a truth value in capitals"},
		{"Ada,1,0,1,,,,", []string{`line 2: first "1": ...`}, "a truth value as number"},
		{"Ada,1,0,yes,,,,", []string{`line 2: first "yes": ...`}, "a truth value in words, which gocsv takes"},
		{"Ada,1,0,,,,,", []string{`line 2: first "": ...`}, "no truth value, which gocsv takes for false"},
		{"Ada,1,0,true,2001-2,,,", []string{`line 2: day "2001-2": ...`}, "a month of one digit"},
		{"Ada,1,0,true,2001-02-30,,,", []string{`line 2: day "2001-02-30": ...`}, "a day that does not exist"},
		{"Ada,1,0,true,,Arna;;Belm,,", []string{`line 2: towns "Arna;;Belm": ...`}, "an empty item"},
		{"Ada,1,0,true,,Arna;Arna,,", []string{`line 2: towns "Arna;Arna": ...`}, "an item twice"},
		{"Ada,1,0,true,,,raported,", []string{`line 2: stage "raported": ...`}, "a misspelt word"},
		{"Ada,1,0,true,,,planned,", []string{`line 2: stage "planned": ...`}, "a word that this column has not"},
		{"Ada,1,0,true,,,,0", []string{`line 2: rank "0": ...`}, "numbers begin with 1"},
		{"Ada,1,0,true,,,,01", []string{`line 2: rank "01": ...`}, "a leading zero"},
		{",1,0,true,,,,", []string{`line 2: name "": ...`}, "a required cell is empty"},
		{" Ada,1,0,true,,,,", []string{`line 2: name " Ada": ...`}, "a blank"},
		{"Ada\u00a0,1,0,true,,,,", []string{"line 2: name \"Ada\\u00a0\": ..."}, "a blank of another kind"},
		{"\"A\nda\",1,0,true,,,,", []string{`line 2: name "A\nda": ...`}, "a line break"},
		{"A\u200bda,1,0,true,,,,", []string{"line 2: name \"A\\u200bda\": ..."}, "nothing to see"},
		{"A\xffda,1,0,true,,,,", []string{`line 2: name "A\xffda": ...`}, "Latin-1"},
		{"NA,1,0,true,,,,", []string{`line 2: name "NA": ...`}, "nothing, in other people's words"},
		{"Ada,1,0,true,,,", []string{"line 2: ..."}, "a short row"},
		{"Ada,1,0,true,,,,,", []string{"line 2: ..."}, "a long row"},
		{strings.Repeat("x", table.MaxCell+1) + ",1,0,true,,,,", []string{`line 2: name "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"... (65537 bytes): ...`}, "a long cell"},
		{"Ada,1,0,true,,,,\nOtto,x,0,true,,,,\n\"a\nb\",1,0,true,,,,\nEva,1,0,true,,,,\nJan,1,y,z,,,,", []string{
			`line 3: days "x": ...`,
			`line 4: name "a\nb": ...`,
			`line 7: share "y": ...`,
			`line 7: first "z": ...`,
		}, "all faults together, on their lines"},
		{"\n\nAda,x,0,true,,,,", []string{`line 4: days "x": ...`}, "blank lines are counted and read over"},
		{" Ada,x,0,true,,,,y", []string{`line 2: name " Ada": ...`, `line 2: days "x": ...`, `line 2: rank "y": ...`}, "a cell that is no text keeps back no other fault of its row"},
		{"Ada,1,0,true,,,,\nOt\"to,x,0,true,,,,\nEva,x,0,true,,,,", []string{"line 3: ..."}, "a quotation mark, behind which nothing is certain"},
		{"Ada,1,0,true,,,,\n\"Otto\"x,1,0,true,,,,\nEva,x,0,true,,,,", []string{"line 3: ..."}, "a quoted cell that goes on, behind which nothing is certain"},
		{"Ada,1,0,true,,,,\n\"Otto,1,0,true,,,,\nEva,x,0,true,,,,", []string{"line 3: ..."}, "a quotation mark that is not closed"},
		{"Ada,1,0,true,,,,\n\"" + strings.Repeat("x\n", table.MaxRow), []string{"line 3: a row has more than 1048576 bytes, and a cell can have 65536; is a quotation mark missing?"}, "a quotation mark that is not closed for long"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			rows, err := exporters.ReadCSV[stay](strings.NewReader(stayHeader + c.text + "\n"))
			require.Error(t, err)
			require.Nil(t, rows)
			if d := cmp.Diff(c.want, shortened(messages(t, err), c.want)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
}

func TestReadCSVHeader(t *testing.T) {
	const row = "Ada,1,0,true,,,,\n"
	for _, c := range []struct {
		header string
		want   []string
		reason string
	}{
		{"name,days,share,first,day,towns,stage,rank,note", []string{`line 1: header "note": ...`}, "an unknown column"},
		{"name,days,share,first,day,towns,stage", []string{`line 1: header "rank": ...`}, "a missing column"},
		{"name,days,shares,first,day,towns,stage,rank", []string{`line 1: header "shares": ...`}, "a misspelt column"},
		{"Name,days,share,first,day,towns,stage,rank", []string{`line 1: header "Name": ...`}, "capitals"},
		{"name,days,share,first,day,towns,stage,rank,days", []string{`line 1: header "days": ...`}, "a repeated column"},
		{"days,name,share,first,day,towns,stage,rank", []string{`line 1: header "days": ...`}, "columns in another order"},
		{"name;days;share;first;day;towns;stage;rank", []string{`line 1: header "name;days;share;first;day;towns;stage;rank": ...`}, "other separators"},
		{"nam\"e,days", []string{"line 1: ..."}, "no CSV"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			rows, err := exporters.ReadCSV[stay](strings.NewReader(c.header + "\n" + row))
			require.Error(t, err)
			require.Nil(t, rows)
			if d := cmp.Diff(c.want, shortened(messages(t, err), c.want)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	for _, text := range []string{"", "\n\n", "\ufeff"} {
		rows, err := exporters.ReadCSV[stay](strings.NewReader(text))
		require.Error(t, err, "%q has no header", text)
		require.Nil(t, rows)
	}
}

func TestReadCSVFaultsHaveParts(t *testing.T) {
	_, err := exporters.ReadCSV[stay](strings.NewReader(stayHeader + "Ada,x,0,true,,,,\n"))
	faults, all := timeline.Faults(err)
	require.True(t, all)
	require.Len(t, faults, 1)
	faults[0].Err = nil
	if d := cmp.Diff(timeline.Fault{Line: 2, Column: "days", Value: "x"}, *faults[0]); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// An error of the reader is none of the file, and is said once.
func TestReadCSVReportsReadErrors(t *testing.T) {
	lost := errors.New("connection lost")
	text := stayHeader + strings.Repeat("Ada,1,0,true,,,,\n", 2000)
	for _, n := range []int{0, 5, len(stayHeader), len(stayHeader) + 17, len(stayHeader) + 20, len(text)} {
		rows, err := exporters.ReadCSV[stay](&failingReader{strings.NewReader(text[:n]), lost})
		require.ErrorIs(t, err, lost, "after %d bytes", n)
		require.Nil(t, rows)
		require.Equal(t, 1, strings.Count(err.Error(), lost.Error()), "after %d bytes: %v", n, err)
		require.False(t, strings.HasPrefix(err.Error(), ":"), "the message begins with an empty place: %v", err)
	}
}

func TestReadCSVOfTheBuiltInTables(t *testing.T) {
	register := load(t, folders(t)["built-in"])
	tables := exporters.Tables(register)
	got, err := exporters.ReadCSV[timeline.Summit](strings.NewReader(write(t, exporters.WriteCSV, tables[1])))
	require.NoError(t, err)
	if d := cmp.Diff(slices.Collect(register.Timeline().Summits()), got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	codes, err := exporters.ReadCSV[exporters.Column](strings.NewReader(write(t, exporters.WriteCSV, exporters.NewTable("codebook", "", slices.Values(tables[1].Columns())))))
	require.NoError(t, err)
	if d := cmp.Diff(tables[1].Columns(), codes); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// gocsv keeps what it knows of a type, so each of these tests has a type that nobody has used before.
func TestChangedSettingsOfGocsv(t *testing.T) {
	for _, c := range []struct {
		reason string
		change func()
		check  func(*testing.T)
	}{
		{"another tag", func() { gocsv.TagName = "json" }, refused[struct {
			Name string `csv:"name" json:"title"`
			Days int    `csv:"days" json:"length"`
		}]},
		{"another tag that nobody has", func() { gocsv.TagName = "column" }, refused[struct {
			Title string `csv:"name"`
			Size  int    `csv:"days"`
		}]},
		{"another tag that says the same for one of two", func() { gocsv.TagName = "db" }, refused[struct {
			Name string `csv:"name" db:"name"`
			Days int    `csv:"days" db:"length"`
		}]},
		{"another tag that swaps columns", func() { gocsv.TagName = "xml" }, refused[struct {
			Name string `csv:"name" xml:"days"`
			Days string `csv:"days" xml:"name"`
		}]},
		{"another separator", func() { gocsv.TagSeparator = "_" }, refused[struct {
			First string `csv:"first_name"`
			Last  string `csv:"last_name"`
		}]},
		{"a header in capitals", func() { gocsv.SetHeaderNormalizer(strings.ToUpper) }, refusedOrRight[struct {
			Name string `csv:"name"`
			Days string `csv:"days"`
		}]},
		{"headers that become one", func() { gocsv.SetHeaderNormalizer(func(s string) string { return strings.TrimRight(s, "0123456789") }) }, refusedOrRight[struct {
			One string `csv:"day1"`
			Two string `csv:"day2"`
		}]},
		{"headers that change places", func() {
			gocsv.SetHeaderNormalizer(func(s string) string { return map[string]string{"from": "to", "to": "from"}[s] })
		}, refusedOrRight[struct {
			From string `csv:"from"`
			To   string `csv:"to"`
		}]},
		{"unmatched tags as faults", func() { gocsv.FailIfUnmatchedStructTags = true }, refusedOrRight[struct {
			A string `csv:"a"`
			B string `csv:"b"`
		}]},
		{"another reader and writer", func() {
			gocsv.SetCSVReader(gocsv.LazyCSVReader)
			gocsv.SetCSVWriter(func(w io.Writer) *gocsv.SafeCSVWriter {
				out := gocsv.DefaultCSVWriter(w)
				out.Comma = ';'
				return out
			})
		}, refusedOrRight[struct {
			A string `csv:"aa"`
			B string `csv:"bb"`
		}]},
	} {
		t.Run(c.reason, func(t *testing.T) {
			name, separator, unmatched := gocsv.TagName, gocsv.TagSeparator, gocsv.FailIfUnmatchedStructTags
			defer func() {
				gocsv.TagName, gocsv.TagSeparator, gocsv.FailIfUnmatchedStructTags = name, separator, unmatched
				gocsv.SetHeaderNormalizer(gocsv.DefaultNameNormalizer()) // forgets the types, too
				gocsv.SetCSVReader(gocsv.DefaultCSVReader)
				gocsv.SetCSVWriter(gocsv.DefaultCSVWriter)
			}()
			gocsv.SetHeaderNormalizer(gocsv.DefaultNameNormalizer())
			c.change()
			c.check(t)
		})
	}
	t.Run("restored", func(t *testing.T) { checkRows[stay](t) })
}

// file is a table with two columns of text or numbers.
func file[R any](t *testing.T) string {
	t.Helper()
	var names []string
	for _, c := range exporters.NewTable[R]("t", "", nil).Columns() {
		names = append(names, c.Name)
	}
	return strings.Join(names, ",") + "\n1,2\n"
}

// refused wants no type to be written or read as something else than it says.
func refused[R any](t *testing.T) {
	rows, err := exporters.ReadCSV[R](strings.NewReader(file[R](t)))
	require.ErrorContains(t, err, "package settings")
	require.Nil(t, rows)
	var b bytes.Buffer
	err = exporters.WriteCSV(&b, exporters.NewTable("t", "", slices.Values(make([]R, 3))))
	require.ErrorContains(t, err, "package settings")
	require.Zero(t, b.Len())
}

// refusedOrRight takes settings that do no harm.
func refusedOrRight[R any](t *testing.T) {
	text := file[R](t)
	rows, err := exporters.ReadCSV[R](strings.NewReader(text))
	if err != nil {
		require.ErrorContains(t, err, "package settings")
		require.Nil(t, rows)
		return
	}
	table := exporters.NewTable("t", "", slices.Values(rows))
	for cells, err := range table.Rows() {
		require.NoError(t, err)
		require.Equal(t, []string{"1", "2"}, cells, "read as something else than is written there")
	}
	require.Equal(t, text, write(t, exporters.WriteCSV, table))
}

// What reads is written as something that reads as the same rows, and that is written as itself.
func FuzzReadCSV(f *testing.F) {
	f.Add([]byte(stayHeader))
	f.Add([]byte("\ufeff" + stayHeader + "Ada,3,0.5,true,2001-02,Arna;Belm,reported,2\r\n\"Otto, \"\"Jr\"\"\",-1,-0,false,,,,\n"))
	f.Add([]byte(stayHeader + "\n\nAda,010,1e3,yes,2001-2,;,x,0\n"))
	f.Add([]byte(stayHeader + "a,9223372036854775807,0.000000000000000000001,false,0001,\\.;é,reported,2147483647\n"))
	f.Add([]byte(stayHeader + "\"a"))
	f.Add([]byte("name,name,x\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		rows, err := exporters.ReadCSV[stay](bytes.NewReader(text))
		if err != nil {
			require.Nil(t, rows)
			_, all := timeline.Faults(err)
			require.True(t, all, "not only faults: %v", err)
			return
		}
		first := write(t, exporters.WriteCSV, exporters.NewTable("stays", "", slices.Values(rows)))
		again, err := exporters.ReadCSV[stay](strings.NewReader(first))
		require.NoError(t, err, "wrote %q", first)
		if d := cmp.Diff(rows, again); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		require.Equal(t, first, write(t, exporters.WriteCSV, exporters.NewTable("stays", "", slices.Values(again))))
	})
}
