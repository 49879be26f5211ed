package attendance

import "math/bits"

// gatheringSet is a set of gatherings by number, a bit each.
type gatheringSet []uint64

func newSet(n int) gatheringSet { return make(gatheringSet, (n+63)/64) }

func (s gatheringSet) add(i int) { s[i/64] |= 1 << (i % 64) }

// both counts those that are in both sets.
func (s gatheringSet) both(t gatheringSet) int {
	n := 0
	for w := range s {
		n += bits.OnesCount64(s[w] & t[w])
	}
	return n
}
