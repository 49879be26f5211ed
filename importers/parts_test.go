package importers

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

func newTestResolver(t testing.TB, m Mapping) *resolver {
	t.Helper()
	data, err := dataset.Open()
	require.NoError(t, err)
	r, err := m.newResolver(data.Register)
	require.NoError(t, err)
	return r
}

// Names in the usual spellings are found; what is more than a name as it stands is a guess, with its kind.
func TestNames(t *testing.T) {
	r := newTestResolver(t, Mapping{settings: settings{Languages: []string{"fr", "es"}}})
	for _, row := range []struct{ name, id, note string }{
		{"France", "FRA", ""},
		{"france", "FRA", "letters"},
		{"KOR", "KOR", ""},
		{"Korea, Republic of", "KOR", "spelling"},
		{"Republic of Korea", "KOR", "spelling"},
		{"Rep. of Korea", "KOR", "spelling"},
		{"Korea (Republic of)", "KOR", "spelling"},
		{"Korea, Dem. People's Rep.", "PRK", "spelling"},
		{"Democratic People’s Republic of Korea", "PRK", "spelling"},
		{"D.P.R.K.", "PRK", "spelling"},
		{"Congo, Dem. Rep.", "COD", "spelling"},
		{"Democratic Republic of Congo", "COD", "spelling"},
		{"Congo (Kinshasa)", "COD", "spelling"},
		{"Congo-Brazzaville", "COG", ""},
		{"Republic of Congo", "COG", "spelling"},
		{"Congo, Rep.", "COG", "spelling"},
		{"Guinea", "GIN", ""},
		{"Guinea Bissau", "GNB", "spelling"},
		{"Equatorial Guinea", "GNQ", ""},
		{"Türkiye", "TUR", "spelling"},
		{"Iran (Islamic Republic of)", "IRN", "spelling"},
		{"Côte d’Ivoire", "CIV", ""},
		{"Cote d'Ivoire", "CIV", "spelling"},
		{"Slovak Republic", "SVK", "spelling"},
		{"Czech Republic", "CZE", "spelling"},
		{"U.S.A.", "USA", "spelling"},
		{"United States of America", "USA", "spelling"},
		{"USSR", "SUN", "spelling"},
		{"Yugoslavia", "YUG", ""},
		{"Serbia & Montenegro", "SCG", "spelling"},
		{"Germany, Federal Republic of", "DEU", "spelling"},
		{"German Democratic Republic", "DDR", ""},
		{"Yemen, South", "YMD", "spelling"},
		{"Democratic Yemen", "YMD", "spelling"},
		{"The former Yugoslav Republic of Macedonia", "MKD", "spelling"},
		{"Swaziland", "SWZ", ""},
		{"Cabo Verde", "CPV", ""},
		{"Viet Nam", "VNM", "spelling"},
		{"Lao PDR", "LAO", "spelling"},
		{"Bolivia (Plurinational State of)", "BOL", "spelling"},
		{"Venezuela, RB", "VEN", "spelling"},
		{"Egypt, Arab Rep.", "EGY", "spelling"},
		{"St. Lucia", "LCA", ""},
		{"Bahamas, The", "BHS", "spelling"},
		{"The Gambia", "GMB", "spelling"},
		{"Kingdom of the Netherlands", "NLD", "what sort of state"},
		{"Federative Republic of Brazil", "BRA", "what sort of state"},
		{"Islamic Republic of Pakistan", "PAK", "what sort of state"},
		{"Sao Tome & Principe", "STP", "spelling"},
		{"Trinidad & Tobago", "TTO", ""},
		{"China, People's Republic of", "CHN", "spelling"},
		{"Republic of China", "TWN", "spelling"},
		{"Kosovo", "XKX", ""},
		{"Palestine", "PSE", ""},
		{"EU", "EU", ""},
		{"European Commission", "EU", "spelling"},
		{"World Bank", "WBG", "spelling"},
		{"African Union (AU)", "AFRU", "short form"},
		{"European Economic Community (EEC)", "EU", "short form"},
		{"Allemagne", "DEU", "language fr"},
		{"Alemania", "DEU", "language es"},
		{"FR", "FRA", "two letters"},
	} {
		got, err := r.name(row.name)
		if err != nil || string(got.id) != row.id || !strings.Contains(got.note, row.note) || (row.note == "") != (got.note == "") {
			t.Errorf("%s: %s %q %v, want %s %q", row.name, got.id, got.note, err, row.id, row.note)
		}
	}
	for name, want := range map[string]string{
		"Congo":          "COD (Democratic Republic of the Congo) or COG",
		"Korea":          "KOR (South Korea) or PRK",
		"the Korea":      "KOR (South Korea) or PRK",
		"Virgin Islands": "VGB (British Virgin Islands) or VIR",
		"AU":             "AUS (Australia) or AFRU",
		"Samoa (US)":     "no such participant",
		"Korea (K)":      "no such participant",
		"Atlantis":       "no such participant",
		"Republic":       "no such participant",
		"":               "no such participant",
		"Germny":         "DEU (Germany)",
		"Republic of":    "no such participant",
		"State of China": "no such participant",
	} {
		if got, err := r.name(name); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %s %v, want %s", name, got.id, err, want)
		}
	}
}

