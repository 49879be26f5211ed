package dataset_test

import (
	"math/rand/v2"
	"reflect"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// A question is one call of something exported that reads.
type question struct {
	name string
	ask  func() []any
}

// drained gives what an iterator yields, and other values as they are.
func drained(v reflect.Value) any {
	t := v.Type()
	if t.Kind() != reflect.Func || t.NumIn() != 1 || t.In(0).Kind() != reflect.Func {
		return v.Interface()
	}
	list := []any{}
	if t.In(0).NumIn() == 1 {
		for x := range v.Seq() {
			list = append(list, drained(x))
		}
	} else {
		for x, y := range v.Seq2() {
			list = append(list, [2]any{drained(x), drained(y)})
		}
	}
	return list
}

// questions asks each exported method of a value, with arguments by their types.
func questions(t *testing.T, of any, arguments map[reflect.Type]any) []question {
	t.Helper()
	var list []question
	v := reflect.ValueOf(of)
	for i := range v.NumMethod() {
		method, name := v.Method(i), v.Type().String()+"."+v.Type().Method(i).Name
		var in []reflect.Value
		for k := range method.Type().NumIn() {
			want := method.Type().In(k)
			if method.Type().IsVariadic() && k == method.Type().NumIn()-1 {
				want = want.Elem()
			}
			argument, ok := arguments[want]
			if !ok {
				t.Errorf("%s wants a %s: say what to call it with", name, want)
			}
			if ok {
				in = append(in, reflect.ValueOf(argument))
			}
		}
		list = append(list, question{name, func() []any {
			var out []any
			for _, result := range method.Call(in) {
				out = append(out, drained(result))
			}
			return out
		}})
	}
	return list
}

// same compares answers by their methods Equal, and field by field without one. How evidence is found is a function: what it finds is compared.
func same(a, b []any) bool {
	return cmp.Equal(a, b, cmp.Exporter(func(reflect.Type) bool { return true }), cmp.FilterPath(func(p cmp.Path) bool {
		return p.Last().Type().Kind() == reflect.Func
	}, cmp.Ignore()))
}

// Everything that reads can be called by many at once: they get what one alone gets. With the race detector this says too that nothing is
// written behind the scenes.
func TestManyReaders(t *testing.T) {
	data, fresh := tinyData(t), tinyData(t) // of the fresh one nobody has asked anything
	all := data.Timeline()
	agenda := all.Agenda(timeline.Basis{})
	roll := data.Roll(all, attendance.Rule{Eligible: attendance.Invited})
	var summit timeline.SummitID
	var session timeline.SessionID
	var source timeline.Source
	for s := range all.Held() {
		summit = s.ID
	}
	for s := range all.Sessions() {
		session = s.ID
	}
	for s := range all.Sources() {
		source = s
	}
	var topic timeline.Topic
	for x := range all.Topics() {
		topic = x
	}
	var actor timeline.ActorID
	var history timeline.History
	var first timeline.Occasion
	for id, h := range roll.Each(data.Everybody()) {
		if o, ok := h.First(); ok {
			actor, history, first = id, h, o
		}
	}
	require.NotEmpty(t, first)
	day, err := timeline.ParseDate("2002-06-01")
	require.NoError(t, err)
	arguments := map[reflect.Type]any{}
	for _, a := range []any{
		summit, session, source, source.ID, topic, actor, day, first, data.Everybody(), history, all, data.Register, 2, string(actor), timeline.High,
		timeline.List[timeline.SourceID]{source.ID},
		timeline.Basis{},
		timeline.Filter{},
		attendance.Rule{},
		attendance.Newman,
	} {
		arguments[reflect.TypeOf(a)] = a
	}
	var list []question
	for _, of := range []any{all, agenda, history, data.Register, roll, data} {
		if _, ok := of.(timeline.Agenda); ok {
			arguments[reflect.TypeFor[string]()] = topic.Label
		} else {
			arguments[reflect.TypeFor[string]()] = string(actor)
		}
		list = append(list, questions(t, of, arguments)...)
	}
	list = append(list, question{"Answers", func() []any { return []any{drained(reflect.ValueOf(dataset.Answers(data)))} }})
	for _, table := range append(exporters.Tables(data.Register), exporters.Derived(data.Register)...) {
		list = append(list, question{"table " + table.Name(), func() []any {
			rows := [][]string{}
			for cells, err := range table.Rows() {
				rows = append(rows, append([]string{}, cells...))
				if err != nil {
					return []any{err}
				}
			}
			return []any{rows}
		}})
	}
	require.Greater(t, len(list), 90)
	want := make([][]any, len(list))
	for i, q := range list {
		want[i] = q.ask()
		require.True(t, same(want[i], q.ask()), "%s gives one thing and then another", q.name)
	}
	var readers sync.WaitGroup
	for range 8 {
		readers.Go(func() {
			for _, i := range rand.Perm(len(list)) {
				if !same(want[i], list[i].ask()) {
					t.Errorf("%s gives something else while others read", list[i].name)
				}
			}
			for range dataset.Answers(fresh) {
			}
			for _, table := range exporters.Derived(fresh.Register) {
				for range table.Rows() {
				}
			}
		})
	}
	readers.Wait()
}
