// Package timelinejs writes the gatherings of a timeline for TimelineJS, which shows them on a web page:
// https://timeline.knightlab.com/docs/json-format.html
//
//	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato", Extraordinary: true})
//	err = timelinejs.Write(w, nato, data.Name)
package timelinejs

import (
	"encoding/json"
	"errors"
	"fmt"
	"html"
	"io"
	"slices"
	"strings"

	"github.com/summitry/summitry/timeline"
)

// A document is what TimelineJS reads.
type document struct {
	Title  slide   `json:"title"`
	Events []slide `json:"events"`
}

// A slide is one gathering, or the title.
type slide struct {
	ID       string `json:"unique_id"`
	Start    *date  `json:"start_date,omitempty"`
	End      *date  `json:"end_date,omitempty"`
	Text     text   `json:"text"`
	Group    string `json:"group,omitempty"`
	Autolink bool   `json:"autolink"` // never: there are no addresses, and names must not become some
}

type date struct {
	Year  int `json:"year"`
	Month int `json:"month,omitempty"`
	Day   int `json:"day,omitempty"`
}

type text struct {
	Headline string `json:"headline"`
	Text     string `json:"text"`
}

// Write writes the gatherings of a timeline in their order as the JSON of TimelineJS 3. Each is an event: its name, its dates as precise as
// they are known, where it met, who hosted it, whether it met by video or outside of the regular order, and the series as its group. One
// that was not held, or not yet, says so in its name. The id of an event is that of the gathering. A title slide names the series.
//
// The model of gatherings has ids for countries and hosts; name gives their names, as attendance.Register.Name does, and nil
// leaves the ids. TimelineJS takes texts for HTML, so they are escaped. It shows no timeline without events: one is an error.
func Write(w io.Writer, t timeline.Timeline, name func(timeline.ActorID) string) error {
	if name == nil {
		name = func(id timeline.ActorID) string { return string(id) }
	}
	series := make(map[timeline.SeriesID]string)
	for s := range t.Series() {
		series[s.ID] = s.Name
	}
	var doc document
	var groups []string
	var first, last int // years
	for s := range t.All() {
		group := series[s.Series]
		if !slices.Contains(groups, group) {
			groups = append(groups, group)
		}
		if len(doc.Events) == 0 {
			first = s.Start.Year
		}
		last = s.Start.Year
		doc.Events = append(doc.Events, slide{
			ID: string(s.ID), Start: dateOf(s.Start), End: dateOf(s.End), Text: text{Headline: html.EscapeString(headline(s)), Text: body(s, name)},
			// TimelineJS strips the markup of a group, which undoes one escape, and then takes it for HTML.
			Group: html.EscapeString(html.EscapeString(group)),
		})
	}
	if len(doc.Events) == 0 {
		return errors.New("timelinejs: there are no gatherings to show")
	}
	slices.Sort(groups)
	doc.Title = slide{
		ID:   "_title", // no gathering has such an id
		Text: text{Headline: html.EscapeString(strings.Join(groups, ", ")), Text: paragraphs(span(len(doc.Events), first, last))},
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(doc)
}

// dateOf gives a date as precisely as it is known. TimelineJS drops an end that is the start.
func dateOf(d timeline.Date) *date {
	return &date{Year: d.Year, Month: d.Month, Day: d.Day}
}

// span gives "39 gatherings, 1957 to 2026".
func span(gatherings, first, last int) string {
	text := fmt.Sprintf("%d gatherings, %d", gatherings, first)
	if gatherings == 1 {
		text = fmt.Sprintf("1 gathering, %d", first)
	}
	if last != first {
		text += fmt.Sprintf(" to %d", last)
	}
	return text
}

func headline(s timeline.Summit) string {
	if s.Status == timeline.Held {
		return s.Name
	}
	return fmt.Sprintf("%s (%s)", s.Name, s.Status)
}

// body says in a paragraph each where a gathering met, who hosted it, and what was out of the ordinary.
func body(s timeline.Summit, name func(timeline.ActorID) string) string {
	names := func(ids timeline.List[timeline.ActorID]) timeline.List[string] {
		var list timeline.List[string]
		for _, id := range ids {
			list = append(list, name(id))
		}
		return list
	}
	var lines []string
	if places := slices.Concat(s.Cities, names(s.Countries)); len(places) > 0 {
		lines = append(lines, "Place: "+strings.Join(places, ", "))
	}
	if len(s.Hosts) > 0 {
		lines = append(lines, "Host: "+strings.Join(names(s.Hosts), ", "))
	}
	if s.Kind == timeline.Extraordinary {
		lines = append(lines, "Extraordinary meeting")
	}
	switch s.Format {
	case timeline.Virtual:
		lines = append(lines, "By video")
	case timeline.Hybrid:
		lines = append(lines, "In person and by video")
	}
	return paragraphs(lines...)
}

func paragraphs(lines ...string) string {
	var b strings.Builder
	for _, line := range lines {
		b.WriteString("<p>" + html.EscapeString(line) + "</p>")
	}
	return b.String()
}
