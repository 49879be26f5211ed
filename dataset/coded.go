package dataset

import (
	"bytes"
	"io"

	"github.com/summitry/summitry/internal/table"
)

// blockRows is how many rows have their numbers in one block.
const blockRows = 1 << 10

// numbers does what parts does with rows that are coded. They need no places beforehand, so lines are counted on the way.
func (r *reading) numbers(f io.ReaderAt, parts []part, name string, schema table.Schema, limits table.Limits) bool {
	counted := &counter{r: parts[0].of(f)}
	header, _ := table.NewReader(counted, name, schema, limits)
	if header == nil {
		return false
	}
	sideBySide(parts, func(p *part) {
		reader, counted := header, counted
		if p.from > 0 {
			counted = &counter{r: p.of(f)}
			reader = header.Part(counted)
		}
		p.ok = p.code(reader, len(schema.Columns))
		p.lines = counted.lines
	})
	before := 0
	for _, p := range parts {
		if !p.ok || len(r.lines)+len(p.at) > limits.Rows {
			r.coded, r.lines = nil, nil
			return false
		}
		r.coded = append(r.coded, p.rows)
		for _, line := range p.at {
			r.lines = append(r.lines, before+line)
		}
		before += p.lines
	}
	return true
}

// code reads a part, and reports whether nothing is wrong with it.
func (p *part) code(reader *table.Reader, columns int) bool {
	var block []uint32
	for {
		numbers, line, faults := reader.NextNumbers()
		switch {
		case len(faults) > 0:
			return false
		case numbers == nil:
			p.rows.Blocks = append(p.rows.Blocks, block)
			p.rows.Values = reader.Values()
			return true
		}
		if len(block) == cap(block) {
			if len(block) > 0 {
				p.rows.Blocks = append(p.rows.Blocks, block)
			}
			block = make([]uint32, 0, blockRows*columns)
		}
		block = append(block, numbers...)
		p.at = append(p.at, line)
	}
}

// A counter counts the lines that are read through it.
type counter struct {
	r     io.Reader
	lines int
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.lines += bytes.Count(p[:n], []byte("\n"))
	return n, err
}
