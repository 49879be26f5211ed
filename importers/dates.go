package importers

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/summitry/summitry/timeline"
)

// months are the names of the months in the languages of many lists, with the short forms that are usual.
var months = map[string]int{}

func init() {
	for _, language := range []string{
		"january february march april may june july august september october november december",
		"jan feb mar apr may jun jul aug sep oct nov dec",
		"- - - - - - - - sept - - -",
		"janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre",
		"janv fevr - avr - - juil - - - - -",
		"enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
		"ene - - abr - - - ago - - - dic",
		"januar februar marz - - juni juli - - oktober - dezember",
		"- - maerz - - - - - - okt - dez",
		"janeiro fevereiro marco - maio junho julho - setembro outubro novembro dezembro",
		"gennaio febbraio - aprile maggio giugno luglio - settembre ottobre - dicembre",
	} {
		for i, name := range strings.Fields(language) {
			if name != "-" {
				months[name] = i + 1
			}
		}
	}
}

var (
	isoDate   = regexp.MustCompile(`^(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$`)
	numbers   = regexp.MustCompile(`^(\d{1,4})[./-](\d{1,2})[./-](\d{1,4})(?: \d{1,2}:\d{2}(?::\d{2})?)?$`)
	monthYear = regexp.MustCompile(`^(\d{1,2})[./](\d{4})$`)
	dashes    = regexp.MustCompile(`\s*[\x{2010}-\x{2015}]\s*`)
	spaced    = regexp.MustCompile(`\s+(?:-|to|until|through|au|al|bis)\s+`)
	ordinal   = regexp.MustCompile(`\b(\d{1,2})(?:st|nd|rd|th|er|º|ª)\b`)
	weekday   = regexp.MustCompile(`^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+`)
	dayRange  = regexp.MustCompile(`\b(\d{1,2}) ?(?:-|and|&) ?(\d{1,2})\b`)
)

// dayDays is a span within a month in numbers: 28.-29.06.2018, 28-29/6/2018.
var dayDays = regexp.MustCompile(`^(\d{1,2})\.? ?- ?(\d{1,2})([./])(\d{1,2})[./](\d{4})$`)

var errNoDate = errors.New("want a date, as 2019-06-28, June 28, 2019, 28/06/2019 (say dates = [\"D/M/YYYY\"]), 2019-06 or 2019")

// A span is a date, or the first and the last of several days.
type span struct{ first, last timeline.Date }

// span reads a date or a range of days, as 28-29 June 2019. Numbers such as 03/04/2019 are read by the shapes of the mapping, and refused
// with both readings if it has none.
func (m Mapping) span(text string) (span, error) {
	d, errDate := m.date(text)
	if errDate == nil || errors.As(errDate, new(*ambiguous)) {
		return span{d, d}, errDate
	}
	plain := dashes.ReplaceAllString(strings.ToLower(text), " - ")
	if f := dayDays.FindStringSubmatch(spaced.ReplaceAllString(plain, "-")); f != nil {
		first, errFirst := full(atoi(f[5]), atoi(f[4]), atoi(f[1]))
		last, errLast := full(atoi(f[5]), atoi(f[4]), atoi(f[2]))
		if errFirst == nil && errLast == nil && first.Compare(last) <= 0 {
			return span{first, last}, nil
		}
		return span{}, errNoDate
	}
	if m := dayRange.FindStringSubmatchIndex(spaced.ReplaceAllString(plain, "-")); m != nil {
		joined := spaced.ReplaceAllString(plain, "-")
		first, errFirst := wordDate(joined[:m[3]] + joined[m[1]:])
		last, errLast := wordDate(joined[:m[2]] + joined[m[4]:])
		if errFirst == nil && errLast == nil && first.Compare(last) <= 0 {
			return span{first, last}, nil
		}
	}
	if parts := spaced.Split(plain, -1); len(parts) == 2 {
		last, err := m.date(parts[1])
		if err != nil {
			return span{}, errNoDate
		}
		for _, start := range []string{parts[0], fmt.Sprintf("%s %d", strings.TrimRight(parts[0], ","), last.Year)} {
			if first, err := m.date(start); err == nil && first.Compare(last) <= 0 {
				return span{first, last}, nil
			}
		}
	}
	return span{}, errDate
}

