//go:build !wasip1

package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/internal/near"
	"github.com/summitry/summitry/timeline"
)

func (a *app) newExport() *cobra.Command {
	e := export{}
	var to target
	var cut cutting
	c := &cobra.Command{
		Use:   "export --out folder",
		Short: "Write the data set as files for notebooks, spreadsheets and other programs",
		Long: `Write the tables of the data set, those derived from them on the widest terms (who was where, panels by participant and by pair and year,
ties, runs, topics and their changes) and the codebook of all columns. The formats are

` + formatList() + `
The folder appears whole or not at all. If it is there and not empty, --force replaces it as a whole. With --out FILE.zip and the
format datapackage alone the package is one file, which --data reads too. --series, --from and --to cut the data set to the gatherings
of some series and years, with what their rows refer to; --tables leaves out the other tables.`,
		Args: args(cobra.NoArgs, "want no arguments; the folder is named with --out"),
		RunE: func(c *cobra.Command, _ []string) error {
			if to.out == "" {
				return usageError{errors.New("want --out, the folder to write to")}
			}
			if err := e.choose(); err != nil {
				return err
			}
			if to.isZip() && !slices.Equal(e.formats, []string{"datapackage"}) {
				return usageError{errors.New("a zip file is a data package: want --format datapackage, or a folder for other formats")}
			}
			data, err := a.open()
			if err != nil {
				return err
			}
			chosen, part, err := cut.of(data)
			if err != nil {
				return err
			}
			e.data = part
			e.own = a.data != ""
			e.whole = cut.whole() && len(e.named) == 0
			all := e.whole && (slices.Contains(e.formats, "csv") || slices.Contains(e.formats, "datapackage"))
			if err := to.vacant(a.data, all); err != nil {
				return err
			}
			e.progress = newProgress(c.ErrOrStderr())
			defer e.progress.done()
			if err := e.collect(exporters.DerivedOf(data.Register, chosen)); err != nil {
				return err
			}
			if to.isZip() {
				if err := e.writeZip(to); err != nil {
					return err
				}
				e.progress.done()
				return e.summarise(c.OutOrStdout(), to.out, filepath.Dir(to.out), []string{filepath.Base(to.out)})
			}
			var files []string
			err = to.write(func(dir string) error {
				for _, name := range e.formats {
					if err := formatNamed(name).write(&e, dir); err != nil {
						return err
					}
				}
				files, err = filesIn(dir)
				return err
			})
			if err != nil {
				return err
			}
			e.progress.done()
			return e.summarise(c.OutOrStdout(), to.out, to.out, files)
		},
	}
	to.flags(c)
	cut.flags(c)
	c.Flags().StringSliceVar(&e.wanted, "format", []string{"csv", "json"}, "write these `formats`, or all")
	c.Flags().StringSliceVar(&e.named, "tables", nil, "write these `tables` alone")
	c.Flags().BoolVar(&e.bare, "no-derived", false, "write the tables of the data set alone")
	c.Flags().BoolVar(&e.partition, "partition", false, "with parquet: a folder a table, by series and year as Hive does it; of a whole data set also duckdb.sql and spark.sql, which derive the other tables")
	return example(c, "export --data testdata/tiny --format csv --out out")
}

// An export is what is written, and how.
type export struct {
	wanted, named   []string // what the flags say
	bare, partition bool

	formats  []string
	own      bool // not the built-in data set, or a part of it
	whole    bool // all gatherings and tables
	data     dataset.Data
	tables   []exporters.Table
	rows     map[string]int // by table
	progress *progress
}

// choose settles the formats.
func (e *export) choose() error {
	var known []string
	for _, f := range formats {
		known = append(known, f.name)
	}
	for _, name := range e.wanted {
		if name != "all" && !slices.Contains(known, name) {
			return usageError{fmt.Errorf("invalid format %q: want all or some of %s, separated by commas", name, strings.Join(known, ", "))}
		}
	}
	if len(e.wanted) == 0 {
		return usageError{fmt.Errorf("want --format all or some of %s, separated by commas", strings.Join(known, ", "))}
	}
	for _, name := range known {
		if slices.Contains(e.wanted, "all") || slices.Contains(e.wanted, name) {
			e.formats = append(e.formats, name)
		}
	}
	if e.partition && !slices.Contains(e.formats, "parquet") {
		return usageError{errors.New("--partition is about parquet: want --format parquet")}
	}
	return nil
}

// collect makes the tables, once for all formats.
func (e *export) collect(derived []exporters.Table) error {
	tables := exporters.Tables(e.data.Register)
	if !e.bare {
		tables = append(tables, derived...)
		tables = append(tables, exporters.Codebook(tables...))
	}
	var known []string
	for _, t := range tables {
		known = append(known, t.Name())
	}
	for _, name := range e.named {
		if !slices.Contains(known, name) {
			return &timeline.UnknownError{What: "table", ID: name, Near: near.Words(name, known)}
		}
	}
	e.rows = map[string]int{}
	for _, t := range tables {
		if len(e.named) > 0 && !slices.Contains(e.named, t.Name()) {
			continue
		}
		e.progress.at(t.Name())
		kept, rows := t.Kept()
		e.tables, e.rows[t.Name()] = append(e.tables, kept), rows
	}
	return nil
}

// filesIn lists a folder with those below it.
func filesIn(dir string) ([]string, error) {
	var files []string
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			var name string
			name, err = filepath.Rel(dir, path)
			files = append(files, filepath.ToSlash(name))
		}
		return err
	})
	return files, err
}

// A written is a file, or the files of a table, in the summary of an export.
type written struct {
	table, file string
	files       int
	bytes       int64
}

// summarise prints what was written: the files of the tables, with their rows and columns, and then the others.
func (e *export) summarise(w io.Writer, to, dir string, files []string) error {
	of := map[string]*written{}
	for _, name := range files {
		info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(name)))
		if err != nil {
			return err
		}
		line := written{file: name}
		for _, t := range e.tables {
			switch {
			case strings.HasPrefix(name, partitioned+"/"+t.Name()+"/"):
				line = written{table: t.Name(), file: partitioned + "/" + t.Name()}
			case slices.Contains(tableFiles(t.Name()), name):
				line.table = t.Name()
			}
		}
		if of[line.file] == nil {
			of[line.file] = &line
		}
		of[line.file].files++
		of[line.file].bytes += info.Size()
	}
	out := columns(w)
	fmt.Fprintln(out, "table\trows\tcolumns\tfile\tbytes")
	for _, t := range append(slices.Clone(e.tables), exporters.Table{}) {
		for _, file := range slices.Sorted(maps.Keys(of)) {
			line := of[file]
			if line.table != t.Name() {
				continue
			}
			name := line.file
			if line.files > 1 {
				name += fmt.Sprintf(" (%d files)", line.files)
			}
			if line.table == "" {
				fmt.Fprintf(out, "\t\t\t%s\t%d\n", name, line.bytes)
				continue
			}
			fmt.Fprintf(out, "%s\t%d\t%d\t%s\t%d\n", t.Name(), e.rows[t.Name()], len(t.Columns()), name, line.bytes)
		}
	}
	if err := out.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "written to %s as %s\n", to, sentence(e.formats))
	return err
}

// sentence joins words as a sentence does.
func sentence(words []string) string {
	if len(words) < 2 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:len(words)-1], ", ") + " and " + words[len(words)-1]
}
