package dataset_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

// The hard cases are real meetings on which naive models break, with the answers that are right.
type hardCases struct {
	*testing.T
	data dataset.Data
}

func (h hardCases) who(ids ...timeline.ActorID) attendance.Who {
	h.Helper()
	who, err := h.data.Who(ids...)
	require.NoError(h, err)
	return who
}

func (h hardCases) everybody() attendance.Who {
	h.Helper()
	var ids []timeline.ActorID
	for p := range h.data.Participants() {
		ids = append(ids, p.ID)
	}
	return h.who(ids...)
}

func (h hardCases) sel(filters ...timeline.Filter) timeline.Timeline {
	h.Helper()
	t, err := h.data.Timeline().Select(filters...)
	require.NoError(h, err)
	return t
}

func (h hardCases) roll(f timeline.Filter, rule attendance.Rule) attendance.Roll {
	h.Helper()
	return h.data.Roll(h.sel(f), rule)
}

// presence is that of one participant at the only gathering that a filter describes.
func (h hardCases) presence(f timeline.Filter, rule attendance.Rule, id timeline.ActorID) attendance.Presence {
	h.Helper()
	found := slices.Collect(h.roll(f, rule).Presences(h.who(id)))
	require.Len(h, found, 1)
	return found[0]
}

// truth is whether all of some participants count at the only gathering that a filter describes.
func (h hardCases) truth(f timeline.Filter, rule attendance.Rule, ids ...timeline.ActorID) timeline.Truth {
	h.Helper()
	steps := slices.Collect(h.roll(f, rule).Of(h.who(ids...)).All())
	require.Len(h, steps, 1)
	return steps[0].Truth
}

func (h hardCases) topics(f timeline.Filter, basis timeline.Basis, at timeline.SummitID) timeline.Entry {
	h.Helper()
	entry, err := h.sel(f).Agenda(basis).At(at)
	require.NoError(h, err)
	return entry
}

