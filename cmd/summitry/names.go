package main

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// name gives a participant, a group or a person with its id, as "Japan (JPN)".
func (x inquiry) name(id timeline.ActorID) string {
	if name := x.data.Name(id); name != string(id) {
		return fmt.Sprintf("%s (%s)", name, id)
	}
	return string(id)
}

func (x inquiry) names(ids []timeline.ActorID) []string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = x.name(id)
	}
	return names
}

// finding gives who is found, as "2 to 3: Japan (JPN), Sweden (SWE), perhaps Finland (FIN)".
func (x inquiry) finding(f attendance.Finding, sure, maybe func([]string) string) string {
	return enumerated(f.Count(), x.parts(f, sure, maybe))
}

func enumerated(n timeline.Count, parts []string) string {
	if len(parts) == 0 {
		return "none"
	}
	return n.String() + ": " + strings.Join(parts, ", ")
}

// parts gives those who surely are found, and those who perhaps are.
func (x inquiry) parts(f attendance.Finding, sure, maybe func([]string) string) []string {
	var parts []string
	if len(f.Sure) > 0 {
		parts = append(parts, sure(x.names(f.Sure)))
	}
	if len(f.Maybe) > 0 {
		parts = append(parts, "perhaps "+maybe(x.names(f.Maybe)))
	}
	return parts
}

// surely gives how many are found, and names those who surely are.
func (x inquiry) surely(f attendance.Finding) string {
	if len(f.Sure) == 0 {
		return f.Count().String()
	}
	return f.Count().String() + ": " + brief(x.names(f.Sure))
}

// in tells whether somebody is in a finding.
func in(f attendance.Finding, id timeline.ActorID) timeline.Truth {
	switch {
	case slices.Contains(f.Sure, id):
		return timeline.Yes
	case slices.Contains(f.Maybe, id):
		return timeline.Unknown
	}
	return timeline.No
}

// width is how long a line of names may get.
const width = 110

// wrap prints a line, and goes on below it, further to the right, where it would be too long. It breaks behind commas alone.
func wrap(w io.Writer, indent, text string) {
	line := indent
	for i, part := range strings.SplitAfter(text, ", ") {
		if i > 0 && len(line)+len(strings.TrimSpace(part)) > width {
			fmt.Fprintln(w, strings.TrimRight(line, " "))
			line = indent + "  "
		}
		line += part
	}
	fmt.Fprintln(w, line)
}

// more says how many more there are than those named behind it, or fewer.
func more(c timeline.Count) string {
	switch {
	case c.Min == 0 && c.Max == 0:
		return "as many as the"
	case c.Min >= 0:
		return c.String() + " more than the"
	case c.Max <= 0:
		return timeline.Count{Min: -c.Max, Max: -c.Min}.String() + " fewer than the"
	}
	return fmt.Sprintf("%d fewer to %d more than the", -c.Min, c.Max)
}

// since says so if earlier gatherings are not read, where that makes somebody new.
func (x inquiry) since(w io.Writer) {
	if from := x.scope.from; from.IsValid() {
		fmt.Fprintf(w, "  nothing before %s is read\n", from)
	}
}

// unclosed says so if the list of gatherings is not known to be complete through the last one read.
func (x inquiry) unclosed(w io.Writer) {
	var last timeline.Summit
	for s := range x.roll.Timeline().Held() {
		last = s
	}
	if closed, _ := x.roll.Timeline().Closed(last.Start); !closed {
		fmt.Fprintln(w, "the list of gatherings is not known to be complete")
	}
}

// spaced gives a word of a closed list as a person writes it.
func spaced(word fmt.Stringer) string { return strings.ReplaceAll(word.String(), "_", " ") }
