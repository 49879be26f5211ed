package attendance

import (
	"sync"

	"github.com/summitry/summitry/internal/coded"
	"github.com/summitry/summitry/timeline"
)

func init() {
	coded.Register = func(gatherings timeline.Tables, tables any, records []coded.Rows) (any, error) {
		return newRegister(gatherings, tables.(Tables), &codedRecords{records, make([]translation, len(records))})
	}
}

// The columns of the table of records.
const (
	summitColumn = iota
	sessionColumn
	participantColumn
	personColumn
	statusColumn
	capacityColumn
	modeColumn
	levelColumn
	officeColumn
	inPlaceOfColumn
	confidenceColumn
	sourcesColumn
	noteColumn
	recordColumns
)

// A translation has the numbers of the store by column and by those of a part.
type translation [recordColumns][]uint32

// codedRecords are records that come as numbers already.
type codedRecords struct {
	parts []coded.Rows
	to    []translation
}

func (c *codedRecords) number(s *store) {
	translate(c, sessionColumn, s.sessions.number)
	translate(c, participantColumn, s.participants.number)
	translate(c, personColumn, s.people.number)
	translate(c, statusColumn, word[Status])
	translate(c, capacityColumn, word[Capacity])
	translate(c, modeColumn, word[Mode])
	translate(c, levelColumn, word[Level])
	translate(c, officeColumn, s.texts.number)
	translate(c, inPlaceOfColumn, s.people.number)
	translate(c, confidenceColumn, word[timeline.Confidence])
	translate(c, sourcesColumn, s.listOf)
	translate(c, noteColumn, s.texts.number)
}

func (c *codedRecords) fill(s *store) {
	translate(c, summitColumn, s.summits.number)
	starts := make([]int, len(c.parts)+1)
	for i, p := range c.parts {
		starts[i+1] = starts[i]
		for _, block := range p.Blocks {
			starts[i+1] += len(block) / recordColumns
		}
	}
	s.rows = make([]row, starts[len(c.parts)])
	var all sync.WaitGroup
	for i, p := range c.parts {
		all.Go(func() { c.to[i].rows(s.rows[starts[i]:starts[i+1]], p.Blocks) })
	}
	all.Wait()
}

// translate fills the translations of a column, in the same order whatever the parts are.
func translate[V any](c *codedRecords, column int, number func(V) uint32) {
	for i, p := range c.parts {
		values := p.Values[column].([]V)
		to := make([]uint32, len(values))
		for k, v := range values {
			to[k] = number(v)
		}
		c.to[i][column] = to
	}
}

func word[W ~uint8](w W) uint32 { return uint32(w) }

// rows fills rows from those of the blocks of a part.
func (t *translation) rows(rows []row, blocks [][]uint32) {
	for _, block := range blocks {
		for ; len(block) > 0; block, rows = block[recordColumns:], rows[1:] {
			of := (*[recordColumns]uint32)(block)
			rows[0] = row{
				t[summitColumn][of[summitColumn]], t[sessionColumn][of[sessionColumn]], t[participantColumn][of[participantColumn]],
				t[personColumn][of[personColumn]], t[inPlaceOfColumn][of[inPlaceOfColumn]], t[officeColumn][of[officeColumn]],
				t[sourcesColumn][of[sourcesColumn]], t[noteColumn][of[noteColumn]],
				Status(t[statusColumn][of[statusColumn]]), Capacity(t[capacityColumn][of[capacityColumn]]), Mode(t[modeColumn][of[modeColumn]]),
				Level(t[levelColumn][of[levelColumn]]), timeline.Confidence(t[confidenceColumn][of[confidenceColumn]]),
			}
		}
	}
}
