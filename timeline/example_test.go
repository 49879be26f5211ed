package timeline_test

import (
	"fmt"

	"github.com/summitry/summitry/timeline"
)

// tables gives two meetings of a small series, with the topics of their communiques.
func tables() timeline.Tables {
	coded := func(id string, summit timeline.SummitID, source timeline.SourceID) timeline.Coverage {
		return timeline.Coverage{
			ID: id, Subject: timeline.TopicsSubject, Series: "polar", Summit: summit,
			Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{source},
		}
	}
	mention := func(summit timeline.SummitID, topic timeline.TopicID, source timeline.SourceID) timeline.Mention {
		return timeline.Mention{Summit: summit, Topic: topic, Stage: timeline.Reported, Source: source, Confidence: timeline.High}
	}
	return timeline.Tables{
		Series: []timeline.Series{{ID: "polar", Name: "Polar Forum", Tier: timeline.LeadersTier}},
		Summits: []timeline.Summit{
			{ID: "polar-2001", Series: "polar", Name: "Oslo summit", Kind: timeline.Regular, Start: timeline.Date{Year: 2001, Month: 5, Day: 10}, End: timeline.Date{Year: 2001, Month: 5, Day: 11}, Status: timeline.Held, Format: timeline.InPerson},
			{ID: "polar-2002", Series: "polar", Name: "Nuuk summit", Kind: timeline.Regular, Start: timeline.Date{Year: 2002, Month: 6}, End: timeline.Date{Year: 2002, Month: 6}, Status: timeline.Held, Format: timeline.InPerson},
		},
		Topics:   []timeline.Topic{{ID: "fisheries", Label: "Fisheries"}, {ID: "shipping", Label: "Shipping"}, {ID: "sea-ice", Label: "Sea ice"}},
		Mentions: []timeline.Mention{mention("polar-2001", "fisheries", "c-2001"), mention("polar-2001", "sea-ice", "c-2001"), mention("polar-2002", "sea-ice", "c-2002"), mention("polar-2002", "shipping", "c-2002")},
		Sources:  []timeline.Source{{ID: "c-2001", Kind: timeline.Communique, Title: "Oslo communique"}, {ID: "c-2002", Kind: timeline.Communique, Title: "Nuuk communique"}},
		Coverage: []timeline.Coverage{
			coded("coded-2001", "polar-2001", "c-2001"), // not so for 2002: its communique was read in part
			{ID: "listed", Subject: timeline.EditionsSubject, Series: "polar", Until: timeline.Date{Year: 2002}, Editions: 2, Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"c-2002"}},
		},
	}
}

