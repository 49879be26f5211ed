package dataset_test

import (
	"fmt"
	"os"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

func ExampleData_Part() {
	data, err := dataset.Load(os.DirFS("../testdata/tiny"))
	if err != nil {
		fmt.Println(err)
		return
	}
	first, err := data.Timeline().Select(timeline.Filter{Series: "harbour", To: timeline.Date{Year: 2001}})
	if err != nil {
		fmt.Println(err)
		return
	}
	part, err := data.Part(first)
	if err != nil {
		fmt.Println(err)
		return
	}
	for c := range part.Timeline().Coverage() {
		fmt.Println(c.Claim().Text)
	}
	// Output:
	// attendance is complete for harbour at harbour-2001-arna
	// the list of summits is complete at harbour from the beginning to 2001-06-12
	// attendance is complete for UNION down to rank 1 at harbour from 2001 to 2001-06-12, regular meetings
}

func ExampleMerge() {
	var sets []dataset.Data
	for _, folder := range []string{"../testdata/tiny", "../testdata/later/tiny"} {
		data, err := dataset.Load(os.DirFS(folder))
		if err != nil {
			fmt.Println(err)
			return
		}
		sets = append(sets, data)
	}
	_, joins, err := dataset.Merge(sets...)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, j := range joins {
		if j.Outcome != dataset.Agrees {
			fmt.Println(j)
		}
	}
	// Output:
	// summits harbour-2005-corda: completes
	// summits harbour-2005-corda, end_date: "2005-05" or "2005-05-11": the later one stands, which tells what became of the summit
	// summits harbour-2005-corda, start_date: "2005-05" or "2005-05-10": the later one stands, which tells what became of the summit
	// attendance harbour-2003-belm,,XBE, office: "Prime Minister" or "Prime Minister and Treasurer": the first stands
	// attendance harbour-2005-corda,,XAR: adds
	// attendance harbour-2005-corda,,XBE: adds
	// attendance harbour-2005-corda,,XCO: completes
	// coverage harbour-editions, date_to: "2004-12-31" or "2005-12-31": the first stands
	// coverage harbour-editions, editions: "2" or "3": the first stands
	// sources corda-2005-communique: adds
}
