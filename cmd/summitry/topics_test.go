package main

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// cases is a folder of tables on several series, which has what tiny has not.
const cases = "../../testdata/cases"

// topicQuestions are the questions of each golden file. Those that name no folder are put to tiny.
var topicQuestions = map[string][]asked{
	"topics-compare": {
		{"topics compare harbour-2003-belm harbour-2001-arna harbour-2005-corda", "three, in any order, one of them to come"},
		{"topics compare harbour-2003-belm harbour-2001-arna harbour-2005-corda --depth 1", "fisheries are trade"},
		{"topics compare harbour-2003-belm harbour-2001-arna harbour-2005-corda --format csv", "a row for each topic, with where it was named"},
		{"topics compare g20-2021-rome nato-2022-madrid nato-2024-washington --data " + cases, "across series"},
		{"topics compare nato-2022-madrid nato-2023-vilnius nato-2024-washington --track indo-pacific --data " + cases, "one of them complete"},
		{"topics compare nato-2023-vilnius nato-2024-washington --track indo-pacific --data " + cases, "not of one kind"},
		{"topics compare nato-2022-madrid nato-2025-the-hague --track indo-pacific --data " + cases, "one is complete, so that what is added has bounds"},
		{"topics compare nato-2024-washington nato-2025-the-hague --track indo-pacific --data " + cases, "some are back"},
		{"topics compare nato-2024-washington nato-2025-the-hague --track indo-pacific --format csv --data " + cases, "with what is back"},
	},
	"topics-changes": {
		{"topics changes", "one is to come"},
		{"topics changes --series harbour --from 2003", "nothing read before"},
		{"topics changes --track plenary --stage reported", "complete on one side"},
		{"topics changes --series nato --track indo-pacific --data " + cases, "returned, and a warning"},
		{"topics changes --series nato --data " + cases + " --source-kind communique", "no document at all"},
		{"topics changes --format csv", "a row for each but the first of a series"},
		{"topics changes --track plenary --stage reported --format json", "with the evidence of each"},
		{"topics changes --track plenary --stage reported --explain", "what it rests on and waits for"},
	},
	"topics-novelty": {
		{"topics novelty", "nothing is complete"},
		{"topics novelty --as-of 2003-09-10", "the summit is still to come"},
		{"topics novelty --series nato --track indo-pacific --data " + cases, "new, and back"},
		{"topics novelty --series nato --track indo-pacific --format csv --data " + cases, "with bounds"},
	},
	"topics-years": {
		{"topics years", "one without a document"},
		{"topics years 2002 2003", "asked for, though there is no document"},
		{"topics years --depth 1 --issuer harbour", "topics and documents narrowed"},
		{"topics years 2001 2003 --format csv", "the first is compared with none"},
		{"topics years 2024 2025 --series nato --track indo-pacific --data " + cases, "of a track"},
	},
	"topics-life": {
		{"topics life fishing", "by an alias; undecided on either side"},
		{"topics life fishing --depth 1", "as the topic above it"},
		{"topics life Trade PIRACY --series harbour", "two, by their labels"},
		{"topics life harbours --stage reported", "no document names it"},
		{"topics life fishing --track plenary --stage reported", "complete at the last"},
		{"topics life trade --track plenary --stage reported", "surely not named at the last by what was coded"},
		{"topics life fishing --format csv", "bounds are columns"},
		{"topics life fishing --format json", "with evidence"},
		{"topics life maritime-security --series nato --track indo-pacific --gap 2 --data " + cases, "a longer gap"},
		{"topics life maritime-security --series nato --track indo-pacific --data " + cases, "a return and a lapse"},
	},
	"topics-diffusion": {
		{"topics diffusion fishing", "the other series may have been first"},
		{"topics diffusion fishing --format csv", "an empty cell where there is no limit"},
		{"topics diffusion fishing --format json", "with the evidence of each series"},
		{"topics diffusion gender-equality --data " + cases, "one series certainly later, if at all"},
		{"topics diffusion cyber-defence --track indo-pacific --data " + cases, "a track of one series"},
	},
	"topics-similarity": {
		{"topics similarity", "one without a document"},
		{"topics similarity --format csv", "every pair, with no value for empty sides"},
		{"topics similarity harbour-2001-arna harbour-2003-belm --depth 1", "those named"},
		{"topics similarity --series nato --track indo-pacific --data " + cases, "documents of different kinds"},
		{"topics similarity harbour-2001-arna", "one alone has no pair"},
	},
	"topics-breadth": {
		{"topics breadth", "one topic has no evenness"},
		{"topics breadth --format csv", "empty cells where there is no value"},
		{"topics breadth --format json", "with evidence"},
		{"topics breadth --series nato --track indo-pacific --data " + cases, "shift against the one before"},
	},
	"topics-fulfilment": {
		{"topics fulfilment", "one is to come"},
		{"topics fulfilment harbour-2001-arna", "named, though nothing was announced"},
		{"topics fulfilment --track plenary", "what is reported is complete"},
		{"topics fulfilment --track plenary --explain", "what it rests on and waits for"},
		{"topics fulfilment --format csv", "a row for each gathering"},
		{"topics fulfilment --track plenary --format json", "with evidence"},
		{"topics fulfilment --track indo-pacific --data " + cases, "bounds"},
	},
}

