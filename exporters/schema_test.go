package exporters

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/internal/layout"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

var update = flag.Bool("update", false, "write document.schema.json and the golden files anew")

const schemaFile = "document.schema.json"

// An object is a JSON object whose keys keep their order, so that the schema reads like the codebook.
type object []member

type member struct {
	key   string
	value any
}

func (o object) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("{")
	for i, m := range o {
		if i > 0 {
			b.WriteString(",")
		}
		fmt.Fprintf(&b, "%s:", appendString(nil, cell{m.key, quote}))
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(m.value); err != nil {
			return nil, err
		}
	}
	b.WriteString("}")
	return b.Bytes(), nil
}

// makeSchema makes the JSON Schema of the document from its shape and from the declarations of the columns.
func makeSchema() ([]byte, error) {
	m := schemaMaker{docs: map[string]string{}, rows: map[string]reflect.Type{}, defs: map[string]object{}}
	var tables layout.Tables
	for _, t := range tables.All() {
		m.docs[t.Name], m.rows[t.Name] = t.Doc, reflect.TypeOf(t.Rows).Elem().Elem()
	}
	properties, err := m.nodes(document)
	if err != nil {
		return nil, err
	}
	var required []string
	for _, n := range document {
		required = append(required, n.table)
	}
	var defs object
	for _, t := range tables.All() {
		if m.defs[t.Name] == nil {
			return nil, fmt.Errorf("the document has no table %s", t.Name)
		}
		defs = append(defs, member{t.Name, m.defs[t.Name]})
	}
	return json.MarshalIndent(object{
		{"$schema", "https://json-schema.org/draft/2020-12/schema"},
		{"title", "Summits and who attended them"},
		{"description", "A whole register as one nested document. A key is a column of a table, or a table below; a cell that is empty has no key."},
		{"type", "object"},
		{"properties", properties},
		{"required", required},
		{"additionalProperties", false},
		{"$defs", defs},
	}, "", "  ")
}

type schemaMaker struct {
	docs map[string]string
	rows map[string]reflect.Type
	defs map[string]object
}

// nodes gives the tables at one place of the document as properties.
func (m schemaMaker) nodes(nodes []node) (object, error) {
	var properties object
	for _, n := range nodes {
		def, err := m.row(n)
		if err != nil {
			return nil, err
		}
		if other, made := m.defs[n.table]; made && !reflect.DeepEqual(def, other) {
			return nil, fmt.Errorf("the table %s has other columns at another place of the document", n.table)
		}
		m.defs[n.table] = def
		properties = append(properties, member{n.table, object{
			{"description", m.docs[n.table]},
			{"type", "array"},
			{"items", object{{"$ref", "#/$defs/" + n.table}}},
		}})
	}
	return properties, nil
}

func (m schemaMaker) row(n node) (object, error) {
	s, err := table.Of(m.rows[n.table])
	if err != nil {
		return nil, err
	}
	var properties object
	required := []string{}
	for _, c := range n.own(s) {
		property, err := cellSchema(c)
		if err != nil {
			return nil, fmt.Errorf("table %s, column %s: %w", n.table, c.Name, err)
		}
		properties = append(properties, member{c.Name, property})
		if c.Required {
			required = append(required, c.Name)
		}
	}
	below, err := m.nodes(n.below)
	if err != nil {
		return nil, err
	}
	return object{
		{"description", m.docs[n.table]},
		{"type", "object"},
		{"properties", append(properties, below...)},
		{"required", required},
		{"additionalProperties", false},
	}, nil
}

// datePattern takes a day, a month or a year; whether the day exists is beyond a pattern.
const datePattern = "^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"

