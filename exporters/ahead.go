package exporters

import (
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
)

// mostAhead is how many items are at work at a time: what is not done side by side would keep more of them waiting.
func mostAhead() int { return min(runtime.GOMAXPROCS(0)+1, 8) }

// ahead gives the items in their order, each after something was done with it: elsewhere and with several side by side, but with
// the last one here, and so with the only one. What is done may stop when it is left. If it panics elsewhere it is done again here, where it panics
// in who called.
func ahead[T any](most int, items iter.Seq[T], do func(item T, left *atomic.Bool)) iter.Seq[T] {
	type job struct {
		item T
		done chan bool // whether it came to its end
	}
	return func(yield func(T) bool) {
		var work sync.WaitGroup
		var left atomic.Bool
		defer func() {
			left.Store(true)
			work.Wait()
		}()
		var jobs []job // at work, and then the last one, which is not
		first := func() bool {
			j := jobs[0]
			jobs = jobs[1:]
			if !<-j.done {
				do(j.item, &left)
			}
			return yield(j.item)
		}
		for item := range items {
			if len(jobs) > 0 {
				j := jobs[len(jobs)-1]
				work.Go(func() {
					ended := false
					defer func() {
						recover()
						j.done <- ended
					}()
					do(j.item, &left)
					ended = true
				})
			}
			if len(jobs) > most && !first() {
				return
			}
			jobs = append(jobs, job{item, make(chan bool, 1)})
		}
		if len(jobs) > 0 {
			jobs[len(jobs)-1].done <- false
		}
		for len(jobs) > 0 {
			if !first() {
				return
			}
		}
	}
}
