// Package datapackage writes tables as a Data Package v2, which says of itself what its columns mean and how its tables hang together:
// https://datapackage.org
//
//	about := datapackage.Package{Name: "summitry", Version: dataset.Version, Citation: datapackage.Citation(dataset.Cite())}
//	err = datapackage.WriteDir("out", about, exporters.Tables(data.Register)...)
//
// A package is a folder or a zip file with datapackage.json, a CSV file for each table as [exporters.WriteCSV] writes it, and LICENSE
// and CITATION. So one that has the tables of a register is also a folder that dataset.Load reads.
//
// # How columns are described
//
// Integers, numbers and booleans are of these types, everything else is a string: a word of a closed list with an enum, a date with a
// pattern, since it is as precise as it is known, and a list with a pattern, its items being joined by semicolons. The list type of
// Data Package v2 is not used, as readers of v1 refuse it.
//
// The key of a table is its primaryKey or, if a part of it may be empty, one of its uniqueKeys. A column with the ids of another table
// of the package has a foreignKey. Lists, and columns whose ids are of any of several tables, have none; their descriptions say so.
package datapackage

import (
	"archive/zip"
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/summitry/summitry/exporters"
)

// A Package is what a data package says of itself. Only Name is required.
type Package struct {
	Name         string // for programs: lower-case letters, digits, and . _ -
	Title        string // for readers
	Description  string
	Version      string
	Homepage     string // an address
	Keywords     []string
	Licence      Licence
	Contributors []Contributor
	Citation     Citation
}

// A Licence is the one under which the data are given. The file LICENSE names it with its address; none is without a name.
type Licence struct {
	Name  string // as SPDX has it, such as CC-BY-4.0
	Title string // its full name
	URL   string // where its text is
}

// A Contributor is a person or an organisation.
type Contributor struct {
	Title string   `json:"title"` // the name
	Path  string   `json:"path,omitempty"`
	Roles []string `json:"roles,omitempty"` // such as creator, or contact
}

// A Citation is how to cite the data, as dataset.Cite gives it. The file CITATION has both texts.
type Citation struct {
	Text   string // one line
	BibTeX string // an entry
}

// WriteDir writes a package to a folder, which is made if it is not there. Each file appears whole or not at all, datapackage.json after
// the files that it describes. A package or table without a proper name, two tables of one name, and a table that cannot be written
// are errors, and then nothing is written.
func WriteDir(dir string, about Package, tables ...exporters.Table) error {
	all, err := files(about, tables)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return fmt.Errorf("datapackage: %w", err)
	}
	for _, f := range all {
		if err := exporters.WriteFile(filepath.Join(dir, f.name), func(w io.Writer) error {
			_, err := w.Write(f.data)
			return err
		}); err != nil {
			return err
		}
	}
	return nil
}

// WriteZip writes a package as a zip file. The same package gives the same bytes, as long as the Go release compresses alike: the times
// of all files are the beginning of 1980. Errors are as of [WriteDir].
func WriteZip(w io.Writer, about Package, tables ...exporters.Table) error {
	all, err := files(about, tables)
	if err != nil {
		return err
	}
	out := zip.NewWriter(w)
	for _, f := range all {
		file, err := out.CreateHeader(&zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)})
		if err != nil {
			return fmt.Errorf("datapackage: %w", err)
		}
		if _, err := file.Write(f.data); err != nil {
			return fmt.Errorf("datapackage: %w", err)
		}
	}
	if err := out.Close(); err != nil {
		return fmt.Errorf("datapackage: %w", err)
	}
	return nil
}

// A file is one of a package.
type file struct {
	name string
	data []byte
}

// proper is what the name of a package or a table is made of.
var proper = regexp.MustCompile(`^[a-z0-9._-]+$`)

// files gives the files of a package, datapackage.json last.
func files(about Package, tables []exporters.Table) ([]file, error) {
	if !proper.MatchString(about.Name) {
		return nil, fmt.Errorf("datapackage: name %q: want lower-case letters, digits, and . _ -", about.Name)
	}
	if len(tables) == 0 {
		return nil, errors.New("datapackage: want at least one table")
	}
	keys := make(map[string]string)
	for _, t := range tables {
		if !proper.MatchString(t.Name()) {
			return nil, fmt.Errorf("datapackage: table %q: want a name of lower-case letters, digits, and . _ -", t.Name())
		}
		if _, twice := keys[t.Name()]; twice {
			return nil, fmt.Errorf("datapackage: table %q is there twice", t.Name())
		}
		keys[t.Name()] = onlyKey(t)
	}
	var all []file
	descriptor := describe(about)
	for _, t := range tables {
		var b bytes.Buffer
		if err := exporters.WriteCSV(&b, t); err != nil {
			return nil, fmt.Errorf("datapackage: %w", err)
		}
		sum := sha256.Sum256(b.Bytes())
		path := t.Name() + ".csv"
		all = append(all, file{path, b.Bytes()})
		descriptor.Resources = append(descriptor.Resources, resource{
			Name: t.Name(), Type: "table", Profile: "tabular-data-resource", Path: path, Description: t.Doc(), Format: "csv", Mediatype: "text/csv",
			Encoding: "utf-8", Bytes: b.Len(), Hash: "sha256:" + hex.EncodeToString(sum[:]), Schema: schemaOf(t, keys),
		})
	}
	if l := about.Licence; l.Name != "" {
		all = append(all, file{"LICENSE", paragraphs("The data of this package are licensed under "+cmp.Or(l.Title, l.Name)+".", l.URL)})
	}
	if c := about.Citation; c != (Citation{}) {
		all = append(all, file{"CITATION", paragraphs(c.Text, c.BibTeX)})
	}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	if err := e.Encode(descriptor); err != nil {
		return nil, fmt.Errorf("datapackage: %w", err)
	}
	return append(all, file{"datapackage.json", b.Bytes()}), nil
}

// paragraphs gives those of two texts that are not empty, with an empty line between them.
func paragraphs(one, two string) []byte {
	texts := slices.DeleteFunc([]string{one, two}, func(text string) bool { return text == "" })
	return []byte(strings.Join(texts, "\n\n") + "\n")
}
