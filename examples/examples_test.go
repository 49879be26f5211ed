// Package examples_test runs the examples as a reader would, and holds them to what they are there to show.
package examples_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

var update = flag.Bool("update", false, "write the golden files anew")

// start runs an example from the root of the module.
func start(args ...string) (stdout, stderr string, err error) {
	var out, errs bytes.Buffer
	c := exec.Command("go", append([]string{"run"}, args...)...)
	c.Dir, c.Stdout, c.Stderr = "..", &out, &errs
	err = c.Run()
	return out.String(), errs.String(), err
}

// output runs an example, compares what it prints with its golden file, and gives it.
func output(t *testing.T, golden string, args ...string) string {
	t.Helper()
	got, stderr, err := start(args...)
	require.NoError(t, err, stderr)
	require.Empty(t, stderr)
	path := filepath.Join("testdata", golden+".golden")
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", path, diff)
	}
	return got
}

// A claim is a line of the story with what stands below it: the rows, and who says so.
type claim struct {
	line   string
	proofs []string
}

// claims gives the lines of the story that are not indented, each with those below it.
func claims(text string) []claim {
	var list []claim
	for _, line := range strings.Split(text, "\n") {
		switch {
		case strings.HasPrefix(line, "  "):
			last := &list[len(list)-1]
			last.proofs = append(last.proofs, strings.TrimSpace(line))
		case line != "":
			list = append(list, claim{line: line})
		}
	}
	return list
}

// find gives the one claim that has all of some texts, in their order.
func find(t *testing.T, list []claim, texts ...string) claim {
	t.Helper()
	pattern := make([]string, len(texts))
	for i, text := range texts {
		pattern[i] = regexp.QuoteMeta(text)
	}
	match := regexp.MustCompile(strings.Join(pattern, ".*"))
	var found []claim
	for _, c := range list {
		if match.MatchString(c.line) {
			found = append(found, c)
		}
	}
	require.Len(t, found, 1, "claims with %q", texts)
	return found[0]
}

// rests wants a claim to say on which rows and documents it rests.
func rests(t *testing.T, c claim) claim {
	t.Helper()
	because, says := 0, 0
	for _, p := range c.proofs {
		switch {
		case strings.HasPrefix(p, "because "):
			because++
		case strings.HasPrefix(p, "says "):
			says++
		}
	}
	if because == 0 || says < because {
		t.Errorf("%s: %d rows and %d documents", c.line, because, says)
	}
	return c
}

// topics gives those in the first brackets after a text.
func topics(t *testing.T, c claim, after string) []string {
	t.Helper()
	_, rest, ok := strings.Cut(c.line, after)
	require.True(t, ok, "%q in %s", after, c.line)
	rest, _, ok = strings.Cut(rest, "]")
	_, list, opened := strings.Cut(rest, "[")
	require.True(t, ok && opened, "topics in %s", c.line)
	return strings.FieldsFunc(list, func(r rune) bool { return r == ',' || r == ' ' })
}

const newTopic = "defence-industrial-cooperation"

