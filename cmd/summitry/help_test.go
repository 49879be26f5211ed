package main

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/spf13/cobra"
	"github.com/stretchr/testify/require"
)

// commands gives the words of each command, of the root too.
func commands(t *testing.T) map[string]*cobra.Command {
	t.Helper()
	all := map[string]*cobra.Command{}
	var walk func(*cobra.Command)
	walk = func(c *cobra.Command) {
		all[strings.TrimPrefix(strings.TrimPrefix(c.CommandPath(), "summitry"), " ")] = c
		for _, below := range c.Commands() {
			walk(below)
		}
	}
	walk(newRoot())
	return all
}

// The help of the commands about topics has a golden file of its own.
func TestHelp(t *testing.T) {
	transcripts := map[string]*transcript{"help": {}, "topics-help": {}}
	known := commands(t)
	for _, name := range slices.Sorted(maps.Keys(known)) {
		help := answer(t, name+" --help")
		if got := answer(t, "help "+name); got != help {
			t.Errorf("help %s is not what %s --help says:\n%s", name, name, got)
		}
		golden := "help"
		if strings.HasPrefix(name, "topics") {
			golden = "topics-help"
		}
		transcripts[golden].add(t, strings.TrimSpace(name+" --help"), help)
		if known[name].HasSubCommands() {
			if got := answer(t, name); got != help {
				t.Errorf("%q alone does not show its help but:\n%s", name, got)
			}
		}
	}
	for name, s := range transcripts {
		s.compare(t, name)
	}
}

func TestVersion(t *testing.T) {
	got := answer(t, "--version")
	if !regexp.MustCompile(`^summitry version \d+\.\d+\.\d+ \(data as of \d{4}-\d{2}-\d{2}\)\n$`).MatchString(got) {
		t.Errorf("%q", got)
	}
}

// mostLines is how long an example may be that a person reads in a help text.
const mostLines = 25

// Each command has an example in its help, and each example prints what it shows, on the built-in data and from the root of the
// repository. The root shows one of them too. The help has what was in the files when it was built: after -update it is one run behind.
func TestHelpExamples(t *testing.T) {
	folder, err := filepath.Abs("help")
	require.NoError(t, err)
	t.Chdir(copied(t))
	files := map[string]bool{}
	for name, c := range commands(t) {
		call, ok := c.Annotations["example"]
		if !ok {
			require.True(t, c.HasSubCommands(), "%s has no example", name)
			continue
		}
		require.True(t, c.Parent() == nil || strings.HasPrefix(call, name+" "), "%q is no example of %s", call, name)
		files[helpFile(call)] = true
		file := filepath.Join(folder, helpFile(call))
		got := answer(t, call)
		if n := strings.Count(got, "\n"); n > mostLines {
			t.Errorf("%s: the example has %d lines, want at most %d", name, n, mostLines)
		}
		if *update {
			require.NoError(t, os.WriteFile(file, []byte(got), 0o644))
		}
		want, err := os.ReadFile(file)
		require.NoError(t, err, name)
		if diff := cmp.Diff(string(want), got); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", filepath.Base(file), call, diff)
		}
		if *update {
			continue
		}
		shown := strings.Split(strings.TrimPrefix(c.Example, "  summitry "+call+"\n\n"), "\n")
		printed := strings.Split(strings.TrimSuffix(got, "\n"), "\n")
		require.Len(t, shown, len(printed), "%s: what the help shows", name)
		for i, line := range printed {
			if want := strings.TrimRight("  "+line, " "); shown[i] != want {
				t.Errorf("%s: the help shows %q, want %q", name, shown[i], want)
			}
		}
	}
	entries, err := os.ReadDir(folder)
	require.NoError(t, err)
	for _, e := range entries {
		if !files[e.Name()] {
			t.Errorf("help/%s is no example of a command", e.Name())
		}
	}
}
