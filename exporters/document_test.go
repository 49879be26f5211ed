package exporters_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

func TestReadDocumentFaults(t *testing.T) {
	const people = `"people": [
    {
      "person_id": "doe-jane",
      "name": "Jane Doe"
    }
  ]`
	missing := func(line int, keys ...string) (list []string) {
		for _, k := range keys {
			list = append(list, fmt.Sprintf("line %d, document: key %q: is missing", line, k))
		}
		return list
	}
	for _, c := range []struct {
		old, new string
		want     []string
		reason   string
	}{
		{
			`"valid_from": "1990-02-03"`, `"valid_form": "1990-02-03"`,
			[]string{`line 118, memberships: key "valid_form": no such key; did you mean valid_from or valid_to?`},
			"an unknown key that is near two columns",
		},
		{
			`"kind": "body",`, `"kind": "body", "memberchips": [],`,
			[]string{`line 112, groups: key "memberchips": no such key; did you mean memberships?`},
			"an unknown key that is near a table",
		},
		{
			`"people": [`, `"persons": {"a": [1, {"b": null}]}, "people": [`,
			[]string{`line 123, document: key "persons": no such key`},
			"an unknown key that is near none, read over with what it holds",
		},
		{
			`"people": [`, `"poeple": [], "people": [`,
			[]string{`line 123, document: key "poeple": no such key; did you mean people?`},
			"an unknown table",
		},
		{
			`"scope": "body",`, `"scope": "body", "summit_id": "forum-2001",`,
			[]string{`line 44, sessions: key "summit_id": no such key`},
			"a column that is said by the place of the row",
		},
		{
			`"name": "Club"`, "\"name\": \"Club\",\n\n\"name\": \"Other\"",
			[]string{`line 115, groups: key "name": is there twice`},
			"a repeated key",
		},
		{
			`"name": "Club"`, "\"name\": 7, \"name\": \"Club\"",
			[]string{`line 113, groups: name "7": want a string`, `line 113, groups: key "name": is there twice`},
			"a repeated key does not mend the first",
		},
		{
			`"people": [`, `"people": [], "people": [`,
			[]string{`line 22, attendance: person_id "doe-jane": no such person`, `line 123, document: key "people": is there twice`},
			"a repeated table",
		},
		{
			`"memberships": [`, "\"memberships\": [],\n\"memberships\": [",
			[]string{`line 115, groups: key "memberships": is there twice`},
			"a repeated table below a row",
		},
		{`"name": "Club"`, `"name": 7`, []string{`line 113, groups: name "7": want a string`}, "a number as text"},
		{`"name": "Club"`, `"name": true`, []string{`line 113, groups: name "true": want a string`}, "a truth value as text"},
		{`"name": "Club"`, `"name": ["Club"]`, []string{`line 113, groups: name ...`}, "a list as text"},
		{`"name": "Club"`, `"name": ""`, []string{`line 113, groups: name "": want no key where nothing is recorded`}, "an empty text"},
		{`"name": "Club"`, `"name": " Club"`, []string{`line 113, groups: name " Club": ...`}, "a text that no cell can have"},
		{`"name": "Club"`, `"name": "a\u0000b"`, []string{`line 113, groups: name "a\x00b": ...`}, "a control character, escaped"},
		{`"name": "Club"`, "\"name\": \"a\xffb\"", []string{"line 113, groups: name \"a\ufffdb\": ..."}, "no UTF-8"},
		{`"valid_from": "1990"`, `"valid_from": ""`, []string{`line 98, participant_codes: valid_from "": want no key where nothing is recorded`}, "an empty date"},
		{`"valid_from": "1990"`, `"valid_from": 1990`, []string{`line 98, participant_codes: valid_from "1990": want a string`}, "a year as a number"},
		{
			`"start_date": "2003"`, `"start_date": "2003-02-30"`,
			[]string{`line 78, summits: start_date "2003-02-30": ...`},
			"a day that does not exist; that start_date is required is not said again",
		},
		{
			`"tier": "leaders"`, `"tier": "leader"`,
			[]string{`line 6, series: tier "leader": ...`},
			"a word that is none",
		},
		{
			`"status": "unknown"`, `"status": "outside"`,
			[]string{`line 48, attendance: status "outside": ...`},
			"a word that the column has not",
		},
		{`"ordinal": 1`, `"ordinal": "1"`, []string{`line 12, summits: ordinal "1": want a number`}, "a number as text"},
		{`"ordinal": 1`, `"ordinal": 1.0`, []string{`line 12, summits: ordinal "1.0": ...`}, "a fraction"},
		{`"ordinal": 1`, `"ordinal": -1`, []string{`line 12, summits: ordinal "-1": ...`}, "a negative number"},
		{`"ordinal": 1`, `"ordinal": 99999999999999999999`, []string{`line 12, summits: ordinal "99999999999999999999": ...`}, "a number that is too large"},
		{`["Arna","Belm"]`, `"Arna"`, []string{`line 16, summits: city "Arna": want an array of strings, and no key where it is empty`}, "a text as a list"},
		{`["Arna","Belm"]`, `[]`, []string{`line 16, summits: city "[]": want an array of strings, and no key where it is empty`}, "an empty list"},
		{`["Arna","Belm"]`, `["Arna",1]`, []string{`line 16, summits: city ...`}, "a list with a number"},
		{`["Arna","Belm"]`, `["Arna;Belm"]`, []string{`line 16, summits: city ...`}, "an item that would be two"},
		{`["Arna","Belm"]`, `["Arna",""]`, []string{`line 16, summits: city ...`}, "an empty item"},
		{`["Arna","Belm"]`, `["Arna","Arna"]`, []string{`line 16, summits: city ...`}, "an item twice"},
		{`"person_id": "doe-jane",
              "status"`, `"person_id": "doe-jan",
              "status"`, []string{`line 22, attendance: person_id "doe-jan": no such person; did you mean doe-jane?`}, "a reference to nobody"},
		{`"country_ids": ["XAA"]`, `"country_ids": ["XXA"]`, []string{`line 9, summits: country_ids "XXA": no such participant...`}, "a reference in a list"},
		{
			`"session_id": "forum-2001-side"`, `"session_id": "forum-2001-plenary"`,
			[]string{`line 64, sessions: session_id "forum-2001-plenary": is there twice...`},
			"a key of two rows",
		},
		{`"editions": 1`, `"editions": 2`, []string{`line 137, coverage: editions "2": ...`}, "a count that does not hold"},
		{`"summit_id": "forum-2001",`, `"summit_id": 5,`, []string{`line 10, summits: summit_id "5": want a string`}, "an id that the rows below need; that they have none is not said again"},
		{`"summit_id": "forum-2001",`, "", []string{`line 9, summits: summit_id "": is required`}, "no id that the rows below need"},
		{`"participant_id": "XAA",
      "kind"`, `"kind"`, []string{`line 9, summits: country_ids "XAA": ...`, `line 22, attendance: participant_id "XAA": ...`, `line 90, participants: participant_id "": is required`, `line 114, memberships: participant_id "XAA": ...`}, "no id that is referred to"},
		{people + ",\n", "", append([]string{`line 22, attendance: person_id "doe-jane": no such person`}, missing(150, "people")...), "a table that is missing"},
		{people, `"people": {}`, []string{`line 22, attendance: person_id "doe-jane": no such person`, `line 123, people: value "{": want an array`}, "an object as a table"},
		{
			`"people": [`, `"people": [7, [{"a":[]}],`,
			[]string{`line 123, people: value "7": want an object`, `line 123, people: value "[": want an object`},
			"rows that are no objects, and the ones behind them are read",
		},
	} {
		t.Run(c.reason, func(t *testing.T) {
			text := strings.Replace(small(t), c.old, c.new, 1)
			require.NotEqual(t, small(t), text)
			register, err := exporters.ReadDocument(strings.NewReader(text))
			require.Error(t, err)
			if d := cmp.Diff(c.want, shortened(messages(t, err), c.want)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			wantRows(t, err)
			if !register.Equal(attendance.Register{}) {
				t.Error("there is a register in spite of the error")
			}
		})
	}
}

// Null is what WriteJSON writes for an empty cell, so a reader may well meet it here.
func TestReadDocumentTakesNoNull(t *testing.T) {
	for _, c := range []struct{ old, new, place string }{
		{`"name": "Club"`, `"name": null`, "line 113, groups: name "},
		{`"ordinal": 1`, `"ordinal": null`, "line 12, summits: ordinal "},
		{`["Arna","Belm"]`, `null`, "line 16, summits: city "},
		{`["Arna","Belm"]`, `["Arna",null]`, "line 16, summits: city "},
		{`"participant_codes": []`, `"participant_codes": null`, "line 106, participant_codes: value "},
		{`"participant_codes": []`, `"participant_codes": [null]`, "line 106, participant_codes: value "},
	} {
		text := strings.Replace(small(t), c.old, c.new, 1)
		require.NotEqual(t, small(t), text)
		_, err := exporters.ReadDocument(strings.NewReader(text))
		require.Error(t, err, c.new)
		got := messages(t, err)
		require.Len(t, got, 1)
		require.True(t, strings.HasPrefix(got[0], c.place), "want a fault at %s, got %s", c.place, got[0])
	}
}

func TestReadDocumentSyntax(t *testing.T) {
	tables := []string{"series", "participants", "groups", "people", "topics", "coverage", "sources"}
	var missing []string
	for _, table := range tables {
		missing = append(missing, fmt.Sprintf(`line 1, document: key %q: is missing`, table))
	}
	deep := strings.Repeat("[", 100_000)
	const deepMessage = "line 1, document: has objects and arrays nested more than 100 deep, want no more"
	for _, c := range []struct {
		text   string
		want   []string
		reason string
	}{
		{"", []string{"line 1, document: ends too early"}, "nothing"},
		{" \n\n", []string{"line 1, document: ends too early"}, "blanks"},
		{"[]", []string{`line 1, document: value "[": want an object`}, "another value"},
		{`"a"`, []string{`line 1, document: value "a": want an object`}, "a text"},
		{"{}", missing, "no tables, all of which are reported"},
		{small(t) + "x", []string{"line 157, document: there is something behind it"}, "text behind the document"},
		{small(t) + "\n\n{}", []string{"line 159, document: there is something behind it"}, "a second document"},
		{small(t) + "}", []string{"line 157, document: there is something behind it"}, "a bracket behind the document"},
		{strings.Replace(small(t), `"Jane Doe"`, `'Jane Doe'`, 1), []string{`line 126, document: is no valid JSON: invalid character '\'' looking for beginning of value`}, "wrong quotes"},
		{strings.Replace(small(t), `"Jane Doe"`, `"Jane Doe",`, 1), []string{`line 127, document: is no valid JSON: invalid character '}' looking for beginning of object key string`}, "a comma too many"},
		{strings.Replace(small(t), `"name": "Jane`, "\n\nname: \"Jane", 1), []string{`line 128, document: is no valid JSON: invalid character 'n' looking for beginning of object key string`}, "a key without quotes, below blank lines"},
		{strings.Replace(small(t), `"doe-jane",
      "name"`, `"doe-jane" "name"`, 1), []string{`line 125, document: is no valid JSON: invalid character '"' after object key:value pair`}, "a missing comma"},
		{strings.Replace(small(t), `"memberships": [`, `"memberships": [}`, 1), []string{`line 114, document: is no valid JSON: invalid character '}' looking for beginning of value`}, "brackets that do not match"},
		{
			strings.Replace(strings.Replace(small(t), `"leaders"`, `"leader"`, 1), `"Club"`, `x`, 1),
			[]string{
				`line 6, series: tier "leader": ...`,
				"line 113, document: is no valid JSON: invalid character 'x' looking for beginning of value",
			},
			"what was wrong before the syntax is said too",
		},
		{`{"series":[{"name":` + deep, []string{deepMessage}, "a deep value"},
		{`{"series":` + deep, []string{`line 1, series: value "[": want an object`, deepMessage}, "deep rows"},
		{"{\n\"a\":" + deep + strings.Repeat("]", 100_000) + "}", []string{`line 2, document: key "a": no such key`, strings.Replace(deepMessage, "1", "2", 1)}, "a deep value of an unknown key"},
		{`{"series":[{"a":` + strings.Repeat(`{"b":`, 100_000), []string{`line 1, series: key "a": no such key`, deepMessage}, "deep objects in an unknown key of a row"},
		{deep, []string{`line 1, document: value "[": want an object`, deepMessage}, "deep arrays in place of the document"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			_, err := exporters.ReadDocument(strings.NewReader(c.text))
			require.Error(t, err)
			if d := cmp.Diff(c.want, shortened(messages(t, err), c.want)); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			wantRows(t, err)
		})
	}
}

