package timeline

import (
	"fmt"
	"iter"
	"maps"
	"slices"
)

// A Basis says which mentions count. The zero Basis counts every mention; each field narrows it, but for Depth.
type Basis struct {
	Stage  Stage      // what was planned, or what was reported; the zero Basis mixes them
	Source SourceKind // the documents of this kind
	Issuer ActorID    // the documents in whose name it speaks
	Depth  int        // topics deeper in the tree become their broader topic at this depth, from 1, the roots; zero leaves them as recorded
}

// An Agenda is what was named at the gatherings of a timeline, on a basis. It has the gatherings that were held, and those to come
// of which something is already named, but not those that were cancelled. A topic that no document names is not on the agenda only inside coverage of topics;
// otherwise that is unknown. It never says that something was not talked about.
type Agenda struct {
	timeline Timeline
	basis    Basis
	sheets   []*sheet // in order
}

// A sheet is the agenda of one gathering, by topic at the depth of the basis.
type sheet struct {
	summit  Summit
	stage   Stage                 // of the basis
	named   map[TopicID][]Mention // that are not masked
	hidden  map[TopicID]bool      // of which a mention is masked
	closed  bool                  // whether coverage closes the list
	closing []Claim

	doubtful bool // whether a row of it makes answers weak
}

// Agenda gives the agendas of the gatherings on a basis.
func (t Timeline) Agenda(basis Basis) Agenda {
	a := Agenda{timeline: t, basis: basis}
	for _, c := range t.chosen {
		if s := a.sheet(c); s.summit.Status == Held || (s.summit.Status != Cancelled && len(s.named) > 0) {
			a.sheets = append(a.sheets, s)
		}
	}
	return a
}

// Timeline gives the timeline of the agenda, with its masks.
func (a Agenda) Timeline() Timeline { return a.timeline }

// Basis gives the basis of the agenda.
func (a Agenda) Basis() Basis { return a.basis }

func (a Agenda) sheet(c choice) *sheet {
	d := a.timeline.tables()
	s := &sheet{summit: a.timeline.asSeen(d.Summits[c.summit]), stage: a.basis.Stage, named: make(map[TopicID][]Mention), hidden: make(map[TopicID]bool)}
	for _, i := range d.mentionsOf[c.summit] {
		m := d.Mentions[i]
		here := c.whole
		if m.Session != "" {
			here = c.includes(d, d.session[m.Session])
		}
		if !here || (a.basis.Stage != 0 && m.Stage != a.basis.Stage) || !a.takes(d.Sources[d.source[m.Source]]) {
			continue
		}
		topic := d.rolledUp(m.Topic, a.basis.Depth)
		if a.timeline.Sees(m.Confidence, List[SourceID]{m.Source}) {
			s.named[topic] = append(s.named[topic], m)
			s.doubtful = s.doubtful || m.Confidence == Low
		} else {
			s.hidden[topic] = true
		}
	}
	s.closing, s.closed = a.coverage(c)
	s.doubtful = s.doubtful || slices.ContainsFunc(s.closing, Claim.weak)
	return s
}

// takes reports whether the basis counts the mentions in a document.
func (a Agenda) takes(s Source) bool {
	return (a.basis.Source == 0 || s.Kind == a.basis.Source) && (a.basis.Issuer == "" || s.Issuer.Has(a.basis.Issuer))
}

// rolledUp gives the topic at a depth under which another falls; a topic above that depth stays itself, as all do at depth zero.
func (d *data) rolledUp(id TopicID, depth int) TopicID {
	if depth < 1 {
		return id
	}
	chain := []TopicID{id}
	for next := d.Topics[d.topic[id]].Broader; next != ""; next = d.Topics[d.topic[next]].Broader {
		chain = append(chain, next)
	}
	return chain[max(len(chain)-depth, 0)]
}

// coverage gives the statements that close the topics of a gathering on the basis, and whether they do: for each stage asked for,
// for the summit as a whole and for each track asked for.
func (a Agenda) coverage(c choice) ([]Claim, bool) {
	d := a.timeline.tables()
	stages := []Stage{Planned, Reported}
	if a.basis.Stage != 0 {
		stages = []Stage{a.basis.Stage}
	}
	var tracks []string
	if c.whole {
		tracks = append(tracks, "")
	}
	for _, s := range c.sessions {
		tracks = append(tracks, d.Sessions[s].Track)
	}
	var claims []Claim
	summit := a.timeline.asSeen(d.Summits[c.summit])
	for _, stage := range stages {
		for _, track := range tracks {
			i := slices.IndexFunc(d.Coverage, func(s Coverage) bool {
				return s.Subject == TopicsSubject && s.Series == summit.Series && s.Track == track && (s.Stage == 0 || s.Stage == stage) &&
					s.Covers(summit) && a.timeline.Sees(s.Confidence, s.Sources) && a.names(s)
			})
			if i < 0 {
				return nil, false
			}
			claims = append(claims, d.Coverage[i].Claim())
		}
	}
	return claims, true
}

