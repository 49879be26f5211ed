package graph_test

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"fmt"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters"
	"github.com/summitry/summitry/exporters/graph"
	_ "github.com/summitry/summitry/internal/samedraws"
	"github.com/summitry/summitry/timeline"
)

var update = flag.Bool("update", false, "write the golden files anew")

var formats = map[string]func(io.Writer, graph.Graph) error{"graphml": graph.WriteGraphML, "gexf": graph.WriteGEXF}

func write(t rapid.TB, to func(io.Writer, graph.Graph) error, g graph.Graph) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, to(&b, g))
	return b.String()
}

// cells gives a table as it is read by name: a row by its ids, with the cells that are not empty.
func cells(t rapid.TB, table exporters.Table, ids int) map[string]map[string]string {
	t.Helper()
	columns, found := table.Columns(), make(map[string]map[string]string)
	for row, err := range table.Rows() {
		require.NoError(t, err)
		id := strings.Join(row[:ids], " ")
		require.NotContains(t, found, id)
		found[id] = map[string]string{}
		for i, cell := range row {
			if i >= ids && cell != "" {
				found[id][columns[i].Name] = columns[i].Type + " " + cell
			}
		}
	}
	return found
}

// A key is what GraphML says of an attribute.
type key struct {
	ID   string `xml:"id,attr"`
	For  string `xml:"for,attr"`
	Name string `xml:"attr.name,attr"`
	Type string `xml:"attr.type,attr"`
	Desc string `xml:"desc"`
}

// An element is a node or an edge, as either format has it.
type element struct {
	ID     string  `xml:"id,attr"`
	Source string  `xml:"source,attr"`
	Target string  `xml:"target,attr"`
	Label  *string `xml:"label,attr"`
	Weight *string `xml:"weight,attr"`
	Data   []struct {
		Key  string `xml:"key,attr"`
		Text string `xml:",chardata"`
	} `xml:"data"`
	Values []struct {
		For   string `xml:"for,attr"`
		Value string `xml:"value,attr"`
	} `xml:"attvalues>attvalue"`
}

// byName gives elements by their ids, with the attributes by name.
func byName(t rapid.TB, elements []element, name func(key string) string) map[string]map[string]string {
	t.Helper()
	found := make(map[string]map[string]string)
	for _, e := range elements {
		id := e.ID
		if e.Source != "" {
			id = e.Source + " " + e.Target
		}
		require.NotContains(t, found, id)
		found[id] = map[string]string{}
		set := func(column, value string) {
			column, typ, _ := strings.Cut(column, "/")
			require.NotContains(t, found[id], column)
			found[id][column] = typ + " " + value
		}
		for _, d := range e.Data {
			set(name(d.Key), d.Text)
		}
		for _, v := range e.Values {
			set(name(v.For), v.Value)
		}
		if e.Label != nil {
			set("label/string", *e.Label)
		}
		if e.Weight != nil {
			set("weight/number", *e.Weight)
		}
	}
	return found
}

// readGraphML reads a graph without the code that writes it. Types are those of columns, where GraphML has as many.
func readGraphML(t rapid.TB, text string) (nodes, edges map[string]map[string]string) {
	t.Helper()
	var doc struct {
		XMLName xml.Name `xml:"http://graphml.graphdrawing.org/xmlns graphml"`
		Keys    []key    `xml:"key"`
		Graph   struct {
			Default string    `xml:"edgedefault,attr"`
			Nodes   []element `xml:"node"`
			Edges   []element `xml:"edge"`
		} `xml:"graph"`
	}
	require.NoError(t, xml.Unmarshal([]byte(text), &doc))
	require.Equal(t, "undirected", doc.Graph.Default)
	names := map[string]map[string]string{"node": {}, "edge": {}}
	for _, k := range doc.Keys {
		names[k.For][k.ID] = k.Name + "/" + map[string]string{"int": "integer", "double": "number", "boolean": "boolean", "string": "string"}[k.Type]
	}
	return byName(t, doc.Graph.Nodes, func(k string) string { return names["node"][k] }), byName(t, doc.Graph.Edges, func(k string) string { return names["edge"][k] })
}

