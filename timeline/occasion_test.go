package timeline_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

// nth gives the place of the nth hit of a world, and -1 if there are not so many.
func nth(world []outcome, n int) int {
	for i, o := range world {
		if o == hit {
			n--
		}
		if o == hit && n == 0 {
			return i
		}
	}
	return -1
}

// checkNth compares the nth gathering with all worlds, for one n after the other.
func checkNth(t failer, of timeline.Timeline, steps []timeline.Step) {
	t.Helper()
	for n := 1; n <= len(steps)+1; n++ {
		possible := map[int]bool{}
		worlds(steps, func(world []outcome) { possible[nth(world, n)] = true })
		got, ok := history(of, steps).Nth(n)
		checkOccasion(t, steps, fmt.Sprint("nth ", n), got, ok, possible)
		again, _ := history(of, forget(steps, got.Evidence)).Nth(n)
		if again.Summit != got.Summit || !slices.Equal(again.Undecided, got.Undecided) {
			t.Errorf("%v: with its evidence alone number %d is %v", steps, n, again)
		}
		if got.Through != "" {
			t.Errorf("%v: number %d was read through %s", steps, n, got.Through)
		}
	}
}

// checkOccasion wants the answer to have all places that are possible, of which -1 is never, and no others.
func checkOccasion(t failer, steps []timeline.Step, what string, got timeline.Occasion, ok bool, possible map[int]bool) {
	t.Helper()
	answers := slices.Clone(got.Undecided)
	if ok {
		answers = append(answers, got.Summit)
	}
	slices.Sort(answers)
	var want summits
	for i, s := range steps {
		if possible[i] {
			want = append(want, s.Summit)
		}
	}
	if diff := cmp.Diff(want, answers); diff != "" {
		t.Errorf("%v: possible answers to %s (-want +got):\n%s", steps, what, diff)
	}
	if !slices.IsSorted(got.Undecided) {
		t.Errorf("%v: %s: undecided are %v, in no order", steps, what, got.Undecided)
	}
	if ok == possible[-1] || (got.Summit == "") == ok {
		t.Errorf("%v: %s: never is possible: %v, but the answer is %q, %v", steps, what, possible[-1], got.Summit, ok)
	}
	if got.Listed != len(steps) {
		t.Errorf("%v: %s: %d gatherings are listed", steps, what, got.Listed)
	}
	if got.Certain() != (len(steps) > 0 && len(possible) == 1) {
		t.Errorf("%v: %s: Certain is %v", steps, what, got.Certain())
	}
}

// checkLast compares the last gathering with all worlds.
func checkLast(t failer, of timeline.Timeline, steps []timeline.Step) {
	t.Helper()
	possible := map[int]bool{}
	worlds(steps, func(world []outcome) {
		last := -1
		for i, o := range world {
			if o == hit {
				last = i
			}
		}
		possible[last] = true
	})
	got, ok := history(of, steps).Last()
	checkOccasion(t, steps, "last", got, ok, possible)
	if len(steps) > 0 && got.Through != steps[len(steps)-1].Summit {
		t.Errorf("%v: read through %q", steps, got.Through)
	}
	again, _ := history(of, forget(steps, got.Evidence)).Last()
	if again.Summit != got.Summit || !slices.Equal(again.Undecided, got.Undecided) {
		t.Errorf("%v: with its evidence alone the last is %v", steps, again)
	}
}

// returned is the definition of a return on settled steps: a hit, another one before it, and so many misses in a row between them.
func returned(world []outcome, i, gap int) bool {
	misses := 0
	for j := i - 1; j >= 0 && world[i] == hit; j-- {
		switch world[j] {
		case broken:
			misses++
		case hit:
			return misses >= gap
		}
	}
	return false
}

// lapsed is the definition of a lapse: a hit, and so many misses in a row after it.
func lapsed(world []outcome, i, gap int) bool {
	misses := 0
	for _, o := range world[i+1:] {
		if o == hit {
			break
		}
		if o == broken {
			misses++
		}
	}
	return world[i] == hit && misses >= gap
}

