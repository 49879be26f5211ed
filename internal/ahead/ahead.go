// Package ahead works on all processors and hands on what was made in order.
package ahead

import (
	"iter"
	"runtime"
	"sync"
	"sync/atomic"
)

// Most is how many items to have at work at a time: what is not done side by side would keep more of them waiting.
func Most() int { return min(runtime.GOMAXPROCS(0)+1, 8) }

// Each gives the items in their order, each after something was done with it: elsewhere and with as many as most side by side, but with
// the last one here, and so with the only one. What is done may stop when it is left. If it panics elsewhere it is done again here, where it
// panics in who called. Two more than most are in use at a time, the one that is read and the one that waits to be done.
// All work has ended when the sequence does, also one that is left early.
func Each[T any](most int, items iter.Seq[T], do func(item T, left func() bool)) iter.Seq[T] {
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
				do(j.item, left.Load)
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
					do(j.item, left.Load)
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

// Few is how many items are made in less time than it takes to share the work.
const Few = 20_000

// Seq gives the items of n parts, in order, whatever the number of processors. A worker makes one part after the other, appending its items to
// a slice. Items tells how many there are about: if they are few, there is one worker, and nothing is made ahead of what is read.
func Seq[T any](n, items int, worker func() func(i int, into []T) []T) iter.Seq[T] {
	type slot struct {
		part  func(i int, into []T) []T
		i     int
		items []T
	}
	return func(yield func(T) bool) {
		most := Most()
		slots := make([]slot, most+2)
		if items < Few {
			slots = slots[:1]
		}
		for i := range slots {
			slots[i].part = worker()
		}
		parts := func(yield func(*slot) bool) {
			for i := range n {
				s := &slots[i%len(slots)]
				if s.i = i; !yield(s) {
					return
				}
			}
		}
		made := func(s *slot, _ func() bool) { s.items = s.part(s.i, s.items[:0]) }
		each := Each(most, parts, made)
		if items < Few {
			each = func(yield func(*slot) bool) {
				for s := range parts {
					if made(s, nil); !yield(s) {
						return
					}
				}
			}
		}
		for s := range each {
			for k := range s.items {
				if !yield(s.items[k]) {
					return
				}
			}
		}
	}
}
