package importers

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/summitry/summitry/dataset"
)

// The outcomes of an [Entry].
const (
	Mapped  = "mapped"   // a value of the list is one of ours, as it stands or as the mapping says
	Guessed = "guessed"  // it was taken to be one, for the reason in the note
	LeftOut = "left_out" // a row has no row of its own in the tables
	Refused = "refused"  // a row cannot be mapped
)

// An Entry says what became of a value of the list, or of a row.
type Entry struct {
	Line    int    `csv:"line" table:"required" doc:"the line of the list; of several rows alike the first; 0 for the list as a whole"`
	Column  string `csv:"column" doc:"the column of the list, or the field where no column fills it; empty for the row as a whole"`
	Value   string `csv:"value" doc:"what stands there"`
	Outcome string `csv:"outcome" table:"required" doc:"mapped, guessed, left_out or refused"`
	Became  string `csv:"became" doc:"what it is in the tables"`
	Note    string `csv:"note" doc:"why: the kind of the guess, or what is wanted"`
	Rows    int    `csv:"rows" table:"required" doc:"in how many rows; values that were mapped or guessed alike have one entry"`
}

// A Use is a field, and the column that fills it.
type Use struct {
	Field, Column string
}

// A Report says what became of a list.
type Report struct {
	Form    string          // how the file was read, as "utf-8, cells separated by ,"
	Rows    int             // the rows read, without blank ones
	Mapped  int             // those that went into the tables, be it as companions of a head
	LeftOut int             // those that the mapping leaves out
	Refused int             // those that cannot be mapped
	Uses    []Use           // which column filled which field
	Unused  []string        // the columns that filled none
	Entries []Entry         // what was mapped and guessed, by first line; then what was left out and refused, by line
	Tables  []dataset.Count // how many rows the tables have
}

// A reporter gathers entries.
type reporter struct {
	Report
	alike map[Entry]int // of what was mapped or guessed: its place
	row   []Entry       // of the row that is being read
	each  []Entry       // what was left out or refused
}

// say adds an entry of the row that is being read.
func (r *reporter) say(outcome, column, value, became, note string) {
	r.row = append(r.row, Entry{Column: column, Value: value, Outcome: outcome, Became: became, Note: note, Rows: 1})
}

// end closes a row: of one that is refused only that is said.
func (r *reporter) end(line int) (refused bool) {
	refused = slices.ContainsFunc(r.row, func(e Entry) bool { return e.Outcome == Refused })
	for _, e := range r.row {
		switch {
		case e.Outcome == Refused:
			e.Line = line
			r.each = append(r.each, e)
		case !refused:
			r.add(line, e)
		}
	}
	r.row = r.row[:0]
	return refused
}

// add counts an entry that may be there already.
func (r *reporter) add(line int, e Entry) {
	if i, ok := r.alike[e]; ok {
		r.Entries[i].Rows++
		return
	}
	r.alike[e] = len(r.Entries)
	e.Line = line
	r.Entries = append(r.Entries, e)
}

// leave says that a row read before has none of its own in the tables.
func (r *reporter) leave(line int, column, value, note string) {
	r.each = append(r.each, Entry{Line: line, Column: column, Value: value, Outcome: LeftOut, Note: note, Rows: 1})
}

func (r *reporter) done() Report {
	slices.SortStableFunc(r.Entries, func(a, b Entry) int { return cmp.Compare(a.Line, b.Line) })
	slices.SortStableFunc(r.each, func(a, b Entry) int { return cmp.Or(cmp.Compare(a.Outcome, b.Outcome), cmp.Compare(a.Line, b.Line)) })
	r.Entries = append(slices.Grow(r.Entries, len(r.each)), r.each...)
	r.each, r.alike = nil, nil
	return r.Report
}

