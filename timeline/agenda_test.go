package timeline_test

import (
	"fmt"
	"slices"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

type topics = []timeline.TopicID

func TestAgendaAt(t *testing.T) {
	tests := []struct {
		reason    string
		view      func(t timeline.Timeline) timeline.Timeline
		filters   []timeline.Filter
		basis     timeline.Basis
		at        timeline.SummitID
		topics    topics
		documents []timeline.SourceID
		complete  bool
		rests     []string
	}{
		{
			reason: "the summit and its body sessions, not the dinner", at: "alpha-2001", complete: true,
			topics: topics{"climate", "security"}, documents: []timeline.SourceID{"communique-2001"},
			rests: []string{"topics-2001", "alpha-2001,,climate,reported,communique-2001", "alpha-2001,alpha-2001-plenary,security,reported,communique-2001"},
		},
		{
			reason: "a side track alone is not covered", at: "alpha-2001", filters: []timeline.Filter{{Track: "dinner"}},
			topics: topics{"trade"}, documents: []timeline.SourceID{"press-2001"},
			rests: []string{"alpha-2001,alpha-2001-dinner,trade,reported,press-2001"},
		},
		{
			reason: "a body track has what names its session", at: "alpha-2001", filters: []timeline.Filter{{Track: "plenary"}},
			topics: topics{"security"}, documents: []timeline.SourceID{"communique-2001"},
			rests: []string{"alpha-2001,alpha-2001-plenary,security,reported,communique-2001"},
		},
		{
			reason: "of one stage; coverage without stage is of both", at: "alpha-2001", basis: timeline.Basis{Stage: timeline.Planned},
			complete: true, rests: []string{"topics-2001"},
		},
		{
			reason: "stages are mixed where none is asked for", at: "alpha-2002", topics: topics{"climate", "trade"}, documents: []timeline.SourceID{"plan-2002", "undated"},
			rests: []string{"alpha-2002,,climate,planned,plan-2002", "alpha-2002,,trade,reported,undated"},
		},
		{
			reason: "what was planned", at: "alpha-2002", basis: timeline.Basis{Stage: timeline.Planned}, topics: topics{"climate"}, documents: []timeline.SourceID{"plan-2002"},
			rests: []string{"alpha-2002,,climate,planned,plan-2002"},
		},
		{
			reason: "what was reported", at: "alpha-2002", basis: timeline.Basis{Stage: timeline.Reported}, topics: topics{"trade"}, documents: []timeline.SourceID{"undated"},
			rests: []string{"alpha-2002,,trade,reported,undated"},
		},
		{
			reason: "documents of a kind, which the coverage names", at: "alpha-2001", basis: timeline.Basis{Source: timeline.Communique}, complete: true,
			topics: topics{"climate", "security"}, documents: []timeline.SourceID{"communique-2001"},
			rests: []string{"topics-2001", "alpha-2001,,climate,reported,communique-2001", "alpha-2001,alpha-2001-plenary,security,reported,communique-2001"},
		},
		{reason: "documents of a kind that the coverage does not name", at: "alpha-2001", basis: timeline.Basis{Source: timeline.Transcript}},
		{
			reason: "a topic is named by several documents", at: "alpha-2004", topics: topics{"cyber-defence", "trade"}, documents: []timeline.SourceID{"communique-2004", "press-2004"},
			rests: []string{"alpha-2004,,cyber-defence,reported,communique-2004", "alpha-2004,,trade,reported,press-2004"},
		},
		{
			reason: "a row that is not trusted", at: "alpha-2004", view: func(t timeline.Timeline) timeline.Timeline { return t.Trusting(timeline.Medium) },
			topics: topics{"cyber-defence"}, documents: []timeline.SourceID{"communique-2004"}, rests: []string{"alpha-2004,,cyber-defence,reported,communique-2004"},
		},
		{
			reason: "a masked row leaves the agenda open even where covered", at: "alpha-2001", view: func(t timeline.Timeline) timeline.Timeline { return t.Trusting(timeline.High) },
			topics: topics{"climate"}, documents: []timeline.SourceID{"communique-2001"}, rests: []string{"topics-2001", "alpha-2001,,climate,reported,communique-2001"},
		},
		{
			reason: "as of a day: undated sources and later ones are not seen", at: "alpha-2002", view: func(t timeline.Timeline) timeline.Timeline { return t.AsOf(day("2002-06")) },
			topics: topics{"climate"}, documents: []timeline.SourceID{"plan-2002"}, rests: []string{"alpha-2002,,climate,planned,plan-2002"},
		},
		{
			reason: "a summit to come of which something is announced", at: "alpha-2005", topics: topics{"climate"}, documents: []timeline.SourceID{"plan-2005"},
			rests: []string{"alpha-2005,,climate,planned,plan-2005"},
		},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			view := mustNew(t, sample())
			if test.filters != nil {
				view = mustSelect(t, view, test.filters...)
			}
			if test.view != nil {
				view = test.view(view)
			}
			got, err := view.Agenda(test.basis).At(test.at)
			require.NoError(t, err)
			var rests []string
			for c := range got.Evidence.All() {
				rests = append(rests, c.Key)
			}
			want := timeline.Entry{Summit: test.at, Topics: timeline.NewTopicSet(test.topics...), Documents: test.documents, Complete: test.complete, Evidence: got.Evidence}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.rests, rests); diff != "" {
				t.Errorf("evidence (-want +got):\n%s", diff)
			}
		})
	}
}

