package timeline

import (
	"fmt"
	"strconv"

	"github.com/summitry/summitry/internal/ratio"
)

// A Measure is the value of a formula, with bounds over all that incomplete records leave possible. The bounds are tight, which is
// to say that each is the value in one of the possible cases, unless Loose says that they are only sure. They are of the cases in
// which the formula has a value: Jaccard has none for two empty sets.
type Measure struct {
	Least, Most float64
	Value       Truth // whether there is one: in all possible cases, in none, or, if unknown, in some
	Loose       bool
}

// Certain reports whether the formula has one value in all possible cases.
func (m Measure) Certain() bool { return m.Value == Yes && m.Least == m.Most }

// String gives "0.5", "0.25 to 0.5", or "no value", with three decimals at the most.
func (m Measure) String() string {
	if m.Value == No {
		return "no value"
	}
	number := func(x float64) string { return strconv.FormatFloat(round(x), 'f', -1, 64) }
	text := number(m.Least)
	if m.Least != m.Most {
		text = fmt.Sprintf("%s to %s", text, number(m.Most))
	}
	if m.Value == Unknown {
		text += ", or no value"
	}
	return text
}

func round(x float64) float64 {
	rounded, err := strconv.ParseFloat(strconv.FormatFloat(x, 'f', 3, 64), 64)
	if err != nil {
		return x
	}
	return rounded
}

func measureOf(b ratio.Bounds) Measure {
	m := Measure{Least: b.Least, Most: b.Most, Value: No}
	switch {
	case b.Always:
		m.Value = Yes
	case b.Ever:
		m.Value = Unknown
	}
	return m
}

// through gives the measure that a function makes of this one; it rises or falls with it throughout.
func (m Measure) through(f func(float64) float64) Measure {
	if m.Value == No {
		return m
	}
	a, b := f(m.Least), f(m.Most)
	m.Least, m.Most = min(a, b), max(a, b)
	return m
}
