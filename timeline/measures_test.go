package timeline_test

import (
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

// A bound collects the values that a ratio has in one world after the other.
type bound struct {
	values map[float64]bool
	none   int // worlds without a value
}

func (b *bound) see(part, whole int) {
	if whole == 0 {
		b.none++
		return
	}
	if b.values == nil {
		b.values = map[float64]bool{}
	}
	b.values[float64(part)/float64(whole)] = true
}

func (b *bound) measure() timeline.Measure {
	m := timeline.Measure{Value: timeline.Unknown}
	switch {
	case len(b.values) == 0:
		return timeline.Measure{Value: timeline.No}
	case b.none == 0:
		m.Value = timeline.Yes
	}
	m.Least, m.Most = math.Inf(1), math.Inf(-1)
	for v := range b.values {
		m.Least, m.Most = min(m.Least, v), max(m.Most, v)
	}
	return m
}

// A member is where one element is, in one world.
type member struct{ was, is, before bool }

// A count of members is all that the measures depend on.
type census struct{ kept, added, dropped, fresh, back int }

func (c census) with(m member) census {
	switch {
	case m.was && m.is:
		c.kept++
	case m.was:
		c.dropped++
	case m.is && m.before:
		c.added++
		c.back++
	case m.is:
		c.added++
		c.fresh++
	}
	return c
}

// slowMeasures is the definition: each formula in each world, where options has what each element may be.
func slowMeasures(options [][]member) timeline.Measures {
	worlds := map[census]bool{{}: true}
	for _, may := range options {
		next := map[census]bool{}
		for c := range worlds {
			for _, m := range may {
				next[c.with(m)] = true
			}
		}
		worlds = next
	}
	var jaccard, dice, overlap, turnover, persistence, kept, novelty, back bound
	for c := range worlds {
		was, is, any := c.kept+c.dropped, c.kept+c.added, c.kept+c.added+c.dropped
		jaccard.see(c.kept, any)
		dice.see(2*c.kept, was+is)
		overlap.see(c.kept, min(was, is))
		turnover.see(c.added+c.dropped, any)
		persistence.see(c.kept, was)
		kept.see(c.kept, is)
		novelty.see(c.fresh, is)
		back.see(c.back, is)
	}
	return timeline.Measures{
		Jaccard: jaccard.measure(), Dice: dice.measure(), Overlap: overlap.measure(), Turnover: turnover.measure(),
		Persistence: persistence.measure(), Kept: kept.measure(), Novelty: novelty.measure(), Return: back.measure(),
	}
}

// dust lets two ways of computing one fraction differ in the last digit.
var dust = cmpopts.EquateApprox(0, 1e-12)

func allowed(t timeline.Truth) []bool {
	return map[timeline.Truth][]bool{timeline.Yes: {true}, timeline.No: {false}, timeline.Unknown: {false, true}}[t]
}

// membersOf gives what a passage may be.
func membersOf(p timeline.Passage) []member {
	var may []member
	for _, was := range allowed(p.Was) {
		for _, is := range allowed(p.Is) {
			for _, before := range allowed(p.Before) {
				may = append(may, member{was, is, before})
			}
		}
	}
	return may
}

func checkMeasures(t failer, passages []timeline.Passage) {
	t.Helper()
	options := make([][]member, len(passages))
	for i, p := range passages {
		options[i] = membersOf(p)
	}
	want, got := slowMeasures(options), timeline.NewMeasures(passages)
	if diff := cmp.Diff(want, got, dust); diff != "" {
		t.Errorf("%v (-want +got):\n%s", passages, diff)
	}
	for name, pair := range map[string][2]timeline.Measure{
		"jaccard": {want.Jaccard, got.Jaccard}, "overlap": {want.Overlap, got.Overlap}, "persistence": {want.Persistence, got.Persistence},
		"kept": {want.Kept, got.Kept}, "novelty": {want.Novelty, got.Novelty}, "return": {want.Return, got.Return},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%v: %s is not the very fraction: %v, want %v", passages, name, pair[1], pair[0])
		}
	}
	if got.Loosened() != loosened(got) {
		t.Errorf("%v: loosened they are %+v", passages, got.Loosened())
	}
}

// loosened wants only what has bounds that differ to be loose.
func loosened(m timeline.Measures) timeline.Measures {
	for _, one := range []*timeline.Measure{&m.Jaccard, &m.Dice, &m.Overlap, &m.Turnover, &m.Persistence, &m.Kept, &m.Novelty, &m.Return} {
		one.Loose = one.Least < one.Most
	}
	return m
}

