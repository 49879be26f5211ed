package timeline_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

type counts = map[timeline.TopicID]int

func TestProfileByHand(t *testing.T) {
	type value struct {
		Value float64
		OK    bool
	}
	some := func(v float64) value { return value{v, true} }
	tests := []struct {
		reason                       string
		counts                       counts
		entropy, evenness, effective value
	}{
		{"nothing", nil, value{}, value{}, value{}},
		{"counts below 1 are left out", counts{"a": 0, "b": -1}, value{}, value{}, value{}},
		{"one topic has it all", counts{"a": 7}, some(0), value{}, some(1)},
		{"four alike", counts{"a": 3, "b": 3, "c": 3, "d": 3}, some(math.Log(4)), some(1), some(4)},
		{"1/2, 1/4, 1/8, 1/8: 1.75 bits of 2", counts{"a": 4, "b": 2, "c": 1, "d": 1}, some(1.2130075659799042), some(0.875), some(3.363585661014858)},
		{"2/3 and 1/3", counts{"a": 2, "b": 1, "c": 0}, some(0.6365141682948128), some(0.9182958340544896), some(1.8898815748423097)},
	}
	for _, test := range tests {
		p := timeline.NewProfile(test.counts)
		of := func(f func() (float64, bool)) value {
			v, ok := f()
			return value{v, ok}
		}
		if diff := cmp.Diff([]value{test.entropy, test.evenness, test.effective}, []value{of(p.Entropy), of(p.Evenness), of(p.Effective)}, dust); diff != "" {
			t.Errorf("%s: entropy, evenness, effective number (-want +got):\n%s", test.reason, diff)
		}
	}
}

func TestProfileShift(t *testing.T) {
	tests := []struct {
		reason string
		p, q   counts
		want   float64
		ok     bool
	}{
		{"the same shares of other counts", counts{"a": 1, "b": 2}, counts{"a": 2, "b": 4}, 0, true},
		{"nothing in common", counts{"a": 1, "b": 2}, counts{"c": 5}, 1, true},
		{"half of a quarter, a half and three quarters", counts{"a": 1, "b": 1}, counts{"a": 1, "c": 3}, 0.75, true},
		{"a third moved", counts{"a": 2, "b": 1}, counts{"a": 1, "b": 2}, 1.0 / 3, true},
		{"nothing before", nil, counts{"a": 1}, 0, false},
		{"nothing after", counts{"a": 1}, nil, 0, false},
	}
	for _, test := range tests {
		p, q := timeline.NewProfile(test.p), timeline.NewProfile(test.q)
		there, ok := p.Shift(q)
		back, also := q.Shift(p)
		if !near(there, test.want) || !near(back, test.want) || ok != test.ok || also != test.ok {
			t.Errorf("%s: %v, %v and back %v, %v, want %v, %v", test.reason, there, ok, back, also, test.want, test.ok)
		}
	}
}

func TestProfileReads(t *testing.T) {
	given := counts{"b": 2, "a": 5, "z": 0}
	p := timeline.NewProfile(given)
	given["a"] = 1 // the profile has its own
	var ids topics
	var numbers []int
	for id, n := range p.All() {
		ids, numbers = append(ids, id), append(numbers, n)
	}
	if diff := cmp.Diff([]any{topics{"a", "b"}, []int{5, 2}, 7, 5, 2, 0, 0}, []any{ids, numbers, p.Total(), p.Count("a"), p.Count("b"), p.Count("z"), p.Count("c")}); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	for range p.All() {
		break // a range may be left early
	}
	if !p.Equal(timeline.NewProfile(counts{"a": 5, "b": 2})) || p.Equal(timeline.NewProfile(counts{"a": 5, "b": 3})) || p.Equal(timeline.NewProfile(counts{"a": 5})) || p.Equal(timeline.Profile{}) {
		t.Error("profiles are equal or not without regard to their counts")
	}
	if !p.Topics().Equal(timeline.NewTopicSet("a", "b")) {
		t.Errorf("topics are %v", p.Topics())
	}
}

// Two documents count twice, two rows of one document once, and a masked row not at all.
func TestAgendaProfile(t *testing.T) {
	tables := sample()
	again := tables.Mentions[2] // climate at alpha-2001, in the communique
	again.Session = "alpha-2001-plenary"
	other := tables.Mentions[2]
	other.Source, other.Confidence = "press-2001", timeline.Medium
	weak := tables.Mentions[2]
	weak.Source, weak.Confidence = "undated", timeline.Low
	tables.Mentions = append(tables.Mentions, again, other, weak)
	agenda := mustSelect(t, mustNew(t, tables), timeline.Filter{Series: "alpha"}).Trusting(timeline.Medium).Agenda(timeline.Basis{})
	if want := timeline.NewProfile(counts{"climate": 4, "security": 1, "trade": 1, "cyber-defence": 1}); !agenda.Profile().Equal(want) {
		t.Errorf("the profile is %v, want %v", agenda.Profile(), want)
	}
	e, err := agenda.At("alpha-2001")
	require.NoError(t, err)
	if want := timeline.NewProfile(counts{"climate": 2, "security": 1}); !e.Profile.Equal(want) {
		t.Errorf("the profile of one gathering is %v, want %v", e.Profile, want)
	}
	rolled := mustNew(t, tables).Agenda(timeline.Basis{Depth: 1}).Profile()
	if rolled.Count("security") != 2 || rolled.Count("cyber-defence") != 0 {
		t.Errorf("by roots the profile is %v", rolled)
	}
}

