package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"time"
)

// A measurement is the runs of a task on a register by a program.
type measurement struct {
	task     task
	register register
	program  string
	seconds  []float64
	cpu      []float64
	peaks    []float64
	last     result
	failed   string // why there is no time
}

func (m *measurement) String() string {
	return fmt.Sprintf("%s, %s, %s", m.task.name, m.register.name, m.program)
}

func median(x []float64) float64 {
	x = slices.Sorted(slices.Values(x))
	if n := len(x); n%2 == 0 {
		return (x[n/2-1] + x[n/2]) / 2
	}
	return x[len(x)/2]
}

type bench struct {
	work         string
	times        int
	limit        time.Duration
	self         string            // this program
	python, node string            // empty if not here
	missing      []string          // programs that are not here, and why
	versions     map[string]string // of those that are
	measurements []*measurement
}

func newBench(work string, times int, limit time.Duration, only *regexp.Regexp) (*bench, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	if times < 1 {
		return nil, errors.New("want at least one run of each task")
	}
	b := &bench{work: work, times: times, limit: limit, self: self, versions: map[string]string{gocsvAlone: "v0.0.0-20240520201108-78e41c74b4b1"}}
	for _, dir := range []string{"registers", "out", "peers"} {
		if err := os.MkdirAll(filepath.Join(work, dir), 0o777); err != nil {
			return nil, err
		}
	}
	if err := b.findPeers(); err != nil {
		return nil, err
	}
	for _, t := range tasks {
		for _, r := range t.registers {
			for _, p := range t.programs {
				name, _, _ := strings.Cut(p, " ")
				m := &measurement{task: t, register: r, program: p}
				if (p == ours || b.versions[name] != "") && only.MatchString(m.String()) {
					b.measurements = append(b.measurements, m)
				}
			}
		}
	}
	return b, nil
}