// checkOccasions compares sets of gatherings and their number with all worlds.
func checkOccasions(t failer, of timeline.Timeline, steps []timeline.Step) {
	t.Helper()
	type question struct {
		name string
		ask  func(h timeline.History) timeline.Occasions
		slow func(world []outcome, i int) bool
	}
	questions := []question{{"occasions", timeline.History.Occasions, func(world []outcome, i int) bool { return world[i] == hit }}}
	for _, gap := range []int{-1, 0, 1, 2, 3, len(steps) + 5} {
		atLeast := max(gap, 1)
		questions = append(questions,
			question{
				fmt.Sprint("returns after ", gap), func(h timeline.History) timeline.Occasions { return h.Returns(gap) },
				func(world []outcome, i int) bool { return returned(world, i, atLeast) },
			},
			question{
				fmt.Sprint("lapses before ", gap), func(h timeline.History) timeline.Occasions { return h.Lapses(gap) },
				func(world []outcome, i int) bool { return lapsed(world, i, atLeast) },
			})
	}
	low, high := make([]int, len(questions)), make([]int, len(questions))
	every, some := make([][]bool, len(questions)), make([][]bool, len(questions))
	for q := range questions {
		low[q], every[q], some[q] = len(steps), make([]bool, len(steps)), make([]bool, len(steps))
		for i := range steps {
			every[q][i] = true
		}
	}
	worlds(steps, func(world []outcome) {
		for q := range questions {
			n := 0
			for i := range world {
				yes := questions[q].slow(world, i)
				if yes {
					n++
				}
				every[q][i], some[q][i] = every[q][i] && yes, some[q][i] || yes
			}
			low[q], high[q] = min(low[q], n), max(high[q], n)
		}
	})
	for q, question := range questions {
		got := question.ask(history(of, steps))
		var sure, maybe summits
		for i, s := range steps {
			if every[q][i] {
				sure = append(sure, s.Summit)
			} else if some[q][i] {
				maybe = append(maybe, s.Summit)
			}
		}
		want := timeline.Occasions{
			Count: timeline.Count{Min: low[q], Max: high[q]}, Sure: sure, Maybe: maybe, Listed: len(steps), Closed: len(steps) > 0, Evidence: got.Evidence,
		}
		if len(steps) > 0 {
			want.Through = steps[len(steps)-1].Summit
		}
		if !same(want, got) {
			t.Errorf("%v: %s (-want +got):\n%s", steps, question.name, cmp.Diff(want, got))
		}
		if got.Certain() != (len(maybe) == 0 && len(steps) > 0) {
			t.Errorf("%v: %s: Certain is %v", steps, question.name, got.Certain())
		}
		if again := question.ask(history(of, forget(steps, got.Evidence))); !same(got, again) {
			t.Errorf("%v: with their evidence alone %s are %v", steps, question.name, again)
		}
	}
}

// same compares what occasions say; it is much quicker than a diff.
func same(a, b timeline.Occasions) bool {
	return a.Count == b.Count && slices.Equal(a.Sure, b.Sure) && slices.Equal(a.Maybe, b.Maybe) && a.Through == b.Through && a.Listed == b.Listed && a.Closed == b.Closed
}

// TestAppendLaw adds a gathering at the end. What has happened by then is not taken back.
func TestAppendLaw(t *testing.T) {
	of := mustNew(t, years(8))
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "n")
		all := make([]timeline.Step, n)
		for i := range all {
			all[i] = timeline.Step{Summit: summitOf(i), Truth: rapid.SampledFrom(truths).Draw(t, "truth"), Skip: rapid.SampledFrom(truths).Draw(t, "skip")}
		}
		was, is := history(of, all[:n-1]), history(of, all)
		for name, pair := range map[string][2]timeline.Count{
			"count":   {was.Occasions().Count, is.Occasions().Count},
			"longest": {was.Longest().Length, is.Longest().Length},
		} {
			if pair[1].Min < pair[0].Min || pair[1].Max < pair[0].Max {
				t.Errorf("%v: %s was %v and is %v", all, name, pair[0], pair[1])
			}
		}
		before, after := was.Current().Length, is.Current().Length
		if after.Min > before.Min+1 || after.Max > before.Max+1 {
			t.Errorf("%v: current was %v and is %v", all, before, after)
		}
		for k := 1; k <= 3; k++ {
			before, wasSure := was.Nth(k)
			after, _ := is.Nth(k)
			possible := func(o timeline.Occasion) summits {
				list := slices.Clone(o.Undecided)
				if o.Summit != "" {
					list = append(list, o.Summit)
				}
				return list
			}
			gained := slices.DeleteFunc(possible(after), func(id timeline.SummitID) bool { return slices.Contains(possible(before), id) })
			kept := slices.DeleteFunc(possible(before), func(id timeline.SummitID) bool { return !slices.Contains(possible(after), id) })
			if len(kept) != len(possible(before)) || len(gained) > 1 || (len(gained) == 1 && (wasSure || gained[0] != all[n-1].Summit)) {
				t.Errorf("%v: number %d was %v and is %v", all, k, before, after)
			}
		}
	})
}

