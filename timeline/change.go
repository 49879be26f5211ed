package timeline

import (
	"iter"
	"slices"
	"strings"
)

// A Change is the agenda of one gathering or year against that of another and, for what is new, against all before.
//
// The findings are about the topics that the agendas of the two name. Kept.Sure were named at both, Added.Sure and Dropped.Sure
// at one and, by coverage, not at the other. What is named at one while the agenda of the other is not complete is Maybe: Added.All is
// what is added as far as the records tell, and so are Dropped.All and New.All; for what is back there is ReturnedAsRecorded.
type Change struct {
	Was, Is              Entry
	Kept, Added, Dropped Finding
	New                  Finding    // named at Is, and neither at Was nor at any gathering before
	Returned             Finding    // named at Is, not at Was, and at a gathering before
	Before               []SummitID // the gatherings before Is in its series and Was, in order, with which New and Returned compare
	Closed               bool       // whether the list of gatherings is known to be complete through Is
	Recorded             Tally      // of the topics as recorded, whatever the gaps
	Measures             Measures   // with bounds over what the gaps leave possible, where any topic of the vocabulary may have been named
	Evidence             Evidence   // of all of it
}

// Compare compares the agendas of two gatherings, the earlier named first. A summit that is not among the gatherings is an
// [UnknownError].
func (a Agenda) Compare(was, is SummitID) (Change, error) {
	from, err := a.find(was)
	if err != nil {
		return Change{}, err
	}
	to, err := a.find(is)
	if err != nil {
		return Change{}, err
	}
	var before page
	for _, s := range a.before(to) {
		if s.summit.Series == to.summit.Series || s == from {
			before = append(before, s)
		}
	}
	return a.compare(from, to, before), nil
}

// before gives the gatherings before one.
func (a Agenda) before(to *sheet) page { return a.sheets[:slices.Index(a.sheets, to)] }

// Changes compares each gathering with the one before it in its series, in the order of the timeline. The first of a series has none
// before it.
func (a Agenda) Changes() iter.Seq[Change] {
	return func(yield func(Change) bool) {
		before := make(map[SeriesID]page)
		for _, s := range a.sheets {
			earlier := before[s.summit.Series]
			if len(earlier) > 0 && !yield(a.compare(earlier[len(earlier)-1], s, earlier)) {
				return
			}
			before[s.summit.Series] = append(earlier[:len(earlier):len(earlier)], s)
		}
	}
}

// YearChanges compares the agenda of each year with that of the last year before it that had gatherings, in order.
func (a Agenda) YearChanges() iter.Seq[Change] {
	return func(yield func(Change) bool) {
		var was, before page
		for is := range a.pages() {
			if len(was) > 0 && !yield(a.change(a.entryOf(was), a.entryOf(is), was, is, before)) {
				return
			}
			was, before = is, append(before[:len(before):len(before)], is...)
		}
	}
}

// Fulfilment compares what was planned for a gathering with what was reported from it, whatever the stage of the basis. Kept is what
// was planned and reported, Dropped what was planned alone, Added what came up unannounced, and Measures.Persistence the share of what
// was planned that was reported. New and Returned compare with what was reported from the gatherings before. A summit that is
// not among the gatherings is an [UnknownError].
func (a Agenda) Fulfilment(id SummitID) (Change, error) {
	stage := func(stage Stage) Agenda {
		basis := a.basis
		basis.Stage = stage
		return a.timeline.Agenda(basis)
	}
	announced, after := stage(Planned), stage(Reported)
	planned, err := announced.find(id)
	reported, other := after.find(id)
	if err != nil && other != nil {
		return Change{}, err
	}
	i := slices.IndexFunc(a.timeline.chosen, func(c choice) bool { return a.timeline.data.Summits[c.summit].ID == id })
	if err != nil { // it is to come, and nothing was planned of it that is known
		planned = announced.sheet(a.timeline.chosen[i])
	}
	if other != nil { // it is to come
		reported = after.sheet(a.timeline.chosen[i])
	}
	var before page
	for _, s := range after.sheets {
		if s.summit.ID == id || a.timeline.data.summit[s.summit.ID] > a.timeline.data.summit[id] {
			break
		}
		if s.summit.Series == reported.summit.Series {
			before = append(before, s)
		}
	}
	return after.change(announced.entry(planned), after.entry(reported), page{planned}, page{reported}, before), nil
}

func (a Agenda) compare(was, is *sheet, before page) Change {
	return a.change(a.entry(was), a.entry(is), page{was}, page{is}, before)
}

