package importers

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// usualColumns are the names that lists have for columns, without case and accents, the likeliest first.
var usualColumns = []struct {
	field field
	names string
}{
	{"participant_code", "iso3;iso 3;iso;iso code;iso alpha 3;alpha 3;iso2;iso 2;alpha 2;country code;countrycode;code;iso3c;iso2c;m49;un code;cow;cow code;cowcode;ccode;gw;gwno;gwcode;delegation iso;country iso;code pays;kurzel"},
	{"start_date", "start date;date start;date;start;meeting date;event date;begin;begin date;from;dates;datum;fecha;date debut;startdate;date of meeting;day;tag;year;annee;jahr;ano"},
	{"end_date", "end date;date end;end;to;until;finish;date fin;enddate"},
	{"given_name", "first name;given name;forename;firstname;prenom;vorname;nombre"},
	{"family_name", "last name;surname;family name;lastname;nachname;apellido;apellidos"},
	{"person_wikidata_id", "person item;personitem;person qid;person wikidata;wikidata;person;leader"},
	{"summit_wikidata_id", "summit;meeting item;summit qid;event item"},
	{"person", "name;person;full name;person name;name of person speaking;speaker;speaker name;delegate;leader;leader name;head of delegation;representative;participant name;nom;nombre y apellidos;nom et prenom;personlabel;attendee;who"},
	{"participant", "country;country name;state;delegation;country or organization;country organisation;party;member state;member;nation;pays;land;pais;countrylabel;participant;organisation;organization;affiliation;org;entity;etat;estado;staat;represents;delegation name"},
	{"summit_name", "meeting;summit;conference;event;meeting name;summit name;conference name;event name;meeting title;reunion;cumbre;tagung;sommet;conferencia;summitlabel;session;edition;eventlabel;gipfel;treffen;konferenz"},
	{"city", "city;place;location;venue;lieu;ort;ciudad;lugar;ville;meeting place;citylabel;locationlabel"},
	{"country", "host country;meeting country;country of meeting;venue country;country visited;visited country;destination country;destination"},
	{"host", "host;chair;presidency"},
	{"office", "title;office;position;post;job title;function;functional title;role;fonction;cargo;funktion;amt;designation;positionlabel;officelabel;titre"},
	{"level", "level;rank;rang;nivel;niveau;delegation level"},
	{"status", "present;attended;attendance;status;attending;participated;attended y n;anwesend;presence;came;was present;was there"},
	{"mode", "mode;participation mode;in person or virtual"},
	{"capacity", "capacity;participation type;participant type;type of participant;membership"},
	{"source_url", "url;source url;link;source;sources;reference;lien;quelle"},
	{"note", "note;notes;remark;remarks;comment;comments;bemerkung;observaciones"},
	{"person_id", "person id;personid;leader id;leadid;obsid"},
}

// camel finds where words meet that capitals set apart: LeaderFullName.
var camel = regexp.MustCompile(`(\p{Ll})(\p{Lu})`)

// How many different values a draft looks at in a column, how many it lists, and how many rows it compares columns by.
const (
	mostValues = 5000
	mostListed = 40
	mostRows   = 20000
)

// A drafter is a draft that is being written.
type drafter struct {
	list
	*resolver
	headerLine int
	language   string           // of the names of participants, if it is not English
	values     []map[string]int // of each column, with how often
	rows       int
	first      [][]string    // the first rows
	of         map[field]int // the columns that were found
	sure       map[field]bool
	b          strings.Builder
}

