package table

import (
	"bufio"
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/summitry/summitry/internal/enum"
	"github.com/summitry/summitry/internal/near"
	"github.com/summitry/summitry/timeline"
)

// The bounds of what is read, if nothing else is said: longer cells and rows are faults. No row of the model comes near.
const (
	MaxCell   = 64 << 10
	MaxRow    = 1 << 20
	MaxFaults = 10_000
)

// Limits bound what is read. One that is zero is MaxCell, MaxRow or MaxFaults; of rows and bytes there are then as many as there are.
type Limits struct {
	Cell   int   // bytes of a cell
	Row    int   // bytes of a row
	Rows   int   // rows below the header
	Bytes  int64 // bytes of the file
	Faults int   // faults reported, which is for who calls the reader
}

func (l Limits) filled() Limits {
	return Limits{cmp.Or(l.Cell, MaxCell), cmp.Or(l.Row, MaxRow), cmp.Or(l.Rows, math.MaxInt), cmp.Or(l.Bytes, math.MaxInt64), cmp.Or(l.Faults, MaxFaults)}
}

var (
	errRow   = errors.New("a row is too long")
	errBytes = errors.New("a file is too long")
)

// block is how much of a file is read at once, if it does not come in larger blocks already.
const block = 16 << 10

// bom is the byte order mark that some programs write before UTF-8.
const bom = "\ufeff"

// Cut leaves as many faults as are to be reported, and says if there are more.
func Cut(faults []*timeline.Fault, most int) []*timeline.Fault {
	if len(faults) <= most {
		return faults
	}
	last := faults[most-1]
	return append(faults[:most:most], &timeline.Fault{File: last.File, Line: last.Line, Table: last.Table, Err: fmt.Errorf("there are more than %d faults: mend these first", most)})
}

// A Reader reads the records of a CSV file with a known header strictly. It is what gocsv and the data set read through.
type Reader struct {
	File    string // for messages
	schema  Schema
	lines   *bufio.Reader // that of csv too, so that each goes on where the other stopped
	csv     *csv.Reader
	bound   *bounded
	limits  Limits
	rows    int // how many were read
	plain   int // how many lines were read without csv
	quoted  int // how many lines it had read after its last record
	next    int // the line below the last record read
	known   []known
	numbers []uint32      // of the cells of the last record, by column
	spare   reflect.Value // a row in which cells are read that are not known
}

func newReader(r io.Reader, file string, schema Schema, limits Limits) *Reader {
	bound := &bounded{r: r, all: limits.Bytes}
	lines := bufio.NewReader(bound)
	reader := &Reader{File: file, schema: schema, lines: lines, csv: csv.NewReader(lines), bound: bound, limits: limits}
	reader.csv.FieldsPerRecord = -1
	return reader
}

// NewReader reads the header, which must have the columns of the schema in their order. A byte order mark before it is accepted.
// Everything wrong with the header is reported together.
func NewReader(r io.Reader, file string, schema Schema, limits Limits) (*Reader, []*timeline.Fault) {
	marked := bufio.NewReaderSize(r, block)
	start, _ := marked.Peek(512)
	if header, _, _ := bytes.Cut(start, []byte("\n")); bytes.IndexByte(header, 0) >= 0 || (len(header) < len(start) && !utf8.Valid(header)) {
		return nil, []*timeline.Fault{{File: file, Line: 1, Err: errors.New("is a binary file, or UTF-16: want UTF-8")}}
	}
	if mark, err := marked.Peek(len(bom)); err == nil && string(mark) == bom {
		marked.Discard(len(bom)) // they are in the buffer
	}
	reader := newReader(marked, file, schema, limits.filled())
	header, line, err := reader.record()
	if err == io.EOF {
		return nil, []*timeline.Fault{reader.fault(1, "", "", fmt.Errorf("is empty: want the header %s", strings.Join(schema.Names(), ",")))}
	}
	if err != nil {
		return nil, []*timeline.Fault{reader.located(err)}
	}
	if faults := reader.checkHeader(line, header); len(faults) > 0 {
		return nil, faults
	}
	return reader, nil
}

// Part gives a reader of other rows of the table, which have no header. Their lines count from 1.
func (r *Reader) Part(rows io.Reader) *Reader {
	return newReader(bufio.NewReaderSize(rows, block), r.File, r.schema, r.limits)
}

func (r *Reader) fault(line int, column, value string, err error) *timeline.Fault {
	return &timeline.Fault{File: r.File, Line: line, Column: column, Value: value, Err: err}
}

