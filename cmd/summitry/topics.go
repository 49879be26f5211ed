package main

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

// topicCommands are the questions about topics.
func (a *app) topicCommands() []*cobra.Command {
	return []*cobra.Command{
		a.newCompare(), a.newChanges(), a.newNovelty(), a.newYears(), a.newLife(), a.newDiffusion(), a.newSimilarity(), a.newBreadth(),
		a.newFulfilment(),
	}
}

// A basis is the flags that say which mentions count.
type basis struct {
	stage  wordFlag[timeline.Stage, *timeline.Stage]
	kind   wordFlag[timeline.SourceKind, *timeline.SourceKind]
	issuer string
	depth  int
}

func (b *basis) flags(c *cobra.Command) {
	b.stage.name, b.kind.name = "planned|reported", "kind"
	c.Flags().Var(&b.stage, "stage", "only what was announced before, or reported after")
	c.Flags().Var(&b.kind, "source-kind", "only documents of this kind, as communique or press")
	c.Flags().StringVar(&b.issuer, "issuer", "", "only documents in the name of this `participant` or group")
	c.Flags().IntVar(&b.depth, "depth", 0, "topics at this `depth` of their tree, from 1, in place of those below")
}

// basis gives it, with the issuer by its id or name.
func (b *basis) basis(data dataset.Data) (timeline.Basis, error) {
	basis := timeline.Basis{Stage: b.stage.word, Source: b.kind.word, Depth: b.depth}
	if b.depth < 0 {
		return basis, usageError{fmt.Errorf("invalid argument %d for --depth: want a number from 1", b.depth)}
	}
	if b.issuer != "" {
		id, err := data.Actor(b.issuer)
		if err != nil {
			return basis, err
		}
		basis.Issuer = id
	}
	return basis, nil
}

// describe says in words which mentions count, after a comma if there is any to say.
func (b *basis) describe() string {
	var parts []string
	if b.stage.word != 0 {
		parts = append(parts, "only what was "+b.stage.String())
	}
	if b.kind.word != 0 {
		parts = append(parts, "documents of kind "+b.kind.String())
	}
	if b.issuer != "" {
		parts = append(parts, "documents in the name of "+b.issuer)
	}
	if b.depth > 0 {
		parts = append(parts, fmt.Sprintf("topics at depth %d", b.depth))
	}
	if len(parts) == 0 {
		return ""
	}
	return "; " + strings.Join(parts, ", ")
}

// An agendaInquiry is a question about topics, and what it is put to.
type agendaInquiry struct {
	*app
	scope  scope
	basis  basis
	out    io.Writer
	args   []string
	summit []timeline.SummitID // those named by arguments, which must be there
	data   dataset.Data
	agenda timeline.Agenda
}

// newTopicQuestion makes a command that asks about the topics of gatherings. Choose gives the gatherings; without it they are
// those of the flags.
func (a *app) newTopicQuestion(c cobra.Command, choose func(x *agendaInquiry) ([]timeline.Filter, error), answer func(x agendaInquiry) error) *cobra.Command {
	x := &agendaInquiry{app: a}
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := a.checkFormat(); err != nil {
			return err
		}
		data, err := a.open()
		if err != nil {
			return err
		}
		x.out, x.args, x.data = c.OutOrStdout(), args, data
		basis, err := x.basis.basis(data)
		if err != nil {
			return err
		}
		filters := []timeline.Filter{x.scope.filter()}
		if choose != nil {
			if filters, err = choose(x); err != nil {
				return err
			}
		}
		t, err := a.read(data.Timeline(), &x.scope).Select(filters...)
		if err != nil {
			return err
		}
		x.agenda = t.Agenda(basis)
		if err := x.checkSummits(); err != nil {
			return err
		}
		return answer(*x)
	}
	x.scope.flags(&c)
	x.basis.flags(&c)
	a.answers(&c, true)
	return &c
}