// Draft proposes a mapping for a list, from its header and its rows. What is unsure is said in remarks: read them before you use it. Where
// no column was found for what is needed, the line has three question marks.
func Draft(r io.Reader, options Options) (string, error) {
	content, err := readAll(r, options.Bytes)
	if err != nil {
		return "", err
	}
	line, l, err := headerLine(content)
	if err != nil {
		return "", err
	}
	d := drafter{list: l, headerLine: line, of: map[field]int{}, sure: map[field]bool{}}
	if d.resolver, err = (Mapping{}).newResolver(options.Known.Register); err != nil {
		return "", err
	}
	d.values = make([]map[string]int, len(l.header))
	for i := range d.values {
		d.values[i] = map[string]int{}
	}
	for {
		row, err := l.next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return "", err
		}
		if d.rows++; d.rows <= mostRows {
			d.first = append(d.first, row.cells)
		}
		for i, cell := range row.cells {
			if cell != "" && !nothing[cell] && (len(d.values[i]) < mostValues || d.values[i][cell] > 0) {
				d.values[i][cell]++
			}
		}
	}
	if err := d.findLanguage(options); err != nil {
		return "", err
	}
	d.findColumns()
	d.write()
	return d.b.String(), nil
}

// headerLine finds the header of a list: the first line, or if that has fewer than three cells, as a title has, the first one below that
// has more.
func headerLine(content []byte) (int, list, error) {
	const most = 10
	first, err := Mapping{}.openText(content)
	if err != nil || len(first.header) > 2 {
		return 1, first, err
	}
	for line := 2; line <= most; line++ {
		m := Mapping{settings: settings{HeaderLine: line}}
		if l, err := m.openText(content); err == nil && len(l.header) > 2 {
			return line, l, nil
		}
	}
	return 1, first, nil
}

// findLanguage finds the language of the names of participants if it is not English: that in which most of a column are known.
func (d *drafter) findLanguage(options Options) error {
	best, most := d.resolver, 0.0
	for i := range d.header {
		most = max(most, d.named(i))
	}
	for _, tag := range []string{"fr", "es", "de", "pt", "it"} {
		r, err := Mapping{settings: settings{Languages: []string{tag}}}.newResolver(options.Known.Register)
		if err != nil {
			return err
		}
		d.resolver = r
		for i := range d.header {
			if n := d.named(i); n > 0.3 && n > most+0.1 {
				best, most, d.language = r, n, tag
			}
		}
	}
	d.resolver = best
	return nil
}

// named is how much of what stands in a column is the name of a participant, and no code.
func (d *drafter) named(at int) float64 {
	n := 0
	for v := range d.values[at] {
		if _, err := d.name(v); err == nil && len(v) > 3 {
			n++
		}
	}
	return float64(n) / float64(max(len(d.values[at]), 1))
}

// findColumns finds the columns of fields: by their names, then by words of them, then by what stands in them.
func (d *drafter) findColumns() {
	taken := map[int]bool{}
	take := func(f field, at int, sure bool) {
		d.of[f], d.sure[f], taken[at] = at, sure, true
	}
	headers := make([]string, len(d.header))
	for i, h := range d.header {
		words := strings.FieldsFunc(fold(camel.ReplaceAllString(h, "$1 $2")), func(c rune) bool { return strings.ContainsRune(" _-./()?:#", c) })
		headers[i] = strings.Join(words, " ")
	}
	for _, sure := range []bool{true, false} {
		for _, u := range usualColumns {
			if _, ok := d.of[u.field]; ok {
				continue
			}
			for name := range strings.SplitSeq(u.names, ";") {
				at := slices.IndexFunc(headers, func(h string) bool {
					return h == name || strings.ReplaceAll(h, " ", "") == name || (!sure && len(name) > 2 && strings.Contains(" "+h+" ", " "+name+" "))
				})
				if at >= 0 && !taken[at] && d.fits(u.field, at) {
					take(u.field, at, sure)
					break
				}
			}
		}
	}
	for i := range d.header {
		if !d.has("status") && !taken[i] && d.saysWhoCame(i) {
			take("status", i, false)
		}
	}
	for _, f := range []field{"participant", "start_date"} {
		if _, ok := d.of[f]; ok || (f == "participant" && d.has("participant_code")) {
			continue
		}
		best, share := -1, 0.5
		for i := range d.header {
			if n := d.share(f, i); !taken[i] && n > share {
				best, share = i, n
			}
		}
		if best >= 0 {
			take(f, best, false)
		}
	}
}

