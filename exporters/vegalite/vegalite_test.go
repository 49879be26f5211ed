package vegalite_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters/vegalite"
	_ "github.com/summitry/summitry/internal/samedraws"
	"github.com/summitry/summitry/timeline"
)

func load(t testing.TB, folder fs.FS) attendance.Register {
	t.Helper()
	data, err := dataset.Load(folder)
	require.NoError(t, err)
	return data.Register
}

func own(t testing.TB, name string) attendance.Register {
	t.Helper()
	return load(t, os.DirFS(filepath.Join("..", "..", "testdata", name)))
}

// A drawn is what tests read of a specification.
type drawn[C any] struct {
	Title    struct{ Text, Subtitle []string }
	Data     struct{ Values []C }
	Encoding map[string]json.RawMessage
}

func read[C any](t testing.TB, spec vegalite.Spec) drawn[C] {
	t.Helper()
	text, err := json.Marshal(spec)
	require.NoError(t, err)
	var d drawn[C]
	require.NoError(t, json.Unmarshal(text, &d))
	return d
}

// domain gives the values of a channel in order, and none if there is no such channel.
func (d drawn[C]) domain(channel string) []string {
	var of struct{ Scale struct{ Domain []string } }
	if json.Unmarshal(d.Encoding[channel], &of) != nil {
		return nil
	}
	return of.Scale.Domain
}

// A question is a roll, about whom, and the agendas of the same gatherings.
type question struct {
	name   string
	roll   attendance.Roll
	who    attendance.Who
	agenda timeline.Agenda
}

// questions are some on each series of some data sets, by several rules and as of a day.
func questions(t testing.TB) []question {
	t.Helper()
	var list []question
	registers := map[string]attendance.Register{"tiny": own(t, "tiny"), "cases": own(t, "cases")}
	if !testing.Short() {
		registers["built-in"] = load(t, dataset.Files())
	}
	for name, register := range registers {
		for s := range register.Timeline().Series() {
			for i, terms := range []struct {
				rule  attendance.Rule
				basis timeline.Basis
				asOf  timeline.Date
			}{
				{},
				{rule: attendance.Rule{Rank: attendance.Leader, Eligible: attendance.Invited}, basis: timeline.Basis{Stage: timeline.Reported}},
				{rule: attendance.Rule{NoStandIns: true, NoVideo: true, Eligible: attendance.Anybody}, basis: timeline.Basis{Stage: timeline.Planned}, asOf: timeline.Date{Year: 2020}},
			} {
				of, err := register.Timeline().Select(timeline.Filter{Series: s.ID, Extraordinary: i > 0})
				require.NoError(t, err)
				of = of.AsOf(terms.asOf)
				who := register.Everybody()
				if members, err := register.Who(s.Group); err == nil && i == 0 {
					who = members
				}
				list = append(list, question{fmt.Sprintf("%s %s %d", name, s.ID, i), register.Roll(of, terms.rule), who, of.Agenda(terms.basis)})
			}
		}
	}
	slices.SortFunc(list, func(a, b question) int { return strings.Compare(a.name, b.name) })
	return list
}

func each(t *testing.T, check func(t *testing.T, q question)) {
	t.Helper()
	for _, q := range questions(t) {
		t.Run(q.name, func(t *testing.T) { check(t, q) })
	}
}

func same(t testing.TB, want, got any, what string) {
	t.Helper()
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("%s (-want +got):\n%s", what, d)
	}
}

type presenceCell struct {
	Summit      timeline.SummitID `json:"summit_id"`
	Participant timeline.ActorID  `json:"participant_id"`
	Column      string            `json:"gathering"`
	Row         string            `json:"participant"`
	Status      string            `json:"status"`
	Level       string            `json:"level"`
	Counts      string            `json:"counts"`
	Marks       []string          `json:"marks"`
}

// The words that the legend has for each status and rank, written again.
var statusWords = map[attendance.Status]string{
	attendance.Absent: "absent: sent nobody", attendance.Outside: "outside: neither member nor guest",
	attendance.Unknown: "unknown: the records do not tell",
}

var rankWords = [8]string{
	"came, at another level", "leader: head of state, of government, of an organisation", "deputy of a leader",
	"minister or deputy minister", "minister or deputy minister",
	"envoy, ambassador or official", "envoy, ambassador or official", "envoy, ambassador or official",
}

