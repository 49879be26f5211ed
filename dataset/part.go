package dataset

import (
	"reflect"
	"slices"
	"strings"

	"github.com/summitry/summitry/internal/layout"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// Part gives the part of a data set that is about some gatherings, as a data set of its own: their rows, with all of their sessions, and
// the rows that these refer to. The gatherings are those of a timeline, which is one of the data set. The topics are all kept: what
// may have been named besides is any of them.
//
// Coverage shrinks with them: a span of time to the days from the first to the last of its gatherings that is left, with their number.
// A statement that covers none of them is left out, and so is one that covers others between them. So a "first" in a part that does
// not reach back to the beginning of its series is the first of those listed.
func (d Data) Part(gatherings timeline.Timeline) (Data, error) {
	tables := layout.Of(d.Register)
	p := parter{kept: map[string]map[string]bool{}}
	for s := range gatherings.All() {
		p.keep("summits", string(s.ID))
	}
	for _, t := range tables.Gatherings.Topics {
		p.keep("topics", string(t.ID))
	}
	tables.Gatherings.Coverage = p.shrink(tables.Gatherings.Coverage, tables.Gatherings.Summits)
	var all []rowsOf
	for _, t := range tables.All() {
		all = append(all, newRowsOf(t))
	}
	for p.grown = true; p.grown; {
		p.grown = false
		for _, r := range all {
			p.follow(r)
		}
	}
	for _, r := range all {
		left := reflect.MakeSlice(r.rows.Type(), 0, r.rows.Len())
		for i := range r.rows.Len() {
			if row := r.rows.Index(i); p.keeps(r, row) {
				left = reflect.Append(left, row)
			}
		}
		r.rows.Set(left)
	}
	register, err := tables.Register()
	return Data{register}, err
}

// A parter collects which rows a part keeps.
type parter struct {
	kept  map[string]map[string]bool // ids by table
	grown bool
}

// belongs names the column by which the rows of a table belong to those of another. All others are kept if something refers to them.
var belongs = map[string]string{
	"sessions": "summit_id", "attendance": "summit_id", "discussions": "summit_id", "coverage": "series_id",
	"participant_codes": "participant_id", "memberships": "group_id",
}

func (p *parter) keep(table, id string) {
	if p.kept[table] == nil {
		p.kept[table] = map[string]bool{}
	}
	p.grown = p.grown || !p.kept[table][id]
	p.kept[table][id] = true
}

// A rowsOf is the rows of a table, and what decides whether one of them is kept: the id in a column, of which table.
type rowsOf struct {
	rows   reflect.Value
	schema table.Schema
	column table.Column
	of     string
}

func newRowsOf(t layout.Table) rowsOf {
	r := rowsOf{rows: reflect.ValueOf(t.Rows).Elem(), of: t.Name}
	r.schema, _ = table.Of(r.rows.Type().Elem()) // a row of the model
	r.column = r.schema.Columns[0]
	if by, ok := belongs[t.Name]; ok {
		r.column = r.schema.Columns[slices.Index(r.schema.Names(), by)]
		r.of = r.column.Ref
	}
	return r
}

// keeps reports whether a row is kept.
func (p *parter) keeps(r rowsOf, row reflect.Value) bool { return p.kept[r.of][text(r.column, row)] }

// follow keeps what the rows of a table that are kept refer to.
func (p *parter) follow(r rowsOf) {
	for i := range r.rows.Len() {
		row := r.rows.Index(i)
		if !p.keeps(r, row) {
			continue
		}
		for _, c := range r.schema.Columns {
			to := []string{c.Ref}
			switch c.Ref {
			case "":
				continue
			case "actors":
				to = []string{"participants", "groups", "people"}
			}
			for id := range strings.SplitSeq(text(c, row), ";") {
				for _, name := range to {
					p.keep(name, id)
				}
			}
		}
	}
}

// shrink cuts coverage to the summits that are kept.
func (p *parter) shrink(coverage []timeline.Coverage, summits []timeline.Summit) []timeline.Coverage {
	var left []timeline.Coverage
	for _, c := range coverage {
		var covered []timeline.Summit
		for _, s := range summits {
			if c.Covers(s) {
				covered = append(covered, s)
			}
		}
		gone := func(s timeline.Summit) bool { return !p.kept["summits"][string(s.ID)] }
		first := slices.IndexFunc(covered, func(s timeline.Summit) bool { return !gone(s) })
		if first < 0 {
			continue
		}
		last := len(covered) - 1
		for gone(covered[last]) {
			last--
		}
		if c.Summit == "" {
			if first > 0 {
				c.From = covered[first].Start
			}
			if last < len(covered)-1 {
				c.Until = covered[last].Start
			}
			c.Editions = timeline.Number(last - first + 1)
		}
		if slices.ContainsFunc(covered, func(s timeline.Summit) bool { return gone(s) && c.Covers(s) }) {
			continue // on the day of the first or the last that is kept
		}
		left = append(left, c)
	}
	return left
}
