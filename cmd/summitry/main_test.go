package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

var update = flag.Bool("update", false, "write the golden files anew")

// tiny is a folder of tables that stays as it is when the built-in data set is corrected.
const tiny = "../../testdata/tiny"

// A result is what a call of the command leaves behind.
type result struct {
	status         int
	stdout, stderr string
}

// call calls the command with words that are separated by blanks.
func call(words string) result { return callWith(strings.Fields(words)...) }

func callWith(args ...string) result {
	var stdout, stderr strings.Builder
	status := run(args, &stdout, &stderr)
	return result{status, stdout.String(), stderr.String()}
}

// answer calls the command and wants an answer, without a word of complaint.
func answer(t *testing.T, words string) string {
	t.Helper()
	got := call(words)
	require.Equal(t, 0, got.status, "%s: %s", words, got.stderr)
	require.Empty(t, got.stderr, words)
	return got.stdout
}

// A transcript is what calls print, in order, as a person would see it in a terminal.
type transcript struct {
	calls []string
	text  map[string]string
}

const prompt = "$ summitry "

func (s *transcript) add(t *testing.T, words, text string) {
	t.Helper()
	if s.text == nil {
		s.text = map[string]string{}
	}
	require.NotContains(t, s.text, words, "a call twice")
	s.calls = append(s.calls, words)
	s.text[words] = text
}

// compare compares a transcript with its golden file, call by call.
func (s *transcript) compare(t *testing.T, name string) {
	t.Helper()
	golden := filepath.Join("testdata", name+".golden")
	read[name+".golden"] = true
	if *update {
		var b strings.Builder
		for _, words := range s.calls {
			b.WriteString(prompt + words + "\n" + s.text[words])
		}
		require.NoError(t, os.WriteFile(golden, []byte(b.String()), 0o644))
	}
	file, err := os.ReadFile(golden)
	require.NoError(t, err)
	want := map[string]string{}
	var calls []string
	for _, part := range strings.Split("\n"+string(file), "\n"+prompt)[1:] {
		words, text, _ := strings.Cut(part+"\n", "\n")
		calls = append(calls, words)
		want[words] = text
	}
	if diff := cmp.Diff(calls, s.calls); diff != "" {
		t.Errorf("%s: calls (-want +got):\n%s", golden, diff)
	}
	last := len(calls) - 1
	for i, words := range calls {
		got := s.text[words]
		if i == last {
			got += "\n" // the end of the file is no start of a call
		}
		if diff := cmp.Diff(want[words], got); diff != "" {
			t.Errorf("%s: %s (-want +got):\n%s", golden, words, diff)
		}
	}
}

// A change replaces a text that is there once in a file of tiny. An empty text replaces the whole file, and nil deletes it.
type change struct {
	file, old string
	with      *string
}

func to(text string) *string { return &text }

// changed writes tiny with changes to a folder of its own.
func changed(t *testing.T, changes ...change) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "changed")
	require.NoError(t, os.CopyFS(dir, os.DirFS(tiny)))
	for _, c := range changes {
		path := filepath.Join(dir, c.file)
		if c.with == nil {
			require.NoError(t, os.Remove(path))
			continue
		}
		text, err := os.ReadFile(path)
		if c.old == "" {
			text = nil
		} else {
			require.NoError(t, err)
			require.Equal(t, 1, strings.Count(string(text), c.old), "%q in %s", c.old, c.file)
		}
		text = []byte(strings.Replace(string(text), c.old, *c.with, 1))
		require.NoError(t, os.WriteFile(path, text, 0o644))
	}
	return dir
}

// contents gives the files of a folder, by name.
func contents(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	require.NoError(t, fs.WalkDir(os.DirFS(dir), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		text, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = string(text)
		return err
	}))
	return files
}

// read are the golden files that tests compared with.
var read = map[string]bool{}

// A golden file that no test reads would prove nothing.
func TestMain(m *testing.M) {
	if os.Getenv(runsAsCommand) != "" {
		main()
	}
	flag.Parse()
	status := m.Run()
	some := false // whether only some tests were run
	for _, name := range []string{"run", "skip", "list", "fuzz", "bench"} {
		some = some || flag.Lookup("test."+name).Value.String() != ""
	}
	entries, err := os.ReadDir("testdata")
	for _, e := range entries {
		if status == 0 && !some && !read[e.Name()] {
			err = errors.Join(err, fmt.Errorf("testdata/%s: no test reads it", e.Name()))
		}
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		status = 1
	}
	os.Exit(status)
}