// Each presence is one cell with the marks that it should have, and each label stands for one gathering or participant.
func TestAttendanceIsTheRoll(t *testing.T) {
	each(t, func(t *testing.T, q question) {
		d := read[presenceCell](t, vegalite.Attendance(q.roll, q.who))
		var want []presenceCell
		for p := range q.roll.Presences(q.roll.Concerned(q.who)) {
			c := presenceCell{Summit: p.Summit, Participant: p.Participant, Status: p.Status.String(), Level: p.Level.String(), Counts: p.Counts.String()}
			if p.Eligible == timeline.Yes {
				switch q.roll.Rule().Eligible {
				case attendance.Members:
					c.Marks = append(c.Marks, "member on the day")
				case attendance.Invited:
					c.Marks = append(c.Marks, "member on the day, or invited")
				}
			}
			if p.Status != attendance.Attended {
				c.Marks = append(c.Marks, statusWords[p.Status])
			} else {
				if p.Level == 0 {
					c.Marks = append(c.Marks, "came, level not on record")
				} else {
					c.Marks = append(c.Marks, rankWords[p.Level.Rank()])
				}
				if p.InPlaceOf != "" {
					c.Marks = append(c.Marks, "in place of the one who was to come")
				}
				if p.Mode == attendance.Virtual {
					c.Marks = append(c.Marks, "took part by video")
				}
			}
			want = append(want, c)
		}
		if len(want) == 0 {
			return
		}
		columns, rows, marks := make(map[timeline.SummitID]string), make(map[timeline.ActorID]string), make(map[string]bool)
		got := slices.Clone(d.Data.Values)
		for i, c := range got {
			columns[c.Summit], rows[c.Participant] = c.Column, c.Row
			require.Contains(t, d.domain("x"), c.Column)
			for _, m := range c.Marks {
				marks[m] = true
			}
			got[i].Column, got[i].Row = "", ""
		}
		same(t, want, got, "cells")
		same(t, slices.Sorted(maps.Values(rows)), slices.Sorted(slices.Values(d.domain("y"))), "rows")
		same(t, slices.Sorted(maps.Keys(marks)), slices.Sorted(slices.Values(d.domain("shape"))), "legend")
		var held []string
		for s := range q.roll.Timeline().Held() {
			if label, ok := columns[s.ID]; ok {
				held = append(held, label)
			}
		}
		same(t, held, slices.DeleteFunc(d.domain("x"), func(label string) bool { return !slices.Contains(held, label) }), "columns")
		require.Len(t, slices.Compact(slices.Sorted(maps.Values(columns))), len(columns))
		require.Len(t, slices.Compact(slices.Sorted(maps.Values(rows))), len(rows))

		// Rows are in the order of the first gathering to which each came.
		first := make(map[string]int)
		for _, c := range d.Data.Values {
			at := math.MaxInt
			if c.Status == "attended" {
				at = slices.Index(d.domain("x"), c.Column)
			}
			if was, ok := first[c.Row]; !ok || at < was {
				first[c.Row] = at
			}
		}
		require.True(t, slices.IsSortedFunc(d.domain("y"), func(a, b string) int { return first[a] - first[b] }))
	})
}

type topicCell struct {
	Summit    timeline.SummitID `json:"summit_id"`
	Topic     timeline.TopicID  `json:"topic_id"`
	Column    string            `json:"gathering"`
	Row       string            `json:"topic"`
	Mark      string            `json:"mark"`
	Documents int               `json:"documents"`
}

