// A program that writes the built-in data to a folder in the formats that the scripts beside it read: graphs on the terms of the derived
// tables, a page, and a data package as a folder and as a zip file.
package main

import (
	"io"
	"log"
	"os"
	"path/filepath"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/datapackage"
	"github.com/summitry/summitry/exporters/graph"
	"github.com/summitry/summitry/exporters/timelinejs"
	"github.com/summitry/summitry/timeline"
)

func main() {
	data, err := dataset.Open()
	check(err)
	rule := attendance.Rule{Eligible: attendance.Invited}
	all, err := data.Timeline().Select(timeline.Filter{})
	check(err)
	write("two_mode", graph.TwoMode(data.Roll(all, rule), data.Everybody()))
	page := filepath.Join(os.Args[1], "timeline.json")
	check(exporters.WriteFile(page, func(w io.Writer) error { return timelinejs.Write(w, data.Timeline(), data.Name) }))
	tables := append(exporters.Tables(data.Register), exporters.Derived(data.Register)...)
	tables = append(tables, exporters.Codebook(tables...))
	about := datapackage.Package{
		Name: "summitry", Title: "summitry", Description: "who met, when, at what level, and about what", Version: dataset.Version,
		Licence:  datapackage.Licence{Name: "CC-BY-4.0", Title: "Creative Commons Attribution 4.0", URL: "https://creativecommons.org/licenses/by/4.0/"},
		Citation: datapackage.Citation(dataset.Cite()), Contributors: []datapackage.Contributor{{Title: "The summitry authors", Roles: []string{"creator"}}},
		Keywords: []string{"summits", "attendance"},
	}
	check(datapackage.WriteDir(filepath.Join(os.Args[1], "package"), about, tables...))
	check(exporters.WriteFile(filepath.Join(os.Args[1], "package.zip"), func(w io.Writer) error { return datapackage.WriteZip(w, about, tables...) }))
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
