package timeline

import (
	"cmp"
	"encoding"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/summitry/summitry/internal/near"
	"github.com/summitry/summitry/internal/rows"
)

// Tables are the rows that a Timeline is made of, in any order.
type Tables struct {
	Series   []Series
	Summits  []Summit
	Sessions []Session
	Topics   []Topic
	Mentions []Mention
	Sources  []Source
	Coverage []Coverage
}

// data is what all timelines made by one call of New share. It never changes.
type data struct {
	Tables
	summit      map[SummitID]int
	session     map[SessionID]int
	topic       map[TopicID]int
	source      map[SourceID]int
	sessionsOf  [][]int // of each summit, by index
	mentionsOf  [][]int
	topicByName map[string]TopicID
}

// New makes a timeline of all summits in the tables. It copies the rows and puts them in order. Everything that is wrong with the
// tables is reported together, as a *[Fault] each, joined; of more than 20,000 faults only these. References to participants, groups and people are not checked here but
// by package attendance, which knows them.
func New(tables Tables) (Timeline, error) {
	check := checker{Tables: tables}
	check.all()
	if err := errors.Join(check.faults...); err != nil {
		return Timeline{}, err
	}
	d := &data{Tables: Tables{
		Series:   rows.Own(tables.Series),
		Summits:  rows.Own(tables.Summits),
		Sessions: rows.Own(tables.Sessions),
		Topics:   rows.Own(tables.Topics),
		Mentions: rows.Own(tables.Mentions),
		Sources:  rows.Own(tables.Sources),
		Coverage: rows.Own(tables.Coverage),
	}}
	d.sort()
	d.index()
	chosen := make([]choice, len(d.Summits))
	for i := range chosen {
		chosen[i] = choice{summit: i, whole: true}
	}
	return Timeline{data: d, chosen: chosen, closing: new(closing)}, nil
}

// sort puts the tables in the order of the model, and gives each row lists of its own.
func (d *data) sort() {
	slices.SortFunc(d.Series, func(a, b Series) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Summits, compareSummits)
	place := make(map[SummitID]int, len(d.Summits))
	for i := range d.Summits {
		s := &d.Summits[i]
		place[s.ID] = i
		s.Cities, s.Countries, s.Hosts, s.Sources = rows.Own(s.Cities), rows.Own(s.Countries), rows.Own(s.Hosts), rows.Own(s.Sources)
	}
	slices.SortFunc(d.Sessions, func(a, b Session) int {
		return cmp.Or(cmp.Compare(place[a.Summit], place[b.Summit]), cmp.Compare(a.ID, b.ID))
	})
	for i := range d.Sessions {
		d.Sessions[i].Sources = rows.Own(d.Sessions[i].Sources)
	}
	slices.SortFunc(d.Topics, func(a, b Topic) int { return cmp.Compare(a.ID, b.ID) })
	for i := range d.Topics {
		d.Topics[i].Aliases = rows.Own(d.Topics[i].Aliases)
	}
	slices.SortFunc(d.Mentions, func(a, b Mention) int {
		return cmp.Or(cmp.Compare(place[a.Summit], place[b.Summit]), cmp.Compare(a.Session, b.Session), cmp.Compare(a.Topic, b.Topic),
			cmp.Compare(a.Stage.String(), b.Stage.String()), cmp.Compare(a.Source, b.Source))
	})
	slices.SortFunc(d.Sources, func(a, b Source) int { return cmp.Compare(a.ID, b.ID) })
	for i := range d.Sources {
		d.Sources[i].Issuer = rows.Own(d.Sources[i].Issuer)
	}
	slices.SortFunc(d.Coverage, func(a, b Coverage) int { return cmp.Compare(a.ID, b.ID) })
	for i := range d.Coverage {
		d.Coverage[i].Sources = rows.Own(d.Coverage[i].Sources)
	}
}

func compareSummits(a, b Summit) int {
	return cmp.Or(a.Start.Compare(b.Start), a.End.Compare(b.End), cmp.Compare(a.ID, b.ID))
}

