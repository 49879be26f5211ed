package table_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

const header = "line_id,other_id,words,day,number,status\n"

// read reads a table whole, and gives its faults as messages.
func read(t require.TestingT, r io.Reader) (rows []line, lines []int, faults []string) {
	reader, wrong := table.NewReader(r, "f.csv", schemaOf(t, line{}), table.Limits{})
	for _, f := range wrong {
		faults = append(faults, f.Error())
	}
	if reader == nil {
		require.NotEmpty(t, faults, "no reader and no fault")
		return nil, nil, faults
	}
	require.Empty(t, faults, "a reader with faults in the header")
	for {
		cells, at, wrong := reader.Read()
		for _, f := range wrong {
			faults = append(faults, f.Error())
		}
		if cells == nil {
			return rows, lines, faults
		}
		require.Len(t, cells, 6)
		var row line
		for _, f := range reader.Set(reflect.ValueOf(&row).Elem(), cells, at) {
			faults = append(faults, f.Error())
		}
		rows, lines = append(rows, row), append(lines, at)
	}
}

func TestRead(t *testing.T) {
	full := line{ID: "a", Other: "b", Words: timeline.List[string]{"x", "y z"}, Day: timeline.Date{Year: 2001, Month: 5}, Number: 7, Status: timeline.Held}
	tests := []struct {
		text   string
		want   []line
		lines  []int
		reason string
	}{
		{header, nil, nil, "a header alone"},
		{strings.TrimSpace(header), nil, nil, "without a line end"},
		{header + "a,b,x;y z,2001-05,7,held\n", []line{full}, []int{2}, "every cell filled"},
		{header + "a,b,x;y z,2001-05,7,held", []line{full}, []int{2}, "the last line end may be missing"},
		{header + "a,,,,,held\n", []line{{ID: "a", Status: timeline.Held}}, []int{2}, "what may be empty is empty"},
		{"\ufeff" + header + "a,,,,,held\n", []line{{ID: "a", Status: timeline.Held}}, []int{2}, "a byte order mark"},
		{strings.ReplaceAll(header+"a,,,,,held\nb,,,,,held\n", "\n", "\r\n"), []line{{ID: "a", Status: timeline.Held}, {ID: "b", Status: timeline.Held}}, []int{2, 3}, "line ends of Windows"},
		{header + "\"a,\"\"b\"\"\",,,,,\"held\"\n", []line{{ID: `a,"b"`, Status: timeline.Held}}, []int{2}, "quoted cells"},
		{`"line_id","other_id","words","day","number","status"` + "\n\"a\",,,,,held\n", []line{{ID: "a", Status: timeline.Held}}, []int{2}, "a quoted header"},
		{header + "é漢,,,,,held\n", []line{{ID: "é漢", Status: timeline.Held}}, []int{2}, "letters of any script"},
		{header + "NAM,,,,,held\n", []line{{ID: "NAM", Status: timeline.Held}}, []int{2}, "a word that only begins like one for nothing"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			for name, r := range map[string]io.Reader{"at once": strings.NewReader(test.text), "byte by byte": iotest.OneByteReader(strings.NewReader(test.text))} {
				rows, lines, faults := read(t, r)
				if diff := cmp.Diff([]string(nil), faults); diff != "" {
					t.Errorf("%s: faults (-want +got):\n%s", name, diff)
				}
				if diff := cmp.Diff(test.want, rows); diff != "" {
					t.Errorf("%s: rows (-want +got):\n%s", name, diff)
				}
				if diff := cmp.Diff(test.lines, lines); diff != "" {
					t.Errorf("%s: lines (-want +got):\n%s", name, diff)
				}
			}
		})
	}
}

