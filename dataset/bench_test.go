package dataset_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		_, err := dataset.Open()
		require.NoError(b, err)
	}
}

// BenchmarkFirst asks one question of the built-in set, with its evidence.
func BenchmarkFirst(b *testing.B) {
	data, err := dataset.Open()
	require.NoError(b, err)
	nato, err := data.Timeline().Select(timeline.Filter{Series: "nato"})
	require.NoError(b, err)
	four, err := data.Who("ip4")
	require.NoError(b, err)
	for b.Loop() {
		first, ok := data.Roll(nato, attendance.Rule{Rank: attendance.Leader, Together: true}).Of(four).First()
		if !ok || !first.Certain() {
			b.Fatal(first)
		}
	}
}
