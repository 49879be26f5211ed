package timeline

import (
	"iter"
	"reflect"
	"slices"
)

// A Timeline is a number of gatherings in order of time, and how their records are read: as of a date, or with a minimum
// confidence. The zero Timeline is empty.
type Timeline struct {
	data       *data
	chosen     []choice   // in order
	selections [][]Filter // that made the choice, one after another; none for all summits
	asOf       Date
	trust      Confidence
	closing    *closing // whether its list is closed, as of the day asked about last; nil for the zero Timeline
}

// A choice is a summit in a timeline: as a whole, which is the summit and its body sessions, or for some of its sessions.
type choice struct {
	summit   int
	whole    bool
	sessions []int // on the tracks asked for
}

// A Filter describes gatherings. The zero Filter means the regular gatherings of all series; each field narrows it, but for
// Extraordinary.
type Filter struct {
	Series        SeriesID
	Summit        SummitID // this one, whatever its kind
	Format        Format
	Extraordinary bool   // also the gatherings outside of the regular order
	Track         string // the sessions on this track in place of the summits as wholes, so an edition is a summit with such a session
	From, To      Date   // the gatherings that touch this span of days
}

// Select gives the gatherings of t that any of the filters describes; without a filter, none. What t masks stays masked. A series,
// summit or track that is not known is an [UnknownError], and a date that does not exist a [Fault].
func (t Timeline) Select(filters ...Filter) (Timeline, error) {
	for _, f := range filters {
		if err := t.checkFilter(f); err != nil {
			return Timeline{}, err
		}
	}
	d, narrowed := t.tables(), t
	narrowed.chosen, narrowed.selections, narrowed.closing = nil, append(slices.Clone(t.selections), slices.Clone(filters)), new(closing)
	for _, c := range t.chosen {
		into := choice{summit: c.summit}
		for _, f := range filters {
			if !f.describes(d.Summits[c.summit]) {
				continue
			}
			if f.Track == "" {
				into.whole = into.whole || c.whole
				into.sessions = append(into.sessions, c.sessions...)
				continue
			}
			for _, s := range d.sessionsOf[c.summit] {
				if d.Sessions[s].Track == f.Track && (c.whole || slices.Contains(c.sessions, s)) {
					into.sessions = append(into.sessions, s)
				}
			}
		}
		slices.Sort(into.sessions)
		into.sessions = slices.Compact(into.sessions)
		if into.whole || len(into.sessions) > 0 {
			narrowed.chosen = append(narrowed.chosen, into)
		}
	}
	return narrowed, nil
}

func (t Timeline) checkFilter(f Filter) error {
	d := t.tables()
	if f.Series != "" && !slices.ContainsFunc(d.Series, func(s Series) bool { return s.ID == f.Series }) {
		return unknown("series", string(f.Series), column(d.Series, func(s Series) string { return string(s.ID) }))
	}
	if _, ok := d.summit[f.Summit]; f.Summit != "" && !ok {
		return unknown("summit", string(f.Summit), column(d.Summits, func(s Summit) string { return string(s.ID) }))
	}
	if f.Track != "" && !slices.ContainsFunc(d.Sessions, func(s Session) bool { return s.Track == f.Track }) {
		return unknown("track", f.Track, column(d.Sessions, func(s Session) string { return s.Track }))
	}
	for i, date := range []Date{f.From, f.To} {
		if date != (Date{}) && !date.IsValid() {
			return &Fault{Table: "filter", Column: []string{"From", "To"}[i], Value: date.String(), Err: errDate}
		}
	}
	return nil
}

func column[R any](rows []R, cell func(R) string) []string {
	cells := make([]string, len(rows))
	for i, row := range rows {
		cells[i] = cell(row)
	}
	return cells
}

