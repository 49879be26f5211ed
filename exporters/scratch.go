package exporters

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// The folder beside a target in which it is written has a name that says so. What it holds can be the new folder, the old one, and a file
// that is locked as long as somebody writes.
const (
	unfinished = ".summitry-tmp" // behind the name of the target
	newName    = "new"
	oldName    = "old"
	lockName   = "lock"
)

// errBusy says that the lock of a scratch is held.
var errBusy = errors.New("another export writes there: wait until it is done")

// A scratch is a folder for what is not yet whole. Its name is always the same, so that the next export finds what a killed one left
// there; the lock, which goes with its process, tells that from what another one is at.
type scratch struct {
	dir  string
	lock *os.File // nil if the folder has a name that nobody else knows
}

// newScratch makes the scratch of a target, and mends what a killed process left: the old folder is put back if the new one had not yet
// its place, and all else is removed. Where there are no locks, or the folder cannot be used, it makes one with a name of its own.
func newScratch(path string) (scratch, error) {
	dir := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+unfinished)
	lock, err := enter(dir)
	if errors.Is(err, errBusy) {
		return scratch{}, err
	}
	if err != nil {
		return ownScratch(path)
	}
	s := scratch{dir, lock}
	if err := s.mend(path); err != nil {
		lock.Close() // what is there stays: it may be the only copy
		return scratch{}, err
	}
	return s, nil
}

// ownScratch makes a scratch with a name of its own.
func ownScratch(path string) (scratch, error) {
	dir, err := os.MkdirTemp(filepath.Dir(path), "."+filepath.Base(path)+unfinished+"-*")
	return scratch{dir: dir}, err
}

// enter makes a folder if it is not there, and locks it.
func enter(dir string) (*os.File, error) {
	const attempts = 100 // whoever leaves removes the folder: it is made anew
	for range attempts {
		if err := os.Mkdir(dir, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
			return nil, err
		}
		info, err := os.Lstat(dir)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if !info.IsDir() || !ours(info) {
			return nil, fs.ErrPermission
		}
		path := filepath.Join(dir, lockName)
		f, err := lockFile(path)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			if !errors.Is(err, errBusy) {
				os.Remove(dir) // if nothing is in it
			}
			return nil, err
		}
		held, err := f.Stat()
		if err == nil {
			// The file may be one that was removed while this process waited to lock it.
			if there, err := os.Stat(path); err == nil && os.SameFile(held, there) {
				return f, nil
			}
		}
		f.Close()
	}
	return nil, fmt.Errorf("%w (%d attempts)", errBusy, attempts)
}

func (s scratch) mend(path string) error {
	old := filepath.Join(s.dir, oldName)
	if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
		if err := os.Rename(old, path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return s.clear()
}

// clear removes all but the lock.
func (s scratch) clear() error {
	entries, err := os.ReadDir(s.dir)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if e.Name() != lockName {
			if err := os.RemoveAll(filepath.Join(s.dir, e.Name())); err != nil {
				return err
			}
		}
	}
	return nil
}

// leave removes the scratch with all that is in it; but not an old folder that could not be put back.
func (s scratch) leave() {
	if _, err := os.Lstat(filepath.Join(s.dir, oldName)); err == nil {
		s.lock.Close() // of nil it does nothing
		return
	}
	if s.lock == nil {
		os.RemoveAll(s.dir)
		return
	}
	s.clear()
	os.Remove(filepath.Join(s.dir, lockName)) // Windows removes it when it is closed
	s.lock.Close()
	os.Remove(s.dir)
}