func TestIndoPacific(t *testing.T) {
	story := claims(output(t, "indopacific", "./examples/indopacific"))

	rests(t, find(t, story, "leaders together", "nato-2022-madrid", "certain: true"))
	early := rests(t, find(t, story, "any level", "no later than nato-2012-chicago", "undecided"))
	if strings.Contains(early.line, "certain: true") {
		t.Errorf("the records have gaps: %s", early.line)
	}
	rests(t, find(t, story, "any level", ": 3", "nato-2022-madrid to nato-2024-washington", "ended at nato-2025-the-hague", "certain: true"))
	rests(t, find(t, story, "leaders", ": 2", "nato-2022-madrid to nato-2023-vilnius", "ended at nato-2024-washington", "AUS below_level"))

	rests(t, find(t, story, `nato-2025-the-hague, side session "Secretary General with Indo-Pacific partners"`, "Japan"))
	for _, row := range []struct {
		summit, scope, who, person, office, instead string
		reason                                      string
	}{
		{"nato-2022-madrid", "body", "Australia", "Anthony Albanese", "Prime Minister", "", "the first time"},
		{"nato-2022-madrid", "body", "Japan", "Fumio Kishida", "Prime Minister", "", "the first time"},
		{"nato-2022-madrid", "body", "South Korea", "Yoon Suk Yeol", "President", "", "the first time"},
		{"nato-2022-madrid", "body", "New Zealand", "Jacinda Ardern", "Prime Minister", "", "the first time"},
		{"nato-2023-vilnius", "body", "New Zealand", "Chris Hipkins", "Prime Minister", "", "a prime minister for one summit"},
		{"nato-2024-washington", "body", "Australia", "Richard Marles", "Deputy Prime Minister", "Anthony Albanese", "a stand-in, and below the level"},
		{"nato-2024-washington", "body", "New Zealand", "Christopher Luxon", "Prime Minister", "", "the third of its leaders in a row"},
		{"nato-2025-the-hague", "side", "Australia", "Richard Marles", "Deputy Prime Minister", "Anthony Albanese", "not with the allies as the body"},
		{"nato-2025-the-hague", "side", "Japan", "Takeshi Iwaya", "Foreign", "Shigeru Ishiba", "not with the allies as the body"},
		{"nato-2025-the-hague", "side", "South Korea", "Wi Sung-lac", "National Security Adviser", "Lee Jae-myung", "not with the allies as the body"},
		{"nato-2025-the-hague", "side", "New Zealand", "Christopher Luxon", "Prime Minister", "", "the only leader of the four"},
	} {
		c := rests(t, find(t, story, row.summit+", "+row.scope, row.who+" by "+row.person))
		_, instead, standIn := strings.Cut(c.line, "in place of ")
		if !strings.Contains(c.line, row.office) || standIn != (row.instead != "") || instead != row.instead {
			t.Errorf("%s, want %s in place of %q: %s", c.line, row.office, row.instead, row.reason)
		}
	}
	if who := strings.Count(strings.Join(lines(story), "\n"), " session \""); who != 16 {
		t.Errorf("%d times somebody came, want the four at four summits", who)
	}

	for _, row := range []struct {
		summit, text string
		want         bool
		reason       string
	}{
		{"nato-2022-madrid", "reported", false, "not yet"},
		{"nato-2023-vilnius", "reported", false, "not yet"},
		{"nato-2024-washington", "planned", true, "by what was written before"},
		{"nato-2024-washington", "reported", false, "and by nothing that was written after"},
		{"nato-2024-washington", "new as recorded, against the 2 before", true, "at neither Madrid nor Vilnius"},
		{"nato-2025-the-hague", "reported", true, "it came of it"},
		{"nato-2025-the-hague", "new as recorded, against the 3 before", false, "Washington had it"},
	} {
		c := find(t, story, row.summit+", "+row.text)
		if got := slices.Contains(topics(t, c, row.text), newTopic); got != row.want {
			t.Errorf("%s, %s: %t, want %t: %s", row.summit, row.text, got, row.want, row.reason)
		}
		if !strings.HasPrefix(row.text, "new") {
			rests(t, c)
		}
	}
	planned := find(t, story, "nato-2024-washington, planned")
	if i := slices.Index(planned.proofs, "because "+newTopic+" was planned for nato-2024-washington-indo-pacific"); i < 0 || !strings.Contains(planned.proofs[i+1], "2024-07") {
		t.Error("does not say who named the new topic before the summit, and when")
	}
}

func lines(list []claim) []string {
	var all []string
	for _, c := range list {
		all = append(all, c.line)
	}
	return all
}

// says matches who says so: publisher, kind, day and title.
var says = regexp.MustCompile(`^says (.*) \(([a-z]+), ([0-9-]*)\): (.*)$`)

