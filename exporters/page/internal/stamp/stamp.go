// Package stamp tells of which sources the engine of the page was made.
package stamp

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// sources are the folders of the packages that the engine is made of.
var sources = []string{
	"attendance", "cmd/summitry", "dataset", "exporters", "internal/enum", "internal/layout", "internal/mark", "internal/near", "internal/ratio", "internal/rows",
	"internal/table", "timeline",
}

// Of gives a line for each file that the engine is made of, below the root of the module: its hash and its path. Lines end in LF in it,
// however they were checked out.
func Of(root string) (string, error) {
	files := []string{"go.mod"}
	for _, dir := range sources {
		found, err := filepath.Glob(filepath.Join(root, filepath.FromSlash(dir), "*.go"))
		if err != nil {
			return "", err
		}
		for _, f := range found {
			if name := filepath.Base(f); !strings.HasSuffix(name, "_test.go") {
				files = append(files, dir+"/"+name)
			}
		}
	}
	var b strings.Builder
	slices.Sort(files)
	for _, name := range files {
		text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
		if err != nil {
			return "", err
		}
		text = bytes.ReplaceAll(text, []byte("\r\n"), []byte("\n"))
		if other(text) {
			continue
		}
		fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(text), name)
	}
	return b.String(), nil
}

// other reports whether a file is for other systems than that of the engine.
func other(text []byte) bool {
	first, _, _ := bytes.Cut(text, []byte("\n"))
	return bytes.Equal(first, []byte("//go:build !wasip1"))
}
