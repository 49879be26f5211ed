package main

import (
	"fmt"
	"log"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

// say prints a line, and below it the rows that it rests on and who says so.
func say(t timeline.Timeline, evidence timeline.Evidence, format string, args ...any) {
	fmt.Printf("\n"+format+"\n", args...)
	for claim := range evidence.All() {
		fmt.Printf("  because %s\n", claim.Text)
		for _, id := range claim.Sources {
			s, _ := t.Source(id)
			fmt.Printf("    says %s (%s, %s): %s\n", s.Publisher, s.Kind, s.Published, s.Title)
		}
	}
}

// delegate gives a person with the office, and in whose place.
func delegate(data dataset.Data, person timeline.ActorID, office string, inPlaceOf timeline.ActorID) string {
	text := data.Name(person) + ", " + office
	if inPlaceOf != "" {
		text += ", in place of " + data.Name(inPlaceOf)
	}
	return text
}

func must[T any](value T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return value
}
