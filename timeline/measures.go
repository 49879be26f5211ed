package timeline

import "github.com/summitry/summitry/internal/ratio"

// A Passage is what is known of one element of a set that changes over time. The parts are independent of each other.
type Passage struct {
	Was    Truth // whether it is in the set as it was
	Is     Truth // whether it is in the set as it is
	Before Truth // whether it is in any of the sets before Was
}

// Measures compare two sets of which not everything is known, A as it was and B as it is.
type Measures struct {
	Jaccard     Measure // |A∩B| / |A∪B|, of Jaccard 1912
	Dice        Measure // 2|A∩B| / (|A|+|B|), of Dice 1945 and Sørensen 1948
	Overlap     Measure // |A∩B| / min(|A|,|B|), of Szymkiewicz and Simpson: 1 for a subset; no value for an empty side
	Turnover    Measure // (added + dropped) / |A∪B|, of Hallett et al. 2016, doi:10.1111/2041-210X.12569: what Jaccard leaves of 1
	Persistence Measure // |A∩B| / |A|: how much of what was is still there
	Kept        Measure // |A∩B| / |B|: this, Novelty and Return are 1 together
	Novelty     Measure // what is in B, and neither in A nor in any set before, / |B|
	Return      Measure // what is in B, not in A, and in a set before, / |B|
}

// NewMeasures compares two sets, of which the elements are given that are or might be in one of them.
func NewMeasures(passages []Passage) Measures {
	var m Measures
	jaccard, turnover, persistence := items(passages), items(passages), items(passages)
	kept, novelty, back := items(passages), items(passages), items(passages)
	for i, p := range passages {
		p.worlds(func(was, is, before bool) {
			jaccard[i] |= way(was || is, was && is)
			turnover[i] |= way(was || is, was != is)
			persistence[i] |= way(was, is)
			kept[i] |= way(is, was)
			novelty[i] |= way(is, !was && !before)
			back[i] |= way(is, !was && before)
		})
	}
	m.Jaccard = measured(jaccard)
	m.Dice = m.Jaccard.through(func(j float64) float64 { return 2 * j / (1 + j) })
	m.Turnover, m.Persistence, m.Kept, m.Novelty, m.Return = measured(turnover), measured(persistence), measured(kept), measured(novelty), measured(back)
	m.Overlap = overlap(passages, m.Persistence, m.Kept)
	return m
}

// Loosened gives the measures with bounds that are only sure, as where the elements depend on each other.
func (m Measures) Loosened() Measures {
	for _, measure := range []*Measure{&m.Jaccard, &m.Dice, &m.Overlap, &m.Turnover, &m.Persistence, &m.Kept, &m.Novelty, &m.Return} {
		measure.Loose = measure.Value != No && measure.Least != measure.Most
	}
	return m
}

func items(passages []Passage) []ratio.Item { return make([]ratio.Item, len(passages)) }

// way is how an element turns out in a ratio: whether it is below the line, and if it is, above it too.
func way(below, above bool) ratio.Item {
	switch {
	case !below:
		return ratio.Skip
	case above:
		return ratio.Hit
	}
	return ratio.Miss
}

// worlds gives each way in which the passage may have been.
func (p Passage) worlds(visit func(was, is, before bool)) {
	for i := range 8 {
		was, is, before := i&1 != 0, i&2 != 0, i&4 != 0
		if p.Was.allows(was) && p.Is.allows(is) && p.Before.allows(before) {
			visit(was, is, before)
		}
	}
}

func (t Truth) allows(yes bool) bool { return t == Unknown || (t == Yes) == yes }

// overlap bounds the overlap coefficient, which is the greater of the shares that the common elements have of either side. So its
// greatest value is the greatest of theirs. Its least value has as few elements in common as can be, and the others that may be on
// either side spread such that the smaller side is as large as it can be.
func overlap(passages []Passage, ofWas, ofIs Measure) Measure {
	var common, was, is, spread int // of the sure in common, on one side, and those that may go to either
	var joinable bool               // whether an element that need not be common can be
	for _, p := range passages {
		switch {
		case p.Was == Yes && p.Is == Yes:
			common++
		case p.Was == Unknown && p.Is == Unknown:
			spread++
			joinable = true
		case p.Was == No && p.Is == No:
		case p.Was != No && p.Is != Yes:
			was++
			joinable = joinable || p.Is != No
		default:
			is++
			joinable = joinable || p.Was != No
		}
	}
	m := Measure{Value: certainly(passages, func(p Passage) Truth { return p.Was }).And(certainly(passages, func(p Passage) Truth { return p.Is }))}
	if m.Value == No {
		return m
	}
	m.Most = max(ofWas.Most, ofIs.Most)
	toWas := min(max((is+spread-was+1)/2, 0), spread)
	smaller := min(was+toWas, is+spread-toWas)
	switch {
	case common+smaller > 0:
		m.Least = float64(common) / float64(common+smaller)
	case joinable:
		m.Least = 1 // a side has an element only if it is common
	}
	return m
}

// certainly tells whether a side has any element.
func certainly(passages []Passage, side func(Passage) Truth) Truth {
	some := No
	for _, p := range passages {
		some = some.Or(side(p))
	}
	return some
}
