package attendance

import (
	"cmp"
	"encoding/binary"
	"iter"
	"maps"
	"slices"

	"github.com/summitry/summitry/internal/rows"
	"github.com/summitry/summitry/timeline"
)

// A row is a record with numbers in place of its texts and lists. It has no pointers, so millions of rows are small, are sorted and compared
// as numbers, and are nothing to the collector of garbage.
type row struct {
	summit, session, participant, person uint32
	inPlaceOf, office, sources, note     uint32

	status     Status
	capacity   Capacity
	mode       Mode
	level      Level
	confidence timeline.Confidence
}

// compare orders rows as the model does.
func (r *row) compare(s *row) int {
	return cmp.Or(cmp.Compare(r.summit, s.summit), cmp.Compare(r.session, s.session), cmp.Compare(r.participant, s.participant), cmp.Compare(r.person, s.person))
}

// A store is the records of a register as rows, and what their numbers stand for.
type store struct {
	rows   []row
	cells  []uint32 // the places of the rows, by summit and participant and then as in rows
	starts []uint32 // where each summit starts, in rows and in cells alike

	summits      numbers[timeline.SummitID]
	sessions     numbers[timeline.SessionID]
	participants numbers[timeline.ActorID]
	people       numbers[timeline.ActorID]
	texts        numbers[string] // offices and notes
	sources      numbers[timeline.SourceID]
	lists        numbers[string] // of the numbers of sources, four bytes each
	listed       []timeline.List[timeline.SourceID]
	list         []byte // the one looked up last
}

// numbers gives each text a number, and the empty one zero.
type numbers[K ~string] struct {
	of    map[K]uint32
	texts []K
	last  uint32 // the number given last: rows are often as the one before
}

// numbered numbers the texts that are known, in their order. There may be another number of them than is expected.
func numbered[K ~string](known iter.Seq[K], expected int) numbers[K] {
	n := numbers[K]{of: make(map[K]uint32, expected+1), texts: make([]K, 0, expected+1)}
	n.number("")
	for k := range known {
		n.number(k)
	}
	return n
}

func (n *numbers[K]) number(k K) uint32 {
	if len(n.texts) > 0 && n.texts[n.last] == k {
		return n.last
	}
	i, ok := n.of[k]
	if !ok {
		i = uint32(len(n.texts))
		n.of[k] = i
		n.texts = append(n.texts, k)
	}
	n.last = i
	return i
}

// newStore makes a store in which the summits have no numbers yet.
func newStore[S, T, U, V any](sessions map[timeline.SessionID]S, participants map[timeline.ActorID]T, people map[timeline.ActorID]U, sources map[timeline.SourceID]V) *store {
	none := func(func(string) bool) {}
	return &store{
		sessions: sorted(sessions), participants: sorted(participants), people: sorted(people), texts: numbered(none, 0),
		sources: numbered(maps.Keys(sources), len(sources)), lists: numbered(none, 0), listed: []timeline.List[timeline.SourceID]{nil},
	}
}

func sorted[K ~string, R any](known map[K]R) numbers[K] {
	keys := slices.AppendSeq(make([]K, 0, len(known)), maps.Keys(known))
	slices.Sort(keys)
	return numbered(slices.Values(keys), len(keys))
}

// A source puts records into a store, in two steps. The first one does what can be done before the summits have numbers.
type source interface {
	number(s *store)
	fill(s *store)
}

// listed are records that are there one by one.
type listed []Record

func (records listed) number(*store) {}

func (records listed) fill(s *store) { s.add(records) }

// add puts the rows of records into the store, in their order.
func (s *store) add(records []Record) {
	s.rows = make([]row, len(records))
	for i := range records {
		r := &records[i]
		s.rows[i] = row{
			s.summits.number(r.Summit), s.sessions.number(r.Session), s.participants.number(r.Participant), s.people.number(r.Person),
			s.people.number(r.InPlaceOf), s.texts.number(r.Office), s.listOf(r.Sources), s.texts.number(r.Note),
			r.Status, r.Capacity, r.Mode, r.Level, r.Confidence,
		}
	}
}

func (s *store) listOf(list timeline.List[timeline.SourceID]) uint32 {
	s.list = s.list[:0]
	for _, id := range list {
		s.list = binary.LittleEndian.AppendUint32(s.list, s.sources.number(id))
	}
	if i, ok := s.lists.of[string(s.list)]; ok {
		return i
	}
	s.listed = append(s.listed, rows.Own(list))
	return s.lists.number(string(s.list))
}

