package dataset_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
)

// streamed is a folder whose files can only be read from their start to their end.
type streamed struct{ fs.FS }

func (s streamed) Open(name string) (fs.File, error) {
	f, err := s.FS.Open(name)
	return struct{ fs.File }{f}, err
}

// A large file is read in parts, and gives what it gives when it is read as a whole, wherever something odd or wrong is in it.
func TestPartsAgreeWithTheWhole(t *testing.T) {
	const n = 12_000
	base := tiny(t)
	name := strings.Repeat("A person with a long name, ", 8) + "or so"
	for reason, odd := range map[string]string{
		"nothing":                     "",
		"blank lines":                 "\n\r\n\n",
		"quoted cells":                "p-odd,\"Odd \"\"One\"\"\",\np-odder,Odder,\"1\"\n",
		"a break in a cell":           "p-odd,\"Odd\nOne\",\n",
		"a cell around the middle":    "p-odd,\"" + strings.Repeat("Odd,", 10_000) + "\",\n",
		"breaks around the middle":    "p-odd,\"" + strings.Repeat("\n,One", 10_000) + "\",\n",
		"an open quotation":           "p-odd,\"Odd,\n",
		"a stray quotation":           "p-odd,Odd \"One\",\n",
		"a cell too many":             "p-odd,Odd,,\n",
		"blanks at the ends of cells": "p-odd, Odd,\np-odder,Odder ,\n",
	} {
		for _, at := range []int{n, n / 2} {
			if testing.Short() && at == n {
				continue
			}
			for _, last := range []string{"p-last,Last,", "p-7,Again,\n"} {
				t.Run(fmt.Sprintf("%s at %d, %q", reason, at, last), func(t *testing.T) {
					var rows strings.Builder
					rows.Write(base["people.csv"].Data)
					for i := range n + 1 {
						if i == at {
							rows.WriteString(odd)
						}
						fmt.Fprintf(&rows, "p-%d,%q,Q%d\n", i, name, i/2)
					}
					rows.WriteString(last)
					files := changed(t, base)
					files["people.csv"] = &fstest.MapFile{Data: []byte(rows.String())}
					want, wrong := dataset.Load(streamed{files})
					if odd == "" && last == "p-last,Last," {
						require.NoError(t, wrong)
					}
					got, err := dataset.Load(files)
					if diff := cmp.Diff(fmt.Sprint(wrong), fmt.Sprint(err)); diff != "" {
						t.Errorf("faults (-whole +parts):\n%s", diff)
					}
					require.True(t, want.Equal(got.Register))
				})
			}
		}
	}
}
