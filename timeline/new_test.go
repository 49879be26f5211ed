package timeline_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

// faultLines gives each fault of an error as "table row column "value": what is wrong", with the other row that it is about.
func faultLines(t *testing.T, err error) []string {
	list, all := timeline.Faults(err)
	require.True(t, all, "an error that is no fault: %v", err)
	var lines []string
	for _, f := range list {
		text := fmt.Sprintf("%s %d %s %q: %v", f.Table, f.Row, f.Column, f.Value, f.Err)
		if f.See > 0 {
			text += fmt.Sprintf("; see row %d", f.See)
		}
		lines = append(lines, text)
	}
	return lines
}

// covers gives a sound statement on a span, to be spoilt by tests.
func covers(subject timeline.Subject) timeline.Coverage {
	return timeline.Coverage{
		ID: "more", Subject: subject, Series: "alpha", From: day("2001"), Until: day("2002"), Editions: 2,
		Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"undated"},
	}
}

// TestNewFaults spoils sound tables in one way each and wants this one fault (or those that follow from it) and no other. Rows are
// numbered as they stand in the sample, not as New sorts them.
func TestNewFaults(t *testing.T) {
	tests := []struct {
		reason string
		spoil  func(s *timeline.Tables)
		want   []string
	}{
		{"ids must be there", func(s *timeline.Tables) {
			s.Series = append(s.Series, timeline.Series{Name: "x", Tier: timeline.LeadersTier})
			s.Summits[4].ID = ""
			s.Sessions[4].ID = ""
			s.Topics = append(s.Topics, timeline.Topic{Label: "x"})
			s.Sources = append(s.Sources, timeline.Source{Kind: timeline.Press, Title: "x"})
			s.Coverage[0].ID = ""
			s.Mentions = s.Mentions[:7]
		}, []string{
			`series 3 series_id "": is required`,
			`summits 5 summit_id "": is required`,
			`sessions 5 session_id "": is required`,
			`topics 5 topic_id "": is required`,
			`sources 8 source_id "": is required`,
			`coverage 1 coverage_id "": is required`,
		}},
		{"ids are slugs", func(s *timeline.Tables) {
			s.Series = append(s.Series, timeline.Series{ID: "NATO", Name: "x", Tier: timeline.LeadersTier})
			s.Sessions[4].ID = "alpha--2002"
			s.Topics = append(s.Topics, timeline.Topic{ID: "x y", Label: "x"})
			s.Sources = append(s.Sources, timeline.Source{ID: "-x", Kind: timeline.Press, Title: "x"})
			s.Coverage[0].ID = "é"
			s.Summits = append(s.Summits, timeline.Summit{
				ID: "alpha_2", Series: "alpha", Name: "x", Kind: timeline.Regular, Start: day("2009"), End: day("2009"), Status: timeline.Scheduled, Format: timeline.Virtual,
			})
		}, []string{
			`series 3 series_id "NATO": want lower-case words and digits, joined by hyphens`,
			`summits 7 summit_id "alpha_2": want lower-case words and digits, joined by hyphens`,
			`sessions 5 session_id "alpha--2002": want lower-case words and digits, joined by hyphens`,
			`topics 5 topic_id "x y": want lower-case words and digits, joined by hyphens`,
			`sources 8 source_id "-x": want lower-case words and digits, joined by hyphens`,
			`coverage 1 coverage_id "é": want lower-case words and digits, joined by hyphens`,
		}},
		{"ids are unique", func(s *timeline.Tables) {
			s.Series = append(s.Series, s.Series[0])
			s.Summits = append(s.Summits, s.Summits[3])
			s.Sessions = append(s.Sessions, s.Sessions[4])
			s.Topics = append(s.Topics, timeline.Topic{ID: "trade", Label: "Commerce"})
			s.Sources = append(s.Sources, s.Sources[1], s.Sources[1])
			s.Coverage = append(s.Coverage, s.Coverage[0])
		}, []string{
			`series 3 series_id "beta": is there twice; see row 1`,
			`summits 7 summit_id "alpha-2003-extra": is there twice; see row 4`,
			`sessions 6 session_id "alpha-2002-plenary": is there twice; see row 5`,
			`topics 5 topic_id "trade": is there twice; see row 4`,
			`sources 8 source_id "communique-2001": is there twice; see row 2`,
			`sources 9 source_id "communique-2001": is there twice; see row 2`,
			`coverage 4 coverage_id "topics-2001": is there twice; see row 1`,
		}},
		{"required cells", func(s *timeline.Tables) {
			s.Series[0].Name, s.Series[0].Tier = "", 0
			s.Summits[4] = timeline.Summit{ID: "alpha-2005", Series: "alpha"}
			s.Sessions[4] = timeline.Session{ID: "alpha-2002-plenary", Summit: "alpha-2002"}
			s.Topics[3].Label = ""
			s.Sources[0].Kind, s.Sources[0].Title = 0, ""
			s.Mentions[0].Stage, s.Mentions[0].Confidence = 0, 0
			s.Coverage[0].Subject, s.Coverage[0].Confidence, s.Coverage[0].Sources = 0, 0, nil
		}, []string{
			`series 1 name "": is required`,
			`series 1 tier "": is required`,
			`summits 5 name "": is required`,
			`summits 5 kind "": is required`,
			`summits 5 status "": is required`,
			`summits 5 format "": is required`,
			`summits 5 start_date "": is required`,
			`summits 5 end_date "": is required`,
			`sessions 5 scope "": is required`,
			`sessions 5 name "": is required`,
			`sessions 5 track "": is required`,
			`topics 4 label "": is required`,
			`discussions 1 stage "": is required`,
			`discussions 1 confidence "": is required`,
			`sources 1 kind "": is required`,
			`sources 1 title "": is required`,
			`coverage 1 subject "": is required`,
			`coverage 1 confidence "": is required`,
			`coverage 1 source_ids "": is required`,
		}},
		{"required references", func(s *timeline.Tables) {
			s.Summits[4].Series = ""
			s.Sessions[4].Summit = ""
			s.Mentions[0].Summit, s.Mentions[0].Topic, s.Mentions[0].Source = "", "", ""
			s.Coverage[1].Series = ""
		}, []string{
			`summits 5 series_id "": is required`,
			`sessions 5 summit_id "": is required`,
			`discussions 1 summit_id "": is required`,
			`discussions 1 topic_id "": is required`,
			`discussions 1 source_id "": is required`,
			`coverage 2 series_id "": is required`,
		}},
		{"references lead somewhere, and near ids are named", func(s *timeline.Tables) {
			s.Summits[4].Series = "alpa"
			s.Summits[4].Sources = timeline.List[timeline.SourceID]{"undated", "undatedd"}
			s.Sessions[4].Summit = "alpha-2006"
			s.Sessions[4].Sources = timeline.List[timeline.SourceID]{"zzz"}
			s.Topics[1].Broader = "securty"
			s.Mentions[0].Summit, s.Mentions[0].Session, s.Mentions[0].Topic, s.Mentions[0].Source = "alpha-204", "alpha-204-plenary", "trades", "press-204"
			s.Coverage[0].Series, s.Coverage[0].Summit, s.Coverage[0].Track, s.Coverage[0].Sources = "bet", "gamma", "plenry", timeline.List[timeline.SourceID]{"press-2005"}
		}, []string{
			`summits 5 series_id "alpa": no series "alpa"; did you mean alpha?`,
			`summits 5 source_ids "undatedd": no source "undatedd"; did you mean undated?`,
			`sessions 5 summit_id "alpha-2006": no summit "alpha-2006"; did you mean alpha-2001 or alpha-2002 or alpha-2004?`,
			`sessions 5 source_ids "zzz": no source "zzz"`,
			`topics 2 broader_id "securty": no topic "securty"; did you mean security?`,
			`discussions 1 summit_id "alpha-204": no summit "alpha-204"; did you mean alpha-2004 or alpha-2001 or alpha-2002?`,
			`discussions 1 session_id "alpha-204-plenary": no session "alpha-204-plenary"; did you mean alpha-2004-plenary or alpha-2001-plenary or alpha-2002-plenary?`,
			`discussions 1 topic_id "trades": no topic "trades"; did you mean trade?`,
			`discussions 1 source_id "press-204": no source "press-204"; did you mean press-2004 or press-2001?`,
			`coverage 1 source_ids "press-2005": no source "press-2005"; did you mean press-2001 or press-2004?`,
			`coverage 1 series_id "bet": no series "bet"; did you mean beta?`,
			`coverage 1 track "plenry": no track "plenry"; did you mean plenary?`,
			`coverage 1 summit_id "gamma": no summit "gamma"`,
		}},
		{"dates exist", func(s *timeline.Tables) {
			s.Summits[4].Start, s.Summits[4].End = timeline.Date{Year: 2005, Month: 13}, timeline.Date{Year: 2005, Day: 1}
			s.Sessions[3].Date = timeline.Date{Year: 2002, Month: 2, Day: 30}
			s.Sources[0].Published, s.Sources[0].Accessed = timeline.Date{Year: -5}, timeline.Date{Year: 12345}
			s.Coverage[1].From, s.Coverage[1].Until = timeline.Date{Year: 2001, Month: 14}, timeline.Date{Year: 2004, Month: 2, Day: 30}
			s.Coverage[1].Editions = 2
		}, []string{
			`summits 5 start_date "2005-13": want a date that exists, as 2006-01-02, 2006-01 or 2006`,
			`summits 5 end_date "2005": want a date that exists, as 2006-01-02, 2006-01 or 2006`,
			`sessions 4 date "2002-02-30": want a date that exists, as 2006-01-02, 2006-01 or 2006`,
			`sources 1 published "-005": want a date that exists, as 2006-01-02, 2006-01 or 2006`,
			`sources 1 accessed "12345": want a date that exists, as 2006-01-02, 2006-01 or 2006`,
			`coverage 2 date_from "2001-14": want a date that exists, as 2006-01-02, 2006-01 or 2006`,
			`coverage 2 date_to "2004-02-30": want a date that exists, as 2006-01-02, 2006-01 or 2006`,
		}},
		{"a summit ends after its start", func(s *timeline.Tables) {
			s.Summits[4].Start, s.Summits[4].End = day("2005-07"), day("2005-06-30")
		}, []string{`summits 5 end_date "2005-06-30": is before start_date 2005-07`}},
		{"a partial end may lie behind the start", func(s *timeline.Tables) {
			s.Summits[4].Start, s.Summits[4].End = day("2005-07-31"), day("2005-07")
		}, nil},
		{"two editions of one number", func(s *timeline.Tables) { s.Summits[0].Ordinal = 1 }, []string{
			`summits 2 ordinal "1": is the number of alpha-2004 too, and both were held`,
		}},
		{"a summit to come may keep a number that was not used", func(s *timeline.Tables) { s.Summits[4].Ordinal = 1 }, nil},
		{"an extraordinary one may repeat a number", func(s *timeline.Tables) { s.Summits[3].Ordinal = 1 }, nil},
		{"another series has numbers of its own", func(s *timeline.Tables) { s.Summits[5].Ordinal = 1 }, nil},
		{"a body session lies within its summit", func(s *timeline.Tables) { s.Sessions[1].Date = day("2001-05-12") }, []string{
			`sessions 2 date "2001-05-12": lies outside of alpha-2001, 2001-05-10 to 2001-05-11, and it is a body session`,
		}},
		{"also before it", func(s *timeline.Tables) { s.Sessions[1].Date = day("2001-05-09") }, []string{
			`sessions 2 date "2001-05-09": lies outside of alpha-2001, 2001-05-10 to 2001-05-11, and it is a body session`,
		}},
		{"a coarse date may be within", func(s *timeline.Tables) { s.Sessions[1].Date = day("2001-05") }, nil},
		{"the last day is within", func(s *timeline.Tables) { s.Sessions[1].Date = day("2001-05-11") }, nil},
		{"a side session seven days before", func(s *timeline.Tables) { s.Sessions[2].Date = day("2001-05-03") }, nil},
		{"a side session eight days before", func(s *timeline.Tables) { s.Sessions[2].Date = day("2001-05-02") }, []string{
			`sessions 3 date "2001-05-02": lies outside of alpha-2001, 2001-05-10 to 2001-05-11, by more than 7 days`,
		}},
		{"a side session seven days after", func(s *timeline.Tables) { s.Sessions[2].Date = day("2001-05-18") }, nil},
		{"a side session eight days after", func(s *timeline.Tables) { s.Sessions[2].Date = day("2001-05-19") }, []string{
			`sessions 3 date "2001-05-19": lies outside of alpha-2001, 2001-05-10 to 2001-05-11, by more than 7 days`,
		}},
		{"seven days reach into another year", func(s *timeline.Tables) {
			s.Summits[4].Start, s.Summits[4].End = day("2005-01-03"), day("2005-12-30")
			s.Sessions = append(s.Sessions,
				timeline.Session{ID: "before", Summit: "alpha-2005", Track: "dinner", Scope: timeline.Side, Name: "x", Date: day("2004-12-27")},
				timeline.Session{ID: "after", Summit: "alpha-2005", Track: "dinner", Scope: timeline.Side, Name: "x", Date: day("2006-01-06")},
				timeline.Session{ID: "late", Summit: "alpha-2005", Track: "dinner", Scope: timeline.Side, Name: "x", Date: day("2006-01-07")})
		}, []string{`sessions 8 date "2006-01-07": lies outside of alpha-2005, 2005-01-03 to 2005-12-30, by more than 7 days`}},
		{"tracks are slugs", func(s *timeline.Tables) { s.Sessions[3].Track = "Gala dinner" }, []string{
			`sessions 4 track "Gala dinner": want lower-case words and digits, joined by hyphens`,
		}},
		{"no topic is broader than itself", func(s *timeline.Tables) { s.Topics[3].Broader = "trade" }, []string{
			`topics 4 broader_id "trade": makes a cycle: trade would be broader than itself`,
		}},
		{"also not in three steps; what hangs below the cycle is not at fault", func(s *timeline.Tables) {
			s.Topics[0].Broader, s.Topics[2].Broader, s.Topics[3].Broader = "climate", "trade", "security"
		}, []string{
			`topics 1 broader_id "climate": makes a cycle: security would be broader than itself`,
			`topics 3 broader_id "trade": makes a cycle: climate would be broader than itself`,
			`topics 4 broader_id "security": makes a cycle: trade would be broader than itself`,
		}},
		{"a label is claimed twice", func(s *timeline.Tables) { s.Topics[3].Label = "CYBER-DEFENCE" }, []string{
			`topics 4 label "CYBER-DEFENCE": is claimed by cyber-defence too`,
		}},
		{"an alias is claimed twice", func(s *timeline.Tables) {
			s.Topics[2].Aliases = timeline.List[string]{"warming", "Cyber"}
		}, []string{`topics 3 aliases "Cyber": is claimed by cyber-defence too`}},
		{"an alias is the id of an earlier topic", func(s *timeline.Tables) { s.Topics[3].Aliases = timeline.List[string]{"climate"} }, []string{
			`topics 4 aliases "climate": is claimed by climate too`,
		}},
		{"a topic may repeat its own name", func(s *timeline.Tables) { s.Topics[3].Aliases = timeline.List[string]{"trade", "TRADE"} }, nil},
		{"a session of another summit", func(s *timeline.Tables) { s.Mentions[0].Session = "alpha-2001-plenary" }, []string{
			`discussions 1 session_id "alpha-2001-plenary": is a session of alpha-2001, not of alpha-2004`,
		}},
		{"nothing is reported of what is to come", func(s *timeline.Tables) { s.Mentions[7].Stage = timeline.Reported }, []string{
			`discussions 8 stage "reported": alpha-2005 is scheduled, so nothing can be reported of it`,
		}},
		{"nor of what was cancelled", func(s *timeline.Tables) {
			s.Summits[4].Status, s.Mentions[7].Stage = timeline.Cancelled, timeline.Reported
		}, []string{
			`discussions 8 stage "reported": alpha-2005 is cancelled, so nothing can be reported of it`,
		}},
		{"a mention twice", func(s *timeline.Tables) {
			again := s.Mentions[3]
			again.Confidence, again.Evidence = timeline.Low, "another"
			s.Mentions = append(s.Mentions, again)
		}, []string{`discussions 9 topic_id "security": is there twice; see row 4`}},
		{"each cell of its key makes another mention", func(s *timeline.Tables) {
			for _, change := range []func(m *timeline.Mention){
				func(m *timeline.Mention) { m.Summit, m.Session = "alpha-2002", "" },
				func(m *timeline.Mention) { m.Session = "" },
				func(m *timeline.Mention) { m.Topic = "trade" },
				func(m *timeline.Mention) { m.Stage = timeline.Planned },
				func(m *timeline.Mention) { m.Source = "undated" },
			} {
				m := s.Mentions[3]
				change(&m)
				s.Mentions = append(s.Mentions, m)
			}
		}, nil},
		{"coverage without summit needs an end", func(s *timeline.Tables) { s.Coverage[1].Until = timeline.Date{} }, []string{
			`coverage 2 date_to "": is required where there is no summit_id`,
		}},
		{"coverage ends after it begins", func(s *timeline.Tables) { s.Coverage[2].Until = day("2000-12") }, []string{
			`coverage 3 date_to "2000-12": is before date_from 2001`,
		}},
		{"a day within the first month is no earlier end", func(s *timeline.Tables) {
			s.Coverage[2].From, s.Coverage[2].Until, s.Coverage[2].Editions = day("2001-05-11"), day("2001-05"), 0
		}, nil},
		{"a count that does not hold", func(s *timeline.Tables) { s.Coverage[1].Editions = 3 }, []string{
			`coverage 2 editions "3": want 4, the number of held summits that the span covers`,
		}},
		{"a count that is missing", func(s *timeline.Tables) { s.Coverage[2].Editions = 0 }, []string{
			`coverage 3 editions "": want 2, the number of held summits that the span covers`,
		}},
		{"on a track only summits with a session on it count", func(s *timeline.Tables) {
			c := covers(timeline.TopicsSubject)
			c.Track, c.Until, c.Editions = "dinner", day("2004"), 4
			s.Coverage = append(s.Coverage, c)
		}, []string{`coverage 4 editions "4": want 2, the number of held summits that the span covers`}},
		{"a start that is not known to be within is not covered", func(s *timeline.Tables) {
			s.Summits[3].Start, s.Summits[3].End = day("2003"), day("2003")
			s.Coverage[1].Until = day("2003-06")
		}, []string{`coverage 2 editions "4": want 2, the number of held summits that the span covers`}},
		{"a span beside a summit", func(s *timeline.Tables) {
			s.Coverage[0].From, s.Coverage[0].Until, s.Coverage[0].Editions = day("2001"), day("2002"), 2
		}, []string{
			`coverage 1 date_from "2001": want no span of time beside summit_id alpha-2001`,
			`coverage 1 date_to "2002": want no span of time beside summit_id alpha-2001`,
			`coverage 1 editions "2": want none beside summit_id alpha-2001: it is one`,
		}},
		{"one summit closes no list", func(s *timeline.Tables) { s.Coverage[0].Subject = timeline.EditionsSubject }, []string{
			`coverage 1 summit_id "alpha-2001": want a span of time: one summit cannot make a list complete`,
		}},
		{"a summit of another series", func(s *timeline.Tables) { s.Coverage[0].Series = "beta" }, []string{
			`coverage 1 summit_id "alpha-2001": is a summit of alpha, not of beta`,
		}},
		{"ranks go to 7", func(s *timeline.Tables) { s.Coverage[2].Rank = 8 }, []string{`coverage 3 rank "8": want 1 to 7`}},
		{"rank 7 is the last", func(s *timeline.Tables) { s.Coverage[2].Rank = 7 }, nil},
		{"topics have no rank and are about nobody", func(s *timeline.Tables) {
			c := covers(timeline.TopicsSubject)
			c.Who, c.Rank, c.Stage = "NOR", 1, timeline.Planned
			s.Coverage = append(s.Coverage, c)
		}, []string{
			`coverage 4 who "NOR": only coverage of attendance is about somebody`,
			`coverage 4 rank "1": only coverage of attendance has a rank`,
		}},
		{"editions have no rank and no stage either", func(s *timeline.Tables) {
			c := covers(timeline.EditionsSubject)
			c.Who, c.Rank, c.Stage = "NOR", 1, timeline.Reported
			s.Coverage = append(s.Coverage, c)
		}, []string{
			`coverage 4 who "NOR": only coverage of attendance is about somebody`,
			`coverage 4 rank "1": only coverage of attendance has a rank`,
			`coverage 4 stage "reported": only coverage of topics has a stage`,
		}},
		{"attendance has no stage", func(s *timeline.Tables) { s.Coverage[2].Stage = timeline.Planned }, []string{
			`coverage 3 stage "planned": only coverage of topics has a stage`,
		}},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			tables := sample()
			test.spoil(&tables)
			made, err := timeline.New(tables)
			if diff := cmp.Diff(test.want, faultLines(t, err)); diff != "" {
				t.Errorf("faults (-want +got):\n%s", diff)
			}
			if err != nil && made.Len() != 0 {
				t.Errorf("an error comes with %d summits", made.Len())
			}
		})
	}
}