// wantRows wants a row in the faults of cells, and none in those of the document and of what is no row. A key may be of either.
func wantRows(t *testing.T, err error) {
	t.Helper()
	faults, _ := timeline.Faults(err)
	for _, f := range faults {
		switch none := f.Table == "document" || f.Column == "value"; {
		case none && f.Row != 0, !none && f.Column != "key" && f.Row < 1:
			t.Errorf("the row is %d: %v", f.Row, f)
		}
	}
}

func TestReadDocumentTruncated(t *testing.T) {
	text := strings.TrimSuffix(small(t), "\n")
	for n := range len(text) {
		_, err := exporters.ReadDocument(strings.NewReader(text[:n]))
		if err == nil {
			t.Fatalf("reads the first %d of %d bytes", n, len(text))
		}
		// The end is where the last token is: blanks behind it do not count.
		line := 1 + strings.Count(strings.TrimRight(text[:n], " \n"), "\n")
		list := messages(t, err)
		if want, got := fmt.Sprintf("line %d, document: ends too early", line), list[len(list)-1]; got != want {
			t.Fatalf("of the first %d bytes it says %s, want %s", n, got, want)
		}
	}
	_, err := exporters.ReadDocument(strings.NewReader(text))
	require.NoError(t, err, "the line break at the end says nothing")
}

