package timeline_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

type summits = []timeline.SummitID

func TestSelect(t *testing.T) {
	tests := []struct {
		reason  string
		filters []timeline.Filter
		want    summits
	}{
		{"no filter describes nothing", nil, nil},
		{"the zero filter leaves out what is extraordinary", []timeline.Filter{{}}, summits{"alpha-2001", "alpha-2002", "beta-2002", "alpha-2004", "alpha-2005"}},
		{"unless that is asked for", []timeline.Filter{{Extraordinary: true}}, summits{"alpha-2001", "alpha-2002", "beta-2002", "alpha-2003-extra", "alpha-2004", "alpha-2005"}},
		{"a series", []timeline.Filter{{Series: "beta"}}, summits{"beta-2002"}},
		{"a series with all its kinds", []timeline.Filter{{Series: "alpha", Extraordinary: true}}, summits{"alpha-2001", "alpha-2002", "alpha-2003-extra", "alpha-2004", "alpha-2005"}},
		{"one summit", []timeline.Filter{{Summit: "alpha-2002"}}, summits{"alpha-2002"}},
		{"a named summit counts whatever its kind", []timeline.Filter{{Summit: "alpha-2003-extra"}}, summits{"alpha-2003-extra"}},
		{"each field narrows", []timeline.Filter{{Summit: "alpha-2002", Series: "beta"}}, nil},
		{"a format", []timeline.Filter{{Format: timeline.Hybrid}}, summits{"alpha-2002"}},
		{"a track", []timeline.Filter{{Track: "plenary"}}, summits{"alpha-2001", "alpha-2002", "alpha-2004"}},
		{"a side track", []timeline.Filter{{Track: "dinner"}}, summits{"alpha-2001", "alpha-2002"}},
		{"from a day", []timeline.Filter{{From: day("2002-09-02")}}, summits{"beta-2002", "alpha-2004", "alpha-2005"}},
		{"from the day after its last", []timeline.Filter{{From: day("2002-09-03")}}, summits{"alpha-2004", "alpha-2005"}},
		{"to a day", []timeline.Filter{{To: day("2002-05-20")}}, summits{"alpha-2001", "alpha-2002"}},
		{"to the day before its first", []timeline.Filter{{To: day("2002-05-19")}}, summits{"alpha-2001"}},
		{"from a year is from its first day", []timeline.Filter{{From: day("2004")}}, summits{"alpha-2004", "alpha-2005"}},
		{"to a year is to its last day", []timeline.Filter{{To: day("2002")}}, summits{"alpha-2001", "alpha-2002", "beta-2002"}},
		{"a partial date may touch the span", []timeline.Filter{{From: day("2005-07-31")}}, summits{"alpha-2005"}},
		{"also from before", []timeline.Filter{{From: day("2005"), To: day("2005-07-01")}}, summits{"alpha-2005"}},
		{"any of several filters", []timeline.Filter{{Summit: "alpha-2003-extra"}, {Series: "beta"}}, summits{"beta-2002", "alpha-2003-extra"}},
		{"what two describe is there once", []timeline.Filter{{}, {Series: "beta"}}, summits{"alpha-2001", "alpha-2002", "beta-2002", "alpha-2004", "alpha-2005"}},
	}
	all := mustNew(t, sample())
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			got := mustSelect(t, all, test.filters...)
			if diff := cmp.Diff(test.want, ids(got)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			if got.Len() != len(test.want) {
				t.Errorf("Len is %d", got.Len())
			}
			for s := range all.Summits() {
				if got.Includes(s.ID, "") && !slices.Contains(test.want, s.ID) {
					t.Errorf("%s is included", s.ID)
				}
			}
		})
	}
	if diff := cmp.Diff(summits{"alpha-2001", "alpha-2002", "beta-2002", "alpha-2003-extra", "alpha-2004", "alpha-2005"}, ids(all)); diff != "" {
		t.Errorf("New (-want +got):\n%s", diff)
	}
}

