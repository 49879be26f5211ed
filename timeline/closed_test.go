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

// closedThrough asks whether the list is closed through a summit, and on which statements that rests.
func closedThrough(view timeline.Timeline, id timeline.SummitID) (bool, []string) {
	h := timeline.NewHistory(view, []timeline.Step{{Summit: id, Truth: timeline.Yes}}, func(int) timeline.Reading { return timeline.Reading{} })
	first, _ := h.First()
	var rests []string
	for c := range first.Evidence.All() {
		rests = append(rests, c.Key)
	}
	return first.Closed, rests
}

func TestClosed(t *testing.T) {
	const n = 6 // 10 May of each year from 2001 to 2006
	type coverage = []timeline.Coverage
	change := func(c timeline.Coverage, how func(c *timeline.Coverage)) timeline.Coverage {
		how(&c)
		return c
	}
	tests := []struct {
		reason  string
		list    coverage
		filters []timeline.Filter
		view    func(t timeline.Timeline) timeline.Timeline
		through timeline.SummitID
		want    bool
		rests   []string
	}{
		{reason: "nothing is stated", through: "s-2001"},
		{reason: "one statement from the beginning", list: coverage{listed(n, "a", "", "2003")}, through: "s-2003", want: true, rests: []string{"a"}},
		{reason: "it ends too early", list: coverage{listed(n, "a", "", "2003")}, through: "s-2004"},
		{reason: "it ends on the day", list: coverage{listed(n, "a", "", "2004-05-10")}, through: "s-2004", want: true, rests: []string{"a"}},
		{reason: "it ends on the day before", list: coverage{listed(n, "a", "", "2004-05-09")}, through: "s-2004"},
		{reason: "the beginning is not covered", list: coverage{listed(n, "a", "2001", "2006")}, through: "s-2001"},
		{reason: "two that join", list: coverage{listed(n, "a", "", "2002-12-31"), listed(n, "b", "2003", "2006")}, through: "s-2004", want: true, rests: []string{"a", "b"}},
		{reason: "in any order of ids", list: coverage{listed(n, "b", "", "2002"), listed(n, "a", "2003-01-01", "2006")}, through: "s-2004", want: true, rests: []string{"a", "b"}},
		{reason: "a gap of one day", list: coverage{listed(n, "a", "", "2002-12-30"), listed(n, "b", "2003", "2006")}, through: "s-2004"},
		{reason: "but not before the gap", list: coverage{listed(n, "a", "", "2002-12-30"), listed(n, "b", "2003", "2006")}, through: "s-2002", want: true, rests: []string{"a"}},
		{reason: "two that overlap", list: coverage{listed(n, "a", "", "2003"), listed(n, "b", "2002", "2006")}, through: "s-2005", want: true, rests: []string{"a", "b"}},
		{reason: "one within another is not needed", list: coverage{listed(n, "a", "", "2005"), listed(n, "b", "2002", "2003")}, through: "s-2005", want: true, rests: []string{"a"}},
		{reason: "one that begins on the day itself", list: coverage{listed(n, "a", "", "2004-05-09"), listed(n, "b", "2004-05-10", "2006")}, through: "s-2004", want: true, rests: []string{"a", "b"}},
		{reason: "one behind the day is not needed", list: coverage{listed(n, "a", "", "2003"), listed(n, "b", "2004", "2006")}, through: "s-2002", want: true, rests: []string{"a"}},
		{reason: "of two alike the first", list: coverage{listed(n, "a", "", "2003"), listed(n, "b", "", "2003"), listed(n, "c", "2004", "2006")}, through: "s-2005", want: true, rests: []string{"a", "c"}},
		{
			reason: "the earliest time asked for has to be covered", filters: []timeline.Filter{{From: day("2003")}, {From: day("2005")}}, through: "s-2005",
			list: coverage{listed(n, "a", "2005", "2006")},
		},
		{
			reason: "and that is enough", filters: []timeline.Filter{{From: day("2005")}, {From: day("2003")}}, through: "s-2005", want: true, rests: []string{"a"},
			list: coverage{listed(n, "a", "2003", "2006")},
		},
		{reason: "a chain of three", list: coverage{listed(n, "c", "", "2001"), listed(n, "b", "2002", "2003"), listed(n, "a", "2004", "2004")}, through: "s-2004", want: true, rests: []string{"a", "b", "c"}},
		{
			reason: "of attendance", through: "s-2001",
			list: coverage{change(listed(n, "a", "", "2006"), func(c *timeline.Coverage) { c.Subject = timeline.AttendanceSubject })},
		},
		{
			reason: "of regular meetings, asked for these", filters: []timeline.Filter{{}}, through: "s-2002", want: true, rests: []string{"a"},
			list: coverage{change(listed(n, "a", "", "2006"), func(c *timeline.Coverage) { c.Kind = timeline.Regular })},
		},
		{
			reason: "of regular meetings, asked for all", filters: []timeline.Filter{{Extraordinary: true}}, through: "s-2002",
			list: coverage{change(listed(n, "a", "", "2006"), func(c *timeline.Coverage) { c.Kind = timeline.Regular })},
		},
		{
			reason: "New is all kinds", through: "s-2002",
			list: coverage{change(listed(n, "a", "", "2006"), func(c *timeline.Coverage) { c.Kind = timeline.Regular })},
		},
		{
			reason: "of extraordinary meetings", filters: []timeline.Filter{{}}, through: "s-2002",
			list: coverage{change(listed(n, "a", "", "2006"), func(c *timeline.Coverage) { c.Kind, c.Editions = timeline.Extraordinary, 0 })},
		},
		{
			reason: "of summits, asked for a track", filters: []timeline.Filter{{Track: "plenary"}}, through: "s-2002",
			list: coverage{listed(n, "a", "", "2006")},
		},
		{
			reason: "of the track asked for", filters: []timeline.Filter{{Track: "plenary"}}, through: "s-2002", want: true, rests: []string{"a"},
			list: coverage{change(listed(n, "a", "", "2006"), func(c *timeline.Coverage) { c.Track, c.Editions = "plenary", 1 })},
		},
		{
			reason: "of a track, asked for summits", filters: []timeline.Filter{{}}, through: "s-2002",
			list: coverage{change(listed(n, "a", "", "2006"), func(c *timeline.Coverage) { c.Track, c.Editions = "plenary", 1 })},
		},
		{reason: "of another series", through: "other", filters: []timeline.Filter{{Series: "o"}}, list: coverage{listed(n, "a", "", "2006")}},
		{reason: "of one series, asked for all", through: "s-2002", filters: []timeline.Filter{{}}, list: coverage{listed(n, "a", "", "2006")}, view: withOther},
		{reason: "asked for this series among others", through: "s-2002", filters: []timeline.Filter{{Series: "s"}}, list: coverage{listed(n, "a", "", "2006")}, view: withOther, want: true, rests: []string{"a"}},
		{reason: "what lies before the time asked for is not needed", filters: []timeline.Filter{{From: day("2003")}}, list: coverage{listed(n, "a", "2003", "2006")}, through: "s-2004", want: true, rests: []string{"a"}},
		{reason: "the first days asked for are needed", filters: []timeline.Filter{{From: day("2003")}}, list: coverage{listed(n, "a", "2003-01-02", "2006")}, through: "s-2004"},
		{reason: "a chain within the time asked for", filters: []timeline.Filter{{From: day("2003")}}, list: coverage{listed(n, "a", "2002", "2003"), listed(n, "b", "2004", "2006")}, through: "s-2004", want: true, rests: []string{"a", "b"}},
		{reason: "a gap within it", filters: []timeline.Filter{{From: day("2003")}}, list: coverage{listed(n, "a", "2002", "2003-06"), listed(n, "b", "2004", "2006")}, through: "s-2004"},
		{reason: "nothing is missing from named summits", filters: []timeline.Filter{{Summit: "s-2002"}, {Summit: "s-2004"}}, through: "s-2004", want: true},
		{reason: "but from a series beside one", filters: []timeline.Filter{{Summit: "s-2002"}, {Series: "s"}}, through: "s-2004"},
		{
			reason: "a statement of low confidence is a statement", through: "s-2002", want: true, rests: []string{"a"},
			list: coverage{change(listed(n, "a", "", "2006"), func(c *timeline.Coverage) { c.Confidence = timeline.Low })},
		},
		{
			reason: "of two alike the stronger one is taken", through: "s-2002", want: true, rests: []string{"b"},
			list: coverage{change(listed(n, "a", "", "2006"), func(c *timeline.Coverage) { c.Confidence = timeline.Low }), listed(n, "b", "", "2006")},
		},
		{
			reason: "unless that is not trusted", through: "s-2002",
			list: coverage{change(listed(n, "a", "", "2006"), func(c *timeline.Coverage) { c.Confidence = timeline.Low })},
			view: func(t timeline.Timeline) timeline.Timeline { return t.Trusting(timeline.Medium) },
		},
		{
			reason: "published by then", through: "s-2002", want: true, rests: []string{"a"}, list: coverage{listed(n, "a", "", "2006")},
			view: func(t timeline.Timeline) timeline.Timeline { return t.AsOf(day("2002")) },
		},
		{
			reason: "not yet published", through: "s-2002", list: coverage{listed(n, "a", "", "2006")},
			view: func(t timeline.Timeline) timeline.Timeline { return t.AsOf(day("2001-06")) },
		},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			tables := years(n)
			tables.Coverage = test.list
			tables.Sessions = []timeline.Session{{ID: "x", Summit: "s-2002", Track: "plenary", Scope: timeline.Body, Name: "x"}}
			if test.through == "other" || test.view != nil && test.filters != nil {
				tables.Series = append(tables.Series, timeline.Series{ID: "o", Name: "O", Tier: timeline.LeadersTier})
				tables.Summits = append(tables.Summits, timeline.Summit{ID: "other", Series: "o", Name: "x", Kind: timeline.Regular, Start: day("2001"), End: day("2001"), Status: timeline.Held, Format: timeline.InPerson})
			}
			view := mustNew(t, tables)
			if test.filters != nil {
				view = mustSelect(t, view, test.filters...)
			}
			if test.view != nil {
				view = test.view(view)
			}
			closed, rests := closedThrough(view, test.through)
			if closed != test.want {
				t.Errorf("closed through %s: %v", test.through, closed)
			}
			if diff := cmp.Diff(test.rests, rests); diff != "" {
				t.Errorf("statements (-want +got):\n%s", diff)
			}
		})
	}
}

