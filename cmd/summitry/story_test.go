package main

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

// The questions that the built-in data set was made for, as a person sees them.
func TestStory(t *testing.T) {
	var s transcript
	for _, row := range []asked{
		{"attendance first ip4 --series nato --rank leader --together", "the leaders of the four"},
		{"attendance first ip4 --series nato", "the four at any level: bounds"},
		{"attendance streak ip4 --series nato --track indo-pacific --to 2025", "in a row on their track"},
		{"attendance streak ip4 --series nato --rank leader --together --from 2022-06-29 --to 2025", "ended by a deputy prime minister"},
		{"attendance compare nato-2022-madrid nato-2024-washington ip4 --rank leader", "one leader fewer"},
		{"attendance absent ip4 --series nato --from 2022-06-29 --to 2025 --rank leader", "and who was sent instead"},
	} {
		s.add(t, row.words, answer(t, row.words))
	}
	s.compare(t, "story")
}

type occasion struct {
	Summit          string `json:"summit_id"`
	Undecided       []string
	Certain, Closed bool
}

type runs []struct {
	Run, Why string
	Min      int    `json:"length_min"`
	Max      int    `json:"length_max"`
	From     string `json:"from_summit_id"`
	To       string `json:"to_summit_id"`
	Ended    string `json:"ended_summit_id"`
	Through  string `json:"through_summit_id"`
	Certain  bool
}

// What must stay true of the story, whatever is corrected in the data around it.
func TestStoryInShort(t *testing.T) {
	var firsts []occasion
	decodeAnswers(t, answer(t, "attendance first ip4 --series nato --rank leader --together --format json"), &firsts)
	if diff := cmp.Diff([]occasion{{"nato-2022-madrid", []string{}, true, true}}, firsts); diff != "" {
		t.Errorf("leaders (-want +got):\n%s", diff)
	}
	decodeAnswers(t, answer(t, "attendance first ip4 --series nato --format json"), &firsts)
	require.Len(t, firsts, 1)
	first := firsts[0]
	if text := answer(t, "attendance first ip4 --series nato"); !strings.Contains(text, fmt.Sprintf("\n  %d undecided before it: %s, ", len(first.Undecided), first.Undecided[0])) {
		t.Errorf("%s\nwant how many are undecided before, with the earliest", text)
	}
	if first.Summit != "nato-2012-chicago" || len(first.Undecided) == 0 || first.Certain {
		t.Errorf("at any level: %+v, want no later than Chicago", first)
	}

	const since = "attendance streak ip4 --series nato --from 2022-06-29 --to 2025 --together --format json"
	var longest runs
	decodeAnswers(t, answer(t, since), &longest)
	require.Len(t, longest, 2)
	if r := longest[0]; r.Min != 3 || r.Max != 3 || r.From != "nato-2022-madrid" || r.To != "nato-2024-washington" || r.Ended != "nato-2025-the-hague" {
		t.Errorf("at any level: %+v, want Madrid to Washington", r)
	}
	decodeAnswers(t, answer(t, since+" --rank leader"), &longest)
	if r := longest[0]; r.Max != 2 || r.Ended != "nato-2024-washington" || r.Why != "AUS below the level" {
		t.Errorf("leaders: %+v, want an end at Washington because of Australia", r)
	}

	const compare = "topics compare nato-2023-vilnius nato-2024-washington --track indo-pacific --format csv"
	for _, row := range []struct {
		flag   string
		named  bool
		reason string
	}{
		{"", true, "named for the first time"},
		{" --stage planned", true, "by what was written before"},
		{" --stage reported", false, "and by nothing that was written after"},
		{" --source-kind press", true, "the papers had it"},
	} {
		var found bool
		for _, topic := range table(t, answer(t, compare+row.flag)) {
			if topic["topic_id"] != "defence-industrial-cooperation" {
				continue
			}
			if found = true; topic["change"] != "added" || topic["new"] == "no" {
				t.Errorf("%q: %v, want it added, and perhaps new: %s", row.flag, topic, row.reason)
			}
		}
		require.Equal(t, row.named, found, "%q: %s", row.flag, row.reason)
	}
}

// As of the day before the Washington summit it is still to come, and no source that was published later appears anywhere.
func TestStoryAsOf(t *testing.T) {
	const day = "2024-07-08"
	loaded, err := dataset.Open()
	data := rowsByKey(t, loaded, err)
	asOf, err := timeline.ParseDate(day)
	require.NoError(t, err)

	calls := []string{
		"attendance first ip4 --series nato --rank leader --together",
		"attendance first ip4 --series nato",
		"attendance streak ip4 --series nato --from 2022",
		"attendance streak ip4 --series nato --track indo-pacific --rank leader",
		"topics compare nato-2023-vilnius nato-2024-washington --track indo-pacific",
	}
	for i, words := range calls {
		words += " --as-of " + day
		explained := answer(t, words+" --explain")
		seen := 0
		for source := range data.Timeline().Sources() {
			listed := strings.Contains(explained, "\n  "+string(source.ID)+" ")
			if listed {
				seen++
			}
			if listed && (!source.Published.IsValid() || source.Published.Last().Compare(asOf) > 0) {
				t.Errorf("%s: lists %s of %v", words, source.ID, source.Published)
			}
		}
		require.NotZero(t, seen, words)
		for _, e := range evidenceOf(t, answer(t, words+" --format json")) {
			if i > 1 {
				require.NotEmpty(t, e.Rests, words)
			}
			data.evidence(t, words, asOf, e)
		}
	}
	var got runs
	decodeAnswers(t, answer(t, calls[2]+" --format json --as-of "+day), &got)
	if through := got[0].Through; through != "nato-2023-vilnius" {
		t.Errorf("read through %s, want Vilnius: Washington is to come", through)
	}
	for _, row := range table(t, answer(t, "list summits --format csv --as-of "+day)) {
		if to, _ := timeline.ParseDate(row["start_date"]); to.Compare(asOf) > 0 && row["status"] == "held" {
			t.Errorf("%s was held before it began", row["summit_id"])
		}
	}
}
