package exporters_test

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
	_ "github.com/summitry/summitry/internal/samedraws"
	"github.com/summitry/summitry/timeline"
)

// derivedKeys are the columns that tell the rows of a derived table apart.
var derivedKeys = map[string]string{
	"participation":    "summit_id participant_id",
	"participant_year": "series_id year participant_id",
	"dyad_year":        "series_id year a_id b_id",
	"co_attendance":    "a_id b_id series_id",
	"streaks":          "series_id participant_id run",
	"topic_summit":     "summit_id topic_id",
	"topic_changes":    "was_summit_id is_summit_id",
	"topic_similarity": "a_summit_id b_summit_id",
}

// derivedRows read a derived table and write it again.
var derivedRows = map[string]func(rapid.TB, exporters.Table){
	"participation":    rewritten[attendance.Presence],
	"participant_year": rewritten[exporters.ParticipantYearRow],
	"dyad_year":        rewritten[exporters.DyadYearRow],
	"co_attendance":    rewritten[exporters.CoAttendanceRow],
	"streaks":          rewritten[exporters.StreakRow],
	"topic_summit":     rewritten[exporters.TopicSummitRow],
	"topic_changes":    rewritten[exporters.TopicChangeRow],
	"topic_similarity": rewritten[exporters.TopicSimilarityRow],
	"codebook":         rewritten[exporters.Column],
}

func read[R any](t rapid.TB, table exporters.Table) []R {
	t.Helper()
	rows, err := exporters.ReadCSV[R](strings.NewReader(write(t, exporters.WriteCSV, table)))
	require.NoError(t, err)
	return rows
}

func rewritten[R any](t rapid.TB, table exporters.Table) {
	t.Helper()
	text := write(t, exporters.WriteCSV, table)
	rows, err := exporters.ReadCSV[R](strings.NewReader(text))
	require.NoError(t, err)
	again := exporters.NewTable(table.Name(), table.Doc(), slices.Values(rows))
	if d := gocmp.Diff(text, write(t, exporters.WriteCSV, again)); d != "" {
		t.Fatalf("%s (-written +written again):\n%s", table.Name(), d)
	}
	require.Equal(t, table.Columns(), again.Columns())
}