// withOther marks the cases with a second series in the tables.
func withOther(t timeline.Timeline) timeline.Timeline { return t }

// A list is closed only if every gathering that the filters describe is listed. A series of which nothing is listed so far may
// well have such gatherings, so narrowing in steps, or naming a second filter, closes nothing.
func TestClosedOfSeriesWithoutGatherings(t *testing.T) {
	tables := years(6)
	tables.Series = append(tables.Series, timeline.Series{ID: "o", Name: "O", Tier: timeline.LeadersTier})
	tables.Summits = append(tables.Summits, timeline.Summit{ID: "other", Series: "o", Name: "x", Kind: timeline.Regular, Start: day("2001"), End: day("2001"), Status: timeline.Held, Format: timeline.InPerson})
	all := mustNew(t, tables)
	for reason, view := range map[string]timeline.Timeline{
		"one filter":            mustSelect(t, all, timeline.Filter{From: day("2003")}),
		"narrowed in two steps": mustSelect(t, mustSelect(t, all, timeline.Filter{}), timeline.Filter{From: day("2003")}),
		"two filters":           mustSelect(t, all, timeline.Filter{From: day("2003"), Format: timeline.InPerson}, timeline.Filter{From: day("2003"), Format: timeline.Hybrid}),
	} {
		if closed, _ := closedThrough(view, "s-2004"); closed {
			t.Errorf("%s: closed, but nothing is known of the list of the other series", reason)
		}
	}
	// Narrowed to the series whose list is complete it is closed.
	if closed, _ := closedThrough(mustSelect(t, mustSelect(t, all, timeline.Filter{}), timeline.Filter{Series: "s"}), "s-2004"); !closed {
		t.Error("the series with a complete list is not closed")
	}
}

