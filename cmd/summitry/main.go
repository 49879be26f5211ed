// Command summitry answers questions about summits: who met, when, at what level, and about what.
//
// It is the library for people who do not write Go. Run "summitry help" for its commands.
package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/dataset"
)

// The exit statuses: the input or the question is wrong, or the command was called in a wrong way.
const (
	statusWrong = 1
	statusUsage = 2
)

// A usageError is a command that cannot be understood.
type usageError struct{ error }

// run runs the command and gives its exit status.
func run(args []string, stdout, stderr io.Writer) int {
	root, out := newRoot(), &stickyWriter{w: stdout}
	root.SetArgs(args)
	root.SetOut(out)
	root.SetErr(stderr)
	called, err := root.ExecuteC()
	if err == nil {
		err = out.err
	}
	var usage usageError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &usage):
		fmt.Fprintf(stderr, "summitry: %v\nRun '%s --help' for what can be asked.\n", err, called.CommandPath())
		return statusUsage
	}
	fmt.Fprintf(stderr, "summitry: %v\n", err)
	return statusWrong
}

// A stickyWriter keeps the first error, so that what is printed piece by piece need not be checked piece by piece.
type stickyWriter struct {
	w   io.Writer
	err error
}

func (s *stickyWriter) Write(p []byte) (int, error) {
	if s.err != nil {
		return 0, s.err
	}
	n, err := s.w.Write(p)
	s.err = err
	return n, err
}

// An app is what the flags of all commands set.
type app struct {
	data    string
	asOf    dateFlag
	format  string
	explain bool
}

func newRoot() *cobra.Command {
	a := &app{}
	root := &cobra.Command{
		Use:   "summitry",
		Short: "Who met, when, at what level, and about what",
		Long: `summitry answers questions about summits from records that say what they rest on, and with bounds where they have gaps.

The built-in data set is on NATO, the G7 and G8, the G20, BRICS and the Quad; --data reads a folder of your own.`,
		SilenceErrors: true,
		SilenceUsage:  true,
		Version:       dataset.Version + " (data as of " + dataset.AsOf + ")",
	}
	root.PersistentFlags().StringVar(&a.data, "data", "", "read the tables in this `folder` in place of the built-in ones")
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usageError{err} })
	root.AddCommand(a.fileCommands()...)
	root.AddCommand(
		a.newList(),
		group("attendance", "Who was there", a.attendanceCommands()...),
		group("topics", "What was talked about", a.topicCommands()...),
	)
	root.CompletionOptions.DisableDefaultCmd = true
	root.SetHelpCommand(newHelp())
	asGroup(root)
	return example(root, "attendance first ip4 --series nato --rank leader --together")
}

// group makes a command that only has others.
func group(name, short string, commands ...*cobra.Command) *cobra.Command {
	c := &cobra.Command{Use: name, Short: short}
	c.AddCommand(commands...)
	asGroup(c)
	return c
}

// newHelp makes the command that shows the help of others, and refuses what is none of them.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [command]",
		Short: "Help about any command",
		RunE: func(c *cobra.Command, args []string) error {
			about, rest, err := c.Root().Find(args)
			if err != nil || len(rest) > 0 {
				return usageError{fmt.Errorf("no command %q", strings.Join(args, " "))}
			}
			about.InitDefaultHelpFlag()
			about.InitDefaultVersionFlag()
			return about.Help()
		},
	}
}

// asGroup lets a command that only has others show them, and refuse what is none of them.
func asGroup(c *cobra.Command) {
	c.Args = cobra.ArbitraryArgs
	c.RunE = func(c *cobra.Command, args []string) error {
		if len(args) == 0 {
			return c.Help()
		}
		text := fmt.Sprintf("no command %q", args[0])
		c.SuggestionsMinimumDistance = 2
		if near := c.SuggestionsFor(args[0]); len(near) > 0 {
			text += "; did you mean " + near[0] + "?"
		}
		return usageError{errors.New(text)}
	}
}

// args wraps a check of the number of arguments, and says what is wanted.
func args(check cobra.PositionalArgs, want string) cobra.PositionalArgs {
	return func(c *cobra.Command, args []string) error {
		if check(c, args) != nil {
			return usageError{errors.New(want)}
		}
		return nil
	}
}