// topicCalls gives the questions of all files, without their format.
func topicCalls() []string {
	var calls []string
	for _, rows := range topicQuestions {
		for _, row := range rows {
			words := row.words
			for _, without := range []string{" --format csv", " --format json", " --explain"} {
				words = strings.Replace(words, without, "", 1)
			}
			calls = append(calls, inFolder(words))
		}
	}
	slices.Sort(calls)
	return slices.Compact(calls)
}

func inFolder(words string) string {
	if strings.Contains(words, "--data") {
		return words
	}
	return words + " --data " + tiny
}

func TestTopicAnswers(t *testing.T) {
	for name, rows := range topicQuestions {
		t.Run(name, func(t *testing.T) {
			var s transcript
			for _, row := range rows {
				require.NotEmpty(t, row.reason)
				s.add(t, inFolder(row.words), answer(t, inFolder(row.words)))
			}
			s.compare(t, name)
		})
	}
}

// A topicReply is what a question about topics prints as JSON.
type topicReply struct {
	Question string
	Answers  []map[string]any
	Evidence map[string]any
}

func topicJSON(t *testing.T, words string) topicReply {
	t.Helper()
	var r topicReply
	require.NoError(t, json.Unmarshal([]byte(answer(t, words+" --format json")), &r), words)
	return r
}

// The formats say the same, JSON has the evidence besides, and a text never says that a topic was not talked about.
func TestTopicFormatsAgree(t *testing.T) {
	for _, words := range topicCalls() {
		r := topicJSON(t, words)
		if question := strings.Fields(words)[1]; r.Question != question {
			t.Errorf("%s: question %q, want %q", words, r.Question, question)
		}
		var want []map[string]string
		for i, object := range r.Answers {
			evidence, own := object["evidence"]
			delete(object, "evidence")
			if own == (r.Evidence != nil) {
				t.Errorf("%s: row %d has evidence %t, and all of them %t", words, i, own, r.Evidence != nil)
			}
			if own {
				require.Contains(t, evidence, "rests_on")
				require.Contains(t, evidence, "open")
			}
			row := map[string]string{}
			for key, value := range object {
				row[key] = plain(value)
			}
			want = append(want, row)
		}
		got := table(t, answer(t, words+" --format csv"))
		if len(want)+len(got) > 0 {
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-json +csv):\n%s", words, diff)
			}
		}
		text := answer(t, words)
		for _, claim := range []string{"never", "not discussed", "not talked"} {
			if strings.Contains(text, claim) {
				t.Errorf("%s: says %q, which no record of mentions can show:\n%s", words, claim, text)
			}
		}
		if explained := answer(t, words+" --explain"); !strings.HasPrefix(explained, text) {
			t.Errorf("%s: --explain changes the answer", words)
		}
	}
}

// plain gives a value of JSON as a cell.
func plain(value any) string {
	switch v := value.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case []any:
		var items []string
		for _, item := range v {
			items = append(items, plain(item))
		}
		return strings.Join(items, ";")
	}
	return fmt.Sprint(value)
}

func items(cell string) []string {
	if cell == "" {
		return nil
	}
	return strings.Split(cell, ";")
}

// share is a ratio as a cell, empty where it divides by nothing.
func share(part, whole int) string {
	if whole == 0 {
		return ""
	}
	return strconv.FormatFloat(float64(part)/float64(whole), 'f', -1, 64)
}

