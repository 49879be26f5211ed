package exporters

import (
	"bufio"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/layout"
	"github.com/summitry/summitry/internal/near"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// A node is a table within the document. Each object of a table has, beside its own cells, the objects of the tables below it that
// belong to it: those with the same cells in the columns in which they are linked, which they do not repeat.
type node struct {
	table string
	links []link
	below []node
}

// A link says which column of a table has the cells of which column of a table above it. A column without a table above is empty.
type link struct{ column, above string }

var (
	toSummit  = []link{{"summit_id", "summit_id"}, {"session_id", ""}}
	toSession = []link{{"summit_id", "summit_id"}, {"session_id", "session_id"}}
)

// document is the shape of the document.
var document = []node{
	{table: "series", below: []node{
		{table: "summits", links: []link{{"series_id", "series_id"}}, below: []node{
			{table: "attendance", links: toSummit},
			{table: "discussions", links: toSummit},
			{table: "sessions", links: []link{{"summit_id", "summit_id"}}, below: []node{
				{table: "attendance", links: toSession},
				{table: "discussions", links: toSession},
			}},
		}},
	}},
	{table: "participants", below: []node{{table: "participant_codes", links: []link{{"participant_id", "participant_id"}}}}},
	{table: "groups", below: []node{{table: "memberships", links: []link{{"group_id", "group_id"}}}}},
	{table: "people"},
	{table: "topics"},
	{table: "coverage"},
	{table: "sources"},
}

// own gives the columns of a table that are no links, in order.
func (n node) own(s table.Schema) []table.Column {
	return slices.DeleteFunc(slices.Clone(s.Columns), func(c table.Column) bool {
		return slices.ContainsFunc(n.links, func(l link) bool { return l.column == c.Name })
	})
}

// WriteDocument writes a register as one nested JSON document: series with their summits, these with their sessions, attendance and
// discussions, and sessions with theirs; participants with their codes, groups with their memberships; people, topics, coverage
// and sources. Keys are the columns of the tables; a cell that is empty has no key. The schema is document.schema.json beside this
// file. [ReadDocument] reads it back.
func WriteDocument(w io.Writer, register attendance.Register) error {
	d := documentWriter{out: bufio.NewWriter(w), tables: map[string]*rowsOf{}}
	for _, t := range Tables(register) {
		rows := &rowsOf{schema: t.schema}
		for cells, err := range t.Rows() {
			if err != nil {
				return err
			}
			rows.cells = append(rows.cells, cells)
		}
		d.tables[t.name] = rows
	}
	d.out.WriteString("{")
	for i, n := range document {
		if i > 0 {
			d.out.WriteString(",")
		}
		d.node(n, nil, 1)
	}
	d.out.WriteString("\n}\n")
	return d.out.Flush()
}

// rowsOf is a table as texts, with an index of its rows by the columns in which it is linked.
type rowsOf struct {
	schema table.Schema
	cells  [][]string
	index  map[string]map[string][]int
}

func (r *rowsOf) column(name string) int { return slices.Index(r.schema.Names(), name) }

// linked gives the rows with these cells in the columns of some links.
func (r *rowsOf) linked(links []link, cells []string) []int {
	names := fmt.Sprint(links)
	if r.index == nil {
		r.index = map[string]map[string][]int{}
	}
	if r.index[names] == nil {
		r.index[names] = map[string][]int{}
		for i, row := range r.cells {
			var key []string
			for _, l := range links {
				key = append(key, row[r.column(l.column)])
			}
			k := strings.Join(key, ",")
			r.index[names][k] = append(r.index[names][k], i)
		}
	}
	return r.index[names][strings.Join(cells, ",")]
}

type documentWriter struct {
	out    *bufio.Writer
	tables map[string]*rowsOf
}

func (d *documentWriter) line(depth int) {
	d.out.WriteString("\n")
	d.out.WriteString(strings.Repeat("  ", depth))
}

// node writes the rows of a table that belong to a row above, which is given by its cells.
func (d *documentWriter) node(n node, above map[string]string, depth int) {
	rows := d.tables[n.table]
	var cells []string
	for _, l := range n.links {
		cells = append(cells, above[l.above])
	}
	d.line(depth)
	fmt.Fprintf(d.out, "%q: [", n.table)
	list := rows.linked(n.links, cells)
	for i, row := range list {
		if i > 0 {
			d.out.WriteString(",")
		}
		d.row(n, rows.cells[row], above, depth+1)
	}
	if len(list) > 0 {
		d.line(depth)
	}
	d.out.WriteString("]")
}

func (d *documentWriter) row(n node, cells []string, above map[string]string, depth int) {
	rows := d.tables[n.table]
	d.line(depth)
	d.out.WriteString("{")
	first := true
	separate := func() {
		if !first {
			d.out.WriteString(",")
		}
		first = false
	}
	for _, c := range n.own(rows.schema) {
		text := cells[rows.column(c.Name)]
		if text == "" {
			continue
		}
		separate()
		d.line(depth + 1)
		fmt.Fprintf(d.out, "%q: %s", c.Name, appendValue(nil, c.Type, cell{text, quote}))
	}
	if len(n.below) > 0 {
		here := map[string]string{}
		for k, v := range above {
			here[k] = v
		}
		for i, name := range rows.schema.Names() {
			here[name] = cells[i]
		}
		for _, b := range n.below {
			separate()
			d.node(b, here, depth+1)
		}
	}
	d.line(depth)
	d.out.WriteString("}")
}

// bom is the byte order mark that some programs write before UTF-8.
const bom = "\ufeff"

// ReadDocument reads what [WriteDocument] wrote, strictly: unknown and repeated keys, values of the wrong type and everything that
// is wrong with the model are reported together, as a *[timeline.Fault] each, with the line. What is too large or too deep is a fault
// too, by the zero [DocumentLimits]; a text has 64 KiB at the most.
func ReadDocument(r io.Reader) (attendance.Register, error) { return DocumentLimits{}.Read(r) }

// DocumentLimits bound what a nested document can have, so that one that somebody else has made takes a bounded memory and time. A limit
// that is zero is the one named here.
type DocumentLimits struct {
	Bytes  int64 // bytes of the document: 1 GiB
	Depth  int   // objects and arrays within one another: 100; the tables need ten
	Faults int   // faults reported, behind which reading stops: 10,000
}

// Read is [ReadDocument] within these limits.
func (limits DocumentLimits) Read(r io.Reader) (attendance.Register, error) {
	marked := bufio.NewReader(r)
	if mark, err := marked.Peek(len(bom)); err == nil && string(mark) == bom {
		marked.Discard(len(bom)) // they are in the buffer
	}
	counted := &lines{r: marked, limits: DocumentLimits{cmp.Or(limits.Bytes, 1<<30), cmp.Or(limits.Depth, 100), cmp.Or(limits.Faults, table.MaxFaults)}}
	d := documentReader{json: json.NewDecoder(counted), lines: counted, rows: map[string]reflect.Value{}, at: map[string][]int{}, bad: map[cellAt]bool{}}
	d.json.UseNumber()
	var tables layout.Tables
	for _, t := range tables.All() {
		d.rows[t.Name] = reflect.ValueOf(t.Rows).Elem()
	}
	d.document()
	if d.broken {
		return attendance.Register{}, join(table.Cut(d.faults, counted.limits.Faults))
	}
	register, err := tables.Register()
	faults, all := timeline.Faults(err)
	if !all {
		return attendance.Register{}, err
	}
	for _, f := range faults {
		if d.bad[cellAt{f.Table, f.Row, f.Column}] {
			continue
		}
		if lines := d.at[f.Table]; f.Row >= 1 && f.Row <= len(lines) {
			f.Line = lines[f.Row-1]
			if f.See >= 1 && f.See <= len(lines) {
				f.SeeLine = lines[f.See-1]
			}
		}
		d.faults = append(d.faults, f)
	}
	if len(d.faults) > 0 {
		slices.SortStableFunc(d.faults, func(a, b *timeline.Fault) int { return a.Line - b.Line })
		return attendance.Register{}, join(table.Cut(d.faults, counted.limits.Faults))
	}
	return register, nil
}

type cellAt struct {
	table  string
	row    int
	column string
}

type documentReader struct {
	json   *json.Decoder
	lines  *lines
	rows   map[string]reflect.Value
	at     map[string][]int // by table: the line of each row
	bad    map[cellAt]bool
	linked []linked
	faults []*timeline.Fault
	broken bool // nothing more can be read
}

func (d *documentReader) line() int { return d.lines.at(d.json.InputOffset()) }

// fault says what is wrong with a cell, or with something that is no cell of a row, which has the row -1.
func (d *documentReader) fault(table string, row int, column, value string, err error) {
	d.bad[cellAt{table, row + 1, column}] = true
	d.faults = append(d.faults, &timeline.Fault{Line: d.line(), Table: table, Row: row + 1, Column: column, Value: value, Err: err})
	d.broken = d.broken || len(d.faults) > d.lines.limits.Faults
}

func (d *documentReader) stop(err error) {
	if !d.broken {
		d.broken = true
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			err = fmt.Errorf("is no valid JSON: %w", err)
		} else if err == io.EOF || err == io.ErrUnexpectedEOF {
			err = errors.New("ends too early")
		}
		d.faults = append(d.faults, &timeline.Fault{Line: d.line(), Table: "document", Err: err})
	}
}

