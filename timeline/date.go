package timeline

import (
	"cmp"
	"errors"
	"fmt"
	"time"
)

// A Date is a day, a month or a year: as precise as it is filled, so Date{Year: 1975} is some day of 1975. The zero Date is not
// known. Dates have no time zone; they are those of the place.
type Date struct{ Year, Month, Day int }

var errDate = errors.New("want a date that exists, as 2006-01-02, 2006-01 or 2006")

// ParseDate reads a date such as 1975-11-15, 1975-11 or 1975.
func ParseDate(text string) (Date, error) {
	for _, layout := range []string{"2006-01-02", "2006-01", "2006"} {
		t, err := time.Parse(layout, text)
		if err != nil || len(text) != len(layout) {
			continue
		}
		d := Date{Year: t.Year()}
		if len(layout) > len("2006") {
			d.Month = int(t.Month())
		}
		if len(layout) > len("2006-01") {
			d.Day = t.Day()
		}
		if d.IsValid() {
			return d, nil
		}
	}
	return Date{}, errDate
}

// IsValid reports whether d is a day, month or year that exists, from the year 1 to 9999. The zero Date is not.
func (d Date) IsValid() bool {
	switch {
	case d.Year < 1 || d.Year > 9999:
		return false
	case d.Month == 0:
		return d.Day == 0
	case d.Month < 1 || d.Month > 12:
		return false
	case d.Day == 0:
		return true
	}
	return d.Day >= 1 && d.Day <= daysIn(d.Year, d.Month)
}

func daysIn(year, month int) int {
	return time.Date(year, time.Month(month)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// First is the first day that d can mean. It is the zero Date for the zero Date.
func (d Date) First() Date {
	if d.Year == 0 {
		return Date{}
	}
	return Date{d.Year, max(d.Month, 1), max(d.Day, 1)}
}

// Last is the last day that d can mean. It is the zero Date for the zero Date.
func (d Date) Last() Date {
	switch {
	case d.Year == 0:
		return Date{}
	case d.Month == 0:
		return Date{d.Year, 12, 31}
	case d.Day == 0:
		return Date{d.Year, d.Month, daysIn(d.Year, d.Month)}
	}
	return d
}

// Compare orders dates as their text is ordered: 1975 before 1975-11 before 1975-11-15. It is -1, 0 or 1.
func (d Date) Compare(e Date) int {
	return cmp.Or(cmp.Compare(d.Year, e.Year), cmp.Compare(d.Month, e.Month), cmp.Compare(d.Day, e.Day))
}

// addDays gives the day n days after the first day of d.
func (d Date) addDays(n int) Date {
	f := d.First()
	t := time.Date(f.Year, time.Month(f.Month), f.Day+n, 0, 0, 0, 0, time.UTC)
	return Date{t.Year(), int(t.Month()), t.Day()}
}

// String gives the date as its precision has it: 1975-11-15, 1975-11 or 1975, and nothing for the zero Date.
func (d Date) String() string {
	switch {
	case d == Date{}:
		return ""
	case d.Month == 0:
		return fmt.Sprintf("%04d", d.Year)
	case d.Day == 0:
		return fmt.Sprintf("%04d-%02d", d.Year, d.Month)
	}
	return fmt.Sprintf("%04d-%02d-%02d", d.Year, d.Month, d.Day)
}

// MarshalText is String, with an error for a date that does not exist.
func (d Date) MarshalText() ([]byte, error) {
	if d != (Date{}) && !d.IsValid() {
		return nil, fmt.Errorf("%d-%d-%d: %w", d.Year, d.Month, d.Day, errDate)
	}
	return []byte(d.String()), nil
}

// UnmarshalText is ParseDate; empty text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	*d = Date{}
	if len(text) == 0 {
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err == nil {
		*d = parsed
	}
	return err
}
