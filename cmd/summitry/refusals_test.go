package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// A question that cannot be answered is 1, a command that cannot be understood 2 with the way to the help. Nothing is printed then.
func TestRefusals(t *testing.T) {
	var s transcript
	for _, row := range []struct {
		words  string
		status int
		says   []string
		reason string
	}{
		{"list series --data nowhere", 1, []string{"nowhere"}, "a folder that is not there"},
		{"list series --data main.go", 1, []string{"main.go", "folder"}, "a file"},
		{"attendance first XBE --data nowhere", 1, []string{"nowhere"}, "a folder that is not there"},
		{"topics compare a b --data nowhere", 1, []string{"nowhere"}, "a folder that is not there"},
		{"check nowhere", 1, []string{"nowhere"}, "a folder that is not there"},
		{"check main.go", 1, []string{"main.go", "folder"}, "a file"},
		{"check --data nowhere", 1, []string{"nowhere"}, "a folder that is not there"},
		{"attendance first XBEE", 1, []string{`"XBEE"`, "did you mean XBE?"}, "a participant that is not known"},
		{"attendance streak XAR harbor", 1, []string{`"harbor"`, "did you mean harbour?"}, "a group that is not known"},
		{"attendance first XBE --series harbor", 1, []string{`"harbor"`, "did you mean harbour"}, "a series that is not known"},
		{"attendance streak XBE --track plenry", 1, []string{`"plenry"`, "did you mean plenary?"}, "a track that is not known"},
		{"list people --as-of 2001", 2, []string{"--as-of is for summits and sources"}, "nothing would change"},
		{"attendance matrix berg-ada", 1, []string{"no participant is asked about"}, "a question about a person, who has no seat"},
		{"attendance absent berg-ada --format csv", 1, []string{"no participant is asked about"}, "a question about a person, who has no seat"},
		{"attendance first XAR --at-least 2", 1, []string{"at least 2 of 1"}, "more than there are"},
		{"attendance at harbour-2003-blem", 1, []string{`"harbour-2003-blem"`, "did you mean harbour-2003-belm"}, "a summit that is not known"},
		{"attendance at harbour-2005-corda", 1, []string{"no gathering that was held fits the question"}, "a summit to come"},
		{"attendance at harbour-2001-arna --track dinner", 1, []string{"no gathering that was held fits the question"}, "a gathering that has no session on the track"},
		{"attendance compare harbour-2003-belm harbour-2001-arna", 1, []string{"harbour-2001-arna (2001-06-12)", "name the earlier one first"}, "the later one first"},
		{"attendance compare harbour-2003-belm harbour-2003-belm", 1, []string{"not harbour-2003-belm twice"}, "nothing to compare"},
		{"attendance compare harbour-2001-anra harbour-2003-belm", 1, []string{`"harbour-2001-anra"`, "did you mean harbour-2001-arna"}, "a summit that is not known"},
		{"attendance compare harbour-2003-belm harbour-2005-corda", 1, []string{`"harbour-2005-corda"`}, "a summit to come"},
		{"attendance network --with XBF", 1, []string{`"XBF"`, "did you mean XBE"}, "a participant that is not known"},
		{"attendance room trad", 1, []string{`"trad"`, "did you mean trade?"}, "a topic that is not known"},
		{"attendance room trade --issuer XBF", 1, []string{`"XBF"`}, "an issuer that is not known"},
		{"attendance first XBE --from 2003-10", 1, []string{"no gathering that was held fits the question"}, "nothing was held since"},
		{"attendance first XBE --from 2003-10 --explain", 1, []string{"no gathering that was held fits the question"}, "nothing was held since"},
		{"attendance streak XBE --from 2003-10 --format csv", 1, []string{"no gathering that was held fits the question"}, "no row is no answer"},
		{"attendance streak XBE --series harbour --from 2003 --to 2001 --format json", 1, []string{"no gathering that was held fits the question"}, "a span that ends before it begins"},
		{"attendance streak XBE --series harbour --as-of 2000", 1, []string{"no gathering that was held fits the question"}, "all are to come"},

		{"lst", 2, []string{`"lst"`, "did you mean list?"}, "a command that there is not, with the nearest"},
		{"banquets", 2, []string{`"banquets"`}, "a command that there is not, near none"},
		{"attendance frist XBE", 2, []string{`"frist"`, "did you mean first?"}, "a command below another"},
		{"topics compare2", 2, []string{`"compare2"`, "did you mean compare?"}, "a command below another"},
		{"help banquets", 2, []string{`banquets`}, "help on a command that there is not"},
		{"help attendance frist", 2, []string{`frist`}, "help on a command that there is not"},
		{"--banquets", 2, []string{"--banquets"}, "a flag that there is not"},
		{"list series --banquets", 2, []string{"--banquets"}, "a flag that there is not"},
		{"list series --rank 1", 2, []string{"--rank"}, "a flag of another command"},
		{"list series --explain", 2, []string{"--explain"}, "a list rests on nothing"},
		{"list", 2, []string{"groups, participants, people, series, sources, summits, topics"}, "no kind"},
		{"list banquets", 2, []string{"groups, participants, people, series, sources, summits, topics"}, "a kind that there is not"},
		{"list series summits", 2, []string{"groups, participants, people, series, sources, summits, topics"}, "two kinds"},
		{"list series --format xml", 2, []string{`"xml"`, "text, csv or json"}, "a format that there is not"},
		{"list series --as-of soon", 2, []string{`"soon"`, "--as-of"}, "no date"},
		{"list series --data", 2, []string{"--data"}, "a flag without its value"},
		{"check a b", 2, []string{"want one folder at the most"}, "two folders"},
		{"check " + tiny + " --data " + tiny, 2, []string{"want one folder, as an argument or with --data"}, "a folder in both places, be it the same"},
		{"check nowhere --data " + tiny, 2, []string{"want one folder, as an argument or with --data"}, "a folder in both places"},
		{"attendance first", 2, []string{"want at least one participant, group or person"}, "nobody is asked about"},
		{"attendance streak", 2, []string{"want at least one participant, group or person"}, "nobody is asked about"},
		{"attendance shifts", 2, []string{"want at least one participant, group or person"}, "nobody is asked about"},
		{"attendance at", 2, []string{"want a summit"}, "no gathering is named"},
		{"attendance compare harbour-2003-belm", 2, []string{"want the earlier summit, the later one"}, "one of two"},
		{"attendance room", 2, []string{"want a topic"}, "no topic is named"},
		{"attendance at harbour-2003-belm --series harbour", 2, []string{"--series"}, "a flag that chooses gatherings, where one is named"},
		{"attendance absent --together", 2, []string{"--together"}, "a flag about several, where each is alone"},
		{"attendance levels --by year", 2, []string{`"year"`, "--by", "summit or participant"}, "a word that there is not"},
		{"attendance network --weight jacard", 2, []string{`"jacard"`, "--weight", "did you mean jaccard?", "shared, newman, jaccard, lift"}, "a word that there is not"},
		{"attendance network --top -1", 2, []string{"-1", "--top"}, "fewer than none"},
		{"attendance network --min much", 2, []string{`"much"`, "--min"}, "no number"},
		{"attendance first XBE --nth 0", 2, []string{"0", "--nth"}, "a number is from 1"},
		{"attendance returns XBE --gap 0", 2, []string{"0", "--gap"}, "a number is from 1"},
		{"attendance first XBE --format xml", 2, []string{`"xml"`, "text, csv or json"}, "a format that there is not"},
		{"attendance first XBE --explain --format csv", 2, []string{"csv", "--explain", "text or json"}, "a table has no place for evidence"},
		{"attendance streak XBE --format csv --explain", 2, []string{"csv", "--explain", "text or json"}, "a table has no place for evidence"},
		{"attendance first XBE --format=", 2, []string{`""`, "text, csv or json"}, "no format"},
		{"attendance first XBE --rank 0", 2, []string{`"0"`, "--rank", "leader or a rank from 1 to 7"}, "a rank is from 1"},
		{"attendance first XBE --rank 8", 2, []string{`"8"`, "--rank", "leader or a rank from 1 to 7"}, "to 7"},
		{"attendance first XBE --rank minister", 2, []string{`"minister"`, "--rank", "leader or a rank from 1 to 7"}, "a level is no rank"},
		{"attendance first XBE --capacity gest", 2, []string{`"gest"`, "--capacity", "did you mean guest?"}, "a word that there is not"},
		{"attendance first XBE --capacity=", 2, []string{"--capacity"}, "no word"},
		{"attendance first XBE --min-confidence hihg", 2, []string{`"hihg"`, "--min-confidence", "did you mean high?"}, "a word that there is not"},
		{"attendance first XBE --from 2001-02-29", 2, []string{`"2001-02-29"`, "--from"}, "a day that does not exist"},
		{"attendance first XBE --to 03/04/2001", 2, []string{`"03/04/2001"`, "--to"}, "no date of ours"},
		{"attendance first XBE --as-of=", 2, []string{"--as-of"}, "no date"},
		{"attendance streak XBE --together=perhaps", 2, []string{`"perhaps"`, "--together"}, "neither true nor false"},
	} {
		words := row.words
		if !strings.Contains(words, "--data") && !strings.HasPrefix(words, "check") {
			words += " --data " + tiny
		}
		got := call(words)
		if got.status != row.status || got.stdout != "" {
			t.Errorf("%s: status %d and %q, want %d and nothing: %s", words, got.status, got.stdout, row.status, row.reason)
		}
		for _, text := range row.says {
			if !strings.Contains(got.stderr, text) {
				t.Errorf("%s: %q does not say %s: %s", words, got.stderr, text, row.reason)
			}
		}
		help := strings.Contains(got.stderr, "\nRun 'summitry")
		if !strings.HasPrefix(got.stderr, "summitry: ") || help != (row.status == statusUsage) {
			t.Errorf("%s: %q, want who speaks, and the way to the help if it was not understood: %s", words, got.stderr, row.reason)
		}
		s.add(t, row.words, fmt.Sprintf("%s-> %d\n", got.stderr, got.status))
	}
	s.compare(t, "refusals")
}

