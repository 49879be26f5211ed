package exporters_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/exporters"
)

// names lists a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	list := []string{}
	for _, e := range entries {
		list = append(list, e.Name())
	}
	return list
}

func text(s string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, s)
		return err
	}
}

func TestWriteFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	for _, want := range []string{"a\n1\n", "", "a longer one than both before\n"} {
		require.NoError(t, exporters.WriteFile(path, text(want)))
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, want, string(got))
		require.Equal(t, []string{"a.csv"}, names(t, dir))
	}
}

func TestWriteFileIsForEverybodyToRead(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("files have other permissions there")
	}
	dir := t.TempDir()
	path, plain := filepath.Join(dir, "a.csv"), filepath.Join(dir, "plain")
	require.NoError(t, exporters.WriteFile(path, text("a\n")))
	require.NoError(t, os.WriteFile(plain, nil, 0o644))
	got, err := os.Stat(path)
	require.NoError(t, err)
	want, err := os.Stat(plain)
	require.NoError(t, err)
	require.Equal(t, want.Mode(), got.Mode(), "want 0644 less what the umask takes away")
}

func TestWriteFileFails(t *testing.T) {
	broken := errors.New("out of rows")
	for _, existing := range []string{"", "the file before\n"} {
		for _, c := range []struct {
			reason string
			write  func(io.Writer) error
		}{
			{"at once", func(io.Writer) error { return broken }},
			{"in the middle", func(w io.Writer) error {
				_, err := io.WriteString(w, strings.Repeat("x", 1<<16))
				return errors.Join(err, broken)
			}},
			{"wrapped", func(io.Writer) error { return fmt.Errorf("table a: %w", broken) }},
		} {
			t.Run(fmt.Sprintf("%s, over %q", c.reason, existing), func(t *testing.T) {
				dir := t.TempDir()
				path := filepath.Join(dir, "a.csv")
				left := []string{}
				if existing != "" {
					require.NoError(t, os.WriteFile(path, []byte(existing), 0o600))
					left = []string{"a.csv"}
				}
				err := exporters.WriteFile(path, c.write)
				require.ErrorIs(t, err, broken)
				require.ErrorContains(t, err, "exporters: write "+path+": ")
				require.Equal(t, left, names(t, dir))
				if existing != "" {
					got, err := os.ReadFile(path)
					require.NoError(t, err)
					require.Equal(t, existing, string(got))
				}
			})
		}
	}
}

func TestWriteFilePanics(t *testing.T) {
	dir := t.TempDir()
	require.Panics(t, func() {
		exporters.WriteFile(filepath.Join(dir, "a.csv"), func(w io.Writer) error {
			io.WriteString(w, "half")
			panic("a fault of the caller")
		})
	})
	require.Empty(t, names(t, dir))
}

// temporary finds what a message would name if it named the temporary file: the name of the target with something behind.
func temporary(message, path string) bool {
	return strings.Contains(message, "."+filepath.Base(path)) || strings.Count(message, filepath.Base(path)) > 1
}

func TestWriteFileWhereItCannot(t *testing.T) {
	dir := t.TempDir()
	folder := filepath.Join(dir, "folder.csv")
	require.NoError(t, os.MkdirAll(filepath.Join(folder, "full"), 0o755))
	for _, c := range []struct {
		path   string
		is     error
		reason string
	}{
		{filepath.Join(dir, "missing", "a.csv"), fs.ErrNotExist, "the folder is not there"},
		{folder, nil, "the target is a folder"},
		{filepath.Join(dir, "plain", "a.csv"), nil, "the folder is a file"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			require.NoError(t, os.WriteFile(filepath.Join(dir, "plain"), nil, 0o644))
			err := exporters.WriteFile(c.path, text("a\n"))
			require.ErrorContains(t, err, "exporters: write "+c.path+": ")
			require.False(t, temporary(err.Error(), c.path), "the message has another name: %v", err)
			if c.is != nil {
				require.ErrorIs(t, err, c.is)
			}
			require.Equal(t, []string{"folder.csv", "plain"}, names(t, dir))
			require.Equal(t, []string{"full"}, names(t, folder))
		})
	}
}

func TestWriteFileWhereItMayNot(t *testing.T) {
	if os.Getuid() == 0 || runtime.GOOS == "windows" {
		t.Skip("everything may be written here")
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	require.NoError(t, os.WriteFile(path, []byte("before"), 0o644))
	require.NoError(t, os.Chmod(dir, 0o555))
	defer os.Chmod(dir, 0o755)
	err := exporters.WriteFile(path, text("a\n"))
	require.ErrorIs(t, err, fs.ErrPermission)
	require.ErrorContains(t, err, "exporters: write "+path+": ")
	require.False(t, temporary(err.Error(), path), "the message has another name: %v", err)
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "before", string(got))
}

// What the caller's function says is its own: another path in it is no temporary one.
func TestWriteFileKeepsErrorsOfItsFunction(t *testing.T) {
	dir := t.TempDir()
	other := filepath.Join(dir, "input.txt")
	path := filepath.Join(dir, "a.csv")
	err := exporters.WriteFile(path, func(io.Writer) error {
		_, err := os.ReadFile(other)
		return fmt.Errorf("read the rows: %w", err)
	})
	require.ErrorIs(t, err, fs.ErrNotExist)
	require.ErrorContains(t, err, "exporters: write "+path+": read the rows: ")
	require.ErrorContains(t, err, other)
}

// An error of the file itself names the temporary file, which is of no use to anybody.
func TestWriteFileErrorOfTheFile(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "a.csv")
	err := exporters.WriteFile(path, func(w io.Writer) error {
		if c, ok := w.(io.Closer); ok {
			require.NoError(t, c.Close())
		}
		return text("a\n")(w)
	})
	require.ErrorIs(t, err, fs.ErrClosed)
	require.ErrorContains(t, err, "exporters: write "+path+": ")
	require.False(t, temporary(err.Error(), path), "the message has another name: %v", err)
	require.Empty(t, names(t, dir))
}

func TestWriteDir(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "a", "b")
	tables := []exporters.Table{
		exporters.NewTable("visits", "", slices.Values(visits)),
		exporters.NewTable("counts", "", counts(3)),
	}
	require.NoError(t, exporters.WriteDir(dir, "csv", exporters.WriteCSV, tables...))
	require.NoError(t, exporters.WriteDir(dir, "json", exporters.WriteJSON, tables...), "a folder that is there")
	if d := cmp.Diff([]string{"counts.csv", "counts.json", "visits.csv", "visits.json"}, names(t, dir)); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	for i, name := range []string{"visits", "counts"} {
		for ext, to := range map[string]func(io.Writer, exporters.Table) error{"csv": exporters.WriteCSV, "json": exporters.WriteJSON} {
			got, err := os.ReadFile(filepath.Join(dir, name+"."+ext))
			require.NoError(t, err)
			require.Equal(t, write(t, to, tables[i]), string(got))
		}
	}
}

func TestWriteDirFails(t *testing.T) {
	dir := t.TempDir()
	bad := exporters.NewTable("bad", "", slices.Values([]int{1}))
	err := exporters.WriteDir(dir, "csv", exporters.WriteCSV, exporters.NewTable("counts", "", counts(3)), bad, exporters.NewTable("more", "", counts(3)))
	require.ErrorContains(t, err, filepath.Join(dir, "bad.csv"))
	require.Equal(t, []string{"counts.csv"}, names(t, dir), "it ends with the first error")
	plain := filepath.Join(dir, "counts.csv")
	err = exporters.WriteDir(plain, "csv", exporters.WriteCSV)
	require.ErrorContains(t, err, plain)
}
