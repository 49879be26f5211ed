package timeline_test

import (
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/timeline"
)

// day reads a date that the test knows to be right.
func day(text string) timeline.Date {
	var d timeline.Date
	if err := d.UnmarshalText([]byte(text)); err != nil {
		panic(err)
	}
	return d
}

// sample gives small tables with one of each case that the model tells apart, a new copy at each call.
func sample() timeline.Tables {
	return timeline.Tables{
		Series: []timeline.Series{
			{ID: "beta", Name: "Beta", Tier: timeline.MinistersTier},
			{ID: "alpha", Name: "Alpha", Tier: timeline.LeadersTier, Group: "alpha-members"},
		},
		Summits: []timeline.Summit{
			{ID: "alpha-2004", Series: "alpha", Name: "Fourth", Ordinal: 3, Kind: timeline.Regular, Start: day("2004-06-28"), End: day("2004-06-29"), Status: timeline.Held, Format: timeline.InPerson},
			{
				ID: "alpha-2001", Series: "alpha", Name: "First", Ordinal: 1, Kind: timeline.Regular, Start: day("2001-05-10"), End: day("2001-05-11"), Status: timeline.Held, Format: timeline.InPerson,
				Cities: timeline.List[string]{"Oslo", "Bergen"}, Countries: timeline.List[timeline.ActorID]{"NOR"}, Hosts: timeline.List[timeline.ActorID]{"NOR"}, Sources: timeline.List[timeline.SourceID]{"communique-2001"},
			},
			{ID: "alpha-2002", Series: "alpha", Name: "Second", Ordinal: 2, Kind: timeline.Regular, Start: day("2002-05-20"), End: day("2002-05-21"), Status: timeline.Held, Format: timeline.Hybrid},
			{ID: "alpha-2003-extra", Series: "alpha", Name: "Crisis", Kind: timeline.Extraordinary, Start: day("2003-02-01"), End: day("2003-02-01"), Status: timeline.Held, Format: timeline.Virtual},
			{ID: "alpha-2005", Series: "alpha", Name: "Fifth", Ordinal: 4, Kind: timeline.Regular, Start: day("2005-07"), End: day("2005-07"), Status: timeline.Scheduled, Format: timeline.InPerson},
			{ID: "beta-2002", Series: "beta", Name: "Beta", Kind: timeline.Regular, Start: day("2002-09-01"), End: day("2002-09-02"), Status: timeline.Held, Format: timeline.Virtual},
		},
		Sessions: []timeline.Session{
			{ID: "alpha-2004-plenary", Summit: "alpha-2004", Track: "plenary", Scope: timeline.Body, Name: "Plenary", Date: day("2004-06-28")},
			{ID: "alpha-2001-plenary", Summit: "alpha-2001", Track: "plenary", Scope: timeline.Body, Name: "Plenary", Date: day("2001-05-10"), Sources: timeline.List[timeline.SourceID]{"communique-2001"}},
			{ID: "alpha-2001-dinner", Summit: "alpha-2001", Track: "dinner", Scope: timeline.Side, Name: "Dinner", Date: day("2001-05-09")},
			{ID: "alpha-2002-dinner", Summit: "alpha-2002", Track: "dinner", Scope: timeline.Side, Name: "Dinner"},
			{ID: "alpha-2002-plenary", Summit: "alpha-2002", Track: "plenary", Scope: timeline.Body, Name: "Plenary"},
		},
		Topics: []timeline.Topic{
			{ID: "security", Label: "Security"},
			{ID: "cyber-defence", Label: "Cyber defence", Broader: "security", Aliases: timeline.List[string]{"cyber", "Computer-network security"}},
			{ID: "climate", Label: "Climate change"},
			{ID: "trade", Label: "Trade"},
		},
		Mentions: []timeline.Mention{
			{Summit: "alpha-2004", Topic: "trade", Stage: timeline.Reported, Source: "press-2004", Confidence: timeline.Low},
			{Summit: "alpha-2004", Topic: "cyber-defence", Stage: timeline.Reported, Source: "communique-2004", Confidence: timeline.High},
			{Summit: "alpha-2001", Topic: "climate", Stage: timeline.Reported, Source: "communique-2001", Confidence: timeline.High},
			{Summit: "alpha-2001", Session: "alpha-2001-plenary", Topic: "security", Stage: timeline.Reported, Source: "communique-2001", Confidence: timeline.Medium},
			{Summit: "alpha-2001", Session: "alpha-2001-dinner", Topic: "trade", Stage: timeline.Reported, Source: "press-2001", Confidence: timeline.High},
			{Summit: "alpha-2002", Topic: "climate", Stage: timeline.Planned, Source: "plan-2002", Confidence: timeline.High},
			{Summit: "alpha-2002", Topic: "trade", Stage: timeline.Reported, Source: "undated", Confidence: timeline.High},
			{Summit: "alpha-2005", Topic: "climate", Stage: timeline.Planned, Source: "plan-2005", Confidence: timeline.High},
		},
		Sources: []timeline.Source{
			{ID: "undated", Kind: timeline.ListSource, Title: "A list"},
			{ID: "communique-2001", Kind: timeline.Communique, Title: "Communique 2001", Published: day("2001-05-11"), Issuer: timeline.List[timeline.ActorID]{"alpha-members"}},
			{ID: "press-2001", Kind: timeline.Press, Title: "Press 2001", Published: day("2001")},
			{ID: "plan-2002", Kind: timeline.Announcement, Title: "Programme 2002", Published: day("2002-05-01")},
			{ID: "communique-2004", Kind: timeline.Communique, Title: "Communique 2004", Published: day("2004-06-29")},
			{ID: "press-2004", Kind: timeline.Press, Title: "Press 2004", Published: day("2004-07-15")},
			{ID: "plan-2005", Kind: timeline.Announcement, Title: "Programme 2005", Published: day("2005-01-10")},
		},
		Coverage: []timeline.Coverage{
			{ID: "topics-2001", Subject: timeline.TopicsSubject, Series: "alpha", Summit: "alpha-2001", Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"communique-2001"}},
			{ID: "editions", Subject: timeline.EditionsSubject, Series: "alpha", Until: day("2004"), Editions: 4, Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"undated", "press-2004"}},
			{ID: "attendance-2001", Subject: timeline.AttendanceSubject, Series: "alpha", Kind: timeline.Regular, From: day("2001"), Until: day("2002-05"), Who: "alpha-members", Rank: 1, Editions: 2, Confidence: timeline.Medium, Sources: timeline.List[timeline.SourceID]{"press-2001"}},
		},
	}
}

func mustNew(t require.TestingT, tables timeline.Tables) timeline.Timeline {
	made, err := timeline.New(tables)
	require.NoError(t, err)
	return made
}

func mustSelect(t require.TestingT, of timeline.Timeline, filters ...timeline.Filter) timeline.Timeline {
	narrowed, err := of.Select(filters...)
	require.NoError(t, err)
	return narrowed
}

// ids gives the gatherings of a timeline by id, in order.
func ids(of timeline.Timeline) []timeline.SummitID {
	var list []timeline.SummitID
	for s := range of.All() {
		list = append(list, s.ID)
	}
	return list
}

func TestSampleIsInNoOrder(t *testing.T) {
	tables := sample()
	sorted := slices.IsSortedFunc(tables.Summits, func(a, b timeline.Summit) int { return a.Start.Compare(b.Start) })
	require.False(t, sorted, "the sample should show that New sorts")
	mustNew(t, tables)
}
