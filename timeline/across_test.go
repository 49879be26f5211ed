package timeline_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	_ "github.com/summitry/summitry/internal/samedraws"
	"github.com/summitry/summitry/timeline"
)

// naming enumerates the worlds of one topic at some gatherings: at which of them it is named.
func (c coding) naming(ids summits, topic timeline.TopicID, visit func(named []bool)) {
	world := make([]bool, len(ids))
	var fill func(i int)
	fill = func(i int) {
		if i == len(ids) {
			visit(world)
			return
		}
		for _, o := range c.named(ids[i], topic) {
			world[i] = o
			fill(i + 1)
		}
	}
	fill(0)
}

// TestCommonWorlds compares what all gatherings have in common with an enumeration of every world.
func TestCommonWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		agenda := c.agenda(t, c.tables)
		got := agenda.Common()
		read := entries(agenda)
		want := timeline.Common{Summits: read, Complete: len(read) > 0, Evidence: got.Evidence}
		var any, all, allMaybe, one, oneMaybe topics
		for e := range agenda.All() {
			want.Complete = want.Complete && e.Complete
		}
		for _, topic := range c.vocabulary() {
			times := map[int]bool{}
			c.naming(read, topic, func(named []bool) {
				n := 0
				for _, yes := range named {
					if yes {
						n++
					}
				}
				times[n] = true
			})
			if !slices.ContainsFunc(read, func(id timeline.SummitID) bool { return mask(c.named(id, topic)) == 2 }) {
				continue
			}
			any = append(any, topic)
			put := func(n int, sure, maybe *topics) {
				if times[n] && len(times) == 1 {
					*sure = append(*sure, topic)
				} else if times[n] {
					*maybe = append(*maybe, topic)
				}
			}
			put(len(read), &all, &allMaybe)
			put(1, &one, &oneMaybe)
		}
		want.Any = timeline.NewTopicSet(any...)
		want.All = timeline.Finding{Sure: timeline.NewTopicSet(all...), Maybe: timeline.NewTopicSet(allMaybe...)}
		want.One = timeline.Finding{Sure: timeline.NewTopicSet(one...), Maybe: timeline.NewTopicSet(oneMaybe...)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if c.asOf != day("2002-12") { // of what was not held a row that is forgotten takes the gathering with it
			again := c.agenda(t, c.rested(got.Evidence)).Common()
			again.Evidence, again.Complete = got.Evidence, got.Complete
			if diff := cmp.Diff(got, again); diff != "" {
				t.Errorf("with the evidence alone (-want +got):\n%s", diff)
			}
		}
	})
}

// That a list of topics is complete rests on the statements that say so, also where nothing is left to ask.
func TestCommonCompleteRests(t *testing.T) {
	tables := years(1)
	tables.Coverage = append(tables.Coverage, timeline.Coverage{ID: "coded", Subject: timeline.TopicsSubject, Series: "s", Summit: "s-2001", Confidence: timeline.High, Sources: sourceIDs{"list"}})
	got := mustNew(t, tables).Agenda(timeline.Basis{}).Common()
	require.True(t, got.Complete)
	var keys []string
	for claim := range got.Evidence.All() {
		keys = append(keys, claim.Key)
	}
	if diff := cmp.Diff([]string{"coded"}, keys); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCommonOfNothing(t *testing.T) {
	var none timeline.Timeline
	got := none.Agenda(timeline.Basis{}).Common()
	if got.Complete || got.Any.Len() > 0 || got.Summits != nil {
		t.Errorf("nothing has in common %+v", got)
	}
}

// TestPairsWorlds compares any two gatherings with an enumeration of every world.
func TestPairsWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		agenda := c.agenda(t, c.tables)
		read := entries(agenda)
		var want []timeline.Pair
		for i, was := range read {
			for _, is := range read[i+1:] {
				a, err := agenda.At(was)
				require.NoError(t, err)
				b, err := agenda.At(is)
				require.NoError(t, err)
				change, err := agenda.Compare(was, is)
				require.NoError(t, err)
				all := c.want(match{was: c.of(was), is: c.of(is)}, timeline.Change{})
				want = append(want, timeline.Pair{
					A: was, B: is, Recorded: all.Recorded, Measures: all.Measures, Complete: a.Complete && b.Complete, Warning: change.Warning(), Evidence: a.Evidence.And(b.Evidence),
				})
			}
		}
		if diff := cmp.Diff(want, slices.Collect(agenda.Pairs()), dust); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		for range agenda.Pairs() {
			break // a range may be left early
		}
	})
}

