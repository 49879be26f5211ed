package importers

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
	utf16 "golang.org/x/text/encoding/unicode"

	"github.com/summitry/summitry/internal/table"
)

// A list is the rows of a file, as texts under a header.
type list struct {
	header []string
	found  []string // what was found out about the form of the file, and not said by the mapping
	form   string   // how the file was read
	next   func() (row, error)
}

// A row is one row of a list. Its cells are as many as the header has.
type row struct {
	cells []string
	line  int
	err   error // why the row cannot be read though the rest of the file can
}

// open reads the form of a file: JSON of Wikidata if it begins as JSON does, and CSV otherwise.
func (m Mapping) open(r io.Reader, most int64) (list, error) {
	content, err := readAll(r, most)
	if err != nil {
		return list{}, err
	}
	return m.openText(content)
}

// readAll reads a list that is no larger than it may be.
func readAll(r io.Reader, most int64) ([]byte, error) {
	most = cmp.Or(most, mostBytes)
	content, err := io.ReadAll(io.LimitReader(r, most))
	if err != nil {
		return nil, err
	}
	if n, err := io.ReadFull(r, make([]byte, 1)); n > 0 {
		return nil, fmt.Errorf("importers: the list has more than %d bytes, want no more", most)
	} else if err != io.EOF {
		return nil, err
	}
	return content, nil
}

func (m Mapping) openText(content []byte) (list, error) {
	var l list
	text, err := m.decode(content, &l)
	if err != nil {
		return list{}, err
	}
	if first := bytes.TrimLeftFunc(text, unicode.IsSpace); len(first) > 0 && (first[0] == '{' || first[0] == '[') {
		return openWikidata(text)
	}
	return l, m.openCSV(text, &l)
}

// decode gives a text as UTF-8.
func (m Mapping) decode(content []byte, l *list) ([]byte, error) {
	encoding := m.Encoding
	switch {
	case bytes.HasPrefix(content, []byte("PK\x03\x04")):
		return nil, errors.New("importers: the list is a spreadsheet or an archive: save it as CSV first")
	case bytes.HasPrefix(content, []byte("\xef\xbb\xbf")):
		content, encoding = content[3:], "utf-8"
	case bytes.HasPrefix(content, []byte("\xff\xfe")), bytes.HasPrefix(content, []byte("\xfe\xff")):
		encoding = "utf-16"
	case encoding == "" && utf8.Valid(content):
		encoding = "utf-8"
	case encoding == "":
		encoding = "windows-1252"
		l.found = append(l.found, "encoding: it is not UTF-8, so it is read as windows-1252")
	}
	var err error
	switch encoding {
	case "utf-16":
		content, err = utf16.UTF16(utf16.LittleEndian, utf16.UseBOM).NewDecoder().Bytes(content)
	case "windows-1252", "latin-1":
		content, err = charmap.Windows1252.NewDecoder().Bytes(content)
	default:
		if !utf8.Valid(content) {
			return nil, fmt.Errorf("importers: the list is not UTF-8, at byte %d: say encoding = \"windows-1252\" or save it as UTF-8", invalidAt(content))
		}
	}
	if err != nil {
		return nil, fmt.Errorf("importers: %w", err)
	}
	if bytes.IndexByte(content, 0) >= 0 {
		return nil, errors.New("importers: the list is a binary file: want CSV or JSON")
	}
	l.form = encoding
	return content, nil
}

