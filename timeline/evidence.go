package timeline

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"github.com/summitry/summitry/internal/enum"
)

// Truth is what the records say of a question: yes, no, or that they leave it open. Zero is unknown.
type Truth uint8

const (
	Unknown Truth = iota
	No
	Yes
)

var truthWords = []string{"unknown", "no", "yes"}

// String gives the word.
func (t Truth) String() string { return enum.Text(truthWords, t) }

// MarshalText gives the word.
func (t Truth) MarshalText() ([]byte, error) { return enum.Marshal(truthWords, t) }

// UnmarshalText reads yes, no or unknown.
func (t *Truth) UnmarshalText(text []byte) error {
	return enum.UnmarshalFull(truthWords, t, text)
}

// And is whether two things are so that are independent of each other: yes if both are, no if one is not.
func (t Truth) And(u Truth) Truth { return t.Not().Or(u.Not()).Not() }

// Or is whether one of two things is so that are independent of each other.
func (t Truth) Or(u Truth) Truth {
	switch {
	case t == Yes || u == Yes:
		return Yes
	case t == No && u == No:
		return No
	}
	return Unknown
}

// Not is whether something is not so.
func (t Truth) Not() Truth {
	switch t {
	case Yes:
		return No
	case No:
		return Yes
	}
	return Unknown
}

// A Claim is one row that an answer rests on, or one cell that it waits for.
type Claim struct {
	Table      string         // the table of the row, or in which the open cell is a row that is missing
	Key        string         // the cells of its key, joined by commas
	Text       string         // the row in words
	Confidence Confidence     // of the row; zero if its table has none
	Sources    List[SourceID] // of the row; under [Timeline.AsOf] those published by then
	Foretold   bool           // whether all its sources were published before the day that it speaks of
}

// Key joins the cells of a key, as a Claim has it.
func Key[S ~string](first S, rest ...string) string {
	return strings.Join(append([]string{string(first)}, rest...), ",")
}

// Claim gives the mention as evidence.
func (m Mention) Claim() Claim {
	return Claim{
		Table:      "discussions",
		Key:        Key(m.Summit, string(m.Session), string(m.Topic), m.Stage.String(), string(m.Source)),
		Text:       fmt.Sprintf("%s was %s %s", m.Topic, map[Stage]string{Planned: "planned for", Reported: "reported at"}[m.Stage], cmp.Or(string(m.Session), string(m.Summit))),
		Confidence: m.Confidence,
		Sources:    List[SourceID]{m.Source},
	}
}

// Claim gives the statement as evidence.
func (c Coverage) Claim() Claim {
	about := cmp.Or(string(c.Summit), fmt.Sprintf("%s from %s to %s", c.Series, cmp.Or(c.From.String(), "the beginning"), c.Until))
	if c.Kind != 0 {
		about += ", " + c.Kind.String() + " meetings"
	}
	if c.Track != "" {
		about += ", track " + c.Track
	}
	what := map[Subject]string{
		AttendanceSubject: "attendance is complete",
		TopicsSubject:     "the topics of the documents coded are complete",
		EditionsSubject:   "the list of summits is complete",
	}[c.Subject]
	if c.Who != "" {
		what += " for " + string(c.Who)
	}
	if c.Rank != 0 {
		what += " down to rank " + c.Rank.String()
	}
	return Claim{Table: "coverage", Key: c.ID, Text: what + " at " + about, Confidence: c.Confidence, Sources: c.Sources}
}

// Evidence is what an answer rests on: forgetting all rows but these would leave it unchanged. It also has the open cells that
// could still change the answer. The zero Evidence is empty.
type Evidence struct {
	claims *claims
	a, b   int // which of the answers
}

// claims are those of one answer, or of many about two things each. They are made when they are asked for, and those made last are kept.
type claims struct {
	timeline    Timeline
	give        func(a, b int, weak bool) (rests, open []Claim)
	brief       bool // whether give is quicker where the weak rows alone are asked for
	reading     sync.Mutex
	made        bool
	a, b        int // the answer that those kept are of
	rests, open []Claim
}

// NewEvidence makes evidence of the claims that a function gives: the rows that an answer rests on, and the cells that it leaves open.
// They may be given in any order and more than once. The function is called once, when they are asked for.
func NewEvidence(t Timeline, give func() (rests, open []Claim)) Evidence {
	return Evidence{claims: &claims{timeline: t, give: func(int, int, bool) (rests, open []Claim) { return give() }}}
}

// PairEvidence makes the evidence of many answers, each about two things by their numbers, as NewEvidence does of one. An answer takes no
// memory for it until it is read. The function is called for one answer at a time, and again if others were read in between. With weak it
// is asked only for the rows that make [Evidence.Weak] true, and may leave out all others.
func PairEvidence(t Timeline, give func(a, b int, weak bool) (rests, open []Claim)) func(a, b int) Evidence {
	c := &claims{timeline: t, give: give, brief: true}
	return func(a, b int) Evidence { return Evidence{claims: c, a: a, b: b} }
}

