package main

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/timeline"
)

// grounds are timelines and rules under which the commands are compared with each other.
var grounds = []string{
	"--data " + tiny,
	"--series harbour --rank leader --data " + tiny,
	"--no-stand-ins --no-video --data " + tiny,
	"--series nato --from 2010",
	"--series nato --from 2010 --rank leader",
	"--series nato --from 2021 --no-stand-ins --min-confidence high",
}

// csvOf gives the table of a question on one of the grounds.
func csvOf(t *testing.T, words, ground string) []map[string]string {
	t.Helper()
	return table(t, answer(t, "attendance "+words+" "+ground+" --format csv"))
}

// unspanned takes from a ground what chooses gatherings.
func unspanned(ground string) string {
	words := strings.Fields(ground)
	for i := 0; i < len(words); {
		if words[i] == "--series" || words[i] == "--from" {
			words = slices.Delete(words, i, i+2)
			continue
		}
		i++
	}
	return strings.Join(words, " ")
}

// The commands tell one story: what the matrix says of each participant at each gathering is what the others count.
func TestCommandsAgree(t *testing.T) {
	compared := 0
	for _, ground := range grounds {
		matrix := csvOf(t, "matrix", ground)
		type count struct{ yes, maybe int }
		there := map[string]count{} // by gathering
		cell := map[[2]string]string{}
		for _, row := range matrix {
			n := there[row["summit_id"]]
			switch row["counts"] {
			case "yes":
				n.yes++
			case "unknown":
				n.maybe++
			}
			there[row["summit_id"]] = n
			cell[[2]string{row["summit_id"], row["participant_id"]}] = row["counts"]
		}

		for _, row := range csvOf(t, "levels", ground) {
			want := there[row["summit_id"]]
			got := count{atoi(t, row["sent_min"]), atoi(t, row["sent_max"]) - atoi(t, row["sent_min"])}
			if got != want {
				t.Errorf("%s: levels has %+v sent to %s, the matrix %+v", ground, got, row["summit_id"], want)
			}
			ranks := 0
			for name, value := range row {
				if strings.HasSuffix(name, "s_min") {
					ranks += atoi(t, value)
				}
			}
			if ranks > atoi(t, row["sent_max"]) {
				t.Errorf("%s: %d of known rank at %s, of %s", ground, ranks, row["summit_id"], row["sent_max"])
			}
		}
		for _, row := range csvOf(t, "changes", ground) {
			was, is := there[row["was_summit_id"]], there[row["is_summit_id"]]
			want := []int{was.yes, was.yes + was.maybe, is.yes, is.yes + is.maybe, is.yes - was.yes - was.maybe, is.yes + is.maybe - was.yes}
			var got []int
			for _, name := range []string{"was_min", "was_max", "is_min", "is_max", "more_min", "more_max"} {
				got = append(got, atoi(t, row[name]))
			}
			if diff := gocmp.Diff(want, got); diff != "" {
				t.Errorf("%s: changes at %s (-want +got):\n%s", ground, row["is_summit_id"], diff)
			}
			for _, id := range fields(row["added"]) {
				if cell[[2]string{row["was_summit_id"], id}] != "no" || cell[[2]string{row["is_summit_id"], id}] != "yes" {
					t.Errorf("%s: %s added at %s, not by the matrix", ground, id, row["is_summit_id"])
				}
				compared++
			}
			if sum := len(fields(row["kept"])) + len(fields(row["added"])); sum > is.yes {
				t.Errorf("%s: %d kept or added at %s, of %d", ground, sum, row["is_summit_id"], is.yes)
			}
		}
		for summit := range there {
			for _, row := range csvOf(t, "at "+summit, unspanned(ground)) {
				if want := cell[[2]string{summit, row["actor_id"]}]; row["present"] != want {
					t.Errorf("%s: %s at %s is %s, by the matrix %s", ground, row["actor_id"], summit, row["present"], want)
				}
				compared++
			}
		}
		missing := map[[2]string]string{}
		for _, row := range csvOf(t, "matrix", ground+" --eligible invited") {
			if row["eligible"] == "yes" && row["counts"] != "yes" {
				missing[[2]string{row["summit_id"], row["participant_id"]}] = row["counts"]
			}
		}
		absent := map[[2]string]string{}
		for _, row := range csvOf(t, "absent", ground) {
			absent[[2]string{row["summit_id"], row["participant_id"]}] = row["counts"]
		}
		if diff := gocmp.Diff(missing, absent); diff != "" {
			t.Errorf("%s: absent (-matrix +got):\n%s", ground, diff)
		}
	}
	require.Greater(t, compared, 100)
}

// fields gives the items of a list.
func fields(cell string) []string {
	return slices.DeleteFunc(strings.Split(cell, ";"), func(item string) bool { return item == "" })
}

