package page_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/require"

	"github.com/summitry/summitry/attendance"
	"github.com/summitry/summitry/dataset"
	"github.com/summitry/summitry/exporters/page"
	"github.com/summitry/summitry/exporters/page/internal/stamp"
	"github.com/summitry/summitry/timeline"
)

const tiny = "../../testdata/tiny"

func written(t *testing.T, data dataset.Data, o page.Options) string {
	t.Helper()
	var b strings.Builder
	require.NoError(t, page.Write(&b, data.Register, o))
	return b.String()
}

func load(t *testing.T, dir string) dataset.Data {
	t.Helper()
	data, err := dataset.Load(os.DirFS(dir))
	require.NoError(t, err)
	return data
}

// The engine in the package is that of these sources. If this fails, run go generate ./exporters/page.
func TestEngineIsUpToDate(t *testing.T) {
	want, err := stamp.Of("../..")
	require.NoError(t, err)
	got, err := os.ReadFile("engine.sum")
	require.NoError(t, err)
	if diff := cmp.Diff(want, strings.ReplaceAll(string(got), "\r\n", "\n")); diff != "" {
		t.Errorf("the engine is of other sources: go generate ./exporters/page (-want +got):\n%s", diff)
	}
}

func TestSameBytes(t *testing.T) {
	first := written(t, load(t, tiny), page.Options{})
	if first != written(t, load(t, tiny), page.Options{}) {
		t.Error("two pages of one folder differ")
	}
}