func invalidAt(content []byte) int {
	for i := 0; i < len(content); {
		r, size := utf8.DecodeRune(content[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return len(content)
}

var delimiters = map[string]rune{",": ',', ";": ';', "tab": '\t', "|": '|'}

// openCSV reads the header of a CSV text.
func (m Mapping) openCSV(text []byte, l *list) error {
	if !bytes.Contains(text, []byte("\n")) {
		text = bytes.ReplaceAll(text, []byte("\r"), []byte("\n")) // lines of an old Mac
	}
	skip := max(m.HeaderLine, 1) - 1
	for range skip {
		_, rest, more := bytes.Cut(text, []byte("\n"))
		if !more {
			return fmt.Errorf("importers: the list has no line %d, which the mapping calls its header", m.HeaderLine)
		}
		text = rest
	}
	delimiter, name := delimiters[m.Delimiter], m.Delimiter
	if delimiter == 0 {
		delimiter, name = sniff(text)
		if delimiter != ',' {
			l.found = append(l.found, "delimiter: the header has most of "+name)
		}
	}
	l.form += ", cells separated by " + name
	reader := csv.NewReader(bytes.NewReader(text))
	reader.Comma = delimiter
	reader.FieldsPerRecord = -1
	reader.LazyQuotes = m.Quotes == "lazy"
	header, err := reader.Read()
	if err == io.EOF {
		return errors.New("importers: the list is empty: want a header and rows")
	}
	if err != nil {
		return located(err, skip)
	}
	if len(header) > mostColumns {
		return fmt.Errorf("importers: line %d: the header has %d columns, want %d at the most", skip+1, len(header), mostColumns)
	}
	for i := range header {
		header[i] = clean(header[i])
	}
	l.header = header
	reader.ReuseRecord = true
	l.next = func() (row, error) {
		for {
			cells, err := reader.Read()
			if err != nil {
				return row{}, located(err, skip)
			}
			line, _ := reader.FieldPos(0)
			r := row{line: line + skip}
			for len(cells) > len(header) && strings.TrimSpace(cells[len(cells)-1]) == "" {
				cells = cells[:len(cells)-1]
			}
			if len(cells) == 1 && strings.TrimSpace(cells[0]) == "" {
				continue // a blank line, or one of blanks
			}
			if len(cells) != len(header) {
				r.err = fmt.Errorf("has %d cells, and the header %d", len(cells), len(header))
			}
			r.cells = make([]string, len(header))
			for i := range min(len(cells), len(header)) {
				if len(cells[i]) > table.MaxCell {
					r.err = fmt.Errorf("has a cell of %d bytes, want %d at the most; is a quotation mark missing?", len(cells[i]), table.MaxCell)
					break
				}
				r.cells[i] = clean(cells[i])
			}
			return r, nil
		}
	}
	return nil
}

// located gives an error of the CSV reader the line in the file, and the way out.
func located(err error, skipped int) error {
	var syntax *csv.ParseError
	if !errors.As(err, &syntax) {
		return err
	}
	return fmt.Errorf("importers: line %d: %w: mend it, or say quotes = \"lazy\" to take quotation marks as they stand", syntax.StartLine+skipped, syntax.Err)
}

// sniff finds the delimiter by the header: which of them stands there most outside of quotation marks.
func sniff(text []byte) (rune, string) {
	line, _, _ := bytes.Cut(text, []byte("\n"))
	best, name, most := ',', ",", 0
	for _, candidate := range choices["delimiter"][1:] {
		quoted, n := false, 0
		for _, r := range string(line) {
			switch {
			case r == '"':
				quoted = !quoted
			case r == delimiters[candidate] && !quoted:
				n++
			}
		}
		if n > most {
			best, name, most = delimiters[candidate], candidate, n
		}
	}
	return best, name
}

// clean gives a text without what a table refuses and no reader sees: blanks at the ends, line breaks, runs of blanks, control and
// invisible characters.
func clean(text string) string {
	plain, blank := true, true // blank: the last one was a blank, or there was none yet
	for i := 0; i < len(text); i++ {
		b := text[i]
		if b >= utf8.RuneSelf || b < ' ' || b == 0x7f || (b == ' ' && blank) {
			plain = false
			break
		}
		blank = b == ' '
	}
	if plain && (text == "" || !blank) {
		return text
	}
	if !utf8.ValidString(text) {
		text = strings.ToValidUTF8(text, "\uFFFD")
	}
	if strings.IndexFunc(text, strange) >= 0 {
		text = strings.Map(func(r rune) rune {
			switch {
			case unicode.IsSpace(r), unicode.Is(unicode.Zl, r), unicode.Is(unicode.Zp, r):
				return ' '
			case strange(r):
				return -1
			}
			return r
		}, text)
	}
	return strings.Join(strings.Fields(text), " ")
}

// strange reports whether a character is a blank other than the usual one, or does not show.
func strange(r rune) bool {
	return (unicode.IsSpace(r) && r != ' ') || unicode.IsControl(r) || unicode.In(r, unicode.Cf, unicode.Zl, unicode.Zp, unicode.Co)
}

// nothing are the words that stand for no value in lists. Tables refuse most of them.
var nothing = map[string]bool{
	"NA": true, "N/A": true, "n/a": true, "na": true, "NaN": true, "nan": true, "NULL": true, "null": true, "None": true, "none": true,
	"TBD": true, "-9": true, "-99": true, "-": true, "--": true, "–": true, "—": true, ".": true, "..": true, "?": true, "n.a.": true,
}

// column finds a column by its name: as it stands, or else without regard to case, which is a guess.
func (l list) column(name string) (at int, exact bool, err error) {
	matches := func(same func(string) bool) (int, int) {
		at, n := -1, 0
		for i, h := range l.header {
			if same(h) {
				if n++; at < 0 {
					at = i
				}
			}
		}
		return at, n
	}
	exact = true
	at, n := matches(func(h string) bool { return h == name })
	if n == 0 {
		exact = false
		at, n = matches(func(h string) bool { return strings.EqualFold(h, name) })
	}
	switch {
	case n > 1:
		return 0, false, fmt.Errorf("the list has %d columns named so", n)
	case n == 0:
		return 0, false, fmt.Errorf("no such column%s the list has %s", orColon(didYouMean(name, l.header)), strings.Join(slices.DeleteFunc(slices.Clone(l.header), func(h string) bool { return h == "" }), ", "))
	}
	return at, exact, nil
}

func orColon(hint string) string {
	if hint == "" {
		return ":"
	}
	return hint
}
