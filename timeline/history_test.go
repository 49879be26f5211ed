package timeline_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

// years gives the tables of a series with one summit a year from 2001 on, and a list of them that is known to be complete.
func years(n int) timeline.Tables {
	tables := timeline.Tables{
		Series:  []timeline.Series{{ID: "s", Name: "S", Tier: timeline.LeadersTier}},
		Sources: []timeline.Source{{ID: "list", Kind: timeline.ListSource, Title: "List", Published: day("2001")}},
	}
	for i := range n {
		start := timeline.Date{Year: 2001 + i, Month: 5, Day: 10}
		tables.Summits = append(tables.Summits, timeline.Summit{
			ID: summitOf(i), Series: "s", Name: "Summit", Kind: timeline.Regular, Start: start, End: start, Status: timeline.Held, Format: timeline.InPerson,
		})
	}
	tables.Coverage = []timeline.Coverage{listed(n, "all", "", "2020")}
	return tables
}

func summitOf(i int) timeline.SummitID { return timeline.SummitID(fmt.Sprintf("s-%d", 2001+i)) }

// listed states that the list of the summits of [years] is complete from one date to another.
func listed(n int, id, from, until string) timeline.Coverage {
	c := timeline.Coverage{ID: id, Subject: timeline.EditionsSubject, Series: "s", From: day(from), Until: day(until), Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"list"}}
	for i := range n {
		at := fmt.Sprintf("%d-05-10", 2001+i)
		if (from == "" || day(from).First().String() <= at) && at <= day(until).Last().String() {
			c.Editions++
		}
	}
	return c
}

// An outcome is what a step is in one world: over breaks nothing and counts for nothing.
type outcome int

const (
	broken outcome = iota
	over
	hit
)

// options gives what a step can turn out to be.
func options(s timeline.Step) []outcome {
	var found []outcome
	if s.Truth != timeline.Yes {
		found = map[timeline.Truth][]outcome{timeline.Yes: {over}, timeline.No: {broken}, timeline.Unknown: {broken, over}}[s.Skip]
	}
	if s.Truth != timeline.No {
		found = append(slices.Clone(found), hit)
	}
	return found
}

// worlds calls visit with each way in which the steps can turn out.
func worlds(steps []timeline.Step, visit func(world []outcome)) {
	world := make([]outcome, len(steps))
	var fill func(i int)
	fill = func(i int) {
		if i == len(steps) {
			visit(world)
			return
		}
		for _, o := range options(steps[i]) {
			world[i] = o
			fill(i + 1)
		}
	}
	fill(0)
}

// A stretch is a run in one world.
type stretch struct{ from, to, length int }

// stretches is the plain definition of runs on settled steps.
func stretches(world []outcome) (all []stretch, current int) {
	for i, o := range world {
		switch {
		case o == broken:
			current = 0
		case o == hit && current == 0:
			all, current = append(all, stretch{i, i, 1}), 1
		case o == hit:
			current++
			all[len(all)-1] = stretch{all[len(all)-1].from, i, current}
		}
	}
	return all, current
}

func longest(world []outcome) stretch {
	best := stretch{-1, -1, 0}
	all, _ := stretches(world)
	for _, s := range all {
		if s.length > best.length {
			best = s
		}
	}
	return best
}

// history makes a history that says of each step it reads that it did.
func history(of timeline.Timeline, steps []timeline.Step) timeline.History {
	return timeline.NewHistory(of, steps, func(i int) timeline.Reading {
		claim := timeline.Claim{Table: "steps", Key: string(steps[i].Summit), Confidence: timeline.High}
		r := timeline.Reading{Why: []timeline.Reason{{Actor: timeline.ActorID(steps[i].Summit), End: timeline.Absent}}}
		if len(options(steps[i])) > 1 {
			r.Open = []timeline.Claim{claim}
		} else {
			r.Rests = []timeline.Claim{claim}
		}
		return r
	})
}

func why(i int) []timeline.Reason {
	return []timeline.Reason{{Actor: timeline.ActorID(summitOf(i)), End: timeline.Absent}}
}