// What was told of one view is not told of another, nor changed by who was told.
func TestClosedOfEachView(t *testing.T) {
	tables := years(6)
	for i := range tables.Coverage {
		tables.Coverage[i].Confidence = timeline.Medium
	}
	all := mustSelect(t, mustNew(t, tables), timeline.Filter{Series: "s"})
	last, _ := all.Summit("s-2004")
	closed, claims := all.Closed(last.Start)
	require.True(t, closed)
	require.NotEmpty(t, claims)
	want := slices.Clone(claims)
	claims[0].Text = "changed"
	_, again := all.Closed(last.Start)
	if diff := cmp.Diff(want, again); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
	for reason, view := range map[string]timeline.Timeline{"as of a day before": all.AsOf(day("1900")), "trusting more": all.Trusting(timeline.High)} {
		if closed, _ := view.Closed(last.Start); closed {
			t.Errorf("%s: closed by what is masked", reason)
		}
	}
}

// TestClosedMonths compares chains of statements with a calendar in which each covered month is ticked off.
func TestClosedMonths(t *testing.T) {
	const n = 3
	month := func(m int) timeline.Date { return timeline.Date{Year: 2001 + m/12, Month: 1 + m%12} }
	rapid.Check(t, func(t *rapid.T) {
		tables := years(n)
		tables.Coverage = nil
		covered, fromBeginning := map[int]bool{}, map[int]bool{}
		for i := range rapid.IntRange(0, 5).Draw(t, "statements") {
			from := rapid.IntRange(-6, n*12).Draw(t, "from")
			until := rapid.IntRange(max(from, 0), n*12).Draw(t, "until")
			start := ""
			if from >= 0 {
				start = month(from).String()
			}
			tables.Coverage = append(tables.Coverage, listed(n, fmt.Sprintf("c-%d", i), start, month(until).String()))
			for m := max(from, 0); m <= until; m++ {
				covered[m] = true
				fromBeginning[0] = fromBeginning[0] || from < 0
			}
		}
		from := rapid.IntRange(-6, 15).Draw(t, "asked from")
		filter := timeline.Filter{Series: "s"}
		first := 0
		want := fromBeginning[0]
		if from >= 0 {
			filter.From, first = month(from), from
			want = true
		}
		through := rapid.IntRange((first+7)/12, n-1).Draw(t, "through")
		for m := first; m <= through*12+4; m++ {
			want = want && covered[m]
		}
		view := mustSelect(t, mustNew(t, tables), filter)
		require.True(t, view.Includes(summitOf(through), ""))
		closed, rests := closedThrough(view, summitOf(through))
		if closed != want {
			t.Errorf("from %v through %s: closed is %v", filter.From, summitOf(through), closed)
		}
		// The statements named are enough, and none are named of a list that is not closed.
		var kept []timeline.Coverage
		for _, c := range tables.Coverage {
			for _, id := range rests {
				if c.ID == id {
					kept = append(kept, c)
				}
			}
		}
		tables.Coverage = kept
		if again, _ := closedThrough(mustSelect(t, mustNew(t, tables), filter), summitOf(through)); again != closed {
			t.Errorf("with %v alone closed is %v", rests, again)
		}
	})
}

// A day need not be that of a gathering, and a date that is not known to the day is asked for with its last day.
func TestClosedOfDays(t *testing.T) {
	tables := years(3)
	tables.Coverage = []timeline.Coverage{listed(3, "a", "", "2003-06-30")}
	view := mustNew(t, tables)
	for through, want := range map[string]bool{"1990": true, "2002": true, "2003-06": true, "2003-06-30": true, "2003-07-01": false, "2003": false} {
		closed, rests := view.Closed(day(through))
		if closed != want || (len(rests) > 0) != want {
			t.Errorf("through %s it is closed: %v, on %v", through, closed, rests)
		}
	}
}
