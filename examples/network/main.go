// Command network shows who meets whom: the ties that NATO's summits since 2022 make, at the level of leaders.
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
	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato", From: timeline.Date{Year: 2022}, To: timeline.Date{Year: 2025}})
	check(err)
	leaders := data.Roll(nato, attendance.Rule{Rank: attendance.Leader})

	fmt.Println("Whose leaders Japan's met most often, by the least that records show")
	japan, err := data.Who("JPN")
	check(err)
	for _, p := range attendance.Top(8, leaders.Pairs(japan, data.Everybody(), attendance.Shared)) {
		fmt.Printf("  %s: %v of %d summits\n", data.Name(p.B), p.Shared, nato.Len())
	}

	fmt.Println("\nThe four Indo-Pacific partners among themselves; a meeting of few binds more (Newman's weight)")
	four, err := data.Who("ip4")
	check(err)
	for p := range leaders.Pairs(four, four, attendance.Newman) {
		fmt.Printf("  %s and %s: %v summits, weight %v\n", data.Name(p.A), data.Name(p.B), p.Shared, p.Weight)
	}

	fmt.Println("\nIn one session, and not only at one summit")
	together := data.Roll(nato, attendance.Rule{Rank: attendance.Leader, Together: true})
	for p := range together.Pairs(four, four, attendance.Shared) {
		fmt.Printf("  %s and %s: %v\n", data.Name(p.A), data.Name(p.B), p.Shared)
	}

	fmt.Println("\nThe people who headed their delegations, by how often they sat at a summit together")
	for _, p := range attendance.Top(5, leaders.Pairs(data.Delegates(four), data.Delegates(four), attendance.Shared)) {
		fmt.Printf("  %s and %s: %v\n", data.Name(p.A), data.Name(p.B), p.Shared)
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
