package main

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// later is tiny as it was two years later.
const later = "../../testdata/later/tiny"

func TestDiff(t *testing.T) {
	var s transcript
	for _, row := range []asked{
		{"diff " + tiny + " " + later, "counts, then the first rows of each table, then the answers"},
		{"diff " + later + " " + tiny, "and back"},
		{"diff " + tiny + " " + later + " --format csv", "a row for each cell"},
		{"diff " + tiny + " " + later + " --format json", "null where there is nothing"},
		{"diff " + tiny + " " + tiny, "nothing differs"},
		{"diff " + tiny + " " + tiny + " --format csv", "the header alone"},
		{"diff " + tiny + " " + tiny + " --format json", "an empty list"},
		{"diff " + tiny + " --data " + later, "the new set as the other commands take it"},
	} {
		require.NotEmpty(t, row.reason)
		s.add(t, row.words, answer(t, row.words))
	}
	s.compare(t, "diff")
	require.Equal(t, s.text["diff "+tiny+" "+later], s.text["diff "+tiny+" --data "+later])
}

// Without a second folder the new set is the built-in one.
func TestDiffWithTheBuiltIn(t *testing.T) {
	require.Equal(t, "no differences\n", answer(t, "diff "+filepath.Join(root, "dataset", "data")))
	var series []string
	for _, row := range table(t, answer(t, "diff "+tiny+" --format csv")) {
		if row["table"] == "series" {
			series = append(series, row["change"]+" "+row["key"])
		}
	}
	want := []string{"added brics", "added g20", "added g7", "removed harbour", "removed harbour-finance", "added nato", "added quad"}
	if diff := cmp.Diff(want, series); diff != "" {
		t.Errorf("series (-want +got):\n%s", diff)
	}
}

// Answers come and go with members and series, and change with rows that are not theirs.
func TestDiffOfAnswers(t *testing.T) {
	const member, guest = "harbour,XCO,member,2003-01-01,,belm-2003-communique,\n", "harbour,XDU,member,2003-01-01,,belm-2003-communique,\n"
	for _, row := range []struct {
		reason string
		change change
		want   string // of the first at leader level: the change, the key, the old answer and the new one
	}{
		{
			"a new member has answers",
			change{"memberships.csv", member, to(member + guest)},
			"added harbour,XDU:  to never on record; undecided: harbour-2003-belm",
		},
		{
			"who is no member any more has none",
			change{"memberships.csv", "harbour,XBE,member,1999-01-01,,arna-2001-communique,\n", to("")},
			"removed harbour,XBE: harbour-2001-arna; certain to ; removed harbour-finance,XBE: never (of the 1 listed) to ",
		},
		{
			"where the list of gatherings is not closed nothing is certain",
			change{"coverage.csv", "harbour-editions,editions,harbour,,,,,,2004-12-31,,,2,high,belm-2003-report,\n", to("")},
			"changed harbour,XAR: harbour-2001-arna; certain to harbour-2001-arna (of the 2 listed)",
		},
	} {
		var got []string
		for _, r := range table(t, answer(t, "diff "+tiny+" "+changed(t, row.change)+" --format csv")) {
			if r["table"] == "answers" && r["column"] == "first at leader level" {
				got = append(got, r["change"]+" "+r["key"]+": "+r["was"]+" to "+r["is"])
			}
		}
		if text := strings.Join(got, "; "); !strings.HasPrefix(text, row.want) {
			t.Errorf("%s: %s\nwant %s", row.reason, text, row.want)
		}
	}
}

func TestDiffRefusals(t *testing.T) {
	for _, row := range []struct {
		words  string
		status int
		says   string
		reason string
	}{
		{"diff", 2, "want the folder of the old data set", "no folder"},
		{"diff a b c", 2, "want the folder of the old data set", "three folders"},
		{"diff " + tiny + " " + later + " --data " + tiny, 2, "want one new folder, as an argument or with --data", "two new ones"},
		{"diff " + tiny + " --format xml", 2, "text, csv or json", "a format that there is not"},
		{"diff nowhere " + tiny, 1, "nowhere: there is no such folder", "an old folder that is not there"},
		{"diff " + tiny + " nowhere", 1, "nowhere: there is no such folder", "a new folder that is not there"},
		{"diff " + changed(t, change{"people.csv", "Ada Berg", to("")}) + " " + tiny, 1, "1 fault in ", "an old folder with a fault"},
		{"diff " + tiny + " " + changed(t, change{"people.csv", "Ada Berg", to("")}), 1, "1 fault in ", "a new folder with a fault"},
	} {
		got := call(row.words)
		if got.status != row.status || got.stdout != "" || !strings.Contains(got.stderr, row.says) {
			t.Errorf("%s: %+v, want status %d and %q: %s", row.words, got, row.status, row.says, row.reason)
		}
	}
}
