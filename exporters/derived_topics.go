package exporters

import "github.com/summitry/summitry/timeline"

// A topicSummit is one topic at one gathering.
type topicSummit struct {
	Summit    timeline.SummitID `csv:"summit_id" table:"key,required,ref=summits" doc:"the gathering"`
	Topic     timeline.TopicID  `csv:"topic_id" table:"key,required,ref=topics" doc:"the topic; on a basis with a depth the broader one at that depth"`
	Named     timeline.Truth    `csv:"named" table:"required" doc:"whether a document that counts names it; no only if the documents of the gathering were coded completely, otherwise unknown"`
	Documents int               `csv:"documents" table:"required" doc:"how many documents name it"`
	Complete  bool              `csv:"complete" table:"required" doc:"whether the list of topics of the gathering is complete"`
}

// TopicSummit gives each topic at each gathering of an agenda, by gathering and topic. The topics are those that are named at any of
// them: whether another one was is the same everywhere, either no or unknown.
func TopicSummit(agenda timeline.Agenda) Table {
	return NewTable("topic_summit", "which topics were named at each gathering", func(yield func(topicSummit) bool) {
		type place struct {
			topic  timeline.TopicID
			summit timeline.SummitID
		}
		var topics []timeline.TopicID
		named := make(map[place]timeline.Truth)
		for id, h := range agenda.Each() {
			topics = append(topics, id)
			for s := range h.All() {
				named[place{id, s.Summit}] = s.Truth
			}
		}
		for e := range agenda.All() {
			for _, id := range topics {
				row := topicSummit{Summit: e.Summit, Topic: id, Named: named[place{id, e.Summit}], Documents: e.Profile.Count(id), Complete: e.Complete}
				if e.Topics.Has(id) {
					row.Named = timeline.Yes // histories leave out gatherings to come
				}
				if !yield(row) {
					return
				}
			}
		}
	})
}

// A topicChange is the agenda of a gathering against that of the one before it in its series.
type topicChange struct {
	Was            timeline.SummitID `csv:"was_summit_id" table:"key,required,ref=summits" doc:"the gathering before"`
	Is             timeline.SummitID `csv:"is_summit_id" table:"key,required,ref=summits" doc:"the gathering"`
	Series         timeline.SeriesID `csv:"series_id" table:"required,ref=series" doc:"the series"`
	DocumentsWas   int               `csv:"documents_was" table:"required" doc:"how many documents name the topics of the gathering before"`
	DocumentsIs    int               `csv:"documents_is" table:"required" doc:"how many name those of the gathering"`
	CompleteWas    bool              `csv:"complete_was" table:"required" doc:"whether the list of topics of the gathering before is complete"`
	CompleteIs     bool              `csv:"complete_is" table:"required" doc:"whether that of the gathering is"`
	TopicsWas      int               `csv:"topics_was" table:"required" doc:"how many topics are recorded of the gathering before"`
	TopicsIs       int               `csv:"topics_is" table:"required" doc:"how many are recorded of the gathering"`
	Kept           int               `csv:"kept" table:"required" doc:"how many are recorded of both, which is sure"`
	Added          int               `csv:"added" table:"required" doc:"how many are recorded of the gathering and not of the one before"`
	AddedSure      int               `csv:"added_sure" table:"required" doc:"how many of these were surely not named at the one before"`
	Dropped        int               `csv:"dropped" table:"required" doc:"how many are recorded of the gathering before and not of this one"`
	DroppedSure    int               `csv:"dropped_sure" table:"required" doc:"how many of these were surely not named at this one"`
	New            int               `csv:"new" table:"required" doc:"how many of those added are recorded of no gathering before in the series"`
	NewSure        int               `csv:"new_sure" table:"required" doc:"how many were surely not named at any gathering before that is listed"`
	Returned       int               `csv:"returned" table:"required" doc:"how many of those added are recorded of an earlier gathering in the series"`
	ReturnedSure   int               `csv:"returned_sure" table:"required" doc:"how many of these were surely not named at the gathering before"`
	Jaccard        *float64          `csv:"jaccard" doc:"kept by the topics of either, as recorded; empty if there are none"`
	JaccardMin     *float64          `csv:"jaccard_min" doc:"the same, at least, over all that the gaps in the records leave possible and in which it has a value"`
	JaccardMax     *float64          `csv:"jaccard_max" doc:"the same, at the most"`
	Turnover       *float64          `csv:"turnover" doc:"added and dropped by the topics of either, as recorded; empty if there are none"`
	TurnoverMin    *float64          `csv:"turnover_min" doc:"the same, at least"`
	TurnoverMax    *float64          `csv:"turnover_max" doc:"the same, at the most"`
	Persistence    *float64          `csv:"persistence" doc:"kept by the topics of the gathering before, as recorded; empty if it has none"`
	PersistenceMin *float64          `csv:"persistence_min" doc:"the same, at least"`
	PersistenceMax *float64          `csv:"persistence_max" doc:"the same, at the most"`
	Novelty        *float64          `csv:"novelty" doc:"new by the topics of the gathering, as recorded; empty if it has none"`
	NoveltyMin     *float64          `csv:"novelty_min" doc:"the same, at least"`
	NoveltyMax     *float64          `csv:"novelty_max" doc:"the same, at the most"`
	Closed         bool              `csv:"closed" table:"required" doc:"whether the list of gatherings of the series is known to be complete through this one, on which rests what is new"`
	Warning        string            `csv:"warning" doc:"why the two are not of one kind; empty if they are"`
}