// located turns an error of the CSV syntax or of reading into a fault.
func (r *Reader) located(err error) *timeline.Fault {
	var syntax *csv.ParseError
	switch {
	case errors.Is(err, errRow):
		err := fmt.Errorf("a row has more than %d bytes, and a cell can have %d; is a quotation mark missing?", r.limits.Row, r.limits.Cell)
		return r.fault(max(r.next, 1), "", "", err)
	case errors.Is(err, errBytes):
		return r.fault(max(r.next, 1), "", "", fmt.Errorf("the table goes on behind %d bytes, want no more", r.limits.Bytes))
	case errors.As(err, &syntax) && errors.Is(err, csv.ErrQuote):
		return r.fault(r.plain+syntax.StartLine, "", "", errors.New("a quotation mark in the row is not closed, or text follows a closed one"))
	case errors.As(err, &syntax):
		return r.fault(r.plain+syntax.Line, "", "", fmt.Errorf("has a quotation mark inside of a cell, at byte %d: put the cell between quotation marks, and write it twice", syntax.Column))
	}
	return r.fault(0, "", "", err)
}

func (r *Reader) checkHeader(line int, header []string) []*timeline.Fault {
	names := r.schema.Names()
	if !slices.ContainsFunc(header, func(name string) bool { return slices.Contains(names, name) }) || slices.ContainsFunc(header, func(name string) bool { return strings.Contains(name, "\r") }) {
		return []*timeline.Fault{r.fault(line, "header", strings.Join(header, ","), fmt.Errorf("has none of the columns%s: want UTF-8 with cells separated by commas, and the header %s", r.looksLike(header), strings.Join(names, ",")))}
	}
	var faults []*timeline.Fault
	place, meant := make(map[string]int), make(map[string]bool)
	for i, name := range header {
		if first, taken := place[name]; taken {
			faults = append(faults, r.fault(line, "header", name, fmt.Errorf("column %d is there twice, first as column %d", i+1, first+1)))
			continue
		}
		place[name] = i
		if !slices.Contains(names, name) {
			hint := ""
			if found := near.Words(name, names); len(found) > 0 {
				hint = "; did you mean " + found[0] + "?"
				meant[found[0]] = true
			}
			faults = append(faults, r.fault(line, "header", name, fmt.Errorf("column %d is none of this table%s", i+1, hint)))
		}
	}
	for _, name := range names {
		if _, ok := place[name]; !ok && !meant[name] {
			faults = append(faults, r.fault(line, "header", name, errors.New("the column is missing")))
		}
	}
	if len(faults) > 0 {
		return faults
	}
	for i, name := range header {
		if name != names[i] {
			return []*timeline.Fault{r.fault(line, "header", name, fmt.Errorf("column %d should be %s: want the columns in the order %s", i+1, names[i], strings.Join(names, ",")))}
		}
	}
	return nil
}

// looksLike guesses what a header is that has none of the columns.
func (r *Reader) looksLike(header []string) string {
	text := strings.Join(header, ",")
	switch {
	case strings.Contains(text, "\r"):
		return " (it looks as if lines ended in CR alone)"
	case strings.ContainsRune(text, 0) || strings.HasPrefix(text, "\xff\xfe") || strings.HasPrefix(text, "\xfe\xff"):
		return " (it looks like UTF-16 or a binary file)"
	case strings.Contains(text, ";"):
		return " (it looks as if cells were separated by semicolons)"
	case strings.Contains(text, "\t"):
		return " (it looks as if cells were separated by tabs)"
	}
	return ""
}

// record reads one record and the line on which it starts.
func (r *Reader) record() ([]string, int, error) {
	r.bound.left = r.limits.Row
	return r.cells(r.line())
}

// line gives the next line without its end if it is a record as it stands: whole in the buffer and without quotation marks. Blank lines before
// are skipped. It gives nil, and is at the same place, where encoding/csv has to read, for all that is rare or wrong.
func (r *Reader) line() []byte {
	for {
		text, _ := r.lines.Peek(r.lines.Buffered())
		end := bytes.IndexByte(text, '\n')
		if end < 0 {
			if _, err := r.lines.Peek(len(text) + 1); err != nil {
				return nil // csv comes upon the same error
			}
			continue
		}
		text = text[:end]
		if bytes.IndexByte(text, '"') >= 0 {
			return nil
		}
		r.lines.Discard(end + 1) // they are in the buffer
		r.plain++
		if text = bytes.TrimSuffix(text, []byte("\r")); len(text) > 0 {
			r.next = r.plain + r.quoted + 1
			return text
		}
	}
}

// cells gives the cells of a plain line, and those of the next record if there is none.
func (r *Reader) cells(text []byte) ([]string, int, error) {
	if text != nil {
		return strings.Split(string(text), ","), r.next - 1, nil
	}
	cells, err := r.csv.Read()
	if err != nil {
		return nil, 0, err
	}
	line, _ := r.csv.FieldPos(0)
	last, _ := r.csv.FieldPos(len(cells) - 1)
	r.quoted = last + strings.Count(cells[len(cells)-1], "\n")
	r.next = r.plain + r.quoted + 1
	return cells, r.plain + line, nil
}

// Read gives the cells of the next record, checked as text, with its line and what is wrong with it. After the last record, or where
// nothing more can be read, cells is nil.
func (r *Reader) Read() (cells []string, line int, faults []*timeline.Fault) {
	return r.read(r.record())
}

