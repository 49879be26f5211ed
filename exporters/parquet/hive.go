package parquet

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// WriteHive writes tables to a folder, one folder a table, in the layout of Hive that DuckDB, Polars, Spark, Trino and BigQuery read:
//
//	attendance/series_id=nato/year=2024/part-0.parquet
//	streaks/series_id=nato/part-0.parquet
//	participants/part-0.parquet
//
// A table with a column series_id or summit_id is partitioned by series_id, and by year too if it has a column year or summit_id. Columns
// of its own come first; otherwise these are the series of the row's summit in register, and the year in which the summit starts. The
// columns of the partition are in the names of folders and not in the files. A row without a value is in the folder
// __HIVE_DEFAULT_PARTITION__, which is read as null, and so is the one file of a partitioned table without rows.
//
// All files of a table have one schema, and their rows are in the order of the table. A summit that is not in register is an error, and so
// are two tables of one name and a table that has no columns but those of its partition.
//
// The folder appears whole or not at all: it is written beside its place, and then renamed. It must not be there yet, or be empty. The
// rows of a partitioned table are held in memory, one table at a time.
func WriteHive(dir string, register attendance.Register, tables ...exporters.Table) error {
	entries, err := os.ReadDir(dir)
	if err == nil && len(entries) > 0 {
		err = errors.New("the folder is not empty")
	}
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("parquet: write %s: %w", dir, err)
	}
	return exporters.ReplaceDir(dir, func(root string) error {
		for _, t := range tables {
			if err := writeParts(root, register, t); err != nil {
				return fmt.Errorf("parquet: write %s: %w", root, err)
			}
		}
		return nil
	})
}

// writeParts writes the files of a table below a folder.
func writeParts(root string, register attendance.Register, t exporters.Table) error {
	// Folders are made one by one and only once. If one is there already, it is that of another table, or of a value that differs in
	// case on a file system that takes the two for one.
	if err := os.Mkdir(filepath.Join(root, t.Name()), 0o755); err != nil {
		return err
	}
	p := partitionOf(register, t)
	if len(p.names) == 0 {
		return exporters.WriteFile(filepath.Join(root, t.Name(), part), func(w io.Writer) error { return Write(w, t) })
	}
	declared := without(p.own, t.Columns())
	if len(declared) == 0 {
		return fmt.Errorf("table %s has no columns but those of its partition", t.Name())
	}
	parts, err := p.split(t)
	if err != nil {
		return err
	}
	columns, _, err := typed(declared, func(yield func([]string, error) bool) {
		for _, rows := range parts {
			for _, cells := range rows {
				if !yield(cells, nil) {
					return
				}
			}
		}
	})
	if err != nil {
		return err
	}
	made := make(map[string]bool)
	for _, folder := range slices.Sorted(maps.Keys(parts)) {
		path := filepath.Join(root, t.Name())
		for level := range strings.SplitSeq(folder, "/") {
			path = filepath.Join(path, level)
			if !made[path] {
				if err := os.Mkdir(path, 0o755); err != nil {
					return err
				}
				made[path] = true
			}
		}
		err := exporters.WriteFile(filepath.Join(path, part), func(w io.Writer) error { return write(w, t, columns, len(parts[folder]), each(parts[folder])) })
		if err != nil {
			return err
		}
	}
	return nil
}

// part is the one file of a folder.
const part = "part-0.parquet"

func each(rows [][]string) iter.Seq2[[]string, error] {
	return func(yield func([]string, error) bool) {
		for _, cells := range rows {
			if !yield(cells, nil) {
				return
			}
		}
	}
}

// A partition says in which folder a row of a table is.
type partition struct {
	register attendance.Register
	names    []string // the columns in the names of folders; none if the table is not partitioned
	own      []int    // the places of those that the table has itself

	summit, series, year int // the places of these columns, or -1
}

func partitionOf(register attendance.Register, t exporters.Table) partition {
	columns := t.Columns()
	place := func(name string) int {
		return slices.IndexFunc(columns, func(c exporters.Column) bool { return c.Name == name })
	}
	p := partition{register: register, summit: place("summit_id"), series: place("series_id"), year: place("year")}
	if p.summit < 0 && p.series < 0 {
		return p
	}
	p.names = []string{"series_id"}
	if p.summit >= 0 || p.year >= 0 {
		p.names = append(p.names, "year")
	}
	for _, i := range []int{p.series, p.year} {
		if i >= 0 {
			p.own = append(p.own, i)
		}
	}
	return p
}

// split gives the rows of a table by the folders that they are in, without the columns of the partition.
func (p partition) split(t exporters.Table) (map[string][][]string, error) {
	parts, row := make(map[string][][]string), 0
	for cells, err := range t.Rows() {
		if err != nil {
			return nil, err
		}
		row++
		values, err := p.values(cells)
		if err != nil {
			return nil, &timeline.Fault{Table: t.Name(), Row: row, Column: "summit_id", Value: cells[p.summit], Err: err}
		}
		folder := p.folder(values)
		parts[folder] = append(parts[folder], without(p.own, cells))
	}
	if len(parts) == 0 {
		parts[p.folder([2]string{})] = nil
	}
	return parts, nil
}

// values gives the series and the year of a row.
func (p partition) values(cells []string) ([2]string, error) {
	var found [2]string
	if p.summit >= 0 && cells[p.summit] != "" {
		summit, ok := p.register.Timeline().Summit(timeline.SummitID(cells[p.summit]))
		if !ok {
			return found, errors.New("no such summit")
		}
		found = [2]string{string(summit.Series), strconv.Itoa(summit.Start.Year)}
	}
	for i, place := range []int{p.series, p.year} {
		if place >= 0 {
			found[i] = cells[place]
		}
	}
	return found, nil
}

// folder names the folder of a series and a year, with slashes.
func (p partition) folder(values [2]string) string {
	var levels []string
	for i, name := range p.names {
		levels = append(levels, name+"="+escape(values[i]))
	}
	return strings.Join(levels, "/")
}

// escape writes a value as Hive does in the name of a folder.
func escape(value string) string {
	if value == "" {
		return "__HIVE_DEFAULT_PARTITION__"
	}
	var b strings.Builder
	for _, c := range []byte(value) {
		if c < ' ' || c == 0x7f || strings.IndexByte(`"#%'*/:<=>?[\]^{|}`, c) >= 0 {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// without gives a list without the items at some places.
func without[T any](places []int, list []T) []T {
	var left []T
	for i, item := range list {
		if !slices.Contains(places, i) {
			left = append(left, item)
		}
	}
	return left
}