func (d *data) index() {
	d.summit = rows.Index(d.Summits, func(s Summit) SummitID { return s.ID })
	d.session = rows.Index(d.Sessions, func(s Session) SessionID { return s.ID })
	d.topic = rows.Index(d.Topics, func(t Topic) TopicID { return t.ID })
	d.source = rows.Index(d.Sources, func(s Source) SourceID { return s.ID })
	d.sessionsOf, d.mentionsOf = make([][]int, len(d.Summits)), make([][]int, len(d.Summits))
	for i, s := range d.Sessions {
		at := d.summit[s.Summit]
		d.sessionsOf[at] = append(d.sessionsOf[at], i)
	}
	for i, m := range d.Mentions {
		at := d.summit[m.Summit]
		d.mentionsOf[at] = append(d.mentionsOf[at], i)
	}
	d.topicByName = make(map[string]TopicID)
	for _, t := range d.Topics {
		for _, name := range topicNames(t) {
			d.topicByName[folded(name)] = t.ID
		}
	}
}

// topicNames are the names by which a topic is found.
func topicNames(t Topic) []string {
	return append([]string{string(t.ID), t.Label}, t.Aliases...)
}

// folded makes names alike that differ in case and in how their words are joined.
func folded(name string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == ' ' }), " "))
}

// A checker looks for everything that is wrong with tables.
type checker struct {
	Tables
	faults

	series  map[SeriesID]int
	summit  map[SummitID]int
	session map[SessionID]int
	topic   map[TopicID]int
	source  map[SourceID]int
	tracks  map[string]map[SummitID]bool // the summits with a session on each

	hints     int  // how many were given
	countable bool // summits and sessions have no faults, so that they can be counted
}

func (c *checker) all() {
	c.series = rows.Index(c.Series, func(s Series) SeriesID { return s.ID })
	c.summit = rows.Index(c.Summits, func(s Summit) SummitID { return s.ID })
	c.session = rows.Index(c.Sessions, func(s Session) SessionID { return s.ID })
	c.topic = rows.Index(c.Topics, func(t Topic) TopicID { return t.ID })
	c.source = rows.Index(c.Sources, func(s Source) SourceID { return s.ID })
	c.tracks = make(map[string]map[SummitID]bool)
	for _, s := range c.Sessions {
		if c.tracks[s.Track] == nil {
			c.tracks[s.Track] = make(map[SummitID]bool)
		}
		c.tracks[s.Track][s.Summit] = true
	}
	for i, s := range c.Series {
		checkID(c, "series", i, "series_id", s.ID, c.series)
		c.filled("series", i, "name", s.Name)
		c.word("series", i, "tier", s.Tier, true)
	}
	for i, s := range c.Summits {
		c.checkSummit(i, s)
	}
	c.checkOrdinals()
	for i, s := range c.Sessions {
		c.checkSession(i, s)
	}
	for i, t := range c.Topics {
		checkID(c, "topics", i, "topic_id", t.ID, c.topic)
		c.filled("topics", i, "label", t.Label)
		if t.Broader != "" {
			checkRef(c, "topics", i, "broader_id", "topic", t.Broader, c.topic)
		}
	}
	c.checkTopicCycles()
	c.checkTopicNames()
	c.checkMentions()
	for i, s := range c.Sources {
		checkID(c, "sources", i, "source_id", s.ID, c.source)
		c.word("sources", i, "kind", s.Kind, true)
		c.filled("sources", i, "title", s.Title)
		c.date("sources", i, "published", s.Published)
		c.date("sources", i, "accessed", s.Accessed)
	}
	c.countable = !slices.ContainsFunc(c.faults, func(err error) bool {
		var f *Fault
		return errors.As(err, &f) && (f.Table == "summits" || f.Table == "sessions")
	})
	covered := make(map[string]int)
	for i, s := range c.Coverage {
		if first, taken := covered[s.ID]; taken && s.ID != "" {
			c.twice("coverage", i, "coverage_id", s.ID, first)
		} else {
			covered[s.ID] = i
		}
		c.checkCoverage(i, s)
	}
}

// checkID wants an id that is a slug and the first of its kind.
func checkID[K ~string](c *checker, table string, row int, column string, id K, index map[K]int) {
	switch first := index[id]; {
	case id == "":
		c.filled(table, row, column, "")
	case !rows.IsSlug(string(id)):
		c.addf(table, row, column, string(id), "want "+rows.Slug)
	case first != row:
		c.twice(table, row, column, string(id), first)
	}
}