func (d *drafter) has(f field) bool { _, ok := d.of[f]; return ok }

// saysWhoCame reports whether what stands in a column is yes for some rows and no for others.
func (d *drafter) saysWhoCame(at int) bool {
	said := map[string]bool{}
	for v := range d.values[at] {
		said[usualWords["status"][fold(v)]] = true
	}
	return said["attended"] && said["absent"] && !said[""]
}

// fits reports whether what stands in a column can be of a field, as far as one can tell.
func (d *drafter) fits(f field, at int) bool {
	switch f {
	case "participant", "start_date", "end_date":
		return d.share(f, at) > 0.3
	case "participant_code":
		return !slices.ContainsFunc(slices.Collect(maps.Keys(d.values[at])), func(v string) bool { return len(v) > 10 })
	case "person_wikidata_id", "summit_wikidata_id":
		return !slices.ContainsFunc(slices.Collect(maps.Keys(d.values[at])), func(v string) bool { return v[0] != 'Q' })
	case "person", "summit_name":
		return !slices.ContainsFunc(slices.Collect(maps.Keys(d.values[at])), isItem)
	}
	return true
}

func isItem(text string) bool {
	return len(text) > 1 && text[0] == 'Q' && strings.Trim(text[1:], "0123456789") == ""
}

// share is how much of what stands in a column can be of a field.
func (d *drafter) share(f field, at int) float64 {
	n := 0
	for v := range d.values[at] {
		var err error
		if f == "participant" {
			_, err = d.name(v)
			if err != nil && strings.HasPrefix(err.Error(), "several") {
				err = nil
			}
		} else if _, err = (Mapping{}).span(v); errors.As(err, new(*ambiguous)) {
			err = nil
		}
		if err == nil {
			n++
		}
	}
	return float64(n) / float64(max(len(d.values[at]), 1))
}

func (d *drafter) printf(format string, args ...any) { fmt.Fprintf(&d.b, format, args...) }

// sorted gives the values of a column, the most frequent first.
func (d *drafter) sorted(at int) []string {
	values := slices.Sorted(maps.Keys(d.values[at]))
	slices.SortStableFunc(values, func(a, b string) int { return d.values[at][b] - d.values[at][a] })
	return values
}

func (d *drafter) write() {
	d.printf("# A draft, guessed from %s: %s.\n", counted(d.rows, "row"), d.form)
	d.printf("# Read the remarks, and fill in what has ???. \"summitry import --example\" explains all keys.\n")
	d.writeOptions()
	d.printf("\n[[series]]\nid = \"???\"      # lower-case words joined by hyphens\nname = \"???\"\ntier = \"leaders\" # or ministers, officials\n")
	d.printf("\n[columns]\n")
	used := map[int]bool{}
	line := func(f field, remark string) {
		at, ok := d.of[f]
		if !ok {
			return
		}
		used[at] = true
		if !d.sure[f] {
			remark = strings.TrimSuffix("unsure; "+remark, "; ")
		}
		var examples []string
		for _, v := range d.sorted(at)[:min(2, len(d.values[at]))] {
			examples = append(examples, fmt.Sprintf("%.30q", v))
		}
		if len(examples) > 0 {
			remark = strings.Trim(remark+"; such as "+strings.Join(examples, ", "), "; ")
		}
		d.printf("%s = %q # %s\n", f, d.header[at], remark)
	}
	for _, f := range fields {
		switch {
		case d.has(f):
			line(f, "")
		case f == "start_date", f == "participant" && !d.has("participant_code"):
			d.printf("%s = \"???\" # needed: none of the columns looks like it\n", f)
		}
	}
	var unused []string
	for i, h := range d.header {
		if !used[i] && h != "" {
			unused = append(unused, fmt.Sprintf("%q", h))
		}
	}
	if len(unused) > 0 {
		d.printf("# not used: %s\n", strings.Join(unused, ", "))
	}
	d.printf("\n[constants]\nsource_title = \"???\" # what the list is\nsource_publisher = \"\"\nsource_published = \"\" # the day, as 2019-06-28\n")
	d.printf("source_kind = \"list\" # or press, communique, statement, transcript, readout, briefing, announcement\nconfidence = \"medium\"\n")
	if !d.has("status") {
		d.printf("status = \"attended\" # all rows: no column says who was present\n")
	}
	d.writeValues()
	d.writeCountries()
}

