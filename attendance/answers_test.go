package attendance_test

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	_ "github.com/summitry/summitry/internal/samedraws"
	"github.com/summitry/summitry/timeline"
)

// answers are the answers to all questions about some, each by a name of its own, as measures: a set has one for each element.
type answers map[string]timeline.Measure

func (a answers) count(name string, c timeline.Count) {
	a[name] = timeline.Measure{Least: float64(c.Min), Most: float64(c.Max), Value: timeline.Yes}
}

func (a answers) truth(name string, t timeline.Truth) {
	a.count(name, map[timeline.Truth]timeline.Count{timeline.Yes: {Min: 1, Max: 1}, timeline.No: {}, timeline.Unknown: {Max: 1}}[t])
}

func (a answers) finding(name string, f attendance.Finding) {
	a.count(name, f.Count())
	for _, p := range slices.Concat(drawnParticipants, []timeline.ActorID{"ann", "bob", "eve", "zoe"}) {
		a.truth(name+" "+string(p), in(f.Sure, f.Maybe, p))
	}
}

func (a answers) rate(name string, r timeline.Rate) {
	a[name+" share"] = r.Share
	a.count(name+" yes", r.Yes)
	a.count(name+" no", r.No)
	a.count(name+" of", r.Of)
}

func (a answers) change(c attendance.Change) {
	name := fmt.Sprintf("%s to %s ", c.Was.Summit, c.Is.Summit)
	for set, f := range map[string]attendance.Finding{"kept": c.Kept, "added": c.Added, "dropped": c.Dropped, "new": c.New, "returned": c.Returned} {
		a.finding(name+set, f)
	}
	m := c.Measures
	for measure, value := range map[string]timeline.Measure{
		"jaccard": m.Jaccard, "dice": m.Dice, "overlap": m.Overlap, "turnover": m.Turnover, "persistence": m.Persistence, "share kept": m.Kept, "novelty": m.Novelty, "return": m.Return,
	} {
		a[name+measure] = value
	}
}

func (a answers) levels(name string, p attendance.LevelProfile) {
	a.count(name+" sent", p.Sent)
	a[name+" leaders"] = p.Leaders
	for rank, c := range p.Ranks {
		a.count(fmt.Sprintf("%s rank %d", name, rank), c)
	}
	if p.Best > 0 {
		a[name+" median"] = timeline.Measure{Least: float64(p.Best), Most: float64(p.Worst), Value: timeline.Unknown}
	}
}

func (a answers) occasions(name string, o timeline.Occasions, roll attendance.Roll) {
	a.count(name, o.Count)
	for s := range roll.Timeline().Held() {
		a.truth(name+" "+string(s.ID), in(o.Sure, o.Maybe, s.ID))
	}
}

func (a answers) shifts(s attendance.Shifts, roll attendance.Roll) {
	a.occasions(string(s.Actor)+" downgrades", s.Downgrades, roll)
	a.occasions(string(s.Actor)+" upgrades", s.Upgrades, roll)
}

// everything asks all questions. Ties are weighed by Newman among all participants: else who is recorded for the first time would be one more.
func everything(roll attendance.Roll, who attendance.Who) answers {
	a := answers{}
	a.rate("all", roll.Of(who).Rate())
	for actor, h := range roll.Each(who) {
		a.rate(string(actor), h.Rate())
	}
	for e := range roll.All(who) {
		a.finding(string(e.Summit)+" present", e.Present)
		a.finding(string(e.Summit)+" missing", e.Missing)
	}
	for c := range roll.Changes(who) {
		a.change(c)
	}
	for p := range roll.LevelsBySummit(who) {
		a.levels(string(p.Summit), p)
	}
	for p := range roll.LevelsByParticipant(who) {
		a.levels(string(p.Actor), p)
	}
	for s := range roll.Shifts(who) {
		a.shifts(s, roll)
	}
	for s := range roll.Survival(who) {
		name := fmt.Sprintf("after %d ", s.Gatherings)
		a.count(name+"at risk", s.AtRisk)
		a.count(name+"missed", s.Missed)
		a[name+"curve"], a[name+"whole"] = s.Curve, s.Whole
	}
	for e := range roll.Experience(who) {
		a.count(fmt.Sprintf("%s at %s earlier", e.Person, e.Summit), e.Earlier)
	}
	for _, weight := range allWeights {
		of := who
		if weight == attendance.Newman {
			of = roll.Register().Everybody()
		}
		for p := range roll.Pairs(of, of, weight) {
			a[fmt.Sprintf("%s %s %s", weight, p.A, p.B)] = p.Weight
		}
	}
	return a
}

