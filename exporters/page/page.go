// Package page writes a data set as one HTML file to look at: a matrix for each series, the sentence and the sources behind each mark, two
// gatherings side by side, and the questions of the command as sentences with blanks.
//
// The file needs no network and no server. Its matrices are tables, there without a script. Everything else is answered by the
// library: the command summitry, compiled to WebAssembly, is in the file, with the tables that it reads. So there is one
// engine, and an answer of the page is the answer of the command.
//
//	page.Write(w, register, page.Options{Title: "Summits"})
package page

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"html/template"
	"io"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/exporters"
)

//go:generate go run generate.go

// The parts of the page. The engine is cmd/summitry for wasip1, packed; go generate makes it anew.
var (
	//go:embed page.html
	layout string
	//go:embed page.css
	style string
	//go:embed page.js
	views string
	//go:embed unlzma.js
	unlzma string
	//go:embed engine.wasm.lzma
	engine []byte
)

var script = views + unlzma

var page = template.Must(template.New("page").Parse(layout))

// Options say what stands above and below a page.
type Options struct {
	Title    string // above; empty for a general one
	Citation string // how to cite the data; empty if it is not known
}

// Write writes the page of a register. The same register gives the same bytes.
func Write(w io.Writer, register attendance.Register, o Options) error {
	if o.Title == "" {
		o.Title = "Who met, when, at what level"
	}
	tables, err := packed(register)
	if err != nil {
		return err
	}
	matrices, err := overview(register)
	if err != nil {
		return err
	}
	return page.Execute(w, struct {
		Options
		Policy         string
		Style          template.CSS
		Script         template.JS
		Engine, Tables template.HTML
		Series         []matrix
	}{
		Options: o,
		Policy: "default-src 'none'; script-src " + hash(script) + " 'wasm-unsafe-eval'; style-src " + hash(style) +
			"; base-uri 'none'; form-action 'none'",
		Style: template.CSS(style), Script: template.JS(script),
		Engine: template.HTML(text(engine)), Tables: template.HTML(text(tables)),
		Series: matrices,
	})
}

// hash gives the source of a content security policy that allows one text.
func hash(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}

// packed gives the tables of a register as an object with the text of each file, by gzip.
func packed(register attendance.Register) ([]byte, error) {
	texts := map[string]string{}
	for _, t := range exporters.Tables(register) {
		var b bytes.Buffer
		if err := exporters.WriteCSV(&b, t); err != nil {
			return nil, err
		}
		texts[t.Name()+".csv"] = b.String()
	}
	all, err := json.Marshal(texts)
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	return pack(all)
}

func pack(text []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	if _, err = z.Write(text); err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("page: %w", err)
	}
	return b.Bytes(), nil
}

// digits are the 91 signs in which bytes are written. None of them ends a script or begins a comment there.
const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;=>?@[]^_`{|}~\"'"

// text writes bytes by basE91, 13 or 14 bits as two signs: a tenth shorter than base64, which matters with an engine in each file.
func text(raw []byte) string {
	out := make([]byte, 0, len(raw)*5/4+2)
	var bits uint32
	var n uint
	for _, b := range raw {
		bits |= uint32(b) << n
		n += 8
		if n <= 13 {
			continue
		}
		v, taken := bits&8191, uint(13)
		if v <= 88 {
			v, taken = bits&16383, 14
		}
		bits >>= taken
		n -= taken
		out = append(out, digits[v%91], digits[v/91])
	}
	if n > 0 {
		out = append(out, digits[bits%91])
		if n > 7 || bits > 90 {
			out = append(out, digits[bits/91])
		}
	}
	return string(out)
}
