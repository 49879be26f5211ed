package dataset

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/layout"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// An Outcome is what a row of a later set did to those before it.
type Outcome string

// The outcomes.
const (
	Adds      Outcome = "adds"      // a row that none of them has
	Agrees    Outcome = "agrees"    // it says nothing else; its sources are added
	Completes Outcome = "completes" // it fills cells that they leave empty, or tells what they looked for and did not find
	Conflicts Outcome = "conflicts" // it says something else
)

// A Join is a row of a later set that met those before it; of a conflict, what they differ in.
type Join struct {
	Table   string
	Key     string // the cells of its key, joined by commas; of attendance without the person
	Outcome Outcome
	Column  string   // of a conflict: the column; empty for the row as a whole
	Values  []string // of a conflict: what the sets say, without repetition, in their order
	Became  string   // of a conflict: what became of it
}

// String gives the row and the outcome; of a conflict what the sets say, and what became of it.
func (j Join) String() string {
	text := j.Table + " " + j.Key
	if j.Outcome != Conflicts {
		return text + ": " + string(j.Outcome)
	}
	if j.Column != "" {
		text += ", " + j.Column
	}
	for i, v := range j.Values {
		text += []string{": ", " or "}[min(i, 1)] + fmt.Sprintf("%q", v)
	}
	return text + ": " + j.Became
}

// Merge joins data sets. Rows that are in several sets are one row, with the sources of all; a cell that one set leaves empty is filled
// from another; what one set looked for and did not find, and what became of a summit that it awaits, is taken from another as it
// stands there. Nothing is overwritten silently: where the sets contradict each other the first one stands, and who attended, if the sets
// do not agree on it, becomes unknown, with the sources of all. Coverage whose count of editions does not hold any more is left out, so is a
// record of a later set that contradicts one at another session, and so is an alias that is the name of another topic in another set: ids and labels win over aliases, and the first alias over others.
//
// The joins report each row of the second set and those after it, in the order of the tables and their keys: whether it is new, agrees,
// completes or conflicts.
//
// An error joins what is wrong with the whole, as a *[timeline.Fault] each, whose File is the set, from 1, the table and the key of the
// row: sets can be right one by one and not together.
func Merge(sets ...Data) (Data, []Join, error) {
	m := merger{rows: map[string][]reflect.Value{}, first: map[[2]string]int{}, aliased: map[timeline.TopicID]int{}}
	for i, set := range sets {
		for _, t := range layout.Of(set.Register).All() {
			if err := m.add(i, t); err != nil {
				return Data{}, nil, err
			}
		}
	}
	m.dropAliases()
	for {
		var tables layout.Tables
		for _, t := range tables.All() {
			rows := reflect.ValueOf(t.Rows).Elem()
			rows.Set(reflect.Append(rows, m.rows[t.Name]...))
		}
		register, err := tables.Register()
		if err == nil {
			m.sort()
			return Data{register}, m.joins, nil
		}
		if !m.dropCoverage(err) && !m.dropRecords(err) {
			return Data{}, nil, m.place(err)
		}
	}
}

type merger struct {
	rows    map[string][]reflect.Value // by table
	first   map[[2]string]int          // by table and key of a row: the set that it is from
	aliased map[timeline.TopicID]int   // the set that the aliases of a topic are from
	joins   []Join
}

// leaveOut reports a row that is left out, and so does not add anything.
func (m *merger) leaveOut(table, key, column, why string, values ...string) {
	m.joins = slices.DeleteFunc(m.joins, func(j Join) bool { return j.Table == table && j.Key == key && j.Outcome == Adds })
	m.conflict(table, key, column, "left out: "+why, values...)
}

func (m *merger) conflict(table, key, column, became string, values ...string) {
	m.joins = append(m.joins, Join{table, key, Conflicts, column, values, became})
}

// joined reports a row that does not conflict with those before it, or not in all of its cells.
func (m *merger) joined(table, key string, outcome Outcome) {
	m.joins = append(m.joins, Join{Table: table, Key: key, Outcome: outcome})
}

