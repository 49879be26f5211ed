package datapackage

import (
	"strings"

	"github.com/summitry/summitry/exporters"
)

// A descriptor is datapackage.json. It keeps to what readers of v1 know too, but for uniqueKeys, which these leave alone.
type descriptor struct {
	Schema       string        `json:"$schema"`
	Name         string        `json:"name"`
	Title        string        `json:"title,omitempty"`
	Description  string        `json:"description,omitempty"`
	Version      string        `json:"version,omitempty"`
	Homepage     string        `json:"homepage,omitempty"`
	Keywords     []string      `json:"keywords,omitempty"`
	Licences     []licence     `json:"licenses,omitempty"`
	Contributors []Contributor `json:"contributors,omitempty"`
	Citation     string        `json:"citation,omitempty"`
	Resources    []resource    `json:"resources"`
}

type licence struct {
	Name  string `json:"name"`
	Path  string `json:"path,omitempty"`
	Title string `json:"title,omitempty"`
}

type resource struct {
	Name        string `json:"name"`
	Type        string `json:"type"`    // of v2
	Profile     string `json:"profile"` // of v1
	Path        string `json:"path"`
	Description string `json:"description,omitempty"`
	Format      string `json:"format"`
	Mediatype   string `json:"mediatype"`
	Encoding    string `json:"encoding"`
	Bytes       int    `json:"bytes"`
	Hash        string `json:"hash"`
	Schema      schema `json:"schema"`
}

type schema struct {
	Schema        string       `json:"$schema"`
	Fields        []field      `json:"fields"`
	PrimaryKey    []string     `json:"primaryKey,omitempty"`
	UniqueKeys    [][]string   `json:"uniqueKeys,omitempty"`
	ForeignKeys   []foreignKey `json:"foreignKeys,omitempty"`
	MissingValues []string     `json:"missingValues"`
}

type field struct {
	Name        string       `json:"name"`
	Type        string       `json:"type"`
	Description string       `json:"description,omitempty"`
	TrueValues  []string     `json:"trueValues,omitempty"`
	FalseValues []string     `json:"falseValues,omitempty"`
	Constraints *constraints `json:"constraints,omitempty"`
}

type constraints struct {
	Required bool     `json:"required,omitempty"`
	Pattern  string   `json:"pattern,omitempty"`
	Enum     []string `json:"enum,omitempty"`
}

type foreignKey struct {
	Fields    []string  `json:"fields"`
	Reference reference `json:"reference"`
}

type reference struct {
	Resource string   `json:"resource"`
	Fields   []string `json:"fields"`
}

func describe(about Package) descriptor {
	d := descriptor{
		Schema: "https://datapackage.org/profiles/2.0/datapackage.json", Name: about.Name, Title: about.Title, Description: about.Description,
		Version: about.Version, Homepage: about.Homepage, Keywords: about.Keywords, Contributors: about.Contributors, Citation: about.Citation.Text,
	}
	if l := about.Licence; l.Name != "" {
		d.Licences = []licence{{Name: l.Name, Path: l.URL, Title: l.Title}}
	}
	return d
}

// onlyKey gives the one column that is the key of a table; empty if there are several, or none.
func onlyKey(t exporters.Table) string {
	key := ""
	for _, c := range t.Columns() {
		if c.Key {
			if key != "" {
				return ""
			}
			key = c.Name
		}
	}
	return key
}

// schemaOf describes the columns of a table; keys has the key of each table of the package that has one column for it.
func schemaOf(t exporters.Table, keys map[string]string) schema {
	s := schema{Schema: "https://datapackage.org/profiles/2.0/tableschema.json", MissingValues: []string{""}}
	var key []string
	whole := true
	for _, c := range t.Columns() {
		s.Fields = append(s.Fields, fieldOf(c))
		if c.Key {
			key = append(key, c.Name)
			whole = whole && c.Required
		}
		if keys[c.Ref] != "" && c.Type != "list" {
			s.ForeignKeys = append(s.ForeignKeys, foreignKey{[]string{c.Name}, reference{c.Ref, []string{keys[c.Ref]}}})
		}
	}
	switch {
	case key == nil:
	case whole:
		s.PrimaryKey = key
	default:
		s.UniqueKeys = [][]string{key}
	}
	return s
}

// Readers differ in whether a pattern has to match the whole cell, so these say it.
const (
	datePattern = `^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$`
	listPattern = `^[^;]+(;[^;]+)*$`
)

func fieldOf(c exporters.Column) field {
	f := field{Name: c.Name, Type: "string", Description: c.Doc}
	note := func(text string) { f.Description = strings.TrimPrefix(f.Description+"; "+text, "; ") }
	k := constraints{Required: c.Required}
	switch c.Type {
	case "integer", "number":
		f.Type = c.Type
	case "boolean":
		f.Type, f.TrueValues, f.FalseValues = c.Type, []string{"true"}, []string{"false"}
	case "date":
		k.Pattern = datePattern
		note("a day, a month or a year, as precise as it is known")
	case "list":
		k.Pattern = listPattern
		note("items are joined by semicolons")
	case "enum":
		k.Enum = strings.Split(c.Words, ";")
	}
	switch {
	case c.Ref == "actors":
		note("an id of participants, groups or people")
	case c.Ref != "" && c.Type == "list":
		note("each is an id of " + c.Ref)
	}
	if k.Required || k.Pattern != "" || k.Enum != nil {
		f.Constraints = &k
	}
	return f
}
