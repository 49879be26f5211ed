package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"io/fs"
	"maps"
	"slices"
)

// A sorted archive has its files in the order of their names, while excelize writes sheets in random order. Each file is compressed to an
// archive of its own, which are then joined without compressing anew. Files have no time.
type sorted struct {
	out   io.Writer
	files map[string]*single
}

// A single is an archive of one file.
type single struct {
	bytes.Buffer
	zip *zip.Writer
}

func (s *sorted) Create(name string) (io.Writer, error) {
	if s.files == nil {
		s.files = make(map[string]*single)
	}
	file := &single{}
	file.zip = zip.NewWriter(file)
	s.files[name] = file
	return file.zip.Create(name)
}

// AddFS is wanted by the interface; excelize does not call it.
func (s *sorted) AddFS(fs.FS) error { return errors.ErrUnsupported }

func (s *sorted) Close() error {
	out := zip.NewWriter(s.out)
	for _, name := range slices.Sorted(maps.Keys(s.files)) {
		file := s.files[name]
		if err := file.zip.Close(); err != nil {
			return err
		}
		in, err := zip.NewReader(bytes.NewReader(file.Bytes()), int64(file.Len()))
		if err != nil {
			return err
		}
		for _, f := range in.File {
			if err := out.Copy(f); err != nil {
				return err
			}
		}
	}
	return out.Close()
}
