package main

import (
	"fmt"
	"io"
	"iter"
	"slices"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// tieRow is a tie as a row.
type tieRow struct {
	A      timeline.ActorID  `csv:"a_id" doc:"the one participant or person"`
	AName  string            `csv:"a_name" doc:"its name"`
	B      timeline.ActorID  `csv:"b_id" doc:"the other"`
	BName  string            `csv:"b_name" doc:"its name"`
	Rule   string            `csv:"rule" doc:"who counts"`
	Shared int               `csv:"shared_min" doc:"how many gatherings they shared, at the least"`
	Most   int               `csv:"shared_max" doc:"at the most"`
	Kind   attendance.Weight `csv:"measure" doc:"how the tie is weighed"`
	Weight *float64          `csv:"weight_min" doc:"the least weight; empty if there is none"`
	Max    *float64          `csv:"weight_max" doc:"the greatest weight"`
	Tight  bool              `csv:"tight" doc:"whether each bound of the weight is reached in a case that the records leave possible; otherwise they are only sure"`
}

// strongest is how many ties a text shows unless it is told to show more.
const strongest = 20

func (a *app) newNetwork() *cobra.Command {
	var with []string
	weight := wordFlag[attendance.Weight, *attendance.Weight]{name: "shared|newman|jaccard|lift"}
	var top int
	var least float64
	var all bool
	c := a.newQuestion(cobra.Command{
		Use:   "network [who...]",
		Short: "Who meets whom: the ties of participants by the gatherings that they shared",
		Long: `Weigh the tie of each two participants or people by the gatherings that they shared: their number (shared), more for small gatherings (newman),
of those that either attended (jaccard), or against chance (lift). With --with it is the network around those named. Pairs that
surely shared nothing are left out, unless --all. A text shows the 20 strongest; csv and json have all, or the --top.`,
	}, form{everybody: true, oneByOne: true, pairs: true}, func(x inquiry) error {
		if top < 0 {
			return usageError{fmt.Errorf("invalid argument %d for --top: want a number from 1", top)}
		}
		around := x.who
		if len(with) > 0 {
			var err error
			if around, err = (&question{}).of(x.data, with); err != nil {
				return err
			}
		}
		ties := 0
		kept := func(yield func(attendance.Pair) bool) {
			ties = 0
			for p := range x.roll.Pairs(around, x.who, weight.word) {
				if (p.Shared.Max == 0 && !all) || p.Weight.Least < least || (p.Weight.Value == timeline.No && least > 0) {
					continue
				}
				if ties++; !yield(p) {
					return
				}
			}
		}
		row := func(p attendance.Pair) tieRow {
			row := tieRow{
				A: p.A, AName: x.data.Name(p.A), B: p.B, BName: x.data.Name(p.B), Rule: x.rule.describe(),
				Shared: p.Shared.Min, Most: p.Shared.Max, Kind: weight.word, Tight: !p.Weight.Loose,
			}
			row.Weight, row.Max = bounds(p.Weight)
			return row
		}
		out := reply[tieRow]{question: "network"}
		var found []attendance.Pair
		switch {
		case top > 0:
			found = attendance.Top(top, kept)
		case a.format == "csv":
			out.stream = mapped(kept, row)
		case a.format == "json":
			found = slices.Collect(iter.Seq[attendance.Pair](kept))
		default:
			found = attendance.Top(strongest, kept)
		}
		for _, p := range found {
			out.rows, out.evidence = append(out.rows, row(p)), append(out.evidence, p.Evidence)
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "network: %s, weighed by %s\n", x.about(x.whom()), weight.word)
			table := columns(w)
			for _, p := range found {
				fmt.Fprintf(table, "  %s\t%s\t", x.name(p.A), x.name(p.B))
				if weight.word != attendance.Shared {
					fmt.Fprintf(table, "%s\t", p.Weight)
				}
				fmt.Fprintf(table, "%s shared\n", numbered(p.Shared, "gathering"))
			}
			table.Flush()
			if more := ties - len(found); more > 0 {
				fmt.Fprintf(w, "  and %s that may be weaker\n", counted(more, "tie"))
			}
			x.unclosed(w)
		}
		return show(x.app, x.out, out)
	})
	c.Flags().StringArrayVar(&with, "with", nil, "only ties with this `name`; several times for several")
	c.Flags().Var(&weight, "weight", "how ties are weighed")
	c.Flags().IntVar(&top, "top", 0, "only the `k` strongest, by their least weight")
	c.Flags().Float64Var(&least, "min", 0, "only ties whose least weight is `x` or more")
	c.Flags().BoolVar(&all, "all", false, "also pairs that surely shared nothing")
	return example(c, "attendance network nato ip4 --with JPN --series nato --from 2022-06 --to 2025 --top 12")
}

// mapped gives what a function makes of each element.
func mapped[A, B any](seq iter.Seq[A], f func(A) B) iter.Seq[B] {
	return func(yield func(B) bool) {
		for a := range seq {
			if !yield(f(a)) {
				return
			}
		}
	}
}
