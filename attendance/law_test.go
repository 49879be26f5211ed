package attendance_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

var levelOf = map[int]attendance.Level{
	1: attendance.HeadOfState, 2: attendance.DeputyHead, 3: attendance.Minister, 4: attendance.DeputyMinister,
	5: attendance.Envoy, 6: attendance.Ambassador, 7: attendance.Official, 8: attendance.OtherLevel,
}

// refine makes one thing known that the rows leave open, and says what. It may find nothing to do.
func refine(t *rapid.T, r rows) (rows, string) {
	r = r.clone()
	o := newOracle(r, view{Whole: true}, attendance.Rule{})
	summits := map[timeline.SummitID]meeting{}
	for _, s := range r.Gatherings.Summits {
		m := meeting{summit: s, whole: true}
		for _, x := range r.Gatherings.Sessions {
			if x.Summit == s.ID && x.Scope == timeline.Body {
				m.body = append(m.body, x)
			}
		}
		summits[s.ID] = m
	}
	isBody := func(id timeline.SessionID) bool {
		return id == "" || slices.ContainsFunc(r.Gatherings.Sessions, func(s timeline.Session) bool { return s.ID == id && s.Scope == timeline.Body })
	}
	same := func(a, b attendance.Record) bool {
		return a.Summit == b.Summit && a.Session == b.Session && a.Participant == b.Participant
	}
	has := func(is func(attendance.Record) bool) bool { return slices.ContainsFunc(r.Tables.Records, is) }
	contradicted := func(rec attendance.Record) bool { // by what is recorded at the summit and its body sessions
		return isBody(rec.Session) && has(func(x attendance.Record) bool {
			return x.Summit == rec.Summit && x.Participant == rec.Participant && isBody(x.Session) && x.Session != rec.Session &&
				((rec.Status == attendance.Absent && rec.Session == "" && x.Status == attendance.Attended) ||
					(rec.Status == attendance.Attended && x.Session == "" && x.Status == attendance.Absent))
		})
	}
	known := func(rec attendance.Record) attendance.Record {
		rec.Status, rec.Confidence, rec.Sources = oneOf(t, "known status", attendance.Attended, attendance.Attended, attendance.Absent), timeline.High, timeline.List[timeline.SourceID]{"early"}
		if rec.Status == attendance.Absent {
			rec.InPlaceOf = ""
			return rec
		}
		rec.Person = oneOf(t, "known person", "", timeline.ActorID("ann"))
		rec.Level = oneOf(t, "known level", 0, attendance.HeadOfState, attendance.Minister)
		rec.Mode = oneOf(t, "known mode", 0, attendance.InPerson, attendance.Virtual)
		return rec
	}
	switch kind := oneOf(t, "refinement", "fill", "replace", "add", "cover", "date"); kind {
	case "fill":
		if len(r.Tables.Records) == 0 {
			return r, ""
		}
		i := rapid.IntRange(0, len(r.Tables.Records)-1).Draw(t, "row")
		rec := &r.Tables.Records[i]
		if rec.Status != attendance.Attended {
			return r, ""
		}
		m := summits[rec.Summit]
		roles := o.members("club", rec.Participant, m.summit)
		member := roles[rapid.IntRange(0, len(roles)-1).Draw(t, "role")]
		h := rapid.SampledFrom(o.mayBe(m, *rec, member)).Draw(t, "head")
		switch oneOf(t, "column", "level", "mode", "person", "capacity") {
		case "level":
			rec.Level = levelOf[h.rank]
		case "mode":
			rec.Mode = attendance.InPerson
			if h.video {
				rec.Mode = attendance.Virtual
			}
		case "person":
			if rec.Person != "" || has(func(x attendance.Record) bool { return same(x, *rec) && x.Person == "eve" }) {
				return r, ""
			}
			rec.Person = "eve"
			if h.standIn && rec.InPlaceOf == "" {
				rec.InPlaceOf = "zoe"
			}
		case "capacity":
			of := *rec
			for j := range r.Tables.Records {
				if x := &r.Tables.Records[j]; same(*x, of) && x.Status == attendance.Attended && x.Capacity == 0 {
					x.Capacity = attendance.Guest
					if h.member {
						x.Capacity = attendance.Member
					}
				}
			}
		}
		return r, fmt.Sprintf("filled row %d", i+1)
	case "replace":
		i := slices.IndexFunc(r.Tables.Records, func(x attendance.Record) bool {
			return x.Status == attendance.Unknown && summits[x.Summit].summit.Status == timeline.Held
		})
		if i < 0 {
			return r, ""
		}
		was := r.Tables.Records[i]
		expected := map[timeline.ActorID]bool{} // that these were to sit there stays known
		for _, x := range r.Tables.Records {
			if same(x, was) && x.InPlaceOf != "" {
				was, expected[x.InPlaceOf] = x, true
			}
		}
		is := known(was)
		if contradicted(is) || len(expected) > 1 || (len(expected) == 1 && is.Status == attendance.Absent) {
			return r, ""
		}
		r.Tables.Records = append(slices.DeleteFunc(r.Tables.Records, func(x attendance.Record) bool { return same(x, was) }), is)
		return r, fmt.Sprintf("replaced row %d", i+1)
	case "add":
		s := rapid.SampledFrom(r.Gatherings.Summits).Draw(t, "summit")
		p := rapid.SampledFrom(drawnParticipants).Draw(t, "participant")
		sessions := []timeline.SessionID{""}
		for _, x := range r.Gatherings.Sessions {
			if x.Summit == s.ID {
				sessions = append(sessions, x.ID)
			}
		}
		is := known(attendance.Record{Summit: s.ID, Session: rapid.SampledFrom(sessions).Draw(t, "session"), Participant: p})
		recorded := has(func(x attendance.Record) bool {
			return x.Summit == s.ID && x.Participant == p && (x.Session == is.Session || (isBody(x.Session) && isBody(is.Session)))
		})
		covered := slices.ContainsFunc(r.Gatherings.Coverage, func(c timeline.Coverage) bool { return o.covers(c, summits[s.ID], c.Track, p) })
		if recorded || covered || s.Status != timeline.Held {
			return r, ""
		}
		r.Tables.Records = append(r.Tables.Records, is)
		return r, "added a row"
	case "cover":
		r.addCoverage(t, "more")
		r.recount()
		return r, "added coverage"
	default:
		if chance(t, 30, "a start") {
			for i := range r.Gatherings.Summits {
				if s := &r.Gatherings.Summits[i]; s.Start.Day == 0 {
					s.Start.Day = oneOf(t, "start day", 9, 10, 11)
					s.End = s.Start
					r.recount()
					return r, "a start to the day"
				}
			}
		}
		for i := range r.Tables.Memberships {
			m := &r.Tables.Memberships[i]
			if m.From.Year == 0 || m.From.Day != 0 || m.Group == "duo" {
				continue
			}
			if m.From.Month == 0 {
				m.From.Month = oneOf(t, "month", 5, 6)
			}
			m.From.Day = oneOf(t, "membership day", 9, 10, 11)
			return r, "a first day"
		}
		return r, ""
	}
}