// ranking makes a profile that ranks topics as in "a (b c) d", where b and c share their ranks.
func ranking(text string) timeline.Profile {
	made, next, tied := counts{}, 1000, false
	for _, word := range strings.Fields(text) {
		if strings.HasPrefix(word, "(") {
			tied = true
		}
		made[timeline.TopicID(strings.Trim(word, "()"))] = next
		if strings.HasSuffix(word, ")") {
			tied = false
		}
		if !tied {
			next--
		}
	}
	return timeline.NewProfile(made)
}

// The values are those that the authors of Corsi and Urbano 2024, "The Treatment of Ties in Rank-Biased Overlap",
// arXiv:2406.07121, publish for the variant in which ties are averaged.
func TestRankOverlapPublished(t *testing.T) {
	tests := []struct {
		x, y                string
		p                   float64
		extrapolated, least float64
		residual            float64
		digits              float64
	}{
		{"red (blue green) yellow pink", "(blue red) white (yellow black purple) green", 0.95, 0.6922853, 0.3310519, 0.5620173, 1e-7},
		{"i4 (i2 i14) i7 i5 i3", "(i9 i13) (i6 i8) i1 i5 i10 i15 i11", 0.986650551181127, 0.155835200392091, 0.02839705430193, 0.86245387017103, 1e-9},
		{"i3 (i1 i5 i7) i9", "(i1 i9) i7 i3 i4", 0.930093081332594, 0.678580739450433, 0.333244970824414, 0.484543086103469, 1e-9},
		{"(i3 i6) (i2 i7) i10", "(i3 i6 i7 i10) (i1 i2)", 0.965413635276732, 0.92051534467649, 0.319428239558438, 0.615064167117501, 1e-9},
	}
	for _, test := range tests {
		got, ok := ranking(test.x).RankOverlap(ranking(test.y), test.p)
		require.True(t, ok)
		for name, pair := range map[string][2]float64{
			"extrapolated": {test.extrapolated, got.Extrapolated}, "least": {test.least, got.Least}, "residual": {test.residual, got.Residual},
		} {
			if math.Abs(pair[0]-pair[1]) > test.digits {
				t.Errorf("%s and %s: %s is %.12f, published is %.12f", test.x, test.y, name, pair[1], pair[0])
			}
		}
	}
}

// agreement is how many of the first d of two lists are the same; a list that has ended has no more.
func agreement(a, b topics, d int) int {
	n := 0
	for _, x := range a[:min(d, len(a))] {
		if slices.Contains(b[:min(d, len(b))], x) {
			n++
		}
	}
	return n
}

// overlapOf is the definition: the sum of the agreement at each depth. Beyond the lists it is the same number, or all that there is.
func overlapOf(a, b topics, p float64, beyond func(d int) float64) float64 {
	sum, weight := 0.0, 1-p
	for d := 1; weight > 1e-18; d++ {
		if d <= max(len(a), len(b)) {
			sum += weight * float64(agreement(a, b, d)) / float64(d)
		} else {
			sum += weight * beyond(d) / float64(d)
		}
		weight *= p
	}
	return sum
}

