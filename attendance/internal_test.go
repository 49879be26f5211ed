package attendance

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

// What several may be if some of them are enough is what they are in all ways of choosing for each.
func TestEnoughAgreesWithAllWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ways := []possible{there, missing, over, nobody}
		asked := make([]one, rapid.IntRange(0, 5).Draw(t, "asked"))
		for i := range asked {
			asked[i].may = possible(rapid.IntRange(1, 15).Draw(t, "may"))
		}
		least := rapid.IntRange(1, 4).Draw(t, "least")
		var want possible
		var choose func(i, came, stepped int)
		choose = func(i, came, stepped int) {
			switch {
			case i < len(asked):
				for _, way := range ways {
					switch {
					case asked[i].may&way == 0:
					case way == there:
						choose(i+1, came+1, stepped)
					case way == over:
						choose(i+1, came, stepped+1)
					default:
						choose(i+1, came, stepped)
					}
				}
			case came >= least:
				want |= there
			case came+stepped >= least:
				want |= over
			default:
				want |= missing
			}
		}
		choose(0, 0, 0)
		if got := enough(asked, least); got != want {
			t.Fatalf("%d of %v: %b, in all ways %b", least, asked, got, want)
		}
	})
}

// Who is named again and again is found once, and who was to come all the same.
func TestIndexOfPeople(t *testing.T) {
	s := newStore(map[timeline.SessionID]bool{}, map[timeline.ActorID]bool{"AUS": true, "BEL": true}, map[timeline.ActorID]bool{"ann": true, "bob": true, "cid": true}, map[timeline.SourceID]bool{})
	s.summits = numbered(slices.Values([]timeline.SummitID{"a", "b", "c", "d", "e"}), 5)
	s.add([]Record{
		{Summit: "a", Participant: "AUS", Person: "ann"},
		{Summit: "b", Participant: "AUS", Person: "bob"},
		{Summit: "c", Participant: "AUS", Person: "ann"},
		{Summit: "d", Participant: "AUS", Person: "ann", InPlaceOf: "cid"},
		{Summit: "d", Participant: "BEL", InPlaceOf: "cid"},
		{Summit: "e", Participant: "BEL", Person: "bob"},
	})
	d := &data{records: s}
	d.index(timeline.Timeline{})
	type people = map[timeline.ActorID][]timeline.ActorID
	want := []people{
		{"AUS": {"ann", "bob"}, "BEL": {"bob"}},
		{"ann": {"AUS"}, "bob": {"AUS", "BEL"}},
		{"ann": {"AUS"}, "bob": {"AUS", "BEL"}, "cid": {"AUS", "BEL"}},
	}
	if diff := cmp.Diff(want, []people{d.headsOf, d.headed, d.awaited}); diff != "" {
		t.Errorf("heads of, headed, awaited (-want +got):\n%s", diff)
	}
}