// describes leaves out the track, which is about sessions.
func (f Filter) describes(s Summit) bool {
	switch {
	case f.Summit != "" && f.Summit != s.ID,
		f.Summit == "" && s.Kind != Regular && !f.Extraordinary,
		f.Series != "" && f.Series != s.Series,
		f.Format != 0 && f.Format != s.Format,
		f.From != (Date{}) && s.End.Last().Compare(f.From.First()) < 0,
		f.To != (Date{}) && s.Start.First().Compare(f.To.Last()) > 0:
		return false
	}
	return true
}

// AsOf gives the same gatherings as they could be read on a day (on the last day that d can mean): a record, mention or coverage statement
// none of whose sources was published by then is masked, as is a record of a session that had not begun, and a summit that had not
// begun is scheduled. What a masked row says is unknown, even inside coverage; masked coverage is gone. Undated sources do not count
// as published. Summits, sessions, people and memberships are never masked. A later call replaces an earlier one, and the zero Date
// masks nothing.
func (t Timeline) AsOf(d Date) Timeline {
	t.asOf, t.closing = d, new(closing)
	return t
}

// Trusting gives the same gatherings with all records, mentions and coverage statements of a lower confidence masked, as by AsOf. A
// later call replaces an earlier one, and zero masks nothing.
func (t Timeline) Trusting(least Confidence) Timeline {
	t.trust, t.closing = least, new(closing)
	return t
}

var noData = &data{}

func (t Timeline) tables() *data {
	if t.data == nil {
		return noData
	}
	return t.data
}

// Sees reports whether a row of this confidence and with these sources is not masked in t.
func (t Timeline) Sees(confidence Confidence, sources List[SourceID]) bool {
	if confidence < t.trust {
		return false
	}
	if t.asOf == (Date{}) {
		return true
	}
	return slices.ContainsFunc(sources, func(id SourceID) bool {
		s, ok := t.Source(id)
		return ok && t.Published(s)
	})
}

// Published reports whether t knows a source: whether it was published by the day as of which t is read.
func (t Timeline) Published(s Source) bool {
	return t.asOf == (Date{}) || (s.Published != Date{} && s.Published.Last().Compare(t.asOf.Last()) <= 0)
}

// Foretold reports whether the sources that t sees were all certainly published before a day: whether they can only have announced
// what was to happen on it. Sources without a date might be of any day.
func (t Timeline) Foretold(sources List[SourceID], day Date) bool {
	seen := 0
	for _, id := range sources {
		s, ok := t.Source(id)
		if !ok || !t.Published(s) {
			continue
		}
		if s.Published == (Date{}) || s.Published.Last().Compare(day.First()) >= 0 {
			return false
		}
		seen++
	}
	return seen > 0
}

// Begun reports whether a day had come on the day as of which t is read. A day that is not known had.
func (t Timeline) Begun(day Date) bool {
	return t.asOf == (Date{}) || day.Last().Compare(t.asOf.Last()) <= 0
}

// asSeen gives the summit with the status that it has in t.
func (t Timeline) asSeen(s Summit) Summit {
	if !t.Begun(s.Start) {
		s.Status = Scheduled
	}
	return s
}

// Len is the number of gatherings.
func (t Timeline) Len() int { return len(t.chosen) }

// All gives the gatherings in order, each with the status that it has in t.
func (t Timeline) All() iter.Seq[Summit] {
	return func(yield func(Summit) bool) {
		for _, c := range t.chosen {
			if !yield(t.asSeen(t.data.Summits[c.summit])) {
				return
			}
		}
	}
}

// Held is the gatherings of t that were held, in order.
func (t Timeline) Held() iter.Seq[Summit] {
	return func(yield func(Summit) bool) {
		for s := range t.All() {
			if s.Status == Held && !yield(s) {
				return
			}
		}
	}
}

// Includes reports whether what is recorded at a session counts in t; for the empty session, whether what is recorded of the
// summit as a whole does.
func (t Timeline) Includes(summit SummitID, session SessionID) bool {
	d := t.tables()
	at, ok := d.summit[summit]
	if !ok {
		return false
	}
	i, ok := slices.BinarySearchFunc(t.chosen, at, func(c choice, at int) int { return c.summit - at })
	if !ok {
		return false
	}
	c := t.chosen[i]
	if session == "" {
		return c.whole
	}
	s, ok := d.session[session]
	if !ok || d.Sessions[s].Summit != summit {
		return false
	}
	return c.includes(d, s)
}

