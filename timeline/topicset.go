package timeline

import (
	"encoding/json"
	"iter"
	"slices"
)

// A TopicSet is a set of topics that never changes. The zero TopicSet is empty.
type TopicSet struct{ ids []TopicID } // sorted, distinct

// NewTopicSet makes a set of topics, given in any order and any number of times.
func NewTopicSet(ids ...TopicID) TopicSet {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	return TopicSet{slices.Compact(ids)}
}

// Len is the number of topics in the set.
func (s TopicSet) Len() int { return len(s.ids) }

// Has reports whether a topic is in the set.
func (s TopicSet) Has(id TopicID) bool {
	_, ok := slices.BinarySearch(s.ids, id)
	return ok
}

// All gives the topics by id.
func (s TopicSet) All() iter.Seq[TopicID] { return slices.Values(s.ids) }

// Union gives the topics that are in s or in t.
func (s TopicSet) Union(t TopicSet) TopicSet {
	return NewTopicSet(append(slices.Clone(s.ids), t.ids...)...)
}

// Intersect gives the topics that are in s and in t.
func (s TopicSet) Intersect(t TopicSet) TopicSet { return s.where(t.Has) }

// Minus gives the topics that are in s and not in t.
func (s TopicSet) Minus(t TopicSet) TopicSet {
	return s.where(func(id TopicID) bool { return !t.Has(id) })
}

func (s TopicSet) where(keep func(TopicID) bool) TopicSet {
	var ids []TopicID
	for _, id := range s.ids {
		if keep(id) {
			ids = append(ids, id)
		}
	}
	return TopicSet{ids}
}

// Equal reports whether both sets have the same topics.
func (s TopicSet) Equal(t TopicSet) bool { return slices.Equal(s.ids, t.ids) }

// String gives the topics by id, as [climate-change, cyber-defence].
func (s TopicSet) String() string { return "[" + join(s.ids) + "]" }

// MarshalJSON gives the topics by id as an array.
func (s TopicSet) MarshalJSON() ([]byte, error) {
	if s.ids == nil {
		return []byte("[]"), nil
	}
	return json.Marshal(s.ids)
}

// A Comparison tells the topics of two sets apart.
type Comparison struct {
	Kept    TopicSet // in both
	Added   TopicSet // in the second alone
	Dropped TopicSet // in the first alone
}

// Compare compares two sets as they are recorded: was first, is second. For the agendas of two gatherings, with what follows from
// gaps in the records, there is [Agenda.Compare].
func Compare(was, is TopicSet) Comparison {
	return Comparison{Kept: was.Intersect(is), Added: is.Minus(was), Dropped: was.Minus(is)}
}

// Tally counts the topics of the comparison.
func (c Comparison) Tally() Tally {
	return Tally{Kept: c.Kept.Len(), Added: c.Added.Len(), Dropped: c.Dropped.Len()}
}

// A Tally is how many elements two sets have in common and apart. Its measures have no value, and ok is false, where they divide by
// nothing. See [Measures] for their sources.
type Tally struct{ Kept, Added, Dropped int }

// Jaccard is what is in both sets by what is in either.
func (t Tally) Jaccard() (value float64, ok bool) { return share(t.Kept, t.Kept+t.Added+t.Dropped) }

// Dice is twice what is in both sets by the sum of their sizes.
func (t Tally) Dice() (value float64, ok bool) { return share(2*t.Kept, 2*t.Kept+t.Added+t.Dropped) }

// Overlap is what is in both sets by the size of the smaller one.
func (t Tally) Overlap() (value float64, ok bool) {
	return share(t.Kept, t.Kept+min(t.Added, t.Dropped))
}

// Turnover is what is in one of the sets alone by what is in either.
func (t Tally) Turnover() (value float64, ok bool) {
	return share(t.Added+t.Dropped, t.Kept+t.Added+t.Dropped)
}

// Persistence is what is in both sets by the size of the first.
func (t Tally) Persistence() (value float64, ok bool) { return share(t.Kept, t.Kept+t.Dropped) }

func share(part, whole int) (float64, bool) {
	if whole == 0 {
		return 0, false
	}
	return float64(part) / float64(whole), true
}

// A Finding is a set with bounds: what is surely in it, and what might be besides.
type Finding struct{ Sure, Maybe TopicSet }

// add puts a topic into the set, or perhaps; topics come by id.
func (f *Finding) add(id TopicID, t Truth) {
	switch t {
	case Yes:
		f.Sure.ids = append(f.Sure.ids, id)
	case Unknown:
		f.Maybe.ids = append(f.Maybe.ids, id)
	}
}

// Count is the size of the set.
func (f Finding) Count() Count { return Count{Min: f.Sure.Len(), Max: f.Sure.Len() + f.Maybe.Len()} }

// All is what is in the set as far as the records tell: the sure and the perhaps.
func (f Finding) All() TopicSet { return f.Sure.Union(f.Maybe) }

// String gives "[a, b], perhaps [c]".
func (f Finding) String() string {
	if f.Maybe.Len() == 0 {
		return f.Sure.String()
	}
	return f.Sure.String() + ", perhaps " + f.Maybe.String()
}