func checkRef[K ~string](c *checker, table string, row int, column, what string, id K, index map[K]int) bool {
	if id == "" {
		c.filled(table, row, column, "")
		return false
	}
	if _, ok := index[id]; !ok {
		c.add(table, row, column, string(id), &UnknownError{What: what, ID: string(id), Near: near.Few(&c.hints, string(id), maps.Keys(index))})
		return false
	}
	return true
}

func contains[K comparable](index map[K]int, id K) bool {
	_, ok := index[id]
	return ok
}

var errEmpty = errors.New("is required")

func (c *checker) filled(table string, row int, column, value string) {
	if value == "" {
		c.add(table, row, column, value, errEmpty)
	}
}

// word wants a value that has a text.
func (c *checker) word(table string, row int, column string, value encoding.TextMarshaler, required bool) {
	text, err := value.MarshalText()
	switch {
	case err != nil:
		c.add(table, row, column, fmt.Sprint(value), err)
	case required:
		c.filled(table, row, column, string(text))
	}
}

func (c *checker) date(table string, row int, column string, d Date) {
	if d != (Date{}) && !d.IsValid() {
		c.add(table, row, column, d.String(), errDate)
	}
}

func (c *checker) sources(table string, row int, list List[SourceID]) {
	for _, id := range list {
		checkRef(c, table, row, "source_ids", "source", id, c.source)
	}
}

func (c *checker) checkSummit(i int, s Summit) {
	checkID(c, "summits", i, "summit_id", s.ID, c.summit)
	checkRef(c, "summits", i, "series_id", "series", s.Series, c.series)
	c.filled("summits", i, "name", s.Name)
	c.word("summits", i, "ordinal", s.Ordinal, false)
	c.word("summits", i, "kind", s.Kind, true)
	c.word("summits", i, "status", s.Status, true)
	c.word("summits", i, "format", s.Format, true)
	c.filled("summits", i, "start_date", s.Start.String())
	c.filled("summits", i, "end_date", s.End.String())
	c.date("summits", i, "start_date", s.Start)
	c.date("summits", i, "end_date", s.End)
	if s.Start.IsValid() && s.End.IsValid() && s.End.Last().Compare(s.Start.First()) < 0 {
		c.addf("summits", i, "end_date", s.End.String(), "is before start_date %s", s.Start)
	}
	c.sources("summits", i, s.Sources)
}

// checkOrdinals wants no two editions of a series with one ordinal.
func (c *checker) checkOrdinals() {
	type label struct {
		series  SeriesID
		ordinal Number
	}
	first := make(map[label]SummitID)
	for i, s := range c.Summits {
		if s.Ordinal == 0 || s.Kind != Regular || s.Status != Held {
			continue
		}
		l := label{s.Series, s.Ordinal}
		if other, taken := first[l]; taken && other != s.ID {
			c.addf("summits", i, "ordinal", s.Ordinal.String(), "is the number of %s too, and both were held", other)
		} else {
			first[l] = s.ID
		}
	}
}

// sideDays is how many days a side session may lie before or after its summit.
const sideDays = 7

func (c *checker) checkSession(i int, s Session) {
	checkID(c, "sessions", i, "session_id", s.ID, c.session)
	known := checkRef(c, "sessions", i, "summit_id", "summit", s.Summit, c.summit)
	c.word("sessions", i, "scope", s.Scope, true)
	c.filled("sessions", i, "name", s.Name)
	if s.Track == "" {
		c.filled("sessions", i, "track", s.Track)
	} else if !rows.IsSlug(s.Track) {
		c.addf("sessions", i, "track", s.Track, "want "+rows.Slug)
	}
	c.sources("sessions", i, s.Sources)
	if s.Date == (Date{}) {
		return
	}
	c.date("sessions", i, "date", s.Date)
	if !known || !s.Date.IsValid() {
		return
	}
	summit := c.Summits[c.summit[s.Summit]]
	if !summit.Start.IsValid() || !summit.End.IsValid() || summit.End.Last().Compare(summit.Start.First()) < 0 {
		return
	}
	first, last, reach := summit.Start.First(), summit.End.Last(), ""
	if s.Scope == Side {
		first, last = first.addDays(-sideDays), last.addDays(sideDays)
		reach = fmt.Sprintf(" by more than %d days", sideDays)
	}
	if s.Date.Last().Compare(first) < 0 || s.Date.First().Compare(last) > 0 {
		c.addf("sessions", i, "date", s.Date.String(), "lies outside of %s, %s to %s,%s", summit.ID, summit.Start, summit.End, cmp.Or(reach, " and it is a body session"))
	}
}