// Each participant of the built-in set is found by its name and id, and the library has the same M49 codes.
func TestLibraryAgrees(t *testing.T) {
	r := newTestResolver(t, Mapping{})
	bare, err := Mapping{}.newResolver(attendance.Register{})
	require.NoError(t, err)
	data, err := dataset.Open()
	require.NoError(t, err)
	for p := range data.Participants() {
		for _, name := range []string{p.Name, string(p.ID)} {
			for _, resolver := range []*resolver{r, bare} {
				if got, err := resolver.name(name); err != nil || got.id != p.ID {
					t.Errorf("%s: %s %v, want %s", name, got.id, err, p.ID)
				}
			}
		}
	}
	for c := range data.Codes() {
		if a := bare.actors[c.Participant]; c.Scheme == attendance.M49 && a.m49 > 0 && fmt.Sprintf("%03d", a.m49) != c.Code {
			t.Errorf("%s: M49 %d of the library, %s of the data set", c.Participant, a.m49, c.Code)
		}
	}
	require.Greater(t, len(bare.actors), 280)
	for key, ids := range bare.bags {
		if len(ids) > 1 && !slices.Contains([]string{"congo", "korea", "islands virgin", "martin saint", "au", "islands samoa", "yemens", "germanies", "germanies two"}, key) {
			t.Errorf("%q is the name of %v, which no line of countries.txt says", key, ids)
		}
	}
}

func TestCodeSchemes(t *testing.T) {
	for _, row := range []struct{ scheme, code, want string }{
		{"", "FR", "FRA"},
		{"", "FRA", "FRA"},
		{"", "fra", "FRA the code in other letters"},
		{"", "EU", "EU"},
		{"", "250", "say codes"},
		{"", "NA", "is Namibia or nothing"},
		{"iso2", "NA", "NAM"},
		{"iso2", "FRA", "no such code"},
		{"iso3", "FR", "no such code"},
		{"iso3", "SUN", "SUN"},
		{"iso3", "DDR", "DDR"},
		{"iso3", "YUG", "YUG"},
		{"iso3", "CSK", "CSK"},
		{"iso2", "UK", "GBR"},
		{"iso2", "EU", "EU"},
		{"iso3", "XKX", "XKX"},
		{"iso2", "XK", "XKX"},
		{"", "ZR", "COD"},
		{"iso3", "QQQ", "no such code"},
		{"m49", "250", "FRA"},
		{"m49", "004", "AFG"},
		{"m49", "4", "AFG"},
		{"m49", "999", "no such code of UN M49"},
		{"m49", "FRA", "no such code of UN M49"},
		{"cow", "220", "FRA"},
		{"cow", "365", "RUS"},
		{"cow", "2", "USA"},
		{"cow", "9999", "no such code of cow"},
		{"gw", "220", "FRA"},
	} {
		r := newTestResolver(t, Mapping{settings: settings{Codes: row.scheme}})
		got, err := r.code(row.code, timeline.Date{Year: 2000})
		text := strings.TrimSpace(string(got.id) + " " + got.note)
		if err != nil {
			text = err.Error()
		}
		if !strings.HasPrefix(text, row.want) && !strings.Contains(text, row.want) {
			t.Errorf("%s %s: %s, want %s", row.scheme, row.code, text, row.want)
		}
	}
}

