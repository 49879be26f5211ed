package exporters_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
)

// keys are the columns that tell the rows of a table apart.
var keys = map[string]string{
	"series":            "series_id",
	"summits":           "summit_id",
	"sessions":          "session_id",
	"participants":      "participant_id",
	"participant_codes": "participant_id scheme code valid_from",
	"groups":            "group_id",
	"memberships":       "group_id participant_id valid_from",
	"people":            "person_id",
	"attendance":        "summit_id session_id participant_id person_id",
	"topics":            "topic_id",
	"discussions":       "summit_id session_id topic_id stage source_id",
	"coverage":          "coverage_id",
	"sources":           "source_id",
}

func TestCodebook(t *testing.T) {
	tables := exporters.Tables(attendance.Register{})
	refs := []string{"actors"}
	for _, table := range tables {
		refs = append(refs, table.Name())
		require.NotEmpty(t, table.Doc(), table.Name())
	}
	require.Len(t, tables, len(keys))
	for _, table := range tables {
		t.Run(table.Name(), func(t *testing.T) {
			columns := table.Columns()
			require.NotEmpty(t, columns)
			var key []string
			for i, c := range columns {
				require.Equal(t, table.Name(), c.Table)
				require.Regexp(t, "^[a-z]+(_[a-z]+)*$", c.Name)
				require.NotEmpty(t, c.Doc, c.Name)
				require.False(t, strings.ContainsAny(c.Doc, "\n\t") || strings.HasSuffix(c.Doc, "."), "%s: a line without full stop, not %q", c.Name, c.Doc)
				require.Contains(t, []string{"string", "list", "date", "integer", "enum"}, c.Type, c.Name)
				require.Equal(t, c.Type == "enum", c.Words != "", "%s has the words %q", c.Name, c.Words)
				if c.Ref != "" {
					require.Contains(t, refs, c.Ref, c.Name)
					require.Contains(t, []string{"string", "list"}, c.Type, "%s refers to ids", c.Name)
				}
				if strings.HasSuffix(c.Name, "_id") && c.Name != "wikidata_id" && !(i == 0 && c.Key) || strings.HasSuffix(c.Name, "_ids") {
					require.NotEmpty(t, c.Ref, "%s has ids of an unknown table", c.Name)
				}
				if c.Key {
					key = append(key, c.Name)
				}
			}
			if d := cmp.Diff(keys[table.Name()], strings.Join(key, " ")); d != "" {
				t.Errorf("the key (-want +got):\n%s", d)
			}
			require.True(t, columns[0].Key && columns[0].Required, "a row begins with what it is")
		})
	}
}

// What the codebook says of the columns is true of the built-in rows, so that other programs can rely on it.
func TestCodebookHolds(t *testing.T) {
	for name, folder := range folders(t) {
		t.Run(name, func(t *testing.T) {
			tables := exporters.Tables(load(t, folder))
			ids := map[string]map[string]bool{"actors": {}}
			for _, table := range tables {
				ids[table.Name()] = map[string]bool{}
				for cells, err := range table.Rows() {
					require.NoError(t, err)
					ids[table.Name()][cells[0]] = true
					if slices.Contains([]string{"participants", "groups", "people"}, table.Name()) {
						ids["actors"][cells[0]] = true
					}
				}
			}
			for _, table := range tables {
				columns, seen, row := table.Columns(), map[string]bool{}, 0
				for cells, err := range table.Rows() {
					require.NoError(t, err)
					row++
					var key []string
					for i, c := range columns {
						if c.Key {
							key = append(key, cells[i])
						}
						if c.Required && cells[i] == "" {
							t.Errorf("%s, row %d: %s is required and empty", table.Name(), row, c.Name)
						}
						for _, id := range strings.Split(cells[i], ";") {
							if c.Ref != "" && id != "" && !ids[c.Ref][id] {
								t.Errorf("%s, row %d: %s %s is not in %s", table.Name(), row, c.Name, id, c.Ref)
							}
						}
						if words := strings.Split(c.Words, ";"); c.Words != "" && cells[i] != "" && !slices.Contains(words, cells[i]) {
							t.Errorf("%s, row %d: %s %s is none of %s", table.Name(), row, c.Name, cells[i], words)
						}
					}
					if k := strings.Join(key, ","); seen[k] {
						t.Errorf("%s, row %d: the key %s is there twice", table.Name(), row, k)
					} else {
						seen[k] = true
					}
				}
			}
		})
	}
}