// The whole of each table of a register that can be checked by hand: testdata/tiny has two series, a guest who declined, a
// suspended member, a code that changed, and a summit to come.
func TestDerivedOfTheSmallRegister(t *testing.T) {
	tables := exporters.Derived(load(t, folders(t)["tiny"]))
	for _, table := range append(tables, exporters.Codebook(tables...)) {
		t.Run(table.Name(), func(t *testing.T) {
			path, got := filepath.Join("testdata", "derived", table.Name()+".csv"), write(t, exporters.WriteCSV, table)
			if *exporters.Update {
				require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
				require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			if d := gocmp.Diff(string(want), got); d != "" {
				t.Errorf("run go test ./exporters -update (-want +got):\n%s", d)
			}
		})
	}
}

func TestDerivedAreReadBack(t *testing.T) {
	for name, folder := range folders(t) {
		if name == "built-in" && testing.Short() {
			continue
		}
		tables := exporters.Derived(load(t, folder))
		require.Len(t, tables, len(derivedRows)-1)
		for _, table := range append(tables, exporters.Codebook(tables...)) {
			t.Run(name+" "+table.Name(), func(t *testing.T) {
				require.Contains(t, derivedRows, table.Name())
				derivedRows[table.Name()](t, table)
				if name == "tiny" || strings.HasPrefix(table.Name(), "topic_") { // the others have many rows
					compareJSON(t, table)
				}
			})
		}
	}
}

func TestDerivedColumns(t *testing.T) {
	refs := []string{"actors"}
	for _, table := range exporters.Tables(attendance.Register{}) {
		refs = append(refs, table.Name())
	}
	for _, table := range exporters.Derived(attendance.Register{}) {
		require.NotEmpty(t, table.Doc(), table.Name())
		var key []string
		for _, c := range table.Columns() {
			require.Regexp(t, "^[a-z]+[0-9]*(_[a-z]+)*$", c.Name)
			require.NotEmpty(t, c.Doc, c.Name)
			require.False(t, strings.HasSuffix(c.Doc, "."), "%s: a line without full stop, not %q", c.Name, c.Doc)
			require.Equal(t, c.Type == "enum", c.Words != "", c.Name)
			require.Equal(t, strings.HasSuffix(c.Name, "_id") || c.Name == "in_place_of", c.Ref != "", "whether %s of %s has ids", c.Name, table.Name())
			if c.Ref != "" {
				require.Contains(t, refs, c.Ref)
			}
			if c.Key {
				require.True(t, c.Required, c.Name)
				key = append(key, c.Name)
			}
		}
		require.Equal(t, derivedKeys[table.Name()], strings.Join(key, " "))
		require.True(t, table.Columns()[0].Key, "a row begins with what it is")
	}
}

func TestDerivedOfNothing(t *testing.T) {
	for name, register := range map[string]attendance.Register{
		"the zero register":                {},
		"a gathering that nobody coded":    forum(),
		"a document without any gathering": readDocument(t, `{"series":[{"series_id":"forum","name":"Forum","tier":"leaders","summits":[]}],"participants":[{"participant_id":"XAA","kind":"state","name":"A","participant_codes":[]},{"participant_id":"XBB","kind":"state","name":"B","participant_codes":[]}],"groups":[],"people":[],"topics":[],"coverage":[],"sources":[]}`),
	} {
		t.Run(name, func(t *testing.T) {
			for _, table := range exporters.Derived(register) {
				derivedRows[table.Name()](t, table)
				rows := len(slices.Collect(keysOf(t, table)))
				require.Zero(t, rows, table.Name())
			}
		})
	}
	require.Equal(t, "table,column,type,key,required,ref,words,doc\n", write(t, exporters.WriteCSV, exporters.Codebook()))
	var zero attendance.Roll
	for _, table := range []exporters.Table{
		exporters.Participation(zero, attendance.Who{}), exporters.ParticipantYear(zero, attendance.Who{}), exporters.DyadYear(zero, attendance.Who{}),
		exporters.CoAttendance(zero, attendance.Who{}, attendance.Lift), exporters.Streaks(zero, attendance.Who{}),
		exporters.TopicSummit(timeline.Agenda{}), exporters.TopicChanges(timeline.Agenda{}), exporters.TopicSimilarity(timeline.Agenda{}),
	} {
		derivedRows[table.Name()](t, table)
	}
}

func TestCodebookOfATableThatCannotBeWritten(t *testing.T) {
	bad := exporters.NewTable("bad", "", slices.Values([]int{1}))
	good := exporters.NewTable("guests", "who came", slices.Values(guests))
	for _, book := range []exporters.Table{exporters.Codebook(bad), exporters.Codebook(good, bad), exporters.Codebook(bad, good)} {
		var b strings.Builder
		require.ErrorContains(t, exporters.WriteCSV(&b, book), "table bad")
		require.Empty(t, b.String())
	}
	if d := gocmp.Diff(append(good.Columns(), good.Columns()...), read[exporters.Column](t, exporters.Codebook(good, good))); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// keysOf gives the cells of the key of each row.
func keysOf(t rapid.TB, table exporters.Table) func(yield func(string) bool) {
	return func(yield func(string) bool) {
		columns := table.Columns()
		for cells, err := range table.Rows() {
			require.NoError(t, err)
			var key []string
			for i, c := range columns {
				if c.Key {
					key = append(key, cells[i])
				}
			}
			if !yield(strings.Join(key, ",")) {
				return
			}
		}
	}
}

// What the codebook promises of any table: a key is there once, lower bounds are not above upper ones, and what is recorded lies between.
func checkTable(t rapid.TB, table exporters.Table) {
	t.Helper()
	seen := make(map[string]bool)
	for key := range keysOf(t, table) {
		if seen[key] {
			t.Fatalf("%s has %s twice", table.Name(), key)
		}
		seen[key] = true
	}
	place := make(map[string]int)
	for i, c := range table.Columns() {
		place[c.Name] = i
	}
	for cells, err := range table.Rows() {
		require.NoError(t, err)
		inOrder := func(low, high string) {
			i, ok := place[low]
			k, both := place[high]
			if !ok || !both || (cells[i] == "" && strings.HasSuffix(high, "_max") && !strings.HasSuffix(low, "_min")) {
				return // the recorded value need not be there where bounds are
			}
			var x, y float64
			if n, _ := fmt.Sscan(cells[i]+" "+cells[k], &x, &y); n != 2 && cells[i]+cells[k] != "" {
				t.Fatalf("%s: %s %q and %s %q", table.Name(), low, cells[i], high, cells[k])
			}
			if x > y {
				t.Fatalf("%s: %s %s is above %s %s in %s", table.Name(), low, cells[i], high, cells[k], cells)
			}
		}
		for name := range place {
			if base, ok := strings.CutSuffix(name, "_min"); ok {
				inOrder(name, base+"_max")
				if i, ok := place[base]; ok && cells[i] != "" {
					inOrder(name, base)
					inOrder(base, base+"_max")
				}
			}
			inOrder(name+"_sure", name)
		}
	}
}

// A view is some terms on which tables can be made.
type view struct {
	register attendance.Register
	timeline timeline.Timeline
	rule     attendance.Rule
	ids      []timeline.ActorID
	who      attendance.Who
	plain    bool // only participants are asked about
	weight   attendance.Weight
	agenda   timeline.Agenda
}

func (v view) roll() attendance.Roll { return v.register.Roll(v.timeline, v.rule) }

func (v view) tables() []exporters.Table {
	return []exporters.Table{
		exporters.Participation(v.roll(), v.who), exporters.ParticipantYear(v.roll(), v.who), exporters.DyadYear(v.roll(), v.who),
		exporters.CoAttendance(v.roll(), v.who, v.weight), exporters.Streaks(v.roll(), v.who),
		exporters.TopicSummit(v.agenda), exporters.TopicChanges(v.agenda), exporters.TopicSimilarity(v.agenda),
	}
}

func drawView(t *rapid.T, register attendance.Register) view {
	v := view{register: register, weight: attendance.Weight(rapid.IntRange(0, 3).Draw(t, "weight"))}
	tracks := []string{""}
	for s := range register.Timeline().Sessions() {
		tracks = append(tracks, s.Track)
	}
	filter := timeline.Filter{Extraordinary: rapid.Bool().Draw(t, "extraordinary"), Track: rapid.SampledFrom(tracks).Draw(t, "track")}
	var err error
	v.timeline, err = register.Timeline().Select(filter)
	require.NoError(t, err)
	if rapid.Bool().Draw(t, "masked") {
		v.timeline = v.timeline.AsOf(timeline.Date{Year: rapid.IntRange(1990, 2026).Draw(t, "year")})
		v.timeline = v.timeline.Trusting(timeline.Confidence(rapid.IntRange(0, 3).Draw(t, "trust")))
	}
	v.rule = attendance.Rule{
		Rank:       attendance.Rank(rapid.IntRange(0, 4).Draw(t, "rank")),
		Capacity:   attendance.Capacity(rapid.IntRange(0, 2).Draw(t, "capacity")),
		NoStandIns: rapid.Bool().Draw(t, "no stand-ins"),
		NoVideo:    rapid.Bool().Draw(t, "no video"),
		Together:   rapid.Bool().Draw(t, "together"),
		Eligible:   attendance.Eligibility(rapid.IntRange(0, 2).Draw(t, "eligible")),
	}
	var participants, others []timeline.ActorID
	for p := range register.Participants() {
		participants = append(participants, p.ID)
	}
	for g := range register.Groups() {
		others = append(others, g.ID)
	}
	for p := range register.People() {
		others = append(others, p.ID)
	}
	v.ids = rapid.SliceOfNDistinct(rapid.SampledFrom(participants), 1, 4, rapid.ID).Draw(t, "participants")
	if v.plain = rapid.Bool().Draw(t, "plain"); !v.plain {
		v.ids = append(v.ids, rapid.SampledFrom(others).Draw(t, "other"))
	}
	v.who, err = register.Who(v.ids...)
	require.NoError(t, err)
	v.agenda = v.timeline.Agenda(timeline.Basis{
		Stage: timeline.Stage(rapid.IntRange(0, 2).Draw(t, "stage")), Depth: rapid.IntRange(0, 2).Draw(t, "depth"),
	})
	return v
}

// eachView draws terms on the register by hand and on the hard cases.
func eachView(t *testing.T, check func(t *rapid.T, v view)) {
	for _, name := range []string{"tiny", "cases"} {
		register := load(t, folders(t)[name])
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { check(t, drawView(t, register)) })
		})
	}
}

