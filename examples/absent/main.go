// Command absent shows who stayed away and who was sent: the leaders whom NATO's summits since 2022 did not see.
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
	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato", From: timeline.Date{Year: 2022}, To: timeline.Date{Year: 2024}})
	check(err)
	// A miss is whatever is not the leader in person, of members and of guests who were invited.
	themselves := attendance.Rule{Rank: attendance.Leader, NoStandIns: true, Eligible: attendance.Invited}
	roll := data.Roll(nato, themselves)

	fmt.Println("Who sent somebody else, as far as records tell")
	unknown := 0
	for p := range roll.Presences(data.Everybody()) {
		switch {
		case p.Counts == timeline.Unknown && p.Eligible != timeline.No:
			unknown++
		case p.Counts == timeline.No && p.Eligible == timeline.Yes:
			fmt.Printf("  %s, %s: %s\n", nato.Name(p.Summit), data.Name(p.Participant), sent(data, p))
		}
	}
	fmt.Printf("  Of %d more it is not known whether the leader came.\n", unknown)

	fmt.Println("\nThe four Indo-Pacific partners: how highly their delegations were headed")
	four, err := data.Who("ip4")
	check(err)
	anybody := data.Roll(nato, attendance.Rule{Eligible: attendance.Invited})
	for s := range anybody.Shifts(four) {
		fmt.Printf("  %s: downgrades %v, upgrades %v", data.Name(s.Actor), s.Downgrades.Count, s.Upgrades.Count)
		for _, shift := range s.Recorded {
			fmt.Printf("; from rank %d at %s to rank %d at %s", shift.Was, nato.Name(shift.From), shift.Is, nato.Name(shift.To))
		}
		fmt.Println()
	}

	fmt.Println("\nHow often the leaders came themselves")
	for id, history := range roll.Each(four) {
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