func cellSchema(c table.Column) (object, error) {
	doc := member{"description", c.Doc}
	item := object{{"type", "string"}, {"minLength", 1}}
	switch c.Type {
	case "string":
		return append(object{doc}, item...), nil
	case "date":
		return object{doc, {"type", "string"}, {"pattern", datePattern}}, nil
	case "enum":
		return object{doc, {"type", "string"}, {"enum", c.Words}}, nil
	case "integer":
		return object{doc, {"type", "integer"}, {"minimum", 1}}, nil
	case "list":
		return object{doc, {"type", "array"}, {"items", append(item, member{"pattern", "^[^;]*$"})}, {"minItems", 1}, {"uniqueItems", true}}, nil
	}
	return nil, fmt.Errorf("the model has no column of type %s", c.Type)
}

func TestSchemaIsThatOfTheDeclarations(t *testing.T) {
	want, err := makeSchema()
	require.NoError(t, err)
	want = append(want, '\n')
	if *update {
		require.NoError(t, os.WriteFile(schemaFile, want, 0o644))
	}
	got, err := os.ReadFile(schemaFile)
	require.NoError(t, err)
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Errorf("run go test ./exporters -update (-want +got):\n%s", d)
	}
}

// The schema has a minimum of 1 for integers, which is what a Number is.
func TestIntegersOfTheModelAreNumbers(t *testing.T) {
	var tables layout.Tables
	for _, at := range tables.All() {
		row := reflect.TypeOf(at.Rows).Elem().Elem()
		for i := range row.NumField() {
			if f := row.Field(i); f.Type.Kind() == reflect.Int && f.Type != reflect.TypeFor[timeline.Number]() {
				t.Errorf("%s.%s is a %s", row, f.Name, f.Type)
			}
		}
	}
}

func compiled(t testing.TB) *jsonschema.Schema {
	t.Helper()
	text, err := os.ReadFile(schemaFile)
	require.NoError(t, err)
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	require.NoError(t, c.AddResource(schemaFile, value))
	schema, err := c.Compile(schemaFile)
	require.NoError(t, err)
	return schema
}

func validate(t testing.TB, schema *jsonschema.Schema, text string) error {
	t.Helper()
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err, "a corruption should leave valid JSON: %s", text)
	return schema.Validate(value)
}

