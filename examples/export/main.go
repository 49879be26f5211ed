// Command export writes a data set for a notebook: who of the four Indo-Pacific partners came to which NATO summit, as CSV.
package main

import (
	"log"
	"os"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

func main() {
	data, err := dataset.Open()
	check(err)
	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato", From: timeline.Date{Year: 2021}})
	check(err)
	four, err := data.Who("ip4")
	check(err)
	presences := data.Roll(nato, attendance.Rule{Rank: attendance.Leader}).Presences(four)
	check(exporters.WriteCSV(os.Stdout, exporters.NewTable("partners", "the four at NATO summits", presences)))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
