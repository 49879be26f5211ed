package timeline

// A Series is a family of gatherings.
type Series struct {
	ID    SeriesID `csv:"series_id" table:"key,required" doc:"the series"`
	Name  string   `csv:"name" table:"required" doc:"its name"`
	Tier  Tier     `csv:"tier" table:"required" doc:"the rank of those for whom it is held"`
	Group ActorID  `csv:"group_id" table:"ref=groups" doc:"the group whose members meet"`
	Note  string   `csv:"note" doc:"a remark for readers"`
}

// A Summit is one gathering, in its latest state. A held summit of kind regular is an edition of its series.
type Summit struct {
	ID        SummitID       `csv:"summit_id" table:"key,required" doc:"the summit"`
	Series    SeriesID       `csv:"series_id" table:"required,ref=series" doc:"the series it belongs to"`
	Name      string         `csv:"name" table:"required" doc:"its name"`
	Ordinal   Number         `csv:"ordinal" doc:"its number in the series, where the body numbers its meetings; a label, never counted with"`
	Kind      Kind           `csv:"kind" table:"required" doc:"whether the meeting was one of the regular order"`
	Start     Date           `csv:"start_date" table:"required" doc:"the first day of its body sessions"`
	End       Date           `csv:"end_date" table:"required" doc:"the last day of its body sessions"`
	Cities    List[string]   `csv:"city" doc:"the cities in which it met"`
	Countries List[ActorID]  `csv:"country_ids" table:"ref=participants" doc:"the countries in which it met"`
	Hosts     List[ActorID]  `csv:"host_ids" table:"ref=participants" doc:"who convened and presided"`
	Status    Status         `csv:"status" table:"required" doc:"what became of it"`
	Format    Format         `csv:"format" table:"required" doc:"how it met; hybrid if the head of a member took part by video"`
	Wikidata  string         `csv:"wikidata_id" doc:"its item in Wikidata"`
	Sources   List[SourceID] `csv:"source_ids" table:"ref=sources" doc:"the sources of the row"`
	Note      string         `csv:"note" doc:"a remark for readers"`
}

// A Session is a meeting within a summit.
type Session struct {
	ID      SessionID      `csv:"session_id" table:"key,required" doc:"the session"`
	Summit  SummitID       `csv:"summit_id" table:"required,ref=summits" doc:"the summit it was part of"`
	Track   string         `csv:"track" table:"required" doc:"what the sessions of its sort share over a series, as plenary or indo-pacific"`
	Scope   Scope          `csv:"scope" table:"required" doc:"whether the members met here as the body, at the tier of the series"`
	Name    string         `csv:"name" table:"required" doc:"its name"`
	Date    Date           `csv:"date" doc:"its day"`
	Sources List[SourceID] `csv:"source_ids" table:"ref=sources" doc:"the sources of the row"`
	Note    string         `csv:"note" doc:"a remark for readers"`
}

// A Topic is something that gatherings talk about.
type Topic struct {
	ID         TopicID      `csv:"topic_id" table:"key,required" doc:"the topic"`
	Label      string       `csv:"label" table:"required" doc:"its name"`
	Broader    TopicID      `csv:"broader_id" table:"ref=topics" doc:"the topic of which it is a part"`
	Aliases    List[string] `csv:"aliases" doc:"other spellings and abbreviations; one topic each"`
	CAP        string       `csv:"cap" doc:"the code of the Comparative Agendas Project"`
	Definition string       `csv:"definition" doc:"what it covers, in one line"`
}

// A Mention is one document that names one topic as planned or reported of a summit or one of its sessions.
type Mention struct {
	Summit     SummitID   `csv:"summit_id" table:"key,required,ref=summits" doc:"the summit"`
	Session    SessionID  `csv:"session_id" table:"key,ref=sessions" doc:"the session that the document is about; empty for the summit as a whole"`
	Topic      TopicID    `csv:"topic_id" table:"key,required,ref=topics" doc:"the topic named"`
	Stage      Stage      `csv:"stage" table:"key,required" doc:"whether the document was issued before the session began or after"`
	Source     SourceID   `csv:"source_id" table:"key,required,ref=sources" doc:"the document"`
	Confidence Confidence `csv:"confidence" table:"required" doc:"how well the row is supported"`
	Evidence   string     `csv:"evidence" doc:"what the document says, in short and in other words"`
	Note       string     `csv:"note" doc:"a remark for readers"`
}

// A Source is a document that rows rest on.
type Source struct {
	ID        SourceID      `csv:"source_id" table:"key,required" doc:"the source"`
	Kind      SourceKind    `csv:"kind" table:"required" doc:"what sort of document it is"`
	Title     string        `csv:"title" table:"required" doc:"its title"`
	Publisher string        `csv:"publisher" doc:"who published it"`
	Issuer    List[ActorID] `csv:"issuer" table:"ref=actors" doc:"the groups or participants in whose name it speaks; empty for a paper that speaks for itself"`
	URL       string        `csv:"url" doc:"its address"`
	Published Date          `csv:"published" doc:"its day of issue; of a living page the oldest version checked that carries the fact; a source without it is invisible in views as of a date"`
	Accessed  Date          `csv:"accessed" doc:"the day on which it was read"`
	Note      string        `csv:"note" doc:"a remark for readers"`
}

// A Coverage is a sourced statement of what is complete: inside of it, what is not recorded did not happen. It covers one summit,
// or the held summits that start from From (empty: since the series began) until Until.
type Coverage struct {
	ID         string         `csv:"coverage_id" table:"key,required" doc:"the statement"`
	Subject    Subject        `csv:"subject" table:"required" doc:"what is complete: who attended, the topics of the documents named, or the list of summits"`
	Series     SeriesID       `csv:"series_id" table:"required,ref=series" doc:"the series"`
	Kind       Kind           `csv:"kind" doc:"the kind of summits covered; empty for both"`
	Summit     SummitID       `csv:"summit_id" table:"ref=summits" doc:"the one summit covered; empty for a span of time"`
	Track      string         `csv:"track" doc:"the track covered; empty for the summits as wholes"`
	Stage      Stage          `csv:"stage" doc:"of topics: the stage covered; empty for both"`
	From       Date           `csv:"date_from" doc:"the first day covered; empty for since the series began"`
	Until      Date           `csv:"date_to" doc:"the last day covered"`
	Who        ActorID        `csv:"who" table:"ref=actors" doc:"of attendance: the participant or group covered; empty for everyone"`
	Rank       Number         `csv:"rank" doc:"of attendance: complete down to this rank, 1 to 7; empty for every rank"`
	Editions   Number         `csv:"editions" doc:"how many held summits a span of time covers"`
	Confidence Confidence     `csv:"confidence" table:"required" doc:"how well the row is supported"`
	Sources    List[SourceID] `csv:"source_ids" table:"required,ref=sources" doc:"the sources of the row; of topics: the documents that were coded completely"`
	Note       string         `csv:"note" doc:"a remark for readers"`
}

// Covers reports whether the statement is about a summit: held, of its series and kind, and either named or starting within the
// span with all days that the start can mean. It says nothing about tracks and participants.
func (c Coverage) Covers(s Summit) bool {
	if s.Status != Held || s.Series != c.Series || (c.Kind != 0 && s.Kind != c.Kind) {
		return false
	}
	if c.Summit != "" {
		return s.ID == c.Summit
	}
	return c.From.First().Compare(s.Start.First()) <= 0 && s.Start.Last().Compare(c.Until.Last()) <= 0
}