// place says of each fault in which set its row is, and by which key.
func (m *merger) place(err error) error {
	faults, all := timeline.Faults(err)
	if !all {
		return err
	}
	errs := make([]error, len(faults))
	for i, f := range faults {
		placed := *f
		if rows := m.rows[f.Table]; f.Row >= 1 && f.Row <= len(rows) {
			schema, _ := table.Of(rows[0].Type()) // as it was when the rows were added
			k := key(schema, rows[f.Row-1])
			placed.File, placed.See = fmt.Sprintf("set %d, %s %s", m.first[[2]string{f.Table, k}]+1, f.Table, k), 0
		}
		errs[i] = &placed
	}
	return errors.Join(errs...)
}

// add joins the rows of a table of a set to those of the sets before.
func (m *merger) add(set int, t layout.Table) error {
	rows := reflect.ValueOf(t.Rows).Elem()
	schema, err := table.Of(rows.Type().Elem())
	if err != nil {
		return err
	}
	for i := range rows.Len() {
		k := [2]string{t.Name, key(schema, rows.Index(i))}
		if _, known := m.first[k]; !known {
			m.first[k] = set
		}
		if topic, ok := rows.Index(i).Interface().(timeline.Topic); ok && len(topic.Aliases) > 0 {
			if _, known := m.aliased[topic.ID]; !known {
				m.aliased[topic.ID] = set
			}
		}
	}
	if t.Name == "attendance" {
		m.addRecords(set, rows.Interface().([]attendance.Record), schema)
		return nil
	}
	index := map[string]int{}
	for i, row := range m.rows[t.Name] {
		index[key(schema, row)] = i
	}
	for i := range rows.Len() {
		row := reflect.New(rows.Type().Elem()).Elem()
		row.Set(rows.Index(i))
		k := key(schema, row)
		if at, ok := index[k]; ok {
			m.join(t.Name, schema, m.rows[t.Name][at], row)
			continue
		}
		if set > 0 {
			m.joined(t.Name, k, Adds)
		}
		m.rows[t.Name] = append(m.rows[t.Name], row)
	}
	return nil
}

func key(schema table.Schema, row reflect.Value) string {
	var cells []string
	for _, c := range schema.Columns {
		if c.Key {
			cells = append(cells, text(c, row))
		}
	}
	return strings.Join(cells, ",")
}

// text gives a cell of a row that comes from a register, so that it has a text.
func text(c table.Column, row reflect.Value) string {
	t, _ := c.Text(row)
	return t
}

// join fills the empty cells of a row from another with its key, and joins their sources. Where they contradict each other the row
// stands.
func (m *merger) join(name string, schema table.Schema, row, other reflect.Value) {
	k, outcome, differs, settled := key(schema, row), Agrees, false, settles(row.Interface(), other.Interface())
	if settled {
		awaited := reflect.New(row.Type()).Elem()
		awaited.Set(row)
		row.Set(other)
		other, outcome = awaited, Completes
	}
	for _, c := range schema.Columns {
		was, is := text(c, row), text(c, other)
		switch {
		case was == is || is == "":
		case c.Name == "source_ids":
			c.Set(row, union(was, is))
		case was == "":
			c.Set(row, is) // the text of a cell of the same type
			outcome = Completes
		case c.Name == "status" && (settled || settles(other.Interface(), row.Interface())):
		case settled:
			m.conflict(name, k, c.Name, "the later one stands, which tells what became of the summit", is, was)
		default:
			differs = true
			m.conflict(name, k, c.Name, "the first stands", was, is)
		}
	}
	if outcome == Completes || !differs {
		m.joined(name, k, outcome)
	}
}

// settles reports whether one row tells what became of a summit that the other awaits.
func settles(row, other any) bool {
	was, ok := row.(timeline.Summit)
	if !ok {
		return false
	}
	return was.Status == timeline.Scheduled && other.(timeline.Summit).Status != timeline.Scheduled
}

func union(a, b string) string {
	if a == "" {
		return b
	}
	items := strings.Split(a, ";")
	for item := range strings.SplitSeq(b, ";") {
		if !slices.Contains(items, item) {
			items = append(items, item)
		}
	}
	return strings.Join(items, ";")
}

// place is a summit or session at which a participant was, or was not.
type place struct {
	summit      timeline.SummitID
	session     timeline.SessionID
	participant timeline.ActorID
}

func placeOf(r attendance.Record) place { return place{r.Summit, r.Session, r.Participant} }

func (p place) key() string {
	return timeline.Key(p.summit, string(p.session), string(p.participant))
}

