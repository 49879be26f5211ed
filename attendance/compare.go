package attendance

import (
	"iter"
	"slices"

	"github.com/summitry/summitry/timeline"
)

// A Finding is a set of participants or people with bounds, each by id: who is surely in it, and who might be besides.
type Finding struct{ Sure, Maybe []timeline.ActorID }

// Count is the size of the set.
func (f Finding) Count() timeline.Count {
	return timeline.Count{Min: len(f.Sure), Max: len(f.Sure) + len(f.Maybe)}
}

// String gives "[AUS, JPN], perhaps [KOR]".
func (f Finding) String() string {
	if len(f.Maybe) == 0 {
		return Who{actors: f.Sure}.set()
	}
	return Who{actors: f.Sure}.set() + ", perhaps " + Who{actors: f.Maybe}.set()
}

func (w Who) set() string {
	if len(w.actors) == 0 {
		return "[]"
	}
	return "[" + w.String() + "]"
}

func (f *Finding) add(id timeline.ActorID, t timeline.Truth) {
	switch t {
	case timeline.Yes:
		f.Sure = append(f.Sure, id)
	case timeline.Unknown:
		f.Maybe = append(f.Maybe, id)
	}
}

// An Entry is who was at a gathering.
type Entry struct {
	Summit   timeline.SummitID
	Present  Finding // who counts by the rule
	Missing  Finding // who is eligible and does not
	Evidence timeline.Evidence
}

// A reader gives what each participant and person of a who may turn out to be, at each gathering, by number. It remembers.
type reader struct {
	roll   Roll
	bare   *look // for all but evidence
	who    Who
	actors []timeline.ActorID
	rows   []actorRow
}

// An actorRow is what an actor may turn out to be at each gathering.
type actorRow struct {
	cells     []cell
	through   []timeline.ActorID // as of Who.through
	sure, may gatheringSet       // the gatherings at which it counts, and may count
	person    bool
}

type cell struct {
	may      possible // none if it has not been read yet
	eligible timeline.Truth
}

func (c cell) came() timeline.Truth   { return c.may.truth() }
func (c cell) missed() timeline.Truth { return c.eligible.And(c.came().Not()) }

func (r Roll) reader(who Who) *reader {
	x := &reader{roll: r, bare: r.look(truths), who: who, actors: r.register.actors(who)}
	x.rows = make([]actorRow, len(x.actors))
	return x
}

// row gives what actor k may turn out to be at all gatherings.
func (x *reader) row(k int) *actorRow {
	if of := &x.rows[k]; of.sure != nil {
		return of
	}
	return x.fill(k)
}

func (x *reader) fill(k int) *actorRow {
	of, n := x.begin(k), len(x.roll.gatherings)
	of.sure, of.may = newSet(n), newSet(n)
	for i := range n {
		came := x.at(k, i).came()
		if came == timeline.Yes {
			of.sure.add(i)
		}
		if came != timeline.No {
			of.may.add(i)
		}
	}
	return of
}

// begin gives the row of actor k as far as it has been read.
func (x *reader) begin(k int) *actorRow {
	of, actor := &x.rows[k], x.actors[k]
	if of.cells == nil {
		of.cells, of.through = make([]cell, len(x.roll.gatherings)), x.who.through(actor)
		of.person = x.bare.isPerson(actor)
	}
	return of
}

// at gives actor k at gathering i.
func (x *reader) at(k, i int) cell {
	of := x.begin(k)
	if of.cells[i].may == 0 {
		o := x.bare.single(x.actors[k], of.through, i)
		of.cells[i] = cell{o.may, o.eligible}
	}
	return of.cells[i]
}

// one is at with the actor, for those who ask about several together.
func (x *reader) one(k, i int) one {
	c := x.at(k, i)
	return one{actor: x.actors[k], may: c.may, eligible: c.eligible}
}

// full gives actor k at gathering i with its evidence.
func (x *reader) full(l *look, k, i int) one {
	return l.single(x.actors[k], x.who.through(x.actors[k]), i)
}

// index gives the place of a summit among the gatherings.
func (r Roll) index(id timeline.SummitID) (int, error) {
	i := slices.IndexFunc(r.gatherings, func(g *gathering) bool { return g.summit.ID == id })
	if i >= 0 {
		return i, nil
	}
	if _, ok := r.timeline.Summit(id); ok {
		return 0, &timeline.UnknownError{What: "gathering that was held, among those asked about,", ID: string(id)}
	}
	_, err := r.timeline.Select(timeline.Filter{Summit: id})
	return 0, err
}

