package timeline_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

// A part is what the documents of one stage, or of the basis, say of one gathering.
type part struct {
	stage  timeline.Stage
	summit timeline.SummitID
}

// A match is what is compared: parts of which it is enough that one names a topic.
type match struct{ was, is, before []part }

// of is a side of gatherings at the stage of the basis.
func (c coding) of(ids ...timeline.SummitID) []part {
	var side []part
	for _, id := range ids {
		side = append(side, part{c.basis.Stage, id})
	}
	return side
}

// members enumerates the worlds of one topic: whether it was, is and was before. What is on both sides is one cell.
func (c coding) members(m match, topic timeline.TopicID) []member {
	var parts []part
	for _, p := range slices.Concat(m.was, m.is, m.before) {
		if !slices.Contains(parts, p) {
			parts = append(parts, p)
		}
	}
	found := map[member]bool{}
	world := map[part]bool{}
	var fill func(rest []part)
	fill = func(rest []part) {
		if len(rest) == 0 {
			any := func(side []part) bool { return slices.ContainsFunc(side, func(p part) bool { return world[p] }) }
			found[member{any(m.was), any(m.is), any(m.before)}] = true
			return
		}
		at := c
		at.basis.Stage = rest[0].stage
		for _, o := range at.named(rest[0].summit, topic) {
			world[rest[0]] = o
			fill(rest[1:])
		}
	}
	fill(parts)
	var list []member
	for was := range found {
		list = append(list, was)
	}
	return list
}

// want is the change that a comparison of all worlds gives, with what of got has tests of its own.
func (c coding) want(m match, got timeline.Change) timeline.Change {
	want := timeline.Change{Was: got.Was, Is: got.Is, Before: got.Before, Closed: got.Closed, Evidence: got.Evidence}
	var options [][]member
	type finding struct {
		into        *timeline.Finding
		question    func(m member) bool
		sure, maybe topics
	}
	findings := []*finding{
		{into: &want.Kept, question: func(m member) bool { return m.was && m.is }},
		{into: &want.Added, question: func(m member) bool { return !m.was && m.is }},
		{into: &want.Dropped, question: func(m member) bool { return m.was && !m.is }},
		{into: &want.New, question: func(m member) bool { return m.is && !m.was && !m.before }},
		{into: &want.Returned, question: func(m member) bool { return m.is && !m.was && m.before }},
	}
	every := func(list []member, question func(member) bool) bool {
		return !slices.ContainsFunc(list, func(m member) bool { return !question(m) })
	}
	for _, topic := range c.vocabulary() {
		list := c.members(m, topic)
		options = append(options, list)
		was, is := every(list, func(m member) bool { return m.was }), every(list, func(m member) bool { return m.is })
		switch {
		case was && is:
			want.Recorded.Kept++
		case was:
			want.Recorded.Dropped++
		case is:
			want.Recorded.Added++
		default:
			continue // the findings are about what one of the two names
		}
		for _, f := range findings {
			if every(list, f.question) {
				f.sure = append(f.sure, topic)
			} else if slices.ContainsFunc(list, f.question) {
				f.maybe = append(f.maybe, topic)
			}
		}
	}
	for _, f := range findings {
		*f.into = timeline.Finding{Sure: timeline.NewTopicSet(f.sure...), Maybe: timeline.NewTopicSet(f.maybe...)}
	}
	want.Measures = slowMeasures(options)
	return want
}

