package timeline_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/timeline"
)

// Tables in which every row is wrong do not give a fault each without an end.
func TestNewGivesABoundedNumberOfFaults(t *testing.T) {
	_, err := timeline.New(timeline.Tables{Series: make([]timeline.Series, 25_000)})
	faults, all := timeline.Faults(err)
	require.True(t, all)
	require.Len(t, faults, 20_000)
}
