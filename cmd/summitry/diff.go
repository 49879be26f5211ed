//go:build !wasip1

package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/dataset"
)

// diffRow is one difference between two data sets as a row.
type diffRow struct {
	Change string `csv:"change" doc:"what became of the row: added, removed or changed"`
	Table  string `csv:"table" doc:"the table, or answers for what follows from the tables"`
	Key    string `csv:"key" doc:"the cells of the key, joined by commas; of an answer the series and the participant"`
	Column string `csv:"column" doc:"the column that differs, or the question; empty for a row as a whole"`
	Was    string `csv:"was" doc:"the cell, the row or the answer in the old set"`
	Is     string `csv:"is" doc:"the cell, the row or the answer in the new set"`
}

// The answers are compared as if they were a table too.
const answersTable = "answers"

func (a *app) newDiff() *cobra.Command {
	c := &cobra.Command{
		Use:   "diff old [new]",
		Short: "Say how two data sets differ: rows, and the answers that follow from them",
		Long: `Compare the tables of two folders: count the rows that were added, removed and changed, name them, and name the answers that changed: when
each member of a series first came, its longest run and its current one, at any level and at leader level. Without a second folder the
first is compared with the built-in data set. csv and json have all of it, text the first few of each table.`,
		Args: args(cobra.RangeArgs(1, 2), "want the folder of the old data set, and of the new one if it is not the built-in one"),
		RunE: func(c *cobra.Command, args []string) error {
			if err := a.checkFormat(); err != nil {
				return err
			}
			if len(args) > 1 {
				if a.data != "" {
					return usageError{errors.New("want one new folder, as an argument or with --data")}
				}
				a.data = args[1]
			}
			old := app{data: args[0]}
			was, err := old.open()
			if err != nil {
				return err
			}
			is, err := a.open()
			if err != nil {
				return err
			}
			rows := differences(was, is)
			return show(a, c.OutOrStdout(), reply[diffRow]{question: "diff", rows: rows, text: func(w io.Writer) {
				var tables []string
				for _, count := range is.Counts() {
					tables = append(tables, count.Table)
				}
				printDiff(w, append(tables, answersTable), rows)
			}})
		},
	}
	c.Flags().StringVar(&a.format, "format", "text", "print `text`, csv or json")
	return example(c, "diff testdata/tiny testdata/later/tiny")
}

// differences gives what differs between two sets, and what follows from it.
func differences(was, is dataset.Data) []diffRow {
	var rows []diffRow
	for d := range dataset.Diff(was, is) {
		row := diffRow{"changed", d.Table, d.Key, d.Column, d.Was, d.Is}
		switch {
		case d.Column != "":
		case d.Was == "":
			row.Change = "added"
		default:
			row.Change = "removed"
		}
		rows = append(rows, row)
	}
	return append(rows, changedAnswers(slices.Collect(dataset.Answers(was)), slices.Collect(dataset.Answers(is)))...)
}

// changedAnswers gives the answers that differ: those to the questions that the new set has, and then those that it has no more.
func changedAnswers(was, is []dataset.Answer) []diffRow {
	row := func(a dataset.Answer) diffRow {
		return diffRow{Table: answersTable, Key: fmt.Sprintf("%s,%s", a.Series, a.Actor), Column: a.Question}
	}
	before, after := map[diffRow]string{}, map[diffRow]string{}
	for _, a := range was {
		before[row(a)] = a.Text
	}
	var rows []diffRow
	for _, a := range is {
		r := row(a)
		text, asked := before[r]
		after[r] = a.Text
		if r.Change, r.Was, r.Is = "changed", text, a.Text; !asked {
			r.Change = "added"
		}
		if text != a.Text { // no answer is empty
			rows = append(rows, r)
		}
	}
	for _, a := range was {
		r := row(a)
		if _, asked := after[r]; !asked {
			r.Change, r.Was = "removed", a.Text
			rows = append(rows, r)
		}
	}
	return rows
}

// A sortOf is a table and what became of rows of it.
type sortOf struct{ table, change string }

// printDiff prints the counts of each table that differs, and then the first rows of each.
func printDiff(w io.Writer, tables []string, rows []diffRow) {
	if len(rows) == 0 {
		fmt.Fprintln(w, "no differences")
		return
	}
	lines, at := map[sortOf][][]diffRow{}, diffRow{}
	for _, r := range rows {
		s := sortOf{r.Table, r.Change}
		if n := len(lines[s]); n > 0 && r.Table != answersTable && r.Table == at.Table && r.Key == at.Key && r.Change == at.Change {
			lines[s][n-1] = append(lines[s][n-1], r) // another cell of the row
		} else {
			lines[s] = append(lines[s], []diffRow{r})
		}
		at = r
	}
	changes := []string{"added", "removed", "changed"}
	out := columns(w)
	fmt.Fprintln(out, strings.Join(append([]string{"table"}, changes...), "\t"))
	for _, t := range tables {
		cells, any := []string{t}, false
		for _, change := range changes {
			n := len(lines[sortOf{t, change}])
			cells, any = append(cells, strconv.Itoa(n)), any || n > 0
		}
		if any {
			fmt.Fprintln(out, strings.Join(cells, "\t"))
		}
	}
	out.Flush()
	fmt.Fprintln(w)
	for _, t := range tables {
		for _, change := range changes {
			found := lines[sortOf{t, change}]
			for _, row := range found[:min(len(found), most)] {
				fmt.Fprintf(w, "%s %s %s\n", change, t, cellsOf(row))
			}
			if more := len(found) - most; more > 0 {
				fmt.Fprintf(w, "  and %d more %s\n", more, change)
			}
		}
	}
}

// cellsOf says what differs in a row: the cell if it is one, the columns if they are several.
func cellsOf(row []diffRow) string {
	r := row[0]
	switch {
	case len(row) > 1:
		var names []string
		for _, r := range row {
			names = append(names, r.Column)
		}
		return r.Key + ": " + list(names)
	case r.Column == "":
		return r.Key
	case r.Change == "changed":
		return fmt.Sprintf("%s, %s: %q, was %q", r.Key, r.Column, r.Is, r.Was)
	}
	return fmt.Sprintf("%s, %s: %q", r.Key, r.Column, r.Was+r.Is)
}