func (c coding) check(t failer, what string, m match, got timeline.Change) {
	t.Helper()
	if diff := cmp.Diff(c.want(m, got), got, dust); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func entries(a timeline.Agenda) summits {
	var read summits
	for e := range a.All() {
		read = append(read, e.Summit)
	}
	return read
}

// TestCompareWorlds compares any two gatherings with an enumeration of every world, and the changes with the comparisons.
func TestCompareWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		agenda := c.agenda(t, c.tables)
		read := entries(agenda)
		last := map[timeline.SeriesID]timeline.SummitID{}
		changes := slices.Collect(agenda.Changes())
		for j, is := range read {
			for _, was := range read {
				if was == is {
					continue
				}
				got, err := agenda.Compare(was, is)
				require.NoError(t, err)
				var before, earlier summits
				for _, id := range read[:j] {
					if c.summit(id).Series == c.summit(is).Series || id == was {
						before = append(before, id)
					}
					if c.summit(id).Series == c.summit(is).Series && id != was {
						earlier = append(earlier, id)
					}
				}
				if diff := cmp.Diff(before, got.Before); diff != "" {
					t.Errorf("%s and %s: before (-want +got):\n%s", was, is, diff)
				}
				c.check(t, fmt.Sprint(was, " and ", is), match{c.of(was), c.of(is), c.of(earlier...)}, got)
			}
			if was, ok := last[c.summit(is).Series]; ok {
				require.NotEmpty(t, changes, "%s is not compared with %s", is, was)
				want, err := agenda.Compare(was, is)
				require.NoError(t, err)
				if diff := cmp.Diff(want, changes[0]); diff != "" {
					t.Errorf("Compare and Changes differ (-compare +changes):\n%s", diff)
				}
				changes = changes[1:]
			}
			last[c.summit(is).Series] = is
		}
		if len(changes) > 0 {
			t.Errorf("there are %d changes more", len(changes))
		}
	})
}

// A gathering has with itself in common whatever it may have named.
func TestCompareWithItself(t *testing.T) {
	tables := years(1)
	tables.Topics = []timeline.Topic{{ID: "a", Label: "a"}, {ID: "b", Label: "b"}}
	tables.Mentions = []timeline.Mention{{Summit: "s-2001", Topic: "a", Stage: timeline.Reported, Source: "list", Confidence: timeline.High}}
	got, err := mustNew(t, tables).Agenda(timeline.Basis{}).Compare("s-2001", "s-2001")
	require.NoError(t, err)
	if want := (timeline.Measure{Least: 1, Most: 1, Value: timeline.Yes}); got.Measures.Jaccard != want && !got.Measures.Jaccard.Loose {
		t.Errorf("Jaccard is %v, and these bounds are not said to be loose", got.Measures.Jaccard)
	}
}

// TestYearWorlds compares years with an enumeration of every world.
func TestYearWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		agenda := c.agenda(t, c.tables)
		of := map[int]summits{}
		var order []int
		for _, id := range entries(agenda) {
			year := c.summit(id).Start.Year
			if of[year] == nil {
				order = append(order, year)
			}
			of[year] = append(of[year], id)
		}
		var seen []int
		for year, got := range agenda.Years() {
			seen = append(seen, year)
			want := timeline.Entry{Year: year, Complete: true, Evidence: got.Evidence}
			counts := map[timeline.TopicID]int{}
			for _, id := range of[year] {
				e, err := agenda.At(id)
				require.NoError(t, err)
				want.Topics = want.Topics.Union(e.Topics)
				want.Complete = want.Complete && e.Complete
				want.Documents = append(want.Documents, e.Documents...)
				want.Kinds = append(want.Kinds, e.Kinds...)
				for topic, n := range e.Profile.All() {
					counts[topic] += n
				}
			}
			want.Profile = timeline.NewProfile(counts)
			slices.Sort(want.Documents)
			want.Documents = slices.Compact(want.Documents)
			slices.Sort(want.Kinds)
			want.Kinds = slices.Compact(want.Kinds)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("%d (-want +got):\n%s", year, diff)
			}
		}
		if diff := cmp.Diff(order, seen); diff != "" {
			t.Errorf("years (-want +got):\n%s", diff)
		}
		i := 0
		for got := range agenda.YearChanges() {
			was, is := order[i], order[i+1]
			var before, earlier summits
			for _, year := range order[:i+1] {
				before = append(before, of[year]...)
			}
			for _, year := range order[:i] {
				earlier = append(earlier, of[year]...)
			}
			if diff := cmp.Diff([]any{was, is, before}, []any{got.Was.Year, got.Is.Year, got.Before}); diff != "" {
				t.Errorf("%d and %d: sides and before (-want +got):\n%s", was, is, diff)
			}
			c.check(t, fmt.Sprint(was, " and ", is), match{c.of(of[was]...), c.of(of[is]...), c.of(earlier...)}, got)
			i++
		}
		if i != max(len(order)-1, 0) {
			t.Errorf("%d changes of %d years", i, len(order))
		}
	})
}

