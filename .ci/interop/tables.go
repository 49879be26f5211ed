// Writes every table in every format to a folder, and one whose cells programs like to misread, for real programs to read.
package main

import (
	"io"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/parquet"
	"github.com/summitry/summitry/exporters/xlsx"
	"github.com/summitry/summitry/timeline"
)

// A cell is what a program might take for something else.
type cell struct {
	Key    string                `csv:"key" table:"key,required" doc:"which one"`
	Text   string                `csv:"text" doc:"the text"`
	Day    timeline.Date         `csv:"day"`
	Items  timeline.List[string] `csv:"items"`
	Count  *int                  `csv:"count"`
	Share  *float64              `csv:"share"`
	Marked bool                  `csv:"marked"`
	Series timeline.SeriesID     `csv:"series_id"`
	Year   *int                  `csv:"year"`
}

var texts = []string{
	"", "=1+1", "+1", "-1", "@x", "=cmd|' /C calc'!A0", "007", "1e5", "1E400", "0x10", "1,234", "1.50", "12:30", "1/2", "2024-07-10", "10.07.2024", "true", "FALSE", "TRUE()",
	"#N/A", "#REF!", "'quoted", `"`, `say "no", twice`, "a,b;c", "<b> & é</b>", "_x000D_", "_x0041_", "日本語", "👩🏽 🇯🇵", "e\u0301", "a  b", `C:\new\table`, "NAN", "nil",
	strings.Repeat("long line ", 30) + "end",
}

func cells() []cell {
	var rows []cell
	for i, text := range texts {
		n, x := (i-3)*1_234_567_891, float64(i-3)/3
		row := cell{Key: string(rune('a'+i/10)) + string(rune('0'+i%10)), Text: text, Marked: i%2 == 0}
		if len(text) < 200 { // the name of a folder has a limit
			row.Series = timeline.SeriesID(text)
		}
		row.Day = []timeline.Date{{}, {Year: 2024, Month: 7, Day: 10}, {Year: 1899, Month: 12, Day: 30}, {Year: 1900, Month: 2, Day: 28}, {Year: 2012, Month: 5}, {Year: 2027}}[i%6]
		if text != "" && !strings.Contains(text, ";") {
			row.Items = timeline.List[string]{text, "and another"}[:i%3]
		}
		if i%4 != 0 {
			year := 2000 + i%3
			row.Count, row.Share, row.Year = &n, &x, &year
		}
		rows = append(rows, row)
	}
	return rows
}

func main() {
	out := os.Args[1]
	data, err := dataset.Open()
	check(err)
	tables := append(exporters.Tables(data.Register), exporters.Derived(data.Register)...)
	tables = append(tables, exporters.NewTable("hostile", "cells that are taken for something else", slices.Values(cells())))
	tables = append(tables, exporters.Codebook(tables...))
	check(exporters.WriteDir(out, "csv", exporters.WriteCSV, tables...))
	check(exporters.WriteDir(out, "json", exporters.WriteJSON, tables...))
	check(exporters.WriteDir(out, "jsonl", exporters.WriteJSONLines, tables...))
	check(exporters.WriteDir(out, "parquet", parquet.Write, tables...))
	check(parquet.WriteHive(filepath.Join(out, "hive"), data.Register, tables...))
	check(exporters.WriteFile(filepath.Join(out, "tables.xlsx"), func(w io.Writer) error { return xlsx.Write(w, tables...) }))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
