package timeline

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"

	"github.com/summitry/summitry/internal/near"
)

// ErrDuplicate says that a key or a name is taken by another row.
var ErrDuplicate = errors.New("is there twice")

// A Fault is one thing wrong with one row of a table. Functions that check tables report all faults together, joined as by
// [errors.Join].
type Fault struct {
	File   string // the file, if the row was read from one
	Line   int    // its line there, from 1
	Table  string // the table, as summits
	Row    int    // the row in its table as it was given, from 1; zero for a fault of the table as a whole
	Column string // the column, as start_date; empty for the row as a whole
	Value  string // the text of the cell
	Err    error  // what is wrong

	See     int // another row of the table that the fault is about, as Row; zero for none
	SeeLine int // its line, if it was read from a file
}

// Error gives the place, the column, the value and what is wrong, in this order.
func (f *Fault) Error() string {
	var b strings.Builder
	switch {
	case f.File != "" && f.Line > 0:
		fmt.Fprintf(&b, "%s:%d: ", f.File, f.Line)
	case f.File != "":
		fmt.Fprintf(&b, "%s: ", f.File)
	case f.Line > 0 && f.Table != "":
		fmt.Fprintf(&b, "line %d, %s: ", f.Line, f.Table)
	case f.Line > 0:
		fmt.Fprintf(&b, "line %d: ", f.Line)
	case f.Row > 0:
		fmt.Fprintf(&b, "%s, row %d: ", f.Table, f.Row)
	case f.Table != "":
		fmt.Fprintf(&b, "%s: ", f.Table)
	}
	if f.Column != "" {
		fmt.Fprintf(&b, "%s %s: ", f.Column, quote(f.Value))
	}
	var unknown *UnknownError
	if f.Column != "" && errors.As(f.Err, &unknown) {
		b.WriteString("no such " + unknown.What + unknown.hint())
	} else {
		b.WriteString(printable(f.Err.Error()))
	}
	switch {
	case f.SeeLine > 0:
		fmt.Fprintf(&b, "; see line %d", f.SeeLine)
	case f.See > 0:
		fmt.Fprintf(&b, "; see row %d", f.See)
	}
	return b.String()
}

// printable escapes what a terminal does not show, or obeys: ids of rows at fault come into messages as they stand.
func printable(text string) string {
	var b strings.Builder
	for _, r := range text {
		if unicode.IsPrint(r) {
			b.WriteRune(r)
		} else {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
		}
	}
	return b.String()
}

// quote gives a value between quotes, shortened so that a message stays readable.
func quote(value string) string {
	const most = 60
	if runes := []rune(value); len(runes) > most {
		return fmt.Sprintf("%q... (%d bytes)", string(runes[:most]), len(value))
	}
	return fmt.Sprintf("%q", value)
}

// Unwrap gives what is wrong.
func (f *Fault) Unwrap() error { return f.Err }

// An UnknownError says that there is no such id or name, and which ones are near.
type UnknownError struct {
	What string   // what was looked for, as "summit"
	ID   string   // the id that is not known
	Near []string // the nearest known ones, the nearest first
}

// Error names the id and the nearest known ones.
func (e *UnknownError) Error() string {
	return fmt.Sprintf("no %s %s", e.What, quote(e.ID)) + e.hint()
}

func (e *UnknownError) hint() string {
	if len(e.Near) == 0 {
		return ""
	}
	return "; did you mean " + printable(strings.Join(e.Near, " or ")) + "?"
}

func unknown[S ~string](what, id string, known []S) error {
	return &UnknownError{What: what, ID: id, Near: near.Words(id, known)}
}

// faults gathers what is wrong with tables.
type faults []error

func (f *faults) add(table string, row int, column, value string, err error) {
	f.keep(&Fault{Table: table, Row: row + 1, Column: column, Value: value, Err: err})
}

// mostFaults is how many faults New gives at the most, so that tables in which every row is wrong take no more memory for it.
const mostFaults = 20_000

func (f *faults) keep(fault *Fault) {
	if len(*f) < mostFaults {
		*f = append(*f, fault)
	}
}

// twice says that a row is there already, in the row first.
func (f *faults) twice(table string, row int, column, value string, first int) {
	f.keep(&Fault{Table: table, Row: row + 1, Column: column, Value: value, Err: ErrDuplicate, See: first + 1})
}

func (f *faults) addf(table string, row int, column, value, format string, args ...any) {
	f.add(table, row, column, value, fmt.Errorf(format, args...))
}

// Faults gives the faults that are joined or wrapped in an error, in their order, and whether the error is nothing but faults: if not,
// there is more to say than they do.
func Faults(err error) (list []*Fault, all bool) {
	all = true
	var walk func(error)
	walk = func(err error) {
		switch e := err.(type) {
		case nil:
		case *Fault:
			list = append(list, e)
		case interface{ Unwrap() []error }:
			for _, part := range e.Unwrap() {
				walk(part)
			}
		case interface{ Unwrap() error }:
			before := len(list)
			walk(e.Unwrap())
			all = all && len(list) > before
		default:
			all = false
		}
	}
	walk(err)
	return list, all
}
