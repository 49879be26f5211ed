package timeline_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/timeline"
)

type sourceIDs = timeline.List[timeline.SourceID]

func evidenceOf(of timeline.Timeline, rests, open []timeline.Claim) timeline.Evidence {
	return timeline.NewEvidence(of, func() ([]timeline.Claim, []timeline.Claim) { return rests, open })
}

func TestEvidenceIsDistinctAndInOrder(t *testing.T) {
	claims := []timeline.Claim{
		{Table: "discussions", Key: "b"},
		{Table: "coverage", Key: "z"},
		{Table: "discussions", Key: "a"},
		{Table: "discussions", Key: "b"},
		{Table: "coverage", Key: "a"},
	}
	given := slices.Clone(claims)
	want := []timeline.Claim{{Table: "coverage", Key: "a"}, {Table: "coverage", Key: "z"}, {Table: "discussions", Key: "a"}, {Table: "discussions", Key: "b"}}
	e := evidenceOf(timeline.Timeline{}, claims, claims[:1])
	if diff := cmp.Diff(want, slices.Collect(e.All())); diff != "" {
		t.Errorf("All (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(want[3:], slices.Collect(e.Open())); diff != "" {
		t.Errorf("Open (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(given, claims); diff != "" {
		t.Errorf("the claims given were changed (-want +got):\n%s", diff)
	}
}

func TestEvidenceWeakest(t *testing.T) {
	claim := func(key string, c timeline.Confidence) timeline.Claim {
		return timeline.Claim{Table: "t", Key: key, Confidence: c}
	}
	tests := []struct {
		reason string
		rests  []timeline.Claim
		want   timeline.Confidence
	}{
		{"nothing", nil, 0},
		{"rows without confidence", []timeline.Claim{claim("a", 0)}, 0},
		{"the lowest", []timeline.Claim{claim("a", timeline.High), claim("b", timeline.Low), claim("c", timeline.Medium)}, timeline.Low},
		{"rows without confidence beside one", []timeline.Claim{claim("a", 0), claim("b", timeline.Medium), claim("c", 0)}, timeline.Medium},
	}
	for _, test := range tests {
		e := evidenceOf(timeline.Timeline{}, test.rests, []timeline.Claim{claim("open", timeline.Low)})
		if got := e.Weakest(); got != test.want {
			t.Errorf("%s: %s", test.reason, got)
		}
		if e.Weak() != (test.want == timeline.Low) {
			t.Errorf("%s: weak is %v", test.reason, e.Weak())
		}
	}
	foretold := claim("a", timeline.High)
	foretold.Foretold = true
	if !evidenceOf(timeline.Timeline{}, []timeline.Claim{foretold}, nil).Weak() {
		t.Error("what was only foretold is not weak")
	}
}

func TestEvidenceSources(t *testing.T) {
	all := mustNew(t, sample())
	rests := []timeline.Claim{
		{Table: "t", Key: "a", Sources: sourceIDs{"undated", "press-2004"}},
		{Table: "t", Key: "b", Sources: sourceIDs{"communique-2001", "press-2004", "nowhere"}},
	}
	open := []timeline.Claim{{Table: "t", Key: "c", Sources: sourceIDs{"plan-2005"}}}
	for asOf, want := range map[string][]timeline.SourceID{
		"":        {"communique-2001", "press-2004", "undated"},
		"2004-06": {"communique-2001"},
		"1999":    nil,
	} {
		var got []timeline.SourceID
		for s := range evidenceOf(all.AsOf(day(asOf)), rests, open).Sources() {
			require.NotEmpty(t, s.Title)
			got = append(got, s.ID)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("as of %q (-want +got):\n%s", asOf, diff)
		}
	}
	// A claim names those alone that were published, and those that no row is about.
	for c := range evidenceOf(all.AsOf(day("2004-06")), rests, open).All() {
		want := map[string]sourceIDs{"a": {}, "b": {"communique-2001", "nowhere"}}[c.Key]
		if diff := cmp.Diff(want, c.Sources); diff != "" {
			t.Errorf("claim %s (-want +got):\n%s", c.Key, diff)
		}
	}
}

func TestEvidenceJSON(t *testing.T) {
	e := evidenceOf(timeline.Timeline{},
		[]timeline.Claim{
			{Table: "t", Key: "b", Text: "b", Confidence: timeline.High, Sources: sourceIDs{"x", "y"}, Foretold: true},
			{Table: "t", Key: "a", Text: "a"},
		},
		[]timeline.Claim{{Table: "u", Key: "c", Text: "c"}})
	for want, e := range map[string]timeline.Evidence{
		`{"rests_on":[{"table":"t","key":"a","text":"a"},{"table":"t","key":"b","text":"b","confidence":"high","source_ids":["x","y"],"foretold":true}],"open":[{"table":"u","key":"c","text":"c"}]}`: e,
		`{"rests_on":[],"open":[]}`: {},
	} {
		got, err := json.Marshal(e)
		require.NoError(t, err)
		if diff := cmp.Diff(want, string(got)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
}

func TestEvidenceEqual(t *testing.T) {
	a := timeline.Claim{Table: "t", Key: "a", Text: "a", Sources: sourceIDs{"x"}}
	b := timeline.Claim{Table: "t", Key: "b"}
	other := a
	other.Text = "another"
	moved := a
	moved.Sources = sourceIDs{"y"}
	base := evidenceOf(timeline.Timeline{}, []timeline.Claim{a, b}, []timeline.Claim{b})
	tests := []struct {
		reason      string
		rests, open []timeline.Claim
		want        bool
	}{
		{"in another order and twice", []timeline.Claim{b, a, b}, []timeline.Claim{b, b}, true},
		{"one less", []timeline.Claim{a}, []timeline.Claim{b}, false},
		{"another text", []timeline.Claim{other, b}, []timeline.Claim{b}, false},
		{"another source", []timeline.Claim{moved, b}, []timeline.Claim{b}, false},
		{"nothing open", []timeline.Claim{a, b}, nil, false},
		{"the other way round", []timeline.Claim{b}, []timeline.Claim{a, b}, false},
	}
	for _, test := range tests {
		if got := base.Equal(evidenceOf(timeline.Timeline{}, test.rests, test.open)); got != test.want {
			t.Errorf("%s: %v", test.reason, got)
		}
	}
	if !(timeline.Evidence{}).Equal(evidenceOf(timeline.Timeline{}, nil, nil)) {
		t.Error("nothing is not equal to nothing")
	}
	for range base.All() {
		break
	}
	for range (timeline.Evidence{}).Sources() {
		t.Error("nothing has a source")
	}
}

func TestClaims(t *testing.T) {
	mention := timeline.Mention{Summit: "s", Session: "p", Topic: "climate", Stage: timeline.Planned, Source: "x", Confidence: timeline.Low}
	whole := mention
	whole.Session, whole.Stage = "", timeline.Reported
	tests := []struct {
		reason string
		got    timeline.Claim
		want   timeline.Claim
	}{
		{"at a session", mention.Claim(), timeline.Claim{Table: "discussions", Key: "s,p,climate,planned,x", Text: "climate was planned for p", Confidence: timeline.Low, Sources: sourceIDs{"x"}}},
		{"at a summit", whole.Claim(), timeline.Claim{Table: "discussions", Key: "s,,climate,reported,x", Text: "climate was reported at s", Confidence: timeline.Low, Sources: sourceIDs{"x"}}},
		{
			"attendance at a summit",
			timeline.Coverage{ID: "c", Subject: timeline.AttendanceSubject, Series: "nato", Summit: "s", Confidence: timeline.High, Sources: sourceIDs{"x"}}.Claim(),
			timeline.Claim{Table: "coverage", Key: "c", Text: "attendance is complete at s", Confidence: timeline.High, Sources: sourceIDs{"x"}},
		},
		{
			"for some, down to a rank, on a track",
			timeline.Coverage{ID: "c", Subject: timeline.AttendanceSubject, Series: "nato", From: day("2001"), Until: day("2002-05"), Who: "ip4", Rank: 3, Track: "plenary"}.Claim(),
			timeline.Claim{Table: "coverage", Key: "c", Text: "attendance is complete for ip4 down to rank 3 at nato from 2001 to 2002-05, track plenary"},
		},
		{
			"topics", timeline.Coverage{ID: "c", Subject: timeline.TopicsSubject, Series: "nato", Summit: "s"}.Claim(),
			timeline.Claim{Table: "coverage", Key: "c", Text: "the topics of the documents coded are complete at s"},
		},
		{
			"editions from the beginning", timeline.Coverage{ID: "c", Subject: timeline.EditionsSubject, Series: "nato", Until: day("2002")}.Claim(),
			timeline.Claim{Table: "coverage", Key: "c", Text: "the list of summits is complete at nato from the beginning to 2002"},
		},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, test.got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
	}
	if diff := cmp.Diff("s,,climate", timeline.Key(timeline.SummitID("s"), "", "climate")); diff != "" {
		t.Errorf("Key (-want +got):\n%s", diff)
	}
}

// Evidence of several answers is what any of them rests on or waits for, as if it had been gathered at once.
func TestEvidenceAnd(t *testing.T) {
	of := mustNew(t, sample())
	claim := func(key string) timeline.Claim { return timeline.Claim{Table: "t", Key: key} }
	made := func(rests, open []timeline.Claim) timeline.Evidence {
		return timeline.NewEvidence(of, func() (a, b []timeline.Claim) { return rests, open })
	}
	a := made([]timeline.Claim{claim("c"), claim("a")}, []timeline.Claim{claim("x")})
	b := made([]timeline.Claim{claim("b"), claim("a")}, nil)
	c := made(nil, []timeline.Claim{claim("y"), claim("x")})
	want := made([]timeline.Claim{claim("a"), claim("b"), claim("c")}, []timeline.Claim{claim("x"), claim("y")})
	if diff := cmp.Diff(want, a.And(b, c)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(a, a.And()); diff != "" {
		t.Errorf("with nothing (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff(a, timeline.Evidence{}.And(a)); diff != "" {
		t.Errorf("after nothing (-want +got):\n%s", diff)
	}
}

// The connectives are those of all ways in which an unknown may turn out.
func TestTruths(t *testing.T) {
	ways := map[timeline.Truth][]bool{timeline.Yes: {true}, timeline.No: {false}, timeline.Unknown: {true, false}}
	all := func(found map[bool]bool) timeline.Truth {
		switch {
		case len(found) == 2:
			return timeline.Unknown
		case found[true]:
			return timeline.Yes
		}
		return timeline.No
	}
	for a, as := range ways {
		not := map[bool]bool{}
		for _, x := range as {
			not[!x] = true
		}
		require.Equal(t, all(not), a.Not())
		for b, bs := range ways {
			and, or := map[bool]bool{}, map[bool]bool{}
			for _, x := range as {
				for _, y := range bs {
					and[x && y], or[x || y] = true, true
				}
			}
			require.Equal(t, all(and), a.And(b), "%s and %s", a, b)
			require.Equal(t, all(or), a.Or(b), "%s or %s", a, b)
		}
	}
}

func TestPairEvidenceIsOfItsPair(t *testing.T) {
	t.Parallel()
	made := 0
	evidence := timeline.PairEvidence(timeline.Timeline{}, func(a, b int, _ bool) (rests, open []timeline.Claim) {
		made++
		return []timeline.Claim{{Table: "t", Key: fmt.Sprint(a, b)}}, nil
	})
	first, second := evidence(1, 2), evidence(2, 1)
	for _, e := range []struct {
		timeline.Evidence
		want string
	}{{first, "1 2"}, {first, "1 2"}, {second, "2 1"}, {first, "1 2"}, {first.And(second), "1 2, 2 1"}} {
		var keys []string
		for c := range e.All() {
			keys = append(keys, c.Key)
		}
		if diff := cmp.Diff(e.want, strings.Join(keys, ", ")); diff != "" {
			t.Errorf("-want +got\n%s", diff)
		}
	}
	if made != 4 { // the claims read last are kept
		t.Errorf("claims were made %d times, want 4", made)
	}
	if first.Equal(second) {
		t.Error("two pairs have one evidence")
	}
}
