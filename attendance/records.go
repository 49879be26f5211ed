package attendance

import "github.com/summitry/summitry/timeline"

// A Rank is the rank of a level, from 1, the highest, to 7. Zero is no rank: of a rule that any will do, of a level that it is
// never compared.
type Rank int

// Leader is the rank of heads of state, of government and of organisations.
const Leader Rank = 1

var ranks = [...]Rank{
	HeadOfState: 1, HeadOfGovernment: 1, OrganisationHead: 1, DeputyHead: 2,
	ForeignMinister: 3, DefenceMinister: 3, FinanceMinister: 3, Minister: 3,
	DeputyMinister: 4, Envoy: 5, Ambassador: 6, Official: 7, OtherLevel: 0,
}

// Rank gives the rank of the level; zero for "other" and where it is not recorded.
func (l Level) Rank() Rank {
	if int(l) < len(ranks) {
		return ranks[l]
	}
	return 0
}

// A Participant is a state or an organisation.
type Participant struct {
	ID    timeline.ActorID `csv:"participant_id" table:"key,required" doc:"the participant: states by ISO 3166-1 alpha-3, organisations by a short upper-case name"`
	Kind  ParticipantKind  `csv:"kind" table:"required" doc:"whether it is a state or an organisation"`
	Name  string           `csv:"name" table:"required" doc:"its name"`
	From  timeline.Date    `csv:"valid_from" doc:"the first day on which it existed, where that matters"`
	Until timeline.Date    `csv:"valid_to" doc:"the last day on which it existed, where that matters"`
}

// A Code is the name of a participant in a foreign scheme, during a time.
type Code struct {
	Participant timeline.ActorID `csv:"participant_id" table:"key,required,ref=participants" doc:"the participant"`
	Scheme      Scheme           `csv:"scheme" table:"key,required" doc:"the scheme: UN M49, Correlates of War, Gleditsch-Ward, Wikidata"`
	Code        string           `csv:"code" table:"key,required" doc:"the code, as text"`
	From        timeline.Date    `csv:"valid_from" table:"key" doc:"the first day on which it holds; empty for always"`
	Until       timeline.Date    `csv:"valid_to" doc:"the last day on which it holds; empty for still"`
}

// A Group is a named set of participants.
type Group struct {
	ID   timeline.ActorID `csv:"group_id" table:"key,required" doc:"the group"`
	Kind GroupKind        `csv:"kind" table:"required" doc:"a body that meets, with dated members, or a label for a fixed list"`
	Name string           `csv:"name" table:"required" doc:"its name"`
	Note string           `csv:"note" doc:"a remark for readers"`
}

// A Membership says that a participant belonged to a group during a time.
type Membership struct {
	Group       timeline.ActorID                 `csv:"group_id" table:"key,required,ref=groups" doc:"the group"`
	Participant timeline.ActorID                 `csv:"participant_id" table:"key,required,ref=participants" doc:"the participant"`
	Standing    Standing                         `csv:"status" table:"required" doc:"how it belonged; disputed where good sources count the members differently"`
	From        timeline.Date                    `csv:"valid_from" table:"key" doc:"the first day; empty if not known, and for labels"`
	Until       timeline.Date                    `csv:"valid_to" doc:"the last day, included; empty for still"`
	Sources     timeline.List[timeline.SourceID] `csv:"source_ids" table:"ref=sources" doc:"the sources of the row"`
	Note        string                           `csv:"note" doc:"a remark for readers"`
}

// A Person heads delegations.
type Person struct {
	ID       timeline.ActorID `csv:"person_id" table:"key,required" doc:"the person"`
	Name     string           `csv:"name" table:"required" doc:"the name as English texts write it"`
	Wikidata string           `csv:"wikidata_id" doc:"the item in Wikidata"`
}

// A Record says that a participant attended a summit or a session, headed by this person, or was absent from it, or that this is
// not known.
type Record struct {
	Summit      timeline.SummitID                `csv:"summit_id" table:"key,required,ref=summits" doc:"the summit"`
	Session     timeline.SessionID               `csv:"session_id" table:"key,ref=sessions" doc:"the session; empty for the body sessions of the summit"`
	Participant timeline.ActorID                 `csv:"participant_id" table:"key,required,ref=participants" doc:"the participant"`
	Person      timeline.ActorID                 `csv:"person_id" table:"key,ref=people" doc:"who led for it, or was expected to; empty if not known"`
	Status      Status                           `csv:"status" table:"required,not=outside" doc:"whether it attended; unknown if that was looked for and not found"`
	Capacity    Capacity                         `csv:"capacity" doc:"as what it took part"`
	Mode        Mode                             `csv:"mode" doc:"how the person took part"`
	Level       Level                            `csv:"level" doc:"the highest office that the person held on that day"`
	Office      string                           `csv:"office" doc:"the office in words"`
	InPlaceOf   timeline.ActorID                 `csv:"in_place_of" table:"ref=people" doc:"the holder of the office that was to sit there, if somebody else came; with no person: who came is not known"`
	Confidence  timeline.Confidence              `csv:"confidence" table:"required" doc:"how well the row is supported"`
	Sources     timeline.List[timeline.SourceID] `csv:"source_ids" table:"required,ref=sources" doc:"the sources of the row"`
	Note        string                           `csv:"note" doc:"a remark for readers"`
}

// Claim gives the record as evidence.
func (r Record) Claim() timeline.Claim {
	at := string(r.Summit)
	if r.Session != "" {
		at = string(r.Session)
	}
	text := string(r.Participant) + " " + r.Status.String() + " at " + at
	if r.Person != "" {
		text += ", by " + string(r.Person)
		if r.Office != "" {
			text += " (" + r.Office + ")"
		}
	}
	if r.InPlaceOf != "" {
		text += ", in place of " + string(r.InPlaceOf)
	}
	return timeline.Claim{
		Table:      "attendance",
		Key:        timeline.Key(r.Summit, string(r.Session), string(r.Participant), string(r.Person)),
		Text:       text,
		Confidence: r.Confidence,
		Sources:    r.Sources,
	}
}

// Claim gives the participant as evidence of when it existed.
func (p Participant) Claim() timeline.Claim {
	text := string(p.ID) + " existed"
	if p.From != (timeline.Date{}) {
		text += " from " + p.From.String()
	}
	if p.Until != (timeline.Date{}) {
		text += " until " + p.Until.String()
	}
	return timeline.Claim{Table: "participants", Key: string(p.ID), Text: text}
}

// Claim gives the membership as evidence.
func (m Membership) Claim() timeline.Claim {
	text := string(m.Participant) + " is " + map[Standing]string{
		MemberStanding: "a member", Suspended: "a suspended member", Disputed: "a member or not",
	}[m.Standing] + " of " + string(m.Group)
	if m.From != (timeline.Date{}) {
		text += " from " + m.From.String()
	}
	if m.Until != (timeline.Date{}) {
		text += " until " + m.Until.String()
	}
	return timeline.Claim{
		Table:   "memberships",
		Key:     timeline.Key(m.Group, string(m.Participant), m.From.String()),
		Text:    text,
		Sources: m.Sources,
	}
}
