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
	// no participant, group or person "AUR"; did you mean AUT?
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

func ExampleRegister_AtLeast() {
	register := lake()
	two, err := register.AtLeast(2, "AUT", "CHE", "ITA")
	if err != nil {
		panic(err)
	}
	first, _ := register.Roll(register.Timeline(), attendance.Rule{}).Of(two).First()
	fmt.Println(two)
	fmt.Println(first)
	// Output:
	// at least 2 of AUT, CHE, ITA
	// no later than lake-2023; undecided: lake-2022
}

// How often each participant came, of the gatherings for which it was eligible.
func ExampleRoll_Each() {
	register := lake()
	roll := register.Roll(register.Timeline(), attendance.Rule{Eligible: attendance.Anybody})
	for participant, history := range roll.Each(register.Everybody()) {
		rate := history.Rate()
		fmt.Println(participant, rate, "is", rate.Share)
	}
	// Output:
	// AUT 2 of 3 is 0.667
	// CHE 2 to 3 of 3 is 0.667 to 1
	// ITA 1 to 2 of 3 is 0.333 to 0.667
}

func ExampleRoll_At() {
	register := lake()
	roll := register.Roll(register.Timeline(), attendance.Rule{Rank: attendance.Leader})
	entry, err := roll.At("lake-2022", register.Everybody())
	if err != nil {
		panic(err)
	}
	fmt.Println("leaders:", entry.Present)
	fmt.Println("members without their leader:", entry.Missing)
	// Output:
	// leaders: [], perhaps [CHE, ITA]
	// members without their leader: [AUT], perhaps [CHE]
}

// Who was there when Italy first came, which may have been at either of two summits.
func ExampleRoll_AtOccasion() {
	register := lake()
	italy, err := register.Who("ITA")
	if err != nil {
		panic(err)
	}
	roll := register.Roll(register.Timeline(), attendance.Rule{})
	first, _ := roll.Of(italy).First()
	fmt.Println(first)
	entry, err := roll.AtOccasion(first, register.Everybody())
	if err != nil {
		panic(err)
	}
	fmt.Println(entry.Present)
	// Output:
	// no later than lake-2023; undecided: lake-2022
	// [AUT], perhaps [CHE, ITA]
}

func ExampleRoll_Changes() {
	register := lake()
	for change := range register.Roll(register.Timeline(), attendance.Rule{}).Changes(register.Everybody()) {
		fmt.Printf("%s: new %s, returned %s, dropped %s\n", change.Is.Summit, change.New, change.Returned, change.Dropped)
		fmt.Println("  jaccard", change.Measures.Jaccard)
	}
	// Output:
	// lake-2022: new [AUT], perhaps [ITA], returned [], dropped [], perhaps [CHE]
	//   jaccard 0 to 0.5
	// lake-2023: new [], perhaps [ITA], returned [], perhaps [CHE], dropped []
	//   jaccard 0.333 to 1
}

func ExampleRoll_LevelsBySummit() {
	register := lake()
	for p := range register.Roll(register.Timeline(), attendance.Rule{}).LevelsBySummit(register.Everybody()) {
		fmt.Printf("%s: %s delegations, %s by leaders, median rank %d to %d\n", p.Summit, p.Sent, p.Ranks[attendance.Leader], p.Best, p.Worst)
	}
	// Output:
	// lake-2021: 1 delegations, 1 by leaders, median rank 1 to 1
	// lake-2022: 1 to 3 delegations, 0 to 2 by leaders, median rank 1 to 7
	// lake-2023: 3 delegations, 3 by leaders, median rank 1 to 1
}

func ExampleRoll_Shifts() {
	register := lake()
	for s := range register.Roll(register.Timeline(), attendance.Rule{}).Shifts(register.Everybody()) {
		fmt.Printf("upgrades of %s: %s\n", s.Actor, s.Upgrades)
		for _, shift := range s.Recorded {
			fmt.Printf("  from rank %d at %s to %d at %s\n", shift.Was, shift.From, shift.Is, shift.To)
		}
	}
	// Output:
	// upgrades of AUT: 1: lake-2023
	//   from rank 3 at lake-2022 to 1 at lake-2023
	// upgrades of CHE: 0 to 1: perhaps lake-2023
	// upgrades of ITA: 0 to 1: perhaps lake-2023
}

func ExampleRoll_Pairs() {
	register := lake()
	austria, err := register.Who("AUT")
	if err != nil {
		panic(err)
	}
	roll := register.Roll(register.Timeline(), attendance.Rule{})
	for tie := range roll.Pairs(austria, register.Everybody(), attendance.Newman) {
		fmt.Printf("%s and %s shared %s, weight %s\n", tie.A, tie.B, tie.Shared, tie.Weight)
	}
	// Output:
	// AUT and CHE shared 1 to 2, weight 0.5 to 1.5
	// AUT and ITA shared 1 to 2, weight 0.5 to 1.5
}

func ExampleTop() {
	register := lake()
	all := register.Everybody()
	roll := register.Roll(register.Timeline(), attendance.Rule{})
	for _, tie := range attendance.Top(2, roll.Pairs(all, all, attendance.Shared)) {
		fmt.Println(tie.A, tie.B, tie.Weight)
	}
	// Output:
	// AUT CHE 1 to 2
	// AUT ITA 1 to 2
}

func ExampleRoll_Company() {
	register := lake()
	roll := register.Roll(register.Timeline(), attendance.Rule{})
	for id, history := range roll.Company(register.Everybody()) {
		fmt.Println(id, history.Occasions().Count)
	}
	// Output:
	// AUT 1 to 2
	// CHE 1 to 2
	// ITA 1 to 2
}

func ExampleRegister_Delegates() {
	register := lake()
	members, err := register.Who("lake-states")
	if err != nil {
		panic(err)
	}
	heads := register.Delegates(members)
	for person := range register.Actors(heads) {
		fmt.Println(register.Name(person))
	}
	// Output:
	// Anna Huber
	// Max Keller
}

func ExampleRoll_Survival() {
	register := lake()
	members, err := register.Who("lake-states")
	if err != nil {
		panic(err)
	}
	for s := range register.Roll(register.Timeline(), attendance.Rule{}).Survival(members) {
		fmt.Printf("after %d: %s at risk, %s missed, %s came to all\n", s.Gatherings, s.AtRisk, s.Missed, s.Whole)
	}
	// Output:
	// after 1: 2 at risk, 1 missed, 0.5 came to all
	// after 2: 1 at risk, 0 to 1 missed, 0 to 0.5 came to all
	// after 3: 0 to 1 at risk, 0 missed, 0 to 0.5 came to all
}

func ExampleRoll_Experience() {
	register := lake()
	for e := range register.Roll(register.Timeline(), attendance.Rule{}).Experience(register.Everybody()) {
		fmt.Printf("%s: %s had been there %s times\n", e.Summit, register.Name(e.Person), e.Earlier)
	}
	// Output:
	// lake-2021: Max Keller had been there 0 times
	// lake-2022: Anna Huber had been there 0 times
	// lake-2023: Anna Huber had been there 1 times
	// lake-2023: Max Keller had been there 1 to 2 times
	// lake-2023: Ugo Rossi had been there 0 to 1 times
}
