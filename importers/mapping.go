package importers

import (
	"cmp"
	_ "embed"
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/BurntSushi/toml"
	"golang.org/x/text/language"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/internal/near"
	"github.com/summitry/summitry/internal/rows"
	"github.com/summitry/summitry/timeline"
)

//go:embed example.toml
var example string

// Example gives a complete mapping: every key with what it means and what can be said there.
func Example() string { return example }

// A Mapping says how a list becomes tables. The zero Mapping maps nothing; [ReadMapping] makes one.
type Mapping struct {
	settings
	lines map[string]int // of each key, by its path
}

// settings are what a mapping file has.
type settings struct {
	Delimiter      string                       `toml:"delimiter"`
	Encoding       string                       `toml:"encoding"`
	HeaderLine     int                          `toml:"header_line"`
	Quotes         string                       `toml:"quotes"`
	Dates          []string                     `toml:"dates"`
	Empty          []string                     `toml:"empty"`
	Languages      []string                     `toml:"languages"`
	Codes          string                       `toml:"codes"`
	HistoricStates bool                         `toml:"historic_states"`
	GuessLevels    bool                         `toml:"guess_levels"`
	NameOrder      string                       `toml:"name_order"`
	Heads          string                       `toml:"heads"`
	SameMeeting    string                       `toml:"same_meeting"`
	Series         []series                     `toml:"series"`
	Columns        map[string]string            `toml:"columns"`
	Constants      map[string]any               `toml:"constants"`
	Values         map[string]map[string]string `toml:"values"`
	Countries      map[string]string            `toml:"countries"`
	Participants   []participant                `toml:"participants"`
	Only           map[string][]string          `toml:"only"`
	Skip           map[string][]string          `toml:"skip"`
}

type series struct {
	ID        string `toml:"id"`
	Name      string `toml:"name"`
	Tier      string `toml:"tier"`
	Group     string `toml:"group"`
	GroupName string `toml:"group_name"`
}

type participant struct {
	ID    string `toml:"id"`
	Kind  string `toml:"kind"`
	Name  string `toml:"name"`
	From  string `toml:"valid_from"`
	Until string `toml:"valid_to"`
}

// A field is what a column or a constant can fill.
type field string

// fields are all of them, in the order in which they are documented.
var fields = []field{
	"series", "summit_id", "summit_name", "ordinal", "kind", "start_date", "end_date", "city", "country", "host", "summit_status", "format",
	"summit_wikidata_id", "session_id", "session_name", "track", "scope", "session_date", "participant", "participant_code",
	"participant_kind", "person", "given_name", "family_name", "person_id", "person_wikidata_id", "status", "capacity", "mode", "level",
	"office", "in_place_of", "confidence", "note", "source_title", "source_publisher", "source_kind", "source_url", "source_published",
	"source_accessed",
}

// The words that options can have; the first is what an option is if it is not there.
var choices = map[string][]string{
	"delimiter":    {"", ",", ";", "tab", "|"},
	"encoding":     {"", "utf-8", "utf-16", "windows-1252", "latin-1"},
	"quotes":       {"", "strict", "lazy"},
	"codes":        {"", "iso2", "iso3", "m49", "cow", "gw", "wikidata"},
	"name_order":   {"", "given-first", "family-first"},
	"heads":        {"", "highest", "equals", "first", "all"},
	"same_meeting": {"", "refuse", "first", "span"},
}

var shapes = []string{"YYYY-MM-DD", "D/M/YYYY", "M/D/YYYY", "YYYY/M/D", "YYYYMMDD"}

// unsaid is what a draft has where somebody has to say something.
const unsaid = "???"

// maxMapping is how large a mapping can be.
const maxMapping = 1 << 20

// ReadMapping reads a mapping. All that is wrong with it is reported together, as a *[timeline.Fault] each, with its line: unknown keys
// with the nearest known ones, words that are none, a series or a source that is missing.
func ReadMapping(r io.Reader) (Mapping, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxMapping+1))
	switch {
	case err != nil:
		return Mapping{}, err
	case len(text) > maxMapping:
		return Mapping{}, fmt.Errorf("importers: a mapping has %d bytes at the most; is this the list?", maxMapping)
	}
	m := Mapping{lines: keyLines(string(text))}
	meta, err := toml.Decode(string(text), &m.settings)
	if err != nil {
		return Mapping{}, fault(err)
	}
	c := checker{Mapping: m}
	for _, key := range meta.Undecoded() {
		c.unknownKey(key)
	}
	c.all()
	if err := c.err(); err != nil {
		return Mapping{}, err
	}
	return m, nil
}

