//go:build !wasip1

package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

// A cutting is the flags that cut a data set to some of its gatherings.
type cutting struct {
	series   []string
	from, to dateFlag
}

func (p *cutting) flags(c *cobra.Command) {
	c.Flags().StringSliceVar(&p.series, "series", nil, "only gatherings of these `series`")
	c.Flags().Var(&p.from, "from", "only gatherings from this `date` on")
	c.Flags().Var(&p.to, "to", "only gatherings until this `date`")
}

// whole reports whether no flag is set.
func (p *cutting) whole() bool {
	return len(p.series) == 0 && p.from.Date == (timeline.Date{}) && p.to.Date == (timeline.Date{})
}

// of gives the gatherings of a data set that are left, and the part of it that is about them: the set itself if no flag is set.
func (p *cutting) of(data dataset.Data) (timeline.Timeline, dataset.Data, error) {
	if p.whole() {
		return data.Timeline(), data, nil
	}
	if p.to.Date != (timeline.Date{}) && p.from.First().Compare(p.to.Last()) > 0 {
		return timeline.Timeline{}, dataset.Data{}, usageError{fmt.Errorf("--from %s is after --to %s", p.from, p.to)}
	}
	series := p.series
	if len(series) == 0 {
		series = []string{""}
	}
	var filters []timeline.Filter
	for _, s := range series {
		filters = append(filters, timeline.Filter{Series: timeline.SeriesID(s), From: p.from.Date, To: p.to.Date, Extraordinary: true})
	}
	chosen, err := data.Timeline().Select(filters...)
	if err != nil {
		return timeline.Timeline{}, dataset.Data{}, err
	}
	if chosen.Len() == 0 {
		return timeline.Timeline{}, dataset.Data{}, fmt.Errorf("no gathering is left by --series, --from and --to")
	}
	part, err := data.Part(chosen)
	return chosen, part, err
}
