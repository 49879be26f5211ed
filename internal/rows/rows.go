// Package rows is what the packages of the model do alike with the rows that they are given.
package rows

import (
	"slices"
	"strings"
)

// Own gives a copy, and nil for nothing, so that equal rows are deeply equal.
func Own[L ~[]E, E any](list L) L {
	if len(list) == 0 {
		return nil
	}
	return slices.Clip(slices.Clone(list))
}

// Index gives the place of the first row with each key.
func Index[R any, K comparable](rows []R, key func(R) K) map[K]int {
	index := make(map[K]int, len(rows))
	for i, row := range rows {
		if _, taken := index[key(row)]; !taken {
			index[key(row)] = i
		}
	}
	return index
}

// Slug says in words what IsSlug wants.
const Slug = "lower-case words and digits, joined by hyphens"

// IsSlug reports whether id is made of lower-case words and digits, joined by single hyphens.
func IsSlug(id string) bool {
	for word := range strings.SplitSeq(id, "-") {
		if word == "" || strings.ContainsFunc(word, func(r rune) bool { return (r < 'a' || r > 'z') && (r < '0' || r > '9') }) {
			return false
		}
	}
	return true
}