func readGEXF(t rapid.TB, text string) (nodes, edges map[string]map[string]string) {
	t.Helper()
	var doc struct {
		XMLName xml.Name `xml:"http://gexf.net/1.3 gexf"`
		Version string   `xml:"version,attr"`
		Graph   struct {
			Default    string `xml:"defaultedgetype,attr"`
			Attributes []struct {
				Class string `xml:"class,attr"`
				List  []struct {
					ID    string `xml:"id,attr"`
					Title string `xml:"title,attr"`
					Type  string `xml:"type,attr"`
				} `xml:"attribute"`
			} `xml:"attributes"`
			Nodes []element `xml:"nodes>node"`
			Edges []element `xml:"edges>edge"`
		} `xml:"graph"`
	}
	require.NoError(t, xml.Unmarshal([]byte(text), &doc))
	require.Equal(t, "1.3 undirected", doc.Version+" "+doc.Graph.Default)
	names := map[string]map[string]string{"node": {}, "edge": {}}
	for _, a := range doc.Graph.Attributes {
		for _, one := range a.List {
			names[a.Class][one.ID] = one.Title + "/" + map[string]string{"integer": "integer", "double": "number", "boolean": "boolean", "string": "string"}[one.Type]
		}
	}
	return byName(t, doc.Graph.Nodes, func(k string) string { return names["node"][k] }), byName(t, doc.Graph.Edges, func(k string) string { return names["edge"][k] })
}

// Rows that have a column of each type.
type (
	thing struct {
		ID    string                `csv:"id" table:"key,required" doc:"the thing"`
		Label string                `csv:"label" doc:"its name"`
		Note  string                `csv:"note" doc:"<b>\"remarks\"</b> & more"`
		Size  int                   `csv:"size" doc:"a number"`
		Near  *float64              `csv:"near" doc:"another"`
		Is    bool                  `csv:"is" doc:"whether"`
		Day   timeline.Date         `csv:"day" doc:"a day"`
		Mode  attendance.Mode       `csv:"mode" doc:"a word"`
		With  timeline.List[string] `csv:"with" doc:"several"`
	}
	link struct {
		A      string   `csv:"a" table:"key,required" doc:"one end"`
		B      string   `csv:"b" table:"key,required" doc:"the other"`
		Weight *float64 `csv:"weight" doc:"how much it counts"`
		Label  string   `csv:"label" doc:"what it says"`
		Note   string   `csv:"note" doc:"remarks"`
	}
)

func graphOf(things []thing, links []link) graph.Graph {
	return graph.Graph{
		Nodes: exporters.NewTable("things", "things & <more>", slices.Values(things)),
		Edges: exporters.NewTable("links", "links", slices.Values(links)),
	}
}

// drawGraph draws a graph whose texts have what XML must escape.
func drawGraph(t *rapid.T) graph.Graph {
	// Cells have no blanks at their ends, and no words that stand for nothing.
	text := func(label string) string {
		return rapid.StringMatching(`([a-zé<>&"'\]\\-][a-z <>&"'\]\\;é日🙂-]{0,8}[a-z<>&"'\]])?`).Draw(t, label)
	}
	number := func(label string) *float64 {
		if rapid.Bool().Draw(t, label+" is there") {
			x := rapid.Float64Range(-1e9, 1e9).Draw(t, label)
			return &x
		}
		return nil
	}
	ids := rapid.SliceOfNDistinct(rapid.StringMatching(`[A-Za-z<&"'>][a-z0-9&-]{2,4}`), 0, 6, rapid.ID).Draw(t, "ids")
	var things []thing
	for _, id := range ids {
		things = append(things, thing{
			ID: id, Label: text("label"), Note: text("note"), Size: int(rapid.Int32().Draw(t, "size")), Near: number("near"), Is: rapid.Bool().Draw(t, "is"),
			Day: rapid.SampledFrom([]timeline.Date{{}, {Year: 1975}, {Year: 2012, Month: 5, Day: 21}}).Draw(t, "day"), Mode: attendance.Mode(rapid.IntRange(0, 2).Draw(t, "mode")),
			With: rapid.SampledFrom([]timeline.List[string]{nil, {"a"}, {"a & b", "<c>"}}).Draw(t, "with"),
		})
	}
	var links []link
	for i, a := range ids {
		for _, b := range ids[i+1:] {
			if rapid.Bool().Draw(t, "linked") {
				links = append(links, link{A: a, B: b, Weight: number("weight"), Label: text("label"), Note: text("note")})
			}
		}
	}
	return graphOf(things, links)
}

// asWritten gives cells with the types that the formats have.
func asWritten(rows map[string]map[string]string) map[string]map[string]string {
	for _, row := range rows {
		for name, cell := range row {
			if typ, text, _ := strings.Cut(cell, " "); typ == "list" || typ == "date" || typ == "enum" {
				row[name] = "string " + text
			}
		}
	}
	return rows
}

