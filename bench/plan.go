package main

// A register is one that ./gen makes.
type register struct {
	name  string
	rows  int
	flags []string
	once  bool // whether it is so large that one run has to do
}

// Conferences have few gatherings of thousands of delegations, as those on climate; bodies have many of some dozens.
var (
	small       = register{"5 thousand", 5_000, []string{"-participants=120", "-series=3", "-summits=42"}, false}
	conference  = register{"311 thousand", 311_000, []string{"-participants=3197", "-series=1", "-summits=42"}, false}
	conference1 = register{"1 million", 1_000_000, []string{"-participants=3197", "-series=1", "-summits=135"}, false}
	conference3 = register{"3 million", 3_000_000, []string{"-participants=3197", "-series=1", "-summits=405"}, true}
	gatherings  = register{"2,000 gatherings", 300_000, []string{"-participants=200", "-series=40", "-summits=2000"}, true}
	bodies1     = register{"1 million, 12 bodies", 1_000_000, []string{"-participants=200", "-series=12", "-summits=200"}, true}
	bodies3     = register{"3 million, 12 bodies", 3_000_000, []string{"-participants=200", "-series=12", "-summits=600"}, true}
	builtin     = register{name: "the built-in set"}
)

// A task is what is measured, on which registers, of which programs.
type task struct {
	name      string
	what      string
	registers []register
	programs  []string
}

// Programs are these; "checked" ones check what they offer to check.
const (
	ours          = "ours"
	gocsvAlone    = "gocsv"
	duckdb        = "duckdb"
	duckdbChecked = "duckdb checked"
	pandas        = "pandas"
	pandasChecked = "pandas checked"
	polars        = "polars"
	networkx      = "networkx"
)

var tasks = []task{
	{"open", "open the built-in set, with all checks", []register{builtin}, []string{ours}},
	{"question", "the slowest of single questions on it, with its evidence", []register{builtin}, []string{ours}},
	{
		"read", "read attendance; ours reads and checks all 13 tables",
		[]register{small, conference, conference1, conference3},
		[]string{ours, duckdb, duckdbChecked, pandas, pandasChecked, polars, gocsvAlone},
	},
	{"csv", "write attendance as CSV", []register{small, conference, conference1}, []string{ours, duckdb, pandas, polars, gocsvAlone}},
	{"jsonl", "write attendance as JSON Lines", []register{small, conference, conference1}, []string{ours, duckdb, pandas, polars}},
	{"newman", "the Newman projection: the weight of the tie of each two delegations", []register{conference}, []string{ours, pandas, duckdb, networkx}},
	{"streaks", "the longest and the current run and the rate of each participant", []register{small, conference, conference1, conference3}, []string{ours}},
	{"matrix", "who was at each gathering, and the similarity of the topics of each two", []register{gatherings}, []string{ours}},
	{"whole", "read, check, make all derived tables, write all tables as CSV", []register{bodies1, bodies3}, []string{ours}},
}

// A target is one of: to be so many times as fast as another program, to take less than so many seconds, to have less than so many live
// bytes a row, to have a peak of less than so many bytes.
type target struct {
	task     string
	register register
	peer     string
	factor   float64
	seconds  float64
	live     float64
	peak     float64
}

var targets = []target{
	{task: "open", register: builtin, seconds: 0.010},
	{task: "question", register: builtin, seconds: 0.001},
	{task: "read", register: conference1, peer: duckdb, factor: 1},
	{task: "read", register: conference1, peer: pandas, factor: 3},
	{task: "read", register: conference1, live: 150},
	{task: "csv", register: conference1, peer: duckdb, factor: 2},
	{task: "csv", register: conference1, peer: pandas, factor: 5},
	{task: "jsonl", register: conference1, peer: duckdb, factor: 2},
	{task: "jsonl", register: conference1, peer: pandas, factor: 5},
	{task: "newman", register: conference, peer: pandas, factor: 5},
	{task: "newman", register: conference, peer: duckdb, factor: 40},
	{task: "newman", register: conference, peer: networkx, factor: 500},
	{task: "streaks", register: conference1, seconds: 0.3},
	{task: "matrix", register: gatherings, seconds: 0.2},
	{task: "whole", register: bodies3, seconds: 10},
	{task: "whole", register: bodies3, peak: 2 << 30},
}