// TestIncludes lists what counts of the summit of 2001, which has a body session and one beside it.
func TestIncludes(t *testing.T) {
	tests := []struct {
		reason                  string
		select_                 [][]timeline.Filter // one after the other
		summit, plenary, dinner bool
	}{
		{"a summit is itself and its body sessions", nil, true, true, false},
		{"a body track is its sessions alone", [][]timeline.Filter{{{Track: "plenary"}}}, false, true, false},
		{"so is a side track", [][]timeline.Filter{{{Track: "dinner"}}}, false, false, true},
		{"two tracks", [][]timeline.Filter{{{Track: "dinner"}, {Track: "plenary"}}}, false, true, true},
		{"a summit and a side track", [][]timeline.Filter{{{Track: "dinner"}, {Series: "alpha"}}}, true, true, true},
		{"narrowed to a series the track stays", [][]timeline.Filter{{{Track: "dinner"}}, {{Series: "alpha"}}}, false, false, true},
		{"narrowed to another track nothing stays", [][]timeline.Filter{{{Track: "dinner"}}, {{Track: "plenary"}}}, false, false, false},
		{"narrowed to one of two tracks", [][]timeline.Filter{{{Track: "dinner"}, {Track: "plenary"}}, {{Track: "plenary"}}}, false, true, false},
		{"the order of narrowing makes no difference", [][]timeline.Filter{{{Series: "alpha"}}, {{Track: "dinner"}}}, false, false, true},
		{"a side track of whole summits and that track", [][]timeline.Filter{{{Series: "alpha"}, {Track: "dinner"}}, {{Track: "dinner"}}}, false, false, true},
		{"what was left out does not come back", [][]timeline.Filter{{{Series: "beta"}}, {{Extraordinary: true}}}, false, false, false},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			view := mustNew(t, sample())
			for _, filters := range test.select_ {
				view = mustSelect(t, view, filters...)
			}
			want := []bool{test.summit, test.plenary, test.dinner}
			got := []bool{view.Includes("alpha-2001", ""), view.Includes("alpha-2001", "alpha-2001-plenary"), view.Includes("alpha-2001", "alpha-2001-dinner")}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("summit, plenary, dinner (-want +got):\n%s", diff)
			}
			for _, id := range []timeline.SessionID{"alpha-2002-plenary", "nowhere"} {
				if view.Includes("alpha-2001", id) {
					t.Errorf("%s is no session of alpha-2001", id)
				}
			}
			if view.Includes("nowhere", "") || view.Includes("nowhere", "alpha-2001-plenary") || view.Includes("", "") {
				t.Error("an unknown summit is included")
			}
		})
	}
}

func TestSelectUnknown(t *testing.T) {
	all := mustNew(t, sample())
	tests := []struct {
		filter timeline.Filter
		want   string
	}{
		{timeline.Filter{Series: "alpa"}, `no series "alpa"; did you mean alpha?`},
		{timeline.Filter{Summit: "beta-202"}, `no summit "beta-202"; did you mean beta-2002?`},
		{timeline.Filter{Track: "plenaries"}, `no track "plenaries"; did you mean plenary?`},
		{timeline.Filter{Track: "gala"}, `no track "gala"`},
	}
	for _, test := range tests {
		got, err := all.Select(timeline.Filter{}, test.filter)
		var unknown *timeline.UnknownError
		require.ErrorAs(t, err, &unknown)
		if diff := cmp.Diff(test.want, err.Error()); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if got.Len() != 0 {
			t.Errorf("an error comes with %d summits", got.Len())
		}
	}
	for _, bad := range []timeline.Filter{{From: timeline.Date{Year: 2001, Month: 13}}, {To: timeline.Date{Day: 1}}} {
		if _, err := all.Select(bad); err == nil {
			t.Errorf("%v is accepted", bad)
		}
	}
	// A series and a track that are known but lead nowhere are no errors.
	if got := mustSelect(t, all, timeline.Filter{Series: "beta", Track: "plenary"}); got.Len() != 0 {
		t.Errorf("%v", ids(got))
	}
}

