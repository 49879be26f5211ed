package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// make makes the tables of what was read.
func (im *importer) make() {
	used := map[timeline.ActorID]bool{}
	sources := map[timeline.SourceID]bool{}
	im.nameMeetings()
	heads := im.chooseHeads()
	im.namePeople(heads)
	for _, m := range im.order {
		s := m.Summit
		if len(m.source) == 1 {
			for id := range m.source {
				s.Sources = timeline.List[timeline.SourceID]{id}
			}
		}
		for _, id := range slices.Concat(s.Countries, s.Hosts) {
			used[id] = true
		}
		im.tables.Gatherings.Summits = append(im.tables.Gatherings.Summits, s)
		ids := map[string]bool{}
		for _, session := range m.inOrder {
			if session.ID == "" {
				session.ID = timeline.SessionID(session.Name)
			}
			base := slug(string(session.ID))
			if !strings.HasPrefix(base, string(s.ID)) {
				base = strings.Trim(string(s.ID)+"-"+base, "-")
			}
			id := distinct(base, func(id string) bool { return ids[id] })
			ids[id] = true
			session.ID, session.Summit = timeline.SessionID(id), s.ID
			im.tables.Gatherings.Sessions = append(im.tables.Gatherings.Sessions, session.Session)
		}
	}
	for _, h := range heads {
		r := attendance.Record{
			Summit: h.meeting.ID, Participant: h.participant, Status: h.status, Capacity: h.capacity, Mode: h.mode, Level: h.level,
			Office: h.office, Confidence: h.confidence, Sources: h.sources, Note: h.note,
		}
		if h.session != nil {
			r.Session = h.session.ID
		}
		if h.person != nil {
			r.Person = h.person.ID
		}
		if h.inPlaceOf != nil && h.inPlaceOf != h.person {
			r.InPlaceOf = h.inPlaceOf.ID
		}
		used[r.Participant] = true
		for _, id := range r.Sources {
			sources[id] = true
		}
		im.tables.Attendance.Records = append(im.tables.Attendance.Records, r)
		im.recordLines = append(im.recordLines, h.line)
	}
	for _, s := range im.listed {
		if sources[s.ID] {
			im.tables.Gatherings.Sources = append(im.tables.Gatherings.Sources, s)
		}
	}
	im.makeSeries(used)
	for _, id := range slices.Sorted(func(yield func(timeline.ActorID) bool) {
		for id := range used {
			if !yield(id) {
				return
			}
		}
	}) {
		a := im.actors[id]
		im.tables.Attendance.Participants = append(im.tables.Attendance.Participants, a.Participant)
		codes := im.codesOf[id]
		if a.m49 > 0 { // the data set does not know it
			codes = []attendance.Code{{Participant: id, Scheme: attendance.M49, Code: fmt.Sprintf("%03d", a.m49)}}
		}
		im.tables.Attendance.Codes = append(im.tables.Attendance.Codes, codes...)
	}
}

// makeSeries makes the series that have meetings, with their groups: one of the data set comes with its members.
func (im *importer) makeSeries(used map[timeline.ActorID]bool) {
	groups := map[timeline.ActorID]bool{}
	for _, s := range im.Mapping.Series {
		row := timeline.Series{ID: timeline.SeriesID(s.ID), Name: s.Name, Group: timeline.ActorID(s.Group)}
		_ = row.Tier.UnmarshalText([]byte(s.Tier)) // ReadMapping refuses what is none
		if !slices.ContainsFunc(im.order, func(m *meeting) bool { return m.Series == row.ID }) {
			continue
		}
		im.tables.Gatherings.Series = append(im.tables.Gatherings.Series, row)
		if row.Group == "" || groups[row.Group] {
			continue
		}
		groups[row.Group] = true
		group := attendance.Group{ID: row.Group, Kind: attendance.BodyGroup, Name: cmp.Or(clean(s.GroupName), s.Name)}
		for known := range im.known.Groups() {
			if known.ID == row.Group {
				group = known
			}
		}
		im.tables.Attendance.Groups = append(im.tables.Attendance.Groups, group)
		for m := range im.known.Memberships() {
			if m.Group != row.Group {
				continue
			}
			m.Sources = nil // they are about the other data set
			used[m.Participant] = true
			im.tables.Attendance.Memberships = append(im.tables.Attendance.Memberships, m)
		}
	}
}

// nameMeetings gives the meetings their ids and names. The id is what the list has for it, or the series, the year and the place; where
// several met in one place in one year, or no place is known, the name.
func (im *importer) nameMeetings() {
	bases := make([]string, len(im.order))
	count := map[string]int{}
	for i, m := range im.order {
		series, year := string(m.Series), strconv.Itoa(m.Start.Year)
		if m.idText != "" {
			bases[i] = slug(m.idText)
			if !strings.HasPrefix(bases[i], series+"-") {
				bases[i] = strings.Trim(series+"-"+bases[i], "-")
			}
		} else {
			bases[i] = strings.Trim(series+"-"+year+"-"+cut(slug(m.Cities.String()), 40), "-")
		}
		count[bases[i]]++
	}
	ids := map[string]bool{}
	for i, m := range im.order {
		year := strconv.Itoa(m.Start.Year)
		if m.idText == "" && (count[bases[i]] > 1 || len(m.Cities) == 0) {
			var words []string
			for word := range strings.SplitSeq(slug(m.Name), "-") {
				if word != "" && word != year && word != string(m.Series) {
					words = append(words, word)
				}
			}
			base := string(m.Series) + "-" + year + "-" + cut(strings.Join(words, "-"), 60)
			if len(words) == 0 && count[bases[i]] > 1 {
				base = string(m.Series) + "-" + m.Start.String() + "-" + cut(slug(m.Cities.String()), 40)
			}
			bases[i] = strings.Trim(base, "-")
		}
		id := distinct(bases[i], func(id string) bool { return ids[id] })
		if id != bases[i] {
			im.add(m.line, Entry{Column: "summit_id", Value: cmp.Or(m.idText, m.Name), Outcome: Guessed, Became: id, Note: "another meeting has the id, so it has a number", Rows: 1})
		}
		ids[id] = true
		m.ID = timeline.SummitID(id)
		if m.Name == "" {
			m.Name = strings.TrimSpace(strings.ReplaceAll(m.Cities.String(), ";", " and ") + " " + year)
			im.add(m.line, Entry{Column: "summit_name", Outcome: Guessed, Became: m.Name, Note: "nothing fills it: the name by place and year", Rows: 1})
		}
	}
}

