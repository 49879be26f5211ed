// A program that writes graphs of the built-in data to a folder, on the terms of the derived tables, with their plain lists.
package main

import (
	"io"
	"log"
	"os"
	"path/filepath"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/graph"
	"github.com/summitry/summitry/timeline"
)

func main() {
	data, err := dataset.Open()
	check(err)
	rule := attendance.Rule{Eligible: attendance.Invited}
	all, err := data.Timeline().Select(timeline.Filter{})
	check(err)
	write("two_mode", graph.TwoMode(data.Roll(all, rule), data.Everybody()))
	for s := range data.Timeline().Series() {
		of, err := data.Timeline().Select(timeline.Filter{Series: s.ID})
		check(err)
		write("co_attendance."+string(s.ID), graph.CoAttendance(data.Roll(of, rule), data.Everybody(), attendance.Newman))
	}
}

func write(name string, g graph.Graph) {
	path := filepath.Join(os.Args[1], name)
	check(exporters.WriteFile(path+".graphml", func(w io.Writer) error { return graph.WriteGraphML(w, g) }))
	check(exporters.WriteFile(path+".gexf", func(w io.Writer) error { return graph.WriteGEXF(w, g) }))
	check(exporters.WriteFile(path+".nodes.csv", func(w io.Writer) error { return exporters.WriteCSV(w, g.Nodes) }))
	check(exporters.WriteFile(path+".edges.csv", func(w io.Writer) error { return exporters.WriteCSV(w, g.Edges) }))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