func equal[V any](h hardCases, what string, want, got V) {
	h.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		h.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// A head is what a presence says of who came, without its evidence.
type head struct {
	Status    attendance.Status
	Counts    timeline.Truth
	Person    timeline.ActorID
	Level     attendance.Level
	Mode      attendance.Mode
	InPlaceOf timeline.ActorID
}

func headOf(p attendance.Presence) head {
	return head{p.Status, p.Counts, p.Person, p.Level, p.Mode, p.InPlaceOf}
}

var (
	leaders    = attendance.Rule{Rank: attendance.Leader}
	principals = attendance.Rule{Rank: attendance.Leader, NoStandIns: true}
	four       = []timeline.ActorID{"AUS", "JPN", "KOR", "NZL"}
)

func nato(id timeline.SummitID) timeline.Filter { return timeline.Filter{Series: "nato", Summit: id} }

func TestCases(t *testing.T) {
	data, err := dataset.Load(readFolder(t, "cases"))
	require.NoError(t, err)
	questions := []struct {
		question string
		answer   func(hardCases)
	}{
		{"Was Australia at leader level at Bucharest 2008?", func(h hardCases) {
			got := h.presence(nato("nato-2008-bucharest"), leaders, "AUS")
			equal(h, "presence", head{
				Status: attendance.Attended, Counts: timeline.Yes,
				Person: "rudd-kevin", Level: attendance.HeadOfGovernment, Mode: attendance.InPerson,
			}, headOf(got))
			equal(h, "name", "Kevin Rudd", h.data.Name(got.Person))
		}},
		{"First NATO summit with all four Indo-Pacific partners, any level", func(h hardCases) {
			first, ok := h.roll(timeline.Filter{Series: "nato"}, attendance.Rule{}).Of(h.who("ip4")).First()
			require.True(h, ok)
			equal(h, "first", timeline.SummitID("nato-2012-chicago"), first.Summit)
			equal(h, "undecided", []timeline.SummitID{"nato-2008-bucharest", "nato-2009-strasbourg-kehl", "nato-2010-lisbon"}, first.Undecided)
			equal(h, "closed", true, first.Closed)
			equal(h, "certain", false, first.Certain())
		}},
		{"The same at leader level", func(h hardCases) {
			together := leaders
			together.Together = true
			for _, rule := range []attendance.Rule{leaders, principals, together} {
				first, ok := h.roll(timeline.Filter{Series: "nato"}, rule).Of(h.who("ip4")).First()
				require.True(h, ok)
				equal(h, "first", "nato-2022-madrid", first.String())
				equal(h, "certain", true, first.Certain())
				var rests []string
				for c := range first.Evidence.All() {
					rests = append(rests, c.Key)
				}
				require.Contains(h, rests, "nato-jpn-leaders", "the answer rests on no prime minister of Japan having come before")
			}
		}},
		{"China at New Delhi 2023, at leader level; as principal", func(h hardCases) {
			at := timeline.Filter{Series: "g20", Summit: "g20-2023-new-delhi"}
			want := head{
				Status: attendance.Attended, Counts: timeline.Yes,
				Person: "li-qiang", Level: attendance.HeadOfGovernment, Mode: attendance.InPerson, InPlaceOf: "xi-jinping",
			}
			equal(h, "as leader", want, headOf(h.presence(at, leaders, "CHN")))
			want.Counts = timeline.No
			equal(h, "as principal", want, headOf(h.presence(at, principals, "CHN")))
		}},
		{"Did the Taoiseach attend the NATO summit of Madrid?", func(h hardCases) {
			equal(h, "summit", head{Status: attendance.Outside, Counts: timeline.No}, headOf(h.presence(nato("nato-2022-madrid"), attendance.Rule{}, "IRL")))
			dinner := nato("nato-2022-madrid")
			dinner.Track = "leaders-dinner"
			equal(h, "dinner", head{
				Status: attendance.Attended, Counts: timeline.Yes,
				Person: "martin-micheal", Level: attendance.HeadOfGovernment, Mode: attendance.InPerson,
			}, headOf(h.presence(dinner, attendance.Rule{}, "IRL")))
		}},
		{"Did the four attend The Hague 2025 with the allies?", func(h hardCases) {
			at := nato("nato-2025-the-hague")
			for _, id := range four {
				equal(h, string(id), head{Status: attendance.Outside, Counts: timeline.No}, headOf(h.presence(at, attendance.Rule{}, id)))
			}
			equal(h, "all", timeline.No, h.truth(at, attendance.Rule{}, "ip4"))
			at.Track = "indo-pacific"
			equal(h, "with the Secretary General", timeline.Yes, h.truth(at, attendance.Rule{Together: true}, "ip4", "NATO"))
			equal(h, "their leaders with the Secretary General", timeline.No, h.truth(at, leaders, "ip4"))
		}},
		{"Were the United States and Japan together at Madrid 2022?", func(h hardCases) {
			equal(h, "together", timeline.Yes, h.truth(nato("nato-2022-madrid"), attendance.Rule{Together: true}, "USA", "JPN"))
			equal(h, "together, at leader level", timeline.Yes, h.truth(nato("nato-2022-madrid"), attendance.Rule{Together: true, Rank: attendance.Leader}, "USA", "JPN"))
			// Ukraine's guest has a row for the summit alone, so whether he sat in the partners' session is not known.
			equal(h, "with another guest", timeline.Unknown, h.truth(nato("nato-2022-madrid"), attendance.Rule{Together: true}, "UKR", "JPN"))
		}},
		{"Saudi Arabia: eligible at BRICS 2010 and 2020?", func(h hardCases) {
			var at []timeline.SummitID
			for p := range h.roll(timeline.Filter{Series: "brics"}, attendance.Rule{}).Presences(h.who("brics")) {
				if p.Participant == "SAU" {
					at = append(at, p.Summit)
				}
			}
			equal(h, "perhaps a member", []timeline.SummitID{"brics-2024-kazan", "brics-2025-rio"}, at)
			for m := range h.data.Memberships() {
				if m.Group == "brics" && m.Participant == "SAU" {
					equal(h, "standing", attendance.Disputed, m.Standing)
				}
			}
			// It came as guest by its own row, though it may have been a member.
			equal(h, "as guest", timeline.Yes, h.truth(timeline.Filter{Summit: "brics-2024-kazan"}, attendance.Rule{Capacity: attendance.Guest}, "SAU"))
		}},
		{"Canada at Rambouillet 1975", func(h hardCases) {
			equal(h, "1975", head{Status: attendance.Outside, Counts: timeline.No}, headOf(h.presence(timeline.Filter{Summit: "g7-1975-rambouillet"}, attendance.Rule{}, "CAN")))
			equal(h, "1976", attendance.Attended, h.presence(timeline.Filter{Summit: "g7-1976-san-juan"}, attendance.Rule{}, "CAN").Status)
			steps := slices.Collect(h.roll(timeline.Filter{Series: "g7", To: timeline.Date{Year: 1976}}, attendance.Rule{}).Of(h.who("CAN")).All())
			equal(h, "steps", []timeline.Step{
				{Summit: "g7-1975-rambouillet", Truth: timeline.No, Skip: timeline.Yes, Eligible: timeline.No},
				{Summit: "g7-1976-san-juan", Truth: timeline.Yes, Skip: timeline.No, Eligible: timeline.Yes},
			}, steps)
		}},
		{"Japan at NATO: counts", func(h hardCases) {
			got := map[timeline.SummitID]attendance.Status{}
			for p := range h.roll(timeline.Filter{Series: "nato", Extraordinary: true}, attendance.Rule{}).Presences(h.who("JPN")) {
				got[p.Summit] = p.Status
			}
			equal(h, "statuses", map[timeline.SummitID]attendance.Status{
				"nato-2008-bucharest":       attendance.Unknown,
				"nato-2009-strasbourg-kehl": attendance.Unknown,
				"nato-2010-lisbon":          attendance.Unknown,
				"nato-2012-chicago":         attendance.Attended,
				"nato-2017-brussels":        attendance.Unknown,
				"nato-2021-brussels":        attendance.Unknown,
				"nato-2022-virtual":         attendance.Unknown,
				"nato-2022-brussels":        attendance.Unknown,
				"nato-2022-madrid":          attendance.Attended,
				"nato-2023-vilnius":         attendance.Attended,
				"nato-2024-washington":      attendance.Attended,
				"nato-2025-the-hague":       attendance.Outside,
			}, got)
		}},
		{"Level of Russia at Rome 2021", func(h hardCases) {
			at := timeline.Filter{Summit: "g20-2021-rome"}
			putin := head{
				Status: attendance.Attended, Counts: timeline.Yes,
				Person: "putin-vladimir", Level: attendance.HeadOfState, Mode: attendance.Virtual,
			}
			lavrov := head{
				Status: attendance.Attended, Counts: timeline.Yes,
				Person: "lavrov-sergey", Level: attendance.ForeignMinister, Mode: attendance.InPerson,
			}
			equal(h, "anyhow", putin, headOf(h.presence(at, attendance.Rule{}, "RUS")))
			equal(h, "the leader", putin, headOf(h.presence(at, principals, "RUS")))
			equal(h, "in the room", lavrov, headOf(h.presence(at, attendance.Rule{NoVideo: true}, "RUS")))
			equal(h, "the leader in the room", timeline.No, h.truth(at, attendance.Rule{Rank: attendance.Leader, NoVideo: true}, "RUS"))
		}},
		{"How many leaders at Madrid?", func(h hardCases) {
			var came []timeline.ActorID
			for p := range h.roll(nato("nato-2022-madrid"), leaders).Presences(h.everybody()) {
				if p.Counts == timeline.Yes {
					came = append(came, p.Participant)
				}
				require.NotEqual(h, timeline.Unknown, p.Counts, p.Participant)
			}
			equal(h, "leaders", []timeline.ActorID{
				"AUS", "CZE", "DEU", "ESP", "EU", "FIN", "GEO", "HRV", "JPN", "KOR", "NZL", "SWE", "UKR", "USA",
			}, came)
		}},
		{"Topics reported of the allies' session with the four, Washington", func(h hardCases) {
			reported := timeline.Basis{Stage: timeline.Reported}
			want := timeline.NewTopicSet("china", "countering-disinformation", "cyber-defence")
			equal(h, "their session", want, h.topics(timeline.Filter{Series: "nato", Track: "indo-pacific"}, reported, "nato-2024-washington").Topics)
			equal(h, "the summit", want, h.topics(timeline.Filter{Series: "nato"}, reported, "nato-2024-washington").Topics)
			equal(h, "the four alone", timeline.NewTopicSet("russia-dprk-military-cooperation"),
				h.topics(timeline.Filter{Series: "nato", Track: "four"}, reported, "nato-2024-washington").Topics)
		}},
		{"Joint run of the four from Madrid on, any level", func(h hardCases) {
			from := timeline.Filter{Series: "nato", From: timeline.Date{Year: 2022, Month: 6}}
			run := h.roll(from, attendance.Rule{}).Of(h.who("ip4")).Longest()
			run.Evidence = timeline.Evidence{}
			equal(h, "run", timeline.Run{
				Length: timeline.Count{Min: 3, Max: 3}, From: "nato-2022-madrid", To: "nato-2024-washington",
				Ended: "nato-2025-the-hague",
				Why: []timeline.Reason{
					{Actor: "AUS", End: timeline.Outside},
					{Actor: "JPN", End: timeline.Outside},
					{Actor: "KOR", End: timeline.Outside},
					{Actor: "NZL", End: timeline.Outside},
				},
				Through: "nato-2025-the-hague", Listed: 4, Closed: true,
			}, run)
			equal(h, "current", timeline.Count{}, h.roll(from, attendance.Rule{}).Of(h.who("ip4")).Current().Length)
			from.Track = "indo-pacific"
			onTrack := h.roll(from, attendance.Rule{}).Of(h.who("ip4")).Current()
			equal(h, "with whomever", timeline.Count{Min: 4, Max: 4}, onTrack.Length)
			all := h.roll(timeline.Filter{Series: "nato"}, attendance.Rule{}).Of(h.who("ip4")).Longest()
			equal(h, "of all", timeline.Count{Min: 3, Max: 9}, all.Length) // nothing is known of 2017 and 2021, nor before 2012
		}},
		{"Did the Soviet Union attend the London summit of 1991?", func(h hardCases) {
			at := timeline.Filter{Summit: "g7-1991-london"}
			equal(h, "summit", head{Status: attendance.Outside, Counts: timeline.No}, headOf(h.presence(at, attendance.Rule{}, "SUN")))
			at.Track = "ussr"
			equal(h, "after it", head{
				Status: attendance.Attended, Counts: timeline.Yes,
				Person: "gorbachev-mikhail", Level: attendance.HeadOfState, Mode: attendance.InPerson,
			}, headOf(h.presence(at, attendance.Rule{}, "SUN")))
			// Without a source that he was at nothing else, a meeting beside the summit would leave the summit itself open.
			files := changed(h, readFolder(h, "cases"), change{
				"coverage", "g7-london-1991-ussr,attendance,g7,,g7-1991-london,,,,,SUN,,,high,major-1991-press,the President of the USSR met the seven after the end of the summit\n", "",
			})
			open, err := dataset.Load(files)
			require.NoError(h, err)
			h.data = open
			equal(h, "summit, uncovered", head{Status: attendance.Unknown, Counts: timeline.Unknown}, headOf(h.presence(timeline.Filter{Summit: "g7-1991-london"}, attendance.Rule{}, "SUN")))
		}},
		{"COW code of Germany for a panel row of 1980", func(h hardCases) {
			codes := func(year int) (found []string) {
				for c := range h.data.Codes() {
					if c.Participant == "DEU" && c.Scheme == attendance.COW &&
						c.From.First().Year <= year && (c.Until == timeline.Date{} || c.Until.Last().Year > year) {
						found = append(found, c.Code)
					}
				}
				return found
			}
			equal(h, "1980", []string{"260"}, codes(1980))
			equal(h, "1991", []string{"255"}, codes(1991))
		}},
		{"Planned and then reported, Washington", func(h hardCases) {
			track := timeline.Filter{Series: "nato", Track: "indo-pacific"}
			planned := h.topics(track, timeline.Basis{Stage: timeline.Planned}, "nato-2024-washington")
			reported := h.topics(track, timeline.Basis{Stage: timeline.Reported}, "nato-2024-washington")
			both := timeline.Compare(planned.Topics, reported.Topics)
			equal(h, "planned and reported", timeline.NewTopicSet("countering-disinformation", "cyber-defence"), both.Kept)
			equal(h, "planned alone", timeline.NewTopicSet("defence-industrial-cooperation", "resilience"), both.Dropped)
			equal(h, "reported alone", timeline.NewTopicSet("china"), both.Added)
			equal(h, "all reports are coded", false, reported.Complete)
			// So of the four topics that were planned, two to four were reported.
			agenda := h.sel(track).Agenda(timeline.Basis{Stage: timeline.Reported})
			fulfilled := timeline.Count{}
			for id := range planned.Topics.All() {
				topic, err := h.data.Timeline().Topic(string(id))
				require.NoError(h, err)
				for step := range agenda.Of(topic).All() {
					if step.Summit != "nato-2024-washington" {
						continue
					}
					if step.Truth == timeline.Yes {
						fulfilled.Min++
					}
					if step.Truth != timeline.No {
						fulfilled.Max++
					}
				}
			}
			equal(h, "fulfilled", timeline.Count{Min: 2, Max: 4}, fulfilled)
		}},
		{"Which NATO meetings of leaders were there in 2022?", func(h hardCases) {
			ids := func(f timeline.Filter) (found []timeline.SummitID) {
				for s := range h.sel(f).All() {
					found = append(found, s.ID)
				}
				return found
			}
			in := timeline.Filter{Series: "nato", From: timeline.Date{Year: 2022}, To: timeline.Date{Year: 2022}}
			equal(h, "regular", []timeline.SummitID{"nato-2022-madrid"}, ids(in))
			in.Extraordinary = true
			equal(h, "all", []timeline.SummitID{"nato-2022-virtual", "nato-2022-brussels", "nato-2022-madrid"}, ids(in))
			in.Format = timeline.Virtual
			equal(h, "virtual", []timeline.SummitID{"nato-2022-virtual"}, ids(in))
		}},
		{"Mexico at Buenos Aires 2018, second day", func(h hardCases) {
			at := timeline.Filter{Summit: "g20-2018-buenos-aires"}
			first := head{
				Status: attendance.Attended, Counts: timeline.Yes,
				Person: "pena-nieto-enrique", Level: attendance.HeadOfState, Mode: attendance.InPerson,
			}
			equal(h, "summit", first, headOf(h.presence(at, principals, "MEX")))
			// Were it not for the first day, nobody could tell who came, but for the new president: he did not.
			files := changed(h, readFolder(h, "cases"), change{
				"attendance", "g20-2018-buenos-aires,g20-2018-buenos-aires-day-1,MEX,pena-nieto-enrique,attended,", "g20-2018-buenos-aires,g20-2018-buenos-aires-day-1,MEX,,absent,",
			})
			second, err := dataset.Load(files)
			require.NoError(h, err)
			h.data = second
			at.Track = "plenary"
			want := head{Status: attendance.Unknown, Counts: timeline.Unknown, InPlaceOf: "lopez-obrador-andres-manuel"}
			got := h.presence(at, attendance.Rule{}, "MEX")
			equal(h, "status", want.Status, got.Status)
			equal(h, "counts", want.Counts, got.Counts)
			equal(h, "the principal", timeline.No, h.truth(at, principals, "MEX"))
		}},
		{"The United States at Johannesburg 2025", func(h hardCases) {
			got := h.presence(timeline.Filter{Summit: "g20-2025-johannesburg"}, attendance.Rule{}, "USA")
			equal(h, "presence", head{Status: attendance.Absent, Counts: timeline.No, InPlaceOf: "trump-donald"}, headOf(got))
			// All that is known of it was published before the summit, so nothing that rests on it is certain.
			for c := range got.Evidence.All() {
				equal(h, c.Text, c.Table == "attendance", c.Foretold)
			}
		}},
		{"Indonesia at Kananaskis 2025", func(h hardCases) {
			got := h.presence(timeline.Filter{Summit: "g7-2025-kananaskis"}, attendance.Rule{}, "IDN")
			equal(h, "an invited guest who declined", head{Status: attendance.Absent, Counts: timeline.No, InPlaceOf: "prabowo-subianto"}, headOf(got))
		}},
		{"South Africa at BRICS 2010", func(h hardCases) {
			at := timeline.Filter{Summit: "brics-2010-brasilia"}
			equal(h, "status", attendance.Attended, h.presence(at, attendance.Rule{}, "ZAF").Status)
			equal(h, "as guest", timeline.Yes, h.truth(at, attendance.Rule{Capacity: attendance.Guest}, "ZAF"))
			equal(h, "as member", timeline.No, h.truth(at, attendance.Rule{Capacity: attendance.Member}, "ZAF"))
		}},
		{"Montenegro at Brussels 2017", func(h hardCases) {
			at := nato("nato-2017-brussels")
			equal(h, "status", attendance.Attended, h.presence(at, attendance.Rule{}, "MNE").Status)
			equal(h, "as guest", timeline.Yes, h.truth(at, attendance.Rule{Capacity: attendance.Guest}, "MNE"))
			equal(h, "as member", timeline.No, h.truth(at, attendance.Rule{Capacity: attendance.Member}, "MNE"))
			equal(h, "at leader level", timeline.Unknown, h.truth(at, leaders, "MNE"))
		}},
		{"Is the African Union a member at New Delhi 2023?", func(h hardCases) {
			equal(h, "as member", timeline.Yes, h.truth(timeline.Filter{Summit: "g20-2023-new-delhi"}, attendance.Rule{Capacity: attendance.Member}, "AFRU"))
			var before int
			for p := range h.roll(timeline.Filter{Series: "g20", To: timeline.Date{Year: 2022}}, attendance.Rule{}).Presences(h.who("g20")) {
				if p.Participant == "AFRU" {
					before++
				}
			}
			equal(h, "as member before", 0, before)
		}},
		{"Did the G7 meet in 2020, and in Sochi?", func(h hardCases) {
			for s := range h.sel(timeline.Filter{Series: "g7", Extraordinary: true}).Held() {
				if s.ID == "g7-2020-camp-david" || s.ID == "g7-2014-sochi" {
					h.Errorf("%s counts as held", s.ID)
				}
			}
		}},
		{"Russia in the G8: how did it end?", func(h hardCases) {
			run := h.roll(timeline.Filter{Series: "g7", From: timeline.Date{Year: 2012}}, attendance.Rule{}).Of(h.who("RUS")).Current()
			steps := slices.Collect(h.roll(timeline.Filter{Series: "g7", From: timeline.Date{Year: 2012}}, attendance.Rule{}).Of(h.who("RUS")).All())
			equal(h, "2012 and 2013", []timeline.Truth{timeline.Yes, timeline.Yes}, []timeline.Truth{steps[0].Truth, steps[1].Truth})
			// Nothing covers who came to Brussels in 2014 and to Kananaskis in 2025: not being a member is no absence.
			equal(h, "current", timeline.Count{Min: 0, Max: 4}, run.Length)
			// In 1997 lists disagree on whether Russia was a member, and its row does not say.
			equal(h, "as member in 1997", timeline.Unknown, h.truth(timeline.Filter{Summit: "g7-1997-denver"}, attendance.Rule{Capacity: attendance.Member}, "RUS"))
		}},
		{"Who led for Russia at Cologne 1999?", func(h hardCases) {
			at := timeline.Filter{Summit: "g7-1999-cologne"}
			equal(h, "principal", head{
				Status: attendance.Attended, Counts: timeline.Yes,
				Person: "yeltsin-boris", Level: attendance.HeadOfState, Mode: attendance.InPerson,
			}, headOf(h.presence(at, principals, "RUS")))
		}},
		{"What was known of Washington on the day before?", func(h hardCases) {
			then := h.sel(timeline.Filter{Series: "nato"}).AsOf(timeline.Date{Year: 2024, Month: 7, Day: 8})
			s, ok := then.Summit("nato-2024-washington")
			require.True(h, ok)
			equal(h, "status", timeline.Scheduled, s.Status)
			first, ok := h.data.Roll(then, leaders).Of(h.who("ip4")).First()
			require.True(h, ok)
			equal(h, "first at leader level", timeline.SummitID("nato-2022-madrid"), first.Summit)
		}},
	}
	for _, q := range questions {
		t.Run(q.question, func(t *testing.T) { q.answer(hardCases{t, data}) })
	}
}
