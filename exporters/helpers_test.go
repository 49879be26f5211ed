package exporters_test

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// small is a document with each table, so that a fault can be put at any place of it.
func small(t rapid.TB) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", "small.json"))
	require.NoError(t, err)
	return string(text)
}

// folders are the folders of tables that are known to be canonical.
func folders(t rapid.TB) map[string]fs.FS {
	t.Helper()
	all := map[string]fs.FS{"built-in": dataset.Files()}
	found, err := filepath.Glob(filepath.Join("..", "testdata", "*", "summits.csv"))
	require.NoError(t, err)
	for _, path := range found {
		dir := filepath.Dir(path)
		all[filepath.Base(dir)] = os.DirFS(dir)
	}
	return all
}

func load(t rapid.TB, folder fs.FS) attendance.Register {
	t.Helper()
	data, err := dataset.Load(folder)
	require.NoError(t, err)
	return data.Register
}

func write(t rapid.TB, to func(io.Writer, exporters.Table) error, table exporters.Table) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, to(&b, table))
	return b.String()
}

func writeDocument(t rapid.TB, register attendance.Register) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, exporters.WriteDocument(&b, register))
	return b.String()
}

func readDocument(t rapid.TB, text string) attendance.Register {
	t.Helper()
	register, err := exporters.ReadDocument(strings.NewReader(text))
	require.NoError(t, err)
	return register
}

// messages gives the faults of an error, which must be nothing else, as their texts.
func messages(t rapid.TB, err error) []string {
	t.Helper()
	faults, all := timeline.Faults(err)
	require.True(t, all, "not only faults: %v", err)
	var list []string
	for _, f := range faults {
		list = append(list, f.Error())
	}
	return list
}

// shortened cuts messages where those that are wanted end in "...": what follows is the text of another package. Of
// messages that nobody wanted the first three will do.
func shortened(got, want []string) []string {
	list := slices.Clone(got[:min(len(got), len(want)+3)])
	for i := range min(len(got), len(want)) {
		if start, cut := strings.CutSuffix(want[i], "..."); cut && strings.HasPrefix(got[i], start) && len(got[i]) > len(start) {
			list[i] = want[i]
		}
	}
	return list
}

// shortWriter takes some bytes and then fails.
type shortWriter struct {
	left int
	err  error
}

func (w *shortWriter) Write(p []byte) (int, error) {
	if len(p) > w.left {
		n := w.left
		w.left = 0
		return n, w.err
	}
	w.left -= len(p)
	return len(p), nil
}

// failingReader gives an error of its own in place of the end.
type failingReader struct {
	r   io.Reader
	err error
}

func (r *failingReader) Read(p []byte) (int, error) {
	n, err := r.r.Read(p)
	if err == io.EOF {
		err = r.err
	}
	return n, err
}
