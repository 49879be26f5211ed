// Package near finds the known words that a mistyped one was probably meant to be.
package near

import (
	"cmp"
	"iter"
	"slices"
	"strings"
)

// most is how many words Words gives at the most: more would be a list, not a hint.
const most = 3

// longest is how many bytes a word can have that is compared: the time goes with the square of them, and nobody mistypes more.
const longest = 200

// Words gives the known words nearest to word, the nearest first and equally near ones in their order as text. Upper and lower case
// are alike but for that order. Only words within a third of the length of word count as near, so a word of its own has none.
func Words[S ~string](word string, known []S) []string {
	type candidate struct {
		word            string
		distance, exact int
	}
	if len(word) > longest {
		return nil
	}
	limit := max(1, (len([]rune(word))+1)/3)
	var found []candidate
	for _, k := range known {
		if d := distance(strings.ToLower(word), strings.ToLower(string(k)), limit); d <= limit {
			found = append(found, candidate{string(k), d, distance(word, string(k), len(word)+len(k))})
		}
	}
	slices.SortFunc(found, func(a, b candidate) int {
		return cmp.Or(cmp.Compare(a.distance, b.distance), cmp.Compare(a.exact, b.exact), cmp.Compare(a.word, b.word))
	})
	var words []string
	for _, c := range found {
		if len(words) < most && !slices.ContainsFunc(words, func(w string) bool { return strings.EqualFold(w, c.word) }) {
			words = append(words, c.word)
		}
	}
	return words
}

// enough is for how many words Few looks for near ones: where more are wrong, hints do not help, and looking would take long.
const enough = 100

// Few gives what Words gives for the first hundred times that it is called with one counter, and then nothing.
func Few[S ~string](given *int, word string, known iter.Seq[S]) []string {
	if *given >= enough {
		return nil
	}
	*given++
	return Words(word, slices.Collect(known))
}

// distance is the number of letters to insert, delete, replace or swap with a neighbour to get from a to b (optimal string
// alignment), or something over limit if it is over limit.
func distance(a, b string, limit int) int {
	s, t := []rune(a), []rune(b)
	if len(s)-len(t) > limit || len(t)-len(s) > limit {
		return limit + 1
	}
	before, last, row := make([]int, len(t)+1), make([]int, len(t)+1), make([]int, len(t)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(s); i++ {
		row[0] = i
		for j := 1; j <= len(t); j++ {
			cost := 1
			if s[i-1] == t[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && s[i-1] == t[j-2] && s[i-2] == t[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(t)]
}
