package timeline_test

import (
	"fmt"
	"slices"
	"strings"
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
		kinds     []timeline.SourceKind
		complete  bool
		rests     []string
	}{
		{
			reason: "the summit and its body sessions, not the dinner", at: "alpha-2001", complete: true,
			topics: topics{"climate", "security"}, documents: []timeline.SourceID{"communique-2001"}, kinds: []timeline.SourceKind{timeline.Communique},
			rests: []string{"topics-2001", "alpha-2001,,climate,reported,communique-2001", "alpha-2001,alpha-2001-plenary,security,reported,communique-2001"},
		},
		{
			reason: "a side track alone is not covered", at: "alpha-2001", filters: []timeline.Filter{{Track: "dinner"}},
			topics: topics{"trade"}, documents: []timeline.SourceID{"press-2001"}, kinds: []timeline.SourceKind{timeline.Press},
			rests: []string{"alpha-2001,alpha-2001-dinner,trade,reported,press-2001"},
		},
		{
			reason: "a body track has what names its session", at: "alpha-2001", filters: []timeline.Filter{{Track: "plenary"}},
			topics: topics{"security"}, documents: []timeline.SourceID{"communique-2001"}, kinds: []timeline.SourceKind{timeline.Communique},
			rests: []string{"alpha-2001,alpha-2001-plenary,security,reported,communique-2001"},
		},
		{
			reason: "of one stage; coverage without stage is of both", at: "alpha-2001", basis: timeline.Basis{Stage: timeline.Planned},
			complete: true, rests: []string{"topics-2001"},
		},
		{
			reason: "stages are mixed where none is asked for", at: "alpha-2002", topics: topics{"climate", "trade"}, documents: []timeline.SourceID{"plan-2002", "undated"}, kinds: []timeline.SourceKind{timeline.Announcement, timeline.ListSource},
			rests: []string{"alpha-2002,,climate,planned,plan-2002", "alpha-2002,,trade,reported,undated"},
		},
		{
			reason: "what was planned", at: "alpha-2002", basis: timeline.Basis{Stage: timeline.Planned}, topics: topics{"climate"}, documents: []timeline.SourceID{"plan-2002"}, kinds: []timeline.SourceKind{timeline.Announcement},
			rests: []string{"alpha-2002,,climate,planned,plan-2002"},
		},
		{
			reason: "what was reported", at: "alpha-2002", basis: timeline.Basis{Stage: timeline.Reported}, topics: topics{"trade"}, documents: []timeline.SourceID{"undated"}, kinds: []timeline.SourceKind{timeline.ListSource},
			rests: []string{"alpha-2002,,trade,reported,undated"},
		},
		{
			reason: "documents of a kind, which the coverage names", at: "alpha-2001", basis: timeline.Basis{Source: timeline.Communique}, complete: true,
			topics: topics{"climate", "security"}, documents: []timeline.SourceID{"communique-2001"}, kinds: []timeline.SourceKind{timeline.Communique},
			rests: []string{"topics-2001", "alpha-2001,,climate,reported,communique-2001", "alpha-2001,alpha-2001-plenary,security,reported,communique-2001"},
		},
		{reason: "documents of a kind that the coverage does not name", at: "alpha-2001", basis: timeline.Basis{Source: timeline.Transcript}},
		{
			reason: "a topic is named by several documents", at: "alpha-2004", topics: topics{"cyber-defence", "trade"}, documents: []timeline.SourceID{"communique-2004", "press-2004"}, kinds: []timeline.SourceKind{timeline.Communique, timeline.Press},
			rests: []string{"alpha-2004,,cyber-defence,reported,communique-2004", "alpha-2004,,trade,reported,press-2004"},
		},
		{
			reason: "a row that is not trusted", at: "alpha-2004", view: func(t timeline.Timeline) timeline.Timeline { return t.Trusting(timeline.Medium) },
			topics: topics{"cyber-defence"}, documents: []timeline.SourceID{"communique-2004"}, kinds: []timeline.SourceKind{timeline.Communique}, rests: []string{"alpha-2004,,cyber-defence,reported,communique-2004"},
		},
		{
			reason: "a masked row leaves the agenda open even where covered", at: "alpha-2001", view: func(t timeline.Timeline) timeline.Timeline { return t.Trusting(timeline.High) },
			topics: topics{"climate"}, documents: []timeline.SourceID{"communique-2001"}, kinds: []timeline.SourceKind{timeline.Communique}, rests: []string{"topics-2001", "alpha-2001,,climate,reported,communique-2001"},
		},
		{
			reason: "as of a day: undated sources and later ones are not seen", at: "alpha-2002", view: func(t timeline.Timeline) timeline.Timeline { return t.AsOf(day("2002-06")) },
			topics: topics{"climate"}, documents: []timeline.SourceID{"plan-2002"}, kinds: []timeline.SourceKind{timeline.Announcement}, rests: []string{"alpha-2002,,climate,planned,plan-2002"},
		},
		{
			reason: "a summit to come of which something is announced", at: "alpha-2005", topics: topics{"climate"}, documents: []timeline.SourceID{"plan-2005"}, kinds: []timeline.SourceKind{timeline.Announcement},
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
			want := timeline.Entry{
				Summit: test.at, Topics: timeline.NewTopicSet(test.topics...), Documents: test.documents, Kinds: test.kinds, Complete: test.complete,
				Profile: once(test.topics), Evidence: got.Evidence,
			}
			_, err = fmt.Sscanf(string(test.at), "alpha-%d", &want.Year)
			require.NoError(t, err)
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if diff := cmp.Diff(test.rests, rests); diff != "" {
				t.Errorf("evidence (-want +got):\n%s", diff)
			}
		})
	}
}