func TestBothFormatsAreReadBack(t *testing.T) {
	compare := func(t rapid.TB, g graph.Graph) {
		wantNodes, wantEdges := asWritten(cells(t, g.Nodes, 1)), asWritten(cells(t, g.Edges, 2))
		for name, read := range map[string]func(rapid.TB, string) (nodes, edges map[string]map[string]string){"graphml": readGraphML, "gexf": readGEXF} {
			text := write(t, formats[name], g)
			nodes, edges := read(t, text)
			if d := cmp.Diff(wantNodes, nodes); d != "" {
				t.Fatalf("%s nodes (-want +got):\n%s\n%s", name, d, text)
			}
			if d := cmp.Diff(wantEdges, edges); d != "" {
				t.Fatalf("%s edges (-want +got):\n%s\n%s", name, d, text)
			}
			if d := cmp.Diff(text, write(t, formats[name], g)); d != "" {
				t.Fatalf("%s twice (-first +second):\n%s", name, d)
			}
		}
	}
	t.Run("drawn", func(t *testing.T) {
		rapid.Check(t, func(t *rapid.T) { compare(t, drawGraph(t)) })
	})
	data, err := dataset.Open()
	require.NoError(t, err)
	roll := data.Roll(only(t, data, "g20"), attendance.Rule{})
	t.Run("two modes", func(t *testing.T) { compare(t, graph.TwoMode(roll, data.Everybody())) })
	t.Run("ties", func(t *testing.T) { compare(t, graph.CoAttendance(roll, data.Everybody(), attendance.Newman)) })
}

func only(t rapid.TB, data dataset.Data, series timeline.SeriesID) timeline.Timeline {
	t.Helper()
	of, err := data.Timeline().Select(timeline.Filter{Series: series, Extraordinary: true})
	require.NoError(t, err)
	return of
}

func tiny(t rapid.TB) dataset.Data {
	t.Helper()
	data, err := dataset.Load(os.DirFS(filepath.Join("..", "..", "testdata", "tiny")))
	require.NoError(t, err)
	return data
}

// The whole of both graphs of a register that can be checked by hand, in both formats and as lists.
func TestGraphsOfTheSmallRegister(t *testing.T) {
	data := tiny(t)
	roll := data.Roll(data.Timeline(), attendance.Rule{})
	for name, g := range map[string]graph.Graph{
		"co_attendance": graph.CoAttendance(roll, data.Everybody(), attendance.Newman), "two_mode": graph.TwoMode(roll, data.Everybody()),
	} {
		got := map[string]string{"graphml": write(t, graph.WriteGraphML, g), "gexf": write(t, graph.WriteGEXF, g)}
		for list, table := range map[string]exporters.Table{"nodes.csv": g.Nodes, "edges.csv": g.Edges} {
			var b bytes.Buffer
			require.NoError(t, exporters.WriteCSV(&b, table))
			got[list] = b.String()
		}
		for ext, text := range got {
			path := filepath.Join("testdata", name+"."+ext)
			if *update {
				require.NoError(t, os.MkdirAll("testdata", 0o755))
				require.NoError(t, os.WriteFile(path, []byte(text), 0o644))
			}
			want, err := os.ReadFile(path)
			require.NoError(t, err)
			if d := cmp.Diff(string(want), text); d != "" {
				t.Errorf("%s: run go test ./exporters/graph -update (-want +got):\n%s", path, d)
			}
		}
	}
}