// At gives who of who was at one gathering, and who was missing: each participant and person by itself, of a body those who were its members
// on the day. A summit that is not known, or was not held or is not of the timeline, is a [timeline.UnknownError].
func (r Roll) At(id timeline.SummitID, who Who) (Entry, error) {
	i, err := r.index(id)
	if err != nil {
		return Entry{}, err
	}
	return r.reader(who).entry(i), nil
}

// All gives who was at each gathering, in order, as At does.
func (r Roll) All(who Who) iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		x := r.reader(who)
		for i := range r.gatherings {
			if !yield(x.entry(i)) {
				return
			}
		}
	}
}

// AtOccasion gives who was there when something happened at an occasion of which the gathering may not be settled: surely there is who
// was at each gathering that it may have been, if it surely happened, and surely missing who was missing from each. Of the first time that
// a topic was named, it is who was in the room when it was raised. The occasion comes from a [timeline.History] on gatherings of this
// roll; one that is not of it is a [timeline.UnknownError].
func (r Roll) AtOccasion(occasion timeline.Occasion, who Who) (Entry, error) {
	possible := slices.Clone(occasion.Undecided)
	if occasion.Summit != "" {
		possible = append(possible, occasion.Summit)
	}
	var places []int
	for _, id := range possible {
		i, err := r.index(id)
		if err != nil {
			return Entry{}, err
		}
		places = append(places, i)
	}
	x, e := r.reader(who), Entry{Summit: occasion.Summit}
	always := func(of func(cell) timeline.Truth, k int) timeline.Truth {
		all, some := timeline.Yes, timeline.No
		for _, i := range places {
			truth := of(x.at(k, i))
			all, some = all.And(truth), some.Or(truth)
		}
		switch {
		case all == timeline.Yes && occasion.Summit != "":
			return timeline.Yes
		case some == timeline.No:
			return timeline.No
		}
		return timeline.Unknown
	}
	for k, actor := range x.actors {
		e.Present.add(actor, always(cell.came, k))
		e.Missing.add(actor, always(cell.missed, k))
	}
	e.Evidence = r.evidence(func(l *look) (rests, open []timeline.Claim) {
		rests, open = slices.Collect(occasion.Evidence.All()), slices.Collect(occasion.Evidence.Open())
		for _, i := range places {
			x.gather(l, i, &rests, &open)
		}
		return rests, open
	})
	return e, nil
}

// entry gives who was at gathering i.
func (x *reader) entry(i int) Entry {
	e := Entry{Summit: x.roll.gatherings[i].summit.ID}
	for k, actor := range x.actors {
		c := x.at(k, i)
		e.Present.add(actor, c.came())
		e.Missing.add(actor, c.missed())
	}
	e.Evidence = x.roll.evidence(func(l *look) (rests, open []timeline.Claim) {
		x.gather(l, i, &rests, &open)
		return rests, open
	})
	return e
}

// gather adds the rows and the open cells of all actors at gathering i.
func (x *reader) gather(l *look, i int, rests, open *[]timeline.Claim) {
	for k := range x.actors {
		x.gatherOne(l, k, i, rests, open)
	}
}

func (x *reader) gatherOne(l *look, k, i int, rests, open *[]timeline.Claim) {
	if l.wants == doubts && !l.doubtful(x.roll.gatherings[i], x.actors[k]) {
		return
	}
	o := x.full(l, k, i)
	*rests = append(append(append(*rests, o.rests...), o.standing...), o.settling...)
	if o.may != there {
		*open = append(*open, o.open...)
	}
	if o.eligible == timeline.Unknown {
		*open = append(*open, o.unsettling...)
	}
}

// A Change is who was at one gathering against who was at another and, for who is new or back, against all before.
type Change struct {
	Was, Is              Entry
	Kept, Added, Dropped Finding             // at both, at the second alone, at the first alone
	New                  Finding             // at the second for the first time
	Returned             Finding             // at the second, not at the first, and at a gathering before
	Before               []timeline.SummitID // the gatherings before Is in its series and Was, in order, with which New and Returned compare
	Closed               bool                // whether the list of gatherings is known to be complete through Is
	Measures             timeline.Measures   // of the two sets of those present; of people the bounds are Loose
	Evidence             timeline.Evidence   // of all of it
}

// Compare compares who was at two gatherings, the earlier named first. Errors are as of At.
func (r Roll) Compare(was, is timeline.SummitID, who Who) (Change, error) {
	from, err := r.index(was)
	if err != nil {
		return Change{}, err
	}
	to, err := r.index(is)
	if err != nil {
		return Change{}, err
	}
	return r.reader(who).change(from, to), nil
}

