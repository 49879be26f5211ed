package vegalite_test

import (
	"encoding/json"
	"fmt"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters/vegalite"
	"github.com/summitry/summitry/timeline"
)

func ExampleAttendance() {
	data, err := dataset.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato", From: timeline.Date{Year: 2022}, To: timeline.Date{Year: 2025}})
	if err != nil {
		fmt.Println(err)
		return
	}
	four, err := data.Who("ip4")
	if err != nil {
		fmt.Println(err)
		return
	}
	spec := vegalite.Attendance(data.Roll(nato, attendance.Rule{}), four).WithSource(dataset.Cite().Text)
	fmt.Println(spec)
	text, err := json.Marshal(spec)
	fmt.Println(json.Valid(text), err)
	// Output:
	// Who came, and at what level, to NATO meetings of heads of state and government, 2022 to 2025
	// true <nil>
}

func ExampleGallery() {
	data, err := dataset.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	for name, spec := range vegalite.Gallery(data.Register) {
		if name > "quad" {
			fmt.Printf("%s: %s\n", name, spec)
		}
	}
	// Output:
	// quad-attendance.vl.json: Who came, and at what level, to Quad leaders' summits, 2021 to 2024
	// quad-levels.vl.json: How highly delegations were headed at Quad leaders' summits, 2021 to 2024
	// quad-ties.vl.json: Who met whom, and how often, at Quad leaders' summits, 2021 to 2024
	// quad-topics.vl.json: What documents name as topics of Quad leaders' summits, 2021 to 2024
	// quad-similarity.vl.json: How many topics are shared by each two Quad leaders' summits, 2021 to 2024
}

func ExampleSpec_MIMEBundle() {
	bundle := vegalite.Similarity(timeline.Agenda{}).MIMEBundle()
	fmt.Println(bundle["text/plain"])
	_, ok := bundle[vegalite.MIMEType].(json.RawMessage)
	fmt.Println(vegalite.MIMEType, ok)
	// Output:
	// How many topics are shared by each two gatherings
	// application/vnd.vegalite.v5+json true
}
