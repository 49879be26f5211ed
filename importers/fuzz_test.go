package importers_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/importers"
	"github.com/summitry/summitry/timeline"
)

func testdata(t testing.TB, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	require.NoError(t, err)
	return string(text)
}

// holds wants of an import what it promises of every list: rows are mapped, left out or refused, and what is in the tables can be written
// and has no zero where there was something to read.
func holds(t *testing.T, data dataset.Data, report importers.Report, err error) {
	t.Helper()
	if err != nil {
		require.True(t, data.Equal(dataset.Data{}.Register), "data with an error")
	}
	if err == nil || errors.Is(err, importers.ErrRefused) {
		require.Equal(t, report.Rows, report.Mapped+report.LeftOut+report.Refused)
	}
	for r := range data.Records() {
		require.NotZero(t, r.Status)
		require.NotEmpty(t, r.Participant)
		require.NotEmpty(t, r.Sources)
	}
	for s := range data.Timeline().Summits() {
		require.True(t, s.Start.IsValid())
		require.True(t, s.End.IsValid())
		require.Equal(t, timeline.Held, s.Status)
	}
	for p := range data.Participants() {
		require.NotEmpty(t, p.Name)
		require.NotEqual(t, attendance.ParticipantKind(0), p.Kind)
	}
	var b bytes.Buffer
	require.NoError(t, report.WriteText(&b))
	for _, table := range exporters.Tables(data.Register) {
		require.NoError(t, exporters.WriteCSV(&b, table))
	}
}

// A list, whatever is in it, gives data that can be written, or an error.
func FuzzImport(f *testing.F) {
	for _, name := range []string{"delegates.csv", "ministers.csv", "wikidata.json", "sessions.csv"} {
		f.Add(testdata(f, name))
	}
	f.Add("Year,Meeting,Location,Delegation,ISO,COW,Person_Name,Job_Title,Group\n2000,A,B,Peru,PER,,X Y,NaN,Parties\n")
	m := mapping(f, testdata(f, "delegates.toml"))
	f.Fuzz(func(t *testing.T, list string) {
		data, report, err := m.Import(strings.NewReader(list), importers.Options{Known: known(t), SkipRefused: true})
		holds(t, data, report, err)
	})
}

// So does JSON.
func FuzzWikidata(f *testing.F) {
	f.Add(testdata(f, "wikidata.json"))
	f.Add(`[{"start":"2011","iso":"FRA","person":"http://www.wikidata.org/entity/Q1","personLabel":"A B"}]`)
	f.Add(`{"head":{"vars":["start","iso"]},"results":{"bindings":[{"start":{"type":"literal","value":"2011-01-01T00:00:00Z"},"iso":{"value":"FRA"}}]}}`)
	f.Add(`[null]`)
	f.Add(` []`)
	m := mapping(f, testdata(f, "wikidata.toml"))
	f.Fuzz(func(t *testing.T, list string) {
		data, report, err := m.Import(strings.NewReader(list), importers.Options{Known: known(t), SkipRefused: true})
		holds(t, data, report, err)
	})
}

// A mapping is read or refused, and one that is read can be used.
func FuzzMapping(f *testing.F) {
	for _, name := range []string{"delegates.toml", "ministers.toml", "sessions.toml", "wikidata.toml"} {
		f.Add(testdata(f, name))
	}
	f.Add(importers.Example())
	f.Add(small)
	list := testdata(f, "delegates.csv")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := importers.ReadMapping(strings.NewReader(text))
		if err != nil {
			return
		}
		data, report, err := m.Import(strings.NewReader(list), importers.Options{Known: known(t), SkipRefused: true})
		if err == nil {
			require.NotZero(t, report.Mapped)
		}
		for _, table := range exporters.Tables(data.Register) {
			require.NoError(t, exporters.WriteCSV(&bytes.Buffer{}, table))
		}
	})
}
