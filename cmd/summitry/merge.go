//go:build !wasip1

package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

// joinRow is what became of a row of a set that was merged.
type joinRow struct {
	Table   string `csv:"table" doc:"the table"`
	Key     string `csv:"key" doc:"the cells of the key, joined by commas; of attendance without the person"`
	Outcome string `csv:"outcome" doc:"adds, agrees, completes or conflicts"`
	Column  string `csv:"column" doc:"of a conflict: the column; empty for the row as a whole"`
	First   string `csv:"first" doc:"of a conflict: what the sets before say"`
	Other   string `csv:"other" doc:"of a conflict: what this set says"`
	Became  string `csv:"became" doc:"of a conflict: what became of it"`
}

func (a *app) newMerge() *cobra.Command {
	var to target
	c := &cobra.Command{
		Use:   "merge folder... [--out folder]",
		Short: "Join data sets, and say of each row whether it is new, agrees, completes or conflicts",
		Long: `Join folders of tables with the built-in data set, or with that of --data. A row that is in several sets is one row, with the sources of all;
empty cells are filled, and what one set looked for in vain is taken from another. Nothing is overwritten silently: where the sets
contradict each other the first one stands, who attended becomes unknown with the sources of both, coverage whose number of editions
does not hold any more is left out, and each such case is reported. csv and json have a line for each row of the folders, text the
counts and the first conflicts. Without --out nothing is written but the report.`,
		Args: args(cobra.MinimumNArgs(1), "want the folders that are to be joined with the data set"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := a.checkFormat(); err != nil {
				return err
			}
			base, err := a.open()
			if err != nil {
				return err
			}
			sets := []dataset.Data{base}
			for _, dir := range args {
				set, err := (&app{data: dir}).open()
				if err != nil {
					return err
				}
				sets = append(sets, set)
			}
			merged, joins, err := dataset.Merge(sets...)
			if err != nil {
				faults, _ := timeline.Faults(err)
				for _, f := range faults {
					for i, name := range append([]string{"the data set"}, args...) {
						f.File = strings.Replace(f.File, fmt.Sprintf("set %d, ", i+1), name+", ", 1)
					}
				}
				return located("the sets together", err)
			}
			if to.out != "" {
				if err := to.vacant("", false); err != nil {
					return err
				}
				if err := to.writeTables(merged); err != nil {
					return err
				}
			}
			return show(a, c.OutOrStdout(), reply[joinRow]{question: "merge", rows: joinRows(joins), text: func(w io.Writer) {
				printJoins(w, merged, joins)
				if to.out != "" {
					fmt.Fprintf(w, "written to %s\n", to.out)
				}
			}})
		},
	}
	to.flags(c)
	c.Flags().StringVar(&a.format, "format", "text", "print `text`, csv or json")
	return example(c, "merge testdata/later/tiny --data testdata/tiny")
}

func joinRows(joins []dataset.Join) []joinRow {
	rows := make([]joinRow, len(joins))
	for i, j := range joins {
		rows[i] = joinRow{Table: j.Table, Key: j.Key, Outcome: string(j.Outcome), Column: j.Column, Became: j.Became}
		if len(j.Values) > 0 {
			rows[i].First, rows[i].Other = j.Values[0], strings.Join(j.Values[1:], "; ")
		}
	}
	return rows
}

// printJoins prints how many rows of each table came to what, and the first conflicts of each.
func printJoins(w io.Writer, merged dataset.Data, joins []dataset.Join) {
	type sort struct {
		table   string
		outcome dataset.Outcome
	}
	count := map[sort]int{}
	conflicts := map[string][]dataset.Join{}
	for _, j := range joins {
		count[sort{j.Table, j.Outcome}]++
		if j.Outcome == dataset.Conflicts {
			conflicts[j.Table] = append(conflicts[j.Table], j)
		}
	}
	outcomes := []dataset.Outcome{dataset.Adds, dataset.Agrees, dataset.Completes, dataset.Conflicts}
	out := columns(w)
	fmt.Fprintf(out, "table\t%s\trows now\n", strings.Join([]string{"adds", "agrees", "completes", "conflicts"}, "\t"))
	for _, n := range merged.Counts() {
		cells := []string{n.Table}
		for _, o := range outcomes {
			cells = append(cells, strconv.Itoa(count[sort{n.Table, o}]))
		}
		fmt.Fprintf(out, "%s\t%d\n", strings.Join(cells, "\t"), n.Rows)
	}
	out.Flush()
	for _, n := range merged.Counts() {
		found := conflicts[n.Table]
		for _, j := range slices.Clip(found[:min(len(found), most)]) {
			fmt.Fprintln(w, j)
		}
		if more := len(found) - most; more > 0 {
			fmt.Fprintf(w, "  and %d more of %s; --format csv has them all\n", more, n.Table)
		}
	}
}
