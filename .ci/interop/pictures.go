// Writes pictures to a folder: those of the built-in data, of narrower questions, of hostile names, and of nothing.
package main

import (
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/vegalite"
	"github.com/summitry/summitry/timeline"
)

func must[T any](v T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return v
}

func put(name string, spec vegalite.Spec) {
	if err := exporters.WriteFile(filepath.Join(os.Args[1], name+".vl.json"), spec.WithSource(dataset.Cite().Text).Write); err != nil {
		log.Fatal(err)
	}
}

func main() {
	if err := os.MkdirAll(os.Args[1], 0o755); err != nil {
		log.Fatal(err)
	}
	data := must(dataset.Open())
	for file, spec := range vegalite.Gallery(data.Register) {
		put(strings.TrimSuffix(file, ".vl.json"), spec)
	}

	nato := must(data.Timeline().Select(timeline.Filter{Series: "nato", Extraordinary: true, From: timeline.Date{Year: 2021}, To: timeline.Date{Year: 2025}}))
	all := must(data.Timeline().Select(timeline.Filter{From: timeline.Date{Year: 2022}, To: timeline.Date{Year: 2024}}))
	four := must(data.Who("ip4"))
	leaders := attendance.Rule{Rank: attendance.Leader, NoStandIns: true, Eligible: attendance.Invited}
	put("partners", vegalite.Attendance(data.Roll(nato, attendance.Rule{}), four))
	put("partners-everywhere", vegalite.Attendance(data.Roll(all, leaders), four))
	put("nato-topics-since-2021", vegalite.Topics(nato.Agenda(timeline.Basis{Stage: timeline.Reported})))
	put("nato-network", vegalite.Ties(data.Roll(nato, attendance.Rule{}), data.Everybody(), attendance.Newman))
	put("nato-lift", vegalite.Ties(data.Roll(nato, leaders), four, attendance.Lift))
	put("empty", vegalite.Attendance(data.Roll(nato, attendance.Rule{}), attendance.Who{}))
	put("zero", vegalite.Spec{})
	for file, spec := range vegalite.Gallery(hostile()) {
		put("hostile-"+strings.TrimSuffix(file, ".vl.json"), spec)
	}
}

// hostile is one meeting of which the names are meant to break something.
func hostile() attendance.Register {
	list, day := timeline.List[timeline.SourceID]{"list"}, timeline.Date{Year: 2001, Month: 6, Day: 1}
	script := `</script><script>alert("1")</script>`
	gatherings := timeline.Tables{
		Series:  []timeline.Series{{ID: "talks", Name: script, Tier: timeline.LeadersTier}},
		Sources: []timeline.Source{{ID: "list", Kind: timeline.ListSource, Title: "List", Published: timeline.Date{Year: 2002}}},
		Topics:  []timeline.Topic{{ID: "one", Label: `datum['x'] + "`}, {ID: "two", Label: "__proto__"}, {ID: "three", Label: "constructor"}},
	}
	tables := attendance.Tables{Participants: []attendance.Participant{
		{ID: "AAA", Kind: attendance.State, Name: "Same"},
		{ID: "BBB", Kind: attendance.State, Name: "Same"},
		{ID: "CCC", Kind: attendance.State, Name: "Same (AAA)"},
		{ID: "DDD", Kind: attendance.State, Name: "null"},
		{ID: "EEE", Kind: attendance.State, Name: script},
		{ID: "FFF", Kind: attendance.State, Name: strings.Repeat("long ", 60) + "end"},
		{ID: "GGG", Kind: attendance.State, Name: `'"\{{}}${}`},
		{ID: "HHH", Kind: attendance.State, Name: "2001"},
	}}
	for _, id := range []timeline.SummitID{"talks-a", "talks-b"} { // alike but for their ids
		gatherings.Summits = append(gatherings.Summits, timeline.Summit{
			ID: id, Series: "talks", Name: `'"\`, Kind: timeline.Regular, Start: day, End: day, Status: timeline.Held, Format: timeline.InPerson, Sources: list,
		})
		for _, topic := range gatherings.Topics {
			gatherings.Mentions = append(gatherings.Mentions, timeline.Mention{
				Summit: id, Topic: topic.ID, Stage: timeline.Reported, Source: "list", Confidence: timeline.High,
			})
		}
		for _, p := range tables.Participants {
			tables.Records = append(tables.Records, attendance.Record{
				Summit: id, Participant: p.ID, Status: attendance.Attended, Office: script, Confidence: timeline.High, Sources: list,
			})
		}
	}
	return must(attendance.New(gatherings, tables))
}
