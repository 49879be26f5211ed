package graph

import (
	"encoding/xml"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"strings"

	"github.com/summitry/summitry/exporters"
)

// A side is the table of the nodes or of the edges.
type side struct {
	class string // node or edge
	ids   int    // how many columns come before the attributes
	table exporters.Table
	cols  []exporters.Column
}

// sides gives both tables of a graph, if they can be written.
func (g Graph) sides() (nodes, edges side, err error) {
	nodes = side{class: "node", ids: 1, table: g.Nodes, cols: g.Nodes.Columns()}
	edges = side{class: "edge", ids: 2, table: g.Edges, cols: g.Edges.Columns()}
	// A table that cannot be written has no columns, and the codebook says why.
	for _, err := range exporters.Codebook(g.Nodes, g.Edges).Rows() {
		if err != nil {
			return side{}, side{}, fmt.Errorf("graph: %w", err)
		}
	}
	for _, s := range []side{nodes, edges} {
		if len(s.cols) < s.ids {
			return side{}, side{}, fmt.Errorf("graph: want %d columns or more of %ss, not %d", s.ids, s.class, len(s.cols))
		}
	}
	return nodes, edges, nil
}

// attributes gives the columns of a side but its ids, each with its place.
func (s side) attributes(without ...string) iter.Seq2[int, exporters.Column] {
	return func(yield func(int, exporters.Column) bool) {
		for i, c := range s.cols {
			if i >= s.ids && !slices.Contains(without, c.Name) && !yield(i, c) {
				return
			}
		}
	}
}

// has reports whether a side has an attribute with this name, of one of some types.
func (s side) has(name string, types ...string) bool {
	for _, c := range s.attributes() {
		if c.Name == name {
			return slices.Contains(types, c.Type)
		}
	}
	return false
}

// cell gives the cell of a column; empty if there is none.
func (s side) cell(cells []string, name string) string {
	for i, c := range s.attributes() {
		if c.Name == name {
			return cells[i]
		}
	}
	return ""
}

// walk gives each node and then each edge to a function of its own, with between in between. It wants each node once, ends that are
// nodes, and cells that every program reads.
func walk(nodes, edges side, node func(cells []string), between func(), edge func(cells []string)) error {
	known := make(map[string]bool)
	err := nodes.each(func(cells []string) error {
		if known[cells[0]] {
			return fmt.Errorf("%q is there twice", cells[0])
		}
		known[cells[0]] = true
		node(cells)
		return nil
	})
	if err != nil {
		return err
	}
	between()
	return edges.each(func(cells []string) error {
		for _, end := range cells[:2] {
			if !known[end] {
				return fmt.Errorf("%q is no node", end)
			}
		}
		edge(cells)
		return nil
	})
}

// each gives the rows of a side that can be written, until there is an error.
func (s side) each(do func(cells []string) error) error {
	row := 0
	for cells, err := range s.table.Rows() {
		row++
		for i := 0; i < len(cells) && err == nil; i++ {
			err = check(s.cols[i], cells[i])
		}
		if err == nil {
			err = do(cells)
		}
		if err != nil {
			return fmt.Errorf("graph: %s %d: %w", s.class, row, err)
		}
	}
	return nil
}

// check wants what the XML of both formats can have; a table refuses control characters by itself.
func check(c exporters.Column, cell string) error {
	if strings.ContainsAny(cell, "\uFFFE\uFFFF") {
		return fmt.Errorf("%s %q has a character that XML cannot have", c.Name, cell)
	}
	if _, err := strconv.ParseInt(cell, 10, 32); err != nil && c.Type == "integer" && cell != "" {
		return fmt.Errorf("%s %s does not fit in 32 bits", c.Name, cell)
	}
	return nil
}

// escape makes text fit for XML.
func escape(text string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(text)) // a builder takes everything
	return b.String()
}
