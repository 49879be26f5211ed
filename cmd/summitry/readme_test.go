package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

const root = "../.."

// copied copies the files of the repository, without what is ignored, to a folder in which commands can write.
func copied(t *testing.T) string {
	t.Helper()
	list := exec.Command("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard")
	list.Dir = root
	names, err := list.Output()
	dir := filepath.Join(t.TempDir(), "summitry")
	if err != nil { // no checkout, but an archive: then all of it
		require.NoError(t, os.CopyFS(dir, os.DirFS(root)))
		return dir
	}
	for _, name := range strings.Split(strings.TrimSuffix(string(names), "\x00"), "\x00") {
		text, err := os.ReadFile(filepath.Join(root, name))
		if os.IsNotExist(err) { // deleted, and not committed yet
			continue
		}
		require.NoError(t, err)
		path := filepath.Join(dir, name)
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o755))
		require.NoError(t, os.WriteFile(path, text, 0o644))
	}
	return dir
}

// A block is fenced text in a Markdown file.
type block struct {
	language string
	lines    []string
	follows  bool // whether only blank lines are between it and the block before
}

func blocksOf(t *testing.T, markdown string) []block {
	t.Helper()
	var blocks []block
	within, follows := false, false
	for _, line := range strings.Split(markdown, "\n") {
		language, fence := strings.CutPrefix(line, "```")
		switch {
		case fence && within:
			require.Empty(t, language, "a fence within a fence")
			within, follows = false, true
		case fence:
			blocks = append(blocks, block{language: language, follows: follows})
			within = true
		case within:
			b := &blocks[len(blocks)-1]
			b.lines = append(b.lines, line)
		case strings.TrimSpace(line) != "":
			follows = false
		}
	}
	require.False(t, within, "a fence that does not end")
	return blocks
}

// commandsOf gives the commands of a block. Those in left are not run: a test that runs all tests would run itself.
func commandsOf(b block) []string {
	left := []string{"go test ./..."}
	var list []string
	for _, line := range strings.Split(strings.ReplaceAll(strings.Join(b.lines, "\n"), "\\\n", " "), "\n") {
		line = strings.TrimSpace(line)
		if line != "" && !strings.HasPrefix(line, "#") && !slices.Contains(left, line) {
			list = append(list, line)
		}
	}
	return list
}

// Each command that a reader is told to type works, and prints what is shown below it.
func TestDocumentedCommands(t *testing.T) {
	if testing.Short() {
		t.Skip("it builds and runs the command many times")
	}
	dir := copied(t)
	for _, file := range []string{"README.md", "CONTRIBUTING.md"} {
		markdown, err := os.ReadFile(filepath.Join(root, file))
		require.NoError(t, err)
		run, compared := 0, 0
		printed := ""
		for _, b := range blocksOf(t, string(markdown)) {
			if b.language == "text" && b.follows {
				compared++
				if diff := cmp.Diff(strings.Join(b.lines, "\n")+"\n", printed); diff != "" {
					t.Errorf("%s: what is shown (-want +got):\n%s", file, diff)
				}
			}
			printed = ""
			if b.language != "sh" {
				continue
			}
			for _, line := range commandsOf(b) {
				var stdout, stderr strings.Builder
				c := exec.Command("sh", "-c", line)
				c.Dir, c.Stdout, c.Stderr = dir, &stdout, &stderr
				if err := c.Run(); err != nil {
					t.Errorf("%s: %s: %v\n%s", file, line, err, stderr.String())
				}
				printed += stdout.String()
				run++
			}
		}
		require.NotZero(t, run, "%s has no commands", file)
		if file == "README.md" {
			require.NotZero(t, compared, "%s shows no answer", file)
		}
	}
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ +(.*)$`)
	symbols = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// Each link to a file of the repository has its target, and one to a heading has it there.
func TestLinks(t *testing.T) {
	for _, file := range []string{"README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "dataset/CODEBOOK.md"} {
		markdown, err := os.ReadFile(filepath.Join(root, file))
		require.NoError(t, err)
		for _, found := range link.FindAllStringSubmatch(string(markdown), -1) {
			target, anchor, _ := strings.Cut(found[1], "#")
			if strings.Contains(target, ":") {
				continue
			}
			path := filepath.Join(root, filepath.Dir(file), target)
			if target == "" {
				path = filepath.Join(root, file)
			}
			if _, err := os.Stat(path); err != nil {
				t.Errorf("%s: %v", file, err)
				continue
			}
			if anchor == "" {
				continue
			}
			text, err := os.ReadFile(path)
			require.NoError(t, err)
			var anchors []string
			for _, h := range heading.FindAllStringSubmatch(string(text), -1) {
				anchors = append(anchors, strings.ReplaceAll(symbols.ReplaceAllString(strings.ToLower(h[1]), ""), " ", "-"))
			}
			if !slices.Contains(anchors, anchor) {
				t.Errorf("%s: %s has no heading %s", file, path, anchor)
			}
		}
	}
}
