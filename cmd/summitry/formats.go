//go:build !wasip1

package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/datapackage"
	"github.com/summitry/summitry/exporters/graph"
	"github.com/summitry/summitry/exporters/parquet"
	"github.com/summitry/summitry/exporters/sql"
	"github.com/summitry/summitry/exporters/timelinejs"
	"github.com/summitry/summitry/exporters/vegalite"
	"github.com/summitry/summitry/exporters/xlsx"
	"github.com/summitry/summitry/timeline"
)

// The files of an export that are of no one table.
const (
	document    = "summitry.json"
	workbook    = "summitry.xlsx"
	slides      = "timelinejs.json"
	partitioned = "parquet" // a folder
)

// scripts are the derived tables as SQL over the folder of Parquet beside them.
var scripts = []struct {
	file   string
	engine sql.Engine
}{{"duckdb.sql", sql.DuckDB}, {"spark.sql", sql.Spark}}

// A format is what an export can be written as.
type format struct {
	name, is string
	write    func(e *export, dir string) error
}

var formats = []format{
	{"csv", "a file a table", eachTable("csv", exporters.WriteCSV)},
	{"json", "a file a table, and the data set as one nested document in " + document, writeJSON},
	{"jsonl", "JSON Lines, a file a table", eachTable("jsonl", exporters.WriteJSONLines)},
	{"parquet", "typed columns, a file a table; with --partition folders by series and year, and derived tables as SQL", writeParquet},
	{"xlsx", "one workbook, " + workbook + ", a sheet a table", writeWorkbook},
	{"graphml", "networks of each series for igraph and networkx: who met whom, and who was where", writeGraphs("graphml", graph.WriteGraphML)},
	{"gexf", "the same for Gephi", writeGraphs("gexf", graph.WriteGEXF)},
	{"edges", "the same as plain lists in csv, SERIES-NAME-nodes.csv and SERIES-NAME-edges.csv", writeLists},
	{"timelinejs", "the gatherings for TimelineJS, in " + slides, writeSlides},
	{"vegalite", "pictures of each series as Vega-Lite specifications, SERIES-NAME.vl.json", writePictures},
	{"datapackage", "a Data Package: csv with datapackage.json, the licence and the citation", writePackage},
}

func formatNamed(name string) format {
	return formats[slices.IndexFunc(formats, func(f format) bool { return f.name == name })]
}

// formatList describes the formats for the help.
func formatList() string {
	var b strings.Builder
	for _, f := range formats {
		fmt.Fprintf(&b, "  %-12s %s\n", f.name, f.is)
	}
	return b.String()
}

func eachTable(ext string, write func(io.Writer, exporters.Table) error) func(e *export, dir string) error {
	return func(e *export, dir string) error {
		for _, t := range e.tables {
			e.progress.at(t.Name() + "." + ext)
			if err := exporters.WriteDir(dir, ext, write, t); err != nil {
				return err
			}
		}
		return nil
	}
}

// file writes one file of an export.
func (e *export) file(dir, name string, write func(io.Writer) error) error {
	e.progress.at(name)
	return exporters.WriteFile(filepath.Join(dir, name), write)
}

func writeJSON(e *export, dir string) error {
	if err := eachTable("json", exporters.WriteJSON)(e, dir); err != nil || len(e.named) > 0 {
		return err
	}
	return e.file(dir, document, func(w io.Writer) error { return exporters.WriteDocument(w, e.data.Register) })
}

func writeParquet(e *export, dir string) error {
	if !e.partition {
		return eachTable("parquet", parquet.Write)(e, dir)
	}
	e.progress.at(partitioned)
	if err := parquet.WriteHive(filepath.Join(dir, partitioned), e.data.Register, e.tables...); err != nil || !e.whole {
		return err
	}
	for _, s := range scripts {
		if err := e.file(dir, s.file, func(w io.Writer) error { return sql.Script(w, s.engine, partitioned) }); err != nil {
			return err
		}
	}
	return nil
}

func writeWorkbook(e *export, dir string) error {
	return e.file(dir, workbook, func(w io.Writer) error { return xlsx.Write(w, e.tables...) })
}

// A network is a graph of the regular gatherings of a series, by a name for its file.
type network struct {
	name string
	of   graph.Graph
}

