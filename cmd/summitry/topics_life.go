package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/timeline"
)

// lifeRow is the life of a topic as a row.
type lifeRow struct {
	Topic           timeline.TopicID                 `csv:"topic_id" doc:"the topic"`
	Label           string                           `csv:"label" doc:"its name"`
	First           timeline.SummitID                `csv:"first_summit_id" doc:"the gathering by which it surely had been named; empty if there is none"`
	FirstUndecided  timeline.List[timeline.SummitID] `csv:"first_undecided" doc:"the gatherings at which it might have been named first instead"`
	FirstCertain    bool                             `csv:"first_certain" doc:"whether the records leave one answer"`
	Last            timeline.SummitID                `csv:"last_summit_id" doc:"the last gathering at which it surely was named; empty if there is none"`
	LastUndecided   timeline.List[timeline.SummitID] `csv:"last_undecided" doc:"the gatherings at which it might have been named last instead"`
	LastCertain     bool                             `csv:"last_certain" doc:"whether the records leave one answer"`
	Named           int                              `csv:"named_min" doc:"the least number of gatherings at which it was named"`
	NamedMax        int                              `csv:"named_max" doc:"the greatest"`
	Listed          int                              `csv:"listed" doc:"how many gatherings the list has"`
	Rate            *float64                         `csv:"rate_min" doc:"the least share of the gatherings at which it was named"`
	RateMax         *float64                         `csv:"rate_max" doc:"the greatest"`
	Longest         int                              `csv:"longest_min" doc:"the least length of its longest run of consecutive gatherings"`
	LongestMax      int                              `csv:"longest_max" doc:"the greatest"`
	LongestFrom     timeline.SummitID                `csv:"longest_from_summit_id" doc:"where the longest run that is sure began"`
	LongestTo       timeline.SummitID                `csv:"longest_to_summit_id" doc:"where it ended"`
	Current         int                              `csv:"current_min" doc:"the least length of the run that lasts to the last gathering read"`
	CurrentMax      int                              `csv:"current_max" doc:"the greatest"`
	Gap             int                              `csv:"gap" doc:"how many gatherings in a row without it are a gap"`
	Returns         timeline.List[timeline.SummitID] `csv:"returns" doc:"the gatherings at which it surely was back after a gap"`
	ReturnsMaybe    timeline.List[timeline.SummitID] `csv:"returns_undecided" doc:"those at which it might have been"`
	ReturnsMin      int                              `csv:"returns_min" doc:"the least number of returns"`
	ReturnsMax      int                              `csv:"returns_max" doc:"the greatest"`
	Lapses          timeline.List[timeline.SummitID] `csv:"lapses" doc:"the gatherings after which there surely was a gap"`
	LapsesUndecided timeline.List[timeline.SummitID] `csv:"lapses_undecided" doc:"those after which there might have been one"`
	LapsesMin       int                              `csv:"lapses_min" doc:"the least number of lapses"`
	LapsesMax       int                              `csv:"lapses_max" doc:"the greatest"`
	Through         timeline.SummitID                `csv:"through_summit_id" doc:"the last gathering read"`
	Closed          bool                             `csv:"closed" doc:"whether the list of gatherings is known to be complete"`
	Weakest         timeline.Confidence              `csv:"weakest" doc:"the lowest confidence among the rows that it rests on"`
}

// A life is what can be told of a topic.
type life struct {
	topic            timeline.Topic
	first, last      timeline.Occasion
	longest, current timeline.Run
	returns, lapses  timeline.Occasions
	rate             timeline.Rate
	evidence         timeline.Evidence
}

func lifeOf(topic timeline.Topic, h timeline.History, gap int) life {
	l := life{topic: topic, longest: h.Longest(), current: h.Current(), returns: h.Returns(gap), lapses: h.Lapses(gap), rate: h.Rate()}
	l.first, _ = h.First()
	l.last, _ = h.Last()
	l.evidence = l.first.Evidence.And(l.longest.Evidence)
	return l
}

