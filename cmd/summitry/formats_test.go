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

// A person who reads CSV and one who reads JSON learn the same.
func TestFormatsAgree(t *testing.T) {
	for _, words := range questions("list", "first", "streak") {
		var objects []map[string]any
		text := answer(t, words+" --format json")
		if strings.HasPrefix(words, "attendance first") {
			text = "[" + text + "]"
		}
		decode(t, text, &objects)
		want := []map[string]string{}
		for _, object := range objects {
			for name, value := range object {
				if value == "" {
					t.Errorf("%s: %s is an empty text, want null", words, name)
				}
			}
			want = append(want, cells(object, "question", "evidence"))
		}
		if diff := cmp.Diff(want, table(t, answer(t, words+" --format csv"))); diff != "" {
			t.Errorf("%s (-json +csv):\n%s", words, diff)
		}
	}
}

type finding struct{ Sure, Perhaps []string }

type comparison struct {
	Was, Is struct {
		Summit    string   `json:"summit_id"`
		Topics    []string `json:"topics"`
		Complete  bool     `json:"complete"`
		Documents []string `json:"documents"`
	}
	Kept, Added, Dropped, New finding
	Before                    []string
	Closed                    bool
	NewCertain                bool `json:"new_certain"`
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

// What was asked comes first and the evidence last, as a person reads, and not by the alphabet.
func TestOrderOfKeys(t *testing.T) {
	for command, want := range map[string]string{
		"first": "question who rule summit_id undecided certain closed listed weakest evidence",
		"streak": "question who rule run length_min length_max from_summit_id to_summit_id ended_summit_id why through_summit_id listed undecided " +
			"certain closed weakest evidence",
		"compare": "question was is kept added dropped new before closed new_certain evidence",
	} {
		for _, words := range questions(command) {
			if diff := cmp.Diff(strings.Fields(want), keys(t, answer(t, words+" --format json"))); diff != "" {
				t.Errorf("%s (-want +got):\n%s", words, diff)
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
		var first listed
		var runs []listed
		decode(t, answer(t, words+" --format json"), &first)
		decode(t, answer(t, strings.Replace(words, "first", "streak", 1)+" --format json"), &runs)
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
		decode(t, answer(t, words+" --format json"), &got)
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

// A comparison in words has the counts of the sets that JSON has, with the bound of what was kept where gaps leave one.
func TestCounts(t *testing.T) {
	bounds, exact := 0, 0
	for _, words := range questions("compare") {
		var c comparison
		decode(t, answer(t, words+" --format json"), &c)
		kept := fmt.Sprintf("\nkept: %d\n", len(c.Kept.Sure))
		if n := len(c.Kept.Perhaps); n > 0 {
			kept = fmt.Sprintf("\nkept: %d to %d\n", len(c.Kept.Sure), len(c.Kept.Sure)+n)
			bounds++
		} else {
			exact++
		}
		before := fmt.Sprintf("\nnew against the %d gatherings before (", len(c.Before))
		if len(c.Before) == 1 {
			before = "\nnew against the 1 gathering before ("
		}
		text := answer(t, words)
		for _, line := range []string{kept, before} {
			if !strings.Contains(text, line) {
				t.Errorf("%s: %s\nwant %q", words, text, line)
			}
		}
	}
	require.NotZero(t, bounds)
	require.NotZero(t, exact)
}

// A comparison as a table has a row for each topic that one of the two gatherings has, with what JSON says in sets.
func TestComparisonsAgree(t *testing.T) {
	for _, words := range questions("compare") {
		var c comparison
		decode(t, answer(t, words+" --format json"), &c)
		want := map[string]map[string]string{}
		add := func(change string, sure bool, topics []string) {
			for _, id := range topics {
				fresh := "no"
				if slices.Contains(c.New.Sure, id) {
					fresh = "yes"
				} else if slices.Contains(c.New.Perhaps, id) {
					fresh = "perhaps"
				}
				require.NotContains(t, want, id, "%s: a topic in two sets", words)
				want[id] = map[string]string{
					"was_summit_id": c.Was.Summit, "is_summit_id": c.Is.Summit, "topic_id": id, "change": change,
					"sure": fmt.Sprint(sure), "new": fresh,
				}
			}
		}
		add("kept", true, c.Kept.Sure)
		add("added", true, c.Added.Sure)
		add("added", false, c.Added.Perhaps)
		add("dropped", true, c.Dropped.Sure)
		add("dropped", false, c.Dropped.Perhaps)
		got := map[string]map[string]string{}
		var order []string
		for _, row := range table(t, answer(t, words+" --format csv")) {
			got[row["topic_id"]] = row
			order = append(order, row["topic_id"])
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-json +csv):\n%s", words, diff)
		}
		both := append(slices.Clone(c.Was.Topics), c.Is.Topics...)
		slices.Sort(both)
		if diff := cmp.Diff(slices.Compact(both), order); len(order) > 0 && diff != "" {
			t.Errorf("%s: the topics in order (-want +got):\n%s", words, diff)
		}
		require.Len(t, got, len(order), "%s: a topic in two rows", words)
	}
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
	var parts []struct{ Evidence *evidence }
	if !strings.HasPrefix(text, "[") {
		text = "[" + text + "]"
	}
	decode(t, text, &parts)
	var list []evidence
	for _, p := range parts {
		require.NotNil(t, p.Evidence)
		require.NotNil(t, p.Evidence.Rests, "null where an empty array belongs")
		require.NotNil(t, p.Evidence.Open, "null where an empty array belongs")
		list = append(list, *p.Evidence)
	}
	require.NotEmpty(t, list)
	return list
}

// rowsByKey gives the rows of all tables, by table and key, with their cells by column.
func rowsByKey(t *testing.T, data dataset.Data) map[string]map[string]map[string]string {
	t.Helper()
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
	return all
}

// checkEvidence wants each claim to be a row that is there, with its sources as far as they were published by a date.
func checkEvidence(t *testing.T, data dataset.Data, words string, asOf timeline.Date, e evidence) {
	t.Helper()
	rows := rowsByKey(t, data)
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
			source, ok := data.Timeline().Source(timeline.SourceID(id))
			published := source.Published.IsValid() && source.Published.Last().Compare(asOf.Last()) <= 0
			if ok && (!asOf.IsValid() || published) {
				want = append(want, id)
			}
		}
		if len(want) == 0 && c.Table != "memberships" {
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
	data, err := dataset.Load(os.DirFS(tiny))
	require.NoError(t, err)
	rests, open := 0, 0
	for _, words := range questions("first", "streak", "compare") {
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
			checkEvidence(t, data, words, asOf, e)
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
