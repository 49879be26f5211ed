package timeline_test

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/timeline"
)

func TestFaultError(t *testing.T) {
	wrong := errors.New("is wrong")
	unknown := &timeline.UnknownError{What: "summit", ID: "madird", Near: []string{"madrid", "madras"}}
	tests := []struct {
		fault  timeline.Fault
		want   string
		reason string
	}{
		{timeline.Fault{File: "d/summits.csv", Line: 7, Table: "summits", Row: 6, Column: "start_date", Value: "x", Err: wrong}, `d/summits.csv:7: start_date "x": is wrong`, "a file has lines, and needs no table"},
		{timeline.Fault{File: "d/summits.csv", Table: "summits", Err: wrong}, `d/summits.csv: is wrong`, "a file as a whole"},
		{timeline.Fault{Table: "summits", Row: 6, Column: "start_date", Value: "x", Err: wrong}, `summits, row 6: start_date "x": is wrong`, "rows that come from no file"},
		{timeline.Fault{Table: "summits", Line: 7, Row: 6, Err: wrong}, `line 7, summits: is wrong`, "a stream has lines, but no name"},
		{timeline.Fault{Line: 7, Column: "name", Value: "x", Err: wrong}, `line 7: name "x": is wrong`, "nor always a table"},
		{timeline.Fault{Table: "summits", Err: wrong}, `summits: is wrong`, "a table as a whole"},
		{timeline.Fault{Table: "summits", Row: 6, Err: wrong}, `summits, row 6: is wrong`, "a row as a whole"},
		{timeline.Fault{Table: "t", Column: "name", Err: wrong}, `t: name "": is wrong`, "an empty cell"},
		{timeline.Fault{Table: "t", Column: "name", Value: "a\"b\nc", Err: wrong}, `t: name "a\"b\nc": is wrong`, "a message is one line"},
		{timeline.Fault{Table: "t", Column: "name", Value: strings.Repeat("é", 60), Err: wrong}, `t: name "` + strings.Repeat("é", 60) + `": is wrong`, "sixty characters are shown"},
		{timeline.Fault{Table: "t", Column: "name", Value: strings.Repeat("é", 61), Err: wrong}, `t: name "` + strings.Repeat("é", 60) + `"... (122 bytes): is wrong`, "more are cut"},
		{timeline.Fault{Table: "t", Row: 1, Column: "summit_id", Value: "madird", Err: unknown}, `t, row 1: summit_id "madird": no such summit; did you mean madrid or madras?`, "the id is named once"},
		{timeline.Fault{Table: "t", Row: 3, See: 1, Column: "t_id", Value: "x", Err: timeline.ErrDuplicate}, `t, row 3: t_id "x": is there twice; see row 1`, "about another row"},
		{timeline.Fault{File: "t.csv", Line: 4, See: 1, SeeLine: 2, Column: "t_id", Value: "x", Err: timeline.ErrDuplicate}, `t.csv:4: t_id "x": is there twice; see line 2`, "which has a line in a file"},
		{timeline.Fault{Table: "t", Err: errors.New("\x1b[31mred\u200b")}, `t: \x1b[31mred\u200b`, "what a terminal would act on or not show"},
		{timeline.Fault{Table: "t", Row: 1, Err: unknown}, `t, row 1: no summit "madird"; did you mean madrid or madras?`, "without a column the error names it"},
	}
	for _, test := range tests {
		if diff := cmp.Diff(test.want, test.fault.Error()); diff != "" {
			t.Errorf("%s (-want +got):\n%s", test.reason, diff)
		}
		if !errors.Is(&test.fault, test.fault.Err) {
			t.Errorf("%s: the cause is not found", test.reason)
		}
	}
	long := timeline.UnknownError{What: "topic", ID: strings.Repeat("x", 100)}
	if diff := cmp.Diff(`no topic "`+strings.Repeat("x", 60)+`"... (100 bytes)`, long.Error()); diff != "" {
		t.Errorf("a long id (-want +got):\n%s", diff)
	}
}

func TestFaults(t *testing.T) {
	a, b, c := &timeline.Fault{Table: "a"}, &timeline.Fault{Table: "b"}, &timeline.Fault{Table: "c"}
	tests := []struct {
		reason string
		err    error
		want   []*timeline.Fault
		all    bool
	}{
		{"no error has no fault", nil, nil, true},
		{"one", a, []*timeline.Fault{a}, true},
		{"joined", errors.Join(a, b), []*timeline.Fault{a, b}, true},
		{"joined twice, in order", errors.Join(errors.Join(b, a), c), []*timeline.Fault{b, a, c}, true},
		{"something else", fs.ErrNotExist, nil, false},
		{"something else among them", errors.Join(a, fs.ErrNotExist, b), []*timeline.Fault{a, b}, false},
		{"several by their verbs", fmt.Errorf("%w and %w", a, b), []*timeline.Fault{a, b}, true},
	}
	for _, test := range tests {
		got, all := timeline.Faults(test.err)
		require.Len(t, got, len(test.want), test.reason)
		for i := range got {
			if got[i] != test.want[i] {
				t.Errorf("%s: fault %d is %v", test.reason, i, got[i].Table)
			}
		}
		if all != test.all {
			t.Errorf("%s: nothing but faults: %v", test.reason, all)
		}
	}
}
