package main

import (
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/datapackage"
	"github.com/summitry/summitry/exporters/graph"
	"github.com/summitry/summitry/exporters/parquet"
	"github.com/summitry/summitry/exporters/timelinejs"
	"github.com/summitry/summitry/exporters/vegalite"
	"github.com/summitry/summitry/exporters/xlsx"
	"github.com/summitry/summitry/timeline"
)

// runsAsCommand is set for the process that is the command itself.
const runsAsCommand = "SUMMITRY_TEST_RUNS_AS_COMMAND"

// command makes a process that is the command.
func command(args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Env = append(os.Environ(), runsAsCommand+"=1")
	return cmd
}

// An export that is killed at whatever moment leaves what was there, or what it wrote, as a whole; the next one leaves nothing else.
func TestExportKilled(t *testing.T) {
	if testing.Short() {
		t.Skip("it starts processes")
	}
	above := t.TempDir()
	out, scratch := filepath.Join(above, "out"), filepath.Join(above, ".out.summitry-tmp")
	before := []string{"export", "--data", tiny, "--format", "csv", "--force", "--out", out}
	after := []string{"export", "--data", tiny, "--format", "csv,json,jsonl,graphml,datapackage", "--force", "--out", out}
	start := time.Now()
	require.NoError(t, command(after...).Run())
	took := time.Since(start)
	written := contents(t, out)
	require.NoError(t, command(before...).Run())
	old := contents(t, out)
	require.NotEqual(t, old, written)
	const rounds = 40
	ended := 0
	for range rounds {
		require.NoError(t, command(before...).Run())
		require.Equal(t, old, contents(t, out))
		cmd := command(after...)
		require.NoError(t, cmd.Start())
		time.Sleep(rand.N(took))
		cmd.Process.Kill() // it may have ended
		if cmd.Wait() == nil {
			ended++
		}
		at := out
		if _, err := os.Stat(out); errors.Is(err, fs.ErrNotExist) {
			at = filepath.Join(scratch, "old")
		}
		if got := contents(t, at); len(got) == len(old) {
			require.Equal(t, old, got)
		} else {
			require.Equal(t, written, got)
		}
		entries, err := os.ReadDir(above)
		require.NoError(t, err)
		for _, e := range entries {
			require.Contains(t, []string{"out", filepath.Base(scratch)}, e.Name())
		}
	}
	require.Less(t, ended, rounds, "none was killed")
	require.NoError(t, command(after...).Run())
	require.Equal(t, written, contents(t, out))
	require.NoDirExists(t, scratch)
}

// A failing writer takes some bytes, and then says why it takes no more.
type failingWriter struct {
	left int
	err  error
}

func (w *failingWriter) Write(p []byte) (int, error) {
	if len(p) <= w.left {
		w.left -= len(p)
		return len(p), nil
	}
	n := w.left
	w.left = 0
	return n, w.err
}

type counter struct{ n int }

func (c *counter) Write(p []byte) (int, error) {
	c.n += len(p)
	return len(p), nil
}

// Each format gives the error of its writer, wherever it comes, once; and the file is not there.
func TestEachFormatUnderAFailingWriter(t *testing.T) {
	data, err := dataset.Load(os.DirFS(tiny))
	require.NoError(t, err)
	tables := append(exporters.Tables(data.Register), exporters.Derived(data.Register)...)
	table := tables[0]
	regular, err := data.Timeline().Select(timeline.Filter{})
	require.NoError(t, err)
	roll, who := data.Roll(regular, attendance.Rule{Eligible: attendance.Invited}), data.Everybody()
	formats := map[string]func(io.Writer) error{
		"csv":         func(w io.Writer) error { return exporters.WriteCSV(w, table) },
		"json":        func(w io.Writer) error { return exporters.WriteJSON(w, table) },
		"document":    func(w io.Writer) error { return exporters.WriteDocument(w, data.Register) },
		"jsonl":       func(w io.Writer) error { return exporters.WriteJSONLines(w, table) },
		"parquet":     func(w io.Writer) error { return parquet.Write(w, table) },
		"xlsx":        func(w io.Writer) error { return xlsx.Write(w, tables[:3]...) },
		"graphml":     func(w io.Writer) error { return graph.WriteGraphML(w, graph.TwoMode(roll, who)) },
		"gexf":        func(w io.Writer) error { return graph.WriteGEXF(w, graph.CoAttendance(roll, who, attendance.Newman)) },
		"timelinejs":  func(w io.Writer) error { return timelinejs.Write(w, data.Timeline(), data.Name) },
		"datapackage": func(w io.Writer) error { return datapackage.WriteZip(w, datapackage.Package{Name: "a"}, tables[:3]...) },
	}
	for name, spec := range vegalite.Gallery(data.Register) {
		formats[name] = spec.Write
	}
	for name, write := range formats {
		t.Run(name, func(t *testing.T) {
			var size counter
			require.NoError(t, write(&size))
			step := max(size.n/60, 1)
			for n := 0; n < size.n; n += step {
				cause := errors.New("the disk is on fire")
				path := filepath.Join(t.TempDir(), "file")
				err := exporters.WriteFile(path, func(w io.Writer) error { return write(io.MultiWriter(&failingWriter{n, cause}, w)) })
				require.ErrorIs(t, err, cause, "after %d of %d bytes", n, size.n)
				require.Equal(t, 1, strings.Count(err.Error(), cause.Error()), "said once: %v", err)
				require.Equal(t, 1, strings.Count(err.Error(), path), "with its path: %v", err)
				require.NoFileExists(t, path)
			}
		})
	}
}