// A value that no word stands for cannot be written to a table, so no timeline is made of it.
func TestNewInvalidValues(t *testing.T) {
	tests := []struct {
		want  string // table, row and column
		spoil func(s *timeline.Tables)
	}{
		{"series 1 tier", func(s *timeline.Tables) { s.Series[0].Tier = 99 }},
		{"summits 5 kind", func(s *timeline.Tables) { s.Summits[4].Kind = 99 }},
		{"summits 5 status", func(s *timeline.Tables) { s.Summits[4].Status = 99 }},
		{"summits 5 format", func(s *timeline.Tables) { s.Summits[4].Format = 99 }},
		{"summits 5 ordinal", func(s *timeline.Tables) { s.Summits[4].Ordinal = -1 }},
		{"sessions 1 scope", func(s *timeline.Tables) { s.Sessions[0].Scope = 99 }},
		{"sources 1 kind", func(s *timeline.Tables) { s.Sources[0].Kind = 99 }},
		{"discussions 1 stage", func(s *timeline.Tables) { s.Mentions[0].Stage = 99 }},
		{"discussions 1 confidence", func(s *timeline.Tables) { s.Mentions[0].Confidence = 99 }},
		{"coverage 1 subject", func(s *timeline.Tables) { s.Coverage[0].Subject = 99 }},
		{"coverage 1 confidence", func(s *timeline.Tables) { s.Coverage[0].Confidence = 99 }},
		{"coverage 1 kind", func(s *timeline.Tables) { s.Coverage[0].Kind = 99 }},
		{"coverage 1 stage", func(s *timeline.Tables) { s.Coverage[0].Stage = 99 }},
		{"coverage 1 editions", func(s *timeline.Tables) { s.Coverage[0].Editions = -1 }},
		{"coverage 3 rank", func(s *timeline.Tables) { s.Coverage[2].Rank = -1 }},
	}
	for _, test := range tests {
		t.Run(test.want, func(t *testing.T) {
			tables := sample()
			test.spoil(&tables)
			_, err := timeline.New(tables)
			list, _ := timeline.Faults(err)
			if !slices.ContainsFunc(list, func(f *timeline.Fault) bool {
				return fmt.Sprintf("%s %d %s", f.Table, f.Row, f.Column) == test.want
			}) {
				t.Errorf("no such fault in: %v", err)
			}
		})
	}
}

