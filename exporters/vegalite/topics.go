package vegalite

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/summitry/summitry/timeline"
)

// The marks of a cell of [Topics].
const (
	firstTopics  = "named at the first gathering shown"
	newTopic     = "new: on record at no earlier gathering shown"
	keptTopic    = "kept: on record at the one before too"
	returned     = "back: on record before, but not at the one before"
	announced    = "announced only"
	notMentioned = "not mentioned in the documents coded"
	notKnown     = "unknown: not coded, or not completely"
)

var topicGlyphs = []glyph{
	{firstTopics, "square", 12 * 12, sky, navy, 1},
	{newTopic, "diamond", 150, vermilion, vermilion, 1},
	{keptTopic, "square", 12 * 12, navy, navy, 1},
	{returned, "triangle-up", 130, orange, ink, 0.8},
	{announced, "square", 11 * 11, "white", navy, 1.5},
	{notMentioned, saltire, 40, none, grey, 1.2},
	{notKnown, "circle", 20, none, "#aaaaaa", 0.9},
}

// most is how many topics [Topics] shows if it can choose.
const most = 60

// A topicCell is one topic at one gathering.
type topicCell struct {
	Summit    timeline.SummitID `json:"summit_id"`
	Topic     timeline.TopicID  `json:"topic_id"`
	Column    string            `json:"gathering"`
	Row       string            `json:"topic"`
	Mark      string            `json:"mark"`
	Documents int               `json:"documents"`
}

// Topics shows which topics the documents of each gathering name: topics in rows, by the first gathering that names them, then the more often
// named first, then by label, and gatherings in columns in their order.
//
// A topic is new, kept or back by what is on record of the gatherings shown in the same series, which are those of which any topic is on
// record or coverage says that there is none. On a basis without a stage what was announced and not reported is told apart. Of more than
// 60 topics those are shown that are named at two gatherings or more, or at three, until there are no more than 60; if none are named
// at so many, all are. Narrow the agenda to choose.
func Topics(agenda timeline.Agenda) Spec {
	agenda = onRecord(agenda)
	t := agenda.Timeline()
	basis := agenda.Basis()
	basis.Stage = timeline.Reported
	reported := t.Agenda(basis)
	type place struct {
		topic  timeline.TopicID
		summit timeline.SummitID
	}
	var columns []timeline.SummitID
	cells := make(map[place]topicCell)
	first, times := make(map[timeline.TopicID]int), make(map[timeline.TopicID]int)
	changes := make(map[timeline.SummitID]timeline.Change)
	for c := range agenda.Changes() {
		changes[c.Is.Summit] = c
	}
	for e := range agenda.All() {
		c, compared := changes[e.Summit]
		after, err := reported.At(e.Summit) // a gathering to come of which only plans are known is not among them
		for id := range e.Topics.All() {
			mark := firstTopics
			switch {
			case agenda.Basis().Stage == 0 && (err != nil || !after.Topics.Has(id)):
				mark = announced
			case !compared:
			case c.New.All().Has(id):
				mark = newTopic
			case c.ReturnedAsRecorded().Has(id):
				mark = returned
			default:
				mark = keptTopic
			}
			cells[place{id, e.Summit}] = topicCell{Mark: mark, Documents: e.Profile.Count(id)}
			if times[id]++; times[id] == 1 {
				first[id] = len(columns)
			}
		}
		columns = append(columns, e.Summit)
	}
	rows, least := chosen(times)
	labels := make(map[timeline.TopicID]string)
	for topic := range t.Topics() {
		labels[topic.ID] = topic.Label
	}
	rowNames := names(rows, func(id timeline.TopicID) string { return labels[id] }, func(id timeline.TopicID) string { return string(id) })
	slices.SortFunc(rows, func(a, b timeline.TopicID) int {
		return cmp.Or(first[a]-first[b], times[b]-times[a], strings.Compare(rowNames[a], rowNames[b]))
	})

	s := Spec{title: "What documents name as topics of " + span(t, columns), width: width(len(columns), step, labelled(rowNames, rows))}
	if len(rows) == 0 {
		return s
	}
	if least > 1 {
		s.notes = append(s.notes, fmt.Sprintf("Shown are the %d topics, of %d, that are named at %d gatherings or more.", len(rows), len(times), least))
	}
	histories := make(map[place]timeline.Truth)
	for id, h := range agenda.Each() {
		for step := range h.All() {
			histories[place{id, step.Summit}] = step.Truth
		}
	}
	columnNames, used := gatherings(t, columns), make(map[string]bool)
	var values []topicCell
	for _, summit := range columns {
		for _, id := range rows {
			at := place{id, summit}
			cell, named := cells[at]
			switch {
			case named:
			case histories[at] == timeline.No:
				cell.Mark = notMentioned
			default:
				cell.Mark = notKnown
			}
			cell.Summit, cell.Topic, cell.Column, cell.Row = summit, id, columnNames[summit], rowNames[id]
			used[cell.Mark] = true
			values = append(values, cell)
		}
	}
	if used[notKnown] {
		s.notes = append(s.notes, "Unknown: no document coded names it, but not all documents are coded. It may have been talked about all the same.")
	}
	encoding := tell("mark", topicGlyphs, used)
	encoding["x"], encoding["y"] = across("gathering", labelled(columnNames, columns)), down("topic", labelled(rowNames, rows))
	encoding["tooltip"] = hover("topic", "topic", "gathering", "gathering", "mark", "mark", "documents", "documents that name it")
	s.body = matrix(values, 20, object{"mark": "point", "encoding": encoding})
	return s
}

// chosen gives the topics that are shown, by id, and at how many gatherings they are named at least.
func chosen(times map[timeline.TopicID]int) (topics []timeline.TopicID, least int) {
	from := func(least int) (topics []timeline.TopicID) {
		for id, n := range times {
			if n >= least {
				topics = append(topics, id)
			}
		}
		slices.Sort(topics)
		return topics
	}
	for least = 1; ; least++ {
		switch topics = from(least); {
		case len(topics) == 0:
			return from(1), 1
		case len(topics) <= most:
			return topics, least
		}
	}
}

// onRecord narrows an agenda to the gatherings of which any topic is on record, or of which coverage says that there is none: the others
// would be columns of which nothing is known, and what follows them could only be compared with nothing.
func onRecord(agenda timeline.Agenda) timeline.Agenda {
	var named []timeline.Filter
	for e := range agenda.All() {
		if e.Topics.Len() > 0 || e.Complete {
			named = append(named, timeline.Filter{Summit: e.Summit})
		}
	}
	t, _ := agenda.Timeline().Select(named...) // the summits are of the timeline, so there is no error
	return t.Agenda(agenda.Basis())
}
