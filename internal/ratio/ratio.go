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

// Of bounds the number of hits by the number of hits and misses. Adding a miss never raises such a ratio and adding a hit never
// lowers it, so each item takes the worst or the best way that it has.
func Of(items []Item) Bounds {
	var b Bounds
	var low, high fraction
	anyHit, anyMiss := false, false
	for _, item := range items {
		low.add(item, Miss, Skip, Hit)
		high.add(item, Hit, Skip, Miss)
		anyHit = anyHit || item&Hit != 0
		anyMiss = anyMiss || item&Miss != 0
		b.Always = b.Always || item&Skip == 0
	}
	b.Ever = anyHit || anyMiss
	if !b.Ever {
		return b
	}
	// Where all items can be left out at once, the ratio needs one of them: a hit if there is no miss, and the other way round.
	b.Least, b.Most = low.value(1), high.value(0)
	return b
}

type fraction struct{ hits, all int }

func (f *fraction) add(item Item, wishes ...Item) {
	for _, way := range wishes {
		if item&way == 0 {
			continue
		}
		if way != Skip {
			f.all++
		}
		if way == Hit {
			f.hits++
		}
		return
	}
}

func (f fraction) value(empty float64) float64 {
	if f.all == 0 {
		return empty
	}
	return float64(f.hits) / float64(f.all)
}