func (l life) row(gap int) lifeRow {
	row := lifeRow{
		Topic: l.topic.ID, Label: l.topic.Label,
		First: l.first.Summit, FirstUndecided: l.first.Undecided, FirstCertain: l.first.Certain(),
		Last: l.last.Summit, LastUndecided: l.last.Undecided, LastCertain: l.last.Certain(),
		Named: l.rate.Yes.Min, NamedMax: l.rate.Yes.Max, Listed: l.rate.Listed,
		Longest: l.longest.Length.Min, LongestMax: l.longest.Length.Max, LongestFrom: l.longest.From, LongestTo: l.longest.To,
		Current: l.current.Length.Min, CurrentMax: l.current.Length.Max, Gap: gap,
		Returns: l.returns.Sure, ReturnsMaybe: l.returns.Maybe, ReturnsMin: l.returns.Count.Min, ReturnsMax: l.returns.Count.Max,
		Lapses: l.lapses.Sure, LapsesUndecided: l.lapses.Maybe, LapsesMin: l.lapses.Count.Min, LapsesMax: l.lapses.Count.Max,
		Through: l.rate.Through, Closed: l.rate.Closed, Weakest: l.evidence.Weakest(),
	}
	row.Rate, row.RateMax = bounds(l.rate.Share)
	return row
}

func (a *app) newLife() *cobra.Command {
	gap := 1
	c := a.newTopicQuestion(cobra.Command{
		Use:   "life topic...",
		Short: "When a topic was first and last named, its runs, and where it came back",
		Long: `Tell the life of a topic over the gatherings that were held: the first and the last at which a document names it, how often, the longest
and the current run of consecutive gatherings, where it came back after a gap, and where a gap began. Topics are named by id, label or
alias. Where the agendas are not known to be complete the answers have bounds.`,
		Args: args(cobra.MinimumNArgs(1), "want at least one topic"),
	}, nil, func(x agendaInquiry) error {
		if gap < 1 {
			return usageError{fmt.Errorf("invalid argument %d for --gap: want a number from 1", gap)}
		}
		out := reply[lifeRow]{question: "life"}
		var lives []life
		for _, name := range x.args {
			topic, err := x.agenda.Topic(name)
			if err != nil {
				return err
			}
			l := lifeOf(topic, x.agenda.Of(topic), gap)
			lives, out.rows, out.evidence = append(lives, l), append(out.rows, l.row(gap)), append(out.evidence, l.evidence)
		}
		out.text = func(w io.Writer) {
			for _, l := range lives {
				fmt.Fprintf(w, "life: %s; %s\n", labelled(l.topic), x.where())
				l.print(w, x.agenda.Timeline(), gap)
			}
		}
		return show(x.app, x.out, out)
	})
	c.Flags().IntVar(&gap, "gap", 1, "how many gatherings in a row without it, `n`, are a gap")
	return example(c, "topics life support-for-ukraine --series nato --from 2021")
}

func (l life) print(w io.Writer, t timeline.Timeline, gap int) {
	fmt.Fprintf(w, "named at %s of the %s held", l.rate.Yes, counted(l.rate.Listed, "gathering"))
	if l.rate.Share.Value == timeline.Yes {
		fmt.Fprintf(w, ", a share of %s", l.rate.Share)
	}
	fmt.Fprintln(w)
	printOccasion(w, "first: ", "  ", t, l.first, "before")
	printOccasion(w, "last: ", "  ", t, l.last, "after")
	printTopicRun(w, "longest run", l.longest)
	printTopicRun(w, "current run", l.current)
	gaps := fmt.Sprintf("of %s or more", counted(gap, "gathering"))
	printOccasions(w, "back after a gap "+gaps, l.returns)
	printOccasions(w, "before a gap "+gaps, l.lapses)
	if !l.rate.Closed {
		fmt.Fprintln(w, "the list of gatherings is not known to be complete")
	}
	if c := l.evidence.Weakest(); c != 0 {
		fmt.Fprintf(w, "the weakest row it rests on has %s confidence\n", c)
	}
}