// best is the greatest overlap that two lists can go on to have, by trying what each may go on with until both have all in common.
func best(a, b topics, p float64) float64 {
	all := slices.Clone(a)
	for _, id := range b {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	full := func(d int) float64 { return float64(d) } // from there on both go on with the same
	found := 0.0
	var extend func(a, b topics)
	extend = func(a, b topics) {
		if len(a) == len(all) && len(b) == len(all) {
			found = max(found, overlapOf(a, b, p, full))
			return
		}
		for _, id := range all {
			if len(a) <= len(b) && len(a) < len(all) && !slices.Contains(a, id) {
				extend(append(a[:len(a):len(a)], id), b)
			} else if (len(a) > len(b) || len(a) == len(all)) && !slices.Contains(b, id) {
				extend(a, append(b[:len(b):len(b)], id))
			}
		}
	}
	extend(a, b)
	return found
}

func genRanking() *rapid.Generator[topics] {
	return rapid.Custom(func(t *rapid.T) topics {
		all := rapid.Permutation(topics{"a", "b", "c", "d", "e"}).Draw(t, "order")
		return all[:rapid.IntRange(1, 4).Draw(t, "n")]
	})
}

func genPatience() *rapid.Generator[float64] {
	return rapid.SampledFrom([]float64{0.1, 0.5, 0.8, 0.9, 0.95})
}

// TestRankOverlapWorlds compares lists without ties with all ways in which they can go on.
func TestRankOverlapWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b, p := genRanking().Draw(t, "a"), genRanking().Draw(t, "b"), genPatience().Draw(t, "p")
		got, ok := ranking(join(a)).RankOverlap(ranking(join(b)), p)
		require.True(t, ok)
		common := float64(agreement(a, b, 5))
		if want := overlapOf(a, b, p, func(int) float64 { return common }); math.Abs(want-got.Least) > 1e-9 {
			t.Errorf("%v and %v: least is %v, want %v", a, b, got.Least, want)
		}
		if want := best(a, b, p); math.Abs(want-got.Least-got.Residual) > 1e-9 {
			t.Errorf("%v and %v: at best it is %v, want %v", a, b, got.Least+got.Residual, want)
		}
		if got.Extrapolated < got.Least-1e-9 || got.Extrapolated > got.Least+got.Residual+1e-9 {
			t.Errorf("%v and %v: extrapolated beyond the bounds: %+v", a, b, got)
		}
		// Lists of one length go on agreeing as they do at the end.
		if len(a) == len(b) {
			n := float64(len(a))
			if want := overlapOf(a, b, p, func(d int) float64 { return common / n * float64(d) }); math.Abs(want-got.Extrapolated) > 1e-9 {
				t.Errorf("%v and %v: extrapolated is %v, want %v", a, b, got.Extrapolated, want)
			}
		}
		back, _ := ranking(join(b)).RankOverlap(ranking(join(a)), p)
		if diff := cmp.Diff(got, back, dust); diff != "" {
			t.Errorf("%v and %v: there and back (-there +back):\n%s", a, b, diff)
		}
		itself, _ := ranking(join(a)).RankOverlap(ranking(join(a)), p)
		if !near(itself.Extrapolated, 1) || !near(itself.Least+itself.Residual, 1) {
			t.Errorf("%v with itself is %+v", a, itself)
		}
	})
}

func join(a topics) string {
	words := make([]string, len(a))
	for i, id := range a {
		words[i] = string(id)
	}
	return strings.Join(words, " ")
}

// orders calls visit with each order that a profile with ties can have.
func orders(p timeline.Profile, visit func(order topics)) {
	var rest topics
	for id := range p.All() {
		rest = append(rest, id)
	}
	var fill func(order, rest topics)
	fill = func(order, rest topics) {
		if len(rest) == 0 {
			visit(order)
			return
		}
		top := 0
		for _, id := range rest {
			top = max(top, p.Count(id))
		}
		for i, id := range rest {
			if p.Count(id) == top {
				fill(append(order[:len(order):len(order)], id), slices.Delete(slices.Clone(rest), i, i+1))
			}
		}
	}
	fill(nil, rest)
}

// TestRankOverlapTies wants ties to be the mean over all orders of them.
func TestRankOverlapTies(t *testing.T) {
	gen := rapid.MapOfN(rapid.SampledFrom(letters), rapid.IntRange(1, 3), 1, 4)
	rapid.Check(t, func(t *rapid.T) {
		p, q, x := timeline.NewProfile(gen.Draw(t, "p")), timeline.NewProfile(gen.Draw(t, "q")), genPatience().Draw(t, "patience")
		var want timeline.RankOverlap
		n := 0.0
		orders(p, func(a topics) {
			orders(q, func(b topics) {
				one, ok := ranking(join(a)).RankOverlap(ranking(join(b)), x)
				require.True(t, ok)
				want.Least, want.Residual, want.Extrapolated, n = want.Least+one.Least, want.Residual+one.Residual, want.Extrapolated+one.Extrapolated, n+1
			})
		})
		want.Least, want.Residual, want.Extrapolated = want.Least/n, want.Residual/n, want.Extrapolated/n
		got, ok := p.RankOverlap(q, x)
		require.True(t, ok)
		if diff := cmp.Diff(want, got, dust); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		back, _ := q.RankOverlap(p, x)
		if diff := cmp.Diff(got, back, dust); diff != "" {
			t.Errorf("there and back (-there +back):\n%s", diff)
		}
	})
}

func TestRankOverlapNeedsTopicsAndPatience(t *testing.T) {
	some := ranking("a b")
	for _, p := range []float64{-1, 0, 1, 2, math.NaN(), math.Inf(1)} {
		if got, ok := some.RankOverlap(some, p); ok || got != (timeline.RankOverlap{}) {
			t.Errorf("with patience %v it is %+v", p, got)
		}
	}
	for _, pair := range [][2]timeline.Profile{{some, {}}, {{}, some}, {{}, {}}} {
		if got, ok := pair[0].RankOverlap(pair[1], 0.9); ok || got != (timeline.RankOverlap{}) {
			t.Errorf("with nothing it is %+v", got)
		}
	}
	for _, p := range []float64{1e-9, 0.999999} {
		if got, ok := some.RankOverlap(some, p); !ok || !near(got.Extrapolated, 1) {
			t.Errorf("with patience %v it is %+v", p, got)
		}
	}
}
