package importers

import (
	"regexp"
	"strings"
	"unicode"

	"github.com/summitry/summitry/timeline"
)

// honorifics are words before a name that are no part of it, without points.
var honorifics = wordSet(`he hh hm hrh hsh mr mrs ms miss m mme mlle sr sra srta dr prof professor sir dame lord lady hon honourable honorable rt right his her
	excellency excellencies majesty highness royal the s.e. se exc excmo excma general gen col colonel lt capt captain mgr msgr monsignor herr frau
	dato datuk tan sri tun sheikh shri smt ing lic arq eng amb ambassador minister president cardinal archbishop bishop`)

// bare takes honorifics from the front of a name, as long as two words are left, and gives both.
func bare(name string) (rest, courtesy string) {
	words := strings.Fields(name)
	n := 0
	for len(words)-n > 2 || (len(words)-n == 2 && strings.HasSuffix(words[n], ".")) {
		word := strings.ToLower(strings.ReplaceAll(strings.TrimRight(words[n], ",."), ".", ""))
		if !honorifics[word] || (len(words)-n == 2 && len([]rune(word)) == 1) {
			break
		}
		n++
	}
	return strings.Join(words[n:], " "), strings.Join(words[:n], " ")
}

// familyFirst are those whose names English texts write with the family name first. A first word with a hyphen is a given name even there.
var familyFirst = map[timeline.ActorID]bool{"CHN": true, "HKG": true, "KHM": true, "KOR": true, "MAC": true, "PRK": true, "TWN": true, "VNM": true}

// monarchs are the first words of names that have no family name, and roman is the last one of others.
var (
	monarchs = wordSet("pope king queen emperor emir sultan patriarch")
	roman    = regexp.MustCompile(`^[IVX]+$`)
)

// A personName is a name in its parts.
type personName struct {
	text          string // as English texts write it, the given name first
	given, family string
	courtesy      string // the words that were taken off
	capitals      bool   // whether the family name is what was in capitals
	usual         bool   // whether it was taken to be first since that is usual for the participant
}

// parse gives the parts of a name: of Family, Given by the comma; of a name in which some words are in capitals, these are the family
// name; otherwise by the order that the mapping names. If it names none, the given name is first, but for the participants for which that is unusual.
func (m Mapping) parse(text string, of timeline.ActorID) personName {
	var n personName
	name, courtesy := bare(text)
	n.courtesy = courtesy
	if family, given, comma := strings.Cut(name, ","); comma {
		given, _ = bare(strings.TrimSpace(given))
		n.family, n.given = lowered(strings.TrimSpace(family)), strings.TrimSpace(given)
		n.text = strings.TrimSpace(n.given + " " + n.family)
		return n
	}
	words := strings.Fields(name)
	var capitals, others []string
	for _, w := range words {
		if isCapitals(w) {
			capitals = append(capitals, w)
		} else {
			others = append(others, w)
		}
	}
	if len(capitals) > 0 && len(others) > 0 && longest(capitals) > 2 {
		n.family, n.given = lowered(strings.Join(capitals, " ")), strings.Join(others, " ")
		n.text = n.given + " " + n.family
		if isCapitals(words[0]) && m.NameOrder != "given-first" {
			n.text = n.family + " " + n.given // KANG Kyung-wha is written so
		}
		n.capitals = true
		return n
	}
	name = lowered(name)
	words = strings.Fields(name)
	n.text = name
	switch last := len(words) - 1; {
	case last < 1, roman.MatchString(words[last]), monarchs[strings.ToLower(words[0])]:
		n.family = name // Mohammed VI and Pope Francis have no family name
	case m.NameOrder == "" && familyFirst[of] && !strings.Contains(words[0], "-"):
		n.usual = true
		fallthrough
	case m.NameOrder == "family-first":
		n.family, n.given = words[0], strings.Join(words[1:], " ")
	default:
		first := last
		if suffix := strings.ToLower(strings.Trim(words[last], ".")); last > 1 && (suffix == "jr" || suffix == "sr" || suffix == "ii" || suffix == "iii") {
			first--
		}
		for first > 1 && unicode.IsLower([]rune(words[first-1])[0]) {
			first-- // van der, de, al
		}
		n.family, n.given = strings.Join(words[first:], " "), strings.Join(words[:first], " ")
	}
	return n
}

// isCapitals reports whether a word has at least two letters and no small one.
func isCapitals(word string) bool {
	n := 0
	for _, c := range word {
		if unicode.IsLower(c) {
			return false
		}
		if unicode.IsLetter(c) {
			n++
		}
	}
	return n > 1 && !strings.Contains(word, ".") && !roman.MatchString(word)
}

func longest(words []string) int {
	n := 0
	for _, w := range words {
		n = max(n, len([]rune(w)))
	}
	return n
}

// lowered gives a name that is in capitals in small letters with capitals in front: DE LA FUENTE is De La Fuente.
func lowered(name string) string {
	if strings.ContainsFunc(name, unicode.IsLower) || longest(strings.Fields(name)) < 3 {
		return name
	}
	front := true
	return strings.Map(func(c rune) rune {
		at := front
		front = !unicode.IsLetter(c)
		if at {
			return c
		}
		return unicode.ToLower(c)
	}, name)
}

// slug gives a text as an id: lower-case words and digits, joined by hyphens. Letters that are not Latin are dropped.
func slug(text string) string {
	var b strings.Builder
	hyphen := false
	for _, c := range fold(text) {
		switch {
		case (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'):
			if hyphen && b.Len() > 0 {
				b.WriteByte('-')
			}
			hyphen = false
			b.WriteRune(c)
		case c == '\'' || c == '’' || c == '`' || c == 'ʻ':
		default:
			hyphen = true
		}
	}
	return b.String()
}