// What an agenda has is kept, new or returned, each topic in one way; the measures are those of the lists; what is sure is recorded;
// and bounds hold what is recorded.
func TestChangesAddUp(t *testing.T) {
	seen, bounded := 0, 0
	for _, question := range []string{"changes", "years"} {
		for _, flags := range []string{
			"", " --stage reported", " --track indo-pacific", " --track indo-pacific --stage reported", " --depth 1",
			" --extraordinary --min-confidence high",
		} {
			words := "topics " + question + flags
			for _, row := range append(table(t, answer(t, words+" --format csv")), table(t, answer(t, words+" --format csv --data "+cases))...) {
				if row["was_year"] == "" {
					continue
				}
				where := words + " at " + row["year"] + row["summit_id"]
				topics, kept, added, dropped := items(row["topics"]), items(row["kept"]), items(row["added"]), items(row["dropped"])
				fresh, back := items(row["new"]), items(row["returned"])
				all := slices.Concat(kept, fresh, back)
				slices.Sort(all)
				if diff := cmp.Diff(topics, all); len(topics)+len(all) > 0 && diff != "" {
					t.Errorf("%s: topics against kept, new and returned (-want +got):\n%s", where, diff)
				}
				either := len(kept) + len(added) + len(dropped)
				for name, want := range map[string]string{
					"jaccard": share(len(kept), either), "turnover": share(len(added)+len(dropped), either),
					"persistence": share(len(kept), len(kept)+len(dropped)), "novelty": share(len(fresh), len(topics)),
					"return": share(len(back), len(topics)),
				} {
					if row[name] != want {
						t.Errorf("%s: %s %q, want %q", where, name, row[name], want)
					}
					if row[name] == "" {
						continue
					}
					value, least, most := float(t, row[name]), float(t, row[name+"_min"]), float(t, row[name+"_max"])
					if value < least || value > most {
						t.Errorf("%s: %s %v is not within %v to %v", where, name, value, least, most)
					}
					seen++
					if least > 0 || most < 1 {
						bounded++
					}
				}
				for _, name := range []string{"added", "dropped", "new", "returned"} {
					for _, id := range items(row[name+"_sure"]) {
						require.Contains(t, items(row[name]), id, "%s: %s is sure and not recorded", where, name)
					}
				}
			}
		}
	}
	require.NotZero(t, seen)
	require.NotZero(t, bounded)
}

func float(t *testing.T, text string) float64 {
	t.Helper()
	value, err := strconv.ParseFloat(text, 64)
	require.NoError(t, err)
	return value
}