// Programs act on the parts of a fault, not on its text.
func TestReadDocumentFaultsHaveParts(t *testing.T) {
	text := strings.Replace(small(t), `"participant_id": "XBB"`, `"participant_id": "XCC"`, 1)
	text = strings.Replace(text, `"name": "Club"`, `"name": "Club", "name": "Club"`, 1)
	text = strings.Replace(text, `"people": [`, `"people": [], "peple": [`, 1)
	_, err := exporters.ReadDocument(strings.NewReader(text))
	faults, all := timeline.Faults(err)
	require.True(t, all)
	type part struct {
		Line          int
		Table         string
		Row           int
		Column, Value string
	}
	var got []part
	for _, f := range faults {
		require.Empty(t, f.File)
		got = append(got, part{f.Line, f.Table, f.Row, f.Column, f.Value})
	}
	want := []part{
		{22, "attendance", 1, "person_id", "doe-jane"},
		{48, "attendance", 2, "participant_id", "XCC"},
		{113, "groups", 0, "key", "name"},
		{123, "document", 0, "key", "peple"},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Fatalf("(-want +got):\n%s", d)
	}
	require.ErrorIs(t, err, timeline.ErrDuplicate)
	var unknown *timeline.UnknownError
	require.ErrorAs(t, faults[3], &unknown)
	if d := cmp.Diff(timeline.UnknownError{What: "key", ID: "peple", Near: []string{"people"}}, *unknown); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

func TestReadDocumentReportsReadErrors(t *testing.T) {
	lost := errors.New("connection lost")
	for _, n := range []int{0, 1, 500, len(small(t)) - 2} {
		_, err := exporters.ReadDocument(iotest.DataErrReader(&failingReader{strings.NewReader(small(t)[:n]), lost}))
		require.ErrorIs(t, err, lost, "after %d bytes", n)
	}
	register, err := exporters.ReadDocument(iotest.OneByteReader(strings.NewReader(small(t))))
	require.NoError(t, err)
	require.True(t, register.Equal(readDocument(t, small(t))))
}

// Lines are counted while the text comes in pieces of any size.
func TestReadDocumentCountsLinesOfPieces(t *testing.T) {
	text := strings.Replace(small(t), `"kind": "list"`, `"kind": "lists"`, 1)
	text = strings.Repeat("\n", 5000) + text
	want := []string{`line 5151, sources: kind "lists": ...`}
	_, whole := exporters.ReadDocument(strings.NewReader(text))
	_, bytewise := exporters.ReadDocument(iotest.OneByteReader(strings.NewReader(text)))
	for _, err := range []error{whole, bytewise} {
		if d := cmp.Diff(want, shortened(messages(t, err), want)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
	}
	_, err := exporters.ReadDocument(strings.NewReader(strings.ReplaceAll(text, "\n", "\r\n")))
	if d := cmp.Diff(want, shortened(messages(t, err), want)); d != "" {
		t.Errorf("with CRLF (-want +got):\n%s", d)
	}
}

func TestReadDocumentAfterAByteOrderMark(t *testing.T) {
	text, err := os.ReadFile("testdata/small.json")
	require.NoError(t, err)
	want, err := exporters.ReadDocument(bytes.NewReader(text))
	require.NoError(t, err)
	got, err := exporters.ReadDocument(bytes.NewReader(append([]byte("\ufeff"), text...)))
	require.NoError(t, err)
	require.True(t, got.Equal(want))
}

func TestDocumentLimits(t *testing.T) {
	text := small(t)
	size := int64(len(text))
	for _, c := range []struct {
		reason string
		limits exporters.DocumentLimits
		text   string
		want   []string
	}{
		{"bytes", exporters.DocumentLimits{Bytes: 700}, text, []string{"line 26, document: goes on behind 700 bytes, want no more"}},
		{"one byte", exporters.DocumentLimits{Bytes: size - 1}, text, []string{fmt.Sprintf("line 156, document: goes on behind %d bytes, want no more", size-1)}},
		{"depth", exporters.DocumentLimits{Depth: 4}, text, []string{"line 8, document: has objects and arrays nested more than 4 deep, want no more"}},
		{"faults", exporters.DocumentLimits{Faults: 2}, `{"people":[1,2,3,4,5]}`, []string{
			`line 1, people: value "1": want an object`, `line 1, people: value "2": want an object`, "line 1, people: there are more than 2 faults: mend these first",
		}},
		{"brackets in texts", exporters.DocumentLimits{Depth: 2}, `{"a[[[[[\"[[[[\\":[],"b":[`, nil},
	} {
		t.Run(c.reason, func(t *testing.T) {
			for _, r := range []io.Reader{strings.NewReader(c.text), iotest.OneByteReader(strings.NewReader(c.text)), iotest.DataErrReader(strings.NewReader(c.text))} {
				_, err := c.limits.Read(r)
				require.Error(t, err)
				if c.want == nil {
					require.NotContains(t, err.Error(), "deep")
				} else if d := cmp.Diff(c.want, messages(t, err)); d != "" {
					t.Errorf("(-want +got):\n%s", d)
				}
			}
		})
	}
	_, err := exporters.DocumentLimits{Bytes: size, Depth: 10, Faults: 1}.Read(strings.NewReader(text))
	require.NoError(t, err)
	_, err = exporters.DocumentLimits{Depth: 9}.Read(strings.NewReader(text))
	require.ErrorContains(t, err, "more than 9 deep", "the tables need ten")
	many := strings.NewReader(`{"people":[` + strings.Repeat("1,", 50_000) + "1]}")
	_, err = exporters.ReadDocument(many)
	require.Len(t, messages(t, err), 10_001)
	require.Greater(t, many.Len(), 50_000, "reading stops behind so many faults")
}
