package attendance_test

import (
	"fmt"
	"iter"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// A matrix is what rows say of each participant at each gathering: whether it came, and whether it was a member.
type matrix struct {
	came, member [][]timeline.Truth // by participant and gathering
	rule         attendance.Rule
}

func drawMatrix(t *rapid.T, gatherings int, settled bool) matrix {
	m := matrix{rule: attendance.Rule{Eligible: oneOf(t, "eligible", attendance.Members, attendance.Members, attendance.Anybody)}}
	n := 1 + below(gatherings).Draw(t, "gatherings")
	known := chance(t, 25, "complete")
	for range 3 {
		var came, member []timeline.Truth
		always := chance(t, 40, "always a member")
		for range n {
			options := []timeline.Truth{timeline.Yes, timeline.Yes, timeline.No, timeline.Unknown}
			if known {
				options = options[:3]
			}
			came = append(came, oneOf(t, "came", options...))
			switch {
			case always:
				member = append(member, timeline.Yes)
			case settled || known:
				member = append(member, oneOf(t, "member", timeline.Yes, timeline.No))
			default:
				member = append(member, oneOf(t, "member", timeline.Yes, timeline.No, timeline.Unknown))
			}
		}
		m.came, m.member = append(m.came, came), append(m.member, member)
	}
	return m
}

// rows writes the matrix down: who came has a record, who did not is covered.
func (m matrix) rows() rows {
	years := make([]int, len(m.came[0]))
	for i := range years {
		years[i] = 2001 + i
	}
	r := meetings(years...)
	r.uncover()
	r.Tables.Memberships = nil
	for p := range m.came {
		id := r.Tables.Participants[p].ID
		for i, year := range years {
			switch m.came[p][i] {
			case timeline.Yes:
				r.record(year, "", id, attendance.Attended, nil)
			case timeline.No:
				r.cover(year, "", id, 0)
			}
			if m.member[p][i] != timeline.No {
				standing := attendance.MemberStanding
				if m.member[p][i] == timeline.Unknown {
					standing = attendance.Disputed
				}
				r.Tables.Memberships = append(r.Tables.Memberships, attendance.Membership{
					Group: "club", Participant: id, Standing: standing, From: timeline.Date{Year: year, Month: 1, Day: 1}, Until: timeline.Date{Year: year, Month: 12, Day: 31},
				})
			}
		}
	}
	return r
}

func (m matrix) String() string {
	return fmt.Sprintf("came %v, members %v, basis %s", m.came, m.member, m.rule.Eligible)
}

func (m matrix) roll(t require.TestingT) (attendance.Roll, attendance.Who) {
	register := m.rows().register(t)
	return register.Roll(register.Timeline(), m.rule), register.Everybody()
}

func either(t timeline.Truth) []bool {
	return map[timeline.Truth][]bool{timeline.Yes: {true}, timeline.No: {false}, timeline.Unknown: {true, false}}[t]
}

// eligible gives whether a participant may have been eligible at a gathering, and whether not.
func (m matrix) eligible(p, i int) []bool {
	if m.rule.Eligible == attendance.Anybody {
		return []bool{true}
	}
	return either(m.member[p][i])
}

func (m matrix) complete() bool {
	for p := range m.came {
		for i := range m.came[p] {
			if m.came[p][i] == timeline.Unknown || len(m.eligible(p, i)) > 1 {
				return false
			}
		}
	}
	return true
}

// A meet is what two were to each other at one gathering: how many others came counts only if they shared it.
type meet struct {
	x, y, shared, eligible bool
	others                 int
}

// weights are what the four weights of a tie are in all worlds.
type weights struct{ shared, newman, jaccard, lift tally }

func weigh(cells [][]meet) weights {
	var w weights
	each(cells, func(world []meet) {
		newman := 0.0
		var shared, n, a, b, both, either int
		for _, m := range world {
			if m.shared {
				shared++
				newman += 1 / float64(1+m.others)
			}
			if !m.eligible {
				continue
			}
			n++
			if m.x {
				a++
			}
			if m.y {
				b++
			}
			if m.x || m.y {
				either++
			}
			if m.shared {
				both++
			}
		}
		w.shared.count(shared)
		w.newman.add(newman, true)
		w.jaccard.ratio(both, either)
		w.lift.ratio(n*both, a*b)
	})
	return w
}

func (w weights) of(weight attendance.Weight) tally {
	return map[attendance.Weight]tally{attendance.Shared: w.shared, attendance.Newman: w.newman, attendance.Jaccard: w.jaccard, attendance.Lift: w.lift}[weight]
}

var allWeights = []attendance.Weight{attendance.Shared, attendance.Newman, attendance.Jaccard, attendance.Lift}

// The weights of ties are those of all worlds.
func TestPairsAgreeWithAllWorlds(t *testing.T) {
	often(t, func(t *rapid.T) {
		settled := chance(t, 75, "settled")
		m := drawMatrix(t, 5, settled)
		roll, all := m.roll(t)
		for _, weight := range allWeights {
			strength, pairs := map[timeline.ActorID]float64{}, 0
			for p := range roll.Pairs(all, all, weight) {
				pairs++
				index := map[timeline.ActorID]int{"AUS": 0, "BEL": 1, "ESP": 2}
				x, y := index[p.A], index[p.B]
				cells := make([][]meet, len(m.came[0]))
				for i := range cells {
					for _, cx := range either(m.came[x][i]) {
						for _, cy := range either(m.came[y][i]) {
							for _, cz := range either(m.came[3-x-y][i]) {
								for _, ex := range m.eligible(x, i) {
									for _, ey := range m.eligible(y, i) {
										c := meet{x: cx, y: cy, shared: cx && cy, eligible: ex && ey}
										if weight == attendance.Newman && cz && c.shared {
											c.others++
										}
										if weight == attendance.Newman || weight == attendance.Shared {
											c.eligible, c.x, c.y = false, false, false
										}
										if !slices.Contains(cells[i], c) {
											cells[i] = append(cells[i], c)
										}
									}
								}
							}
						}
					}
				}
				want := weigh(cells)
				tight := weight != attendance.Lift || !slices.ContainsFunc(cells, func(list []meet) bool {
					return slices.ContainsFunc(list, func(c meet) bool { return c.eligible }) && slices.ContainsFunc(list, func(c meet) bool { return !c.eligible })
				})
				diff := want.shared.againstCount("shared", p.Shared, true) + want.of(weight).against(weight.String(), p.Weight, tight)
				if loose := !tight && p.Weight.Value != timeline.No && p.Weight.Least != p.Weight.Most; p.Weight.Loose != loose {
					diff += fmt.Sprintf("%s is loose: %v\n", weight, p.Weight.Loose)
				}
				if m.complete() && p.Weight.Least != p.Weight.Most {
					diff += fmt.Sprintf("%s is %s on complete records\n", weight, p.Weight)
				}
				if diff != "" {
					t.Fatalf("%s, %s: %s%s", p.A, p.B, diff, m)
				}
				strength[p.A] += p.Weight.Least
				strength[p.B] += p.Weight.Least
			}
			if pairs != 3 {
				t.Fatalf("%d pairs of three", pairs)
			}
			if weight != attendance.Newman || !m.complete() {
				continue
			}
			for x, id := range []timeline.ActorID{"AUS", "BEL", "ESP"} {
				company := 0
				for i := range m.came[x] {
					if m.came[x][i] == timeline.Yes && (m.came[(x+1)%3][i] == timeline.Yes || m.came[(x+2)%3][i] == timeline.Yes) {
						company++
					}
				}
				if got := strength[id]; got < float64(company)-1e-9 || got > float64(company)+1e-9 {
					t.Fatalf("the ties of %s weigh %v, and it had company %d times: %s", id, got, company, m)
				}
			}
		}
	})
}

// With sessions, members of bodies and people, what a tie weighs is among its bounds, and how often two met is just that.
func TestTiesInSessions(t *testing.T) {
	often(t, func(t *rapid.T) {
		q := drawQuestion(t, true)
		meetings, actors := q.meetings(), q.single(q.who)
		facts := make([]map[timeline.ActorID][]fact, len(meetings))
		for i, m := range meetings {
			facts[i] = map[timeline.ActorID][]fact{}
			for _, actor := range actors {
				facts[i][actor] = q.facts(q.who, m, actor)
			}
		}
		weight := oneOf(t, "weight", attendance.Shared, attendance.Jaccard, attendance.Lift)
		for p := range q.roll.Pairs(q.of, q.of, weight) {
			cells := make([][]meet, len(meetings))
			for i := range meetings {
				each([][]fact{facts[i][p.A], facts[i][p.B]}, func(two []fact) {
					c := meet{x: two[0].counts(), y: two[1].counts(), eligible: two[0].asked && two[1].asked && two[0].eligible && two[1].eligible}
					c.shared = c.x && c.y && q.joint([]seat{two[0].seat, two[1].seat}, []bool{false, false}, 0) == isHit
					if !slices.Contains(cells[i], c) {
						cells[i] = append(cells[i], c)
					}
				})
			}
			want := weigh(cells)
			people := slices.Contains(q.who.people, p.A) || slices.Contains(q.who.people, p.B)
			diff := want.shared.againstCount("shared", p.Shared, q.settled() && !people) + want.of(weight).against(weight.String(), p.Weight, q.settled() && !p.Weight.Loose && !people)
			if diff != "" {
				t.Fatalf("%s, %s: %s%s", p.A, p.B, diff, q)
			}
		}
	})
}

// The network of one is that part of the whole network which has ties of it.
func TestPairsOfOne(t *testing.T) {
	m := matrix{came: [][]timeline.Truth{{timeline.Yes}, {timeline.Yes}, {timeline.Unknown}}, member: [][]timeline.Truth{{timeline.No}, {timeline.No}, {timeline.No}}}
	roll, all := m.roll(t)
	for _, test := range []struct {
		reason string
		a, b   []timeline.ActorID
		want   []string
	}{
		{"each with each, once", []timeline.ActorID{"AUS", "BEL", "ESP"}, []timeline.ActorID{"AUS", "BEL", "ESP"}, []string{"AUS BEL", "AUS ESP", "BEL ESP"}},
		{"around one", []timeline.ActorID{"BEL"}, []timeline.ActorID{"AUS", "BEL", "ESP"}, []string{"BEL AUS", "BEL ESP"}},
		{"between two sets", []timeline.ActorID{"BEL", "ESP"}, []timeline.ActorID{"AUS"}, []string{"BEL AUS", "ESP AUS"}},
		{"sets that overlap", []timeline.ActorID{"AUS", "BEL"}, []timeline.ActorID{"BEL", "ESP"}, []string{"AUS BEL", "AUS ESP", "BEL ESP"}},
		{"one with itself", []timeline.ActorID{"AUS"}, []timeline.ActorID{"AUS"}, nil},
	} {
		t.Run(test.reason, func(t *testing.T) {
			a, err := roll.Register().Who(test.a...)
			require.NoError(t, err)
			b, err := roll.Register().Who(test.b...)
			require.NoError(t, err)
			var got []string
			for p := range roll.Pairs(a, b, attendance.Shared) {
				got = append(got, string(p.A+" "+p.B))
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("pairs (-want +got):\n%s", diff)
			}
		})
	}
	for range roll.Pairs(all, all, attendance.Newman) { // a reader may stop
		break
	}
}

// Whoever attended makes a meeting larger, and whoever may have been a member might have, asked about or not.
func TestNewmanCountsWhoMayHaveCome(t *testing.T) {
	const yes, no, open = timeline.Yes, timeline.No, timeline.Unknown
	for _, test := range []struct {
		reason       string
		came, member timeline.Truth // of the third
		want         timeline.Measure
	}{
		{"a guest came", yes, no, timeline.Measure{Least: 0.5, Most: 0.5, Value: yes}},
		{"it may have been a member", open, open, timeline.Measure{Least: 0.5, Most: 1, Value: yes}},
		{"there is nothing about it", open, no, timeline.Measure{Least: 1, Most: 1, Value: yes}},
		{"it was a member and did not come", no, yes, timeline.Measure{Least: 1, Most: 1, Value: yes}},
	} {
		t.Run(test.reason, func(t *testing.T) {
			m := matrix{came: [][]timeline.Truth{{yes}, {yes}, {test.came}}, member: [][]timeline.Truth{{yes}, {yes}, {test.member}}}
			roll, _ := m.roll(t)
			two, err := roll.Register().Who("AUS", "BEL")
			require.NoError(t, err)
			for p := range roll.Pairs(two, two, attendance.Newman) {
				if diff := cmp.Diff(test.want, p.Weight); diff != "" {
					t.Errorf("weight (-want +got):\n%s", diff)
				}
			}
		})
	}
}

// Two guests of a summit may have sat apart, so that they may have shared nothing of it.
func TestTiesOfGuests(t *testing.T) {
	r := meetings(2001)
	for _, p := range []timeline.ActorID{"AUS", "BEL"} {
		r.record(2001, "", p, attendance.Attended, func(x *attendance.Record) { x.Capacity = attendance.Guest })
	}
	register := r.register(t)
	roll := register.Roll(register.Timeline(), attendance.Rule{Together: true})
	two, err := register.Who("AUS", "BEL")
	require.NoError(t, err)
	for weight, most := range map[attendance.Weight]float64{attendance.Shared: 1, attendance.Newman: 1, attendance.Jaccard: 1, attendance.Lift: 1} {
		for p := range roll.Pairs(two, two, weight) {
			want := timeline.Measure{Most: most, Value: timeline.Yes, Loose: weight != attendance.Shared}
			if diff := cmp.Diff(want, p.Weight); diff != "" {
				t.Errorf("%s (-want +got):\n%s", weight, diff)
			}
		}
	}
}

// The strongest ties are the first ones when all are sorted.
func TestTopIsTheBeginningOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var pairs []attendance.Pair
		for range below(9).Draw(t, "pairs") {
			least := float64(below(3).Draw(t, "least"))
			p := attendance.Pair{
				A: oneOf(t, "a", timeline.ActorID("AUS"), "BEL"), B: oneOf(t, "b", timeline.ActorID("CAN"), "ESP"),
				Weight: timeline.Measure{Least: least, Most: least + float64(below(3).Draw(t, "most")), Value: oneOf(t, "value", timeline.Yes, timeline.Unknown, timeline.No)},
			}
			if p.Weight.Value == timeline.No {
				p.Weight.Least, p.Weight.Most = 0, 0
			}
			pairs = append(pairs, p)
		}
		strength := func(p attendance.Pair) string { // the stronger, the earlier in the order of texts
			return fmt.Sprint(p.Weight.Value == timeline.No, 9-p.Weight.Least, 9-p.Weight.Most, p.A, p.B)
		}
		k := below(11).Draw(t, "k") - 1
		var want, got []string
		for _, p := range pairs {
			want = append(want, strength(p))
		}
		slices.Sort(want)
		want = want[:max(0, min(k, len(want)))]
		for _, p := range attendance.Top(k, slices.Values(pairs)) {
			got = append(got, strength(p))
		}
		if !slices.Equal(want, got) {
			t.Fatalf("the top %d (-want +got):\n%s", k, cmp.Diff(want, got))
		}
	})
}

