package timeline_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

// A lot is what a step is in one world for a rate.
type lot struct{ counts, eligible bool }

func (l lot) hit() bool  { return l.counts && l.eligible }
func (l lot) miss() bool { return !l.counts && l.eligible }

// lots calls visit with each way in which the steps can turn out.
func lots(steps []timeline.Step, visit func(world []lot)) {
	world := make([]lot, len(steps))
	var fill func(i int)
	fill = func(i int) {
		if i == len(steps) {
			visit(world)
			return
		}
		for _, counts := range allowed(steps[i].Truth) {
			for _, eligible := range allowed(steps[i].Eligible) {
				world[i] = lot{counts, eligible}
				fill(i + 1)
			}
		}
	}
	fill(0)
}

// missed gives a world as it is for runs of misses: what is not eligible is stepped over.
func missed(world []lot) []outcome {
	turned := make([]outcome, len(world))
	for i, l := range world {
		switch {
		case l.miss():
			turned[i] = hit
		case !l.eligible:
			turned[i] = over
		}
	}
	return turned
}

// standing makes a history that tells the rows of Truth and of Eligible apart.
func standing(of timeline.Timeline, steps []timeline.Step) timeline.History {
	return timeline.NewHistory(of, steps, func(i int) timeline.Reading {
		var r timeline.Reading
		name := string(steps[i].Summit)
		put := func(table string, known bool, rests, open *[]timeline.Claim) {
			claim := timeline.Claim{Table: table, Key: name, Confidence: timeline.High}
			if known {
				*rests = append(*rests, claim)
			} else {
				*open = append(*open, claim)
			}
		}
		put("truth", steps[i].Truth != timeline.Unknown, &r.Rests, &r.Open)
		put("eligible", steps[i].Eligible != timeline.Unknown, &r.Standing, &r.Unsettled)
		return r
	})
}

// forgetLots makes unknown what an answer does not rest on.
func forgetLots(steps []timeline.Step, e timeline.Evidence) []timeline.Step {
	rests := map[string]bool{}
	for c := range e.All() {
		rests[c.Table+" "+c.Key] = true
	}
	steps = slices.Clone(steps)
	for i, s := range steps {
		if !rests["truth "+string(s.Summit)] {
			steps[i].Truth = timeline.Unknown
		}
		if !rests["eligible "+string(s.Summit)] {
			steps[i].Eligible = timeline.Unknown
		}
	}
	return steps
}

// A tallied is how often something was so, in the worlds seen.
type tallied struct {
	timeline.Count
	seen bool
}

func (c *tallied) see(n int) {
	if !c.seen {
		c.Min, c.Max, c.seen = n, n, true
	}
	c.Min, c.Max = min(c.Min, n), max(c.Max, n)
}

