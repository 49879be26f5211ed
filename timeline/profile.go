package timeline

import (
	"cmp"
	"iter"
	"maps"
	"math"
	"slices"
)

// A Profile is how much attention topics get: how many documents name each. It is of what is recorded; where the list of topics is
// not complete, so are its measures not. The zero Profile has no topics.
type Profile struct {
	ids    []TopicID // by id
	counts []int     // at least 1
	total  int
}

// NewProfile makes a profile of counts, of which those below 1 are left out.
func NewProfile(counts map[TopicID]int) Profile {
	var p Profile
	for _, id := range slices.Sorted(maps.Keys(counts)) {
		if n := counts[id]; n > 0 {
			p.ids, p.counts, p.total = append(p.ids, id), append(p.counts, n), p.total+n
		}
	}
	return p
}

// Profile is how many documents name each topic, added over all gatherings.
func (a Agenda) Profile() Profile {
	counts := make(map[TopicID]int)
	for _, s := range a.sheets {
		for topic := range s.named {
			counts[topic] += len(s.documents(topic))
		}
	}
	return NewProfile(counts)
}

// Topics gives the topics.
func (p Profile) Topics() TopicSet { return TopicSet{p.ids} }

// Total is the sum of the counts.
func (p Profile) Total() int { return p.total }

// All gives the topics with their counts, by id.
func (p Profile) All() iter.Seq2[TopicID, int] {
	return func(yield func(TopicID, int) bool) {
		for i, id := range p.ids {
			if !yield(id, p.counts[i]) {
				return
			}
		}
	}
}

// Count gives the count of a topic, and 0 if it has none.
func (p Profile) Count(id TopicID) int {
	i, ok := slices.BinarySearch(p.ids, id)
	if !ok {
		return 0
	}
	return p.counts[i]
}

// Equal reports whether both have the same counts.
func (p Profile) Equal(q Profile) bool {
	return slices.Equal(p.ids, q.ids) && slices.Equal(p.counts, q.counts)
}

// share is the part of the attention that a topic gets.
func (p Profile) share(id TopicID) float64 { return float64(p.Count(id)) / float64(p.total) }

// Entropy is the diversity of the attention: Shannon's H = -Σ p ln p over the shares p of the topics, in nats. It is 0 where one topic
// has it all, and ln K for K topics that share it equally. Without topics ok is false. See Boydstun, Bevan and Thomas 2014,
// Policy Studies Journal 42(2).
func (p Profile) Entropy() (h float64, ok bool) {
	for _, id := range p.ids {
		x := p.share(id)
		h -= x * math.Log(x)
	}
	return max(h, 0), p.total > 0
}

// Evenness is the entropy by the greatest one that as many topics can have, H / ln K. With less than two topics ok is false.
func (p Profile) Evenness() (value float64, ok bool) {
	h, _ := p.Entropy()
	if len(p.ids) < 2 {
		return 0, false
	}
	return h / math.Log(float64(len(p.ids))), true
}

// Effective is how many topics of equal share would be as diverse, exp(H), of Hill 1973. Without topics ok is false.
func (p Profile) Effective() (number float64, ok bool) {
	h, ok := p.Entropy()
	if !ok {
		return 0, false
	}
	return math.Exp(h), true
}

// Shift is how much of the attention moved from p to q: half the sum of the differences of the shares, the index of Pedersen. It is 0
// for the same shares and 1 for no topic in common. If one of them has no topics ok is false.
func (p Profile) Shift(q Profile) (value float64, ok bool) {
	if p.total == 0 || q.total == 0 {
		return 0, false
	}
	moved := 0
	for id := range p.Topics().Union(q.Topics()).All() {
		difference := p.Count(id)*q.total - q.Count(id)*p.total
		moved += max(difference, -difference)
	}
	return float64(moved) / float64(2*p.total*q.total), true
}

// A RankOverlap is the rank-biased overlap of two rankings, of Webber, Moffat and Zobel 2010, doi:10.1145/1852102.1852106.
type RankOverlap struct {
	Least        float64 // if the rankings went on with nothing in common
	Residual     float64 // how much more it would be if they went on with the most that they can have in common
	Extrapolated float64 // if they went on agreeing as they do
}

// RankOverlap compares how topics rank by their counts. P, above 0 and below 1, is how patient the reader is: how likely to go on
// from each rank to the next. Topics of the same count share their ranks, and the agreement is the mean over all orders of them. If
// one of the profiles has no topics, or p is no such number, ok is false.
func (p Profile) RankOverlap(q Profile, patience float64) (overlap RankOverlap, ok bool) {
	if p.total == 0 || q.total == 0 || !(patience > 0 && patience < 1) {
		return RankOverlap{}, false
	}
	short, long := len(p.ids), len(q.ids)
	if short > long {
		short, long = long, short
	}
	// agreement[d] is how many topics the first d of both have in common, in the mean.
	agreement := make([]float64, long+1)
	first, second := p.ranks(), q.ranks()
	for d := 1; d <= long; d++ {
		for id, a := range first {
			if b, both := second[id]; both {
				agreement[d] += a.within(d) * b.within(d)
			}
		}
	}
	s, l, x := float64(short), float64(long), patience
	common, atShort := agreement[long], agreement[short]
	weight := (1 - x) / x
	var sum, low, extrapolated float64
	for d := 1; d <= long; d++ {
		n := float64(d)
		term := math.Pow(x, n) / n
		sum += term
		low += (agreement[d] - common) * term
		extrapolated += agreement[d] * term
		if d > short {
			extrapolated += atShort * (n - s) / s * term
		}
	}
	tail := -math.Log1p(-x) // Σ x^d/d
	overlap.Least = weight * (low + common*tail)
	overlap.Extrapolated = weight*extrapolated + ((common-atShort)/l+atShort/s)*math.Pow(x, l)
	// At best the shorter one goes on with what the longer one has, and both then with the same: at depth d they have d in
	// common from f on, and before that one more at each depth for each ranking that goes on.
	f := short + long - int(math.Round(common))
	most := 0.0
	for d := 1; d <= f; d++ {
		have := common
		if d <= long {
			have = agreement[d]
		}
		if d > short {
			have += float64(d - short)
		}
		if d > long {
			have += float64(d - long)
		}
		most += (min(have, float64(d)) - float64(d)) * math.Pow(x, float64(d)) / float64(d)
	}
	overlap.Residual = max(weight*most+1-overlap.Least, 0)
	return overlap, true
}

// A tie is the ranks that a topic shares with those of the same count: from, counted from 0, and how many.
type tie struct{ from, size int }

// within is how likely the topic is among the first d.
func (t tie) within(d int) float64 { return min(max(float64(d-t.from)/float64(t.size), 0), 1) }

func (p Profile) ranks() map[TopicID]tie {
	order := make([]int, len(p.ids))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(p.counts[b], p.counts[a]) })
	ranks := make(map[TopicID]tie, len(order))
	for from := 0; from < len(order); {
		to := from
		for to < len(order) && p.counts[order[to]] == p.counts[order[from]] {
			to++
		}
		for _, i := range order[from:to] {
			ranks[p.ids[i]] = tie{from, to - from}
		}
		from = to
	}
	return ranks
}
