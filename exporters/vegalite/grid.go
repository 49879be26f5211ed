package vegalite

import (
	"fmt"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// Colours: ink for text, blues from dark to light for what has an order, and of the palette of Okabe and Ito, which colour-blind
// readers can tell apart, what has none.
const (
	ink       = "#222222"
	grey      = "#666666"
	pale      = "#ececec"
	navy      = "#08306b"
	blue      = "#2f7fbc"
	sky       = "#86bcdc"
	ice       = "#d9e8f5"
	vermilion = "#d55e00"
	orange    = "#e69f00"
	none      = "transparent"
)

// step is how many pixels the rows and columns of a matrix are apart.
const step = 24

// A glyph is how one kind of mark looks, and what the legend says that it means.
type glyph struct {
	name         string
	shape        string
	size         int // the area in square pixels
	fill, stroke string
	line         float64 // the width of the stroke
}

// tell gives the channels that draw the marks of a field as glyphs, with one legend of those that are used.
func tell(field string, glyphs []glyph, used map[string]bool) object {
	names, ranges := []string{}, map[string][]any{}
	for _, g := range glyphs {
		if used[g.name] {
			names = append(names, g.name)
			for channel, value := range map[string]any{"shape": g.shape, "size": g.size, "fill": g.fill, "stroke": g.stroke, "strokeWidth": g.line} {
				ranges[channel] = append(ranges[channel], value)
			}
		}
	}
	channels := object{}
	for channel, values := range ranges {
		kind := "nominal"
		if channel == "size" || channel == "strokeWidth" {
			kind = "ordinal" // Vega-Lite warns of sizes without an order, and of shapes with one
		}
		channels[channel] = object{
			"field": field, "type": kind, "title": nil, "legend": object{"symbolLimit": len(names)},
			"scale": object{"type": "ordinal", "domain": names, "range": values},
		}
	}
	return channels
}

// band is the axis of a matrix with these labels, in this order.
func band(field string, labels []string, axis object) object {
	axis["title"], axis["domain"], axis["ticks"] = nil, false, false
	axis["grid"], axis["gridColor"], axis["tickBand"] = true, pale, "extent"
	return object{"field": field, "type": "nominal", "axis": axis, "scale": object{"domain": labels}, "sort": nil}
}

func across(field string, labels []string) object {
	return band(field, labels, object{"orient": "top", "labelAngle": -45})
}

func down(field string, labels []string) object {
	return band(field, labels, object{"labelPadding": 6})
}

// hover gives the channel of what shows when the pointer is on a mark, of pairs of a field and its title.
func hover(pairs ...string) []object {
	var list []object
	for i := 0; i < len(pairs); i += 2 {
		list = append(list, object{"field": pairs[i], "type": "nominal", "title": pairs[i+1]})
	}
	return list
}

// names gives a label for each of some things that no other one has: its name or, where that is not its own, the next of the longer ones,
// of which the last is its id. JSON has no text that is not UTF-8.
func names[K ~string](keys []K, name func(K) string, longer ...func(K) string) map[K]string {
	labels, uses := make(map[K]string), make(map[string]int)
	forms := append([]func(K) string{name}, longer...)
	for round := range len(forms) + len(keys) { // an id may be the name of another one, which then takes its id too
		next := forms[min(round, len(forms)-1)]
		for _, k := range keys {
			if label, ok := labels[k]; !ok || uses[label] > 1 {
				labels[k] = strings.ToValidUTF8(next(k), "\uFFFD")
			}
		}
		clear(uses)
		for _, label := range labels {
			uses[label]++
		}
		if len(uses) == len(keys) {
			break
		}
	}
	return labels
}

// gatherings gives a label for each of some gatherings, as "Washington 2024".
func gatherings(t timeline.Timeline, ids []timeline.SummitID) map[timeline.SummitID]string {
	several := len(seriesOf(t, ids)) > 1
	label := func(id timeline.SummitID, when func(timeline.Summit) string) string {
		s, _ := t.Summit(id)
		text := s.Name
		switch {
		case len(s.Cities) > 0:
			text = s.Cities[0]
		case s.Format == timeline.Virtual:
			text = "online"
		}
		if text += " " + when(s); several {
			text += " (" + string(s.Series) + ")"
		}
		return text
	}
	return names(
		ids,
		func(id timeline.SummitID) string {
			return label(id, func(s timeline.Summit) string { return fmt.Sprint(s.Start.Year) })
		},
		func(id timeline.SummitID) string {
			return label(id, func(s timeline.Summit) string { return s.Start.String() })
		},
		func(id timeline.SummitID) string { return string(id) },
	)
}

// actors gives a label for each of some participants and people.
func actors(register attendance.Register, ids []timeline.ActorID) map[timeline.ActorID]string {
	return names(
		ids, register.Name,
		func(id timeline.ActorID) string { return register.Name(id) + " (" + string(id) + ")" },
		func(id timeline.ActorID) string { return string(id) },
	)
}

// seriesOf gives the series of some gatherings, by id.
func seriesOf(t timeline.Timeline, ids []timeline.SummitID) []timeline.SeriesID {
	var found []timeline.SeriesID
	for _, id := range ids {
		s, _ := t.Summit(id)
		found = append(found, s.Series)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// span says which gatherings are shown, as "G20 summits, 2008 to 2025", to end a title.
func span(t timeline.Timeline, ids []timeline.SummitID) string {
	if len(ids) == 0 {
		return "gatherings"
	}
	of := seriesOf(t, ids)
	text := fmt.Sprintf("the gatherings of %d series", len(of))
	if len(of) == 1 {
		for s := range t.Series() {
			if s.ID == of[0] {
				text = s.Name
			}
		}
	}
	first, _ := t.Summit(ids[0])
	last, _ := t.Summit(ids[len(ids)-1])
	if text += fmt.Sprintf(", %d", first.Start.Year); last.Start.Year != first.Start.Year {
		text += fmt.Sprintf(" to %d", last.Start.Year)
	}
	return text
}

// labelled gives the labels of things, in order.
func labelled[K ~string](labels map[K]string, keys []K) []string {
	list := make([]string, len(keys))
	for i, k := range keys {
		list[i] = labels[k]
	}
	return list
}

// width is about how wide a matrix is that has a legend on its right: its columns, the labels of its rows, the legend.
func width(columns, apart int, rows []string) int {
	longest := 0
	for _, label := range rows {
		longest = max(longest, len(label))
	}
	return columns*apart + min(longest*6, 420) + 260
}