func TestDerivedOnAnyTerms(t *testing.T) {
	eachView(t, func(t *rapid.T, v view) {
		for _, table := range v.tables() {
			checkTable(t, table)
			derivedRows[table.Name()](t, table)
		}
	})
}

// The year tables are participation and co_attendance split by year, with nothing lost and nothing counted twice, but for those of whom
// nothing is on record in the year: these may have been there, and have no row.
func TestYearsAddUp(t *testing.T) {
	type sums struct{ gatherings, min, max int }
	eachView(t, func(t *rapid.T, v view) {
		held := make(map[timeline.SeriesID]int)
		for s := range v.timeline.Held() {
			held[s.Series]++
		}
		dyads, ties := make(map[string]sums), make(map[string]sums)
		for _, row := range read[exporters.DyadYearRow](t, exporters.DyadYear(v.roll(), v.who)) {
			key := fmt.Sprint(row.Series, row.A, row.B)
			s := dyads[key]
			dyads[key] = sums{s.gatherings + row.Gatherings, s.min + row.SharedMin, s.max + row.SharedMax}
		}
		for _, row := range read[exporters.CoAttendanceRow](t, exporters.CoAttendance(v.roll(), v.who, v.weight)) {
			ties[fmt.Sprint(row.Series, row.A, row.B)] = sums{held[row.Series], row.SharedMin, row.SharedMax}
			require.Equal(t, v.weight, row.Measure)
			require.Equal(t, row.HasValue == timeline.No, row.WeightMin == nil)
			if v.weight == attendance.Shared {
				require.Equal(t, []float64{float64(row.SharedMin), float64(row.SharedMax)}, []float64{*row.WeightMin, *row.WeightMax})
			}
		}
		for key, s := range dyads {
			whole, ok := ties[key]
			require.True(t, ok, key)
			require.Equal(t, whole.min, s.min, key)
			require.LessOrEqual(t, s.max, whole.max, key)
			require.LessOrEqual(t, s.gatherings, whole.gatherings, key)
			delete(ties, key)
		}
		for key, s := range ties {
			require.Zero(t, s.min, key)
		}
		if !v.plain {
			return
		}
		// The same from the matrix, a cell at a time.
		type tally struct{ gatherings, attendedMin, attendedMax, leaderMin, leaderMax, eligibleMin, eligibleMax, missedMin, missedMax int }
		add := func(least, most *int, truth timeline.Truth) {
			if truth == timeline.Yes {
				*least++
			}
			if truth != timeline.No {
				*most++
			}
		}
		want, got := make(map[string]tally), make(map[string]tally)
		leading := v
		leading.rule.Rank = attendance.Leader
		leaders := read[attendance.Presence](t, exporters.Participation(leading.roll(), v.who))
		for i, p := range read[attendance.Presence](t, exporters.Participation(v.roll(), v.who)) {
			s, _ := v.timeline.Summit(p.Summit)
			key := fmt.Sprint(s.Series, s.Start.Year, p.Participant)
			c := want[key]
			c.gatherings++
			add(&c.attendedMin, &c.attendedMax, p.Counts)
			add(&c.leaderMin, &c.leaderMax, leaders[i].Counts)
			add(&c.eligibleMin, &c.eligibleMax, p.Eligible)
			missed := timeline.Unknown
			if p.Eligible == timeline.No || p.Counts == timeline.Yes {
				missed = timeline.No
			} else if p.Eligible == timeline.Yes && p.Counts == timeline.No {
				missed = timeline.Yes
			}
			add(&c.missedMin, &c.missedMax, missed)
			want[key] = c
		}
		for _, row := range read[exporters.ParticipantYearRow](t, exporters.ParticipantYear(v.roll(), v.who)) {
			got[fmt.Sprint(row.Series, row.Year, row.Participant)] = tally{
				row.Gatherings, row.AttendedMin, row.AttendedMax, row.LeaderMin, row.LeaderMax, row.EligibleMin, row.EligibleMax, row.MissedMin, row.MissedMax,
			}
			require.Equal(t, row.EligibleMax == 0, row.RateMin == nil)
			if n := row.EligibleMin; n > 0 && n == row.EligibleMax {
				require.Equal(t, float64(n-row.MissedMax)/float64(n), *row.RateMin)
				require.Equal(t, float64(n-row.MissedMin)/float64(n), *row.RateMax)
			}
		}
		for key, c := range want {
			if _, ok := got[key]; !ok {
				require.Zero(t, c.attendedMin, key)
				delete(want, key)
			}
		}
		require.Equal(t, want, got)
	})
}

