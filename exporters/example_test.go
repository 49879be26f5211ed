package exporters_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
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

func ExampleWriteJSONLines() {
	table := exporters.NewTable("guests", "who came", slices.Values(guests))
	if err := exporters.WriteJSONLines(os.Stdout, table); err != nil {
		fmt.Println(err)
	}
	// Output:
	// {"name":"Ada Berg","day":"2001-06","with":["Otto Dahl","Jean Moreau"],"mode":"in_person","rank":1}
	// {"name":"Livia Costa","day":null,"with":[],"mode":null,"rank":null}
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

// A folder is replaced with all that is in it, or not at all.
func ExampleReplaceDir() {
	above, err := os.MkdirTemp("", "example")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer os.RemoveAll(above)
	out := filepath.Join(above, "out")
	for _, table := range []exporters.Table{
		exporters.NewTable("guests", "who came", slices.Values(guests)),
		exporters.NewTable("visitors", "who came", slices.Values(guests)),
	} {
		err := exporters.ReplaceDir(out, func(dir string) error { return exporters.WriteDir(dir, "csv", exporters.WriteCSV, table) })
		if err != nil {
			fmt.Println(err)
			return
		}
	}
	entries, err := os.ReadDir(out)
	fmt.Println(entries, err)
	// Output:
	// [- visitors.csv] <nil>
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

// meetings is a register with two gatherings of three states. Nobody says whether XCC came to the second.
func meetings() attendance.Register {
	paper := timeline.List[timeline.SourceID]{"paper"}
	gatherings := timeline.Tables{
		Series: []timeline.Series{{ID: "forum", Name: "Forum", Tier: timeline.LeadersTier, Group: "forum"}},
		Topics: []timeline.Topic{{ID: "fish", Label: "Fish"}, {ID: "trade", Label: "Trade"}},
		Mentions: []timeline.Mention{
			{Summit: "forum-2001", Topic: "trade", Stage: timeline.Reported, Source: "paper", Confidence: timeline.High},
			{Summit: "forum-2003", Topic: "fish", Stage: timeline.Reported, Source: "paper", Confidence: timeline.High},
		},
		Sources: []timeline.Source{{ID: "paper", Kind: timeline.Press, Title: "The forum meets"}},
	}
	rows := attendance.Tables{Groups: []attendance.Group{{ID: "forum", Kind: attendance.BodyGroup, Name: "Forum"}}}
	for _, id := range []timeline.ActorID{"XAA", "XBB", "XCC"} {
		rows.Participants = append(rows.Participants, attendance.Participant{ID: id, Kind: attendance.State, Name: "State " + string(id)})
		rows.Memberships = append(rows.Memberships, attendance.Membership{
			Group: "forum", Participant: id, Standing: attendance.MemberStanding, From: timeline.Date{Year: 1990},
		})
	}
	for _, year := range []int{2001, 2003} {
		day := timeline.Date{Year: year, Month: 6, Day: 12}
		id := timeline.SummitID(fmt.Sprintf("forum-%d", year))
		gatherings.Summits = append(gatherings.Summits, timeline.Summit{
			ID: id, Series: "forum", Name: "Forum", Kind: timeline.Regular, Status: timeline.Held, Format: timeline.InPerson, Start: day, End: day,
		})
		for _, p := range rows.Participants {
			if year == 2001 || p.ID != "XCC" {
				rows.Records = append(rows.Records, attendance.Record{
					Summit: id, Participant: p.ID, Status: attendance.Attended, Level: attendance.HeadOfState, Confidence: timeline.High, Sources: paper,
				})
			}
		}
	}
	register, err := attendance.New(gatherings, rows)
	if err != nil {
		panic(err) // the rows are those above
	}
	return register
}

func ExampleDerived() {
	for _, table := range exporters.Derived(meetings()) {
		rows := 0
		for range table.Rows() {
			rows++
		}
		fmt.Printf("%s, %d rows: %s\n", table.Name(), rows, table.Doc())
	}
	// Output:
	// participation, 6 rows: who was at each gathering, and who headed it
	// participant_year, 6 rows: how often each participant was there in each year
	// dyad_year, 6 rows: how often each two participants met in each year
	// co_attendance, 3 rows: the ties between each two participants
	// streaks, 6 rows: the longest and the current run of each participant
	// topic_summit, 4 rows: which topics were named at each gathering
	// topic_changes, 1 rows: how the topics of each gathering differ from those of the one before
	// topic_similarity, 1 rows: how much the topics of each two gatherings have in common
}

// Other terms than those of Derived: the ties of two participants, by how often their leaders met of the times that either came.
func ExampleDerivedOf() {
	register := meetings()
	last, err := register.Timeline().Select(timeline.Filter{From: timeline.Date{Year: 2002}})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, table := range exporters.DerivedOf(register, last) {
		_, rows := table.Kept()
		fmt.Println(table.Name(), rows)
	}
	// Output:
	// participation 3
	// participant_year 3
	// dyad_year 3
	// co_attendance 3
	// streaks 6
	// topic_summit 1
	// topic_changes 0
	// topic_similarity 0
}

func ExampleCoAttendance() {
	register := meetings()
	roll := register.Roll(register.Timeline(), attendance.Rule{Rank: attendance.Leader})
	who, err := register.Who("XAA", "XBB", "XCC")
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := exporters.WriteCSV(os.Stdout, exporters.CoAttendance(roll, who, attendance.Jaccard)); err != nil {
		fmt.Println(err)
	}
	// Output:
	// a_id,b_id,series_id,measure,shared_min,shared_max,weight_min,weight_max,has_value,tight
	// XAA,XBB,forum,jaccard,2,2,1,1,yes,true
	// XAA,XCC,forum,jaccard,1,2,0.5,1,yes,true
	// XBB,XCC,forum,jaccard,1,2,0.5,1,yes,true
}

func ExampleParticipantYear() {
	register := meetings()
	roll := register.Roll(register.Timeline(), attendance.Rule{})
	if err := exporters.WriteCSV(os.Stdout, exporters.ParticipantYear(roll, register.Everybody())); err != nil {
		fmt.Println(err)
	}
	// Output:
	// series_id,year,participant_id,gatherings,attended_min,attended_max,leader_min,leader_max,eligible_min,eligible_max,missed_min,missed_max,rate_min,rate_max,cow,gw,m49
	// forum,2001,XAA,1,1,1,1,1,1,1,0,0,1,1,,,
	// forum,2001,XBB,1,1,1,1,1,1,1,0,0,1,1,,,
	// forum,2001,XCC,1,1,1,1,1,1,1,0,0,1,1,,,
	// forum,2003,XAA,1,1,1,1,1,1,1,0,0,1,1,,,
	// forum,2003,XBB,1,1,1,1,1,1,1,0,0,1,1,,,
	// forum,2003,XCC,1,0,1,0,1,1,1,0,1,0,1,,,
}

func ExampleCodebook() {
	agenda := meetings().Timeline().Agenda(timeline.Basis{Stage: timeline.Reported})
	if err := exporters.WriteCSV(os.Stdout, exporters.Codebook(exporters.TopicSummit(agenda))); err != nil {
		fmt.Println(err)
	}
	// Output:
	// table,column,type,key,required,ref,words,doc
	// topic_summit,summit_id,string,true,true,summits,,the gathering
	// topic_summit,topic_id,string,true,true,topics,,the topic; on a basis with a depth the broader one at that depth
	// topic_summit,named,enum,false,true,,unknown;no;yes,"whether a document that counts names it; no only if the documents of the gathering were coded completely, otherwise unknown"
	// topic_summit,documents,integer,false,true,,,how many documents name it
	// topic_summit,complete,boolean,false,true,,,whether the list of topics of the gathering is complete
}