// TestSelectProperties compares narrowing twice with each pair of filters, one of the first and one of the second: what a pair lets
// through is what both describe, on the tracks that they name.
func TestSelectProperties(t *testing.T) {
	all := mustNew(t, sample())
	gen := rapid.Custom(func(t *rapid.T) timeline.Filter {
		return timeline.Filter{
			Series:        rapid.SampledFrom([]timeline.SeriesID{"", "", "alpha", "beta"}).Draw(t, "series"),
			Summit:        rapid.SampledFrom([]timeline.SummitID{"", "", "", "alpha-2002", "alpha-2003-extra"}).Draw(t, "summit"),
			Format:        rapid.SampledFrom([]timeline.Format{0, 0, timeline.InPerson, timeline.Virtual}).Draw(t, "format"),
			Extraordinary: rapid.Bool().Draw(t, "extraordinary"),
			Track:         rapid.SampledFrom([]string{"", "", "plenary", "dinner"}).Draw(t, "track"),
			From:          rapid.SampledFrom([]timeline.Date{{}, {}, day("2002"), day("2003")}).Draw(t, "from"),
			To:            rapid.SampledFrom([]timeline.Date{{}, {}, day("2002-06"), day("2004")}).Draw(t, "to"),
		}
	})
	describes := func(f timeline.Filter, id timeline.SummitID) bool {
		f.Track = ""
		return mustSelect(t, all, f).Includes(id, "")
	}
	rapid.Check(t, func(t *rapid.T) {
		a := rapid.SliceOfN(gen, 1, 2).Draw(t, "a")
		b := rapid.SliceOfN(gen, 1, 2).Draw(t, "b")
		view := mustSelect(t, mustSelect(t, all, a...), b...)
		through := func(id timeline.SummitID, passes func(f, g timeline.Filter) bool) bool {
			return slices.ContainsFunc(a, func(f timeline.Filter) bool {
				return slices.ContainsFunc(b, func(g timeline.Filter) bool { return describes(f, id) && describes(g, id) && passes(f, g) })
			})
		}
		for s := range all.Summits() {
			want := through(s.ID, func(f, g timeline.Filter) bool { return f.Track == "" && g.Track == "" })
			if got := view.Includes(s.ID, ""); want != got {
				t.Errorf("%s: %v, want %v", s.ID, got, want)
			}
		}
		for s := range all.Sessions() {
			want := through(s.Summit, func(f, g timeline.Filter) bool {
				if f.Track == "" && g.Track == "" {
					return s.Scope == timeline.Body
				}
				return (f.Track == "" || f.Track == s.Track) && (g.Track == "" || g.Track == s.Track)
			})
			if got := view.Includes(s.Summit, s.ID); want != got {
				t.Errorf("%s: %v, want %v", s.ID, got, want)
			}
		}
		order := ids(view)
		if !slices.Equal(order, slices.DeleteFunc(ids(all), func(id timeline.SummitID) bool { return !slices.Contains(order, id) })) {
			t.Errorf("%v are in another order than all", order)
		}
	})
}