// A tie is an edge if and only if its least weight is above zero and it has one in all cases, and it has the bounds of the tie.
func TestEdgesAreTheSureTies(t *testing.T) {
	data, err := dataset.Open()
	require.NoError(t, err)
	four, err := data.Who("ip4", "USA", "GEO", "CHE")
	require.NoError(t, err)
	left := 0
	for _, who := range []attendance.Who{four, data.Delegates(four)} {
		for _, weight := range []attendance.Weight{attendance.Shared, attendance.Newman, attendance.Jaccard, attendance.Lift} {
			roll := data.Roll(only(t, data, "nato"), attendance.Rule{Eligible: attendance.Invited})
			want := map[string]map[string]string{}
			for p := range roll.Pairs(roll.Concerned(who), roll.Concerned(who), weight) {
				if p.Weight.Value != timeline.Yes || p.Weight.Least <= 0 {
					left++
					continue
				}
				number := func(x float64) string { return "number " + strconv.FormatFloat(x, 'f', -1, 64) }
				want[string(p.A+" "+p.B)] = map[string]string{
					"weight": number(p.Weight.Least), "weight_max": number(p.Weight.Most), "measure": "enum " + weight.String(),
					"shared_min": fmt.Sprint("integer ", p.Shared.Min), "shared_max": fmt.Sprint("integer ", p.Shared.Max), "tight": fmt.Sprint("boolean ", !p.Weight.Loose),
				}
			}
			g := graph.CoAttendance(roll, who, weight)
			if d := cmp.Diff(want, cells(t, g.Edges, 2)); d != "" {
				t.Errorf("%s (-want +got):\n%s", weight, d)
			}
			write(t, graph.WriteGraphML, g) // so every end is a node
			var nodes []timeline.ActorID
			for row, err := range g.Nodes.Rows() {
				require.NoError(t, err)
				nodes = append(nodes, timeline.ActorID(row[0]))
			}
			require.Equal(t, slices.Collect(data.Actors(roll.Concerned(who))), nodes)
			require.NotContains(t, nodes, timeline.ActorID("CHE"), "of whom nothing is on record")
		}
	}
	require.Positive(t, left, "no tie is left out")
}

// A weight that is above zero wherever it has a value, and has none in some of the cases, makes no edge.
func TestTiesThatMayHaveNoValueAreNoEdges(t *testing.T) {
	data := tiny(t)
	roll := data.Roll(only(t, data, "harbour"), attendance.Rule{Eligible: attendance.Anybody})
	who := roll.Concerned(data.Everybody())
	edges := cells(t, graph.CoAttendance(roll, who, attendance.Lift).Edges, 2)
	open := 0
	for p := range roll.Pairs(who, who, attendance.Lift) {
		if p.Weight.Value == timeline.Unknown && p.Weight.Least > 0 {
			open++
			require.NotContains(t, edges, string(p.A+" "+p.B))
		}
	}
	require.Positive(t, open)
}

func TestPeopleAreNodesOfTies(t *testing.T) {
	data := tiny(t)
	roll := data.Roll(data.Timeline(), attendance.Rule{})
	kinds := map[string]bool{}
	for _, row := range cells(t, graph.CoAttendance(roll, data.Delegates(data.Everybody()), attendance.Shared).Nodes, 1) {
		kinds[row["kind"]] = true
	}
	require.Equal(t, map[string]bool{"string person": true}, kinds)
	both := graph.TwoMode(roll, data.Delegates(data.Everybody()))
	require.Empty(t, cells(t, both.Edges, 2))
	for id, row := range cells(t, both.Nodes, 1) {
		require.Equal(t, "boolean true", row["type"], id)
	}
}

// Edges of the two modes are the presences that count by the rule; masked ones have none.
func TestPresencesAreEdges(t *testing.T) {
	data, err := dataset.Open()
	require.NoError(t, err)
	nato := only(t, data, "nato")
	for name, roll := range map[string]attendance.Roll{
		"anybody": data.Roll(nato, attendance.Rule{}),
		"leaders": data.Roll(nato, attendance.Rule{Rank: attendance.Leader}),
		"before":  data.Roll(nato.AsOf(timeline.Date{Year: 2010}), attendance.Rule{}),
	} {
		t.Run(name, func(t *testing.T) {
			want := map[string]string{}
			perhaps := 0
			for p := range roll.Presences(roll.Concerned(data.Everybody())) {
				if p.Counts == timeline.Unknown {
					perhaps++
				}
				if p.Counts != timeline.Yes {
					continue
				}
				// The record that is shown is looked for again, among all.
				var capacity attendance.Capacity
				for r := range data.Records() {
					if r.Summit == p.Summit && r.Session == p.Session && r.Participant == p.Participant && r.Person == p.Person {
						capacity = r.Capacity
					}
				}
				want[string(p.Participant)+" "+string(p.Summit)] = strings.Join([]string{p.Level.String(), p.Mode.String(), string(p.Person), capacity.String()}, " ")
			}
			require.Positive(t, perhaps)
			g := graph.TwoMode(roll, data.Everybody())
			got, degree := map[string]string{}, map[string]int{}
			for id, row := range cells(t, g.Edges, 2) {
				word := func(column string) string { _, text, _ := strings.Cut(row[column], " "); return text }
				got[id] = strings.Join([]string{word("level"), word("mode"), word("person_id"), word("capacity")}, " ")
				for end := range strings.FieldsSeq(id) {
					degree[end]++
				}
			}
			if d := cmp.Diff(want, got); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
			for id, row := range cells(t, g.Nodes, 1) {
				require.Equal(t, fmt.Sprint("integer ", degree[id]), row["attended_min"], id)
			}
		})
	}
}

