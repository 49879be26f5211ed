package main

import (
	"os/exec"
	"slices"
	"testing"
)

// Each task of ours and of gocsv runs on a small register, and those that two programs do find the same number of rows.
func TestTasks(t *testing.T) {
	folder := t.TempDir()
	args := append(slices.Concat([]string{"run", "./gen", "-rows=1000"}, small.flags), folder)
	if text, err := exec.Command("go", args...).CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, text)
	}
	for _, task := range tasks {
		rows := make(map[int]bool)
		for program, of := range map[string]map[string]taskRun{ours: ourTasks, gocsvAlone: gocsvTasks} {
			prepare, ok := of[task.name]
			if !ok {
				if slices.Contains(task.programs, program) {
					t.Errorf("%s has no task %s", program, task.name)
				}
				continue
			}
			run, err := prepare(folder, t.TempDir())
			if err != nil {
				t.Fatal(err)
			}
			r, err := run()
			if err != nil {
				t.Fatalf("%s, %s: %v", task.name, program, err)
			}
			rows[r.Rows] = true
		}
		if len(rows) > 1 {
			t.Errorf("%s: the programs find %v rows", task.name, rows)
		}
	}
}

// Each target is about something that is measured.
func TestTargets(t *testing.T) {
	for _, target := range targets {
		i := slices.IndexFunc(tasks, func(t task) bool { return t.name == target.task })
		if i < 0 {
			t.Errorf("there is no task %s", target.task)
			continue
		}
		if !slices.ContainsFunc(tasks[i].registers, func(r register) bool { return r.name == target.register.name }) {
			t.Errorf("%s is not run on %s", target.task, target.register.name)
		}
		if target.peer != "" && !slices.Contains(tasks[i].programs, target.peer) {
			t.Errorf("%s is not run by %s", target.task, target.peer)
		}
	}
}
