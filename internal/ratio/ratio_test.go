package ratio_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/internal/ratio"
	_ "github.com/summitry/summitry/internal/samedraws"
)

// fraction is a ratio in one world.
type fraction struct{ hits, all int }

// worlds gives the ratio of each way in which the items can turn out.
func worlds(items []ratio.Item) map[fraction]bool {
	found := map[fraction]bool{{}: true}
	for _, item := range items {
		next := map[fraction]bool{}
		for f := range found {
			for way, turn := range map[ratio.Item]fraction{ratio.Skip: {0, 0}, ratio.Miss: {0, 1}, ratio.Hit: {1, 1}} {
				if item&way != 0 {
					next[fraction{f.hits + turn.hits, f.all + turn.all}] = true
				}
			}
		}
		found = next
	}
	return found
}

// slow is the definition: the least and the greatest of all ratios that there are.
func slow(items []ratio.Item) ratio.Bounds {
	b := ratio.Bounds{Always: true}
	for f := range worlds(items) {
		if f.all == 0 {
			b.Always = false
			continue
		}
		value := float64(f.hits) / float64(f.all)
		if !b.Ever {
			b.Least, b.Most, b.Ever = value, value, true
		}
		b.Least, b.Most = min(b.Least, value), max(b.Most, value)
	}
	return b
}

const every = ratio.Skip | ratio.Miss | ratio.Hit

// TestOfExhaustive enumerates the worlds of all short lists of items.
func TestOfExhaustive(t *testing.T) {
	for n := range 6 {
		items := make([]ratio.Item, n)
		var fill func(i int)
		fill = func(i int) {
			if i == n {
				if diff := cmp.Diff(slow(items), ratio.Of(items)); diff != "" {
					t.Fatalf("%v (-want +got):\n%s", items, diff)
				}
				return
			}
			for items[i] = 1; items[i] <= every; items[i]++ {
				fill(i + 1)
			}
		}
		fill(0)
	}
}

func genItems() *rapid.Generator[[]ratio.Item] {
	return rapid.SliceOfN(rapid.Map(rapid.IntRange(1, int(every)), func(i int) ratio.Item { return ratio.Item(i) }), 0, 12)
}

func TestOfWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := genItems().Draw(t, "items")
		if diff := cmp.Diff(slow(items), ratio.Of(items)); diff != "" {
			t.Errorf("%v (-want +got):\n%s", items, diff)
		}
	})
}

// Ruling out one way of one item never widens the bounds, nor takes back that there is or is no ratio.
func TestOfRefinement(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		items := genItems().Filter(func(items []ratio.Item) bool { return len(items) > 0 }).Draw(t, "items")
		was := ratio.Of(items)
		at := rapid.IntRange(0, len(items)-1).Draw(t, "at")
		finer := items[at] & ratio.Item(rapid.IntRange(1, int(every)).Draw(t, "left"))
		if finer == 0 {
			t.Skip("nothing is left")
		}
		items[at] = finer
		is := ratio.Of(items)
		if (was.Always && !is.Always) || (!was.Ever && is.Ever) || (is.Ever && (is.Least < was.Least || is.Most > was.Most)) {
			t.Errorf("%+v became %+v", was, is)
		}
	})
}