// TestFulfilmentWorlds compares what was planned with what was reported in an enumeration of every world.
func TestFulfilmentWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		c.basis.Stage = 0
		agenda := c.agenda(t, c.tables)
		read := entries(agenda)
		planned, reported := c, c
		planned.basis.Stage, reported.basis.Stage = timeline.Planned, timeline.Reported
		for j, id := range read {
			got, err := agenda.Fulfilment(id)
			require.NoError(t, err)
			var before summits
			for _, earlier := range read[:j] {
				if c.summit(earlier).Series == c.summit(id).Series && c.held(earlier) {
					before = append(before, earlier)
				}
			}
			if diff := cmp.Diff(before, got.Before); diff != "" {
				t.Errorf("%s: before (-want +got):\n%s", id, diff)
			}
			c.check(t, string(id), match{planned.of(id), reported.of(id), reported.of(before...)}, got)
			for stage, entry := range map[timeline.Stage]timeline.Entry{timeline.Planned: got.Was, timeline.Reported: got.Is} {
				at := c
				at.basis.Stage = stage
				if want, err := at.agenda(t, c.tables).At(id); err == nil {
					if diff := cmp.Diff(want, entry); diff != "" {
						t.Errorf("%s %s (-want +got):\n%s", id, stage, diff)
					}
				} else if entry.Topics.Len() > 0 || entry.Complete || entry.Summit != id {
					t.Errorf("%s %s: nothing is known, but the entry is %v", id, stage, entry)
				}
			}
			// Whatever the stage of the basis.
			reading := c
			reading.basis.Stage = rapid.SampledFrom([]timeline.Stage{timeline.Planned, timeline.Reported}).Draw(t, "stage")
			again, err := reading.agenda(t, c.tables).Fulfilment(id)
			require.NoError(t, err)
			if diff := cmp.Diff(got, again); diff != "" {
				t.Errorf("%s on another basis (-want +got):\n%s", id, diff)
			}
		}
	})
}

