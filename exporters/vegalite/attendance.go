package vegalite

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// The marks of a cell of [Attendance].
const (
	memberMark   = "member on the day"
	eligibleMark = "member on the day, or invited"
	leaderMark   = "leader: head of state, of government, of an organisation"
	deputyMark   = "deputy of a leader"
	ministerMark = "minister or deputy minister"
	officialMark = "envoy, ambassador or official"
	otherMark    = "came, at another level"
	noLevelMark  = "came, level not on record"
	standInMark  = "in place of the one who was to come"
	videoMark    = "took part by video"
	absentMark   = "absent: sent nobody"
	outsideMark  = "outside: neither member nor guest"
	unknownMark  = "unknown: the records do not tell"
)

// Shapes of our own: a cross of two lines, and a square with a line through it.
const (
	saltire = "M-0.8,-0.8L0.8,0.8M0.8,-0.8L-0.8,0.8"
	slashed = "M-1,-1L1,-1L1,1L-1,1L-1,-1M-1,1L1,-1"
)

// attendanceGlyphs are those marks in the order of the legend. Ranks differ in size as well as in shade.
var attendanceGlyphs = []glyph{
	{leaderMark, "square", 17 * 17, navy, navy, 1},
	{deputyMark, "square", 15 * 15, blue, navy, 1},
	{ministerMark, "square", 13 * 13, sky, navy, 1},
	{officialMark, "square", 11 * 11, ice, navy, 1},
	{otherMark, "square", 9 * 9, "white", navy, 1.5},
	{noLevelMark, slashed, 14 * 14, "white", navy, 1.5},
	{standInMark, "diamond", 70, "white", ink, 1},
	{videoMark, "triangle-right", 64, orange, ink, 0.8},
	{absentMark, saltire, 150, none, vermilion, 2.2},
	{outsideMark, "circle", 20, "#bbbbbb", "#bbbbbb", 0},
	{unknownMark, "circle", 50, none, "#888888", 1.2},
	{memberMark, "square", 22 * 22, pale, pale, 0},
	{eligibleMark, "square", 22 * 22, pale, pale, 0},
}

// levelMark is the mark of a level that is on record, by its rank.
func levelMark(r attendance.Rank) string {
	switch {
	case r == 0:
		return otherMark
	case r == attendance.Leader:
		return leaderMark
	case r <= attendance.DeputyHead.Rank():
		return deputyMark
	case r <= attendance.DeputyMinister.Rank():
		return ministerMark
	}
	return officialMark
}

// A presenceCell is one participant at one gathering.
type presenceCell struct {
	Summit      timeline.SummitID `json:"summit_id"`
	Participant timeline.ActorID  `json:"participant_id"`
	Column      string            `json:"gathering"`
	Row         string            `json:"participant"`
	Status      attendance.Status `json:"status"`
	Person      string            `json:"person"`
	Office      string            `json:"office"`
	Level       attendance.Level  `json:"level"`
	InPlaceOf   string            `json:"in_place_of"`
	Counts      timeline.Truth    `json:"counts"`
	Confidence  string            `json:"confidence"`
	Marks       []string          `json:"marks"`
}

