package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// lists are what can be listed, each with the columns that a person wants to see first.
var lists = map[string][]string{
	"series":       {"series_id", "name"},
	"summits":      {"summit_id", "start_date", "end_date", "city", "kind", "status"},
	"participants": {"participant_id", "name", "kind"},
	"groups":       {"group_id", "name", "kind"},
	"people":       {"person_id", "name"},
	"topics":       {"topic_id", "label"},
	"sources":      {"source_id", "published", "publisher", "title"},
}

func (a *app) newList() *cobra.Command {
	var names []string
	for name := range lists {
		names = append(names, name)
	}
	slices.Sort(names)
	c := &cobra.Command{
		Use:       "list " + strings.Join(names, "|"),
		Short:     "List what is in the data set, with the ids that questions take",
		ValidArgs: names,
		Args:      args(cobra.MatchAll(cobra.ExactArgs(1), cobra.OnlyValidArgs), "want one of "+strings.Join(names, ", ")),
		RunE: func(c *cobra.Command, args []string) error {
			if err := a.checkFormat(); err != nil {
				return err
			}
			data, err := a.open()
			if err != nil {
				return err
			}
			tables := exporters.Tables(data.Register)
			t := tables[slices.IndexFunc(tables, func(t exporters.Table) bool { return t.Name() == args[0] })]
			seen := data.Timeline().AsOf(a.asOf.Date)
			switch args[0] {
			case "summits":
				t = exporters.NewTable(t.Name(), t.Doc(), seen.All())
			case "sources":
				t = exporters.NewTable(t.Name(), t.Doc(), func(yield func(timeline.Source) bool) {
					for s := range seen.Sources() {
						if seen.Published(s) && !yield(s) {
							return
						}
					}
				})
			default:
				if a.asOf.Date != (timeline.Date{}) {
					return usageError{fmt.Errorf("%s are the same as of any date: --as-of is for summits and sources", args[0])}
				}
			}
			switch a.format {
			case "csv":
				return exporters.WriteCSV(c.OutOrStdout(), t)
			case "json":
				return exporters.WriteJSON(c.OutOrStdout(), t)
			}
			return a.printColumns(c, t, lists[args[0]])
		},
	}
	a.answers(c, false)
	return example(c, "list groups")
}

// printColumns prints some columns of a table, aligned.
func (a *app) printColumns(c *cobra.Command, t exporters.Table, names []string) error {
	var places []int
	for _, name := range names {
		places = append(places, slices.IndexFunc(t.Columns(), func(c exporters.Column) bool { return c.Name == name }))
	}
	out := columns(c.OutOrStdout())
	for cells, err := range t.Rows() {
		if err != nil {
			return err
		}
		for i, place := range places {
			if i > 0 {
				fmt.Fprint(out, "\t")
			}
			fmt.Fprint(out, cells[place])
		}
		fmt.Fprintln(out)
	}
	return out.Flush()
}