// More knowledge never contradicts: what is made known only narrows the answers.
func TestRefinementNarrows(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{})
		v, rule, ids := drawView(t, r, false), drawRule(t), drawWho(t)
		before := answered(history(t, r.register(t), v, rule, ids...))
		for range rapid.IntRange(1, 3).Draw(t, "steps") {
			refined, what := refine(t, r)
			if what == "" {
				continue
			}
			register, err := attendance.New(refined.Gatherings, refined.Tables)
			if err != nil {
				continue // a date that is known may make rows meet that others leave apart
			}
			after := answered(history(t, register, v, rule, ids...))
			if diff := narrows(before, after); diff != "" {
				t.Fatalf("%v, rule %+v, view %+v: %s: %s\n%s\nthen:\n%s", ids, rule, v, what, diff, r, refined)
			}
			r, before = refined, after
			if slices.ContainsFunc(r.Gatherings.Coverage, func(c timeline.Coverage) bool { return c.ID == "more" }) {
				return
			}
		}
	})
}

// A gathering more at the end leaves what was known of those before it. Nobody is suspended here: that somebody is eligible again
// tells of the gatherings before that they are stepped over.
func TestOneMoreGathering(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{unsuspended: true, summits: 3})
		v, rule, ids := drawView(t, r, false), drawRule(t), drawWho(t)
		before := answered(history(t, r.register(t), v, rule, ids...))
		more := r.clone()
		more.addSummit(t, traits{}, 2011) // after all that coverage speaks of
		after := answered(history(t, more.register(t), v, rule, ids...))
		added := len(after.Truth) - len(before.Truth)
		if !slices.Equal(before.Truth, after.Truth[:len(before.Truth)]) || added > 1 {
			t.Fatalf("steps were %v and are %v", before.Truth, after.Truth)
		}
		if after.Longest.Min < before.Longest.Min || after.Longest.Max < before.Longest.Max {
			t.Fatalf("the longest run fell from %s to %s", before.Longest, after.Longest)
		}
		if after.Current.Min > before.Current.Min+added || after.Current.Max > before.Current.Max+added {
			t.Fatalf("the current run rose from %s to %s", before.Current, after.Current)
		}
		want := slices.Clone(before.First)
		if i := slices.Index(want, "never"); i >= 0 && added == 1 {
			want = want[:i]
			if after.Truth[len(before.Truth)] != timeline.No {
				want = append(want, "talks-2011")
			}
			if after.Truth[len(before.Truth)] != timeline.Yes {
				want = append(want, "never")
			}
		}
		if diff := cmp.Diff(want, after.First); diff != "" {
			t.Fatalf("first (-want +got):\n%s", diff)
		}
	})
}

