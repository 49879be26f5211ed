package timeline_test

import (
	"encoding/json"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

var letters = []timeline.TopicID{"a", "b", "c", "d", "e"}

func genTopics() *rapid.Generator[[]timeline.TopicID] {
	return rapid.SliceOfN(rapid.SampledFrom(letters), 0, 8)
}

// TestTopicSetAlgebra compares sets with maps, member by member.
func TestTopicSetAlgebra(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := genTopics().Draw(t, "a"), genTopics().Draw(t, "b")
		given := slices.Clone(a)
		s, u := timeline.NewTopicSet(a...), timeline.NewTopicSet(b...)
		if diff := cmp.Diff(given, a); diff != "" {
			t.Errorf("NewTopicSet changed its arguments (-want +got):\n%s", diff)
		}
		n, differ := 0, false
		for _, id := range letters {
			inA, inB := slices.Contains(a, id), slices.Contains(b, id)
			if inA {
				n++
			}
			differ = differ || inA != inB
			got := []bool{s.Has(id), s.Union(u).Has(id), s.Intersect(u).Has(id), s.Minus(u).Has(id)}
			if diff := cmp.Diff([]bool{inA, inA || inB, inA && inB, inA && !inB}, got); diff != "" {
				t.Errorf("%s in s, union, intersection, difference (-want +got):\n%s", id, diff)
			}
			c := timeline.Compare(s, u)
			if diff := cmp.Diff([]bool{inA && inB, inB && !inA, inA && !inB}, []bool{c.Kept.Has(id), c.Added.Has(id), c.Dropped.Has(id)}); diff != "" {
				t.Errorf("%s in kept, added, dropped (-want +got):\n%s", id, diff)
			}
		}
		if s.Len() != n {
			t.Errorf("%v has length %d", s, s.Len())
		}
		if s.Equal(u) == differ {
			t.Errorf("%v and %v: Equal is %v", s, u, s.Equal(u))
		}
		for _, set := range []timeline.TopicSet{s, s.Union(u), s.Intersect(u), s.Minus(u)} {
			list := slices.Collect(set.All())
			if !slices.IsSorted(list) || len(slices.Compact(slices.Clone(list))) != len(list) || len(list) != set.Len() {
				t.Errorf("All gives %v", list)
			}
		}
		// A set never changes, whatever is made of it or of what it was made of.
		before := s.String()
		_ = s.Union(u).Union(timeline.NewTopicSet("z"))
		for i := range a {
			a[i] = "z"
		}
		if s.String() != before {
			t.Errorf("%s became %s", before, s)
		}
	})
}

func TestTopicSetZero(t *testing.T) {
	var zero timeline.TopicSet
	if zero.Len() != 0 || zero.Has("") || !zero.Equal(timeline.NewTopicSet()) || !zero.Equal(timeline.NewTopicSet("a").Minus(timeline.NewTopicSet("a"))) {
		t.Error("the zero set is not the empty one")
	}
	if diff := cmp.Diff("[]", zero.String()); diff != "" {
		t.Error(diff)
	}
	c := timeline.Compare(zero, zero)
	if c.Kept.Len()+c.Added.Len()+c.Dropped.Len() != 0 {
		t.Errorf("nothing against nothing is %v", c)
	}
}

func TestTopicSetText(t *testing.T) {
	for want, set := range map[string]timeline.TopicSet{
		`[]`:        {},
		`["a"]`:     timeline.NewTopicSet("a", "a"),
		`["a","b"]`: timeline.NewTopicSet("b", "a"),
	} {
		got, err := json.Marshal(set)
		require.NoError(t, err)
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("JSON (-want +got):\n%s", diff)
		}
	}
	if diff := cmp.Diff("[a, b]", timeline.NewTopicSet("b", "a").String()); diff != "" {
		t.Errorf("String (-want +got):\n%s", diff)
	}
	for range timeline.NewTopicSet("a", "b").All() {
		break // a range may be left early
	}
}

func TestFinding(t *testing.T) {
	f := timeline.Finding{Sure: timeline.NewTopicSet("b", "a"), Maybe: timeline.NewTopicSet("c")}
	if diff := cmp.Diff(timeline.Count{Min: 2, Max: 3}, f.Count()); diff != "" {
		t.Errorf("Count (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(timeline.NewTopicSet("a", "b", "c"), f.All()); diff != "" {
		t.Errorf("All (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("[a, b], perhaps [c]", f.String()); diff != "" {
		t.Errorf("String (-want +got):\n%s", diff)
	}
	f.Maybe = timeline.TopicSet{}
	if diff := cmp.Diff("[a, b]", f.String()); diff != "" {
		t.Errorf("String of a sure one (-want +got):\n%s", diff)
	}
	if !f.Count().Certain() || f.Count().String() != "2" {
		t.Errorf("the count is %v", f.Count())
	}
	if c := (timeline.Count{Min: 3, Max: 5}); c.Certain() || c.String() != "3 to 5" {
		t.Errorf("3 to 5 is %v", c)
	}
}
