package attendance_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// Whether an answer is weak, which is told without making its evidence, is what its evidence says.
func TestWeakAgreesWithEvidence(t *testing.T) {
	often(t, func(t *rapid.T) {
		q := drawQuestion(t, true)
		for i := range q.Tables.Records {
			if chance(t, 10, "low") {
				q.Tables.Records[i].Confidence = timeline.Low
			}
		}
		for i := range q.Gatherings.Coverage {
			if chance(t, 10, "low") {
				q.Gatherings.Coverage[i].Confidence = timeline.Low
			}
		}
		q = q.asked(t)
		check := func(what string, e timeline.Evidence) {
			got, want := e.Weak(), false
			for c := range e.All() {
				want = want || c.Confidence == timeline.Low || c.Foretold
			}
			if got != want || e.Weak() != want {
				t.Fatalf("%s: weak is %t, by its evidence %t\n%s", what, got, want, q)
			}
		}
		for e := range q.roll.All(q.of) {
			check("who was at "+string(e.Summit), e.Evidence)
		}
		for c := range q.roll.Changes(q.of) {
			check("who is new at "+string(c.Is.Summit), c.Evidence)
			check("both", c.Was.Evidence.And(c.Is.Evidence))
		}
		for p := range q.roll.Presences(q.of) {
			check(string(p.Participant)+" at "+string(p.Summit), p.Evidence)
		}
		for p := range q.roll.LevelsBySummit(q.of) {
			check("levels at "+string(p.Summit), p.Evidence)
		}
		for s := range q.roll.Survival(q.of) {
			check("survival", s.Evidence)
			break
		}
		for _, weight := range []attendance.Weight{attendance.Shared, attendance.Newman} {
			for p := range q.roll.Pairs(q.of, q.of, weight) {
				check(weight.String()+" of "+string(p.A)+" and "+string(p.B), p.Evidence)
			}
		}
	})
}
