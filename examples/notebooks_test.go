package examples_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// notebook is what is looked at of the format of Jupyter.
type notebook struct {
	Cells []struct {
		Type    string   `json:"cell_type"`
		Source  []string `json:"source"`
		Outputs []struct {
			Type string         `json:"output_type"`
			Data map[string]any `json:"data"`
		} `json:"outputs"`
	} `json:"cells"`
}

// A notebook is kept as it was run, with its picture, and small; that it runs is for .ci/interop/notebooks.sh.
func TestNotebooks(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("notebooks", "README.md"))
	require.NoError(t, err)
	paths, err := filepath.Glob(filepath.Join("notebooks", "*.ipynb"))
	require.NoError(t, err)
	require.Len(t, paths, 6)
	for _, path := range paths {
		text, err := os.ReadFile(path)
		require.NoError(t, err)
		if len(text) > 150_000 {
			t.Errorf("%s has %d bytes", path, len(text))
		}
		var kept notebook
		require.NoError(t, json.Unmarshal(text, &kept), path)
		require.NotEmpty(t, kept.Cells, path)
		first, last := strings.Join(kept.Cells[0].Source, ""), strings.Join(kept.Cells[len(kept.Cells)-1].Source, "")
		if !strings.HasPrefix(first, "# ") || !strings.HasPrefix(last, "**What the records do not tell.**") {
			t.Errorf("%s does not begin with its finding, or does not end with its limits", path)
		}
		title, _, _ := strings.Cut(strings.TrimPrefix(first, "# "), "\n")
		if finding := title[1:]; !strings.Contains(string(readme), finding) || !strings.Contains(string(readme), "examples/"+filepath.ToSlash(path)+"\n") {
			t.Errorf("the README does not have %s, %q", path, title)
		}
		pictures := 0
		for _, cell := range kept.Cells {
			for _, output := range cell.Outputs {
				if output.Type == "error" {
					t.Errorf("%s is kept with an error", path)
				}
				for kind := range output.Data {
					if strings.HasPrefix(kind, "image/") {
						pictures++
					}
				}
			}
		}
		if pictures != 1 {
			t.Errorf("%s is kept with %d pictures", path, pictures)
		}
	}
}