func TestAsOfStatus(t *testing.T) {
	all := mustNew(t, sample())
	tests := []struct {
		asOf, reason string
		want         map[timeline.SummitID]timeline.Status
	}{
		{"", "without a date nothing is masked", map[timeline.SummitID]timeline.Status{"alpha-2001": timeline.Held, "alpha-2004": timeline.Held, "alpha-2005": timeline.Scheduled}},
		{"2004-06-27", "on the eve it was still to come", map[timeline.SummitID]timeline.Status{"alpha-2002": timeline.Held, "alpha-2004": timeline.Scheduled}},
		{"2004-06-28", "on the day it was held", map[timeline.SummitID]timeline.Status{"alpha-2004": timeline.Held}},
		{"2004-06", "a month counts by its last day", map[timeline.SummitID]timeline.Status{"alpha-2004": timeline.Held, "alpha-2005": timeline.Scheduled}},
		{"2001-05-09", "before the first", map[timeline.SummitID]timeline.Status{"alpha-2001": timeline.Scheduled}},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			view := all.AsOf(day(test.asOf))
			if diff := cmp.Diff(ids(all), ids(view)); diff != "" {
				t.Errorf("a mask took summits away (-want +got):\n%s", diff)
			}
			seen := map[timeline.SummitID]timeline.Status{}
			for s := range view.All() {
				seen[s.ID] = s.Status
			}
			held := map[timeline.SummitID]bool{}
			for s := range view.Held() {
				held[s.ID] = true
			}
			for id, want := range test.want {
				one, ok := view.Summit(id)
				require.True(t, ok)
				if diff := cmp.Diff([]timeline.Status{want, want}, []timeline.Status{seen[id], one.Status}); diff != "" {
					t.Errorf("%s by All and by Summit (-want +got):\n%s", id, diff)
				}
				if held[id] != (want == timeline.Held) {
					t.Errorf("%s among the held: %v", id, held[id])
				}
			}
		})
	}
	// What was cancelled or only partly dated is to come until its last possible day has gone.
	tables := sample()
	tables.Summits[4].Status = timeline.Cancelled
	view := mustNew(t, tables)
	for asOf, want := range map[string]timeline.Status{"2005-07-30": timeline.Scheduled, "2005-07-31": timeline.Cancelled, "2005-07": timeline.Cancelled} {
		if s, _ := view.AsOf(day(asOf)).Summit("alpha-2005"); s.Status != want {
			t.Errorf("as of %s it is %s", asOf, s.Status)
		}
	}
	// The tables are given as they stand.
	if diff := cmp.Diff(rows(all), rows(all.AsOf(day("1900")).Trusting(timeline.High))); diff != "" {
		t.Errorf("a mask changed the tables (-want +got):\n%s", diff)
	}
}

func TestSees(t *testing.T) {
	all := mustNew(t, sample())
	type sources = timeline.List[timeline.SourceID]
	tests := []struct {
		reason     string
		asOf       string
		trust      timeline.Confidence
		confidence timeline.Confidence
		sources    sources
		want       bool
	}{
		{"without masks all is seen", "", 0, timeline.Low, sources{"undated"}, true},
		{"even what has no source", "", 0, 0, nil, true},
		{"as of a day what has none is not", "2009", 0, timeline.High, nil, false},
		{"a source without date is of no day", "2009", 0, timeline.High, sources{"undated"}, false},
		{"published on the day", "2001-05-11", 0, timeline.High, sources{"communique-2001"}, true},
		{"published later", "2001-05-10", 0, timeline.High, sources{"communique-2001"}, false},
		{"published at some time of the year", "2001-12-30", 0, timeline.High, sources{"press-2001"}, false},
		{"by the last day of the year it was", "2001-12", 0, timeline.High, sources{"press-2001"}, true},
		{"one of several is enough", "2001-05-11", 0, timeline.High, sources{"undated", "communique-2004", "communique-2001"}, true},
		{"an unknown source shows nothing", "2009", 0, timeline.High, sources{"nowhere"}, false},
		{"of enough confidence", "", timeline.Medium, timeline.Medium, nil, true},
		{"of too low a confidence", "", timeline.Medium, timeline.Low, nil, false},
		{"without confidence", "", timeline.Low, 0, nil, false},
		{"both masks hold", "2009", timeline.High, timeline.Medium, sources{"communique-2001"}, false},
	}
	for _, test := range tests {
		view := all.AsOf(day(test.asOf)).Trusting(test.trust)
		if got := view.Sees(test.confidence, test.sources); got != test.want {
			t.Errorf("%s: %v", test.reason, got)
		}
		if narrowed := mustSelect(t, view, timeline.Filter{Series: "beta"}); narrowed.Sees(test.confidence, test.sources) != test.want {
			t.Errorf("%s: narrowing changed the mask", test.reason)
		}
	}
	if !all.AsOf(day("2001")).AsOf(timeline.Date{}).Equal(all) {
		t.Error("the zero date does not lift the mask")
	}
}