// What did not take place reports nothing: it is none of the gatherings before, and not one that can be asked for.
func TestFulfilmentStepsOverWhatWasNotHeld(t *testing.T) {
	tables := years(3)
	tables.Summits[1].Status = timeline.Cancelled
	tables.Coverage[0].Editions = 2
	tables.Topics = []timeline.Topic{{ID: "a", Label: "a"}}
	tables.Mentions = []timeline.Mention{{Summit: "s-2003", Topic: "a", Stage: timeline.Reported, Source: "list", Confidence: timeline.High}}
	for _, id := range (summits{"s-2001", "s-2003"}) {
		tables.Coverage = append(tables.Coverage, timeline.Coverage{
			ID: "t-" + string(id), Subject: timeline.TopicsSubject, Series: "s", Summit: id, Confidence: timeline.High, Sources: sourceIDs{"list"},
		})
	}
	agenda := mustNew(t, tables).Agenda(timeline.Basis{})
	got, err := agenda.Fulfilment("s-2003")
	require.NoError(t, err)
	if diff := cmp.Diff(summits{"s-2001"}, got.Before); diff != "" {
		t.Errorf("before (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff("[a]", got.New.String()); diff != "" {
		t.Errorf("new (-want +got):\n%s", diff)
	}
	_, at := agenda.At("s-2002")
	_, fulfilment := agenda.Fulfilment("s-2002")
	if diff := cmp.Diff(fmt.Sprint(at), fmt.Sprint(fulfilment)); diff != "" {
		t.Errorf("errors of At and Fulfilment differ (-at +fulfilment):\n%s", diff)
	}
}

// rested gives the tables without the rows that an answer says it does not rest on. Rows that the view masks are no knowledge,
// and stay.
func (c coding) rested(e timeline.Evidence) timeline.Tables {
	rests := map[string]bool{}
	for claim := range e.All() {
		rests[claim.Table+" "+claim.Key] = true
	}
	less := c.tables
	less.Mentions, less.Coverage = nil, nil
	for _, m := range c.tables.Mentions {
		if rests["discussions "+m.Claim().Key] || !c.visible(m.Confidence, sourceIDs{m.Source}) {
			less.Mentions = append(less.Mentions, m)
		}
	}
	for _, s := range c.tables.Coverage {
		if rests["coverage "+s.ID] {
			less.Coverage = append(less.Coverage, s)
		}
	}
	return less
}

// allHeld draws a coding in which all gatherings were held, so that masked rows take none of them from the agenda.
func allHeld() *rapid.Generator[coding] {
	return genCoding().Filter(func(c coding) bool { return c.asOf != day("2002-12") })
}

// TestChangeEvidenceSuffices forgets every row that a comparison says it does not rest on.
func TestChangeEvidenceSuffices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := allHeld().Draw(t, "coding")
		agenda := c.agenda(t, c.tables)
		read := entries(agenda)
		if len(read) == 0 {
			t.Skip("nothing is read")
		}
		was, is := rapid.SampledFrom(read).Draw(t, "was"), rapid.SampledFrom(read).Draw(t, "is")
		year := func(a timeline.Agenda) (timeline.Change, error) {
			var last timeline.Change
			for change := range a.YearChanges() {
				last = change
			}
			return last, nil
		}
		for name, ask := range map[string]func(a timeline.Agenda) (timeline.Change, error){
			"compare":    func(a timeline.Agenda) (timeline.Change, error) { return a.Compare(was, is) },
			"fulfilment": func(a timeline.Agenda) (timeline.Change, error) { return a.Fulfilment(is) },
			"years":      year,
		} {
			got, err := ask(agenda)
			require.NoError(t, err)
			again, err := ask(c.agenda(t, c.rested(got.Evidence)))
			require.NoError(t, err)
			if diff := cmp.Diff(shown(got), shown(again)); diff != "" || again.Closed != got.Closed || again.Recorded != got.Recorded {
				t.Errorf("%s: closed is %v, was %v; with the evidence alone (-want +got):\n%s", name, again.Closed, got.Closed, diff)
			}
			if diff := cmp.Diff(got.Measures, again.Measures, dust); diff != "" {
				t.Errorf("%s: measures with the evidence alone (-want +got):\n%s", name, diff)
			}
		}
	})
}

// Where nothing is open each measure has one value, or none.
func TestChangeOpenIsComplete(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		for got := range c.agenda(t, c.tables).Changes() {
			for range got.Evidence.Open() {
				return
			}
			each(got.Measures, func(name string, m timeline.Measure) {
				if m.Value == timeline.Unknown || m.Least != m.Most {
					t.Errorf("%s and %s: nothing is open, but %s is %v", got.Was.Summit, got.Is.Summit, name, m)
				}
			})
		}
	})
}

// TestChangeOpenDecides wants the open cells to be those that could change the answer.
func TestChangeOpenDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		for got := range c.agenda(t, c.tables).Changes() {
			open := map[string]bool{}
			for claim := range got.Evidence.Open() {
				open[claim.Key] = true
			}
			want := func(id timeline.SummitID, topic timeline.TopicID) {
				key := timeline.Key(id, "", string(topic))
				if c.basis.Stage != 0 {
					key += "," + c.basis.Stage.String()
				}
				if undecided := mask(c.named(id, topic)) == 3; open[key] != undecided {
					t.Errorf("%s: %s at %s open is %v", got.Is.Summit, topic, id, !undecided)
				}
			}
			for topic := range got.Is.Topics.Union(got.Was.Topics).All() {
				want(got.Was.Summit, topic)
				want(got.Is.Summit, topic)
			}
			for topic := range got.New.Maybe.Union(got.Returned.Maybe).All() {
				for _, id := range got.Before {
					want(id, topic)
				}
			}
		}
	})
}