// names reports whether the statement names a document that the basis counts.
func (a Agenda) names(s Coverage) bool {
	return (a.basis.Source == 0 && a.basis.Issuer == "") || slices.ContainsFunc(s.Sources, func(id SourceID) bool {
		source, ok := a.timeline.Source(id)
		return ok && a.takes(source)
	})
}

// A cell is one topic at one gathering, or at several: whether it was named, and why that is so.
type cell struct {
	truth       Truth
	rests, open []Claim
}

// truth is the one place where mentions and coverage become yes, no or unknown.
func (s *sheet) truth(topic TopicID) Truth {
	switch {
	case len(s.named[topic]) > 0:
		return Yes
	case s.closed && !s.hidden[topic]:
		return No
	}
	return Unknown
}

// cell gives the rows that make the truth what it is, or what it waits for.
func (s *sheet) cell(topic TopicID) cell {
	c := cell{truth: s.truth(topic)}
	switch c.truth {
	case Yes:
		for _, m := range s.named[topic] {
			c.rests = append(c.rests, m.Claim())
		}
	case No:
		c.rests = s.closing
	default:
		c.open = []Claim{{
			Table: "discussions",
			Key:   s.key(topic),
			Text:  fmt.Sprintf("whether %s was named at %s: no document coded names it", topic, s.summit.ID),
		}}
	}
	return c
}

// complete reports whether the list of topics is.
func (s *sheet) complete() bool {
	for topic := range s.hidden {
		if len(s.named[topic]) == 0 {
			return false
		}
	}
	return s.closed
}

// key names an open cell: the topic at the summit, at the stage asked for.
func (s *sheet) key(topic TopicID) string {
	if s.stage == 0 {
		return Key(s.summit.ID, "", string(topic))
	}
	return Key(s.summit.ID, "", string(topic), s.stage.String())
}

// unlisted gives the cell that stands for all topics that may have been named besides.
func (s *sheet) unlisted() []Claim {
	if s.complete() {
		return nil
	}
	return []Claim{{
		Table: "discussions",
		Key:   s.key(""),
		Text:  fmt.Sprintf("what else was named at %s: its topics are not known to be complete", s.summit.ID),
	}}
}

// An Entry is the agenda of one gathering, or of those that started in one year.
type Entry struct {
	Summit    SummitID // the gathering; empty of a year
	Year      int
	Topics    TopicSet       // named in at least one document
	Complete  bool           // whether coverage closes the list of topics, on this basis
	Documents List[SourceID] // that name them, by id
	Kinds     []SourceKind   // of the documents, in the order of the words of their list
	Profile   Profile        // how many documents name each topic; of a year, at each of its gatherings
	Evidence  Evidence
}

// entry gives the agenda of one gathering.
func (a Agenda) entry(s *sheet) Entry {
	e := a.entryOf(page{s})
	e.Summit = s.summit.ID
	return e
}

// entryOf gives the agenda of several gatherings of a year.
func (a Agenda) entryOf(p page) Entry {
	e := Entry{Year: p[0].summit.Start.Year, Complete: true}
	d, counts := a.timeline.tables(), make(map[TopicID]int)
	for _, s := range p {
		e.Complete = e.Complete && s.complete()
		for topic := range s.named {
			documents := s.documents(topic)
			counts[topic] += len(documents)
			e.Documents = append(e.Documents, documents...)
		}
	}
	slices.Sort(e.Documents)
	e.Documents = slices.Compact(e.Documents)
	for _, id := range e.Documents {
		e.Kinds = append(e.Kinds, d.Sources[d.source[id]].Kind)
	}
	slices.Sort(e.Kinds)
	e.Kinds = slices.Compact(e.Kinds)
	e.Profile = NewProfile(counts)
	e.Topics = e.Profile.Topics()
	e.Evidence = NewEvidence(a.timeline, func() (rests, open []Claim) {
		for _, s := range p {
			for _, mentions := range s.named {
				for _, m := range mentions {
					rests = append(rests, m.Claim())
				}
			}
			rests, open = append(rests, s.closing...), append(open, s.unlisted()...)
		}
		return rests, open
	})
	return e
}

