package attendance

import (
	"cmp"
	"encoding"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/summitry/summitry/internal/near"
	"github.com/summitry/summitry/internal/rows"
	"github.com/summitry/summitry/timeline"
)

// Tables are the rows that a Register is made of beside those of its timeline, in any order.
type Tables struct {
	Participants []Participant
	Codes        []Code
	Groups       []Group
	Memberships  []Membership
	People       []Person
	Records      []Record
}

// A Register is who attended what: participants, groups with their members, people, and records of attendance at the gatherings of
// a timeline. The zero Register is empty.
type Register struct {
	timeline timeline.Timeline
	data     *data
}

// data is what a register is made of and looked up by. It never changes.
type data struct {
	Tables
	participant map[timeline.ActorID]int
	group       map[timeline.ActorID]int
	person      map[timeline.ActorID]int
	series      map[timeline.SeriesID]timeline.Series
	sessions    map[timeline.SummitID][]timeline.Session
	records     map[cellKey][]Record                    // of a participant at a summit and its sessions
	memberships map[[2]timeline.ActorID][]Membership    // of a group and a participant
	membersOf   map[timeline.ActorID][]timeline.ActorID // of a group, at any time, by id
	headsOf     map[timeline.ActorID][]timeline.ActorID // the people named as heads of a participant, by id
	headed      map[timeline.ActorID][]timeline.ActorID // the participants for which a person is named, by id
	awaited     map[timeline.ActorID][]timeline.ActorID // the same, with those for which somebody else came in place of the person
}

type cellKey struct {
	summit      timeline.SummitID
	participant timeline.ActorID
}

// cell gives the records of a participant at a summit and its sessions, in their order.
func (d *data) cell(summit timeline.SummitID, participant timeline.ActorID) iter.Seq[Record] {
	return slices.Values(d.records[cellKey{summit, participant}])
}

// has reports whether one of some records is so.
func has(records iter.Seq[Record], is func(Record) bool) bool {
	for rec := range records {
		if is(rec) {
			return true
		}
	}
	return false
}

// New makes a register of all tables: those of a timeline, and those on attendance at its gatherings. It copies the rows and puts
// them in order. Everything that is wrong with any of the tables is reported together, as a *[timeline.Fault] each, joined; of more
// than 20,000 faults only these, for the tables of timeline and for those of this package.
func New(gatherings timeline.Tables, tables Tables) (Register, error) {
	t, err := timeline.New(gatherings)
	check := checker{Tables: tables, gatherings: gatherings}
	check.all()
	if err := errors.Join(append([]error{err}, check.faults...)...); err != nil {
		return Register{}, err
	}
	d := &data{Tables: Tables{
		Participants: rows.Own(tables.Participants),
		Codes:        rows.Own(tables.Codes),
		Groups:       rows.Own(tables.Groups),
		Memberships:  rows.Own(tables.Memberships),
		People:       rows.Own(tables.People),
		Records:      rows.Own(tables.Records),
	}}
	d.sort(t)
	d.index(t)
	return Register{timeline: t, data: d}, nil
}

