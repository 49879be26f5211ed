package importers

import (
	"encoding"
	"fmt"
	"slices"
	"strings"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/timeline"
)

// text gives what stands in a row for a field, as the mapping translates it, and empty for nothing.
func (im *importer) text(row row, f field) string {
	b := im.bindings[f]
	if b == nil {
		return ""
	}
	if len(b.columns) == 0 {
		return b.fixed
	}
	text := row.cells[b.columns[0]]
	if len(b.columns) > 1 || b.between[0] != "" || b.between[1] != "" {
		var out strings.Builder
		some := false
		for i, at := range b.columns {
			part := row.cells[at]
			if nothing[part] || b.nothings[part] {
				part = ""
			}
			some = some || part != ""
			out.WriteString(b.between[i] + part)
		}
		if text = ""; some {
			text = clean(out.String() + b.between[len(b.between)-1])
		}
	}
	if word, ok := b.values[text]; ok {
		if text != word {
			im.say(Mapped, b.name, text, word, "")
		}
		return word
	}
	if text == "" || b.nothings[text] {
		return ""
	}
	if word := b.folded[fold(text)]; word != "" {
		im.say(Guessed, b.name, text, word, "as [values] has it in other letters")
		return word
	}
	if nothing[text] && (f != "participant_code" || text != "NA") {
		im.say(Guessed, b.name, text, "", "stands for nothing")
		return ""
	}
	if strings.Contains(text, "\uFFFD") {
		im.refuse(f, text, "was read in a wrong encoding: say encoding, or save it as UTF-8")
	}
	return text
}

// refuse says that the row cannot be mapped.
func (im *importer) refuse(f field, value, want string) {
	name := string(f)
	if b := im.bindings[f]; b != nil {
		name = b.name
	}
	im.say(Refused, name, value, "", want)
}

// guess says what a value was taken for.
func (im *importer) guess(f field, value, became, note string) {
	name := string(f)
	if b := im.bindings[f]; b != nil {
		name = b.name
	}
	im.say(Guessed, name, value, became, note)
}

// mapped says what a value of a closed vocabulary is in the tables.
func (im *importer) mappedAs(f field, value, became string) {
	im.say(Mapped, im.bindings[f].name, value, became, "")
}

// refuseOnce refuses if nothing was refused of the field yet.
func (im *importer) refuseOnce(f field, value, want string) {
	name := im.bindings[f].name
	if !slices.ContainsFunc(im.row, func(e Entry) bool { return e.Outcome == Refused && e.Column == name }) {
		im.refuse(f, value, want)
	}
}

// items splits a text at semicolons.
func items(text string) timeline.List[string] {
	var list timeline.List[string]
	for item := range strings.SplitSeq(text, ";") {
		if item = strings.TrimSpace(item); item != "" && !list.Has(item) {
			list = append(list, item)
		}
	}
	return list
}

// A spanOrError is what a text for a date was read as: lists repeat them.
type spanOrError struct {
	span
	err error
}

// dates reads a field with a date or a span of days.
func (im *importer) dates(row row, f field) span {
	text := im.text(row, f)
	if text == "" {
		return span{}
	}
	read, ok := im.spans[text]
	if !ok {
		read.span, read.err = im.span(text)
		im.spans[text] = read
	}
	if read.err != nil {
		im.refuse(f, text, read.err.Error())
	}
	return read.span
}

// enum reads a field with a word of a closed list into target; usual is what it is if no column fills it.
func (im *importer) enum(row row, f field, target encoding.TextUnmarshaler, usual string) {
	if im.bindings[f] == nil {
		if usual != "" {
			im.say(Guessed, string(f), "", usual, unfilled)
			_ = target.UnmarshalText([]byte(usual)) // a word of the list
		}
		return
	}
	text := im.text(row, f)
	if text == "" {
		if usual != "" {
			im.refuse(f, "", fmt.Sprintf("is empty: say what that means under [values.%s], as \"\" = %q", f, usual))
		}
		return
	}
	if target.UnmarshalText([]byte(text)) == nil {
		return
	}
	word := strings.Join(strings.FieldsFunc(fold(text), func(c rune) bool { return c == ' ' || c == '-' || c == '_' }), "_")
	if target.UnmarshalText([]byte(word)) == nil && word != "" {
		im.guess(f, text, word, "the word in other letters")
		return
	}
	if usualWord := usualWords[f][word]; usualWord != "" {
		_ = target.UnmarshalText([]byte(usualWord)) // a word of the list
		im.guess(f, text, usualWord, "a usual word for it")
		return
	}
	im.refuse(f, text, target.UnmarshalText([]byte(text)).Error()+fmt.Sprintf("; or say what it is under [values.%s]", f))
}

// usualWords are words that lists have for ours.
var usualWords = map[field]map[string]string{
	"status": {
		"yes": "attended", "y": "attended", "true": "attended", "1": "attended", "present": "attended", "x": "attended", "here": "attended",
		"oui": "attended", "si": "attended", "ja": "attended", "sim": "attended", "non": "absent", "nein": "absent", "nao": "absent",
		"no": "absent", "n": "absent", "false": "absent", "0": "absent", "not_present": "absent", "did_not_attend": "absent",
	},
	"capacity": {"observer": "guest", "invitee": "guest", "invited": "guest", "full_member": "member"},
	"mode": {
		"online": "virtual", "remote": "virtual", "video": "virtual", "by_video": "virtual", "videoconference": "virtual", "virtually": "virtual",
		"onsite": "in_person", "on_site": "in_person", "physical": "in_person", "physically": "in_person",
	},
	"format":        {"online": "virtual", "physical": "in_person", "videoconference": "virtual"},
	"summit_status": {"planned": "scheduled", "canceled": "cancelled"},
	"kind":          {"ordinary": "regular", "special": "extraordinary", "emergency": "extraordinary"},
	"participant_kind": {
		"country": "state", "party": "state", "parties": "state", "organization": "organisation", "international_organization": "organisation",
		"international_organisation": "organisation", "igo": "organisation", "io": "organisation",
	},
	"source_kind": {"official_list": "list", "participant_list": "list", "news": "press"},
}

// enums check the words of the fields that have closed lists.
var enums = map[field]func(string) error{
	"kind":             wordOf[timeline.Kind],
	"summit_status":    wordOf[timeline.Status],
	"format":           wordOf[timeline.Format],
	"scope":            wordOf[timeline.Scope],
	"participant_kind": wordOf[attendance.ParticipantKind],
	"status":           wordOf[attendance.Status],
	"capacity":         wordOf[attendance.Capacity],
	"mode":             wordOf[attendance.Mode],
	"level":            wordOf[attendance.Level],
	"confidence":       wordOf[timeline.Confidence],
	"source_kind":      wordOf[timeline.SourceKind],
}

func wordOf[T any, P interface {
	*T
	encoding.TextUnmarshaler
}](word string,
) error {
	return P(new(T)).UnmarshalText([]byte(word))
}
