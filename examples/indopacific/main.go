// Command indopacific tells a newspaper's story of July 2024 from the data: NATO meets its four Indo-Pacific partners, the third year running.
package main

import (
	"flag"
	"fmt"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

func main() {
	var asOf timeline.Date
	flag.TextVar(&asOf, "as-of", timeline.Date{}, "tell it as it was known on this `date`, as 2024-07-08")
	flag.Parse()
	data := must(dataset.Open())
	then := data.Timeline().AsOf(asOf)
	nato := must(then.Select(timeline.Filter{Series: "nato", To: timeline.Date{Year: 2025}}))
	track := must(nato.Select(timeline.Filter{Track: "indo-pacific"}))
	four := must(data.Who("ip4"))
	anybody, leaders := attendance.Rule{Together: true}, attendance.Rule{Together: true, Rank: attendance.Leader}

	fmt.Println("WHEN DID THE FOUR FIRST MEET THE ALLIES?")
	first, _ := data.Roll(nato, leaders).Of(four).First()
	say(then, first.Evidence, "Their leaders together: %v (certain: %v)", first, first.Certain())
	early, _ := data.Roll(nato, anybody).Of(four).First()
	say(then, early.Evidence, "At any level: no later than %s (%d earlier gatherings are undecided)", early.Summit, len(early.Undecided))

	fmt.Println("\nHOW OFTEN IN A ROW SINCE THEN, AND WHO CAME?")
	madrid, _ := then.Summit(first.Summit)
	since := must(nato.Select(timeline.Filter{From: madrid.Start}))
	run := data.Roll(since, anybody).Of(four).Longest()
	say(then, run.Evidence, "At any level: %v (certain: %v)", run, run.Certain())
	run = data.Roll(since, leaders).Of(four).Longest()
	say(then, run.Evidence, "Their leaders: %v (certain: %v)", run, run.Certain())
	for p := range data.Roll(track, anybody).Presences(four) {
		session, _ := then.Session(p.Session)
		counted := ""
		if !nato.Includes(p.Summit, p.Session) {
			counted = ", beside the meeting of the members and so not in the run"
		}
		say(then, p.Evidence, "%s, %s session %q%s: %s by %s", p.Summit, session.Scope, session.Name, counted, data.Name(p.Participant), delegate(data, p.Person, p.Office, p.InPlaceOf))
	}
	for r := range data.Records() {
		if s, _ := then.Summit(r.Summit); s.Status == timeline.Scheduled && track.Includes(r.Summit, r.Session) && then.Sees(r.Confidence, r.Sources) {
			fmt.Printf("\n%s, to come: %s was expected to send %s\n", r.Summit, data.Name(r.Participant), delegate(data, r.Person, r.Office, r.InPlaceOf))
		}
	}

	fmt.Println("\nWHAT ABOUT, AND WHO SAID SO, BEFORE OR AFTER?")
	agenda, last := track.Agenda(timeline.Basis{}), first.Summit
	for e := range agenda.All() {
		for _, stage := range []timeline.Stage{timeline.Planned, timeline.Reported} {
			if at, err := track.Agenda(timeline.Basis{Stage: stage}).At(e.Summit); err == nil && at.Topics.Len() > 0 {
				say(then, at.Evidence, "%s, %s: %v", e.Summit, stage, at.Topics)
			}
		}
		if c := must(agenda.Compare(last, e.Summit)); len(c.Before) > 0 {
			fmt.Printf("\n%s, new as recorded, against the %d before: %v; not named any more since %s: %v\n", e.Summit, len(c.Before), c.New.All(), last, c.Dropped.All())
		}
		last = e.Summit
	}
}