// open reads the delimiter that begins an object or an array. A value of another type is a fault, and read over.
func (d *documentReader) open(want json.Delim, table string) bool {
	if d.broken {
		return false
	}
	token, err := d.json.Token()
	if err != nil {
		d.stop(err)
		return false
	}
	if token == want {
		return true
	}
	if token == nil {
		token = "null"
	}
	what := map[json.Delim]string{'{': "an object", '[': "an array"}
	d.fault(table, -1, "value", fmt.Sprint(token), fmt.Errorf("want %s", what[want]))
	if delim, ok := token.(json.Delim); ok && (delim == '{' || delim == '[') {
		d.rest()
	}
	return false
}

// rest reads over what is left of an object or array that has been opened.
func (d *documentReader) rest() {
	for depth := 1; depth > 0; {
		token, err := d.json.Token()
		if err != nil {
			d.stop(err)
			return
		}
		switch token {
		case json.Delim('{'), json.Delim('['):
			depth++
		case json.Delim('}'), json.Delim(']'):
			depth--
		}
	}
}

// keys reads the keys of an object that has been opened, each once.
func (d *documentReader) keys(table string, read func(key string) bool) {
	seen := map[string]bool{}
	for !d.broken && d.json.More() {
		token, err := d.json.Token()
		if err != nil {
			d.stop(err)
			return
		}
		key := token.(string) // within an object a token that comes first is a key
		switch {
		case seen[key]:
			d.fault(table, -1, "key", key, timeline.ErrDuplicate)
			d.skip()
		case !read(key):
			d.skip()
		}
		seen[key] = true
	}
	d.close()
}

