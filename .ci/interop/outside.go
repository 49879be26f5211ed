// A program outside of the module, that asks a question of the built-in data.
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
	if err != nil {
		log.Fatal(err)
	}
	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato"})
	if err != nil {
		log.Fatal(err)
	}
	four, err := data.Who("ip4")
	if err != nil {
		log.Fatal(err)
	}
	first, _ := data.Roll(nato, attendance.Rule{Rank: attendance.Leader, Together: true}).Of(four).First()
	fmt.Println(first, first.Certain())
}
