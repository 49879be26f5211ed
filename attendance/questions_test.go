package attendance_test

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// A fact is what one participant or person was at one meeting in one world.
type fact struct {
	seat     seat
	asked    bool // it is named, or was a member of a body that is asked about
	eligible bool
}

func (f fact) counts() bool { return f.asked && f.seat.at&^came != 0 }

func (f fact) missed() bool { return f.asked && f.eligible && f.seat.at&^came == 0 }

// level is the best rank of those who counted: 8 for one that is never compared, 0 if there was nobody.
func (f fact) level() int {
	for rank := 1; rank <= 8 && f.asked; rank++ {
		if f.seat.at&(counted<<rank) != 0 {
			return rank
		}
	}
	return 0
}

// byRank asks of what rank heads are.
func byRank(h head) marks { return counted << h.rank }

// onBody tells whether body sessions are read.
func (m meeting) onBody() bool {
	return m.whole || slices.ContainsFunc(m.read, func(s timeline.Session) bool { return s.Scope == timeline.Body })
}

// invited tells whether a participant that is no member was invited: who has a row was, or who came; who was left out of a complete
// list was not.
func (o oracle) invited(m meeting, p timeline.ActorID, present bool, pick func(int) int) bool {
	masked := false
	for _, rec := range o.Tables.Records {
		is := func(s timeline.Session) bool { return s.ID == rec.Session }
		onBody := rec.Session == "" || slices.ContainsFunc(m.body, is)
		if rec.Summit != m.summit.ID || rec.Participant != p || (!slices.ContainsFunc(m.read, is) && (!onBody || !m.onBody())) {
			continue
		}
		if o.visible(rec.Confidence, rec.Sources) {
			return true
		}
		masked = true
	}
	complete := !m.whole || o.deepest(m, "", p) == 9
	for _, s := range m.read {
		complete = complete && (o.deepest(m, s.Track, p) == 9 || (m.whole && s.Scope == timeline.Body))
	}
	switch {
	case present:
		return true
	case complete && !masked:
		return false
	}
	return pick(2) == 1
}

// awaited tells whether a person was to sit at a meeting, for a participant that is eligible there.
func (o oracle) awaited(m meeting, person timeline.ActorID, pick func(int) int) bool {
	if o.rule.Eligible == attendance.Anybody {
		return true
	}
	awaited := false
	for _, p := range drawnParticipants {
		known, possible, others, open := false, false, false, false
		for _, rec := range o.Tables.Records {
			possible = possible || rec.Participant == p && (rec.Person == person || rec.InPlaceOf == person)
			is := func(s timeline.Session) bool { return s.ID == rec.Session }
			onBody := rec.Session == "" || slices.ContainsFunc(m.body, is)
			if rec.Summit != m.summit.ID || rec.Participant != p || (!slices.ContainsFunc(m.read, is) && (!onBody || !m.onBody())) {
				continue
			}
			sat := rec.Status == attendance.Attended
			switch {
			case !o.visible(rec.Confidence, rec.Sources):
				open = true
			case rec.Status == attendance.Absent:
			case rec.InPlaceOf == person, sat && rec.Person == person:
				known = true
			case sat && rec.Person != "":
				others = true
			default:
				open = true
			}
		}
		for _, side := range m.read {
			recorded := func(rec attendance.Record) bool { return rec.Session == side.ID && rec.Participant == p }
			if side.Scope != timeline.Body && !slices.ContainsFunc(o.Tables.Records, recorded) && o.deepest(m, side.Track, p) != 9 {
				open = true
			}
		}
		roles := o.members("club", p, m.summit)
		member := roles[pick(len(roles))]
		entitled := member && m.onBody()
		if !entitled && o.rule.Eligible == attendance.Invited {
			entitled = o.invited(m, p, false, pick)
		}
		switch {
		case known:
			awaited = awaited || entitled
		case possible && (open || !others):
			awaited = awaited || entitled && pick(2) == 1
		}
	}
	return awaited
}

