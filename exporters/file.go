package exporters

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// WriteFile writes a file that appears whole or not at all: what write gives goes to a temporary file, which then takes the place of
// path. A process that is killed can leave the folder of that file behind, .NAME.summitry-tmp beside path; the next WriteFile to path
// removes it.
func WriteFile(path string, write func(io.Writer) error) error {
	s, err := newScratch(path)
	if errors.Is(err, errBusy) {
		s, err = ownScratch(path)
	}
	if err == nil {
		defer s.leave()
		err = writeWhole(path, s.dir, write)
	}
	if err != nil {
		return fmt.Errorf("exporters: write %s: %w", path, bare(err, path))
	}
	return nil
}

// bare takes the path from an error that names path or its temporary file.
func bare(err error, path string) error {
	temporary := filepath.Join(filepath.Dir(path), "."+filepath.Base(path))
	var at *os.PathError
	var link *os.LinkError
	switch {
	case errors.As(err, &at) && (at.Path == path || strings.HasPrefix(at.Path, temporary)):
		return at.Err
	case errors.As(err, &link) && (link.Old == path || strings.HasPrefix(link.Old, temporary)):
		return link.Err
	}
	return err
}

// WriteDir writes each table to a file in a folder, which is made if it is not there: its name with the extension ext, as
// summits.csv, in the format of write, such as [WriteCSV].
func WriteDir(dir, ext string, write func(io.Writer, Table) error, tables ...Table) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("exporters: %w", err)
	}
	for _, t := range tables {
		path := filepath.Join(dir, t.Name()+"."+ext)
		if err := WriteFile(path, func(w io.Writer) error { return write(w, t) }); err != nil {
			return err
		}
	}
	return nil
}
