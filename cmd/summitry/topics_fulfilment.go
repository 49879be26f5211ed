package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/timeline"
)

// fulfilmentRow is what became of what was announced, as a row.
type fulfilmentRow struct {
	Summit         timeline.SummitID               `csv:"summit_id" doc:"the gathering"`
	Status         timeline.Status                 `csv:"status" doc:"what became of the gathering"`
	Planned        int                             `csv:"planned" doc:"how many topics were announced, as recorded"`
	PlannedBy      int                             `csv:"planned_documents" doc:"how many documents announced them"`
	PlannedClosed  bool                            `csv:"planned_complete" doc:"whether coverage closes the list of what was announced"`
	Reported       int                             `csv:"reported" doc:"how many topics were reported, as recorded"`
	ReportedBy     int                             `csv:"reported_documents" doc:"how many documents reported them"`
	ReportedClosed bool                            `csv:"reported_complete" doc:"whether coverage closes the list of what was reported"`
	Kept           timeline.List[timeline.TopicID] `csv:"fulfilled" doc:"the topics announced and reported, which is sure"`
	Missing        timeline.List[timeline.TopicID] `csv:"not_reported" doc:"the topics announced that no document coded reports"`
	MissingSure    timeline.List[timeline.TopicID] `csv:"not_reported_sure" doc:"those of them where the documents coded are complete"`
	Unannounced    timeline.List[timeline.TopicID] `csv:"unannounced" doc:"the topics reported that no document coded announces"`
	Sure           timeline.List[timeline.TopicID] `csv:"unannounced_sure" doc:"those of them where the documents coded are complete"`
	Share          *float64                        `csv:"share" doc:"fulfilled by announced, as recorded; empty if there is none"`
	Least          *float64                        `csv:"share_min" doc:"the least that the gaps leave possible"`
	Most           *float64                        `csv:"share_max" doc:"the greatest"`
}

func (a *app) newFulfilment() *cobra.Command {
	return example(a.newTopicQuestion(cobra.Command{
		Use:   "fulfilment [summit...]",
		Short: "What was announced before a gathering, and then reported from it",
		Long: `Compare what documents announced before gatherings, those named or all of which something was announced, with what was then reported: what
was fulfilled, what no document coded reports, and what came up unannounced. That a topic is not reported does not say that nobody
talked about it.`,
	}, func(x *agendaInquiry) ([]timeline.Filter, error) {
		if x.basis.stage.word != 0 {
			return nil, usageError{errors.New("fulfilment compares what was planned with what was reported: --stage has no place")}
		}
		return x.chosen()
	}, func(x agendaInquiry) error {
		out, t := reply[fulfilmentRow]{question: "fulfilment"}, x.agenda.Timeline()
		var changes []timeline.Change
		for e := range x.agenda.All() {
			c, err := x.agenda.Fulfilment(e.Summit)
			if err != nil {
				return err
			}
			if c.Was.Topics.Len() == 0 && len(x.summit) == 0 {
				continue
			}
			summit, _ := t.Summit(e.Summit)
			row := fulfilmentRow{
				Summit: e.Summit, Status: summit.Status,
				Planned: c.Was.Topics.Len(), PlannedBy: len(c.Was.Documents), PlannedClosed: c.Was.Complete,
				Reported: c.Is.Topics.Len(), ReportedBy: len(c.Is.Documents), ReportedClosed: c.Is.Complete,
				Kept: ids(c.Kept.Sure), Missing: ids(c.Dropped.All()), MissingSure: ids(c.Dropped.Sure),
				Unannounced: ids(c.Added.All()), Sure: ids(c.Added.Sure),
			}
			row.Share, row.Least, row.Most = gauges(c, "persistence")[0].cells()
			changes, out.rows, out.evidence = append(changes, c), append(out.rows, row), append(out.evidence, c.Evidence)
		}
		if len(changes) == 0 {
			return errors.New("of no gathering that fits the question anything is on record as planned")
		}
		out.text = func(w io.Writer) {
			fmt.Fprintf(w, "fulfilment: %s\n", x.where())
			for i, c := range changes {
				printFulfilment(w, named(t, c.Is.Summit), out.rows[i].Status, c)
			}
			if slices.ContainsFunc(changes, func(c timeline.Change) bool { return c.Dropped.Maybe.Len()+c.Added.Maybe.Len() > 0 }) {
				fmt.Fprintln(w, "perhaps: as recorded, unless a document not coded names it")
			}
		}
		return show(x.app, x.out, out)
	}), "topics fulfilment nato-2024-washington --track indo-pacific")
}

func printFulfilment(w io.Writer, name string, status timeline.Status, c timeline.Change) {
	fmt.Fprintf(w, "%s\n", name)
	if status != timeline.Held {
		fmt.Fprintf(w, "  %s, so that nothing can be reported yet\n", status)
	}
	fmt.Fprintf(w, "  planned: %s\n  reported: %s\n", extent(c.Was), extent(c.Is))
	printTopics(w, "fulfilled", c.Kept.Sure, c.Kept.Sure, list)
	printTopics(w, "not reported", c.Dropped.All(), c.Dropped.Sure, list)
	printTopics(w, "unannounced", c.Added.All(), c.Added.Sure, list)
	g := gauges(c, "persistence")[0]
	if !g.ok {
		fmt.Fprintln(w, "  share fulfilled: no value, since nothing is on record as planned")
		return
	}
	fmt.Fprintf(w, "  share fulfilled: %s as recorded, %s with what documents not coded may name\n", decimal(g.value, g.ok), g.measure)
}