// facts gives all that a participant or person may have been at a meeting.
func (o oracle) facts(who asked, m meeting, actor timeline.ActorID) []fact {
	person := slices.Contains(who.people, actor)
	if person {
		mark := o.mark
		o = o.marking(func(h head) marks {
			switch {
			case h.person != actor:
				return 0
			case mark == nil:
				return counted
			}
			return mark(h)
		})
	}
	found := map[fact]bool{}
	if person {
		worlds(func(pick func(int) int) {
			found[fact{asked: true, eligible: o.awaited(m, actor, pick)}] = true
		})
		for _, p := range drawnParticipants {
			if !slices.Contains(o.named[p], actor) {
				continue
			}
			more := map[fact]bool{}
			for _, s := range o.seats(m, p, ^came) {
				for f := range found {
					f.seat = f.seat.or(s)
					more[f] = true
				}
			}
			found = more
		}
		return slices.Collect(maps.Keys(found))
	}
	worlds(func(pick func(int) int) {
		f := fact{asked: true, eligible: o.rule.Eligible == attendance.Anybody}
		roles := o.members("club", actor, m.summit)
		member := roles[pick(len(roles))]
		f.seat = o.sit(m, actor, member, len(roles) > 1, pick)
		switch {
		case o.rule.Eligible == attendance.Anybody:
		case member && m.onBody():
			f.eligible = true
		case o.rule.Eligible == attendance.Invited:
			f.eligible = o.invited(m, actor, f.seat.at&came != 0, pick)
		}
		if !slices.Contains(who.actors, actor) {
			core := o.members("core", actor, m.summit)
			f.asked = (member && slices.Contains(who.bodies, "club")) || (slices.Contains(who.bodies, "core") && core[pick(len(core))])
		}
		f.seat = f.seat.of(^came)
		if !o.rule.Together {
			f.seat = seat{at: f.seat.at}
		}
		found[f] = true
	})
	return slices.Collect(maps.Keys(found))
}

// settled tells whether the rows leave open who was a member.
func (o oracle) settled() bool {
	for _, m := range o.meetings() {
		for _, p := range drawnParticipants {
			if len(o.belongings("club", p, m.summit)) > 1 || len(o.members("core", p, m.summit)) > 1 {
				return false
			}
		}
	}
	return true
}

