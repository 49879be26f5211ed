package exporters

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
)

// WriteJSON writes a table as a JSON array of records, a line each: objects with the columns as keys, in their order. Lists are
// arrays, numbers and truth values are bare, everything else is a string, and an empty cell is null.
func WriteJSON(w io.Writer, t Table) error {
	out := bufio.NewWriter(w)
	out.WriteString("[")
	first := true
	for cells, err := range t.Rows() {
		if err != nil {
			return err
		}
		if !first {
			out.WriteString(",")
		}
		first = false
		out.WriteString("\n{")
		for i, c := range t.schema.Columns {
			if i > 0 {
				out.WriteString(",")
			}
			value, err := jsonValue(c.Type, cells[i])
			if err != nil {
				return fmt.Errorf("exporters: table %s, column %s: %w", t.name, c.Name, err)
			}
			fmt.Fprintf(out, "%s:%s", jsonString(c.Name), value)
		}
		out.WriteString("}")
	}
	if !first {
		out.WriteString("\n")
	}
	out.WriteString("]\n")
	return out.Flush()
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