// full is a disk that is full after some bytes.
type full struct{ left int }

var errFull = errors.New("no space left")

func (f *full) Write(p []byte) (int, error) {
	if len(p) > f.left {
		n := f.left
		f.left = 0
		return n, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

// An answer that could not be printed is no success: a script would go on with half of it.
func TestFullDisk(t *testing.T) {
	calls := []string{"help", "attendance", "--version", "check " + tiny, "export --data " + tiny + " --out %s"}
	for name, rows := range answers {
		words := rows[0].words + " --data " + tiny
		if name == "check" {
			continue
		}
		calls = append(calls, words, words+" --format csv", words+" --format json")
		if name != "list" {
			calls = append(calls, words+" --explain")
		}
	}
	for _, words := range calls {
		args := func() []string {
			return strings.Fields(strings.ReplaceAll(words, "%s", t.TempDir()))
		}
		whole := callWith(args()...)
		require.Equal(t, 0, whole.status, whole.stderr)
		for _, left := range []int{0, len(whole.stdout) / 2} {
			var stderr strings.Builder
			status := run(args(), &full{left}, &stderr)
			if status != statusWrong || !strings.Contains(stderr.String(), errFull.Error()) {
				t.Errorf("%s: status %d and %q after %d of %d bytes, want %d and the error", words, status, stderr.String(), left, len(whole.stdout), statusWrong)
			}
		}
	}
}

// A list as of a date has nothing that was published later, as the flag says.
func TestListSourcesAsOf(t *testing.T) {
	for _, format := range []string{"text", "csv", "json"} {
		got := answer(t, "list sources --as-of 2003-09-01 --format "+format+" --data "+tiny)
		for id, want := range map[string]bool{"arna-2001-communique": true, "belm-2003-programme": true, "belm-2003-communique": false, "belm-2003-report": false} {
			if strings.Contains(got, id) != want {
				t.Errorf("%s: %s is there: %t, want %t", format, id, !want, want)
			}
		}
	}
}

// Where a folder cannot be read that is said, and not that it is empty.
func TestUnreadableFolder(t *testing.T) {
	if os.Getuid() == 0 {
		t.Skip("nothing is unreadable for root")
	}
	dir := changed(t)
	require.NoError(t, os.Chmod(dir, 0))
	t.Cleanup(func() { require.NoError(t, os.Chmod(dir, 0o755)) })
	got := callWith("check", dir)
	require.Equal(t, statusWrong, got.status)
	require.Contains(t, got.stderr, "permission denied")
}