// Attendance shows who came to each gathering, and who headed it: participants in rows, by the first gathering to which they came and
// then by name, and gatherings in columns in their order. Of a body a participant has cells where it was or might have been a
// member; those of whom nothing is on record are left out, as [attendance.Roll.Concerned] does, and people of who too.
//
// What does not count by the rule of the roll is paler. A grey tile is a member on the day or, by another rule of who is eligible, whose
// absence is a miss.
func Attendance(roll attendance.Roll, who attendance.Who) Spec {
	var columns []timeline.SummitID
	for s := range roll.Timeline().Held() {
		columns = append(columns, s.ID)
	}
	var cells []presenceCell
	first := make(map[timeline.ActorID]int)
	used := make(map[string]bool)
	register, rule := roll.Register(), roll.Rule()
	columnNames := gatherings(roll.Timeline(), columns)
	for p := range roll.Presences(roll.Concerned(who)) {
		cell := presenceCell{
			Summit: p.Summit, Participant: p.Participant, Column: columnNames[p.Summit], Status: p.Status, Office: p.Office, Level: p.Level,
			Counts: p.Counts, Confidence: p.Evidence.Weakest().String(), Marks: marks(p, rule.Eligible),
		}
		if p.Person != "" {
			cell.Person = register.Name(p.Person)
		}
		if p.InPlaceOf != "" {
			cell.InPlaceOf = register.Name(p.InPlaceOf)
		}
		for _, mark := range cell.Marks {
			used[mark] = true
		}
		if _, ok := first[p.Participant]; !ok {
			first[p.Participant] = len(columns)
		}
		if p.Status == attendance.Attended {
			first[p.Participant] = min(first[p.Participant], slices.Index(columns, p.Summit))
		}
		cells = append(cells, cell)
	}
	var rows []timeline.ActorID
	for id := range first {
		rows = append(rows, id)
	}
	slices.SortFunc(rows, func(a, b timeline.ActorID) int {
		return cmp.Or(first[a]-first[b], strings.Compare(register.Name(a), register.Name(b)), strings.Compare(string(a), string(b)))
	})
	rowNames := actors(register, rows)
	for i, c := range cells {
		cells[i].Row = rowNames[c.Participant]
	}

	s := Spec{title: "Who came, and at what level, to " + span(roll.Timeline(), columns)}
	if len(cells) == 0 {
		return s
	}
	if used[unknownMark] {
		s.notes = append(s.notes, "Unknown is not absent: no record says whether it came, and no list of who came is known to be complete.")
	}
	encoding := tell("marks", attendanceGlyphs, used)
	encoding["x"], encoding["y"] = across("gathering", labelled(columnNames, columns)), down("participant", labelled(rowNames, rows))
	encoding["tooltip"] = hover("participant", "participant", "gathering", "gathering", "status", "status", "person", "headed by", "office", "office",
		"level", "level", "in_place_of", "in place of", "marks", "mark", "confidence", "confidence")
	if text := narrowed(rule); text != "" {
		s.notes = append(s.notes, "Counted: "+text+". Who came and does not count is pale.")
		encoding["opacity"] = object{"condition": object{"test": "datum.status === 'attended' && datum.counts === 'no'", "value": 0.35}, "value": 1}
	}
	s.width = width(len(columns), step, labelled(rowNames, rows))
	s.body = matrix(cells, step, object{"transform": []object{{"flatten": []string{"marks"}}}, "mark": "point", "encoding": encoding})
	return s
}

// marks gives the marks of a cell, those below first.
func marks(p attendance.Presence, eligible attendance.Eligibility) []string {
	list := []string{}
	switch {
	case p.Eligible != timeline.Yes || eligible == attendance.Anybody:
	case eligible == attendance.Members:
		list = append(list, memberMark)
	default:
		list = append(list, eligibleMark)
	}
	switch p.Status {
	case attendance.Absent:
		return append(list, absentMark)
	case attendance.Outside:
		return append(list, outsideMark)
	case attendance.Unknown:
		return append(list, unknownMark)
	}
	if p.Level == 0 {
		list = append(list, noLevelMark)
	} else {
		list = append(list, levelMark(p.Level.Rank()))
	}
	if p.InPlaceOf != "" {
		list = append(list, standInMark)
	}
	if p.Mode == attendance.Virtual {
		list = append(list, videoMark)
	}
	return list
}

// narrowed says in words what a rule asks for, and nothing if anybody sent will do.
func narrowed(rule attendance.Rule) string {
	var words []string
	switch {
	case rule.Rank == attendance.Leader:
		words = append(words, "a leader")
	case rule.Rank > 0:
		words = append(words, fmt.Sprintf("a head of rank %d or higher", rule.Rank))
	}
	if rule.Capacity != 0 {
		words = append(words, "as "+rule.Capacity.String())
	}
	if rule.NoStandIns {
		words = append(words, "not in place of another")
	}
	if rule.NoVideo {
		words = append(words, "in the room")
	}
	return strings.Join(words, ", ")
}

// matrix is the body of a picture with cells that lie so far apart.
func matrix[C any](cells []C, apart int, drawn object) object {
	drawn["data"], drawn["width"], drawn["height"] = object{"values": cells}, object{"step": apart}, object{"step": apart}
	return drawn
}