func TestDates(t *testing.T) {
	for _, row := range []struct {
		shapes, text, want string
	}{
		{"", "2019-06-28", "2019-06-28"},
		{"", "2019-06-28T00:00:00Z", "2019-06-28"},
		{"", "2019-06-28 10:30:00", "2019-06-28"},
		{"", "2019-6-8", "2019-06-08"},
		{"", "2019-06", "2019-06"},
		{"", "2019", "2019"},
		{"", "06/2019", "2019-06"},
		{"", "June 28, 2019", "2019-06-28"},
		{"", "28 June 2019", "2019-06-28"},
		{"", "Friday, 28th June 2019", "2019-06-28"},
		{"", "28-Jun-2019", "2019-06-28"},
		{"", "June 2019", "2019-06"},
		{"", "28 juin 2019", "2019-06-28"},
		{"", "1er août 2019", "2019-08-01"},
		{"", "28 de junio de 2019", "2019-06-28"},
		{"", "3. März 2019", "2019-03-03"},
		{"", "28/06/2019", "2019-06-28"},
		{"", "06/28/2019", "2019-06-28"},
		{"", "05/05/2019", "2019-05-05"},
		{"", "2019/06/28", "2019-06-28"},
		{"D/M/YYYY", "03/04/2019", "2019-04-03"},
		{"D/M/YYYY", "3.4.2019", "2019-04-03"},
		{"M/D/YYYY", "03/04/2019", "2019-03-04"},
		{"YYYYMMDD", "20190628", "2019-06-28"},
		{"", "28-29 June 2019", "2019-06-28 2019-06-29"},
		{"", "28–29 June 2019", "2019-06-28 2019-06-29"},
		{"", "June 28-29, 2019", "2019-06-28 2019-06-29"},
		{"", "28 and 29 June 2019", "2019-06-28 2019-06-29"},
		{"", "28 to 29 June 2019", "2019-06-28 2019-06-29"},
		{"", "30 November - 1 December 2018", "2018-11-30 2018-12-01"},
		{"", "30 November 2018 to 1 December 2018", "2018-11-30 2018-12-01"},
		{"", "30 Nov – 1 Dec 2018", "2018-11-30 2018-12-01"},
		{"", "November 30 – December 1, 2018", "2018-11-30 2018-12-01"},
		{"", "28 December 2018 - 2 January 2019", "2018-12-28 2019-01-02"},
		{"", "2019-06-28 - 2019-06-29", "2019-06-28 2019-06-29"},
		{"", "28.-29.06.2019", "2019-06-28 2019-06-29"},
		{"", "28-29/6/2019", "2019-06-28 2019-06-29"},

		{"", "03/04/2019", "is ambiguous: want 2019-04-03"},
		{"", "31/02/2019", "there is no such day"},
		{"D/M/YYYY", "06/28/2019", "there is no such day"},
		{"", "28/06/19", "want a year of four digits"},
		{"", "20190628", "want a date"},
		{"", "2019-13-01", "there is no such day"},
		{"", "2019-00-01", "there is no such day"},
		{"", "2019-01-00", "want a date"},
		{"", "0000", "there is no such day"},
		{"", "00/2019", "want a date"},
		{"", "0/0/2019", "want a date"},
		{"", "June", "want a date"},
		{"", "28 June", "want a date"},
		{"", "29-28 June 2019", "want a date"},
		{"", "30 February 2019", "there is no such day"},
		{"", "within 2010", "want a date"},
		{"", "-0044-03-15T00:00:00Z", "want a date"},
		{"", "June June 2019", "want a date"},
		{"", "spring 2019", "want a date"},
	} {
		m := Mapping{}
		if row.shapes != "" {
			m.Dates = []string{row.shapes}
		}
		got, err := m.span(row.text)
		text := got.first.String()
		if got.last != got.first {
			text += " " + got.last.String()
		}
		if err != nil {
			text = err.Error()
		}
		if !strings.HasPrefix(text, row.want) || (err == nil && text != row.want) {
			t.Errorf("%s %q: %s, want %s", row.shapes, row.text, text, row.want)
		}
	}
}

