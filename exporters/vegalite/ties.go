package vegalite

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// The marks of cells with a value.
const (
	settled   = "settled, or nearly so"
	wide      = "as recorded: may be much more"
	either    = "as recorded: may be much more or less"
	valueless = "no value"
)

// A tie is one value of a matrix: of two gatherings, participants or people.
type tie struct {
	A      string   `json:"a_id"`
	B      string   `json:"b_id"`
	Column string   `json:"a"`
	Row    string   `json:"b"`
	Value  *float64 `json:"value"`
	Bounds string   `json:"bounds"`
	Mark   string   `json:"mark"`
	Note   string   `json:"note"`
}

// ties is the body of a matrix of values, coloured from light to dark, which are written in the cells if there is room. The values of
// which the bounds are wide are discs in place of squares.
func ties(cells []tie, apart int, columns, rows []string, title, format, about string, written bool) object {
	used := make(map[string]bool)
	top := 0.0
	for _, c := range cells {
		used[c.Mark] = true
		if c.Value != nil {
			top = max(top, *c.Value)
		}
	}
	if top == 0 {
		top = 1
	}
	var domain []string
	var shapes []any
	for _, m := range []struct{ name, shape string }{
		{settled, "square"}, {wide, "circle"}, {either, "circle"}, {valueless, saltire},
	} {
		if used[m.name] {
			domain, shapes = append(domain, m.name), append(shapes, m.shape)
		}
	}
	var legend any // of shapes, unless all are alike
	if len(domain) > 1 || !used[settled] {
		legend = object{"symbolFillColor": sky, "symbolSize": 160}
	}
	side := apart - 2
	point := object{
		"mark": object{"type": "point", "strokeWidth": 0.6, "stroke": "#999999"},
		"encoding": object{
			"fill": object{
				"field": "value", "type": "quantitative", "title": title,
				"scale":  object{"domain": []float64{0, top}, "range": []string{"#f7fbff", "#9ecae1", "#4292c6", navy}, "interpolate": "lab"},
				"legend": object{"format": format, "gradientLength": 140, "tickMinStep": 1},
			},
			"shape": object{
				"field": "mark", "type": "nominal", "title": nil, "scale": object{"domain": domain, "range": shapes},
				"legend": legend,
			},
			"size":    object{"value": side * side},
			"tooltip": hover("a", "of", "b", "and", "value", about, "bounds", "bounds", "note", "note"),
		},
	}
	layers := []object{point}
	if written {
		layers = append(layers, object{
			"transform": []object{{"filter": "datum.value !== null"}},
			"mark":      object{"type": "text", "fontSize": 10},
			"encoding": object{
				"text": object{"field": "value", "type": "quantitative", "format": format},
				"color": object{
					"condition": object{"test": fmt.Sprintf("datum.value > %g", top*0.55), "value": "white"},
					"value":     ink,
				},
			},
		})
	}
	return matrix(cells, apart, object{
		"encoding": object{"x": across("a", columns), "y": down("b", rows)}, "layer": layers,
	})
}

// Similarity shows how many topics the agendas of each two gatherings share: the Jaccard index in percent, the topics that both name by
// those that either does, as recorded. The earlier gathering is a column and the later one a row. A disc in place of a square marks a
// value of which the bounds are more than 10 points apart, since the topics of one of the two are not completely known. Gatherings
// of which no topic is on record are left out, unless coverage says that there is none.
func Similarity(agenda timeline.Agenda) Spec {
	agenda = onRecord(agenda)
	var all []timeline.SummitID
	for e := range agenda.All() {
		all = append(all, e.Summit)
	}
	labels := gatherings(agenda.Timeline(), all)
	var cells []tie
	for p := range agenda.Pairs() {
		jaccard := p.Measures.Jaccard
		cell := tie{A: string(p.A), B: string(p.B), Column: labels[p.A], Row: labels[p.B], Bounds: jaccard.String(), Mark: settled, Note: p.Warning}
		if value, ok := p.Recorded.Jaccard(); ok {
			percent := math.Round(value * 100)
			cell.Value = &percent
		}
		switch {
		case cell.Value == nil:
			cell.Mark = valueless
		case jaccard.Most-jaccard.Least > 0.1:
			cell.Mark = either
		}
		cells = append(cells, cell)
	}
	s := Spec{title: "How many topics are shared by each two " + span(agenda.Timeline(), all)}
	if len(cells) == 0 {
		return s
	}
	s.notes = []string{"Topics that documents of both name, in percent of those that documents of either name (Jaccard index), as recorded."}
	columns, rows := labelled(labels, all[:len(all)-1]), labelled(labels, all[1:])
	s.width = width(len(columns), 28, rows)
	s.body = ties(cells, 28, columns, rows, "topics shared, %", "d", "topics shared, %", true)
	return s
}