// The policy allows nothing but the style and the script that are there.
func TestPolicy(t *testing.T) {
	text := written(t, load(t, tiny), page.Options{})
	policy := regexp.MustCompile(`<meta http-equiv="Content-Security-Policy" content="([^"]*)">`).FindStringSubmatch(text)
	require.NotNil(t, policy)
	want := "default-src 'none'; script-src "
	hash := func(pattern string) string {
		found := regexp.MustCompile(pattern).FindAllStringSubmatch(text, -1)
		require.Len(t, found, 1, pattern)
		sum := sha256.Sum256([]byte(found[0][1]))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	want += hash(`(?s)<script>(.*?)</script>`) + " 'wasm-unsafe-eval'; style-src " + hash(`(?s)<style>(.*?)</style>`) + "; base-uri 'none'; form-action 'none'"
	if diff := cmp.Diff(want, html.UnescapeString(policy[1])); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if regexp.MustCompile(`(?i)<[a-z][^>]*\s(style|on\w+|src)=`).MatchString(text[:strings.Index(text, `<script type`)]) {
		t.Error("the page has an attribute that the policy forbids")
	}
}

// hostile is what a name must not do.
const hostile = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'{{.}}<!--`

// Whatever stands in a cell or in an option is text.
func TestHostile(t *testing.T) {
	folder := fstest.MapFS{}
	for _, name := range []string{"series", "summits", "participants", "groups", "people", "topics", "sources", "sessions", "memberships", "participant_codes", "attendance", "discussions", "coverage"} {
		text, err := os.ReadFile(filepath.Join(tiny, name+".csv"))
		require.NoError(t, err)
		quoted := `"` + strings.ReplaceAll(hostile, `"`, `""`) + `"`
		for _, plain := range []string{"Harbour Forum summits", "Arna summit", "Arvania", "Belmora", "Harbour Forum"} {
			text = bytes.ReplaceAll(text, []byte(","+plain+","), []byte(","+quoted+","))
		}
		folder[name+".csv"] = &fstest.MapFile{Data: text}
	}
	data, err := dataset.Load(folder)
	require.NoError(t, err)
	text := written(t, data, page.Options{Title: hostile, Citation: hostile})
	clean := written(t, load(t, tiny), page.Options{})
	for _, tag := range []string{"<script", "</script", "<img", "<!--", "onerror=alert(2)>\""} {
		if got, want := strings.Count(text, tag), strings.Count(clean, tag); got != want {
			t.Errorf("%s is there %d times, want %d", tag, got, want)
		}
	}
	require.GreaterOrEqual(t, strings.Count(text, html.EscapeString("<img")), 5, "the names are not there at all")
}

// decoded reads bytes written by basE91.
func decoded(t *testing.T, text string) []byte {
	t.Helper()
	const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,./:;=>?@[]^_`{|}~\"'"
	var out []byte
	var bits, n uint
	v := -1
	for _, c := range []byte(text) {
		d := strings.IndexByte(digits, c)
		require.NotEqual(t, -1, d)
		if v < 0 {
			v = d
			continue
		}
		v += d * 91
		bits |= uint(v) << n
		if v&8191 > 88 {
			n += 13
		} else {
			n += 14
		}
		for ; n > 7; n -= 8 {
			out = append(out, byte(bits))
			bits >>= 8
		}
		v = -1
	}
	if v >= 0 {
		out = append(out, byte(bits|uint(v)<<n))
	}
	return out
}

// inside gives the bytes that a page has in one of its scripts.
func inside(t *testing.T, text, id string) []byte {
	t.Helper()
	found := regexp.MustCompile(`<script type="text/plain" id="` + id + `">([^<]*)</script>`).FindStringSubmatch(text)
	require.NotNil(t, found)
	return decoded(t, found[1])
}

// The tables in a page are the data set, and the engine is that of the package.
func TestWhatIsInside(t *testing.T) {
	data, err := dataset.Open()
	require.NoError(t, err)
	text := written(t, data, page.Options{})
	z, err := gzip.NewReader(bytes.NewReader(inside(t, text, "tables")))
	require.NoError(t, err)
	packed, err := io.ReadAll(z)
	require.NoError(t, err)
	var tables map[string]string
	require.NoError(t, json.Unmarshal(packed, &tables))
	folder := fstest.MapFS{}
	for name, table := range tables {
		folder[name] = &fstest.MapFile{Data: []byte(table)}
	}
	again, err := dataset.Load(folder)
	require.NoError(t, err)
	if !again.Equal(data.Register) {
		t.Error("the tables of the page are not the data set")
	}
	engine, err := os.ReadFile("engine.wasm.lzma")
	require.NoError(t, err)
	require.True(t, bytes.Equal(engine, inside(t, text, "wasm")))
	require.Less(t, len(text), 3_000_000, "a page of the built-in set is to go by mail")
}

// Each mark of the overview says what the roll says.
func TestMarks(t *testing.T) {
	data, err := dataset.Open()
	require.NoError(t, err)
	text := written(t, data, page.Options{})
	words := map[attendance.Status]string{attendance.Attended: "leader|deputy|minister|official|attended", attendance.Absent: "absent", attendance.Outside: "outside", attendance.Unknown: "unknown"}
	cell := regexp.MustCompile(`<td class="([^"]*)">([^<]*)</td>`)
	seen := 0
	for _, section := range strings.Split(text, `<section class="series"`)[1:] {
		series := regexp.MustCompile(`data-series="([^"]*)"`).FindStringSubmatch(section)[1]
		section, _, _ = strings.Cut(section, "</section>")
		var summits []string
		for _, m := range regexp.MustCompile(`<th scope="col" data-id="([^"]*)"`).FindAllStringSubmatch(section, -1) {
			summits = append(summits, m[1])
		}
		tl, err := data.Timeline().Select(timeline.Filter{Series: timeline.SeriesID(series), Extraordinary: true})
		require.NoError(t, err)
		want := map[string]attendance.Presence{}
		for p := range data.Roll(tl, attendance.Rule{}).Presences(data.Everybody()) {
			want[string(p.Summit)+" "+string(p.Participant)] = p
		}
		for _, m := range regexp.MustCompile(`<tr data-id="([^"]*)".*`).FindAllStringSubmatch(section, -1) {
			cells := cell.FindAllStringSubmatch(m[0], -1)[1:]
			require.Len(t, cells, len(summits))
			for i, c := range cells {
				p, ok := want[summits[i]+" "+m[1]]
				seen++
				switch {
				case !ok && c[2] != "":
					t.Errorf("%s at %s is asked about: %q", m[1], summits[i], c[2])
				case ok && !regexp.MustCompile("^("+words[p.Status]+")").MatchString(c[2]):
					t.Errorf("%s at %s: %q, want %v", m[1], summits[i], c[2], p.Status)
				case ok && strings.Contains(c[2], "by video") != (p.Status == attendance.Attended && p.Mode == attendance.Virtual):
					t.Errorf("%s at %s: %q, but %v", m[1], summits[i], c[2], p.Mode)
				case ok && strings.Contains(c[2], "in place of") != (p.Status == attendance.Attended && p.InPlaceOf != ""):
					t.Errorf("%s at %s: %q, but in place of %q", m[1], summits[i], c[2], p.InPlaceOf)
				}
			}
		}
	}
	require.Greater(t, seen, 5000)
}

type full struct{ room int }

func (f *full) Write(p []byte) (int, error) {
	if f.room -= len(p); f.room < 0 {
		return 0, errors.New("full")
	}
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	data := load(t, tiny)
	for _, room := range []int{0, 1000, 100_000} {
		require.ErrorContains(t, page.Write(&full{room}, data.Register, page.Options{}), "full")
	}
	require.NoError(t, page.Write(io.Discard, attendance.Register{}, page.Options{}))
}