// WriteText writes the report for a person: the sums, each kind of guess with its first examples, and what was refused.
func (r Report) WriteText(w io.Writer) error {
	s := &sticky{w: w}
	fmt.Fprintf(s, "read %s: %s\n", counted(r.Rows, "row"), r.Form)
	fmt.Fprintf(s, "%d mapped, %d left out by the mapping, %d refused\n", r.Mapped, r.LeftOut, r.Refused)
	var uses []string
	for _, u := range r.Uses {
		uses = append(uses, u.Column+" -> "+u.Field)
	}
	wrapped(s, "columns: ", uses)
	wrapped(s, "columns not used: ", r.Unused)
	if len(r.Tables) > 0 {
		var parts []string
		for _, c := range r.Tables {
			if c.Rows > 0 {
				parts = append(parts, c.String())
			}
		}
		wrapped(s, "made ", parts)
	}
	wrapped(s, "assumed, since nothing fills them: ", r.assumed())
	r.section(s, Guessed, "guessed", 2)
	r.section(s, LeftOut, "left out", 2)
	r.section(s, Refused, "refused", 5)
	return s.err
}

// unfilled is the note of what a field was taken to be that nothing fills.
const unfilled = "nothing fills it"

// assumed gives the fields that nothing fills, with what they were taken to be.
func (r Report) assumed() []string {
	var parts []string
	for _, e := range r.Entries {
		if e.Outcome == Guessed && e.Note == unfilled {
			if part := e.Column + " " + e.Became; !slices.Contains(parts, part) {
				parts = append(parts, part)
			}
		}
	}
	return parts
}

// section writes the entries of an outcome, by their kind, with the first examples of each.
func (r Report) section(w io.Writer, outcome, title string, examples int) {
	type kind struct{ column, note string }
	var order []kind
	of := map[kind][]Entry{}
	rows := map[kind]int{}
	for _, e := range r.Entries {
		if e.Outcome != outcome || e.Note == unfilled {
			continue
		}
		k := kind{e.Column, e.Note}
		if of[k] == nil {
			order = append(order, k)
		}
		of[k] = append(of[k], e)
		rows[k] += e.Rows
	}
	if len(order) == 0 {
		return
	}
	slices.SortStableFunc(order, func(a, b kind) int { return cmp.Compare(rows[b], rows[a]) })
	fmt.Fprintf(w, "%s\n", title)
	const most = 25
	for i, k := range order {
		if i == most && len(order) > most+1 {
			fmt.Fprintf(w, "  and %d other kinds: --report has them all\n", len(order)-most)
			break
		}
		head := k.note
		if k.column != "" {
			head = k.column + ": " + head
		}
		fmt.Fprintf(w, "  %s, %s\n", counted(rows[k], "row"), head)
		for j, e := range of[k] {
			if e.Value == "" && e.Became == "" && e.Line == 0 {
				break
			}
			if j == examples {
				fmt.Fprintf(w, "    and %d more\n", len(of[k])-examples)
				break
			}
			var words []string
			if e.Line > 0 {
				words = append(words, fmt.Sprintf("line %d:", e.Line))
			}
			if e.Value != "" {
				words = append(words, fmt.Sprintf("%q", shortened(e.Value)))
			}
			if e.Became != "" {
				words = append(words, "-> "+e.Became)
			}
			if e.Rows > 1 {
				words = append(words, fmt.Sprintf("(%d rows)", e.Rows))
			}
			fmt.Fprintf(w, "    %s\n", strings.TrimSuffix(strings.Join(words, " "), ":"))
		}
	}
}

// wrapped writes items after a title, on as many lines as they need.
func wrapped(w io.Writer, title string, items []string) {
	const width = 120
	at := 0
	for i, item := range items {
		switch {
		case i == 0:
			item = title + item
		case at+len(item)+2 > width:
			fmt.Fprint(w, ",\n  ")
			at = 0
		default:
			item = ", " + item
		}
		at += len(item)
		fmt.Fprint(w, item)
	}
	if len(items) > 0 {
		fmt.Fprintln(w)
	}
}

func shortened(text string) string {
	if runes := []rune(text); len(runes) > 80 {
		return string(runes[:77]) + "..."
	}
	return text
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// A sticky writer keeps the first error.
type sticky struct {
	w   io.Writer
	err error
}

func (s *sticky) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(p)
	s.err = err
	return n, err
}
