package exporters

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"strings"
)

// WriteJSON writes a table as a JSON array of records, a line each: objects with the columns as keys, in their order. Lists are
// arrays, numbers and truth values are bare, everything else is a string, and an empty cell is null.
func WriteJSON(w io.Writer, t Table) error {
	out := bufio.NewWriterSize(w, buffered)
	object := objects(t)
	rows, err := t.write(out, func(text []byte, place int, cells []cell) []byte {
		before := ",\n"
		if place == 1 {
			before = "[\n"
		}
		return object(append(text, before...), cells)
	})
	if err != nil {
		return err
	}
	end := "\n]\n"
	if rows == 0 {
		end = "[]\n"
	}
	out.WriteString(end)
	return out.Flush()
}

// WriteJSONLines writes a table as JSON Lines: the objects of [WriteJSON], one a line and nothing else. A table without rows is an
// empty file.
func WriteJSONLines(w io.Writer, t Table) error {
	out := bufio.NewWriterSize(w, buffered)
	object := objects(t)
	if _, err := t.write(out, func(text []byte, _ int, cells []cell) []byte { return append(object(text, cells), '\n') }); err != nil {
		return err
	}
	return out.Flush()
}

// objects gives what appends a row as a JSON object in one line.
func objects(t Table) func(text []byte, cells []cell) []byte {
	keys := make([]string, len(t.schema.Columns))
	for i, c := range t.schema.Columns {
		keys[i] = string(appendString(nil, cell{c.Name, quote})) + ":"
	}
	return func(text []byte, cells []cell) []byte {
		text = append(text, '{')
		for i, c := range cells {
			text = append(appendValue(append(text, keys[i]...), t.schema.Columns[i].Type, c), ',')
		}
		text[len(text)-1] = '}'
		return text
	}
}

// appendValue appends a cell as a JSON value.
func appendValue(line []byte, typ string, c cell) []byte {
	switch typ {
	case "list":
		line = append(line, '[')
		if c.text != "" {
			for item := range strings.SplitSeq(c.text, ";") {
				line = append(appendString(line, cell{item, c.has}), ',')
			}
			line = line[:len(line)-1]
		}
		return append(line, ']')
	case "integer", "number", "boolean":
		if c.text != "" {
			return append(line, c.text...)
		}
	}
	if c.text == "" {
		return append(line, "null"...)
	}
	return appendString(line, c)
}

// appendString appends a text as a JSON string. In a cell nothing else needs an escape than a quotation mark and a backslash.
func appendString(line []byte, c cell) []byte {
	if c.has&(quote|backslash) == 0 {
		return append(append(append(line, '"'), c.text...), '"')
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(c.text) // a string into a buffer: neither can fail
	return append(line, bytes.TrimSuffix(b.Bytes(), []byte("\n"))...)
}
