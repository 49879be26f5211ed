// Package ahead makes long sequences on all processors.
package ahead

import (
	"iter"
	"runtime"
	"sync"
)

// Few is how many items are made in less time than it takes to share the work.
const Few = 20_000

// Seq gives the items of n parts, in order, whatever the number of processors. Each worker, of which there is one a processor, makes one
// part after the other, appending its items to a slice; some parts are made ahead of what is read. Items tells how many there are about: if
// they are few, there is one worker and nothing is made ahead of its part. All have ended when the sequence does, also one that is left early.
func Seq[T any](n, items int, worker func() func(i int, into []T) []T) iter.Seq[T] {
	return func(yield func(T) bool) {
		workers := min(runtime.GOMAXPROCS(0), n)
		if workers < 2 || items < Few {
			inOrder(n, worker(), yield)
			return
		}
		type slot struct {
			items []T
			made  chan struct{}
		}
		slots := make([]slot, 2*workers) // of the parts that are made, are waiting, or are read
		for i := range slots {
			slots[i].made = make(chan struct{}, 1)
		}
		todo := make(chan int, len(slots))
		var working sync.WaitGroup
		for range workers {
			working.Go(func() {
				part := worker()
				for i := range todo {
					s := &slots[i%len(slots)]
					s.items = part(i, s.items[:0])
					s.made <- struct{}{}
				}
			})
		}
		defer working.Wait()
		defer close(todo)
		for i := range min(n, len(slots)) {
			todo <- i
		}
		for i := range n {
			s := &slots[i%len(slots)]
			<-s.made
			for k := range s.items {
				if !yield(s.items[k]) {
					return
				}
			}
			if next := i + len(slots); next < n {
				todo <- next
			}
		}
	}
}

func inOrder[T any](n int, part func(i int, into []T) []T, yield func(T) bool) {
	var items []T
	for i := range n {
		items = part(i, items[:0])
		for k := range items {
			if !yield(items[k]) {
				return
			}
		}
	}
}