// A streak is what the history of the participant says on the gatherings of that series alone.
func TestStreaksAreOfOneSeries(t *testing.T) {
	eachView(t, func(t *rapid.T, v view) {
		var want []exporters.StreakRow
		for series := range v.register.Timeline().Series() {
			of, err := v.timeline.Select(timeline.Filter{Series: series.ID, Extraordinary: true})
			require.NoError(t, err)
			roll := v.register.Roll(of, v.rule)
			for id, h := range roll.Each(roll.Concerned(v.who)) {
				for kind, run := range []timeline.Run{h.Longest(), h.Current()} {
					if run.Listed == 0 {
						continue
					}
					row := exporters.StreakRow{
						Series: series.ID, Participant: id, Run: exporters.Longest, LengthMin: run.Length.Min, LengthMax: run.Length.Max, From: run.From, To: run.To,
						Ended: run.Ended, Through: run.Through, Listed: run.Listed, Certain: run.Certain(), Closed: run.Closed,
					}
					if kind == 1 {
						row.Run = exporters.Current
					}
					require.LessOrEqual(t, len(run.Why), 1, "one reason at the most is told")
					for _, why := range run.Why {
						row.Why = why.End
					}
					want = append(want, row)
				}
			}
		}
		if d := gocmp.Diff(want, read[exporters.StreakRow](t, exporters.Streaks(v.roll(), v.who))); d != "" {
			t.Fatalf("(-want +got):\n%s", d)
		}
	})
}

