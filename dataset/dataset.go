// Package dataset reads folders of CSV tables into registers, and has a curated one built in.
//
// [Open] gives the built-in data set, [Load] a folder in the same layout: one file for each table, such as summits.csv, with the
// columns that the codebook lists. [Merge] joins several sets.
//
//	data, err := dataset.Open()
//	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato"})
package dataset

import (
	"embed"
	"io/fs"

	"github.com/summitry/summitry/attendance"
)

// Version is the version of the built-in data set, and AsOf the day through which it was curated.
const (
	Version = "0.3.0"
	AsOf    = "2026-11-23"
)

//go:embed data
var builtin embed.FS

// Files is the folder of the built-in data set.
func Files() fs.FS {
	folder, _ := fs.Sub(builtin, "data") // it fails for paths that are not valid alone
	return folder
}

// Data is a data set: a register with its timeline, so that data.Timeline(), data.Who and data.Roll are at hand.
type Data struct{ attendance.Register }

// Open gives the built-in data set. It reads the tables anew, in some milliseconds: keep what it gives.
func Open() (Data, error) { return Load(Files()) }
