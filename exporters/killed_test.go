package exporters_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/exporters"
)

const tmp = ".out.summitry-tmp"

// writesForever is set for the process that TestReplaceDirKilled kills: it writes to this path without an end.
const writesForever = "SUMMITRY_TEST_WRITES_FOREVER"

// generation writes a folder of files that all have the same text.
func generation(text string) func(dir string) error {
	return func(dir string) error {
		for i := range 12 {
			if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d", i)), []byte(text), 0o644); err != nil {
				return err
			}
		}
		return nil
	}
}

// whole wants a folder of generation, and gives its text.
func whole(t *testing.T, dir string) string {
	t.Helper()
	files := names(t, dir)
	require.Len(t, files, 12)
	var first string
	for i, name := range files {
		got, err := os.ReadFile(filepath.Join(dir, name))
		require.NoError(t, err)
		if i == 0 {
			first = string(got)
		}
		require.Equal(t, first, string(got), "half of one and half of another")
	}
	return first
}

func TestHelperWritesForever(t *testing.T) {
	path := os.Getenv(writesForever)
	if path == "" {
		t.Skip("is run by TestReplaceDirKilled")
	}
	for i := 0; ; i++ {
		var err error
		if strings.HasSuffix(path, ".csv") {
			err = exporters.WriteFile(path, text(strings.Repeat(fmt.Sprintf("%09d\n", i), 1000)))
		} else {
			err = exporters.ReplaceDir(path, generation(fmt.Sprint("generation ", i)))
		}
		if err != nil {
			fmt.Println(err)
			os.Exit(3)
		}
	}
}

// killed runs the process that writes for a random time, and kills it.
func killed(t *testing.T, path string) {
	t.Helper()
	cmd := exec.Command(os.Args[0], "-test.run=^TestHelperWritesForever$")
	cmd.Env = append(os.Environ(), writesForever+"="+path)
	require.NoError(t, cmd.Start())
	for range 5000 { // until it has begun
		if _, err := os.Stat(path); err == nil {
			break
		}
		time.Sleep(time.Millisecond)
	}
	time.Sleep(time.Duration(rand.IntN(5000)) * time.Microsecond)
	require.NoError(t, cmd.Process.Kill())
	require.Error(t, cmd.Wait())
	require.NotEqual(t, 3, cmd.ProcessState.ExitCode(), "it was not killed, but failed")
}

// rounds is how often something is killed.
func rounds() int {
	if testing.Short() {
		return 10
	}
	return 60
}

func TestReplaceDirKilled(t *testing.T) {
	left, away := 0, 0
	for range rounds() {
		above := t.TempDir()
		dir := filepath.Join(above, "out")
		killed(t, dir)
		if _, err := os.Stat(dir); errors.Is(err, fs.ErrNotExist) {
			away++ // between the two renames
			whole(t, filepath.Join(above, tmp, "old"))
		} else {
			whole(t, dir)
		}
		for _, name := range names(t, above) {
			if name != "out" {
				require.Equal(t, tmp, name, "a folder that is not named as what it is")
				left++
			}
		}
		require.NoError(t, exporters.ReplaceDir(dir, generation("the next one")))
		require.Equal(t, "the next one", whole(t, dir))
		require.Equal(t, []string{"out"}, names(t, above), "what was left is gone")
	}
	t.Logf("of %d processes %d left something, %d of them between the two renames", rounds(), left, away)
}

func TestWriteFileKilled(t *testing.T) {
	for range rounds() {
		above := t.TempDir()
		path := filepath.Join(above, "a.csv")
		killed(t, path)
		got, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, strings.Repeat(string(got[:10]), 1000), string(got), "half a file")
		for _, name := range names(t, above) {
			require.Contains(t, []string{"a.csv", ".a.csv.summitry-tmp"}, name)
		}
		require.NoError(t, exporters.WriteFile(path, text("next")))
		require.Equal(t, []string{"a.csv"}, names(t, above), "what was left is gone")
	}
}