// The two other topic tables are counts of topic_summit.
func TestTopicsAddUp(t *testing.T) {
	eachView(t, func(t *rapid.T, v view) {
		named := make(map[timeline.SummitID]map[timeline.TopicID]bool)
		complete, sureNot := make(map[timeline.SummitID]bool), make(map[string]bool)
		series := make(map[timeline.SeriesID][]timeline.SummitID)
		for e := range v.agenda.All() {
			named[e.Summit] = make(map[timeline.TopicID]bool)
			s, _ := v.timeline.Summit(e.Summit)
			series[s.Series] = append(series[s.Series], e.Summit)
		}
		for _, row := range read[exporters.TopicSummitRow](t, exporters.TopicSummit(v.agenda)) {
			require.Equal(t, row.Named == timeline.Yes, row.Documents > 0)
			require.False(t, row.Complete && row.Named == timeline.Unknown, "what is complete is not unknown")
			named[row.Summit][row.Topic] = row.Named == timeline.Yes
			complete[row.Summit] = row.Complete
			sureNot[fmt.Sprint(row.Summit, row.Topic)] = row.Named == timeline.No
		}
		count := func(of func(timeline.TopicID) bool) int {
			all := make(map[timeline.TopicID]bool)
			for _, topics := range named {
				for id := range topics {
					all[id] = true
				}
			}
			n := 0
			for id := range all {
				if of(id) {
					n++
				}
			}
			return n
		}
		rows := 0
		for _, row := range read[exporters.TopicChangeRow](t, exporters.TopicChanges(v.agenda)) {
			rows++
			line := series[row.Series]
			at := slices.Index(line, row.Is)
			require.Equal(t, row.Was, line[at-1])
			was, is := named[row.Was], named[row.Is]
			before := func(id timeline.TopicID) bool {
				return slices.ContainsFunc(line[:at], func(s timeline.SummitID) bool { return named[s][id] })
			}
			want := []int{
				count(func(id timeline.TopicID) bool { return was[id] }), count(func(id timeline.TopicID) bool { return is[id] }),
				count(func(id timeline.TopicID) bool { return was[id] && is[id] }),
				count(func(id timeline.TopicID) bool { return is[id] && !was[id] }),
				count(func(id timeline.TopicID) bool { return is[id] && sureNot[fmt.Sprint(row.Was, id)] }),
				count(func(id timeline.TopicID) bool { return was[id] && !is[id] }),
				count(func(id timeline.TopicID) bool { return was[id] && sureNot[fmt.Sprint(row.Is, id)] }),
				count(func(id timeline.TopicID) bool { return is[id] && !before(id) }),
				count(func(id timeline.TopicID) bool {
					return is[id] && !slices.ContainsFunc(line[:at], func(s timeline.SummitID) bool { return !sureNot[fmt.Sprint(s, id)] })
				}),
				count(func(id timeline.TopicID) bool { return is[id] && !was[id] && before(id) }),
				count(func(id timeline.TopicID) bool { return is[id] && sureNot[fmt.Sprint(row.Was, id)] && before(id) }),
			}
			require.Equal(t, want, []int{
				row.TopicsWas, row.TopicsIs, row.Kept, row.Added, row.AddedSure, row.Dropped, row.DroppedSure, row.New, row.NewSure, row.Returned, row.ReturnedSure,
			})
			require.Equal(t, row.TopicsIs > 0, row.Novelty != nil)
			if row.TopicsIs > 0 {
				require.InDelta(t, 1, *row.Novelty+float64(row.Returned+row.Kept)/float64(row.TopicsIs), 1e-12, "new, returned and kept are all")
			}
			if row.Jaccard != nil {
				require.InDelta(t, 1, *row.Jaccard+*row.Turnover, 1e-12)
			}
			if len(named) > 0 && len(sureNot) > 0 {
				require.Equal(t, []bool{complete[row.Was], complete[row.Is]}, []bool{row.CompleteWas, row.CompleteIs})
			}
		}
		for _, line := range series {
			rows -= len(line) - 1
		}
		require.Zero(t, rows, "each gathering but the first of a series has a row")
		order := make(map[timeline.SummitID]int)
		for e := range v.agenda.All() {
			order[e.Summit] = len(order)
		}
		pairs := 0
		for _, row := range read[exporters.TopicSimilarityRow](t, exporters.TopicSimilarity(v.agenda)) {
			pairs++
			require.Less(t, order[row.A], order[row.B])
			a, b := named[row.A], named[row.B]
			kept := count(func(id timeline.TopicID) bool { return a[id] && b[id] })
			require.Equal(t, []int{kept, count(func(id timeline.TopicID) bool { return b[id] }) - kept, count(func(id timeline.TopicID) bool { return a[id] }) - kept},
				[]int{row.Kept, row.Added, row.Dropped})
		}
		require.Equal(t, len(order)*(len(order)-1)/2, pairs)
	})
}

