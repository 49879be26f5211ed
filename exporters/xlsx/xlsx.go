// Package xlsx writes tables as a workbook for Excel, LibreOffice and Google Sheets: [Write] gives each table a sheet.
//
// Numbers and truth values are cells of their types, an empty cell is empty, and everything else is text: ids, codes with leading zeros,
// and what begins with =, +, - or @, which is never a formula. Cells of text have the format of text, so that they stay what they are when
// somebody edits them. Lists are joined by semicolons.
//
// Dates are text, as in every other format: a column of dates has months and years too, and one type is what a column can be sorted and
// filtered by. Their text is in the order of time, and DATEVALUE makes a date of a whole day. An integer of more than 15 digits is text
// too, since programs for sheets keep no more of a number.
package xlsx

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"iter"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// The date of each workbook, so that the same rows give the same bytes.
const epoch = "2000-01-01T00:00:00Z"

// Write writes tables as one workbook, a sheet a table in their order, with a header that is bold, stays in sight and has filters. At least
// one table is wanted. The same rows give the same bytes.
//
// A sheet has the name of its table; what sheets cannot have in a name becomes an underscore, it is cut to 31 characters, and of those
// that are the same but for case the later ones have a number. More rows than a sheet can have, 1,048,576 with the header, and a cell of
// more than 32,767 characters are errors. So is a cell that [exporters.ReadCSV] would refuse. Widths of columns are by the first thousand
// rows.
//
// The compressed workbook is held in memory. What is to be compressed goes through temporary files where it is large.
func Write(w io.Writer, tables ...exporters.Table) (err error) {
	if len(tables) == 0 {
		return errors.New("xlsx: want a table: a workbook has at least one sheet")
	}
	f := excelize.NewFile()
	f.ZipWriter = func(w io.Writer) excelize.ZipWriter { return &sorted{out: w} }
	defer func() { err = errors.Join(err, f.Close()) }()
	book, err := newWorkbook(f)
	if err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	for _, t := range tables {
		if err := book.add(t); err != nil {
			return err
		}
	}
	if err := f.Write(w); err != nil {
		return fmt.Errorf("xlsx: %w", err)
	}
	return nil
}

// A workbook is a file with the styles of its cells.
type workbook struct {
	file         *excelize.File
	header, text int
	started      bool            // whether it has a sheet of ours
	names        map[string]bool // those that are taken, in lower case
}

func newWorkbook(f *excelize.File) (*workbook, error) {
	b := &workbook{file: f, names: map[string]bool{"history": true}} // Excel keeps that name for itself
	const asText = 49                                                // the number of the format @
	var err error
	if b.header, err = f.NewStyle(&excelize.Style{NumFmt: asText, Font: &excelize.Font{Bold: true}}); err != nil {
		return nil, err
	}
	if b.text, err = f.NewStyle(&excelize.Style{NumFmt: asText}); err != nil {
		return nil, err
	}
	return b, f.SetDocProps(&excelize.DocProperties{Creator: "summitry", LastModifiedBy: "summitry", Created: epoch, Modified: epoch})
}

// name gives the name of the next sheet.
func (b *workbook) name(table string) string {
	clean := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`:\/?*[]'`, r) {
			return '_'
		}
		return r
	}, cmp.Or(table, "table"))
	name := cut(clean, excelize.MaxSheetNameLength)
	for n := 2; b.names[strings.ToLower(name)]; n++ {
		number := "_" + strconv.Itoa(n)
		name = cut(clean, excelize.MaxSheetNameLength-len(number)) + number
	}
	b.names[strings.ToLower(name)] = true
	return name
}

// cut gives the start of a text, of so many characters as programs for sheets count them: those of UTF-16.
func cut(text string, most int) string {
	n := 0
	for i, r := range text {
		if n += utf16.RuneLen(r); n > most {
			return text[:i]
		}
	}
	return text
}

// sample is how many rows the widths of columns are by.
const sample = 1000