// Ties shows how strongly each two of who are tied by the gatherings that both attended, which is at least so much: by the lower bound of the
// weight. Who is in the same company stands together, by average linkage of the ties. A disc in place of a square marks a weight
// of which the upper bound is higher by more than a tenth of the strongest tie shown. Those of whom nothing is on record are left
// out, as [attendance.Roll.Concerned] does.
func Ties(roll attendance.Roll, who attendance.Who, weight attendance.Weight) Spec {
	var held []timeline.SummitID
	for s := range roll.Timeline().Held() {
		held = append(held, s.ID)
	}
	some := roll.Concerned(who)
	ids := slices.Collect(roll.Register().Actors(some))
	slices.SortStableFunc(ids, func(a, b timeline.ActorID) int {
		return strings.Compare(roll.Register().Name(a), roll.Register().Name(b))
	})
	place := make(map[timeline.ActorID]int)
	between := make([][]float64, len(ids))
	for i, id := range ids {
		place[id], between[i] = i, make([]float64, len(ids))
	}
	var pairs []attendance.Pair
	top := 0.0
	for p := range roll.Pairs(some, some, weight) {
		pairs = append(pairs, p)
		if p.Weight.Value != timeline.No {
			a, b := place[p.A], place[p.B]
			between[a][b], between[b][a] = p.Weight.Least, p.Weight.Least
			top = max(top, p.Weight.Least)
		}
	}
	s := Spec{title: "Who met whom, and how often, at " + span(roll.Timeline(), held)}
	if len(pairs) == 0 || top == 0 {
		return s
	}
	if text := narrowed(roll.Rule()); text != "" {
		s.notes = append(s.notes, "Counted: "+text+".")
	}
	order := make([]timeline.ActorID, 0, len(ids))
	for _, i := range together(between) {
		order = append(order, ids[i])
	}
	names := actors(roll.Register(), order)
	var cells []tie
	for _, p := range pairs {
		cell := tie{Bounds: p.Weight.String(), Mark: settled}
		switch {
		case p.Weight.Value == timeline.No:
			cell.Mark = valueless
		case p.Weight.Most-p.Weight.Least > top/10:
			cell.Mark = wide
		}
		if p.Weight.Value != timeline.No {
			least := math.Round(p.Weight.Least*1000) / 1000
			cell.Value = &least
		}
		for _, ends := range [][2]timeline.ActorID{{p.A, p.B}, {p.B, p.A}} {
			cell.A, cell.B, cell.Column, cell.Row = string(ends[0]), string(ends[1]), names[ends[0]], names[ends[1]]
			cells = append(cells, cell)
		}
	}
	title, format := map[attendance.Weight]string{
		attendance.Shared:  "gatherings shared, at least",
		attendance.Newman:  "tie by Newman, at least",
		attendance.Jaccard: "shared by attended, at least",
		attendance.Lift:    "shared by expected, at least",
	}[weight], ".2~f"
	if weight == attendance.Shared {
		format = "d"
	}
	labels := labelled(names, order)
	s.width = width(len(labels), step, labels)
	s.body = ties(cells, step, labels, labels, title, format, title, weight == attendance.Shared)
	return s
}

// together orders things by average linkage: the two groups with the strongest mean tie are joined, of several such the first two, until
// there is one.
func together(between [][]float64) []int {
	groups := make([][]int, len(between))
	for i := range groups {
		groups[i] = []int{i}
	}
	sums := make([][]float64, len(between))
	for i, row := range between {
		sums[i] = slices.Clone(row)
	}
	for len(groups) > 1 {
		x, y, best := 0, 1, math.Inf(-1)
		for i := range groups {
			for k := i + 1; k < len(groups); k++ {
				if mean := sums[i][k] / float64(len(groups[i])*len(groups[k])); mean > best {
					x, y, best = i, k, mean
				}
			}
		}
		groups[x] = join(groups[x], groups[y], between)
		for k := range groups {
			sums[x][k] += sums[y][k]
			sums[k][x] = sums[x][k]
		}
		groups, sums = slices.Delete(groups, y, y+1), slices.Delete(sums, y, y+1)
		for k := range sums {
			sums[k] = slices.Delete(sums[k], y, y+1)
		}
	}
	if len(groups) == 0 {
		return nil
	}
	return groups[0]
}

// join puts two groups in a row, the larger one first, each turned so that the two who become neighbours are tied most.
func join(a, b []int, between [][]float64) []int {
	if len(b) > len(a) {
		a, b = b, a
	}
	turned := func(list []int) []int {
		list = slices.Clone(list)
		slices.Reverse(list)
		return list
	}
	options := [][2][]int{{a, b}, {turned(a), b}, {a, turned(b)}, {turned(a), turned(b)}}
	best := slices.MaxFunc(options, func(p, q [2][]int) int {
		return cmp.Compare(between[p[0][len(p[0])-1]][p[1][0]], between[q[0][len(q[0])-1]][q[1][0]])
	})
	return slices.Concat(best[0], best[1])
}
