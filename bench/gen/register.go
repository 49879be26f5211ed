package main

import (
	"bufio"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A shape is how large a register is.
type shape struct {
	rows, participants, series, summits, topics int
	seed                                        uint64
}

func (s shape) check() error {
	if s.rows < 1 || s.series < 1 || s.summits < s.series || s.topics < 1 || s.participants < 10 {
		return errors.New("want at least a row, a series, a summit a series, a topic and ten participants")
	}
	return nil
}

const (
	maxStates = 200
	firstYear = 1950
	lastYear  = 2025
	days      = (lastYear - firstYear + 1) * 365 // on which something starts
	maxShare  = 1000                             // chances are in thousandths
)

// A generator makes everything but attendance beforehand; the chances are whole numbers, so that all machines draw alike.
type generator struct {
	shape
	rand    *rand.Rand
	series  []series
	summits []summit
	tables  map[string][][]string
}

type series struct {
	id      string
	members []member
	chances []int // of each participant that is no member to come as a guest
}

type member struct {
	participant int
	from        int // the day
	chance      int // to come
}

type summit struct {
	id      string
	series  int
	start   int // days since the first of 1950
	end     int
	kind    string
	status  string
	ordinal int
}

func newGenerator(s shape) *generator {
	g := &generator{shape: s, rand: rand.New(rand.NewPCG(s.seed, 0)), tables: make(map[string][][]string)}
	g.makeParticipants()
	g.makeSeries()
	g.makeSummits()
	g.makeTopics()
	g.makeCoverage()
	return g
}

func (g *generator) add(table string, cells ...string) {
	g.tables[table] = append(g.tables[table], cells)
}

// chance is true so many times in a thousand.
func (g *generator) chance(thousandths int) bool { return g.rand.IntN(maxShare) < thousandths }

func (g *generator) states() int { return min(g.participants, maxStates) }

func (g *generator) id(participant int) string {
	if participant >= g.states() {
		return fmt.Sprintf("ORG%05d", participant)
	}
	return string([]byte{'A' + byte(participant/26%26), 'A' + byte(participant%26), 'X'})
}

func day(n int) string {
	return time.Date(firstYear, 1, 1+n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// leader and deputy are who holds the first and the second office of a participant on a day: of states for some five years, of
// organisations for some fifteen.
func (g *generator) leader(participant, day int) string { return g.person(participant, day, "leader") }

func (g *generator) deputy(participant, day int) string { return g.person(participant, day, "deputy") }

func (g *generator) person(participant, day int, office string) string {
	return fmt.Sprintf("%s-%s-%02d", strings.ToLower(g.id(participant)), office, day/g.term(participant)+1)
}

func (g *generator) term(participant int) int {
	years := 15
	if participant < g.states() {
		years = 5
	}
	return years*365 + participant%7*30
}

func (g *generator) makeParticipants() {
	for p := range g.participants {
		id := g.id(p)
		if p < g.states() {
			g.add("participants", id, "state", "State of "+id, "", "")
			g.add("participant_codes", id, "m49", fmt.Sprintf("%03d", p+1), "", "")
		} else {
			g.add("participants", id, "organisation", "Organisation "+strconv.Itoa(p), "", "")
		}
		for at := 0; at < days+g.term(p); at += g.term(p) {
			for _, office := range []string{"leader", "deputy"} {
				person := g.person(p, at, office)
				g.add("people", person, "Name of "+strings.ReplaceAll(person, "-", " "), "")
			}
		}
	}
}

func (g *generator) makeSeries() {
	for k := range g.shape.series {
		s := series{id: fmt.Sprintf("body%03d", k+1), chances: make([]int, g.participants)}
		size := max(g.states()*2/(k+2), min(7, g.states()))
		for rank, p := range g.rand.Perm(g.states()) {
			if rank >= size {
				s.chances[p] = 30
				continue
			}
			m := member{participant: p, chance: 990 - 300*rank/size}
			if rank > size/2 {
				m.from = g.rand.IntN(days / 2)
			}
			s.members = append(s.members, m)
		}
		for i := range g.participants - g.states() {
			s.chances[g.states()+i] = 900 * 600 / (600 + i)
		}
		g.add("series", s.id, "Meetings of body "+strconv.Itoa(k+1), "leaders", s.id, "")
		g.add("groups", s.id, "body", "Body "+strconv.Itoa(k+1), "")
		for _, m := range s.members {
			g.add("memberships", s.id, g.id(m.participant), "member", day(m.from), "", s.id+"-members", "")
		}
		g.add("sources", s.id+"-members", "list", "Members of body "+strconv.Itoa(k+1), "Secretariat", s.id, "https://"+s.id+".example/members", "2026-01-15", "2026-02-01", "")
		g.series = append(g.series, s)
	}
}

func (g *generator) makeSummits() {
	numbers := make([]int, len(g.series))
	each := days / ((g.shape.summits + len(g.series) - 1) / len(g.series)) // between two summits of a series
	for i := range g.shape.summits {
		k := i % len(g.series)
		s := summit{series: k, kind: "regular", status: "held"}
		s.start = min(i/len(g.series)*each+k*each/len(g.series), days-10)
		s.end = s.start + g.rand.IntN(3)
		switch {
		case i < len(g.series): // each has one that was held
		case g.chance(40):
			s.kind = "extraordinary"
		case g.chance(10):
			s.status = "cancelled"
		}
		numbers[k]++
		s.ordinal = numbers[k]
		s.id = fmt.Sprintf("%s-%s-%04d", g.series[k].id, day(s.start)[:4], s.ordinal)
		g.summits = append(g.summits, s)
	}
	slices.SortFunc(g.summits, func(a, b summit) int {
		return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end), cmp.Compare(a.id, b.id))
	})
	for i, s := range g.summits {
		host := g.id(g.series[s.series].members[i%len(g.series[s.series].members)].participant)
		ordinal := ""
		if s.kind == "regular" {
			ordinal = strconv.Itoa(s.ordinal)
		}
		g.add("summits", s.id, g.series[s.series].id, "Meeting "+strconv.Itoa(s.ordinal), ordinal, s.kind, day(s.start), day(s.end), "City of "+host, host, host,
			s.status, "in_person", "", s.id+"-list", "")
		for _, document := range []struct{ name, kind, after string }{{"list", "list", day(s.end + 30)}, {"report", "communique", day(s.end)}, {"programme", "announcement", day(s.start - 20)}} {
			g.add("sources", s.id+"-"+document.name, document.kind, document.name+" of meeting "+strconv.Itoa(s.ordinal), "Secretariat", g.series[s.series].id,
				"https://"+g.series[s.series].id+".example/"+s.id+"/"+document.name, document.after, "2026-02-01", "")
		}
	}
}

// makeTopics has every tenth topic as a broader one. Documents name those with low numbers most often.
func (g *generator) makeTopics() {
	id := func(topic int) string { return fmt.Sprintf("topic-%04d", topic) }
	for t := range g.topics {
		broader := ""
		if t%10 != 0 {
			broader = id(t - t%10)
		}
		g.add("topics", id(t), "Topic "+strconv.Itoa(t), broader, "", "", "")
	}
	for _, s := range g.summits {
		for t := range g.topics {
			if chance := 900 * 8 / (8 + t); s.status == "held" && g.chance(chance) {
				if g.chance(600) {
					g.add("discussions", s.id, "", id(t), "planned", s.id+"-programme", "medium", "an item of the programme", "")
				}
				if g.chance(800) {
					g.add("discussions", s.id, "", id(t), "reported", s.id+"-report", "high", "a paragraph of the report", "")
				}
			}
		}
	}
}

// makeCoverage says that all editions are listed, that the records of members are complete for two thirds of the time in every other
// series, and that most reports were coded completely.
func (g *generator) makeCoverage() {
	held := func(series, until int) string {
		n := 0
		for _, s := range g.summits {
			if s.series == series && s.kind == "regular" && s.status == "held" && s.start <= until {
				n++
			}
		}
		if n == 0 {
			return ""
		}
		return strconv.Itoa(n)
	}
	for k, s := range g.series {
		g.add("coverage", s.id+"-editions", "editions", s.id, "regular", "", "", "", "", day(days), "", "", held(k, days), "high", s.id+"-members", "")
		if k%2 == 0 {
			g.add("coverage", s.id+"-members", "attendance", s.id, "regular", "", "", "", "", day(days*2/3), s.id, "", held(k, days*2/3), "high", s.id+"-members", "")
		}
	}
	for i, s := range g.summits {
		if s.status == "held" && i%10 < 7 {
			g.add("coverage", s.id+"-topics", "topics", g.series[s.series].id, "", s.id, "", "reported", "", "", "", "", "", "high", s.id+"-report", "")
		}
	}
}

// A delegation is what is recorded of a participant at a summit as a whole.
type delegation struct {
	participant        int
	status, capacity   string
	person, deputising string
	level, office      string
}

// delegations draws of whom something is recorded at a summit.
func (g *generator) delegations(s summit) []delegation {
	of := g.series[s.series]
	chances, capacity := slices.Clone(of.chances), "guest"
	for i := range g.participants - g.states() {
		if i*days/max(g.participants, 1) > s.start+days/5 {
			chances[g.states()+i] = 0 // it was not founded yet
		}
	}
	member := make([]bool, g.participants)
	for _, m := range of.members {
		chances[m.participant] = 50
		if m.from <= s.start {
			chances[m.participant], member[m.participant] = maxShare, true
		}
	}
	var list []delegation
	for p, chance := range chances {
		if chance == 0 || !g.chance(chance) {
			continue
		}
		d := delegation{participant: p, status: "attended"}
		if capacity = "guest"; member[p] {
			capacity = "member"
		}
		d.capacity = capacity
		leader, deputy := g.leader(p, s.start), g.deputy(p, s.start)
		switch draw := g.rand.IntN(maxShare); {
		case member[p] && draw < 40: // nothing is recorded
			continue
		case draw < 70:
			d.status = "absent"
		case draw < 110:
			d.status, d.person = "unknown", leader
		case draw < 130:
			d.status = "unknown"
		case draw < 300:
			d.person, d.deputising, d.level, d.office = deputy, leader, "foreign_minister", "Minister for Foreign Affairs"
		default:
			d.person, d.level, d.office = leader, "head_of_state", "President"
			if p%3 == 0 {
				d.level, d.office = "head_of_government", "Prime Minister"
			}
		}
		if p >= g.states() && d.level != "" {
			d.level, d.office = "organisation_head", "Secretary General"
			if d.deputising != "" {
				d.level, d.office = "official", "Observer"
			}
		}
		list = append(list, d)
	}
	return list
}

func (d delegation) row(g *generator, s summit, session string, confidence, note string) []string {
	mode := ""
	if d.status == "attended" {
		mode = "in_person"
	}
	sources := s.id + "-list"
	if confidence == "high" {
		sources += ";" + s.id + "-report"
	}
	return []string{s.id, session, g.id(d.participant), d.person, d.status, d.capacity, mode, d.level, d.office, d.deputising, confidence, sources, note}
}

// attendance draws the rows of a summit: one for each delegation, and the rest for those that came, at as many sessions as that takes.
func (g *generator) attendance(s summit, rows int) (attendance [][]string, sessions int) {
	list := g.delegations(s)
	var present []delegation
	for left, i := rows, 0; i < len(list) && left > 0; i++ { // each subset of the right size is as likely
		if g.rand.IntN(len(list)-i) >= left {
			continue
		}
		left--
		d := list[i]
		confidence, note := "medium", ""
		if g.chance(600) {
			confidence = "high"
		} else if g.chance(30) {
			confidence, note = "low", "one list has it, the other has not"
		}
		attendance = append(attendance, d.row(g, s, "", confidence, note))
		if d.status == "attended" {
			present = append(present, d)
		}
	}
	if len(present) == 0 && len(attendance) < rows {
		d := delegation{participant: g.series[s.series].members[0].participant, status: "attended", capacity: "member"}
		attendance = slices.DeleteFunc(attendance, func(row []string) bool { return row[2] == g.id(d.participant) })
		attendance, present = append(attendance, d.row(g, s, "", "medium", "")), append(present, d)
	}
	if left := rows - len(attendance); left > 0 {
		sessions = (left*4/3 + len(present) - 1) / len(present)
		for k := range sessions {
			for i, d := range present {
				if seats := (sessions-k)*len(present) - i; g.rand.IntN(seats) < left {
					left--
					attendance = append(attendance, d.row(g, s, g.session(s, k), "medium", ""))
				}
			}
		}
	}
	slices.SortFunc(attendance, func(a, b []string) int { return slices.Compare(a[1:4], b[1:4]) })
	return attendance, sessions
}

func (g *generator) session(s summit, k int) string { return fmt.Sprintf("%s-session-%04d", s.id, k+1) }

// write streams attendance, and then writes the other tables, in the order of the model.
func (g *generator) write(dir string) error {
	weights := make([]int, len(g.summits)+1) // of the summits before each: large bodies have more rows
	for i, s := range g.summits {
		weights[i+1] = weights[i]
		if s.status == "held" {
			weights[i+1] += len(g.series[s.series].members)
		}
	}
	err := writeTable(dir, "attendance", func(yield func([]string) error) error {
		for i, s := range g.summits {
			rows := g.rows*weights[i+1]/weights[len(g.summits)] - g.rows*weights[i]/weights[len(g.summits)]
			if s.status != "held" {
				continue
			}
			attendance, sessions := g.attendance(s, rows)
			for k := range sessions {
				track, scope := "plenary", "body"
				if k%4 == 3 {
					track, scope = "margins", "side"
				}
				g.add("sessions", g.session(s, k), s.id, track, scope, "Session "+strconv.Itoa(k+1), day(s.start+k%(s.end-s.start+1)), s.id+"-list", "")
			}
			for _, row := range attendance {
				if err := yield(row); err != nil {
					return err
				}
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for _, name := range []string{"participants", "participant_codes", "groups", "memberships", "people", "sources", "coverage"} {
		slices.SortFunc(g.tables[name], slices.Compare[[]string])
	}
	for name := range headers {
		if name == "attendance" {
			continue
		}
		if err := writeTable(dir, name, func(yield func([]string) error) error {
			for _, row := range g.tables[name] {
				if err := yield(row); err != nil {
					return err
				}
			}
			return nil
		}); err != nil {
			return err
		}
	}
	return nil
}

// headers are the columns of the tables. They are not asked of the library, which may read what this program writes or not.
var headers = map[string]string{
	"series":            "series_id,name,tier,group_id,note",
	"summits":           "summit_id,series_id,name,ordinal,kind,start_date,end_date,city,country_ids,host_ids,status,format,wikidata_id,source_ids,note",
	"sessions":          "session_id,summit_id,track,scope,name,date,source_ids,note",
	"participants":      "participant_id,kind,name,valid_from,valid_to",
	"participant_codes": "participant_id,scheme,code,valid_from,valid_to",
	"groups":            "group_id,kind,name,note",
	"memberships":       "group_id,participant_id,status,valid_from,valid_to,source_ids,note",
	"people":            "person_id,name,wikidata_id",
	"attendance":        "summit_id,session_id,participant_id,person_id,status,capacity,mode,level,office,in_place_of,confidence,source_ids,note",
	"topics":            "topic_id,label,broader_id,aliases,cap,definition",
	"discussions":       "summit_id,session_id,topic_id,stage,source_id,confidence,evidence,note",
	"coverage":          "coverage_id,subject,series_id,kind,summit_id,track,stage,date_from,date_to,who,rank,editions,confidence,source_ids,note",
	"sources":           "source_id,kind,title,publisher,issuer,url,published,accessed,note",
}

func writeTable(dir, name string, rows func(yield func([]string) error) error) (err error) {
	f, err := os.Create(filepath.Join(dir, name+".csv"))
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	buffer := bufio.NewWriterSize(f, 1<<20)
	out := csv.NewWriter(buffer)
	if err := out.Write(strings.Split(headers[name], ",")); err != nil {
		return err
	}
	if err := rows(out.Write); err != nil {
		return err
	}
	out.Flush()
	return errors.Join(out.Error(), buffer.Flush())
}