// reads gives the summits whose steps an answer has read.
func reads(e timeline.Evidence) summits {
	var found summits
	for _, claims := range [][]timeline.Claim{slices.Collect(e.All()), slices.Collect(e.Open())} {
		for _, c := range claims {
			if c.Table == "steps" {
				found = append(found, timeline.SummitID(c.Key))
			}
		}
	}
	slices.Sort(found)
	return found
}

// forget makes the steps unknown that an answer says it does not rest on.
func forget(steps []timeline.Step, e timeline.Evidence) []timeline.Step {
	steps, kept := slices.Clone(steps), reads(e)
	for i := range steps {
		if !slices.Contains(kept, steps[i].Summit) {
			steps[i].Truth, steps[i].Skip = timeline.Unknown, timeline.Unknown
		}
	}
	return steps
}

type failer interface {
	Errorf(format string, args ...any)
	Helper()
}

// settles reports whether fixing the undecided gatherings leaves one answer in all worlds that agree on them, and whether there is
// one without fixing any.
func settles[A comparable](steps []timeline.Step, undecided summits, answer func(world []outcome) A) (with, without bool) {
	fixed, all := map[string]map[A]bool{}, map[A]bool{}
	worlds(steps, func(world []outcome) {
		key := ""
		for i, s := range steps {
			if slices.Contains(undecided, s.Summit) {
				key += fmt.Sprint(world[i])
			}
		}
		if fixed[key] == nil {
			fixed[key] = map[A]bool{}
		}
		a := answer(world)
		fixed[key][a], all[a] = true, true
	})
	with = true
	for _, answers := range fixed {
		with = with && len(answers) == 1
	}
	return with, len(all) == 1
}

// checkFirst compares the first gathering with all worlds.
func checkFirst(t failer, of timeline.Timeline, steps []timeline.Step) {
	t.Helper()
	possible, never := map[timeline.SummitID]bool{}, false
	worlds(steps, func(world []outcome) {
		if i := slices.Index(world, hit); i >= 0 {
			possible[steps[i].Summit] = true
		} else {
			never = true
		}
	})
	got, ok := history(of, steps).First()
	var answers summits
	answers = append(answers, got.Undecided...)
	if ok {
		answers = append(answers, got.Summit)
	}
	var want summits
	for _, s := range steps {
		if possible[s.Summit] {
			want = append(want, s.Summit)
		}
	}
	if diff := cmp.Diff(want, answers); diff != "" {
		t.Errorf("%v: possible firsts (-want +got):\n%s", steps, diff)
	}
	if ok == never || (got.Summit == "") == ok {
		t.Errorf("%v: never is possible: %v, but First says %v, %v", steps, never, got.Summit, ok)
	}
	if got.Listed != len(steps) {
		t.Errorf("%v: %d gatherings are listed, want %d", steps, got.Listed, len(steps))
	}
	// Where nothing was read, nothing is certain.
	if got.Certain() != (len(steps) > 0 && (len(possible) == 0 || (len(possible) == 1 && !never))) {
		t.Errorf("%v: Certain is %v", steps, got.Certain())
	}
	again, _ := history(of, forget(steps, got.Evidence)).First()
	if again.Summit != got.Summit || !slices.Equal(again.Undecided, got.Undecided) {
		t.Errorf("%v: with its evidence alone the first is %v", steps, again)
	}
}

// checkLongest compares the longest run with all worlds.
func checkLongest(t failer, of timeline.Timeline, steps []timeline.Step) {
	t.Helper()
	low, high := len(steps), 0
	worlds(steps, func(world []outcome) {
		n := longest(world).length
		low, high = min(low, n), max(high, n)
	})
	got := history(of, steps).Longest()
	if diff := cmp.Diff(timeline.Count{Min: low, Max: high}, got.Length); diff != "" {
		t.Errorf("%v: longest (-want +got):\n%s", steps, diff)
	}
	with, without := settles(steps, got.Undecided, longest)
	if !with {
		t.Errorf("%v: %v do not decide the longest run", steps, got.Undecided)
	}
	if without != (len(got.Undecided) == 0) || got.Certain() != (without && len(steps) > 0) {
		t.Errorf("%v: one longest run in all worlds: %v, but undecided are %v and Certain is %v", steps, without, got.Undecided, got.Certain())
	}
	// The span is the one where all that is open goes against it.
	worst := stretch{-1, -1, 0}
	if low > 0 {
		world := make([]outcome, len(steps))
		for i, s := range steps {
			world[i] = slices.Min(options(s))
		}
		worst = longest(world)
	}
	checkSpan(t, steps, got, worst)
	if len(steps) > 0 && got.Through != steps[len(steps)-1].Summit || got.Listed != len(steps) {
		t.Errorf("%v: read are %d through %s", steps, got.Listed, got.Through)
	}
	again := history(of, forget(steps, got.Evidence)).Longest()
	if again.Length != got.Length || again.From != got.From || again.To != got.To {
		t.Errorf("%v: with its evidence alone the longest is %v", steps, again)
	}
}

