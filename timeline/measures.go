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
	var both, fresh, back crosstab
	for _, p := range passages {
		was, is := p.Was.Or(No), p.Is.Or(No) // what is none of the three values is unknown
		both[was][is]++
		fresh[is][was.Or(p.Before).Not()]++
		back[is][was.Not().And(p.Before)]++
	}
	m := both.settled()
	m.Novelty, m.Return = fresh.share(), back.share()
	return m
}

// settled gives the measures that depend on Was and Is alone. It needs no more of the elements than how many there are of each kind.
func (n *crosstab) settled() (m Measures) {
	yes, one, mixed := n[Yes][Yes], n[Yes][No]+n[No][Yes], n[Yes][Unknown]+n[Unknown][Yes]
	perhaps, open := n[No][Unknown]+n[Unknown][No], n[Unknown][Unknown]
	common, apart, always := yes+mixed+open, one+mixed+perhaps+open, yes+one+mixed > 0
	m.Jaccard = measureOf(ratio.Between(yes, one, common, apart, always))
	m.Turnover = measureOf(ratio.Between(one, yes, apart, common, always))
	m.Persistence, m.Kept = n.share(), n.turned().share()
	m.Dice = m.Jaccard.through(func(j float64) float64 { return 2 * j / (1 + j) })
	m.Overlap = n.overlap(m.Persistence, m.Kept)
	return m
}

// Loosened gives the measures with bounds that are only sure, as where the elements depend on each other.
func (m Measures) Loosened() Measures {
	for _, measure := range []*Measure{&m.Jaccard, &m.Dice, &m.Overlap, &m.Turnover, &m.Persistence, &m.Kept, &m.Novelty, &m.Return} {
		measure.Loose = measure.Value != No && measure.Least != measure.Most
	}
	return m
}

// A crosstab counts elements by whether each of two things is so of them, independently of each other.
type crosstab [3][3]int

// measures are those of sets before which there was nothing: what is in the second alone is new.
func (n *crosstab) measures() Measures {
	m := n.settled()
	fresh := crosstab{Yes: {Yes: n[No][Yes], No: n[Yes][Yes], Unknown: n[Unknown][Yes]}, Unknown: {Yes: n[No][Unknown], No: n[Yes][Unknown], Unknown: n[Unknown][Unknown]}}
	back := crosstab{Yes: {No: n[Yes][Yes] + n[No][Yes] + n[Unknown][Yes]}, Unknown: {No: n[Yes][Unknown] + n[No][Unknown] + n[Unknown][Unknown]}}
	m.Novelty, m.Return = fresh.share(), back.share()
	return m
}

// tally counts what is sure alone, as if there were no more.
func (n *crosstab) tally() Tally {
	return Tally{Kept: n[Yes][Yes], Added: n[No][Yes] + n[Unknown][Yes], Dropped: n[Yes][No] + n[Yes][Unknown]}
}

// turned has the second thing first.
func (n *crosstab) turned() *crosstab {
	return &crosstab{{n[0][0], n[1][0], n[2][0]}, {n[0][1], n[1][1], n[2][1]}, {n[0][2], n[1][2], n[2][2]}}
}

// share is the share of those of which the second thing is so among those of which the first is.
func (n *crosstab) share() Measure {
	either := n[Yes][Unknown] + n[Unknown][Unknown]
	return measureOf(ratio.Between(
		n[Yes][Yes], n[Yes][No], n[Yes][Yes]+n[Unknown][Yes]+either, n[Yes][No]+n[Unknown][No]+either, n[Yes][Yes]+n[Yes][No]+n[Yes][Unknown] > 0,
	))
}

// overlap bounds the overlap coefficient, which is the greater of the shares that the common elements have of either side. So its
// greatest value is the greatest of theirs. Its least value has as few elements in common as can be, and the others that may be on
// either side spread such that the smaller side is as large as it can be.
func (n *crosstab) overlap(ofWas, ofIs Measure) Measure {
	m := Measure{Value: ofWas.Value.And(ofIs.Value)}
	if m.Value == No {
		return m
	}
	m.Most = max(ofWas.Most, ofIs.Most)
	common, spread := n[Yes][Yes], n[Unknown][Unknown]
	was, is := n[Yes][No]+n[Yes][Unknown]+n[Unknown][No], n[No][Yes]+n[Unknown][Yes]+n[No][Unknown]
	toWas := min(max((is+spread-was+1)/2, 0), spread)
	smaller := min(was+toWas, is+spread-toWas)
	switch {
	case common+smaller > 0:
		m.Least = float64(common) / float64(common+smaller)
	case n[Yes][Unknown]+n[Unknown][Yes]+spread > 0:
		m.Least = 1 // a side has an element only if it is common
	}
	return m
}
