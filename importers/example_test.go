package importers_test

import (
	"fmt"
	"os"
	"strings"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/importers"
)

const exampleMapping = `
[[series]]
id = "harbour"
name = "Harbour summits"
[columns]
start_date = "day"
city = "place"
participant = "country"
person = "who"
[constants]
source_title = "List of participants"
`

func ExampleReadMapping() {
	_, err := importers.ReadMapping(strings.NewReader("heads = \"higest\"\n" + strings.Replace(exampleMapping, "participant", "particpant", 1)))
	fmt.Println(err)
	// Output:
	// line 1: heads "higest": want one of highest, equals, first, all; did you mean highest?
	// line 6: columns "participant": is missing: want the column that fills it, or a constant
	// line 9: columns "particpant": no such field; did you mean participant?
}

func ExampleMapping_Import() {
	mapping, err := importers.ReadMapping(strings.NewReader(exampleMapping))
	if err != nil {
		fmt.Println(err)
		return
	}
	known, err := dataset.Open()
	if err != nil {
		fmt.Println(err)
		return
	}
	list := "day;place;country;who\n28-29 June 2018;Arna;Republic of Korea;MOON Jae-in\n28-29 June 2018;Arna;Congo;Ann Lee\n"
	data, report, err := mapping.Import(strings.NewReader(list), importers.Options{Known: known, SkipRefused: true})
	for r := range data.Records() {
		fmt.Println(r.Summit, r.Participant, r.Person, r.Status)
	}
	fmt.Println(report.Mapped, "mapped,", report.Refused, "refused;", err)
	for _, e := range report.Entries {
		if e.Outcome == importers.Refused {
			fmt.Printf("line %d, %s %q: %s\n", e.Line, e.Column, e.Value, e.Note)
		}
	}
	// Output:
	// harbour-2018-arna KOR moon-jae-in attended
	// 1 mapped, 1 refused; <nil>
	// line 3, country "Congo": several have this name: want COD (Democratic Republic of the Congo) or COG (Republic of the Congo); say which under [countries]
}

func ExampleReport_WriteText() {
	mapping, err := importers.ReadMapping(strings.NewReader(exampleMapping))
	if err != nil {
		fmt.Println(err)
		return
	}
	_, report, err := mapping.Import(strings.NewReader("day,place,country,who,age\n2018,Arna,France,Ann Lee,40\n"), importers.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	if err := report.WriteText(os.Stdout); err != nil {
		fmt.Println(err)
	}
	// Output:
	// read 1 row: utf-8, cells separated by ,
	// 1 mapped, 0 left out by the mapping, 0 refused
	// columns: day -> start_date, place -> city, country -> participant, who -> person, "List of participants" -> source_title
	// columns not used: age
	// made 1 series, 1 summits, 1 participants, 1 participant_codes, 1 people, 1 attendance, 1 sources
	// assumed, since nothing fills them: kind regular, summit_status held, format in_person, status attended,
	//   confidence medium, source_kind list
	// guessed
	//   1 row, summit_name: nothing fills it: the name by place and year
	//     line 2: -> Arna 2018
}

func ExampleDraft() {
	text, err := importers.Draft(strings.NewReader("Land;Wer\nFrance;Ann Lee\n"), importers.Options{})
	for line := range strings.Lines(text) {
		if !strings.HasPrefix(line, "#") && strings.Contains(line, "Land") {
			fmt.Print(line)
		}
	}
	fmt.Println(err)
	// Output:
	// participant = "Land" # such as "France"
	// <nil>
}

func ExampleExample() {
	_, err := importers.ReadMapping(strings.NewReader(importers.Example()))
	fmt.Println(err)
	// Output: <nil>
}
