//go:build !wasip1

package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
)

// The bounds of a zip file: one that is small can name files of any size.
const (
	mostZipped   = 512 << 20 // bytes of the file itself
	mostUnzipped = 2 << 30   // bytes of what is in it
	longestName  = 255       // bytes of the path of an entry
)

// unzip opens a zip file as a folder. It refuses one whose entries are no paths in a folder, have one name, or are encrypted, since programs
// do not agree on what these are. What an entry says of its size is held against what is read.
func unzip(file string, size int64) (fs.FS, error) {
	if size > mostZipped {
		return nil, fmt.Errorf("%s: has more than %d MiB: unpack it, and give the folder", file, mostZipped>>20)
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	z, err := zip.NewReader(bytes.NewReader(text), int64(len(text)))
	if err != nil {
		return nil, fmt.Errorf("%s: %w; is it cut off?", file, err)
	}
	var faults []error
	seen, folders, total := map[string]bool{}, map[string]bool{}, uint64(0)
	for _, f := range z.File {
		if f.UncompressedSize64 > mostUnzipped || total+f.UncompressedSize64 > mostUnzipped {
			return nil, fmt.Errorf("%s: has more than %d GiB when it is unpacked: unpack it, and give the folder", file, mostUnzipped>>30)
		}
		total += f.UncompressedSize64
		name := strings.TrimSuffix(strings.ReplaceAll(f.Name, `\`, "/"), "/")
		switch {
		case !fs.ValidPath(name) || name == "." || len(name) > longestName:
			faults = append(faults, fmt.Errorf("%s: has the entry %.300q, which is no path in a folder", file, f.Name))
			continue
		case seen[name]:
			faults = append(faults, fmt.Errorf("%s: has the entry %q twice", file, f.Name))
		case f.Flags&1 != 0:
			faults = append(faults, fmt.Errorf("%s: the entry %q is encrypted: unpack it, and give the folder", file, f.Name))
		}
		seen[name] = true
		for above := path.Dir(name); above != "."; above = path.Dir(above) {
			folders[above] = true
		}
	}
	for _, f := range z.File {
		if name := strings.ReplaceAll(f.Name, `\`, "/"); folders[name] {
			faults = append(faults, fmt.Errorf("%s: has the entry %q, and others in a folder of that name", file, f.Name))
		}
	}
	if more := len(faults) - mostFaults; more > 0 {
		faults = append(faults[:mostFaults], fmt.Errorf("and %d more", more))
	}
	return z, errors.Join(faults...)
}
