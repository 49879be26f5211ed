package dataset_test

import (
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

// A law is something that the world keeps and a table need not: rows that break it are wrong, or true and worth a reason.
type law struct {
	name  string
	check func(dataset.Data) []string // the rows that break it

	spoil []change // what breaks it in tiny
	found []string
}

var laws = []law{
	{
		"a state has one head of state and one head of government a day", oneHead,
		[]change{{"attendance", "harbour-2003-belm,,XAR,varga-ilona,attended,member,in_person,foreign_minister,Minister of Foreign Affairs,berg-ada", "harbour-2003-belm,,XBE,varga-ilona,attended,member,in_person,head_of_government,Prime Minister,"}},
		[]string{"XBE head_of_government: moreau-jean at harbour-2003-belm, varga-ilona at harbour-2003-belm"},
	},
	{
		"who came as a member was one, who came as a guest was none", capacities,
		[]change{
			{"memberships", "harbour,XBE,member,1999-01-01,", "harbour,XBE,member,2002-01-01,"},
			{"attendance", "costa-livia,attended,member", "costa-livia,attended,guest"},
		},
		[]string{"harbour-2001-arna,,XBE,moreau-jean: member", "harbour-2003-belm,harbour-2003-belm-plenary,XCO,costa-livia: guest"},
	},
	{
		"a host is at its own meeting, or a row says that it is not", hosts,
		[]change{{"summits", "Arna,XAR,XAR,", "Arna,XAR,XCO,"}},
		[]string{"harbour-2001-arna: XCO"},
	},
	{
		"a person has one spelling", spellings,
		[]change{{"people", "varga-ilona,Ilona Varga", "livia-m-costa,\"Costa, Livia\""}, {"attendance", "varga-ilona", "livia-m-costa"}},
		[]string{"costa-livia, livia-m-costa: Lívia Costa, Costa, Livia"},
	},
	{
		"nobody is in two cities on one day", places,
		[]change{
			{"summits", "2002-03-04,2002-03-04,Belm", "2001-06-13,2001-06-13,Belm"},
			{"attendance", "harbour-finance-2002-belm,,XBE,dahl-otto,attended,member,in_person,finance_minister,Minister of Finance", "harbour-finance-2002-belm,,XBE,moreau-jean,attended,member,in_person,head_of_government,Prime Minister"},
		},
		[]string{"moreau-jean: harbour-2001-arna, harbour-finance-2002-belm"},
	},
	{
		"a row names its sources", sourced,
		[]change{
			{"summits", "in_person,,belm-2002-report,", "in_person,,,"},
			{"sessions", "2001-06-12,arna-2001-communique", "2001-06-12,"},
			{"memberships", "coast,XAR,member,,,arna-2001-communique", "coast,XAR,member,,,"},
		},
		[]string{"summits harbour-finance-2002-belm", "sessions harbour-2001-arna-opening", "memberships coast,XAR"},
	},
	{
		"what was published before the event alone never has high confidence", foretold,
		[]change{
			{"attendance", "costa-livia,attended,member,in_person,head_of_state,President,,high,belm-2003-communique", "costa-livia,attended,member,in_person,head_of_state,President,,high,belm-2003-programme"},
			{"discussions", "piracy,reported,belm-2003-communique", "piracy,reported,belm-2003-programme"},
		},
		[]string{"attendance harbour-2003-belm,harbour-2003-belm-plenary,XCO,costa-livia", "discussions harbour-2003-belm,harbour-2003-belm-plenary,piracy"},
	},
	{
		"an office has its level", offices,
		[]change{
			{"attendance", "head_of_state,President,,high,arna-2001", "head_of_government,President,,high,arna-2001"},
			{"attendance", "foreign_minister,Minister of Foreign", "foreign_minister,Deputy Minister of Foreign"},
			{"attendance", "virtual,head_of_government,Prime Minister", "virtual,head_of_government,First Deputy Prime Minister and Minister of Economy"},
			{"attendance", "UNION,,absent,guest,,,,,medium", "UNION,,attended,guest,,official,,,medium"},
		},
		[]string{
			"harbour-2001-arna,,UNION,: official for ",
			"harbour-2001-arna,,XAR,berg-ada: head_of_government for President, want head_of_state",
			"harbour-2003-belm,,XAR,varga-ilona: foreign_minister for Deputy Minister of Foreign Affairs, want deputy_minister",
			"harbour-2003-belm,,XBE,moreau-jean: head_of_government for First Deputy Prime Minister and Minister of Economy, want deputy_head",
		},
	},
}

// exceptions are ends of what breaks a law and is true, each with the reason.
var exceptions = map[string]string{
	": g7-2010-muskoka, g20-2010-toronto": "the leaders went from Huntsville to Toronto on 26 June 2010, when one summit ended and the other began",
}

// The built-in data keep the laws. An exception that does not occur any more is to be taken out.
func TestLaws(t *testing.T) {
	data, err := dataset.Open()
	require.NoError(t, err)
	met := map[string]bool{}
	for _, law := range laws {
		t.Run(law.name, func(t *testing.T) {
			for _, row := range law.check(data) {
				known := false
				for end := range exceptions {
					if strings.HasSuffix(row, end) {
						known, met[end] = true, true
					}
				}
				if !known {
					t.Error(row)
				}
			}
		})
	}
	for end, reason := range exceptions {
		require.NotEmpty(t, reason)
		if !met[end] {
			t.Errorf("no law is broken by %s", end)
		}
	}
}

// Each law is kept by tiny, and finds what breaks it.
func TestLawsAreBroken(t *testing.T) {
	for _, law := range laws {
		t.Run(law.name, func(t *testing.T) {
			require.Empty(t, law.check(tinyData(t)))
			data, err := dataset.Load(changed(t, tiny(t), law.spoil...))
			require.NoError(t, err)
			if diff := cmp.Diff(law.found, law.check(data)); diff != "" {
				t.Errorf("rows (-want +got):\n%s", diff)
			}
		})
	}
}

// The built-in rows are all used, and stand as they are written.
func TestBuiltInFiles(t *testing.T) {
	data, warnings, err := dataset.Check(dataset.Files())
	require.NoError(t, err)
	for _, w := range warnings {
		if w.Table == "sources" {
			t.Error(w)
		}
	}
	for name, text := range texts(written(t, data.Register)) {
		file, err := fs.ReadFile(dataset.Files(), name)
		require.NoError(t, err)
		if string(file) != text {
			t.Errorf("%s is not in the form in which it is written: export it", name)
		}
	}
}

// days gives the first and the last day that a record is about.
func days(data dataset.Data, r attendance.Record) (first, last timeline.Date) {
	if s, ok := data.Timeline().Session(r.Session); ok && s.Date.IsValid() {
		return s.Date.First(), s.Date.Last()
	}
	s, _ := data.Timeline().Summit(r.Summit)
	return s.Start.First(), s.End.Last()
}

// overlap reports whether two records have a day in common for sure: none of a date that is not known to the day.
func overlap(data dataset.Data, a, b attendance.Record) bool {
	for _, r := range []attendance.Record{a, b} {
		s, _ := data.Timeline().Summit(r.Summit)
		if s.Start.Day == 0 || s.End.Day == 0 {
			return false
		}
	}
	firstA, lastA := days(data, a)
	firstB, lastB := days(data, b)
	return firstA.Compare(lastB) <= 0 && firstB.Compare(lastA) <= 0
}

// rowKey names a record by its key.
func rowKey(r attendance.Record) string {
	return strings.Join([]string{string(r.Summit), string(r.Session), string(r.Participant), string(r.Person)}, ",")
}

func oneHead(data dataset.Data) []string {
	type office struct {
		state timeline.ActorID
		level attendance.Level
	}
	held := map[office][]attendance.Record{}
	var found []string
	for r := range data.Records() {
		if r.Person == "" || (r.Level != attendance.HeadOfState && r.Level != attendance.HeadOfGovernment) {
			continue
		}
		o := office{r.Participant, r.Level}
		for _, other := range held[o] {
			line := fmt.Sprintf("%s %s: %s at %s, %s at %s", o.state, o.level, other.Person, other.Summit, r.Person, r.Summit)
			if other.Person != r.Person && overlap(data, r, other) && !slices.Contains(found, line) {
				found = append(found, line)
			}
		}
		held[o] = append(held[o], r)
	}
	return found
}

// standing reports whether a participant can have been a member of a group on a day, or one that is disputed, and whether it was for sure.
func standing(data dataset.Data, group, participant timeline.ActorID, day timeline.Date) (can, sure bool) {
	for m := range data.Memberships() {
		if m.Group != group || m.Participant != participant || m.Standing == attendance.Suspended {
			continue
		}
		ends := m.Until
		if !ends.IsValid() {
			ends = timeline.Date{Year: 9999, Month: 12, Day: 31}
		}
		can = can || (m.From.First().Compare(day.Last()) <= 0 && day.First().Compare(ends.Last()) <= 0)
		sure = sure || (m.Standing == attendance.MemberStanding && m.From.Last().Compare(day.First()) <= 0 && day.Last().Compare(ends.First()) <= 0)
	}
	return can, sure
}

func capacities(data dataset.Data) []string {
	var found []string
	for r := range data.Records() {
		s, _ := data.Timeline().Summit(r.Summit)
		group := timeline.ActorID("")
		for series := range data.Timeline().Series() {
			if series.ID == s.Series {
				group = series.Group
			}
		}
		can, sure := standing(data, group, r.Participant, s.Start)
		if (r.Capacity == attendance.Member && !can) || (r.Capacity == attendance.Guest && sure) {
			found = append(found, rowKey(r)+": "+r.Capacity.String())
		}
	}
	return found
}

// hosts leaves out NATO's meetings before 2009: that few rows of them are there is known, and counted by the command check.
func hosts(data dataset.Data) []string {
	type cell struct {
		summit timeline.SummitID
		actor  timeline.ActorID
	}
	told := map[cell]bool{}
	for r := range data.Records() {
		told[cell{r.Summit, r.Participant}] = true
	}
	var found []string
	for s := range data.Timeline().Held() {
		for _, host := range s.Hosts {
			if !told[cell{s.ID, host}] && (s.Series != "nato" || s.Start.Year >= 2009) {
				found = append(found, fmt.Sprintf("%s: %s", s.ID, host))
			}
		}
	}
	return found
}

// marked are the letters of names whose marks are left out by those who have no keys for them.
var marked = map[string]string{
	"a": "áàâäãåąăāạảấầẩẫậắằẳẵặ", "c": "çćč", "d": "ďđð", "e": "éèêëęěėēẹẻẽếềểễệ", "g": "ğģ", "i": "íìîïıīĩịỉ", "k": "ķ", "l": "łļľ", "n": "ñńňņ",
	"o": "óòôöõøőōơọỏốồổỗộớờởỡợ", "r": "ř", "s": "śšşș", "t": "ťţț", "u": "úùûüůűūųũưụủứừửữự", "y": "ýÿỳỵỷỹ", "z": "źżž", " ": "-.,", "": "'’‘",
}

// plain gives the words of a name in the order of letters, without case and marks.
func plain(name string) string {
	folded := strings.ToLower(name)
	for letter, with := range marked {
		for mark := range strings.SplitSeq(with, "") {
			folded = strings.ReplaceAll(folded, mark, letter)
		}
	}
	words := strings.Fields(folded)
	slices.Sort(words)
	return strings.Join(words, " ")
}

// spellings finds people whose names have the same words in any order, marks, hyphens and case apart.
func spellings(data dataset.Data) []string {
	known := map[string]attendance.Person{}
	var found []string
	for p := range data.People() {
		folded := plain(p.Name)
		if strings.ContainsFunc(folded, func(r rune) bool { return r > unicode.MaxASCII }) {
			found = append(found, p.Name+": a letter that the test does not know")
		}
		if other, ok := known[folded]; ok {
			found = append(found, fmt.Sprintf("%s, %s: %s, %s", other.ID, p.ID, other.Name, p.Name))
		}
		known[folded] = p
	}
	return found
}

// places takes a person to be at a summit on each of its days, where no session says which.
func places(data dataset.Data) []string {
	cities := map[timeline.SummitID]timeline.List[string]{}
	for s := range data.Timeline().Summits() {
		cities[s.ID] = s.Cities
	}
	was := map[timeline.ActorID][]attendance.Record{}
	var found []string
	for r := range data.Records() {
		if r.Person == "" || r.Status != attendance.Attended || r.Mode != attendance.InPerson {
			continue
		}
		for _, other := range was[r.Person] {
			same := slices.ContainsFunc(cities[r.Summit], func(city string) bool { return cities[other.Summit].Has(city) })
			line := fmt.Sprintf("%s: %s, %s", r.Person, other.Summit, r.Summit)
			if !same && other.Summit != r.Summit && overlap(data, r, other) && !slices.Contains(found, line) {
				found = append(found, line)
			}
		}
		was[r.Person] = append(was[r.Person], r)
	}
	return found
}

// sourced looks at those tables alone whose sources can be left empty without a fault.
func sourced(data dataset.Data) []string {
	var found []string
	for s := range data.Timeline().Summits() {
		if len(s.Sources) == 0 {
			found = append(found, "summits "+string(s.ID))
		}
	}
	for s := range data.Timeline().Sessions() {
		if len(s.Sources) == 0 {
			found = append(found, "sessions "+string(s.ID))
		}
	}
	for m := range data.Memberships() {
		if len(m.Sources) == 0 {
			found = append(found, fmt.Sprintf("memberships %s,%s", m.Group, m.Participant))
		}
	}
	return found
}

func foretold(data dataset.Data) []string {
	day := func(summit timeline.SummitID, session timeline.SessionID) timeline.Date {
		first, _ := days(data, attendance.Record{Summit: summit, Session: session})
		return first
	}
	var found []string
	for r := range data.Records() {
		if r.Confidence == timeline.High && r.Status != attendance.Unknown && data.Timeline().Foretold(r.Sources, day(r.Summit, r.Session)) {
			found = append(found, "attendance "+rowKey(r))
		}
	}
	for m := range data.Timeline().Mentions() {
		sources := timeline.List[timeline.SourceID]{m.Source}
		if m.Confidence == timeline.High && m.Stage == timeline.Reported && data.Timeline().Foretold(sources, day(m.Summit, m.Session)) {
			found = append(found, fmt.Sprintf("discussions %s,%s,%s", m.Summit, m.Session, m.Topic))
		}
	}
	return found
}

// titles are the offices whose level does not depend on the country, the first that fits.
var titles = []struct {
	office *regexp.Regexp
	level  attendance.Level
}{
	{regexp.MustCompile(`^(Minister (of|for) Finance|Finance Minister|Secretary of (the Treasury|Finance)|Treasurer|Chancellor of the Exchequer)$`), attendance.FinanceMinister},
	{regexp.MustCompile(`^((Acting|Caretaker|Interim|Federal) )?(Prime Minister|Premier|Chancellor|Taoiseach|President of the (Council of Ministers|Government))( of |$)`), attendance.HeadOfGovernment},
	{regexp.MustCompile(`^((Acting|Interim|Federal) )?(President|King|Queen|Emperor|Emir|Amir|Sultan|Grand Duke|Pope)( of |$)`), attendance.HeadOfState},
	{regexp.MustCompile(`^(First |Second |Third )?(Deputy|Vice)[ -](Prime Minister|President|Premier|Chancellor)( of |$)|^(Deputy )?Crown Prince$`), attendance.DeputyHead},
	{regexp.MustCompile(`^(First )?(Deputy|Vice|Assistant)[ -](Foreign |Finance |Defen[cs]e )?Minister|^State Secretary|^Deputy Secretary of State`), attendance.DeputyMinister},
	{regexp.MustCompile(`^(Minister (of|for) (Foreign|External) Affairs|Secretary of Foreign Affairs|Foreign (Minister|Secretary)|Secretary of State)$`), attendance.ForeignMinister},
	{regexp.MustCompile(`^(Minister (of|for) (National )?Defen[cs]e|Defen[cs]e Minister|Secretary of Defen[cs]e)$`), attendance.DefenceMinister},
	{regexp.MustCompile(`^Ambassador( |$)`), attendance.Ambassador},
	{regexp.MustCompile(`^(National Security Advis[eo]r|Sherpa)$`), attendance.Envoy},
}

var joined = regexp.MustCompile(`, | and `)

// offices reads of several offices the highest. Who sits for an organisation is its head, whatever the office.
func offices(data dataset.Data) []string {
	organisations := map[timeline.ActorID]bool{}
	for p := range data.Participants() {
		organisations[p.ID] = p.Kind == attendance.Organisation
	}
	var found []string
	for r := range data.Records() {
		line := fmt.Sprintf("%s: %s for %s", rowKey(r), r.Level, r.Office)
		if organisations[r.Participant] {
			if r.Level != 0 && r.Level != attendance.OrganisationHead {
				found = append(found, line)
			}
			continue
		}
		var want attendance.Level
		for _, part := range joined.Split(r.Office, -1) {
			for _, title := range titles {
				if title.office.MatchString(part) {
					if want == 0 || title.level.Rank() < want.Rank() {
						want = title.level
					}
					break
				}
			}
		}
		if want != 0 && r.Level != want {
			found = append(found, fmt.Sprintf("%s, want %s", line, want))
		}
	}
	return found
}