// TestPairsOfManyTopics compares any two gatherings topic by topic, with more topics than a word of the machine has bits.
func TestPairsOfManyTopics(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tables := years(3)
		for i := range rapid.SampledFrom([]int{0, 1, 63, 64, 65, 128, 150}).Draw(t, "topics") {
			id := timeline.TopicID(fmt.Sprintf("t%d", i))
			tables.Topics = append(tables.Topics, timeline.Topic{ID: id, Label: string(id)})
			for _, s := range tables.Summits {
				if confidence := timeline.Confidence(rapid.IntRange(0, 3).Draw(t, "confidence")); confidence > 0 {
					tables.Mentions = append(tables.Mentions, timeline.Mention{Summit: s.ID, Topic: id, Stage: timeline.Reported, Source: "list", Confidence: confidence})
				}
			}
		}
		for _, s := range tables.Summits {
			if rapid.Bool().Draw(t, "closed") {
				tables.Coverage = append(tables.Coverage, timeline.Coverage{
					ID: string(s.ID), Subject: timeline.TopicsSubject, Series: "s", Summit: s.ID, Stage: timeline.Reported, Confidence: timeline.High, Sources: sourceIDs{"list"},
				})
			}
		}
		agenda := mustNew(t, tables).Trusting(timeline.Medium).Agenda(timeline.Basis{Stage: timeline.Reported})
		var want []timeline.Pair
		for i := range tables.Summits {
			for j := i + 1; j < len(tables.Summits); j++ {
				var passages []timeline.Passage
				for _, topic := range tables.Topics {
					steps := slices.Collect(agenda.Of(topic).All())
					passages = append(passages, timeline.Passage{Was: steps[i].Truth, Is: steps[j].Truth, Before: timeline.No})
				}
				was, err := agenda.At(tables.Summits[i].ID)
				require.NoError(t, err)
				is, err := agenda.At(tables.Summits[j].ID)
				require.NoError(t, err)
				want = append(want, timeline.Pair{
					A: was.Summit, B: is.Summit, Recorded: timeline.Compare(was.Topics, is.Topics).Tally(), Measures: timeline.NewMeasures(passages),
					Complete: was.Complete && is.Complete, Warning: timeline.Change{Was: was, Is: is}.Warning(), Evidence: was.Evidence.And(is.Evidence),
				})
			}
		}
		if diff := cmp.Diff(want, slices.Collect(agenda.Pairs())); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	})
}

func days(d timeline.Date) int {
	at := time.Date(d.Year, time.Month(d.Month), d.Day, 12, 0, 0, 0, time.UTC)
	return int(at.Sub(time.Date(1900, 1, 1, 12, 0, 0, 0, time.UTC)).Hours()) / 24
}

// TestDiffusionWorlds compares who took up a topic when with an enumeration of every world and of every day that a date can mean.
func TestDiffusionWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		agenda := c.agenda(t, c.tables)
		topic := rapid.SampledFrom(codedTopics).Draw(t, "topic")
		of := map[timeline.SeriesID]summits{}
		for _, id := range entries(agenda) {
			if c.held(id) {
				of[c.summit(id).Series] = append(of[c.summit(id).Series], id)
			}
		}
		// firsts gives the days on which the first time may be, and whether there may be none.
		firsts := func(series timeline.SeriesID) (possible [][2]int, never bool) {
			c.naming(of[series], c.rolledUp(topic), func(named []bool) {
				i := slices.Index(named, true)
				if i < 0 {
					never = true
					return
				}
				start := c.summit(of[series][i]).Start
				possible = append(possible, [2]int{days(start.First()), days(start.Last())})
			})
			return possible, never
		}
		arrivals := slices.Collect(agenda.Diffusion(timeline.Topic{ID: topic}))
		if len(arrivals) != len(of) {
			t.Errorf("%d series arrive, of %d", len(arrivals), len(of))
		}
		seen := map[timeline.SeriesID]bool{}
		for i, got := range arrivals {
			seen[got.Series] = true
			narrowed := mustNew(t, c.tables)
			if c.filters != nil {
				narrowed = mustSelect(t, narrowed, c.filters...)
			}
			narrowed = mustSelect(t, narrowed, timeline.Filter{Series: got.Series, Extraordinary: true}).AsOf(c.asOf).Trusting(c.trust)
			first, _ := narrowed.Agenda(c.basis).Of(timeline.Topic{ID: topic}).First()
			want := timeline.Arrival{Series: got.Series, First: first, Lag: timeline.Lag{Value: timeline.No}}
			if i > 0 {
				want.After = arrivals[0].Series
				xs, xNever := firsts(want.After)
				ys, yNever := firsts(got.Series)
				if len(xs) > 0 && len(ys) > 0 {
					want.Lag.Value, want.Lag.Endless = timeline.Yes, yNever
					if xNever || yNever {
						want.Lag.Value = timeline.Unknown
					}
					var lag tallied
					for _, x := range xs {
						for _, y := range ys {
							lag.see(y[0] - x[1])
							lag.see(y[1] - x[0])
						}
					}
					want.Lag.Count = lag.Count
				}
				if a, b := arrivals[0].First.Summit, got.First.Summit; a != "" && b != "" {
					x, y := c.summit(a).Start, c.summit(b).Start
					want.Recorded = timeline.Count{Min: days(y.First()) - days(x.Last()), Max: days(y.Last()) - days(x.First())}
				}
				earlier := arrivals[i-1]
				if earlier.First.Summit == "" && got.First.Summit != "" {
					t.Errorf("%s is recorded and comes after %s, which is not", got.Series, earlier.Series)
				}
				if a, b := earlier.First.Summit, got.First.Summit; a != "" && b != "" && c.summit(a).Start.Compare(c.summit(b).Start) > 0 {
					t.Errorf("%s comes before %s", earlier.Series, got.Series)
				}
				if earlier.First.Summit == "" && got.First.Summit == "" && earlier.Series > got.Series {
					t.Errorf("%s comes before %s", earlier.Series, got.Series)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", got.Series, diff)
			}
		}
		if len(seen) != len(arrivals) {
			t.Errorf("a series arrives twice: %v", arrivals)
		}
	})
}