// Whether a comparison is weak, which is told without making its evidence, is what its evidence says.
func TestWeakComparisons(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		c.tables.Mentions, c.tables.Coverage = slices.Clone(c.tables.Mentions), slices.Clone(c.tables.Coverage)
		var confidences []*timeline.Confidence
		for i := range c.tables.Mentions {
			confidences = append(confidences, &c.tables.Mentions[i].Confidence)
		}
		for i := range c.tables.Coverage {
			confidences = append(confidences, &c.tables.Coverage[i].Confidence)
		}
		for _, one := range confidences {
			*one = timeline.High
		}
		if len(confidences) > 0 { // a single doubt is the hardest to find
			*rapid.SampledFrom(confidences).Draw(t, "doubtful") = timeline.Low
		}
		agenda := c.agenda(t, c.tables)
		check := func(what string, e timeline.Evidence) {
			got, want := e.Weak(), false
			for c := range e.All() {
				want = want || c.Confidence == timeline.Low || c.Foretold
			}
			if got != want {
				t.Fatalf("%s: weak is %t, by its evidence %t", what, got, want)
			}
		}
		for change := range agenda.Changes() {
			check(string(change.Is.Summit), change.Evidence)
		}
		for change := range agenda.YearChanges() {
			check("a year", change.Evidence)
		}
		for p := range agenda.Pairs() {
			check(string(p.A)+" and "+string(p.B), p.Evidence)
		}
	})
}

// TestMasksOnlyWiden reads the same gatherings with less knowledge.
func TestMasksOnlyWiden(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := allHeld().Draw(t, "coding")
		c.asOf, c.trust = timeline.Date{}, 0
		less := c
		if rapid.Bool().Draw(t, "as of") {
			less.asOf = day("2003-05-20") // all were held by then
		} else {
			less.trust = timeline.Medium
		}
		full, masked := c.agenda(t, c.tables), less.agenda(t, c.tables)
		read := entries(full)
		require.Equal(t, read, entries(masked))
		for _, was := range read {
			for _, is := range read {
				a, err := masked.Compare(was, is)
				require.NoError(t, err)
				b, err := full.Compare(was, is)
				require.NoError(t, err)
				checkMeasuresNarrower(t, a.Measures, b.Measures)
				for name, pair := range map[string][2]timeline.Finding{
					"kept": {a.Kept, b.Kept}, "added": {a.Added, b.Added}, "dropped": {a.Dropped, b.Dropped}, "new": {a.New, b.New}, "returned": {a.Returned, b.Returned},
				} {
					onRecord := a.Was.Topics.Union(a.Is.Topics)
					if more := pair[0].Sure.Minus(pair[1].Sure); more.Len() > 0 {
						t.Errorf("%s and %s: %s is sure of %v with a mask alone", was, is, name, more)
					}
					if lost := pair[1].All().Intersect(onRecord).Minus(pair[0].All()); lost.Len() > 0 {
						t.Errorf("%s and %s: %s cannot have %v with a mask", was, is, name, lost)
					}
				}
				if a.Was.Complete && !b.Was.Complete {
					t.Errorf("%s and %s: a mask makes complete", was, is)
				}
			}
		}
		a, b := masked.Common(), full.Common()
		if (a.Complete && !b.Complete) || a.All.Sure.Minus(b.All.Sure).Len() > 0 || a.One.Sure.Minus(b.One.Sure.Union(b.One.Maybe)).Len() > 0 || a.Any.Minus(b.Any).Len() > 0 {
			t.Errorf("in common is %v with a mask and %v without", a, b)
		}
		for _, topic := range codedTopics {
			x, y := masked.Of(timeline.Topic{ID: topic}), full.Of(timeline.Topic{ID: topic})
			if got, want := y.Occasions().Count, x.Occasions().Count; got.Min < want.Min || got.Max > want.Max {
				t.Errorf("%s: %v with a mask, %v without", topic, want, got)
			}
		}
	})
}

