package dataset_test

import (
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

// rewritten gives tiny with lines of a table replaced; a line that begins with + is added.
func rewritten(t *testing.T, table string, lines ...string) dataset.Data {
	t.Helper()
	files := readFolder(t, "tiny")
	text := string(files[table+".csv"].Data)
	for i := 0; i < len(lines); i += 2 {
		if lines[i] == "+" {
			text += lines[i+1] + "\n"
			continue
		}
		require.Contains(t, text, lines[i])
		text = strings.Replace(text, lines[i], lines[i+1], 1)
	}
	files[table+".csv"].Data = []byte(text)
	data, err := dataset.Load(files)
	require.NoError(t, err)
	return data
}

func tinyData(t *testing.T) dataset.Data {
	t.Helper()
	data, err := dataset.Load(tiny(t))
	require.NoError(t, err)
	return data
}

// rowsAt gives the records of a participant at a summit, as claims and their notes.
func rowsAt(data dataset.Data, summit timeline.SummitID, participant timeline.ActorID) []string {
	var rows []string
	for r := range data.Records() {
		if r.Summit == summit && r.Participant == participant {
			rows = append(rows, r.Claim().Text+" ["+r.Confidence.String()+"; "+r.Sources.String()+"] "+r.Note)
		}
	}
	return rows
}

// conflicts gives the joins that are conflicts, as text.
func conflicts(joins []dataset.Join) []string {
	var list []string
	for _, j := range joins {
		if j.Outcome == dataset.Conflicts {
			list = append(list, j.String())
		}
	}
	return list
}

func TestMergeOfEqualSetsIsTheSet(t *testing.T) {
	data := tinyData(t)
	merged, joins, err := dataset.Merge(data, data, data)
	require.NoError(t, err)
	rows, places := 0, map[string]bool{}
	for _, n := range data.Counts() {
		if n.Table != "attendance" {
			rows += n.Rows
		}
	}
	for r := range data.Records() {
		places[timeline.Key(r.Summit, string(r.Session), string(r.Participant))] = true
	}
	require.Len(t, joins, 2*(rows+len(places)))
	for _, j := range joins {
		require.Equal(t, dataset.Agrees, j.Outcome, j)
	}
	require.True(t, merged.Equal(data.Register))
	nothing, joins, err := dataset.Merge()
	require.NoError(t, err)
	require.Empty(t, joins)
	require.Zero(t, nothing.Timeline().Len())
}

func TestMergeWithTheBuiltInSet(t *testing.T) {
	builtin, err := dataset.Open()
	require.NoError(t, err)
	own := rewritten(t, "topics", "trade,Trade,,,18,", "trade,Trade,,,,") // its code is made up
	merged, joins, err := dataset.Merge(builtin, own)
	require.NoError(t, err)
	for _, j := range joins {
		if j.Outcome == dataset.Conflicts && (j.Table != "topics" || j.Column != "aliases") {
			t.Errorf("%v: the sets are on different things, though they may have names for topics in common", j)
		}
	}
	again, _, err := dataset.Merge(own, builtin)
	require.NoError(t, err)
	require.True(t, merged.Equal(again.Register), "sets that contradict each other on nothing can be merged in any order")
	counts := merged.Counts()
	for i, count := range counts {
		if want := builtin.Counts()[i].Rows + own.Counts()[i].Rows; count.Rows > want {
			t.Errorf("%s: %d rows of %d", count.Table, count.Rows, want)
		}
	}
	require.Equal(t, builtin.Timeline().Len()+own.Timeline().Len(), merged.Timeline().Len())
}

func TestMergeJoinsRows(t *testing.T) {
	tests := []struct {
		reason string
		table  string
		lines  []string // of the second set
		want   []string // the conflicts
		rows   []string // of XBE at Arna, or of XAR at Belm
	}{
		{
			"the sources of both sets are kept", "attendance",
			[]string{"Prime Minister,,high,arna-2001-communique,", "Prime Minister,,high,belm-2003-report,"},
			nil,
			[]string{"XBE attended at harbour-2001-arna, by moreau-jean (Prime Minister) [high; arna-2001-communique;belm-2003-report] "},
		},
		{
			"an empty cell is filled", "attendance",
			[]string{"harbour-2001-arna,,XBE,moreau-jean,attended,member,in_person,head_of_government,Prime Minister,,high", "harbour-2001-arna,,XBE,,attended,,,,,,high"},
			nil,
			[]string{"XBE attended at harbour-2001-arna, by moreau-jean (Prime Minister) [high; arna-2001-communique] "},
		},
		{
			"what is known stands against what was not found", "attendance",
			[]string{"harbour-2001-arna,,XBE,moreau-jean,attended,member,in_person,head_of_government,Prime Minister,,high,arna-2001-communique", "harbour-2001-arna,,XBE,,unknown,member,,,,,low,belm-2003-report"},
			nil,
			[]string{"XBE attended at harbour-2001-arna, by moreau-jean (Prime Minister) [high; arna-2001-communique;belm-2003-report] "},
		},
		{
			"of what decides nothing the first stands, and is reported", "attendance",
			[]string{"moreau-jean,attended,member,in_person,head_of_government,Prime Minister,,high", "moreau-jean,attended,member,in_person,head_of_government,Premier,,low"},
			[]string{
				`attendance harbour-2001-arna,,XBE, confidence: "high" or "low": the first stands`,
				`attendance harbour-2001-arna,,XBE, office: "Prime Minister" or "Premier": the first stands`,
			},
			[]string{"XBE attended at harbour-2001-arna, by moreau-jean (Prime Minister) [high; arna-2001-communique] "},
		},
		{
			"two people who led: nobody knows", "attendance",
			[]string{"harbour-2001-arna,,XBE,moreau-jean,attended,member,in_person,head_of_government,Prime Minister,,high,arna-2001-communique", "harbour-2001-arna,,XBE,dahl-otto,attended,member,in_person,finance_minister,Minister of Finance,moreau-jean,high,belm-2003-report"},
			[]string{`attendance harbour-2001-arna,,XBE: "attended by moreau-jean as head_of_government" or "attended by dahl-otto as finance_minister in place of moreau-jean": now unknown`},
			[]string{"XBE unknown at harbour-2001-arna [low; arna-2001-communique;belm-2003-report] the sets that were merged contradict each other: attended by moreau-jean as head_of_government or attended by dahl-otto as finance_minister in place of moreau-jean"},
		},
		{
			"attended and absent: nobody knows", "attendance",
			[]string{"harbour-2001-arna,,XBE,moreau-jean,attended,member,in_person,head_of_government,Prime Minister,,high,arna-2001-communique", "harbour-2001-arna,,XBE,,absent,guest,,,,,high,belm-2003-report"},
			[]string{`attendance harbour-2001-arna,,XBE: "attended by moreau-jean as head_of_government" or "absent": now unknown`},
			[]string{"XBE unknown at harbour-2001-arna [low; arna-2001-communique;belm-2003-report] the sets that were merged contradict each other: attended by moreau-jean as head_of_government or absent"},
		},
		{
			"in other tables the first set stands", "participants",
			[]string{"Belmora", "Republic of Belmora"},
			[]string{`participants XBE, name: "Belmora" or "Republic of Belmora": the first stands`},
			[]string{"XBE attended at harbour-2001-arna, by moreau-jean (Prime Minister) [high; arna-2001-communique] "},
		},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			merged, joins, err := dataset.Merge(tinyData(t), rewritten(t, test.table, test.lines...))
			require.NoError(t, err)
			if diff := cmp.Diff(test.want, conflicts(joins)); diff != "" {
				t.Errorf("conflicts (-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.rows, rowsAt(merged, "harbour-2001-arna", "XBE")); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// Each row of the second set is reported, once if it does not conflict.
func TestMergeReportsEachRow(t *testing.T) {
	own := rewritten(t, "attendance",
		"harbour-2001-arna,,XBE,moreau-jean,attended,member,in_person,head_of_government,Prime Minister,,high", "harbour-2001-arna,,XBE,moreau-jean,attended,member,,head_of_government,Premier,,high",
		"harbour-2003-belm,harbour-2003-belm-dinner,XDU,,unknown,guest,,,,,low", "harbour-2003-belm,harbour-2003-belm-dinner,XDU,,attended,guest,,,,,low",
	)
	want := []string{
		"attendance harbour-2001-arna,,UNION: agrees",
		"attendance harbour-2001-arna,,XAR: agrees",
		`attendance harbour-2001-arna,,XBE, office: "Prime Minister" or "Premier": the first stands`,
		"attendance harbour-2003-belm,harbour-2003-belm-dinner,XDU: completes",
	}
	of := func(joins []dataset.Join) []string {
		var got []string
		for _, j := range joins {
			if j.Table == "attendance" && (strings.HasPrefix(j.Key, "harbour-2001-arna,,") || strings.HasSuffix(j.Key, "XDU")) {
				got = append(got, j.String())
			}
		}
		return got
	}
	_, joins, err := dataset.Merge(tinyData(t), own)
	require.NoError(t, err)
	if diff := cmp.Diff(want, of(joins)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	// The other way round the empty cell is filled, and what is known stands.
	want[2] = "attendance harbour-2001-arna,,XBE: completes\n" + `attendance harbour-2001-arna,,XBE, office: "Premier" or "Prime Minister": the first stands`
	want[3] = "attendance harbour-2003-belm,harbour-2003-belm-dinner,XDU: agrees"
	_, joins, err = dataset.Merge(own, tinyData(t))
	require.NoError(t, err)
	if diff := cmp.Diff(strings.Join(want, "\n"), strings.Join(of(joins), "\n")); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, joins, err = dataset.Merge(dataset.Data{}, own)
	require.NoError(t, err)
	require.NotEmpty(t, joins)
	for _, j := range joins {
		require.Equal(t, dataset.Adds, j.Outcome, j)
	}
}

// What one set looked for in vain is taken from the other, with the sources of both and the capacity, in whatever order they come.
func TestMergeKeepsWhatWasLookedFor(t *testing.T) {
	const row = "harbour-2001-arna,,XBE,moreau-jean,attended,member,in_person,head_of_government,Prime Minister,,high,arna-2001-communique"
	known := rewritten(t, "attendance", row, strings.Replace(row, ",member,", ",,", 1))
	sought := rewritten(t, "attendance", row, "harbour-2001-arna,,XBE,,unknown,member,,,,,low,belm-2003-report")
	for _, sets := range [][]dataset.Data{{known, sought}, {sought, known}} {
		merged, _, err := dataset.Merge(sets...)
		require.NoError(t, err)
		for r := range merged.Records() {
			if r.Summit == "harbour-2001-arna" && r.Participant == "XBE" {
				require.Equal(t, attendance.Attended, r.Status)
				require.Equal(t, attendance.Member, r.Capacity)
				require.ElementsMatch(t, []timeline.SourceID{"arna-2001-communique", "belm-2003-report"}, r.Sources)
			}
		}
	}
}

// A record that contradicts one at another session of the same summit is left out, if it is not of the first set.
func TestMergeLeavesOutContradictions(t *testing.T) {
	own := rewritten(t, "attendance", "+", "harbour-2003-belm,harbour-2003-belm-plenary,XDU,,attended,guest,,,,,low,belm-2003-report,")
	other := rewritten(t, "attendance", "+", "harbour-2003-belm,,XDU,,absent,guest,,,,,low,belm-2003-communique,")
	for _, c := range []struct {
		sets []dataset.Data
		want string
	}{
		{[]dataset.Data{own, other}, `attendance harbour-2003-belm,,XDU: "absent": left out: it contradicts the row at harbour-2003-belm,harbour-2003-belm-plenary,XDU`},
		{[]dataset.Data{other, own}, `attendance harbour-2003-belm,harbour-2003-belm-plenary,XDU: "attended": left out: it contradicts the row at harbour-2003-belm,,XDU`},
	} {
		merged, joins, err := dataset.Merge(c.sets...)
		require.NoError(t, err)
		if diff := cmp.Diff([]string{c.want}, conflicts(joins)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		require.Len(t, slices.Collect(merged.Records()), len(slices.Collect(c.sets[0].Records())))
	}
}

// What became of a summit is told by the set that knows it, in whatever order they come.
func TestMergeSettlesWhatWasAwaited(t *testing.T) {
	later, err := dataset.Load(os.DirFS("../testdata/later/tiny"))
	require.NoError(t, err)
	for _, c := range []struct {
		sets []dataset.Data
		want []string // the joins of the summit
	}{
		{[]dataset.Data{tinyData(t), later}, []string{
			"summits harbour-2005-corda: completes",
			`summits harbour-2005-corda, end_date: "2005-05" or "2005-05-11": the later one stands, which tells what became of the summit`,
			`summits harbour-2005-corda, start_date: "2005-05" or "2005-05-10": the later one stands, which tells what became of the summit`,
		}},
		{[]dataset.Data{later, tinyData(t)}, []string{
			`summits harbour-2005-corda, end_date: "2005-05-11" or "2005-05": the first stands`,
			`summits harbour-2005-corda, start_date: "2005-05-10" or "2005-05": the first stands`,
		}},
	} {
		merged, joins, err := dataset.Merge(c.sets...)
		require.NoError(t, err)
		var got []string
		for _, j := range joins {
			if j.Table == "summits" && j.Key == "harbour-2005-corda" {
				got = append(got, j.String())
			}
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		s, _ := merged.Timeline().Summit("harbour-2005-corda")
		require.Equal(t, timeline.Held, s.Status)
		require.Equal(t, "2005-05-10", s.Start.String())
		require.Len(t, s.Sources, 2, "of both sets")
		require.Len(t, rowsAt(merged, s.ID, "XCO"), 1)
	}
}

// A name leads to one topic. Ids and labels win, whichever set they are in, and of two aliases that of the first set.
func TestMergeLeavesOutAliasesThatAreNamesOfOtherTopics(t *testing.T) {
	const robbery = "robbery,Robbery at sea,,"
	tests := []struct {
		reason        string
		first, second []string
		want          []string          // the conflicts
		aliases       map[string]string // those kept, of the topics that matter
	}{
		{
			"an alias is the id of a topic of the other set",
			[]string{"+", robbery + "Tides;raids,,"},
			[]string{"+", "tides,High water,,,,"},
			[]string{`topics robbery, aliases: "Tides": left out: it is a name of tides`},
			map[string]string{"robbery": "raids", "tides": ""},
		},
		{
			"so it is if the set with the alias comes second",
			[]string{"+", "tides,High water,,,,"},
			[]string{"+", robbery + "Tides;raids,,"},
			[]string{`topics robbery, aliases: "Tides": left out: it is a name of tides`},
			map[string]string{"robbery": "raids", "tides": ""},
		},
		{
			"an alias is the label of a topic of the other set, in other case and with a hyphen; nothing is left of the cell",
			[]string{"+", robbery + "high-water,,"},
			[]string{"+", "tides,High water,,,,"},
			[]string{`topics robbery, aliases: "high-water": left out: it is a name of tides`},
			map[string]string{"robbery": "", "tides": ""},
		},
		{
			"two topics have one alias: it stays where it was first",
			[]string{"+", "tides,High water,,floods;springs,,"},
			[]string{"+", robbery + "floods;raids,,"},
			[]string{`topics robbery, aliases: "floods": left out: it is a name of tides`},
			map[string]string{"robbery": "raids", "tides": "floods;springs"},
		},
		{
			"both rows are in both sets, and the aliases decide which was first, not the order of the rows",
			[]string{"trade,Trade,,,18,", "trade,Trade,,commerce,18,"},
			[]string{"harbours,Harbours,,ports,10,", "harbours,Harbours,,,10,", "piracy,Piracy,,,,", "piracy,Piracy,,commerce,,"},
			[]string{`topics piracy, aliases: "commerce": left out: it is a name of trade`},
			map[string]string{"trade": "commerce", "piracy": ""},
		},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			merged, joins, err := dataset.Merge(rewritten(t, "topics", test.first...), rewritten(t, "topics", test.second...))
			require.NoError(t, err)
			if diff := cmp.Diff(test.want, conflicts(joins)); diff != "" {
				t.Errorf("conflicts (-want +got):\n%s", diff)
			}
			aliases := map[string]string{}
			for topic := range merged.Timeline().Topics() {
				if _, ok := test.aliases[string(topic.ID)]; ok {
					aliases[string(topic.ID)] = topic.Aliases.String()
				}
			}
			if diff := cmp.Diff(test.aliases, aliases); diff != "" {
				t.Errorf("aliases (-want +got):\n%s", diff)
			}
		})
	}
}

// A set that knows an edition that the other does not breaks the count of the other's coverage: what it called complete is not.
func TestMergeLeavesOutCoverageThatDoesNotHold(t *testing.T) {
	files := readFolder(t, "tiny")
	files["summits.csv"].Data = append(files["summits.csv"].Data, "harbour-2002-extra,harbour,Extra summit,,regular,2002-01-01,2002-01-01,,,,held,virtual,,belm-2003-report,\n"...)
	coverage := string(files["coverage.csv"].Data)
	for _, line := range strings.Split(coverage, "\n")[1:] {
		if strings.HasPrefix(line, "harbour-editions") || strings.HasPrefix(line, "harbour-union-leaders") {
			coverage = strings.Replace(coverage, line+"\n", "", 1)
		}
	}
	files["coverage.csv"].Data = []byte(coverage)
	more, err := dataset.Load(files)
	require.NoError(t, err)

	merged, joins, err := dataset.Merge(tinyData(t), more)
	require.NoError(t, err)
	want := []string{
		`coverage harbour-editions, editions: "2": left out: want 3, the number of held summits that the span covers`,
		`coverage harbour-union-leaders, editions: "2": left out: want 3, the number of held summits that the span covers`,
	}
	if diff := cmp.Diff(want, conflicts(joins)); diff != "" {
		t.Errorf("conflicts (-want +got):\n%s", diff)
	}
	for c := range merged.Timeline().Coverage() {
		require.NotContains(t, []string{"harbour-editions", "harbour-union-leaders"}, c.ID)
	}
}

// Sets can be right one by one and wrong together.
func TestMergeReportsFaultsOfTheWhole(t *testing.T) {
	own := rewritten(t, "topics", "+", "tides,Harbours of the north,,,,")
	other := rewritten(t, "topics", "+", "winds,Harbours of the north,,,,")
	_, _, err := dataset.Merge(own, other)
	faults, all := timeline.Faults(err)
	require.True(t, all)
	require.Len(t, faults, 1)
	require.Equal(t, `set 2, topics winds: label "Harbours of the north": is claimed by tides too`, faults[0].Error())
}
