package attendance

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
	records     *store
	memberships map[timeline.ActorID]*members           // of a group
	headsOf     map[timeline.ActorID][]timeline.ActorID // the people named as heads of a participant, by id
	headed      map[timeline.ActorID][]timeline.ActorID // the participants for which a person is named, by id
	awaited     map[timeline.ActorID][]timeline.ActorID // the same, with those for which somebody else came in place of the person
}

// New makes a register of all tables: those of a timeline, and those on attendance at its gatherings. It copies the rows and puts
// them in order. Everything that is wrong with any of the tables is reported together, as a *[timeline.Fault] each, joined; of more
// than 20,000 faults only these, for the tables of timeline and for those of this package.
func New(gatherings timeline.Tables, tables Tables) (Register, error) {
	return newRegister(gatherings, tables, listed(tables.Records))
}

// newRegister is New with records of any source.
func newRegister(gatherings timeline.Tables, tables Tables, records source) (Register, error) {
	var t timeline.Timeline
	var err error
	var beside sync.WaitGroup
	beside.Go(func() { t, err = timeline.New(gatherings) })
	check := checker{Tables: tables, gatherings: gatherings}
	check.all()
	check.records = newStore(check.sessions, check.participant, check.person, check.sources)
	records.number(check.records)
	beside.Wait()
	check.checkRecords(t, records)
	if err := errors.Join(append([]error{err}, check.faults...)...); err != nil {
		return Register{}, err
	}
	d := &data{Tables: Tables{
		Participants: rows.Own(tables.Participants),
		Codes:        rows.Own(tables.Codes),
		Groups:       rows.Own(tables.Groups),
		Memberships:  rows.Own(tables.Memberships),
		People:       rows.Own(tables.People),
	}, records: check.records}
	d.records.close(check.order, check.cells)
	d.sort()
	d.index(t)
	return Register{timeline: t, data: d}, nil
}