// What an answer rests on is enough for it: without all other records and coverage it stays the same.
func TestEvidenceSuffices(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{})
		r.Gatherings.Coverage = append(r.Gatherings.Coverage, timeline.Coverage{
			ID: "all-listed", Subject: timeline.EditionsSubject, Series: "talks", Until: date("2009"), Track: oneOf(t, "track listed", "", r.anyTrack()),
			Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{"late"},
		})
		r.recount()
		v, rule, ids := drawView(t, r, false), drawRule(t), drawWho(t)
		all := history(t, r.register(t), v, rule, ids...)
		first, _ := all.First()
		type line struct {
			name     string
			evidence timeline.Evidence
			of       func(timeline.History) any
		}
		runOf := func(run timeline.Run) any {
			run.Evidence, run.Why = timeline.Evidence{}, nil
			return fmt.Sprintf("%+v", run)
		}
		for _, l := range []line{
			{"first", first.Evidence, func(h timeline.History) any { first, ok := h.First(); return fmt.Sprint(first, ok) }},
			{"longest", all.Longest().Evidence, func(h timeline.History) any { return runOf(h.Longest()) }},
			{"current", all.Current().Evidence, func(h timeline.History) any { return runOf(h.Current()) }},
		} {
			rests := map[string]bool{}
			for c := range l.evidence.All() {
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
				if !kept(x) && x.Status == attendance.Attended && !cells[cell(x)] { // forgotten, not gone
					cells[cell(x)] = true
					less.Tables.Records = append(less.Tables.Records, attendance.Record{
						Summit: x.Summit, Session: x.Session, Participant: x.Participant, Status: attendance.Unknown, Capacity: x.Capacity, Confidence: timeline.High, Sources: x.Sources,
					})
				}
			}
			less.Gatherings.Coverage = slices.DeleteFunc(less.Gatherings.Coverage, func(c timeline.Coverage) bool { return !rests["coverage "+c.ID] })
			rested := history(t, less.register(t), v, rule, ids...)
			if diff := cmp.Diff(l.of(all), l.of(rested)); diff != "" {
				t.Fatalf("%s of %v, rule %+v, view %+v, by its evidence alone (-want +got):\n%s\nall:\n%s\nevidence:\n%s", l.name, ids, rule, v, diff, r, less)
			}
		}
	})
}

func (r rows) anyTrack() string {
	if len(r.Gatherings.Sessions) == 0 {
		return ""
	}
	return r.Gatherings.Sessions[0].Track
}

// What is masked is unknown and not gone: the answer of a view that masks has all that the full one has.
func TestMasksWiden(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{})
		full, rule, ids := drawView(t, r, false), drawRule(t), drawWho(t)
		masked := full
		masked.AsOf = oneOf(t, "as of", timeline.Date{}, date("2008")) // after all gatherings, before one source
		masked.Trust = oneOf(t, "trust", 0, timeline.Medium, timeline.High)
		register := r.register(t)
		wide, narrow := answered(history(t, register, masked, rule, ids...)), answered(history(t, register, full, rule, ids...))
		if diff := narrows(wide, narrow); diff != "" {
			t.Fatalf("%v, rule %+v, view %+v: masked, %s\n%s", ids, rule, masked, diff, r)
		}
	})
}

// What is found without evidence, which takes less time, is what is found with it.
func TestTruthsAgreeWithEvidence(t *testing.T) {
	often(t, func(t *rapid.T) {
		r := draw(t, traits{})
		v, rule, who := drawView(t, r, true), drawRule(t), drawAsked(t)
		rule.Eligible = oneOf(t, "eligible", attendance.Members, attendance.Invited, attendance.Anybody)
		register := r.register(t)
		if diff := register.Roll(v.of(t, register), rule).Disagreement(who.of(t, register)); diff != "" {
			t.Fatalf("%s, rule %+v, view %+v: %s\n%s", who, rule, v, diff, r)
		}
	})
}

// Ties that are counted as sets of gatherings are those that are counted gathering by gathering.
func TestPairsAgreeWithOneByOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{})
		v, rule, a, b := drawView(t, r, true), drawRule(t), drawAsked(t), drawAsked(t)
		register := r.register(t)
		roll, left, right := register.Roll(v.of(t, register), rule), a.of(t, register), b.of(t, register)
		for _, weight := range []attendance.Weight{attendance.Shared, attendance.Newman} {
			slow := roll.PairsOneByOne(left, right, weight)
			for got := range roll.Pairs(left, right, weight) {
				want := slow[[2]timeline.ActorID{got.A, got.B}]
				if got.Shared != want.Shared || got.Weight != want.Weight {
					t.Fatalf("%s and %s by %s: %v and %v, one by one %v and %v\n%s", got.A, got.B, weight, got.Shared, got.Weight, want.Shared, want.Weight, r)
				}
			}
		}
	})
}