// An ambiguous is a text that can be read in several ways.
type ambiguous struct{ choices []string }

func (a *ambiguous) Error() string { return "is ambiguous: want " + strings.Join(a.choices, " or ") }

// date reads one date.
func (m Mapping) date(text string) (timeline.Date, error) {
	if slices.Contains(m.Dates, "YYYYMMDD") && len(text) == 8 {
		if n, err := strconv.Atoi(text); err == nil {
			return valid(n/10000, n/100%100, n%100)
		}
	}
	if f := isoDate.FindStringSubmatch(text); f != nil {
		d, err := valid(atoi(f[1]), atoi(f[2]), atoi(f[3]))
		if err == nil && ((f[2] != "" && d.Month == 0) || (f[3] != "" && d.Day == 0)) {
			return timeline.Date{}, errNoDate
		}
		return d, err
	}
	if f := monthYear.FindStringSubmatch(text); f != nil {
		if atoi(f[1]) == 0 {
			return timeline.Date{}, errNoDate
		}
		return valid(atoi(f[2]), atoi(f[1]), 0)
	}
	if f := numbers.FindStringSubmatch(text); f != nil {
		return m.numbers(f[1], f[2], f[3])
	}
	return wordDate(strings.ToLower(text))
}

func atoi(text string) int {
	n, _ := strconv.Atoi(text) // the patterns have digits alone
	return n
}

func valid(year, month, day int) (timeline.Date, error) {
	d := timeline.Date{Year: year, Month: month, Day: day}
	if !d.IsValid() {
		return timeline.Date{}, fmt.Errorf("there is no such day: %w", errNoDate)
	}
	return d, nil
}

// numbers reads three numbers, of which one has to be a year of four digits.
func (m Mapping) numbers(a, b, c string) (timeline.Date, error) {
	if len(a) == 4 && len(c) <= 2 {
		return full(atoi(a), atoi(b), atoi(c))
	}
	if len(c) != 4 || len(a) > 2 {
		return timeline.Date{}, fmt.Errorf("want a year of four digits: %w", errNoDate)
	}
	dayFirst, errDay := full(atoi(c), atoi(b), atoi(a))
	monthFirst, errMonth := full(atoi(c), atoi(a), atoi(b))
	byDay, byMonth := slices.Contains(m.Dates, "D/M/YYYY"), slices.Contains(m.Dates, "M/D/YYYY")
	switch {
	case byDay && !byMonth:
		return dayFirst, errDay
	case byMonth && !byDay:
		return monthFirst, errMonth
	case errDay == nil && errMonth == nil && dayFirst != monthFirst:
		return timeline.Date{}, &ambiguous{[]string{
			dayFirst.String() + " (say dates = [\"D/M/YYYY\"])", monthFirst.String() + " (say dates = [\"M/D/YYYY\"])",
		}}
	case errDay == nil:
		return dayFirst, nil
	}
	return monthFirst, errMonth
}

// full wants a day.
func full(year, month, day int) (timeline.Date, error) {
	if month == 0 || day == 0 {
		return timeline.Date{}, errNoDate
	}
	return valid(year, month, day)
}

// wordDate reads a date with the name of a month, in lower case: 28 june 2019, june 28, 2019, 28-jun-2019, june 2019.
func wordDate(text string) (timeline.Date, error) {
	text = weekday.ReplaceAllString(text, "")
	text = ordinal.ReplaceAllString(text, "$1")
	var d timeline.Date
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return strings.ContainsRune(" ,.-/", r) }) {
		n, err := strconv.Atoi(word)
		month := months[fold(word)]
		switch {
		case word == "of" || word == "the" || word == "de" || word == "del" || word == "do":
		case err == nil && len(word) == 4 && d.Year == 0:
			d.Year = n
		case err == nil && len(word) <= 2 && n > 0 && d.Day == 0:
			d.Day = n
		case month > 0 && d.Month == 0:
			d.Month = month
		default:
			return timeline.Date{}, errNoDate
		}
	}
	if d.Year == 0 || d.Month == 0 {
		return timeline.Date{}, errNoDate
	}
	return valid(d.Year, d.Month, d.Day)
}
