//go:build wasip1

package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing/fstest"
	"unsafe"

	"github.com/spf13/cobra"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/internal/mark"
	"github.com/summitry/summitry/timeline"
)

// The command compiled for wasip1 is the engine of the page that summitry page writes: the same questions and the same answers, without
// the commands that read and write files. The page calls put with the tables, an object with the text of each file, and then load; and
// put with the words of a question, an array, and then answer. Both give the length of what result points to, an object.

func main() {}

var (
	input, output []byte
	held          *dataset.Data
)

//go:wasmexport put
func wasmPut(n uint32) unsafe.Pointer {
	input = make([]byte, n+1) // never empty, so that there is an address
	return unsafe.Pointer(&input[0])
}

//go:wasmexport result
func wasmResult() unsafe.Pointer { return unsafe.Pointer(unsafe.SliceData(output)) }

//go:wasmexport load
func wasmLoad() uint32 {
	var texts map[string]string
	if err := json.Unmarshal(input[:len(input)-1], &texts); err != nil {
		return give(statusUsage, "", err.Error())
	}
	folder := fstest.MapFS{}
	for name, text := range texts {
		folder[name] = &fstest.MapFile{Data: []byte(text)}
	}
	data, err := dataset.Load(folder)
	if err != nil {
		return give(statusWrong, "", err.Error())
	}
	held = &data
	return give(0, "", "")
}

//go:wasmexport answer
func wasmAnswer() uint32 {
	var words []string
	if err := json.Unmarshal(input[:len(input)-1], &words); err != nil {
		return give(statusUsage, "", err.Error())
	}
	var stdout, stderr bytes.Buffer
	status := run(words, &stdout, &stderr)
	return give(status, stdout.String(), stderr.String())
}

// give keeps an answer until it is fetched.
func give(status int, text, fault string) uint32 {
	output, _ = json.Marshal(struct { // a struct of strings always has a JSON form
		Status int    `json:"status"`
		Text   string `json:"text"`
		Error  string `json:"error"`
	}{status, text, fault})
	return uint32(len(output))
}

// open gives the data set of the page.
func (a *app) open() (dataset.Data, error) {
	if held == nil || a.data != "" {
		return dataset.Data{}, errors.New("a page has one data set, its own")
	}
	return *held, nil
}

// example leaves out what examples print.
func example(c *cobra.Command, call string) *cobra.Command {
	c.Example = "  summitry " + call
	return c
}

// fileCommands is what the page needs in place of the commands that read and write files.
func (a *app) fileCommands() []*cobra.Command { return []*cobra.Command{a.newMarks()} }

// newMarks makes a command that prints the matrix in short: a line with the participants, and one a gathering with a word for each of them,
// the sign by the rule and the letters of the mark, or _ for who is not asked about.
func (a *app) newMarks() *cobra.Command {
	return a.newQuestion(cobra.Command{Use: "marks [who...]", Short: "The matrix in short"}, form{everybody: true, oneByOne: true}, func(x inquiry) error {
		place, ids := map[timeline.ActorID]int{}, []string{}
		for p := range x.data.Participants() {
			place[p.ID] = len(ids)
			ids = append(ids, string(p.ID))
		}
		fmt.Fprintln(x.out, strings.Join(ids, " "))
		for summit, row := range bySummit(slices.Collect(x.roll.Presences(x.who)), func(p attendance.Presence) timeline.SummitID { return p.Summit }) {
			words := slices.Repeat([]string{"_"}, len(ids))
			for _, p := range row {
				letters, _ := mark.Of(p)
				words[place[p.Participant]] = sign(p) + letters
			}
			fmt.Fprintf(x.out, "%s %s\n", summit, strings.Join(words, " "))
		}
		return nil
	})
}
