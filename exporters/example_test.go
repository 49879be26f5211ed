package exporters_test

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// A guest is a row of our own.
type guest struct {
	Name string                `csv:"name" table:"key,required" doc:"who came"`
	Day  timeline.Date         `csv:"day" doc:"the first day, as far as it is known"`
	With timeline.List[string] `csv:"with" doc:"who came along"`
	Mode attendance.Mode       `csv:"mode" doc:"how"`
	Rank timeline.Number       `csv:"rank" doc:"the rank of the office; empty if not known"`
	Memo map[string]any        `csv:"-"`
}

var guests = []guest{
	{Name: "Ada Berg", Day: timeline.Date{Year: 2001, Month: 6}, With: timeline.List[string]{"Otto Dahl", "Jean Moreau"}, Mode: attendance.InPerson, Rank: 1},
	{Name: "Livia Costa"},
}

func ExampleNewTable() {
	table := exporters.NewTable("guests", "who came", slices.Values(guests))
	for _, c := range table.Columns() {
		fmt.Printf("%s: %s, %s\n", c.Name, c.Type, c.Doc)
	}
	// Output:
	// name: string, who came
	// day: date, the first day, as far as it is known
	// with: list, who came along
	// mode: enum, how
	// rank: integer, the rank of the office; empty if not known
}

func ExampleWriteCSV() {
	table := exporters.NewTable("guests", "who came", slices.Values(guests))
	if err := exporters.WriteCSV(os.Stdout, table); err != nil {
		fmt.Println(err)
	}
	// Output:
	// name,day,with,mode,rank
	// Ada Berg,2001-06,Otto Dahl;Jean Moreau,in_person,1
	// Livia Costa,,,,
}

func ExampleWriteJSON() {
	table := exporters.NewTable("guests", "who came", slices.Values(guests))
	if err := exporters.WriteJSON(os.Stdout, table); err != nil {
		fmt.Println(err)
	}
	// Output:
	// [
	// {"name":"Ada Berg","day":"2001-06","with":["Otto Dahl","Jean Moreau"],"mode":"in_person","rank":1},
	// {"name":"Livia Costa","day":null,"with":[],"mode":null,"rank":null}
	// ]
}

func ExampleReadCSV() {
	rows, err := exporters.ReadCSV[guest](strings.NewReader("name,day,with,mode,rank\nAda Berg,2001-06,,virtual,1\n"))
	if err != nil {
		fmt.Println(err)
	}
	for _, g := range rows {
		fmt.Println(g.Name, g.Day.Year, g.Mode)
	}
	_, err = exporters.ReadCSV[guest](strings.NewReader("name,day,with,mode,rank\nAda Berg,,,,1.5\n,2001,,,\n"))
	fmt.Println(err)
	// Output:
	// Ada Berg 2001 virtual
	// line 2: rank "1.5": want a whole number from 1 on
	// line 3: name "": is required
}

// forum is a register with one series.
func forum() attendance.Register {
	register, err := attendance.New(timeline.Tables{
		Series: []timeline.Series{{ID: "forum", Name: "Forum", Tier: timeline.LeadersTier}},
		Summits: []timeline.Summit{{
			ID: "forum-2001", Series: "forum", Name: "Arna summit", Kind: timeline.Regular, Status: timeline.Held, Format: timeline.InPerson,
			Start: timeline.Date{Year: 2001, Month: 6, Day: 12}, End: timeline.Date{Year: 2001, Month: 6, Day: 13},
		}},
	}, attendance.Tables{
		Participants: []attendance.Participant{{ID: "EU", Kind: attendance.Organisation, Name: "European Union"}},
	})
	if err != nil {
		panic(err) // the rows are those above
	}
	return register
}

func ExampleTables() {
	for _, table := range exporters.Tables(forum()) {
		rows := 0
		for range table.Rows() {
			rows++
		}
		fmt.Println(table.Name(), rows)
	}
	// Output:
	// series 1
	// summits 1
	// sessions 0
	// participants 1
	// participant_codes 0
	// groups 0
	// memberships 0
	// people 0
	// attendance 0
	// topics 0
	// discussions 0
	// coverage 0
	// sources 0
}

func ExampleTable_Rows() {
	for cells, err := range exporters.NewTable("guests", "who came", slices.Values(guests)).Rows() {
		if err != nil {
			fmt.Println(err)
			return
		}
		fmt.Printf("%q\n", cells)
	}
	// Output:
	// ["Ada Berg" "2001-06" "Otto Dahl;Jean Moreau" "in_person" "1"]
	// ["Livia Costa" "" "" "" ""]
}

func ExampleWriteDocument() {
	if err := exporters.WriteDocument(os.Stdout, forum()); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {
	//   "series": [
	//     {
	//       "series_id": "forum",
	//       "name": "Forum",
	//       "tier": "leaders",
	//       "summits": [
	//         {
	//           "summit_id": "forum-2001",
	//           "name": "Arna summit",
	//           "kind": "regular",
	//           "start_date": "2001-06-12",
	//           "end_date": "2001-06-13",
	//           "status": "held",
	//           "format": "in_person",
	//           "attendance": [],
	//           "discussions": [],
	//           "sessions": []
	//         }
	//       ]
	//     }
	//   ],
	//   "participants": [
	//     {
	//       "participant_id": "EU",
	//       "kind": "organisation",
	//       "name": "European Union",
	//       "participant_codes": []
	//     }
	//   ],
	//   "groups": [],
	//   "people": [],
	//   "topics": [],
	//   "coverage": [],
	//   "sources": []
	// }
}

func ExampleReadDocument() {
	var document bytes.Buffer
	if err := exporters.WriteDocument(&document, forum()); err != nil {
		fmt.Println(err)
	}
	text := document.String()
	register, err := exporters.ReadDocument(strings.NewReader(text))
	fmt.Println(register.Equal(forum()), err)
	_, err = exporters.ReadDocument(strings.NewReader(strings.Replace(text, `"tier"`, `"teir"`, 1)))
	fmt.Println(err)
	// Output:
	// true <nil>
	// line 3, series: tier "": is required
	// line 6, series: key "teir": no such key; did you mean tier?
}

func ExampleWriteDir() {
	dir, err := os.MkdirTemp("", "tables")
	if err != nil {
		fmt.Println(err)
	}
	defer os.RemoveAll(dir)
	table := exporters.NewTable("guests", "who came", slices.Values(guests))
	if err := exporters.WriteDir(dir, "csv", exporters.WriteCSV, table); err != nil {
		fmt.Println(err)
	}
	text, err := os.ReadFile(dir + "/guests.csv")
	fmt.Printf("%s%v\n", text, err)
	// Output:
	// name,day,with,mode,rank
	// Ada Berg,2001-06,Otto Dahl;Jean Moreau,in_person,1
	// Livia Costa,,,,
	// <nil>
}