// documents gives those that name a topic, by id.
func (s *sheet) documents(topic TopicID) []SourceID {
	var ids []SourceID
	for _, m := range s.named[topic] {
		ids = append(ids, m.Source)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// A page is the sheets of several gatherings, as of a year.
type page []*sheet

// truth tells whether a topic was named at any of them.
func (p page) truth(topic TopicID) Truth {
	some := No
	for _, s := range p {
		some = some.Or(s.truth(topic))
	}
	return some
}

// cell is OR over the gatherings: a yes rests on one of them, a no on all.
func (p page) cell(topic TopicID) cell {
	whole := cell{truth: p.truth(topic)}
	for _, s := range p {
		c := s.cell(topic)
		if c.truth == Yes {
			return c
		}
		whole.rests, whole.open = append(whole.rests, c.rests...), append(whole.open, c.open...)
	}
	return whole
}

// find gives the sheet of a summit.
func (a Agenda) find(id SummitID) (*sheet, error) {
	i := slices.IndexFunc(a.sheets, func(s *sheet) bool { return s.summit.ID == id })
	if i >= 0 {
		return a.sheets[i], nil
	}
	d := a.timeline.tables()
	if _, ok := d.summit[id]; ok {
		return nil, &UnknownError{What: "gathering of this timeline", ID: string(id)}
	}
	return nil, unknown("summit", string(id), column(d.Summits, func(s Summit) string { return string(s.ID) }))
}

// At gives the agenda of one gathering. A summit that is not known, or not among the gatherings, is an [UnknownError].
func (a Agenda) At(id SummitID) (Entry, error) {
	s, err := a.find(id)
	if err != nil {
		return Entry{}, err
	}
	return a.entry(s), nil
}

// All gives the agendas in the order of the timeline.
func (a Agenda) All() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, s := range a.sheets {
			if !yield(a.entry(s)) {
				return
			}
		}
	}
}

// Years gives the agendas of the years in which gatherings started, in order: what was named at any of them.
func (a Agenda) Years() iter.Seq2[int, Entry] {
	return func(yield func(int, Entry) bool) {
		for p := range a.pages() {
			if e := a.entryOf(p); !yield(e.Year, e) {
				return
			}
		}
	}
}

// pages gives the sheets of each year.
func (a Agenda) pages() iter.Seq[page] {
	return func(yield func(page) bool) {
		for rest := a.sheets; len(rest) > 0; {
			n := 1
			for n < len(rest) && rest[n].summit.Start.Year == rest[0].summit.Start.Year {
				n++
			}
			if !yield(rest[:n]) {
				return
			}
			rest = rest[n:]
		}
	}
}

// Topic finds a topic as [Timeline.Topic] does; on a basis with a depth it is the broader one at that depth.
func (a Agenda) Topic(name string) (Topic, error) {
	topic, err := a.timeline.Topic(name)
	if err != nil {
		return Topic{}, err
	}
	d := a.timeline.tables()
	return d.Topics[d.topic[d.rolledUp(topic.ID, a.basis.Depth)]], nil
}

// Of tells at which held gatherings a topic was named. On a basis with a depth a deeper topic stands for the broader one at that depth.
func (a Agenda) Of(topic Topic) History {
	id := topic.ID
	if _, ok := a.timeline.tables().topic[id]; ok {
		id = a.timeline.data.rolledUp(id, a.basis.Depth)
	}
	var held []*sheet
	var steps []Step
	for _, s := range a.sheets {
		if s.summit.Status == Held {
			held = append(held, s)
			steps = append(steps, Step{Summit: s.summit.ID, Truth: s.truth(id), Skip: No, Eligible: Yes})
		}
	}
	return NewHistory(a.timeline, steps, func(i int) Reading {
		c := held[i].cell(id)
		r := Reading{Rests: c.rests, Open: c.open}
		switch c.truth {
		case No:
			r.Why = []Reason{{End: NotMentioned}}
		case Unknown:
			r.Why = []Reason{{End: Undecided}}
		}
		return r
	})
}

// Each gives the history of each topic that is named at any of the gatherings, by id.
func (a Agenda) Each() iter.Seq2[TopicID, History] {
	return func(yield func(TopicID, History) bool) {
		named := make(map[TopicID]bool)
		for _, s := range a.sheets {
			for id := range s.named {
				named[id] = true
			}
		}
		for _, id := range slices.Sorted(maps.Keys(named)) {
			if !yield(id, a.Of(Topic{ID: id})) {
				return
			}
		}
	}
}

// vocabulary gives all topics at the depth of the basis.
func (a Agenda) vocabulary() TopicSet {
	d := a.timeline.tables()
	ids := make([]TopicID, len(d.Topics))
	for i, t := range d.Topics {
		ids[i] = d.rolledUp(t.ID, a.basis.Depth)
	}
	return NewTopicSet(ids...)
}
