package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// columns aligns cells that are separated by tabs.
func columns(w io.Writer) *tabwriter.Writer { return tabwriter.NewWriter(w, 0, 0, 2, ' ', 0) }

// A reply is what a question found: the rows of its table, which csv and json print, and what a person reads.
type reply[R any] struct {
	question string // the name of the command
	rows     []R
	stream   iter.Seq[R]         // in place of rows in csv, if they are too many to keep
	evidence []timeline.Evidence // of each row, or one of all of them
	text     func(w io.Writer)
}

// show prints a reply in the format asked for.
func show[R any](a *app, w io.Writer, x reply[R]) error {
	switch a.format {
	case "csv":
		rows := x.stream
		if rows == nil {
			rows = slices.Values(x.rows)
		}
		return exporters.WriteCSV(w, exporters.NewTable(x.question, "", rows))
	case "json":
		return x.writeJSON(w)
	}
	x.text(w)
	if !a.explain {
		return nil
	}
	return explain(w, x.evidence)
}

// writeJSON writes the rows as objects, with their evidence in them, or the evidence of all of them beside.
func (x reply[R]) writeJSON(w io.Writer) error {
	var b bytes.Buffer
	if err := exporters.WriteJSON(&b, exporters.NewTable(x.question, "", slices.Values(x.rows))); err != nil {
		return err
	}
	var rows []json.RawMessage
	if err := json.Unmarshal(b.Bytes(), &rows); err != nil {
		return err
	}
	out := struct {
		Question string             `json:"question"`
		Answers  []json.RawMessage  `json:"answers"`
		Evidence *timeline.Evidence `json:"evidence,omitempty"`
	}{Question: x.question, Answers: rows}
	for i := range x.evidence {
		if len(x.evidence) != len(rows) {
			out.Evidence = &x.evidence[i]
			break
		}
		text, err := x.evidence[i].MarshalJSON()
		if err != nil {
			return err
		}
		rows[i] = slices.Concat(bytes.TrimSuffix(rows[i], []byte("}")), []byte(`,"evidence":`), text, []byte("}"))
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(out)
}

// list joins ids as a person reads them, and says where there is none.
func list[S ~string](items []S) string {
	if len(items) == 0 {
		return "none"
	}
	words := make([]string, len(items))
	for i, item := range items {
		words[i] = string(item)
	}
	return strings.Join(words, ", ")
}

// most is how many ids a line of text names; the other formats name them all.
const most = 6

// counted gives a number with a noun, as "1 gathering" or "3 gatherings".
func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// brief joins ids, the first and the last of them if they are many.
func brief[S ~string](items []S) string {
	if len(items) <= most {
		return list(items)
	}
	return fmt.Sprintf("%s ... %s", list(items[:2]), items[len(items)-1])
}

// explain prints what an answer rests on, what is not known of it, and the sources.
func explain(w io.Writer, evidence []timeline.Evidence) error {
	var all timeline.Evidence
	if len(evidence) > 0 {
		all = evidence[0].And(evidence[1:]...)
	}
	out := columns(w)
	section := func(title string, claims []timeline.Claim) {
		if len(claims) > 0 {
			fmt.Fprintf(w, "\n%s\n", title)
		}
		for _, c := range claims {
			note := ""
			if c.Foretold {
				note = " (foretold)"
			}
			fmt.Fprintf(out, "  %s\t%s", c.Table, c.Text)
			if len(c.Sources) > 0 {
				fmt.Fprintf(out, "\t%s%s\t%s", c.Confidence, note, c.Sources)
			}
			fmt.Fprintln(out)
		}
		out.Flush()
	}
	section("It rests on", slices.Collect(all.All()))
	section("Not known of it", slices.Collect(all.Open()))
	first := true
	for s := range all.Sources() {
		if first {
			fmt.Fprintf(w, "\nSources\n")
			first = false
		}
		fmt.Fprintf(out, "  %s\t%s\t%s\t%s\t%s\n", s.ID, s.Kind, s.Published, join(s.Publisher, s.Title), s.URL)
	}
	return out.Flush()
}

func join(publisher, title string) string {
	if publisher == "" {
		return title
	}
	return publisher + ": " + title
}
