package main

import (
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// decode reads JSON that is one value and nothing behind it.
func decode(t *testing.T, text string, value any) {
	t.Helper()
	require.NoError(t, json.Unmarshal([]byte(text), value), text)
}

// decodeAnswers reads the answers of a question in JSON.
func decodeAnswers(t *testing.T, text string, value any) {
	t.Helper()
	var whole struct{ Answers json.RawMessage }
	decode(t, text, &whole)
	decode(t, string(whole.Answers), value)
}

// table reads CSV as rows by column.
func table(t *testing.T, text string) []map[string]string {
	t.Helper()
	records, err := csv.NewReader(strings.NewReader(text)).ReadAll()
	require.NoError(t, err, text)
	require.NotEmpty(t, records)
	rows := []map[string]string{}
	for _, r := range records[1:] {
		row := map[string]string{}
		for i, name := range records[0] {
			row[name] = r[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// cell gives a JSON value as a cell of a table has it.
func cell(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case []any:
		var items []string
		for _, item := range v {
			items = append(items, cell(item))
		}
		return strings.Join(items, ";")
	}
	return fmt.Sprint(value)
}

func cells(object map[string]any, without ...string) map[string]string {
	row := map[string]string{}
	for name, value := range object {
		if !slices.Contains(without, name) {
			row[name] = cell(value)
		}
	}
	return row
}

// questions are the answers of golden files, each asked once, without what says how it is printed.
func questions(names ...string) []string {
	var list []string
	for _, name := range names {
		for _, row := range answers[name] {
			words, _, _ := strings.Cut(row.words, " --format")
			words = strings.TrimSuffix(words, " --explain") + " --data " + tiny
			if !slices.Contains(list, words) {
				list = append(list, words)
			}
		}
	}
	return list
}

// everyQuestion gives the questions of the golden files about attendance, and the examples of all commands that print answers.
func everyQuestion(t *testing.T) []string {
	t.Helper()
	list := questions("first", "streak", "histories", "present", "compare", "levels", "people", "network")
	for name, c := range commands(t) {
		if call := c.Annotations["example"]; name != "" && c.Flags().Lookup("explain") != nil {
			list = append(list, call)
		}
	}
	require.Greater(t, len(list), 100)
	return list
}

// A person who reads CSV and one who reads JSON learn the same.
func TestFormatsAgree(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	for _, words := range append(everyQuestion(t), questions("list")...) {
		var objects []map[string]any
		text := answer(t, words+" --format json")
		if strings.HasPrefix(words, "list") {
			decode(t, text, &objects)
		} else {
			decodeAnswers(t, text, &objects)
		}
		want := []map[string]string{}
		for _, object := range objects {
			for name, value := range object {
				if value == "" {
					t.Errorf("%s: %s is an empty text, want null", words, name)
				}
			}
			want = append(want, cells(object, "evidence"))
		}
		if diff := cmp.Diff(want, table(t, answer(t, words+" --format csv"))); diff != "" {
			t.Errorf("%s (-json +csv):\n%s", words, diff)
		}
	}
}

// keys gives the names of the first object in JSON, in the order in which they are written.
func keys(t *testing.T, text string) []string {
	t.Helper()
	d := json.NewDecoder(strings.NewReader(text[strings.Index(text, "{"):]))
	_, err := d.Token()
	require.NoError(t, err)
	var names []string
	for d.More() {
		name, err := d.Token()
		require.NoError(t, err)
		names = append(names, name.(string))
		var value json.RawMessage
		require.NoError(t, d.Decode(&value))
	}
	return names
}

// What was asked comes first and the evidence last, of an answer the columns of its table in between, in their order.
func TestOrderOfKeys(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	for _, words := range everyQuestion(t) {
		text := answer(t, words+" --format json")
		var whole struct {
			Question string
			Answers  []json.RawMessage
			Evidence *evidence
		}
		decode(t, text, &whole)
		require.Contains(t, strings.Fields(words)[:2], whole.Question)
		want := []string{"question", "answers"}
		if whole.Evidence != nil {
			want = append(want, "evidence")
		}
		if diff := cmp.Diff(want, keys(t, text)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", words, diff)
		}
		header, _, _ := strings.Cut(answer(t, words+" --format csv"), "\n")
		for _, row := range whole.Answers {
			want := strings.Split(header, ",")
			if whole.Evidence == nil {
				want = append(want, "evidence")
			}
			if diff := cmp.Diff(want, keys(t, string(row))); diff != "" {
				t.Fatalf("%s (-want +got):\n%s", words, diff)
			}
		}
	}
}

// How many gatherings a list has depends on the list, and not on what is found in it, or on what is looked for.
func TestListed(t *testing.T) {
	type listed struct {
		Summit string `json:"summit_id"`
		Listed int
	}
	early := 0
	for _, words := range questions("first") {
		var firsts, runs []listed
		decodeAnswers(t, answer(t, words+" --format json"), &firsts)
		decodeAnswers(t, answer(t, strings.Replace(words, "first", "streak", 1)+" --format json"), &runs)
		require.Len(t, firsts, 1)
		first := firsts[0]
		require.Len(t, runs, 2)
		for _, run := range runs {
			if first.Listed != run.Listed {
				t.Errorf("%s: %d listed, and %d for a streak", words, first.Listed, run.Listed)
			}
		}
		if first.Summit == "harbour-2001-arna" && first.Listed > 1 {
			early++
		}
	}
	require.NotZero(t, early, "none found before the last gathering")
}

// A run of one gathering names it once, and a longer one where it began and where it ended.
func TestRunAsText(t *testing.T) {
	ones, more := 0, 0
	for _, words := range questions("streak") {
		var got runs
		decodeAnswers(t, answer(t, words+" --format json"), &got)
		_, text, _ := strings.Cut(answer(t, words), "\n")
		longest, current, ok := strings.Cut(text, "\ncurrent: ")
		require.True(t, ok, text)
		for i, lines := range []string{longest, current} {
			lines = strings.ReplaceAll(lines, "(", "\n(") // ids alone on their lines
			lines = strings.ReplaceAll(lines, ") to ", ")\n  to ")
			from, until := strings.Contains(lines, "\n  "+got[i].From+" \n("), strings.Contains(lines, "\n  to "+got[i].To+" \n(")
			if want := got[i].From != ""; from != want {
				t.Errorf("%s: names where the run began: %t, want %t\n%s", words, from, want, text)
			}
			if want := got[i].From != got[i].To; until != want {
				t.Errorf("%s: names where the run ended: %t, want %t\n%s", words, until, want, text)
			}
			if until {
				more++
			} else if from {
				ones++
			}
		}
	}
	require.NotZero(t, ones)
	require.NotZero(t, more)
}

type claim struct {
	Table, Key, Text, Confidence string
	Sources                      []string `json:"source_ids"`
}

type evidence struct {
	Rests []claim `json:"rests_on"`
	Open  []claim `json:"open"`
}

// evidenceOf gives the evidence of an answer in JSON, one for each of its parts.
func evidenceOf(t *testing.T, text string) []evidence {
	t.Helper()
	type part struct{ Evidence *evidence }
	var whole struct {
		part
		Answers []part
	}
	decode(t, text, &whole)
	var list []evidence
	for _, p := range append(whole.Answers, whole.part) {
		if p.Evidence == nil {
			continue
		}
		require.NotNil(t, p.Evidence.Rests, "null where an empty array belongs")
		require.NotNil(t, p.Evidence.Open, "null where an empty array belongs")
		list = append(list, *p.Evidence)
	}
	require.Contains(t, []int{1, len(whole.Answers)}, len(list), "want evidence for each answer, or for all")
	return list
}

// A checked data set is one with the rows of all tables, by table and key, with their cells by column.
type checked struct {
	dataset.Data
	rows map[string]map[string]map[string]string
}

func rowsByKey(t *testing.T, data dataset.Data, err error) checked {
	t.Helper()
	require.NoError(t, err)
	all := map[string]map[string]map[string]string{}
	for _, table := range exporters.Tables(data.Register) {
		all[table.Name()] = map[string]map[string]string{}
		for cells, err := range table.Rows() {
			require.NoError(t, err)
			row := map[string]string{}
			var key []string
			for i, c := range table.Columns() {
				row[c.Name] = cells[i]
				if c.Key {
					key = append(key, cells[i])
				}
			}
			all[table.Name()][strings.Join(key, ",")] = row
		}
	}
	return checked{data, all}
}

// evidence wants each claim to be a row that is there, with its sources as far as they were published by a date.
func (d checked) evidence(t *testing.T, words string, asOf timeline.Date, e evidence) {
	t.Helper()
	rows := d.rows
	for _, c := range e.Rests {
		row, ok := rows[c.Table][c.Key]
		if !ok {
			t.Errorf("%s: rests on a row of %s that is not there: %s", words, c.Table, c.Key)
			continue
		}
		if row["confidence"] != c.Confidence {
			t.Errorf("%s: %s has confidence %q, the row %q", words, c.Key, c.Confidence, row["confidence"])
		}
		want := []string{}
		for _, id := range strings.Split(row["source_ids"]+row["source_id"], ";") {
			source, ok := d.Timeline().Source(timeline.SourceID(id))
			published := source.Published.IsValid() && source.Published.Last().Compare(asOf.Last()) <= 0
			if ok && (!asOf.IsValid() || published) {
				want = append(want, id)
			}
		}
		if len(want) == 0 && c.Table != "memberships" && c.Table != "participants" {
			t.Errorf("%s: %s rests on no source", words, c.Key)
		}
		if diff := cmp.Diff(want, append([]string{}, c.Sources...)); diff != "" {
			t.Errorf("%s: sources of %s (-want +got):\n%s", words, c.Key, diff)
		}
	}
	for _, c := range e.Open {
		if rows[c.Table] == nil || c.Key == "" || c.Text == "" || len(c.Sources) > 0 {
			t.Errorf("%s: waits for what is no cell: %+v", words, c)
		}
	}
}

// Each answer in JSON carries its evidence, and with --explain a person sees the same.
func TestEvidence(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	loaded, err := dataset.Load(os.DirFS(tiny))
	own := rowsByKey(t, loaded, err)
	loaded, err = dataset.Open()
	builtin := rowsByKey(t, loaded, err)
	rests, open := 0, 0
	for _, words := range everyQuestion(t) {
		data := builtin
		if strings.Contains(words, "--data") {
			data = own
		}
		var asOf timeline.Date
		if _, after, ok := strings.Cut(words, "--as-of "); ok {
			text, _, _ := strings.Cut(after, " ")
			asOf, err = timeline.ParseDate(text)
			require.NoError(t, err)
		}
		explained := answer(t, words+" --explain")
		plain := answer(t, words)
		require.True(t, strings.HasPrefix(explained, plain), "%s: --explain changes the answer", words)
		explained = strings.TrimPrefix(explained, plain)
		for _, e := range evidenceOf(t, answer(t, words+" --format json")) {
			data.evidence(t, words, asOf, e)
			rests, open = rests+len(e.Rests), open+len(e.Open)
			for _, c := range append(slices.Clone(e.Rests), e.Open...) {
				if !strings.Contains(explained, c.Text) {
					t.Errorf("%s: --explain does not say %q", words, c.Text)
				}
				for _, id := range c.Sources {
					source, _ := data.Timeline().Source(timeline.SourceID(id))
					if !strings.Contains(explained, source.Title) || !strings.Contains(explained, source.URL) {
						t.Errorf("%s: --explain does not name the source %s", words, id)
					}
				}
			}
		}
	}
	require.NotZero(t, rests)
	require.NotZero(t, open)
}

// What a person wrote reaches a person as it was written: JSON has no escapes for the sake of web pages, and a source without
// publisher begins with its title.
func TestTextAsWritten(t *testing.T) {
	dir := changed(
		t,
		change{"attendance.csv", "Minister of Foreign Affairs", to("Minister of <Foreign> Affairs & Trade")},
		change{"sources.csv", "Belm communique,Harbour Forum,", to("Belm communique,,")},
	)
	words := "attendance first XAR --series harbour --from 2003 --data " + dir
	for _, format := range []string{"json", "text --explain"} {
		if got := answer(t, words+" --format "+format); !strings.Contains(got, "Minister of <Foreign> Affairs & Trade") {
			t.Errorf("%s: %s\nwant the office as it was written", format, got)
		}
	}
	if got := answer(t, words+" --explain"); !strings.Contains(got, "  2003-09-21  Belm communique ") {
		t.Errorf("%s\nwant the title alone", got)
	}
}
