package exporters

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// lockFile opens a file as nobody else can until it is closed, or this process ends in whatever way; it goes with that.
func lockFile(path string) (*os.File, error) {
	const (
		accessDelete     = 0x00010000
		deleteOnClose    = 0x04000000
		sharingViolation = syscall.Errno(32)
		deletePending    = syscall.ERROR_ACCESS_DENIED
	)
	name, err := syscall.UTF16PtrFromString(path)
	if err != nil {
		return nil, err
	}
	h, err := syscall.CreateFile(name, syscall.GENERIC_READ|syscall.GENERIC_WRITE|accessDelete, 0, nil, syscall.OPEN_ALWAYS, deleteOnClose, 0)
	switch {
	case errors.Is(err, sharingViolation), errors.Is(err, deletePending):
		return nil, errBusy
	case err != nil:
		return nil, &os.PathError{Op: "open", Path: path, Err: err}
	}
	return os.NewFile(uintptr(h), path), nil
}

// ours reports whether a folder is one that nobody else can write to. Folders for all are not usual here.
func ours(fs.FileInfo) bool { return true }
