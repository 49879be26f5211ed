package attendance_test

import (
	"fmt"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// lake is a small register: three summits at a lake, of whose guests a complete list is kept but for the second one.
func lake() attendance.Register {
	chronicle := timeline.List[timeline.SourceID]{"chronicle"}
	held := func(year int) timeline.Summit {
		day := timeline.Date{Year: year, Month: 5, Day: 1}
		return timeline.Summit{
			ID: timeline.SummitID(fmt.Sprintf("lake-%d", year)), Series: "lake", Name: "Lake summit", Kind: timeline.Regular,
			Start: day, End: day, Status: timeline.Held, Format: timeline.InPerson,
		}
	}
	covered := func(id string, subject timeline.Subject, from, until, editions int) timeline.Coverage {
		return timeline.Coverage{
			ID: id, Subject: subject, Series: "lake", From: timeline.Date{Year: from}, Until: timeline.Date{Year: until},
			Editions: timeline.Number(editions), Confidence: timeline.High, Sources: chronicle,
		}
	}
	came := func(year int, who, by timeline.ActorID, level attendance.Level) attendance.Record {
		return attendance.Record{
			Summit: timeline.SummitID(fmt.Sprintf("lake-%d", year)), Participant: who, Person: by, Status: attendance.Attended,
			Level: level, Confidence: timeline.High, Sources: chronicle,
		}
	}
	register, err := attendance.New(timeline.Tables{
		Series:  []timeline.Series{{ID: "lake", Name: "Lake summits", Tier: timeline.LeadersTier, Group: "lake-states"}},
		Summits: []timeline.Summit{held(2021), held(2022), held(2023)},
		Sources: []timeline.Source{{ID: "chronicle", Kind: timeline.ListSource, Title: "Chronicle of the lake", Published: timeline.Date{Year: 2024}}},
		Coverage: []timeline.Coverage{
			covered("who-came-2021", timeline.AttendanceSubject, 2021, 2021, 1),
			covered("who-came-2023", timeline.AttendanceSubject, 2023, 2023, 1),
			covered("all-summits", timeline.EditionsSubject, 0, 2023, 3),
		},
	}, attendance.Tables{
		Participants: []attendance.Participant{
			{ID: "AUT", Kind: attendance.State, Name: "Austria"},
			{ID: "CHE", Kind: attendance.State, Name: "Switzerland"},
			{ID: "ITA", Kind: attendance.State, Name: "Italy"},
		},
		Groups: []attendance.Group{{ID: "lake-states", Kind: attendance.BodyGroup, Name: "Lake states"}},
		Memberships: []attendance.Membership{
			{Group: "lake-states", Participant: "AUT", Standing: attendance.MemberStanding, From: timeline.Date{Year: 2000}},
			{Group: "lake-states", Participant: "CHE", Standing: attendance.MemberStanding, From: timeline.Date{Year: 2000}},
		},
		People: []attendance.Person{{ID: "huber-anna", Name: "Anna Huber"}, {ID: "rossi-ugo", Name: "Ugo Rossi"}, {ID: "keller-max", Name: "Max Keller"}},
		Records: []attendance.Record{
			came(2021, "CHE", "keller-max", attendance.HeadOfState),
			came(2022, "AUT", "huber-anna", attendance.ForeignMinister),
			came(2023, "AUT", "huber-anna", attendance.HeadOfGovernment),
			came(2023, "CHE", "keller-max", attendance.HeadOfState),
			came(2023, "ITA", "rossi-ugo", attendance.HeadOfGovernment),
		},
	})
	if err != nil {
		panic(err)
	}
	return register
}

func ExampleRegister_Who() {
	register := lake()
	members, err := register.Who("lake-states", "ITA")
	fmt.Println(members, err)
	_, err = register.Who("AUR")
	fmt.Println(err)
	// Output:
	// ITA, members of lake-states <nil>
	// no participant or group "AUR"; did you mean AUT?
}

func ExampleRegister_Roll() {
	register := lake()
	austria, err := register.Who("AUT")
	if err != nil {
		panic(err)
	}
	for _, rule := range []attendance.Rule{{}, {Rank: attendance.Leader}} {
		first, _ := register.Roll(register.Timeline(), rule).Of(austria).First()
		fmt.Println(first, first.Certain())
	}
	// Output:
	// lake-2022 true
	// lake-2023 true
}

func ExampleRoll_Of() {
	register := lake()
	both, err := register.Who("AUT", "CHE")
	if err != nil {
		panic(err)
	}
	history := register.Roll(register.Timeline(), attendance.Rule{Together: true}).Of(both)
	for step := range history.All() {
		fmt.Println(step.Summit, step.Truth)
	}
	first, _ := history.First()
	fmt.Println("first:", first)
	fmt.Println("current run:", history.Current())
	for open := range first.Evidence.Open() {
		fmt.Println("open:", open.Text)
	}
	// Output:
	// lake-2021 no
	// lake-2022 unknown
	// lake-2023 yes
	// first: no later than lake-2023; undecided: lake-2022
	// current run: 1 to 2, lake-2023 to lake-2023; undecided: lake-2022
	// open: CHE at lake-2022: there is no record and no coverage
}

func ExampleRoll_Presences() {
	register := lake()
	all, err := register.Who("lake-states", "ITA")
	if err != nil {
		panic(err)
	}
	for p := range register.Roll(register.Timeline(), attendance.Rule{Rank: attendance.Leader}).Presences(all) {
		fmt.Printf("%s %s: %s, leader %s\n", p.Summit, p.Participant, p.Status, p.Counts)
	}
	// Output:
	// lake-2021 AUT: absent, leader no
	// lake-2021 CHE: attended, leader yes
	// lake-2021 ITA: outside, leader no
	// lake-2022 AUT: attended, leader no
	// lake-2022 CHE: unknown, leader unknown
	// lake-2022 ITA: unknown, leader unknown
	// lake-2023 AUT: attended, leader yes
	// lake-2023 CHE: attended, leader yes
	// lake-2023 ITA: attended, leader yes
}
