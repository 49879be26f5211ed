package exporters

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ReplaceDir makes a folder that appears whole or not at all: write fills a new one beside it, given by its path, which then takes the
// name dir. A folder of that name is replaced with all that is in it; of what was there before, nothing is left. [WriteDir] adds files
// to a folder. Folders above it are made if they are not there.
func ReplaceDir(dir string, write func(dir string) error) (err error) {
	dir = filepath.Clean(dir)
	if err := replaceable(dir); err != nil {
		return fmt.Errorf("exporters: write %s: %w", dir, err)
	}
	above, name := filepath.Split(dir)
	if err := os.MkdirAll(filepath.Clean(above), 0o755); err != nil {
		return fmt.Errorf("exporters: %w", err)
	}
	fresh, err := os.MkdirTemp(filepath.Clean(above), "."+name+".new-*")
	if err != nil {
		return fmt.Errorf("exporters: write %s: %w", dir, bare(err, dir))
	}
	defer os.RemoveAll(fresh) // nothing is there if all went well
	if err := write(fresh); err != nil {
		return &moved{err, fresh, dir}
	}
	if err := os.Chmod(fresh, 0o755); err != nil {
		return fmt.Errorf("exporters: write %s: %w", dir, bare(err, dir))
	}
	if err := swap(fresh, dir); err != nil {
		return fmt.Errorf("exporters: write %s: %w", dir, bare(err, dir))
	}
	return nil
}

// replaceable wants nothing at a path, or a folder that can be renamed: not that in which the program is, nor a link to one.
func replaceable(dir string) error {
	if name := filepath.Base(dir); name == "." || name == ".." || name == string(filepath.Separator) {
		return errors.New("want a folder with a name, which can be replaced as a whole")
	}
	info, err := os.Lstat(dir)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return bare(err, dir)
	case info.Mode()&fs.ModeSymlink != 0:
		return errors.New("is a link, want the folder itself")
	case !info.IsDir():
		return errors.New("is a file, want a folder")
	}
	return nil
}

// swap gives a folder the name of another, which goes. No call does this at once on all systems: if it is cut off between the two
// renames, the old folder is there under another name.
func swap(fresh, dir string) error {
	old, err := os.MkdirTemp(filepath.Dir(fresh), "."+filepath.Base(dir)+".old-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(old)
	kept := filepath.Join(old, filepath.Base(dir))
	was := os.Rename(dir, kept)
	if was != nil && !errors.Is(was, fs.ErrNotExist) {
		return was
	}
	if err := os.Rename(fresh, dir); err != nil {
		if was == nil {
			err = errors.Join(err, os.Rename(kept, dir))
		}
		return err
	}
	return nil
}

// A moved error names a folder as it was to be called.
type moved struct {
	err      error
	from, to string
}

func (m *moved) Error() string { return strings.ReplaceAll(m.err.Error(), m.from, m.to) }
func (m *moved) Unwrap() error { return m.err }