// narrowed tells in which way an answer is not among those possible before.
func (a answers) narrowed(after answers) string {
	const near = 1e-9
	for _, name := range slices.Sorted(maps.Keys(after)) {
		was, known := a[name]
		is := after[name]
		switch {
		case !known:
		case was.Value != timeline.Unknown && was.Value != is.Value,
			is.Value != timeline.No && (is.Least < was.Least-near || is.Most > was.Most+near):
			return fmt.Sprintf("%s was %s (value %s) and is %s (value %s)", name, was, was.Value, is, is.Value)
		}
	}
	return ""
}

// More knowledge only narrows what is answered.
func TestRefinementNarrowsAnswers(t *testing.T) {
	often(t, func(t *rapid.T) {
		r := draw(t, traits{})
		r.nameAll()
		q := question{rows: r, view: drawView(t, r, false), rule: drawRule(t), who: drawAsked(t)}
		q.rule.Eligible = oneOf(t, "eligible", attendance.Members, attendance.Invited, attendance.Anybody)
		q = q.asked(t)
		before := everything(q.roll, q.of)
		for range 4 {
			refined, what := refine(t, q.rows)
			if what == "" {
				continue
			}
			if _, err := attendance.New(refined.Gatherings, refined.Tables); err != nil {
				continue // a date that is known may make rows meet that others leave apart
			}
			next := question{rows: refined, view: q.view, rule: q.rule, who: q.who}.asked(t)
			after := everything(next.roll, next.of)
			if diff := before.narrowed(after); diff != "" {
				t.Fatalf("%s: %s\n%s\nthen:\n%s", what, diff, q, next.rows)
			}
			q, before = next, after
			if slices.ContainsFunc(refined.Gatherings.Coverage, func(c timeline.Coverage) bool { return c.ID == "more" }) {
				return
			}
		}
	})
}

// What is masked widens what is answered. Whose head is shown may change with it, so that experience is left out.
func TestMasksWidenAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, true)
		q.view.AsOf, q.view.Trust = timeline.Date{}, 0
		masked := q
		masked.view.AsOf = oneOf(t, "as of", timeline.Date{}, date("2008")) // after all gatherings, before one source
		masked.view.Trust = oneOf(t, "trust", 0, timeline.Medium, timeline.High)
		q, masked = q.asked(t), masked.asked(t)
		if diff := everything(masked.roll, masked.of).narrowed(everything(q.roll, q.of)); diff != "" {
			t.Fatalf("masked by %+v: %s\n%s", masked.view, diff, q)
		}
	})
}

// A gathering more at the end leaves what was known of those before it, and changes among them.
func TestOneMoreGatheringLeavesAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{summits: 3})
		r.nameAll()
		q := question{rows: r, view: drawView(t, r, false), rule: drawRule(t), who: drawAsked(t)}
		more := q
		more.rows = r.clone()
		more.addSummit(t, traits{}, 2011)
		q, more = q.asked(t), more.asked(t)
		before, after := everything(q.roll, q.of), everything(more.roll, more.of)
		for s := range q.roll.Timeline().Held() {
			for name, is := range after {
				if was, ok := before[name]; ok && (name == string(s.ID)+" present" || name == string(s.ID)+" missing") && was != is {
					t.Fatalf("%s was %s and is %s\n%s", name, was, is, more)
				}
			}
		}
		for name, was := range before {
			is := after[name]
			counts := slices.ContainsFunc([]string{" yes", " no", " of", "downgrades", "upgrades"}, func(end string) bool {
				return len(name) > len(end) && name[len(name)-len(end):] == end
			})
			if counts && (is.Least < was.Least || is.Most < was.Most) {
				t.Fatalf("%s fell from %s to %s\n%s", name, was, is, more)
			}
		}
	})
}