func ExampleTimeline_Select() {
	all, err := timeline.New(tables())
	if err != nil {
		fmt.Println(err)
		return
	}
	recent, err := all.Select(timeline.Filter{Series: "polar", From: timeline.Date{Year: 2002}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for summit := range recent.All() {
		fmt.Println(summit.Start, recent.Name(summit.ID))
	}
	// Output:
	// 2002-06 Nuuk summit 2002
}

func ExampleNew_faults() {
	wrong := tables()
	wrong.Summits[1].End = timeline.Date{Year: 2002, Month: 5}
	wrong.Mentions[0].Topic = "fishries"
	_, err := timeline.New(wrong)
	fmt.Println(err)
	// Output:
	// summits, row 2: end_date "2002-05": is before start_date 2002-06
	// discussions, row 1: topic_id "fishries": no such topic; did you mean fisheries?
}

func ExampleAgenda_Compare() {
	all, err := timeline.New(tables())
	if err != nil {
		fmt.Println(err)
		return
	}
	change, err := all.Agenda(timeline.Basis{Stage: timeline.Reported}).Compare("polar-2001", "polar-2002")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("kept:", change.Kept)
	fmt.Println("added:", change.Added)
	fmt.Println("dropped:", change.Dropped)
	// Output:
	// kept: [sea-ice], perhaps [fisheries]
	// added: [shipping]
	// dropped: [], perhaps [fisheries]
}

func ExampleHistory_First() {
	all, err := timeline.New(tables())
	if err != nil {
		fmt.Println(err)
		return
	}
	topic, err := all.Topic("sea ice")
	if err != nil {
		fmt.Println(err)
		return
	}
	first, ok := all.Agenda(timeline.Basis{}).Of(topic).First()
	fmt.Println(first, ok, first.Certain())
	// Output:
	// polar-2001 true true
}

func ExampleCompare() {
	was := timeline.NewTopicSet("fisheries", "sea-ice")
	is := timeline.NewTopicSet("sea-ice", "shipping")
	change := timeline.Compare(was, is)
	fmt.Println(change.Kept, change.Added, change.Dropped)
	// Output:
	// [sea-ice] [shipping] [fisheries]
}

func ExampleParseDate() {
	date, err := timeline.ParseDate("1975-11")
	fmt.Println(date, err)
	fmt.Println(date.First(), date.Last())
	// Output:
	// 1975-11 <nil>
	// 1975-11-01 1975-11-30
}

// forums gives a longer series and another one, with a list of both that is known to be complete.
func forums() timeline.Tables {
	t := timeline.Tables{
		Series: []timeline.Series{{ID: "polar", Name: "Polar Forum", Tier: timeline.LeadersTier}, {ID: "ocean", Name: "Ocean Council", Tier: timeline.MinistersTier}},
		Topics: []timeline.Topic{{ID: "climate", Label: "Climate"}, {ID: "sea-ice", Label: "Sea ice", Broader: "climate"}, {ID: "fisheries", Label: "Fisheries"}, {ID: "shipping", Label: "Shipping"}},
	}
	add := func(series timeline.SeriesID, year int, coded bool, topics ...timeline.TopicID) {
		id := timeline.SummitID(fmt.Sprintf("%s-%d", series, year))
		document := timeline.SourceID("c-" + string(id))
		start := timeline.Date{Year: year, Month: 5, Day: 10}
		t.Summits = append(t.Summits, timeline.Summit{
			ID: id, Series: series, Name: "Summit", Kind: timeline.Regular, Start: start, End: start, Status: timeline.Held, Format: timeline.InPerson,
		})
		t.Sources = append(t.Sources, timeline.Source{ID: document, Kind: timeline.Communique, Title: "Communique"})
		for _, topic := range topics {
			t.Mentions = append(t.Mentions, timeline.Mention{Summit: id, Topic: topic, Stage: timeline.Reported, Source: document, Confidence: timeline.High})
		}
		if coded {
			t.Coverage = append(t.Coverage, timeline.Coverage{
				ID: "coded-" + string(id), Subject: timeline.TopicsSubject, Series: series, Summit: id,
				Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{document},
			})
		}
	}
	add("polar", 2001, true, "fisheries", "sea-ice")
	add("polar", 2002, true, "shipping")
	add("polar", 2003, false, "shipping") // its communique was read in part
	add("polar", 2004, true, "sea-ice", "shipping")
	add("ocean", 2002, true, "fisheries")
	add("ocean", 2004, true, "fisheries", "shipping")
	for _, list := range []struct {
		series timeline.SeriesID
		n      timeline.Number
	}{{"polar", 4}, {"ocean", 2}} {
		t.Coverage = append(t.Coverage, timeline.Coverage{
			ID: "listed-" + string(list.series), Subject: timeline.EditionsSubject, Series: list.series, Until: timeline.Date{Year: 2004}, Editions: list.n,
			Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"c-polar-2004"},
		})
	}
	return t
}

// agenda gives the agenda of the series, and of both if it is empty.
func agenda(series timeline.SeriesID) timeline.Agenda {
	all, err := timeline.New(forums())
	if err != nil {
		panic(err)
	}
	of, err := all.Select(timeline.Filter{Series: series})
	if err != nil {
		panic(err)
	}
	return of.Agenda(timeline.Basis{Stage: timeline.Reported})
}

func ExampleHistory_Nth() {
	shipping := agenda("polar").Of(timeline.Topic{ID: "shipping"})
	second, ok := shipping.Nth(2)
	fmt.Println(second, ok)
	seaIce := agenda("polar").Of(timeline.Topic{ID: "sea-ice"})
	second, ok = seaIce.Nth(2)
	fmt.Println(second, ok)
	// Output:
	// polar-2003 true
	// no later than polar-2004; undecided: polar-2003 true
}

func ExampleHistory_Last() {
	last, ok := agenda("polar").Of(timeline.Topic{ID: "fisheries"}).Last()
	fmt.Println(last, ok, "read through", last.Through)
	// Output:
	// no earlier than polar-2001; undecided: polar-2003 true read through polar-2004
}

func ExampleHistory_Returns() {
	seaIce := agenda("polar").Of(timeline.Topic{ID: "sea-ice"})
	fmt.Println(seaIce.Returns(1))
	fmt.Println(seaIce.Returns(2))
	// Output:
	// 1: perhaps polar-2003, polar-2004
	// 0 to 1: perhaps polar-2004
}

func ExampleHistory_Lapses() {
	fmt.Println(agenda("polar").Of(timeline.Topic{ID: "sea-ice"}).Lapses(1))
	// Output:
	// 1: polar-2001
}

func ExampleHistory_Occasions() {
	fmt.Println(agenda("polar").Of(timeline.Topic{ID: "sea-ice"}).Occasions())
	// Output:
	// 2 to 3: polar-2001, polar-2004, perhaps polar-2003
}

func ExampleHistory_Rate() {
	rate := agenda("polar").Of(timeline.Topic{ID: "sea-ice"}).Rate()
	fmt.Println(rate)
	fmt.Println(rate.Share)
	// Output:
	// 2 to 3 of 4
	// 0.5 to 0.75
}

func ExampleHistory_Not() {
	missing := agenda("polar").Of(timeline.Topic{ID: "sea-ice"}).Not()
	first, ok := missing.First()
	fmt.Println(first, ok)
	fmt.Println(missing.Longest().Length)
	// Output:
	// polar-2002 true
	// 1 to 2
}

func ExampleAgenda_Changes() {
	for change := range agenda("polar").Changes() {
		fmt.Println(change.Is.Summit, "new:", change.New, "returned:", change.Returned)
	}
	// Output:
	// polar-2002 new: [shipping] returned: []
	// polar-2003 new: [] returned: []
	// polar-2004 new: [] returned: [], perhaps [sea-ice]
}

func ExampleAgenda_Years() {
	for year, entry := range agenda("").Years() {
		fmt.Println(year, entry.Topics, entry.Complete)
	}
	// Output:
	// 2001 [fisheries, sea-ice] true
	// 2002 [fisheries, shipping] true
	// 2003 [shipping] false
	// 2004 [fisheries, sea-ice, shipping] true
}

func ExampleAgenda_YearChanges() {
	for change := range agenda("").YearChanges() {
		fmt.Println(change.Is.Year, "kept:", change.Kept, "dropped:", change.Dropped)
		fmt.Println("turnover:", change.Measures.Turnover)
	}
	// Output:
	// 2002 kept: [fisheries] dropped: [sea-ice]
	// turnover: 0.667
	// 2003 kept: [shipping], perhaps [fisheries] dropped: [], perhaps [fisheries]
	// turnover: 0 to 0.75
	// 2004 kept: [shipping], perhaps [fisheries, sea-ice] dropped: []
	// turnover: 0 to 0.75
}

func ExampleAgenda_Fulfilment() {
	tables := forums()
	tables.Sources = append(tables.Sources, timeline.Source{ID: "programme", Kind: timeline.Announcement, Title: "Programme"})
	for _, topic := range []timeline.TopicID{"shipping", "fisheries"} {
		tables.Mentions = append(tables.Mentions, timeline.Mention{Summit: "polar-2004", Topic: topic, Stage: timeline.Planned, Source: "programme", Confidence: timeline.High})
	}
	all, err := timeline.New(tables)
	if err != nil {
		fmt.Println(err)
		return
	}
	change, err := all.Agenda(timeline.Basis{}).Fulfilment("polar-2004")
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("planned and reported:", change.Kept)
	fmt.Println("planned alone:", change.Dropped)
	fmt.Println("unannounced:", change.Added)
	fmt.Println("fulfilled:", change.Measures.Persistence)
	// Output:
	// planned and reported: [shipping]
	// planned alone: [fisheries]
	// unannounced: [sea-ice]
	// fulfilled: 0.5
}

func ExampleAgenda_Common() {
	common := agenda("ocean").Common()
	fmt.Println("at all of", common.Summits, common.All)
	fmt.Println("at one alone:", common.One)
	// Output:
	// at all of [ocean-2002 ocean-2004] [fisheries]
	// at one alone: [shipping]
}

func ExampleAgenda_Pairs() {
	for pair := range agenda("").Pairs() {
		if pair.Complete && pair.A == "polar-2002" {
			fmt.Println(pair.A, pair.B, pair.Measures.Jaccard)
		}
	}
	// Output:
	// polar-2002 ocean-2004 0.5
	// polar-2002 polar-2004 0.5
}

func ExampleAgenda_Diffusion() {
	for arrival := range agenda("").Diffusion(timeline.Topic{ID: "shipping"}) {
		fmt.Println(arrival.Series, arrival.First, "after", arrival.Lag)
	}
	// Output:
	// polar polar-2002 after no value
	// ocean ocean-2004 after 731 days
}

func ExampleAgenda_Profile() {
	for topic, documents := range agenda("").Profile().All() {
		fmt.Println(topic, documents)
	}
	// Output:
	// fisheries 3
	// sea-ice 2
	// shipping 4
}

func ExampleAgenda_Each() {
	for topic, history := range agenda("polar").Each() {
		fmt.Println(topic, history.Longest().Length)
	}
	// Output:
	// fisheries 1
	// sea-ice 1 to 2
	// shipping 3
}

func ExampleProfile_Entropy() {
	attention := timeline.NewProfile(map[timeline.TopicID]int{"sea-ice": 4, "shipping": 2, "fisheries": 1, "tourism": 1})
	entropy, _ := attention.Entropy()
	evenness, _ := attention.Evenness()
	effective, _ := attention.Effective()
	fmt.Printf("%.3f nats, %.3f of the most that 4 topics can have, as diverse as %.2f alike\n", entropy, evenness, effective)
	// Output:
	// 1.213 nats, 0.875 of the most that 4 topics can have, as diverse as 3.36 alike
}

func ExampleProfile_Shift() {
	was := timeline.NewProfile(map[timeline.TopicID]int{"sea-ice": 3, "shipping": 1})
	is := timeline.NewProfile(map[timeline.TopicID]int{"sea-ice": 1, "shipping": 2, "fisheries": 1})
	shift, ok := was.Shift(is)
	fmt.Println(shift, ok)
	// Output:
	// 0.5 true
}

func ExampleProfile_RankOverlap() {
	was := timeline.NewProfile(map[timeline.TopicID]int{"sea-ice": 3, "shipping": 2, "fisheries": 1})
	is := timeline.NewProfile(map[timeline.TopicID]int{"shipping": 4, "sea-ice": 2, "fisheries": 1})
	overlap, ok := was.RankOverlap(is, 0.9)
	fmt.Printf("%.3f %v\n", overlap.Extrapolated, ok)
	fmt.Printf("%.3f to %.3f\n", overlap.Least, overlap.Least+overlap.Residual)
	// Output:
	// 0.900 true
	// 0.423 to 0.900
}

func ExampleNewMeasures() {
	m := timeline.NewMeasures([]timeline.Passage{
		{Was: timeline.Yes, Is: timeline.Yes, Before: timeline.No},
		{Was: timeline.Yes, Is: timeline.Unknown, Before: timeline.No},
		{Was: timeline.No, Is: timeline.Yes, Before: timeline.Yes},
	})
	fmt.Println("Jaccard:", m.Jaccard)
	fmt.Println("persistence:", m.Persistence)
	fmt.Println("return:", m.Return)
	// Output:
	// Jaccard: 0.333 to 0.667
	// persistence: 0.5 to 1
	// return: 0.333 to 0.5
}

// Many answers about two things each share one function, which is called for those that are read.
func ExamplePairEvidence() {
	evidence := timeline.PairEvidence(timeline.Timeline{}, func(a, b int, _ bool) (rests, open []timeline.Claim) {
		return []timeline.Claim{{Table: "attendance", Key: fmt.Sprint("row ", a)}, {Table: "attendance", Key: fmt.Sprint("row ", b)}}, nil
	})
	for claim := range evidence(2, 5).All() {
		fmt.Println(claim.Table, claim.Key)
	}
	// Output:
	// attendance row 2
	// attendance row 5
}
