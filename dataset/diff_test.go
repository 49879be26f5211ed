package dataset_test

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/dataset"
	_ "github.com/summitry/summitry/internal/samedraws"
)

// harbours gives tiny, and tiny as it was two years later.
func harbours() (was, is dataset.Data, err error) {
	if was, err = dataset.Load(os.DirFS(filepath.Join("..", "testdata", "tiny"))); err != nil {
		return was, is, err
	}
	is, err = dataset.Load(os.DirFS(filepath.Join("..", "testdata", "later", "tiny")))
	return was, is, err
}

func ExampleDiff() {
	was, is, err := harbours()
	if err != nil {
		fmt.Println(err)
		return
	}
	for d := range dataset.Diff(was, is) {
		if d.Table == "memberships" || d.Table == "coverage" || d.Table == "sources" {
			fmt.Printf("%s %s %s: %q, was %q\n", d.Table, d.Key, d.Column, d.Is, d.Was)
		}
	}
	// Output:
	// memberships coast,XCO, : "", was "coast,XCO,member,,,arna-2001-communique,"
	// coverage harbour-editions date_to: "2005-12-31", was "2004-12-31"
	// coverage harbour-editions editions: "3", was "2"
	// coverage harbour-editions source_ids: "corda-2005-communique", was "belm-2003-report"
	// sources corda-2005-communique : "corda-2005-communique,communique,Corda communique,Harbour Forum,harbour,https://harbour.example/2005,2005-05-11,2006-02-01,", was ""
}

func ExampleAnswers() {
	was, _, err := harbours()
	if err != nil {
		fmt.Println(err)
		return
	}
	for a := range dataset.Answers(was) {
		if a.Actor == "XAR" && a.Series == "harbour" {
			fmt.Println(a.Question+":", a.Text)
		}
	}
	// Output:
	// first at any level: harbour-2001-arna; certain
	// longest run at any level: 2, harbour-2001-arna to harbour-2003-belm; certain
	// current run at any level: 2, harbour-2001-arna to harbour-2003-belm; certain
	// first at leader level: harbour-2001-arna; certain
	// longest run at leader level: 1, harbour-2001-arna to harbour-2001-arna, ended at harbour-2003-belm: XAR below_level; certain
	// current run at leader level: 0, ended at harbour-2003-belm: XAR below_level; certain
}

// The members of the group of each series are asked about and nobody else: neither UNION nor XDU. One of whom nothing is recorded has an
// answer too.
func TestAnswersAreOfMembers(t *testing.T) {
	_, is, err := harbours()
	require.NoError(t, err)
	var got []string
	for a := range dataset.Answers(is) {
		if strings.HasPrefix(a.Question, "first at leader") {
			got = append(got, fmt.Sprintf("%s %s: %s", a.Series, a.Actor, a.Text))
		}
	}
	want := []string{
		"harbour XAR: harbour-2001-arna; certain",
		"harbour XBE: harbour-2001-arna; certain",
		"harbour XCO: harbour-2003-belm; certain",
		"harbour-finance XAR: never on record; undecided: harbour-finance-2002-belm (of the 1 listed)",
		"harbour-finance XBE: never (of the 1 listed)",
		"harbour-finance XCO: never (of the 1 listed)",
	}
	if diff := gocmp.Diff(want, got); diff != "" {
		t.Errorf("answers (-want +got):\n%s", diff)
	}
	for range dataset.Answers(is) {
		break // and nothing more is asked for
	}
}

func TestDiffOfASetAndItself(t *testing.T) {
	builtin, err := dataset.Open()
	require.NoError(t, err)
	for name, data := range map[string]dataset.Data{"built-in": builtin, "tiny": tinyData(t), "empty": {}} {
		for d := range dataset.Diff(data, data) {
			t.Errorf("%s: %+v", name, d)
		}
	}
	all := 0
	for d := range dataset.Diff(dataset.Data{}, builtin) {
		require.Empty(t, d.Column+d.Was)
		all++
	}
	for _, count := range builtin.Counts() {
		all -= count.Rows
	}
	require.Zero(t, all, "each row is one that was added")
	for range dataset.Diff(builtin, dataset.Data{}) {
		break // and nothing more is asked for
	}
}

