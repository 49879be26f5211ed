//go:build !windows

package exporters

import (
	"io"

	"github.com/google/renameio/v2"
)

// writeWhole writes to a file in a folder, which then takes the place of path.
func writeWhole(path, dir string, write func(io.Writer) error) error {
	f, err := renameio.NewPendingFile(path, renameio.WithPermissions(0o644), renameio.WithTempDir(dir))
	if err != nil {
		return err
	}
	defer f.Cleanup()
	if err := write(f); err != nil {
		return err
	}
	return f.CloseAtomicallyReplace()
}
