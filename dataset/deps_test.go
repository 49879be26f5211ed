package dataset_test

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

const module = "github.com/summitry/summitry"

// A listed package is what go list says of it.
type listed struct {
	ImportPath                         string
	Standard                           bool
	Imports, TestImports, XTestImports []string
}

// goList lists packages of the module, with all that they link if deps is set.
func goList(t *testing.T, deps bool, patterns ...string) []listed {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip("there is no go command: ", err)
	}
	// With -e a package that does not compile is listed too: that is no matter of these tests.
	args := []string{"list", "-e", "-json=ImportPath,Standard,Imports,TestImports,XTestImports"}
	if deps {
		args = append(args, "-deps")
	}
	cmd := exec.Command("go", append(args, patterns...)...)
	cmd.Dir = filepath.Join("..")
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Skipf("go list is not available here: %v\n%s", err, exit.Stderr)
		}
		t.Skip("go list is not available here: ", err)
	}
	var found []listed
	for decoder := json.NewDecoder(strings.NewReader(string(out))); ; {
		var p listed
		err := decoder.Decode(&p)
		if err == io.EOF {
			return found
		}
		require.NoError(t, err)
		found = append(found, p)
	}
}

// within reports whether a package is the one at a path or below it.
func within(pkg, path string) bool { return pkg == path || strings.HasPrefix(pkg, path+"/") }

// paths gives the packages of the module that lie at one of some folders or below.
func paths(t *testing.T, folders ...string) []string {
	t.Helper()
	var found []string
	for _, p := range goList(t, false, "./...") {
		if slices.ContainsFunc(folders, func(f string) bool { return within(p.ImportPath, module+"/"+f) }) {
			found = append(found, p.ImportPath)
		}
	}
	return found
}

// Who imports the model, the data set or the pictures gets the standard library and this module, and nothing else.
func TestModelLinksTheStandardLibraryAlone(t *testing.T) {
	for _, name := range []string{"timeline", "attendance", "dataset", "exporters/vegalite"} {
		t.Run(name, func(t *testing.T) {
			linked := goList(t, true, "./"+name)
			require.Greater(t, len(linked), 10)
			for _, p := range linked {
				if !p.Standard && !within(p.ImportPath, module) {
					t.Errorf("%s links %s", name, p.ImportPath)
				}
			}
		})
	}
}

// The packages stand on one another in one direction.
func TestImportDirections(t *testing.T) {
	rules := []struct {
		reason string
		from   string
		not    []string
	}{
		{"gatherings know nothing of who came", "timeline", []string{"attendance", "dataset", "exporters"}},
		{"the model does not read files", "attendance", []string{"dataset", "exporters"}},
		{"reading does not need what writes", "dataset", []string{"exporters"}},
		{"formats do not bring the built-in data along", "exporters", []string{"dataset", "importers"}},
		{"pictures are made of the model", "exporters/vegalite", []string{"internal/layout", "internal/table"}},
		{"the engine in a page is bytes, made before", "exporters/page", []string{"cmd"}},
		{"reading does not need what reads foreign lists", "dataset", []string{"importers"}},
		{"who reads foreign lists decides on how to write them", "importers", []string{"exporters"}},
	}
	for _, rule := range rules {
		t.Run(rule.from, func(t *testing.T) {
			from := paths(t, rule.from)
			if len(from) == 0 {
				t.Skipf("there is no package %s yet", rule.from)
			}
			for _, p := range goList(t, true, from...) {
				for _, not := range rule.not {
					if within(p.ImportPath, module+"/"+not) {
						t.Errorf("%s links %s, but %s", rule.from, p.ImportPath, rule.reason)
					}
				}
			}
		})
	}
}

// The formats in packages of their own stand on the tables, not on one another, and need no other modules than these.
func TestFormatsStandOnTablesAlone(t *testing.T) {
	tables := module + "/exporters"
	links := make(map[string]bool)
	for _, p := range goList(t, true, "./exporters") {
		links[p.ImportPath] = true
		if within(p.ImportPath, tables) && p.ImportPath != tables {
			t.Errorf("%s links %s, but tables know nothing of formats in packages of their own", tables, p.ImportPath)
		}
	}
	for _, format := range []string{"datapackage", "graph", "sql", "timelinejs"} {
		for _, p := range goList(t, true, "./exporters/"+format) {
			if !p.Standard && !links[p.ImportPath] && p.ImportPath != tables+"/"+format {
				t.Errorf("%s links %s", format, p.ImportPath)
			}
		}
	}
}

// A format that needs a library has a package of its own, so that who writes CSV links none of them.
func TestLibrariesOfFormatsHaveOnePlace(t *testing.T) {
	places := map[string]string{
		"github.com/parquet-go":    "exporters/parquet",
		"github.com/xuri/excelize": "exporters/xlsx",
	}
	used := make(map[string]bool)
	for _, p := range goList(t, false, "./...") {
		for _, imported := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
			for library, place := range places {
				if !within(imported, library) {
					continue
				}
				used[library] = true
				if p.ImportPath != module+"/"+place {
					t.Errorf("%s imports %s, which is for %s", p.ImportPath, imported, place)
				}
			}
		}
	}
	for library := range places {
		require.True(t, used[library], "nothing imports %s", library)
	}
	for _, p := range goList(t, true, "./exporters") {
		for library := range places {
			if within(p.ImportPath, library) {
				t.Errorf("exporters links %s", p.ImportPath)
			}
		}
	}
}

// Commands and examples are ends: nothing is built on them, tests of other packages neither.
func TestNothingImportsCommandsAndExamples(t *testing.T) {
	all := goList(t, false, "./...")
	require.Greater(t, len(all), 5)
	for _, p := range all {
		for _, end := range []string{module + "/cmd", module + "/examples"} {
			if within(p.ImportPath, end) {
				continue // a command may have parts
			}
			for _, imported := range slices.Concat(p.Imports, p.TestImports, p.XTestImports) {
				if within(imported, end) {
					t.Errorf("%s imports %s", p.ImportPath, imported)
				}
			}
		}
	}
}

// What only tests need is linked by no program.
func TestTestLibrariesStayInTests(t *testing.T) {
	libraries := []string{
		"github.com/stretchr/testify",
		"github.com/google/go-cmp",
		"pgregory.net/rapid",
		"github.com/santhosh-tekuri/jsonschema",
	}
	used := make(map[string]bool)
	var programs []string
	for _, p := range goList(t, false, "./...") {
		if !strings.HasSuffix(p.ImportPath, "/internal/samedraws") { // which is for tests alone: that none of the others links it, rapid shows below
			programs = append(programs, p.ImportPath)
		}
		for _, imported := range slices.Concat(p.TestImports, p.XTestImports) {
			for _, l := range libraries {
				used[l] = used[l] || within(imported, l)
			}
		}
	}
	require.True(t, used["github.com/stretchr/testify"], "the names of the libraries are out of date")
	for _, p := range goList(t, true, programs...) {
		for _, l := range libraries {
			if within(p.ImportPath, l) {
				t.Errorf("%s is linked by a package that is no test", p.ImportPath)
			}
		}
	}
}