func TestForetold(t *testing.T) {
	all := mustNew(t, sample())
	type sources = timeline.List[timeline.SourceID]
	tests := []struct {
		reason  string
		asOf    string
		sources sources
		day     string
		want    bool
	}{
		{"published before", "", sources{"plan-2002"}, "2002-05-02", true},
		{"published on the day", "", sources{"plan-2002"}, "2002-05-01", false},
		{"published in the month of the day", "", sources{"plan-2002"}, "2002-05", false},
		{"published in the year of the day", "", sources{"press-2001"}, "2001-12-31", false},
		{"published in the year before", "", sources{"press-2001"}, "2002", true},
		{"one of two was later", "", sources{"plan-2002", "communique-2004"}, "2002-05-20", false},
		{"both were before", "", sources{"plan-2002", "communique-2001"}, "2002-05-20", true},
		{"one without date may be of any day", "", sources{"plan-2002", "undated"}, "2002-05-20", false},
		{"what was not yet published says nothing", "2002-05-20", sources{"plan-2002", "communique-2004", "undated"}, "2002-05-20", true},
		{"no source foretells nothing", "", nil, "2002-05-20", false},
		{"nor does one that is not seen", "2001", sources{"plan-2002"}, "2002-05-20", false},
		{"nor an unknown one", "", sources{"nowhere"}, "2002-05-20", false},
	}
	for _, test := range tests {
		if got := all.AsOf(day(test.asOf)).Foretold(test.sources, day(test.day)); got != test.want {
			t.Errorf("%s: %v", test.reason, got)
		}
	}
}

func TestLookUps(t *testing.T) {
	all := mustSelect(t, mustNew(t, sample()), timeline.Filter{Series: "beta"})
	for _, name := range []string{"cyber-defence", "Cyber defence", "CYBER  DEFENCE", "cyber", "Cyber-Defence", "computer network-security"} {
		topic, err := all.Topic(name)
		require.NoError(t, err)
		if diff := cmp.Diff(timeline.TopicID("cyber-defence"), topic.ID); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
	}
	for name, want := range map[string]string{
		"":               `no topic ""`,
		"cyberdefence":   `no topic "cyberdefence"; did you mean cyber-defence or Cyber defence?`,
		"climate chance": `no topic "climate chance"; did you mean Climate change?`,
		"fisheries":      `no topic "fisheries"`,
	} {
		topic, err := all.Topic(name)
		var unknown *timeline.UnknownError
		require.ErrorAs(t, err, &unknown)
		if diff := cmp.Diff(want, err.Error()); diff != "" {
			t.Errorf("%q (-want +got):\n%s", name, diff)
		}
		if topic.ID != "" {
			t.Errorf("%q: an error comes with %v", name, topic)
		}
	}
	for id, want := range map[timeline.SummitID]string{"alpha-2001": "First 2001", "alpha-2005": "Fifth 2005", "nowhere": "nowhere", "": ""} {
		if diff := cmp.Diff(want, all.Name(id)); diff != "" {
			t.Errorf("Name(%q) (-want +got):\n%s", id, diff)
		}
	}
	// A summit is known whether or not it is among the gatherings.
	if s, ok := all.Summit("alpha-2001"); !ok || s.Name != "First" {
		t.Errorf("Summit gives %v, %v", s, ok)
	}
	if s, ok := all.Session("alpha-2001-dinner"); !ok || s.Track != "dinner" {
		t.Errorf("Session gives %v, %v", s, ok)
	}
	if s, ok := all.Source("plan-2002"); !ok || s.Title != "Programme 2002" {
		t.Errorf("Source gives %v, %v", s, ok)
	}
	_, summit := all.Summit("nowhere")
	_, session := all.Session("nowhere")
	_, source := all.Source("nowhere")
	if summit || session || source {
		t.Error("what is nowhere is found")
	}
}