// A head is a candidate that becomes a record.
type head struct {
	candidate
	participant timeline.ActorID
	meeting     *meeting
	session     *session
}

// chooseHeads chooses of the rows of each delegation those that have a row of their own.
func (im *importer) chooseHeads() []head {
	var heads []head
	for _, m := range im.order {
		for _, id := range m.places {
			for _, c := range im.choose(m.cells[id].rows) {
				heads = append(heads, head{c, id, m, nil})
			}
			m.cells[id] = nil // a large list is not kept twice
		}
		for _, s := range m.inOrder {
			for _, id := range s.places {
				for _, c := range im.choose(s.cells[id].rows) {
					heads = append(heads, head{c, id, m, s})
				}
			}
		}
	}
	return heads
}

// lowest is behind every rank: of a level that has none.
const lowest = attendance.Rank(8)

func rank(c candidate) attendance.Rank {
	if r := c.level.Rank(); r > 0 {
		return r
	}
	return lowest
}

// choose gives the rows of a delegation that become records, and says what becomes of the others.
func (im *importer) choose(all []candidate) []candidate {
	leave := func(c candidate, note string) {
		name := ""
		if c.person != nil {
			name = c.person.Name
		}
		im.leave(c.line, im.nameColumn(), name, note)
	}
	// One status holds for a delegation: it attended if anybody did, and was absent if all were.
	status := attendance.Absent
	for _, c := range all {
		if c.status == attendance.Attended || (c.status == attendance.Unknown && status == attendance.Absent) {
			status = c.status
		}
	}
	rows := all[:0] // those that are left, in their place
	for _, c := range all {
		switch {
		case c.status != status:
			leave(c, fmt.Sprintf("is %s, and another row of the delegation %s", c.status, status))
		case status == attendance.Absent && len(rows) == 1:
			leave(c, "the delegation was absent, which one row says")
		case status == attendance.Absent:
			if c.person != nil {
				im.add(c.line, Entry{Column: im.nameColumn(), Value: c.person.Name, Outcome: Guessed, Note: "a row on an absence names nobody", Rows: 1})
			}
			c.person, c.level, c.office = nil, 0, ""
			rows = append(rows, c)
		default:
			rows = append(rows, c)
		}
	}
	if len(rows) < 2 {
		return rows
	}
	order := rows[:0]
	place := map[*person]int{}
	for _, c := range rows {
		i, twice := place[c.person]
		switch {
		case !twice:
			place[c.person] = len(order)
			order = append(order, c)
		case rank(c) < rank(order[i]):
			leave(order[i], "the same person of the delegation on another row, of a higher level")
			order[i] = c
		default:
			leave(c, "the same person of the delegation on another row")
		}
	}
	if im.Heads == "all" || len(order) == 1 {
		return order
	}
	best := order[0]
	for _, c := range order[1:] {
		if im.Heads != "first" && rank(c) < rank(best) {
			best = c
		}
	}
	var chosen []candidate
	for _, c := range order {
		switch {
		case c.line == best.line, im.Heads == "equals" && rank(c) == rank(best) && rank(c) < lowest:
			chosen = append(chosen, c)
		case im.Heads == "first":
			leave(c, "not the first of the delegation (heads = \"first\")")
		case rank(best) == lowest:
			leave(c, "not the first of a delegation without levels (heads = \"highest\")")
		case rank(c) == rank(best):
			leave(c, "of the level of the head, but behind it (heads = \"highest\")")
		default:
			leave(c, "of a lower level than the head of the delegation")
		}
	}
	return chosen
}

// namePeople gives ids to the people that records name, in the order of their first lines.
func (im *importer) namePeople(heads []head) {
	var people []*person
	seen := map[*person]bool{}
	for _, h := range heads {
		for _, p := range []*person{h.person, h.inPlaceOf} {
			if p != nil && !seen[p] {
				seen[p] = true
				people = append(people, p)
			}
		}
	}
	slices.SortStableFunc(people, func(a, b *person) int { return cmp.Compare(a.line, b.line) })
	taken := map[string]bool{}
	for _, s := range im.Mapping.Series {
		taken[s.Group] = true
	}
	for _, p := range people {
		taken[string(p.ID)] = true // of people of the data set
	}
	for _, p := range people {
		if p.ID == "" {
			id := distinct(p.base, func(id string) bool { return taken[id] })
			if id != p.base {
				im.add(p.line, Entry{Column: im.nameColumn(), Value: p.Name, Outcome: Guessed, Became: id, Note: "another person has the id, so it has a number", Rows: 1})
			}
			p.ID = timeline.ActorID(id)
			taken[id] = true
		}
		if len(p.participants) > 1 {
			im.add(p.line, Entry{
				Column: im.nameColumn(), Value: p.Name, Outcome: Guessed, Became: string(p.ID), Rows: 1,
				Note: "one name for several participants, taken as one person: give person_id where they are homonyms",
			})
		}
		im.tables.Attendance.People = append(im.tables.Attendance.People, p.Person)
	}
}
