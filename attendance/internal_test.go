package attendance

import (
	"testing"

	"pgregory.net/rapid"
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