func (c choice) includes(d *data, session int) bool {
	return (c.whole && d.Sessions[session].Scope == Body) || slices.Contains(c.sessions, session)
}

// Summit gives a summit by its id, also one that is not in t.
func (t Timeline) Summit(id SummitID) (Summit, bool) {
	i, ok := t.tables().summit[id]
	if !ok {
		return Summit{}, false
	}
	return t.asSeen(t.data.Summits[i]), true
}

// Session gives a session by its id.
func (t Timeline) Session(id SessionID) (Session, bool) {
	return row(t.tables().Sessions, t.tables().session, id)
}

// Source gives a source by its id.
func (t Timeline) Source(id SourceID) (Source, bool) {
	return row(t.tables().Sources, t.tables().source, id)
}

// Topic finds a topic by its id, its label or an alias, whatever the case and whether words are joined by blanks or hyphens. A name
// that leads to none is an [UnknownError].
func (t Timeline) Topic(name string) (Topic, error) {
	d := t.tables()
	if id, ok := d.topicByName[folded(name)]; ok {
		return d.Topics[d.topic[id]], nil
	}
	var known []string
	for _, topic := range d.Topics {
		known = append(known, topicNames(topic)...)
	}
	return Topic{}, unknown("topic", name, known)
}

func row[K comparable, R any](rows []R, index map[K]int, id K) (R, bool) {
	i, ok := index[id]
	if !ok {
		var none R
		return none, false
	}
	return rows[i], true
}

// Name is the name of a summit with its year, as "Madrid summit 2022", and its id where the summit is not known.
func (t Timeline) Name(id SummitID) string {
	s, ok := t.Summit(id)
	if !ok {
		return string(id)
	}
	return s.Name + " " + Date{Year: s.Start.Year}.String()
}

// Series gives all series by id, whether or not t has gatherings of theirs. So do Summits, Sessions, Topics, Mentions, Sources and
// Coverage for the rows of their tables, each in the order of the model. What t masks is among them; [Timeline.Sees] tells. The lists
// within rows are shared: do not change them.
func (t Timeline) Series() iter.Seq[Series] { return slices.Values(t.tables().Series) }

// Summits gives all summits as they stand in their table, by start, end and id.
func (t Timeline) Summits() iter.Seq[Summit] { return slices.Values(t.tables().Summits) }

// Sessions gives all sessions, by their summit and id.
func (t Timeline) Sessions() iter.Seq[Session] { return slices.Values(t.tables().Sessions) }

// Topics gives all topics, by id.
func (t Timeline) Topics() iter.Seq[Topic] { return slices.Values(t.tables().Topics) }

// Mentions gives all mentions, by their summit and key.
func (t Timeline) Mentions() iter.Seq[Mention] { return slices.Values(t.tables().Mentions) }

// Sources gives all sources, by id.
func (t Timeline) Sources() iter.Seq[Source] { return slices.Values(t.tables().Sources) }

// Coverage gives all coverage statements, by id.
func (t Timeline) Coverage() iter.Seq[Coverage] { return slices.Values(t.tables().Coverage) }

// Equal reports whether t and u have the same gatherings, the same rows and the same masks.
func (t Timeline) Equal(u Timeline) bool {
	if t.asOf != u.asOf || t.trust != u.trust || !slices.EqualFunc(t.chosen, u.chosen, func(a, b choice) bool {
		return a.summit == b.summit && a.whole == b.whole && slices.Equal(a.sessions, b.sessions)
	}) || !slices.EqualFunc(t.selections, u.selections, slices.Equal) {
		return false
	}
	a, b := t.tables(), u.tables()
	return a == b || reflect.DeepEqual(a.Tables, b.Tables)
}
