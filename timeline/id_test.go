package timeline_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

func TestListText(t *testing.T) {
	tests := []struct {
		text   string
		want   timeline.List[string]
		bad    string // what the error says
		reason string
	}{
		{"", nil, "", "an empty cell is no item"},
		{"a", timeline.List[string]{"a"}, "", "one item"},
		{"b;a", timeline.List[string]{"b", "a"}, "", "the order is kept"},
		{"New York;São Paulo", timeline.List[string]{"New York", "São Paulo"}, "", "blanks within are kept"},
		{"a;", nil, "empty item", "a semicolon at the end"},
		{";a", nil, "empty item", "a semicolon at the beginning"},
		{"a;;b", nil, "empty item", "two semicolons"},
		{";", nil, "empty item", "nothing but a semicolon"},
		{"a; b", nil, `item " b"`, "a blank before an item"},
		{"a ;b", nil, `item "a "`, "a blank behind an item"},
		{"a;b;a", nil, `"a" twice`, "an item that is there twice"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			got := timeline.List[string]{"stale"}
			err := got.UnmarshalText([]byte(test.text))
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("%q (-want +got):\n%s", test.text, diff)
			}
			if (test.bad == "") != (err == nil) || (err != nil && !strings.Contains(err.Error(), test.bad)) {
				t.Errorf("%q: error %v, want %q", test.text, err, test.bad)
			}
		})
	}
	list := timeline.List[string]{"a", "b"}
	if !list.Has("b") || list.Has("c") || list.Has("") {
		t.Error("Has is wrong")
	}
}

// What is written must be read again, so a list that cannot be read is not written.
func TestListMarshalIsStrict(t *testing.T) {
	for _, list := range []timeline.List[string]{{""}, {"a", ""}, {"a;b"}, {" a"}, {"a\t"}, {"a", "a"}} {
		if text, err := list.MarshalText(); err == nil {
			t.Errorf("%q is written as %q", []string(list), text)
		}
	}
}

func TestListRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		item := rapid.StringMatching(`[a-zé"',;]([a-z ]{0,3}[a-z])?`)
		list := timeline.List[string](rapid.SliceOfNDistinct(item, 0, 4, rapid.ID[string]).Draw(t, "list"))
		text, err := list.MarshalText()
		if strings.Contains(strings.Join(list, ""), ";") {
			if err == nil {
				t.Errorf("%q is written as %q", []string(list), text)
			}
			return
		}
		var back timeline.List[string]
		if uerr := back.UnmarshalText(text); err != nil || uerr != nil || strings.Join(back, ";") != strings.Join(list, ";") || len(back) != len(list) {
			t.Errorf("%q is written as %q, %v, and read as %q, %v", []string(list), text, err, []string(back), uerr)
		}
	})
}

func FuzzList(f *testing.F) {
	for _, seed := range []string{"", "a", "a;b", "a;;b", ";", "a; b", "a;a", "é;\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var list timeline.List[string]
		if err := list.UnmarshalText([]byte(text)); err != nil {
			if list != nil {
				t.Errorf("%q: an error comes with %q", text, []string(list))
			}
			return
		}
		if out, err := list.MarshalText(); err != nil || string(out) != text || list.String() != text {
			t.Errorf("%q is written as %q, %v", text, out, err)
		}
		for i, item := range list {
			if item == "" || strings.ContainsAny(item, ";") || timeline.List[string](list[:i]).Has(item) {
				t.Errorf("%q has the item %q", text, item)
			}
		}
	})
}

func TestNumberText(t *testing.T) {
	tests := []struct {
		text   string
		want   timeline.Number
		bad    bool
		reason string
	}{
		{"", 0, false, "an empty cell"},
		{"1", 1, false, "the least"},
		{"39", 39, false, "two digits"},
		{"2147483647", 2147483647, false, "the greatest"},
		{"2147483648", 0, true, "more than an int has on small machines"},
		{"0", 0, true, "zero is an empty cell"},
		{"-1", 0, true, "negative"},
		{"+1", 0, true, "a sign"},
		{"01", 0, true, "a leading zero"},
		{"1.0", 0, true, "a point"},
		{"1,000", 0, true, "a comma"},
		{" 1", 0, true, "a blank"},
		{"0x1", 0, true, "another base"},
		{"1e3", 0, true, "an exponent"},
		{"one", 0, true, "a word"},
		{"١", 0, true, "a digit of another script"},
	}
	for _, test := range tests {
		got := timeline.Number(7)
		if err := got.UnmarshalText([]byte(test.text)); got != test.want || (err != nil) != test.bad {
			t.Errorf("%s: %q is read as %d, %v", test.reason, test.text, got, err)
		}
		if test.bad {
			continue
		}
		if out, err := test.want.MarshalText(); err != nil || string(out) != test.text {
			t.Errorf("%s: %d is written as %q, %v", test.reason, test.want, out, err)
		}
	}
	if text, err := timeline.Number(-1).MarshalText(); err == nil {
		t.Errorf("-1 is written as %q", text)
	}
}

func FuzzNumber(f *testing.F) {
	for _, seed := range []string{"", "0", "1", "-1", "007", "2147483648", "9e9"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var n timeline.Number
		if err := n.UnmarshalText([]byte(text)); err != nil {
			if n != 0 {
				t.Errorf("%q: an error comes with %d", text, n)
			}
			return
		}
		if out, err := n.MarshalText(); err != nil || string(out) != text || n < 0 || (n == 0) != (text == "") {
			t.Errorf("%q is read as %d and written as %q, %v", text, n, out, err)
		}
	})
}

// In JSON a list is an array, also an empty one, and as strict as its text.
func TestListJSON(t *testing.T) {
	for want, list := range map[string]timeline.List[string]{`[]`: nil, `["b","a"]`: {"b", "a"}} {
		text, err := json.Marshal(list)
		require.NoError(t, err)
		require.Equal(t, want, string(text))
		read := timeline.List[string]{"left"}
		require.NoError(t, json.Unmarshal(text, &read))
		require.Equal(t, list, read)
	}
	for _, text := range []string{`[""]`, `["a","a"]`, `["a;b"]`, `[" a"]`, `"a"`, `[1]`} {
		var read timeline.List[string]
		require.Error(t, json.Unmarshal([]byte(text), &read), text)
		require.Nil(t, read)
	}
	_, err := json.Marshal(timeline.List[string]{"a;b"})
	require.Error(t, err)
}
