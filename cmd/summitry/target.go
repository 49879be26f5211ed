//go:build !wasip1

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
)

// A target is the folder to which a command writes.
type target struct {
	out   string
	force bool
}

func (t *target) flags(c *cobra.Command) {
	c.Flags().StringVar(&t.out, "out", "", "write to this `folder`")
	c.Flags().BoolVar(&t.force, "force", false, "replace the folder as a whole, if it is an export")
}

// isZip reports whether the target is a file.
func (t *target) isZip() bool { return strings.EqualFold(filepath.Ext(t.out), ".zip") }

// vacant wants a target that is not there, or is an empty folder; or, to be replaced, an export. A folder that has the tables of a
// data set and nothing besides is perhaps somebody's work, which is only replaced by the same tables.
func (t *target) vacant(from string, same bool) error {
	info, err := os.Lstat(filepath.Clean(t.out))
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%s is a link: name the folder itself", t.out)
	case t.isZip() && info.IsDir():
		return fmt.Errorf("%s is a folder: want the name of a file", t.out)
	case !t.isZip() && !info.IsDir():
		return fmt.Errorf("%s is a file: want a folder", t.out)
	case t.isZip() && !t.force:
		return fmt.Errorf("%s is there: choose another name, or replace it with --force", t.out)
	case t.isZip():
		return nil
	}
	own, others := 0, 0 // tables of a data set, and what only an export writes
	err = filepath.WalkDir(filepath.Clean(t.out), func(path string, e fs.DirEntry, err error) error {
		if err != nil || path == filepath.Clean(t.out) {
			return err
		}
		if !t.force {
			return fmt.Errorf("%s is not empty: choose another folder, or replace it with --force", t.out)
		}
		if e.IsDir() {
			return nil
		}
		name, err := filepath.Rel(t.out, path)
		switch name = filepath.ToSlash(name); {
		case err != nil:
			return err
		case slices.Contains(tablesOfData(), name):
			own++
		case isExport(name):
			others++
		default:
			return fmt.Errorf("%s has %s, which is no file of an export: --force replaces a folder as a whole, so move that file first", t.out, name)
		}
		return nil
	})
	if err != nil || own == 0 {
		return err
	}
	if in, err := os.Stat(from); from != "" && err == nil && os.SameFile(in, info) {
		if !same {
			return fmt.Errorf("%s is what is read: what is written in its place has to have all of its tables, as csv; choose another folder", t.out)
		}
		return nil
	}
	if others == 0 {
		return fmt.Errorf("%s has tables of a data set, and nothing shows that they are an export: remove them first, or choose another folder", t.out)
	}
	return nil
}

// tablesOfData gives the files of a data set.
func tablesOfData() []string {
	var files []string
	for _, t := range exporters.Tables(attendance.Register{}) {
		files = append(files, t.Name()+".csv")
	}
	return files
}

// write writes the folder, whole or not at all.
func (t *target) write(write func(dir string) error) error {
	return exporters.ReplaceDir(t.out, write)
}

// writeTables writes the tables of a data set, as --data reads them.
func (t *target) writeTables(data dataset.Data) error {
	return t.write(func(dir string) error {
		return exporters.WriteDir(dir, "csv", exporters.WriteCSV, exporters.Tables(data.Register)...)
	})
}