// Whether a name that two topics claim is found must not hang on which of them comes first in the table.
func TestNewTopicNamesInAnyOrder(t *testing.T) {
	topics := []timeline.Topic{
		{ID: "attacks", Label: "Attacks", Aliases: timeline.List[string]{"cyber"}},
		{ID: "cyber", Label: "Cyber defence"},
	}
	for _, order := range [][]timeline.Topic{topics, {topics[1], topics[0]}} {
		if _, err := timeline.New(timeline.Tables{Topics: order}); err == nil {
			t.Errorf("%s before %s: the name cyber leads to two topics", order[0].ID, order[1].ID)
		}
	}
}

// Faults of all tables come together, each of them found with errors.As and with its cause.
func TestNewReportsAllTogether(t *testing.T) {
	tables := sample()
	tables.Series[0].Name = ""
	tables.Summits = append(tables.Summits, tables.Summits[1])
	tables.Mentions[0].Topic = "trad"
	tables.Coverage[1].Rank = 1
	tables.Coverage[1].Editions = 3 // not counted while the summits are at fault themselves
	_, err := timeline.New(tables)
	want := []string{
		`series 1 name "": is required`,
		`summits 7 summit_id "alpha-2001": is there twice; see row 2`,
		`discussions 1 topic_id "trad": no topic "trad"; did you mean trade?`,
		`coverage 2 rank "1": only coverage of attendance has a rank`,
	}
	if diff := cmp.Diff(want, faultLines(t, err)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	var unknown *timeline.UnknownError
	require.ErrorAs(t, err, &unknown)
	if diff := cmp.Diff(timeline.UnknownError{What: "topic", ID: "trad", Near: []string{"trade"}}, *unknown); diff != "" {
		t.Errorf("unknown (-want +got):\n%s", diff)
	}
	if !errors.Is(err, timeline.ErrDuplicate) {
		t.Error("ErrDuplicate is not found")
	}
}

// A topic that is called by its label or an alias is told its id, however far that is.
func TestNewTopicCalledByAlias(t *testing.T) {
	tables := sample()
	tables.Mentions[1].Topic = "Computer-network security"
	_, err := timeline.New(tables)
	if diff := cmp.Diff([]string{`discussions 2 topic_id "Computer-network security": no topic "Computer-network security"; did you mean cyber-defence?`}, faultLines(t, err)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

// How many summits a span covers is asked only where summits and sessions have no fault of their own.
func TestNewCountsSoundSummits(t *testing.T) {
	const uncounted = `coverage 2 editions "3": want 4, the number of held summits that the span covers`
	for _, test := range []struct {
		spoil func(s *timeline.Tables)
		want  []string
	}{
		{func(s *timeline.Tables) { s.Series[0].Name = "" }, []string{`series 1 name "": is required`, uncounted}},
		{func(s *timeline.Tables) { s.Summits[1].Name = "" }, []string{`summits 2 name "": is required`}},
		{func(s *timeline.Tables) { s.Sessions[0].Name = "" }, []string{`sessions 1 name "": is required`}},
	} {
		tables := sample()
		tables.Coverage[1].Editions = 3
		test.spoil(&tables)
		_, err := timeline.New(tables)
		if diff := cmp.Diff(test.want, faultLines(t, err)); diff != "" {
			t.Errorf("faults (-want +got):\n%s", diff)
		}
	}
}

// A summit of one day has its sessions on that day, a statement may be on one day, and one on a summit may say that it is one.
func TestNewOneDay(t *testing.T) {
	tables := sample()
	tables.Sessions = append(tables.Sessions, timeline.Session{ID: "late", Summit: "alpha-2003-extra", Track: "plenary", Name: "Late", Scope: timeline.Body, Date: day("2003-02-02")})
	_, err := timeline.New(tables)
	if diff := cmp.Diff([]string{`sessions 6 date "2003-02-02": lies outside of alpha-2003-extra, 2003-02-01 to 2003-02-01, and it is a body session`}, faultLines(t, err)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
	tables = sample()
	span, summit := covers(timeline.EditionsSubject), covers(timeline.TopicsSubject)
	span.From, span.Until, span.Editions = day("2003-02-01"), day("2003-02-01"), 1
	summit.ID, summit.From, summit.Until, summit.Summit, summit.Editions = "one", timeline.Date{}, timeline.Date{}, "alpha-2002", 1
	tables.Coverage = append(tables.Coverage, span, summit)
	_, err = timeline.New(tables)
	require.NoError(t, err)
	tables.Coverage[len(tables.Coverage)-2].Editions = 2
	_, err = timeline.New(tables)
	if diff := cmp.Diff([]string{`coverage 4 editions "2": want 1, the number of held summits that the span covers`}, faultLines(t, err)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

// Two rows without an id lack their ids; that they are alike in it is no fault of its own.
func TestNewMissingCoverageIDs(t *testing.T) {
	tables := sample()
	tables.Coverage[0].ID, tables.Coverage[1].ID = "", ""
	_, err := timeline.New(tables)
	want := []string{`coverage 1 coverage_id "": is required`, `coverage 2 coverage_id "": is required`}
	if diff := cmp.Diff(want, faultLines(t, err)); diff != "" {
		t.Errorf("faults (-want +got):\n%s", diff)
	}
}

// New neither keeps nor reorders what it is given, down to the lists within rows.
func TestNewCopies(t *testing.T) {
	tables := sample()
	made := mustNew(t, tables)
	if diff := cmp.Diff(sample(), tables); diff != "" {
		t.Errorf("New changed its tables (-want +got):\n%s", diff)
	}
	for i := range tables.Summits {
		tables.Summits[i].Name = "changed"
	}
	tables.Summits[1].Cities[0], tables.Summits[1].Countries[0], tables.Summits[1].Hosts[0], tables.Summits[1].Sources[0] = "x", "x", "x", "x"
	tables.Sessions[1].Sources[0] = "x"
	tables.Topics[1].Aliases[0] = "x"
	tables.Sources[1].Issuer[0] = "x"
	tables.Coverage[0].Sources[0] = "x"
	if !made.Equal(mustNew(t, sample())) {
		t.Error("the timeline changed with the tables")
	}
}

// rows gives all tables of a timeline.
func rows(of timeline.Timeline) timeline.Tables {
	return timeline.Tables{
		Series:   slices.Collect(of.Series()),
		Summits:  slices.Collect(of.Summits()),
		Sessions: slices.Collect(of.Sessions()),
		Topics:   slices.Collect(of.Topics()),
		Mentions: slices.Collect(of.Mentions()),
		Sources:  slices.Collect(of.Sources()),
		Coverage: slices.Collect(of.Coverage()),
	}
}

func TestNewOrder(t *testing.T) {
	tables := sample()
	tables.Summits = append(tables.Summits,
		timeline.Summit{ID: "beta-2004-b", Series: "beta", Name: "x", Kind: timeline.Regular, Start: day("2004-06-28"), End: day("2004-06-28"), Status: timeline.Held, Format: timeline.InPerson},
		timeline.Summit{ID: "beta-2004-a", Series: "beta", Name: "x", Kind: timeline.Regular, Start: day("2004-06-28"), End: day("2004-06-29"), Status: timeline.Held, Format: timeline.InPerson},
	)
	got := rows(mustNew(t, tables))
	var order []string
	for _, s := range got.Series {
		order = append(order, "series "+string(s.ID))
	}
	for _, s := range got.Summits {
		order = append(order, "summit "+string(s.ID))
	}
	for _, s := range got.Sessions {
		order = append(order, "session "+string(s.ID))
	}
	for _, s := range got.Topics {
		order = append(order, "topic "+string(s.ID))
	}
	for _, m := range got.Mentions {
		order = append(order, "mention "+m.Claim().Key)
	}
	for _, s := range got.Sources {
		order = append(order, "source "+string(s.ID))
	}
	for _, s := range got.Coverage {
		order = append(order, "coverage "+s.ID)
	}
	want := []string{
		"series alpha", "series beta",
		// By start, then end, then id; the session and mention rows follow their summit, not its id.
		"summit alpha-2001", "summit alpha-2002", "summit beta-2002", "summit alpha-2003-extra",
		"summit beta-2004-b", "summit alpha-2004", "summit beta-2004-a", "summit alpha-2005",
		"session alpha-2001-dinner", "session alpha-2001-plenary", "session alpha-2002-dinner", "session alpha-2002-plenary", "session alpha-2004-plenary",
		"topic climate", "topic cyber-defence", "topic security", "topic trade",
		"mention alpha-2001,,climate,reported,communique-2001",
		"mention alpha-2001,alpha-2001-dinner,trade,reported,press-2001",
		"mention alpha-2001,alpha-2001-plenary,security,reported,communique-2001",
		"mention alpha-2002,,climate,planned,plan-2002",
		"mention alpha-2002,,trade,reported,undated",
		"mention alpha-2004,,cyber-defence,reported,communique-2004",
		"mention alpha-2004,,trade,reported,press-2004",
		"mention alpha-2005,,climate,planned,plan-2005",
		"source communique-2001", "source communique-2004", "source plan-2002", "source plan-2005", "source press-2001", "source press-2004", "source undated",
		"coverage attendance-2001", "coverage editions", "coverage topics-2001",
	}
	if diff := cmp.Diff(want, order); diff != "" {
		t.Errorf("order (-want +got):\n%s", diff)
	}
}

// The order of the rows given makes no difference.
func TestNewPermutation(t *testing.T) {
	want := mustNew(t, sample())
	rapid.Check(t, func(t *rapid.T) {
		s := sample()
		got := mustNew(t, timeline.Tables{
			Series:   rapid.Permutation(s.Series).Draw(t, "series"),
			Summits:  rapid.Permutation(s.Summits).Draw(t, "summits"),
			Sessions: rapid.Permutation(s.Sessions).Draw(t, "sessions"),
			Topics:   rapid.Permutation(s.Topics).Draw(t, "topics"),
			Mentions: rapid.Permutation(s.Mentions).Draw(t, "mentions"),
			Sources:  rapid.Permutation(s.Sources).Draw(t, "sources"),
			Coverage: rapid.Permutation(s.Coverage).Draw(t, "coverage"),
		})
		if diff := cmp.Diff(rows(want), rows(got)); diff != "" {
			t.Errorf("rows (-want +got):\n%s", diff)
		}
		if !got.Equal(want) {
			t.Error("the timelines are not equal")
		}
	})
}

func TestCoverageCovers(t *testing.T) {
	held := timeline.Summit{ID: "s", Series: "alpha", Kind: timeline.Regular, Status: timeline.Held, Start: day("2001-05-10"), End: day("2001-05-11")}
	span := timeline.Coverage{Series: "alpha", From: day("2001-05-10"), Until: day("2001-05-10")}
	tests := []struct {
		reason string
		change func(c *timeline.Coverage, s *timeline.Summit)
		want   bool
	}{
		{"it starts on the first and last day", func(*timeline.Coverage, *timeline.Summit) {}, true},
		{"it starts a day before", func(_ *timeline.Coverage, s *timeline.Summit) { s.Start = day("2001-05-09") }, false},
		{"it starts a day after", func(_ *timeline.Coverage, s *timeline.Summit) { s.Start = day("2001-05-11") }, false},
		{"of some day of the month, which may lie outside", func(_ *timeline.Coverage, s *timeline.Summit) { s.Start = day("2001-05") }, false},
		{"all days of the month lie inside", func(c *timeline.Coverage, s *timeline.Summit) {
			s.Start, c.From, c.Until = day("2001-05"), day("2001-05"), day("2001-05")
		}, true},
		{"years are whole years", func(c *timeline.Coverage, s *timeline.Summit) {
			s.Start, c.From, c.Until = day("2001"), day("2001"), day("2001")
		}, true},
		{"no first day: since the beginning", func(c *timeline.Coverage, s *timeline.Summit) {
			s.Start, c.From, c.Until = day("0001"), timeline.Date{}, day("2001")
		}, true},
		{"not held", func(_ *timeline.Coverage, s *timeline.Summit) { s.Status = timeline.Postponed }, false},
		{"of another series", func(_ *timeline.Coverage, s *timeline.Summit) { s.Series = "beta" }, false},
		{"of the kind covered", func(c *timeline.Coverage, _ *timeline.Summit) { c.Kind = timeline.Regular }, true},
		{"of another kind", func(c *timeline.Coverage, _ *timeline.Summit) { c.Kind = timeline.Extraordinary }, false},
		{"named", func(c *timeline.Coverage, _ *timeline.Summit) { *c = timeline.Coverage{Series: "alpha", Summit: "s"} }, true},
		{"named, but not held", func(c *timeline.Coverage, s *timeline.Summit) {
			*c, s.Status = timeline.Coverage{Series: "alpha", Summit: "s"}, timeline.Scheduled
		}, false},
		{"another one is named", func(c *timeline.Coverage, _ *timeline.Summit) { *c = timeline.Coverage{Series: "alpha", Summit: "t"} }, false},
	}
	for _, test := range tests {
		c, s := span, held
		test.change(&c, &s)
		if got := c.Covers(s); got != test.want {
			t.Errorf("%s: %v", test.reason, got)
		}
	}
}
