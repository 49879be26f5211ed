package main

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
)

// The line comes first, then the entry; machines get both in cells of their own, the entry in one line, which is the same to BibTeX.
func TestCite(t *testing.T) {
	is := dataset.Cite()
	require.Equal(t, is.Text+"\n\n"+is.BibTeX+"\n", answer(t, "cite"))
	want := []map[string]string{{"version": dataset.Version, "as_of": dataset.AsOf, "text": is.Text, "bibtex": strings.Join(strings.Fields(is.BibTeX), " ")}}
	if diff := cmp.Diff(want, table(t, answer(t, "cite --format csv"))); diff != "" {
		t.Errorf("csv (-want +got):\n%s", diff)
	}
	var got []map[string]string
	decodeAnswers(t, answer(t, "cite --format json"), &got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("json (-want +got):\n%s", diff)
	}
}

func TestCiteRefusals(t *testing.T) {
	for words, reason := range map[string]string{
		"cite --data " + tiny: "the citation is not that of a folder of one's own",
		"cite nato":           "there is one data set",
		"cite --format bib":   "a format that there is not",
	} {
		if got := call(words); got.status != statusUsage || got.stdout != "" {
			t.Errorf("%s: %+v, want a refusal: %s", words, got, reason)
		}
	}
}
