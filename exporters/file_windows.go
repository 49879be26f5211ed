package exporters

import (
	"io"
	"os"
	"path/filepath"
)

// writeWhole is what renameio does elsewhere: it has nothing for Windows, where a rename is not known to be atomic.
func writeWhole(path, dir string, write func(io.Writer) error) error {
	f, err := os.CreateTemp(dir, "."+filepath.Base(path)+"*")
	if err != nil {
		return err
	}
	defer os.Remove(f.Name())
	defer f.Close()
	if err := write(f); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	if err := f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), path)
}
