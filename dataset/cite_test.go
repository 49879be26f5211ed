package dataset_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
)

func ExampleCite() {
	text, _, _ := strings.Cut(dataset.Cite().Text, " [")
	fmt.Println(text)
	// Output:
	// The summitry authors (2026). summitry: who met, when, at what level, and about what
}

// What is said to those who read CITATION.cff is what is said to those who ask.
func TestCitationFile(t *testing.T) {
	file, err := os.ReadFile(filepath.Join("..", "CITATION.cff"))
	require.NoError(t, err)
	said := func(field string) string {
		found := regexp.MustCompile(`(?m)^[ -]*`+field+`: "?(.*?)"?$`).FindAllSubmatch(file, -1)
		require.Len(t, found, 1, field)
		return string(found[0][1])
	}
	require.Equal(t, dataset.Version, said("version"), "the version of CITATION.cff")
	released := said("date-released")
	require.LessOrEqual(t, dataset.AsOf, released, "data of a day that is still to come")
	require.Equal(t, "dataset", said("type"))
	licence := said("license")
	citation := dataset.Cite()
	for form, text := range map[string]string{"text": citation.Text, "BibTeX": citation.BibTeX} {
		for _, part := range []string{said("title"), said("name"), released[:4], dataset.Version, dataset.AsOf, licence} {
			if !strings.Contains(text, part) {
				t.Errorf("%s: %q is missing in\n%s", form, part, text)
			}
		}
	}
}

// The entry is one that BibTeX reads: braces in pairs, a key without blanks, each field on a line, names of several words kept whole.
func TestBibTeX(t *testing.T) {
	entry := dataset.Cite().BibTeX
	require.Regexp(t, `^@misc\{[a-z0-9]+,\n(  [a-z]+ += \{.*\},\n)+\}$`, entry)
	require.Equal(t, strings.Count(entry, "{"), strings.Count(entry, "}"))
	require.Contains(t, entry, "{{The summitry authors}}")
	require.NotContains(t, dataset.Cite().Text, "\n")
}
