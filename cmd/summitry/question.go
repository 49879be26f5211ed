package main

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

// attendanceCommands are the questions about attendance.
func (a *app) attendanceCommands() []*cobra.Command {
	return []*cobra.Command{
		a.newFirst(), a.newLast(), a.newStreak(), a.newRate(), a.newReturns(), a.newTogether(),
		a.newAt(), a.newAttendanceMatrix(), a.newAbsent(), a.newRoom(),
		a.newAttendanceCompare(), a.newAttendanceChanges(), a.newTurnover(),
		a.newLevels(), a.newShifts(), a.newExperience(), a.newSurvival(), a.newNetwork(),
	}
}

// A question is the flags of a question about attendance.
type question struct {
	scope   scope
	rule    rule
	atLeast int
}

// An inquiry is a question about attendance, and what it is put to.
type inquiry struct {
	*app
	question
	out  io.Writer
	args []string // those before the names of participants
	all  bool     // whether nobody is named, so that it is about everybody
	data dataset.Data
	who  attendance.Who
	roll attendance.Roll
}

// A form is which arguments a question takes.
type form struct {
	leading   []string                                   // what comes before the names of participants
	everybody bool                                       // whether without a name it is about all participants
	oneByOne  bool                                       // whether it is about each of them alone, so that it has no --at-least and no --together
	pairs     bool                                       // whether it is about each two of them, so that it has --together after all
	oneSummit bool                                       // whether the first argument is the one summit that it is about, so that it has no flags that choose others
	eligible  attendance.Eligibility                     // whose absence is a miss, unless the flag says otherwise
	choose    func(x inquiry) ([]timeline.Filter, error) // the gatherings, if not those of the flags
}

// newQuestion makes a command that asks about participants, groups and people.
func (a *app) newQuestion(c cobra.Command, f form, answer func(x inquiry) error) *cobra.Command {
	q := &question{}
	q.rule.eligible.word = f.eligible
	least, want := len(f.leading), "want "
	for _, arg := range f.leading {
		want += arg + ", "
	}
	if !f.everybody {
		least++
		want += "at least one participant, group or person"
	} else {
		want += "and participants, groups or people, if not all"
	}
	c.Args = args(cobra.MinimumNArgs(least), want)
	c.RunE = func(c *cobra.Command, args []string) error {
		if err := a.checkFormat(); err != nil {
			return err
		}
		data, err := a.open()
		if err != nil {
			return err
		}
		x := inquiry{app: a, question: *q, out: c.OutOrStdout(), args: args[:len(f.leading)], all: len(args) == len(f.leading), data: data}
		if x.who, err = q.of(data, args[len(f.leading):]); err != nil {
			return err
		}
		filters := []timeline.Filter{q.scope.filter()}
		if f.choose != nil {
			if filters, err = f.choose(x); err != nil {
				return err
			}
		}
		t, err := a.read(data.Timeline(), &q.scope).Select(filters...)
		if err != nil {
			return err
		}
		if len(slices.Collect(t.Held())) == 0 {
			return errors.New("no gathering that was held fits the question")
		}
		x.roll = data.Roll(t, q.rule.rule())
		return answer(x)
	}
	q.scope.reading(&c)
	if !f.oneSummit {
		q.scope.choosing(&c)
	}
	q.rule.flags(&c)
	if !f.oneByOne || f.pairs {
		q.rule.jointly(&c)
	}
	if !f.oneByOne {
		c.Flags().IntVar(&q.atLeast, "at-least", 0, "so many `n` of them are enough, in place of all")
	}
	a.answers(&c, true)
	return &c
}

// of gives whom the question is about.
func (q *question) of(data dataset.Data, names []string) (attendance.Who, error) {
	if len(names) == 0 {
		return data.Everybody(), nil
	}
	ids := make([]timeline.ActorID, len(names))
	for i, name := range names {
		ids[i] = timeline.ActorID(name)
	}
	if q.atLeast != 0 {
		return data.AtLeast(q.atLeast, ids...)
	}
	return data.Who(ids...)
}

// whom says whom the question is about.
func (x inquiry) whom() string {
	if x.all {
		return "everybody"
	}
	return x.who.String()
}

// about says what the question is about: who, and by which rule, at which gatherings.
func (x inquiry) about(who string) string {
	return fmt.Sprintf("%s %s; %s", who, x.rule.describe(), x.where())
}

// where says which gatherings the question is about.
func (x inquiry) where() string {
	if scope := x.scope.describe(); scope != "" {
		return scope
	}
	return "all series"
}

func certain(yes bool, e timeline.Evidence) string {
	word := "not certain"
	if yes {
		word = "certain"
	}
	if c := e.Weakest(); c != 0 {
		word += fmt.Sprintf("; the weakest row it rests on has %s confidence", c)
	}
	return word
}

// named gives a summit with its name and days.
func named(t timeline.Timeline, id timeline.SummitID) string {
	s, _ := t.Summit(id)
	if s.Start == s.End {
		return fmt.Sprintf("%s (%s, %s)", id, s.Name, s.Start)
	}
	return fmt.Sprintf("%s (%s, %s to %s)", id, s.Name, s.Start, s.End)
}