// sort puts the tables in the order of the model, and gives each row lists of its own.
func (d *data) sort() {
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
	d.headsOf, d.headed, d.awaited = make(map[timeline.ActorID][]timeline.ActorID), make(map[timeline.ActorID][]timeline.ActorID), make(map[timeline.ActorID][]timeline.ActorID)
	type pair struct{ participant, person uint32 }
	headed, awaited := make(map[pair]bool), make(map[pair]bool)
	last := make([]uint32, len(d.records.participants.texts)) // who was named last for each: most often the same person again
	for i := range d.records.rows {
		r := &d.records.rows[i]
		if r.inPlaceOf == 0 && r.person == last[r.participant] {
			continue
		}
		last[r.participant] = r.person
		if k := (pair{r.participant, r.person}); r.person != 0 && !headed[k] {
			headed[k] = true
			participant, person := d.records.participants.texts[r.participant], d.records.people.texts[r.person]
			d.headsOf[participant] = append(d.headsOf[participant], person)
			d.headed[person] = append(d.headed[person], participant)
			d.awaited[person] = append(d.awaited[person], participant)
		}
		if k := (pair{r.participant, r.inPlaceOf}); r.inPlaceOf != 0 && !awaited[k] {
			awaited[k] = true
			person := d.records.people.texts[r.inPlaceOf]
			d.awaited[person] = append(d.awaited[person], d.records.participants.texts[r.participant])
		}
	}
	for _, index := range []map[timeline.ActorID][]timeline.ActorID{d.headsOf, d.headed, d.awaited} {
		for id, list := range index {
			slices.Sort(list)
			index[id] = slices.Compact(list)
		}
	}
	d.memberships = make(map[timeline.ActorID]*members)
	for _, m := range d.Memberships {
		g := d.memberships[m.Group]
		if g == nil {
			g = &members{label: d.Groups[d.group[m.Group]].Kind == LabelGroup, of: make(map[timeline.ActorID][]Membership)}
			d.memberships[m.Group] = g
		}
		if len(g.of[m.Participant]) == 0 {
			g.ids = append(g.ids, m.Participant)
		}
		g.of[m.Participant] = append(g.of[m.Participant], m)
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

	records *store
	order   []uint32 // the places of the rows of records, in the order of the model
	cells   []uint32 // the same, by summit and participant
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

// all checks all tables but the records.
func (c *checker) all() {
	c.participant = rows.Index(c.Participants, func(p Participant) timeline.ActorID { return p.ID })
	c.group = rows.Index(c.Groups, func(g Group) timeline.ActorID { return g.ID })
	c.person = rows.Index(c.People, func(p Person) timeline.ActorID { return p.ID })
	c.summits = make(map[timeline.SummitID]timeline.Summit, len(c.gatherings.Summits))
	for _, s := range c.gatherings.Summits {
		c.summits[s.ID] = s
	}
	c.sessions = make(map[timeline.SessionID]timeline.Session)
	for _, s := range c.gatherings.Sessions {
		c.sessions[s.ID] = s
	}
	c.sources = make(map[timeline.SourceID]bool, len(c.gatherings.Sources))
	for _, s := range c.gatherings.Sources {
		c.sources[s.ID] = true
	}
	c.checkActors()
	c.checkTimeline()
	c.checkCodes()
	c.checkMemberships()
}

// checkActors wants ids of the right form, each once over participants, groups and people.
func (c *checker) checkActors() {
	type place struct {
		table string
		row   int
	}
	taken := make(map[timeline.ActorID]place, len(c.Participants)+len(c.Groups)+len(c.People))
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
	return a != timeline.Date{} && b != timeline.Date{} && a.IsValid() && b.IsValid() && a.Last().Compare(b.First()) < 0
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
	first := make(map[key]int, len(c.Codes))
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
func (c *checker) checkRecords(t timeline.Timeline, records source) {
	summits := func(yield func(timeline.SummitID) bool) {
		for s := range t.Summits() { // none, if something is wrong with them
			if !yield(s.ID) {
				return
			}
		}
		for _, s := range c.gatherings.Summits {
			if !yield(s.ID) {
				return
			}
		}
	}
	c.records.summits = numbered(summits, len(c.gatherings.Summits))
	records.fill(c.records)
	c.order = c.records.order()
	twice := make(map[uint32]uint32) // rows with the key of an earlier one
	for i := 1; i < len(c.order); i++ {
		at, before := c.order[i], c.order[i-1]
		if c.records.rows[at].compare(&c.records.rows[before]) == 0 {
			if first, ok := twice[before]; ok {
				before = first
			}
			twice[at] = before
		}
	}
	var beside sync.WaitGroup
	var contradictions []*timeline.Fault
	beside.Go(func() {
		c.cells = c.records.byCell(c.order)
		contradictions = c.contradictions(twice)
	})
	check := c.newRecordChecker()
	for i := range c.records.rows {
		check.record(i)
		if first, ok := twice[uint32(i)]; ok {
			c.see("attendance", i, "person_id", string(c.records.record(uint32(i)).Person), timeline.ErrDuplicate, int(first))
		}
	}
	beside.Wait()
	for _, f := range contradictions {
		c.keep(f)
	}
}

// contradictions gives what is wrong with the rows of each participant at a summit and its sessions together, in the order of the first rows
// about a summit or a session, and no more than are kept. It changes nothing, since it runs beside other checks.
func (c *checker) contradictions(twice map[uint32]uint32) []*timeline.Fault {
	all := c.records.rows
	body := make([]bool, len(c.records.sessions.texts))
	for i, id := range c.records.sessions.texts {
		session, ok := c.sessions[id]
		body[i] = ok && session.Scope == timeline.Body
	}
	var faults []*timeline.Fault
	first := make(map[*timeline.Fault]uint32) // row of the cell
	add := func(list []uint32, at uint32, column, value string, err error, other uint32) {
		if len(faults) < mostFaults {
			f := &timeline.Fault{Table: "attendance", Row: int(at) + 1, Column: column, Value: value, Err: err, See: int(other) + 1}
			faults, first[f] = append(faults, f), list[0]
		}
	}
	present := func(list []uint32, i, j uint32, where string) {
		if r := &all[i]; r.inPlaceOf != 0 && r.inPlaceOf == all[j].person && all[j].status == Attended {
			add(list, i, "in_place_of", string(c.records.record(i).InPlaceOf), errors.New(where), j)
		}
	}
	places := c.cells
	if len(twice) > 0 {
		places = slices.DeleteFunc(slices.Clone(places), func(at uint32) bool { _, ok := twice[at]; return ok })
	}
	for len(places) > 0 {
		summit, participant := all[places[0]].summit, all[places[0]].participant
		var whole []uint32 // the rows of the summit as a whole
		for len(places) > 0 && all[places[0]].summit == summit && all[places[0]].participant == participant {
			session, n := all[places[0]].session, 1
			for n < len(places) && all[places[n]].summit == summit && all[places[n]].participant == participant && all[places[n]].session == session {
				n++
			}
			list := places[:n]
			places = places[n:]
			if !slices.IsSorted(list) {
				list = slices.Sorted(slices.Values(list))
			}
			if session == 0 {
				whole = list
			}
			one := &all[list[0]]
			for _, i := range list[1:] {
				if r := &all[i]; r.status != 0 && one.status != 0 && r.status != one.status {
					add(list, i, "status", r.status.String(), fmt.Errorf("contradicts another row, by which %s is %s here", c.records.record(i).Participant, one.status), list[0])
				}
			}
			for _, i := range list {
				for _, j := range list {
					present(list, i, j, "was present here too, by another row")
				}
			}
			if !body[session] {
				continue
			}
			for _, i := range whole {
				for _, j := range list {
					present(list, i, j, "was present at a body session, by another row")
				}
			}
			for _, j := range whole {
				if one.status == Attended && all[j].status == Absent {
					add(list, list[0], "status", one.status.String(), fmt.Errorf("contradicts another row, by which %s was absent from the summit", c.records.record(list[0]).Participant), j)
				}
			}
		}
	}
	slices.SortStableFunc(faults, func(a, b *timeline.Fault) int { return cmp.Compare(first[a], first[b]) })
	return faults
}

// A recordChecker checks records one by one.
type recordChecker struct {
	*checker
	summits      []*timeline.Summit // by the numbers of the store; nil for those that are not known
	sessions     []*timeline.Session
	participants []*Participant
	people       []bool
	lists        []bool // whether all sources of a list are known
}

func (c *checker) newRecordChecker() recordChecker {
	s := c.records
	r := recordChecker{
		c, make([]*timeline.Summit, len(s.summits.texts)), make([]*timeline.Session, len(s.sessions.texts)), make([]*Participant, len(s.participants.texts)),
		make([]bool, len(s.people.texts)), make([]bool, len(s.listed)),
	}
	for i, id := range s.summits.texts {
		if summit, ok := c.summits[id]; ok {
			r.summits[i] = &summit
		}
	}
	for i, id := range s.sessions.texts {
		if session, ok := c.sessions[id]; ok {
			r.sessions[i] = &session
		}
	}
	for i, id := range s.participants.texts {
		if at, ok := c.participant[id]; ok {
			r.participants[i] = &c.Participants[at]
		}
	}
	for i, id := range s.people.texts {
		r.people[i] = contains(c.person, id)
	}
	for i, list := range s.listed {
		r.lists[i] = !slices.ContainsFunc(list, func(id timeline.SourceID) bool { return !c.sources[id] })
	}
	return r
}

func (c *recordChecker) record(i int) {
	row := &c.records.rows[i]
	said := func() Record { return c.records.record(uint32(i)) } // for what is wrong with it
	summit := c.summits[row.summit]
	if summit == nil {
		unknown(c.checker, i, "summit_id", "summit", said().Summit, c.checker.summits)
	}
	if row.session != 0 {
		session := c.sessions[row.session]
		if session == nil {
			unknown(c.checker, i, "session_id", "session", said().Session, c.checker.sessions)
		} else if summit != nil && session.Summit != summit.ID && c.checker.summits[session.Summit].ID != "" {
			c.addf("attendance", i, "session_id", string(said().Session), "is a session of %s, not of %s", session.Summit, said().Summit)
		}
	}
	if row.person != 0 && !c.people[row.person] {
		c.ref("attendance", i, "person_id", "person", said().Person, c.person)
	}
	if row.inPlaceOf != 0 && !c.people[row.inPlaceOf] {
		c.ref("attendance", i, "in_place_of", "person", said().InPlaceOf, c.person)
	}
	if row.status == 0 || row.status > Outside || row.confidence == 0 || row.confidence > timeline.High || row.capacity > Guest || row.mode > Virtual || row.level > OtherLevel {
		c.word("attendance", i, "status", row.status, true)
		c.word("attendance", i, "confidence", row.confidence, true)
		c.word("attendance", i, "capacity", row.capacity, false)
		c.word("attendance", i, "mode", row.mode, false)
		c.word("attendance", i, "level", row.level, false)
	}
	if row.sources == 0 {
		c.filled("attendance", i, "source_ids", "")
	}
	if !c.lists[row.sources] {
		c.refs("attendance", i, said().Sources)
	}
	switch {
	case row.status == Outside:
		c.addf("attendance", i, "status", row.status.String(), "want one of attended, absent, unknown: who was neither member nor invited has no row")
	case row.status == Absent && row.person != 0:
		c.addf("attendance", i, "person_id", string(said().Person), "want no person where the status is absent: if somebody else came, enter who, and this person under in_place_of")
	}
	if row.status == Attended || row.status == Absent {
		switch {
		case summit == nil || summit.Status == 0 || summit.Status == timeline.Held:
		case summit.Status == timeline.Scheduled:
			c.addf("attendance", i, "status", row.status.String(), "%s is scheduled, so this is not known yet", said().Summit)
		default:
			c.addf("attendance", i, "status", row.status.String(), "%s was %s, so nobody attended or was absent", said().Summit, summit.Status)
		}
	}
	p := c.participants[row.participant]
	if p == nil {
		c.ref("attendance", i, "participant_id", "participant", said().Participant, c.participant)
	}
	if p == nil || summit == nil {
		return
	}
	if before(summit.End, p.From) {
		c.addf("attendance", i, "participant_id", string(said().Participant), "did not exist at %s (%s): it exists from %s on", said().Summit, summit.Start, p.From)
	}
	if before(p.Until, summit.Start) {
		c.addf("attendance", i, "participant_id", string(said().Participant), "did not exist at %s (%s): it existed until %s", said().Summit, summit.Start, p.Until)
	}
}

// unknown says that a record refers to a row that is not there.
func unknown[K ~string, R any](c *checker, record int, column, what string, id K, rows map[K]R) {
	c.add("attendance", record, column, string(id), &timeline.UnknownError{What: what, ID: string(id), Near: near.Few(&c.hints, string(id), maps.Keys(rows))})
}