// change compares two entries, which are those of pages, and the second with gatherings before it.
func (a Agenda) change(entryWas, entryIs Entry, was, is, before page) Change {
	c := Change{Was: entryWas, Is: entryIs, Recorded: Compare(entryWas.Topics, entryIs.Topics).Tally()}
	var earlier page // without those of was
	for _, s := range before {
		c.Before = append(c.Before, s.summit.ID)
		if !slices.Contains(was, s) {
			earlier = append(earlier, s)
		}
	}
	passage := func(id TopicID) Passage {
		return Passage{Was: was.truth(id), Is: is.truth(id), Before: earlier.truth(id)}
	}
	recorded := entryWas.Topics.Union(entryIs.Topics)
	for id := range recorded.All() {
		p := passage(id)
		c.Kept.add(id, p.Was.And(p.Is))
		c.Added.add(id, p.Is.And(p.Was.Not()))
		c.Dropped.add(id, p.Was.And(p.Is.Not()))
		c.New.add(id, p.Is.And(p.Was.Or(p.Before).Not()))
		c.Returned.add(id, p.Is.And(p.Was.Not()).And(p.Before))
	}
	var passages []Passage
	words := a.vocabulary()
	for id := range words.Union(recorded).All() {
		passages = append(passages, passage(id))
	}
	c.Measures = NewMeasures(passages)
	if slices.ContainsFunc(was, func(s *sheet) bool { return slices.Contains(is, s) }) {
		c.Measures = c.Measures.Loosened() // what is compared with itself does not vary apart from itself
	}
	var list []Claim
	c.Closed, list = a.timeline.closed(is[len(is)-1].summit.Start)
	c.Evidence = PairEvidence(a.timeline, func(_, _ int, weak bool) (rests, open []Claim) {
		rests = slices.Clone(list)
		for _, s := range slices.Concat(was, is) {
			rests, open = append(rests, s.closing...), append(open, s.unlisted()...)
		}
		idle := func(s *sheet) bool { return weak && !s.doubtful }
		gather := func(id TopicID, p page) {
			if slices.ContainsFunc(p, func(s *sheet) bool { return !idle(s) }) {
				cell := p.cell(id)
				rests, open = append(rests, cell.rests...), append(open, cell.open...)
			}
		}
		for id := range recorded.All() {
			gather(id, was)
			gather(id, is)
		}
		var undecided []TopicID
		for id := range words.All() {
			if is.truth(id) == Unknown {
				undecided = append(undecided, id)
			}
		}
		for _, s := range earlier {
			if idle(s) {
				continue
			}
			for id := range entryIs.Topics.All() {
				gather(id, page{s})
			}
			for _, id := range undecided {
				rests = append(rests, s.cell(id).rests...)
			}
		}
		return rests, open
	})(0, 0)
	return c
}

// ReturnedAsRecorded is what was added and is on record at a gathering before: Added.All without New.All. Returned also has, as Maybe, what
// is new on record and may have been named before all the same.
func (c Change) ReturnedAsRecorded() TopicSet { return c.Added.All().Minus(c.New.All()) }

// NewCertain reports whether what is new is certain: nothing is perhaps, the list of gatherings is closed, and no weak row is
// among the evidence.
func (c Change) NewCertain() bool {
	return c.New.Maybe.Len() == 0 && c.Closed && !c.Evidence.Weak()
}

// Warning says in words why the two sides are not of one kind, and nothing if they are: one of them rests on no document, or only one
// of them on the text that the gathering issued itself, a communique or a statement.
func (c Change) Warning() string { return warning(&c.Was, &c.Is) }

func warning(was, is *Entry) string {
	names := [2]string{was.name(), is.name()}
	if was.Summit != "" && was.Summit == is.Summit {
		names = [2]string{"what was planned", "what was reported"}
	}
	issued := func(e *Entry) bool {
		return slices.Contains(e.Kinds, Communique) || slices.Contains(e.Kinds, Statement)
	}
	var parts []string
	for i, e := range []*Entry{was, is} {
		if len(e.Documents) == 0 {
			parts = append(parts, names[i]+" rests on no document")
		}
	}
	if len(parts) == 0 && issued(was) != issued(is) {
		for i, e := range []*Entry{was, is} {
			parts = append(parts, names[i]+" rests on "+kinds(e.Kinds))
		}
	}
	return strings.Join(parts, ", ")
}

// name gives the summit, or the year.
func (e *Entry) name() string {
	if e.Summit == "" {
		return Date{Year: e.Year}.String()
	}
	return string(e.Summit)
}

func kinds(kinds []SourceKind) string {
	words := make([]string, len(kinds))
	for i, k := range kinds {
		words[i] = k.String()
	}
	if last := len(words) - 1; last > 0 {
		words = append(words[:last-1], words[last-1]+" and "+words[last])
	}
	return strings.Join(words, ", ")
}