// order gives the places of the rows in the order of the model.
func (s *store) order() []uint32 {
	places := make([]uint32, len(s.rows))
	for i := range places {
		places[i] = uint32(i)
	}
	if slices.IsSortedFunc(places, func(a, b uint32) int { return s.rows[a].compare(&s.rows[b]) }) {
		return places
	}
	places = arranged(places, len(s.people.texts), func(at uint32) uint32 { return s.rows[at].person })
	places = arranged(places, len(s.participants.texts), func(at uint32) uint32 { return s.rows[at].participant })
	places = arranged(places, len(s.sessions.texts), func(at uint32) uint32 { return s.rows[at].session })
	return arranged(places, len(s.summits.texts), func(at uint32) uint32 { return s.rows[at].summit })
}

// byCell puts places that are in the order of the model in that of summits and participants first.
func (s *store) byCell(places []uint32) []uint32 {
	places = arranged(places, len(s.participants.texts), func(at uint32) uint32 { return s.rows[at].participant })
	return arranged(places, len(s.summits.texts), func(at uint32) uint32 { return s.rows[at].summit })
}

// arranged gives places in the order of a key that is below a bound. Those with one key stay in their order.
func arranged(places []uint32, bound int, key func(place uint32) uint32) []uint32 {
	next := make([]uint32, bound+1)
	for _, p := range places {
		next[key(p)+1]++
	}
	for i := range bound {
		next[i+1] += next[i]
	}
	sorted := make([]uint32, len(places))
	for _, p := range places {
		k := key(p)
		sorted[next[k]] = p
		next[k]++
	}
	return sorted
}

// close puts the rows in their order, and drops what only adding needs.
func (s *store) close(order, cells []uint32) {
	if !slices.IsSorted(order) {
		sorted, at := make([]row, len(order)), make([]uint32, len(order))
		for i, place := range order {
			sorted[i] = s.rows[place]
			at[place] = uint32(i)
		}
		for i, place := range cells {
			cells[i] = at[place]
		}
		s.rows = sorted
	}
	s.cells = cells
	s.starts = make([]uint32, len(s.summits.texts)+1)
	for i := range s.rows {
		s.starts[s.rows[i].summit+1] = uint32(i + 1)
	}
	for i := range len(s.summits.texts) {
		s.starts[i+1] = max(s.starts[i+1], s.starts[i]) // of summits without rows
	}
	s.sessions.of, s.people.of, s.texts.of, s.lists, s.sources, s.list = nil, nil, nil, numbers[string]{}, numbers[timeline.SourceID]{}, nil
}

// record gives a row as the record that it is.
func (s *store) record(at uint32) Record {
	r := &s.rows[at]
	return Record{
		Summit: s.summits.texts[r.summit], Session: s.sessions.texts[r.session], Participant: s.participants.texts[r.participant],
		Person: s.people.texts[r.person], Status: r.status, Capacity: r.capacity, Mode: r.mode, Level: r.level, Office: s.texts.texts[r.office],
		InPlaceOf: s.people.texts[r.inPlaceOf], Confidence: r.confidence, Sources: s.listed[r.sources], Note: s.texts.texts[r.note],
	}
}

// at gives the places of the rows of a summit and its sessions, by participant and then in their order.
func (s *store) at(summit timeline.SummitID) []uint32 {
	at, ok := s.summits.of[summit]
	if !ok {
		return nil
	}
	return s.cells[s.starts[at]:s.starts[at+1]]
}

// first gives the index of the first row of a participant, or of one after it, among the places of the rows of a summit. It is found at once
// if it is a few rows after a guess, as where one participant is asked about after the other.
func (s *store) first(cells []uint32, participant uint32, guess int) int {
	first, end := 0, len(cells)
	if guess == 0 || (guess > 0 && guess <= end && s.rows[cells[guess-1]].participant < participant) {
		for first = guess; first < min(end, guess+nearby); first++ {
			if s.rows[cells[first]].participant >= participant {
				return first
			}
		}
	}
	for first < end {
		if middle := (first + end) / 2; s.rows[cells[middle]].participant < participant {
			first = middle + 1
		} else {
			end = middle
		}
	}
	return first
}

// nearby is how many rows are tried before all are halved.
const nearby = 8