// The marks of topics are those that sets of what is on record give, read column by column.
func TestTopicsAreTheAgenda(t *testing.T) {
	each(t, func(t *testing.T, q question) {
		d := read[topicCell](t, vegalite.Topics(q.agenda))
		truths := make(map[timeline.TopicID]map[timeline.SummitID]timeline.Truth)
		for id, h := range q.agenda.Each() {
			truths[id] = make(map[timeline.SummitID]timeline.Truth)
			for s := range h.All() {
				truths[id][s.Summit] = s.Truth
			}
		}
		basis := q.agenda.Basis()
		basis.Stage = timeline.Reported
		reported := q.agenda.Timeline().Agenda(basis)
		var seen, last timeline.TopicSet
		want := make(map[timeline.SummitID]map[timeline.TopicID]string)
		times := make(map[timeline.TopicID]int)
		for e := range q.agenda.All() {
			if e.Topics.Len() == 0 && !e.Complete {
				continue
			}
			want[e.Summit] = make(map[timeline.TopicID]string)
			for id := range truths {
				word := "unknown: not coded, or not completely"
				after, err := reported.At(e.Summit)
				switch {
				case e.Topics.Has(id) && q.agenda.Basis().Stage == 0 && (err != nil || !after.Topics.Has(id)):
					word = "announced only"
				case e.Topics.Has(id) && len(want) == 1:
					word = "named at the first gathering shown"
				case e.Topics.Has(id) && last.Has(id):
					word = "kept: on record at the one before too"
				case e.Topics.Has(id) && seen.Has(id):
					word = "back: on record before, but not at the one before"
				case e.Topics.Has(id):
					word = "new: on record at no earlier gathering shown"
				case truths[id][e.Summit] == timeline.No:
					word = "not mentioned in the documents coded"
				}
				want[e.Summit][id] = word
				if e.Topics.Has(id) {
					times[id]++
				}
			}
			seen, last = seen.Union(e.Topics), e.Topics
		}
		if len(times) == 0 {
			require.Empty(t, d.domain("x"))
			return
		}
		shown := make(map[timeline.TopicID]bool)
		got := make(map[timeline.SummitID]map[timeline.TopicID]string)
		for _, c := range d.Data.Values {
			if shown[c.Topic] = true; got[c.Summit] == nil {
				got[c.Summit] = make(map[timeline.TopicID]string)
			}
			got[c.Summit][c.Topic] = c.Mark
		}
		for _, row := range want {
			maps.DeleteFunc(row, func(id timeline.TopicID, _ string) bool { return !shown[id] })
		}
		same(t, want, got, "marks")
		require.Len(t, d.Data.Values, len(d.domain("x"))*len(d.domain("y")))
		if len(times) <= 60 {
			require.Len(t, shown, len(times))
			return
		}
		require.LessOrEqual(t, len(shown), 60)
		fewest, most := math.MaxInt, 0 // of those shown, of those left out
		for id, n := range times {
			if shown[id] {
				fewest = min(fewest, n)
			} else {
				most = max(most, n)
			}
		}
		require.Greater(t, fewest, most)
		require.Contains(t, strings.Join(d.Title.Subtitle, " "), fmt.Sprintf("Shown are the %d topics, of %d, that are named at %d gatherings or more.", len(shown), len(times), fewest))
	})
}

type levelBand struct {
	Summit timeline.SummitID `json:"summit_id"`
	Band   string            `json:"band"`
	Count  int               `json:"delegations"`
	Sent   string            `json:"sent"`
}

// The bars end at the bounds of how many came, and each band is what is sure of its ranks.
func TestLevelsAreTheProfiles(t *testing.T) {
	each(t, func(t *testing.T, q question) {
		d := read[levelBand](t, vegalite.Levels(q.roll, q.who))
		got := make(map[timeline.SummitID]map[string]int)
		if len(d.domain("x")) == 0 {
			d.Data.Values = nil // it says that there is nothing
		}
		for _, b := range d.Data.Values {
			if got[b.Summit] == nil {
				got[b.Summit] = make(map[string]int)
			}
			require.Positive(t, b.Count)
			got[b.Summit][b.Band] += b.Count
		}
		for p := range q.roll.LevelsBySummit(q.roll.Concerned(q.who)) {
			want, sure := make(map[string]int), 0
			for rank, n := range p.Ranks {
				if n.Min > 0 {
					want[rankWords[rank]] += n.Min
					sure += n.Min
				}
			}
			low, high := 0, 0
			for band, n := range got[p.Summit] {
				if high += n; band != "may have come: not on record" {
					low += n
				}
			}
			same(t, p.Sent, timeline.Count{Min: low, Max: high}, "ends of the bar of "+string(p.Summit))
			maps.DeleteFunc(got[p.Summit], func(band string, _ int) bool { return !slices.Contains(rankWords[:], band) })
			if len(want) > 0 || len(got[p.Summit]) > 0 {
				same(t, want, got[p.Summit], "bands of "+string(p.Summit))
			}
		}
	})
}

type tie struct {
	A, B         string   `json:"-"`
	AID          string   `json:"a_id"`
	BID          string   `json:"b_id"`
	Column       string   `json:"a"`
	Row          string   `json:"b"`
	Value        *float64 `json:"value"`
	Bounds, Mark string
}