// A day is the same in every form.
func TestDayForms(t *testing.T) {
	names := strings.Fields("January February March April May June July August September October November December")
	rapid.Check(t, func(r *rapid.T) {
		d := timeline.Date{Year: rapid.IntRange(1000, 2999).Draw(r, "year"), Month: rapid.IntRange(1, 12).Draw(r, "month"), Day: rapid.IntRange(1, 31).Draw(r, "day")}
		month := names[d.Month-1]
		for shape, text := range map[string]string{
			"":         fmt.Sprintf("%s %d, %d", month, d.Day, d.Year),
			"-":        fmt.Sprintf("%02d %s %d", d.Day, strings.ToUpper(month), d.Year),
			"--":       fmt.Sprintf("%d-%s-%d", d.Day, month[:3], d.Year),
			"D/M/YYYY": fmt.Sprintf("%d/%d/%d", d.Day, d.Month, d.Year),
			"M/D/YYYY": fmt.Sprintf("%02d/%02d/%d", d.Month, d.Day, d.Year),
			"YYYYMMDD": fmt.Sprintf("%04d%02d%02d", d.Year, d.Month, d.Day),
			"---":      d.String(),
		} {
			m := Mapping{settings: settings{Dates: []string{shape}}}
			got, err := m.date(text)
			if d.IsValid() != (err == nil) || (err == nil && got != d) {
				t.Fatalf("%s as %s: %s %v", d, text, got, err)
			}
		}
	})
}

func TestLevels(t *testing.T) {
	for office, want := range map[string]attendance.Level{
		"President":                                               attendance.HeadOfState,
		"H.E. the President of the Republic":                      attendance.HeadOfState,
		"King of Jordan":                                          attendance.HeadOfState,
		"Président de la République":                              attendance.HeadOfState,
		"Prime Minister":                                          attendance.HeadOfGovernment,
		"Prime Minister and Minister of Defence":                  attendance.HeadOfGovernment,
		"Federal Chancellor":                                      attendance.HeadOfGovernment,
		"Primer Ministro":                                         attendance.HeadOfGovernment,
		"Vice-President":                                          attendance.DeputyHead,
		"Deputy Prime Minister and Minister of Finance":           attendance.DeputyHead,
		"Crown Prince":                                            attendance.DeputyHead,
		"Minister for Foreign Affairs":                            attendance.ForeignMinister,
		"Ministre des Affaires étrangères":                        attendance.ForeignMinister,
		"Secretary of State for Foreign and Commonwealth Affairs": attendance.ForeignMinister,
		"Minister of State for Foreign Affairs":                   attendance.DeputyMinister,
		"Deputy Minister of Foreign Affairs":                      attendance.DeputyMinister,
		"Minister of Defense":                                     attendance.DefenceMinister,
		"Chancellor of the Exchequer":                             attendance.FinanceMinister,
		"Minister of Environment":                                 attendance.Minister,
		"Secretary-General":                                       attendance.OrganisationHead,
		"President of the European Commission":                    attendance.OrganisationHead,
		"President of the National Assembly":                      attendance.OtherLevel,
		"Special Envoy of the President":                          attendance.Envoy,
		"Ambassador":                                              attendance.Ambassador,
		"Permanent Representative to the United Nations":          attendance.Ambassador,
		"Adviser to the President":                                attendance.Official,
		"First Secretary":                                         attendance.Official,
		"Director, Ministry of Finance":                           attendance.Official,
		"Deputy Permanent Representative":                         attendance.Official,
		"Premier Secrétaire":                                      attendance.Official,
		"Presidential palace":                                     0,
		"Minister Counsellor":                                     attendance.Official,
		"Premier conseiller":                                      attendance.Official,
		"President, Institute of Energy":                          0,
		"President of the Coastal Society":                        0,
		"President of the United States":                          attendance.HeadOfState,
		"Pmqr":                                                    0,
		"":                                                        0,
	} {
		if got := levelOf(office, 0); got != want {
			t.Errorf("%s: %s, want %s", office, got, want)
		}
	}
}

