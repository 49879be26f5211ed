package timeline

import (
	"cmp"
	"slices"
	"sync"
)

// A reach is what the list of gatherings of one series must cover to be complete for a timeline.
type reach struct {
	extraordinary bool
	from          Date // zero is the beginning of the series
	tracks        []string
}

// Closed reports whether the list of gatherings of t is known to be complete from its beginning through a day, with the coverage
// statements that say so: for each series that t can be about statements on editions which cover its kinds and tracks and follow
// one another without a gap. Gatherings that are named need no list.
func (t Timeline) Closed(through Date) (bool, []Claim) {
	closed, claims := t.closed(through)
	return closed, slices.Clone(claims)
}

// A closing is an answer of Closed. All histories of a timeline ask for the same one.
type closing struct {
	reading sync.Mutex
	known   bool
	through Date
	closed  bool
	claims  []Claim
}

// closed is Closed, with claims that are shared.
func (t Timeline) closed(through Date) (bool, []Claim) {
	c := t.closing
	if c == nil {
		return t.chained(through)
	}
	c.reading.Lock()
	defer c.reading.Unlock()
	if !c.known || c.through != through {
		c.known, c.through = true, through
		c.closed, c.claims = t.chained(through)
	}
	return c.closed, c.claims
}

func (t Timeline) chained(through Date) (bool, []Claim) {
	var claims []Claim
	for _, s := range t.tables().Series {
		r, asked := t.reach(s.ID)
		if !asked {
			continue
		}
		for _, track := range r.tracks {
			found, ok := t.chain(s.ID, track, r, through)
			if !ok {
				return false, nil
			}
			claims = append(claims, found...)
		}
	}
	return true, claims
}

// reach gives what t is about of a series: what one of the filters of each selection describes. It is not asked for where a
// selection leaves nothing of the series, or named gatherings alone.
func (t Timeline) reach(series SeriesID) (r reach, asked bool) {
	r = reach{extraordinary: true, tracks: []string{""}}
	for _, filters := range t.selections {
		var matching []Filter
		for _, f := range filters {
			if f.Summit == "" && (f.Series == "" || f.Series == series) {
				matching = append(matching, f)
			}
		}
		if len(matching) == 0 {
			return reach{}, false
		}
		from, extraordinary := matching[0].From.First(), false
		var tracks []string
		for _, f := range matching {
			if f.From.First().Compare(from) < 0 {
				from = f.From.First()
			}
			extraordinary = extraordinary || f.Extraordinary
			tracks = append(tracks, f.Track)
		}
		if from.Compare(r.from) > 0 {
			r.from = from
		}
		r.extraordinary = r.extraordinary && extraordinary
		if slices.Contains(tracks, "") {
			tracks = append(tracks, r.tracks...)
		}
		slices.Sort(tracks)
		tracks = slices.Compact(tracks)
		if !slices.Contains(r.tracks, "") {
			tracks = slices.DeleteFunc(tracks, func(track string) bool { return !slices.Contains(r.tracks, track) })
		}
		r.tracks = tracks
	}
	return r, true
}

// chain finds statements on the editions of a series, or on those with a track, that follow one another through a day.
func (t Timeline) chain(series SeriesID, track string, r reach, through Date) ([]Claim, bool) {
	var links []Coverage
	for _, c := range t.tables().Coverage {
		if c.Subject == EditionsSubject && c.Series == series && c.Track == track && t.Sees(c.Confidence, c.Sources) &&
			(c.Kind == 0 || (c.Kind == Regular && !r.extraordinary)) {
			links = append(links, c)
		}
	}
	slices.SortFunc(links, func(a, b Coverage) int {
		return cmp.Or(a.From.First().Compare(b.From.First()), cmp.Compare(b.Confidence, a.Confidence), cmp.Compare(a.ID, b.ID))
	})
	var claims []Claim
	var reached Date // the days before it are covered; zero is none
	for _, c := range links {
		if reached != (Date{}) && reached.Compare(through.Last()) > 0 {
			break
		}
		starts := c.From == Date{} || (r.from != Date{} && c.From.First().Compare(r.from) <= 0)
		if !starts && (reached == Date{} || c.From.First().Compare(reached) > 0) {
			continue
		}
		if next := c.Until.Last().addDays(1); next.Compare(reached) > 0 {
			reached = next
			claims = append(claims, c.Claim())
		}
	}
	return claims, reached != (Date{}) && reached.Compare(through.Last()) > 0
}
