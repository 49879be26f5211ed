package dataset_test

import (
	"fmt"
	"io/fs"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/internal/table"
	"github.com/summitry/summitry/timeline"
)

// people makes a table of people whose rows are given.
func people(rows string) folder {
	return folder{"people.csv": &fstest.MapFile{Data: []byte("person_id,name,wikidata_id\n" + rows)}}
}

func TestLimits(t *testing.T) {
	base := tiny(t)
	size := int64(len(base["sources.csv"].Data)) // the largest but one
	for _, c := range []struct {
		reason string
		limits dataset.Limits
		table  string // replaced, if there is a text
		text   string
		want   string
	}{
		{"a cell", dataset.Limits{Cell: 12}, "people", "berg-ada,Ada Bergstrøm,\n", `people.csv:2: name "Ada Bergstrøm": has 14 bytes, want 12 at the most`},
		{"a row", dataset.Limits{Row: 200}, "people", "berg-ada,\"" + strings.Repeat("Ada ", 200) + "\",\n", "people.csv:2: a row has more than 200 bytes, and a cell can have 65536; is a quotation mark missing?"},
		{"rows", dataset.Limits{Rows: 3}, "people", "a,A,\nb,B,\nc,C,\nd,D,\n", "people.csv:5: the table has more than 3 rows, want no more"},
		{"faults", dataset.Limits{Faults: 2}, "people", "A,A,\nB,B,\nC,C,\nD,D,\n", "people.csv:3: there are more than 2 faults: mend these first"},
		{"faults of the model", dataset.Limits{Faults: 2}, "people", "a,A,\na,A,\na,A,\na,A,\n", "people.csv:4: there are more than 2 faults: mend these first"},
	} {
		t.Run(c.reason, func(t *testing.T) {
			files := changed(t, base)
			files["people.csv"] = people(c.text)["people.csv"]
			_, err := c.limits.Load(files)
			require.Error(t, err)
			require.Contains(t, strings.Split(err.Error(), "\n"), c.want)
			if c.limits.Faults > 0 {
				require.Len(t, strings.Split(err.Error(), "\n"), c.limits.Faults+1)
			}
			_, warnings, checked := c.limits.Check(files)
			require.Empty(t, warnings)
			if d := cmp.Diff(err.Error(), checked.Error()); d != "" {
				t.Errorf("Load against Check (-Load +Check):\n%s", d)
			}
		})
	}
	_, err := dataset.Limits{Bytes: size}.Load(folder{"sources.csv": base["sources.csv"]})
	require.NotContains(t, err.Error(), "goes on", "as many as there may be")
	_, err = dataset.Limits{Cell: 100, Row: 1000, Rows: 100, Bytes: 10_000, Faults: 1}.Load(base)
	require.NoError(t, err)
}

// endless is a folder in which one file never ends.
type endless struct {
	fs.FS
	name, header string
	row          string
	read         *int // bytes
}

func (e endless) Open(name string) (fs.File, error) {
	f, err := e.FS.Open(name)
	if name == e.name && err == nil {
		return failingFile{f, &endlessRows{rest: e.header, row: e.row, read: e.read}}, nil
	}
	return f, err
}

func (e endless) Stat(name string) (fs.FileInfo, error) { return fs.Stat(e.FS, name) }

type endlessRows struct {
	rest, row string
	read      *int
}

func (r *endlessRows) Read(p []byte) (int, error) {
	if r.rest == "" {
		r.rest = strings.Repeat(r.row, 1000)
	}
	n := copy(p, r.rest)
	r.rest = r.rest[n:]
	*r.read += n
	return n, nil
}

// A file without an end, whatever its rows are, takes a bounded memory.
func TestLimitsHoldWithoutAnEnd(t *testing.T) {
	for reason, c := range map[string]struct{ row, want string }{
		"rows that are all wrong":  {"A B,,\n", "there are more than 10000 faults"},
		"rows that are too short":  {"a\n", "there are more than 10000 faults"},
		"blank lines":              {"\n", "a row has more than 1048576 bytes"},
		"an endless cell":          {"a", "a row has more than 1048576 bytes"},
		"the same row again":       {"a,A,\n", "there are more than 10000 faults"},
		"quotation marks, no ends": {"\"\n", "there are more than 10000 faults"},
	} {
		t.Run(reason, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.GC()
			runtime.ReadMemStats(&before)
			start := time.Now()
			read := 0
			_, err := dataset.Limits{Rows: 300_000}.Load(endless{tiny(t), "people.csv", "person_id,name,wikidata_id\n", c.row, &read})
			runtime.GC()
			runtime.ReadMemStats(&after)
			require.Error(t, err)
			require.True(t, strings.Contains(err.Error(), c.want), "%.300s", err)
			require.Less(t, len(strings.Split(err.Error(), "\n")), 10_100)
			require.Less(t, int64(after.HeapAlloc)-int64(before.HeapAlloc), int64(64<<20))
			if strings.HasPrefix(reason, "rows that are") {
				require.Less(t, read, 200_000, "reading stops behind so many faults")
			}
			require.Less(t, time.Since(start), time.Minute)
			runtime.KeepAlive(err)
		})
	}
}

// What the model finds wrong is bounded as well, and so is the time for hints.
func TestLimitsOfTheModel(t *testing.T) {
	files := changed(t, tiny(t))
	var rows strings.Builder
	for i := range 60_000 {
		fmt.Fprintf(&rows, "a,A%d,\n", i)
	}
	files["people.csv"] = people(rows.String())["people.csv"]
	_, err := dataset.Load(files)
	faults, all := timeline.Faults(err)
	require.True(t, all)
	require.Len(t, faults, table.MaxFaults+1)
}

// The bound of a table is at its last byte.
func TestLimitOfBytesIsExact(t *testing.T) {
	files := tiny(t)
	for name, file := range files {
		size := int64(len(file.Data))
		only := folder{name: file}
		says := func(limit int64) bool {
			_, err := dataset.Limits{Bytes: limit}.Load(only)
			return strings.Contains(err.Error(), fmt.Sprintf("goes on behind %d bytes", limit))
		}
		require.False(t, says(size), name)
		require.True(t, says(size-1), name)
	}
}