// checkTopicCycles wants no topic among its own broader ones.
func (c *checker) checkTopicCycles() {
	const (
		unseen = iota
		onPath
		done
	)
	state := make([]int, len(c.Topics))
	for i := range c.Topics {
		var path []int
		at := i
		for state[at] == unseen {
			state[at], path = onPath, append(path, at)
			next, ok := c.topic[c.Topics[at].Broader]
			if !ok || c.Topics[at].Broader == "" {
				break
			}
			at = next
		}
		if start := slices.Index(path, at); state[at] == onPath && start >= 0 && c.Topics[at].ID != "" && c.Topics[path[len(path)-1]].Broader == c.Topics[at].ID {
			for _, k := range path[start:] {
				c.addf("topics", k, "broader_id", string(c.Topics[k].Broader), "makes a cycle: %s would be broader than itself", c.Topics[k].ID)
			}
		}
		for _, k := range path {
			state[k] = done
		}
	}
}

// checkTopicNames wants each name to lead to one topic.
func (c *checker) checkTopicNames() {
	owner := make(map[string]int)
	for i := len(c.Topics) - 1; i >= 0; i-- {
		owner[folded(string(c.Topics[i].ID))] = i
	}
	for i, t := range c.Topics {
		for k, name := range topicNames(t)[1:] {
			alike := folded(name)
			first, taken := owner[alike]
			switch {
			case !taken:
				owner[alike] = i
			case c.Topics[first].ID == t.ID:
			case k == 0:
				c.addf("topics", i, "label", name, "is claimed by %s too", c.Topics[first].ID)
			default:
				c.addf("topics", i, "aliases", name, "is claimed by %s too", c.Topics[first].ID)
			}
		}
	}
}

func (c *checker) checkMentions() {
	type key struct {
		summit  SummitID
		session SessionID
		topic   TopicID
		stage   Stage
		source  SourceID
	}
	first := make(map[key]int, len(c.Mentions))
	named := sync.OnceValue(func() map[string]TopicID {
		named := make(map[string]TopicID)
		for _, t := range c.Topics {
			for _, name := range topicNames(t) {
				named[folded(name)] = t.ID
			}
		}
		return named
	})
	for i, m := range c.Mentions {
		summit := checkRef(c, "discussions", i, "summit_id", "summit", m.Summit, c.summit)
		if m.Session != "" && checkRef(c, "discussions", i, "session_id", "session", m.Session, c.session) && summit {
			c.sessionOf("discussions", i, m.Session, m.Summit)
		}
		id, called := TopicID(""), false
		if !contains(c.topic, m.Topic) {
			id, called = named()[folded(string(m.Topic))] // by a label or an alias
		}
		if called {
			c.add("discussions", i, "topic_id", string(m.Topic), &UnknownError{What: "topic", ID: string(m.Topic), Near: []string{string(id)}})
		} else {
			checkRef(c, "discussions", i, "topic_id", "topic", m.Topic, c.topic)
		}
		c.word("discussions", i, "stage", m.Stage, true)
		checkRef(c, "discussions", i, "source_id", "source", m.Source, c.source)
		c.word("discussions", i, "confidence", m.Confidence, true)
		if summit && m.Stage == Reported {
			if s := c.Summits[c.summit[m.Summit]]; s.Status != Held && s.Status != 0 {
				c.addf("discussions", i, "stage", m.Stage.String(), "%s is %s, so nothing can be reported of it", s.ID, s.Status)
			}
		}
		k := key{m.Summit, m.Session, m.Topic, m.Stage, m.Source}
		if row, taken := first[k]; taken {
			c.twice("discussions", i, "topic_id", string(m.Topic), row)
		} else {
			first[k] = i
		}
	}
}

