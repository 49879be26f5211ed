package dataset_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
)

// Records that are read as numbers make the register that they make as rows, and so do their faults, in one part and in several.
func TestCodedRecordsAgreeWithRows(t *testing.T) {
	const n = 9_000
	base := tiny(t)
	organisations := strings.Builder{}
	organisations.Write(base["participants.csv"].Data)
	for i := range n + 2 {
		fmt.Fprintf(&organisations, "O%d,organisation,Organisation %d,,\n", i, i)
	}
	office := strings.Repeat("Secretary-General of an organisation and ", 5) + "so on"
	row := "harbour-2001-arna,,O7,berg-ada,attended,guest,in_person,organisation_head,Office,,high,arna-2001-communique,\n"
	for reason, odd := range map[string]string{
		"nothing":                "",
		"blank lines":            "\n\r\n\n",
		"quoted cells":           "harbour-2001-arna,,O9001,,unknown,,,,,,low,\"arna-2001-communique\",\"What \"\"they\"\", said\"\n",
		"a break in a cell":      "harbour-2001-arna,,O9001,,unknown,,,,,,low,arna-2001-communique,\"a\nb\"\n",
		"breaks":                 "harbour-2001-arna,,O9001,,unknown,,,,,,low,arna-2001-communique,\"" + strings.Repeat("\n,One", 10_000) + "\"\n",
		"a cell too many":        strings.TrimSpace(row) + ",\n",
		"an empty key":           strings.Replace(row, "O7", "", 1),
		"a word":                 strings.Replace(row, "attended", "atended", 1),
		"ids":                    "Nowhere,no-session,NOBODY,no-body,attended,,,,,nobody-else,low,no-source;arna-2001-communique,\n",
		"a contradiction":        strings.Replace(row, "berg-ada,attended", ",absent", 1),
		"a row that comes again": row + row,
		"somebody who was there": strings.Replace(row, "Office,,", "Office,moreau-jean,", 1) + strings.Replace(row, "berg-ada", "moreau-jean", 1),
		"a person who is absent": strings.Replace(row, "attended", "absent", 1),
	} {
		for _, at := range []int{n, n / 2} {
			if testing.Short() && at == n {
				continue
			}
			t.Run(fmt.Sprintf("%s at %d", reason, at), func(t *testing.T) {
				var rows strings.Builder
				rows.Write(base["attendance.csv"].Data)
				for i := range n + 1 {
					if i == at {
						rows.WriteString(odd)
					}
					fmt.Fprintf(&rows, "harbour-2001-arna,,O%d,,attended,guest,,organisation_head,%s,,high,arna-2001-communique,No %d\n", i, office, i)
				}
				files := changed(t, base)
				files["participants.csv"] = &fstest.MapFile{Data: []byte(organisations.String())}
				files["attendance.csv"] = &fstest.MapFile{Data: []byte(rows.String())}
				want, wrong := dataset.Load(streamed{files})
				require.Equal(t, odd == "" || strings.HasPrefix(reason, "blank") || strings.HasPrefix(reason, "quoted"), wrong == nil, "%v", wrong)
				for _, processors := range []int{1, 3} {
					defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
					got, err := dataset.Load(files)
					if diff := cmp.Diff(fmt.Sprint(wrong), fmt.Sprint(err)); diff != "" {
						t.Fatalf("faults of %d parts (-rows +coded):\n%s", processors, diff)
					}
					require.True(t, want.Equal(got.Register))
				}
				checked, _, err := dataset.Check(files)
				require.Equal(t, fmt.Sprint(wrong), fmt.Sprint(err))
				require.True(t, want.Equal(checked.Register))
			})
		}
	}
}

// There may be as many rows as the limit says, in however many parts.
func TestLimitOfRowsInParts(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(3))
	const rows = 20_000
	for name, row := range map[string]string{
		"people":     "p-%d," + strings.Repeat("A person with a long name ", 8) + "or so,\n",
		"attendance": "no-summit-%d,,XAR,,attended,,,,,,high,arna-2001-communique," + strings.Repeat("A long note ", 16) + "or so\n",
	} {
		t.Run(name, func(t *testing.T) {
			var text strings.Builder
			header, _, _ := strings.Cut(string(tiny(t)[name+".csv"].Data), "\n")
			text.WriteString(header + "\n")
			for i := range rows {
				fmt.Fprintf(&text, row, i)
			}
			require.Greater(t, text.Len(), 3<<20)
			files := folder{name + ".csv": &fstest.MapFile{Data: []byte(text.String())}}
			want := fmt.Sprintf("%s.csv:%d: the table has more than %d rows, want no more", name, rows+1, rows-1)
			_, err := dataset.Limits{Rows: rows}.Load(files)
			require.NotContains(t, err.Error(), "rows, want no more")
			_, err = dataset.Limits{Rows: rows - 1}.Load(files)
			require.Contains(t, strings.Split(err.Error(), "\n"), want)
		})
	}
}
