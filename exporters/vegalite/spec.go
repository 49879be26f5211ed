package vegalite

import (
	"encoding/json"
	"io"
	"slices"
	"strings"
)

// MIMEType is the type of a [Spec] in notebooks.
const MIMEType = "application/vnd.vegalite.v5+json"

const schema = "https://vega.github.io/schema/vega-lite/v5.json"

// A Spec is a picture: a Vega-Lite specification with its data. Its rows are in data.values, where the cells of a picture keep the ids
// of what they are about. The zero Spec, like the picture of a question about nothing, says that there is nothing to show.
type Spec struct {
	title  string
	notes  []string
	source string
	width  int    // about how many pixels wide it is
	body   object // the data and what is drawn of them; nil if there is nothing to show
}

// An object is one of JSON. Keys are written in the order of the alphabet, so that the same picture gives the same bytes.
type object = map[string]any

// WithSource gives the same picture with a source line of its own, which names the data, their version and their licence. The text of
// dataset.Cite is one for the built-in data.
func (s Spec) WithSource(text string) Spec {
	s.source = text
	return s
}

// MarshalJSON gives the specification. The same rows give the same bytes.
func (s Spec) MarshalJSON() ([]byte, error) {
	source, title, body := s.source, s.title, s.body
	if source == "" {
		source = "data read with summitry"
	}
	if title == "" {
		title = "Nothing to show"
	}
	if body == nil {
		body = object{
			"data": object{"values": []object{{"text": "Nothing of this is on record."}}}, "width": 420, "height": 60,
			"mark":     object{"type": "text", "fontSize": 13, "color": grey},
			"encoding": object{"text": object{"field": "text", "type": "nominal"}},
		}
	}
	var below []string
	for _, line := range slices.Concat(s.notes, []string{"Source: " + source}) {
		below = append(below, wrap(line, max(s.width, 600)/6)...)
	}
	out := object{
		"$schema": schema, "background": "white", "padding": 12,
		"title": object{
			"text": balanced(title, max(s.width, 600)/8), "subtitle": below, "anchor": "start", "offset": 14, "fontSize": 15,
			"subtitleFontSize": 11, "subtitleColor": grey, "subtitlePadding": 6, "subtitleLineHeight": 15, "color": ink,
		},
		"config": object{
			"font": "sans-serif", "point": object{"opacity": 1}, "view": object{"stroke": nil},
			"axis":   object{"labelColor": ink, "labelFontSize": 11, "labelLimit": 420, "titleFontSize": 11, "titleFontWeight": "normal"},
			"legend": object{"labelColor": ink, "labelFontSize": 11, "labelLimit": 0, "titleFontSize": 11, "titleFontWeight": "normal", "titleLimit": 0},
		},
	}
	for key, value := range body {
		out[key] = value
	}
	return json.Marshal(out)
}

// Write writes the specification as a file that ends with a line feed, as *.vl.json.
func (s Spec) Write(w io.Writer) error {
	text, err := s.MarshalJSON()
	if err != nil {
		return err
	}
	_, err = w.Write(append(text, '\n'))
	return err
}

// String gives the title.
func (s Spec) String() string { return s.title }

// MIMEBundle gives the picture as notebooks want it, by [MIMEType], and its title as plain text. In gophernotes it is shown by
// display.MIME(spec.MIMEBundle(), nil).
func (s Spec) MIMEBundle() map[string]any {
	text, err := s.MarshalJSON()
	if err != nil { // no picture of this package has a value that JSON does not
		return map[string]any{"text/plain": s.title + ": " + err.Error()}
	}
	return map[string]any{MIMEType: json.RawMessage(text), "text/plain": s.title}
}

// balanced breaks a text into as few lines as wrap does, which are about as long as each other.
func balanced(text string, length int) []string {
	lines := wrap(text, length)
	for length--; length > 0; length-- {
		shorter := wrap(text, length)
		if len(shorter) > len(lines) {
			break
		}
		lines = shorter
	}
	return lines
}

// wrap breaks a text into lines of at most so many bytes, where it has blanks.
func wrap(text string, length int) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		if last := len(lines) - 1; last >= 0 && len(lines[last])+1+len(word) <= length {
			lines[last] += " " + word
		} else {
			lines = append(lines, word)
		}
	}
	return lines
}
