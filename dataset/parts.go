package dataset

import (
	"bufio"
	"bytes"
	"io"
	"reflect"
	"runtime"
	"sync"

	"github.com/summitry/summitry/internal/coded"
	"github.com/summitry/summitry/internal/table"
)

// smallest is how large a part of a file is at least that is read beside others.
const smallest = 1 << 20

// A part is some lines of a file, and what was read of them.
type part struct {
	from, to int64
	rows     reflect.Value // a slice
	coded    coded.Rows    // in its place
	lines    []int         // of the rows, counted from the start of the part
	all      int           // how many lines there are
	ok       bool          // whether it was read without a fault
}

// parts reads a file, a large one in parts side by side. It reports whether that went without a fault; if not, what is wrong is found by reading
// the file as a whole, and r stays as it was. A part that ends within a cell has a fault: all that have none start and end between rows.
func (r *reading) parts(f io.ReaderAt, size int64, name string, schema table.Schema, limits table.Limits, code bool) bool {
	parts := split(f, size)
	header, _ := table.NewReader(parts[0].in(f), name, schema, limits)
	if header == nil {
		return false
	}
	var beside sync.WaitGroup
	for i := range parts {
		p := &parts[i]
		beside.Go(func() {
			reader := header
			if i > 0 {
				reader = header.Part(p.in(f))
			}
			if code {
				p.ok = p.code(reader, len(schema.Columns))
			} else {
				p.ok = p.read(reader, r.rows.Type(), p.most(f, limits.Rows, len(schema.Columns)))
			}
		})
	}
	beside.Wait()
	n := 0
	for _, p := range parts {
		if n += len(p.lines); !p.ok || n > limits.Rows {
			return false
		}
	}
	before := 0
	for _, p := range parts {
		for i := range p.lines {
			p.lines[i] += before
		}
		before += p.all
		if len(parts) == 1 {
			r.lines = p.lines
		} else {
			r.lines = append(r.lines, p.lines...)
		}
		switch {
		case code:
			r.coded = append(r.coded, p.coded)
		case len(parts) == 1:
			r.rows = p.rows
		default:
			r.rows = reflect.AppendSlice(r.rows, p.rows)
		}
	}
	return true
}

// split cuts a file between lines.
func split(f io.ReaderAt, size int64) []part {
	n := max(1, min(int64(runtime.GOMAXPROCS(0)), size/smallest))
	parts := make([]part, n)
	for i := range parts {
		p := &parts[i]
		if i > 0 {
			p.from = parts[i-1].to
		}
		if p.to = size; int64(i) < n-1 {
			p.to = behindLine(f, max(p.from, size/n*int64(i+1)), size)
		}
	}
	return parts
}

// behindLine gives the place behind the first line end from a place on.
func behindLine(f io.ReaderAt, from, size int64) int64 {
	block := make([]byte, 4<<10)
	for from < size {
		n, err := f.ReadAt(block, from)
		if i := bytes.IndexByte(block[:n], '\n'); i >= 0 {
			return from + int64(i) + 1
		}
		if from += int64(n); err != nil {
			break
		}
	}
	return size
}

// in gives the bytes of a part in a file, of a large one in large blocks. The lines are counted on the way.
func (p *part) in(f io.ReaderAt) io.Reader {
	size := p.to - p.from
	return bufio.NewReaderSize(&counter{io.NewSectionReader(f, p.from, size), &p.all}, int(max(16<<10, min(64<<10, size))))
}

// A counter counts the ends of lines that are read through it.
type counter struct {
	r     io.Reader
	lines *int
}

func (c *counter) Read(b []byte) (int, error) {
	n, err := c.r.Read(b)
	*c.lines += bytes.Count(b[:n], []byte("\n"))
	return n, err
}

// most gives how many rows a part can have and the end of them, and none if they are too many or most lines are blank.
func (p *part) most(f io.ReaderAt, rows, columns int) int {
	lines := 0
	io.Copy(io.Discard, &counter{io.NewSectionReader(f, p.from, p.to-p.from), &lines}) // reading comes upon the same error
	if lines > rows || int64(lines) > (p.to-p.from)/int64(columns) {
		return 0
	}
	return lines + 2 // where the last line has no end
}

// read reads rows, and reports whether nothing is wrong with them and they are no more than there can be.
func (p *part) read(reader *table.Reader, rows reflect.Type, most int) bool {
	p.rows, p.lines = reflect.MakeSlice(rows, most, most), make([]int, 0, most)
	for n := range most {
		line, faults, more := reader.Next(p.rows.Index(n))
		switch {
		case len(faults) > 0:
			return false
		case !more:
			p.rows = p.rows.Slice(0, n)
			return true
		}
		p.lines = append(p.lines, line)
	}
	return false
}

// blockRows is how many rows have their numbers in one block.
const blockRows = 1 << 10

// code is read with numbers in place of cells.
func (p *part) code(reader *table.Reader, columns int) bool {
	var block []uint32
	for {
		numbers, line, faults := reader.NextNumbers()
		switch {
		case len(faults) > 0:
			return false
		case numbers == nil:
			p.coded.Blocks = append(p.coded.Blocks, block)
			p.coded.Values = reader.Values()
			return true
		}
		if len(block) == cap(block) {
			p.coded.Blocks = append(p.coded.Blocks, block)
			block = make([]uint32, 0, blockRows*columns)
		}
		block = append(block, numbers...)
		p.lines = append(p.lines, line)
	}
}