// printOccasion prints when a topic was named first or last; side is where the undecided gatherings are. Of a gathering where no
// document names it, it does not say that nobody talked about it.
func printOccasion(w io.Writer, name, indent string, t timeline.Timeline, o timeline.Occasion, side string) {
	bound := map[string]string{"before": "no later than ", "after": "no earlier than "}[side]
	switch {
	case o.Summit == "" && len(o.Undecided) == 0:
		fmt.Fprintf(w, "%sno document coded names it, at any of the %s listed\n", name, counted(o.Listed, "gathering"))
	case o.Summit == "":
		fmt.Fprintf(w, "%sno document coded names it\n%s%d undecided: %s\n", name, indent, len(o.Undecided), brief(o.Undecided))
	case len(o.Undecided) > 0:
		fmt.Fprintf(w, "%s%s%s\n%s%d undecided %s it: %s\n", name, bound, named(t, o.Summit), indent, len(o.Undecided), side, brief(o.Undecided))
	default:
		fmt.Fprintf(w, "%s%s\n", name, named(t, o.Summit))
	}
}

func printTopicRun(w io.Writer, name string, r timeline.Run) {
	fmt.Fprintf(w, "%s: %s", name, r.Length)
	switch {
	case r.From == "":
	case r.From == r.To:
		fmt.Fprintf(w, ", %s", r.From)
	default:
		fmt.Fprintf(w, ", %s to %s", r.From, r.To)
	}
	if r.From != "" && r.Length.Min < r.Length.Max {
		fmt.Fprint(w, " at least")
	}
	if r.Ended != "" && slices.ContainsFunc(r.Why, func(why timeline.Reason) bool { return why.End == timeline.NotMentioned }) {
		fmt.Fprintf(w, "; no document coded of %s names it", r.Ended)
	}
	fmt.Fprintln(w)
}

func printOccasions(w io.Writer, name string, o timeline.Occasions) {
	fmt.Fprintf(w, "%s: %s", name, o.Count)
	if len(o.Sure) > 0 {
		fmt.Fprintf(w, ", at %s", brief(o.Sure))
	}
	if len(o.Maybe) > 0 {
		fmt.Fprintf(w, ", perhaps at %s", brief(o.Maybe))
	}
	fmt.Fprintln(w)
}

// arrivalRow is when a series took up a topic, as a row.
type arrivalRow struct {
	Topic     timeline.TopicID                 `csv:"topic_id" doc:"the topic"`
	Label     string                           `csv:"label" doc:"its name"`
	Series    timeline.SeriesID                `csv:"series_id" doc:"the series"`
	First     timeline.SummitID                `csv:"first_summit_id" doc:"the gathering by which it surely had been named; empty if there is none"`
	Start     timeline.Date                    `csv:"start_date" doc:"when that gathering began"`
	Undecided timeline.List[timeline.SummitID] `csv:"undecided" doc:"the gatherings at which it might have been named first instead"`
	Listed    int                              `csv:"listed" doc:"how many gatherings of the series the list has"`
	Closed    bool                             `csv:"closed" doc:"whether that list is known to be complete as far as it matters"`
	Certain   bool                             `csv:"certain" doc:"whether the records leave one answer on the first gathering"`
	After     timeline.SeriesID                `csv:"after_series_id" doc:"the series that the days are counted from; empty for that series itself"`
	Days      *int                             `csv:"lag_recorded_min" doc:"the least number of days between the gatherings recorded as the first ones"`
	DaysMax   *int                             `csv:"lag_recorded_max" doc:"the greatest, where their dates are not known to the day"`
	Lag       *int                             `csv:"lag_min" doc:"the least number of days that the gaps leave possible; below 0 if this series may have been first"`
	LagMax    *int                             `csv:"lag_max" doc:"the greatest; empty if there is no limit"`
	Known     string                           `csv:"lag_known" doc:"whether there surely are such days: yes, no if one of the two series surely has no document that names it, or unknown"`
}