// sort puts the tables in the order of the model, and gives each row lists of its own.
func (d *data) sort(t timeline.Timeline) {
	place := make(map[timeline.SummitID]int)
	for s := range t.Summits() {
		place[s.ID] = len(place)
	}
	slices.SortFunc(d.Participants, func(a, b Participant) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Codes, func(a, b Code) int {
		return cmp.Or(cmp.Compare(a.Participant, b.Participant), cmp.Compare(a.Scheme.String(), b.Scheme.String()),
			cmp.Compare(a.Code, b.Code), a.From.Compare(b.From))
	})
	slices.SortFunc(d.Groups, func(a, b Group) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Memberships, func(a, b Membership) int {
		return cmp.Or(cmp.Compare(a.Group, b.Group), cmp.Compare(a.Participant, b.Participant), a.From.Compare(b.From))
	})
	for i := range d.Memberships {
		d.Memberships[i].Sources = rows.Own(d.Memberships[i].Sources)
	}
	slices.SortFunc(d.People, func(a, b Person) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(d.Records, func(a, b Record) int {
		return cmp.Or(cmp.Compare(place[a.Summit], place[b.Summit]), cmp.Compare(a.Session, b.Session),
			cmp.Compare(a.Participant, b.Participant), cmp.Compare(a.Person, b.Person))
	})
	for i := range d.Records {
		d.Records[i].Sources = rows.Own(d.Records[i].Sources)
	}
}

func (d *data) index(t timeline.Timeline) {
	d.participant = rows.Index(d.Participants, func(p Participant) timeline.ActorID { return p.ID })
	d.group = rows.Index(d.Groups, func(g Group) timeline.ActorID { return g.ID })
	d.person = rows.Index(d.People, func(p Person) timeline.ActorID { return p.ID })
	d.series = make(map[timeline.SeriesID]timeline.Series)
	for s := range t.Series() {
		d.series[s.ID] = s
	}
	d.sessions = make(map[timeline.SummitID][]timeline.Session)
	for s := range t.Sessions() {
		d.sessions[s.Summit] = append(d.sessions[s.Summit], s)
	}
	d.records = make(map[cellKey][]Record)
	d.headsOf, d.headed, d.awaited = make(map[timeline.ActorID][]timeline.ActorID), make(map[timeline.ActorID][]timeline.ActorID), make(map[timeline.ActorID][]timeline.ActorID)
	for _, r := range d.Records {
		k := cellKey{r.Summit, r.Participant}
		d.records[k] = append(d.records[k], r)
		if r.Person != "" {
			d.headsOf[r.Participant] = append(d.headsOf[r.Participant], r.Person)
			d.headed[r.Person] = append(d.headed[r.Person], r.Participant)
			d.awaited[r.Person] = append(d.awaited[r.Person], r.Participant)
		}
		if r.InPlaceOf != "" {
			d.awaited[r.InPlaceOf] = append(d.awaited[r.InPlaceOf], r.Participant)
		}
	}
	for _, index := range []map[timeline.ActorID][]timeline.ActorID{d.headsOf, d.headed, d.awaited} {
		for id, list := range index {
			slices.Sort(list)
			index[id] = slices.Compact(list)
		}
	}
	d.memberships = make(map[[2]timeline.ActorID][]Membership)
	d.membersOf = make(map[timeline.ActorID][]timeline.ActorID)
	for _, m := range d.Memberships {
		k := [2]timeline.ActorID{m.Group, m.Participant}
		if len(d.memberships[k]) == 0 {
			d.membersOf[m.Group] = append(d.membersOf[m.Group], m.Participant)
		}
		d.memberships[k] = append(d.memberships[k], m)
	}
}

// A checker looks for everything that is wrong with tables.
type checker struct {
	Tables
	gatherings timeline.Tables
	faults     []error
	hints      int // how many were given

	participant, group, person map[timeline.ActorID]int
	summits                    map[timeline.SummitID]timeline.Summit
	sessions                   map[timeline.SessionID]timeline.Session
	sources                    map[timeline.SourceID]bool
}

func (c *checker) add(table string, row int, column, value string, err error) {
	c.keep(&timeline.Fault{Table: table, Row: row + 1, Column: column, Value: value, Err: err})
}

// see says what is wrong with a row together with another one.
func (c *checker) see(table string, row int, column, value string, err error, other int) {
	c.keep(&timeline.Fault{Table: table, Row: row + 1, Column: column, Value: value, Err: err, See: other + 1})
}

// mostFaults is as in package timeline.
const mostFaults = 20_000

func (c *checker) keep(fault *timeline.Fault) {
	if len(c.faults) < mostFaults {
		c.faults = append(c.faults, fault)
	}
}

func (c *checker) addf(table string, row int, column, value, format string, args ...any) {
	c.add(table, row, column, value, fmt.Errorf(format, args...))
}

func (c *checker) filled(table string, row int, column, value string) {
	if value == "" {
		c.add(table, row, column, value, errors.New("is required"))
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

// date wants a day, month or year that exists, or none.
func (c *checker) date(table string, row int, column string, d timeline.Date) {
	if _, err := d.MarshalText(); err != nil {
		c.add(table, row, column, d.String(), err)
	}
}

func (c *checker) all() {
	c.participant = rows.Index(c.Participants, func(p Participant) timeline.ActorID { return p.ID })
	c.group = rows.Index(c.Groups, func(g Group) timeline.ActorID { return g.ID })
	c.person = rows.Index(c.People, func(p Person) timeline.ActorID { return p.ID })
	c.summits = make(map[timeline.SummitID]timeline.Summit)
	for _, s := range c.gatherings.Summits {
		c.summits[s.ID] = s
	}
	c.sessions = make(map[timeline.SessionID]timeline.Session)
	for _, s := range c.gatherings.Sessions {
		c.sessions[s.ID] = s
	}
	c.sources = make(map[timeline.SourceID]bool)
	for _, s := range c.gatherings.Sources {
		c.sources[s.ID] = true
	}
	c.checkActors()
	c.checkTimeline()
	c.checkCodes()
	c.checkMemberships()
	c.checkRecords()
}

// checkActors wants ids of the right form, each once over participants, groups and people.
func (c *checker) checkActors() {
	type place struct {
		table string
		row   int
	}
	taken := make(map[timeline.ActorID]place)
	id := func(table string, row int, column string, id timeline.ActorID, formed func(string) bool, form string) {
		switch first, ok := taken[id]; {
		case id == "":
			c.filled(table, row, column, "")
		case !formed(string(id)):
			c.addf(table, row, column, string(id), "want %s", form)
		case ok && first.table == table:
			c.see(table, row, column, string(id), timeline.ErrDuplicate, first.row)
		case ok:
			c.addf(table, row, column, string(id), "%w: it is also in %s, and participants, groups and people share their ids", timeline.ErrDuplicate, first.table)
		default:
			taken[id] = place{table, row}
		}
	}
	for i, p := range c.Participants {
		form, want := isCode, "upper-case letters and digits"
		if p.Kind == State {
			form, want = isISO, "the three upper-case letters of ISO 3166-1"
		}
		id("participants", i, "participant_id", p.ID, form, want)
		c.word("participants", i, "kind", p.Kind, true)
		c.filled("participants", i, "name", p.Name)
		c.date("participants", i, "valid_from", p.From)
		c.date("participants", i, "valid_to", p.Until)
		if before(p.Until, p.From) {
			c.addf("participants", i, "valid_to", p.Until.String(), "is before valid_from %s", p.From)
		}
	}
	for i, g := range c.Groups {
		id("groups", i, "group_id", g.ID, rows.IsSlug, rows.Slug)
		c.word("groups", i, "kind", g.Kind, true)
		c.filled("groups", i, "name", g.Name)
	}
	for i, p := range c.People {
		id("people", i, "person_id", p.ID, rows.IsSlug, rows.Slug)
		c.filled("people", i, "name", p.Name)
	}
}

func isCode(id string) bool {
	return len(id) >= 2 && !strings.ContainsFunc(id, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') })
}

func isISO(id string) bool {
	return len(id) == 3 && !strings.ContainsFunc(id, func(r rune) bool { return r < 'A' || r > 'Z' })
}

// before reports whether all days that a can mean lie before all that b can mean. A date that is not known is never before.
func before(a, b timeline.Date) bool {
	return a.IsValid() && b.IsValid() && a.Last().Compare(b.First()) < 0
}

// ref wants an id that is in one of the tables.
func (c *checker) ref(table string, row int, column, what string, id timeline.ActorID, tables ...map[timeline.ActorID]int) bool {
	for _, t := range tables {
		if _, ok := t[id]; ok {
			return true
		}
	}
	known := func(yield func(timeline.ActorID) bool) {
		for _, t := range tables {
			for k := range t {
				if !yield(k) {
					return
				}
			}
		}
	}
	c.add(table, row, column, string(id), &timeline.UnknownError{What: what, ID: string(id), Near: near.Few(&c.hints, string(id), known)})
	return false
}

func (c *checker) refs(table string, row int, list timeline.List[timeline.SourceID]) {
	for _, id := range list {
		if !c.sources[id] {
			c.add(table, row, "source_ids", string(id), &timeline.UnknownError{What: "source", ID: string(id), Near: near.Few(&c.hints, string(id), maps.Keys(c.sources))})
		}
	}
}

// checkTimeline wants the actors that the tables of the timeline name.
func (c *checker) checkTimeline() {
	for i, s := range c.gatherings.Series {
		if s.Group != "" {
			c.ref("series", i, "group_id", "group", s.Group, c.group)
		}
	}
	for i, s := range c.gatherings.Summits {
		for _, id := range s.Countries {
			c.ref("summits", i, "country_ids", "participant", id, c.participant)
		}
		for _, id := range s.Hosts {
			c.ref("summits", i, "host_ids", "participant", id, c.participant)
		}
	}
	for i, s := range c.gatherings.Sources {
		for _, id := range s.Issuer {
			c.ref("sources", i, "issuer", "participant or group", id, c.participant, c.group)
		}
	}
	for i, s := range c.gatherings.Coverage {
		if s.Who != "" {
			c.ref("coverage", i, "who", "participant or group", s.Who, c.participant, c.group)
		}
	}
}

func (c *checker) checkCodes() {
	type key struct {
		participant timeline.ActorID
		scheme      Scheme
		code        string
		from        timeline.Date
	}
	first := make(map[key]int)
	for i, r := range c.Codes {
		c.ref("participant_codes", i, "participant_id", "participant", r.Participant, c.participant)
		c.word("participant_codes", i, "scheme", r.Scheme, true)
		c.filled("participant_codes", i, "code", r.Code)
		c.date("participant_codes", i, "valid_from", r.From)
		c.date("participant_codes", i, "valid_to", r.Until)
		if before(r.Until, r.From) {
			c.addf("participant_codes", i, "valid_to", r.Until.String(), "is before valid_from %s", r.From)
		}
		k := key{r.Participant, r.Scheme, r.Code, r.From}
		if row, taken := first[k]; taken {
			c.see("participant_codes", i, "code", r.Code, timeline.ErrDuplicate, row)
		} else {
			first[k] = i
		}
	}
}

func (c *checker) checkMemberships() {
	of := make(map[[2]timeline.ActorID][]int)
	for i, m := range c.Memberships {
		c.ref("memberships", i, "group_id", "group", m.Group, c.group)
		c.ref("memberships", i, "participant_id", "participant", m.Participant, c.participant)
		c.word("memberships", i, "status", m.Standing, true)
		c.refs("memberships", i, m.Sources)
		c.date("memberships", i, "valid_from", m.From)
		c.date("memberships", i, "valid_to", m.Until)
		if before(m.Until, m.From) {
			c.addf("memberships", i, "valid_to", m.Until.String(), "is before valid_from %s", m.From)
			continue
		}
		k := [2]timeline.ActorID{m.Group, m.Participant}
		for _, j := range of[k] {
			if other := c.Memberships[j]; overlap(m, other) {
				err := fmt.Errorf("overlaps with %s of %s from %s until %s", m.Participant, m.Group, cmp.Or(other.From.String(), "an unknown day"), cmp.Or(other.Until.String(), "today"))
				if m.From == other.From {
					err = timeline.ErrDuplicate
				}
				c.see("memberships", i, "valid_from", m.From.String(), err, j)
				break
			}
		}
		of[k] = append(of[k], i)
	}
}

// overlap reports whether two memberships share a day for certain, or cannot be told apart.
func overlap(a, b Membership) bool {
	if a.From == b.From {
		return true
	}
	ends := func(m, n Membership) bool {
		return m.Until.IsValid() && n.From.IsValid() && m.Until.First().Compare(n.From.Last()) < 0
	}
	return !ends(a, b) && !ends(b, a)
}

// checkRecords wants records that do not contradict one another or the summits that they are about.
func (c *checker) checkRecords() {
	type key struct {
		summit              timeline.SummitID
		session             timeline.SessionID
		participant, person timeline.ActorID
	}
	first := make(map[key]int)
	cells := make(map[key][]int) // by the key without its person
	var order []key
	for i, r := range c.Records {
		c.checkRecord(i, r)
		k := key{r.Summit, r.Session, r.Participant, r.Person}
		if row, taken := first[k]; taken {
			c.see("attendance", i, "person_id", string(r.Person), timeline.ErrDuplicate, row)
			continue
		}
		first[k] = i
		k.person = ""
		if cells[k] == nil {
			order = append(order, k)
		}
		cells[k] = append(cells[k], i)
	}
	for _, k := range order {
		list := cells[k]
		for _, i := range list[1:] {
			if r, other := c.Records[i], c.Records[list[0]]; r.Status != 0 && other.Status != 0 && r.Status != other.Status {
				c.see("attendance", i, "status", r.Status.String(), fmt.Errorf("contradicts another row, by which %s is %s here", r.Participant, other.Status), list[0])
			}
		}
		for _, i := range list {
			for _, j := range list {
				if r := c.Records[i]; r.InPlaceOf != "" && r.InPlaceOf == c.Records[j].Person && c.Records[j].Status == Attended {
					c.see("attendance", i, "in_place_of", string(r.InPlaceOf), errors.New("was present here too, by another row"), j)
				}
			}
		}
		if session, ok := c.sessions[k.session]; ok && session.Scope == timeline.Body {
			for _, i := range cells[key{summit: k.summit, participant: k.participant}] {
				for _, j := range list {
					if r := c.Records[i]; r.InPlaceOf != "" && r.InPlaceOf == c.Records[j].Person && c.Records[j].Status == Attended {
						c.see("attendance", i, "in_place_of", string(r.InPlaceOf), errors.New("was present at a body session, by another row"), j)
					}
				}
			}
			for _, j := range cells[key{summit: k.summit, participant: k.participant}] {
				if at := c.Records[list[0]]; at.Status == Attended && c.Records[j].Status == Absent {
					c.see("attendance", list[0], "status", at.Status.String(), fmt.Errorf("contradicts another row, by which %s was absent from the summit", at.Participant), j)
				}
			}
		}
	}
}

func (c *checker) checkRecord(i int, r Record) {
	summit, known := lookUp(c, i, "summit_id", "summit", r.Summit, c.summits)
	if r.Session != "" {
		if session, ok := lookUp(c, i, "session_id", "session", r.Session, c.sessions); ok && known && session.Summit != r.Summit && c.summits[session.Summit].ID != "" {
			c.addf("attendance", i, "session_id", string(r.Session), "is a session of %s, not of %s", session.Summit, r.Summit)
		}
	}
	if r.Person != "" {
		c.ref("attendance", i, "person_id", "person", r.Person, c.person)
	}
	if r.InPlaceOf != "" {
		c.ref("attendance", i, "in_place_of", "person", r.InPlaceOf, c.person)
	}
	c.word("attendance", i, "status", r.Status, true)
	c.word("attendance", i, "confidence", r.Confidence, true)
	c.word("attendance", i, "capacity", r.Capacity, false)
	c.word("attendance", i, "mode", r.Mode, false)
	c.word("attendance", i, "level", r.Level, false)
	if len(r.Sources) == 0 {
		c.filled("attendance", i, "source_ids", "")
	}
	c.refs("attendance", i, r.Sources)
	switch {
	case r.Status == Outside:
		c.addf("attendance", i, "status", r.Status.String(), "want one of attended, absent, unknown: who was neither member nor invited has no row")
	case r.Status == Absent && r.Person != "":
		c.addf("attendance", i, "person_id", string(r.Person), "want no person where the status is absent: if somebody else came, enter who, and this person under in_place_of")
	}
	if r.Status == Attended || r.Status == Absent {
		switch {
		case !known || summit.Status == 0 || summit.Status == timeline.Held:
		case summit.Status == timeline.Scheduled:
			c.addf("attendance", i, "status", r.Status.String(), "%s is scheduled, so this is not known yet", r.Summit)
		default:
			c.addf("attendance", i, "status", r.Status.String(), "%s was %s, so nobody attended or was absent", r.Summit, summit.Status)
		}
	}
	if !c.ref("attendance", i, "participant_id", "participant", r.Participant, c.participant) || !known {
		return
	}
	p := c.Participants[c.participant[r.Participant]]
	if before(summit.End, p.From) {
		c.addf("attendance", i, "participant_id", string(r.Participant), "did not exist at %s (%s): it exists from %s on", r.Summit, summit.Start, p.From)
	}
	if before(p.Until, summit.Start) {
		c.addf("attendance", i, "participant_id", string(r.Participant), "did not exist at %s (%s): it existed until %s", r.Summit, summit.Start, p.Until)
	}
}

// lookUp wants the row that a record refers to.
func lookUp[K ~string, R any](c *checker, record int, column, what string, id K, rows map[K]R) (R, bool) {
	row, ok := rows[id]
	if !ok {
		c.add("attendance", record, column, string(id), &timeline.UnknownError{What: what, ID: string(id), Near: near.Few(&c.hints, string(id), maps.Keys(rows))})
	}
	return row, ok
}
