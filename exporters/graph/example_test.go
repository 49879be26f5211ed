package graph_test

import (
	"fmt"
	"os"
	"slices"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/graph"
	"github.com/summitry/summitry/timeline"
)

// leaders is the leaders at NATO's summits of three years.
func leaders() attendance.Roll {
	data, err := dataset.Open()
	if err != nil {
		panic(err) // the data are those of the module
	}
	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato", From: timeline.Date{Year: 2022}, To: timeline.Date{Year: 2024}})
	if err != nil {
		panic(err)
	}
	return data.Roll(nato, attendance.Rule{Rank: attendance.Leader})
}

func ExampleCoAttendance() {
	roll := leaders()
	four, err := roll.Register().Who("ip4")
	if err != nil {
		fmt.Println(err)
	}
	ties := graph.CoAttendance(roll, four, attendance.Shared)
	if err := exporters.WriteCSV(os.Stdout, ties.Edges); err != nil {
		fmt.Println(err)
	}
	// Output:
	// source,target,weight,weight_max,measure,shared_min,shared_max,tight
	// AUS,JPN,2,2,shared,2,2,true
	// AUS,KOR,2,2,shared,2,2,true
	// AUS,NZL,2,2,shared,2,2,true
	// JPN,KOR,3,3,shared,3,3,true
	// JPN,NZL,3,3,shared,3,3,true
	// KOR,NZL,3,3,shared,3,3,true
}

func ExampleTwoMode() {
	roll := leaders()
	four, err := roll.Register().Who("ip4")
	if err != nil {
		fmt.Println(err)
	}
	for row := range graph.TwoMode(roll, four).Edges.Rows() {
		fmt.Println(row[0], row[1], row[4])
	}
	// Output:
	// AUS nato-2022-madrid albanese-anthony
	// JPN nato-2022-madrid kishida-fumio
	// KOR nato-2022-madrid yoon-suk-yeol
	// NZL nato-2022-madrid ardern-jacinda
	// AUS nato-2023-vilnius albanese-anthony
	// JPN nato-2023-vilnius kishida-fumio
	// KOR nato-2023-vilnius yoon-suk-yeol
	// NZL nato-2023-vilnius hipkins-chris
	// JPN nato-2024-washington kishida-fumio
	// KOR nato-2024-washington yoon-suk-yeol
	// NZL nato-2024-washington luxon-christopher
}

// pages and links are a graph of one's own.
type (
	page struct {
		Path string `csv:"path" table:"key,required" doc:"the page"`
		Size int    `csv:"size" doc:"its length"`
	}
	pageLink struct {
		From   string  `csv:"from" table:"key,required" doc:"the one page"`
		To     string  `csv:"to" table:"key,required" doc:"the other"`
		Weight float64 `csv:"weight" doc:"how often"`
	}
)

var pages = graph.Graph{
	Nodes: exporters.NewTable("pages", "pages", slices.Values([]page{{"a", 3}, {"b", 5}})),
	Edges: exporters.NewTable("links", "links", slices.Values([]pageLink{{"a", "b", 0.5}})),
}

func ExampleWriteGraphML() {
	if err := graph.WriteGraphML(os.Stdout, pages); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <graphml xmlns="http://graphml.graphdrawing.org/xmlns" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://graphml.graphdrawing.org/xmlns http://graphml.graphdrawing.org/xmlns/1.0/graphml.xsd">
	//   <key id="node.1" for="node" attr.name="size" attr.type="int"><desc>its length</desc></key>
	//   <key id="edge.2" for="edge" attr.name="weight" attr.type="double"><desc>how often</desc></key>
	//   <graph id="G" edgedefault="undirected">
	//     <node id="a">
	//       <data key="node.1">3</data>
	//     </node>
	//     <node id="b">
	//       <data key="node.1">5</data>
	//     </node>
	//     <edge source="a" target="b">
	//       <data key="edge.2">0.5</data>
	//     </edge>
	//   </graph>
	// </graphml>
}

func ExampleWriteGEXF() {
	if err := graph.WriteGEXF(os.Stdout, pages); err != nil {
		fmt.Println(err)
	}
	// Output:
	// <?xml version="1.0" encoding="UTF-8"?>
	// <gexf xmlns="http://gexf.net/1.3" version="1.3">
	//   <meta>
	//     <creator>summitry</creator>
	//     <description>pages; links</description>
	//   </meta>
	//   <graph defaultedgetype="undirected" idtype="string">
	//     <attributes class="node">
	//       <attribute id="1" title="size" type="integer"/>
	//     </attributes>
	//     <attributes class="edge">
	//     </attributes>
	//     <nodes>
	//       <node id="a">
	//         <attvalues>
	//           <attvalue for="1" value="3"/>
	//         </attvalues>
	//       </node>
	//       <node id="b">
	//         <attvalues>
	//           <attvalue for="1" value="5"/>
	//         </attvalues>
	//       </node>
	//     </nodes>
	//     <edges>
	//       <edge source="a" target="b" weight="0.5">
	//         <attvalues>
	//         </attvalues>
	//       </edge>
	//     </edges>
	//   </graph>
	// </gexf>
}