func TestTiesAreThePairs(t *testing.T) {
	each(t, func(t *testing.T, q question) {
		weights := []attendance.Weight{attendance.Shared, attendance.Lift, attendance.Jaccard, attendance.Newman}
		if strings.HasPrefix(q.name, "built-in") {
			weights = weights[:2] // there is enough of it
		}
		for _, weight := range weights {
			d := read[tie](t, vegalite.Ties(q.roll, q.who, weight))
			got := make(map[string]tie)
			for _, c := range d.Data.Values {
				got[c.AID+" "+c.BID] = c
			}
			require.Len(t, got, len(d.Data.Values))
			if len(d.domain("x")) == 0 {
				continue
			}
			same(t, d.domain("x"), d.domain("y"), "both axes")
			some, pairs, top := q.roll.Concerned(q.who), 0, 0.0
			for p := range q.roll.Pairs(some, some, weight) {
				if p.Weight.Value != timeline.No {
					top = max(top, p.Weight.Least)
				}
			}
			for p := range q.roll.Pairs(some, some, weight) {
				pairs++
				for _, key := range []string{string(p.A + " " + p.B), string(p.B + " " + p.A)} {
					c, ok := got[key]
					require.True(t, ok, key)
					require.Equal(t, p.Weight.String(), c.Bounds)
					switch {
					case p.Weight.Value == timeline.No:
						require.Nil(t, c.Value)
						require.Equal(t, "no value", c.Mark)
					case p.Weight.Most > p.Weight.Least+top/10:
						require.Equal(t, "as recorded: may be much more", c.Mark)
					default:
						require.Equal(t, "settled, or nearly so", c.Mark)
					}
					if c.Value != nil {
						require.InDelta(t, p.Weight.Least, *c.Value, 0.00051)
					}
				}
			}
			require.Len(t, got, 2*pairs)
		}
	})
}

func TestSimilarityIsThePairs(t *testing.T) {
	each(t, func(t *testing.T, q question) {
		d := read[tie](t, vegalite.Similarity(q.agenda))
		got := make(map[string]tie)
		for _, c := range d.Data.Values {
			got[c.AID+" "+c.BID] = c
		}
		count := 0
		entries := make(map[timeline.SummitID]timeline.Entry)
		for e := range q.agenda.All() {
			entries[e.Summit] = e
		}
		for p := range q.agenda.Pairs() {
			a, b := entries[p.A], entries[p.B]
			if (a.Topics.Len() == 0 && !a.Complete) || (b.Topics.Len() == 0 && !b.Complete) {
				continue
			}
			count++
			c, ok := got[string(p.A+" "+p.B)]
			require.True(t, ok)
			both, all := a.Topics.Intersect(b.Topics).Len(), a.Topics.Union(b.Topics).Len()
			if all == 0 {
				require.Nil(t, c.Value)
				continue
			}
			require.InDelta(t, 100*float64(both)/float64(all), *c.Value, 0.5)
			require.Equal(t, p.Measures.Jaccard.String(), c.Bounds)
			require.Equal(t, p.Measures.Jaccard.Most-p.Measures.Jaccard.Least > 0.1, c.Mark == "as recorded: may be much more or less")
		}
		if count > 0 {
			require.Len(t, got, count)
		}
	})
}

func TestGallery(t *testing.T) {
	for name, register := range map[string]attendance.Register{"tiny": own(t, "tiny"), "empty": {}} {
		t.Run(name, func(t *testing.T) {
			dir := filepath.Join("testdata", name)
			var names []string
			for file, spec := range vegalite.Gallery(register) {
				var b bytes.Buffer
				require.NoError(t, spec.Write(&b))
				if names = append(names, file); *vegalite.Update {
					require.NoError(t, os.MkdirAll(dir, 0o755))
					require.NoError(t, os.WriteFile(filepath.Join(dir, file), b.Bytes(), 0o644))
				}
				want, err := os.ReadFile(filepath.Join(dir, file))
				require.NoError(t, err, "run go test ./exporters/vegalite -update")
				same(t, string(want), b.String(), file)
			}
			found, err := filepath.Glob(filepath.Join(dir, "*"))
			require.NoError(t, err)
			for i, path := range found {
				found[i] = filepath.Base(path)
			}
			same(t, found, slices.Sorted(slices.Values(names)), "files")
		})
	}
}

