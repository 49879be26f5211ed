package exporters_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gocarina/gocsv"
	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/exporters"
)

// An act is a cell whose text does something.
type act struct {
	text string
	do   func()
}

func (a act) MarshalText() ([]byte, error) {
	if a.do != nil {
		a.do()
	}
	return []byte(a.text), nil
}

func (a *act) UnmarshalText(text []byte) error {
	*a = act{text: string(text)}
	return nil
}

type acting struct {
	N   int `csv:"n"`
	Act act `csv:"act"`
}

// acts gives rows of which some do something.
func acts(n int, do map[int]func()) iter.Seq[acting] {
	return func(yield func(acting) bool) {
		for i := range n {
			if !yield(acting{i, act{fmt.Sprintf(`row "%d"`, i), do[i]}}) {
				return
			}
		}
	}
}

var writers = map[string]func(io.Writer, exporters.Table) error{
	"CSV": exporters.WriteCSV, "JSON": exporters.WriteJSON, "JSON Lines": exporters.WriteJSONLines,
}

// onCores runs a test on several numbers of cores, and wants each to leave no goroutine.
func onCores(t *testing.T, run func(t *testing.T)) {
	for _, cores := range []int{1, 2, 32} {
		t.Run(fmt.Sprintf("%d cores", cores), func(t *testing.T) {
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(cores))
			before := runtime.NumGoroutine()
			run(t)
			// One that has said that it ends may still be counted for a moment.
			require.Eventually(t, func() bool { return runtime.NumGoroutine() <= before+1 }, 10*time.Second, time.Millisecond) // and Eventually has one itself
		})
	}
}

func TestTextsAreTheSameOnAnyCores(t *testing.T) {
	for _, n := range []int{0, 1, 1023, 1024, 1025, 4096, 12_345} {
		rows := slices.Collect(acts(n, nil))
		oracle, err := gocsv.MarshalString(rows)
		require.NoError(t, err)
		var lines []string
		for _, row := range rows {
			text, err := json.Marshal(row.Act.text)
			require.NoError(t, err)
			lines = append(lines, fmt.Sprintf(`{"n":%d,"act":%s}`, row.N, text))
		}
		array := "[]\n"
		if n > 0 {
			array = "[\n" + strings.Join(lines, ",\n") + "\n]\n"
		}
		want := map[string]string{"CSV": oracle, "JSON": array, "JSON Lines": strings.Join(append(lines, ""), "\n")}
		onCores(t, func(t *testing.T) {
			once, _ := exporters.NewTable("acts", "", slices.Values(rows)).Kept()
			for name, to := range writers {
				if d := cmp.Diff(want[name], write(t, to, exporters.NewTable("acts", "", acts(n, nil)))); d != "" {
					t.Errorf("%s of %d rows (-want +got):\n%s", name, n, d)
				}
				if d := cmp.Diff(want[name], write(t, to, once)); d != "" {
					t.Errorf("%s of %d rows that were kept (-want +got):\n%s", name, n, d)
				}
			}
		})
	}
}

// Rows that are written side by side are as wrong as one after the other: the first that is wrong is reported.
func TestFirstFaultOfManyBlocks(t *testing.T) {
	boom := func() { panic("no row behind a wrong one is of interest") }
	onCores(t, func(t *testing.T) {
		for name, to := range writers {
			for _, wrong := range []int{0, 1023, 1024, 5000, 9999} {
				table := exporters.NewTable("acts", "", func(yield func(acting) bool) {
					for row := range acts(10_000, map[int]func(){wrong + 1: boom, wrong + 2000: boom}) {
						if row.N == wrong || row.N == wrong+700 || row.N == wrong+1500 {
							row.Act.text = " "
						}
						if !yield(row) {
							return
						}
					}
				})
				require.EqualError(t, to(io.Discard, table), fmt.Sprintf(`exporters: acts, row %d: act " ": has blanks at its ends`, wrong+1), name)
			}
		}
	})
}

// failingOnce is a writer that fails after some writes and wants no other one.
type failingOnce struct {
	t      *testing.T
	left   int
	err    error
	failed func()
}

func (w *failingOnce) Write(p []byte) (int, error) {
	if w.left--; w.left > 0 {
		return len(p), nil
	}
	require.Zero(w.t, w.left, "it is written to after its error")
	w.failed()
	return 0, w.err
}

func TestFailingWriterStopsAll(t *testing.T) {
	full := errors.New("no space")
	onCores(t, func(t *testing.T) {
		for name, to := range writers {
			for _, left := range []int{1, 2, 4} {
				var failed atomic.Bool
				var late, working atomic.Int64
				read := 0
				table := exporters.NewTable("acts", "", func(yield func(acting) bool) {
					for i := range 1_000_000 {
						read++
						slow := act{"x", func() {
							if failed.Load() {
								late.Add(1)
								working.Add(1)
								time.Sleep(20 * time.Millisecond)
								working.Add(-1)
							}
						}}
						if !yield(acting{i, slow}) {
							return
						}
					}
				})
				err := to(&failingOnce{t, left, full, func() {
					failed.Store(true)
					time.Sleep(10 * time.Millisecond) // until others are at work
				}}, table)
				require.Zero(t, working.Load(), "texts being made after the end")
				require.ErrorIs(t, err, full, name)
				require.Less(t, read, 100_000, "rows read though nothing can be written")
				require.Less(t, late.Load(), int64(100), "texts made though nothing can be written")
			}
		}
	})
}

// What panics does so in who called, and what ends its goroutine ends that of the caller.
func TestPanicsOfOthers(t *testing.T) {
	rows := func(do map[int]func()) exporters.Table { return exporters.NewTable("acts", "", acts(10_000, do)) }
	boom := func() { panic("boom") }
	onCores(t, func(t *testing.T) {
		for name, to := range writers {
			for _, at := range []int{0, 1500, 8000, 9999} {
				require.PanicsWithValue(t, "boom", func() { to(io.Discard, rows(map[int]func(){at: boom})) }, "%s of a row", name)
				require.PanicsWithValue(t, "boom", func() {
					to(io.Discard, exporters.NewTable("acts", "", func(yield func(acting) bool) {
						for row := range acts(at, nil) {
							if !yield(row) {
								return
							}
						}
						boom()
					}))
				}, "%s of what gives the rows", name)
				ended, returned := make(chan struct{}), false
				go func() {
					defer close(ended)
					to(io.Discard, rows(map[int]func(){at: runtime.Goexit}))
					returned = true
				}()
				<-ended
				require.False(t, returned, name)
			}
			for _, left := range []int{1, 2, 4} {
				require.PanicsWithValue(t, "boom", func() { to(&failingOnce{t, left, nil, boom}, rows(nil)) }, "%s of the writer", name)
			}
		}
	})
}

// The rows of parts that are made side by side are those in order, and when they are left nobody goes on to make them.
func TestDerivedOnAnyCores(t *testing.T) {
	register := load(t, folders(t)["built-in"])
	want := make(map[string][][]string)
	onCores(t, func(t *testing.T) {
		for _, table := range exporters.Derived(register) {
			if table.Name() != "participant_year" && table.Name() != "streaks" {
				continue
			}
			var all [][]string
			for row, err := range table.Rows() {
				require.NoError(t, err)
				all = append(all, row)
			}
			require.NotEmpty(t, all, table.Name())
			if want[table.Name()] == nil {
				want[table.Name()] = all
			}
			if d := cmp.Diff(want[table.Name()], all); d != "" {
				t.Errorf("%s (-on one core +here):\n%s", table.Name(), d)
			}
			for range table.Rows() {
				break
			}
		}
	})
}