// writeOptions proposes what stands above the tables.
func (d *drafter) writeOptions() {
	for _, f := range d.found {
		what, note, _ := strings.Cut(f, ": ")
		d.printf("# found out: %s: %s\n", what, note)
	}
	if d.headerLine > 1 {
		d.printf("header_line = %d # the lines above it have fewer cells\n", d.headerLine)
	}
	if d.language != "" {
		d.printf("languages = [%q] # of the names of countries\n", d.language)
	}
	if at, ok := d.of["participant_code"]; ok {
		d.writeCodes(at)
	}
	if at, ok := d.of["start_date"]; ok {
		d.writeDates(at)
	}
	if d.has("level") || d.has("office") {
		d.printf("guess_levels = true # the level by the usual titles; leave it out if [values.level] says all\n")
	}
	if at, ok := d.of["person"]; ok && !slices.ContainsFunc(d.sorted(at), func(v string) bool { return strings.Contains(v, ",") }) {
		d.printf("# name_order = \"family-first\" # or \"given-first\", if the names, such as %s, are not read right\n", strings.Join(quoted(d.sorted(at), 3), ", "))
	}
	d.printf("heads = \"highest\" # of several people of one delegation at one meeting\n")
}

func quoted(list []string, most int) []string {
	var out []string
	for _, text := range list[:min(most, len(list))] {
		out = append(out, fmt.Sprintf("%q", text))
	}
	return out
}

// writeCodes says which scheme the codes look like.
func (d *drafter) writeCodes(at int) {
	known, digits := map[string]int{}, 0
	for v := range d.values[at] {
		if strings.Trim(v, "0123456789") == "" {
			digits++
		}
		for _, scheme := range []string{"iso2", "iso3", "m49", "cow", "gw"} {
			d.codes = scheme
			if _, err := d.findCode(v, timeline.Date{Year: 2000}); err == nil {
				known[scheme]++
			}
		}
	}
	d.codes = ""
	n := len(d.values[at])
	switch {
	case n == 0:
	case digits > n/2:
		best := "m49"
		if known["cow"] > known["m49"] {
			best = "cow"
		}
		d.printf("codes = %q # numbers: of %d different ones %d are known as m49, %d as cow, %d as gw\n", best, n, known["m49"], known["cow"], known["gw"])
	case known["iso2"] > known["iso3"]:
		d.printf("codes = \"iso2\"\n")
	default:
		d.printf("codes = \"iso3\"\n")
	}
}

// writeDates says in which order the numbers of the dates are, as far as one can tell.
func (d *drafter) writeDates(at int) {
	open, byDay, byMonth := 0, 0, 0
	for v := range d.values[at] {
		if f := numbers.FindStringSubmatch(v); f != nil && len(f[1]) < 4 {
			switch a, b := atoi(f[1]), atoi(f[2]); {
			case a > 12:
				byDay++
			case b > 12:
				byMonth++
			default:
				open++
			}
		}
	}
	switch {
	case open+byDay+byMonth == 0:
	case byDay > 0 && byMonth == 0:
		d.printf("dates = [\"D/M/YYYY\"] # since in %d dates the first number is over 12\n", byDay)
	case byMonth > 0 && byDay == 0:
		d.printf("dates = [\"M/D/YYYY\"] # since in %d dates the second number is over 12\n", byMonth)
	default:
		d.printf("# dates = [\"D/M/YYYY\"] # or \"M/D/YYYY\": the dates do not show it\n")
	}
}

