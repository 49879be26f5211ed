// Command owndata reads a folder of tables of one's own, shows what a fault in it looks like, and merges it with the built-in set.
//
//	go run ./examples/owndata testdata/tiny
package main

import (
	"fmt"
	"io/fs"
	"log"
	"os"
	"strings"
	"testing/fstest"

	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/timeline"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("want a folder of tables, as testdata/tiny")
	}
	folder := os.DirFS(os.Args[1])
	own, err := dataset.Load(folder)
	check(err)
	for summit := range own.Timeline().All() {
		fmt.Println(summit.Start, summit.ID, summit.Status)
	}

	fmt.Println("\nThe same folder with two slips of the pen:")
	_, err = dataset.Load(misspelt(folder))
	fmt.Println(err)

	builtin, err := dataset.Open()
	check(err)
	all, conflicts, err := dataset.Merge(builtin, own)
	check(err)
	fmt.Println("\nMerged with the built-in set:")
	for _, count := range all.Counts() {
		fmt.Println(count)
	}
	for _, conflict := range conflicts {
		fmt.Println("conflict:", conflict)
	}
	three, err := all.Timeline().Select(timeline.Filter{From: timeline.Date{Year: 2001}, To: timeline.Date{Year: 2003}})
	check(err)
	for summit := range three.All() {
		fmt.Println(summit.Start, summit.ID)
	}
}

// misspelt gives a folder with a level and an id that are misspelt.
func misspelt(folder fs.FS) fs.FS {
	broken := fstest.MapFS{}
	files, err := fs.Glob(folder, "*.csv")
	check(err)
	for _, name := range files {
		text, err := fs.ReadFile(folder, name)
		check(err)
		slips := strings.NewReplacer("head_of_state,", "hed_of_state,", ",harbour,Belm summit", ",harbur,Belm summit")
		broken[name] = &fstest.MapFile{Data: []byte(slips.Replace(string(text)))}
	}
	return broken
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
