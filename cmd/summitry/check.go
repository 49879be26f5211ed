//go:build !wasip1

package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/dataset"
)

func (a *app) newCheck() *cobra.Command {
	return example(&cobra.Command{
		Use:   "check [folder]",
		Short: "Say what is wrong with a folder of tables, or count its rows",
		Long: `Read the tables in a folder and print all that is wrong with them, each with file, line, column and value. If nothing is, count the
rows, and print what deserves a second look and of how many members at the editions of each series nothing is recorded. Without a folder
the built-in data set is checked.`,
		Args: args(cobra.MaximumNArgs(1), "want one folder at the most"),
		RunE: func(c *cobra.Command, args []string) error {
			dir, files := a.data, dataset.Files()
			if len(args) > 0 {
				if dir != "" {
					return usageError{errors.New("want one folder, as an argument or with --data")}
				}
				dir = args[0]
			}
			if dir != "" {
				var err error
				if files, err = folder(dir); err != nil {
					return err
				}
			}
			data, warnings, err := dataset.Check(files)
			if err != nil {
				return located(dir, err)
			}
			for _, w := range warnings {
				fmt.Fprintf(c.OutOrStdout(), "warning: %v\n", w)
			}
			for gap := range dataset.Gaps(data) {
				fmt.Fprintf(c.OutOrStdout(), "gap: %v\n", gap)
			}
			out := columns(c.OutOrStdout())
			for _, n := range data.Counts() {
				fmt.Fprintf(out, "%s\t%d\n", n.Table, n.Rows)
			}
			if err := out.Flush(); err != nil {
				return err
			}
			_, err = fmt.Fprintf(c.OutOrStdout(), "no faults, %s\n", counted(len(warnings), "warning"))
			return err
		},
	}, "check testdata/tiny")
}
