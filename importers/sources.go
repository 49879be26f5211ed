package importers

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/summitry/summitry/timeline"
)

// sourcesOf reads the sources of a row: one for each address, or one.
func (im *importer) sourcesOf(row row) []timeline.Source {
	s := timeline.Source{
		Title: im.text(row, "source_title"), Publisher: im.text(row, "source_publisher"),
		Published: im.dates(row, "source_published").last, Accessed: im.dates(row, "source_accessed").last,
	}
	im.enum(row, "source_kind", &s.Kind, "list")
	urls := im.text(row, "source_url")
	var list []timeline.Source
	for _, url := range strings.FieldsFunc(urls, func(c rune) bool { return c == ' ' || c == ';' || c == '|' }) {
		if !strings.Contains(url, ":") && !strings.Contains(url, ".") {
			im.refuse("source_url", urls, "want addresses, separated by blanks or semicolons")
			return nil
		}
		one := s
		one.URL, one.Title = url, cmp.Or(s.Title, url)
		list = append(list, one)
	}
	if len(list) == 0 && s.Title != "" {
		list = append(list, s)
	}
	if len(list) == 0 {
		f := field("source_url")
		if im.bindings[f] == nil {
			f = "source_title"
		}
		im.refuse(f, "", "is empty: want a source; a constant source_title serves where there is none")
	}
	return list
}

// A sourceKey is what tells sources apart.
type sourceKey struct {
	title, publisher, url string
	kind                  timeline.SourceKind
	published, accessed   timeline.Date
}

func keyOf(s timeline.Source) sourceKey {
	return sourceKey{s.Title, s.Publisher, s.URL, s.Kind, s.Published, s.Accessed}
}

// keep gives the ids of sources, which it mints.
func (im *importer) keep(sources []timeline.Source) timeline.List[timeline.SourceID] {
	if len(sources) == 1 {
		if at, ok := im.sources[keyOf(sources[0])]; ok {
			return im.single[at]
		}
	}
	var list timeline.List[timeline.SourceID]
	for _, s := range sources {
		key := keyOf(s)
		at, ok := im.sources[key]
		if !ok {
			at = len(im.listed)
			im.sources[key] = at
			kept := s
			text := s.Title
			if text == s.URL {
				text = strings.TrimPrefix(strings.TrimPrefix(strings.TrimPrefix(text, "https://"), "http://"), "www.")
			}
			base := cut(slug(text), 60)
			if base == "" {
				base = "source"
			}
			kept.ID = timeline.SourceID(distinct(base, func(id string) bool { return im.taken[id] }))
			im.taken[string(kept.ID)] = true
			im.listed = append(im.listed, kept)
			im.single = append(im.single, timeline.List[timeline.SourceID]{kept.ID})
		}
		if id := im.listed[at].ID; !list.Has(id) {
			list = append(list, id)
		}
	}
	return list
}

// cut shortens an id at a hyphen.
func cut(id string, most int) string {
	if len(id) <= most {
		return id
	}
	id = id[:most]
	if i := strings.LastIndexByte(id, '-'); i > most/2 {
		id = id[:i]
	}
	return strings.Trim(id, "-")
}

// distinct gives an id that is not taken: base, or base with a number.
func distinct(base string, taken func(string) bool) string {
	id := base
	for n := 2; taken(id); n++ {
		id = fmt.Sprintf("%s-%d", base, n)
	}
	return id
}
