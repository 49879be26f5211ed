// Package ratio bounds ratios of which each item may turn out in several ways.
package ratio

// An Item is the set of ways in which one item may turn out, independent of the others: it is left out of the ratio, or it is below
// the line only, or above it too.
type Item uint8

const (
	Skip Item = 1 << iota // 0/0
	Miss                  // 0/1
	Hit                   // 1/1
)

// Share is the item of something of which two things are open independently: whether it counts, and whether it is eligible to be in the
// ratio at all. Each may be, and may not be.
func Share(counts, countsNot, eligible, eligibleNot bool) Item {
	var item Item
	if eligibleNot {
		item |= Skip
	}
	if eligible && countsNot {
		item |= Miss
	}
	if eligible && counts {
		item |= Hit
	}
	return item
}

// Bounds are the least and the greatest value of a ratio, over the ways in which it has one. Always is whether it has one in all
// ways, and Ever whether in any.
type Bounds struct {
	Least, Most  float64
	Always, Ever bool
}

// Of bounds the number of hits by the number of hits and misses.
func Of(items []Item) Bounds {
	var n Counts
	for _, item := range items {
		n[item]++
	}
	return n.Bounds()
}

// Counts are how many items there are of each kind, which is all that the bounds depend on.
type Counts [8]int

// Bounds bounds the number of hits by the number of hits and misses. Adding a miss never raises such a ratio and adding a hit never
// lowers it, so each item takes the worst or the best way that it has: a miss before it is left out, or a hit.
func (n *Counts) Bounds() Bounds {
	maybeMiss := n[Miss] + n[Miss|Skip] + n[Miss|Hit] + n[Miss|Skip|Hit]
	maybeHit := n[Hit] + n[Hit|Skip] + n[Hit|Miss] + n[Hit|Skip|Miss]
	return Between(n[Hit], n[Miss], maybeHit, maybeMiss, n[Hit]+n[Miss]+n[Miss|Hit] > 0)
}

// Between is Bounds by the numbers of items that are hits and misses, of those that may be, and whether any is not left out.
func Between(hit, miss, maybeHit, maybeMiss int, always bool) Bounds {
	b := Bounds{Always: always, Ever: maybeHit+maybeMiss > 0}
	if b.Ever {
		// Where all items can be left out at once, the ratio needs one of them: a hit if there is no miss, and the other way round.
		b.Least, b.Most = fraction(hit, hit+maybeMiss, 1), fraction(maybeHit, maybeHit+miss, 0)
	}
	return b
}

func fraction(hits, all int, empty float64) float64 {
	if all == 0 {
		return empty
	}
	return float64(hits) / float64(all)
}