// TestAgendaPermutation shuffles the rows of all tables.
func TestAgendaPermutation(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		shuffled := c.tables
		shuffled.Summits = rapid.Permutation(shuffled.Summits).Draw(t, "summits")
		shuffled.Sessions = rapid.Permutation(shuffled.Sessions).Draw(t, "sessions")
		shuffled.Topics = rapid.Permutation(shuffled.Topics).Draw(t, "topics")
		shuffled.Mentions = rapid.Permutation(shuffled.Mentions).Draw(t, "mentions")
		shuffled.Sources = rapid.Permutation(shuffled.Sources).Draw(t, "sources")
		shuffled.Coverage = rapid.Permutation(shuffled.Coverage).Draw(t, "coverage")
		a, b := c.agenda(t, c.tables), c.agenda(t, shuffled)
		for name, pair := range map[string][2]any{
			"entries":      {slices.Collect(a.All()), slices.Collect(b.All())},
			"changes":      {slices.Collect(a.Changes()), slices.Collect(b.Changes())},
			"year changes": {slices.Collect(a.YearChanges()), slices.Collect(b.YearChanges())},
			"pairs":        {slices.Collect(a.Pairs()), slices.Collect(b.Pairs())},
			"common":       {a.Common(), b.Common()},
			"diffusion":    {slices.Collect(a.Diffusion(timeline.Topic{ID: "a"})), slices.Collect(b.Diffusion(timeline.Topic{ID: "a"}))},
			"profile":      {a.Profile(), b.Profile()},
		} {
			if diff := cmp.Diff(pair[0], pair[1]); diff != "" {
				t.Errorf("%s of the same rows in another order (-want +got):\n%s", name, diff)
			}
		}
	})
}

func TestChangeWarning(t *testing.T) {
	tables := years(3)
	tables.Topics = []timeline.Topic{{ID: "a", Label: "a"}}
	kinds := map[timeline.SourceID]timeline.SourceKind{"communique": timeline.Communique, "statement": timeline.Statement, "press": timeline.Press, "readout": timeline.Readout}
	for id, kind := range kinds {
		tables.Sources = append(tables.Sources, timeline.Source{ID: id, Kind: kind, Title: "x"})
	}
	tests := []struct {
		reason  string
		was, is []timeline.SourceID
		want    string
	}{
		{"the same kind", []timeline.SourceID{"communique"}, []timeline.SourceID{"communique"}, ""},
		{"both issued by the gathering", []timeline.SourceID{"communique"}, []timeline.SourceID{"statement", "press"}, ""},
		{"neither issued by the gathering", []timeline.SourceID{"press"}, []timeline.SourceID{"readout"}, ""},
		{"one of them", []timeline.SourceID{"communique"}, []timeline.SourceID{"press", "readout"}, "s-2001 rests on communique, s-2002 rests on readout and press"},
		{"the other", []timeline.SourceID{"press"}, []timeline.SourceID{"statement"}, "s-2001 rests on press, s-2002 rests on statement"},
		{"nothing on one side", nil, []timeline.SourceID{"press"}, "s-2001 rests on no document"},
		{"nothing on both", nil, nil, "s-2001 rests on no document, s-2002 rests on no document"},
	}
	for _, test := range tests {
		tables.Mentions = nil
		for at, ids := range [][]timeline.SourceID{test.was, test.is} {
			for _, id := range ids {
				tables.Mentions = append(tables.Mentions, timeline.Mention{Summit: summitOf(at), Topic: "a", Stage: timeline.Reported, Source: id, Confidence: timeline.High})
			}
		}
		agenda := mustNew(t, tables).Agenda(timeline.Basis{})
		change, err := agenda.Compare("s-2001", "s-2002")
		require.NoError(t, err)
		var pair timeline.Pair
		for p := range agenda.Pairs() {
			pair = p
			break
		}
		if diff := cmp.Diff([]string{test.want, test.want}, []string{change.Warning(), pair.Warning}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
	// A year has no gathering to be named by.
	tables.Mentions = []timeline.Mention{{Summit: "s-2001", Topic: "a", Stage: timeline.Reported, Source: "press", Confidence: timeline.High}}
	for change := range mustNew(t, tables).Agenda(timeline.Basis{}).YearChanges() {
		if diff := cmp.Diff("2002 rests on no document", change.Warning()); diff != "" {
			t.Errorf("year (-want +got):\n%s", diff)
		}
		break
	}
}
