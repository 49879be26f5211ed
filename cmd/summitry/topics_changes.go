package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/timeline"
)

// changeRow is the agenda of a gathering or of a year against that of the one before, as a row.
type changeRow struct {
	WasYear        *int                            `csv:"was_year" doc:"the year compared with; empty if there is none"`
	Was            timeline.SummitID               `csv:"was_summit_id" doc:"the gathering compared with; empty of years"`
	Year           int                             `csv:"year" doc:"the year"`
	Is             timeline.SummitID               `csv:"summit_id" doc:"the gathering; empty of years"`
	Topics         timeline.List[timeline.TopicID] `csv:"topics" doc:"the topics that documents name"`
	Documents      int                             `csv:"documents" doc:"how many documents that rests on"`
	Complete       bool                            `csv:"complete" doc:"whether coverage closes the list of topics"`
	WasDocuments   *int                            `csv:"was_documents" doc:"how many documents the agenda compared with rests on; empty if there is none"`
	WasComplete    bool                            `csv:"was_complete" doc:"whether coverage closes the list of topics compared with"`
	Kept           timeline.List[timeline.TopicID] `csv:"kept" doc:"the topics of both, as recorded, which is sure"`
	KeptMax        *int                            `csv:"kept_max" doc:"the greatest number of topics named on either side that both may have"`
	Added          timeline.List[timeline.TopicID] `csv:"added" doc:"the topics of this one alone, as recorded"`
	AddedSure      timeline.List[timeline.TopicID] `csv:"added_sure" doc:"those of them that no gap can change"`
	Dropped        timeline.List[timeline.TopicID] `csv:"dropped" doc:"the topics of the one compared with alone, as recorded"`
	DroppedSure    timeline.List[timeline.TopicID] `csv:"dropped_sure" doc:"those of them that no gap can change"`
	New            timeline.List[timeline.TopicID] `csv:"new" doc:"the topics named at none before, as recorded"`
	NewSure        timeline.List[timeline.TopicID] `csv:"new_sure" doc:"those of them that no gap can change"`
	Returned       timeline.List[timeline.TopicID] `csv:"returned" doc:"the topics added that were named before, as recorded"`
	ReturnedSure   timeline.List[timeline.TopicID] `csv:"returned_sure" doc:"those of them that no gap can change"`
	Jaccard        *float64                        `csv:"jaccard" doc:"the Jaccard index, as recorded; empty if there is none"`
	JaccardMin     *float64                        `csv:"jaccard_min" doc:"the least that the gaps leave possible"`
	JaccardMax     *float64                        `csv:"jaccard_max" doc:"the greatest"`
	Turnover       *float64                        `csv:"turnover" doc:"added and dropped by all topics of both, as recorded"`
	TurnoverMin    *float64                        `csv:"turnover_min" doc:"the least that the gaps leave possible"`
	TurnoverMax    *float64                        `csv:"turnover_max" doc:"the greatest"`
	Persistence    *float64                        `csv:"persistence" doc:"kept by the topics of the one compared with, as recorded"`
	PersistenceMin *float64                        `csv:"persistence_min" doc:"the least that the gaps leave possible"`
	PersistenceMax *float64                        `csv:"persistence_max" doc:"the greatest"`
	Novelty        *float64                        `csv:"novelty" doc:"new by the topics of this one, as recorded"`
	NoveltyMin     *float64                        `csv:"novelty_min" doc:"the least that the gaps leave possible"`
	NoveltyMax     *float64                        `csv:"novelty_max" doc:"the greatest"`
	Return         *float64                        `csv:"return" doc:"returned by the topics of this one, as recorded"`
	ReturnMin      *float64                        `csv:"return_min" doc:"the least that the gaps leave possible"`
	ReturnMax      *float64                        `csv:"return_max" doc:"the greatest"`
	Before         *int                            `csv:"before" doc:"how many gatherings before it are listed"`
	Closed         bool                            `csv:"closed" doc:"whether that list is known to be complete"`
	Warning        string                          `csv:"warning" doc:"why the two agendas are not of one kind; empty if they are"`
}