// More knowledge never contradicts the answers about single gatherings either.
func TestOccasionRefinement(t *testing.T) {
	of := mustNew(t, years(8))
	rapid.Check(t, func(t *rapid.T) {
		steps := make([]timeline.Step, rapid.IntRange(1, 7).Draw(t, "n"))
		for i := range steps {
			steps[i] = timeline.Step{
				Summit: summitOf(i), Truth: rapid.SampledFrom(truths).Draw(t, "truth"), Skip: rapid.SampledFrom(truths).Draw(t, "skip"),
				Eligible: rapid.SampledFrom(truths).Draw(t, "eligible"),
			}
		}
		finer := slices.Clone(steps)
		part := rapid.SampledFrom([]func(*timeline.Step) *timeline.Truth{
			func(s *timeline.Step) *timeline.Truth { return &s.Truth },
			func(s *timeline.Step) *timeline.Truth { return &s.Skip },
			func(s *timeline.Step) *timeline.Truth { return &s.Eligible },
		}).Draw(t, "part")(&finer[rapid.IntRange(0, len(steps)-1).Draw(t, "at")])
		if *part == timeline.Unknown {
			*part = rapid.SampledFrom(truths).Draw(t, "learnt")
		}
		a, b := history(of, steps), history(of, finer)
		within := func(what string, was, is timeline.Count) {
			if is.Min < was.Min || is.Max > was.Max {
				t.Errorf("%s of %v is %v, of %v it is %v", what, steps, was, finer, is)
			}
		}
		gap := rapid.IntRange(1, 3).Draw(t, "gap")
		for what, pair := range map[string][2]timeline.Occasions{
			"occasions": {a.Occasions(), b.Occasions()}, "returns": {a.Returns(gap), b.Returns(gap)}, "lapses": {a.Lapses(gap), b.Lapses(gap)},
			"misses": {a.Not().Occasions(), b.Not().Occasions()},
		} {
			was, is := pair[0], pair[1]
			within(what, was.Count, is.Count)
			for _, id := range was.Sure {
				if !slices.Contains(is.Sure, id) {
					t.Errorf("%s of %v have %s for sure, of %v not", what, steps, id, finer)
				}
			}
			for _, id := range slices.Concat(is.Sure, is.Maybe) {
				if !slices.Contains(slices.Concat(was.Sure, was.Maybe), id) {
					t.Errorf("%s of %v cannot have %s, of %v they can", what, steps, id, finer)
				}
			}
		}
		was, is := a.Rate(), b.Rate()
		within("eligible", was.Of, is.Of)
		within("yes", was.Yes, is.Yes)
		within("no", was.No, is.No)
		checkNarrower(t, "rate", was.Share, is.Share)
		if is.Unknown > was.Unknown || (was.Certain() && !is.Certain()) {
			t.Errorf("the rate of %v is %+v, of %v it is %+v", steps, was, finer, is)
		}
		for name, pair := range map[string][2]timeline.Occasion{"last": {second(a.Last()), second(b.Last())}, "number 2": {second(a.Nth(2)), second(b.Nth(2))}} {
			was, is := pair[0], pair[1]
			for _, id := range append(slices.Clone(is.Undecided), is.Summit) {
				if id != "" && id != was.Summit && !slices.Contains(was.Undecided, id) {
					t.Errorf("%s was not possible as %s of %v, and is of %v", id, name, steps, finer)
				}
			}
			if was.Summit != "" && is.Summit == "" {
				t.Errorf("%s cannot be never for %v, and can for %v", name, steps, finer)
			}
		}
	})
}