// checkSpan wants a run to have the span and to end at the first gathering after it that might break it.
func checkSpan(t failer, steps []timeline.Step, got timeline.Run, want stretch) {
	t.Helper()
	var from, to, ended timeline.SummitID
	var reason []timeline.Reason
	if want.length > 0 {
		from, to = steps[want.from].Summit, steps[want.to].Summit
		for i := want.to + 1; i < len(steps) && ended == ""; i++ {
			if slices.Contains(options(steps[i]), broken) {
				ended, reason = steps[i].Summit, why(i)
			}
		}
	}
	if diff := cmp.Diff(summits{from, to, ended}, summits{got.From, got.To, got.Ended}); diff != "" {
		t.Errorf("%v: from, to, ended (-want +got):\n%s", steps, diff)
	}
	if diff := cmp.Diff(reason, got.Why); diff != "" {
		t.Errorf("%v: why (-want +got):\n%s", steps, diff)
	}
}

// checkCurrent compares the current run with all worlds.
func checkCurrent(t failer, of timeline.Timeline, steps []timeline.Step) {
	t.Helper()
	low, high := len(steps), 0
	current := func(world []outcome) int {
		_, n := stretches(world)
		return n
	}
	worlds(steps, func(world []outcome) { low, high = min(low, current(world)), max(high, current(world)) })
	got := history(of, steps).Current()
	if diff := cmp.Diff(timeline.Count{Min: low, Max: high}, got.Length); diff != "" {
		t.Errorf("%v: current (-want +got):\n%s", steps, diff)
	}
	with, without := settles(steps, got.Undecided, current)
	if !with {
		t.Errorf("%v: %v do not decide the current run", steps, got.Undecided)
	}
	if without != (len(got.Undecided) == 0) || got.Certain() != (without && len(steps) > 0) {
		t.Errorf("%v: one current run in all worlds: %v, but undecided are %v and Certain is %v", steps, without, got.Undecided, got.Certain())
	}
	again := history(of, forget(steps, got.Evidence)).Current()
	if again.Length != got.Length {
		t.Errorf("%v: with its evidence alone the current run is %v", steps, again)
	}
}

// checkCurrentSpan looks at what is told of the current run besides its length: a sure one reaches back to its first hit and has
// not ended; else the last gathering that might break a run is why there is none.
func checkCurrentSpan(t failer, of timeline.Timeline, steps []timeline.Step) {
	t.Helper()
	got := history(of, steps).Current()
	last := -1
	for i, s := range steps {
		if slices.Contains(options(s), broken) {
			last = i
		}
	}
	var want stretch
	for i := last + 1; i < len(steps); i++ {
		if slices.Min(options(steps[i])) == hit {
			if want.length == 0 {
				want.from = i
			}
			want.to = i
			want.length++
		}
	}
	if want.length > 0 {
		checkSpan(t, steps, got, want)
		return
	}
	var ended timeline.SummitID
	var reason []timeline.Reason
	if last >= 0 {
		ended, reason = steps[last].Summit, why(last)
	}
	if diff := cmp.Diff(summits{"", "", ended}, summits{got.From, got.To, got.Ended}); diff != "" {
		t.Errorf("%v: from, to, ended (-want +got):\n%s", steps, diff)
	}
	if diff := cmp.Diff(reason, got.Why); diff != "" {
		t.Errorf("%v: why (-want +got):\n%s", steps, diff)
	}
}

