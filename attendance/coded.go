package attendance

import (
	"sync"

	"github.com/summitry/summitry/internal/coded"
	"github.com/summitry/summitry/timeline"
)

func init() {
	coded.Register = func(gatherings timeline.Tables, tables any, records []coded.Rows) (any, error) {
		return newRegister(gatherings, tables.(Tables), func(s *store) { s.addCoded(records) })
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

// addCoded is add for records that come as numbers already.
func (s *store) addCoded(parts []coded.Rows) {
	to := make([]translation, len(parts))
	translate(parts, to, summitColumn, s.summits.number)
	translate(parts, to, sessionColumn, s.sessions.number)
	translate(parts, to, participantColumn, s.participants.number)
	translate(parts, to, personColumn, s.people.number)
	translate(parts, to, statusColumn, word[Status])
	translate(parts, to, capacityColumn, word[Capacity])
	translate(parts, to, modeColumn, word[Mode])
	translate(parts, to, levelColumn, word[Level])
	translate(parts, to, officeColumn, s.texts.number)
	translate(parts, to, inPlaceOfColumn, s.people.number)
	translate(parts, to, confidenceColumn, word[timeline.Confidence])
	translate(parts, to, sourcesColumn, s.listOf)
	translate(parts, to, noteColumn, s.texts.number)
	starts := make([]int, len(parts)+1)
	for i, p := range parts {
		starts[i+1] = starts[i]
		for _, block := range p.Blocks {
			starts[i+1] += len(block) / recordColumns
		}
	}
	s.rows = make([]row, starts[len(parts)])
	var all sync.WaitGroup
	for i, p := range parts {
		all.Go(func() { to[i].rows(s.rows[starts[i]:starts[i+1]], p.Blocks) })
	}
	all.Wait()
}

// translate fills the translations of a column.
func translate[V any](parts []coded.Rows, to []translation, column int, number func(V) uint32) {
	for i, p := range parts {
		values := p.Values[column].([]V)
		to[i][column] = make([]uint32, len(values))
		for k, v := range values {
			to[i][column][k] = number(v)
		}
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