// checkRate compares the rate with all worlds.
func checkRate(t failer, of timeline.Timeline, steps []timeline.Step) {
	t.Helper()
	var yes, no, all tallied
	var share bound
	ways := make([]map[[2]bool]bool, len(steps))
	for i := range ways {
		ways[i] = map[[2]bool]bool{}
	}
	lots(steps, func(world []lot) {
		hits, misses := 0, 0
		for i, l := range world {
			ways[i][[2]bool{l.hit(), l.miss()}] = true
			if l.hit() {
				hits++
			}
			if l.miss() {
				misses++
			}
		}
		yes.see(hits)
		no.see(misses)
		all.see(hits + misses)
		share.see(hits, hits+misses)
	})
	h := standing(of, steps)
	got := h.Rate()
	want := timeline.Rate{Yes: yes.Count, No: no.Count, Of: all.Count, Share: share.measure(), Listed: len(steps), Closed: len(steps) > 0, Evidence: got.Evidence}
	if len(steps) > 0 {
		want.Through = steps[len(steps)-1].Summit
	}
	for _, w := range ways {
		if len(w) > 1 {
			want.Unknown++
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%v: rate (-want +got):\n%s", steps, diff)
	}
	if got.Certain() != (len(share.values) == 1 && share.none == 0 && all.Min == all.Max) {
		t.Errorf("%v: Certain is %v", steps, got.Certain())
	}
	again := standing(of, forgetLots(steps, got.Evidence)).Rate()
	again.Evidence = got.Evidence
	if diff := cmp.Diff(got, again); diff != "" {
		t.Errorf("%v: with its evidence alone (-want +got):\n%s", steps, diff)
	}
	if open := slices.Collect(got.Evidence.Open()); len(open) == 0 && got.Unknown > 0 {
		t.Errorf("%v: something is unknown and nothing is open", steps)
	}

	turned := h.Not().Rate()
	if turned.Yes != got.No || turned.No != got.Yes || turned.Of != got.Of || turned.Unknown != got.Unknown || turned.Share.Value != got.Share.Value {
		t.Errorf("%v: the rate is %+v, that of misses %+v", steps, got, turned)
	}
	if got.Share.Value != timeline.No && (!near(turned.Share.Least, 1-got.Share.Most) || !near(turned.Share.Most, 1-got.Share.Least)) {
		t.Errorf("%v: the share is %v, that of misses %v", steps, got.Share, turned.Share)
	}
}

func near(a, b float64) bool { return a-b < 1e-12 && b-a < 1e-12 }

// checkNot compares what is told of misses with all worlds.
func checkNot(t failer, of timeline.Timeline, steps []timeline.Step) {
	t.Helper()
	first, count := map[int]bool{}, tallied{}
	var longestRun, current tallied
	lots(steps, func(world []lot) {
		turned := missed(world)
		first[nth(turned, 1)] = true
		n := 0
		for _, o := range turned {
			if o == hit {
				n++
			}
		}
		count.see(n)
		longestRun.see(longest(turned).length)
		_, last := stretches(turned)
		current.see(last)
	})
	h := standing(of, steps).Not()
	got, ok := h.First()
	checkOccasion(t, steps, "first miss", got, ok, first)
	again, _ := standing(of, forgetLots(steps, got.Evidence)).Not().First()
	if again.Summit != got.Summit || !slices.Equal(again.Undecided, got.Undecided) {
		t.Errorf("%v: with its evidence alone the first miss is %v", steps, again)
	}
	if diff := cmp.Diff([]timeline.Count{count.Count, longestRun.Count, current.Count}, []timeline.Count{h.Occasions().Count, h.Longest().Length, h.Current().Length}); diff != "" {
		t.Errorf("%v: number, longest and current run of misses (-want +got):\n%s", steps, diff)
	}
	run := h.Longest()
	if again := standing(of, forgetLots(steps, run.Evidence)).Not().Longest(); again.Length != run.Length || again.From != run.From || again.To != run.To {
		t.Errorf("%v: with its evidence alone the longest run of misses is %v", steps, again)
	}
	if back := h.Not().Rate(); back.Share != standing(of, steps).Rate().Share {
		t.Errorf("%v: the misses of misses have the rate %v", steps, back)
	}
}

// TestRateExhaustive enumerates every world of every short history.
func TestRateExhaustive(t *testing.T) {
	of := mustNew(t, years(8))
	for name, check := range map[string]func(failer, timeline.Timeline, []timeline.Step){"rate": checkRate, "not": checkNot} {
		t.Run(name, func(t *testing.T) {
			for n := range 4 {
				steps := make([]timeline.Step, n)
				var fill func(i int)
				fill = func(i int) {
					if i == n {
						check(t, of, steps)
						return
					}
					for _, truth := range truths {
						for _, eligible := range truths {
							if t.Failed() {
								return
							}
							steps[i] = timeline.Step{Summit: summitOf(i), Truth: truth, Skip: timeline.No, Eligible: eligible}
							fill(i + 1)
						}
					}
				}
				fill(0)
			}
		})
	}
}

// TestRateWorlds enumerates every world of longer random histories. Whether a step is stepped over in a run is nothing to a rate.
func TestRateWorlds(t *testing.T) {
	of := mustNew(t, years(8))
	for name, check := range map[string]func(failer, timeline.Timeline, []timeline.Step){"rate": checkRate, "not": checkNot} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				steps := make([]timeline.Step, rapid.IntRange(0, 6).Draw(t, "n"))
				for i := range steps {
					steps[i] = timeline.Step{
						Summit: summitOf(i), Truth: rapid.SampledFrom(truths).Draw(t, "truth"), Skip: rapid.SampledFrom(truths).Draw(t, "skip"),
						Eligible: rapid.SampledFrom(truths).Draw(t, "eligible"),
					}
				}
				check(t, of, steps)
			})
		})
	}
}

// A run of misses says of what ended it whether somebody was there, was not expected, or is not known to have been.
func TestNotReasons(t *testing.T) {
	of := mustNew(t, years(8))
	tests := []struct {
		reason string
		step   timeline.Step
		want   []timeline.Reason
	}{
		{"was there", timeline.Step{Truth: timeline.Yes, Eligible: timeline.Yes}, []timeline.Reason{{End: timeline.Present}}},
		{"was there, perhaps as a guest", timeline.Step{Truth: timeline.Yes}, []timeline.Reason{{End: timeline.Present}}},
		{"perhaps there", timeline.Step{Eligible: timeline.Yes}, []timeline.Reason{{End: timeline.Undecided}}},
	}
	for _, test := range tests {
		test.step.Summit = summitOf(1)
		run := timeline.NewHistory(of, []timeline.Step{{Summit: summitOf(0), Truth: timeline.No, Eligible: timeline.Yes}, test.step}, nil).Not().Longest()
		if diff := cmp.Diff(test.want, run.Why); diff != "" || run.Ended != summitOf(1) {
			t.Errorf("%s, ended at %q (-want +got):\n%s", test.reason, run.Ended, diff)
		}
	}
	run := timeline.NewHistory(of, []timeline.Step{
		{Summit: summitOf(0), Truth: timeline.No, Eligible: timeline.Yes}, {Summit: summitOf(1), Truth: timeline.Yes, Eligible: timeline.No}, {Summit: summitOf(2), Truth: timeline.No, Eligible: timeline.Yes},
	}, nil).Not().Longest()
	if diff := cmp.Diff("2, s-2001 to s-2003", run.String()); diff != "" {
		t.Errorf("what is not eligible breaks no run of misses (-want +got):\n%s", diff)
	}
}
