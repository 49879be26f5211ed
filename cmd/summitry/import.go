//go:build !wasip1

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/importers"
)

func (a *app) newImport() *cobra.Command {
	var to target
	var mapping, report string
	var skip, draft, sample bool
	c := &cobra.Command{
		Use:   "import list.csv --map map.toml --out folder",
		Short: "Turn a foreign list of delegations or people into tables",
		Long: `Read a list of who was at which meeting, as a CSV in whatever layout or as the JSON of a query of Wikidata, and write a folder of tables
that --data reads. A mapping says which column fills which field. To write one, let --draft propose it from the list, and mend it by
--example, which explains all keys in a complete mapping. The smallest one that works:

  guess_levels = true            # take levels from the usual titles
  [[series]]
  id = "harbour"
  name = "Harbour summits"
  [columns]                      # field = "name of the column"
  start_date = "Date"            # 2019-06-28, June 28, 2019, 28-29 June 2019, 2019; for 28/06/2019 say dates = ["D/M/YYYY"] at the top
  summit_name = "Meeting"
  city = "Place"
  participant = "Country"        # names in usual spellings, or codes
  person = "Name"
  office = "Title"
  [constants]                    # field = "one value for all rows"
  source_title = "List of participants"
  [countries]                    # for names that are ambiguous or not known
  "Congo" = "COD"

The report says what was mapped, what was guessed and how, who was left out, and which rows are refused, with what is wanted. If any is,
nothing is written; --skip-refused writes the others. Our tables are about heads of delegations: of a list of whole delegations the
highest by level is kept. Participants, people and groups of the data set (the built-in one, or --data) keep their ids and codes.`,
		Args: args(cobra.MaximumNArgs(1), "want one list"),
		RunE: func(c *cobra.Command, args []string) error {
			switch {
			case sample && (len(args) > 0 || mapping != "" || to.out != "" || draft):
				return usageError{errors.New("--example stands alone")}
			case sample:
				_, err := io.WriteString(c.OutOrStdout(), importers.Example())
				return err
			case len(args) == 0:
				return usageError{errors.New("want a list, or --example")}
			case draft && (mapping != "" || to.out != "" || report != "" || skip):
				return usageError{errors.New("--draft prints a mapping: want the list alone")}
			case draft:
				return a.draft(c, args[0])
			case mapping == "":
				return usageError{errors.New("want --map, the mapping; --draft proposes one for the list, --example explains all")}
			case to.out == "":
				return usageError{errors.New("want --out, the folder to write to")}
			}
			return a.importList(c, args[0], mapping, report, to, skip)
		},
	}
	c.Flags().StringVar(&mapping, "map", "", "map by this `file`")
	to.flags(c)
	c.Flags().StringVar(&report, "report", "", "write all rows of the report to this CSV `file`")
	c.Flags().BoolVar(&skip, "skip-refused", false, "write the other rows if some are refused")
	c.Flags().BoolVar(&draft, "draft", false, "print a mapping for the list, guessed from its header and rows")
	c.Flags().BoolVar(&sample, "example", false, "print a complete mapping that explains all keys")
	return example(c, "import testdata/import/congress.csv --map testdata/import/congress.toml --out imported")
}

// draft prints a mapping for a list.
func (a *app) draft(c *cobra.Command, path string) error {
	known, err := a.open()
	if err != nil {
		return err
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	text, err := importers.Draft(f, importers.Options{Known: known})
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	_, err = io.WriteString(c.OutOrStdout(), text)
	return err
}

// importList reads a list by a mapping, prints the report and writes the tables.
func (a *app) importList(c *cobra.Command, path, mapping, report string, to target, skip bool) error {
	if err := to.vacant("", false); err != nil {
		return err
	}
	known, err := a.open()
	if err != nil {
		return err
	}
	m, err := readMapping(mapping)
	if err != nil {
		return located(mapping, err)
	}
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	defer debug.SetGCPercent(debug.SetGCPercent(50)) // a list of 400,000 rows takes half of the memory for a fifth more of time
	data, told, err := m.Import(f, importers.Options{Known: known, SkipRefused: skip})
	if told.Form != "" {
		if err := told.WriteText(c.OutOrStdout()); err != nil {
			return err
		}
		if report != "" {
			table := exporters.NewTable("report", "what became of a list", slices.Values(told.Entries))
			if err := exporters.WriteFile(report, func(w io.Writer) error { return exporters.WriteCSV(w, table) }); err != nil {
				return err
			}
		}
	}
	switch {
	case errors.Is(err, importers.ErrRefused):
		return fmt.Errorf("%s of %d refused, so nothing was written: mend the mapping or the list, or write the others with --skip-refused",
			counted(told.Refused, "row"), told.Rows)
	case err != nil:
		return located(path, err)
	}
	if err := to.writeTables(data); err != nil {
		return err
	}
	if told.Refused > 0 {
		fmt.Fprintf(c.OutOrStdout(), "skipped %s that were refused\n", counted(told.Refused, "row"))
	}
	_, err = fmt.Fprintf(c.OutOrStdout(), "written to %s: try summitry check %s\n", to.out, to.out)
	return err
}

func readMapping(path string) (importers.Mapping, error) {
	f, err := os.Open(path)
	if err != nil {
		return importers.Mapping{}, err
	}
	defer f.Close()
	return importers.ReadMapping(f)
}