func (d *documentReader) close() {
	if !d.broken {
		if _, err := d.json.Token(); err != nil {
			d.stop(err)
		}
	}
}

func (d *documentReader) skip() {
	var value json.RawMessage
	if err := d.json.Decode(&value); err != nil {
		d.stop(err)
	}
}

func (d *documentReader) document() {
	if !d.open('{', "document") {
		d.broken = true
		return
	}
	found := map[string]bool{}
	d.keys("document", func(key string) bool {
		i := slices.IndexFunc(document, func(n node) bool { return n.table == key })
		if i < 0 {
			d.unknown("document", -1, key, nil, document)
			return false
		}
		found[key] = true
		d.node(document[i])
		return true
	})
	for _, n := range document {
		if !found[n.table] && !d.broken {
			d.fault("document", -1, "key", n.table, errors.New("is missing"))
		}
	}
	if d.broken {
		return
	}
	_, err := d.json.Token()
	var syntax *json.SyntaxError
	switch {
	case err == nil, errors.As(err, &syntax), err == io.ErrUnexpectedEOF:
		d.fault("document", -1, "", "", errors.New("there is something behind it"))
	case err != io.EOF:
		d.stop(err)
	}
}

func (d *documentReader) unknown(table string, row int, key string, columns []table.Column, below []node) {
	var known []string
	for _, c := range columns {
		known = append(known, c.Name)
	}
	for _, n := range below {
		known = append(known, n.table)
	}
	d.fault(table, row, "key", key, &timeline.UnknownError{What: "key", ID: key, Near: near.Words(key, known)})
}

// node reads an array of rows of a table.
func (d *documentReader) node(n node) {
	if !d.open('[', n.table) {
		return
	}
	for !d.broken && d.json.More() {
		d.row(n)
	}
	d.close()
}