// TestMeasuresExhaustive enumerates every world of every few elements. The order of the elements is nothing.
func TestMeasuresExhaustive(t *testing.T) {
	var kinds []timeline.Passage
	for _, was := range truths {
		for _, is := range truths {
			for _, before := range truths {
				kinds = append(kinds, timeline.Passage{Was: was, Is: is, Before: before})
			}
		}
	}
	var fill func(passages []timeline.Passage, from int)
	fill = func(passages []timeline.Passage, from int) {
		if checkMeasures(t, passages); len(passages) == 2 {
			return
		}
		for k := from; k < len(kinds) && !t.Failed(); k++ {
			fill(append(passages[:len(passages):len(passages)], kinds[k]), k)
		}
	}
	fill(nil, 0)
	// Without the third part more elements are within reach.
	kinds = nil
	for _, was := range truths {
		for _, is := range truths {
			kinds = append(kinds, timeline.Passage{Was: was, Is: is, Before: timeline.No})
		}
	}
	var longer func(passages []timeline.Passage, from int)
	longer = func(passages []timeline.Passage, from int) {
		if len(passages) == 5 {
			checkMeasures(t, passages)
			return
		}
		for k := from; k < len(kinds) && !t.Failed(); k++ {
			longer(append(passages[:len(passages):len(passages)], kinds[k]), k)
		}
	}
	longer(nil, 0)
}

// A value that is none of the three is one that is not known.
func TestMeasuresOfNoTruth(t *testing.T) {
	want := timeline.NewMeasures([]timeline.Passage{{}})
	if diff := cmp.Diff(want, timeline.NewMeasures([]timeline.Passage{{Was: 9, Is: 200, Before: 3}})); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func genPassages() *rapid.Generator[[]timeline.Passage] {
	truth := rapid.SampledFrom(truths)
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) timeline.Passage {
		return timeline.Passage{Was: truth.Draw(t, "was"), Is: truth.Draw(t, "is"), Before: truth.Draw(t, "before")}
	}), 0, 9)
}

func TestMeasuresWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { checkMeasures(t, genPassages().Draw(t, "passages")) })
}

// each calls visit with each measure.
func each(m timeline.Measures, visit func(name string, m timeline.Measure)) {
	visit("jaccard", m.Jaccard)
	visit("dice", m.Dice)
	visit("overlap", m.Overlap)
	visit("turnover", m.Turnover)
	visit("persistence", m.Persistence)
	visit("kept", m.Kept)
	visit("novelty", m.Novelty)
	visit("return", m.Return)
}

// checkMeasuresNarrower wants each measure to lie within what was known of it before.
func checkMeasuresNarrower(t failer, was, is timeline.Measures) {
	t.Helper()
	before := map[string]timeline.Measure{}
	each(was, func(name string, m timeline.Measure) { before[name] = m })
	each(is, func(name string, m timeline.Measure) { checkNarrower(t, name, before[name], m) })
}

func TestMeasuresRefinement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		passages := genPassages().Filter(func(p []timeline.Passage) bool { return len(p) > 0 }).Draw(t, "passages")
		was := timeline.NewMeasures(passages)
		p := &passages[rapid.IntRange(0, len(passages)-1).Draw(t, "at")]
		part := []*timeline.Truth{&p.Was, &p.Is, &p.Before}[rapid.IntRange(0, 2).Draw(t, "part")]
		if *part == timeline.Unknown {
			*part = rapid.SampledFrom(truths).Draw(t, "learnt")
		}
		checkMeasuresNarrower(t, was, timeline.NewMeasures(passages))
	})
}