// A diffusion is told in order of what is recorded, whatever the ids of the series, and of all kinds that the view has.
func TestDiffusionByHand(t *testing.T) {
	tables := sample()
	tables.Mentions = append(tables.Mentions,
		timeline.Mention{Summit: "alpha-2003-extra", Topic: "cyber-defence", Stage: timeline.Reported, Source: "undated", Confidence: timeline.High},
		timeline.Mention{Summit: "beta-2002", Topic: "cyber-defence", Stage: timeline.Reported, Source: "undated", Confidence: timeline.High})
	all := mustNew(t, tables)
	cyber, err := all.Topic("cyber")
	require.NoError(t, err)
	type row struct {
		Series, After timeline.SeriesID
		First         timeline.SummitID
		Recorded      string
		Lag           string
	}
	rows := func(of timeline.Timeline) []row {
		var list []row
		for x := range of.Agenda(timeline.Basis{}).Diffusion(cyber) {
			list = append(list, row{x.Series, x.After, x.First.Summit, x.Recorded.String(), x.Lag.String()})
		}
		return list
	}
	tests := []struct {
		reason string
		of     timeline.Timeline
		want   []row
	}{
		{"with what was extraordinary", all, []row{{"beta", "", "beta-2002", "0", "no value"}, {"alpha", "beta", "alpha-2003-extra", "153", "-104 to 153 days"}}},
		{"without", mustSelect(t, all, timeline.Filter{}), []row{{"beta", "", "beta-2002", "0", "no value"}, {"alpha", "beta", "alpha-2004", "666", "-104 to 666 days"}}},
		{"one series", mustSelect(t, all, timeline.Filter{Series: "alpha"}), []row{{"alpha", "", "alpha-2004", "0", "no value"}}},
		{"of what is still to come", mustSelect(t, all, timeline.Filter{Summit: "alpha-2005"}), nil},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, rows(test.of)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

func TestLagText(t *testing.T) {
	tests := []struct {
		lag    timeline.Lag
		want   string
		reason string
	}{
		{timeline.Lag{Count: timeline.Count{Min: 345, Max: 345}, Value: timeline.Yes}, "345 days", "certain"},
		{timeline.Lag{Count: timeline.Count{Min: -20, Max: 345}, Value: timeline.Yes}, "-20 to 345 days", "bounds"},
		{timeline.Lag{Count: timeline.Count{Min: 20, Max: 345}, Endless: true}, "20 days or more", "perhaps never"},
		{timeline.Lag{Count: timeline.Count{Min: 20, Max: 345}}, "20 to 345 days, or no value", "perhaps the other never"},
		{timeline.Lag{Value: timeline.No}, "no value", "certainly never"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, test.lag.String()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

// TestEach gives the history of all topics that are named.
func TestEach(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		agenda := c.agenda(t, c.tables)
		var got topics
		for id, h := range agenda.Each() {
			got = append(got, id)
			if !h.Equal(agenda.Of(timeline.Topic{ID: id})) {
				t.Errorf("%s has another history than of it", id)
			}
		}
		var want topics
		for _, id := range c.vocabulary() {
			if slices.ContainsFunc(entries(agenda), func(at timeline.SummitID) bool { return mask(c.named(at, id)) == 2 }) {
				want = append(want, id)
			}
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		for range agenda.Each() {
			break // a range may be left early
		}
	})
}
