package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/exporters"
)

// document is the file of the nested JSON document.
const document = "summitry.json"

// formats are those of export, each with what writes one table.
var formats = map[string]func(io.Writer, exporters.Table) error{
	"csv":  exporters.WriteCSV,
	"json": exporters.WriteJSON,
}

func (a *app) newExport() *cobra.Command {
	var out string
	var wanted []string
	var force, bare bool
	c := &cobra.Command{
		Use:   "export --out folder",
		Short: "Write the data set as files for a notebook",
		Long: `Write each table as a file, as csv, json or both: those of the data set, those derived from them on the widest terms (who was where, panels by
participant and by pair and year, ties, runs, topics and their changes), and the codebook of all columns. With json comes ` + document + ` too:
the data set as one nested document.

The folder is made if it is not there. If it is not empty, --force replaces the files that are written and leaves the others.`,
		Args: args(cobra.NoArgs, "want no arguments; the folder is named with --out"),
		RunE: func(c *cobra.Command, _ []string) error {
			slices.Sort(wanted)
			if wanted = slices.Compact(wanted); len(wanted) == 0 {
				return usageError{errors.New("want --format csv, json or both, separated by a comma")}
			}
			for _, format := range wanted {
				if formats[format] == nil {
					return usageError{fmt.Errorf("invalid format %q: want csv, json or both, separated by a comma", format)}
				}
			}
			if out == "" {
				return usageError{errors.New("want --out, the folder to write to")}
			}
			data, err := a.open()
			if err != nil {
				return err
			}
			if err := empty(out); err != nil && !force {
				return err
			}
			tables := exporters.Tables(data.Register)
			if !bare {
				tables = append(tables, exporters.Derived(data.Register)...)
				tables = append(tables, exporters.Codebook(tables...))
			}
			for _, format := range wanted {
				if err := exporters.WriteDir(out, format, formats[format], tables...); err != nil {
					return err
				}
			}
			if slices.Contains(wanted, "json") {
				err := exporters.WriteFile(filepath.Join(out, document), func(w io.Writer) error {
					return exporters.WriteDocument(w, data.Register)
				})
				if err != nil {
					return err
				}
			}
			return summarise(c, out, wanted, tables)
		},
	}
	c.Flags().StringVar(&out, "out", "", "write to this `folder`")
	c.Flags().StringSliceVar(&wanted, "format", []string{"csv", "json"}, "write these `formats`")
	c.Flags().BoolVar(&bare, "no-derived", false, "write the tables of the data set alone")
	c.Flags().BoolVar(&force, "force", false, "write into a folder that is not empty")
	return example(c, "export --data testdata/tiny --format csv --out out")
}

// empty wants a folder that is not there, or has nothing in it.
func empty(dir string) error {
	entries, err := os.ReadDir(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case len(entries) > 0:
		return fmt.Errorf("%s is not empty: choose another folder, or write over it with --force", dir)
	}
	return nil
}

// summarise prints what was written.
func summarise(c *cobra.Command, dir string, wanted []string, tables []exporters.Table) error {
	out := columns(c.OutOrStdout())
	fmt.Fprintln(out, "file\trows\tcolumns\tbytes")
	for _, t := range tables {
		rows := 0
		for _, err := range t.Rows() {
			if err != nil {
				return err
			}
			rows++
		}
		for _, format := range wanted {
			name := t.Name() + "." + format
			length, err := size(dir, name)
			if err != nil {
				return err
			}
			fmt.Fprintf(out, "%s\t%d\t%d\t%d\n", name, rows, len(t.Columns()), length)
		}
	}
	if slices.Contains(wanted, "json") {
		length, err := size(dir, document)
		if err != nil {
			return err
		}
		fmt.Fprintf(out, "%s\t\t\t%d\n", document, length)
	}
	if err := out.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(c.OutOrStdout(), "written to %s as %s\n", dir, strings.Join(wanted, " and "))
	return err
}

func size(dir, name string) (int64, error) {
	info, err := os.Stat(filepath.Join(dir, name))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