func TestZeroTimeline(t *testing.T) {
	var zero timeline.Timeline
	empty := mustNew(t, timeline.Tables{})
	for name, view := range map[string]timeline.Timeline{"zero": zero, "of empty tables": empty} {
		if view.Len() != 0 || ids(view) != nil || view.Includes("x", "") || view.Name("x") != "x" {
			t.Errorf("the timeline %s is not empty", name)
		}
		if diff := cmp.Diff(timeline.Tables{}, rows(view)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		for range view.Held() {
			t.Errorf("the timeline %s has a held summit", name)
		}
		if _, err := view.Topic("x"); err == nil {
			t.Errorf("the timeline %s knows a topic", name)
		}
		if _, err := view.Select(timeline.Filter{Series: "x"}); err == nil {
			t.Errorf("the timeline %s knows a series", name)
		}
		if got := mustSelect(t, view, timeline.Filter{}); got.Len() != 0 {
			t.Errorf("the timeline %s has summits", name)
		}
		agenda := view.Agenda(timeline.Basis{})
		for range agenda.All() {
			t.Errorf("the timeline %s has an agenda", name)
		}
		if _, err := agenda.At("x"); err == nil {
			t.Errorf("the timeline %s knows a summit", name)
		}
		if first, ok := agenda.Of(timeline.Topic{ID: "x"}).First(); ok || first.Listed != 0 {
			t.Errorf("the timeline %s has a first: %v", name, first)
		}
	}
	if !zero.Equal(empty) {
		t.Error("the zero timeline is not equal to an empty one")
	}
	if (timeline.Timeline{}).AsOf(day("2001")).Sees(timeline.High, timeline.List[timeline.SourceID]{"x"}) {
		t.Error("the zero timeline sees a source")
	}
}

func TestTimelineEqual(t *testing.T) {
	all := mustNew(t, sample())
	other := func(change func(s *timeline.Tables)) timeline.Timeline {
		s := sample()
		change(&s)
		return mustNew(t, s)
	}
	tests := []struct {
		reason string
		a, b   timeline.Timeline
		want   bool
	}{
		{"the same rows", all, mustNew(t, sample()), true},
		{"no list and an empty list", all, other(func(s *timeline.Tables) { s.Topics[0].Aliases = timeline.List[string]{} }), true},
		{"another row", all, other(func(s *timeline.Tables) { s.Topics[0].Definition = "x" }), false},
		{"another item in a list", all, other(func(s *timeline.Tables) { s.Topics[1].Aliases[0] = "x" }), false},
		{"a row less", all, other(func(s *timeline.Tables) { s.Mentions = s.Mentions[1:] }), false},
		{"another day", all.AsOf(day("2001")), all.AsOf(day("2002")), false},
		{"another trust", all.Trusting(timeline.Low), all.Trusting(timeline.High), false},
		{"another choice", mustSelect(t, all, timeline.Filter{}), mustSelect(t, all, timeline.Filter{Series: "alpha"}), false},
		{"a track in place of the whole", mustSelect(t, all, timeline.Filter{Summit: "alpha-2001"}), mustSelect(t, all, timeline.Filter{Summit: "alpha-2001", Track: "plenary"}), false},
		{"another track", mustSelect(t, all, timeline.Filter{Summit: "alpha-2001", Track: "dinner"}), mustSelect(t, all, timeline.Filter{Summit: "alpha-2001", Track: "plenary"}), false},
	}
	for _, test := range tests {
		if test.a.Equal(test.b) != test.want || test.b.Equal(test.a) != test.want {
			t.Errorf("%s: %v", test.reason, test.a.Equal(test.b))
		}
	}
}

// Every sequence may be left early.
func TestSequencesStop(t *testing.T) {
	all := mustNew(t, sample())
	for range all.All() {
		break
	}
	for range all.Held() {
		break
	}
	agenda := all.Agenda(timeline.Basis{})
	for range agenda.All() {
		break
	}
	topic, err := all.Topic("trade")
	require.NoError(t, err)
	first, _ := agenda.Of(topic).First()
	for range first.Evidence.Sources() {
		break
	}
	for range first.Evidence.All() {
		break
	}
}

// A day has come if all that it can mean has; what is not dated is not held back.
func TestBegun(t *testing.T) {
	view := timeline.Timeline{}.AsOf(timeline.Date{Year: 2024, Month: 7, Day: 10})
	for text, want := range map[string]bool{"": true, "2024-07-10": true, "2024-07-11": false, "2024-07": false, "2024-06": true, "2024": false, "2023": true} {
		var day timeline.Date
		if err := day.UnmarshalText([]byte(text)); err != nil {
			t.Fatal(err)
		}
		if got := view.Begun(day); got != want {
			t.Errorf("%q had come: %t, want %t", text, got, want)
		}
		if !(timeline.Timeline{}).Begun(day) {
			t.Errorf("%q has not come as of no day", text)
		}
	}
}