func (e *export) networks() ([]network, error) {
	var list []network
	for s := range e.data.Timeline().Series() {
		regular, err := e.data.Timeline().Select(timeline.Filter{Series: s.ID})
		if err != nil {
			return nil, err
		}
		roll, who := e.data.Roll(regular, attendance.Rule{Eligible: attendance.Invited}), e.data.Everybody()
		list = append(list, network{string(s.ID) + "-ties", graph.CoAttendance(roll, who, attendance.Newman)},
			network{string(s.ID) + "-presences", graph.TwoMode(roll, who)})
	}
	return list, nil
}

func writeGraphs(ext string, write func(io.Writer, graph.Graph) error) func(e *export, dir string) error {
	return func(e *export, dir string) error {
		networks, err := e.networks()
		if err != nil {
			return err
		}
		for _, n := range networks {
			if err := e.file(dir, n.name+"."+ext, func(w io.Writer) error { return write(w, n.of) }); err != nil {
				return err
			}
		}
		return nil
	}
}

func writeLists(e *export, dir string) error {
	networks, err := e.networks()
	if err != nil {
		return err
	}
	for _, n := range networks {
		nodes := e.file(dir, n.name+"-nodes.csv", func(w io.Writer) error { return exporters.WriteCSV(w, n.of.Nodes) })
		edges := e.file(dir, n.name+"-edges.csv", func(w io.Writer) error { return exporters.WriteCSV(w, n.of.Edges) })
		if err := errors.Join(nodes, edges); err != nil {
			return err
		}
	}
	return nil
}

func writeSlides(e *export, dir string) error {
	return e.file(dir, slides, func(w io.Writer) error { return timelinejs.Write(w, e.data.Timeline(), e.data.Name) })
}

func writePictures(e *export, dir string) error {
	for name, spec := range vegalite.Gallery(e.data.Register) {
		if err := e.file(dir, name, spec.WithSource(e.about().Citation.Text).Write); err != nil {
			return err
		}
	}
	return nil
}

func writePackage(e *export, dir string) error {
	e.progress.at("datapackage.json")
	return datapackage.WriteDir(dir, e.about(), e.tables...)
}

// writeZip writes the data package as one file.
func (e *export) writeZip(to target) error {
	return e.file(filepath.Dir(to.out), filepath.Base(to.out), func(w io.Writer) error { return datapackage.WriteZip(w, e.about(), e.tables...) })
}

// about says what the data set is.
func (e *export) about() datapackage.Package {
	if e.own {
		return datapackage.Package{Name: "summits", Title: "Summits: who met, when, at what level, and about what"}
	}
	return datapackage.Package{
		Name: "summitry", Title: dataset.Title, Version: dataset.Version,
		Description:  "Data as of " + dataset.AsOf + ". What the columns mean is in the table codebook.",
		Keywords:     []string{"summits", "diplomacy", "NATO", "G7", "G20", "BRICS", "Quad"},
		Licence:      datapackage.Licence{Name: dataset.Licence, Title: "Creative Commons Attribution 4.0", URL: dataset.LicenceURL},
		Citation:     datapackage.Citation(dataset.Cite()),
		Contributors: []datapackage.Contributor{{Title: dataset.Authors, Roles: []string{"creator"}}},
	}
}

// tableFiles gives the files that a table can have.
func tableFiles(name string) []string {
	var files []string
	for _, ext := range []string{"csv", "json", "jsonl", "parquet"} {
		files = append(files, name+"."+ext)
	}
	return files
}

// isExport reports whether a path in a folder, with slashes, is one that an export can have.
func isExport(name string) bool {
	if strings.HasPrefix(name, partitioned+"/") {
		return strings.HasSuffix(name, ".parquet")
	}
	for _, ext := range []string{".graphml", ".gexf", ".vl.json", "-nodes.csv", "-edges.csv"} {
		if strings.HasSuffix(name, ext) && !strings.Contains(name, "/") {
			return true
		}
	}
	if slices.Contains([]string{document, workbook, slides, "datapackage.json", "LICENSE", "CITATION", scripts[0].file, scripts[1].file}, name) {
		return true
	}
	tables := slices.Concat(exporters.Tables(attendance.Register{}), exporters.Derived(attendance.Register{}), []exporters.Table{exporters.Codebook()})
	return slices.ContainsFunc(tables, func(t exporters.Table) bool { return slices.Contains(tableFiles(t.Name()), name) })
}