// Rows and cells that are changed at random, as far as the folder still loads, are what Diff gives, and back it gives the reverse.
func TestDiffGivesWhatWasChanged(t *testing.T) {
	known, base := schemas(t), tiny(t)
	was := tinyData(t)
	rapid.Check(t, func(rt *rapid.T) {
		files := maps.Clone(base)
		var want []dataset.Difference
		touched := map[string]bool{}
		for range rapid.IntRange(1, 6).Draw(rt, "changes") {
			name := rapid.SampledFrom(tables()).Draw(rt, "table")
			rows := cells(t, files[name+".csv"].Data)
			at := rapid.IntRange(1, len(rows)-1).Draw(rt, "row")
			old := slices.Clone(rows[at])
			key := func(row []string) string {
				var parts []string
				for i, c := range known[name].Columns {
					if c.Key {
						parts = append(parts, row[i])
					}
				}
				return strings.Join(parts, ",")
			}
			change := []dataset.Difference{{Table: name, Key: key(old)}}
			column := rapid.IntRange(0, len(old)-1).Draw(rt, "column")
			row := slices.Clone(old)
			row[column] = rapid.SampledFrom([]string{rows[rapid.IntRange(1, len(rows)-1).Draw(rt, "from")][column], "", "x", "x, \"y\""}).Draw(rt, "cell")
			switch rapid.IntRange(0, 2).Draw(rt, "kind") {
			case 0:
				change[0].Was = csvLine(t, old)
				rows = slices.Delete(rows, at, at+1)
			case 1:
				if key(row) == key(old) {
					continue
				}
				change[0].Key, change[0].Is = key(row), csvLine(t, row)
				rows = append(rows, row)
			case 2:
				rows[at] = row
				change[0].Column, change[0].Was, change[0].Is = known[name].Columns[column].Name, old[column], row[column]
				if key(row) != key(old) {
					change = []dataset.Difference{{Table: name, Key: key(old), Was: csvLine(t, old)}, {Table: name, Key: key(row), Is: csvLine(t, row)}}
				}
			}
			stale := slices.Equal(row, old) && change[0].Column != ""
			for _, d := range change {
				stale = stale || touched[d.Table+" "+d.Key]
			}
			next := maps.Clone(files)
			next[name+".csv"] = csvFile(t, rows)
			if _, err := dataset.Load(next); err != nil || stale {
				continue
			}
			files, want = next, append(want, change...)
			for _, d := range change {
				touched[d.Table+" "+d.Key] = true
			}
		}
		is, err := dataset.Load(files)
		require.NoError(rt, err)
		slices.SortFunc(want, func(a, b dataset.Difference) int {
			return cmp.Or(cmp.Compare(slices.Index(tables(), a.Table), slices.Index(tables(), b.Table)), slices.Compare(strings.Split(a.Key, ","), strings.Split(b.Key, ",")))
		})
		if diff := gocmp.Diff(want, slices.Collect(dataset.Diff(was, is))); diff != "" {
			rt.Errorf("differences (-want +got):\n%s", diff)
		}
		for i := range want {
			want[i].Was, want[i].Is = want[i].Is, want[i].Was
		}
		if diff := gocmp.Diff(want, slices.Collect(dataset.Diff(is, was))); diff != "" {
			rt.Errorf("back (-want +got):\n%s", diff)
		}
	})
}

// The cells of a row come in the order of its columns, and keys in that of their cells: a- after a.
func TestDiffIsInOrder(t *testing.T) {
	was, is := tinyData(t), rewritten(t, "people", "berg-ada,Ada Berg,", "berg-ada,Ada B. Berg,Q1", "+", "a-b,A B,", "+", "a,A,")
	var got []string
	for d := range dataset.Diff(was, is) {
		got = append(got, d.Key+" "+d.Column)
	}
	if diff := gocmp.Diff([]string{"a ", "a-b ", "berg-ada name", "berg-ada wikidata_id"}, got); diff != "" {
		t.Errorf("differences (-want +got):\n%s", diff)
	}
}

func csvLine(t *testing.T, row []string) string {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	require.NoError(t, w.WriteAll([][]string{row}))
	return strings.TrimSuffix(b.String(), "\n")
}