// Who speaks for an organisation is its head, and a director general of a state is none.
func TestLevelsByKind(t *testing.T) {
	for _, row := range []struct {
		office string
		kind   attendance.ParticipantKind
		want   attendance.Level
	}{
		{"President", attendance.Organisation, attendance.OrganisationHead},
		{"President, Institute of Energy", attendance.Organisation, attendance.OrganisationHead},
		{"Director-General", attendance.Organisation, attendance.OrganisationHead},
		{"Director-General, Ministry of Foreign Affairs", attendance.State, attendance.Official},
		{"Deputy Director-General for Climate", attendance.State, attendance.Official},
		{"Deputy Secretary-General", attendance.Organisation, attendance.DeputyHead},
		{"President", attendance.State, attendance.HeadOfState},
	} {
		if got := levelOf(row.office, row.kind); got != row.want {
			t.Errorf("%s of a %s: %s, want %s", row.office, row.kind, got, row.want)
		}
	}
}

func TestPersonNames(t *testing.T) {
	for _, row := range []struct {
		order, of, text, name, id string
	}{
		{"", "", "Fumio Kishida", "Fumio Kishida", "kishida-fumio"},
		{"", "", "H.E. Mr. Fumio KISHIDA", "Fumio Kishida", "kishida-fumio"},
		{"", "", "KISHIDA Fumio", "Kishida Fumio", "kishida-fumio"},
		{"given-first", "", "KISHIDA Fumio", "Fumio Kishida", "kishida-fumio"},
		{"", "", "Kishida, Fumio", "Fumio Kishida", "kishida-fumio"},
		{"", "", "KISHIDA, Mr. Fumio", "Fumio Kishida", "kishida-fumio"},
		{"", "", "FUMIO KISHIDA", "Fumio Kishida", "kishida-fumio"},
		{"family-first", "", "Kishida Fumio", "Kishida Fumio", "kishida-fumio"},
		{"", "CHN", "Xi Jinping", "Xi Jinping", "xi-jinping"},
		{"given-first", "CHN", "Jinping Xi", "Jinping Xi", "xi-jinping"},
		{"", "KOR", "Kyung-wha Kang", "Kyung-wha Kang", "kang-kyung-wha"},
		{"", "", "Ursula von der Leyen", "Ursula von der Leyen", "von-der-leyen-ursula"},
		{"", "", "Dr. Angela Merkel", "Angela Merkel", "merkel-angela"},
		{"", "", "Martin Luther King Jr.", "Martin Luther King Jr.", "king-jr-martin-luther"},
		{"", "", "François Hollande", "François Hollande", "hollande-francois"},
		{"", "", "Łukasz Ødegård", "Łukasz Ødegård", "odegard-lukasz"},
		{"", "", "Sean O'Brien", "Sean O'Brien", "obrien-sean"},
		{"", "", "Pelé", "Pelé", "pele"},
		{"", "", "H.M. King Mswati III", "King Mswati III", "king-mswati-iii"},
		{"", "", "Mswati III", "Mswati III", "mswati-iii"},
		{"", "", "Pope Francis", "Pope Francis", "pope-francis"},
		{"", "", "Mr. Li", "Li", "li"},
		{"", "", "Prince", "Prince", "prince"},
	} {
		n := Mapping{settings: settings{NameOrder: row.order}}.parse(row.text, timeline.ActorID(row.of))
		if got := [2]string{n.text, slug(n.family + " " + n.given)}; got != [2]string{row.name, row.id} {
			t.Errorf("%s %s: %q, want %q %q", row.order, row.text, got, row.name, row.id)
		}
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"": "", "a": "a", " a": "a", "a ": "a", "a  b": "a b", "a\nb": "a b", "a\u00a0b": "a b", "a\u200bb": "ab", "\ufeffa": "a", "a\x00b": "ab",
		"a\tb": "a b", "  ": "", "é": "é", "a\u2028b": "a b", "\xff": "\uFFFD",
	} {
		if got := clean(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		text := rapid.String().Draw(r, "text")
		if once := clean(text); clean(once) != once {
			t.Fatalf("%q: %q, then %q", text, once, clean(once))
		}
	})
}

