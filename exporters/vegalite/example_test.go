package vegalite_test

import (
	"bytes"
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

// quad is the meetings of a small series, and those who meet.
func quad() (roll attendance.Roll, members attendance.Who, agenda timeline.Agenda) {
	data, err := dataset.Open()
	if err != nil {
		panic(err)
	}
	t, err := data.Timeline().Select(timeline.Filter{Series: "quad"})
	if err != nil {
		panic(err)
	}
	if members, err = data.Who("quad"); err != nil {
		panic(err)
	}
	return data.Roll(t, attendance.Rule{}), members, t.Agenda(timeline.Basis{Stage: timeline.Reported})
}

func ExampleLevels() {
	roll, members, _ := quad()
	fmt.Println(vegalite.Levels(roll, members))
	// Output: How highly delegations were headed at Quad leaders' summits, 2021 to 2024
}

func ExampleTies() {
	roll, members, _ := quad()
	fmt.Println(vegalite.Ties(roll, members, attendance.Shared))
	// Output: Who met whom, and how often, at Quad leaders' summits, 2021 to 2024
}

func ExampleTopics() {
	_, _, agenda := quad()
	fmt.Println(vegalite.Topics(agenda))
	// Output: What documents name as topics of Quad leaders' summits, 2021 to 2024
}

func ExampleSimilarity() {
	_, _, agenda := quad()
	fmt.Println(vegalite.Similarity(agenda))
	// Output: How many topics are shared by each two Quad leaders' summits, 2021 to 2024
}

func ExampleSpec_Write() {
	roll, members, _ := quad()
	spec := vegalite.Attendance(roll, members).WithSource("my own data")
	var b bytes.Buffer
	if err := spec.Write(&b); err != nil { // exporters.WriteFile("quad.vl.json", spec.Write) writes a file
		fmt.Println(err)
	}
	fmt.Println(b.String()[:63])
	// Output: {"$schema":"https://vega.github.io/schema/vega-lite/v5.json","b
}
