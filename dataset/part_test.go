package dataset_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

func date(t rapid.TB, text string) timeline.Date {
	t.Helper()
	d, err := timeline.ParseDate(text)
	require.NoError(t, err)
	return d
}

func partOf(t rapid.TB, data dataset.Data, filters ...timeline.Filter) dataset.Data {
	t.Helper()
	chosen, err := data.Timeline().Select(filters...)
	require.NoError(t, err)
	part, err := data.Part(chosen)
	require.NoError(t, err)
	return part
}

func TestPart(t *testing.T) {
	data := tinyData(t)
	for _, c := range []struct {
		name     string
		filter   timeline.Filter
		counts   []int // of the tables, in their order
		coverage []string
	}{
		{"all of it, but what nothing refers to", timeline.Filter{Extraordinary: true}, []int{2, 4, 3, 5, 4, 1, 4, 5, 10, 4, 5, 4, 5}, []string{
			"harbour-arna-members .. ", "harbour-belm-topics .. ", "harbour-editions ..2004-12-31 2", "harbour-union-leaders 2001..2004 2",
		}},
		{"the first of a series", timeline.Filter{Series: "harbour", To: date(t, "2001")}, []int{1, 1, 1, 4, 4, 1, 4, 2, 3, 4, 1, 3, 3}, []string{
			"harbour-arna-members .. ", "harbour-editions ..2001-06-12 1", "harbour-union-leaders 2001..2001-06-12 1",
		}},
		{"the last held", timeline.Filter{Summit: "harbour-2003-belm"}, []int{1, 1, 2, 5, 4, 1, 4, 5, 5, 4, 3, 3, 4}, []string{
			"harbour-belm-topics .. ", "harbour-editions 2003-09-20..2004-12-31 1", "harbour-union-leaders 2003-09-20..2004 1",
		}},
		{"nothing", timeline.Filter{From: date(t, "1900"), To: date(t, "1901")}, []int{9: 4, 12: 0}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			part := partOf(t, data, c.filter)
			var counts []int
			for _, n := range part.Counts() {
				counts = append(counts, n.Rows)
			}
			if d := cmp.Diff(c.counts, counts); d != "" {
				t.Errorf("the rows of each table (-want +got):\n%s", d)
			}
			var coverage []string
			for s := range part.Timeline().Coverage() {
				coverage = append(coverage, fmt.Sprintf("%s %s..%s %s", s.ID, s.From, s.Until, s.Editions))
			}
			if d := cmp.Diff(c.coverage, coverage); d != "" {
				t.Errorf("the coverage (-want +got):\n%s", d)
			}
			again := partOf(t, part, timeline.Filter{Extraordinary: true})
			require.True(t, again.Equal(part.Register), "the part of a part is the part")
		})
	}
}

// A part knows nothing that the whole does not know, and of a span of time just as much.
func TestPartKnowsWhatTheWholeKnows(t *testing.T) {
	data, err := dataset.Open()
	require.NoError(t, err)
	series := slices.Collect(data.Timeline().Series())
	asked := []timeline.ActorID{"JPN", "AUS", "FRA", "RUS", "ZAF", "SUN", "EU", "UN"}
	who, err := data.Who(asked...)
	require.NoError(t, err)
	rapid.Check(t, func(t *rapid.T) {
		var filters []timeline.Filter
		for range rapid.IntRange(1, 2).Draw(t, "filters") {
			from := rapid.IntRange(1970, 2026).Draw(t, "from")
			f := timeline.Filter{
				Series:        rapid.SampledFrom(series).Draw(t, "series").ID,
				Extraordinary: rapid.Bool().Draw(t, "extraordinary"),
				From:          date(t, fmt.Sprint(from)),
				To:            date(t, fmt.Sprint(from+rapid.IntRange(0, 60).Draw(t, "years"))),
			}
			filters = append(filters, f)
		}
		part := partOf(t, data, filters...)
		whole, err := data.Timeline().Select(filters...)
		require.NoError(t, err)
		var summits []timeline.SummitID
		for s := range whole.All() {
			summits = append(summits, s.ID)
		}
		var kept []timeline.SummitID
		for s := range part.Timeline().Summits() {
			kept = append(kept, s.ID)
		}
		if d := cmp.Diff(summits, kept); d != "" {
			t.Fatalf("the summits (-want +got):\n%s", d)
		}
		all := true // whether no gathering between others is left out
		for _, f := range filters {
			all = all && f.Extraordinary
		}
		was := map[string]attendance.Presence{}
		for p := range data.Roll(whole, attendance.Rule{}).Presences(who) {
			was[fmt.Sprint(p.Summit, p.Participant)] = p
		}
		var left []timeline.ActorID
		for p := range part.Participants() {
			if slices.Contains(asked, p.ID) {
				left = append(left, p.ID)
			}
		}
		if len(left) == 0 {
			return
		}
		some, err := part.Who(left...)
		require.NoError(t, err)
		again, err := part.Timeline().Select(timeline.Filter{Extraordinary: true})
		require.NoError(t, err)
		for p := range part.Roll(again, attendance.Rule{}).Presences(some) {
			w := was[fmt.Sprint(p.Summit, p.Participant)]
			if p.Status != w.Status && (p.Status != attendance.Unknown || all && len(filters) == 1) || p.Person != w.Person {
				t.Fatalf("%s at %s: %s by %q in the part, %s by %q in the whole", p.Participant, p.Summit, p.Status, p.Person, w.Status, w.Person)
			}
		}
	})
}