// The signs of the matrix in text are those of its rows.
func TestSigns(t *testing.T) {
	for _, ground := range grounds {
		want := map[string]int{}
		for _, row := range csvOf(t, "matrix", ground) {
			sign := map[string]string{"yes": "+", "unknown": "?"}[row["counts"]]
			if sign == "" {
				sign = map[string]string{"absent": "-", "outside": ".", "attended": "o", "unknown": "o"}[row["status"]]
			}
			want[sign]++
		}
		got := map[string]int{}
		text := answer(t, "attendance matrix "+ground)
		_, text, _ = strings.Cut(text, "\n\n") // behind the legend
		for _, line := range strings.Split(text, "\n") {
			_, signs, ok := strings.Cut(line, ")  ")
			if !ok {
				continue
			}
			for _, sign := range strings.Fields(signs) {
				got[sign]++
			}
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Errorf("%s: signs (-rows +text):\n%s", ground, diff)
		}
	}
}

// The strongest ties are those that are strongest among all, and what is left out is weaker, or shared nothing.
func TestNetworkBounds(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	weight := func(row map[string]string) float64 {
		if row["weight_min"] == "" {
			return -1
		}
		x, err := strconv.ParseFloat(row["weight_min"], 64)
		require.NoError(t, err)
		return x
	}
	for _, ground := range grounds {
		for _, kind := range []string{"shared", "newman", "jaccard", "lift"} {
			words := "network --weight " + kind
			all := csvOf(t, words+" --all", ground)
			shared := slices.DeleteFunc(slices.Clone(all), func(row map[string]string) bool { return row["shared_max"] == "0" })
			if diff := gocmp.Diff(shared, csvOf(t, words, ground)); diff != "" {
				t.Fatalf("%s %s: without --all (-want +got):\n%s", words, ground, diff)
			}
			strong := slices.DeleteFunc(slices.Clone(shared), func(row map[string]string) bool { return weight(row) < 0.5 })
			if diff := gocmp.Diff(strong, csvOf(t, words+" --min 0.5", ground)); diff != "" {
				t.Fatalf("%s %s: with --min (-want +got):\n%s", words, ground, diff)
			}
			slices.SortStableFunc(shared, func(p, q map[string]string) int { return cmp.Compare(weight(q), weight(p)) })
			top := csvOf(t, words+" --top 4", ground)
			require.Len(t, top, min(4, len(shared)))
			for i, row := range top {
				if weight(row) != weight(shared[i]) {
					t.Errorf("%s %s: place %d has %v, want %v", words, ground, i+1, weight(row), weight(shared[i]))
				}
			}
		}
		for _, row := range csvOf(t, "network --with XBE", grounds[0]) {
			require.Equal(t, "XBE", row["a_id"])
		}
	}
}

// A gathering is new against all that are read before it: from a later date on there are fewer, which the text says.
func TestSince(t *testing.T) {
	for _, command := range []string{"changes", "turnover", "experience", "survival"} {
		words := "attendance " + command + " nato --series nato --to 2025"
		if strings.Contains(answer(t, words), "is read") {
			t.Errorf("%s says that something is not read", words)
		}
		if text := answer(t, words+" --from 2023"); !strings.Contains(text, "\n  nothing before 2023 is read\n") {
			t.Errorf("%s\nwant what is not read", text)
		}
	}
}

// Everybody is who is asked about if nobody is named, and rates are of each then.
func TestEverybody(t *testing.T) {
	for _, command := range []string{"at harbour-2003-belm", "matrix", "absent", "changes", "turnover", "levels", "experience", "survival", "network", "room trade"} {
		if text, _, _ := strings.Cut(answer(t, "attendance "+command+" --data "+tiny), "\n"); !strings.Contains(text, "everybody ") {
			t.Errorf("%s: %q, want who is asked about", command, text)
		}
	}
	var each, all struct{ Answers []json.RawMessage }
	decode(t, answer(t, "attendance rate --format json --data "+tiny), &all)
	decode(t, answer(t, "attendance rate --each --format json --data "+tiny), &each)
	require.Len(t, all.Answers, 5)
	require.Equal(t, each, all)
}

// How many more there were reads as a person says it, whichever way the bounds lie.
func TestMore(t *testing.T) {
	for _, row := range []struct {
		least, most int
		want        string
	}{
		{0, 0, "as many as the"},
		{2, 2, "2 more than the"},
		{0, 2, "0 to 2 more than the"},
		{-2, -2, "2 fewer than the"},
		{-3, 0, "0 to 3 fewer than the"},
		{-3, -1, "1 to 3 fewer than the"},
		{-1, 3, "1 fewer to 3 more than the"},
	} {
		if got := more(timeline.Count{Min: row.least, Max: row.most}); got != row.want {
			t.Errorf("%d to %d: %q, want %q", row.least, row.most, got, row.want)
		}
	}
}
