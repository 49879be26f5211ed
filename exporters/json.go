package exporters

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"iter"
	"strings"
)

// WriteJSON writes a table as a JSON array of records, a line each: objects with the columns as keys, in their order. Lists are
// arrays, numbers and truth values are bare, everything else is a string, and an empty cell is null.
func WriteJSON(w io.Writer, t Table) error {
	out := bufio.NewWriterSize(w, buffered)
	before, end := "[\n", "[]\n"
	for object, err := range objects(t) {
		if err != nil {
			return err
		}
		out.WriteString(before)
		out.Write(object)
		before, end = ",\n", "\n]\n"
	}
	out.WriteString(end)
	return out.Flush()
}

// WriteJSONLines writes a table as JSON Lines: the objects of [WriteJSON], one a line and nothing else. A table without rows is an
// empty file.
func WriteJSONLines(w io.Writer, t Table) error {
	out := bufio.NewWriterSize(w, buffered)
	for object, err := range objects(t) {
		if err != nil {
			return err
		}
		out.Write(object)
		out.WriteByte('\n')
	}
	return out.Flush()
}

// objects gives each row as a JSON object in one line, which holds until the next one.
func objects(t Table) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		keys := make([]string, len(t.schema.Columns))
		for i, c := range t.schema.Columns {
			keys[i] = string(appendString(nil, cell{c.Name, quote})) + ":"
		}
		var object []byte
		for cells, err := range t.cells() {
			if err != nil {
				yield(nil, err)
				return
			}
			object = append(object[:0], '{')
			for i, c := range cells {
				object = append(appendValue(append(object, keys[i]...), t.schema.Columns[i].Type, c), ',')
			}
			object[len(object)-1] = '}'
			if !yield(object, nil) {
				return
			}
		}
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
