package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
)

func TestMerge(t *testing.T) {
	var s transcript
	dir := filepath.Join(t.TempDir(), "out")
	for _, words := range []string{
		"merge " + later + " --data " + tiny,
		"merge " + later + " --data " + tiny + " --format csv",
		"merge " + later + " --data " + tiny + " --format json",
		"merge " + later + " " + tiny + " --data " + tiny + " --out " + dir,
	} {
		s.add(t, strings.ReplaceAll(words, dir, "DIR"), strings.ReplaceAll(answer(t, words), dir, "DIR"))
	}
	s.compare(t, "merge")

	read := func(dir string) dataset.Data {
		data, err := dataset.Load(os.DirFS(dir))
		require.NoError(t, err)
		return data
	}
	want, _, err := dataset.Merge(read(tiny), read(later), read(tiny))
	require.NoError(t, err)
	require.True(t, read(dir).Equal(want.Register))

	got := call("merge " + tiny + " --out " + dir)
	require.Equal(t, statusWrong, got.status)
	require.Contains(t, got.stderr, "--force")
	require.Empty(t, got.stdout)
	require.True(t, read(dir).Equal(want.Register), "refused, and written")
	for words, says := range map[string]string{
		"merge":                           "want the folders",
		"merge nowhere":                   "there is no such folder",
		"merge " + tiny + " --format all": `invalid format "all"`,
	} {
		got := call(words)
		require.NotZero(t, got.status)
		require.Contains(t, got.stderr, says)
	}
}

// What is built in is joined too, if no other set is named, and keeps what it says.
func TestMergeWithTheBuiltIn(t *testing.T) {
	for _, row := range table(t, answer(t, "merge "+tiny+" --format csv")) {
		if row["outcome"] != "adds" && row["table"] != "topics" {
			t.Errorf("%v: the sets are on different things", row)
		}
	}
}
