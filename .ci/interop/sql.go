// Writes the built-in register and made-up ones for sql.mjs: the base tables as a Hive folder of Parquet, the derived tables as CSV, and
// the script that makes these of those.
package main

import (
	"fmt"
	"io"
	"log"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/parquet"
	"github.com/summitry/summitry/exporters/sql"
	"github.com/summitry/summitry/timeline"
)

func main() {
	out := os.Args[1]
	data, err := dataset.Open()
	check(err)
	write(filepath.Join(out, "built-in"), data.Register)
	write(filepath.Join(out, "empty"), attendance.Register{})
	for seed := range uint64(24) {
		write(filepath.Join(out, fmt.Sprintf("drawn-%02d", seed)), draw(seed))
	}
}

func write(dir string, register attendance.Register) {
	tables := exporters.Derived(register)
	check(exporters.WriteDir(dir, "csv", exporters.WriteCSV, append(tables, exporters.Codebook(tables...))...))
	folder := filepath.Join(dir, "parquet")
	check(parquet.WriteHive(folder, register, exporters.Tables(register)...))
	for name, engine := range map[string]sql.Engine{"duckdb.sql": sql.DuckDB, "spark.sql": sql.Spark} {
		check(exporters.WriteFile(filepath.Join(dir, name), func(w io.Writer) error { return sql.Script(w, engine, folder) }))
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

// A drawing is a register full of gaps: dates known to the month or the year, statements that cover a part, members that left and came
// back, delegations with several heads or of no known level.
type drawing struct {
	*rand.Rand
	gatherings timeline.Tables
	attendance attendance.Tables
}

func (d *drawing) chance(percent int) bool { return d.IntN(100) < percent }

func one[T any](d *drawing, options ...T) T { return options[d.IntN(len(options))] }

// date is a day of a year near a gathering, or the month or the year alone.
func (d *drawing) date(year int) timeline.Date {
	date := timeline.Date{Year: year, Month: one(d, 2, 5, 6, 6, 12), Day: one(d, 1, 9, 10, 11, 28)}
	switch d.IntN(8) {
	case 0:
		date.Day = 0
	case 1:
		date.Month, date.Day = 0, 0
	}
	return date
}

const firstYear = 1999

func draw(seed uint64) attendance.Register {
	d := &drawing{Rand: rand.New(rand.NewPCG(seed, 1))}
	var participants []timeline.ActorID
	for i := range 9 {
		id := timeline.ActorID(fmt.Sprintf("A%cA", 'A'+i))
		p := attendance.Participant{ID: id, Kind: attendance.State, Name: fmt.Sprint("State ", i)}
		if d.chance(15) {
			p.From = d.date(firstYear + d.IntN(6))
		}
		if d.chance(15) {
			p.Until = d.date(firstYear + 2 + d.IntN(6))
		}
		participants = append(participants, p.ID)
		d.attendance.Participants = append(d.attendance.Participants, p)
		for range d.IntN(6) {
			scheme := one(d, attendance.COW, attendance.GW, attendance.M49, attendance.Wikidata)
			c := attendance.Code{Participant: p.ID, Scheme: scheme, Code: fmt.Sprintf("%03d", d.IntN(4))}
			if d.chance(70) {
				c.From = d.date(firstYear + d.IntN(5))
			}
			if d.chance(60) {
				c.Until = d.date(firstYear + d.IntN(9))
			}
			d.attendance.Codes = append(d.attendance.Codes, c)
		}
	}
	people := []timeline.ActorID{"ann", "bob", "eve"}
	for _, id := range people {
		d.attendance.People = append(d.attendance.People, attendance.Person{ID: id, Name: string(id)})
	}
	var sources timeline.List[timeline.SourceID]
	for i := range 12 {
		kind := timeline.SourceKind(1 + i%int(timeline.ListSource))
		s := timeline.Source{ID: timeline.SourceID(fmt.Sprint("source-", i)), Kind: kind, Title: fmt.Sprint("Source ", i)}
		if d.chance(70) {
			s.Published = d.date(firstYear + d.IntN(9))
		}
		sources = append(sources, s.ID)
		d.gatherings.Sources = append(d.gatherings.Sources, s)
	}
	for i := range d.IntN(8) {
		topic := timeline.Topic{ID: timeline.TopicID(fmt.Sprint("topic-", i)), Label: fmt.Sprint("Topic ", i)}
		d.gatherings.Topics = append(d.gatherings.Topics, topic)
	}
	groups := []timeline.ActorID{"club", "core", "duo"}
	for _, id := range groups {
		kind := one(d, attendance.BodyGroup, attendance.BodyGroup, attendance.LabelGroup)
		d.attendance.Groups = append(d.attendance.Groups, attendance.Group{ID: id, Kind: kind, Name: string(id)})
		for _, p := range participants {
			year := firstYear - 1 + d.IntN(3)
			for range d.IntN(5) {
				m := attendance.Membership{Group: id, Participant: p, Standing: attendance.MemberStanding}
				if d.chance(50) {
					m.Standing = one(d, attendance.Suspended, attendance.Disputed)
				}
				if d.chance(90) {
					m.From = d.date(year)
				}
				year += d.IntN(3)
				if d.chance(90) {
					m.Until = d.date(year)
				}
				d.attendance.Memberships = append(d.attendance.Memberships, m)
				year += d.IntN(2)
			}
		}
	}
	for i, id := range []timeline.SeriesID{"talks", "round-table", "007"} {
		s := timeline.Series{ID: id, Name: string(id), Tier: one(d, timeline.LeadersTier, timeline.MinistersTier, timeline.OfficialsTier)}
		if d.chance(80) {
			s.Group = groups[i]
		}
		d.gatherings.Series = append(d.gatherings.Series, s)
		for k := range 1 + d.IntN(9) {
			d.addSummit(id, k, people, sources)
		}
		for k := range d.IntN(9) {
			d.addCoverage(id, k, append(participants, groups...), sources)
		}
	}
	return d.register()
}

func (d *drawing) addSummit(series timeline.SeriesID, k int, people []timeline.ActorID, sources timeline.List[timeline.SourceID]) {
	confidence := func() timeline.Confidence { return one(d, timeline.Low, timeline.Medium, timeline.High, timeline.High) }
	s := timeline.Summit{
		ID: timeline.SummitID(fmt.Sprintf("%s-%d", series, k)), Series: series, Name: "Meeting", Format: timeline.InPerson,
		Start: d.date(firstYear + d.IntN(8)), Kind: timeline.Regular, Status: timeline.Held,
	}
	if d.chance(20) {
		s.Kind = timeline.Extraordinary
	}
	if d.chance(20) {
		s.Status = one(d, timeline.Scheduled, timeline.Cancelled, timeline.Postponed)
	}
	s.End = s.Start
	d.gatherings.Summits = append(d.gatherings.Summits, s)
	sessions := []timeline.SessionID{""}
	for i := range d.IntN(4) {
		x := timeline.Session{
			ID: timeline.SessionID(fmt.Sprintf("%s-%d", s.ID, i)), Summit: s.ID, Name: "Session",
			Track: one(d, "plenary", "asia"), Scope: one(d, timeline.Body, timeline.Body, timeline.Side),
		}
		if d.chance(50) {
			x.Date = s.Start
		}
		sessions = append(sessions, x.ID)
		d.gatherings.Sessions = append(d.gatherings.Sessions, x)
	}
	for _, p := range d.attendance.Participants {
		for _, x := range sessions {
			status := one(d, 0, 0, attendance.Attended, attendance.Attended, attendance.Attended, attendance.Absent, attendance.Unknown)
			for range 1 + d.IntN(2) {
				if status == 0 {
					break
				}
				rec := attendance.Record{Summit: s.ID, Session: x, Participant: p.ID, Status: status, Confidence: confidence()}
				rec.Sources = sources[d.IntN(len(sources)):]
				rec.Sources = rec.Sources[:min(1+d.IntN(2), len(rec.Sources))]
				if status != attendance.Absent {
					rec.Person, rec.InPlaceOf = one(d, append(people, "")...), one(d, "", "", timeline.ActorID("eve"))
					rec.Capacity, rec.Mode = one(d, 0, attendance.Member, attendance.Guest), one(d, 0, attendance.InPerson, attendance.Virtual)
					rec.Level = one(d, 0, 0, attendance.HeadOfState, attendance.HeadOfState, attendance.Level(1+d.IntN(int(attendance.OtherLevel))))
				}
				if rec.Level != 0 {
					rec.Office = "Office " + string(rune('A'+d.IntN(3)))
				}
				d.attendance.Records = append(d.attendance.Records, rec)
			}
		}
	}
	for _, t := range d.gatherings.Topics {
		for range d.IntN(3) {
			d.gatherings.Mentions = append(d.gatherings.Mentions, timeline.Mention{
				Summit: s.ID, Session: one(d, sessions...), Topic: t.ID, Stage: one(d, timeline.Planned, timeline.Reported, timeline.Reported),
				Source: one(d, sources...), Confidence: confidence(),
			})
		}
	}
}

func (d *drawing) addCoverage(series timeline.SeriesID, k int, actors []timeline.ActorID, sources timeline.List[timeline.SourceID]) {
	c := timeline.Coverage{
		ID: fmt.Sprintf("%s-coverage-%d", series, k), Series: series, Sources: sources[:1],
		Subject:    one(d, timeline.AttendanceSubject, timeline.AttendanceSubject, timeline.TopicsSubject, timeline.EditionsSubject),
		Kind:       one(d, 0, 0, timeline.Regular, timeline.Regular, timeline.Extraordinary),
		Confidence: one(d, timeline.Low, timeline.Medium, timeline.High),
	}
	if d.chance(30) {
		c.Track = one(d, "plenary", "asia")
	}
	switch c.Subject {
	case timeline.AttendanceSubject:
		if d.chance(50) {
			c.Who = one(d, actors...)
		}
		if d.chance(50) {
			c.Rank = timeline.Number(1 + d.IntN(7))
		}
	case timeline.TopicsSubject:
		c.Stage = one(d, 0, timeline.Planned, timeline.Reported)
	}
	if c.Subject != timeline.EditionsSubject && d.chance(40) {
		c.Summit = one(d, d.gatherings.Summits...).ID
	} else {
		if d.chance(50) {
			c.From = d.date(firstYear + d.IntN(6))
		}
		c.Until = d.date(firstYear + 2 + d.IntN(8))
		if d.chance(40) { // just at the edge
			c.From = one(d, d.gatherings.Summits...).Start
		}
		if d.chance(40) {
			c.Until = one(d, d.gatherings.Summits...).Start
		}
	}
	d.gatherings.Coverage = append(d.gatherings.Coverage, c)
}

// register leaves out what is not possible, such as two memberships at one time, until the rest is.
func (d *drawing) register() attendance.Register {
	for {
		for i, c := range d.gatherings.Coverage {
			d.gatherings.Coverage[i].Editions = 0
			for _, s := range d.gatherings.Summits {
				on := c.Track == "" || slices.ContainsFunc(d.gatherings.Sessions, func(x timeline.Session) bool {
					return x.Summit == s.ID && x.Track == c.Track
				})
				if c.Summit == "" && on && c.Covers(s) {
					d.gatherings.Coverage[i].Editions++
				}
			}
		}
		register, err := attendance.New(d.gatherings, d.attendance)
		if err == nil {
			return register
		}
		faulty := make(map[string][]int)
		faults, all := timeline.Faults(err)
		if !all {
			log.Fatal(err)
		}
		for _, fault := range faults {
			faulty[fault.Table] = append(faulty[fault.Table], fault.Row-1)
		}
		d.gatherings.Coverage = without(d.gatherings.Coverage, faulty["coverage"])
		d.gatherings.Mentions = without(d.gatherings.Mentions, faulty["discussions"])
		d.attendance.Codes = without(d.attendance.Codes, faulty["participant_codes"])
		d.attendance.Memberships = without(d.attendance.Memberships, faulty["memberships"])
		d.attendance.Participants = without(d.attendance.Participants, faulty["participants"])
		d.attendance.Records = without(d.attendance.Records, faulty["attendance"])
	}
}

func without[T any](rows []T, places []int) []T {
	var left []T
	for i, row := range rows {
		if !slices.Contains(places, i) {
			left = append(left, row)
		}
	}
	return left
}