func (d *documentReader) row(n node) {
	rows := d.rows[n.table]
	schema, err := table.Of(rows.Type().Elem())
	if err != nil {
		d.stop(err)
		return
	}
	if !d.open('{', n.table) {
		return
	}
	row, place := reflect.New(rows.Type().Elem()).Elem(), rows.Len()
	rows.Set(reflect.Append(rows, row))
	d.at[n.table] = append(d.at[n.table], d.line())
	below, own, cells := len(d.linked), n.own(schema), map[string]string{}
	d.keys(n.table, func(key string) bool {
		if i := slices.IndexFunc(own, func(c table.Column) bool { return c.Name == key }); i >= 0 {
			if text, ok := d.cell(n.table, place, own[i]); ok {
				cells[key] = text
				if err := own[i].Set(row, text); err != nil {
					d.fault(n.table, place, key, text, err)
				}
			}
			return true
		}
		i := slices.IndexFunc(n.below, func(b node) bool { return b.table == key })
		if i < 0 {
			d.unknown(n.table, place, key, own, n.below)
			return false
		}
		d.node(n.below[i])
		return true
	})
	rows.Index(place).Set(row)
	// Keys have no order, so the rows below may have been read before the cells by which they are linked.
	for _, l := range d.linked[below:] {
		if slices.ContainsFunc(own, func(c table.Column) bool { return c.Name == l.above }) {
			if cells[l.above] == "" {
				d.bad[cellAt{l.table, l.row + 1, l.column.Name}] = true // what is wrong is said of the row above
			}
			if err := l.column.Set(d.rows[l.table].Index(l.row), cells[l.above]); err != nil {
				d.fault(l.table, l.row, l.column.Name, cells[l.above], err)
			}
		}
	}
	for _, c := range schema.Columns {
		if i := slices.IndexFunc(n.links, func(l link) bool { return l.column == c.Name }); i >= 0 && n.links[i].above != "" {
			d.linked = append(d.linked, linked{n.table, place, c, n.links[i].above})
		}
	}
}

// A linked cell waits for the row above that has its value.
type linked struct {
	table  string
	row    int
	column table.Column
	above  string
}

// cell reads a value as the text of a cell.
func (d *documentReader) cell(in string, row int, c table.Column) (string, bool) {
	var value any
	if err := d.json.Decode(&value); err != nil {
		d.stop(err)
		return "", false
	}
	text, err := cellText(c.Type, value)
	if err == nil {
		err = c.Check(text, table.MaxCell)
	}
	if err != nil {
		shown, ok := value.(string)
		if !ok {
			compact, _ := json.Marshal(value) // of what has been JSON: it cannot fail
			shown = string(compact)
		}
		d.fault(in, row, c.Name, shown, err)
		return "", false
	}
	return text, true
}

func cellText(typ string, value any) (string, error) {
	switch v := value.(type) {
	case string:
		if typ == "string" || typ == "date" || typ == "enum" {
			if v == "" {
				return "", errors.New("want no key where nothing is recorded")
			}
			return v, nil
		}
	case json.Number:
		if typ == "integer" {
			return v.String(), nil
		}
	case []any:
		if typ != "list" || len(v) == 0 {
			break
		}
		items := make(timeline.List[string], len(v))
		for i, item := range v {
			text, ok := item.(string)
			if !ok {
				return "", errors.New("want an array of strings")
			}
			items[i] = text
		}
		text, err := items.MarshalText()
		return string(text), err
	}
	what := map[string]string{"list": "an array of strings, and no key where it is empty", "integer": "a number"}[typ]
	if what == "" {
		what = "a string"
	}
	return "", fmt.Errorf("want %s", what)
}

// lines counts lines as they are read, so that an offset has a line, and stops where there are more bytes or brackets than may be.
type lines struct {
	r      io.Reader
	limits DocumentLimits
	offset int64
	breaks []int64

	depth           int
	within, escaped bool  // a string, and behind a backslash there
	err             error // which stays: a decoder that has a value all the same reads on
}

func (l *lines) Read(p []byte) (int, error) {
	if l.err != nil {
		return 0, l.err
	}
	n, err := l.r.Read(p)
	for i, b := range p[:n] {
		if l.offset+int64(i) == l.limits.Bytes {
			l.offset += int64(i)
			l.err = fmt.Errorf("goes on behind %d bytes, want no more", l.limits.Bytes)
			return i, l.err
		}
		switch {
		case b == '\n':
			l.breaks = append(l.breaks, l.offset+int64(i))
		case l.within:
			l.within = b != '"' || l.escaped
			l.escaped = b == '\\' && !l.escaped
		case b == '"':
			l.within = true
		case b == '{', b == '[':
			if l.depth++; l.depth > l.limits.Depth {
				l.offset += int64(i)
				l.err = fmt.Errorf("has objects and arrays nested more than %d deep, want no more", l.limits.Depth)
				return i, l.err
			}
		case b == '}', b == ']':
			l.depth--
		}
	}
	l.offset += int64(n)
	return n, err
}

func (l *lines) at(offset int64) int {
	i, _ := slices.BinarySearch(l.breaks, offset)
	return i + 1
}
