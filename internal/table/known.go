package table

import (
	"bytes"
	"cmp"
	"math"
	"reflect"
	"strings"

	"github.com/summitry/summitry/timeline"
)

// A known is what cells of a column said that had no fault. Each has a number; zero is that of a cell that is not kept.
type known struct {
	numbers map[string]uint32
	texts   []string      // by number
	values  reflect.Value // a slice, by number
	most    int           // how many are kept
	last    uint32        // the number of the cell above, if it was in a plain line
}

// Columns of words, ids, dates and lists of sources say few things over and over. Those of free text may not, and cost less to read again.
const mostKnown, mostTexts = 1 << 16, 100

// remember makes what cells are known by. If all are kept, those behind the first mostKnown are not found again.
func (r *Reader) remember(all bool) {
	if r.known != nil {
		return
	}
	r.csv.ReuseRecord = true
	r.spare = reflect.New(r.schema.row).Elem()
	r.known, r.numbers = make([]known, len(r.schema.Columns)), make([]uint32, len(r.schema.Columns))
	for i, c := range r.schema.Columns {
		most := mostKnown
		switch {
		case all:
			most = math.MaxInt32
		case c.Nullable():
			most = 0 // rows must not share what a pointer points to
		case c.Type == "string" && c.Ref == "":
			most = mostTexts
		}
		r.known[i] = known{numbers: make(map[string]uint32), texts: []string{""}, values: reflect.New(reflect.SliceOf(c.typ)).Elem(), most: most}
		r.known[i].append(reflect.Zero(c.typ))
	}
}

// Next does what Read and Set do for a row that is zero, with one fault a cell at the most, and quickly for cells that came before: rows
// share the texts and the lists of these, and nothing of a line is kept. Of a row with too many or too few cells it sets what it can.
func (r *Reader) Next(row reflect.Value) (line int, faults []*timeline.Fault, more bool) {
	r.remember(false)
	line, faults, odd := r.number()
	switch {
	case odd != nil:
		r.Set(row, odd, line) // so that references to the row are none of its faults
	case line > 0:
		for i, number := range r.numbers {
			field := r.schema.Columns[i].field
			switch k := &r.known[i]; {
			case number == 0:
				row.Field(field).Set(r.spare.Field(field))
			case k.texts[number] != "":
				row.Field(field).Set(k.values.Index(int(number)))
			}
		}
	}
	return line, faults, line > 0
}

// NextNumbers is Next for rows with a number for each cell, which the next call overwrites. Where there are faults they stand for nothing.
func (r *Reader) NextNumbers() (numbers []uint32, line int, faults []*timeline.Fault) {
	r.remember(true)
	line, faults, _ = r.number()
	if line == 0 {
		return nil, 0, faults
	}
	return r.numbers, line, faults
}

// Values gives what the numbers of NextNumbers stand for: of each column a slice of its type.
func (r *Reader) Values() []any {
	r.remember(true)
	columns := make([]any, len(r.known))
	for i, k := range r.known {
		columns[i] = k.values.Interface()
	}
	return columns
}

// number reads a record and numbers its cells. The line is zero where nothing more can be read. Of a record with too many or too few cells it
// gives those that there can be, and no numbers.
func (r *Reader) number() (line int, faults []*timeline.Fault, odd []string) {
	r.bound.left = r.limits.Row
	text := r.line()
	if text != nil && r.rows < r.limits.Rows && bytes.Count(text, comma) == len(r.known)-1 {
		r.rows++
		return r.next - 1, r.numberLine(text), nil
	}
	cells, line, err := r.cells(text)
	if err != nil || r.rows >= r.limits.Rows || len(cells) != len(r.known) {
		odd, line, faults = r.read(cells, line, err)
		return line, faults, odd
	}
	r.rows++
	for i, cell := range cells {
		number, ok := r.known[i].numbers[cell]
		if !ok {
			number, faults = r.keep(i, strings.Clone(cell), faults, line)
		}
		r.numbers[i] = number
	}
	return line, faults, nil
}

var comma = []byte(",")

// numberLine numbers the cells of a plain line that has as many as there are columns.
func (r *Reader) numberLine(text []byte) (faults []*timeline.Fault) {
	for i := range r.known {
		k := &r.known[i]
		last := k.texts[k.last]
		n := len(last)
		// Most cells say what the one above says.
		if k.last == 0 || len(text) < n || (len(text) > n && text[n] != ',') || string(text[:n]) != last {
			if n = bytes.IndexByte(text, ','); n < 0 {
				n = len(text)
			}
			number, ok := k.numbers[string(text[:n])]
			if !ok {
				number, faults = r.keep(i, string(text[:n]), faults, r.next-1)
			}
			k.last = number
		}
		r.numbers[i] = k.last
		text = text[min(n+1, len(text)):]
	}
	return faults
}

// keep reads a cell that is not known, and numbers it if there is nothing wrong with it.
func (r *Reader) keep(column int, text string, faults []*timeline.Fault, line int) (uint32, []*timeline.Fault) {
	c, k := &r.schema.Columns[column], &r.known[column]
	field := r.spare.Field(c.field)
	field.SetZero()
	err, wrong := r.check(column, text), r.set(r.spare, column, text)
	if err = cmp.Or(err, wrong); err != nil {
		return 0, append(faults, r.fault(line, c.Name, text, err))
	}
	if len(k.texts) > k.most {
		return 0, faults
	}
	number := uint32(len(k.texts))
	k.texts = append(k.texts, text)
	k.append(field)
	if len(k.numbers) < mostKnown {
		k.numbers[text] = number
	}
	return number, faults
}

func (k *known) append(value reflect.Value) {
	n := k.values.Len()
	if n == k.values.Cap() {
		k.values.Grow(1)
	}
	k.values.SetLen(n + 1)
	k.values.Index(n).Set(value)
}