func TestReadHeaderFaults(t *testing.T) {
	tests := []struct {
		text, reason string
		want         []string
	}{
		{"", "an empty file", []string{`f.csv:1: is empty: want the header line_id,other_id,words,day,number,status`}},
		{"line_id,other_id,words,day,status\n", "a column is missing", []string{`f.csv:1: header "number": the column is missing`}},
		{"line_id,other_id,words,day,numbr,status\n", "a column is misspelt", []string{
			`f.csv:1: header "numbr": column 5 is none of this table; did you mean number?`,
		}},
		{"line_id,other_id,words,day,number,status,comment\n", "a column of their own", []string{`f.csv:1: header "comment": column 7 is none of this table`}},
		{"line_id,other_id,words,day,number,status,\n", "a column without name", []string{`f.csv:1: header "": column 7 is none of this table`}},
		{"line_id,day,other_id,words,day,number,status\n", "a column is repeated", []string{`f.csv:1: header "day": column 5 is there twice, first as column 2`}},
		{"line_id,words,other_id,day,number,status\n", "another order", []string{
			`f.csv:1: header "words": column 2 should be other_id: want the columns in the order line_id,other_id,words,day,number,status`,
		}},
		{"Line_ID,other_id,words,day,number,status\n", "another case", []string{
			`f.csv:1: header "Line_ID": column 1 is none of this table; did you mean line_id?`,
		}},
		{" line_id,other_id,words,day,number,status\n", "a blank", []string{
			`f.csv:1: header " line_id": column 1 is none of this table; did you mean line_id?`,
		}},
		{"\ufeff\ufeffline_id,other_id,words,day,number,status\n", "two byte order marks", []string{
			`f.csv:1: header "\ufeffline_id": column 1 is none of this table; did you mean line_id?`,
		}},
		{"line_id;other_id;words;day;number;status\n", "semicolons between", []string{
			`f.csv:1: header "line_id;other_id;words;day;number;status": has none of the columns (it looks as if cells were separated by semicolons): ` +
				`want UTF-8 with cells separated by commas, and the header line_id,other_id,words,day,number,status`,
		}},
		{"line_id,\"other_id,words\n", "a quotation mark is missing", []string{`f.csv:1: a quotation mark in the row is not closed, or text follows a closed one`}},
		{"\ufeff\"line_id\",\"other_id\",words,day,number,status,more\n", "a byte order mark before a quotation mark", []string{`f.csv:1: header "more": column 7 is none of this table`}},
	}
	for _, test := range tests {
		_, _, faults := read(t, strings.NewReader(test.text))
		if diff := cmp.Diff(test.want, faults); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

func TestReadCellFaults(t *testing.T) {
	tests := []struct {
		row, reason string
		want        []string
	}{
		{",,,,,held", "a required cell is empty", []string{`line_id "": is required`}},
		{" a,,,,,held", "a blank before", []string{`line_id " a": has blanks at its ends`}},
		{"a ,,,,,held", "a blank behind", []string{`line_id "a ": has blanks at its ends`}},
		{"a\u00a0,,,,,held", "a blank of another kind", []string{`line_id "a\u00a0": has blanks at its ends`}},
		{"a,,,,,held\t", "a tab behind", []string{`status "held\t": has blanks at its ends`, `status "held\t": want one of held, scheduled, cancelled`}[:1]},
		{"a\tb,,,,,held", "a tab within", []string{`line_id "a\tb": has the control character U+0009`}},
		{"\"a\nb\",,,,,held", "a line break", []string{`line_id "a\nb": has the control character U+000A`}},
		{"a\x00b,,,,,held", "a zero byte", []string{`line_id "a\x00b": has the control character U+0000`}},
		{"a\u0085b,,,,,held", "a control character of the second row", []string{`line_id "a\u0085b": has the control character U+0085`}},
		{"a\rb,,,,,held", "half a line end", []string{`line_id "a\rb": has the control character U+000D`}},
		{"a\xffb,,,,,held", "bytes of another encoding", []string{`line_id "a\xffb": is not UTF-8`}},
		{"a\xed\xa0\x80,,,,,held", "half a character", []string{`line_id "a\xed\xa0\x80": is not UTF-8`}},
		{"a\u200bb,,,,,held", "a blank without width", []string{`line_id "a\u200bb": has the invisible character U+200B`}},
		{"a\u00adb,,,,,held", "a soft hyphen", []string{`line_id "a\u00adb": has the invisible character U+00AD`}},
		{"a\ufeffb,,,,,held", "a byte order mark within", []string{`line_id "a\ufeffb": has the invisible character U+FEFF`}},
		{"a\u2028b,,,,,held", "a line separator", []string{`line_id "a\u2028b": has the invisible character U+2028`}},
		{"a\u2029b,,,,,held", "a paragraph separator", []string{`line_id "a\u2029b": has the invisible character U+2029`}},
		{"a\ue000b,,,,,held", "a character for private use", []string{`line_id "a\ue000b": has the invisible character U+E000`}},
		{"a\ufffdb,,,,,held", "what a bad conversion leaves", []string{`line_id "a�b": has the replacement character U+FFFD: the text was read in a wrong encoding`}},
		{"a,,x;;y,,,held", "an empty item", []string{`words "x;;y": a list has an empty item: want items separated by single semicolons`}},
		{"a,,,2001-13,,held", "no such date", []string{`day "2001-13": want a date that exists, as 2006-01-02, 2006-01 or 2006`}},
		{"a,,,,07,held", "no such number", []string{`number "07": want a whole number from 1 on`}},
		{"a,,,,,postponed", "a word that the type has and the column has not", []string{`status "postponed": want one of held, scheduled, cancelled`}},
		{"a,,,13,0,", "everything wrong with a row comes together", []string{
			`status "": is required`,
			`day "13": want a date that exists, as 2006-01-02, 2006-01 or 2006`,
			`number "0": want a whole number from 1 on`,
		}},
		{"a,,,,held", "a cell is missing", []string{`want 6 cells, has 5: "a,,,,held"`}},
		{"a,,,,,held,", "a cell too many", []string{`want 6 cells, has 7: "a,,,,,held,"`}},
		{"a", "one cell", []string{`want 6 cells, has 1: "a"`}},
		{strings.Repeat("x", table.MaxCell) + ",,,,,held", "the longest cell", nil},
		{strings.Repeat("x", table.MaxCell+1) + ",,,,,held", "a longer one", []string{
			fmt.Sprintf(`line_id "%s"... (%d bytes): has %d bytes, want %d at the most`, strings.Repeat("x", 60), table.MaxCell+1, table.MaxCell+1, table.MaxCell),
		}},
	}
	for _, word := range []string{"NA", "N/A", "n/a", "NaN", "NULL", "null", "None", "TBD", "-9", "-99"} {
		tests = append(tests, struct {
			row, reason string
			want        []string
		}{"a," + word + ",,,,held", word + " for nothing", []string{fmt.Sprintf("other_id %q: want an empty cell for what is not recorded", word)}})
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			rows, lines, faults := read(t, strings.NewReader(header+test.row+"\nb,,,,,held\n"))
			var want []string
			for _, text := range test.want {
				want = append(want, "f.csv:2: "+text)
			}
			// What else a cell cannot be is told as well, so the first faults are those of the text.
			if diff := cmp.Diff(want, faults[:min(len(want), len(faults))]); diff != "" || (want == nil) != (faults == nil) {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			for _, f := range faults {
				if !strings.HasPrefix(f, "f.csv:2: ") {
					t.Errorf("%s is not about line 2", f)
				}
			}
			// The rows after are read all the same.
			require.Len(t, rows, 2)
			if diff := cmp.Diff(line{ID: "b", Status: timeline.Held}, rows[1]); diff != "" {
				t.Errorf("next row (-want +got):\n%s", diff)
			}
			if want := 3 + strings.Count(test.row, "\n"); lines[1] != want {
				t.Errorf("the next row is on line %d, want %d", lines[1], want)
			}
		})
	}
}

func TestReadSyntaxFaults(t *testing.T) {
	for text, want := range map[string]string{
		"a\"b,,,,,held\n":    `f.csv:3: has a quotation mark inside of a cell, at byte 2: put the cell between quotation marks, and write it twice`,
		"\"a\"b,,,,,held\n":  `f.csv:3: a quotation mark in the row is not closed, or text follows a closed one`,
		"b,\"c\"d,,,,held\n": `f.csv:3: a quotation mark in the row is not closed, or text follows a closed one`,
		"b,\"c\n,,,,held\n":  `f.csv:3: a quotation mark in the row is not closed, or text follows a closed one`,
	} {
		rows, _, faults := read(t, strings.NewReader(header+"a,,,,,held\n"+text))
		if diff := cmp.Diff([]string{want}, faults); diff != "" {
			t.Errorf("%q (-want +got):\n%s", text, diff)
		}
		if len(rows) != 1 {
			t.Errorf("%q: %d rows were read before it", text, len(rows))
		}
	}
}

// Line breaks within cells are faults, but those after them must be found where they are.
func TestReadLines(t *testing.T) {
	text := header + "\"a\n\nb\",,,,,held\n" + "c,,,,,held\n" + "\n" + "\"d\",,,13,,held\n" + "e,,\"x\r\ny\",,,held\n" + "f,,,,,never\n"
	_, lines, faults := read(t, strings.NewReader(text))
	if diff := cmp.Diff([]int{2, 5, 7, 8, 10}, lines); diff != "" {
		t.Errorf("lines (-want +got):\n%s", diff)
	}
	var at []string
	for _, f := range faults {
		at = append(at, strings.Join(strings.SplitN(f, " ", 3)[:2], " "))
	}
	if diff := cmp.Diff([]string{"f.csv:2: line_id", "f.csv:7: day", "f.csv:8: words", "f.csv:10: status"}, at); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

func TestReadTooLong(t *testing.T) {
	tests := []struct{ before, want, reason string }{
		{"", "f.csv:2: ", "the first row"},
		{"a,,,,,held\nb,,,,,held\n", "f.csv:4: ", "a later one"},
		{"\"a\nb\",,,,,held\n", "f.csv:4: ", "after a row of two lines"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			// A quotation mark that is never closed makes one row of a file without end.
			_, _, faults := read(t, io.MultiReader(strings.NewReader(header+test.before+"\""), endless{}))
			require.NotEmpty(t, faults)
			if got, want := faults[len(faults)-1], test.want+"a row has more than 1048576 bytes, and a cell can have 65536; is a quotation mark missing?"; got != want {
				t.Errorf("(-want +got):\n%s", cmp.Diff(want, got))
			}
		})
	}
	// Rows of the greatest length, one after the other.
	row := strings.Repeat(strings.Repeat("x", 50)+"\n", 3)
	cell := strings.Repeat("y", table.MaxCell)
	wide := cell + "," + cell + ",,,,held\n"
	rows, _, faults := read(t, strings.NewReader(header+strings.Repeat(wide, 20)))
	if len(rows) != 20 || faults != nil {
		t.Errorf("%d long rows were read, with %d faults", len(rows), len(faults))
	}
	_, _, faults = read(t, strings.NewReader(header+row))
	require.Len(t, faults, 3)
}

type endless struct{}

func (endless) Read(p []byte) (int, error) {
	for i := range p {
		p[i] = 'x'
	}
	return len(p), nil
}

// What reading itself fails with is reported as it is.
func TestReadFailures(t *testing.T) {
	broken := errors.New("the cable is cut")
	for _, before := range []string{"", header, header + "a,,,,,held\n", header + "a,,"} {
		reader, faults := table.NewReader(io.MultiReader(strings.NewReader(before), iotest.ErrReader(broken)), "f.csv", schemaOf(t, line{}), table.Limits{})
		for reader != nil && len(faults) == 0 {
			var cells []string
			cells, _, faults = reader.Read()
			if cells == nil {
				break
			}
		}
		require.Len(t, faults, 1, "%q", before)
		require.ErrorIs(t, faults[0], broken)
		require.Equal(t, "f.csv: the cable is cut", faults[0].Error())
	}
}

// write writes rows as a file of the model.
func write(t require.TestingT, rows []line) string {
	s := schemaOf(t, line{})
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	require.NoError(t, w.Write(s.Names()))
	for i := range rows {
		var cells []string
		for _, c := range s.Columns {
			text, err := c.Text(reflect.ValueOf(&rows[i]).Elem())
			require.NoError(t, err)
			cells = append(cells, text)
		}
		require.NoError(t, w.Write(cells))
	}
	w.Flush()
	require.NoError(t, w.Error())
	return out.String()
}

// checkNext wants Next to read what Read and Set read, with the first fault of each cell.
func checkNext(t testing.TB, text string) {
	type cell struct {
		line   int
		column string
	}
	seen := make(map[cell]bool)
	var want, got []string
	add := func(to *[]string, faults []*timeline.Fault) {
		slices.SortStableFunc(faults, func(a, b *timeline.Fault) int { return strings.Compare(a.Column, b.Column) })
		for _, f := range faults {
			*to = append(*to, f.Error())
		}
	}
	slow, _ := table.NewReader(strings.NewReader(text), "f.csv", schemaOf(t, line{}), table.Limits{Rows: 5, Cell: 20})
	fast, _ := table.NewReader(strings.NewReader(text), "f.csv", schemaOf(t, line{}), table.Limits{Rows: 5, Cell: 20})
	if slow == nil {
		return
	}
	var all []line // to see that rows that were read stay as they are
	for {
		var row, same line
		cells, at, faults := slow.Read()
		if cells != nil && !slices.ContainsFunc(faults, func(f *timeline.Fault) bool { return f.Column == "" }) {
			faults = append(faults, slow.Set(reflect.ValueOf(&row).Elem(), cells, at)...)
		} else if cells != nil {
			slow.Set(reflect.ValueOf(&row).Elem(), cells, at)
		}
		faults = slices.DeleteFunc(faults, func(f *timeline.Fault) bool {
			k := cell{f.Line, f.Column}
			defer func() { seen[k] = true }()
			return seen[k]
		})
		add(&want, faults)
		atToo, faults, more := fast.Next(reflect.ValueOf(&same).Elem())
		add(&got, faults)
		if more != (cells != nil) || atToo != at {
			t.Fatalf("%q: want line %d, more %v, got line %d, more %v", text, at, cells != nil, atToo, more)
		}
		if !more {
			break
		}
		want, got = append(want, fmt.Sprint(row)), append(got, fmt.Sprint(same))
		all = append(all, same)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%q: rows and faults (-Read +Next):\n%s", text, diff)
	}
	for _, row := range all {
		if !slices.Contains(want, fmt.Sprint(row)) {
			t.Errorf("%q: a row became %v", text, row)
		}
	}
}

func TestNextAgreesWithRead(t *testing.T) {
	for _, rows := range []string{
		"", "a,b,x;y z,2001-05,7,held\n", "a,b,x;y,2001,7,held\nb,b,x;y,2001,7,held\nc,,x;y,2001,7,held\n", "a,b,x;x,2001-13,01,hel\na,b,x;x,2001-13,01,hel\n",
		",NA, x,2001,7,held\n", "a,b\na,b,x,2001,7,held,\n", "a,,,,,held\nb,,,,,held\nc,,,,,held\nd,,,,,held\ne,,,,,held\nf,,,,,held\n",
		"a,,,,,held\n\"a\nb\",,,,,held\n\r\nc,,,,,held", "a,,,,,held\nb\"b,,,,,held\n", "a,\"b,,,,held\n", strings.Repeat("a", 21) + ",,,,,held\n",
	} {
		checkNext(t, header+rows)
	}
}

// FuzzReader wants no panic, faults with a place, and of what is read without fault that it is read again from what is written.
func FuzzReader(f *testing.F) {
	for _, seed := range []string{
		"", header, "\ufeff" + header, header + "a,b,x;y z,2001-05,7,held\n", header + "\"a,\"\"b\"\"\",,,,,\"held\"\r\n", header + "a,,,,,postponed\n",
		header + "\"a\nb\",,,,,held\n", header + "a\"b,,,,,held\n", header + "NA,,,,,held\n", header + "a,,,,\n\n", header + "\xff,,,,,held", "line_id,line_id\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		rows, lines, faults := read(t, bytes.NewReader(text))
		checkNext(t, string(text))
		for _, fault := range faults {
			if !strings.HasPrefix(fault, "f.csv:") {
				t.Errorf("a fault without place: %s", fault)
			}
		}
		last := 1
		for _, at := range lines {
			if at <= last || at > 1+bytes.Count(text, []byte("\n")) {
				t.Errorf("lines %v of a file of %d", lines, 1+bytes.Count(text, []byte("\n")))
			}
			last = at
		}
		if len(faults) > 0 {
			return
		}
		written := write(t, rows)
		again, _, faults := read(t, strings.NewReader(written))
		if len(faults) > 0 {
			t.Errorf("%q is written and has faults: %v", written, faults)
		}
		if diff := cmp.Diff(rows, again); diff != "" {
			t.Errorf("read again (-want +got):\n%s", diff)
		}
		if twice := write(t, again); twice != written {
			t.Errorf("written as %q, then as %q", written, twice)
		}
	})
}

// Cells of ASCII are looked at byte by byte: what is wrong with them is what is wrong by Unicode.
func TestCheckOfEachRune(t *testing.T) {
	column := schemaOf(t, line{}).Columns[0]
	for r := rune(0); r < 0x300; r++ {
		for _, cell := range []string{string(r), "a" + string(r), string(r) + "a", "a" + string(r) + "a", "é" + string(r) + "é", string([]byte{byte(r), 'a'})} {
			want := "nothing"
			switch {
			case !utf8.ValidString(cell):
				want = "UTF-8"
			case cell != strings.TrimSpace(cell):
				want = "blanks"
			case strings.ContainsFunc(cell, unicode.IsControl):
				want = "control"
			case strings.ContainsRune(cell, '\u00ad'):
				want = "invisible"
			}
			got := "nothing"
			if err := column.Check(cell, 10); err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, want) {
				t.Errorf("%q: want %s, got %s", cell, want, got)
			}
		}
	}
}
