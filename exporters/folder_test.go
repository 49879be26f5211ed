package exporters_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/exporters"
)

// put writes files into a folder, by name.
func put(files ...string) func(dir string) error {
	return func(dir string) error {
		for _, name := range files {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(name), 0o644); err != nil {
				return err
			}
		}
		return nil
	}
}

func TestReplaceDir(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "new", "out")
	for _, files := range [][]string{{"a", "b"}, {"b", "c"}, {}} {
		require.NoError(t, exporters.ReplaceDir(dir, put(files...)))
		if d := cmp.Diff(append([]string{}, files...), names(t, dir)); d != "" {
			t.Errorf("(-want +got):\n%s", d)
		}
		require.Equal(t, []string{"out"}, names(t, filepath.Dir(dir)), "nothing is left beside it")
		info, err := os.Stat(dir)
		require.NoError(t, err)
		if runtime.GOOS != "windows" {
			require.Equal(t, fs.FileMode(0o755), info.Mode().Perm(), "others may read it")
		}
	}
	t.Chdir(above)
	require.NoError(t, exporters.ReplaceDir("plain", put("a")))
	require.NoError(t, exporters.ReplaceDir("plain/", put("b")))
	require.Equal(t, []string{"b"}, names(t, filepath.Join(above, "plain")))
	require.Equal(t, []string{"new", "plain"}, names(t, above))
}

func TestReplaceDirFails(t *testing.T) {
	broken := errors.New("out of rows")
	for _, was := range [][]string{nil, {"before"}} {
		above := t.TempDir()
		dir := filepath.Join(above, "out")
		left := []string{}
		if was != nil {
			require.NoError(t, exporters.ReplaceDir(dir, put(was...)))
			left = append(left, "out")
		}
		err := exporters.ReplaceDir(dir, func(fresh string) error {
			require.NoError(t, put("half")(fresh))
			return broken
		})
		require.ErrorIs(t, err, broken)
		err = exporters.ReplaceDir(dir, func(fresh string) error {
			_, err := os.ReadFile(filepath.Join(fresh, "missing.csv"))
			return err
		})
		require.ErrorIs(t, err, fs.ErrNotExist)
		require.EqualError(t, err, "open "+filepath.Join(dir, "missing.csv")+": no such file or directory", "the folder has its own name")
		require.Equal(t, left, names(t, above))
		if was != nil {
			require.Equal(t, was, names(t, dir))
		}
	}
}

func TestReplaceDirPanics(t *testing.T) {
	above := t.TempDir()
	require.Panics(t, func() {
		exporters.ReplaceDir(filepath.Join(above, "out"), func(string) error { panic("a fault of the caller") })
	})
	require.Empty(t, names(t, above))
}

func TestReplaceDirWhereItCannot(t *testing.T) {
	above := t.TempDir()
	require.NoError(t, put("file")(above))
	require.NoError(t, os.Mkdir(filepath.Join(above, "there"), 0o755))
	require.NoError(t, os.Symlink("there", filepath.Join(above, "link")))
	t.Chdir(above)
	for path, want := range map[string]string{
		"file":        "exporters: write file: is a file, want a folder",
		"file/out":    "exporters: write file/out: not a directory",
		"link":        "exporters: write link: is a link, want the folder itself",
		".":           "exporters: write .: want a folder with a name, which can be replaced as a whole",
		"there/../..": "exporters: write ..: want a folder with a name, which can be replaced as a whole",
		"/":           "exporters: write /: want a folder with a name, which can be replaced as a whole",
	} {
		err := exporters.ReplaceDir(path, func(string) error { t.Error("nothing is to be written"); return nil })
		require.EqualError(t, err, want)
	}
	require.Equal(t, []string{"file", "link", "there"}, names(t, above))
}

// If the new folder is gone, or cannot take its place, the old one stays.
func TestReplaceDirKeepsTheOldOne(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "out")
	require.NoError(t, exporters.ReplaceDir(dir, put("before")))
	err := exporters.ReplaceDir(dir, func(fresh string) error { return os.Rename(fresh, filepath.Join(above, "elsewhere")) })
	require.ErrorContains(t, err, "exporters: write "+dir+": ")
	require.NotContains(t, err.Error(), ".summitry-tmp")
	require.Equal(t, []string{"elsewhere", "out"}, names(t, above))
	require.Equal(t, []string{"before"}, names(t, dir))
}
