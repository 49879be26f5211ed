//go:build !wasip1

package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// fileCommands are the commands that read and write files. The page, which has the questions in it, does without them.
func (a *app) fileCommands() []*cobra.Command {
	return []*cobra.Command{a.newExport(), a.newImport(), a.newCheck(), a.newMerge(), a.newDiff(), a.newCite(), a.newPage()}
}

// folder opens a folder or a zip file, and says so if it is neither.
func folder(path string) (fs.FS, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("%s: there is no such folder", path)
	case err != nil:
		return nil, err
	case info.IsDir():
		return os.DirFS(path), nil
	case !strings.HasSuffix(strings.ToLower(path), ".zip"):
		return nil, fmt.Errorf("%s: is a file, want a folder of tables or a zip file of them", path)
	}
	return unzip(path, info.Size())
}

// open gives the data set that was asked for.
func (a *app) open() (dataset.Data, error) {
	if a.data == "" {
		return dataset.Open()
	}
	folder, err := folder(a.data)
	if err != nil {
		return dataset.Data{}, err
	}
	data, err := dataset.Load(folder)
	return data, located(a.data, err)
}

// mostFaults is how many faults are printed: whoever has more will mend these first.
const mostFaults = 200

// located counts the faults of a folder, above them.
func located(dir string, err error) error {
	faults, all := timeline.Faults(err)
	if err == nil || !all {
		return err
	}
	text := fmt.Sprintf("%s in %s:", counted(len(faults), "fault"), dir)
	for _, f := range faults[:min(len(faults), mostFaults)] {
		text += "\n" + f.Error()
	}
	if more := len(faults) - mostFaults; more > 0 {
		text += fmt.Sprintf("\nand %d more", more)
	}
	return errors.New(text)
}
