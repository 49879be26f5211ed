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
