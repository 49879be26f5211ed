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
	return measuresOf(&both, &fresh, &back)
}

// measuresOf needs no more of the elements than how many there are of each kind: by Was and Is, by Is and whether they are new, and by
// Is and whether they are back.
func measuresOf(both, fresh, back *crosstab) Measures {
	yes, mixed := both[Yes][Yes], both[Yes][Unknown]+both[Unknown][Yes]
	one, perhaps, open := both[Yes][No]+both[No][Yes], both[No][Unknown]+both[Unknown][No], both[Unknown][Unknown]
	m := Measures{
		Jaccard: measured(&ratio.Counts{
			ratio.Hit: yes, ratio.Miss: one, ratio.Miss | ratio.Hit: mixed, ratio.Skip | ratio.Miss: perhaps, ratio.Skip | ratio.Miss | ratio.Hit: open,
		}),
		Turnover: measured(&ratio.Counts{
			ratio.Miss: yes, ratio.Hit: one, ratio.Miss | ratio.Hit: mixed, ratio.Skip | ratio.Hit: perhaps, ratio.Skip | ratio.Miss | ratio.Hit: open,
		}),
		Persistence: both.share(), Kept: both.turned().share(), Novelty: fresh.share(), Return: back.share(),
	}
	m.Dice = m.Jaccard.through(func(j float64) float64 { return 2 * j / (1 + j) })
	m.Overlap = both.overlap(m.Persistence, m.Kept)
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
	var fresh, back crosstab
	for is := range n {
		fresh[is][Yes], fresh[is][No], fresh[is][Unknown] = n[No][is], n[Yes][is], n[Unknown][is]
		back[is][No] = n[Yes][is] + n[No][is] + n[Unknown][is]
	}
	return measuresOf(n, &fresh, &back)
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
	return measured(&ratio.Counts{
		ratio.Hit: n[Yes][Yes], ratio.Miss: n[Yes][No], ratio.Miss | ratio.Hit: n[Yes][Unknown],
		ratio.Skip | ratio.Hit: n[Unknown][Yes], ratio.Skip | ratio.Miss: n[Unknown][No], ratio.Skip | ratio.Miss | ratio.Hit: n[Unknown][Unknown],
	})
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
