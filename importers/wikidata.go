package importers

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
)

// openWikidata reads what query.wikidata.org gives for a query: the results of SPARQL as JSON, with head.vars and results.bindings, or
// the simple form of the same, an array of objects. Each variable is a column. Addresses of entities become their ids (Q42), times
// become dates; if a variable X comes with XPrecision or X_precision (wikibase:timePrecision: 9 year, 10 month, 11 day), as precise
// as it says. An unknown value is an empty cell.
func openWikidata(text []byte) (list, error) {
	var l list
	var items []json.RawMessage
	if text[bytes.IndexFunc(text, func(r rune) bool { return r == '{' || r == '[' })] == '[' {
		if err := json.Unmarshal(text, &items); err != nil {
			return l, jsonError(text, err)
		}
	} else {
		var document struct {
			Head struct {
				Vars []string `json:"vars"`
			} `json:"head"`
			Results *struct {
				Bindings []json.RawMessage `json:"bindings"`
			} `json:"results"`
		}
		if err := json.Unmarshal(text, &document); err != nil {
			return l, jsonError(text, err)
		}
		if document.Results == nil {
			return l, errors.New("importers: the list is JSON, but no result of a query of Wikidata: want head.vars and results.bindings, or an array of objects")
		}
		l.header, items = document.Head.Vars, document.Results.Bindings
	}
	lines := lineCounter{text: text}
	at := make([]int, len(items)) // the line of each item
	rows := make([]map[string]string, len(items))
	known := map[string]bool{}
	for _, name := range l.header {
		known[name] = true
	}
	for i, item := range items {
		at[i] = lines.of(item)
		var object map[string]json.RawMessage
		if err := json.Unmarshal(item, &object); err != nil || object == nil {
			return l, fmt.Errorf("importers: line %d: result %d is %.60q: want an object", at[i], i+1, item)
		}
		rows[i] = make(map[string]string, len(object))
		for name, value := range object {
			cell, err := term(value)
			if err != nil {
				return l, fmt.Errorf("importers: line %d: result %d, %.60q: %w", at[i], i+1, name, err)
			}
			rows[i][name] = cell
			if !known[name] {
				known[name] = true
				l.header = append(l.header, name)
			}
			if len(l.header) > mostColumns {
				return l, fmt.Errorf("importers: line %d: the results have more than %d columns, want no more", at[i], mostColumns)
			}
		}
	}
	if !slices.IsSorted(l.header) && len(items) > 0 && text[0] == '[' {
		slices.Sort(l.header) // an array of objects has no order of its columns
	}
	years := 0
	for _, r := range rows {
		for _, name := range l.header {
			if bareYear(r[name], r[name+"Precision"]+r[name+"_precision"]) {
				years++
			}
		}
	}
	if years > 0 {
		l.found = append(l.found, fmt.Sprintf("times: %d on 1 January come without a precision, and are read as the year alone, as which Wikidata writes them", years))
	}
	i := 0
	l.form = "the result of a query of Wikidata"
	l.next = func() (row, error) {
		if i == len(rows) {
			return row{}, io.EOF
		}
		r := row{cells: make([]string, len(l.header)), line: at[i]}
		for k, name := range l.header {
			r.cells[k] = clean(precise(rows[i][name], rows[i][name+"Precision"]+rows[i][name+"_precision"]))
		}
		i++
		return r, nil
	}
	return l, nil
}

func jsonError(text []byte, err error) error {
	var syntax *json.SyntaxError
	if errors.As(err, &syntax) {
		return fmt.Errorf("importers: line %d: is no valid JSON: %w", lineAt(text, syntax.Offset), err)
	}
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		var what string
		switch wrong.Type.Kind() {
		case reflect.String:
			what = "a text"
		case reflect.Slice:
			what = "an array"
		case reflect.Struct:
			what = "an object"
		}
		return fmt.Errorf("importers: line %d: %s is of type %s: want %s, as in a result of a query of Wikidata", lineAt(text, wrong.Offset), cmp.Or(wrong.Field, "the list"), wrong.Value, what)
	}
	return fmt.Errorf("importers: the list is JSON, but no result of a query of Wikidata: %w", err)
}

// lineAt gives the line of an offset.
func lineAt(text []byte, offset int64) int {
	return bytes.Count(text[:min(int(offset), len(text))], []byte("\n")) + 1
}

// A lineCounter finds the lines of parts of a text, which come in its order.
type lineCounter struct {
	text     []byte
	at, line int
}

func (c *lineCounter) of(part []byte) int {
	if i := bytes.Index(c.text[c.at:], part); i >= 0 {
		c.line += bytes.Count(c.text[c.at:c.at+i], []byte("\n"))
		line := c.line + 1
		c.line += bytes.Count(part, []byte("\n"))
		c.at += i + len(part)
		return line
	}
	return c.line + 1
}

// term gives the text of a value: of a SPARQL term, or of a simple value.
func term(value json.RawMessage) (string, error) {
	var v struct {
		Type     string `json:"type"`
		Value    string `json:"value"`
		Datatype string `json:"datatype"`
	}
	var text string
	switch value = bytes.TrimSpace(value); {
	case len(value) == 0 || string(value) == "null":
		return "", nil
	case value[0] == '{':
		if err := json.Unmarshal(value, &v); err != nil {
			return "", fmt.Errorf("is %.60q: want a text as type and as value", value)
		}
		if v.Type == "bnode" {
			return "", nil
		}
		text = v.Value
	case value[0] == '"':
		if err := json.Unmarshal(value, &text); err != nil {
			return "", err
		}
	case value[0] == '[':
		return "", errors.New("is an array: want one value")
	default:
		text = string(value) // a number or a truth value
	}
	if _, rest, ok := strings.Cut(text, "://www.wikidata.org/"); ok && strings.HasPrefix(text, "http") {
		if id, ok := strings.CutPrefix(rest, "entity/"); ok {
			return id, nil
		}
		if strings.HasPrefix(rest, ".well-known/genid/") {
			return "", nil
		}
	}
	return text, nil
}

// bareYear reports whether a time is the first of January and nothing says how precise it is: so Wikidata gives a year.
func bareYear(text, precision string) bool {
	return precision == "" && len(text) == len("2006-01-01T00:00:00Z") && text[4:] == "-01-01T00:00:00Z"
}

// precise gives a time as a date that is as precise as Wikidata says; without a precision, and what is no time, as it stands.
func precise(text, precision string) string {
	if bareYear(text, precision) {
		return text[:4]
	}
	if precision == "" || len(text) < len("2006-01-02T") || text[10] != 'T' {
		return text
	}
	switch precision {
	case "9":
		return text[:4]
	case "10":
		return text[:7]
	case "11", "12", "13", "14":
		return text[:10]
	}
	return "within " + text[:4] // of a decade or a century: no date
}