// On the day before the summit it is to come, and nothing that was published later is known.
func TestIndoPacificAsOf(t *testing.T) {
	const day = "2024-07-08"
	asOf, err := timeline.ParseDate(day)
	require.NoError(t, err)
	text := output(t, "indopacific-2024-07-08", "./examples/indopacific", "-as-of", day)
	story := claims(text)

	rests(t, find(t, story, "leaders together", "nato-2022-madrid", "certain: true"))
	rests(t, find(t, story, "any level", ": 2", "nato-2022-madrid to nato-2023-vilnius"))
	find(t, story, "nato-2024-washington, to come", "Australia was expected to send Richard Marles", "in place of Anthony Albanese")
	if got := topics(t, rests(t, find(t, story, "nato-2024-washington, planned")), "planned"); !slices.Contains(got, newTopic) {
		t.Errorf("%s is not planned: %v", newTopic, got)
	}
	if got := topics(t, find(t, story, "nato-2024-washington, new as recorded, against the 2 before"), "before"); !slices.Contains(got, newTopic) {
		t.Errorf("%s is not new: %v", newTopic, got)
	}
	for _, later := range []string{"nato-2024-washington, body", "nato-2024-washington, reported", "at nato-2024-washington:", "reported at nato-2024-washington", "the-hague", "ankara"} {
		if strings.Contains(text, later) {
			t.Errorf("knows of %q", later)
		}
	}

	data, err := dataset.Open()
	require.NoError(t, err)
	known := map[string]bool{} // by who says what: whether that was published by then
	for s := range data.Timeline().Sources() {
		line := fmt.Sprintf("says %s (%s, %s): %s", s.Publisher, s.Kind, s.Published, s.Title)
		known[line] = known[line] || s.Published.IsValid() && s.Published.Last().Compare(asOf) <= 0
	}
	later := 0
	for _, visible := range known {
		if !visible {
			later++
		}
	}
	require.NotZero(t, later, "nothing is to be hidden")
	said := 0
	for _, c := range story {
		for _, p := range c.proofs {
			if !strings.HasPrefix(p, "says ") {
				continue
			}
			said++
			parts := says.FindStringSubmatch(p)
			require.NotNil(t, parts, p)
			published, err := timeline.ParseDate(parts[3])
			require.NoError(t, err, p)
			if published.Last().Compare(asOf) > 0 || !known[p] {
				t.Errorf("%s: %s, which was not published by %s", c.line, p, day)
			}
		}
	}
	require.NotZero(t, said)
}

func TestOwnData(t *testing.T) {
	got := output(t, "owndata", "./examples/owndata", "testdata/tiny")
	for _, row := range []struct{ text, reason string }{
		{"2005-05 harbour-2005-corda scheduled", "a folder of one's own is read"},
		{`series_id "harbur": no such series; did you mean harbour?`, "a slip has the nearest id"},
		{`level "hed_of_state": did you mean head_of_state?`, "a slip has the nearest word"},
		{"nato-2002-prague", "the built-in set is there"},
		{"harbour-2003-belm\n", "beside one's own"},
	} {
		if !strings.Contains(got, row.text) {
			t.Errorf("%q is missing: %s", row.text, row.reason)
		}
	}
	own, err := dataset.Load(os.DirFS(filepath.Join("..", "testdata", "tiny")))
	require.NoError(t, err)
	builtin, err := dataset.Open()
	require.NoError(t, err)
	shared := 0
	for topic := range own.Timeline().Topics() {
		if _, err := builtin.Timeline().Topic(string(topic.ID)); err == nil {
			shared++ // the built-in set has it too, by its id or as another name
		}
	}
	for i, count := range builtin.Counts() {
		if count.Table == "topics" {
			require.NotZero(t, shared)
			continue // which the conflicts are about
		}
		count.Rows += own.Counts()[i].Rows
		if !strings.Contains(got, "\n"+count.String()+"\n") {
			t.Errorf("merged, want %s", count)
		}
	}
	if !strings.Contains(got, `conflict: topics maritime-security, aliases: "piracy"`) {
		t.Error("a name that both sets use is not reported")
	}
	if _, stderr, err := start("./examples/owndata"); err == nil || !strings.Contains(stderr, "testdata/tiny") {
		t.Errorf("without a folder: %v and %q, want how it is called", err, stderr)
	}
}