// Who asks for more never gets more, though never more misses are taken away: a higher rank, more of several, or all in one session.
func TestStricterQuestionsNeverGain(t *testing.T) {
	often(t, func(t *rapid.T) {
		q := drawQuestion(t, true)
		q.who = asking(oneOf(t, "who", []timeline.ActorID{"AUS", "BEL", "CAN"}, []timeline.ActorID{"duo", "ann"}, []timeline.ActorID{"club"})...)
		q.who.enough = 1 + below(2).Draw(t, "enough")
		strict := q
		what := oneOf(t, "stricter by", "rank", "stand-ins", "video", "together", "more", "all")
		switch what {
		case "rank":
			strict.rule.Rank = map[attendance.Rank]attendance.Rank{0: 3, 3: 1, 1: 1}[q.rule.Rank]
		case "stand-ins":
			strict.rule.NoStandIns = true
		case "video":
			strict.rule.NoVideo = true
		case "together":
			strict.rule.Together = true
		case "more":
			strict.who.enough++
		case "all":
			if strict.who.enough = 0; len(q.who.bodies) > 0 {
				return // of a body there may be only one
			}
		}
		q, strict = q.asked(t), strict.asked(t)
		was, is := slices.Collect(q.roll.Of(q.of).All()), slices.Collect(strict.roll.Of(strict.of).All())
		for i := range was {
			if (is[i].Truth == timeline.Yes && was[i].Truth != timeline.Yes) || (is[i].Truth != timeline.No && was[i].Truth == timeline.No) {
				t.Fatalf("by %s step %d is %s and was %s\n%s", what, i+1, is[i].Truth, was[i].Truth, q)
			}
		}
		if strict.who.enough != q.who.enough {
			return
		}
		loose, tight := everything(q.roll, q.of), everything(strict.roll, strict.of)
		for name, a := range loose {
			b := tight[name]
			counts := slices.ContainsFunc([]string{" yes", " sent", " present"}, func(end string) bool {
				return len(name) > len(end) && name[len(name)-len(end):] == end
			})
			if counts && (b.Least > a.Least || b.Most > a.Most) {
				t.Fatalf("by %s %s rose from %s to %s\n%s", what, name, a, b, q)
			}
		}
	})
}

// Where everything is recorded each answer has one value.
func TestCompleteRecordsLeaveOneAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{complete: true})
		q := question{rows: r, view: drawView(t, r, false), rule: drawRule(t), who: drawAsked(t)}
		q.rule.Eligible = oneOf(t, "eligible", attendance.Members, attendance.Invited, attendance.Anybody)
		q.rule.Together = q.rule.Together && !q.view.Whole // in which sessions that are not listed guests sat can never be recorded
		if len(q.who.people) > 0 {
			q.rule.Eligible = attendance.Anybody // who was to come for a participant that sent nobody can never be recorded
		}
		q = q.asked(t)
		for name, m := range everything(q.roll, q.of) {
			if m.Value == timeline.Unknown && m.Least == m.Most && len(name) > 7 && name[len(name)-7:] == " median" {
				continue
			}
			if m.Value == timeline.Unknown || m.Least != m.Most || m.Loose {
				t.Fatalf("%s is %s\n%s", name, m, q)
			}
		}
		for e := range q.roll.All(q.of) {
			for c := range e.Evidence.Open() {
				t.Fatalf("who was at %s waits for %s\n%s", e.Summit, c.Text, q)
			}
		}
	})
}

// The order of rows does not matter to any answer, nor does asking again.
func TestOrderOfRowsLeavesAnswers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := drawQuestion(t, true)
		p := q
		p.rows = q.clone()
		p.Gatherings.Coverage = rapid.Permutation(p.Gatherings.Coverage).Draw(t, "coverage")
		p.Tables.Participants = rapid.Permutation(p.Tables.Participants).Draw(t, "participants")
		p.Tables.Memberships = rapid.Permutation(p.Tables.Memberships).Draw(t, "memberships")
		p.Tables.Records = rapid.Permutation(p.Tables.Records).Draw(t, "records")
		p = p.asked(t)
		want := everything(q.roll, q.of)
		if diff := cmp.Diff(want, everything(p.roll, p.of)) + cmp.Diff(want, everything(q.roll, q.of)); diff != "" {
			t.Fatalf("%s\n%s", diff, q)
		}
	})
}

