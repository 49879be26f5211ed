package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// A dateFlag is a day, a month or a year.
type dateFlag struct{ timeline.Date }

func (d *dateFlag) Set(text string) error {
	date, err := timeline.ParseDate(text)
	d.Date = date
	return err
}

func (d *dateFlag) Type() string { return "date" }

// A wordFlag is one of a list of words.
type wordFlag[W interface {
	~uint8
	String() string
}, P interface {
	*W
	UnmarshalText([]byte) error
}] struct {
	word W
	name string // of what it takes, in the help
}

func (f *wordFlag[W, P]) Set(text string) error {
	if text == "" {
		return errors.New("want a word")
	}
	return P(&f.word).UnmarshalText([]byte(text))
}

func (f *wordFlag[W, P]) String() string { return f.word.String() }
func (f *wordFlag[W, P]) Type() string   { return f.name }

// A rankFlag is a rank, by its number or as "leader".
type rankFlag struct{ rank attendance.Rank }

func (f *rankFlag) Set(text string) error {
	if text == "leader" {
		text = "1"
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 || n > 7 {
		return errors.New("want leader or a rank from 1 to 7")
	}
	f.rank = attendance.Rank(n)
	return nil
}

func (f *rankFlag) String() string {
	if f.rank == 0 {
		return ""
	}
	return strconv.Itoa(int(f.rank))
}

func (f *rankFlag) Type() string { return "leader|1-7" }

// answers adds the flags of the commands that print an answer.
func (a *app) answers(c *cobra.Command, explain bool) {
	c.Flags().StringVar(&a.format, "format", "text", "print `text`, csv or json")
	c.Flags().Var(&a.asOf, "as-of", "know only what was published by this `date`")
	if explain {
		c.Flags().BoolVar(&a.explain, "explain", false, "print the rows that the answer rests on, and the cells read that are not known")
	}
}

// checkFormat refuses a format that answers do not have.
func (a *app) checkFormat() error {
	switch a.format {
	case "csv":
		if a.explain {
			return usageError{errors.New("csv has no place for what --explain prints: want text or json")}
		}
		return nil
	case "text", "json":
		return nil
	}
	return usageError{fmt.Errorf("invalid format %q: want text, csv or json", a.format)}
}

// A scope is the flags that say which gatherings a question is about, and how their records are read.
type scope struct {
	series, track string
	from, to      dateFlag
	extraordinary bool
	confidence    wordFlag[timeline.Confidence, *timeline.Confidence]
}

func (s *scope) flags(c *cobra.Command) {
	s.choosing(c)
	s.reading(c)
}

// choosing adds the flags that say which gatherings.
func (s *scope) choosing(c *cobra.Command) {
	c.Flags().StringVar(&s.series, "series", "", "only gatherings of this `series`")
	c.Flags().Var(&s.from, "from", "only gatherings from this `date` on")
	c.Flags().Var(&s.to, "to", "only gatherings until this `date`")
	c.Flags().BoolVar(&s.extraordinary, "extraordinary", false, "also gatherings outside of the regular order")
}

// reading adds the flags that say how a gathering is read.
func (s *scope) reading(c *cobra.Command) {
	c.Flags().StringVar(&s.track, "track", "", "only sessions on this `track`, in place of the summits as wholes")
	s.confidence.name = "low|medium|high"
	c.Flags().Var(&s.confidence, "min-confidence", "mask rows below this confidence")
}

func (s *scope) filter() timeline.Filter {
	return timeline.Filter{
		Series: timeline.SeriesID(s.series), Track: s.track, From: s.from.Date, To: s.to.Date, Extraordinary: s.extraordinary,
	}
}

// read gives the timeline as it is to be read.
func (a *app) read(t timeline.Timeline, s *scope) timeline.Timeline {
	return t.AsOf(a.asOf.Date).Trusting(s.confidence.word)
}

// describe says in words which gatherings are meant.
func (s *scope) describe() string {
	var parts []string
	if s.series != "" {
		parts = append(parts, "series "+s.series)
	}
	if s.track != "" {
		parts = append(parts, "track "+s.track)
	}
	if s.from.Date != (timeline.Date{}) {
		parts = append(parts, "from "+s.from.String())
	}
	if s.to.Date != (timeline.Date{}) {
		parts = append(parts, "to "+s.to.String())
	}
	if s.extraordinary {
		parts = append(parts, "with extraordinary meetings")
	}
	return strings.Join(parts, ", ")
}

// A rule is the flags that say who counts as having been there.
type rule struct {
	rank       rankFlag
	capacity   wordFlag[attendance.Capacity, *attendance.Capacity]
	noStandIns bool
	noVideo    bool
	together   bool
	eligible   wordFlag[attendance.Eligibility, *attendance.Eligibility]
}

func (r *rule) flags(c *cobra.Command) {
	c.Flags().Var(&r.rank, "rank", "only delegations headed at this rank or above")
	r.capacity.name = "member|guest"
	c.Flags().Var(&r.capacity, "capacity", "only who came in this capacity")
	c.Flags().BoolVar(&r.noStandIns, "no-stand-ins", false, "not who came in place of somebody else; with --rank leader: the leaders themselves")
	c.Flags().BoolVar(&r.noVideo, "no-video", false, "only who was in the room")
	r.eligible.name = "members|invited|anybody"
	c.Flags().Var(&r.eligible, "eligible", "whose absence is a miss, in rates and in what is missing")
}

// jointly adds the flag that is about several.
func (r *rule) jointly(c *cobra.Command) {
	c.Flags().BoolVar(&r.together, "together", false, "of several: all in one session")
}

func (r *rule) rule() attendance.Rule {
	return attendance.Rule{
		Rank: r.rank.rank, Capacity: r.capacity.word, NoStandIns: r.noStandIns, NoVideo: r.noVideo, Together: r.together,
		Eligible: r.eligible.word,
	}
}

// describe says in words who counts.
func (r *rule) describe() string {
	var parts []string
	switch {
	case r.rank.rank == attendance.Leader && r.noStandIns:
		parts = append(parts, "by its leader")
	case r.rank.rank == attendance.Leader:
		parts = append(parts, "at leader level")
	case r.rank.rank != 0:
		parts = append(parts, "at rank "+r.rank.String()+" or above")
	}
	if r.noStandIns && r.rank.rank != attendance.Leader {
		parts = append(parts, "without stand-ins")
	}
	if r.capacity.word != 0 {
		parts = append(parts, "as "+r.capacity.String())
	}
	if r.noVideo {
		parts = append(parts, "in the room")
	}
	if r.together {
		parts = append(parts, "in one session")
	}
	if len(parts) == 0 {
		return "at any level"
	}
	return strings.Join(parts, ", ")
}