func (e Evidence) both() (rests, open []Claim) {
	c := e.claims
	if c == nil {
		return nil, nil
	}
	c.reading.Lock()
	defer c.reading.Unlock()
	if !c.made || c.a != e.a || c.b != e.b {
		rests, open := c.give(e.a, e.b, false)
		c.made, c.a, c.b, c.rests, c.open = true, e.a, e.b, distinct(rests), distinct(open)
		for i := range c.rests {
			c.rests[i].Sources = c.timeline.published(c.rests[i].Sources)
		}
	}
	return c.rests, c.open
}

// timeline is the one that the answer is of.
func (e Evidence) timeline() Timeline {
	if e.claims == nil {
		return Timeline{}
	}
	return e.claims.timeline
}

// published gives those of some sources that t does not hide.
func (t Timeline) published(sources List[SourceID]) List[SourceID] {
	hidden := func(id SourceID) bool {
		s, ok := t.Source(id)
		return ok && !t.Published(s)
	}
	if t.asOf == (Date{}) {
		return slices.Clone(sources)
	}
	return slices.DeleteFunc(slices.Clone(sources), hidden)
}

// distinct gives each claim once, the first of those with the same key, in order.
func distinct(claims []Claim) []Claim {
	type key struct{ table, key string }
	seen := make(map[key]bool)
	var few []Claim
	for i := range claims {
		if k := (key{claims[i].Table, claims[i].Key}); !seen[k] {
			seen[k] = true
			few = append(few, claims[i])
		}
	}
	slices.SortFunc(few, func(a, b Claim) int { return cmp.Or(cmp.Compare(a.Table, b.Table), cmp.Compare(a.Key, b.Key)) })
	return few
}

// All gives the rows that the answer rests on, by table and key.
func (e Evidence) All() iter.Seq[Claim] {
	rests, _ := e.both()
	return slices.Values(rests)
}

// Open gives the cells that are not known and could change the answer, by table and key.
func (e Evidence) Open() iter.Seq[Claim] {
	_, open := e.both()
	return slices.Values(open)
}

// Sources gives the sources of the rows that the answer rests on, by id. Under [Timeline.AsOf] only those published by then.
func (e Evidence) Sources() iter.Seq[Source] {
	rests, _ := e.both()
	ids := make(map[SourceID]bool)
	for _, c := range rests {
		for _, id := range c.Sources {
			ids[id] = true
		}
	}
	return func(yield func(Source) bool) {
		for _, id := range slices.Sorted(maps.Keys(ids)) {
			if s, ok := e.timeline().Source(id); ok && e.timeline().Published(s) && !yield(s) {
				return
			}
		}
	}
}

// Weakest is the lowest confidence among the rows that the answer rests on, and zero if none of them has one.
func (e Evidence) Weakest() Confidence {
	var weakest Confidence
	for c := range e.All() {
		if c.Confidence != 0 && (weakest == 0 || c.Confidence < weakest) {
			weakest = c.Confidence
		}
	}
	return weakest
}

// Weak reports whether the answer rests on a row of low confidence, or on one that was only foretold: then it is not certain.
func (e Evidence) Weak() bool { return slices.ContainsFunc(e.doubts(), Claim.weak) }

func (c Claim) weak() bool { return c.Confidence == Low || c.Foretold }

// doubts gives the rows that make the answer weak, and perhaps others.
func (e Evidence) doubts() []Claim {
	c := e.claims
	if c == nil || !c.brief {
		rests, _ := e.both()
		return rests
	}
	c.reading.Lock()
	defer c.reading.Unlock()
	if c.made && c.a == e.a && c.b == e.b {
		return c.rests
	}
	rests, _ := c.give(e.a, e.b, true)
	return rests
}

// And gives the evidence of several answers on the same timeline together.
func (e Evidence) And(others ...Evidence) Evidence {
	return PairEvidence(e.timeline(), func(_, _ int, weak bool) (rests, open []Claim) {
		for _, f := range append([]Evidence{e}, others...) {
			if weak {
				rests = append(rests, f.doubts()...)
				continue
			}
			r, o := f.both()
			rests, open = append(rests, r...), append(open, o...)
		}
		return rests, open
	})(0, 0)
}

// Equal reports whether both have the same claims.
func (e Evidence) Equal(f Evidence) bool {
	rests, open := e.both()
	otherRests, otherOpen := f.both()
	return reflect.DeepEqual(rests, otherRests) && reflect.DeepEqual(open, otherOpen)
}

// MarshalJSON gives an object with the rows that the answer rests on and the open cells.
func (e Evidence) MarshalJSON() ([]byte, error) {
	type claim struct {
		Table      string     `json:"table"`
		Key        string     `json:"key"`
		Text       string     `json:"text"`
		Confidence Confidence `json:"confidence,omitempty"`
		Sources    []SourceID `json:"source_ids,omitempty"`
		Foretold   bool       `json:"foretold,omitempty"`
	}
	list := func(claims []Claim) []claim {
		out := make([]claim, len(claims))
		for i, c := range claims {
			out[i] = claim{c.Table, c.Key, c.Text, c.Confidence, c.Sources, c.Foretold}
		}
		return out
	}
	rests, open := e.both()
	var b bytes.Buffer
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false) // as the texts are; who embeds JSON in HTML escapes it there
	err := encoder.Encode(struct {
		Rests []claim `json:"rests_on"`
		Open  []claim `json:"open"`
	}{list(rests), list(open)})
	return b.Bytes(), err
}
