// Package enum gives closed lists of words their text forms. The first word of most lists is the empty one: not recorded.
package enum

import (
	"errors"
	"fmt"
	"strings"

	"github.com/summitry/summitry/internal/near"
)

// Text gives the word of e.
func Text[E ~uint8](words []string, e E) string {
	if int(e) < len(words) {
		return words[e]
	}
	return fmt.Sprintf("invalid(%d)", uint8(e))
}

// Marshal gives the word of e as bytes; a value outside of the list is an error.
func Marshal[E ~uint8](words []string, e E) ([]byte, error) {
	if int(e) >= len(words) {
		return nil, fmt.Errorf("%T has no value %d", e, uint8(e))
	}
	return []byte(words[e]), nil
}

// Unmarshal sets e to the value of a word; a word that is not in the list is an error that names them all.
func Unmarshal[E ~uint8](words []string, e *E, text []byte) error {
	if len(text) == 0 {
		*e = 0
		return nil
	}
	err := UnmarshalFull(words[1:], e, text)
	if err == nil {
		*e++
	}
	return err
}

// UnmarshalFull is Unmarshal for a list in which the first word is one like the others.
func UnmarshalFull[E ~uint8](words []string, e *E, text []byte) error {
	for i, w := range words {
		if w == string(text) {
			*e = E(i)
			return nil
		}
	}
	return Unknown(words, text)
}

// Unknown is the error for a text that is none of the words.
func Unknown(words []string, text []byte) error {
	want := "want one of " + strings.Join(words, ", ")
	if found := near.Words(string(text), words); len(found) > 0 {
		return fmt.Errorf("did you mean %s? %s", found[0], want)
	}
	return errors.New(want)
}
