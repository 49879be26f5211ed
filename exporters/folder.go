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
//
// A process that is killed can leave one folder behind, .NAME.summitry-tmp beside dir. It has the old folder if the process was killed
// at the moment between taking that away and putting the new one there. The next ReplaceDir to dir puts it back, and removes the rest.
// While one process writes to dir, another one that wants to is refused.
func ReplaceDir(dir string, write func(dir string) error) (err error) {
	dir = filepath.Clean(dir)
	if err := replaceable(dir); err != nil {
		return fmt.Errorf("exporters: write %s: %w", dir, err)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		return fmt.Errorf("exporters: %w", err)
	}
	s, err := newScratch(dir)
	if err != nil {
		return fmt.Errorf("exporters: write %s: %w", dir, bare(err, dir))
	}
	defer s.leave()
	fresh := filepath.Join(s.dir, newName)
	if err := os.Mkdir(fresh, 0o700); err != nil {
		return fmt.Errorf("exporters: write %s: %w", dir, bare(err, dir))
	}
	if err := write(fresh); err != nil {
		return &moved{err, fresh, dir}
	}
	if err := os.Chmod(fresh, 0o755); err != nil {
		return fmt.Errorf("exporters: write %s: %w", dir, bare(err, dir))
	}
	if err := s.swap(dir); err != nil {
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

// swap gives the new folder the name of another, which goes. No call does this at once on all systems: if it is cut off between the two
// renames, the old folder is in the scratch, and the next export puts it back.
func (s scratch) swap(dir string) error {
	old := filepath.Join(s.dir, oldName)
	was := os.Rename(dir, old)
	if was != nil && !errors.Is(was, fs.ErrNotExist) {
		return was
	}
	if err := os.Rename(filepath.Join(s.dir, newName), dir); err != nil {
		if was == nil && os.Rename(old, dir) != nil {
			return fmt.Errorf("%w; what was there is now %s", bare(err, dir), old)
		}
		return err
	}
	if was == nil {
		// Under this name it is never put back, even if it is cut off half removed.
		return os.Rename(old, filepath.Join(s.dir, "gone"))
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