func (a *app) newDiffusion() *cobra.Command {
	return example(a.newTopicQuestion(cobra.Command{
		Use:   "diffusion topic",
		Short: "In which series a topic came up first, and when the others took it up",
		Long: `Tell in which series of gatherings a document names a topic first, which series took it up next, and how many days later: as recorded, and
with all that the gaps leave possible. That a series took it from another it does not say.`,
		Args: args(cobra.ExactArgs(1), "want one topic"),
	}, nil, func(x agendaInquiry) error {
		topic, err := x.agenda.Topic(x.args[0])
		if err != nil {
			return err
		}
		arrivals := slices.Collect(x.agenda.Diffusion(topic))
		out, t := reply[arrivalRow]{question: "diffusion"}, x.agenda.Timeline()
		for _, arrival := range arrivals {
			row := arrivalRow{
				Topic: topic.ID, Label: topic.Label, Series: arrival.Series, First: arrival.First.Summit, Start: start(t, arrival.First.Summit),
				Undecided: arrival.First.Undecided, Listed: arrival.First.Listed, Closed: arrival.First.Closed,
				Certain: arrival.First.Certain(), After: arrival.After,
			}
			if arrival.After != "" {
				row.Known = arrival.Lag.Value.String()
			}
			if lag := arrival.Lag; lag.Value != timeline.No {
				row.Lag = &lag.Min
				if !lag.Endless {
					row.LagMax = &lag.Max
				}
			}
			if days := arrival.Recorded; recordedLag(arrivals, arrival) {
				row.Days, row.DaysMax = &days.Min, &days.Max
			}
			out.rows, out.evidence = append(out.rows, row), append(out.evidence, arrival.First.Evidence)
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "diffusion: %s; %s\n", labelled(topic), x.where())
			for _, arrival := range arrivals {
				fmt.Fprintf(w, "%s\n", arrival.Series)
				printOccasion(w, "  ", "  ", t, arrival.First, "before")
				if !arrival.First.Closed {
					fmt.Fprintf(w, "  of the %s listed, a list that is not known to be complete\n", counted(arrival.First.Listed, "gathering"))
				}
				printLag(w, arrival, recordedLag(arrivals, arrival))
			}
		}
		return show(x.app, x.out, out)
	}), "topics diffusion support-for-ukraine --stage reported")
}

// recordedLag reports whether the days from the first arrival to another are on record.
func recordedLag(arrivals []timeline.Arrival, to timeline.Arrival) bool {
	return to.After != "" && arrivals[0].First.Summit != "" && to.First.Summit != ""
}

// printLag says how much later a series took up a topic, as recorded and with what the gaps leave possible.
func printLag(w io.Writer, a timeline.Arrival, recorded bool) {
	if a.After == "" || a.Lag.Value == timeline.No {
		return
	}
	fmt.Fprintf(w, "  after %s: ", a.After)
	if recorded {
		fmt.Fprintf(w, "%s days as recorded", a.Recorded)
		if a.Lag.Value == timeline.Yes && a.Lag.Count == a.Recorded {
			fmt.Fprintln(w)
			return
		}
		fmt.Fprint(w, "; with what documents not coded may name, ")
	}
	text := a.Lag.String()
	switch {
	case a.Lag.Min < 0 && a.Lag.Endless:
		text = fmt.Sprintf("perhaps up to %d days before it, or any time later", -a.Lag.Min)
	case a.Lag.Min < 0:
		text = fmt.Sprintf("from %d days before it to %d days later", -a.Lag.Min, a.Lag.Max)
	}
	if a.Lag.Endless {
		text += ", if at all"
	}
	fmt.Fprintln(w, text)
}