// resting gives the rows that some evidence has. What is not among it is forgotten: that somebody attended becomes unknown.
func (r rows) resting(evidence timeline.Evidence) rows {
	rests := map[string]bool{}
	for c := range evidence.All() {
		rests[c.Table+" "+c.Key] = true
	}
	less := r.clone()
	less.Tables.Records = nil
	kept := func(x attendance.Record) bool {
		return x.Status == attendance.Unknown || rests["attendance "+x.Claim().Key] // to look and not find is no knowledge
	}
	cell := func(x attendance.Record) string { return fmt.Sprint(x.Summit, x.Session, x.Participant) }
	cells := map[string]bool{}
	for _, x := range r.Tables.Records {
		if kept(x) {
			less.Tables.Records = append(less.Tables.Records, x)
			cells[cell(x)] = true
		}
	}
	for _, x := range r.Tables.Records {
		if !kept(x) && x.Status == attendance.Attended && !cells[cell(x)] {
			cells[cell(x)] = true
			less.Tables.Records = append(less.Tables.Records, attendance.Record{
				Summit: x.Summit, Session: x.Session, Participant: x.Participant, Status: attendance.Unknown, Capacity: x.Capacity, Confidence: timeline.High, Sources: x.Sources,
			})
		}
	}
	less.Gatherings.Coverage = slices.DeleteFunc(less.Gatherings.Coverage, func(c timeline.Coverage) bool { return !rests["coverage "+c.ID] })
	return less
}

// What rates, changes and shifts rest on is enough for them.
func TestEvidenceSufficesForAnswers(t *testing.T) {
	often(t, func(t *rapid.T) {
		r := draw(t, traits{})
		r.nameAll()
		q := question{rows: r, view: drawView(t, r, false), rule: drawRule(t), who: drawAsked(t)}
		q.rule.Eligible = oneOf(t, "eligible", attendance.Members, attendance.Invited, attendance.Anybody)
		q = q.asked(t)
		check := func(name string, evidence timeline.Evidence, of func(attendance.Roll, attendance.Who) answers) {
			less := question{rows: q.resting(evidence), view: q.view, rule: q.rule, who: q.who}.asked(t)
			if diff := cmp.Diff(of(q.roll, q.of), of(less.roll, less.of)); diff != "" {
				t.Fatalf("%s by its evidence alone (-want +got):\n%s%s\nevidence:\n%s", name, diff, q, less.rows)
			}
		}
		check("rate", q.roll.Of(q.of).Rate().Evidence, func(roll attendance.Roll, who attendance.Who) answers {
			a := answers{}
			a.rate("all", roll.Of(who).Rate())
			return a
		})
		for actor, h := range q.roll.Each(q.of) {
			check("rate of "+string(actor), h.Rate().Evidence, func(roll attendance.Roll, who attendance.Who) answers {
				a := answers{}
				for other, h := range roll.Each(who) {
					if other == actor {
						a.rate(string(actor), h.Rate())
					}
				}
				return a
			})
		}
		for c := range q.roll.Changes(q.of) {
			check("change", c.Evidence, func(roll attendance.Roll, who attendance.Who) answers {
				a := answers{}
				again, err := roll.Compare(c.Was.Summit, c.Is.Summit, who)
				require.NoError(t, err)
				a.change(again)
				return a
			})
		}
		for s := range q.roll.Shifts(q.of) {
			check("shifts of "+string(s.Actor), s.Downgrades.Evidence, func(roll attendance.Roll, who attendance.Who) answers {
				a := answers{}
				for other := range roll.Shifts(who) {
					if other.Actor == s.Actor {
						a.shifts(other, roll)
					}
				}
				return a
			})
		}
		for p := range q.roll.LevelsBySummit(q.of) {
			check("levels at "+string(p.Summit), p.Evidence, func(roll attendance.Roll, who attendance.Who) answers {
				a := answers{}
				for other := range roll.LevelsBySummit(who) {
					if other.Summit == p.Summit {
						a.levels("", other)
					}
				}
				return a
			})
		}
		for _, weight := range []attendance.Weight{attendance.Shared, attendance.Jaccard, attendance.Lift, attendance.Newman} {
			for p := range q.roll.Pairs(q.of, q.of, weight) {
				check(fmt.Sprintf("%s of %s and %s", weight, p.A, p.B), p.Evidence, func(roll attendance.Roll, who attendance.Who) answers {
					a := answers{}
					for other := range roll.Pairs(who, who, weight) {
						if other.A == p.A && other.B == p.B {
							a["weight"] = other.Weight
						}
					}
					return a
				})
			}
		}
	})
}
