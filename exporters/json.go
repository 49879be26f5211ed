package exporters

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"iter"
	"strings"
)

// WriteJSON writes a table as a JSON array of records, a line each: objects with the columns as keys, in their order. Lists are
// arrays, numbers and truth values are bare, everything else is a string, and an empty cell is null.
func WriteJSON(w io.Writer, t Table) error {
	out := bufio.NewWriter(w)
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
	out := bufio.NewWriter(w)
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
		var object bytes.Buffer
		for cells, err := range t.Rows() {
			if err != nil {
				yield(nil, err)
				return
			}
			object.Reset()
			object.WriteByte('{')
			for i, c := range t.schema.Columns {
				if i > 0 {
					object.WriteByte(',')
				}
				value, err := jsonValue(c.Type, cells[i])
				if err != nil {
					yield(nil, fmt.Errorf("exporters: table %s, column %s: %w", t.name, c.Name, err))
					return
				}
				fmt.Fprintf(&object, "%s:%s", jsonString(c.Name), value)
			}
			object.WriteByte('}')
			if !yield(object.Bytes(), nil) {
				return
			}
		}
	}
}

// jsonValue gives the text of a cell as a JSON value.
func jsonValue(typ, text string) (string, error) {
	switch {
	case typ == "list" && text == "":
		return "[]", nil
	case text == "":
		return "null", nil
	case typ == "list":
		items := strings.Split(text, ";")
		for i, item := range items {
			items[i] = jsonString(item)
		}
		return "[" + strings.Join(items, ",") + "]", nil
	case typ == "integer", typ == "number", typ == "boolean":
		if !json.Valid([]byte(text)) {
			return "", fmt.Errorf("%s is no JSON value", text)
		}
		return text, nil
	}
	return jsonString(text), nil
}

func jsonString(text string) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.Encode(text) // a string into a buffer: neither can fail
	return strings.TrimSuffix(b.String(), "\n")
}