// A masked row can only say that its topic was named. Where another document says so too, nothing is open.
func TestAgendaCompleteDespiteMaskedRepetition(t *testing.T) {
	tables := sample()
	tables.Mentions = append(tables.Mentions, timeline.Mention{Summit: "alpha-2001", Topic: "climate", Stage: timeline.Reported, Source: "press-2001", Confidence: timeline.Low})
	got, err := mustNew(t, tables).Trusting(timeline.Medium).Agenda(timeline.Basis{}).At("alpha-2001")
	require.NoError(t, err)
	if !got.Complete {
		t.Error("the agenda is not complete, although each topic is settled")
	}
}

// Coverage may name a summit that is still to come as of a day; of such a one nothing is complete.
func TestAgendaOfWhatIsToComeIsOpen(t *testing.T) {
	tables := sample()
	tables.Coverage = append(tables.Coverage, timeline.Coverage{
		ID: "early", Subject: timeline.TopicsSubject, Series: "alpha", Summit: "alpha-2002", Confidence: timeline.High, Sources: sourceIDs{"plan-2002"},
	})
	view := mustNew(t, tables)
	for asOf, want := range map[string]bool{"2002-05-19": false, "2002-05-20": true} {
		got, err := view.AsOf(day(asOf)).Agenda(timeline.Basis{Stage: timeline.Planned}).At("alpha-2002")
		require.NoError(t, err)
		if got.Complete != want {
			t.Errorf("as of %s it is complete: %v", asOf, got.Complete)
		}
	}
}