// addRecords joins records, place by place.
func (m *merger) addRecords(set int, records []attendance.Record, schema table.Schema) {
	var order []place
	ours, theirs := map[place][]attendance.Record{}, map[place][]attendance.Record{}
	gather := func(r attendance.Record, into map[place][]attendance.Record) {
		p := placeOf(r)
		if ours[p] == nil && theirs[p] == nil {
			order = append(order, p)
		}
		into[p] = append(into[p], r)
	}
	for _, row := range m.rows["attendance"] {
		gather(row.Interface().(attendance.Record), ours)
	}
	for _, r := range records {
		gather(r, theirs)
	}
	m.rows["attendance"] = nil
	for _, p := range order {
		joined := ours[p]
		if theirs[p] != nil {
			joined = m.joinRecords(set, p, ours[p], theirs[p], schema)
		}
		for _, r := range joined {
			row := reflect.New(reflect.TypeFor[attendance.Record]()).Elem()
			row.Set(reflect.ValueOf(r))
			m.rows["attendance"] = append(m.rows["attendance"], row)
		}
	}
}

// joinRecords joins what two sets say of one place.
func (m *merger) joinRecords(set int, p place, ours, theirs []attendance.Record, schema table.Schema) []attendance.Record {
	switch {
	case set == 0:
		return theirs
	case len(ours) == 0:
		m.joined("attendance", p.key(), Adds)
		return theirs
	case ours[0].Status == attendance.Unknown && theirs[0].Status != attendance.Unknown:
		m.joined("attendance", p.key(), Completes)
		return withCapacity(withSources(theirs, ours), ours)
	case theirs[0].Status == attendance.Unknown && ours[0].Status != attendance.Unknown:
		m.joined("attendance", p.key(), Agrees)
		return withCapacity(withSources(ours, theirs), theirs)
	}
	if joined, ok := m.agree(p, ours, theirs, schema); ok {
		return joined
	}
	unknown := attendance.Record{
		Summit: p.summit, Session: p.session, Participant: p.participant, Status: attendance.Unknown, Confidence: timeline.Low,
		Note: "the sets that were merged contradict each other: " + summary(ours) + " or " + summary(theirs),
	}
	if ours[0].Capacity == theirs[0].Capacity {
		unknown.Capacity = ours[0].Capacity
	}
	out := withSources(withSources([]attendance.Record{unknown}, ours), theirs)
	m.conflict("attendance", p.key(), "", "now unknown", summary(ours), summary(theirs))
	return out
}

// agree joins two lists of heads of one delegation if they do not contradict each other on who came and how: the same people, or one
// whom the other set does not name. In what else they differ the first stands.
func (m *merger) agree(p place, ours, theirs []attendance.Record, schema table.Schema) (joined []attendance.Record, ok bool) {
	if len(ours) != len(theirs) {
		return nil, false
	}
	var differ []Join
	outcome := Agrees
	decides := []string{"status", "person_id", "capacity", "mode", "level", "in_place_of"}
	joined = slices.Clone(ours)
	for i := range joined {
		a, b := reflect.ValueOf(&joined[i]).Elem(), reflect.ValueOf(theirs[i])
		for _, c := range schema.Columns {
			was, is := text(c, a), text(c, b)
			switch {
			case was == is || is == "" || c.Name == "source_ids":
			case was == "":
				c.Set(a, is) // the text of a cell of the same type
				outcome = Completes
			case slices.Contains(decides, c.Name):
				return nil, false
			default:
				differ = append(differ, Join{"attendance", p.key(), Conflicts, c.Name, []string{was, is}, "the first stands"})
			}
		}
		joined[i].Sources = withSources(joined[i:i+1], theirs[i:i+1])[0].Sources
	}
	m.joins = append(m.joins, differ...)
	if outcome == Completes || len(differ) == 0 {
		m.joined("attendance", p.key(), outcome)
	}
	return joined, true
}

// withCapacity gives records the capacity that others have, where they have none.
func withCapacity(records, others []attendance.Record) []attendance.Record {
	for i := range records {
		if records[i].Capacity == 0 {
			records[i].Capacity = others[0].Capacity
		}
	}
	return records
}

// withSources adds the sources of some records to others.
func withSources(records, others []attendance.Record) []attendance.Record {
	out := slices.Clone(records)
	for i := range out {
		out[i].Sources = slices.Clone(out[i].Sources)
		for _, o := range others {
			for _, id := range o.Sources {
				if !out[i].Sources.Has(id) {
					out[i].Sources = append(out[i].Sources, id)
				}
			}
		}
	}
	return out
}

