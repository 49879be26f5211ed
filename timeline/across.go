package timeline

import (
	"cmp"
	"fmt"
	"iter"
	"math/bits"
	"slices"
	"time"

	"github.com/summitry/summitry/internal/ahead"
)

// Common is what several agendas have in common. The findings are about the topics that any of them names.
type Common struct {
	Summits  []SummitID // the gatherings, in order
	All      Finding    // named at all of them
	Any      TopicSet   // named at one of them or more, as recorded
	One      Finding    // named at one of them alone
	Complete bool       // whether coverage closes the list of topics of each
	Evidence Evidence
}

// Common compares the agendas of all gatherings of a, which are any number: of one series or of several, as they were selected.
func (a Agenda) Common() Common {
	c := Common{Complete: len(a.sheets) > 0}
	for _, s := range a.sheets {
		c.Summits = append(c.Summits, s.summit.ID)
		c.Complete = c.Complete && s.complete()
	}
	c.Any = a.Profile().Topics()
	for id := range c.Any.All() {
		everywhere := Yes
		sure, possible := 0, 0
		for _, s := range a.sheets {
			truth := s.truth(id)
			everywhere = everywhere.And(truth)
			if truth == Yes {
				sure++
			}
			if truth != No {
				possible++
			}
		}
		c.All.add(id, everywhere)
		switch {
		case sure == 1 && possible == 1:
			c.One.add(id, Yes)
		case sure <= 1:
			c.One.add(id, Unknown)
		}
	}
	c.Evidence = NewEvidence(a.timeline, func() (rests, open []Claim) {
		for _, s := range a.sheets {
			rests = append(rests, s.closing...)
			for id := range c.Any.All() {
				cell := s.cell(id)
				rests, open = append(rests, cell.rests...), append(open, cell.open...)
			}
		}
		return rests, open
	})
	return c
}

// A Pair is how much the agendas of two gatherings have in common.
type Pair struct {
	A, B     SummitID // the earlier one first
	Recorded Tally    // of the topics as recorded, whatever the gaps
	Measures Measures // with bounds; Novelty and Return are against A alone
	Complete bool     // whether coverage closes the lists of topics of both
	Warning  string   // why the two are not of one kind, as of a Change
	Evidence Evidence
}

// Pairs gives every two gatherings, in order: half of the similarity matrix.
func (a Agenda) Pairs() iter.Seq[Pair] {
	return func(yield func(Pair) bool) {
		entries, words := slices.Collect(a.All()), a.vocabulary()
		rows := make([]bitRow, len(a.sheets))
		for i, s := range a.sheets {
			rows[i] = s.row(words)
		}
		evidence := PairEvidence(a.timeline, func(i, j int, weak bool) (rests, open []Claim) {
			both := entries[i].Evidence.And(entries[j].Evidence)
			if weak {
				return both.doubts(), nil
			}
			return both.both()
		})
		type part struct{ i, from int }
		var parts []part // so small that they are read before they have left the processor
		for i := range entries {
			for from := i + 1; from < len(entries); from += partLen {
				parts = append(parts, part{i, from})
			}
		}
		ahead.Seq(len(parts), len(parts)*partLen, func() func(n int, into []Pair) []Pair {
			return func(n int, into []Pair) []Pair {
				i, from := parts[n].i, parts[n].from
				for j := from; j < min(from+partLen, len(entries)); j++ {
					was, is := &entries[i], &entries[j]
					var both crosstab
					both.spread(&rows[i], &rows[j])
					into = append(into, Pair{})
					p := &into[len(into)-1] // which is large
					p.A, p.B, p.Complete, p.Warning, p.Evidence = was.Summit, is.Summit, was.Complete && is.Complete, warning(was, is), evidence(i, j)
					p.Recorded, p.Measures = both.tally(), both.measures()
				}
				return into
			}
		})(yield)
	}
}

const partLen = 128

// A bitRow is a sheet with a bit for each topic of the vocabulary, so that many can be compared with many.
type bitRow struct{ named, open []uint64 }

func (s *sheet) row(words TopicSet) bitRow {
	r := bitRow{make([]uint64, (words.Len()+63)/64), make([]uint64, (words.Len()+63)/64)}
	for i, id := range words.ids {
		switch s.truth(id) {
		case Yes:
			r.named[i/64] |= 1 << (i % 64)
		case Unknown:
			r.open[i/64] |= 1 << (i % 64)
		}
	}
	return r
}