// add writes a table to a sheet of its own.
func (b *workbook) add(t exporters.Table) error {
	next, stop := iter.Pull2(t.Rows())
	defer stop()
	var head [][]string
	for len(head) < sample {
		cells, err, ok := next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		head = append(head, cells)
	}
	out, err := b.start(t, head)
	if err != nil {
		return fmt.Errorf("xlsx: table %s: %w", t.Name(), err)
	}
	columns, place := t.Columns(), 0
	write := func(cells []string) error {
		place++
		return b.row(out, t.Name(), columns, place, cells)
	}
	for _, cells := range head {
		if err := write(cells); err != nil {
			return fmt.Errorf("xlsx: %w", err)
		}
	}
	for {
		cells, err, ok := next()
		if err != nil {
			return err
		}
		if !ok {
			break
		}
		if err := write(cells); err != nil {
			return fmt.Errorf("xlsx: %w", err)
		}
	}
	if err := b.end(out, len(columns), place); err != nil {
		return fmt.Errorf("xlsx: table %s: %w", t.Name(), err)
	}
	return nil
}

// start makes the sheet of a table, down to its header.
func (b *workbook) start(t exporters.Table, head [][]string) (*excelize.StreamWriter, error) {
	name := b.name(t.Name())
	if b.started {
		if _, err := b.file.NewSheet(name); err != nil {
			return nil, err
		}
	} else if err := b.file.SetSheetName(b.file.GetSheetName(0), name); err != nil { // a new workbook has one sheet
		return nil, err
	}
	b.started = true
	out, err := b.file.NewStreamWriter(name)
	if err != nil {
		return nil, err
	}
	if err := out.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}); err != nil {
		return nil, err
	}
	var header []any
	for i, c := range t.Columns() {
		width := utf8.RuneCountInString(c.Name) + 2 // room for the button of the filter
		for _, cells := range head {
			width = max(width, utf8.RuneCountInString(cells[i]))
		}
		if err := out.SetColWidth(i+1, i+1, float64(min(width, widest)+2)); err != nil {
			return nil, err
		}
		header = append(header, excelize.Cell{StyleID: b.header, Value: c.Name})
	}
	return out, out.SetRow("A1", header)
}

// widest is how many characters of a cell are in sight at the most.
const widest = 60

// row writes a row, which is the first for place 1, below the header.
func (b *workbook) row(out *excelize.StreamWriter, table string, columns []exporters.Column, place int, cells []string) error {
	if place+1 > excelize.TotalRows {
		return &timeline.Fault{Table: table, Row: place, Err: fmt.Errorf("a sheet has %d rows at the most, with its header", excelize.TotalRows)}
	}
	values := make([]any, len(cells))
	for i, cell := range cells {
		var err error
		if values[i], err = b.value(columns[i].Type, cell); err != nil {
			return &timeline.Fault{Table: table, Row: place, Column: columns[i].Name, Value: cell, Err: err}
		}
	}
	return out.SetRow("A"+strconv.Itoa(place+1), values)
}

// value gives the text of a cell as a value of its type; nil is an empty cell.
func (b *workbook) value(typ, cell string) (any, error) {
	switch {
	case cell == "":
		return nil, nil
	case typ == "integer" && len(strings.TrimPrefix(cell, "-")) <= digits:
		return strconv.ParseInt(cell, 10, 64)
	case typ == "number":
		return strconv.ParseFloat(cell, 64)
	case typ == "boolean":
		return cell == "true", nil
	case len(utf16.Encode([]rune(cell))) > excelize.TotalCellChars:
		return nil, fmt.Errorf("a cell of a sheet has %d characters at the most", excelize.TotalCellChars)
	}
	return excelize.Cell{StyleID: b.text, Value: cell}, nil
}

// digits is how many a number in a sheet keeps.
const digits = 15

// end puts the filters on a sheet of so many rows below its header, and ends it.
func (b *workbook) end(out *excelize.StreamWriter, columns, rows int) error {
	last, err := excelize.CoordinatesToCellName(columns, rows+1)
	if err != nil {
		return err
	}
	if err := b.file.AutoFilter(out.Sheet, "A1:"+last, nil); err != nil {
		return err
	}
	return out.Flush()
}