// summary says in words what records say of one place.
func summary(records []attendance.Record) string {
	var parts []string
	for _, r := range records {
		part := r.Status.String()
		if r.Person != "" {
			part += " by " + string(r.Person)
		}
		if r.Level != 0 {
			part += " as " + r.Level.String()
		}
		if r.InPlaceOf != "" {
			part += " in place of " + string(r.InPlaceOf)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, " and ")
}

// dropAliases leaves out the aliases of topics that lead to another topic already: by its id, its label, or an alias in a set before.
func (m *merger) dropAliases() {
	var topics []*timeline.Topic
	for _, row := range m.rows["topics"] {
		topics = append(topics, row.Addr().Interface().(*timeline.Topic))
	}
	owner := map[string]timeline.TopicID{}
	for _, t := range topics {
		owner[folded(t.Label)] = t.ID
	}
	for _, t := range topics {
		owner[folded(string(t.ID))] = t.ID
	}
	slices.SortStableFunc(topics, func(a, b *timeline.Topic) int { return cmp.Compare(m.aliased[a.ID], m.aliased[b.ID]) })
	for _, t := range topics {
		var kept timeline.List[string]
		for _, alias := range t.Aliases {
			if other, taken := owner[folded(alias)]; taken && other != t.ID {
				m.conflict("topics", string(t.ID), "aliases", "left out: it is a name of "+string(other), alias)
				continue
			}
			owner[folded(alias)] = t.ID
			kept = append(kept, alias)
		}
		t.Aliases = kept
	}
}

// folded makes names of topics alike that a timeline takes for one.
func folded(name string) string {
	return strings.ToLower(strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == ' ' }), " "))
}

// dropCoverage leaves out the coverage whose count of editions does not hold any more, if nothing else is wrong.
func (m *merger) dropCoverage(err error) bool {
	faults, all := timeline.Faults(err)
	if !all || len(faults) == 0 {
		return false
	}
	drop := map[int]bool{}
	for _, f := range faults {
		if f.Table != "coverage" || f.Column != "editions" {
			return false
		}
		row := m.rows["coverage"][f.Row-1].Interface().(timeline.Coverage)
		drop[f.Row-1] = true
		m.leaveOut("coverage", row.ID, "editions", errors.Unwrap(f).Error(), row.Editions.String())
	}
	var kept []reflect.Value
	for i, row := range m.rows["coverage"] {
		if !drop[i] {
			kept = append(kept, row)
		}
	}
	m.rows["coverage"] = kept
	return true
}

// dropRecords leaves out the records of later sets that contradict others on the same participant at another session, if nothing else
// is wrong.
func (m *merger) dropRecords(err error) bool {
	faults, all := timeline.Faults(err)
	if !all || len(faults) == 0 {
		return false
	}
	rows := m.rows["attendance"]
	drop := map[int]bool{}
	for _, f := range faults {
		if f.Table != "attendance" || f.See == 0 {
			return false
		}
		schema, _ := table.Of(rows[0].Type()) // as it was when the rows were added
		set := func(row int) int { return m.first[[2]string{"attendance", key(schema, rows[row-1])}] }
		out, other := f.Row, f.See
		if set(out) < set(other) {
			out, other = other, out
		}
		if set(out) == 0 {
			return false
		}
		if drop[out-1] {
			continue
		}
		drop[out-1] = true
		left, stands := rows[out-1].Interface().(attendance.Record), rows[other-1].Interface().(attendance.Record)
		m.leaveOut("attendance", placeOf(left).key(), "", "it contradicts the row at "+placeOf(stands).key(), summary([]attendance.Record{left}))
	}
	var kept []reflect.Value
	for i, row := range rows {
		if !drop[i] {
			kept = append(kept, row)
		}
	}
	m.rows["attendance"] = kept
	return true
}

func (m *merger) sort() {
	var names []string
	for _, t := range new(layout.Tables).All() {
		names = append(names, t.Name)
	}
	slices.SortStableFunc(m.joins, func(a, b Join) int {
		return cmp.Or(cmp.Compare(slices.Index(names, a.Table), slices.Index(names, b.Table)), cmp.Compare(a.Key, b.Key), cmp.Compare(a.Column, b.Column))
	})
}