var checks = []struct {
	name string
	run  func(t failer, of timeline.Timeline, steps []timeline.Step)
}{
	{"first", checkFirst},
	{"longest", checkLongest},
	{"current", checkCurrent},
	{"current span", checkCurrentSpan},
	{"nth", checkNth},
	{"last", checkLast},
	{"occasions", checkOccasions},
}

var truths = []timeline.Truth{timeline.No, timeline.Unknown, timeline.Yes}

// TestHistoryExhaustive enumerates every world of every short history.
func TestHistoryExhaustive(t *testing.T) {
	of := mustNew(t, years(8))
	for _, check := range checks {
		t.Run(check.name, func(t *testing.T) {
			for n := range 5 {
				steps := make([]timeline.Step, n)
				var fill func(i int)
				fill = func(i int) {
					if i == n {
						check.run(t, of, steps)
						return
					}
					for _, truth := range truths {
						for _, skip := range truths {
							if t.Failed() {
								return // the shortest history that fails is enough
							}
							steps[i] = timeline.Step{Summit: summitOf(i), Truth: truth, Skip: skip}
							fill(i + 1)
						}
					}
				}
				fill(0)
			}
		})
	}
}

// TestHistoryWorlds enumerates every world of longer random histories.
func TestHistoryWorlds(t *testing.T) {
	of := mustNew(t, years(8))
	for _, check := range checks {
		t.Run(check.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				steps := make([]timeline.Step, rapid.IntRange(0, 8).Draw(t, "n"))
				skips := []timeline.Truth{timeline.No}
				if rapid.Bool().Draw(t, "skips") {
					skips = truths
				}
				for i := range steps {
					steps[i] = timeline.Step{
						Summit: summitOf(i),
						Truth:  rapid.SampledFrom(truths).Draw(t, "truth"),
						Skip:   rapid.SampledFrom(skips).Draw(t, "skip"),
					}
				}
				check.run(t, of, steps)
			})
		})
	}
}

// More knowledge never contradicts: settling a step that was open only narrows what was answered.
func TestHistoryRefinement(t *testing.T) {
	of := mustNew(t, years(8))
	rapid.Check(t, func(t *rapid.T) {
		steps := make([]timeline.Step, rapid.IntRange(1, 8).Draw(t, "n"))
		for i := range steps {
			steps[i] = timeline.Step{Summit: summitOf(i), Truth: rapid.SampledFrom(truths).Draw(t, "truth"), Skip: rapid.SampledFrom(truths).Draw(t, "skip")}
		}
		finer := slices.Clone(steps)
		at := rapid.IntRange(0, len(steps)-1).Draw(t, "at")
		if finer[at].Truth == timeline.Unknown {
			finer[at].Truth = rapid.SampledFrom(truths).Draw(t, "learnt")
		} else if finer[at].Skip == timeline.Unknown {
			finer[at].Skip = rapid.SampledFrom(truths).Draw(t, "learnt")
		}
		a, b := history(of, steps), history(of, finer)
		for name, pair := range map[string][2]timeline.Run{"longest": {a.Longest(), b.Longest()}, "current": {a.Current(), b.Current()}} {
			was, is := pair[0], pair[1]
			if is.Length.Min < was.Length.Min || is.Length.Max > was.Length.Max || (was.Certain() && !is.Certain()) {
				t.Errorf("%s of %v is %v, of %v it is %v", name, steps, was, finer, is)
			}
		}
		was, _ := a.First()
		is, ok := b.First()
		for _, id := range append(slices.Clone(is.Undecided), is.Summit) {
			if id != "" && id != was.Summit && !slices.Contains(was.Undecided, id) {
				t.Errorf("%s was no possible first of %v, and is of %v", id, steps, finer)
			}
		}
		if was.Summit != "" && !ok {
			t.Errorf("never was impossible for %v, and is possible for %v", steps, finer)
		}
	})
}