// TopicChanges gives each gathering of an agenda against the one before it in its series, by series and in the order of the gatherings. The
// first gathering of a series has no row. See [timeline.Measures] for the formulas.
func TopicChanges(agenda timeline.Agenda) Table {
	return NewTable("topic_changes", "how the topics of each gathering differ from those of the one before", func(yield func(topicChange) bool) {
		for series, of := range bySeries(agenda.Timeline()) {
			for c := range of.Agenda(agenda.Basis()).Changes() {
				if !yield(topicChangeOf(series, c)) {
					return
				}
			}
		}
	})
}

func topicChangeOf(series timeline.SeriesID, c timeline.Change) topicChange {
	m, topics, fresh := c.Measures, c.Is.Topics.Len(), c.New.All().Len()
	return topicChange{
		Was: c.Was.Summit, Is: c.Is.Summit, Series: series, DocumentsWas: len(c.Was.Documents), DocumentsIs: len(c.Is.Documents),
		CompleteWas: c.Was.Complete, CompleteIs: c.Is.Complete, TopicsWas: c.Was.Topics.Len(), TopicsIs: topics,
		Kept: c.Recorded.Kept, Added: c.Recorded.Added, AddedSure: c.Added.Sure.Len(), Dropped: c.Recorded.Dropped, DroppedSure: c.Dropped.Sure.Len(),
		New: fresh, NewSure: c.New.Sure.Len(), Returned: c.ReturnedAsRecorded().Len(), ReturnedSure: c.Returned.Sure.Len(),
		Jaccard: number(c.Recorded.Jaccard()), JaccardMin: least(m.Jaccard), JaccardMax: most(m.Jaccard),
		Turnover: number(c.Recorded.Turnover()), TurnoverMin: least(m.Turnover), TurnoverMax: most(m.Turnover),
		Persistence: number(c.Recorded.Persistence()), PersistenceMin: least(m.Persistence), PersistenceMax: most(m.Persistence),
		Novelty: number(float64(fresh)/float64(max(topics, 1)), topics > 0), NoveltyMin: least(m.Novelty), NoveltyMax: most(m.Novelty),
		Closed: c.Closed, Warning: c.Warning(),
	}
}

// A topicSimilarity is how much the agendas of two gatherings have in common.
type topicSimilarity struct {
	A          timeline.SummitID `csv:"a_summit_id" table:"key,required,ref=summits" doc:"the earlier gathering"`
	B          timeline.SummitID `csv:"b_summit_id" table:"key,required,ref=summits" doc:"the later gathering, of whatever series"`
	Kept       int               `csv:"kept" table:"required" doc:"how many topics are recorded of both"`
	Added      int               `csv:"added" table:"required" doc:"how many are recorded of the later one alone"`
	Dropped    int               `csv:"dropped" table:"required" doc:"how many are recorded of the earlier one alone"`
	Jaccard    *float64          `csv:"jaccard" doc:"kept by the topics of either, as recorded; empty if there are none"`
	Dice       *float64          `csv:"dice" doc:"twice kept by the sum of the topics of each, as recorded; empty if there are none"`
	Overlap    *float64          `csv:"overlap" doc:"kept by the topics of the one that has fewer, as recorded; empty if it has none"`
	JaccardMin *float64          `csv:"jaccard_min" doc:"the Jaccard index, at least, over all that the gaps in the records leave possible and in which it has a value"`
	JaccardMax *float64          `csv:"jaccard_max" doc:"the same, at the most"`
	Complete   bool              `csv:"complete" table:"required" doc:"whether the lists of topics of both are complete"`
	Warning    string            `csv:"warning" doc:"why the two are not of one kind; empty if they are"`
}

// TopicSimilarity gives each two gatherings of an agenda, of whatever series, in the order of the first and then of the second: half of
// a matrix, without its diagonal.
func TopicSimilarity(agenda timeline.Agenda) Table {
	return NewTable("topic_similarity", "how much the topics of each two gatherings have in common", func(yield func(topicSimilarity) bool) {
		for p := range agenda.Pairs() {
			row := topicSimilarity{
				A: p.A, B: p.B, Kept: p.Recorded.Kept, Added: p.Recorded.Added, Dropped: p.Recorded.Dropped,
				Jaccard: number(p.Recorded.Jaccard()), Dice: number(p.Recorded.Dice()), Overlap: number(p.Recorded.Overlap()),
				JaccardMin: least(p.Measures.Jaccard), JaccardMax: most(p.Measures.Jaccard), Complete: p.Complete, Warning: p.Warning,
			}
			if !yield(row) {
				return
			}
		}
	})
}
