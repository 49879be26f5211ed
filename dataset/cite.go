package dataset

import "strings"

// What the citation says beside the version; CITATION.cff says the same.
const (
	title      = "summitry: who met, when, at what level, and about what"
	authors    = "The summitry authors"
	licence    = "CC BY 4.0"
	licenceURL = "https://creativecommons.org/licenses/by/4.0/"
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
		Text: authors + " (" + year + "). " + title + " [data set]. Version " + Version + ", data as of " + AsOf + ". Licence " + licence + ", " + licenceURL + ".",
		BibTeX: "@misc{summitry" + year + ",\n" +
			"  author = {{" + authors + "}},\n" +
			"  title  = {{" + title + "}},\n" +
			"  year   = {" + year + "},\n" +
			"  note   = {Data set, version " + Version + ", data as of " + AsOf + ", licence " + licence + "},\n" +
			"}",
	}
}
