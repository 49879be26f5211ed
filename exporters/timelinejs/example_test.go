package timelinejs_test

import (
	"fmt"
	"os"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters/timelinejs"
	"github.com/summitry/summitry/timeline"
)

func ExampleWrite() {
	data, err := dataset.Open()
	if err != nil {
		fmt.Println(err)
	}
	one, err := data.Timeline().Select(timeline.Filter{Summit: "nato-2022-madrid"})
	if err != nil {
		fmt.Println(err)
	}
	if err := timelinejs.Write(os.Stdout, one, data.Name); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "title": {
	//     "unique_id": "_title",
	//     "text": {
	//       "headline": "NATO meetings of heads of state and government",
	//       "text": "\u003cp\u003e1 gathering, 2022\u003c/p\u003e"
	//     },
	//     "autolink": false
	//   },
	//   "events": [
	//     {
	//       "unique_id": "nato-2022-madrid",
	//       "start_date": {
	//         "year": 2022,
	//         "month": 6,
	//         "day": 29
	//       },
	//       "end_date": {
	//         "year": 2022,
	//         "month": 6,
	//         "day": 30
	//       },
	//       "text": {
	//         "headline": "Madrid summit",
	//         "text": "\u003cp\u003ePlace: Madrid, Spain\u003c/p\u003e\u003cp\u003eHost: Spain\u003c/p\u003e"
	//       },
	//       "group": "NATO meetings of heads of state and government",
	//       "autolink": false
	//     }
	//   ]
	// }
}