func TestDocumentsFollowTheSchema(t *testing.T) {
	schema := compiled(t)
	builtin, err := dataset.Open()
	require.NoError(t, err)
	tiny, err := dataset.Load(os.DirFS("../testdata/tiny"))
	require.NoError(t, err)
	for name, register := range map[string]attendance.Register{"built-in": builtin.Register, "tiny": tiny.Register, "empty": {}} {
		var b bytes.Buffer
		require.NoError(t, WriteDocument(&b, register))
		if err := validate(t, schema, b.String()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	small, err := os.ReadFile("testdata/small.json")
	require.NoError(t, err)
	require.NoError(t, validate(t, schema, string(small)))
}

// Where the schema refuses a document ReadDocument does too, so that a program can rely on either.
func TestSchemaRefusesCorruptedDocuments(t *testing.T) {
	schema := compiled(t)
	small, err := os.ReadFile("testdata/small.json")
	require.NoError(t, err)
	for _, c := range []struct{ old, new, at, reason string }{
		{`"kind": "list"`, `"kind": "lists"`, "/sources/0/kind", "no word of the list"},
		{`"status": "unknown"`, `"status": "outside"`, "/series/0/summits/0/sessions/0/attendance/0/status", "a word of the type that the column has not"},
		{`"published": "2001-06-01"`, `"published": "2001-13-01"`, "/sources/0/published", "no month"},
		{`"published": "2001-06-01"`, `"published": "01.06.2001"`, "/sources/0/published", "no date"},
		{`"ordinal": 1`, `"ordinal": "1"`, "/series/0/summits/0/ordinal", "a number as text"},
		{`"ordinal": 1`, `"ordinal": 1.5`, "/series/0/summits/0/ordinal", "no whole number"},
		{`"ordinal": 1`, `"ordinal": 0`, "/series/0/summits/0/ordinal", "numbers begin with 1"},
		{`["commerce","tariffs"]`, `"commerce;tariffs"`, "/topics/0/aliases", "a list as text"},
		{`["commerce","tariffs"]`, `[]`, "/topics/0/aliases", "an empty list has no key"},
		{`["commerce","tariffs"]`, `["commerce","commerce"]`, "/topics/0/aliases", "an item twice"},
		{`["commerce","tariffs"]`, `["commerce;tariffs"]`, "/topics/0/aliases/0", "a semicolon separates items"},
		{`["commerce","tariffs"]`, `[""]`, "/topics/0/aliases/0", "an empty item"},
		{`["commerce","tariffs"]`, `[1]`, "/topics/0/aliases/0", "an item that is no text"},
		{`"name": "Club"`, `"name": ""`, "/groups/0/name", "empty is no key"},
		{`"name": "Club"`, `"name": null`, "/groups/0/name", "null is no value"},
		{`"name": "Club"`, `"name": {}`, "/groups/0/name", "an object as text"},
		{`"name": "Club",`, ``, "/groups/0", "a required key is missing"},
		{`"code": "091"`, `"code": 91`, "/participants/0/participant_codes/0/code", "codes are text"},
		{`"person_id": "doe-jane",
      "name"`, `"persn_id": "doe-jane", "name"`, "/people/0", "an unknown key"},
		{`"scope": "body",`, `"scope": "body", "summit_id": "forum-2001",`, "/series/0/summits/0/sessions/0", "a link is said by where the object stands"},
		{`"people": [`, `"peoples": [`, "", "a table that is none"},
		{`"people": [`, `"people": null, "notes": [`, "/people", "a table that is no array"},
	} {
		text := strings.Replace(string(small), c.old, c.new, 1)
		require.NotEqual(t, string(small), text, c.reason)
		err := validate(t, schema, text)
		var invalid *jsonschema.ValidationError
		if !errors.As(err, &invalid) {
			t.Errorf("%s: the schema takes %s: %v", c.reason, c.new, err)
			continue
		}
		if !strings.Contains(fmt.Sprintf("%v", err), fmt.Sprintf("at '%s'", c.at)) {
			t.Errorf("%s: want a fault at %q: %v", c.reason, c.at, err)
		}
		if _, err := ReadDocument(strings.NewReader(text)); err == nil {
			t.Errorf("%s: ReadDocument takes %s", c.reason, c.new)
		}
	}
}

// What reads is written as something that reads as the same register, and the schema takes both.
func FuzzReadDocument(f *testing.F) {
	small, err := os.ReadFile("testdata/small.json")
	require.NoError(f, err)
	f.Add(small)
	f.Add([]byte(`{"series":[],"participants":[],"groups":[],"people":[],"topics":[],"coverage":[],"sources":[]}`))
	f.Add([]byte(`{"series":[{"summits":[{"sessions":[{"attendance":[{"note":1,"note":null}],"x":[{}]}]}]}],"series":3}{}`))
	f.Add([]byte(`{"sources":[{"title":"\ud800","kind":"list","source_id":"a"}],"coverage":[[]],"topics":{"a":[]},"people":[7],"groups":"x"`))
	f.Add(bytes.Repeat([]byte("["), 1000))
	f.Add(bytes.ReplaceAll(small, []byte(`"XAA"`), []byte(`"EU"`)))
	schema := compiled(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		register, err := ReadDocument(bytes.NewReader(text))
		if err != nil {
			faults, all := timeline.Faults(err)
			require.True(t, all && len(faults) > 0, "not only faults: %v", err)
			for _, f := range faults {
				require.Positive(t, f.Line, "%v", f)
				require.LessOrEqual(t, f.Line, 1+bytes.Count(text, []byte("\n")), "%v", f)
				require.NotEmpty(t, f.Table)
			}
			return
		}
		require.NoError(t, validate(t, schema, string(text)))
		var first, second bytes.Buffer
		require.NoError(t, WriteDocument(&first, register))
		require.NoError(t, validate(t, schema, first.String()))
		again, err := ReadDocument(bytes.NewReader(first.Bytes()))
		require.NoError(t, err)
		require.True(t, again.Equal(register))
		require.NoError(t, WriteDocument(&second, again))
		require.Equal(t, first.String(), second.String())
	})
}