// Rows come in the order that is documented.
func TestDerivedOrder(t *testing.T) {
	for name, folder := range folders(t) {
		t.Run(name, func(t *testing.T) {
			if name == "built-in" && testing.Short() {
				t.Skip("large")
			}
			checkOrder(t, load(t, folder))
		})
	}
}

func checkOrder(t *testing.T, register attendance.Register) {
	at := make(map[string]string)
	for s := range register.Timeline().Summits() {
		at[string(s.ID)] = fmt.Sprintf("%06d", len(at))
	}
	orders := map[string]string{"co_attendance": "series_id a_id b_id"} // for the others it is that of the key
	for _, table := range exporters.Derived(register) {
		order := strings.Fields(cmp.Or(orders[table.Name()], derivedKeys[table.Name()]))
		if table.Name() == "topic_changes" {
			order = []string{"series_id", "is_summit_id"}
		}
		place := make(map[string]int)
		for i, c := range table.Columns() {
			place[c.Name] = i
		}
		var last []string
		for cells, err := range table.Rows() {
			require.NoError(t, err)
			var key []string
			for _, name := range order {
				cell := cells[place[name]]
				if strings.HasSuffix(name, "summit_id") {
					cell = at[cell]
				}
				if name == "run" {
					cell = map[string]string{"longest": "1", "current": "2"}[cell]
				}
				key = append(key, cell)
			}
			if slices.Compare(last, key) >= 0 {
				t.Fatalf("%s: %s comes after %s", table.Name(), key, last)
			}
			last = key
		}
	}
}

