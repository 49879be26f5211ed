package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

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
	c.Flags().BoolVar(&t.force, "force", false, "replace the folder, with all that an export wrote into it")
}

// vacant wants a folder that is not there, or has nothing in it; or, to be replaced, files alone that this program writes. One file is
// not there, or may be replaced.
func (t *target) vacant(file bool) error {
	if info, err := os.Stat(t.out); file && err == nil && !info.IsDir() {
		if !t.force {
			return fmt.Errorf("%s is there: choose another name, or replace it with --force", t.out)
		}
		return nil
	}
	err := filepath.WalkDir(t.out, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case path == t.out && !e.IsDir():
			return fmt.Errorf("%s is a file: want a folder", t.out)
		case path == t.out:
			return nil
		case !t.force:
			return fmt.Errorf("%s is not empty: choose another folder, or replace it with --force", t.out)
		case e.IsDir():
			return nil
		}
		name, err := filepath.Rel(t.out, path)
		if err == nil && !isExport(filepath.ToSlash(name)) {
			err = fmt.Errorf("%s has %s, which is no file of an export: --force replaces a folder as a whole, so move that file first", t.out, name)
		}
		return err
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// write writes the folder, whole or not at all.
func (t *target) write(write func(dir string) error) error {
	if err := t.vacant(false); err != nil {
		return err
	}
	return exporters.WriteFolder(t.out, write)
}

// writeTables writes the tables of a data set, as --data reads them.
func (t *target) writeTables(data dataset.Data) error {
	return t.write(func(dir string) error {
		return exporters.WriteDir(dir, "csv", exporters.WriteCSV, exporters.Tables(data.Register)...)
	})
}
