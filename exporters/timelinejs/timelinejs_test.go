package timelinejs_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"html"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters/timelinejs"
	"github.com/summitry/summitry/timeline"
)

var update = flag.Bool("update", false, "write the golden file anew")

func write(t *testing.T, of timeline.Timeline, name func(timeline.ActorID) string) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, timelinejs.Write(&b, of, name))
	return b.String()
}

// validate wants a text to be of the format of TimelineJS.
func validate(t *testing.T, text string) error {
	t.Helper()
	schema, err := jsonschema.NewCompiler().Compile(filepath.Join("testdata", "format.schema.json"))
	require.NoError(t, err)
	value, err := jsonschema.UnmarshalJSON(strings.NewReader(text))
	require.NoError(t, err)
	return schema.Validate(value)
}

func TestGolden(t *testing.T) {
	data, err := dataset.Load(os.DirFS(filepath.Join("..", "..", "testdata", "tiny")))
	require.NoError(t, err)
	got, path := write(t, data.Timeline(), data.Name), filepath.Join("testdata", "tiny.json")
	require.NoError(t, validate(t, got))
	if *update {
		require.NoError(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	require.NoError(t, err)
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("run go test ./exporters/timelinejs -update (-want +got):\n%s", d)
	}
}

// A page is a document as a reader has it.
type page struct {
	Title  event   `json:"title"`
	Events []event `json:"events"`
}

type event struct {
	ID    string         `json:"unique_id"`
	Start map[string]int `json:"start_date"`
	End   map[string]int `json:"end_date"`
	Text  struct {
		Headline string `json:"headline"`
		Text     string `json:"text"`
	} `json:"text"`
	Group    string `json:"group"`
	Autolink *bool  `json:"autolink"`
}

func read(t *testing.T, text string) page {
	t.Helper()
	require.NoError(t, validate(t, text))
	var p page
	require.NoError(t, json.Unmarshal([]byte(text), &p))
	return p
}

// Each gathering of the built-in data is an event, with the parts of its dates that are known and no others.
func TestEachGatheringIsAnEvent(t *testing.T) {
	data, err := dataset.Open()
	require.NoError(t, err)
	all, err := data.Timeline().Select(timeline.Filter{Extraordinary: true})
	require.NoError(t, err)
	parts := func(d timeline.Date) map[string]int {
		found := map[string]int{"year": d.Year}
		if d.Month > 0 {
			found["month"] = d.Month
		}
		if d.Day > 0 {
			found["day"] = d.Day
		}
		return found
	}
	p := read(t, write(t, all, data.Name))
	var groups []string
	for s := range data.Timeline().Series() {
		groups = append(groups, s.Name)
	}
	slices.Sort(groups)
	require.Equal(t, strings.Join(groups, ", "), html.UnescapeString(p.Title.Text.Headline))
	require.Equal(t, "_title", p.Title.ID)
	i, marked := 0, 0
	for s := range all.All() {
		e := p.Events[i]
		i++
		require.Equal(t, string(s.ID), e.ID)
		require.Equal(t, parts(s.Start), e.Start, s.ID)
		require.Equal(t, parts(s.End), e.End, s.ID)
		require.False(t, *e.Autolink)
		headline := html.UnescapeString(e.Text.Headline)
		if s.Status != timeline.Held {
			marked++
			require.Equal(t, s.Name+" ("+s.Status.String()+")", headline)
		} else {
			require.Equal(t, s.Name, headline)
		}
		for _, id := range slices.Concat(s.Hosts, s.Countries) {
			require.Contains(t, html.UnescapeString(e.Text.Text), data.Name(id))
		}
		for _, city := range s.Cities {
			require.Contains(t, html.UnescapeString(e.Text.Text), city)
		}
		require.Equal(t, s.Kind == timeline.Extraordinary, strings.Contains(e.Text.Text, "Extraordinary"), s.ID)
		require.Equal(t, s.Format != timeline.InPerson, strings.Contains(e.Text.Text, "video"), s.ID)
	}
	require.Len(t, p.Events, i)
	require.Positive(t, marked)
}

// sample has a series and a gathering whose names would be markup.
func sample(t *testing.T, start, end timeline.Date) timeline.Timeline {
	t.Helper()
	of, err := timeline.New(timeline.Tables{
		Series: []timeline.Series{{ID: "talks", Name: `Q&A <i>`, Tier: timeline.LeadersTier}},
		Summits: []timeline.Summit{{
			ID: "talks-1", Series: "talks", Name: `<script>"x" & 'y'</script>`, Kind: timeline.Regular, Status: timeline.Cancelled, Format: timeline.Hybrid,
			Start: start, End: end, Cities: timeline.List[string]{"A<b>", "C"}, Countries: timeline.List[timeline.ActorID]{"XAA"}, Hosts: timeline.List[timeline.ActorID]{"XAA", "XBB"},
		}},
	})
	require.NoError(t, err)
	return of
}

func TestMarkupIsText(t *testing.T) {
	year := timeline.Date{Year: 2027}
	e := read(t, write(t, sample(t, year, year), func(id timeline.ActorID) string { return "<u>" + string(id) })).Events[0]
	require.Equal(t, "&lt;script&gt;&#34;x&#34; &amp; &#39;y&#39;&lt;/script&gt; (cancelled)", e.Text.Headline)
	require.Equal(t, "<p>Place: A&lt;b&gt;, C, &lt;u&gt;XAA</p><p>Host: &lt;u&gt;XAA, &lt;u&gt;XBB</p><p>In person and by video</p>", e.Text.Text)
	require.Equal(t, "Q&amp;amp;A &amp;lt;i&amp;gt;", e.Group)
	require.Equal(t, map[string]int{"year": 2027}, e.Start)

	text := write(t, sample(t, year, timeline.Date{Year: 2028, Month: 2}), nil)
	require.Contains(t, read(t, text).Events[0].Text.Text, "<p>Host: XAA, XBB</p>")
	require.Equal(t, map[string]int{"year": 2028, "month": 2}, read(t, text).Events[0].End)
	require.NotContains(t, text, "<", "the JSON can stand in a script element")
	require.Equal(t, "<p>1 gathering, 2027</p>", read(t, text).Title.Text.Text)
	require.Equal(t, "Q&amp;A &lt;i&gt;", read(t, text).Title.Text.Headline)
}

func TestTheSchemaRefuses(t *testing.T) {
	for _, text := range []string{
		`{}`,
		`{"events":[]}`,
		`{"events":[{"unique_id":"a"}]}`,
		`{"events":[{"start_date":{"month":1}}]}`,
		`{"events":[{"start_date":{"year":2000,"day":1}}]}`,
		`{"events":[{"start_date":{"year":2000,"month":0}}]}`,
		`{"events":[{"start_date":{"year":"2000"}}]}`,
		`{"title":{"start_date":{"year":2000}},"events":[{"start_date":{"year":2000}}]}`,
	} {
		require.Error(t, validate(t, text), text)
	}
}

func TestNothingToShow(t *testing.T) {
	require.EqualError(t, timelinejs.Write(&bytes.Buffer{}, timeline.Timeline{}, nil), "timelinejs: there are no gatherings to show")
}

var errFull = errors.New("full")

type full struct{}

func (full) Write([]byte) (int, error) { return 0, errFull }

func TestWriteErrorsAreKept(t *testing.T) {
	year := timeline.Date{Year: 2027}
	require.ErrorIs(t, timelinejs.Write(full{}, sample(t, year, year), nil), errFull)
}