// Of no ties there is no top, and each weight has a name.
func TestTopOfNone(t *testing.T) {
	var none iter.Seq[attendance.Pair] = func(func(attendance.Pair) bool) {}
	if got := attendance.Top(3, none); len(got) != 0 {
		t.Errorf("there are %d", len(got))
	}
	for weight, want := range map[attendance.Weight]string{attendance.Shared: "shared", attendance.Newman: "newman", attendance.Jaccard: "jaccard", attendance.Lift: "lift"} {
		if got := weight.String(); got != want {
			t.Errorf("weight %d is %s, want %s", weight, got, want)
		}
	}
}

// How many go on without a miss: the share of those that came to all is that of all worlds, and the curve of Kaplan and Meier of each
// world lies within the bounds.
func TestSurvivalAgreesWithAllWorlds(t *testing.T) {
	often(t, func(t *rapid.T) {
		m := drawMatrix(t, 4, false)
		roll, all := m.roll(t)
		type life struct{ eligible, miss int } // how often it was eligible, and at which of these it missed first; 0 is never
		lives := make([][]life, 3)
		for p := range lives {
			cells := make([][]int, len(m.came[p]))
			for i := range cells {
				for _, eligible := range m.eligible(p, i) {
					for _, came := range either(m.came[p][i]) {
						is := isOver
						if eligible {
							is = map[bool]int{true: isHit, false: isMiss}[came]
						}
						if !slices.Contains(cells[i], is) {
							cells[i] = append(cells[i], is)
						}
					}
				}
			}
			each(cells, func(world []int) {
				var l life
				for _, is := range world {
					if is == isOver {
						continue
					}
					l.eligible++
					if is == isMiss && l.miss == 0 {
						l.miss = l.eligible
					}
				}
				if !slices.Contains(lives[p], l) {
					lives[p] = append(lives[p], l)
				}
			})
		}
		n := len(m.came[0])
		atRisk, missed, whole, curve := make([]tally, n), make([]tally, n), make([]tally, n), make([]tally, n)
		each(lives, func(world []life) {
			estimate := 1.0
			for h := range n {
				var risk, lost, often, stayed int
				for _, l := range world {
					if l.eligible <= h {
						continue
					}
					often++
					if l.miss == 0 || l.miss > h {
						risk++
					}
					if l.miss == h+1 {
						lost++
					}
					if l.miss == 0 || l.miss > h+1 {
						stayed++
					}
				}
				if risk > 0 {
					estimate *= 1 - float64(lost)/float64(risk)
				}
				atRisk[h].count(risk)
				missed[h].count(lost)
				whole[h].ratio(stayed, often)
				curve[h].add(estimate, true)
			}
		})
		h := 0
		for s := range roll.Survival(all) {
			diff := atRisk[h].againstCount("at risk", s.AtRisk, true) + missed[h].againstCount("missed", s.Missed, true) +
				whole[h].against("whole", s.Whole, true) + curve[h].against("curve", s.Curve, m.complete())
			if m.complete() && (s.Curve.Loose || !s.Curve.Certain()) {
				diff += "the curve is open\n"
			}
			if s.Curve.Loose != (s.Curve.Least != s.Curve.Most) {
				diff += "the curve is loose where it is open\n"
			}
			if h++; diff != "" || s.Gatherings != h {
				t.Fatalf("after %d: %s%s", s.Gatherings, diff, m)
			}
		}
		for ; h < n; h++ {
			if atRisk[h].most > 0 {
				t.Fatalf("nothing after %d: %s", h, m)
			}
		}
	})
}

