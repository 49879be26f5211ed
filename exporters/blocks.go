package exporters

import (
	"fmt"
	"io"
	"reflect"
	"slices"

	"github.com/summitry/summitry/internal/ahead"
)

// A block is some rows that follow one another, and their text.
type block struct {
	rows    any      // a slice
	first   int      // the place of the first row
	columns []column // its own, since they remember cells
	text    []byte
	err     error // the last block is the one that has it
}

// write writes the text that add makes of each row, the first at place 1, and gives how many rows there were. Rows are read and texts are
// written here, in their order, and meanwhile the texts of blocks are made side by side.
func (t Table) write(out io.Writer, add func(text []byte, place int, cells []cell) []byte) (int, error) {
	if t.err != nil {
		return 0, t.err
	}
	columns, most := t.columns(), ahead.Most()
	ring := make([]block, most+2) // those at work, one that waits to be, and one that is read
	for i := range ring {
		ring[i].columns = slices.Clone(columns)
	}
	rows := 0
	blocks := func(yield func(*block) bool) {
		next := 0
		for batch := range t.batches(func() any { return ring[next].rows }) {
			b := &ring[next]
			b.rows, b.first = batch, rows+1
			rows += reflect.ValueOf(batch).Len()
			next = (next + 1) % len(ring)
			if !yield(b) {
				return
			}
		}
	}
	encode := func(b *block, left func() bool) {
		b.text = b.text[:0]
		slice, cells := reflect.ValueOf(b.rows), make([]cell, len(b.columns))
		for i := 0; i < slice.Len() && b.err == nil && !left(); i++ {
			if b.err = t.read(cells, b.columns, slice.Index(i), b.first+i); b.err == nil {
				b.text = add(b.text, b.first+i, cells)
			}
		}
	}
	for b := range ahead.Each(most, blocks, encode) {
		if b.err != nil {
			return rows, b.err
		}
		if _, err := out.Write(b.text); err != nil {
			return rows, fmt.Errorf("exporters: table %s: %w", t.name, err)
		}
	}
	return rows, nil
}
