//go:build !wasip1

package main

import (
	"fmt"
	"io"
	"os"
)

// A progress is one line that says what is being done, on a terminal alone.
type progress struct {
	w    io.Writer
	busy bool
}

func newProgress(w io.Writer) *progress {
	f, ok := w.(*os.File)
	if !ok {
		return &progress{}
	}
	if info, err := f.Stat(); err != nil || info.Mode()&os.ModeCharDevice == 0 {
		return &progress{}
	}
	return &progress{w: w}
}

// clearLine goes back to the beginning of a line of a terminal and empties it.
const clearLine = "\r\x1b[K"

// at says what comes now, in place of what was said before.
func (p *progress) at(what string) {
	if p.w != nil {
		p.busy = true
		fmt.Fprintf(p.w, "%swriting %s", clearLine, what)
	}
}

// done leaves nothing of the line.
func (p *progress) done() {
	if p.busy {
		p.busy = false
		fmt.Fprint(p.w, clearLine)
	}
}