func TestGalleryCanBeLeftEarly(t *testing.T) {
	n := 0
	for range vegalite.Gallery(own(t, "tiny")) {
		if n++; n == 2 {
			break
		}
	}
	require.Equal(t, 2, n)
}

// The same pictures of data read anew have the same bytes, whatever the order of maps.
func TestSpecsAreDeterministic(t *testing.T) {
	text := func() string {
		var b bytes.Buffer
		for _, spec := range vegalite.Gallery(own(t, "cases")) {
			require.NoError(t, spec.Write(&b))
		}
		return b.String()
	}
	want := text()
	for range 5 {
		require.Equal(t, want, text())
	}
}

// Nothing is shown without a crash, and it says so.
func TestSpecsOfNothing(t *testing.T) {
	roll := attendance.Register{}.Roll(timeline.Timeline{}, attendance.Rule{})
	for name, spec := range map[string]vegalite.Spec{
		"zero": {}, "attendance": vegalite.Attendance(roll, attendance.Who{}), "levels": vegalite.Levels(roll, attendance.Who{}),
		"ties": vegalite.Ties(roll, attendance.Who{}, attendance.Lift), "topics": vegalite.Topics(timeline.Agenda{}),
		"similarity": vegalite.Similarity(timeline.Agenda{}),
	} {
		t.Run(name, func(t *testing.T) {
			var b bytes.Buffer
			require.NoError(t, spec.Write(&b))
			require.Contains(t, b.String(), "Nothing of this is on record.")
			require.NotEmpty(t, read[any](t, spec).Title.Text)
		})
	}
}

