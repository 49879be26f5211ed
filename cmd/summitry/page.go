//go:build !wasip1

package main

import (
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/page"
)

func (a *app) newPage() *cobra.Command {
	var out, title string
	c := &cobra.Command{
		Use:   "page --out file.html",
		Short: "Write one HTML file to look at: who was where, with answers and sources",
		Long: `Write the data set as one HTML file that opens from disk, can be mailed and needs no network: a matrix for each series, who came and which
source says so behind each mark, two gatherings side by side, and these questions as sentences with blanks. A file of that name is replaced.`,
		Args: args(cobra.NoArgs, "want no arguments; the file is named with --out"),
		RunE: func(c *cobra.Command, _ []string) error {
			if out == "" {
				return usageError{errors.New("want --out, the file to write")}
			}
			data, err := a.open()
			if err != nil {
				return err
			}
			options := page.Options{Title: title}
			if a.data == "" {
				options.Citation = dataset.Cite().Text
			}
			if err := exporters.WriteFile(out, func(w io.Writer) error { return page.Write(w, data.Register, options) }); err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "%s: %s, %s\n", filepath.ToSlash(out), counted(data.Timeline().Len(), "gathering"),
				counted(len(slices.Collect(data.Participants())), "participant"))
			return err
		},
	}
	c.Flags().StringVar(&out, "out", "", "the `file` to write")
	c.Flags().StringVar(&title, "title", "", "what stands `above` the page")
	return example(c, "page --data testdata/tiny --out summits.html")
}
