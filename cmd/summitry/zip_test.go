package main

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"
)

// An entry of a zip file, as it says it is, with the bytes that it has.
type entry struct {
	zip.FileHeader
	raw []byte
}

// deflated makes an entry that is what it says.
func deflated(t *testing.T, name string, text []byte) entry {
	t.Helper()
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, 6)
	require.NoError(t, err)
	_, err = w.Write(text)
	require.NoError(t, err)
	require.NoError(t, w.Close())
	return entry{zip.FileHeader{
		Name: name, Method: zip.Deflate, CRC32: crc32.ChecksumIEEE(text),
		CompressedSize64: uint64(b.Len()), UncompressedSize64: uint64(len(text)),
	}, b.Bytes()}
}

// zipped makes a zip file of entries.
func zipped(t *testing.T, entries []entry) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, e := range entries {
		w, err := z.CreateRaw(&e.FileHeader)
		require.NoError(t, err)
		if strings.HasSuffix(e.Name, "/") {
			continue
		}
		_, err = w.Write(e.raw)
		require.NoError(t, err)
	}
	require.NoError(t, z.Close())
	return b.Bytes()
}

// tinyEntries are the tables of tiny.
func tinyEntries(t *testing.T) []entry {
	t.Helper()
	var entries []entry
	for name, text := range contents(t, tiny) {
		entries = append(entries, deflated(t, name, []byte(text)))
	}
	slices.SortFunc(entries, func(a, b entry) int { return strings.Compare(a.Name, b.Name) })
	return entries
}

// entryOf gives the entry of a table.
func entryOf(entries []entry, name string) *entry {
	return &entries[slices.IndexFunc(entries, func(e entry) bool { return e.Name == name })]
}

