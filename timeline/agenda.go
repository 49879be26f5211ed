package timeline

import (
	"fmt"
	"iter"
	"slices"
)

// A Basis says which mentions count. The zero Basis counts every mention; each field narrows it.
type Basis struct {
	Stage  Stage      // what was planned, or what was reported; the zero Basis mixes them
	Source SourceKind // the documents of this kind
}

// An Agenda is what was named at the gatherings of a timeline, on a basis. It has the gatherings that were held, and those to come
// of which something is already named. A topic that no document names is not on the agenda only inside coverage of topics;
// otherwise that is unknown. It never says that something was not talked about.
type Agenda struct {
	timeline Timeline
	basis    Basis
}

// Agenda gives the agendas of the gatherings on a basis.
func (t Timeline) Agenda(basis Basis) Agenda { return Agenda{timeline: t, basis: basis} }

// An Entry is the agenda of one gathering.
type Entry struct {
	Summit    SummitID
	Topics    TopicSet   // named in at least one document
	Complete  bool       // whether coverage closes the list of topics, on this basis
	Documents []SourceID // that name them, by id
	Evidence  Evidence
}

// A cell is one topic at one gathering: whether it was named, and why that is so.
type cell struct {
	truth       Truth
	rests, open []Claim
}

// gatherings are the choices that the agenda reads, in order.
func (a Agenda) gatherings() []choice {
	var read []choice
	for _, c := range a.timeline.chosen {
		if a.timeline.asSeen(a.timeline.data.Summits[c.summit]).Status == Held || len(a.seen(c)) > 0 {
			read = append(read, c)
		}
	}
	return read
}

// about gives the mentions at a gathering that the basis counts, masked ones among them.
func (a Agenda) about(c choice) []Mention {
	d := a.timeline.tables()
	var found []Mention
	for _, i := range d.mentionsOf[c.summit] {
		m := d.Mentions[i]
		here := c.whole
		if m.Session != "" {
			here = c.includes(d, d.session[m.Session])
		}
		if !here || (a.basis.Stage != 0 && m.Stage != a.basis.Stage) ||
			(a.basis.Source != 0 && d.Sources[d.source[m.Source]].Kind != a.basis.Source) {
			continue
		}
		found = append(found, m)
	}
	return found
}

func (a Agenda) sees(m Mention) bool {
	return a.timeline.Sees(m.Confidence, List[SourceID]{m.Source})
}

// seen gives the mentions at a gathering that count and are not masked.
func (a Agenda) seen(c choice) []Mention {
	return slices.DeleteFunc(a.about(c), func(m Mention) bool { return !a.sees(m) })
}

// coverage gives the statements that close the topics of a gathering on the basis, and whether they do: for each stage asked for,
// for the summit as a whole and for each track asked for.
func (a Agenda) coverage(c choice) ([]Claim, bool) {
	d := a.timeline.tables()
	stages := []Stage{Planned, Reported}
	if a.basis.Stage != 0 {
		stages = []Stage{a.basis.Stage}
	}
	var tracks []string
	if c.whole {
		tracks = append(tracks, "")
	}
	for _, s := range c.sessions {
		tracks = append(tracks, d.Sessions[s].Track)
	}
	var claims []Claim
	for _, stage := range stages {
		for _, track := range tracks {
			i := slices.IndexFunc(d.Coverage, func(s Coverage) bool {
				return s.Subject == TopicsSubject && s.Track == track && (s.Stage == 0 || s.Stage == stage) &&
					s.Covers(a.timeline.asSeen(d.Summits[c.summit])) && a.timeline.Sees(s.Confidence, s.Sources) && a.names(s)
			})
			if i < 0 {
				return nil, false
			}
			claims = append(claims, d.Coverage[i].Claim())
		}
	}
	return claims, true
}

// names reports whether the statement names a document of the kind that the basis asks for.
func (a Agenda) names(s Coverage) bool {
	return a.basis.Source == 0 || slices.ContainsFunc(s.Sources, func(id SourceID) bool {
		source, ok := a.timeline.Source(id)
		return ok && source.Kind == a.basis.Source
	})
}

// cell is the one place where mentions and coverage become yes, no or unknown.
func (a Agenda) cell(topic TopicID, c choice) cell {
	hidden := false
	var named cell
	for _, m := range a.about(c) {
		switch {
		case m.Topic != topic:
		case a.sees(m):
			named.truth = Yes
			named.rests = append(named.rests, m.Claim())
		default:
			hidden = true
		}
	}
	if named.truth == Yes {
		return named
	}
	if claims, closed := a.coverage(c); closed && !hidden {
		return cell{truth: No, rests: claims}
	}
	s := a.timeline.data.Summits[c.summit]
	return cell{truth: Unknown, open: []Claim{{
		Table: "discussions",
		Key:   Key(s.ID, "", string(topic)),
		Text:  fmt.Sprintf("whether %s was named at %s: no document coded names it", topic, s.ID),
	}}}
}

// entry gives the agenda of one gathering.
func (a Agenda) entry(c choice) Entry {
	var ids []TopicID
	seen := a.seen(c)
	e := Entry{Summit: a.timeline.data.Summits[c.summit].ID}
	for _, m := range seen {
		ids = append(ids, m.Topic)
		e.Documents = append(e.Documents, m.Source)
	}
	e.Topics = NewTopicSet(ids...)
	slices.Sort(e.Documents)
	e.Documents = slices.Compact(e.Documents)
	closing, closed := a.coverage(c)
	e.Complete = closed && !slices.ContainsFunc(a.about(c), func(m Mention) bool { return !e.Topics.Has(m.Topic) })
	e.Evidence = NewEvidence(a.timeline, func() (rests, open []Claim) {
		for _, m := range seen {
			rests = append(rests, m.Claim())
		}
		return append(rests, closing...), nil
	})
	return e
}

