package exporters

import (
	"fmt"
	"io"
	"reflect"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// mostAhead is how many blocks there are at the most: more cores would wait for reading and writing, which are done in one place.
const mostAhead = 8

// A block is some rows that follow one another, and their text.
type block struct {
	table   Table
	columns []column
	add     func(text []byte, place int, cells []cell) []byte
	left    *atomic.Bool // whether no more text is wanted

	rows  any // a slice
	first int // the place of the first row
	text  []byte
	err   error
	ended bool
	done  chan struct{} // nil if it is not at work
}

// write writes the text that add makes of each row, the first at place 1, and gives how many rows there were. Rows are read and texts are
// written here, in their order, and meanwhile the texts of full blocks are made side by side.
func (t Table) write(out io.Writer, add func(text []byte, place int, cells []cell) []byte) (int, error) {
	if t.err != nil {
		return 0, t.err
	}
	var work sync.WaitGroup
	var left atomic.Bool
	defer func() { // if reading or writing panics, too
		left.Store(true)
		work.Wait()
	}()
	columns := t.columns() // those of a block are its own, since they remember cells
	ring := make([]block, min(runtime.GOMAXPROCS(0)+2, mostAhead))
	for i := range ring {
		ring[i] = block{table: t, columns: slices.Clone(columns), add: add, left: &left}
	}
	next, rows := 0, 0
	for batch := range t.batches(func() any { return ring[next].rows }) {
		b := &ring[next]
		b.rows, b.first = batch, rows+1
		rows += reflect.ValueOf(batch).Len()
		b.start(&work)
		next = (next + 1) % len(ring)
		if err := ring[next].finish(out); err != nil {
			return rows, err
		}
	}
	for range ring {
		if err := ring[next].finish(out); err != nil {
			return rows, err
		}
		next = (next + 1) % len(ring)
	}
	return rows, nil
}

// start begins with the text if the block is full. One that is not is the last one, or all there is, and left to finish.
func (b *block) start(work *sync.WaitGroup) {
	done := make(chan struct{})
	b.done, b.ended = done, false
	if reflect.ValueOf(b.rows).Len() < batch {
		close(done)
		return
	}
	work.Go(func() {
		defer close(done)
		defer func() { recover() }() // finish does it again, and panics where the caller can see it
		b.encode()
	})
}

// finish waits for the text and writes it.
func (b *block) finish(out io.Writer) error {
	if b.done == nil {
		return nil
	}
	<-b.done
	b.done = nil
	if !b.ended {
		b.encode()
	}
	if b.err != nil {
		return b.err
	}
	if _, err := out.Write(b.text); err != nil {
		return fmt.Errorf("exporters: table %s: %w", b.table.name, err)
	}
	return nil
}

func (b *block) encode() {
	b.text = b.text[:0]
	rows, cells := reflect.ValueOf(b.rows), make([]cell, len(b.columns))
	for i := range rows.Len() {
		if b.left.Load() {
			return
		}
		if b.err = b.table.read(cells, b.columns, rows.Index(i), b.first+i); b.err != nil {
			break
		}
		b.text = b.add(b.text, b.first+i, cells)
	}
	b.ended = true
}