func TestWhatNoProgramCouldReadIsAnError(t *testing.T) {
	if strconv.IntSize == 32 {
		t.Skip("no int is too large here")
	}
	large := math.MaxInt
	two := []thing{{ID: "a"}, {ID: "b"}}
	narrow := exporters.NewTable("narrow", "", slices.Values([]struct {
		A string `csv:"a"`
	}{{"a"}}))
	for name, c := range map[string]struct {
		g    graph.Graph
		want string
	}{
		"a node twice":         {graphOf([]thing{{ID: "a"}, {ID: "a"}}, nil), `graph: node 2: "a" is there twice`},
		"a source nowhere":     {graphOf(two, []link{{A: "c", B: "b"}}), `graph: edge 1: "c" is no node`},
		"a target nowhere":     {graphOf(two, []link{{A: "a", B: "b"}, {A: "a", B: "c"}}), `graph: edge 2: "c" is no node`},
		"no id":                {graphOf([]thing{{}}, nil), `graph: node 1: exporters: things, row 1: id "": is required`},
		"a control character":  {graphOf([]thing{{ID: "a", Note: "x\x01y"}}, nil), `graph: node 1: exporters: things, row 1: note "x\x01y": has the control character U+0001`},
		"a character not XML":  {graphOf([]thing{{ID: "a", Note: "x\uFFFEy"}}, nil), "graph: node 1: note \"x\\ufffey\" has a character that XML cannot have"},
		"a number too large":   {graphOf([]thing{{ID: "a", Size: large}}, nil), fmt.Sprintf("graph: node 1: size %d does not fit in 32 bits", large)},
		"nothing":              {graph.Graph{}, "graph: want 1 columns or more of nodes, not 0"},
		"edges with one end":   {graph.Graph{Nodes: narrow, Edges: narrow}, "graph: want 2 columns or more of edges, not 1"},
		"a table that is none": {graph.Graph{Nodes: exporters.NewTable("maps", "", slices.Values([]map[string]int{})), Edges: narrow}, "graph: exporters: table maps: map[string]int is not a struct"},
	} {
		for format, to := range formats {
			err := to(io.Discard, c.g)
			require.Error(t, err, name)
			if d := cmp.Diff(c.want, err.Error()); d != "" {
				t.Errorf("%s as %s (-want +got):\n%s", name, format, d)
			}
		}
	}
}

func TestLabelsAndWeightsOfEdges(t *testing.T) {
	half := 0.5
	text := write(t, graph.WriteGEXF, graphOf([]thing{{ID: "a"}, {ID: "b"}}, []link{{A: "a", B: "b", Label: "a & b", Weight: &half}}))
	require.Contains(t, text, `<edge source="a" target="b" label="a &amp; b" weight="0.5">`)
}

// A text named weight is an attribute like any other, and one without a value is none.
func TestWeightsThatAreNoNumbers(t *testing.T) {
	type edge struct {
		A      string `csv:"a"`
		B      string `csv:"b"`
		Weight string `csv:"weight"`
	}
	g := graph.Graph{Nodes: exporters.NewTable("things", "", slices.Values([]thing{{ID: "a"}, {ID: "b"}})), Edges: exporters.NewTable("e", "", slices.Values([]edge{{"a", "b", "heavy"}}))}
	_, edges := readGEXF(t, write(t, graph.WriteGEXF, g))
	require.Equal(t, map[string]map[string]string{"a b": {"weight": "string heavy"}}, edges)
}

// failing takes some bytes and then no more.
type failing struct{ left int }

var errFull = errors.New("full")

func (f *failing) Write(p []byte) (int, error) {
	if len(p) > f.left {
		return 0, errFull
	}
	f.left -= len(p)
	return len(p), nil
}

func TestWriteErrorsAreKept(t *testing.T) {
	data := tiny(t)
	g := graph.TwoMode(data.Roll(data.Timeline(), attendance.Rule{}), data.Everybody())
	for name, to := range formats {
		size := len(write(t, to, g))
		for _, left := range []int{0, size / 2, size - 1} {
			require.ErrorIs(t, to(&failing{left}, g), errFull, "%s after %d bytes", name, left)
		}
		require.NoError(t, to(&failing{size}, g))
	}
}