// Answers with bounds, counted by hand on tiny with a few rows changed. It knows four topics: fisheries, harbours, piracy, trade.
func TestTopicBounds(t *testing.T) {
	planned := change{"coverage.csv", "harbour-belm-topics,topics,harbour,,harbour-2003-belm,plenary,reported", to("harbour-belm-topics,topics,harbour,,harbour-2003-belm,plenary,planned")}
	harbours := change{"discussions.csv", "harbour-2005-corda,,harbours,", to("harbour-2003-belm,harbour-2003-belm-plenary,harbours,planned,belm-2003-programme,high,,\nharbour-2005-corda,,harbours,")}
	ministers := change{"discussions.csv", "harbour-2005-corda,,harbours,", to("harbour-finance-2002-belm,,fisheries,reported,belm-2002-report,high,,\nharbour-2005-corda,,harbours,")}
	for _, row := range []struct {
		words   string
		changes []change
		at      int // the row asked about
		want    map[string]string
		reason  string
	}{
		{
			"topics fulfilment --track plenary",
			[]change{planned, harbours},
			0,
			map[string]string{
				"planned": "2", "planned_complete": "true", "reported_complete": "false", "fulfilled": "fisheries", "not_reported": "harbours",
				"not_reported_sure": "", "unannounced": "piracy", "unannounced_sure": "piracy", "share": "0.5", "share_min": "0.5", "share_max": "1",
			},
			"two announced for sure, one of them reported: the other may have been",
		},
		{
			"topics fulfilment --track plenary",
			[]change{harbours},
			0,
			map[string]string{
				"not_reported": "harbours", "not_reported_sure": "harbours", "unannounced": "piracy", "unannounced_sure": "", "share": "0.5",
				"share_min": "0.3333333333333333", "share_max": "0.6666666666666666",
			},
			"reported are two for sure: trade may have been announced too, or piracy",
		},
		{
			"topics novelty --track plenary --stage reported", nil, 0,
			map[string]string{"complete": "true", "new": "fisheries;piracy", "new_sure": "", "novelty": "1", "novelty_min": "0", "novelty_max": "1"},
			"at Arna both may have been named",
		},
		{
			"topics diffusion fisheries",
			[]change{ministers},
			1,
			map[string]string{
				"series_id": "harbour", "after_series_id": "harbour-finance", "lag_recorded_min": "565", "lag_recorded_max": "565", "lag_min": "-265",
				"lag_max": "565", "lag_known": "yes", "undecided": "harbour-2001-arna",
			},
			"565 days from 4 March 2002 to 20 September 2003, but 265 from 12 June 2001 to 4 March 2002",
		},
		{
			"topics diffusion fisheries", nil, 1,
			map[string]string{
				"series_id": "harbour-finance", "after_series_id": "harbour", "first_summit_id": "", "lag_recorded_min": "", "lag_min": "-565",
				"lag_max": "", "lag_known": "unknown",
			},
			"perhaps not at all",
		},
		{
			"topics life fisheries --series harbour", nil, 0,
			map[string]string{
				"first_summit_id": "harbour-2003-belm", "first_undecided": "harbour-2001-arna", "last_summit_id": "harbour-2003-belm",
				"last_undecided": "", "named_min": "1", "named_max": "2", "rate_min": "0.5", "longest_min": "1", "longest_max": "2",
				"returns_max": "0", "lapses_max": "0",
			},
			"of two summits one is not known",
		},
		{
			"topics similarity harbour-2001-arna harbour-2003-belm --track plenary --stage reported", nil, 0,
			map[string]string{"both": "0", "only_a": "0", "only_b": "2", "jaccard": "0", "jaccard_min": "0", "jaccard_max": "1", "overlap": "", "persistence": "", "complete": "false", "warning": "harbour-2001-arna rests on no document"},
			"the first may have been as the second",
		},
		{
			"topics breadth", nil, 2,
			map[string]string{
				"summit_id": "harbour-2003-belm", "topics": "2", "documents": "2", "mentions": "3", "evenness": "0.9182958340544894", "was_summit_id": "harbour-2001-arna", "shift": "1",
			},
			"two documents name fisheries and one piracy, so that the shares are 2/3 and 1/3; Arna had trade alone",
		},
		{
			"topics compare harbour-2001-arna harbour-2003-belm harbour-2005-corda", nil, 0,
			map[string]string{"topic_id": "fisheries", "named_at": "harbour-2003-belm", "perhaps_at": "harbour-2001-arna;harbour-2005-corda", "all": "perhaps", "one": "perhaps"},
			"named at one, and not known of the others",
		},
	} {
		words := row.words + " --format csv --data " + changed(t, row.changes...)
		rows := table(t, answer(t, words))
		require.Greater(t, len(rows), row.at, words)
		for column, want := range row.want {
			got, ok := rows[row.at][column]
			require.True(t, ok, "%s: no column %s", words, column)
			if got != want {
				t.Errorf("%s: %s is %q, want %q: %s", row.words, column, got, want, row.reason)
			}
		}
	}
}

// A lag is said in words: as recorded alone where no gap can change it, otherwise with what the gaps leave possible.
func TestLagInWords(t *testing.T) {
	const last = "harbour-union-leaders,"
	ministers := change{"discussions.csv", "harbour-2005-corda,,harbours,", to("harbour-finance-2002-belm,,fisheries,reported,belm-2002-report,high,,\nharbour-2005-corda,,harbours,")}
	arna := change{"coverage.csv", last, to("arna-topics,topics,harbour,,harbour-2001-arna,,,,,,,,high,arna-2001-communique,\n" + last)}
	for _, row := range []struct {
		changes      []change
		want, reason string
	}{
		{[]change{ministers, arna}, "  after harbour-finance: 565 days as recorded\n", "nothing before is open"},
		{[]change{ministers}, "  after harbour-finance: 565 days as recorded; with what documents not coded may name, from 265 days before it to 565 days later\n", "Arna is open"},
		{[]change{arna}, "  after harbour: perhaps up to 565 days before it, or any time later, if at all\n", "the ministers are open"},
	} {
		words := "topics diffusion fisheries --data " + changed(t, row.changes...)
		if got := answer(t, words); !strings.HasSuffix(got, row.want) {
			t.Errorf("%s\nwant at its end %q: %s", got, row.want, row.reason)
		}
	}
}

