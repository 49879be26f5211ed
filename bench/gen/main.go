// Command gen writes a made-up register of any size as a folder of tables. The same flags give the same bytes.
//
//	go run ./gen -rows 311000 -participants 3197 -series 1 -summits 42 FOLDER
//
// It has the shape of real ones. The first participants are states, the members of the bodies that meet; the others are organisations,
// which come as guests, few of them often and many once or twice, and more of them from year to year. States join bodies over the years.
// Leaders come, send deputies, stay away; of some it is not known, and of some nothing is recorded, inside coverage and outside of it.
// Delegations sit in sessions of the body and beside it. Documents name topics, few of them often. The rows of attendance are streamed.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	log.SetPrefix("gen: ")
	var s shape
	flag.IntVar(&s.rows, "rows", 5000, "rows of attendance, exactly so many")
	flag.IntVar(&s.participants, "participants", 120, "states, up to 200, and then organisations")
	flag.IntVar(&s.series, "series", 3, "series, of which the first has all states as members and each further one fewer")
	flag.IntVar(&s.summits, "summits", 42, "summits, spread over the series and the years from 1950 on")
	flag.IntVar(&s.topics, "topics", 120, "topics")
	flag.Uint64Var(&s.seed, "seed", 1, "another seed gives another register of the same shape")
	flag.Usage = func() {
		fmt.Fprintln(os.Stderr, "usage: gen [flags] FOLDER")
		flag.PrintDefaults()
	}
	flag.Parse()
	if flag.NArg() != 1 {
		flag.Usage()
		os.Exit(2)
	}
	if err := s.check(); err != nil {
		log.Fatal(err)
	}
	if err := os.MkdirAll(flag.Arg(0), 0o777); err != nil {
		log.Fatal(err)
	}
	if err := newGenerator(s).write(flag.Arg(0)); err != nil {
		log.Fatal(err)
	}
}
