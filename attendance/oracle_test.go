package attendance_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// The oracle answers by trying. It goes through all worlds, which are the ways in which what the rows leave open may have been, and
// in each of them looks who was there, as one would on complete records. No unknown occurs in it: an answer is what it is in every world.

// worlds calls run once for each way of answering all its picks: pick(n) is one of 0 to n-1.
func worlds(run func(pick func(n int) int)) {
	var picked, of []int
	for {
		at := 0
		run(func(n int) int {
			if at == len(picked) {
				picked, of = append(picked, 0), append(of, n)
			}
			at++
			return picked[at-1]
		})
		for len(picked) > 0 && picked[len(picked)-1] == of[len(of)-1]-1 {
			picked, of = picked[:len(picked)-1], of[:len(of)-1]
		}
		if len(picked) == 0 {
			return
		}
		picked[len(picked)-1]++
	}
}

// span gives the first and the last day that a date can mean, as numbers of days.
func span(d timeline.Date) (first, last int) {
	day := func(y, m, d int) int { return int(time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC).Unix() / 86400) }
	switch {
	case d.Month == 0:
		return day(d.Year, 1, 1), day(d.Year+1, 1, 0)
	case d.Day == 0:
		return day(d.Year, d.Month, 1), day(d.Year, d.Month+1, 0)
	}
	return day(d.Year, d.Month, d.Day), day(d.Year, d.Month, d.Day)
}

// within tells whether all days that a start can mean lie in a span of time, of which the beginning may be open.
func within(start, from, until timeline.Date) bool {
	first, last := span(start)
	if _, end := span(until); last > end {
		return false
	}
	if from.Year == 0 {
		return true
	}
	begin, _ := span(from)
	return begin <= first
}