// findPeers looks for Python's libraries where Debian puts them, and gets DuckDB and polars by npm.
func (b *bench) findPeers() error {
	for _, python := range []string{"/usr/bin/python3", "python3"} {
		if path, err := exec.LookPath(python); err == nil && exec.Command(path, "-c", "import pandas").Run() == nil {
			b.python = path
			break
		}
	}
	for _, library := range []string{pandas, networkx} {
		if b.python == "" {
			b.missing = append(b.missing, library+": there is no Python that has pandas")
			continue
		}
		version, err := exec.Command(b.python, "-c", fmt.Sprintf("import %s; print(%[1]s.__version__)", library)).Output()
		if err != nil {
			b.missing = append(b.missing, library+": "+b.python+" does not have it")
			continue
		}
		b.versions[library] = strings.TrimSpace(string(version))
	}
	node, err := exec.LookPath("node")
	if err != nil {
		b.missing = append(b.missing, "duckdb and polars: there is no node")
		return nil
	}
	b.node = node
	dir := filepath.Join(b.work, "peers")
	for _, name := range []string{"package.json", "duckdb.mjs", "polars.mjs"} {
		text, err := os.ReadFile(filepath.Join("peers", name))
		if err != nil {
			return fmt.Errorf("run this in its own folder: %w", err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o666); err != nil {
			return err
		}
	}
	install := exec.Command("npm", "install", "--silent", "--no-audit", "--no-fund", "--no-package-lock")
	install.Dir = dir
	if text, err := install.CombinedOutput(); err != nil {
		b.missing = append(b.missing, fmt.Sprintf("duckdb and polars: npm install: %v %s", err, text))
		return nil
	}
	for _, library := range []string{duckdb, polars} {
		version := exec.Command(node, library+".mjs", "version")
		version.Dir = dir
		text, err := version.Output()
		if err != nil {
			b.missing = append(b.missing, fmt.Sprintf("%s: %v", library, err)) // it has no build for this system
			continue
		}
		b.versions[library] = strings.TrimSpace(string(text))
	}
	return nil
}

// folder gives the folder of a register, which is made if it is not there yet.
func (b *bench) folder(r register) (string, error) {
	if r.rows == 0 {
		return "", nil
	}
	args := append([]string{fmt.Sprintf("-rows=%d", r.rows)}, r.flags...)
	dir := filepath.Join(b.work, "registers", strings.NewReplacer("-", "", "=", "-").Replace(strings.Join(args, "_")))
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	log.Printf("making %s", dir)
	part := dir + ".part"
	if err := os.RemoveAll(part); err != nil {
		return "", err
	}
	if text, err := exec.Command("go", append(append([]string{"run", "./gen"}, args...), part)...).CombinedOutput(); err != nil {
		return "", fmt.Errorf("gen: %w: %s", err, text)
	}
	return dir, os.Rename(part, dir)
}

// run takes the programs of a task in turn, as often as asked, so that what else the machine does falls on all of them. What fails is
// not run again, and the page says why. It stops when ctx does, with what was measured until then.
func (b *bench) run(ctx context.Context) error {
	for _, t := range tasks {
		for _, r := range t.registers {
			var some []*measurement
			for _, m := range b.measurements {
				if m.task.name == t.name && m.register.name == r.name {
					some = append(some, m)
				}
			}
			if len(some) == 0 {
				continue
			}
			folder, err := b.folder(r)
			if err != nil {
				return err
			}
			for round := range b.times {
				for _, m := range some {
					if ctx.Err() != nil {
						return nil
					}
					if m.failed != "" || (round > 0 && (r.once || m.program == networkx)) { // networkx takes minutes
						continue
					}
					if err := b.once(ctx, m, folder); err != nil && ctx.Err() == nil {
						m.failed = err.Error()
						log.Printf("%v: %s", m, m.failed)
					}
				}
			}
			agree(some)
		}
	}
	return nil
}

// agree wants all programs to have made the same number of rows, or of a projection to have found as many gatherings shared.
func agree(some []*measurement) {
	for _, m := range some {
		if first := some[0]; m.failed == "" && first.failed == "" && m.last.Rows != first.last.Rows {
			m.failed = fmt.Sprintf("finds %d, where %s finds %d", m.last.Rows, first.program, first.last.Rows)
			log.Printf("%v: %s", m, m.failed)
		}
	}
}

// once runs a task in a process of its own.
func (b *bench) once(ctx context.Context, m *measurement, folder string) error {
	out := filepath.Join(b.work, "out")
	ctx, cancel := context.WithTimeout(ctx, b.limit)
	defer cancel()
	var cmd *exec.Cmd
	switch name, _, checked := strings.Cut(m.program, " "); name {
	case ours:
		cmd = exec.CommandContext(ctx, b.self, "-task", m.task.name, folder, out)
	case gocsvAlone:
		cmd = exec.CommandContext(ctx, b.self, "-gocsv", "-task", m.task.name, folder, out)
	case duckdb:
		cmd = exec.CommandContext(ctx, b.node, filepath.Join(b.work, "peers", "duckdb.mjs"), m.task.name, fmt.Sprint(checked), folder, out)
	case polars:
		cmd = exec.CommandContext(ctx, b.node, filepath.Join(b.work, "peers", "polars.mjs"), m.task.name, folder, out)
		cmd.Env = append(os.Environ(), "POLARS_MAX_THREADS=2")
	default:
		cmd = exec.CommandContext(ctx, b.python, filepath.Join("peers", "peers.py"), name, m.task.name, fmt.Sprint(checked), folder, out)
		cmd.Env = append(os.Environ(), "OMP_NUM_THREADS=2", "OPENBLAS_NUM_THREADS=2")
	}
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	err := cmd.Run()
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("more than %v", b.limit)
	}
	if err != nil {
		return fmt.Errorf("%w: %s", err, stderr.String())
	}
	m.last = result{}
	if err := json.Unmarshal(stdout.Bytes(), &m.last); err != nil {
		return fmt.Errorf("%w: %s", err, stdout.String())
	}
	m.seconds, m.cpu = append(m.seconds, m.last.Seconds), append(m.cpu, m.last.CPU)
	if usage, ok := cmd.ProcessState.SysUsage().(*syscall.Rusage); ok {
		m.peaks = append(m.peaks, float64(usage.Maxrss)*1024)
	}
	log.Printf("%v: %.4f s %s", m, m.last.Seconds, m.last.Detail)
	return nil
}

func (b *bench) find(task, register, program string) *measurement {
	for _, m := range b.measurements {
		if m.task.name == task && m.register.name == register && m.program == program {
			return m
		}
	}
	return nil
}

// print writes the page.
func (b *bench) print(w io.Writer) {
	fmt.Fprintf(w, "%s/%s, %d processors, %s; %d runs in turn, and one of what takes minutes.\n", runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), runtime.Version(), b.times)
	for _, name := range []string{duckdb, pandas, networkx, polars, gocsvAlone} {
		if b.versions[name] != "" {
			fmt.Fprintf(w, "%s %s. ", name, b.versions[name])
		}
	}
	fmt.Fprintln(w)
	for _, missing := range b.missing {
		fmt.Fprintf(w, "Not measured: %s.\n", missing)
	}
	b.printTargets(w)
	b.printTimes(w)
	b.printGrowth(w)
}

