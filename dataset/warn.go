package dataset

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// A warner looks for what deserves a second look in a folder without faults.
type warner struct {
	*loader
	data     Data
	warnings []*timeline.Fault
}

func (w *warner) add(table string, row int, column, value, format string, args ...any) {
	w.warnings = append(w.warnings, w.place(&timeline.Fault{Table: table, Row: row + 1, Column: column, Value: value, Err: fmt.Errorf(format, args...)}))
}

// files names what lies in the folder and is no table.
func (w *warner) files(folder fs.FS) {
	entries, err := fs.ReadDir(folder, ".")
	if err != nil {
		w.warnings = append(w.warnings, &timeline.Fault{File: ".", Err: bare(err)})
	}
	var others []string
	for _, e := range entries {
		if !slices.Contains(w.loader.files, e.Name()) {
			others = append(others, e.Name())
		}
	}
	if len(others) > mostFiles {
		w.warnings = append(w.warnings, &timeline.Fault{File: ".", Err: fmt.Errorf("%d files and folders are no tables, and not read: %s and others", len(others), strings.Join(others[:mostFiles], ", "))})
		return
	}
	for _, name := range others {
		w.warnings = append(w.warnings, &timeline.Fault{File: name, Err: errors.New("is no table, and not read")})
	}
}

// mostFiles is how many files that are no tables are named one by one: a data package has more, and they are meant to be there.
const mostFiles = 5

func (w *warner) all() {
	summits := make(map[timeline.SummitID]timeline.Summit)
	for _, s := range w.tables.Gatherings.Summits {
		summits[s.ID] = s
	}
	w.memberships()
	w.records(summits)
	w.mentions(summits)
	w.coverage()
	w.codings(summits)
	w.reaches()
	w.sources()
}

// memberships names those whose dates leave open who was a member at a summit of the group's series.
func (w *warner) memberships() {
	group := make(map[timeline.SeriesID]timeline.ActorID)
	for _, s := range w.tables.Gatherings.Series {
		group[s.ID] = s.Group
	}
	for i, m := range w.tables.Attendance.Memberships {
		for _, s := range w.tables.Gatherings.Summits {
			if m.Group == group[s.Series] && undecided(m, s.Start) {
				w.add("memberships", i, "participant_id", string(m.Participant), "its dates are too coarse to tell whether it was a member of %s at %s", m.Group, s.ID)
			}
		}
	}
}

// undecided reports whether coarse dates leave open whether a membership lasts on a day.
func undecided(m attendance.Membership, day timeline.Date) bool {
	if m.From.First().Compare(day.Last()) > 0 || (m.Until != timeline.Date{} && m.Until.Last().Compare(day.First()) < 0) {
		return false
	}
	begun := m.From.Last().Compare(day.First()) <= 0
	lasts := m.Until == timeline.Date{} || day.Last().Compare(m.Until.First()) <= 0
	return (coarse(m.From) && !begun) || (coarse(m.Until) && !lasts)
}

func coarse(d timeline.Date) bool { return d.First() != d.Last() }

// records names those that rest on announcements alone, and unknown ones of what coverage says is complete.
func (w *warner) records(summits map[timeline.SummitID]timeline.Summit) {
	t := w.data.Timeline()
	for i, r := range w.tables.Attendance.Records {
		day := summits[r.Summit].Start
		track := ""
		if s, ok := t.Session(r.Session); ok {
			track = s.Track
			if s.Date.IsValid() {
				day = s.Date
			}
		}
		if r.Status != attendance.Unknown {
			if t.Foretold(r.Sources, day) {
				w.add("attendance", i, "source_ids", r.Sources.String(), "all its sources precede %s, and an announcement does not show who came: no answer that rests on it is certain", day)
			}
			continue
		}
		for _, c := range w.tables.Gatherings.Coverage {
			if c.Subject == timeline.AttendanceSubject && c.Covers(summits[r.Summit]) && c.Track == track && c.Rank == 0 && w.concerns(c, r.Participant, summits[r.Summit].Start) {
				w.add("attendance", i, "status", r.Status.String(), "lies inside the coverage %s, which says that attendance is complete", c.ID)
			}
		}
	}
}

// mentions names reports that are older than what they report of.
func (w *warner) mentions(summits map[timeline.SummitID]timeline.Summit) {
	t := w.data.Timeline()
	for i, m := range w.tables.Gatherings.Mentions {
		day := summits[m.Summit].Start
		if s, ok := t.Session(m.Session); ok && s.Date.IsValid() {
			day = s.Date
		}
		if m.Stage == timeline.Reported && t.Foretold(timeline.List[timeline.SourceID]{m.Source}, day) {
			w.add("discussions", i, "stage", m.Stage.String(), "the source %s precedes %s", m.Source, day)
		}
	}
}

