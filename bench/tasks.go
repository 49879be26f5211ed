package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"syscall"
	"time"

	"github.com/gocarina/gocsv"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/timeline"
)

// A result is what one run of a task took. Every program prints one, as JSON.
type result struct {
	Seconds float64 `json:"seconds"`
	CPU     float64 `json:"cpu,omitempty"`    // seconds of all threads, which other work on the machine changes less
	Rows    int     `json:"rows"`             // of what was made, the same for all programs
	Live    float64 `json:"live,omitempty"`   // bytes that the register takes, after a collection of garbage
	Detail  string  `json:"detail,omitempty"` // for people
}

// A taskRun prepares a task and gives what is measured.
type taskRun func(folder, out string) (run func() (result, error), err error)

var ourTasks = map[string]taskRun{
	"open": openTask, "question": questionTask, "read": readTask, "csv": exportTask(exporters.WriteCSV), "jsonl": exportTask(exporters.WriteJSONLines),
	"newman": newmanTask, "streaks": streaksTask, "matrix": matrixTask, "whole": wholeTask,
}

var gocsvTasks = map[string]taskRun{"read": gocsvReadTask, "csv": gocsvWriteTask}

// runTask runs a task in this process and prints its result.
func runTask(name, folder, out string, alone bool, cpu, memory string) error {
	of := ourTasks
	if alone {
		of = gocsvTasks
	}
	prepare, ok := of[name]
	if !ok {
		return fmt.Errorf("no task %q", name)
	}
	run, err := prepare(folder, out)
	if err != nil {
		return err
	}
	var profile *os.File
	if cpu != "" {
		if profile, err = os.Create(cpu); err != nil {
			return err
		}
		if err := pprof.StartCPUProfile(profile); err != nil {
			return err
		}
	}
	start, before := time.Now(), cpuSeconds()
	r, err := run()
	if r.Seconds == 0 {
		r.Seconds, r.CPU = time.Since(start).Seconds(), cpuSeconds()-before
	}
	if profile != nil {
		pprof.StopCPUProfile()
		err = errors.Join(err, profile.Close())
	}
	if err != nil {
		return err
	}
	if memory != "" {
		if err := toFile(memory, func(w io.Writer) error { return pprof.Lookup("allocs").WriteTo(w, 0) }); err != nil {
			return err
		}
	}
	return json.NewEncoder(os.Stdout).Encode(r)
}

func load(folder string) (dataset.Data, error) { return dataset.Load(os.DirFS(folder)) }

// cpuSeconds gives what all threads of the process have used, and nothing where the system does not tell.
func cpuSeconds() float64 {
	var u syscall.Rusage
	if syscall.Getrusage(syscall.RUSAGE_SELF, &u) != nil {
		return 0
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano()).Seconds()
}

// live gives the bytes that are in use.
func live() float64 {
	runtime.GC()
	runtime.GC() // what the first one finalised
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return float64(m.HeapAlloc)
}

func records(r attendance.Register) int {
	n := 0
	for range r.Records() {
		n++
	}
	return n
}

// timed gives the median time of some runs.
func timed(times int, run func() error) (float64, error) {
	var seconds []float64
	for range times {
		start := time.Now()
		if err := run(); err != nil {
			return 0, err
		}
		seconds = append(seconds, time.Since(start).Seconds())
	}
	return median(seconds), nil
}

func openTask(string, string) (func() (result, error), error) {
	return func() (result, error) {
		seconds, err := timed(20, func() error {
			_, err := dataset.Open()
			return err
		})
		return result{Seconds: seconds}, err
	}, nil
}

func questionTask(string, string) (func() (result, error), error) {
	data, err := dataset.Open()
	if err != nil {
		return nil, err
	}
	return func() (result, error) {
		var worst result
		var all []string
		for _, q := range questions(data) {
			seconds, err := timed(20, q.ask)
			if err != nil {
				return worst, fmt.Errorf("%s: %w", q.name, err)
			}
			all = append(all, q.name+" "+duration(seconds))
			worst.Seconds = max(worst.Seconds, seconds)
		}
		worst.Detail = strings.Join(all, ", ")
		return worst, nil
	}, nil
}