// TestSetMeasureAlgebra holds the measures of complete sets to their algebra, and both ways of computing them to each other.
func TestSetMeasureAlgebra(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := timeline.NewTopicSet(genTopics().Draw(t, "a")...), timeline.NewTopicSet(genTopics().Draw(t, "b")...)
		if rapid.Bool().Draw(t, "subset") {
			b = a.Union(b)
		}
		earlier := timeline.NewTopicSet(genTopics().Draw(t, "earlier")...)
		truth := func(yes bool) timeline.Truth {
			return map[bool]timeline.Truth{true: timeline.Yes, false: timeline.No}[yes]
		}
		var there, back []timeline.Passage
		for _, id := range letters {
			there = append(there, timeline.Passage{Was: truth(a.Has(id)), Is: truth(b.Has(id)), Before: truth(earlier.Has(id))})
			back = append(back, timeline.Passage{Was: truth(b.Has(id)), Is: truth(a.Has(id)), Before: truth(earlier.Has(id))})
		}
		m, r := timeline.NewMeasures(there), timeline.NewMeasures(back)
		tally := timeline.Compare(a, b).Tally()
		if diff := cmp.Diff(timeline.Tally{Kept: a.Intersect(b).Len(), Added: b.Minus(a).Len(), Dropped: a.Minus(b).Len()}, tally); diff != "" {
			t.Errorf("tally (-want +got):\n%s", diff)
		}
		recorded := map[string]func() (float64, bool){
			"jaccard": tally.Jaccard, "dice": tally.Dice, "overlap": tally.Overlap, "turnover": tally.Turnover, "persistence": tally.Persistence,
		}
		each(m, func(name string, m timeline.Measure) {
			if m.Value == timeline.Unknown || m.Least != m.Most || m.Certain() != (m.Value == timeline.Yes) {
				t.Errorf("%s of complete sets is %+v", name, m)
			}
			if of, ok := recorded[name]; ok {
				if value, ok := of(); ok != (m.Value == timeline.Yes) || !near(value, m.Least) {
					t.Errorf("%s as recorded is %v, %v, with bounds it is %v", name, value, ok, m)
				}
			}
			if m.Least < 0 || m.Most > 1 {
				t.Errorf("%s is %v", name, m)
			}
		})
		if m.Jaccard != r.Jaccard || m.Dice != r.Dice || m.Overlap != r.Overlap || m.Turnover != r.Turnover {
			t.Errorf("there %+v, back %+v", m, r)
		}
		if m.Persistence != r.Kept || m.Kept != r.Persistence {
			t.Errorf("persistence and kept are %v and %v, the other way round %v and %v", m.Persistence, m.Kept, r.Persistence, r.Kept)
		}
		if m.Jaccard.Value == timeline.Yes && (!near(m.Jaccard.Least+m.Turnover.Least, 1) || m.Dice.Least < m.Jaccard.Least) {
			t.Errorf("Jaccard %v, turnover %v, Dice %v", m.Jaccard, m.Turnover, m.Dice)
		}
		if a.Minus(b).Len() == 0 && a.Len() > 0 && (!m.Overlap.Certain() || m.Overlap.Least != 1) {
			t.Errorf("the overlap of a subset is %v", m.Overlap)
		}
		if b.Len() > 0 && !near(m.Novelty.Least+m.Return.Least+m.Kept.Least, 1) {
			t.Errorf("novelty %v, return %v, kept %v", m.Novelty, m.Return, m.Kept)
		}
		if empty := b.Len() == 0; empty != (m.Novelty.Value == timeline.No) || empty != (m.Kept.Value == timeline.No) || (a.Len() == 0) != (m.Persistence.Value == timeline.No) {
			t.Errorf("of %v and %v novelty is %v, kept %v, persistence %v", a, b, m.Novelty, m.Kept, m.Persistence)
		}
	})
}

func TestTallyByHand(t *testing.T) {
	type value struct {
		Value float64
		OK    bool
	}
	of := func(f func() (float64, bool)) value {
		v, ok := f()
		return value{v, ok}
	}
	tests := []struct {
		reason string
		tally  timeline.Tally
		want   []value // Jaccard, Dice, overlap, turnover, persistence
	}{
		{"both empty", timeline.Tally{}, []value{{}, {}, {}, {}, {}}},
		{"two of three and four", timeline.Tally{Kept: 2, Added: 2, Dropped: 1}, []value{{0.4, true}, {4.0 / 7, true}, {2.0 / 3, true}, {0.6, true}, {2.0 / 3, true}}},
		{"a subset", timeline.Tally{Kept: 1, Added: 3}, []value{{0.25, true}, {0.4, true}, {1, true}, {0.75, true}, {1, true}}},
		{"the first is empty", timeline.Tally{Added: 2}, []value{{0, true}, {0, true}, {}, {1, true}, {}}},
		{"the second is empty", timeline.Tally{Dropped: 2}, []value{{0, true}, {0, true}, {}, {1, true}, {0, true}}},
	}
	for _, test := range tests {
		got := []value{of(test.tally.Jaccard), of(test.tally.Dice), of(test.tally.Overlap), of(test.tally.Turnover), of(test.tally.Persistence)}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

func TestMeasureText(t *testing.T) {
	tests := []struct {
		m       timeline.Measure
		want    string
		certain bool
		reason  string
	}{
		{timeline.Measure{Value: timeline.No}, "no value", false, "none in any case"},
		{timeline.Measure{Least: 0.5, Most: 0.5, Value: timeline.Yes}, "0.5", true, "one"},
		{timeline.Measure{Least: 0.25, Most: 0.5, Value: timeline.Yes}, "0.25 to 0.5", false, "bounds"},
		{timeline.Measure{Least: 0.25, Most: 0.5}, "0.25 to 0.5, or no value", false, "or none"},
		{timeline.Measure{Least: 1, Most: 1}, "1, or no value", false, "one or none"},
		{timeline.Measure{Least: 2.0 / 3, Most: 1, Value: timeline.Yes}, "0.667 to 1", false, "three decimals"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, test.m.String()); diff != "" || test.m.Certain() != test.certain {
			t.Errorf("%s: certain is %v (-want +got):\n%s", test.reason, test.m.Certain(), diff)
		}
	}
}