// What a killed process leaves at each point, one by one.
func TestReplaceDirMends(t *testing.T) {
	for _, c := range []struct {
		reason  string
		target  string // what is at the target, if anything
		scratch map[string]string
		want    string // what is there before the next export takes its place
	}{
		{"killed while it wrote, over nothing", "", map[string]string{"new": "half"}, ""},
		{"killed while it wrote", "old", map[string]string{"new": "half"}, "old"},
		{"killed between the two renames", "", map[string]string{"new": "new", "old": "old"}, "old"},
		{"killed behind the second", "new", map[string]string{"old": "old"}, "new"},
		{"killed while it removed what it had replaced", "new", map[string]string{"gone": "old"}, "new"},
		{"the same, and then the target was removed by hand", "", map[string]string{"gone": "old"}, ""},
	} {
		t.Run(c.reason, func(t *testing.T) {
			above := t.TempDir()
			dir := filepath.Join(above, "out")
			left := []string{}
			if c.target != "" {
				require.NoError(t, os.Mkdir(dir, 0o755))
				require.NoError(t, generation(c.target)(dir))
			}
			if c.want != "" {
				left = append(left, "out")
			}
			for name, text := range c.scratch {
				require.NoError(t, os.MkdirAll(filepath.Join(above, tmp, name), 0o755))
				require.NoError(t, generation(text)(filepath.Join(above, tmp, name)))
			}
			require.NoError(t, os.Chmod(filepath.Join(above, tmp), 0o700))
			require.NoError(t, os.WriteFile(filepath.Join(above, tmp, "lock"), nil, 0o600))
			failed := errors.New("failed")
			err := exporters.ReplaceDir(dir, func(string) error { return failed })
			require.ErrorIs(t, err, failed)
			require.Equal(t, left, names(t, above))
			if c.want != "" {
				require.Equal(t, c.want, whole(t, dir))
			}
		})
	}
}

// Of two exports to one folder the second is refused, and harms nothing of the first. Files are written one after the other.
func TestReplaceDirTwice(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "out")
	require.NoError(t, exporters.ReplaceDir(dir, func(fresh string) error {
		require.NoError(t, generation("first")(fresh))
		err := exporters.ReplaceDir(dir, func(string) error { t.Error("nothing is to be written"); return nil })
		require.EqualError(t, err, "exporters: write "+dir+": another export writes there: wait until it is done")
		return nil
	}))
	require.Equal(t, "first", whole(t, dir))
	require.Equal(t, []string{"out"}, names(t, above))

	path := filepath.Join(above, "a.csv")
	require.NoError(t, exporters.WriteFile(path, func(w io.Writer) error {
		require.NoError(t, exporters.WriteFile(path, text("second")))
		return text("first")(w)
	}))
	got, err := os.ReadFile(path)
	require.NoError(t, err)
	require.Equal(t, "first", string(got), "whoever is done last")
	require.Equal(t, []string{"a.csv", "out"}, names(t, above))
}

func TestReplaceDirManyAtOnce(t *testing.T) {
	above := t.TempDir()
	dir := filepath.Join(above, "out")
	var group sync.WaitGroup
	for i := range 8 {
		group.Go(func() {
			for j := range 40 {
				if err := exporters.ReplaceDir(dir, generation(fmt.Sprint(i, " ", j))); err != nil && !strings.Contains(err.Error(), "another export writes there") {
					t.Error(err)
				}
			}
		})
	}
	group.Wait()
	whole(t, dir)
	require.Equal(t, []string{"out"}, names(t, above))
}

// A folder of that name which is not ours, as anybody can make one in /tmp, is not used and not touched.
func TestReplaceDirTrustsNoOthers(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("permissions are other ones there")
	}
	for _, prepare := range []func(path string) error{
		func(path string) error { return errors.Join(os.Mkdir(path, 0o777), os.Chmod(path, 0o777)) },
		func(path string) error { return os.Symlink("elsewhere", path) },
		func(path string) error { return os.WriteFile(path, nil, 0o600) },
	} {
		above := t.TempDir()
		require.NoError(t, os.Mkdir(filepath.Join(above, "elsewhere"), 0o700))
		require.NoError(t, put("theirs")(filepath.Join(above, "elsewhere")))
		require.NoError(t, prepare(filepath.Join(above, tmp)))
		require.NoError(t, exporters.ReplaceDir(filepath.Join(above, "out"), generation("mine")))
		whole(t, filepath.Join(above, "out"))
		require.Equal(t, []string{tmp, "elsewhere", "out"}, names(t, above))
		require.Equal(t, []string{"theirs"}, names(t, filepath.Join(above, "elsewhere")))
	}
}

