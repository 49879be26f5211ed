package dataset_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

func ExampleGaps() {
	was, _, err := harbours()
	if err != nil {
		fmt.Println(err)
		return
	}
	for gap := range dataset.Gaps(was) {
		fmt.Println(gap)
	}
	// Output:
	// harbour-finance: 1 of 2 members at editions have no row, at harbour-finance-2002-belm (XAR)
}

func TestGaps(t *testing.T) {
	const absent = "harbour-2003-belm,,XBE,dahl-otto,attended,member,in_person,finance_minister,Minister of Finance,,high,belm-2003-report,in the room\n"
	const leader = "harbour-2003-belm,,XBE,moreau-jean,attended,member,virtual,head_of_government,Prime Minister,,high,belm-2003-report,\n"
	const plenary = "harbour-2003-belm,harbour-2003-belm-plenary,XCO,costa-livia,attended,member,in_person,head_of_state,President,,high,belm-2003-communique,\n"
	const arna = "harbour-2001-arna,,XBE,moreau-jean,attended,member,in_person,head_of_government,Prime Minister,,high,arna-2001-communique,\n"
	tests := []struct {
		reason  string
		changes []change
		want    []string
	}{
		{"a row at a body session is one of the summit", nil, nil},
		{"without it there is none", []change{{"attendance", plenary, ""}}, []string{"harbour: 1 of 5 members at editions have no row, at harbour-2003-belm (XCO)"}},
		{
			"a row at a side session says nothing of the meeting",
			[]change{{"attendance", "harbour-2003-belm-plenary,XCO", "harbour-2003-belm-dinner,XCO"}},
			[]string{"harbour: 1 of 5 members at editions have no row, at harbour-2003-belm (XCO)"},
		},
		{
			"a row that says that it is not known is a row",
			[]change{{"attendance", absent, ""}, {"attendance", leader, "harbour-2003-belm,,XBE,,unknown,member,,,,,low,belm-2003-report,\n"}},
			nil,
		},
		{
			"the edition with the most comes first, and what lies inside coverage is counted",
			[]change{{"attendance", absent, ""}, {"attendance", leader, ""}, {"attendance", plenary, ""}, {"attendance", arna, ""}},
			[]string{"harbour: 3 of 5 members at editions have no row, at harbour-2003-belm (XBE, XCO), harbour-2001-arna (XBE); 1 of them inside coverage, which makes absences of them"},
		},
		{
			"a disputed member is not looked for",
			[]change{{"attendance", plenary, ""}, {"memberships", "XCO,member,2003", "XCO,disputed,2003"}},
			nil,
		},
		{
			"nor is anybody at a meeting that is no edition",
			[]change{{"attendance", plenary, ""}, {"summits", "Belm summit,2,regular", "Belm summit,,extraordinary"}, {"coverage", "2004-12-31,,,2,high", "2004-12-31,,,2,medium"}, {"coverage", "harbour-union-leaders,attendance,harbour,regular,,,,2001,2004,UNION,1,2,", "harbour-union-leaders,attendance,harbour,regular,,,,2001,2004,UNION,1,1,"}},
			nil,
		},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			data, err := dataset.Load(changed(t, tiny(t), test.changes...))
			require.NoError(t, err)
			var got []string
			for gap := range dataset.Gaps(data) {
				if gap.Series == "harbour" {
					got = append(got, gap.String())
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("gaps (-want +got):\n%s", diff)
			}
		})
	}
}

// Of many editions the first few are named; each missing cell is there.
func TestGapOfManyEditions(t *testing.T) {
	gap := dataset.Gap{Series: "harbour", Cells: 9}
	for i, id := range []timeline.SummitID{"a", "b", "c", "d", "d", "d", "d"} {
		gap.Missing = append(gap.Missing, dataset.Cell{Summit: id, Actor: timeline.ActorID("ABCDEFG"[i : i+1])})
	}
	require.Equal(t, "harbour: 7 of 9 members at editions have no row, most at d (4), a (A), b (B)", gap.String())
	builtin, err := dataset.Open()
	require.NoError(t, err)
	for gap := range dataset.Gaps(builtin) {
		require.Less(t, len(gap.Missing), gap.Cells)
		t.Log(gap)
		break // and nothing more is looked for
	}
}
