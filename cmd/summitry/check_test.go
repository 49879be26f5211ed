package main

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
)

// The built-in data set has no fault, and its rows are counted as the library counts them.
func TestCheckBuiltin(t *testing.T) {
	data, warnings, err := dataset.Check(dataset.Files())
	require.NoError(t, err)
	lines := strings.Split(strings.TrimSuffix(answer(t, "check"), "\n"), "\n")
	var wanted []string
	for _, w := range warnings {
		wanted = append(wanted, "warning: "+w.Error())
	}
	for gap := range dataset.Gaps(data) {
		wanted = append(wanted, "gap: "+gap.String())
	}
	counts := data.Counts()
	require.Len(t, lines, len(wanted)+len(counts)+1)
	for i, want := range wanted {
		if lines[i] != want {
			t.Errorf("%q, want %q", lines[i], want)
		}
	}
	for i, c := range counts {
		want := []string{c.Table, strconv.Itoa(c.Rows)}
		if diff := cmp.Diff(want, strings.Fields(lines[len(wanted)+i])); diff != "" {
			t.Errorf("counts (-want +got):\n%s", diff)
		}
	}
	if last := lines[len(lines)-1]; !strings.HasPrefix(last, fmt.Sprintf("no faults, %d warning", len(warnings))) {
		t.Errorf("the last line is %q", last)
	}
}

// All that is wrong with a folder is said at once, with its place: not the first fault alone, and nothing that only follows from
// another.
func TestFaults(t *testing.T) {
	dir := changed(
		t,
		change{"attendance.csv", "foreign_minister", to("forein_minister")},
		change{"people.csv", "dahl-otto,Otto Dahl,\n", to("dahl-otto,Otto Dahl,\ndahl-otto,Otto Dahl,\n")},
		change{"series.csv", "harbour,Harbour Forum summits,leaders,harbour", to("harbour,Harbour Forum summits,leaders,harbor")},
		change{"sources.csv", "2003-09-22,,", to("2003-09-31,,")},
		change{"topics.csv", "", nil},
	)
	want := []struct{ place, column, value, reason string }{
		{"series.csv:2", "group_id", "harbor", "a misspelt id, with the nearest one"},
		{"people.csv:5", "person_id", "dahl-otto", "an id twice"},
		{"attendance.csv:6", "level", "forein_minister", "a misspelt word"},
		{"topics.csv", "", "", "a missing file, and nothing of the topics that discussions name"},
		{"sources.csv:6", "published", "2003-09-31", "a day that does not exist"},
	}
	got := callWith("check", dir)
	require.Equal(t, statusWrong, got.status)
	require.Empty(t, got.stdout, "counts of a folder that was not read")
	lines := strings.Split(strings.TrimSuffix(got.stderr, "\n"), "\n")
	if want := fmt.Sprintf("summitry: %d faults in %s:", len(want), dir); lines[0] != want {
		t.Errorf("%q, want %q", lines[0], want)
	}
	require.Len(t, lines[1:], len(want), got.stderr)
	for i, w := range want {
		start := w.place + ": "
		if w.column != "" {
			start += fmt.Sprintf("%s %q: ", w.column, w.value)
		}
		if line := lines[i+1]; !strings.HasPrefix(line, start) || len(line) == len(start) {
			t.Errorf("%q, want %q and what is wrong: %s", line, start, w.reason)
		}
	}
	for _, words := range []string{"list series", "attendance first XBE", "attendance streak XBE", "topics compare harbour-2001-arna harbour-2003-belm", "check", "export --out " + filepath.Join(t.TempDir(), "out")} {
		if other := callWith(append(strings.Fields(words), "--data", dir)...); other != got {
			t.Errorf("%s --data: %+v, want what check says: %+v", words, other, got)
		}
	}
}

func TestOneFault(t *testing.T) {
	dir := changed(t, change{"people.csv", "Ada Berg", to("")})
	got := callWith("check", dir)
	require.Equal(t, statusWrong, got.status)
	if want := "summitry: 1 fault in " + dir + ":\npeople.csv:2: "; !strings.HasPrefix(got.stderr, want) || strings.Count(got.stderr, "\n") != 2 {
		t.Errorf("%q, want %q", got.stderr, want)
	}
}

// What deserves a second look is said with the counts, and the folder is as good as another.
func TestWarnings(t *testing.T) {
	dir := changed(
		t,
		change{"notes.txt", "", to("to do\n")},
		change{"sources.csv", "belm-2003-communique,communique,", to("arna-2001-list,list,List,,,,,,\nbelm-2003-communique,communique,")},
	)
	got := callWith("check", dir)
	require.Equal(t, 0, got.status, got.stderr)
	require.Empty(t, got.stderr)
	want := []string{`^warning: notes\.txt: `, `^warning: sources\.csv:4: source_id "arna-2001-list": `, `^gap: harbour-finance: `, `^series +2$`, `^summits +4$`}
	lines := strings.Split(got.stdout, "\n")
	for i, pattern := range want {
		if !regexp.MustCompile(pattern).MatchString(lines[i]) {
			t.Errorf("line %d is %q, want %s", i+1, lines[i], pattern)
		}
	}
	if !strings.HasSuffix(got.stdout, "\nno faults, 2 warnings\n") {
		t.Errorf("the end is %q", got.stdout)
	}
	require.Equal(t, answer(t, "list series --data "+dir), answer(t, "list series --data "+tiny))
}

// A folder that a command takes is read and not written.
func TestReadOnly(t *testing.T) {
	dir := changed(t)
	before := contents(t, dir)
	for name, rows := range answers {
		if name != "check" {
			answer(t, rows[0].words+" --data "+dir)
		}
	}
	answer(t, "check "+dir)
	answer(t, "export --data "+dir+" --out "+filepath.Join(t.TempDir(), "out"))
	if diff := cmp.Diff(before, contents(t, dir)); diff != "" {
		t.Errorf("the folder changed (-before +after):\n%s", diff)
	}
	_, err := os.Stat("out")
	require.ErrorIs(t, err, os.ErrNotExist)
}