// A question about topics that cannot be answered is 1, a command that cannot be understood 2.
func TestTopicRefusals(t *testing.T) {
	for _, row := range []struct {
		words  string
		status int
		says   []string
		reason string
	}{
		{"topics compare harbour-2001-arna", 2, []string{"want two summits"}, "one summit"},
		{"topics compare harbour-2003-belm harbour-2001-arna", 1, []string{"name the earlier one first"}, "the later one first"},
		{"topics compare harbour-2001-arna harbour-2003-belm harbour-2001-arna", 1, []string{"harbour-2001-arna twice"}, "one of three twice"},
		{"topics compare harbour-2001-arna harbour-2003-belm harbour-2005-cord", 1, []string{`"harbour-2005-cord"`, "did you mean harbour-2005-corda"}, "a third that is not known"},
		{"topics compare harbour-2001-arna harbour-2003-belm harbour-2005-corda --series harbour", 2, []string{"--series", "no place"}, "a span beside names"},
		{"topics compare harbour-2001-arna harbour-2003-belm harbour-2005-corda --track plenary", 1, []string{`"harbour-2005-corda"`, `no session on the track "plenary"`}, "a track that one has not"},
		{"topics compare harbour-2001-arna harbour-2005-corda --stage reported", 1, []string{`"harbour-2005-corda" is scheduled`}, "nothing can be reported of what is to come"},
		{"topics similarity harbour-2001-arna --from 2001", 2, []string{"--from", "no place"}, "a span beside a name"},
		{"topics similarity harbour-2001-anra", 1, []string{`"harbour-2001-anra"`, "did you mean"}, "a summit that is not known"},
		{"topics life", 2, []string{"want at least one topic"}, "no topic"},
		{"topics life fisherys", 1, []string{`"fisherys"`, "did you mean fisheries"}, "a topic that is not known"},
		{"topics life trade fisherys", 1, []string{`"fisherys"`}, "one of two is not known"},
		{"topics life trade --gap 0", 2, []string{"--gap", "from 1"}, "no gap"},
		{"topics life trade --depth -1", 2, []string{"--depth", "from 1"}, "no depth"},
		{"topics life trade --depth deep", 2, []string{"--depth"}, "no number"},
		{"topics diffusion", 2, []string{"want one topic"}, "no topic"},
		{"topics diffusion trade piracy", 2, []string{"want one topic"}, "two topics"},
		{"topics diffusion fisherys", 1, []string{`"fisherys"`, "did you mean fisheries"}, "a topic that is not known"},
		{"topics changes harbour", 2, []string{"--series"}, "the series is a flag"},
		{"topics novelty 2003", 2, []string{"--from"}, "the year is a flag"},
		{"topics breadth harbour", 2, []string{"--series"}, "the series is a flag"},
		{"topics changes --series harbor", 1, []string{`"harbor"`, "did you mean harbour"}, "a series that is not known"},
		{"topics changes --issuer harbor", 1, []string{`"harbor"`}, "an issuer that is not known"},
		{"topics changes --to 1990", 1, []string{"no gathering"}, "before all of them"},
		{"topics years 1999", 1, []string{"1999"}, "a year without a gathering"},
		{"topics years 2001-06", 2, []string{`"2001-06"`, "as 2024"}, "a month"},
		{"topics years lately", 2, []string{`"lately"`}, "no year"},
		{"topics fulfilment --stage planned", 2, []string{"--stage"}, "it is about both stages"},
		{"topics fulfilment --to 2002", 1, []string{"planned"}, "nothing was announced"},
		{"topics fulfilment harbour-2003-blem", 1, []string{`"harbour-2003-blem"`, "did you mean"}, "a summit that is not known"},
		{"topics novelty --explain --format csv", 2, []string{"--explain"}, "a table has no place for evidence"},
	} {
		got := call(row.words + " --data " + tiny)
		require.Empty(t, got.stdout, row.words)
		if got.status != row.status {
			t.Errorf("%s: status %d, want %d: %s", row.words, got.status, row.status, row.reason)
		}
		for _, part := range row.says {
			if !strings.Contains(got.stderr, part) {
				t.Errorf("%s: says %q, want %q in it: %s", row.words, got.stderr, part, row.reason)
			}
		}
	}
}
