package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"github.com/summitry/summitry/timeline"
)

// columns aligns cells that are separated by tabs.
func columns(w io.Writer) *tabwriter.Writer { return tabwriter.NewWriter(w, 0, 0, 2, ' ', 0) }

func writeJSON(w io.Writer, answer any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(answer)
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

// orNull gives nothing for an empty id, as JSON has it.
func orNull[S ~string](id S) any {
	if id == "" {
		return nil
	}
	return id
}

// brief joins ids, the first and the last of them if they are many.
func brief[S ~string](items []S) string {
	if len(items) <= most {
		return list(items)
	}
	return fmt.Sprintf("%s ... %s", list(items[:2]), items[len(items)-1])
}

// explain prints what an answer rests on, what is not known of it, and the sources.
func explain(w io.Writer, e timeline.Evidence) error {
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
	var rests, open []timeline.Claim
	for c := range e.All() {
		rests = append(rests, c)
	}
	for c := range e.Open() {
		open = append(open, c)
	}
	section("It rests on", rests)
	section("Not known of it", open)
	first := true
	for s := range e.Sources() {
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
