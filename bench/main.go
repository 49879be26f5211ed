// Command bench measures this library and other programs on the same files, several times in turn, and prints a page of Markdown: medians,
// ratios, targets, and whether they are met.
//
//	go run . [-times 5] [-only regexp] [-work folder] > result.md
//
// It makes the registers with ./gen where the work folder does not have them. Each measurement is a process of its own, so that its peak
// of memory is known; the process takes the time of the task alone, without its start, its imports and what it needs to have read before.
// Programs that are not here are left out, and the page says so. When it is interrupted it prints what was measured until then.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/signal"
	"path/filepath"
	"regexp"
	"time"
)

func main() {
	log.SetFlags(log.Ltime)
	var (
		times  = flag.Int("times", 5, "how often each task is run")
		only   = flag.String("only", "", "a regular expression: only measurements whose text matches, as 'read, 1 million, ours'")
		work   = flag.String("work", filepath.Join(os.TempDir(), "summitry-bench"), "where registers and DuckDB are kept between runs")
		limit  = flag.Duration("limit", 10*time.Minute, "the longest that one run may take")
		task   = flag.String("task", "", "run one task of this library or of gocsv in this process, and print what it took; the folder is the argument")
		alone  = flag.Bool("gocsv", false, "with -task: by gocsv alone")
		cpu    = flag.String("cpuprofile", "", "with -task: where to write a profile of the time taken")
		memory = flag.String("memprofile", "", "with -task: where to write a profile of all that was allocated")
	)
	flag.Parse()
	if *task != "" {
		check(runTask(*task, flag.Arg(0), flag.Arg(1), *alone, *cpu, *memory))
		return
	}
	pattern, err := regexp.Compile(*only)
	check(err)
	b, err := newBench(*work, *times, *limit, pattern)
	check(err)
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	check(b.run(ctx))
	b.print(os.Stdout)
}

func check(err error) {
	if err != nil {
		log.Fatal(fmt.Errorf("bench: %w", err))
	}
}