// The example has every key that there is, and no other.
func TestExampleIsComplete(t *testing.T) {
	_, err := ReadMapping(strings.NewReader(Example()))
	require.NoError(t, err)
	lines := keyLines(Example())
	for _, key := range options {
		require.NotZero(t, lines[key], key)
	}
	for _, key := range tables {
		require.Contains(t, Example(), "["+key, key)
	}
	for _, f := range fields {
		require.NotZero(t, lines["columns."+string(f)]+lines["constants."+string(f)], f)
	}
	for _, key := range seriesKeys {
		require.NotZero(t, lines["series."+key], key)
	}
	for _, key := range participantKeys {
		require.NotZero(t, lines["participants."+key], key)
	}
	for name, words := range choices {
		for _, word := range words[1:] {
			if !strings.Contains(Example(), fmt.Sprintf("%q", word)) {
				t.Errorf("the example does not say that %s can be %q", name, word)
			}
		}
	}
	for f, check := range enums {
		for _, word := range strings.FieldsFunc(strings.TrimPrefix(fmt.Sprint(check("no such word")), "want one of "), func(c rune) bool { return c == ',' || c == ' ' }) {
			if f != "status" && !strings.Contains(Example(), word) {
				t.Errorf("the example does not say that %s can be %s", f, word)
			}
		}
	}
}

