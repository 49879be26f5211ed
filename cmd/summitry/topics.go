package main

import (
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// topicRow is one topic of a comparison as a row.
type topicRow struct {
	Was    timeline.SummitID `csv:"was_summit_id" doc:"the gathering compared with"`
	Is     timeline.SummitID `csv:"is_summit_id" doc:"the gathering compared"`
	Topic  timeline.TopicID  `csv:"topic_id" doc:"the topic"`
	Change string            `csv:"change" doc:"kept, added or dropped, as far as the records tell"`
	Sure   bool              `csv:"sure" doc:"whether that follows from complete records, and not from a gap"`
	New    string            `csv:"new" doc:"whether no gathering before named it: yes, perhaps, or no"`
}

func (a *app) newCompare() *cobra.Command {
	s := &scope{}
	stage := wordFlag[timeline.Stage, *timeline.Stage]{name: "planned|reported"}
	kind := wordFlag[timeline.SourceKind, *timeline.SourceKind]{name: "kind"}
	c := &cobra.Command{
		Use:   "compare summit summit",
		Short: "The topics of two gatherings: kept, added, dropped, and new against all before",
		Long: `Compare the topics that are recorded of two gatherings, the earlier named first, and say which topics of the second were named at no
gathering of its series before. Topics are what the documents coded name: a topic that they do not name may have been talked about.`,
		Example: "  summitry topics compare nato-2023-vilnius nato-2024-washington --track indo-pacific",
		Args:    args(cobra.ExactArgs(2), "want two summits, the earlier first"),
		RunE: func(c *cobra.Command, ids []string) error {
			if err := a.checkFormat(); err != nil {
				return err
			}
			data, err := a.open()
			if err != nil {
				return err
			}
			was, is := timeline.SummitID(ids[0]), timeline.SummitID(ids[1])
			if was == is {
				return fmt.Errorf("want two summits, not %s twice", is)
			}
			filter := s.filter()
			if summit, ok := data.Timeline().Summit(is); ok && filter.Series == "" {
				filter.Series = summit.Series
			}
			t, err := a.read(data.Timeline(), s).Select(filter, timeline.Filter{Summit: was, Track: s.track}, timeline.Filter{Summit: is, Track: s.track})
			if err != nil {
				return err
			}
			if a, b := start(t, was), start(t, is); b.Last().Compare(a.First()) < 0 {
				return fmt.Errorf("%s (%s) is earlier than %s (%s): name the earlier one first", is, b, was, a)
			}
			change, err := t.Agenda(timeline.Basis{Stage: stage.word, Source: kind.word}).Compare(was, is)
			if err != nil {
				return err
			}
			return a.printChange(c.OutOrStdout(), change)
		},
	}
	s.flags(c)
	c.Flags().Var(&stage, "stage", "only what was announced before, or reported after")
	c.Flags().Var(&kind, "source-kind", "only documents of this kind, as communique or press")
	a.answers(c, true)
	return c
}

func start(t timeline.Timeline, id timeline.SummitID) timeline.Date {
	s, _ := t.Summit(id)
	return s.Start
}

// rowsOf gives the topics of a change as rows, by topic.
func rowsOf(c timeline.Change) []topicRow {
	var rows []topicRow
	add := func(change string, topics timeline.TopicSet, sure bool) {
		for id := range topics.All() {
			fresh := "no"
			switch {
			case c.New.Sure.Has(id):
				fresh = "yes"
			case c.New.Maybe.Has(id):
				fresh = "perhaps"
			}
			rows = append(rows, topicRow{Was: c.Was.Summit, Is: c.Is.Summit, Topic: id, Change: change, Sure: sure, New: fresh})
		}
	}
	add("kept", c.Kept.Sure, true)
	add("added", c.Added.Sure, true)
	add("added", c.Added.Maybe, false)
	add("dropped", c.Dropped.Sure, true)
	add("dropped", c.Dropped.Maybe, false)
	slices.SortFunc(rows, func(a, b topicRow) int {
		if a.Topic < b.Topic {
			return -1
		}
		return 1
	})
	return rows
}

func (a *app) printChange(w io.Writer, c timeline.Change) error {
	switch a.format {
	case "csv":
		return exporters.WriteCSV(w, exporters.NewTable("comparison", "", slices.Values(rowsOf(c))))
	case "json":
		type finding struct {
			Sure    timeline.TopicSet `json:"sure"`
			Perhaps timeline.TopicSet `json:"perhaps"`
		}
		type side struct {
			Summit    timeline.SummitID                `json:"summit_id"`
			Topics    timeline.TopicSet                `json:"topics"`
			Complete  bool                             `json:"complete"`
			Documents timeline.List[timeline.SourceID] `json:"documents"`
		}
		of := func(e timeline.Entry) side { return side{e.Summit, e.Topics, e.Complete, e.Documents} }
		found := func(f timeline.Finding) finding { return finding{f.Sure, f.Maybe} }
		return writeJSON(w, struct {
			Question   string                           `json:"question"`
			Was        side                             `json:"was"`
			Is         side                             `json:"is"`
			Kept       finding                          `json:"kept"`
			Added      finding                          `json:"added"`
			Dropped    finding                          `json:"dropped"`
			New        finding                          `json:"new"`
			Before     timeline.List[timeline.SummitID] `json:"before"`
			Closed     bool                             `json:"closed"`
			NewCertain bool                             `json:"new_certain"`
			Evidence   timeline.Evidence                `json:"evidence"`
		}{"compare", of(c.Was), of(c.Is), found(c.Kept), found(c.Added), found(c.Dropped), found(c.New), c.Before, c.Closed, c.NewCertain(), c.Evidence})
	}
	for _, e := range []timeline.Entry{c.Was, c.Is} {
		complete := "not known to be complete"
		if e.Complete {
			complete = "complete for the documents coded"
		}
		fmt.Fprintf(w, "%s: %s in %s, %s\n", e.Summit, counted(e.Topics.Len(), "topic"), counted(len(e.Documents), "document"), complete)
	}
	line := func(name, count string, sure, maybe timeline.TopicSet, unless string) {
		fmt.Fprintf(w, "%s: %s\n", name, count)
		if sure.Len() > 0 {
			fmt.Fprintf(w, "  %s\n", list(slices.Collect(sure.All())))
		}
		if maybe.Len() > 0 {
			fmt.Fprintf(w, "  as recorded, unless a document not coded names it %s: %s\n", unless, list(slices.Collect(maybe.All())))
		}
	}
	recorded := func(f timeline.Finding) string { return fmt.Sprint(f.Count().Max) }
	line("kept", c.Kept.Count().String(), c.Kept.Sure, timeline.TopicSet{}, "")
	line("added", recorded(c.Added), c.Added.Sure, c.Added.Maybe, "at "+string(c.Was.Summit))
	line("dropped", recorded(c.Dropped), c.Dropped.Sure, c.Dropped.Maybe, "at "+string(c.Is.Summit))
	line(fmt.Sprintf("new against the %s before (%s)", counted(len(c.Before), "gathering"), brief(c.Before)), recorded(c.New), c.New.Sure, c.New.Maybe, "there")
	if !c.Closed {
		fmt.Fprintln(w, "the list of gatherings before is not known to be complete")
	}
	if a.explain {
		return explain(w, c.Evidence)
	}
	return nil
}
