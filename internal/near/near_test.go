package near_test

import (
	"cmp"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/internal/near"
	_ "github.com/summitry/summitry/internal/samedraws"
)

// distance is the definition written down: the fewest edits over all ways to treat the last letters. It takes exponential time.
func distance(a, b []rune) int {
	if len(a) == 0 || len(b) == 0 {
		return len(a) + len(b)
	}
	m, n := len(a), len(b)
	cost := 1
	if a[m-1] == b[n-1] {
		cost = 0
	}
	least := min(distance(a[:m-1], b)+1, distance(a, b[:n-1])+1, distance(a[:m-1], b[:n-1])+cost)
	if m > 1 && n > 1 && a[m-1] == b[n-2] && a[m-2] == b[n-1] {
		least = min(least, distance(a[:m-2], b[:n-2])+1)
	}
	return least
}

func words(word string, known []string) []string {
	limit := max(1, (len([]rune(word))+1)/3)
	far := func(k string) int { return distance([]rune(word), []rune(k)) }
	found := slices.DeleteFunc(slices.Clone(known), func(k string) bool { return far(k) > limit })
	slices.SortFunc(found, func(a, b string) int { return cmp.Or(cmp.Compare(far(a), far(b)), cmp.Compare(a, b)) })
	found = slices.Compact(found)
	return found[:min(3, len(found))]
}

func TestWords(t *testing.T) {
	known := []string{"madrid", "lisbon", "madras", "vilnius", "madrid", "brussels"}
	tests := []struct {
		word   string
		known  []string
		want   []string
		reason string
	}{
		{"madrid", known, []string{"madrid", "madras"}, "what is the same is nearest, and named once"},
		{"madird", known, []string{"madrid"}, "two letters swapped are one mistake"},
		{"madri", known, []string{"madrid", "madras"}, "within a third of the length"},
		{"brusels", known, []string{"brussels"}, "a letter missing"},
		{"brussells", known, []string{"brussels"}, "a letter too many"},
		{"visnius", known, []string{"vilnius"}, "another letter"},
		{"oslo", known, nil, "a word of its own"},
		{"a", []string{"bb", "b", "c", "ab", "d"}, []string{"ab", "b", "c"}, "three at the most, in their order"},
		{"", []string{"x", "xy"}, []string{"x"}, "nothing is near a single letter"},
		{"cafe", []string{"café"}, []string{"café"}, "letters are counted, not bytes"},
		{"ça", []string{"ca", "xxça"}, []string{"ca"}, "in the word too"},
		{"ca", []string{"abc"}, nil, "swapped letters are not edited again"},
		{"madrid", nil, nil, "nothing is known"},
	}
	for _, test := range tests {
		if diff := gocmp.Diff(test.want, near.Words(test.word, test.known)); diff != "" {
			t.Errorf("%s: %q (-want +got):\n%s", test.reason, test.word, diff)
		}
	}
}

func TestWordsProperties(t *testing.T) {
	gen := rapid.StringMatching(`[abé]{0,6}`)
	rapid.Check(t, func(t *rapid.T) {
		word, known := gen.Draw(t, "word"), rapid.SliceOfN(gen, 0, 6).Draw(t, "known")
		given := slices.Clone(known)
		got := near.Words(word, known)
		if want := words(word, known); !slices.Equal(want, got) {
			t.Errorf("near %q of %q are %q, want %q", word, known, got, want)
		}
		if !slices.Equal(given, known) {
			t.Error("the known words were changed")
		}
	})
}