// A code is that of the end of the year, or the last that held during it.
func TestCodesOfYears(t *testing.T) {
	day := func(text string) timeline.Date {
		d, err := timeline.ParseDate(text)
		require.NoError(t, err)
		return d
	}
	gatherings := timeline.Tables{Series: []timeline.Series{{ID: "forum", Name: "Forum", Tier: timeline.LeadersTier, Group: "forum"}}}
	for year := 1989; year <= 1994; year++ {
		gatherings.Summits = append(gatherings.Summits, timeline.Summit{
			ID: timeline.SummitID(fmt.Sprintf("forum-%d", year)), Series: "forum", Name: "Summit", Kind: timeline.Regular, Status: timeline.Held, Format: timeline.InPerson,
			Start: timeline.Date{Year: year, Month: 6, Day: 1}, End: timeline.Date{Year: year, Month: 6, Day: 1},
		})
	}
	register, err := attendance.New(gatherings, attendance.Tables{
		Participants: []attendance.Participant{{ID: "XAA", Kind: attendance.State, Name: "A"}, {ID: "XBB", Kind: attendance.State, Name: "B"}},
		Groups:       []attendance.Group{{ID: "forum", Kind: attendance.BodyGroup, Name: "Forum"}},
		Memberships: []attendance.Membership{ // so that they have rows
			{Group: "forum", Participant: "XAA", Standing: attendance.MemberStanding, From: day("1980")},
			{Group: "forum", Participant: "XBB", Standing: attendance.MemberStanding, From: day("1980")},
		},
		Codes: []attendance.Code{
			{Participant: "XAA", Scheme: attendance.COW, Code: "260", From: day("1955"), Until: day("1990-10-02")},
			{Participant: "XAA", Scheme: attendance.COW, Code: "255", From: day("1990-10-03"), Until: day("1992")},
			{Participant: "XAA", Scheme: attendance.COW, Code: "256", From: day("1994-12")},
			{Participant: "XAA", Scheme: attendance.GW, Code: "999", Until: day("1991-01-01")},
			{Participant: "XAA", Scheme: attendance.M49, Code: "016"},
			{Participant: "XAA", Scheme: attendance.Wikidata, Code: "Q1"},
			{Participant: "XBB", Scheme: attendance.COW, Code: "300", From: day("1991-12-31"), Until: day("1991-12-31")},
			{Participant: "XBB", Scheme: attendance.GW, Code: "700"},
			{Participant: "XBB", Scheme: attendance.GW, Code: "701", From: day("1991-03-01"), Until: day("1991-03-31")},
		},
	})
	require.NoError(t, err)
	roll := register.Roll(register.Timeline(), attendance.Rule{})
	var got []string
	for _, row := range read[exporters.ParticipantYearRow](t, exporters.ParticipantYear(roll, register.Everybody())) {
		if row.Participant == "XAA" {
			got = append(got, fmt.Sprintf("%d %s %s %s", row.Year, row.COW, row.GW, row.M49))
		} else if row.GW != "700" {
			t.Errorf("%d: %s was not the last code of the year", row.Year, row.GW)
		}
	}
	want := []string{"1989 260 999 016", "1990 255 999 016", "1991 255 999 016", "1992 255  016", "1993   016", "1994 256  016"}
	if d := gocmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
	got = nil
	for _, row := range read[exporters.DyadYearRow](t, exporters.DyadYear(roll, register.Everybody())) {
		got = append(got, fmt.Sprintf("%d %s %s", row.Year, row.COWA, row.COWB))
	}
	want = []string{"1989 260 ", "1990 255 ", "1991 255 300", "1992 255 ", "1993  ", "1994 256 "}
	if d := gocmp.Diff(want, got); d != "" {
		t.Errorf("(-want +got):\n%s", d)
	}
}

// The tables are streams: they can be left after the first row, and be written again.
func TestDerivedCanBeLeftEarly(t *testing.T) {
	if testing.Short() {
		t.Skip("large")
	}
	for _, table := range exporters.Derived(load(t, folders(t)["built-in"])) {
		first := write(t, exporters.WriteCSV, table)
		require.Equal(t, first, write(t, exporters.WriteCSV, table), table.Name())
		for cells, err := range table.Rows() {
			require.NoError(t, err)
			require.Equal(t, strings.SplitN(first, "\n", 3)[1], joined(t, cells), table.Name())
			break
		}
	}
}

func joined(t *testing.T, cells []string) string {
	t.Helper()
	for i, cell := range cells {
		if strings.ContainsAny(cell, ",\"") {
			cells[i] = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
		}
	}
	return strings.Join(cells, ",")
}