func (r *Reader) read(cells []string, line int, err error) ([]string, int, []*timeline.Fault) {
	if err == io.EOF {
		return nil, 0, nil
	}
	if err != nil {
		return nil, 0, []*timeline.Fault{r.located(err)}
	}
	if r.rows++; r.rows > r.limits.Rows {
		return nil, 0, []*timeline.Fault{r.fault(line, "", "", fmt.Errorf("the table has more than %d rows, want no more", r.limits.Rows))}
	}
	var faults []*timeline.Fault
	if len(cells) != len(r.schema.Columns) {
		faults = append(faults, r.fault(line, "", "", fmt.Errorf("want %d cells, has %d: %.60q", len(r.schema.Columns), len(cells), strings.Join(cells, ","))))
		for len(cells) < len(r.schema.Columns) {
			cells = append(cells, "")
		}
		return cells[:len(r.schema.Columns)], line, faults
	}
	for i := range r.schema.Columns {
		if err := r.check(i, cells[i]); err != nil {
			faults = append(faults, r.fault(line, r.schema.Columns[i].Name, cells[i], err))
		}
	}
	return cells, line, faults
}

// check wants a cell of a column that can stand there, whatever it says.
func (r *Reader) check(column int, cell string) error {
	c := &r.schema.Columns[column]
	if err := c.Check(cell, r.limits.Cell); err != nil {
		return err
	}
	if c.Required && cell == "" {
		return errors.New("is required")
	}
	return nil
}

// Set reads the cells of a record into a row, which must be addressable, and gives what is wrong with their values.
func (r *Reader) Set(row reflect.Value, cells []string, line int) []*timeline.Fault {
	var faults []*timeline.Fault
	for i := range r.schema.Columns {
		if err := r.set(row, i, cells[i]); err != nil {
			faults = append(faults, r.fault(line, r.schema.Columns[i].Name, cells[i], err))
		}
	}
	return faults
}

func (r *Reader) set(row reflect.Value, column int, cell string) error {
	c := &r.schema.Columns[column]
	err := c.Set(row, cell)
	if c.Type == "enum" && cell != "" && !slices.Contains(c.Words, cell) {
		err = enum.Unknown(c.Words, []byte(cell))
	}
	return err
}

// Check wants the text of a cell to have at the most some number of bytes, to show what it is, and not to stand for nothing.
func (c Column) Check(cell string, most int) error {
	if len(cell) > most {
		return fmt.Errorf("has %d bytes, want %d at the most", len(cell), most)
	}
	if err := visible(cell); err != nil {
		return err
	}
	if c.Type == "number" {
		if x, err := strconv.ParseFloat(cell, 64); err == nil && (math.IsInf(x, 0) || math.IsNaN(x)) {
			return errors.New("want a number")
		}
	}
	if missing(cell) && c.Type != "integer" && c.Type != "number" {
		return errors.New("want an empty cell for what is not recorded")
	}
	return nil
}

// visible wants a text without blanks at its ends, in which there is nothing that is not seen.
func visible(cell string) error {
	if plain(cell) {
		return nil // as most cells are
	}
	if !utf8.ValidString(cell) {
		return errors.New("is not UTF-8")
	}
	if cell != strings.TrimFunc(cell, unicode.IsSpace) {
		return errors.New("has blanks at its ends")
	}
	for _, r := range cell {
		switch {
		case r == utf8.RuneError:
			return errors.New("has the replacement character U+FFFD: the text was read in a wrong encoding")
		case unicode.IsControl(r):
			return fmt.Errorf("has the control character %U", r)
		case unicode.Is(unicode.Cf, r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r), unicode.Is(unicode.Co, r):
			return fmt.Errorf("has the invisible character %U", r)
		}
	}
	return nil
}

// plain reports whether a text is of printable ASCII alone, without blanks at its ends.
func plain(cell string) bool {
	for i := range len(cell) {
		if cell[i] < ' ' || cell[i] > '~' {
			return false
		}
	}
	return cell == "" || (cell[0] != ' ' && cell[len(cell)-1] != ' ')
}

// missing reports whether a text is a word that stands for nothing in other people's tables.
func missing(cell string) bool {
	switch cell {
	case "NA", "N/A", "n/a", "NaN", "NULL", "null", "None", "TBD", "-9", "-99":
		return true
	}
	return false
}

// bounded stops reading after a number of bytes, which is set anew for each record, and after another one of them all.
type bounded struct {
	r    io.Reader
	left int
	all  int64
	err  error // the first one, which is the answer from then on
}

func (b *bounded) Read(p []byte) (n int, err error) {
	if b.err == nil {
		n, b.err = b.read(p)
	}
	return n, b.err
}

func (b *bounded) read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errRow
	}
	if b.all <= 0 {
		n, err := b.r.Read(p[:min(len(p), 1)])
		if n > 0 {
			return 0, errBytes
		}
		return 0, err
	}
	n, err := b.r.Read(p[:min(int64(len(p)), int64(b.left), b.all)])
	b.left -= n
	b.all -= int64(n)
	return n, err
}
