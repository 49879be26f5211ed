package main

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
)

var shapes = map[string]shape{
	"bodies":       {rows: 5000, participants: 120, series: 3, summits: 42, topics: 120, seed: 1},
	"a conference": {rows: 20_000, participants: 900, series: 1, summits: 12, topics: 30, seed: 2},
	"few rows":     {rows: 3, participants: 10, series: 2, summits: 9, topics: 1, seed: 3},
	"few of many":  {rows: 50, participants: 300, series: 12, summits: 30, topics: 5, seed: 4},
	"many rows":    {rows: 30_000, participants: 10, series: 2, summits: 4, topics: 5, seed: 5},
}

// What is written is read without a fault, has the rows asked for, and is in the order and form in which it would be written again.
func TestRegister(t *testing.T) {
	for name, s := range shapes {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			if err := newGenerator(s).write(dir); err != nil {
				t.Fatal(err)
			}
			data, err := dataset.Load(os.DirFS(dir))
			if err != nil {
				t.Fatalf("%.2000v", err)
			}
			for _, table := range exporters.Tables(data.Register) {
				var again bytes.Buffer
				if err := exporters.WriteCSV(&again, table); err != nil {
					t.Fatal(err)
				}
				written, err := os.ReadFile(filepath.Join(dir, table.Name()+".csv"))
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(written, again.Bytes()) {
					t.Errorf("%s is written differently", table.Name())
				}
				if rows := bytes.Count(written, []byte("\n")) - 1; table.Name() == "attendance" && rows != s.rows {
					t.Errorf("attendance has %d rows, want %d", rows, s.rows)
				}
			}
		})
	}
}

// The same shape gives the same bytes, and another seed others.
func TestSeed(t *testing.T) {
	written := func(s shape) []byte {
		dir := t.TempDir()
		if err := newGenerator(s).write(dir); err != nil {
			t.Fatal(err)
		}
		text, err := os.ReadFile(filepath.Join(dir, "attendance.csv"))
		if err != nil {
			t.Fatal(err)
		}
		return text
	}
	one, other := shapes["bodies"], shapes["bodies"]
	other.seed++
	if !bytes.Equal(written(one), written(one)) {
		t.Error("the same shape gives other bytes")
	}
	if bytes.Equal(written(one), written(other)) {
		t.Error("another seed gives the same bytes")
	}
}
