// Command topics shows how the agenda of a series changed: what NATO discussed with its Indo-Pacific partners, session by session.
package main

import (
	"fmt"
	"log"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

func main() {
	data, err := dataset.Open()
	check(err)
	sessions, err := data.Timeline().Select(timeline.Filter{Series: "nato", Track: "indo-pacific"})
	check(err)
	agenda := sessions.Agenda(timeline.Basis{Stage: timeline.Reported})

	fmt.Println("What was reported from the sessions, and how broad it was")
	for e := range agenda.All() {
		effective, _ := e.Profile.Effective()
		fmt.Printf("  %s: %d topics in %d documents, as diverse as %.1f equal ones; complete: %v\n",
			sessions.Name(e.Summit), e.Topics.Len(), len(e.Documents), effective, e.Complete)
	}

	fmt.Println("\nEach session against the one before")
	for c := range agenda.Changes() {
		jaccard, _ := c.Recorded.Jaccard()
		fmt.Printf("  %s: %d kept, %d added, %d dropped; Jaccard %.2f as recorded, %v with the gaps\n",
			sessions.Name(c.Is.Summit), c.Recorded.Kept, c.Recorded.Added, c.Recorded.Dropped, jaccard, c.Measures.Jaccard)
		fmt.Printf("    new, as recorded: %v\n    back, as recorded: %v\n", c.New.All(), c.ReturnedAsRecorded())
		if warning := c.Warning(); warning != "" {
			fmt.Printf("    careful: %s\n", warning)
		}
	}

	fmt.Println("\nThe life of a topic")
	topic, err := sessions.Topic("defence industrial cooperation")
	check(err)
	whenever := sessions.Agenda(timeline.Basis{}).Of(topic)
	first, _ := whenever.First()
	fmt.Printf("  %s, planned or reported: first %v; longest run %v\n", topic.Label, first, whenever.Longest())
	first, _ = agenda.Of(topic).First()
	fmt.Printf("  reported alone: first %v\n", first)

	fmt.Println("\nWas what was announced then discussed?")
	for summit := range sessions.Held() {
		c, err := agenda.Fulfilment(summit.ID)
		check(err)
		if c.Was.Topics.Len() > 0 {
			fmt.Printf("  %s: %d announced, of which %d are reported; unannounced: %v\n",
				sessions.Name(summit.ID), c.Was.Topics.Len(), c.Recorded.Kept, c.Added.All())
		}
	}
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