type question struct {
	name string
	ask  func() error
}

// questions are single ones, each from the narrowing of the timeline to the evidence of the answer.
func questions(data dataset.Data) []question {
	history := func(series timeline.SeriesID, who timeline.ActorID, rule attendance.Rule, ask func(timeline.History) bool) func() error {
		return func() error {
			of, err := data.Timeline().Select(timeline.Filter{Series: series})
			if err != nil {
				return err
			}
			actors, err := data.Who(who)
			if err == nil {
				ask(data.Roll(of, rule).Of(actors))
			}
			return err
		}
	}
	leaders := attendance.Rule{Rank: attendance.Leader}
	between := func(ask func(timeline.Timeline, attendance.Roll) error) func() error {
		return func() error {
			nato, err := data.Timeline().Select(timeline.Filter{Series: "nato"})
			if err != nil {
				return err
			}
			return ask(nato, data.Roll(nato, leaders))
		}
	}
	const was, is = "nato-2023-vilnius", "nato-2024-washington"
	return []question{
		{"first, of four together", history("nato", "ip4", attendance.Rule{Rank: attendance.Leader, Together: true}, func(h timeline.History) bool {
			first, ok := h.First()
			return ok && first.Certain()
		})},
		{"longest run", history("nato", "ip4", leaders, func(h timeline.History) bool { return h.Longest().Certain() })},
		{"current run", history("g20", "FRA", leaders, func(h timeline.History) bool { return h.Current().Certain() })},
		{"rate", history("nato", "TUR", leaders, func(h timeline.History) bool { return h.Rate().Certain() })},
		{"first of a body", history("g20", "nato", leaders, func(h timeline.History) bool {
			first, ok := h.First()
			return ok && first.Certain()
		})},
		{"who was there", between(func(_ timeline.Timeline, roll attendance.Roll) error {
			entry, err := roll.At(is, data.Everybody())
			entry.Evidence.Weak()
			return err
		})},
		{"who is new", between(func(_ timeline.Timeline, roll attendance.Roll) error {
			change, err := roll.Compare(was, is, data.Everybody())
			change.Evidence.Weak()
			return err
		})},
		{"one tie", between(func(_ timeline.Timeline, roll attendance.Roll) error {
			japan, err := data.Who("JPN")
			if err != nil {
				return err
			}
			australia, err := data.Who("AUS")
			for p := range roll.Pairs(japan, australia, attendance.Newman) {
				p.Evidence.Weak()
			}
			return err
		})},
		{"topics compared", between(func(nato timeline.Timeline, _ attendance.Roll) error {
			change, err := nato.Agenda(timeline.Basis{Stage: timeline.Reported}).Compare(was, is)
			change.Evidence.Weak()
			return err
		})},
		{"first of a topic", between(func(nato timeline.Timeline, _ attendance.Roll) error {
			agenda := nato.Agenda(timeline.Basis{Stage: timeline.Reported})
			topic, err := agenda.Topic("support for Ukraine")
			if first, ok := agenda.Of(topic).First(); ok {
				first.Certain()
			}
			return err
		})},
	}
}

// readTask takes the time of reading, and then what it left in memory.
func readTask(folder, _ string) (func() (result, error), error) {
	before := live()
	return func() (result, error) {
		start, used := time.Now(), cpuSeconds()
		data, err := load(folder)
		if err != nil {
			return result{}, err
		}
		r := result{Seconds: time.Since(start).Seconds(), CPU: cpuSeconds() - used, Rows: records(data.Register)}
		r.Live = live() - before
		runtime.KeepAlive(data)
		return r, nil
	}, nil
}

func exportTask(write func(io.Writer, exporters.Table) error) taskRun {
	return func(folder, out string) (func() (result, error), error) {
		data, err := load(folder)
		if err != nil {
			return nil, err
		}
		tables := exporters.Tables(data.Register)
		table := tables[slices.IndexFunc(tables, func(t exporters.Table) bool { return t.Name() == "attendance" })]
		return func() (result, error) {
			return result{Rows: records(data.Register)}, toFile(filepath.Join(out, "attendance"), func(w io.Writer) error { return write(w, table) })
		}, nil
	}
}

