//go:build darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd

package exporters

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

// lockFile makes a file that no other process can lock until it is closed, or this process ends in whatever way.
func lockFile(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE|syscall.O_NOFOLLOW, 0o600)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		f.Close()
		if errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, errBusy
		}
		return nil, err
	}
	return f, nil
}

// ours reports whether a folder is one that nobody else can write to: in a folder for all, as /tmp, anybody can make one of any name.
func ours(info fs.FileInfo) bool {
	stat, ok := info.Sys().(*syscall.Stat_t)
	return ok && int(stat.Uid) == os.Geteuid() && info.Mode().Perm()&0o022 == 0
}
