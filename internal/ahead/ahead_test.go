package ahead_test

import (
	"runtime"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/summitry/summitry/internal/ahead"
)

// The items are the same, in the same order, however many workers there are, and wherever the sequence is left.
func TestSeqIsInOrder(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	for _, n := range []int{0, 1, 2, 7, 8, 9, 500} {
		var want []int
		for i := range n {
			for k := range i % 5 {
				want = append(want, 10*i+k)
			}
		}
		for _, items := range []int{ahead.Few - 1, ahead.Few} {
			seq := ahead.Seq(n, items, func() func(i int, into []int) []int {
				made := 0 // of this worker alone: the race detector tells if it is not
				return func(i int, into []int) []int {
					for k := range i % 5 {
						made++
						into = append(into, 10*i+k)
					}
					return into
				}
			})
			for range 2 {
				if diff := cmp.Diff(want, slices.Collect(seq)); diff != "" {
					t.Errorf("%d parts: -want +got\n%s", n, diff)
				}
			}
			for _, stop := range []int{1, 3, 100} {
				var got []int
				for x := range seq {
					if got = append(got, x); len(got) == stop {
						break
					}
				}
				if diff := cmp.Diff(want[:min(stop, len(want))], got); diff != "" {
					t.Errorf("%d parts, left after %d: -want +got\n%s", n, stop, diff)
				}
			}
		}
	}
}

// No worker is left behind, also if who reads panics.
func TestSeqEndsItsWorkers(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(4))
	seq := ahead.Seq(100, ahead.Few, func() func(i int, into []int) []int {
		return func(i int, into []int) []int { return append(into, i) }
	})
	before := runtime.NumGoroutine()
	func() {
		defer func() { _ = recover() }()
		for range seq {
			panic("read no further")
		}
	}()
	for range seq {
		break
	}
	if working := runtime.NumGoroutine() - before; working > 0 {
		t.Errorf("%d workers are left", working)
	}
}