// single gives those of whom questions are answered by themselves, by id.
func (o oracle) single(who asked) []timeline.ActorID {
	all := slices.Concat(who.actors, who.people)
	for _, m := range o.Tables.Memberships {
		if slices.Contains(who.bodies, m.Group) {
			all = append(all, m.Participant)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// each goes through all ways of choosing one of each list.
func each[T any](lists [][]T, visit func([]T)) {
	chosen := make([]T, len(lists))
	worlds(func(pick func(int) int) {
		for i, list := range lists {
			chosen[i] = list[pick(len(list))]
		}
		visit(chosen)
	})
}

// options gives what each of a list may be, each once.
func options[T any, K comparable](list []T, of func(T) K) []K {
	var found []K
	for _, x := range list {
		if k := of(x); !slices.Contains(found, k) {
			found = append(found, k)
		}
	}
	return found
}

// A tally gathers what a number or a formula is in all worlds.
type tally struct {
	least, most float64
	some, none  bool
}

func (a *tally) add(x float64, ok bool) {
	if !ok {
		a.none = true
		return
	}
	if !a.some {
		a.least, a.most = x, x
	}
	a.some, a.least, a.most = true, min(a.least, x), max(a.most, x)
}

func (a *tally) count(n int) { a.add(float64(n), true) }

func (a *tally) ratio(above, below int) { a.add(float64(above)/float64(below), below > 0) }

func (a tally) truth() timeline.Truth {
	switch {
	case !a.none:
		return timeline.Yes
	case !a.some:
		return timeline.No
	}
	return timeline.Unknown
}

// against tells how a measure differs from what it is in all worlds: at all if it is to be tight, or by leaving out some.
func (a tally) against(name string, m timeline.Measure, tight bool) string {
	const near = 1e-9
	differs := a.some && (math.Abs(m.Least-a.least) > near || math.Abs(m.Most-a.most) > near || m.Value != a.truth())
	leaves := a.some && (m.Least > a.least+near || m.Most < a.most-near)
	denies := m.Value != timeline.Unknown && m.Value != a.truth()
	if (tight && (differs || denies)) || leaves || denies {
		return fmt.Sprintf("%s is %v to %v, value %s, in all worlds %v to %v, value %s\n", name, m.Least, m.Most, m.Value, a.least, a.most, a.truth())
	}
	return ""
}

func (a tally) againstCount(name string, c timeline.Count, tight bool) string {
	return a.against(name, timeline.Measure{Least: float64(c.Min), Most: float64(c.Max), Value: timeline.Yes}, tight)
}

// A may is whether something can be so, and whether it can be not so.
type may struct{ yes, no bool }

func (m *may) add(yes bool) { m.yes, m.no = m.yes || yes, m.no || !yes }

// differs tells in which way a truth is not that of all worlds.
func (m may) differs(name string, t timeline.Truth, tight bool) string {
	want := map[may]timeline.Truth{{yes: true}: timeline.Yes, {no: true}: timeline.No, {yes: true, no: true}: timeline.Unknown}[m]
	if t == want || (!tight && t == timeline.Unknown) {
		return ""
	}
	return fmt.Sprintf("%s is %s, in all worlds %s\n", name, t, want)
}

// in gives what a finding says of one actor.
func in[T comparable](sure, maybe []T, x T) timeline.Truth {
	switch {
	case slices.Contains(sure, x):
		return timeline.Yes
	case slices.Contains(maybe, x):
		return timeline.Unknown
	}
	return timeline.No
}

// A question is everything that an answer depends on.
type question struct {
	rows
	view view
	rule attendance.Rule
	who  asked

	oracle
	roll attendance.Roll
	of   attendance.Who
}

func (q question) String() string {
	return fmt.Sprintf("%s, rule %+v, view %+v\n%s", q.who, q.rule, q.view, q.rows)
}

// drawQuestion draws a question; most often it is known who was a member.
func drawQuestion(t *rapid.T, together bool) question {
	r := draw(t, traits{settled: chance(t, 70, "settled"), few: !together})
	q := question{rows: r, view: drawView(t, r, chance(t, 30, "masked")), rule: drawRule(t), who: drawAsked(t)}
	q.rule.Eligible = oneOf(t, "eligible", attendance.Members, attendance.Invited, attendance.Anybody)
	q.rule.Together = q.rule.Together && together
	return q.asked(t)
}

func (q question) asked(t *rapid.T) question {
	register := q.register(t)
	q.oracle = newOracle(q.rows, q.view, q.rule)
	q.of = q.who.of(t, register)
	q.roll = register.Roll(q.view.of(t, register), q.rule)
	return q
}

// Rates of each participant by itself, and of all of them, are those of all worlds.
func TestRatesAgreeWithAllWorlds(t *testing.T) {
	often(t, func(t *rapid.T) {
		q := drawQuestion(t, true)
		meetings, settled := q.meetings(), q.settled()
		type cell struct{ hit, eligible bool }
		check := func(name string, h timeline.History, cells [][]cell, tight bool) string {
			var yes, no, of, share tally
			each(cells, func(world []cell) {
				hits, misses := 0, 0
				for _, c := range world {
					switch {
					case c.eligible && c.hit:
						hits++
					case c.eligible:
						misses++
					}
				}
				yes.count(hits)
				no.count(misses)
				of.count(hits + misses)
				share.ratio(hits, hits+misses)
			})
			rate := h.Rate()
			diff := yes.againstCount(name+" yes", rate.Yes, tight) + no.againstCount(name+" no", rate.No, tight) +
				of.againstCount(name+" of", rate.Of, tight) + share.against(name+" share", rate.Share, tight)
			var eligible []may
			for _, list := range cells {
				var m may
				for _, c := range list {
					m.add(c.eligible)
				}
				eligible = append(eligible, m)
			}
			for i, s := range slices.Collect(h.All()) {
				diff += eligible[i].differs(fmt.Sprintf("%s eligible at %s", name, s.Summit), s.Eligible, tight)
			}
			return diff
		}
		facts := make([]map[timeline.ActorID][]fact, len(meetings))
		for i, m := range meetings {
			facts[i] = map[timeline.ActorID][]fact{}
			for _, actor := range q.single(q.who) {
				facts[i][actor] = q.facts(q.who, m, actor)
			}
		}
		var actors []timeline.ActorID
		for actor, h := range q.roll.Each(q.of) {
			actors = append(actors, actor)
			cells := make([][]cell, len(meetings))
			for i := range meetings {
				cells[i] = options(facts[i][actor], func(f fact) cell { return cell{f.counts(), f.asked && f.eligible} })
			}
			if diff := check(string(actor), h, cells, settled); diff != "" {
				t.Fatalf("%s%s", diff, q)
			}
		}
		if diff := cmp.Diff(q.single(q.who), actors); diff != "" {
			t.Fatalf("each (-want +got):\n%s%s", diff, q)
		}
		cells := make([][]cell, len(meetings))
		for i := range meetings {
			var lists [][]fact
			for _, actor := range actors {
				lists = append(lists, facts[i][actor])
			}
			each(lists, func(world []fact) {
				var seats []seat
				eligible := 0
				for _, f := range world {
					if f.asked {
						seats = append(seats, f.seat)
						if f.eligible {
							eligible++
						}
					}
				}
				want := max(len(seats), 1)
				if q.who.enough > 0 {
					want = q.who.enough
				}
				c := cell{q.joint(seats, make([]bool, len(seats)), q.who.enough) == isHit, eligible >= want}
				if !slices.Contains(cells[i], c) {
					cells[i] = append(cells[i], c)
				}
			})
		}
		tight := settled && len(q.who.people) == 0 && !(q.rule.Together && q.who.enough > 0)
		if diff := check("together", q.roll.Of(q.of), cells, tight); diff != "" {
			t.Fatalf("%s%s", diff, q)
		}
	})
}

// Who was there, who was missing, and how that changed, is what it is in all worlds.
func TestChangesAgreeWithAllWorlds(t *testing.T) {
	often(t, func(t *rapid.T) {
		q := drawQuestion(t, true)
		meetings, tight, actors := q.meetings(), q.settled(), q.single(q.who)
		facts := make([]map[timeline.ActorID][]fact, len(meetings))
		for i, m := range meetings {
			facts[i] = map[timeline.ActorID][]fact{}
			for _, actor := range actors {
				facts[i][actor] = q.facts(q.who, m, actor)
			}
		}
		entry := func(e attendance.Entry, places []int, never bool) string {
			diff := ""
			for _, actor := range actors {
				var present, missing may
				for _, i := range places {
					for _, f := range facts[i][actor] {
						present.add(f.counts())
						missing.add(f.missed())
					}
				}
				if never {
					present.add(false)
					missing.add(false)
				}
				diff += present.differs(fmt.Sprintf("%s present at %s", actor, e.Summit), in(e.Present.Sure, e.Present.Maybe, actor), tight)
				diff += missing.differs(fmt.Sprintf("%s missing at %s", actor, e.Summit), in(e.Missing.Sure, e.Missing.Maybe, actor), tight)
			}
			return diff
		}
		var entries []attendance.Entry
		for e := range q.roll.All(q.of) {
			entries = append(entries, e)
		}
		if len(entries) != len(meetings) {
			t.Fatalf("%d entries for %d meetings", len(entries), len(meetings))
		}
		for i, m := range meetings {
			at, err := q.roll.At(m.summit.ID, q.of)
			if err != nil {
				t.Fatal(err)
			}
			if diff := entry(at, []int{i}, false) + cmp.Diff(entries[i], at); diff != "" {
				t.Fatalf("%s%s", diff, q)
			}
		}
		var places []int
		for i := range meetings {
			if rapid.Bool().Draw(t, "may have been the occasion") {
				places = append(places, i)
			}
		}
		var occasion timeline.Occasion
		for _, i := range places {
			occasion.Undecided = append(occasion.Undecided, meetings[i].summit.ID)
		}
		never := len(places) == 0 || rapid.Bool().Draw(t, "or never")
		if !never {
			occasion.Summit, occasion.Undecided = occasion.Undecided[len(places)-1], occasion.Undecided[:len(places)-1]
		}
		upon, err := q.roll.AtOccasion(occasion, q.of)
		if err != nil {
			t.Fatal(err)
		}
		if diff := entry(upon, places, never); diff != "" {
			t.Fatalf("upon %s: %s%s", occasion, diff, q)
		}

		type passage struct{ was, is, before bool }
		change := func(c attendance.Change, was, is int) string {
			var lists [][]passage
			for _, actor := range actors {
				var cells [][]bool
				for i := range is + 1 {
					cells = append(cells, options(facts[i][actor], fact.counts))
				}
				var found []passage
				each(cells, func(came []bool) {
					p := passage{was: came[was], is: came[is]}
					for i, here := range came[:is] {
						p.before = p.before || (here && i != was)
					}
					if !slices.Contains(found, p) {
						found = append(found, p)
					}
				})
				lists = append(lists, found)
			}
			diff := ""
			for k, actor := range actors {
				var kept, added, dropped, fresh, back may
				for _, p := range lists[k] {
					kept.add(p.was && p.is)
					added.add(p.is && !p.was)
					dropped.add(p.was && !p.is)
					fresh.add(p.is && !p.was && !p.before)
					back.add(p.is && !p.was && p.before)
				}
				of := func(name string, f attendance.Finding, m may) string {
					return m.differs(fmt.Sprintf("%s %s", actor, name), in(f.Sure, f.Maybe, actor), tight)
				}
				diff += of("kept", c.Kept, kept) + of("added", c.Added, added) + of("dropped", c.Dropped, dropped) +
					of("new", c.New, fresh) + of("returned", c.Returned, back)
			}
			var jaccard, dice, overlap, turnover, persistence, share, novelty, back tally
			each(lists, func(world []passage) {
				var a, b, both, either, fresh, returned int
				for _, p := range world {
					count := func(n *int, yes bool) {
						if yes {
							*n++
						}
					}
					count(&a, p.was)
					count(&b, p.is)
					count(&both, p.was && p.is)
					count(&either, p.was || p.is)
					count(&fresh, p.is && !p.was && !p.before)
					count(&returned, p.is && !p.was && p.before)
				}
				jaccard.ratio(both, either)
				dice.ratio(2*both, a+b)
				overlap.ratio(both, min(a, b))
				turnover.ratio(either-both, either)
				persistence.ratio(both, a)
				share.ratio(both, b)
				novelty.ratio(fresh, b)
				back.ratio(returned, b)
			})
			m := c.Measures
			exact := tight && len(q.who.people) == 0
			return diff + jaccard.against("jaccard", m.Jaccard, exact) + dice.against("dice", m.Dice, exact) + overlap.against("overlap", m.Overlap, exact) +
				turnover.against("turnover", m.Turnover, exact) + persistence.against("persistence", m.Persistence, exact) + share.against("kept", m.Kept, exact) +
				novelty.against("novelty", m.Novelty, exact) + back.against("return", m.Return, exact)
		}
		is := 0
		for c := range q.roll.Changes(q.of) {
			is++
			if diff := change(c, is-1, is); diff != "" {
				t.Fatalf("%s to %s: %s%s", c.Was.Summit, c.Is.Summit, diff, q)
			}
		}
		if len(meetings) > 0 && is != len(meetings)-1 {
			t.Fatalf("%d changes of %d meetings", is, len(meetings))
		}
		if len(meetings) > 1 {
			was := rapid.IntRange(0, len(meetings)-2).Draw(t, "was")
			is := rapid.IntRange(was+1, len(meetings)-1).Draw(t, "is")
			c, err := q.roll.Compare(meetings[was].summit.ID, meetings[is].summit.ID, q.of)
			if err != nil {
				t.Fatal(err)
			}
			if diff := change(c, was, is); diff != "" {
				t.Fatalf("%s to %s: %s%s", c.Was.Summit, c.Is.Summit, diff, q)
			}
		}
	})
}

// The levels of those sent, and how they shifted, are those of all worlds.
func TestLevelsAgreeWithAllWorlds(t *testing.T) {
	often(t, func(t *rapid.T) {
		q := drawQuestion(t, false)
		meetings, tight, actors := q.meetings(), q.settled(), q.single(q.who)
		ranked := q.marking(byRank)
		ranked.ranks = true
		levels := map[timeline.ActorID][][]int{}
		for _, actor := range actors {
			for _, m := range meetings {
				levels[actor] = append(levels[actor], options(ranked.facts(q.who, m, actor), fact.level))
			}
		}
		profile := func(p attendance.LevelProfile, cells [][]int, tight bool) string {
			var sent, leaders tally
			var ranks [8]tally
			best, worst := 0, 0
			each(cells, func(world []int) {
				var at [9]int
				for _, rank := range world {
					at[rank]++
				}
				n := len(world) - at[0]
				sent.count(n)
				for rank := 1; rank <= 7; rank++ {
					ranks[rank].count(at[rank])
				}
				ranks[0].count(at[8])
				leaders.ratio(at[1], n)
				reached := 0
				for rank := 1; rank <= 7; rank++ {
					if reached += at[rank]; 2*reached > n-at[8] {
						if best == 0 || rank < best {
							best = rank
						}
						worst = max(worst, rank)
						break
					}
				}
			})
			diff := sent.againstCount("sent", p.Sent, tight) + leaders.against("leaders", p.Leaders, tight)
			for rank := range ranks {
				diff += ranks[rank].againstCount(fmt.Sprintf("rank %d", rank), p.Ranks[rank], tight)
			}
			if got, want := [2]int{int(p.Best), int(p.Worst)}, [2]int{best, worst}; (tight && got != want) || (best > 0 && (got[0] > best || got[0] == 0 || got[1] < worst)) {
				diff += fmt.Sprintf("medians %v, in all worlds %v\n", got, want)
			}
			return diff
		}
		i := 0
		for p := range q.roll.LevelsBySummit(q.of) {
			var cells [][]int
			for _, actor := range actors {
				cells = append(cells, levels[actor][i])
			}
			if diff := profile(p, cells, tight); diff != "" || p.Summit != meetings[i].summit.ID {
				t.Fatalf("%s: %s%s", p.Summit, diff, q)
			}
			i++
		}
		if i != len(meetings) {
			t.Fatalf("%d profiles of %d meetings", i, len(meetings))
		}
		i = 0
		for p := range q.roll.LevelsByParticipant(q.of) {
			if diff := profile(p, levels[p.Actor], tight); diff != "" || p.Actor != actors[i] {
				t.Fatalf("%s: %s%s", p.Actor, diff, q)
			}
			i++
		}
		for s := range q.roll.Shifts(q.of) {
			down, up := make([]may, len(meetings)), make([]may, len(meetings))
			var downs, ups tally
			each(levels[s.Actor], func(world []int) {
				last, falls, rises := 0, 0, 0
				for i, rank := range world {
					ranked := 1 <= rank && rank <= 7
					down[i].add(ranked && last != 0 && rank > last)
					up[i].add(ranked && last != 0 && rank < last)
					if ranked {
						if last != 0 && rank > last {
							falls++
						} else if rank < last {
							rises++
						}
						last = rank
					}
				}
				downs.count(falls)
				ups.count(rises)
			})
			diff := downs.againstCount("downgrades", s.Downgrades.Count, tight) + ups.againstCount("upgrades", s.Upgrades.Count, tight)
			for i, m := range meetings {
				id := m.summit.ID
				diff += down[i].differs(fmt.Sprintf("downgrade at %s", id), in(s.Downgrades.Sure, s.Downgrades.Maybe, id), tight)
				diff += up[i].differs(fmt.Sprintf("upgrade at %s", id), in(s.Upgrades.Sure, s.Upgrades.Maybe, id), tight)
			}
			var recorded []attendance.Shift
			last, at := 0, 0
			for i, m := range meetings {
				rank := levels[s.Actor][i][0]
				if len(levels[s.Actor][i]) > 1 || rank == 0 || rank == 8 {
					continue
				}
				if last != 0 && rank != last {
					sure := (rank > last && !down[i].no) || (rank < last && !up[i].no)
					recorded = append(recorded, attendance.Shift{From: meetings[at].summit.ID, To: m.summit.ID, Was: attendance.Rank(last), Is: attendance.Rank(rank), Sure: sure})
				}
				last, at = rank, i
			}
			if tight {
				diff += cmp.Diff(recorded, s.Recorded)
			}
			if diff != "" {
				t.Fatalf("%s: %s%s", s.Actor, diff, q)
			}
		}
	})
}

// How often a head of delegation had been there before is what it is in all worlds, as are eligibility and the tier in a presence.
func TestExperienceAgreesWithAllWorlds(t *testing.T) {
	often(t, func(t *rapid.T) {
		q := drawQuestion(t, false)
		meetings, tight := q.meetings(), q.settled()
		place := map[timeline.SummitID]int{}
		for i, m := range meetings {
			place[m.summit.ID] = i
		}
		leaders := newOracle(q.rows, q.view, attendance.Rule{Rank: attendance.Leader})
		var headed []string
		for p := range q.roll.Presences(q.of) {
			if p.Status == attendance.Attended && p.Person != "" {
				headed = append(headed, fmt.Sprint(p.Summit, p.Participant, p.Person))
			}
			m := meetings[place[p.Summit]]
			named := asking(p.Participant)
			var eligible, atTier may
			for _, f := range q.facts(named, m, p.Participant) {
				eligible.add(f.eligible)
			}
			for _, f := range leaders.facts(named, m, p.Participant) {
				atTier.add(f.counts())
			}
			if diff := eligible.differs("eligible", p.Eligible, tight) + atTier.differs("at tier", p.AtTier, tight); diff != "" {
				t.Fatalf("%s at %s: %s%s", p.Participant, p.Summit, diff, q)
			}
		}
		var got []string
		for e := range q.roll.Experience(q.of) {
			got = append(got, fmt.Sprint(e.Summit, e.Participant, e.Person))
			var cells [][]bool
			var undecided []timeline.SummitID
			for _, m := range meetings[:place[e.Summit]] {
				cells = append(cells, options(q.facts(asking(e.Person), m, e.Person), fact.counts))
				if len(cells[len(cells)-1]) > 1 {
					undecided = append(undecided, m.summit.ID)
				}
			}
			var earlier tally
			each(cells, func(world []bool) {
				n := 0
				for _, came := range world {
					if came {
						n++
					}
				}
				earlier.count(n)
			})
			if diff := earlier.againstCount("earlier", e.Earlier, tight) + cmp.Diff(undecided, e.Undecided); diff != "" {
				t.Fatalf("%s of %s at %s: %s%s", e.Person, e.Participant, e.Summit, diff, q)
			}
		}
		if diff := cmp.Diff(headed, got); diff != "" {
			t.Fatalf("experience (-presences +got):\n%s%s", diff, q)
		}
	})
}