func (c *checker) sessionOf(table string, row int, session SessionID, summit SummitID) {
	if of := c.Sessions[c.session[session]].Summit; of != summit && contains(c.summit, of) {
		c.addf(table, row, "session_id", string(session), "is a session of %s, not of %s", of, summit)
	}
}

// maxRank is the lowest rank that a level can have.
const maxRank = 7

func (c *checker) checkCoverage(i int, s Coverage) {
	switch {
	case s.ID == "":
		c.filled("coverage", i, "coverage_id", "")
	case !rows.IsSlug(s.ID):
		c.addf("coverage", i, "coverage_id", s.ID, "want "+rows.Slug)
	}
	c.word("coverage", i, "subject", s.Subject, true)
	c.word("coverage", i, "kind", s.Kind, false)
	c.word("coverage", i, "stage", s.Stage, false)
	c.word("coverage", i, "rank", s.Rank, false)
	c.word("coverage", i, "editions", s.Editions, false)
	c.word("coverage", i, "confidence", s.Confidence, true)
	if len(s.Sources) == 0 {
		c.filled("coverage", i, "source_ids", "")
	}
	c.sources("coverage", i, s.Sources)
	c.date("coverage", i, "date_from", s.From)
	c.date("coverage", i, "date_to", s.Until)
	series := checkRef(c, "coverage", i, "series_id", "series", s.Series, c.series)
	if s.Track != "" {
		if _, ok := c.tracks[s.Track]; !ok {
			c.add("coverage", i, "track", s.Track, &UnknownError{What: "track", ID: s.Track, Near: near.Few(&c.hints, s.Track, maps.Keys(c.tracks))})
		}
	}
	if s.Rank > maxRank {
		c.addf("coverage", i, "rank", s.Rank.String(), "want 1 to %d", maxRank)
	}
	if s.Subject != 0 && s.Subject != AttendanceSubject {
		if s.Who != "" {
			c.addf("coverage", i, "who", string(s.Who), "only coverage of attendance is about somebody")
		}
		if s.Rank != 0 {
			c.addf("coverage", i, "rank", s.Rank.String(), "only coverage of attendance has a rank")
		}
	}
	if s.Subject != 0 && s.Subject != TopicsSubject && s.Stage != 0 {
		c.addf("coverage", i, "stage", s.Stage.String(), "only coverage of topics has a stage")
	}
	if s.Summit != "" {
		if checkRef(c, "coverage", i, "summit_id", "summit", s.Summit, c.summit) && series {
			if of := c.Summits[c.summit[s.Summit]].Series; of != s.Series && contains(c.series, of) {
				c.addf("coverage", i, "summit_id", string(s.Summit), "is a summit of %s, not of %s", of, s.Series)
			}
		}
		if s.From != (Date{}) {
			c.addf("coverage", i, "date_from", s.From.String(), "want no span of time beside summit_id %s", s.Summit)
		}
		if s.Until != (Date{}) {
			c.addf("coverage", i, "date_to", s.Until.String(), "want no span of time beside summit_id %s", s.Summit)
		}
		if s.Editions > 1 {
			c.addf("coverage", i, "editions", s.Editions.String(), "want none beside summit_id %s: it is one", s.Summit)
		}
		if s.Subject == EditionsSubject {
			c.addf("coverage", i, "summit_id", string(s.Summit), "want a span of time: one summit cannot make a list complete")
		}
		return
	}
	if s.Until == (Date{}) {
		c.addf("coverage", i, "date_to", "", "is required where there is no summit_id")
		return
	}
	if s.From.IsValid() && s.Until.IsValid() && s.Until.Last().Compare(s.From.First()) < 0 {
		c.addf("coverage", i, "date_to", s.Until.String(), "is before date_from %s", s.From)
		return
	}
	if n := c.covered(s); series && c.countable && int(s.Editions) != n {
		c.addf("coverage", i, "editions", s.Editions.String(), "want %d, the number of held summits that the span covers", n)
	}
}

// covered counts the held summits that a statement over a span covers; on a track those with a session on it.
func (c *checker) covered(s Coverage) int {
	n := 0
	for _, summit := range c.Summits {
		if s.Covers(summit) && (s.Track == "" || c.tracks[s.Track][summit.ID]) {
			n++
		}
	}
	return n
}