// writeValues lists the words of columns that have few.
func (d *drafter) writeValues() {
	for _, f := range []field{"level", "status", "mode", "capacity"} {
		at, ok := d.of[f]
		if !ok {
			continue
		}
		values := d.sorted(at)
		d.printf("\n[values.%s]", f)
		if len(values) > mostListed {
			d.printf(" # the list has %d different words, of which these are the most frequent", len(values))
			values = values[:mostListed]
		}
		d.printf("\n")
		for _, v := range values {
			word, remark := "", "what is it?"
			if enums[f](v) == nil {
				continue
			}
			plain := strings.Join(strings.FieldsFunc(fold(v), func(c rune) bool { return c == ' ' || c == '-' || c == '_' }), "_")
			switch level := levelOf(v, attendance.State); {
			case enums[f](plain) == nil:
				word = plain
			case usualWords[f][plain] != "":
				word = usualWords[f][plain]
			case f == "level" && level != 0:
				word, remark = level.String(), "by a usual title"
			}
			if word == "" {
				d.printf("# %q = \"\" # %s\n", v, remark)
			} else {
				d.printf("%q = %q\n", v, word)
			}
		}
	}
}

// writeCountries lists the names that are not resolved.
func (d *drafter) writeCountries() {
	at, ok := d.of["participant"]
	if !ok {
		return
	}
	d.hints = 0
	clear(d.answers)
	d.writeKinds(at)
	told := d.toldByCode(at)
	first := true
	n := 0
	for _, v := range d.sorted(at) {
		_, err := d.name(v)
		if err == nil || told[v] {
			continue
		}
		if first {
			d.printf("\n[countries] # names that are not resolved; take the # away and give the id, or leave the rows out with [only] or [skip]\n")
			first = false
		}
		if n++; n > mostListed {
			d.printf("# and more\n")
			break
		}
		d.printf("# %q = \"\" # %s in %s\n", v, err, counted(d.values[at][v], "row"))
	}
}

// writeKinds finds a column that tells rows with states from others, and proposes to read those alone, or to make organisations.
func (d *drafter) writeKinds(at int) {
	for i := range d.header {
		if i == at || d.header[i] == "" || len(d.values[i]) < 2 || len(d.values[i]) > 12 || d.rows < 5*len(d.values[i]) {
			continue
		}
		known, all, unknown := map[string]int{}, map[string]int{}, 0
		for _, cells := range d.first {
			if all[cells[i]]++; cells[at] == "" {
				continue
			}
			if _, err := d.name(cells[at]); err == nil || strings.HasPrefix(err.Error(), "several") {
				known[cells[i]]++
			} else {
				unknown++
			}
		}
		var states, others []string
		for _, v := range slices.Sorted(maps.Keys(all)) {
			if share := float64(known[v]) / float64(all[v]); share > 0.95 {
				states = append(states, v)
			} else {
				others = append(others, v)
				unknown -= all[v] - known[v]
			}
		}
		if len(states) == 0 || len(others) == 0 || unknown > len(d.first)/50 || (len(others) == 1 && all[others[0]] < len(d.first)/20) {
			continue
		}
		d.printf("\n# The column %q tells states from others. Either read the states alone:\n# [only]\n", d.header[i])
		d.printf("# %q = [%s]\n", d.header[i], strings.Join(quoted(states, len(states)), ", "))
		d.printf("# or put participant_kind = %q under [columns], so that organisations are made of the others:\n# [values.participant_kind]\n", d.header[i])
		for _, v := range states {
			d.printf("# %q = \"state\"\n", v)
		}
		for _, v := range others {
			d.printf("# %q = \"organisation\"\n", v)
		}
		return
	}
}

// toldByCode gives the names that have a code beside them which is known.
func (d *drafter) toldByCode(at int) map[string]bool {
	told := map[string]bool{}
	code, ok := d.of["participant_code"]
	if !ok {
		return told
	}
	for _, cells := range d.first {
		if _, err := d.code(cells[code], timeline.Date{Year: 2000}); err == nil && cells[code] != "" {
			told[cells[at]] = true
		}
	}
	return told
}