// checkSummits wants gatherings, and those that were named among them.
func (x *agendaInquiry) checkSummits() error {
	for _, id := range x.summit {
		s, known := x.agenda.Timeline().Summit(id)
		_, err := x.agenda.At(id)
		switch {
		case err == nil || !known:
		case x.scope.track != "" && !x.onTrack(id):
			return fmt.Errorf("%q has no session on the track %q", id, x.scope.track)
		case s.Status != timeline.Held:
			return fmt.Errorf("%q is %s, and nothing is on record as planned for it that counts here", id, s.Status)
		}
		if err != nil {
			return err
		}
	}
	for range x.agenda.All() {
		return nil
	}
	return errors.New("no gathering that was held, or of which something is planned, fits the question")
}

func (x *agendaInquiry) onTrack(id timeline.SummitID) bool {
	for s := range x.agenda.Timeline().Sessions() {
		if s.Summit == id && s.Track == x.scope.track {
			return true
		}
	}
	return false
}

// chosen gives the gatherings named by arguments, and if there is none those of the flags.
func (x *agendaInquiry) chosen() ([]timeline.Filter, error) {
	if len(x.args) == 0 {
		return []timeline.Filter{x.scope.filter()}, nil
	}
	if (x.scope.filter() != timeline.Filter{Track: x.scope.track}) {
		return nil, usageError{errors.New("the gatherings are named: --series, --from, --to and --extraordinary have no place beside them")}
	}
	return x.these()
}

// these gives the gatherings named by arguments, each once.
func (x *agendaInquiry) these() ([]timeline.Filter, error) {
	x.summit = nil
	var filters []timeline.Filter
	for _, arg := range x.args {
		id := timeline.SummitID(arg)
		if slices.Contains(x.summit, id) {
			return nil, fmt.Errorf("want each summit once, not %s twice", id)
		}
		x.summit = append(x.summit, id)
		filters = append(filters, timeline.Filter{Summit: id, Track: x.scope.track})
	}
	return filters, nil
}

// where says which gatherings and mentions the question is about.
func (x *agendaInquiry) where() string {
	text := x.scope.describe()
	switch {
	case text == "" && len(x.summit) > 0:
		text = "the summits as wholes"
	case text == "":
		text = "all series"
	}
	return text + x.basis.describe()
}

// labelled gives a topic by its label, with its id.
func labelled(t timeline.Topic) string { return fmt.Sprintf("%s (%s)", t.Label, t.ID) }

// labels are those of all topics.
func (x *agendaInquiry) labels() map[timeline.TopicID]string {
	labels := map[timeline.TopicID]string{}
	for t := range x.agenda.Timeline().Topics() {
		labels[t.ID] = t.Label
	}
	return labels
}

// title gives a gathering, and what became of it if it was not held.
func (x *agendaInquiry) title(id timeline.SummitID) string {
	if s, _ := x.agenda.Timeline().Summit(id); s.Status != timeline.Held {
		return fmt.Sprintf("%s (%s)", id, s.Status)
	}
	return string(id)
}

// extent says how many topics and documents an agenda has, and whether it is complete.
func extent(e timeline.Entry) string {
	complete := "not known to be complete"
	if e.Complete {
		complete = "complete for the documents coded"
	}
	return fmt.Sprintf("%s in %s, %s", counted(e.Topics.Len(), "topic"), counted(len(e.Documents), "document"), complete)
}

// of tells whether a topic is in a finding: yes, perhaps, or no.
func of(f timeline.Finding, id timeline.TopicID) string {
	switch {
	case f.Sure.Has(id):
		return "yes"
	case f.Maybe.Has(id):
		return "perhaps"
	}
	return "no"
}

func ids(s timeline.TopicSet) timeline.List[timeline.TopicID] { return slices.Collect(s.All()) }