// once is the profile of topics that one document each names.
func once(of topics) timeline.Profile {
	counts := map[timeline.TopicID]int{}
	for _, id := range of {
		counts[id] = 1
	}
	return timeline.NewProfile(counts)
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
	if diff := cmp.Diff("kept [climate], perhaps [security] added [trade] dropped [], perhaps [security] new [trade] returned []", shown(got)); diff != "" {
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
	if diff := cmp.Diff("kept [], perhaps [climate, security] added [cyber-defence, trade] dropped [], perhaps [climate, security] new [], perhaps [cyber-defence] returned [trade], perhaps [cyber-defence]", shown(later)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if later.NewCertain() {
		t.Error("a perhaps is certain")
	}
	back, err := view.Agenda(timeline.Basis{}).Compare("alpha-2004", "alpha-2001")
	require.NoError(t, err)
	if diff := cmp.Diff("kept [], perhaps [climate, security] added [], perhaps [climate, security] dropped [cyber-defence, trade] new [], perhaps [climate, security] returned []", shown(back)); diff != "" {
		t.Errorf("backwards (-want +got):\n%s", diff)
	}
	if back.Before != nil {
		t.Errorf("before the first is %v", back.Before)
	}
	same, err := view.Agenda(timeline.Basis{}).Compare("alpha-2002", "alpha-2002")
	require.NoError(t, err)
	if diff := cmp.Diff("kept [climate, trade] added [] dropped [] new [] returned []", shown(same)); diff != "" {
		t.Errorf("with itself (-want +got):\n%s", diff)
	}
}

func shown(c timeline.Change) string {
	return fmt.Sprintf("kept %s added %s dropped %s new %s returned %s", c.Kept, c.Added, c.Dropped, c.New, c.Returned)
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

// codedTopics are a tree of three levels and a root of its own, each with the way that leads to it from its root.
var codedTopics = topics{"a", "b", "c", "d"}

var pathTo = map[timeline.TopicID]topics{"a": {"a"}, "b": {"a", "b"}, "c": {"a", "b", "c"}, "d": {"d"}, "never-named": {"never-named"}}

// genCoding makes two series, of which one has dates that are not known to the day.
func genCoding() *rapid.Generator[coding] {
	return rapid.Custom(func(t *rapid.T) coding {
		tables := years(3)
		tables.Series = append(tables.Series, timeline.Series{ID: "r", Name: "R", Tier: timeline.MinistersTier})
		for id, start := range map[timeline.SummitID]string{"r-2002": "2002-03", "r-2003": "2003-05-10"} {
			tables.Summits = append(tables.Summits, timeline.Summit{
				ID: id, Series: "r", Name: "Summit", Kind: timeline.Regular, Start: day(start), End: day(start), Status: timeline.Held, Format: timeline.InPerson,
			})
		}
		slices.SortFunc(tables.Summits, func(a, b timeline.Summit) int { return strings.Compare(string(a.ID), string(b.ID)) }) // the same draws each time
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
			topic := timeline.Topic{ID: id, Label: string(id)}
			if path := pathTo[id]; len(path) > 1 {
				topic.Broader = path[len(path)-2]
			}
			tables.Topics = append(tables.Topics, topic)
		}
		tables.Sources = append(tables.Sources,
			timeline.Source{ID: "early", Kind: timeline.Press, Title: "x", Published: day("2000"), Issuer: timeline.List[timeline.ActorID]{"X"}},
			timeline.Source{ID: "late", Kind: timeline.Communique, Title: "x", Published: day("2003-06"), Issuer: timeline.List[timeline.ActorID]{"X", "Y"}},
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
		for range rapid.IntRange(0, 12).Draw(t, "mentions") {
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
		for i := range rapid.IntRange(0, 8).Draw(t, "statements") {
			at := rapid.SampledFrom(tables.Summits).Draw(t, "summit")
			c := timeline.Coverage{
				ID: fmt.Sprintf("c-%d", i), Subject: timeline.TopicsSubject, Series: at.Series, Confidence: trusts.Draw(t, "confidence"),
				Stage:   rapid.SampledFrom([]timeline.Stage{0, 0, 0, timeline.Planned, timeline.Reported}).Draw(t, "stage"),
				Track:   rapid.SampledFrom([]string{"", "", "", "plenary", "dinner"}).Draw(t, "track"),
				Sources: sourceIDs(rapid.SliceOfNDistinct(docs, 1, 2, rapid.ID[timeline.SourceID]).Draw(t, "documents")),
				Summit:  at.ID,
			}
			tables.Coverage = append(tables.Coverage, c)
		}
		return coding{
			tables:  tables,
			filters: rapid.SampledFrom([][]timeline.Filter{nil, nil, {{Series: "s"}}, {{Track: "dinner"}}, {{Track: "plenary"}}, {{}, {Track: "dinner"}}}).Draw(t, "filters"),
			basis: timeline.Basis{
				Stage:  rapid.SampledFrom([]timeline.Stage{0, timeline.Planned, timeline.Reported}).Draw(t, "basis"),
				Source: rapid.SampledFrom([]timeline.SourceKind{0, 0, timeline.Press, timeline.Communique}).Draw(t, "kind"),
				Issuer: rapid.SampledFrom([]timeline.ActorID{"", "", "", "X", "Y"}).Draw(t, "issuer"),
				Depth:  rapid.SampledFrom([]int{0, 0, 1, 2, 3}).Draw(t, "depth"),
			},
			asOf:  rapid.SampledFrom([]timeline.Date{{}, {}, {}, day("2003-05-20"), day("2002-12")}).Draw(t, "as of"),
			trust: rapid.SampledFrom([]timeline.Confidence{0, 0, timeline.Medium}).Draw(t, "trust"),
		}
	})
}

// rolledUp is the definition of depth: the last step of the way to a topic that is not deeper.
func (c coding) rolledUp(id timeline.TopicID) timeline.TopicID {
	path := pathTo[id]
	if c.basis.Depth == 0 || c.basis.Depth > len(path) {
		return id
	}
	return path[c.basis.Depth-1]
}

// vocabulary gives the topics that there are at the depth of the basis.
func (c coding) vocabulary() topics {
	var found topics
	for _, id := range codedTopics {
		if id = c.rolledUp(id); !slices.Contains(found, id) {
			found = append(found, id)
		}
	}
	return found
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

// takes is the definition of which documents the basis counts.
func (c coding) takes(id timeline.SourceID) bool {
	for _, s := range c.tables.Sources {
		if s.ID == id {
			return (c.basis.Source == 0 || s.Kind == c.basis.Source) && (c.basis.Issuer == "" || slices.Contains(s.Issuer, c.basis.Issuer))
		}
	}
	return false
}

func (c coding) summit(id timeline.SummitID) timeline.Summit {
	return c.tables.Summits[slices.IndexFunc(c.tables.Summits, func(s timeline.Summit) bool { return s.ID == id })]
}

// held tells whether the last day on which a summit may have begun had come.
func (c coding) held(id timeline.SummitID) bool {
	return c.asOf == timeline.Date{} || c.summit(id).Start.Last().String() <= c.asOf.Last().String()
}

// slotOptions tells whether a topic can be named in a slot, and whether it can be not named there.
func (c coding) slotOptions(id timeline.SummitID, at slot, topic timeline.TopicID) (can, cannot bool) {
	open := true
	for _, s := range c.tables.Coverage {
		if c.held(id) && s.Subject == timeline.TopicsSubject && s.Summit == id && s.Track == at.part && (s.Stage == 0 || s.Stage == at.stage) && c.visible(s.Confidence, s.Sources) &&
			slices.ContainsFunc(s.Sources, c.takes) {
			open = false
		}
	}
	can, cannot = open, true
	for _, m := range c.tables.Mentions {
		if m.Summit != id || m.Topic != topic || m.Stage != at.stage || !c.takes(m.Source) {
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

// named enumerates the worlds of one cell: whether a topic, or one that the basis puts into its place, is named at a summit in some slot.
func (c coding) named(id timeline.SummitID, topic timeline.TopicID) []bool {
	worlds := map[bool]bool{false: true}
	for _, at := range c.slots(id) {
		for _, deeper := range append(topics{"never-named"}, codedTopics...) {
			if c.rolledUp(deeper) != topic {
				continue
			}
			next := map[bool]bool{}
			can, cannot := c.slotOptions(id, at, deeper)
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
	}
	var options []bool
	for _, o := range []bool{false, true} {
		if worlds[o] {
			options = append(options, o)
		}
	}
	return options
}

// surely gives the topics that are named at a summit in every world.
func (c coding) surely(id timeline.SummitID) topics {
	return slices.DeleteFunc(c.vocabulary(), func(topic timeline.TopicID) bool { return !slices.Equal(c.named(id, topic), []bool{true}) })
}

// TestAgendaWorlds compares agendas with an enumeration of every world.
func TestAgendaWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := genCoding().Draw(t, "coding")
		agenda := c.agenda(t, c.tables)
		for e := range agenda.All() {
			if diff := cmp.Diff(timeline.NewTopicSet(c.surely(e.Summit)...), e.Topics); diff != "" {
				t.Errorf("%s (-want +got):\n%s", e.Summit, diff)
			}
			// Complete: no world has a topic besides, not even one that no document ever named.
			complete := true
			for _, topic := range append(topics{"never-named"}, c.vocabulary()...) {
				complete = complete && (e.Topics.Has(topic) || slices.Equal(c.named(e.Summit, topic), []bool{false}))
			}
			masked := slices.ContainsFunc(c.tables.Mentions, func(m timeline.Mention) bool {
				return m.Summit == e.Summit && !c.visible(m.Confidence, sourceIDs{m.Source})
			})
			if (e.Complete && !complete) || (!masked && e.Complete != complete) {
				t.Errorf("%s is complete: %v, but that no world has another topic is %v", e.Summit, e.Complete, complete)
			}
			if open := slices.Collect(e.Evidence.Open()); (len(open) == 0) != e.Complete {
				t.Errorf("%s is complete: %v, but open are %v", e.Summit, e.Complete, open)
			}
		}
		for _, topic := range codedTopics {
			for s := range agenda.Of(timeline.Topic{ID: topic}).All() {
				want := truthOf(c.named(s.Summit, c.rolledUp(topic)))
				if s.Truth != want || s.Skip != timeline.No || s.Eligible != timeline.Yes {
					t.Errorf("%s at %s is %v, want %s", topic, s.Summit, s, want)
				}
				if !c.held(s.Summit) {
					t.Errorf("%s has a history at %s, which was not held", topic, s.Summit)
				}
			}
		}
	})
}

func truthOf(options []bool) timeline.Truth {
	return map[int]timeline.Truth{1: timeline.No, 2: timeline.Yes, 3: timeline.Unknown}[mask(options)]
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