// Each broken zip file is refused, with the message of its golden file, and without taking much memory.
func TestMalformedZips(t *testing.T) {
	const people = "people.csv"
	header := "person_id,name,wikidata_id\n"
	zeros := append([]byte(header), make([]byte, 64<<20)...)
	rows := []byte(header + strings.Repeat("a,A,\n", 200_000))
	changedEntries := func(change func(p *entry)) func([]entry) []entry {
		return func(all []entry) []entry { change(entryOf(all, people)); return all }
	}
	more := func(names ...string) func([]entry) []entry {
		return func(all []entry) []entry {
			for _, name := range names {
				if strings.HasSuffix(name, "/") {
					all = append(all, entry{FileHeader: zip.FileHeader{Name: name}})
				} else {
					all = append(all, deflated(t, name, []byte(header)))
				}
			}
			return all
		}
	}
	entries := map[string]func([]entry) []entry{
		"name-that-climbs":                  more("../people.csv"),
		"name-that-climbs-inside":           more("a/../../people.csv"),
		"name-that-climbs-and-comes-back":   more("a/../people.csv"),
		"name-that-climbs-with-backslashes": more(`..\people.csv`),
		"name-that-climbs-for-a-table":      changedEntries(func(p *entry) { p.Name = "../people.csv" }),
		"name-absolute":                     more("/etc/passwd"),
		"name-absolute-with-backslashes":    more(`\\server\people.csv`),
		"name-empty":                        more(""),
		"name-of-64-kib":                    more(strings.Repeat("a/", 30_000) + "a"),
		"name-of-dots":                      more(".", ".."),
		"name-with-a-dot":                   more("./people.csv"),
		"name-with-two-slashes":             more("a//people.csv"),
		"name-not-utf-8":                    more("caf\xe9.csv"),
		"entry-twice":                       more(people),
		"entry-and-folder-of-one-name":      more("people.csv/"),
		"entry-below-an-entry":              more("people.csv/more.csv"),
		"folder-named-as-a-table":           changedEntries(func(p *entry) { p.FileHeader = zip.FileHeader{Name: "people.csv/"} }),
		"tables-in-a-folder": func(all []entry) []entry {
			for i := range all {
				all[i].Name = "data/" + all[i].Name
			}
			return all
		},
		"entry-in-capitals":    changedEntries(func(p *entry) { p.Name = "People.CSV" }),
		"entry-encrypted":      changedEntries(func(p *entry) { p.Flags |= 1 }),
		"entry-method-unknown": changedEntries(func(p *entry) { p.Method = 99 }),
		"entry-stored-as-deflated": changedEntries(func(p *entry) {
			p.raw = []byte(header)
			p.CompressedSize64 = uint64(len(p.raw))
		}),
		"entry-deflated-as-stored": changedEntries(func(p *entry) { p.Method, p.UncompressedSize64 = zip.Store, p.CompressedSize64 }),
		"sum-wrong":                changedEntries(func(p *entry) { p.CRC32++ }),
		"size-too-small":           changedEntries(func(p *entry) { p.UncompressedSize64-- }),
		"size-too-large":           changedEntries(func(p *entry) { p.UncompressedSize64++ }),
		"size-zero":                changedEntries(func(p *entry) { p.UncompressedSize64 = 0 }),
		"size-over-2-gib":          changedEntries(func(p *entry) { p.UncompressedSize64 = 3 << 30 }),
		"size-that-overflows": func(all []entry) []entry {
			for i := range all {
				all[i].UncompressedSize64 = 1 << 63
			}
			return all
		},
		"sizes-over-2-gib-together": func(all []entry) []entry {
			for i := range all {
				all[i].UncompressedSize64 = 1 << 29
			}
			return all
		},
		"bomb-of-zeros":              changedEntries(func(p *entry) { *p = deflated(t, people, zeros) }),
		"bomb-of-rows":               changedEntries(func(p *entry) { *p = deflated(t, people, rows) }),
		"bomb-that-lies":             changedEntries(func(p *entry) { *p = deflated(t, people, zeros); p.UncompressedSize64 = 100 }),
		"bomb-of-rows-that-lies":     changedEntries(func(p *entry) { *p = deflated(t, people, rows); p.UncompressedSize64 = 1000 }),
		"zip-in-the-zip":             func(all []entry) []entry { return []entry{deflated(t, "tiny.zip", zipped(t, all))} },
		"zip-in-place-of-a-table":    func(all []entry) []entry { *entryOf(all, people) = deflated(t, people, zipped(t, all)); return all },
		"no-entries":                 func([]entry) []entry { return nil },
		"compressed-bytes-cut-off":   changedEntries(func(p *entry) { p.raw = p.raw[:len(p.raw)/2]; p.CompressedSize64 = uint64(len(p.raw)) }),
		"compressed-bytes-scrambled": changedEntries(func(p *entry) { p.raw = slices.Clone(p.raw); p.raw[3] ^= 0xff }),
	}
	whole := func() []byte { return zipped(t, tinyEntries(t)) }
	// The last 22 bytes of a file tell where its directory is: from 8 the entries, from 12 its size, from 16 where it begins.
	patched := func(at int, bytes ...byte) func() []byte {
		return func() []byte { z := whole(); copy(z[len(z)-22+at:], bytes); return z }
	}
	files := map[string]func() []byte{
		"file-empty":                   func() []byte { return nil },
		"file-of-another-kind":         func() []byte { return []byte("person_id,name\n") },
		"file-gzip":                    func() []byte { return append([]byte{0x1f, 0x8b, 8}, make([]byte, 40)...) },
		"file-cut-off-at-half":         func() []byte { z := whole(); return z[:len(z)/2] },
		"file-cut-off-in-the-end":      func() []byte { z := whole(); return z[:len(z)-1] },
		"file-cut-off-at-the-start":    func() []byte { return whole()[100:] },
		"directory-of-more-entries":    patched(8, 99, 0, 99, 0),
		"directory-elsewhere":          patched(16, 1, 0, 0, 0),
		"directory-behind-the-end":     patched(16, 0xff, 0xff, 0xff, 0x7e),
		"directory-larger-than-it-all": patched(12, 0xff, 0xff, 0xff, 0x7e),
		"entry-elsewhere": func() []byte {
			z := whole()
			directory := binary.LittleEndian.Uint32(z[len(z)-6:])
			binary.LittleEndian.PutUint32(z[directory+42:], uint32(len(z)-30)) // where the first entry begins
			return z
		},
	}
	for name, change := range entries {
		files[name] = func() []byte { return zipped(t, change(tinyEntries(t))) }
	}
	folder := filepath.Join("..", "..", "testdata", "malformed", "zips")
	if *update {
		require.NoError(t, os.MkdirAll(folder, 0o755))
	} else {
		goldens, err := fs.Glob(os.DirFS(folder), "*.golden")
		require.NoError(t, err)
		require.Len(t, goldens, len(files), "a golden file of nothing, or none")
	}
	for name, make := range files {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "broken.zip")
			require.NoError(t, os.WriteFile(path, make(), 0o644))
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := call("check " + path)
			runtime.ReadMemStats(&after)
			require.Less(t, after.TotalAlloc-before.TotalAlloc, uint64(200<<20), "bytes allocated in all")
			require.Equal(t, statusWrong, got.status, "%s", got.stdout)
			require.Empty(t, got.stdout)
			text := strings.ReplaceAll(got.stderr, path, "broken.zip")
			golden := filepath.Join(folder, name+".golden")
			if *update {
				require.NoError(t, os.WriteFile(golden, []byte(text), 0o644))
			}
			want, err := os.ReadFile(golden)
			require.NoError(t, err)
			if d := cmp.Diff(string(want), text); d != "" {
				t.Errorf("(-want +got):\n%s", d)
			}
		})
	}
	path := filepath.Join(t.TempDir(), "tiny.zip")
	require.NoError(t, os.WriteFile(path, whole(), 0o644))
	require.Equal(t, 0, call(fmt.Sprint("check ", path)).status, "it is the changes that are wrong")
}