// The other examples show what is known of the built-in data: these lines are what a reader would check first.
func TestShown(t *testing.T) {
	for _, row := range []struct{ example, text, reason string }{
		{"topics", "Vilnius summit 2023: 16 topics in 5 documents", "how much was reported"},
		{"topics", "Washington summit 2024: 6 kept, 3 added, 10 dropped; Jaccard 0.32 as recorded, 0.04 to 1 with the gaps", "a comparison with its bounds"},
		{"topics", "first no later than nato-2024-washington", "the news of July 2024"},
		{"topics", "Washington summit 2024: 7 announced, of which 4 are reported", "what was announced"},
		{"absent", "New Delhi summit 2023, China: sent Li Qiang, Premier of the State Council, in place of Xi Jinping", "who was sent"},
		{"absent", "Johannesburg summit 2025, United States: absent", "who sent nobody"},
		{"absent", "Australia: downgrades 1, upgrades 0; from rank 1 at Vilnius summit 2023 to rank 2 at Washington summit 2024", "a downgrade"},
		{"absent", "Australia: 2 of 3; the first miss: nato-2024-washington", "the first miss"},
		{"network", "Japan and South Korea: 3", "who sat together"},
		{"network", "Fumio Kishida and Yoon Suk Yeol: 3", "the people"},
	} {
		if got := output(t, row.example, "./examples/"+row.example); !strings.Contains(got, row.text) {
			t.Errorf("%s does not print %q: %s\n%s", row.example, row.text, row.reason, got)
		}
	}
}

// partner is a row of what the example exports, as a notebook would read it.
type partner struct {
	Summit    string `csv:"summit_id"`
	Who       string `csv:"participant_id"`
	Status    string `csv:"status"`
	Counts    string `csv:"counts"`
	Session   string `csv:"session_id"`
	Person    string `csv:"person_id"`
	Level     string `csv:"level"`
	Office    string `csv:"office"`
	Mode      string `csv:"mode"`
	InPlaceOf string `csv:"in_place_of"`
	Eligible  string `csv:"eligible"`
	AtTier    string `csv:"at_tier"`
}

func TestExport(t *testing.T) {
	rows, err := exporters.ReadCSV[partner](strings.NewReader(output(t, "export", "./examples/export")))
	require.NoError(t, err)
	at := map[string]partner{}
	for _, r := range rows {
		require.NotContains(t, at, r.Summit+" "+r.Who)
		at[r.Summit+" "+r.Who] = r
	}
	for _, row := range []struct{ key, status, counts, person, instead, reason string }{
		{"nato-2022-madrid JPN", "attended", "yes", "kishida-fumio", "", "a leader"},
		{"nato-2024-washington AUS", "attended", "no", "marles-richard", "albanese-anthony", "below the level"},
		{"nato-2025-the-hague KOR", "outside", "no", "", "", "not with the allies as the body"},
	} {
		r, ok := at[row.key]
		if !ok || r.Status != row.status || r.Counts != row.counts || r.Person != row.person || r.InPlaceOf != row.instead {
			t.Errorf("%s: %+v, want %+v", row.key, r, row)
		}
	}
	if len(rows)%4 != 0 || len(rows) < 16 {
		t.Errorf("%d rows, want four at each summit", len(rows))
	}
}

// An example is read from top to bottom, and has a test above.
func TestShort(t *testing.T) {
	programs, err := filepath.Glob(filepath.Join("*", "main.go"))
	require.NoError(t, err)
	var want []string
	for _, name := range []string{"absent", "export", "indopacific", "network", "owndata", "topics"} {
		want = append(want, filepath.Join(name, "main.go"))
	}
	if diff := cmp.Diff(want, programs); diff != "" {
		t.Errorf("examples (-want +got):\n%s", diff)
	}
	for _, path := range programs {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		if n := bytes.Count(text, []byte("\n")); n >= 80 {
			t.Errorf("%s has %d lines, want fewer than 80", path, n)
		}
		if !bytes.HasPrefix(text, []byte("// Command "+filepath.Dir(path)+" ")) {
			t.Errorf("%s does not begin with what it does", path)
		}
	}
}