// Changes compares each gathering with the one before it in its series, in order. The first of a series has none before it.
func (r Roll) Changes(who Who) iter.Seq[Change] {
	return func(yield func(Change) bool) {
		x, last := r.reader(who), make(map[timeline.SeriesID]int)
		for i, g := range r.gatherings {
			was, ok := last[g.summit.Series]
			if ok && !yield(x.change(was, i)) {
				return
			}
			last[g.summit.Series] = i
		}
	}
}

func (x *reader) change(was, is int) Change {
	r := x.roll
	c := Change{Was: x.entry(was), Is: x.entry(is)}
	var earlier []int
	for i, g := range r.gatherings[:is] {
		if g.summit.Series != r.gatherings[is].summit.Series && i != was {
			continue
		}
		c.Before = append(c.Before, g.summit.ID)
		if i != was {
			earlier = append(earlier, i)
		}
	}
	passages := make([]timeline.Passage, len(x.actors))
	for k, actor := range x.actors {
		p := timeline.Passage{Was: x.at(k, was).came(), Is: x.at(k, is).came(), Before: timeline.No}
		for _, i := range earlier {
			if p.Is == timeline.No {
				break // nothing asks
			}
			if p.Before = p.Before.Or(x.at(k, i).came()); p.Before == timeline.Yes {
				break
			}
		}
		passages[k] = p
		c.Kept.add(actor, p.Was.And(p.Is))
		c.Added.add(actor, p.Is.And(p.Was.Not()))
		c.Dropped.add(actor, p.Was.And(p.Is.Not()))
		c.New.add(actor, p.Is.And(p.Was.Or(p.Before).Not()))
		c.Returned.add(actor, p.Is.And(p.Was.Not()).And(p.Before))
	}
	c.Measures = timeline.NewMeasures(passages)
	if len(x.who.people) > 0 {
		c.Measures = c.Measures.Loosened()
	}
	var list []timeline.Claim
	c.Closed, list = r.timeline.Closed(r.gatherings[is].summit.Start)
	c.Evidence = r.evidence(func(l *look) (rests, open []timeline.Claim) {
		rests = slices.Clone(list)
		x.gather(l, was, &rests, &open)
		x.gather(l, is, &rests, &open)
		for k := range x.actors {
			if passages[k].Is == timeline.No {
				continue
			}
			for _, i := range earlier {
				x.gatherOne(l, k, i, &rests, &open)
			}
		}
		return rests, open
	})
	return c
}

// NewCertain reports whether who is new is certain: nobody is perhaps, the list of gatherings is closed, and no row of low confidence
// or merely foretold is among the evidence.
func (c Change) NewCertain() bool {
	return len(c.New.Maybe) == 0 && c.Closed && !c.Evidence.Weak()
}

// An Experience is how often the head of a delegation had been there before.
type Experience struct {
	Summit      timeline.SummitID
	Participant timeline.ActorID
	Person      timeline.ActorID
	Earlier     timeline.Count      // at how many gatherings before it counted
	Undecided   []timeline.SummitID // those at which it might have
	Evidence    timeline.Evidence
}

// Experience gives for each participant of who at each gathering how often the person who headed it, where that is known, had
// headed a delegation before, by the rule. If several headed it, it is who [Roll.Presences] shows.
func (r Roll) Experience(who Who) iter.Seq[Experience] {
	return func(yield func(Experience) bool) {
		x := r.reader(r.register.Delegates(who))
		place := make(map[timeline.SummitID]int)
		for i, g := range r.gatherings {
			place[g.summit.ID] = i
		}
		for p := range r.Presences(who) {
			if p.Status != Attended || p.Person == "" {
				continue
			}
			k, _ := slices.BinarySearch(x.actors, p.Person) // a delegate, since some record names it
			e := Experience{Summit: p.Summit, Participant: p.Participant, Person: p.Person}
			for i, g := range r.gatherings[:place[p.Summit]] {
				switch x.at(k, i).came() {
				case timeline.Yes:
					e.Earlier.Min++
				case timeline.Unknown:
					e.Undecided = append(e.Undecided, g.summit.ID)
				}
			}
			e.Earlier.Max = e.Earlier.Min + len(e.Undecided)
			e.Evidence = r.evidence(func(l *look) (rests, open []timeline.Claim) {
				rests = slices.Collect(p.Evidence.All())
				for i := range place[p.Summit] {
					x.gatherOne(l, k, i, &rests, &open)
				}
				return rests, open
			})
			if !yield(e) {
				return
			}
		}
	}
}