// perhaps is the band of [Levels] that is not among the marks of [Attendance].
const perhaps = "may have come: not on record"

// A levelBand is how many delegations to one gathering were headed alike.
type levelBand struct {
	Summit timeline.SummitID `json:"summit_id"`
	Column string            `json:"gathering"`
	Band   string            `json:"band"`
	Place  int               `json:"place"` // from the bottom
	Count  int               `json:"delegations"`
	Sent   string            `json:"sent"`
}

// Levels shows how many delegations to each gathering were headed at each level, as bars. A band of a level is how many surely were headed
// at it. On top are those that surely came while it is not settled at what level, and those that may have come, so that the two ends of
// the upper band are the bounds of how many came. Those of whom nothing is on record are left out, as [attendance.Roll.Concerned] does.
func Levels(roll attendance.Roll, who attendance.Who) Spec {
	var columns []timeline.SummitID
	for s := range roll.Timeline().Held() {
		columns = append(columns, s.ID)
	}
	columnNames := gatherings(roll.Timeline(), columns)
	bands := []string{leaderMark, deputyMark, ministerMark, officialMark, otherMark, noLevelMark, perhaps}
	var rows []levelBand
	used := make(map[string]bool)
	for p := range roll.LevelsBySummit(roll.Concerned(who)) {
		counts, settled := make(map[string]int), 0
		for rank, n := range p.Ranks {
			counts[levelMark(attendance.Rank(rank))] += n.Min
			settled += n.Min
		}
		counts[noLevelMark], counts[perhaps] = p.Sent.Min-settled, p.Sent.Max-p.Sent.Min
		for place, band := range bands {
			if n := counts[band]; n > 0 {
				used[band] = true
				rows = append(rows, levelBand{p.Summit, columnNames[p.Summit], band, place, n, p.Sent.String()})
			}
		}
	}
	s := Spec{title: "How highly delegations were headed at " + span(roll.Timeline(), columns), width: width(len(columns), 30, nil)}
	if len(rows) == 0 {
		return s
	}
	if text := narrowed(roll.Rule()); text != "" {
		s.notes = append(s.notes, "Counted: "+text+".")
	}
	if used[perhaps] {
		s.notes = append(s.notes, "Dashed: no record says whether they came, so the number of delegations lies somewhere within that band.")
	}
	names, ranges := []string{}, map[string][]any{}
	for _, b := range slices.Backward([]struct {
		name, fill, stroke string
		dash               []int
	}{
		{leaderMark, navy, navy, []int{1, 0}},
		{deputyMark, blue, navy, []int{1, 0}},
		{ministerMark, sky, navy, []int{1, 0}},
		{officialMark, ice, navy, []int{1, 0}},
		{otherMark, "white", navy, []int{1, 0}},
		{noLevelMark, "#cccccc", grey, []int{1, 0}},
		{perhaps, "white", "#888888", []int{3, 2}},
	}) {
		if used[b.name] {
			names = append(names, b.name)
			ranges["fill"], ranges["stroke"], ranges["strokeDash"] = append(ranges["fill"], b.fill), append(ranges["stroke"], b.stroke), append(ranges["strokeDash"], b.dash)
		}
	}
	x := across("gathering", labelled(columnNames, columns))
	x["axis"] = object{"orient": "bottom", "labelAngle": -45, "title": nil, "ticks": false}
	encoding := object{
		"x":       x,
		"y":       object{"field": "delegations", "type": "quantitative", "title": "delegations", "axis": object{"tickMinStep": 1, "gridColor": pale, "format": "d"}},
		"order":   object{"field": "place", "type": "quantitative"},
		"tooltip": hover("gathering", "gathering", "band", "level", "delegations", "delegations", "sent", "delegations in all"),
	}
	for channel, values := range ranges {
		encoding[channel] = object{
			"field": "band", "type": "nominal", "title": nil, "legend": object{"symbolLimit": len(names), "symbolType": "square"},
			"scale": object{"type": "ordinal", "domain": names, "range": values},
		}
	}
	s.body = object{
		"data": object{"values": rows}, "width": object{"step": 30}, "height": 260,
		"mark": object{"type": "bar", "strokeWidth": 1}, "encoding": encoding,
	}
	return s
}