// steps reads a history from one letter a step: yes, no, unknown, over (a no that is stepped over) and maybe (a no of which that is not known).
func steps(text string) []timeline.Step {
	var list []timeline.Step
	for i, r := range text {
		s := map[rune]timeline.Step{
			'y': {Truth: timeline.Yes, Skip: timeline.No},
			'n': {Truth: timeline.No, Skip: timeline.No},
			'u': {Truth: timeline.Unknown, Skip: timeline.No},
			'o': {Truth: timeline.No, Skip: timeline.Yes},
			'm': {Truth: timeline.No, Skip: timeline.Unknown},
		}[r]
		s.Summit = summitOf(i)
		list = append(list, s)
	}
	return list
}

func TestHistoryText(t *testing.T) {
	closed := mustNew(t, years(8))
	tables := years(8)
	tables.Coverage = nil
	open := mustNew(t, tables)
	first := func(h timeline.History) fmt.Stringer {
		o, _ := h.First()
		return o
	}
	longest := func(h timeline.History) fmt.Stringer { return h.Longest() }
	current := func(h timeline.History) fmt.Stringer { return h.Current() }
	tests := []struct {
		of     timeline.Timeline
		steps  string
		ask    func(h timeline.History) fmt.Stringer
		want   string
		reason string
	}{
		{closed, "ny", first, "s-2002", "certain"},
		{open, "ny", first, "s-2002 (of the 2 listed)", "the list is not known to be complete"},
		{closed, "uuy", first, "no later than s-2003; undecided: s-2001, s-2002", "not certain"},
		{open, "nuyy", first, "no later than s-2003; undecided: s-2002 (of the 4 listed)", "neither"},
		{closed, "nn", first, "never", "certainly not"},
		{open, "nn", first, "never (of the 2 listed)", "not at those listed"},
		{closed, "nu", first, "never on record; undecided: s-2002", "perhaps never"},
		{open, "", first, "never", "nothing to read"},
		{closed, "yynyyyn", longest, "3, s-2004 to s-2006, ended at s-2007: s-2007 absent", "certain"},
		{closed, "yuy", longest, "1 to 3, s-2001 to s-2001, ended at s-2002: s-2002 absent; undecided: s-2002", "a gap"},
		{closed, "nuy", longest, "1 to 2, s-2003 to s-2003; undecided: s-2002", "goes on"},
		{closed, "uny", longest, "1, s-2003 to s-2003; undecided: s-2001", "another might be as long and earlier"},
		{closed, "ynu", longest, "1, s-2001 to s-2001, ended at s-2002: s-2002 absent", "a later one as long changes nothing"},
		{closed, "nn", longest, "0", "none"},
		{open, "y", longest, "1, s-2001 to s-2001 (of the 1 listed)", "the list is open"},
		{closed, "yoy", longest, "2, s-2001 to s-2003", "stepped over"},
		{closed, "yyn", current, "0, ended at s-2003: s-2003 absent", "ended"},
		{closed, "nyoy", current, "2, s-2002 to s-2004", "goes on over a step"},
		{closed, "nuy", current, "1 to 2, s-2003 to s-2003; undecided: s-2002", "perhaps longer"},
		{closed, "ym", current, "0 to 1, ended at s-2002: s-2002 absent; undecided: s-2002", "perhaps stepped over"},
		{closed, "yno", current, "0, ended at s-2002: s-2002 absent", "what is stepped over ends no run"},
		{closed, "o", current, "0", "nothing to end"},
	}
	for _, test := range tests {
		t.Run(test.steps+" "+test.reason, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.ask(history(test.of, steps(test.steps))).String()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", test.steps, diff)
			}
		})
	}
}