func TestAgendaAll(t *testing.T) {
	all := mustNew(t, sample())
	tests := []struct {
		reason string
		agenda timeline.Agenda
		want   summits
	}{
		{"the held ones, and one to come of which something is named", all.Agenda(timeline.Basis{}), summits{"alpha-2001", "alpha-2002", "beta-2002", "alpha-2003-extra", "alpha-2004", "alpha-2005"}},
		{"of those to come nothing is reported", all.Agenda(timeline.Basis{Stage: timeline.Reported}), summits{"alpha-2001", "alpha-2002", "beta-2002", "alpha-2003-extra", "alpha-2004"}},
		{"as of a day, later ones count once something is announced", all.AsOf(day("2002-05-05")).Agenda(timeline.Basis{}), summits{"alpha-2001", "alpha-2002"}},
		{"and not before", all.AsOf(day("2002-04-30")).Agenda(timeline.Basis{}), summits{"alpha-2001"}},
	}
	for _, test := range tests {
		var got summits
		for e := range test.agenda.All() {
			got = append(got, e.Summit)
			at, err := test.agenda.At(e.Summit)
			require.NoError(t, err)
			if diff := cmp.Diff(at, e); diff != "" {
				t.Errorf("%s: At and All differ (-at +all):\n%s", test.reason, diff)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
}

func TestAgendaUnknown(t *testing.T) {
	agenda := mustSelect(t, mustNew(t, sample()), timeline.Filter{Series: "alpha"}).Agenda(timeline.Basis{Stage: timeline.Reported})
	for id, want := range map[timeline.SummitID]string{
		"alpha-201":  `no summit "alpha-201"; did you mean alpha-2001 or alpha-2002 or alpha-2004?`,
		"beta-2002":  `no gathering of this timeline "beta-2002"`,
		"alpha-2005": `no gathering of this timeline "alpha-2005"`,
	} {
		entry, at := agenda.At(id)
		was, first := agenda.Compare(id, "alpha-2001")
		is, second := agenda.Compare("alpha-2001", id)
		for _, err := range []error{at, first, second} {
			var unknown *timeline.UnknownError
			require.ErrorAs(t, err, &unknown)
			if diff := cmp.Diff(want, err.Error()); diff != "" {
				t.Errorf("%s (-want +got):\n%s", id, diff)
			}
		}
		if entry.Summit != "" || was.Is.Summit != "" || is.Is.Summit != "" {
			t.Errorf("%s: an error comes with an answer", id)
		}
	}
}

func TestAgendaOf(t *testing.T) {
	view := mustSelect(t, mustNew(t, sample()), timeline.Filter{Series: "alpha", Extraordinary: true})
	topic := func(name string) timeline.Topic {
		found, err := view.Topic(name)
		require.NoError(t, err)
		return found
	}
	tests := []struct {
		reason string
		view   timeline.Timeline
		topic  string
		basis  timeline.Basis
		want   []timeline.Truth // at the held ones of 2001, 2002, 2003 and 2004
	}{
		{"covered, named, open, open", view, "climate", timeline.Basis{}, []timeline.Truth{timeline.Yes, timeline.Yes, timeline.Unknown, timeline.Unknown}},
		{"a side session does not count for the summit, and coverage closes it", view, "trade", timeline.Basis{}, []timeline.Truth{timeline.No, timeline.Yes, timeline.Unknown, timeline.Yes}},
		{"a masked row is unknown even inside coverage", view.Trusting(timeline.High), "security", timeline.Basis{}, []timeline.Truth{timeline.Unknown, timeline.Unknown, timeline.Unknown, timeline.Unknown}},
		{"a masked row that names another topic opens nothing", view.Trusting(timeline.High), "trade", timeline.Basis{}, []timeline.Truth{timeline.No, timeline.Yes, timeline.Unknown, timeline.Unknown}},
		{"a masked row of another stage opens nothing", view.Trusting(timeline.High), "security", timeline.Basis{Stage: timeline.Planned}, []timeline.Truth{timeline.No, timeline.Unknown, timeline.Unknown, timeline.Unknown}},
		{"coverage that is not seen is gone", view.AsOf(day("2001-05-10")), "trade", timeline.Basis{}, []timeline.Truth{timeline.Unknown}},
		{"what was not yet published is unknown", view.AsOf(day("2001-05-10")), "climate", timeline.Basis{}, []timeline.Truth{timeline.Unknown}},
		{"as of the day of publication", view.AsOf(day("2001-05-11")), "climate", timeline.Basis{}, []timeline.Truth{timeline.Yes}},
		{"before the first summit there is none", view.AsOf(day("2000")), "climate", timeline.Basis{}, nil},
	}
	for _, test := range tests {
		var got []timeline.Truth
		for s := range test.view.Agenda(test.basis).Of(topic(test.topic)).All() {
			got = append(got, s.Truth)
			if s.Skip != timeline.No {
				t.Errorf("%s: %s is stepped over", test.reason, s.Summit)
			}
		}
		if diff := cmp.Diff(test.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}

	first, ok := view.Agenda(timeline.Basis{}).Of(topic("trade")).First()
	require.True(t, ok)
	if diff := cmp.Diff("alpha-2002", first.String()); diff != "" || !first.Certain() {
		t.Errorf("first (-want +got):\n%s", diff)
	}
	run := view.Agenda(timeline.Basis{}).Of(topic("trade")).Longest()
	if diff := cmp.Diff([]timeline.Reason{{End: timeline.Undecided}}, run.Why); diff != "" {
		t.Errorf("why (-want +got):\n%s", diff)
	}
	mentioned := mustSelect(t, view, timeline.Filter{Summit: "alpha-2001"}).Agenda(timeline.Basis{}).Of(topic("trade")).Current()
	if diff := cmp.Diff("0, ended at alpha-2001: not_mentioned", mentioned.String()); diff != "" {
		t.Errorf("not mentioned (-want +got):\n%s", diff)
	}
	open := slices.Collect(run.Evidence.Open())
	want := []timeline.Claim{{
		Table: "discussions", Key: "alpha-2003-extra,,trade", Text: "whether trade was named at alpha-2003-extra: no document coded names it",
	}}
	if diff := cmp.Diff(want, open); diff != "" {
		t.Errorf("open (-want +got):\n%s", diff)
	}
}

func TestAgendaCompare(t *testing.T) {
	view := mustSelect(t, mustNew(t, sample()), timeline.Filter{Series: "alpha"})
	got, err := view.Agenda(timeline.Basis{}).Compare("alpha-2001", "alpha-2002")
	require.NoError(t, err)
	if diff := cmp.Diff("kept [climate], perhaps [security] added [trade] dropped [], perhaps [security] new [trade]", shown(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(summits{"alpha-2001"}, got.Before); diff != "" {
		t.Errorf("before (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"alpha-2001 true", "alpha-2002 false"}, []string{fmt.Sprint(got.Was.Summit, " ", got.Was.Complete), fmt.Sprint(got.Is.Summit, " ", got.Is.Complete)}); diff != "" {
		t.Errorf("sides (-want +got):\n%s", diff)
	}
	if !got.Closed || !got.NewCertain() {
		t.Error("trade is certainly new: the list is closed and all before is covered")
	}

	// Each of these takes the certainty away and changes nothing else.
	open := sample()
	open.Coverage = slices.Delete(open.Coverage, 1, 2)
	weak := sample()
	weak.Mentions[6].Confidence = timeline.Low
	for reason, tables := range map[string]timeline.Tables{"an open list": open, "a weak row": weak} {
		view := mustSelect(t, mustNew(t, tables), timeline.Filter{Series: "alpha"})
		other, err := view.Agenda(timeline.Basis{}).Compare("alpha-2001", "alpha-2002")
		require.NoError(t, err)
		if diff := cmp.Diff(shown(got), shown(other)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", reason, diff)
		}
		if other.NewCertain() || other.Closed != (reason != "an open list") {
			t.Errorf("%s: certain is %v, closed is %v", reason, other.NewCertain(), other.Closed)
		}
	}

	// What an earlier gathering may have named is perhaps new; nothing is before the first.
	later, err := view.Agenda(timeline.Basis{}).Compare("alpha-2001", "alpha-2004")
	require.NoError(t, err)
	if diff := cmp.Diff("kept [], perhaps [climate, security] added [cyber-defence, trade] dropped [], perhaps [climate, security] new [], perhaps [cyber-defence]", shown(later)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if later.NewCertain() {
		t.Error("a perhaps is certain")
	}
	back, err := view.Agenda(timeline.Basis{}).Compare("alpha-2004", "alpha-2001")
	require.NoError(t, err)
	if diff := cmp.Diff("kept [], perhaps [climate, security] added [], perhaps [climate, security] dropped [cyber-defence, trade] new [climate, security]", shown(back)); diff != "" {
		t.Errorf("backwards (-want +got):\n%s", diff)
	}
	if back.Before != nil {
		t.Errorf("before the first is %v", back.Before)
	}
	same, err := view.Agenda(timeline.Basis{}).Compare("alpha-2002", "alpha-2002")
	require.NoError(t, err)
	if diff := cmp.Diff("kept [climate, trade] added [] dropped [] new [trade]", shown(same)); diff != "" {
		t.Errorf("with itself (-want +got):\n%s", diff)
	}
}

func shown(c timeline.Change) string {
	return fmt.Sprintf("kept %s added %s dropped %s new %s", c.Kept, c.Added, c.Dropped, c.New)
}

// A coding is a random little world of summits, documents and coverage, and a view on it.
type coding struct {
	tables  timeline.Tables
	filters []timeline.Filter
	basis   timeline.Basis
	asOf    timeline.Date
	trust   timeline.Confidence
}

func (c coding) agenda(t require.TestingT, tables timeline.Tables) timeline.Agenda {
	view := mustNew(t, tables)
	if c.filters != nil {
		view = mustSelect(t, view, c.filters...)
	}
	return view.AsOf(c.asOf).Trusting(c.trust).Agenda(c.basis)
}

var codedTopics = topics{"a", "b", "c"}

func genCoding() *rapid.Generator[coding] {
	return rapid.Custom(func(t *rapid.T) coding {
		const n = 3
		tables := years(n)
		for i, s := range tables.Summits {
			for _, track := range []string{"plenary", "dinner"} {
				if i > 0 && rapid.Bool().Draw(t, "no session") {
					continue
				}
				scope := map[string]timeline.Scope{"plenary": timeline.Body, "dinner": timeline.Side}[track]
				tables.Sessions = append(tables.Sessions, timeline.Session{ID: timeline.SessionID(string(s.ID) + "-" + track), Summit: s.ID, Track: track, Scope: scope, Name: track})
			}
		}
		for _, id := range codedTopics {
			tables.Topics = append(tables.Topics, timeline.Topic{ID: id, Label: string(id)})
		}
		tables.Sources = append(tables.Sources,
			timeline.Source{ID: "early", Kind: timeline.Press, Title: "x", Published: day("2000")},
			timeline.Source{ID: "late", Kind: timeline.Communique, Title: "x", Published: day("2003-06")},
			timeline.Source{ID: "undated", Kind: timeline.Communique, Title: "x"})
		docs := rapid.SampledFrom([]timeline.SourceID{"early", "early", "late", "undated"})
		stages := rapid.SampledFrom([]timeline.Stage{timeline.Planned, timeline.Reported})
		trusts := rapid.SampledFrom([]timeline.Confidence{timeline.Low, timeline.High, timeline.High})
		type key struct {
			summit  timeline.SummitID
			session timeline.SessionID
			topic   timeline.TopicID
			stage   timeline.Stage
			source  timeline.SourceID
		}
		seen := map[key]bool{}
		for range rapid.IntRange(0, 8).Draw(t, "mentions") {
			m := timeline.Mention{
				Summit: rapid.SampledFrom(tables.Summits).Draw(t, "summit").ID, Topic: rapid.SampledFrom(codedTopics).Draw(t, "topic"),
				Stage: stages.Draw(t, "stage"), Source: docs.Draw(t, "source"), Confidence: trusts.Draw(t, "confidence"),
			}
			if at := rapid.SampledFrom(tables.Sessions).Draw(t, "session"); at.Summit == m.Summit {
				m.Session = at.ID
			}
			k := key{m.Summit, m.Session, m.Topic, m.Stage, m.Source}
			if !seen[k] {
				seen[k] = true
				tables.Mentions = append(tables.Mentions, m)
			}
		}
		for i := range rapid.IntRange(0, 6).Draw(t, "statements") {
			c := timeline.Coverage{
				ID: fmt.Sprintf("c-%d", i), Subject: timeline.TopicsSubject, Series: "s", Confidence: trusts.Draw(t, "confidence"),
				Stage:   rapid.SampledFrom([]timeline.Stage{0, 0, timeline.Planned, timeline.Reported}).Draw(t, "stage"),
				Track:   rapid.SampledFrom([]string{"", "", "plenary", "dinner"}).Draw(t, "track"),
				Sources: sourceIDs(rapid.SliceOfNDistinct(docs, 1, 2, rapid.ID[timeline.SourceID]).Draw(t, "documents")),
				Summit:  rapid.SampledFrom(tables.Summits).Draw(t, "summit").ID,
			}
			tables.Coverage = append(tables.Coverage, c)
		}
		return coding{
			tables:  tables,
			filters: rapid.SampledFrom([][]timeline.Filter{nil, {{Track: "dinner"}}, {{Track: "plenary"}}, {{}, {Track: "dinner"}}}).Draw(t, "filters"),
			basis: timeline.Basis{
				Stage:  rapid.SampledFrom([]timeline.Stage{0, timeline.Planned, timeline.Reported}).Draw(t, "basis"),
				Source: rapid.SampledFrom([]timeline.SourceKind{0, 0, timeline.Press, timeline.Communique}).Draw(t, "kind"),
			},
			asOf:  rapid.SampledFrom([]timeline.Date{{}, {}, {}, day("2003-05-20"), day("2002-12")}).Draw(t, "as of"),
			trust: rapid.SampledFrom([]timeline.Confidence{0, 0, timeline.Medium}).Draw(t, "trust"),
		}
	})
}

// visible is the definition of what a mask lets through.
func (c coding) visible(confidence timeline.Confidence, sources sourceIDs) bool {
	published := map[timeline.SourceID]bool{"early": true, "list": true}
	return confidence >= c.trust && (c.asOf == timeline.Date{} || slices.ContainsFunc(sources, func(id timeline.SourceID) bool { return published[id] }))
}

// A slot is the smallest thing that coverage closes: what the documents of one stage say of one part of a summit, the part being
// the summit with its body sessions or the sessions of one track.
type slot struct {
	part  string // "" for the summit
	stage timeline.Stage
}

// slots gives those that the view looks at, at one summit.
func (c coding) slots(id timeline.SummitID) []slot {
	parts := map[string]bool{}
	if c.filters == nil {
		parts[""] = true
	}
	for _, f := range c.filters {
		if f.Track == "" || slices.ContainsFunc(c.tables.Sessions, func(s timeline.Session) bool { return s.Summit == id && s.Track == f.Track }) {
			parts[f.Track] = true
		}
	}
	var found []slot
	for part := range parts {
		for _, stage := range []timeline.Stage{timeline.Planned, timeline.Reported} {
			if c.basis.Stage == 0 || c.basis.Stage == stage {
				found = append(found, slot{part, stage})
			}
		}
	}
	return found
}

func (c coding) kind(id timeline.SourceID) timeline.SourceKind {
	for _, s := range c.tables.Sources {
		if s.ID == id {
			return s.Kind
		}
	}
	return 0
}

// slotOptions tells whether a topic can be named in a slot, and whether it can be not named there.
func (c coding) slotOptions(id timeline.SummitID, at slot, topic timeline.TopicID) (can, cannot bool) {
	open := true
	held := c.asOf == timeline.Date{} || id <= timeline.SummitID("s-"+c.asOf.String()[:4])
	for _, s := range c.tables.Coverage {
		if held && s.Subject == timeline.TopicsSubject && s.Summit == id && s.Track == at.part && (s.Stage == 0 || s.Stage == at.stage) && c.visible(s.Confidence, s.Sources) &&
			(c.basis.Source == 0 || slices.ContainsFunc(s.Sources, func(doc timeline.SourceID) bool { return c.kind(doc) == c.basis.Source })) {
			open = false
		}
	}
	can, cannot = open, true
	for _, m := range c.tables.Mentions {
		if m.Summit != id || m.Topic != topic || m.Stage != at.stage || (c.basis.Source != 0 && c.kind(m.Source) != c.basis.Source) {
			continue
		}
		track := ""
		for _, s := range c.tables.Sessions {
			if s.ID == m.Session {
				track = s.Track
			}
		}
		if here := track == at.part || (at.part == "" && track == "plenary"); !here {
			continue
		}
		if c.visible(m.Confidence, sourceIDs{m.Source}) {
			return true, false
		}
		can = true // the row may be right or wrong
	}
	return can, cannot
}

// named enumerates the worlds of one cell: whether a topic is named at a summit in some slot.
func (c coding) named(id timeline.SummitID, topic timeline.TopicID) []bool {
	worlds := map[bool]bool{false: true}
	for _, at := range c.slots(id) {
		next := map[bool]bool{}
		can, cannot := c.slotOptions(id, at, topic)
		for before := range worlds {
			if can {
				next[true] = true
			}
			if cannot {
				next[before] = true
			}
		}
		worlds = next
	}
	var options []bool
	for _, o := range []bool{false, true} {
		if worlds[o] {
			options = append(options, o)
		}
	}
	return options
}

// quantify tells whether a question about one topic has the answer yes in every world, and in some.
func (c coding) quantify(read summits, topic timeline.TopicID, question func(world map[timeline.SummitID]bool) bool) (every, some bool) {
	every = true
	world := map[timeline.SummitID]bool{}
	var fill func(rest summits)
	fill = func(rest summits) {
		if len(rest) == 0 {
			yes := question(world)
			every, some = every && yes, some || yes
			return
		}
		for _, o := range c.named(rest[0], topic) {
			world[rest[0]] = o
			fill(rest[1:])
		}
	}
	fill(read)
	return every, some
}

// finding collects the answers for some topics.
func (c coding) finding(read summits, of topics, question func(world map[timeline.SummitID]bool) bool) timeline.Finding {
	var sure, maybe topics
	for _, topic := range of {
		switch every, some := c.quantify(read, topic, question); {
		case every:
			sure = append(sure, topic)
		case some:
			maybe = append(maybe, topic)
		}
	}
	return timeline.Finding{Sure: timeline.NewTopicSet(sure...), Maybe: timeline.NewTopicSet(maybe...)}
}

// surely gives the topics that are named at a summit in every world.
func (c coding) surely(id timeline.SummitID) topics {
	return slices.DeleteFunc(slices.Clone(codedTopics), func(topic timeline.TopicID) bool { return !slices.Equal(c.named(id, topic), []bool{true}) })
}

// TestAgendaWorlds compares agendas with an enumeration of every world.
func TestAgendaWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		agenda := c.agenda(t, c.tables)
		var read summits
		for e := range agenda.All() {
			if diff := cmp.Diff(timeline.NewTopicSet(c.surely(e.Summit)...), e.Topics); diff != "" {
				t.Errorf("%s (-want +got):\n%s", e.Summit, diff)
			}
			// Complete: no world has a topic besides, not even one that no document ever named.
			complete := true
			for _, topic := range append(topics{"never-named"}, codedTopics...) {
				complete = complete && (e.Topics.Has(topic) || slices.Equal(c.named(e.Summit, topic), []bool{false}))
			}
			masked := slices.ContainsFunc(c.tables.Mentions, func(m timeline.Mention) bool {
				return m.Summit == e.Summit && !c.visible(m.Confidence, sourceIDs{m.Source})
			})
			if (e.Complete && !complete) || (!masked && e.Complete != complete) {
				t.Errorf("%s is complete: %v, but that no world has another topic is %v", e.Summit, e.Complete, complete)
			}
			read = append(read, e.Summit)
		}
		for _, topic := range codedTopics {
			for s := range agenda.Of(timeline.Topic{ID: topic}).All() {
				want := map[int]timeline.Truth{1: timeline.No, 2: timeline.Yes, 3: timeline.Unknown}[mask(c.named(s.Summit, topic))]
				if s.Truth != want {
					t.Errorf("%s at %s is %s, want %s", topic, s.Summit, s.Truth, want)
				}
			}
		}
		for i, was := range read {
			for j, is := range read {
				got, err := agenda.Compare(was, is)
				require.NoError(t, err)
				sides := summits{was, is}
				named := slices.Collect(timeline.NewTopicSet(append(c.surely(was), c.surely(is)...)...).All())
				before := read[:j]
				want := timeline.Change{
					Was: got.Was, Is: got.Is, Closed: true, Evidence: got.Evidence,
					Kept:    c.finding(sides, named, func(w map[timeline.SummitID]bool) bool { return w[was] && w[is] }),
					Added:   c.finding(sides, named, func(w map[timeline.SummitID]bool) bool { return !w[was] && w[is] }),
					Dropped: c.finding(sides, named, func(w map[timeline.SummitID]bool) bool { return w[was] && !w[is] }),
					New: c.finding(read, c.surely(is), func(w map[timeline.SummitID]bool) bool {
						return w[is] && !slices.ContainsFunc(before, func(id timeline.SummitID) bool { return w[id] })
					}),
				}
				want.Before = append(want.Before, before...)
				want.Closed = got.Closed // has tests of its own
				if diff := cmp.Diff(want, got); diff != "" {
					t.Errorf("%s and %s (-want +got):\n%s", read[i], is, diff)
				}
			}
		}
	})
}

func mask(options []bool) int {
	n := 0
	for _, o := range options {
		if o {
			n |= 2
		} else {
			n |= 1
		}
	}
	return n
}

// TestAgendaEvidenceSuffices forgets every row that a comparison says it does not rest on. Rows that the view masks are no
// knowledge, and stay.
func TestAgendaEvidenceSuffices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		agenda := c.agenda(t, c.tables)
		var read summits
		for e := range agenda.All() {
			read = append(read, e.Summit)
		}
		if len(read) == 0 {
			t.Skip("nothing is read")
		}
		was, is := rapid.SampledFrom(read).Draw(t, "was"), rapid.SampledFrom(read).Draw(t, "is")
		got, err := agenda.Compare(was, is)
		require.NoError(t, err)
		rests := map[string]bool{}
		for claim := range got.Evidence.All() {
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
		again, err := c.agenda(t, less).Compare(was, is)
		require.NoError(t, err)
		if diff := cmp.Diff(shown(got), shown(again)); diff != "" || again.Closed != got.Closed {
			t.Errorf("closed is %v, was %v; with the evidence alone (-want +got):\n%s", again.Closed, got.Closed, diff)
		}
	})
}

// TestAgendaOpenDecides wants the open cells to be those that could change the answer: with none open there is no perhaps, and a
// cell that no world turns on is not among them.
func TestAgendaOpenDecides(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		agenda := c.agenda(t, c.tables)
		for e := range agenda.All() {
			got, err := agenda.Compare(e.Summit, e.Summit)
			require.NoError(t, err)
			open := map[string]bool{}
			for claim := range got.Evidence.Open() {
				open[claim.Key] = true
			}
			if perhaps := got.New.Maybe.Len() > 0; perhaps && len(open) == 0 {
				t.Errorf("%s: new is %v, but nothing is open", e.Summit, got.New)
			}
			for topic := range got.New.Maybe.All() {
				for _, id := range got.Before {
					if want := mask(c.named(id, topic)) == 3; open[timeline.Key(id, "", string(topic))] != want {
						t.Errorf("%s: %s at %s open is %v", e.Summit, topic, id, !want)
					}
				}
			}
		}
	})
}

// Evidence is gathered anew at each call, so two readers at a time must not meet in one slice (see the race detector).
func TestAgendaEvidenceIsSafe(t *testing.T) {
	const n = 13 // statements on editions, so that a slice of them has room to spare
	tables := years(n)
	tables.Coverage = nil
	for i := range n {
		from := ""
		if i > 0 {
			from = fmt.Sprint(2001 + i)
		}
		tables.Coverage = append(tables.Coverage, listed(n, fmt.Sprintf("e-%02d", i), from, fmt.Sprint(2001+i)))
	}
	tables.Topics = []timeline.Topic{{ID: "a", Label: "a"}}
	tables.Mentions = []timeline.Mention{{Summit: summitOf(n - 2), Topic: "a", Stage: timeline.Reported, Source: "list", Confidence: timeline.High}}
	change, err := mustNew(t, tables).Agenda(timeline.Basis{}).Compare(summitOf(0), summitOf(n-2))
	require.NoError(t, err)
	want := len(slices.Collect(change.Evidence.All()))
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for range 20 {
				if got := len(slices.Collect(change.Evidence.All())); got != want {
					t.Errorf("%d claims, want %d", got, want)
				}
			}
		})
	}
	readers.Wait()
}
