package timeline_test

import (
	"encoding"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/timeline"
)

// An enumeration is one type of words, seen through its text methods.
type enumeration struct {
	name  string
	words []string // by value, from zero on
	set   func(text string, old uint8) (uint8, error)
	text  func(value uint8) (string, string, error) // String and MarshalText
}

type worded interface {
	~uint8
	fmt.Stringer
	encoding.TextMarshaler
}

func enumOf[E worded, P interface {
	*E
	encoding.TextUnmarshaler
}](words ...string,
) enumeration {
	var zero E
	return enumeration{
		name:  fmt.Sprintf("%T", zero),
		words: words,
		set: func(text string, old uint8) (uint8, error) {
			e := E(old)
			err := P(&e).UnmarshalText([]byte(text))
			return uint8(e), err
		},
		text: func(value uint8) (string, string, error) {
			out, err := E(value).MarshalText()
			return E(value).String(), string(out), err
		},
	}
}

// enumerations is every type of words that the package has. The words are the text in tables, so they never change.
var enumerations = []enumeration{
	enumOf[timeline.Tier]("", "leaders", "ministers", "officials"),
	enumOf[timeline.Kind]("", "regular", "extraordinary"),
	enumOf[timeline.Status]("", "held", "scheduled", "cancelled", "postponed"),
	enumOf[timeline.Format]("", "in_person", "virtual", "hybrid"),
	enumOf[timeline.Scope]("", "body", "side"),
	enumOf[timeline.Stage]("", "planned", "reported"),
	enumOf[timeline.Confidence]("", "low", "medium", "high"),
	enumOf[timeline.SourceKind]("", "communique", "statement", "readout", "transcript", "briefing", "announcement", "press", "list"),
	enumOf[timeline.Subject]("", "attendance", "topics", "editions"),
	enumOf[timeline.End]("", "absent", "outside", "below_level", "stand_in", "by_video", "in_other_role", "apart", "left", "suspended", "not_mentioned", "undecided", "other_head", "present"),
	enumOf[timeline.Truth]("unknown", "no", "yes"),
}

func TestEnums(t *testing.T) {
	for _, e := range enumerations {
		t.Run(e.name, func(t *testing.T) {
			for value, word := range e.words {
				text, marshaled, err := e.text(uint8(value))
				require.NoError(t, err)
				if diff := cmp.Diff([]string{word, word}, []string{text, marshaled}); diff != "" {
					t.Errorf("value %d (-want +got):\n%s", value, diff)
				}
				if got, err := e.set(word, 200); err != nil || int(got) != value {
					t.Errorf("%q is read as %d, %v", word, got, err)
				}
				if word == "" {
					continue
				}
				for _, other := range []string{strings.ToUpper(word), " " + word, word + " ", word[:len(word)-1], fmt.Sprint(value)} {
					if got, err := e.set(other, 0); err == nil {
						t.Errorf("%q is read as %d", other, got)
					}
				}
			}
			for _, value := range []int{len(e.words), 255} {
				text, marshaled, err := e.text(uint8(value))
				if err == nil || marshaled != "" || slices.Contains(e.words, text) || text == "" {
					t.Errorf("value %d, which there is not, is %q and %q, %v", value, text, marshaled, err)
				}
			}
			_, err := e.set("quite something else", 0)
			require.Error(t, err)
			for _, word := range e.words {
				if !strings.Contains(err.Error(), word) {
					t.Errorf("the error %q does not offer %q", err, word)
				}
			}
			if strings.Contains(err.Error(), "did you mean") {
				t.Errorf("%q has a hint for what is near nothing", err)
			}
			last := e.words[len(e.words)-1]
			_, err = e.set(last+"x", 0)
			require.Error(t, err)
			if hint := strings.ReplaceAll(err.Error(), `"`, ""); !strings.Contains(hint, "did you mean "+last+"?") {
				t.Errorf("%q does not ask for %s", err, last)
			}
		})
	}
}

// Zero is not recorded, which is nothing in a cell; only a truth has a word for not being known.
func TestEnumZeroIsEmpty(t *testing.T) {
	for _, e := range enumerations {
		got, err := e.set("", 200)
		if e.name == "timeline.Truth" {
			if err == nil {
				t.Errorf("an empty truth is read as %d", got)
			}
			continue
		}
		if err != nil || got != 0 {
			t.Errorf("%s: empty text is read as %d, %v", e.name, got, err)
		}
	}
}

// A misspelt word is most often a word of the list, so the message should offer each of them.
func TestTruthOffersUnknown(t *testing.T) {
	var truth timeline.Truth
	err := truth.UnmarshalText([]byte("unknwon"))
	require.Error(t, err)
	if hint := strings.ReplaceAll(err.Error(), `"`, ""); !strings.Contains(hint, "did you mean unknown?") {
		t.Errorf("no hint in %q", err)
	}
}

func TestConfidenceOrder(t *testing.T) {
	order := []timeline.Confidence{0, timeline.Low, timeline.Medium, timeline.High}
	if !slices.IsSorted(order) {
		t.Error("higher confidence is not the greater value")
	}
}

func FuzzWords(f *testing.F) {
	for _, e := range enumerations {
		for _, word := range e.words {
			f.Add(word)
		}
	}
	f.Add("Held")
	f.Add("held\n")
	f.Fuzz(func(t *testing.T, text string) {
		for _, e := range enumerations {
			value, err := e.set(text, 0)
			if err != nil {
				if value != 0 || slices.Contains(e.words[1:], text) {
					t.Errorf("%s: %q is read as %d, %v", e.name, text, value, err)
				}
				continue
			}
			if _, out, err := e.text(value); err != nil || out != text {
				t.Errorf("%s: %q is written as %q, %v", e.name, text, out, err)
			}
		}
	})
}