// ofLine is the form of the errors of the TOML library that are no toml.ParseError.
var ofLine = regexp.MustCompile(`^toml: line (\d+) \(last key "([^"]*)"\): (.*)$`)

// fault gives an error of the TOML library as a fault, with what the author of the mapping probably has to change.
func fault(err error) error {
	var parse toml.ParseError
	if errors.As(err, &parse) {
		return &timeline.Fault{Line: parse.Position.Line, Err: errors.New(parse.Message)}
	}
	f := ofLine.FindStringSubmatch(err.Error())
	if f == nil {
		return fmt.Errorf("importers: %w", err)
	}
	line, _ := strconv.Atoi(f[1]) // digits alone
	if f[2] == "series" || f[2] == "participants" {
		return &timeline.Fault{Line: line, Err: fmt.Errorf("write [[%s]] with two brackets, since there can be several", f[2])}
	}
	if _, want, ok := strings.Cut(f[3], "; destination has type "); ok {
		what := map[string]string{"string": "a text between quotation marks", "slice": "a list, as [\"a\", \"b\"]", "integer": "a whole number", "bool": "true or false", "map": "a table"}
		return &timeline.Fault{Line: line, Err: fmt.Errorf("%s: want %s", f[2], cmp.Or(what[want], want))}
	}
	return &timeline.Fault{Line: line, Err: fmt.Errorf("%s: %s", f[2], f[3])}
}

// keyLines gives the line of each key of a TOML text, by its path joined by dots. It knows the forms that a mapping has: tables, and
// one key a line. A key that it does not see has line 0, which is no line.
func keyLines(text string) map[string]int {
	lines := map[string]int{}
	table, n := "", 0
	for line := range strings.Lines(text) {
		n++
		line = strings.TrimSpace(line)
		switch {
		case line == "" || line[0] == '#':
		case line[0] == '[':
			name, _, _ := strings.Cut(strings.TrimLeft(line, "["), "]")
			table = unquoteKey(name)
			if lines[table] == 0 {
				lines[table] = n
			}
		default:
			key, rest := line, ""
			if q := line[0]; q == '"' || q == '\'' {
				if end := strings.IndexByte(line[1:], q); end >= 0 {
					key, rest = line[:end+2], line[end+2:]
				}
			} else {
				key, rest, _ = strings.Cut(line, "=")
				rest = "=" + rest
			}
			if !strings.HasPrefix(strings.TrimSpace(rest), "=") {
				continue
			}
			path := unquoteKey(key)
			if table != "" {
				path = table + "." + path
			}
			if lines[path] == 0 {
				lines[path] = n
			}
		}
	}
	return lines
}

// unquoteKey takes blanks and quotation marks from the parts of a key.
func unquoteKey(key string) string {
	key = strings.TrimSpace(key)
	if len(key) >= 2 && (key[0] == '"' || key[0] == '\'') && key[len(key)-1] == key[0] {
		return key[1 : len(key)-1]
	}
	parts := strings.Split(key, ".")
	for i, p := range parts {
		parts[i] = strings.Trim(strings.TrimSpace(p), `"'`)
	}
	return strings.Join(parts, ".")
}

// A checker looks for everything that is wrong with a mapping.
type checker struct {
	Mapping
	faults []*timeline.Fault
}

func (c *checker) add(path, value string, err error) {
	f := &timeline.Fault{Line: c.lines[path], Column: path, Value: value, Err: err}
	c.faults = append(c.faults, f)
}

func (c *checker) err() error {
	slices.SortStableFunc(c.faults, func(a, b *timeline.Fault) int { return a.Line - b.Line })
	var all []error
	for _, f := range c.faults {
		all = append(all, f)
	}
	return errors.Join(all...)
}

// options are the keys of a mapping outside of its tables, and tables those that have keys of their own.
var (
	options = []string{
		"delimiter", "encoding", "header_line", "quotes", "dates", "empty", "languages", "codes", "historic_states", "guess_levels",
		"name_order", "heads", "same_meeting",
	}
	tables          = []string{"series", "columns", "constants", "values", "countries", "participants", "only", "skip"}
	seriesKeys      = []string{"id", "name", "tier", "group", "group_name"}
	participantKeys = []string{"id", "kind", "name", "valid_from", "valid_to"}
)