// printTopics prints topics as recorded on a line, those last that a gap may make wrong; join is list, or brief.
func printTopics(w io.Writer, name string, recorded, sure timeline.TopicSet, join func([]timeline.TopicID) string) {
	var parts []string
	if both := recorded.Intersect(sure); both.Len() > 0 {
		parts = append(parts, join(ids(both)))
	}
	if rest := recorded.Minus(sure); rest.Len() > 0 {
		parts = append(parts, "perhaps "+join(ids(rest)))
	}
	text := fmt.Sprintf("%s: %d", name, recorded.Len())
	if len(parts) > 0 {
		text += " (" + strings.Join(parts, ", ") + ")"
	}
	wrap(w, "  ", text)
}

// undocumented says of which gatherings or years no document is coded, which have been left out of a text.
func undocumented[S ~string](w io.Writer, names []S) {
	if len(names) > 0 {
		fmt.Fprintf(w, "no document coded, and not shown: %s (%d)\n", brief(names), len(names))
	}
}

// A gauge is a measure with its value as recorded.
type gauge struct {
	name    string
	value   float64
	ok      bool
	measure timeline.Measure
}

// gauged makes one of a ratio.
func gauged(name string, part, whole int, m timeline.Measure) gauge {
	if whole == 0 {
		return gauge{name: name, measure: m}
	}
	return gauge{name, float64(part) / float64(whole), true, m}
}

// cells are what a row has of it: as recorded, and its bounds.
func (g gauge) cells() (recorded, least, most *float64) {
	least, most = bounds(g.measure)
	return number(g.value, g.ok), least, most
}

func number(value float64, ok bool) *float64 {
	if !ok {
		return nil
	}
	return &value
}

// decimal gives a number as a person reads it.
func decimal(value float64, ok bool) string {
	m := timeline.Measure{Least: value, Most: value, Value: timeline.No}
	if ok {
		m.Value = timeline.Yes
	}
	return m.String()
}

// gauges are some measures of a change.
func gauges(c timeline.Change, names ...string) []gauge {
	all := map[string]gauge{}
	add := func(name string, value float64, ok bool, m timeline.Measure) { all[name] = gauge{name, value, ok, m} }
	jaccard, ok := c.Recorded.Jaccard()
	add("Jaccard", jaccard, ok, c.Measures.Jaccard)
	turnover, ok := c.Recorded.Turnover()
	add("turnover", turnover, ok, c.Measures.Turnover)
	persistence, ok := c.Recorded.Persistence()
	add("persistence", persistence, ok, c.Measures.Persistence)
	all["novelty"] = gauged("novelty", c.New.All().Len(), c.Is.Topics.Len(), c.Measures.Novelty)
	all["return"] = gauged("return", c.ReturnedAsRecorded().Len(), c.Is.Topics.Len(), c.Measures.Return)
	var found []gauge
	for _, name := range names {
		found = append(found, all[name])
	}
	return found
}

// printGauges prints measures as recorded, and with their bounds if one of the agendas is complete: otherwise those say nothing.
func printGauges(w io.Writer, indent string, c timeline.Change, names ...string) {
	var recorded, bounded []string
	certain := true
	for _, g := range gauges(c, names...) {
		recorded = append(recorded, g.name+" "+decimal(g.value, g.ok))
		bounded = append(bounded, g.name+" "+g.measure.String())
		certain = certain && (g.measure.Certain() || g.measure.Value == timeline.No)
	}
	switch {
	case certain:
		wrap(w, indent, strings.Join(bounded, ", "))
	case c.Was.Complete || c.Is.Complete:
		wrap(w, indent, "as recorded: "+strings.Join(recorded, ", "))
		wrap(w, indent, "with what documents not coded may name: "+strings.Join(bounded, ", "))
	default:
		wrap(w, indent, "as recorded (neither agenda is known to be complete): "+strings.Join(recorded, ", "))
	}
}

// printWarning says why the two sides are not of one kind.
func printWarning(w io.Writer, indent string, c timeline.Change) {
	if warning := c.Warning(); warning != "" {
		fmt.Fprintf(w, "%sthe sides are not of one kind: %s\n", indent, warning)
	}
}