// coverage names statements that cover nothing.
func (w *warner) coverage() {
	for i, c := range w.tables.Gatherings.Coverage {
		if !slices.ContainsFunc(w.tables.Gatherings.Summits, func(s timeline.Summit) bool {
			return c.Covers(s) && (c.Track == "" || slices.ContainsFunc(w.tables.Gatherings.Sessions, func(session timeline.Session) bool {
				return session.Summit == s.ID && session.Track == c.Track
			}))
		}) {
			w.add("coverage", i, "coverage_id", c.ID, "covers nothing: no held summit lies within, or none has a session on its track")
		}
	}
}

// codings names coverage of topics where another document is coded too, which no statement says to be coded completely: a topic that
// only that one names, and that nobody coded, would be taken for one that is not named.
func (w *warner) codings(summits map[timeline.SummitID]timeline.Summit) {
	t := w.data.Timeline()
	closes := func(c timeline.Coverage, m timeline.Mention) bool {
		s, _ := t.Session(m.Session)
		here := c.Track == s.Track || (c.Track == "" && s.Scope == timeline.Body)
		return c.Subject == timeline.TopicsSubject && c.Covers(summits[m.Summit]) && here && (c.Stage == 0 || c.Stage == m.Stage)
	}
	type document struct {
		coverage int
		source   timeline.SourceID
	}
	said := make(map[document]bool)
	for i, c := range w.tables.Gatherings.Coverage {
		for _, m := range w.tables.Gatherings.Mentions {
			if !closes(c, m) || said[document{i, m.Source}] || slices.ContainsFunc(w.tables.Gatherings.Coverage, func(other timeline.Coverage) bool {
				return closes(other, m) && other.Sources.Has(m.Source)
			}) {
				continue
			}
			said[document{i, m.Source}] = true
			w.add("coverage", i, "source_ids", c.Sources.String(), "at %s %s is coded too, and nothing says that it is coded completely", m.Summit, m.Source)
		}
	}
}

// reaches names coverage of a span that rests on a source from before the end of the span: it cannot say how the span went on, and
// as of a date it would be known too early.
func (w *warner) reaches() {
	t := w.data.Timeline()
	for i, c := range w.tables.Gatherings.Coverage {
		for _, id := range c.Sources {
			if s, ok := t.Source(id); ok && c.Summit == "" && s.Published != (timeline.Date{}) && w.ends(c).Compare(s.Published.Last()) > 0 {
				w.add("coverage", i, "source_ids", c.Sources.String(), "%s was published on %s, before the last summit covered", id, s.Published)
			}
		}
	}
}

// ends is the last day of the last summit that a statement covers.
func (w *warner) ends(c timeline.Coverage) timeline.Date {
	var last timeline.Date
	for _, s := range w.tables.Gatherings.Summits {
		if c.Covers(s) && s.Start.First().Compare(last) > 0 {
			last = s.Start.First()
		}
	}
	return last
}

// sources names those that no row uses.
func (w *warner) sources() {
	used := make(map[timeline.SourceID]bool)
	use := func(list timeline.List[timeline.SourceID]) {
		for _, id := range list {
			used[id] = true
		}
	}
	g := w.tables.Gatherings
	for _, s := range g.Summits {
		use(s.Sources)
	}
	for _, s := range g.Sessions {
		use(s.Sources)
	}
	for _, m := range g.Mentions {
		used[m.Source] = true
	}
	for _, c := range g.Coverage {
		use(c.Sources)
	}
	for _, m := range w.tables.Attendance.Memberships {
		use(m.Sources)
	}
	for _, r := range w.tables.Attendance.Records {
		use(r.Sources)
	}
	for i, s := range g.Sources {
		if !used[s.ID] {
			w.add("sources", i, "source_id", string(s.ID), "no row uses it")
		}
	}
}

// concerns reports whether a statement is about a participant: about everyone, about it, or about a group of which it certainly was
// a member on the day.
func (w *warner) concerns(c timeline.Coverage, participant timeline.ActorID, day timeline.Date) bool {
	if c.Who == "" || c.Who == participant {
		return true
	}
	return slices.ContainsFunc(w.tables.Attendance.Memberships, func(m attendance.Membership) bool {
		return m.Group == c.Who && m.Participant == participant && m.Standing == attendance.MemberStanding &&
			m.From.Last().Compare(day.First()) <= 0 && (m.Until == timeline.Date{} || day.Last().Compare(m.Until.First()) <= 0)
	})
}
