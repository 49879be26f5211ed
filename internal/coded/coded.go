// Package coded hands the rows of a large table from who reads it to who keeps it, with a number in place of each cell, so that neither makes a
// text or a struct of each.
package coded

import "github.com/summitry/summitry/timeline"

// Rows are some rows of a table, in their order.
type Rows struct {
	Values []any      // of each column a slice of its type: what the numbers stand for
	Blocks [][]uint32 // the numbers of the cells, row after row
}

// Register is New of package attendance for records that are coded, which come in place of those of the tables. That package sets it: it is
// no part of what it offers, since only what has read and checked each cell can code it. Tables and what comes back are of that package.
var Register func(gatherings timeline.Tables, tables any, records []Rows) (register any, err error)
