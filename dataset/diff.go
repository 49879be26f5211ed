package dataset

import (
	"bytes"
	"encoding/csv"
	"iter"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/layout"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// A Difference is a row that one of two sets has and the other has not, or a cell in which a row of both differs.
type Difference struct {
	Table  string
	Key    string // the cells of its key, joined by commas
	Column string // the column in which the row differs; empty for a row that was added or removed
	Was    string // the cell, or the row that was removed, as a line of its file; empty for a row that was added
	Is     string // the cell, or the row that was added, as a line of its file; empty for a row that was removed
}

// Diff compares two data sets: the rows that were added, those that were removed, and each cell that changed, in the order of the
// tables, the keys and the columns. A row whose key changed was removed and added; so it is with a record of attendance that names
// another person.
func Diff(was, is Data) iter.Seq[Difference] {
	return func(yield func(Difference) bool) {
		before, after := layout.Of(was.Register).All(), layout.Of(is.Register).All()
		for i, t := range before {
			schema, err := table.Of(reflect.TypeOf(t.Rows).Elem().Elem())
			if err != nil {
				return // no set was read with such a table
			}
			for d := range diff(t.Name, schema, keyed(schema, t), keyed(schema, after[i])) {
				if !yield(d) {
					return
				}
			}
		}
	}
}

// A keyedRow is a row with the cells of its key.
type keyedRow struct {
	key   []string
	cells []string
}

// keyed gives the rows of a table by key.
func keyed(schema table.Schema, t layout.Table) []keyedRow {
	values := reflect.ValueOf(t.Rows).Elem()
	rows := make([]keyedRow, values.Len())
	for i := range rows {
		for _, c := range schema.Columns {
			cell := text(c, values.Index(i))
			rows[i].cells = append(rows[i].cells, cell)
			if c.Key {
				rows[i].key = append(rows[i].key, cell)
			}
		}
	}
	slices.SortFunc(rows, func(a, b keyedRow) int { return slices.Compare(a.key, b.key) })
	return rows
}

// diff walks along two tables that are in the order of their keys.
func diff(name string, schema table.Schema, was, is []keyedRow) iter.Seq[Difference] {
	return func(yield func(Difference) bool) {
		for len(was) > 0 || len(is) > 0 {
			order := 0
			switch {
			case len(was) == 0:
				order = 1
			case len(is) == 0:
				order = -1
			default:
				order = slices.Compare(was[0].key, is[0].key)
			}
			if order < 0 {
				if !yield(Difference{Table: name, Key: strings.Join(was[0].key, ","), Was: line(was[0].cells)}) {
					return
				}
				was = was[1:]
				continue
			}
			if order > 0 {
				if !yield(Difference{Table: name, Key: strings.Join(is[0].key, ","), Is: line(is[0].cells)}) {
					return
				}
				is = is[1:]
				continue
			}
			for i, c := range schema.Columns {
				if a, b := was[0].cells[i], is[0].cells[i]; a != b && !yield(Difference{name, strings.Join(is[0].key, ","), c.Name, a, b}) {
					return
				}
			}
			was, is = was[1:], is[1:]
		}
	}
}

// line gives cells as a line of CSV, without its end.
func line(cells []string) string {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.Write(cells) // a buffer takes everything
	w.Flush()
	return strings.TrimSuffix(b.String(), "\n")
}

// An Answer is what a data set says to one question about a member of the group of a series.
type Answer struct {
	Series   timeline.SeriesID
	Actor    timeline.ActorID
	Question string // first, longest run or current run, at any level or at leader level
	Text     string // with its bounds, and whether it is certain
}

// Answers gives the first time that each member came to the gatherings of each series, its longest run and its current one, at any
// level and at leader level, over the editions at which it was a member. It is for comparing two sets: what follows from a change
// of the rows is not always where one looks for it. The order is that of the series, the members and the questions.
func Answers(data Data) iter.Seq[Answer] {
	return func(yield func(Answer) bool) {
		for series := range data.Timeline().Series() {
			editions, err := data.Timeline().Select(timeline.Filter{Series: series.ID})
			if err != nil {
				continue // a series without gatherings
			}
			members, err := data.Who(series.Group)
			if err != nil {
				continue // a series without a group
			}
			leaders := maps.Collect(data.Roll(editions, attendance.Rule{Rank: attendance.Leader}).Each(members))
			for actor, history := range data.Roll(editions, attendance.Rule{}).Each(members) {
				for _, asked := range []struct {
					level   string
					history timeline.History
				}{{"at any level", history}, {"at leader level", leaders[actor]}} {
					first, _ := asked.history.First()
					longest, current := asked.history.Longest(), asked.history.Current()
					for _, answer := range []Answer{
						{series.ID, actor, "first " + asked.level, told(first.String(), first.Certain())},
						{series.ID, actor, "longest run " + asked.level, told(longest.String(), longest.Certain())},
						{series.ID, actor, "current run " + asked.level, told(current.String(), current.Certain())},
					} {
						if !yield(answer) {
							return
						}
					}
				}
			}
		}
	}
}

func told(text string, certain bool) string {
	if certain {
		return text + "; certain"
	}
	return text
}
