package timeline_test

import (
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/summitry/summitry/timeline"
)

func TestParseDate(t *testing.T) {
	tests := []struct {
		text   string
		want   timeline.Date // zero: an error
		reason string
	}{
		{"1975-11-15", timeline.Date{Year: 1975, Month: 11, Day: 15}, "a day"},
		{"1975-11", timeline.Date{Year: 1975, Month: 11}, "a month"},
		{"1975", timeline.Date{Year: 1975}, "a year"},
		{"0001", timeline.Date{Year: 1}, "the first year"},
		{"9999-12-31", timeline.Date{Year: 9999, Month: 12, Day: 31}, "the last day"},
		{"2000-02-29", timeline.Date{Year: 2000, Month: 2, Day: 29}, "a leap day"},
		{"1900-02-29", timeline.Date{}, "no leap year"},
		{"2001-04-31", timeline.Date{}, "no such day"},
		{"2001-13", timeline.Date{}, "no such month"},
		{"2001-00", timeline.Date{}, "a month zero is no month"},
		{"2001-05-00", timeline.Date{}, "a day zero is no day"},
		{"0000", timeline.Date{}, "there was no year 0"},
		{"0000-01-01", timeline.Date{}, "nor a day in it"},
		{"", timeline.Date{}, "nothing is no date"},
		{"1975-1-5", timeline.Date{}, "two digits are wanted"},
		{"75-11-15", timeline.Date{}, "four digits are wanted"},
		{"19751115", timeline.Date{}, "hyphens are wanted"},
		{"1975-11-15T00:00:00Z", timeline.Date{}, "a time"},
		{" 1975", timeline.Date{}, "a blank before"},
		{"1975 ", timeline.Date{}, "a blank behind"},
		{"+975", timeline.Date{}, "a sign"},
		{"-975", timeline.Date{}, "a year before ours"},
		{"10000", timeline.Date{}, "five digits"},
		{"１９７５", timeline.Date{}, "digits of another script"},
		{"1975-", timeline.Date{}, "half a month"},
		{"1975-11-", timeline.Date{}, "half a day"},
		{"15.11.1975", timeline.Date{}, "another order"},
	}
	for _, test := range tests {
		t.Run(test.reason, func(t *testing.T) {
			got, err := timeline.ParseDate(test.text)
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Errorf("ParseDate(%q) (-want +got):\n%s", test.text, diff)
			}
			if bad := test.want == (timeline.Date{}); bad != (err != nil) {
				t.Errorf("ParseDate(%q): error %v", test.text, err)
			}
			if err != nil && !strings.Contains(err.Error(), "2006-01-02, 2006-01 or 2006") {
				t.Errorf("the error does not say what is wanted: %v", err)
			}
			if got.IsValid() != (err == nil) {
				t.Errorf("IsValid is %v", got.IsValid())
			}
			// An empty cell is a date that is not recorded; all else is read as by ParseDate.
			into := timeline.Date{Year: 1}
			if uerr := into.UnmarshalText([]byte(test.text)); (uerr == nil) != (err == nil || test.text == "") || into != got {
				t.Errorf("UnmarshalText gives %v, %v", into, uerr)
			}
		})
	}
}

func TestDateBounds(t *testing.T) {
	tests := []struct{ text, first, last, reason string }{
		{"", "", "", "not known"},
		{"2001", "2001-01-01", "2001-12-31", "a year"},
		{"2001-02", "2001-02-01", "2001-02-28", "a short month"},
		{"2004-02", "2004-02-01", "2004-02-29", "in a leap year"},
		{"2001-12", "2001-12-01", "2001-12-31", "the last month"},
		{"2001-05-11", "2001-05-11", "2001-05-11", "a day"},
	}
	for _, test := range tests {
		d := day(test.text)
		if diff := cmp.Diff([]string{test.first, test.last}, []string{d.First().String(), d.Last().String()}); diff != "" {
			t.Errorf("%s: first and last day of %q (-want +got):\n%s", test.reason, test.text, diff)
		}
	}
}

func TestDateInvalid(t *testing.T) {
	for _, d := range []timeline.Date{
		{Year: -1},
		{Year: 10000},
		{Month: 5},
		{Day: 5},
		{Year: 2001, Day: 5},
		{Year: 2001, Month: 13},
		{Year: 2001, Month: -1},
		{Year: 2001, Month: 2, Day: 29},
		{Year: 2001, Month: 2, Day: -1},
		{Year: 2001, Month: 12, Day: 32},
	} {
		if d.IsValid() {
			t.Errorf("%#v is valid", d)
		}
		if text, err := d.MarshalText(); err == nil {
			t.Errorf("%#v is written as %q", d, text)
		}
	}
	if text, err := (timeline.Date{}).MarshalText(); err != nil || len(text) > 0 {
		t.Errorf("the zero date is written as %q, %v", text, err)
	}
	if (timeline.Date{}).IsValid() {
		t.Error("the zero date is valid")
	}
}

// genDate gives dates of every precision, near each other so that they often share a year or a month.
func genDate() *rapid.Generator[timeline.Date] {
	return rapid.Custom(func(t *rapid.T) timeline.Date {
		at := time.Date(rapid.IntRange(1, 9999).Draw(t, "year"), 1, 1+rapid.IntRange(0, 364).Draw(t, "day"), 0, 0, 0, 0, time.UTC)
		if rapid.Bool().Draw(t, "near") {
			at = time.Date(2003+rapid.IntRange(0, 1).Draw(t, "leap"), 1, 1+rapid.IntRange(0, 365).Draw(t, "near day"), 0, 0, 0, 0, time.UTC)
		}
		text := at.Format("2006-01-02")
		return day(text[:rapid.SampledFrom([]int{4, 7, 10}).Draw(t, "precision")])
	})
}

func TestDateProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d, e := genDate().Draw(t, "d"), genDate().Draw(t, "e")
		if want, got := strings.Compare(d.String(), e.String()), d.Compare(e); want != got {
			t.Errorf("%s against %s: %d, as text %d", d, e, got, want)
		}
		if back, err := timeline.ParseDate(d.String()); err != nil || back != d {
			t.Errorf("%s is read as %s, %v", d, back, err)
		}
		// The first and the last day are within d, and the days next to them are not.
		first, err := time.Parse("2006-01-02", d.First().String())
		require.NoError(t, err)
		last, err := time.Parse("2006-01-02", d.Last().String())
		require.NoError(t, err)
		within := func(at time.Time) bool { return strings.HasPrefix(at.Format("2006-01-02"), d.String()) }
		if !within(first) || !within(last) || within(first.AddDate(0, 0, -1)) || within(last.AddDate(0, 0, 1)) {
			t.Errorf("%s reaches from %s to %s", d, d.First(), d.Last())
		}
	})
}

func FuzzDate(f *testing.F) {
	for _, seed := range []string{"", "1975", "1975-11", "1975-11-15", "0000-00-00", "1975-11-15 ", "1975-1", "9999-12-31"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := timeline.ParseDate(text)
		if err != nil {
			if d != (timeline.Date{}) {
				t.Errorf("an error comes with %v", d)
			}
			return
		}
		if !d.IsValid() || d.String() != text {
			t.Errorf("%q is read as %v", text, d)
		}
		if out, err := d.MarshalText(); err != nil || string(out) != text {
			t.Errorf("%q is written as %q, %v", text, out, err)
		}
		if d.First().Compare(d) < 0 || d.Last().Compare(d.First()) < 0 {
			t.Errorf("%s reaches from %s to %s", d, d.First(), d.Last())
		}
	})
}