// days gives the days that a date can mean of which the order to the other dates differs; a date that is not known can be any.
func days(d timeline.Date, others ...timeline.Date) []int {
	first, last := -1_000_000, 1_000_000
	if d.Year != 0 {
		first, last = span(d)
	}
	found := []int{first, last}
	for _, o := range others {
		if o.Year == 0 {
			continue
		}
		a, b := span(o)
		for _, x := range []int{a - 1, a, a + 1, b - 1, b, b + 1} {
			if first <= x && x <= last {
				found = append(found, x)
			}
		}
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// A belonging is how a participant stood to a group on a day.
type belonging struct{ joined, member, suspended bool }

// A meeting is a held gathering as the view reads it.
type meeting struct {
	summit timeline.Summit
	body   []timeline.Session // all body sessions
	read   []timeline.Session // those that count for themselves
	whole  bool
}

type oracle struct {
	rows
	view  view
	rule  attendance.Rule
	mark  func(head) marks       // what of a head that counts is asked about; nil is that it counts
	ranks bool                   // and that is its rank
	known map[string][]belonging // found before
	meant map[meaning][]marks    // found before
	any   map[anybody][]marks    // found before
	named map[timeline.ActorID][]timeline.ActorID
}

// marks are what is asked about a head, a bit each.
type marks uint64

// counted is that somebody counted; ranks and people have bits of their own. With came somebody was there at all, by whatever rule.
const (
	counted marks = 1
	came    marks = 1 << 63
)

// A meaning is a record in a world in which its participant is a member or is not.
type meaning struct {
	summit              timeline.SummitID
	session             timeline.SessionID
	participant, person timeline.ActorID
	member              bool
}

// anybody is whoever headed a participant, of those below a rank.
type anybody struct {
	participant timeline.ActorID
	floor       int
	standIn     bool                // and in place of somebody
	not         timeline.ActorID    // who is not the one
	as          attendance.Capacity // empty is either
}

func newOracle(r rows, v view, rule attendance.Rule) oracle {
	o := oracle{rows: r, view: v, rule: rule, known: map[string][]belonging{}, meant: map[meaning][]marks{}, any: map[anybody][]marks{}, named: map[timeline.ActorID][]timeline.ActorID{}}
	for _, rec := range r.Tables.Records {
		if rec.Person != "" && !slices.Contains(o.named[rec.Participant], rec.Person) {
			o.named[rec.Participant] = append(o.named[rec.Participant], rec.Person)
		}
	}
	return o
}

// marking asks for something else of heads.
func (o oracle) marking(mark func(head) marks) oracle {
	o.mark, o.meant, o.any = mark, map[meaning][]marks{}, map[anybody][]marks{}
	return o
}

func (o oracle) meetings() []meeting {
	var found []meeting
	for _, s := range o.Gatherings.Summits { // drawn in order of time
		if s.Status != timeline.Held || s.Kind != timeline.Regular {
			continue
		}
		if o.view.AsOf.Year != 0 {
			_, begun := span(s.Start)
			if _, now := span(o.view.AsOf); begun > now {
				continue
			}
		}
		m := meeting{summit: s, whole: o.view.Whole}
		for _, x := range o.Gatherings.Sessions {
			if x.Summit != s.ID {
				continue
			}
			if x.Scope == timeline.Body {
				m.body = append(m.body, x)
			}
			if x.Track == o.view.Track {
				m.read = append(m.read, x)
			}
		}
		if m.whole || len(m.read) > 0 {
			found = append(found, m)
		}
	}
	return found
}

func (o oracle) visible(confidence timeline.Confidence, sources timeline.List[timeline.SourceID]) bool {
	if confidence < o.view.Trust {
		return false
	}
	if o.view.AsOf.Year == 0 {
		return true
	}
	_, now := span(o.view.AsOf)
	for _, s := range o.Gatherings.Sources {
		if !sources.Has(s.ID) || s.Published.Year == 0 {
			continue
		}
		if _, out := span(s.Published); out <= now {
			return true
		}
	}
	return false
}

// belongings gives how a participant may have stood to a group at a summit: day by day, and for disputed rows either way.
func (o oracle) belongings(group, p timeline.ActorID, s timeline.Summit) []belonging {
	key := fmt.Sprint(group, p, s.ID)
	if list, ok := o.known[key]; ok {
		return list
	}
	label := slices.ContainsFunc(o.Tables.Groups, func(g attendance.Group) bool { return g.ID == group && g.Kind == attendance.LabelGroup })
	list := []belonging{{}}
	for _, m := range o.Tables.Memberships {
		if m.Group != group || m.Participant != p {
			continue
		}
		found := map[belonging]bool{} // what this row may add, whatever the others do
		worlds(func(pick func(int) int) {
			any := func(days []int) int { return days[pick(len(days))] }
			day, from, until := any(days(s.Start, m.From, m.Until)), any(days(m.From, s.Start, m.Until)), any(days(m.Until, s.Start, m.From))
			if label && m.From.Year == 0 {
				from = -1_000_000
			}
			if m.Until.Year == 0 {
				until = 1_000_000
			}
			if until < from {
				return // no such world
			}
			b, holds := belonging{joined: from <= day}, from <= day && day <= until
			switch m.Standing {
			case attendance.MemberStanding:
				b.member = holds
			case attendance.Disputed:
				b.member = holds && pick(2) == 1
			case attendance.Suspended:
				b.suspended = holds
			}
			found[b] = true
		})
		var both []belonging
		for b := range found {
			for _, a := range list {
				if c := (belonging{a.joined || b.joined, a.member || b.member, a.suspended || b.suspended}); !slices.Contains(both, c) {
					both = append(both, c)
				}
			}
		}
		list = both
	}
	o.known[key] = list
	return list
}

// members gives whether a participant may have been a member, and whether it may have been none.
func (o oracle) members(group, p timeline.ActorID, s timeline.Summit) []bool {
	var list []bool
	for _, b := range o.belongings(group, p, s) {
		if !slices.Contains(list, b.member) {
			list = append(list, b.member)
		}
	}
	return list
}

// covers tells whether a coverage statement is about a participant at a summit, on a track.
func (o oracle) covers(c timeline.Coverage, m meeting, track string, p timeline.ActorID) bool {
	about := c.Summit == m.summit.ID || (c.Summit == "" && within(m.summit.Start, c.From, c.Until))
	who := c.Who == "" || c.Who == p
	if !who {
		members := o.members(c.Who, p, m.summit)
		who = len(members) == 1 && members[0]
	}
	return about && who && c.Track == track && (c.Kind == 0 || c.Kind == m.summit.Kind) && o.visible(c.Confidence, c.Sources)
}

// deepest is down to which rank coverage makes silence a no, on a track; all is complete at 9.
func (o oracle) deepest(m meeting, track string, p timeline.ActorID) int {
	deepest := 0
	for _, c := range o.Gatherings.Coverage {
		switch {
		case !o.covers(c, m, track, p):
		case c.Rank == 0:
			return 9
		default:
			deepest = max(deepest, int(c.Rank))
		}
	}
	return deepest
}

// A head is somebody who led a delegation, with all that a rule can ask.
type head struct {
	rank                   int // 8 for none
	video, standIn, member bool
	person                 timeline.ActorID // empty is somebody whom no record names for the participant
}

// rankOf has the ranks of the levels that are drawn.
var rankOf = map[attendance.Level]int{
	attendance.HeadOfState: 1, attendance.OrganisationHead: 1, attendance.DeputyHead: 2, attendance.Minister: 3,
	attendance.DeputyMinister: 4, attendance.Envoy: 5, attendance.Ambassador: 6, attendance.Official: 7, attendance.OtherLevel: 8,
}

// counts is the rule on complete knowledge.
func (o oracle) counts(h head) bool {
	return (o.rule.Rank == 0 || h.rank <= int(o.rule.Rank)) &&
		(o.rule.Capacity == 0 || h.member == (o.rule.Capacity == attendance.Member)) &&
		!(o.rule.NoStandIns && h.standIn) && !(o.rule.NoVideo && h.video)
}

// marks tells what of a head is asked about.
func (o oracle) marks(h head) marks {
	var found marks
	if o.rule.Eligible == attendance.Invited {
		found = came
	}
	switch {
	case !o.counts(h):
		return found
	case o.mark == nil:
		return found | counted
	}
	return found | o.mark(h)
}

// heads gives those heads of all that there can be which are as asked.
func (o oracle) heads(p timeline.ActorID, as func(head) bool) []head {
	people := []timeline.ActorID{""}
	if o.mark != nil {
		people = append(people, o.named[p]...)
	}
	var list []head
	for rank := 1; rank <= 8; rank++ {
		for bits := range 8 {
			for _, person := range people {
				if h := (head{rank, bits&1 != 0, bits&2 != 0, bits&4 != 0, person}); as(h) {
					list = append(list, h)
				}
			}
		}
	}
	return list
}

// outcomes gives what may be asked about one of some heads.
func (o oracle) outcomes(list []head) []marks {
	var found []marks
	for _, h := range list {
		if c := o.marks(h); !slices.Contains(found, c) {
			found = append(found, c)
		}
	}
	return found
}

// mayBe gives the heads that a record can mean, in a world in which its participant is a member or is not.
func (o oracle) mayBe(m meeting, rec attendance.Record, member bool) []head {
	deepest := 0 // rows without a level are of a lower rank than this
	for _, c := range o.Gatherings.Coverage {
		var tracks []string
		isBody := rec.Session == ""
		for _, s := range o.Gatherings.Sessions {
			if s.ID == rec.Session {
				tracks, isBody = append(tracks, s.Track), s.Scope == timeline.Body
			}
		}
		if isBody {
			tracks = append(tracks, "")
		}
		for _, track := range tracks {
			if o.covers(c, m, track, rec.Participant) {
				deepest = max(deepest, int(c.Rank))
			}
		}
	}
	return o.heads(rec.Participant, func(h head) bool {
		switch {
		case rec.Level == 0 && h.rank <= deepest,
			rec.Level != 0 && h.rank != rankOf[rec.Level],
			rec.Mode == attendance.InPerson && h.video, rec.Mode == attendance.Virtual && !h.video,
			rec.InPlaceOf != "" && !h.standIn, rec.InPlaceOf == "" && rec.Person != "" && h.standIn,
			rec.Capacity == attendance.Member && !h.member, rec.Capacity == attendance.Guest && h.member,
			rec.Capacity == 0 && h.member != member:
			return false
		case o.mark == nil:
			return true
		case rec.Person != "" && h.person != rec.Person, rec.InPlaceOf != "" && h.person == rec.InPlaceOf:
			return false
		}
		return true
	})
}

// means gives what may be asked about the head that a record names.
func (o oracle) means(m meeting, rec attendance.Record, member bool) []marks {
	key := meaning{rec.Summit, rec.Session, rec.Participant, rec.Person, member}
	list, ok := o.meant[key]
	if !ok {
		list = o.outcomes(o.mayBe(m, rec, member))
		o.meant[key] = list
	}
	return list
}

// anyone gives what may be asked about whoever came, or nobody.
func (o oracle) anyone(who anybody) []marks {
	list, ok := o.any[who]
	if !ok {
		list = o.outcomes(o.heads(who.participant, func(h head) bool {
			return h.rank > who.floor && (who.as == 0 || h.member == (who.as == attendance.Member)) && (!who.standIn || (h.standIn && (who.not == "" || h.person != who.not)))
		}))
		if !slices.Contains(list, 0) {
			list = append(list, 0)
		}
		o.any[who] = list
	}
	return list
}

// A place is what the visible rows of a participant say of the summit as a whole, or of one session.
type place struct {
	heads    int   // how many are recorded
	of       marks // of all of them
	as       attendance.Capacity
	absent   bool
	hidden   bool             // there is a row that is masked, or that says that nothing was found
	away     bool             // a row says that who was to come did not
	stayed   timeline.ActorID // who
	recorded []marks          // of each
}

// A seat is where a participant or a person counts in one world.
type seat struct {
	at     marks    // anywhere that the view reads
	in     [8]marks // in the listed sessions that it reads
	beside [2]marks // in what is not listed of the summit; two suffice to keep guests apart
}

// sit looks where one participant counts at one meeting, in the world that pick makes: one in which it is a member or not, of which
// unsure says that the rows do not tell it.
func (o oracle) sit(m meeting, p timeline.ActorID, member, unsure bool, pick func(int) int) seat {
	either := func(options []marks) marks { return options[pick(len(options))] }
	// anyone is nobody, or whoever it was of those below a rank, in a capacity if that is settled.
	anyone := func(floor int, standIn bool, not timeline.ActorID, as attendance.Capacity) marks {
		return either(o.anyone(anybody{p, floor, standIn, not, as}))
	}
	as := attendance.Guest // of whom nothing is recorded
	if member {
		as = attendance.Member
	}
	asHere := as // at the body: open if a row says otherwise
	places := map[timeline.SessionID]*place{"": {}}
	for _, s := range o.Gatherings.Sessions {
		places[s.ID] = &place{}
	}
	for _, rec := range o.Tables.Records {
		if rec.Summit != m.summit.ID || rec.Participant != p {
			continue
		}
		at := places[rec.Session]
		if rec.Capacity != 0 {
			at.as = rec.Capacity
			if isBody := rec.Session == "" || slices.ContainsFunc(m.body, func(s timeline.Session) bool { return s.ID == rec.Session }); isBody && rec.Capacity != as {
				asHere = 0
			}
		}
		switch {
		case !o.visible(rec.Confidence, rec.Sources):
			at.hidden = true
		case rec.Status == attendance.Attended:
			is := either(o.means(m, rec, member))
			at.heads++
			at.of |= is
			at.recorded = append(at.recorded, is)
		case rec.Status == attendance.Absent:
			at.absent = true
		case rec.Person == "" && rec.InPlaceOf != "":
			at.away, at.stayed = true, rec.InPlaceOf
		default:
			at.hidden = true
		}
	}
	summit := places[""]
	all, opened := slices.Clone(summit.recorded), summit.hidden
	for _, s := range m.body {
		x := places[s.ID]
		all = append(all, x.recorded...)
		opened = opened || x.hidden || x.away
	}
	floor := 0 // nobody of this rank or above was at the summit
	if len(all) == 0 && !opened && !summit.away {
		floor = o.deepest(m, "", p)
	}
	nobody := summit.absent || floor == 9

	// elsewhere is a body session on which no row tells anything: some of the heads recorded may have sat there and, if there are
	// none or rows are hidden, others.
	elsewhere := func(floor int, as attendance.Capacity) marks {
		if nobody {
			return 0
		}
		var sat marks
		var tried []marks
		for _, h := range all {
			if o.ranks {
				h &^= counted<<(floor+1) - 1
			}
			if h != 0 && !slices.Contains(tried, h) {
				tried = append(tried, h)
				sat |= either([]marks{0, h})
			}
		}
		if len(all) > 0 && !opened && !summit.away {
			return sat
		}
		if o.mark == nil && sat&counted != 0 {
			return sat
		}
		return sat | anyone(floor, summit.away && !opened, summit.stayed, as)
	}
	if summit.as != 0 {
		member = summit.as == attendance.Member
	}
	inSession := map[timeline.SessionID]marks{}
	var seat seat
	there := summit.of
	for _, s := range o.Gatherings.Sessions {
		x := places[s.ID]
		body := s.Scope == timeline.Body
		deepest := o.deepest(m, s.Track, p)
		closed := deepest == 9 || (o.rule.Rank != 0 && deepest >= int(o.rule.Rank))
		more := func(hidden bool) marks {
			if !hidden {
				return 0
			}
			return anyone(0, false, "", 0)
		}
		switch {
		case s.Summit != m.summit.ID:
			continue
		case x.heads > 0:
			inSession[s.ID] = x.of | more(x.hidden)
		case x.absent || (body && nobody):
		case x.hidden:
			inSession[s.ID] = anyone(0, false, "", 0)
		case x.away:
			inSession[s.ID] = anyone(0, true, x.stayed, 0)
		case body && summit.heads > 0 && unsure && summit.as == 0: // it sat here, or where not is known
			inSession[s.ID] = elsewhere(0, 0)
		case body && summit.heads > 0 && member:
			inSession[s.ID] = summit.of | more(summit.hidden)
		case body && summit.heads == 0 && summit.away && !summit.hidden && member: // it holds here too
			inSession[s.ID] = anyone(0, true, summit.stayed, 0)
		case body && summit.heads == 0 && summit.hidden && member: // what it hides may hold here too
			inSession[s.ID] = elsewhere(0, 0)
		case closed:
		case body:
			inSession[s.ID] = elsewhere(max(floor, deepest), asHere)
		default:
			inSession[s.ID] = anyone(deepest, false, "", as)
		}
		if body {
			there |= inSession[s.ID]
		}
	}
	beside := asHere
	if opened || summit.away {
		beside = 0
	}
	if o.mark == nil && summit.of&counted != 0 {
		seat.beside = [2]marks{summit.of, summit.of}
	} else if also := elsewhere(floor, beside) | summit.of; also != 0 {
		there |= also
		seat.beside = [2]marks{also, also}
	}
	if seat.beside[0] != 0 && (summit.of&^came == 0 || !member) {
		switch pick(3) {
		case 0:
			seat.beside[0] = 0
		case 1:
			seat.beside[1] = 0
		}
	}
	if m.whole {
		seat.at = there
	}
	for i, s := range o.shared(m) {
		seat.in[i] = inSession[s.ID]
	}
	for _, s := range m.read {
		seat.at |= inSession[s.ID]
	}
	if !m.whole {
		seat.beside = [2]marks{}
	}
	return seat
}

// shared gives the listed sessions in which participants can meet.
func (o oracle) shared(m meeting) []timeline.Session {
	if !m.whole {
		return m.read
	}
	return append(slices.Clone(m.body), slices.DeleteFunc(slices.Clone(m.read), func(s timeline.Session) bool { return s.Scope == timeline.Body })...)
}

// seats gives all ways in which one participant may have sat at one meeting.
func (o oracle) seats(m meeting, p timeline.ActorID, of marks) []seat {
	found := map[seat]bool{}
	var list []seat
	roles := o.members("club", p, m.summit)
	worlds(func(pick func(int) int) {
		s := o.sit(m, p, roles[pick(len(roles))], len(roles) > 1, pick)
		if s = s.of(of); !o.rule.Together {
			s = seat{at: s.at}
		}
		if !found[s] {
			found[s] = true
			list = append(list, s)
		}
	})
	return list
}

// of gives what a seat says of one of the marks.
func (s seat) of(mark marks) seat {
	s.at &= mark
	for i := range s.in {
		s.in[i] &= mark
	}
	for i := range s.beside {
		s.beside[i] &= mark
	}
	return s
}

// or is a seat where somebody sat by either.
func (s seat) or(t seat) seat {
	s.at |= t.at
	for i := range s.in {
		s.in[i] |= t.in[i]
	}
	for i := range s.beside {
		s.beside[i] |= t.beside[i]
	}
	return s
}

// What one meeting is in a history, on complete knowledge.
const (
	isHit = iota
	isMiss
	isOver
)

// joint is what a meeting is if these sat so, and those who did not count are stepped over or not. All are wanted, or as many as are
// enough.
func (o oracle) joint(seats []seat, over []bool, enough int) int {
	want, there, skipped := enough, 0, 0
	if enough == 0 {
		want = max(len(seats), 1)
	}
	for i, s := range seats {
		switch {
		case s.at != 0:
			there++
		case over[i]:
			skipped++
		}
	}
	switch {
	case there < want && there+skipped >= want:
		return isOver
	case there < want:
		return isMiss
	case !o.rule.Together || len(seats) == 1:
		return isHit
	}
	together := func(in func(seat) marks) bool {
		n := 0
		for _, s := range seats {
			if s.at != 0 && in(s) != 0 {
				n++
			}
		}
		return n >= want
	}
	for i := range len(seat{}.in) {
		if together(func(s seat) marks { return s.in[i] }) {
			return isHit
		}
	}
	for i := range len(seat{}.beside) {
		if together(func(s seat) marks { return s.beside[i] }) {
			return isHit
		}
	}
	if want == 1 {
		return isHit
	}
	return isMiss
}

// An answer is what an oracle and a roll can be compared by. Never is among First if it may never have happened.
type answer struct {
	Truth, Skip []timeline.Truth
	First       []timeline.SummitID
	Longest     timeline.Count
	Current     timeline.Count
}

// Those asked are whom a question is about.
type asked struct {
	ids    []timeline.ActorID
	actors []timeline.ActorID // participants by themselves
	bodies []timeline.ActorID // bodies, for their members on the day
	people []timeline.ActorID
	enough int // zero is all
}

func asking(ids ...timeline.ActorID) asked {
	a := asked{ids: ids}
	for _, id := range ids {
		switch id {
		case "duo":
			a.actors = append(a.actors, "AUS", "BEL")
		case "club", "core":
			a.bodies = append(a.bodies, id)
		case "ann", "bob", "eve", "zoe":
			a.people = append(a.people, id)
		default:
			a.actors = append(a.actors, id)
		}
	}
	slices.Sort(a.actors)
	a.actors = slices.Compact(a.actors)
	return a
}

// personal gives each person asked about a bit of its own.
func (a asked) personal(h head) marks {
	found := counted
	for i, person := range a.people {
		if h.person == person {
			found |= counted << (i + 1)
		}
	}
	return found
}

// enumerate goes through all worlds.
func (o oracle) enumerate(who asked) answer {
	if len(who.people) > 0 {
		o = o.marking(who.personal)
	}
	meetings := o.meetings()
	seats := make([]map[timeline.ActorID][]seat, len(meetings))
	for i, m := range meetings {
		seats[i] = map[timeline.ActorID][]seat{}
		for _, p := range drawnParticipants {
			var of marks
			if slices.Contains(who.actors, p) || len(who.bodies) > 0 {
				of = counted
			}
			for n, person := range who.people {
				if slices.Contains(o.named[p], person) {
					of |= counted << (n + 1)
				}
			}
			seats[i][p] = o.seats(m, p, of)
		}
	}
	kinds := map[string][]int{} // what meeting i can be, if these actors are stepped over where they do not count
	kind := func(i int, over []bool) []int {
		key := fmt.Sprint(i, over)
		if known, ok := kinds[key]; ok {
			return known
		}
		var found []int
		worlds(func(pick func(int) int) {
			var sat []seat
			over := slices.Clone(over)
			places := map[timeline.ActorID]seat{}
			sits := func(p timeline.ActorID) seat {
				s, ok := places[p]
				if !ok {
					s = seats[i][p][pick(len(seats[i][p]))]
					places[p] = s
				}
				return s
			}
			for _, p := range who.actors {
				sat = append(sat, sits(p).of(counted))
			}
			for _, p := range drawnParticipants {
				inside := false
				for _, b := range who.bodies {
					if members := o.members(b, p, meetings[i].summit); !slices.Contains(who.actors, p) {
						inside = members[pick(len(members))] || inside
					}
				}
				if inside {
					sat, over = append(sat, sits(p).of(counted)), append(over, false)
				}
			}
			for n, person := range who.people {
				var s seat
				for _, p := range drawnParticipants {
					if slices.Contains(o.named[p], person) {
						s = s.or(sits(p).of(counted << (n + 1)))
					}
				}
				sat, over = append(sat, s), append(over, false)
			}
			if k := o.joint(sat, over, who.enough); !slices.Contains(found, k) {
				found = append(found, k)
			}
		})
		kinds[key] = found
		return found
	}

	belongings := make([][][]belonging, len(who.actors))
	for a, p := range who.actors {
		for _, m := range meetings {
			belongings[a] = append(belongings[a], o.belongings("club", p, m.summit))
		}
	}
	histories := map[string][]int{}
	worlds(func(pick func(int) int) {
		stood := make([][]belonging, len(who.actors))
		for a := range who.actors {
			for i := range meetings {
				stood[a] = append(stood[a], belongings[a][i][pick(len(belongings[a][i]))])
			}
		}
		lists := make([][]int, len(meetings))
		for i := range meetings {
			over := make([]bool, len(who.actors))
			for a, p := range who.actors {
				belongs := slices.ContainsFunc(o.Tables.Memberships, func(m attendance.Membership) bool { return m.Group == "club" && m.Participant == p })
				isMember := func(b belonging) bool { return b.member }
				between := slices.ContainsFunc(stood[a][:i], isMember) && slices.ContainsFunc(stood[a][i+1:], isMember)
				over[a] = belongs && (!stood[a][i].joined || (stood[a][i].suspended && between))
			}
			lists[i] = kind(i, over)
		}
		if key := fmt.Sprint(lists); histories[key] == nil {
			histories[key] = []int{}
			worlds(func(pick func(int) int) {
				var kinds []int
				for _, list := range lists {
					kinds = append(kinds, list[pick(len(list))])
				}
				histories[fmt.Sprint("history", kinds)] = kinds
			})
		}
	})

	var all [][]int
	for key, kinds := range histories {
		if key[0] == 'h' {
			all = append(all, kinds)
		}
	}
	return summarise(meetings, all)
}

// summarise gathers the answers of all histories.
func summarise(meetings []meeting, all [][]int) answer {
	var a answer
	firsts := map[int]bool{}
	for n, kinds := range all {
		first, longest, run := len(meetings), 0, 0
		for i, k := range kinds {
			switch k {
			case isHit:
				run++
				first = min(first, i)
			case isMiss:
				run = 0
			}
			longest = max(longest, run)
		}
		firsts[first] = true
		if n == 0 {
			a.Longest, a.Current = timeline.Count{Min: longest, Max: longest}, timeline.Count{Min: run, Max: run}
		}
		a.Longest = timeline.Count{Min: min(a.Longest.Min, longest), Max: max(a.Longest.Max, longest)}
		a.Current = timeline.Count{Min: min(a.Current.Min, run), Max: max(a.Current.Max, run)}
	}
	of := func(i int, kind int) bool {
		return slices.ContainsFunc(all, func(kinds []int) bool { return kinds[i] == kind })
	}
	truth := func(can, cannot bool) timeline.Truth {
		return map[[2]bool]timeline.Truth{{true, false}: timeline.Yes, {false, true}: timeline.No, {true, true}: timeline.Unknown}[[2]bool{can, cannot}]
	}
	for i, m := range meetings {
		a.Truth = append(a.Truth, truth(of(i, isHit), of(i, isMiss) || of(i, isOver)))
		if of(i, isOver) {
			a.Skip = append(a.Skip, truth(true, of(i, isMiss)))
		} else {
			a.Skip = append(a.Skip, timeline.No)
		}
		if firsts[i] {
			a.First = append(a.First, m.summit.ID)
		}
	}
	if firsts[len(meetings)] {
		a.First = append(a.First, "never")
	}
	return a
}

// answered is the answer of a history.
func answered(h timeline.History) answer {
	var a answer
	for s := range h.All() {
		a.Truth, a.Skip = append(a.Truth, s.Truth), append(a.Skip, s.Skip)
	}
	first, ok := h.First()
	a.First = slices.Clone(first.Undecided)
	if ok {
		a.First = append(a.First, first.Summit)
	} else {
		a.First = append(a.First, "never")
	}
	a.Longest, a.Current = h.Longest().Length, h.Current().Length
	return a
}

// The answers of a roll are those of all worlds, no wider and no narrower. Where people share a seat, and where some of several are
// to sit together at a summit as a whole, they may be wider.
func TestRollAgreesWithAllWorlds(t *testing.T) {
	often(t, func(t *rapid.T) {
		r := draw(t, traits{})
		v := drawView(t, r, chance(t, 40, "masked"))
		rule, who := drawRule(t), drawAsked(t)
		want := newOracle(r, v, rule).enumerate(who)
		register := r.register(t)
		got := answered(register.Roll(v.of(t, register), rule).Of(who.of(t, register)))
		diff := cmp.Diff(want, got)
		over := slices.ContainsFunc(want.Skip, func(s timeline.Truth) bool { return s != timeline.No })
		switch several := len(who.actors)+len(who.bodies)+len(who.people) > 1; {
		case several && (len(who.people) > 0 || (rule.Together && who.enough > 1)):
			diff = narrows(got, want)
		case v.Whole && rule.Together && over:
			diff = narrows(got, want) // who may be stepped over may always have sat apart at a summit as a whole
		}
		if diff != "" {
			t.Fatalf("%s, rule %+v, view %+v (-worlds +roll):\n%s\n%s", who, rule, v, diff, r)
		}
	})
}

// narrows tells in which way an answer is not among the possible answers of a wider one.
func narrows(wider, answer answer) string {
	for i, truth := range answer.Truth {
		if wider.Truth[i] != timeline.Unknown && wider.Truth[i] != truth {
			return fmt.Sprintf("step %d was %s and is %s", i+1, wider.Truth[i], truth)
		}
	}
	for _, s := range answer.First {
		if !slices.Contains(wider.First, s) {
			return fmt.Sprintf("first was one of %s and may be %s", wider.First, s)
		}
	}
	for name, counts := range map[string][2]timeline.Count{"longest": {wider.Longest, answer.Longest}, "current": {wider.Current, answer.Current}} {
		if was, is := counts[0], counts[1]; is.Min < was.Min || is.Max > was.Max {
			return fmt.Sprintf("%s was %s and is %s", name, was, is)
		}
	}
	return ""
}

// String gives the rows that an answer depends on, one a line.
func (r rows) String() string {
	text := ""
	for _, s := range r.Gatherings.Summits {
		text += fmt.Sprintf("%s %s %s %s\n", s.ID, s.Start, s.Kind, s.Status)
	}
	for _, s := range r.Gatherings.Sessions {
		text += fmt.Sprintf("%s %s %s\n", s.ID, s.Track, s.Scope)
	}
	for _, m := range r.Tables.Memberships {
		text += fmt.Sprintf("%s %s %s %s to %s\n", m.Group, m.Participant, m.Standing, m.From, m.Until)
	}
	for _, c := range r.Gatherings.Coverage {
		text += fmt.Sprintf("%s summit %q track %q %s to %s who %q rank %d %s %s\n", c.ID, c.Summit, c.Track, c.From, c.Until, c.Who, c.Rank, c.Confidence, c.Sources)
	}
	for _, x := range r.Tables.Records {
		text += fmt.Sprintf("%s %q %s by %q %s as %q mode %q level %q for %q %s %s\n", x.Summit, x.Session, x.Participant, x.Person, x.Status, x.Capacity, x.Mode, x.Level, x.InPlaceOf, x.Confidence, x.Sources)
	}
	return text
}