// If the new folder cannot take its place though the old one has left it, the old one is put back, or kept.
func TestReplaceDirCannotBeMoved(t *testing.T) {
	for _, blocked := range []bool{false, true} {
		above := t.TempDir()
		dir := filepath.Join(above, "out")
		require.NoError(t, exporters.ReplaceDir(dir, generation("before")))
		err := exporters.ReplaceDir(dir, func(fresh string) error {
			// What is mounted cannot be renamed.
			if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", fresh).CombinedOutput(); err != nil {
				t.Skipf("no file system can be mounted here: %s", out)
			}
			t.Cleanup(func() { exec.Command("umount", fresh).Run() })
			if blocked {
				require.NoError(t, exec.Command("mount", "--bind", dir, dir).Run())
				t.Cleanup(func() { exec.Command("umount", dir).Run() })
			}
			return generation("after")(fresh)
		})
		require.ErrorIs(t, err, syscall.EBUSY)
		require.EqualError(t, err, "exporters: write "+dir+": device or resource busy")
		require.Equal(t, "before", whole(t, dir))
		if blocked {
			require.NoError(t, exec.Command("umount", dir).Run())
		}
		exec.Command("umount", filepath.Join(above, tmp, "new")).Run()
		require.NoError(t, exporters.ReplaceDir(dir, generation("after")))
		require.Equal(t, "after", whole(t, dir))
		require.Equal(t, []string{"out"}, names(t, above))
	}
}

// A disk that is really full: a small file system in memory, which needs the right to mount one.
func TestDiskFull(t *testing.T) {
	above := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", above).CombinedOutput(); err != nil {
		t.Skipf("no file system can be mounted here: %s", out)
	}
	t.Cleanup(func() { require.NoError(t, exec.Command("umount", above).Run()) })
	dir, path := filepath.Join(above, "out"), filepath.Join(above, "a.csv")
	require.NoError(t, exporters.ReplaceDir(dir, put("before")))
	require.NoError(t, exporters.WriteFile(path, text("before")))
	large := exporters.NewTable("large", "", counts(50_000))
	for _, err := range []error{
		exporters.ReplaceDir(dir, func(fresh string) error { return exporters.WriteDir(fresh, "csv", exporters.WriteCSV, large) }),
		exporters.WriteFile(path, func(w io.Writer) error { return exporters.WriteCSV(w, large) }),
	} {
		require.ErrorIs(t, err, syscall.ENOSPC)
		require.Equal(t, 1, strings.Count(err.Error(), syscall.ENOSPC.Error()), "said once: %v", err)
		require.Equal(t, 1, strings.Count(err.Error(), above), "with its path: %v", err)
		require.NotContains(t, err.Error(), "summitry-tmp")
		require.Equal(t, []string{"a.csv", "out"}, names(t, above))
		require.Equal(t, []string{"before"}, names(t, dir))
	}
}

// A file system that is read-only refuses everybody, root too.
func TestReadOnly(t *testing.T) {
	above := t.TempDir()
	if out, err := exec.Command("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", above).CombinedOutput(); err != nil {
		t.Skipf("no file system can be mounted here: %s", out)
	}
	t.Cleanup(func() { require.NoError(t, exec.Command("umount", above).Run()) })
	dir, path := filepath.Join(above, "out"), filepath.Join(above, "a.csv")
	require.NoError(t, exporters.ReplaceDir(dir, put("before")))
	require.NoError(t, exporters.WriteFile(path, text("before")))
	require.NoError(t, exec.Command("mount", "-o", "remount,ro", above).Run())
	never := func() { t.Error("nothing is to be written") }
	for want, err := range map[string]error{
		"exporters: write " + dir + ": read-only file system":  exporters.ReplaceDir(dir, func(string) error { never(); return nil }),
		"exporters: write " + path + ": read-only file system": exporters.WriteFile(path, func(io.Writer) error { never(); return nil }),
	} {
		require.ErrorIs(t, err, syscall.EROFS)
		require.EqualError(t, err, want)
	}
	require.Equal(t, []string{"a.csv", "out"}, names(t, above))
	require.Equal(t, []string{"before"}, names(t, dir))
}