func (c *checker) unknownKey(key toml.Key) {
	known := slices.Concat(options, tables)
	if len(key) > 1 {
		known = map[string][]string{"series": seriesKeys, "participants": participantKeys}[key[0]]
	}
	path := strings.Join(key, ".")
	last := key[len(key)-1]
	f := &timeline.Fault{Line: c.lines[path], Column: "key", Value: path, Err: &timeline.UnknownError{What: "key", ID: last, Near: near.Words(last, known)}}
	switch {
	case slices.Contains(fields, field(last)):
		f.Err = errors.New("no such key here: fields stand under [columns] or [constants]")
	case slices.Contains(options, last):
		f.Err = errors.New("no such key here: options stand above the first [table]")
	}
	c.faults = append(c.faults, f)
}

// field wants the name of a field.
func (c *checker) field(table, name string) {
	if !slices.Contains(fields, field(name)) {
		path := table + "." + name
		words := near.Words(name, fields)
		var err error
		switch {
		case len(words) > 0:
			err = &timeline.UnknownError{What: "field", ID: name, Near: asStrings(words)}
		case slices.Contains(options, name):
			err = errors.New("no such field: options stand above the first [table]")
		default:
			err = fmt.Errorf("no such field: want one of %s", strings.Join(asStrings(fields), ", "))
		}
		c.faults = append(c.faults, &timeline.Fault{Line: c.lines[path], Column: table, Value: name, Err: err})
	}
}

func asStrings[S ~string](list []S) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