func (b *bench) printTargets(w io.Writer) {
	fmt.Fprint(w, "\n| task | register | target | measured | |\n|---|---|---|---|---|\n")
	for _, t := range targets {
		m := b.find(t.task, t.register.name, ours)
		if m == nil || (m.failed == "" && len(m.seconds) == 0) {
			continue
		}
		row := func(target, measured string, met bool) {
			verdict := "**missed**"
			if met {
				verdict = "met"
			}
			fmt.Fprintf(w, "| %s | %s | %s | %s | %s |\n", t.task, t.register.name, target, measured, verdict)
		}
		peer := b.find(t.task, t.register.name, t.peer)
		switch {
		case t.peer != "" && (peer == nil || len(peer.seconds) == 0 || peer.failed != ""):
			continue
		case m.failed != "":
			row("", m.failed, false)
		case t.peer != "":
			factor := median(peer.seconds) / median(m.seconds)
			row(fmt.Sprintf("%gx %s", t.factor, t.peer), fmt.Sprintf("%.3gx", factor), factor >= t.factor)
		case t.seconds > 0:
			row("under "+duration(t.seconds), duration(median(m.seconds)), median(m.seconds) < t.seconds)
		case t.live > 0:
			row(fmt.Sprintf("under %g live bytes a row", t.live), fmt.Sprintf("%.0f", m.last.Live/float64(t.register.rows)), m.last.Live/float64(t.register.rows) < t.live)
		case t.peak > 0:
			row("a peak under "+size(t.peak), size(slices.Max(m.peaks)), slices.Max(m.peaks) < t.peak)
		}
	}
}

func (b *bench) printTimes(w io.Writer) {
	fmt.Fprint(w, "\n| task | register | program | median | least to most | ours is so many times as fast | CPU | peak of memory | live a row |\n|---|---|---|--:|--:|--:|--:|--:|--:|\n")
	for _, m := range b.measurements {
		if m.failed != "" {
			fmt.Fprintf(w, "| %s | %s | %s | %s | | | | | |\n", m.task.name, m.register.name, m.program, m.failed)
			continue
		}
		if len(m.seconds) == 0 {
			continue
		}
		ratio, cpu, live := "", "", ""
		if o := b.find(m.task.name, m.register.name, ours); o != nil && o != m && len(o.seconds) > 0 {
			ratio = fmt.Sprintf("%.3gx", median(m.seconds)/median(o.seconds))
		}
		if used := median(m.cpu); used > 0 {
			cpu = duration(used)
		}
		if m.last.Live > 0 && m.register.rows > 0 {
			live = fmt.Sprintf("%.0f bytes", m.last.Live/float64(m.register.rows))
		}
		fmt.Fprintf(w, "| %s | %s | %s | %s | %s to %s | %s | %s | %s | %s |\n", m.task.name, m.register.name, m.program, duration(median(m.seconds)),
			duration(slices.Min(m.seconds)), duration(slices.Max(m.seconds)), ratio, cpu, size(slices.Max(m.peaks)), live)
	}
	fmt.Fprintln(w)
	for _, t := range tasks {
		fmt.Fprintf(w, "- %s: %s", t.name, t.what)
		for _, m := range b.measurements {
			if m.task.name == t.name && m.program == ours && m.last.Detail != "" {
				fmt.Fprintf(w, "; %s: %s", m.register.name, m.last.Detail)
			}
		}
		fmt.Fprintln(w, ".")
	}
}

// printGrowth shows how much CPU a million rows take, which is the same for all sizes where the cost is linear.
func (b *bench) printGrowth(w io.Writer) {
	fmt.Fprint(w, "\nOurs, in seconds of CPU for a million rows:\n\n| task | register | seconds |\n|---|---|--:|\n")
	for _, m := range b.measurements {
		if m.program == ours && len(m.task.registers) > 1 && len(m.cpu) > 0 {
			fmt.Fprintf(w, "| %s | %s | %.2f |\n", m.task.name, m.register.name, median(m.cpu)/float64(m.register.rows)*1e6)
		}
	}
}

func duration(seconds float64) string {
	switch {
	case seconds < 0.001:
		return fmt.Sprintf("%.0f µs", seconds*1e6)
	case seconds < 1:
		return fmt.Sprintf("%.3g ms", seconds*1e3)
	}
	return fmt.Sprintf("%.3g s", seconds)
}

func size(bytes float64) string {
	if bytes >= 1<<30 {
		return fmt.Sprintf("%.2f GiB", bytes/(1<<30))
	}
	return fmt.Sprintf("%.0f MiB", bytes/(1<<20))
}
