package dataset

import "strings"

// What is said of the built-in data set beside its version; CITATION.cff says the same.
const (
	Title      = "summitry: who met, when, at what level, and about what"
	Authors    = "The summitry authors"
	Licence    = "CC-BY-4.0" // as SPDX has it
	LicenceURL = "https://creativecommons.org/licenses/by/4.0/"
)

// A Citation is how to cite the built-in data set.
type Citation struct {
	Text   string // one line, for a list of references or below a figure
	BibTeX string // an entry of several lines, without an end of the last
}

// Cite says how to cite the built-in data set: its version, the day through which it was curated, its licence. A result that rests
// on it can be found again by these alone, as the rows change from version to version.
func Cite() Citation {
	year, _, _ := strings.Cut(AsOf, "-")
	return Citation{
		Text: Authors + " (" + year + "). " + Title + " [data set]. Version " + Version + ", data as of " + AsOf + ". Licence " + Licence + ", " + LicenceURL + ".",
		BibTeX: "@misc{summitry" + year + ",\n" +
			"  author = {{" + Authors + "}},\n" +
			"  title  = {{" + Title + "}},\n" +
			"  year   = {" + year + "},\n" +
			"  note   = {Data set, version " + Version + ", data as of " + AsOf + ", licence " + Licence + "},\n" +
			"}",
	}
}
