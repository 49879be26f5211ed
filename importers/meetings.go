package importers

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// A meeting is a summit in the making.
type meeting struct {
	timeline.Summit
	idText   string
	line     int
	sessions map[string]*session
	inOrder  []*session
	cells    map[timeline.ActorID]*cell
	places   []timeline.ActorID // of its cells, in their order
	source   map[timeline.SourceID]bool
}

type session struct {
	timeline.Session
	cells  map[timeline.ActorID]*cell
	places []timeline.ActorID
}

// A cell is what the rows say of a participant at a meeting or at a session.
type cell struct{ rows []candidate }

// A candidate is a row for a cell. There is one for each row of a list, so it is small.
type candidate struct {
	person, inPlaceOf *person
	office, note      string
	sources           timeline.List[timeline.SourceID] // shared by rows
	line              int
	status            attendance.Status
	capacity          attendance.Capacity
	mode              attendance.Mode
	level             attendance.Level
	confidence        timeline.Confidence
}

// meetingOf reads the fields of a meeting.
func (im *importer) meetingOf(row row) *meeting {
	m := &meeting{}
	m.Series = timeline.SeriesID(im.Mapping.Series[0].ID)
	if im.bindings["series"] != nil {
		text := im.text(row, "series")
		i := slices.IndexFunc(im.Mapping.Series, func(s series) bool { return s.ID == text })
		if i < 0 {
			i = slices.IndexFunc(im.Mapping.Series, func(s series) bool { return strings.EqualFold(s.ID, text) || strings.EqualFold(s.Name, text) })
			if i >= 0 {
				im.guess("series", text, im.Mapping.Series[i].ID, "the series by its name, or in other letters")
			}
		}
		if i < 0 {
			im.refuse("series", text, "no such series: want the id of one under [[series]], or a line under [values.series]")
			i = 0
		}
		m.Series = timeline.SeriesID(im.Mapping.Series[i].ID)
	}
	start := im.dates(row, "start_date")
	m.Start, m.End = start.first, start.last
	if im.bindings["start_date"] != nil && start == (span{}) {
		im.refuseOnce("start_date", "", "is empty: want the day, or at least the year, of the meeting")
	}
	if im.bindings["end_date"] != nil {
		if end := im.dates(row, "end_date"); end.last.IsValid() {
			m.End = end.last
		}
	}
	if m.End.IsValid() && m.End.Last().Compare(m.Start.First()) < 0 {
		im.refuse("end_date", m.End.String(), "is before the start, "+m.Start.String())
	}
	m.idText, m.Name, m.Wikidata, m.Summit.Note = im.text(row, "summit_id"), im.text(row, "summit_name"), im.text(row, "summit_wikidata_id"), ""
	if text := im.text(row, "ordinal"); text != "" {
		if err := m.Ordinal.UnmarshalText([]byte(text)); err != nil {
			im.refuse("ordinal", text, err.Error())
		}
	}
	m.Cities = items(im.text(row, "city"))
	for _, f := range []field{"country", "host"} {
		var list timeline.List[timeline.ActorID]
		for _, name := range items(im.text(row, f)) {
			if id := im.participantNamed(f, name, m.Start); id != "" && !list.Has(id) {
				list = append(list, id)
			}
		}
		if f == "country" {
			m.Countries = list
		} else {
			m.Hosts = list
		}
	}
	im.enum(row, "kind", &m.Kind, "regular")
	im.enum(row, "summit_status", &m.Status, "held")
	im.enum(row, "format", &m.Format, "in_person")
	return m
}

// sessionOf reads the session of a row, if there is one.
func (im *importer) sessionOf(row row, m *meeting) timeline.Session {
	var s timeline.Session
	if im.bindings["session_name"] == nil {
		return s
	}
	s.Name = im.text(row, "session_name")
	s.ID, s.Track = timeline.SessionID(im.text(row, "session_id")), im.text(row, "track")
	s.Date = im.dates(row, "session_date").first
	if s.Name == "" {
		return timeline.Session{}
	}
	im.enum(row, "scope", &s.Scope, "body")
	if s.Track = slug(cmp.Or(s.Track, s.Name)); s.Track == "" {
		im.refuse("session_name", s.Name, "has no Latin letters to make an id of: want columns for session_id and track")
	}
	return s
}