// People may share a seat, so that what their ties may weigh is only sure.
func TestTiesOfPeopleAreLoose(t *testing.T) {
	r := meetings(2001)
	r.record(2001, "", "AUS", attendance.Attended, nil)
	r.record(2001, "", "BEL", attendance.Attended, func(x *attendance.Record) { x.Person = "" })
	r.record(2001, "", "ESP", attendance.Unknown, func(x *attendance.Record) { x.Person = "bob" })
	register := r.register(t)
	two, err := register.Who("ann", "bob")
	require.NoError(t, err)
	for p := range register.Roll(register.Timeline(), attendance.Rule{}).Pairs(two, two, attendance.Shared) {
		if diff := cmp.Diff(timeline.Measure{Most: 1, Value: timeline.Yes, Loose: true}, p.Weight); diff != "" {
			t.Errorf("weight (-want +got):\n%s", diff)
		}
	}
}

// Who had company is who was there with somebody else, in all worlds or in some.
func TestCompanyAgreesWithAllWorlds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawMatrix(t, 4, false)
		roll, all := m.roll(t)
		p := 0
		for _, h := range roll.Company(all) {
			i := 0
			for s := range h.All() {
				ever, always := false, true
				for _, x := range either(m.came[p][i]) {
					for _, y := range either(m.came[(p+1)%3][i]) {
						for _, z := range either(m.came[(p+2)%3][i]) {
							with := x && (y || z)
							ever, always = ever || with, always && with
						}
					}
				}
				want := timeline.Unknown
				switch {
				case always:
					want = timeline.Yes
				case !ever:
					want = timeline.No
				}
				if s.Truth != want {
					t.Fatalf("%s at %s had company: %s, want %s: %s", m.rows().Tables.Participants[p].ID, s.Summit, s.Truth, want, m)
				}
				if open := slices.Collect(h.Occasions().Evidence.Open()); want == timeline.Unknown && len(open) == 0 {
					t.Fatalf("%s waits for nothing", s.Summit)
				}
				i++
			}
			p++
		}
	})
}