func (c *checker) all() {
	for name, value := range map[string]string{
		"delimiter": c.Delimiter, "encoding": c.Encoding, "quotes": c.Quotes, "codes": c.Codes, "name_order": c.NameOrder,
		"heads": c.Heads, "same_meeting": c.SameMeeting,
	} {
		if words := choices[name]; !slices.Contains(words, value) {
			c.add(name, value, fmt.Errorf("want one of %s%s", strings.Join(words[1:], ", "), didYouMean(value, words[1:])))
		}
	}
	if c.HeaderLine < 0 {
		c.add("header_line", strconv.Itoa(c.HeaderLine), errors.New("want a line, from 1"))
	}
	for _, shape := range c.Dates {
		if !slices.Contains(shapes, shape) {
			c.add("dates", shape, fmt.Errorf("want one of %s; with names of months there is nothing to say", strings.Join(shapes, ", ")))
		}
	}
	for _, tag := range c.Languages {
		if _, err := language.Parse(tag); err != nil {
			c.add("languages", tag, errors.New("want the code of a language, as fr or es"))
		}
	}
	c.checkSeries()
	for _, name := range slices.Sorted(maps.Keys(c.Columns)) {
		c.field("columns", name)
		if _, both := c.Constants[name]; both {
			c.add("constants."+name, fmt.Sprint(c.Constants[name]), errors.New("is filled by a column too: want one of them"))
		}
		if c.Columns[name] == "" || c.Columns[name] == unsaid {
			c.add("columns."+name, c.Columns[name], errors.New("want the name of a column; leave the line out if there is none"))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Constants)) {
		c.field("constants", name)
		c.Constants[name] = constant(c.Constants[name])
		switch text, ok := c.Constants[name].(string); {
		case !ok:
			c.add("constants."+name, fmt.Sprint(c.Constants[name]), errors.New("want a text, a number or a date"))
		case text == "":
			delete(c.Constants, name) // as a draft has it, to be filled in
		case nothing[text]:
			c.add("constants."+name, text, errors.New("stands for nothing: leave the line out"))
		case text == unsaid:
			c.add("constants."+name, text, errors.New("want a value, or leave the line out"))
		case enums[field(name)] != nil && enums[field(name)](text) != nil:
			c.add("constants."+name, text, enums[field(name)](text))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(c.Values)) {
		c.field("values", name)
		for _, text := range slices.Sorted(maps.Keys(c.Values[name])) {
			if word := clean(c.Values[name][text]); enums[field(name)] != nil && word != "" {
				if err := enums[field(name)](word); err != nil {
					c.add("values."+name+"."+text, word, err)
				}
			}
		}
	}
	c.checkParticipants()
	for _, f := range []field{"start_date", "participant"} {
		if !c.fills(f) && (f != "participant" || !c.fills("participant_code")) {
			c.faults = append(c.faults, &timeline.Fault{Line: c.lines["columns"], Column: "columns", Value: string(f), Err: errors.New("is missing: want the column that fills it, or a constant")})
		}
	}
	if !c.fills("source_title") && !c.fills("source_url") {
		c.faults = append(c.faults, &timeline.Fault{Line: c.lines["constants"], Column: "constants", Value: "source_title", Err: errors.New("is missing: rows must say what they rest on, by source_title or source_url")})
	}
	for _, f := range []field{"session_name", "session_id", "track"} {
		if c.fills(f) && !c.fills("session_name") {
			c.faults = append(c.faults, &timeline.Fault{Line: c.lines["columns"], Column: "columns", Value: "session_name", Err: fmt.Errorf("is missing: %s is filled, and a session has a name", f)})
			break
		}
	}
}

// fills reports whether a field has a column or a constant.
func (m Mapping) fills(f field) bool {
	_, constant := m.Constants[string(f)]
	return constant || m.Columns[string(f)] != ""
}

// constant gives the text of a value of TOML, and other values as they are.
func constant(value any) any {
	switch v := value.(type) {
	case string:
		return clean(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	case time.Time:
		return v.Format(time.DateOnly)
	}
	return value
}

func (c *checker) checkSeries() {
	if len(c.Series) == 0 {
		c.faults = append(c.faults, &timeline.Fault{Column: "key", Value: "series", Err: errors.New("is missing: want [[series]] with id and name")})
	}
	seen := map[string]bool{}
	for i := range c.Series {
		s := &c.Series[i]
		switch {
		case !rows.IsSlug(s.ID):
			c.add("series.id", s.ID, errors.New("want "+rows.Slug))
		case seen[s.ID]:
			c.add("series.id", s.ID, timeline.ErrDuplicate)
		}
		seen[s.ID] = true
		if s.Name = clean(s.Name); s.Name == "" || s.Name == unsaid || nothing[s.Name] {
			c.add("series.name", s.Name, errors.New("is missing: want the name of the series"))
		}
		if s.Tier == "" {
			s.Tier = timeline.LeadersTier.String()
		}
		var tier timeline.Tier
		if err := tier.UnmarshalText([]byte(s.Tier)); err != nil {
			c.add("series.tier", s.Tier, err)
		}
		if s.Group != "" && !rows.IsSlug(s.Group) {
			c.add("series.group", s.Group, errors.New("want "+rows.Slug))
		}
	}
	if len(c.Series) > 1 && !c.fills("series") {
		c.faults = append(c.faults, &timeline.Fault{Line: c.lines["columns"], Column: "columns", Value: "series", Err: errors.New("is missing: there are several series, and nothing says which one a row is of")})
	}
}

func (c *checker) checkParticipants() {
	for i, p := range c.Participants {
		var kind attendance.ParticipantKind
		var from, until timeline.Date
		if err := kind.UnmarshalText([]byte(p.Kind)); err != nil || kind == 0 {
			c.add("participants.kind", p.Kind, errors.New("want state or organisation"))
		}
		if !isCode(p.ID) || (kind == attendance.State && len(p.ID) != 3) {
			c.add("participants.id", p.ID, errors.New("want upper-case letters and digits, three of them for a state"))
		}
		if clean(p.Name) == "" || nothing[clean(p.Name)] {
			c.add("participants.name", p.Name, errors.New("is missing"))
		}
		if err := errors.Join(from.UnmarshalText([]byte(p.From)), until.UnmarshalText([]byte(p.Until))); err != nil {
			c.add("participants.valid_from", p.From+" "+p.Until, err)
		}
		if slices.ContainsFunc(c.Participants[:i], func(q participant) bool { return p.ID == q.ID }) {
			c.add("participants.id", p.ID, timeline.ErrDuplicate)
		}
	}
}

func isCode(id string) bool {
	return len(id) >= 2 && !strings.ContainsFunc(id, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') })
}

func didYouMean(word string, known []string) string {
	if words := near.Words(word, known); len(words) > 0 {
		return "; did you mean " + strings.Join(words, " or ") + "?"
	}
	return ""
}