func TestRunReasons(t *testing.T) {
	run := timeline.Run{Length: timeline.Count{Min: 1, Max: 1}, From: "a", To: "a", Ended: "b", Closed: true, Why: []timeline.Reason{
		{Actor: "AUS", End: timeline.Outside}, {Actor: "NZL", End: timeline.BelowLevel}, {Actor: "JPN", End: timeline.Outside}, {End: timeline.Apart},
	}}
	if diff := cmp.Diff("1, a to a, ended at b: AUS, JPN outside; NZL below_level; apart", run.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	run.Why = nil
	if diff := cmp.Diff("1, a to a, ended at b", run.String()); diff != "" {
		t.Errorf("without reasons (-want +got):\n%s", diff)
	}
}

// An answer is certain only if no row among its evidence is weak: of low confidence, or foretold.
func TestCertainNeedsStrongEvidence(t *testing.T) {
	of := mustNew(t, years(3))
	tests := []struct {
		reason string
		claim  timeline.Claim
		want   bool
	}{
		{"high", timeline.Claim{Confidence: timeline.High}, true},
		{"medium", timeline.Claim{Confidence: timeline.Medium}, true},
		{"a table without confidence", timeline.Claim{}, true},
		{"low", timeline.Claim{Confidence: timeline.Low}, false},
		{"foretold", timeline.Claim{Confidence: timeline.High, Foretold: true}, false},
	}
	for _, test := range tests {
		h := timeline.NewHistory(of, steps("yy"), func(i int) timeline.Reading {
			if i > 0 {
				return timeline.Reading{}
			}
			test.claim.Table, test.claim.Key = "x", "x"
			return timeline.Reading{Rests: []timeline.Claim{test.claim}}
		})
		first, ok := h.First()
		require.True(t, ok)
		if got := []bool{first.Certain(), h.Longest().Certain(), h.Current().Certain()}; !slices.Equal(got, []bool{test.want, test.want, test.want}) {
			t.Errorf("%s: first, longest, current are certain: %v", test.reason, got)
		}
	}
	// A weak row that the answer does not rest on does not matter.
	h := timeline.NewHistory(of, steps("yny"), func(i int) timeline.Reading {
		return timeline.Reading{Rests: []timeline.Claim{{Table: "x", Key: fmt.Sprint(i), Confidence: []timeline.Confidence{timeline.Low, timeline.High, timeline.High}[i]}}}
	})
	if !h.Current().Certain() {
		t.Error("what lies before the last break makes the current run uncertain")
	}
	if h.Longest().Certain() {
		t.Error("the longest run rests on a weak row and is certain")
	}
	// And a statement on the list is evidence like any other.
	tables := years(3)
	tables.Coverage[0].Confidence = timeline.Low
	if h := history(mustNew(t, tables), steps("yyy")); h.Current().Certain() || h.Longest().Certain() || !h.Current().Closed {
		t.Error("a list closed by a weak row makes a certain answer")
	}
}

// What is read is asked for when it is wanted, not before: most answers are never explained.
func TestHistoryIsLazy(t *testing.T) {
	read := 0
	h := timeline.NewHistory(mustNew(t, years(3)), steps("yyy"), func(int) timeline.Reading {
		read++
		return timeline.Reading{}
	})
	_, _ = h.First()
	_ = h.Longest()
	if read > 0 {
		t.Errorf("%d steps were read for nothing", read)
	}
}

func TestHistoryCopies(t *testing.T) {
	given := steps("yn")
	h := timeline.NewHistory(mustNew(t, years(2)), given, func(int) timeline.Reading { return timeline.Reading{} })
	given[0].Truth = timeline.No
	if diff := cmp.Diff(steps("yn"), slices.Collect(h.All())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var zero timeline.History
	if first, ok := zero.First(); ok || first.String() != "never" || zero.Longest().String() != "0" || zero.Current().String() != "0" {
		t.Errorf("the zero history has %v, %v, %v", first, zero.Longest(), zero.Current())
	}
}

func TestHistoryEqual(t *testing.T) {
	steps := []timeline.Step{{Summit: "a", Truth: timeline.Yes}, {Summit: "b", Skip: timeline.No}}
	h := timeline.NewHistory(timeline.Timeline{}, steps, nil)
	steps[0].Truth = timeline.No // the history has its own
	if !h.Equal(timeline.NewHistory(timeline.Timeline{}, []timeline.Step{{Summit: "a", Truth: timeline.Yes}, {Summit: "b", Skip: timeline.No}}, nil)) {
		t.Error("the same steps are not equal")
	}
	if h.Equal(timeline.NewHistory(timeline.Timeline{}, steps, nil)) || h.Equal(timeline.History{}) {
		t.Error("other steps are equal")
	}
}
