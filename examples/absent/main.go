// Command absent shows who stayed away and who was sent: the leaders whom the G20 summits since 2021 did not see, and NATO's partners.
package main

import (
	"fmt"
	"log"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

func main() {
	data, err := dataset.Open()
	check(err)
	g20, err := data.Timeline().Select(timeline.Filter{Series: "g20", From: timeline.Date{Year: 2021}})
	check(err)
	members, err := data.Who("g20") // as they were on the day
	check(err)
	themselves := attendance.Rule{Rank: attendance.Leader, NoStandIns: true}

	fmt.Println("Whose leaders did not come, or not themselves, as far as records tell")
	unknown := 0
	for p := range data.Roll(g20, themselves).Presences(members) {
		switch p.Counts {
		case timeline.Unknown:
			unknown++
		case timeline.No:
			fmt.Printf("  %s, %s: %s\n", g20.Name(p.Summit), data.Name(p.Participant), sent(data, p))
		}
	}
	fmt.Printf("  Of %d more that is not known.\n", unknown)

	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato", From: timeline.Date{Year: 2022}, To: timeline.Date{Year: 2024}})
	check(err)
	four, err := data.Who("ip4")
	check(err)
	fmt.Println("\nNATO's four Indo-Pacific partners: how highly their delegations were headed")
	anybody := data.Roll(nato, attendance.Rule{Eligible: attendance.Invited})
	for s := range anybody.Shifts(four) {
		fmt.Printf("  %s: downgrades %v, upgrades %v", data.Name(s.Actor), s.Downgrades.Count, s.Upgrades.Count)
		for _, shift := range s.Recorded {
			fmt.Printf("; from rank %d at %s to rank %d at %s", shift.Was, nato.Name(shift.From), shift.Is, nato.Name(shift.To))
		}
		fmt.Println()
	}

	fmt.Println("\nHow often the leaders came themselves")
	themselves.Eligible = attendance.Invited // they are no members: whoever is on record was invited
	for id, history := range data.Roll(nato, themselves).Each(four) {
		miss, _ := history.Not().First()
		fmt.Printf("  %s: %v; the first miss: %v\n", data.Name(id), history.Rate(), miss)
	}
}

// sent says who came for a participant.
func sent(data dataset.Data, p attendance.Presence) string {
	if p.Status != attendance.Attended {
		return p.Status.String()
	}
	text := "sent " + data.Name(p.Person)
	if p.Office != "" {
		text += ", " + p.Office
	}
	if p.InPlaceOf != "" {
		text += ", in place of " + data.Name(p.InPlaceOf)
	}
	return text
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