// openingOf is the row of an agenda that is compared with none.
func openingOf(e timeline.Entry) changeRow {
	return changeRow{Year: e.Year, Is: e.Summit, Topics: ids(e.Topics), Documents: len(e.Documents), Complete: e.Complete}
}

func changeOf(c timeline.Change) changeRow {
	row := openingOf(c.Is)
	documents, most, before := len(c.Was.Documents), c.Kept.Count().Max, len(c.Before)
	row.WasYear, row.Was, row.WasDocuments, row.WasComplete = &c.Was.Year, c.Was.Summit, &documents, c.Was.Complete
	row.Kept, row.KeptMax = ids(c.Kept.Sure), &most
	row.Added, row.AddedSure = ids(c.Added.All()), ids(c.Added.Sure)
	row.Dropped, row.DroppedSure = ids(c.Dropped.All()), ids(c.Dropped.Sure)
	row.New, row.NewSure = ids(c.New.All()), ids(c.New.Sure)
	row.Returned, row.ReturnedSure = ids(c.ReturnedAsRecorded()), ids(c.ReturnedAsRecorded().Intersect(c.Returned.Sure))
	g := gauges(c, "Jaccard", "turnover", "persistence", "novelty", "return")
	row.Jaccard, row.JaccardMin, row.JaccardMax = g[0].cells()
	row.Turnover, row.TurnoverMin, row.TurnoverMax = g[1].cells()
	row.Persistence, row.PersistenceMin, row.PersistenceMax = g[2].cells()
	row.Novelty, row.NoveltyMin, row.NoveltyMax = g[3].cells()
	row.Return, row.ReturnMin, row.ReturnMax = g[4].cells()
	row.Before, row.Closed, row.Warning = &before, c.Closed, c.Warning()
	return row
}

// printChanged prints what changed in short.
func printChanged(w io.Writer, c timeline.Change) {
	printTopics(w, "kept", c.Kept.Sure, c.Kept.Sure, brief)
	printTopics(w, "added", c.Added.All(), c.Added.Sure, brief)
	printTopics(w, "dropped", c.Dropped.All(), c.Dropped.Sure, brief)
	printTopics(w, "new", c.New.All(), c.New.Sure, brief)
	printTopics(w, "returned", c.ReturnedAsRecorded(), c.Returned.Sure, brief)
	printGauges(w, "  ", c, "turnover", "novelty", "return")
	printWarning(w, "  ", c)
}

// printGaps says what perhaps means, and that the list of gatherings may have gaps.
func printGaps(w io.Writer, changes []timeline.Change) {
	if slices.ContainsFunc(changes, func(c timeline.Change) bool {
		return c.Added.Maybe.Len()+c.Dropped.Maybe.Len()+c.New.Maybe.Len()+c.Returned.Maybe.Len() > 0
	}) {
		fmt.Fprintln(w, "perhaps: as recorded, unless a document not coded names it at the other, or before")
	}
	if slices.ContainsFunc(changes, func(c timeline.Change) bool { return !c.Closed }) {
		fmt.Fprintln(w, "the list of gatherings is not known to be complete")
	}
}

// printChanges prints those of agendas that documents are coded of, each as print does.
func (x *agendaInquiry) printChanges(w io.Writer, changes []timeline.Change, print func(c timeline.Change)) {
	later := map[timeline.SummitID]timeline.Change{}
	for _, c := range changes {
		later[c.Is.Summit] = c
	}
	var shown []timeline.Change
	var others []timeline.SummitID
	for e := range x.agenda.All() {
		c, ok := later[e.Summit]
		switch {
		case len(e.Documents) == 0:
			others = append(others, e.Summit)
		case !ok:
			fmt.Fprintf(w, "%s: %s\n  the first one read of its series\n", x.title(e.Summit), extent(e))
		default:
			fmt.Fprintf(w, "%s: %s\n", x.title(e.Summit), extent(e))
			print(c)
			shown = append(shown, c)
		}
	}
	printGaps(w, shown)
	undocumented(w, others)
}

