package main

import (
	"regexp"
	"strings"
	"testing"

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

func TestHelp(t *testing.T) {
	var s transcript
	known := commands(t)
	for _, name := range []string{"", "attendance", "attendance first", "attendance streak", "check", "export", "list", "topics", "topics compare"} {
		require.Contains(t, known, name)
		delete(known, name)
		help := answer(t, name+" --help")
		if got := answer(t, "help "+name); got != help {
			t.Errorf("help %s is not what %s --help says:\n%s", name, name, got)
		}
		s.add(t, strings.TrimSpace(name+" --help"), help)
	}
	require.Empty(t, known, "commands of which nobody has read the help")
	s.compare(t, "help")
	for _, name := range []string{"", "attendance", "topics"} {
		if got := answer(t, name); got != s.text[strings.TrimSpace(name+" --help")] {
			t.Errorf("%q alone does not show its help but:\n%s", name, got)
		}
	}
}

func TestVersion(t *testing.T) {
	got := answer(t, "--version")
	if !regexp.MustCompile(`^summitry version \d+\.\d+\.\d+ \(data as of \d{4}-\d{2}-\d{2}\)\n$`).MatchString(got) {
		t.Errorf("%q", got)
	}
}

// Each example in a help text works as it stands, from the root of the repository.
func TestHelpExamples(t *testing.T) {
	t.Chdir(copied(t))
	for name, c := range commands(t) {
		if c.HasSubCommands() {
			continue
		}
		require.NotEmpty(t, c.Example, "%s has no example", name)
		for _, line := range strings.Split(c.Example, "\n") {
			words, ok := strings.CutPrefix(strings.TrimSpace(line), "summitry ")
			require.True(t, ok, "%q is no call", line)
			require.True(t, strings.HasPrefix(words+" ", name+" "), "%q is no example of %s", line, name)
			require.NotEmpty(t, answer(t, words))
		}
	}
}
