//go:build ignore

// Generate compiles the engine of the page and notes of which sources it is. It needs xz.
package main

import (
	"log"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/summitry/summitry/exporters/page/internal/stamp"
)

func main() {
	log.SetFlags(0)
	dir, err := os.MkdirTemp("", "engine")
	check(err)
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "engine.wasm")
	// Without inlining it is a tenth smaller, and an answer takes no longer than a blink.
	build := exec.Command("go", "build", "-o", file, "-buildmode=c-shared", "-trimpath", "-buildvcs=false", "-gcflags=all=-l", "-ldflags=-s -w",
		"github.com/summitry/summitry/cmd/summitry")
	build.Env = append(os.Environ(), "GOOS=wasip1", "GOARCH=wasm")
	build.Stderr = os.Stderr
	check(build.Run())
	// A third shorter than by gzip: the page has the few lines that unpack it.
	pack := exec.Command("xz", "--format=lzma", "-9", "--extreme", "--stdout", file)
	pack.Stderr = os.Stderr
	packed, err := pack.Output()
	check(err)
	check(os.WriteFile("engine.wasm.lzma", packed, 0o644))
	sum, err := stamp.Of("../..")
	check(err)
	check(os.WriteFile("engine.sum", []byte(sum), 0o644))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
