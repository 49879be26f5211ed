//go:build !wasip1

package main

import (
	"embed"
	"strings"

	"github.com/spf13/cobra"
)

// helpFiles are what the examples of the help texts print, each under the words of its command.
//
//go:embed help
var helpFiles embed.FS

// example gives a command an example: a call, with what it prints on the built-in data, which a test holds.
func example(c *cobra.Command, call string) *cobra.Command {
	c.Annotations = map[string]string{"example": call}
	c.Example = "  summitry " + call
	text, err := helpFiles.ReadFile("help/" + helpFile(call))
	if err != nil {
		return c // not written yet: the test says so
	}
	c.Example += "\n"
	for line := range strings.Lines(string(text)) {
		c.Example += "\n" + strings.TrimRight("  "+line, " \n")
	}
	return c
}

// helpFile names the file of an example by the first words of its call.
func helpFile(call string) string {
	words := strings.Fields(call)
	if words[0] == "attendance" || words[0] == "topics" {
		return words[0] + "-" + words[1] + ".txt"
	}
	return words[0] + ".txt"
}
