package attendance_test

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// contradictions finds by pairs of rows what New finds in sorted ones.
func contradictions(records []attendance.Record, body map[timeline.SessionID]bool) []string {
	type cell struct {
		summit      timeline.SummitID
		session     timeline.SessionID
		participant timeline.ActorID
	}
	var messages, later []string
	say := func(list *[]string, i int, column, value, text string, see int) {
		*list = append(*list, fmt.Sprintf("attendance, row %d: %s %q: %s; see row %d", i+1, column, value, text, see+1))
	}
	cells := make(map[cell][]int)
	var order []cell
	for i, r := range records {
		k := cell{r.Summit, r.Session, r.Participant}
		if first := slices.IndexFunc(cells[k], func(j int) bool { return records[j].Person == r.Person }); first >= 0 {
			say(&messages, i, "person_id", string(r.Person), "is there twice", cells[k][first])
			continue
		}
		if cells[k] == nil {
			order = append(order, k)
		}
		cells[k] = append(cells[k], i)
	}
	present := func(above, at []int, where string) {
		for _, i := range above {
			for _, j := range at {
				if r := records[i]; r.InPlaceOf != "" && r.InPlaceOf == records[j].Person && records[j].Status == attendance.Attended {
					say(&later, i, "in_place_of", string(r.InPlaceOf), "was present "+where+", by another row", j)
				}
			}
		}
	}
	for _, k := range order {
		list := cells[k]
		first := records[list[0]]
		for _, i := range list {
			if records[i].Status != first.Status {
				say(&later, i, "status", records[i].Status.String(), fmt.Sprintf("contradicts another row, by which %s is %s here", k.participant, first.Status), list[0])
			}
		}
		present(list, list, "here too")
		if !body[k.session] {
			continue
		}
		whole := cells[cell{k.summit, "", k.participant}]
		present(whole, list, "at a body session")
		for _, j := range whole {
			if first.Status == attendance.Attended && records[j].Status == attendance.Absent {
				say(&later, list[0], "status", "attended", fmt.Sprintf("contradicts another row, by which %s was absent from the summit", k.participant), j)
			}
		}
	}
	return append(messages, later...)
}

// Rows in any order contradict one another as pairs of them do, and a register without contradictions gives them in the order of the model.
func TestContradictionsAgreeWithPairs(t *testing.T) {
	one := func(t *rapid.T, name string, of ...string) string { return rapid.SampledFrom(of).Draw(t, name) }
	clean := 0
	rapid.Check(t, func(t *rapid.T) {
		records := make([]attendance.Record, rapid.IntRange(0, 9).Draw(t, "rows"))
		for i := range records {
			r := &records[i]
			*r = attendance.Record{
				Summit: timeline.SummitID(one(t, "summit", "b", "a")), Participant: timeline.ActorID(one(t, "participant", "AAA", "BBB")),
				Person: timeline.ActorID(one(t, "person", "", "ann", "bob", "cid")), InPlaceOf: timeline.ActorID(one(t, "in place of", "", "", "ann", "bob")),
				Status: attendance.Attended, Confidence: timeline.High, Sources: timeline.List[timeline.SourceID]{timeline.SourceID(one(t, "source", "x", "y"))},
				Office: one(t, "office", "", "Chair"), Note: one(t, "note", "", "Chair", "seen"),
			}
			if session := one(t, "session", "", "", "body", "side"); session != "" {
				r.Session = timeline.SessionID(string(r.Summit) + "-" + session)
			}
			if r.Person == "" {
				r.Status = attendance.Status(rapid.IntRange(1, 3).Draw(t, "status"))
			}
		}
		summit := func(id timeline.SummitID, year int) timeline.Summit {
			day := timeline.Date{Year: year, Month: 1, Day: 1}
			return timeline.Summit{ID: id, Series: "s", Name: "S", Kind: timeline.Regular, Start: day, End: day, Status: timeline.Held, Format: timeline.InPerson}
		}
		session := func(id timeline.SummitID, track string, scope timeline.Scope) timeline.Session {
			return timeline.Session{ID: timeline.SessionID(string(id) + "-" + track), Summit: id, Track: track, Scope: scope, Name: "Session"}
		}
		register, err := attendance.New(timeline.Tables{
			Series:  []timeline.Series{{ID: "s", Name: "S", Tier: timeline.LeadersTier}},
			Summits: []timeline.Summit{summit("a", 2001), summit("b", 2000)},
			Sessions: []timeline.Session{
				session("a", "body", timeline.Body), session("a", "side", timeline.Side), session("b", "body", timeline.Body), session("b", "side", timeline.Side),
			},
			Sources: []timeline.Source{{ID: "x", Kind: timeline.Press, Title: "X"}, {ID: "y", Kind: timeline.Press, Title: "Y"}},
		}, attendance.Tables{
			Participants: []attendance.Participant{{ID: "BBB", Kind: attendance.State, Name: "B"}, {ID: "AAA", Kind: attendance.State, Name: "A"}},
			People:       []attendance.Person{{ID: "cid", Name: "C"}, {ID: "ann", Name: "A"}, {ID: "bob", Name: "B"}},
			Records:      records,
		})
		want := contradictions(records, map[timeline.SessionID]bool{"a-body": true, "b-body": true})
		var got []string
		if err != nil {
			got = strings.Split(err.Error(), "\n")
		}
		if diff := gocmp.Diff(want, got); diff != "" {
			t.Fatalf("by pairs against New (-want +got):\n%s", diff)
		}
		if err != nil {
			return
		}
		clean++
		sorted := slices.SortedFunc(slices.Values(records), func(a, b attendance.Record) int {
			return cmp.Or(cmp.Compare(b.Summit, a.Summit), cmp.Compare(a.Session, b.Session), cmp.Compare(a.Participant, b.Participant), cmp.Compare(a.Person, b.Person))
		})
		if diff := gocmp.Diff(sorted, slices.Collect(register.Records())); diff != "" {
			t.Fatalf("records (-want +got):\n%s", diff)
		}
	})
	if clean == 0 {
		t.Error("no draw was without contradictions")
	}
}