func (a *app) newChanges() *cobra.Command {
	return example(a.newTopicQuestion(cobra.Command{
		Use:   "changes",
		Short: "The topics of each gathering against the one before it in its series",
		Long: `Compare the topics that are recorded of each gathering with those of the one before it in its series: kept, added, dropped, new against
all before, returned, and the shares that this makes. A text leaves out the gatherings of which no document is coded.`,
		Args: args(cobra.NoArgs, "want no argument: --series, --from and --to say which gatherings"),
	}, nil, func(x agendaInquiry) error {
		changes := slices.Collect(x.agenda.Changes())
		out := reply[changeRow]{question: "changes"}
		for _, c := range changes {
			out.rows, out.evidence = append(out.rows, changeOf(c)), append(out.evidence, c.Evidence)
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "changes: %s\n", x.where())
			x.printChanges(w, changes, func(c timeline.Change) {
				fmt.Fprintf(w, "  against %s: %s\n", c.Was.Summit, extent(c.Was))
				printChanged(w, c)
			})
		}
		return show(x.app, x.out, out)
	}), "topics changes --series nato --track indo-pacific --stage reported --to 2024")
}

// noveltyRow is what is new at a gathering as a row.
type noveltyRow struct {
	Is           timeline.SummitID               `csv:"summit_id" doc:"the gathering"`
	Was          timeline.SummitID               `csv:"was_summit_id" doc:"the one before it in its series"`
	Topics       int                             `csv:"topics" doc:"how many topics documents name"`
	Complete     bool                            `csv:"complete" doc:"whether coverage closes the list of topics"`
	New          timeline.List[timeline.TopicID] `csv:"new" doc:"the topics named at none before, as recorded"`
	NewSure      timeline.List[timeline.TopicID] `csv:"new_sure" doc:"those of them that no gap can change"`
	Returned     timeline.List[timeline.TopicID] `csv:"returned" doc:"the topics named before, and not at the one just before, as recorded"`
	ReturnedSure timeline.List[timeline.TopicID] `csv:"returned_sure" doc:"those of them that no gap can change"`
	Novelty      *float64                        `csv:"novelty" doc:"new by the topics, as recorded; empty if there is none"`
	NoveltyMin   *float64                        `csv:"novelty_min" doc:"the least that the gaps leave possible"`
	NoveltyMax   *float64                        `csv:"novelty_max" doc:"the greatest"`
	Return       *float64                        `csv:"return" doc:"returned by the topics, as recorded; empty if there is none"`
	ReturnMin    *float64                        `csv:"return_min" doc:"the least that the gaps leave possible"`
	ReturnMax    *float64                        `csv:"return_max" doc:"the greatest"`
	Before       int                             `csv:"before" doc:"how many gatherings before it are listed"`
	Closed       bool                            `csv:"closed" doc:"whether that list is known to be complete"`
	Certain      bool                            `csv:"new_certain" doc:"whether the records leave one answer on what is new"`
}