// find gives a gathering by its summit.
func (a Agenda) find(id SummitID) (choice, error) {
	d := a.timeline.tables()
	read := a.gatherings()
	i := slices.IndexFunc(read, func(c choice) bool { return d.Summits[c.summit].ID == id })
	if i >= 0 {
		return read[i], nil
	}
	if _, ok := d.summit[id]; ok {
		return choice{}, &UnknownError{What: "gathering of this timeline", ID: string(id)}
	}
	return choice{}, unknown("summit", string(id), column(d.Summits, func(s Summit) string { return string(s.ID) }))
}

// At gives the agenda of one gathering. A summit that is not known, or not among the gatherings, is an [UnknownError].
func (a Agenda) At(id SummitID) (Entry, error) {
	c, err := a.find(id)
	if err != nil {
		return Entry{}, err
	}
	return a.entry(c), nil
}

// All gives the agendas in the order of the timeline.
func (a Agenda) All() iter.Seq[Entry] {
	return func(yield func(Entry) bool) {
		for _, c := range a.gatherings() {
			if !yield(a.entry(c)) {
				return
			}
		}
	}
}

// Of tells at which held gatherings a topic was named.
func (a Agenda) Of(topic Topic) History {
	var held []choice
	var steps []Step
	for _, c := range a.gatherings() {
		if s := a.timeline.asSeen(a.timeline.data.Summits[c.summit]); s.Status == Held {
			held = append(held, c)
			steps = append(steps, Step{Summit: s.ID, Truth: a.cell(topic.ID, c).truth, Skip: No})
		}
	}
	return NewHistory(a.timeline, steps, func(i int) Reading {
		read := a.cell(topic.ID, held[i])
		r := Reading{Rests: read.rests, Open: read.open}
		switch read.truth {
		case No:
			r.Why = []Reason{{End: NotMentioned}}
		case Unknown:
			r.Why = []Reason{{End: Undecided}}
		}
		return r
	})
}

// A Change is the agenda of one gathering against that of another and, for what is new, against all before.
//
// Of the topics that the agendas of the two name, Kept.Sure were named at both, Added.Sure and Dropped.Sure at one and, by coverage,
// not at the other. What is named at one while the agenda of the other is not complete is Maybe: Added.All is what is added as
// far as the records tell, and so are Dropped.All and New.All.
type Change struct {
	Was, Is              Entry
	Kept, Added, Dropped Finding
	New                  Finding    // named at Is and at no gathering before it, of which Maybe rests on agendas that are not complete
	Before               []SummitID // the gatherings before Is that New was compared with, in order
	Closed               bool       // whether the list of gatherings is known to be complete through Is
	Evidence             Evidence   // of all of it
}

// Compare compares the agendas of two gatherings, the earlier named first. A summit that is not among the gatherings is an
// [UnknownError].
func (a Agenda) Compare(was, is SummitID) (Change, error) {
	from, err := a.find(was)
	if err != nil {
		return Change{}, err
	}
	to, err := a.find(is)
	if err != nil {
		return Change{}, err
	}
	d := a.timeline.tables()
	change := Change{Was: a.entry(from), Is: a.entry(to)}
	recorded := Compare(change.Was.Topics, change.Is.Topics)
	change.Kept.Sure = recorded.Kept
	var kept TopicSet
	change.Added, kept = a.settle(recorded.Added, from)
	change.Kept.Maybe = kept
	change.Dropped, kept = a.settle(recorded.Dropped, to)
	change.Kept.Maybe = change.Kept.Maybe.Union(kept)

	var earlier []choice
	for _, c := range a.gatherings() {
		if c.summit < to.summit {
			earlier = append(earlier, c)
			change.Before = append(change.Before, d.Summits[c.summit].ID)
		}
	}
	fresh, maybe := change.Is.Topics, TopicSet{}
	for _, c := range earlier {
		fresh = fresh.Minus(a.entry(c).Topics)
		_, open := a.settle(fresh, c)
		maybe = maybe.Union(open)
	}
	change.New = Finding{Sure: fresh.Minus(maybe), Maybe: fresh.Intersect(maybe)}
	var list []Claim
	change.Closed, list = a.timeline.closed(d.Summits[to.summit].Start)
	change.Evidence = NewEvidence(a.timeline, func() (rests, open []Claim) {
		rests = slices.Clone(list)
		gather := func(topics TopicSet, at ...choice) {
			for id := range topics.All() {
				for _, c := range at {
					read := a.cell(id, c)
					rests, open = append(rests, read.rests...), append(open, read.open...)
				}
			}
		}
		gather(change.Was.Topics, from, to)
		gather(change.Is.Topics, append(slices.Clone(earlier), from, to)...)
		return rests, open
	})
	return change, nil
}

// settle tells those of some topics not named at a gathering that were surely not from those that might have been.
func (a Agenda) settle(topics TopicSet, at choice) (Finding, TopicSet) {
	maybe := topics.where(func(id TopicID) bool { return a.cell(id, at).truth == Unknown })
	return Finding{Sure: topics.Minus(maybe), Maybe: maybe}, maybe
}

// NewCertain reports whether what is new is certain: nothing is perhaps, the list of gatherings is closed, and no weak row is
// among the evidence.
func (c Change) NewCertain() bool {
	return c.New.Maybe.Len() == 0 && c.Closed && !c.Evidence.weak()
}