// spread counts topics by what they are in two rows, but for those in neither, which are in no measure.
func (n *crosstab) spread(was, is *bitRow) {
	for i := range was.named {
		a, b, c, d := was.named[i], was.open[i], is.named[i], is.open[i]
		n[Yes][Yes] += bits.OnesCount64(a & c)
		n[Yes][No] += bits.OnesCount64(a &^ (c | d))
		n[Yes][Unknown] += bits.OnesCount64(a & d)
		n[No][Yes] += bits.OnesCount64(c &^ (a | b))
		n[No][Unknown] += bits.OnesCount64(d &^ (a | b))
		n[Unknown][Yes] += bits.OnesCount64(b & c)
		n[Unknown][No] += bits.OnesCount64(b &^ (c | d))
		n[Unknown][Unknown] += bits.OnesCount64(b & d)
	}
}

// An Arrival is the first time that a series took up a topic, and how long after the series that did so first.
type Arrival struct {
	Series   SeriesID
	First    Occasion
	After    SeriesID // the series that the lag is counted from; empty for that series itself
	Recorded Count    // days between the gatherings recorded as the first ones, with bounds where their dates are not known to the day; if both are recorded
	Lag      Lag      // days between the first ones that are possible
}

// A Lag is a number of days with bounds. It is negative where the other series may have been first.
type Lag struct {
	Count
	Endless bool  // without an upper bound, since the topic may never have been taken up
	Value   Truth // no if one of the two series certainly never named the topic, unknown if one may never have; the bounds are of where both did
}

// String gives "345 days", "20 to 345 days", "20 days or more", or "no value".
func (l Lag) String() string {
	switch {
	case l.Value == No:
		return "no value"
	case l.Endless:
		return fmt.Sprintf("%d days or more", l.Min)
	case l.Value == Unknown:
		return l.Count.String() + " days, or no value"
	}
	return l.Count.String() + " days"
}

// Diffusion tells in which series of the agenda a topic came up first, and when the others took it up: first the series in the order of
// what is recorded, then those of which it is not, by id.
func (a Agenda) Diffusion(topic Topic) iter.Seq[Arrival] {
	var arrivals []Arrival
	seen := make(map[SeriesID]bool)
	for _, s := range a.sheets {
		if seen[s.summit.Series] || s.summit.Status != Held {
			continue
		}
		seen[s.summit.Series] = true
		of, err := a.timeline.Select(Filter{Series: s.summit.Series, Extraordinary: true})
		if err != nil {
			continue // the series is one of its summits'
		}
		first, _ := of.Agenda(a.basis).Of(topic).First()
		arrivals = append(arrivals, Arrival{Series: s.summit.Series, First: first})
	}
	day := func(x Arrival) Date {
		if x.First.Summit == "" {
			return Date{Year: 9999}
		}
		s, _ := a.timeline.Summit(x.First.Summit)
		return s.Start
	}
	slices.SortStableFunc(arrivals, func(x, y Arrival) int {
		return cmp.Or(day(x).Compare(day(y)), cmp.Compare(x.Series, y.Series))
	})
	for i := range arrivals {
		if i > 0 {
			a.setLag(&arrivals[i], arrivals[0])
		}
	}
	if len(arrivals) > 0 {
		arrivals[0].Lag.Value = No // it is counted from there
	}
	return slices.Values(arrivals)
}

// setLag counts the days from one arrival to another.
func (a Agenda) setLag(to *Arrival, from Arrival) {
	to.After = from.Series
	x, y := a.span(from.First), a.span(to.First)
	if to.Lag.Value = x.happened.And(y.happened); to.Lag.Value == No {
		return
	}
	to.Lag.Count = Count{Min: y.first - x.last, Max: y.last - x.first}
	to.Lag.Endless = y.happened != Yes
	if from.First.Summit != "" && to.First.Summit != "" {
		p, _ := a.timeline.Summit(from.First.Summit)
		q, _ := a.timeline.Summit(to.First.Summit)
		to.Recorded = Count{Min: number(q.Start.First()) - number(p.Start.Last()), Max: number(q.Start.Last()) - number(p.Start.First())}
	}
}

// A when is the days on which a first time may have been, as numbers, and whether there was one.
type when struct {
	first, last int
	happened    Truth
}

func (a Agenda) span(o Occasion) when {
	var w when
	possible := o.Undecided
	if o.Summit != "" {
		possible = append(slices.Clone(possible), o.Summit)
		w.happened = Yes
	}
	for i, id := range possible {
		s, _ := a.timeline.Summit(id)
		first, last := number(s.Start.First()), number(s.Start.Last())
		if i == 0 {
			w.first, w.last = first, last
		}
		w.first, w.last = min(w.first, first), max(w.last, last)
	}
	if len(possible) == 0 {
		w.happened = No
	}
	return w
}

// number counts the days.
func number(d Date) int {
	return int(time.Date(d.Year, time.Month(d.Month), d.Day, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}