// hostile is a meeting of which all names are meant to break something.
func hostile(t testing.TB) attendance.Register {
	t.Helper()
	list := timeline.List[timeline.SourceID]{"list"}
	day := timeline.Date{Year: 2001, Month: 6, Day: 1}
	script := `</script><script>alert("1")</script>`
	gatherings := timeline.Tables{
		Series:  []timeline.Series{{ID: "talks", Name: script, Tier: timeline.LeadersTier}},
		Sources: []timeline.Source{{ID: "list", Kind: timeline.ListSource, Title: "List", Published: timeline.Date{Year: 2002}}},
		Topics:  []timeline.Topic{{ID: "one", Label: "datum['x'] + \"\u2028\""}, {ID: "two", Label: "__proto__"}},
	}
	tables := attendance.Tables{Participants: []attendance.Participant{
		{ID: "AAA", Kind: attendance.State, Name: "Same"},
		{ID: "BBB", Kind: attendance.State, Name: "Same"},
		{ID: "CCC", Kind: attendance.State, Name: "Same (AAA)"},
		{ID: "DDD", Kind: attendance.State, Name: "AAA"},
		{ID: "EEE", Kind: attendance.State, Name: script},
		{ID: "FFF", Kind: attendance.State, Name: strings.Repeat("long ", 100) + "end"},
		{ID: "GGG", Kind: attendance.State, Name: "null"},
		{ID: "HHH", Kind: attendance.State, Name: `'"\{{}}${}`},
	}}
	for _, id := range []timeline.SummitID{"talks-a", "talks-b"} { // alike but for their ids
		gatherings.Summits = append(gatherings.Summits, timeline.Summit{
			ID: id, Series: "talks", Name: `'"\`, Kind: timeline.Regular, Start: day, End: day, Status: timeline.Held, Format: timeline.InPerson, Sources: list,
		})
		for _, topic := range gatherings.Topics {
			gatherings.Mentions = append(gatherings.Mentions, timeline.Mention{
				Summit: id, Topic: topic.ID, Stage: timeline.Reported, Source: "list", Confidence: timeline.High,
			})
		}
		for _, p := range tables.Participants {
			tables.Records = append(tables.Records, attendance.Record{
				Summit: id, Participant: p.ID, Status: attendance.Attended, Office: script, Confidence: timeline.High, Sources: list,
			})
		}
	}
	register, err := attendance.New(gatherings, tables)
	require.NoError(t, err)
	return register
}

func TestHostileNames(t *testing.T) {
	want := map[string]int{"attendance": 16, "levels": 2, "ties": 56, "topics": 4, "similarity": 1}
	got := make(map[string]int)
	for name, spec := range vegalite.Gallery(hostile(t)) {
		name = strings.TrimSuffix(strings.TrimPrefix(name, "talks-"), ".vl.json")
		var b bytes.Buffer
		require.NoError(t, spec.WithSource("</script>").Write(&b))
		require.NotContains(t, b.String(), "<", "a page may hold it in a script")
		d := read[any](t, spec)
		got[name] = len(d.Data.Values)
		for _, channel := range []string{"x", "y"} {
			domain := d.domain(channel)
			require.Len(t, slices.Compact(slices.Sorted(slices.Values(domain))), len(domain), "%s: %q", name, domain)
		}
	}
	same(t, want, got, "rows of each picture")
}

func TestNames(t *testing.T) {
	forms := map[string][3]string{
		"A": {"X", "X (A)", "A"}, "B": {"X", "X (B)", "B"}, "C": {"X (A)", "X (A) (C)", "C"}, "D": {"A", "A (D)", "D"}, "E": {"E\xff", "", "E"},
	}
	form := func(i int) func(string) string { return func(id string) string { return forms[id][i] } }
	got := vegalite.Names(slices.Sorted(maps.Keys(forms)), form(0), form(1), form(2))
	same(t, map[string]string{"A": "A", "B": "X (B)", "C": "C", "D": "D", "E": "E\uFFFD"}, got, "labels")
}

func TestWrap(t *testing.T) {
	for _, row := range []struct {
		text string
		want []string
	}{
		{"", nil},
		{"one two", []string{"one two"}},
		{"one two three", []string{"one two", "three"}},
		{"averylongword is not broken", []string{"averylongword", "is not", "broken"}},
	} {
		same(t, row.want, vegalite.Wrap(row.text, 7), row.text)
	}
	same(t, []string{"a bb", "ccc d"}, vegalite.Balanced("a bb ccc d", 8), "lines of about the same length")
	same(t, []string{"a", "bb"}, vegalite.Balanced("a bb", 2), "a word alone")
	same(t, []string(nil), vegalite.Balanced("", 2), "no text")
}

// Who is tied to each other more than to anybody else stands together, in whatever order they are given.
func TestTogetherKeepsBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		block := rapid.SliceOfN(rapid.IntRange(0, 3), 0, 12).Draw(t, "blocks")
		between := make([][]float64, len(block))
		for i := range between {
			between[i] = make([]float64, len(block))
			for k := range i {
				least := 0.0
				if block[i] == block[k] {
					least = 1
				}
				between[i][k] = rapid.Float64Range(least, least+0.5).Draw(t, "tie")
				between[k][i] = between[i][k]
			}
		}
		order := vegalite.Together(between)
		var blocks []int
		for _, i := range order {
			blocks = append(blocks, block[i])
		}
		require.Len(t, slices.Compact(slices.Sorted(slices.Values(order))), len(block))
		runs := len(slices.Compact(slices.Clone(blocks)))
		require.Len(t, slices.Compact(slices.Sorted(slices.Values(blocks))), runs, "%v", blocks)
	})
}

func TestTogetherJoinsWhereTheTieIsStrongest(t *testing.T) {
	same(t, []int{1, 0, 2}, vegalite.Together([][]float64{{0, 3, 2}, {3, 0, 1}, {2, 1, 0}}), "order")
}

// Guests are shown since the first gathering of which it is known that one of them came or stayed away.
func TestGuestsSinceTheFirst(t *testing.T) {
	pictures := 0
	for name, spec := range vegalite.Gallery(load(t, dataset.Files())) {
		if !strings.HasSuffix(name, "-guests.vl.json") {
			continue
		}
		d := read[presenceCell](t, spec)
		known := make(map[string]bool)
		for _, c := range d.Data.Values {
			known[c.Column] = known[c.Column] || c.Status == "attended" || c.Status == "absent"
		}
		require.True(t, known[d.domain("x")[0]], name)
		pictures++
	}
	require.Positive(t, pictures)
}

// Two series, a gathering online, and one of which coverage says that its report names no topic.
func TestColumns(t *testing.T) {
	list := timeline.List[timeline.SourceID]{"list"}
	gatherings := timeline.Tables{
		Series:  []timeline.Series{{ID: "north", Name: "North talks", Tier: timeline.LeadersTier}, {ID: "south", Name: "South talks", Tier: timeline.LeadersTier}},
		Sources: []timeline.Source{{ID: "list", Kind: timeline.ListSource, Title: "List", Published: timeline.Date{Year: 2010}}},
		Topics:  []timeline.Topic{{ID: "fish", Label: "Fish"}, {ID: "ships", Label: "Ships"}, {ID: "whales", Label: "Whales"}},
		Coverage: []timeline.Coverage{{
			ID: "silence", Subject: timeline.TopicsSubject, Series: "north", Summit: "north-2", Stage: timeline.Reported, Confidence: timeline.High, Sources: list,
		}},
	}
	for i, s := range []timeline.Summit{
		{ID: "north-1", Series: "north", Cities: timeline.List[string]{"Arna", "Belm"}, Format: timeline.InPerson},
		{ID: "north-2", Series: "north", Format: timeline.Virtual},
		{ID: "north-3", Series: "north", Format: timeline.InPerson},
		{ID: "north-4", Series: "north", Format: timeline.InPerson},
		{ID: "south-1", Series: "south", Cities: timeline.List[string]{"Arna"}, Format: timeline.InPerson},
	} {
		s.Name, s.Kind, s.Status, s.Sources = "Meeting", timeline.Regular, timeline.Held, list
		s.Start = timeline.Date{Year: 2000 + i%4, Month: 6, Day: 1}
		s.End = s.Start
		gatherings.Summits = append(gatherings.Summits, s)
	}
	for _, m := range []timeline.Mention{{Summit: "north-1", Topic: "fish"}, {Summit: "north-1", Topic: "ships"}, {Summit: "north-4", Topic: "ships"}, {Summit: "south-1", Topic: "whales"}} {
		m.Stage, m.Source, m.Confidence = timeline.Reported, "list", timeline.High
		gatherings.Mentions = append(gatherings.Mentions, m)
	}
	register, err := attendance.New(gatherings, attendance.Tables{})
	require.NoError(t, err)
	marks := func(filter timeline.Filter) (columns, rows, words []string) {
		of, err := register.Timeline().Select(filter)
		require.NoError(t, err)
		d := read[topicCell](t, vegalite.Topics(of.Agenda(timeline.Basis{Stage: timeline.Reported})))
		for _, c := range d.Data.Values {
			words = append(words, strings.Fields(c.Mark)[0])
		}
		return d.domain("x"), d.domain("y"), words
	}
	columns, rows, words := marks(timeline.Filter{Series: "north"})
	same(t, []string{"Arna 2000", "online 2001", "Meeting 2003"}, columns, "columns; of the third nothing is known")
	same(t, []string{"Ships", "Fish"}, rows, "rows, the more often named first")
	same(t, []string{"named", "named", "not", "not", "back:", "unknown:"}, words, "marks")
	columns, _, _ = marks(timeline.Filter{})
	same(t, []string{"Arna 2000 (north)", "Arna 2000 (south)", "online 2001 (north)", "Meeting 2003 (north)"}, columns, "columns of both")
}

// A picture by a rule says what counts, and what does not is pale.
func TestPaleIsWhatDoesNotCount(t *testing.T) {
	data := load(t, dataset.Files())
	of, err := data.Timeline().Select(timeline.Filter{Series: "g20"})
	require.NoError(t, err)
	rule := attendance.Rule{Rank: attendance.Leader, Capacity: attendance.Member, NoStandIns: true, NoVideo: true}
	d := read[presenceCell](t, vegalite.Attendance(data.Roll(of, rule), data.Everybody()))
	require.Contains(t, string(d.Encoding["opacity"]), `datum.status === 'attended' \u0026\u0026 datum.counts === 'no'`)
	require.Contains(t, strings.Join(d.Title.Subtitle, " "), "Counted: a leader, as member, not in place of another, in the room. Who came and does not count is pale.")
	require.NotContains(t, read[presenceCell](t, vegalite.Attendance(data.Roll(of, attendance.Rule{Together: true}), data.Everybody())).Encoding, "opacity")
}

func TestWriteReportsErrors(t *testing.T) {
	full := errors.New("full")
	require.ErrorIs(t, vegalite.Spec{}.Write(broken{full}), full)
}

type broken struct{ err error }

func (b broken) Write([]byte) (int, error) { return 0, b.err }

func TestSourceLine(t *testing.T) {
	var spec vegalite.Spec
	same(t, []string{"Source: data read with summitry"}, read[any](t, spec).Title.Subtitle, "by default")
	same(t, []string{"Source: mine"}, read[any](t, spec.WithSource("mine")).Title.Subtitle, "own")
	same(t, []string{"Source: data read with summitry"}, read[any](t, spec).Title.Subtitle, "the first is as it was")
}