// Who asks for more never gets more: a stricter rule, or more who are asked about, makes no step more likely.
func TestStricterRulesNeverGain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{})
		v, loose := drawView(t, r, false), drawRule(t)
		strict := loose
		ids := oneOf(t, "who", []timeline.ActorID{"AUS"}, []timeline.ActorID{"AUS", "BEL"}, []timeline.ActorID{"duo"})
		more := ids
		switch oneOf(t, "stricter by", "rank", "capacity", "stand-ins", "video", "together", "who") {
		case "rank":
			strict.Rank = map[attendance.Rank]attendance.Rank{0: 3, 3: 1, 1: 1}[loose.Rank]
		case "capacity":
			loose.Capacity, strict.Capacity = 0, oneOf(t, "as", attendance.Member, attendance.Guest)
		case "stand-ins":
			strict.NoStandIns = true
		case "video":
			strict.NoVideo = true
		case "together":
			strict.Together = true
		case "who":
			more = append(slices.Clone(ids), "CAN")
		}
		register := r.register(t)
		was, is := answered(history(t, register, v, loose, ids...)), answered(history(t, register, v, strict, more...))
		for i := range was.Truth {
			sure := is.Truth[i] == timeline.Yes && was.Truth[i] != timeline.Yes
			// That a coverage statement settles leaders and leaves ministers open is no gain of the stricter rule.
			possible := is.Truth[i] != timeline.No && was.Truth[i] == timeline.No
			if sure || possible {
				t.Fatalf("%v by %+v: step %d is %s; %v by %+v: %s\n%s", ids, loose, i+1, was.Truth[i], more, strict, is.Truth[i], r)
			}
		}
	})
}

// Rows may come in any order.
func TestOrderOfRowsDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{})
		want := r.register(t)
		p := r.clone()
		p.Gatherings.Sources = rapid.Permutation(p.Gatherings.Sources).Draw(t, "sources")
		p.Gatherings.Summits = rapid.Permutation(p.Gatherings.Summits).Draw(t, "summits")
		p.Gatherings.Sessions = rapid.Permutation(p.Gatherings.Sessions).Draw(t, "sessions")
		p.Gatherings.Coverage = rapid.Permutation(p.Gatherings.Coverage).Draw(t, "coverage")
		p.Tables.Participants = rapid.Permutation(p.Tables.Participants).Draw(t, "participants")
		p.Tables.Groups = rapid.Permutation(p.Tables.Groups).Draw(t, "groups")
		p.Tables.People = rapid.Permutation(p.Tables.People).Draw(t, "people")
		p.Tables.Memberships = rapid.Permutation(p.Tables.Memberships).Draw(t, "memberships")
		p.Tables.Records = rapid.Permutation(p.Tables.Records).Draw(t, "records")
		got := p.register(t)
		if !got.Equal(want) || !want.Equal(got) {
			t.Fatalf("not equal:\n%s\nand\n%s", r, p)
		}
		if diff := cmp.Diff(slices.Collect(want.Records()), slices.Collect(got.Records())); diff != "" {
			t.Fatalf("records (-want +got):\n%s", diff)
		}
		if len(p.Tables.Records) > 0 {
			p.Tables.Records[0].Note = "changed"
			if p.register(t).Equal(want) {
				t.Fatal("equal although a note differs")
			}
		}
	})
}

// Where everything is recorded nothing is undecided. Only in which sessions that are not listed guests sat can never be recorded, so
// that they were together is asked about listed ones.
func TestCompleteRecordsLeaveNothingOpen(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		r := draw(t, traits{complete: true})
		v, rule, ids := drawView(t, r, false), drawRule(t), drawWho(t)
		rule.Together = rule.Together && !v.Whole
		h := history(t, r.register(t), v, rule, ids...)
		for s := range h.All() {
			if s.Truth == timeline.Unknown || s.Skip == timeline.Unknown {
				t.Fatalf("%v, rule %+v, view %+v: %+v\n%s", ids, rule, v, s, r)
			}
		}
		first, _ := h.First()
		for name, evidence := range map[string]timeline.Evidence{"first": first.Evidence, "longest": h.Longest().Evidence, "current": h.Current().Evidence} {
			for c := range evidence.Open() {
				t.Fatalf("%s waits for %s", name, c.Text)
			}
		}
		if len(first.Undecided) > 0 || !h.Longest().Length.Certain() || !h.Current().Length.Certain() {
			t.Fatalf("first %s, longest %s, current %s", first, h.Longest(), h.Current())
		}
	})
}