func second(o timeline.Occasion, _ bool) timeline.Occasion { return o }

// checkNarrower wants a measure to lie within one of which less was known.
func checkNarrower(t failer, what string, was, is timeline.Measure) {
	t.Helper()
	const dust = 1e-12
	if (was.Value != timeline.Unknown && is.Value != was.Value) ||
		(was.Value != timeline.No && is.Value != timeline.No && (is.Least < was.Least-dust || is.Most > was.Most+dust)) {
		t.Errorf("%s was %+v and is %+v", what, was, is)
	}
}

func TestOccasionText(t *testing.T) {
	closed := mustNew(t, years(8))
	tables := years(8)
	tables.Coverage = nil
	open := mustNew(t, tables)
	number := func(n int) func(h timeline.History) fmt.Stringer {
		return func(h timeline.History) fmt.Stringer { return second(h.Nth(n)) }
	}
	last := func(h timeline.History) fmt.Stringer { return second(h.Last()) }
	returns := func(h timeline.History) fmt.Stringer { return h.Returns(1) }
	lapses := func(h timeline.History) fmt.Stringer { return h.Lapses(2) }
	occasions := func(h timeline.History) fmt.Stringer { return h.Occasions() }
	rate := func(h timeline.History) fmt.Stringer { return h.Rate() }
	tests := []struct {
		of     timeline.Timeline
		steps  string
		ask    func(h timeline.History) fmt.Stringer
		want   string
		reason string
	}{
		{closed, "yny", number(2), "s-2003", "certain"},
		{closed, "yuy", number(2), "no later than s-2003; undecided: s-2002", "perhaps before"},
		{closed, "yny", number(3), "never", "not so often"},
		{closed, "yn", number(0), "never", "there is no gathering before the first"},
		{closed, "yny", last, "s-2003", "certain"},
		{closed, "yun", last, "no earlier than s-2001; undecided: s-2002", "perhaps after"},
		{open, "uy", last, "s-2002 (of the 2 listed)", "what is before does not matter, but the list does"},
		{closed, "un", last, "never on record; undecided: s-2001", "perhaps never"},
		{open, "", last, "never", "nothing to read"},
		{closed, "yyny", occasions, "3: s-2001, s-2002, s-2004", "certain"},
		{open, "yu", occasions, "1 to 2: s-2001, perhaps s-2002 (of the 2 listed)", "open"},
		{closed, "nn", returns, "0", "none"},
		{closed, "ynuy", returns, "1: perhaps s-2003, s-2004", "one of two for sure"},
		{closed, "yonuoy", returns, "1: perhaps s-2004, s-2006", "what is stepped over is no gap"},
		{closed, "ynn", lapses, "1: s-2001", "no return is needed"},
		{closed, "yn", lapses, "0", "the gap is not long enough as far as it was read"},
		{open, "", occasions, "0", "nothing to read"},
		{closed, "ynu", rate, "1 to 2 of 3", "bounds"},
		{closed, "yyn", rate, "2 of 3", "certain"},
		{closed, "", rate, "not eligible at any", "no gatherings"},
	}
	for _, test := range tests {
		t.Run(test.steps+" "+test.reason, func(t *testing.T) {
			list := steps(test.steps)
			for i := range list {
				list[i].Eligible = timeline.Yes
			}
			if diff := cmp.Diff(test.want, test.ask(history(test.of, list)).String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.steps, diff)
			}
		})
	}
}

func TestCount(t *testing.T) {
	tests := []struct {
		a, b, want timeline.Count
		reason     string
	}{
		{timeline.Count{Min: 5, Max: 5}, timeline.Count{Min: 3, Max: 3}, timeline.Count{Min: 2, Max: 2}, "certain"},
		{timeline.Count{Min: 2, Max: 5}, timeline.Count{Min: 3, Max: 7}, timeline.Count{Min: -5, Max: 2}, "the least of one meets the most of the other"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, test.a.Minus(test.b)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}