// session gives the session of a meeting that is like one that was read.
func (m *meeting) session(read timeline.Session) *session {
	key := cmp.Or(string(read.ID), fold(read.Name))
	s := m.sessions[key]
	if s == nil {
		s = &session{Session: read, cells: map[timeline.ActorID]*cell{}}
		m.sessions[key] = s
		m.inOrder = append(m.inOrder, s)
	}
	if s.Date == (timeline.Date{}) {
		s.Date = read.Date
	}
	return s
}

// key tells meetings apart: by what the list calls their id; else by series, year and name, or city, or day.
func (im *importer) key(m *meeting) string {
	if m.idText != "" {
		return fmt.Sprintf("%s id %s", m.Series, m.idText)
	}
	switch {
	case m.Name != "":
		return fmt.Sprintf("%s %d name %s", m.Series, m.Start.Year, fold(m.Name))
	case len(m.Cities) > 0:
		return fmt.Sprintf("%s %d city %s", m.Series, m.Start.Year, fold(m.Cities.String()))
	}
	return fmt.Sprintf("%s %s", m.Series, m.Start)
}

// place gives the meeting that a row is about if there is one already, and refuses a row that says something else of it.
func (im *importer) place(row row, m *meeting) *meeting {
	place := im.meetings[im.key(m)]
	if place == nil {
		return nil
	}
	differs := func(f field, was, is string) {
		if was == is || was == "" || is == "" {
			return
		}
		switch im.SameMeeting {
		case "first", "span":
			im.guess(f, is, was, "the meeting has another value on an earlier line, which stands")
		default:
			im.refuse(f, is, fmt.Sprintf("the same meeting has %s on line %d: say same_meeting = \"first\" or \"span\", or tell them apart by summit_id or summit_name",
				was, place.line))
		}
	}
	if im.SameMeeting != "span" {
		differs("start_date", place.Start.String(), m.Start.String())
		end := field("end_date")
		if im.bindings[end] == nil {
			end = "start_date"
		}
		if place.Start == m.Start {
			differs(end, place.End.String(), m.End.String())
		}
	} else if place.Start != m.Start || place.End != m.End {
		im.guess("start_date", m.Start.String(), "", "one of several days of the meeting")
	}
	differs("summit_name", fold(place.Name), fold(m.Name))
	differs("city", place.Cities.String(), m.Cities.String())
	differs("country", place.Countries.String(), m.Countries.String())
	differs("host", place.Hosts.String(), m.Hosts.String())
	differs("ordinal", place.Ordinal.String(), m.Ordinal.String())
	differs("kind", place.Kind.String(), m.Kind.String())
	differs("summit_status", place.Status.String(), m.Status.String())
	differs("format", place.Format.String(), m.Format.String())
	differs("summit_wikidata_id", place.Wikidata, m.Wikidata)
	return place
}

// widen adds to a meeting what another row says of it.
func (im *importer) widen(place, m *meeting) {
	if im.SameMeeting == "span" {
		if m.Start.First().Compare(place.Start.First()) < 0 {
			place.Start = m.Start
		}
		if m.End.Last().Compare(place.End.Last()) > 0 {
			place.End = m.End
		}
	}
	place.Name, place.Wikidata = cmp.Or(place.Name, m.Name), cmp.Or(place.Wikidata, m.Wikidata)
	place.Ordinal = cmp.Or(place.Ordinal, m.Ordinal)
	if len(place.Cities) == 0 {
		place.Cities = m.Cities
	}
	if len(place.Countries) == 0 {
		place.Countries = m.Countries
	}
	if len(place.Hosts) == 0 {
		place.Hosts = m.Hosts
	}
}
