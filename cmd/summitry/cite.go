//go:build !wasip1

package main

import (
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/dataset"
)

// citeRow is how to cite the data set as a row.
type citeRow struct {
	Version string `csv:"version" doc:"the version of the data set"`
	AsOf    string `csv:"as_of" doc:"the day through which it was curated"`
	Text    string `csv:"text" doc:"a line for a list of references"`
	BibTeX  string `csv:"bibtex" doc:"an entry for BibTeX, in one line"`
}

func (a *app) newCite() *cobra.Command {
	c := &cobra.Command{
		Use:   "cite",
		Short: "Say how to cite the built-in data set",
		Long:  `Print a line for a list of references, and an entry for BibTeX, with the version of the built-in data set and its licence.`,
		Args:  args(cobra.NoArgs, "want no arguments"),
		RunE: func(c *cobra.Command, _ []string) error {
			if err := a.checkFormat(); err != nil {
				return err
			}
			if a.data != "" {
				return usageError{errors.New("only the built-in data set is cited: want no --data")}
			}
			is := dataset.Cite()
			return show(a, c.OutOrStdout(), reply[citeRow]{
				question: "cite",
				rows:     []citeRow{{dataset.Version, dataset.AsOf, is.Text, strings.Join(strings.Fields(is.BibTeX), " ")}},
				text:     func(w io.Writer) { fmt.Fprintf(w, "%s\n\n%s\n", is.Text, is.BibTeX) },
			})
		},
	}
	c.Flags().StringVar(&a.format, "format", "text", "print `text`, csv or json")
	return example(c, "cite --format text")
}
