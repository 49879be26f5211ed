package enum_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/internal/enum"
)

type colour uint8

var colours = []string{"", "red", "green"}

func TestText(t *testing.T) {
	for value, want := range map[colour]string{0: "", 1: "red", 2: "green", 3: "invalid(3)", 255: "invalid(255)"} {
		if diff := cmp.Diff(want, enum.Text(colours, value)); diff != "" {
			t.Errorf("%d (-want +got):\n%s", uint8(value), diff)
		}
		text, err := enum.Marshal(colours, value)
		if value > 2 {
			require.Error(t, err)
			if diff := cmp.Diff("enum_test.colour has no value "+want[len("invalid("):len(want)-1], err.Error()); diff != "" {
				t.Errorf("%d (-want +got):\n%s", uint8(value), diff)
			}
			continue
		}
		require.NoError(t, err)
		if diff := cmp.Diff(want, string(text)); diff != "" {
			t.Errorf("%d (-want +got):\n%s", uint8(value), diff)
		}
	}
}

func TestUnmarshal(t *testing.T) {
	tests := []struct {
		text   string
		want   colour
		hint   string // empty: none; "-": no error
		reason string
	}{
		{"", 0, "-", "an empty cell"},
		{"red", 1, "-", "a word"},
		{"green", 2, "-", "the last word"},
		{"Red", 9, "red", "case counts"},
		{"grene", 9, "green", "a near word is named"},
		{"blue", 9, "", "none is near"},
		{"d", 9, "", "the empty word is never meant"},
	}
	for _, test := range tests {
		got := colour(9)
		err := enum.Unmarshal(colours, &got, []byte(test.text))
		if got != test.want || (err == nil) != (test.hint == "-") {
			t.Errorf("%s: %q is read as %d, %v", test.reason, test.text, got, err)
		}
		if err == nil {
			continue
		}
		if !strings.Contains(err.Error(), "red, green") {
			t.Errorf("%s: %q does not say which words there are", test.reason, err)
		}
		_, hint, _ := strings.Cut(err.Error(), "did you mean ")
		hint, _, _ = strings.Cut(strings.Trim(hint, `"`), "?")
		if strings.Trim(hint, `"`) != test.hint {
			t.Errorf("%s: %q has the hint %q, want %q", test.reason, err, hint, test.hint)
		}
	}
}