func toFile(path string, write func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(write(f), f.Close())
}

// regular is the roll of the regular gatherings, whoever was sent.
func regular(data dataset.Data) (attendance.Roll, error) {
	t, err := data.Timeline().Select(timeline.Filter{})
	return data.Roll(t, attendance.Rule{Eligible: attendance.Invited}), err
}

// newmanTask gives how many gatherings all pairs surely shared together, which the others must find too.
func newmanTask(folder, _ string) (func() (result, error), error) {
	data, err := load(folder)
	if err != nil {
		return nil, err
	}
	return func() (result, error) {
		roll, err := regular(data)
		shared, weight := 0, 0.0
		for p := range roll.Pairs(data.Everybody(), data.Everybody(), attendance.Newman) {
			shared += p.Shared.Min
			weight += p.Weight.Least
		}
		return result{Rows: shared, Detail: fmt.Sprintf("weights add up to %.0f", weight)}, err
	}, nil
}

func streaksTask(folder, _ string) (func() (result, error), error) {
	data, err := load(folder)
	if err != nil {
		return nil, err
	}
	return func() (result, error) {
		roll, err := regular(data)
		n := 0
		for _, h := range roll.Each(roll.Concerned(data.Everybody())) {
			n += h.Longest().Length.Max + h.Current().Length.Max + h.Rate().Yes.Max
		}
		return result{Rows: n}, err
	}, nil
}

func matrixTask(folder, _ string) (func() (result, error), error) {
	data, err := load(folder)
	if err != nil {
		return nil, err
	}
	return func() (result, error) {
		roll, err := regular(data)
		if err != nil {
			return result{}, err
		}
		start, n := time.Now(), 0
		for range roll.Presences(data.Everybody()) {
			n++
		}
		presences := time.Since(start)
		for range roll.Timeline().Agenda(timeline.Basis{Stage: timeline.Reported}).Pairs() {
			n++
		}
		return result{Rows: n, Detail: fmt.Sprintf("presences %.2f s, topics %.2f s", presences.Seconds(), (time.Since(start) - presences).Seconds())}, nil
	}, nil
}

// wholeTask takes the time of each part for people.
func wholeTask(folder, out string) (func() (result, error), error) {
	return func() (result, error) {
		start := time.Now()
		data, err := load(folder)
		if err != nil {
			return result{}, err
		}
		detail := fmt.Sprintf("read %.1f s", time.Since(start).Seconds())
		for _, t := range append(exporters.Tables(data.Register), exporters.Derived(data.Register)...) {
			from := time.Now()
			if err := toFile(filepath.Join(out, t.Name()+".csv"), func(w io.Writer) error { return exporters.WriteCSV(w, t) }); err != nil {
				return result{}, err
			}
			if took := time.Since(from).Seconds(); took > 0.1 {
				detail += fmt.Sprintf(", %s %.1f s", t.Name(), took)
			}
		}
		return result{Rows: records(data.Register), Detail: detail}, nil
	}, nil
}

func gocsvReadTask(folder, _ string) (func() (result, error), error) {
	before := live()
	return func() (result, error) {
		start, used := time.Now(), cpuSeconds()
		rows, err := gocsvRead(folder)
		if err != nil {
			return result{}, err
		}
		r := result{Seconds: time.Since(start).Seconds(), CPU: cpuSeconds() - used, Rows: len(rows)}
		r.Live = live() - before
		runtime.KeepAlive(rows)
		return r, nil
	}, nil
}

func gocsvRead(folder string) ([]attendance.Record, error) {
	f, err := os.Open(filepath.Join(folder, "attendance.csv"))
	if err != nil {
		return nil, err
	}
	var rows []attendance.Record
	return rows, errors.Join(gocsv.UnmarshalFile(f, &rows), f.Close())
}

func gocsvWriteTask(folder, out string) (func() (result, error), error) {
	rows, err := gocsvRead(folder)
	if err != nil {
		return nil, err
	}
	return func() (result, error) {
		return result{Rows: len(rows)}, toFile(filepath.Join(out, "attendance"), func(w io.Writer) error { return gocsv.Marshal(rows, w) })
	}, nil
}