func TestMappingFaults(t *testing.T) {
	const ok = "[[series]]\nid = \"x\"\nname = \"X\"\n[columns]\nstart_date = \"d\"\nparticipant = \"p\"\n[constants]\nsource_title = \"s\"\n"
	for _, row := range []struct{ text, want string }{
		{"", "key \"series\": is missing: want [[series]]"},
		{"", "columns \"start_date\": is missing"},
		{"", "columns \"participant\": is missing"},
		{"", "constants \"source_title\": is missing"},
		{"delimeter = \";\"\n" + ok, `line 1: key "delimeter": no such key; did you mean delimiter?`},
		{ok + "start_dat = \"d\"\n", `line 9: constants "start_dat": no such field; did you mean start_date?`},
		{strings.Replace(ok, "participant", "particpant", 1), `line 6: columns "particpant": no such field; did you mean participant?`},
		{"participant = \"p\"\n" + ok, `line 1: key "participant": no such key here: fields stand under [columns] or [constants]`},
		{ok + "[colums]\nlevel = \"l\"\n", `line 9: key "colums": no such key; did you mean columns?`},
		{ok + "guess_levels = true\n", `line 9: constants "guess_levels": no such field: options stand above the first [table]`},
		{strings.Replace(ok, "name =", "nam =", 1), `line 3: key "series.nam": no such key; did you mean name?`},
		{"delimiter = \"#\"\n" + ok, `line 1: delimiter "#": want one of ,, ;, tab, |`},
		{"heads = \"higest\"\n" + ok, `line 1: heads "higest": want one of highest, equals, first, all; did you mean highest?`},
		{"heads = 3\n" + ok, "line 1: "},
		{"dates = [\"DD.MM.YYYY\"]\n" + ok, `line 1: dates "DD.MM.YYYY": want one of YYYY-MM-DD, D/M/YYYY`},
		{"languages = [\"!\"]\n" + ok, `line 1: languages "!": want the code of a language`},
		{"header_line = -1\n" + ok, `line 1: header_line "-1": want a line, from 1`},
		{ok + "participant = \"France\"\n", `line 9: constants.participant "France": is filled by a column too`},
		{ok + "[[series]]\nid = \"x\"\nname = \"Y\"\n", `series.id "x": is there twice`},
		{ok + "note = \"NA\"\n", `line 9: constants.note "NA": stands for nothing`},
		{ok + "note = \"???\"\n", `line 9: constants.note "???": want a value`},
		{ok + "level = \"boss\"\n", `line 9: constants.level "boss": want one of head_of_state`},
		{ok + strings.Repeat("# \n", 1<<19), "a mapping has 1048576 bytes at the most"},
		{ok + "note = [1]\n", `line 9: constants.note "[1]": want a text, a number or a date`},
		{ok + "[values.level]\nFM = \"foreign_ministr\"\n", `line 10: values.level.FM "foreign_ministr": did you mean foreign_minister?`},
		{ok + "[values.levl]\nFM = \"x\"\n", `values "levl": no such field; did you mean level?`},
		{strings.Replace(ok, `"x"`, `"Not a slug"`, 1), `line 2: series.id "Not a slug": want lower-case words`},
		{strings.Replace(ok, `name = "X"`, `tier = "kings"`, 1), `series.tier "kings": want one of leaders, ministers, officials`},
		{strings.Replace(ok, "[[series]]", "[series]", 1), "write [[series]]"},
		{ok + "[[series]]\nid = \"y\"\nname = \"Y\"\n", `columns "series": is missing: there are several series`},
		{ok + "[[participants]]\nid = \"who\"\nkind = \"state\"\nname = \"W\"\n", `line 10: participants.id "who": want upper-case`},
		{ok + "[[participants]]\nid = \"WHO\"\nkind = \"club\"\nname = \"W\"\n", `line 11: participants.kind "club": want state or organisation`},
		{strings.Replace(ok, "participant = \"p\"", "participant = \"p\"\ntrack = \"t\"", 1), `columns "session_name": is missing: track is filled`},
		{ok + "x = \n", "line 9"},
		{"a,b;c\n1,2,3\n", "line 1"},
	} {
		_, err := ReadMapping(strings.NewReader(row.text))
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("%s\n%v\nwant %s", row.text, err, row.want)
		}
	}
	_, err := ReadMapping(strings.NewReader(ok))
	require.NoError(t, err)
	m, err := ReadMapping(strings.NewReader(ok + "[countries]\n\"Elbonia\" = \"ELB\"\n"))
	require.NoError(t, err)
	_, _, err = m.Import(strings.NewReader("d,p\n"), Options{})
	require.ErrorContains(t, err, `line 10: countries "ELB": no such participant`)
}

func TestKeyLines(t *testing.T) {
	got := keyLines("# x\na = 1\n[t]\n  b=2\n\"c d\" = 3\n[t.u]\n'e' = 4\n[[v]]\nf = 5\n")
	want := map[string]int{"a": 2, "t": 3, "t.b": 4, "t.c d": 5, "t.u": 6, "t.u.e": 7, "v": 8, "v.f": 9}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
