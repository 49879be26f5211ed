package timeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// The ids of the model. They are minted by the data set, written in its tables, and never reused: lower-case words joined by
// hyphens (nato-2024-washington), except for participants.
type (
	SeriesID  string
	SummitID  string
	SessionID string
	TopicID   string
	SourceID  string

	// An ActorID names somebody who can attend or speak: a participant (JPN, EU: upper-case letters and digits, for states the
	// three letters of ISO 3166-1), a group (ip4) or a person (kishida-fumio). They share one name space.
	ActorID string
)

// A List is a cell with several items, in the order in which they were written. Its text has them joined by semicolons.
type List[S ~string] []S

// Has reports whether item is in the list.
func (l List[S]) Has(item S) bool { return slices.Contains(l, item) }

// String gives the items joined by semicolons.
func (l List[S]) String() string { return string(l.text()) }

func (l List[S]) text() []byte {
	size := len(l)
	for _, item := range l {
		size += len(item)
	}
	text := make([]byte, 0, size)
	for i, item := range l {
		if i > 0 {
			text = append(text, ';')
		}
		text = append(text, item...)
	}
	return text
}

// MarshalText gives the items joined by semicolons. Items that [List.UnmarshalText] would refuse are an error.
func (l List[S]) MarshalText() ([]byte, error) {
	for i, item := range l {
		if err := l[:i].accepts(item); err != nil {
			return nil, err
		}
	}
	return l.text(), nil
}

// UnmarshalText reads items separated by semicolons, each once, not empty and without blanks around it; empty text is the empty list.
func (l *List[S]) UnmarshalText(text []byte) error {
	*l = nil
	if len(text) == 0 {
		return nil
	}
	var items List[S]
	for item := range strings.SplitSeq(string(text), ";") {
		if err := items.accepts(S(item)); err != nil {
			return err
		}
		items = append(items, S(item))
	}
	*l = items
	return nil
}

// MarshalJSON gives the items as an array.
func (l List[S]) MarshalJSON() ([]byte, error) {
	if _, err := l.MarshalText(); err != nil {
		return nil, err
	}
	return json.Marshal(append([]S{}, l...))
}

// UnmarshalJSON reads an array of items that [List.UnmarshalText] would accept.
func (l *List[S]) UnmarshalJSON(text []byte) error {
	*l = nil
	var read []S
	if err := json.Unmarshal(text, &read); err != nil {
		return err
	}
	var items List[S]
	for _, item := range read {
		if err := items.accepts(item); err != nil {
			return err
		}
		items = append(items, item)
	}
	*l = items
	return nil
}

// accepts says why an item cannot be added to the list.
func (l List[S]) accepts(item S) error {
	switch text := string(item); {
	case text == "":
		return errors.New("a list has an empty item: want items separated by single semicolons")
	case text != strings.TrimSpace(text):
		return fmt.Errorf("item %q of a list has blanks around it", text)
	case strings.Contains(text, ";"):
		return fmt.Errorf("item %q of a list has a semicolon", text)
	case l.Has(item):
		return fmt.Errorf("a list has %q twice", text)
	}
	return nil
}

// A Number is a cell with a whole number from 1 on; zero is an empty cell.
type Number int

// String gives the number, or nothing for zero.
func (n Number) String() string {
	if n == 0 {
		return ""
	}
	return strconv.Itoa(int(n))
}

// MarshalText gives the number, or nothing for zero. A negative number is an error.
func (n Number) MarshalText() ([]byte, error) {
	if n < 0 {
		return nil, fmt.Errorf("%d is not a number from 1 on", int(n))
	}
	return []byte(n.String()), nil
}

// UnmarshalText reads a whole number from 1 on, without sign, blanks or leading zeros; empty text is zero.
func (n *Number) UnmarshalText(text []byte) error {
	*n = 0
	if len(text) == 0 {
		return nil
	}
	v, err := strconv.ParseInt(string(text), 10, 32)
	if err != nil || v < 1 || strconv.FormatInt(v, 10) != string(text) {
		return errors.New("want a whole number from 1 on")
	}
	*n = Number(v)
	return nil
}