func (a *app) newNovelty() *cobra.Command {
	return example(a.newTopicQuestion(cobra.Command{
		Use:   "novelty",
		Short: "What each gathering named for the first time in its series, and what was back",
		Long: `List for each gathering the topics that no gathering of its series named before, and those that were named before and not at the one just
before it, with their shares of its topics. First is the first of the gatherings read and the documents coded. The first gathering of
a series has nothing before it.`,
		Args: args(cobra.NoArgs, "want no argument: --series, --from and --to say which gatherings"),
	}, nil, func(x agendaInquiry) error {
		changes := slices.Collect(x.agenda.Changes())
		out := reply[noveltyRow]{question: "novelty"}
		for _, c := range changes {
			full := changeOf(c)
			out.rows = append(out.rows, noveltyRow{
				Is: full.Is, Was: full.Was, Topics: c.Is.Topics.Len(), Complete: full.Complete, New: full.New, NewSure: full.NewSure,
				Returned: full.Returned, ReturnedSure: full.ReturnedSure, Novelty: full.Novelty, NoveltyMin: full.NoveltyMin,
				NoveltyMax: full.NoveltyMax, Return: full.Return, ReturnMin: full.ReturnMin, ReturnMax: full.ReturnMax,
				Before: len(c.Before), Closed: full.Closed, Certain: c.NewCertain(),
			})
			out.evidence = append(out.evidence, c.Evidence)
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "novelty: %s\n", x.where())
			x.printChanges(w, changes, func(c timeline.Change) {
				printTopics(w, "new against the "+counted(len(c.Before), "gathering")+" before", c.New.All(), c.New.Sure, list)
				printTopics(w, "back from before "+string(c.Was.Summit), c.ReturnedAsRecorded(), c.Returned.Sure, list)
				printGauges(w, "  ", c, "novelty", "return")
			})
		}
		return show(x.app, x.out, out)
	}), "topics novelty --series nato --track indo-pacific --stage reported")
}

func (a *app) newYears() *cobra.Command {
	return example(a.newTopicQuestion(cobra.Command{
		Use:   "years [year...]",
		Short: "The topics of each year, and against the year before",
		Long: `List the topics that were named at any of the gatherings that started in a year, and compare them with those of the last year before it
that had gatherings. Without a year, all of them; a text leaves out the years of which no document is coded.`,
	}, nil, func(x agendaInquiry) error {
		wanted, err := x.years()
		if err != nil {
			return err
		}
		changes := map[int]timeline.Change{}
		for c := range x.agenda.YearChanges() {
			changes[c.Is.Year] = c
		}
		out := reply[changeRow]{question: "years"}
		var entries []timeline.Entry
		for year, e := range x.agenda.Years() {
			if len(wanted) > 0 && !slices.Contains(wanted, year) {
				continue
			}
			row, evidence := openingOf(e), e.Evidence
			if c, ok := changes[year]; ok {
				row, evidence = changeOf(c), c.Evidence
			}
			entries, out.rows, out.evidence = append(entries, e), append(out.rows, row), append(out.evidence, evidence)
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "years: %s\n", x.where())
			var shown []timeline.Change
			var others []string
			for _, e := range entries {
				if len(e.Documents) == 0 && len(wanted) == 0 {
					others = append(others, strconv.Itoa(e.Year))
					continue
				}
				fmt.Fprintf(w, "%d: %s\n", e.Year, extent(e))
				wrap(w, "  ", "at "+brief(x.gatherings(e.Year)))
				if e.Topics.Len() > 0 {
					wrap(w, "  ", list(ids(e.Topics)))
				}
				if c, ok := changes[e.Year]; ok {
					shown = append(shown, c)
					fmt.Fprintf(w, "  against %d: %s\n", c.Was.Year, extent(c.Was))
					printChanged(w, c)
				}
			}
			printGaps(w, shown)
			undocumented(w, others)
		}
		return show(x.app, x.out, out)
	}), "topics years 2024 --series nato --track indo-pacific")
}

// gatherings gives those that started in a year.
func (x *agendaInquiry) gatherings(year int) []string {
	var found []string
	for e := range x.agenda.All() {
		if e.Year == year {
			found = append(found, x.title(e.Summit))
		}
	}
	return found
}

// years gives the years asked for, of which each must have a gathering.
func (x *agendaInquiry) years() ([]int, error) {
	var wanted []int
	for _, arg := range x.args {
		date, err := timeline.ParseDate(arg)
		if err != nil || date != (timeline.Date{Year: date.Year}) {
			return nil, usageError{fmt.Errorf("invalid year %q: want one as 2024", arg)}
		}
		found := false
		for year := range x.agenda.Years() {
			found = found || year == date.Year
		}
		if !found {
			return nil, fmt.Errorf("no gathering of %d fits the question", date.Year)
		}
		wanted = append(wanted, date.Year)
	}
	return wanted, nil
}
