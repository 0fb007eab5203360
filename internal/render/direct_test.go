package render

import (
	"bytes"
	"errors"
	"html/template"
	"reflect"
	"strings"
	"testing"
)

// shown is a dot with everything that a layout can meet.
type shown struct {
	Text, Empty string
	Number      int
	Zero        int
	Yes         bool
	Trusted     template.HTML
	URL         template.URL
	Day         weekday
	Next, None  *shown
	List        []shown
	Names       []string
	Any         any
	Map         map[string]string
	Named       name
	inner
}

type (
	name    string
	weekday struct{ n int }
	inner   struct{ Deep string }
)

func (d weekday) String() string             { return "<星期" + string(rune('0'+d.n)) + ">" }
func (s *shown) Pointer() string             { return s.Text + "!" }
func (s shown) Value() string                { return s.Text + "?" }
func (s *shown) Field(n string) string       { return n + "=" + s.Text }
func (s *shown) Sum(a, b int) int            { return a + b }
func (s *shown) Fails() (string, error)      { return "", errors.New("as it must") }
func (s *shown) Works() (string, error)      { return s.Text, nil }
func (s *shown) Panics() string              { panic("as it must") }
func (s *shown) Interface() any              { return s.Text }
func (s *shown) Nothing() *shown             { return nil }
func (s *shown) Several(n ...string) string  { return strings.Join(n, "") }
func (s *shown) WithError() (int, int, bool) { return 1, 2, true }

func TestDirectLayoutsGiveTheSame(t *testing.T) {
	dot := &shown{Text: `a+b'"&<>` + "\x00\xff 中", Number: -7, Yes: true, Trusted: "<b>x+y</b>", URL: "javascript:alert(1)", Day: weekday{3},
		Any: "any<", Map: map[string]string{"k": "v<"}, Named: "n<", inner: inner{"deep<"}, Names: []string{"甲", "<乙>"},
		Next: &shown{Text: "javascript:alert(1)"}, List: []shown{{Text: "a b?c=d&e#f"}, {Text: "../路/%20%zz.html"}, {Text: "x:y"}}}
	for name, layout := range map[string]string{
		"values":                   `{{.Text}}{{.Number}}{{.Trusted}}{{.URL}}{{.Day}}{{.Yes}}{{.Named}}{{.Deep}}{{.inner}}`,
		"attributes":               `<p title="{{.Text}}" class="{{.Number}} {{.Trusted}}" id={{.Text}}>`,
		"addresses":                `{{range .List}}<a href="{{.Text}}"><a href="/{{.Text}}"><a href="?q={{.Text}}"><a href="{{.Text}}{{.Text}}">{{end}}`,
		"trusted addresses":        `<a href="{{.URL}}"><a href="/{{.Trusted}}"><a href="{{.Number}}">`,
		"a title":                  `<title>{{.Text}}{{.Trusted}}</title><textarea>{{.Text}}</textarea>`,
		"a script and a style":     `<script>var a = {{.Text}}</script><p style="color:{{.Text}}" onclick="f({{.Names}})">`,
		"methods":                  `{{.Pointer}}{{.Value}}{{.Field "n<"}}{{.Works}}{{.Next.Pointer}}{{(index .List 0).Text}}`,
		"methods of a list":        `{{range .List}}{{.Pointer}}{{.Value}}{{end}}`,
		"numbers as arguments":     `{{.Sum 1 2}}{{.Several "a" "b"}}`,
		"a method that fails":      `x{{.Text}}{{.Fails}}`,
		"a method that panics":     `x{{.Text}}{{.Panics}}`,
		"no pointer":               `x{{.Text}}{{.None.Text}}`,
		"a method without pointer": `x{{with .Nothing}}a{{else}}b{{end}}`,
		"any value":                `{{.Any}}{{.Interface}}{{.Map.k}}{{range $k, $v := .Map}}{{$k}}{{$v}}{{end}}`,
		"conditions": `{{if .Text}}a{{end}}{{if .Empty}}b{{else}}c{{end}}{{if .Zero}}d{{else if .Number}}e{{end}}{{if .None}}f{{end}}{{if .List}}g{{end}}` +
			`{{if .Map}}h{{end}}{{if .Day}}i{{end}}{{if .Any}}j{{end}}`,
		"functions": `{{if not .Yes}}a{{end}}{{if and .Yes .Empty}}b{{end}}{{if or .Empty .Text}}c{{end}}{{if eq .Number -7}}d{{end}}{{if ne .Text "x"}}e{{end}}` +
			`{{if gt .Number 1}}f{{end}}{{if lt .Number 1}}g{{end}}{{if le .Zero 0}}h{{end}}{{if ge .Zero 1}}i{{end}}{{if eq .Named "n<"}}j{{end}}{{if eq .Number 1 -7}}k{{end}}{{if len .List}}l{{end}}`,
		"functions of functions":    `{{if and (not .Empty) (or (eq .Text "x") (gt .Number -8))}}a{{end}}{{if not (and .Yes .Yes)}}b{{end}}`,
		"with":                      `{{with .Next}}{{.Text}}{{$.Text}}{{end}}{{with .None}}a{{else}}{{.Text}}{{end}}{{with .Empty}}b{{else with .Text}}{{.}}{{end}}{{with $.Number}}{{.}}{{end}}`,
		"ranges":                    `{{range .Names}}{{.}}{{$.Number}}{{end}}{{range .None.List}}{{end}}{{range .Next.List}}{{else}}none{{.Text}}{{end}}`,
		"variables":                 `{{$x := .Text}}{{$x}}{{range $i, $n := .Names}}{{$i}}{{$n}}{{end}}{{with $y := .Next}}{{$y.Text}}{{end}}`,
		"a variable set":            `{{$x := ""}}{{range .Names}}{{$x = .}}{{end}}{{$x}}`,
		"a range that stops":        `{{range .Names}}{{.}}{{break}}{{end}}{{range .Names}}{{continue}}{{.}}{{end}}`,
		"pieces":                    `{{define "p"}}{{.Text}}{{$.Number}}{{end}}{{template "p" .}}{{with .Next}}{{template "p" .}}{{template "p" $}}{{end}}<p title="{{template "p" .}}">`,
		"a piece of itself":         `{{define "p"}}{{.Text}}{{with .Next}}{{template "p" .}}{{end}}{{end}}{{template "p" .}}`,
		"a piece with a map":        `{{define "p"}}{{.k}}{{end}}{{template "p" (dict "k" .Text)}}`,
		"a slot that is given back": `{{define "p"}}{{printf "%s" .Text}}{{$x := .Text}}{{$x}}{{end}}{{template "p" .}}{{printf "%d" .Number}}`,
		"a piece with several": `{{define "p"}}{{if .yes}}<a href="{{.k.Text}}">{{.k.Text}}{{.n}}{{with .k}}{{.Number}}{{$.n}}{{range $.l}}{{.}}{{end}}{{end}}</a>{{end}}{{end}}` +
			`{{range .List}}{{template "p" (dict "k" . "yes" true "n" 3 "l" $.Names)}}{{end}}{{with .Next}}{{template "p" (dict "k" . "yes" (.Field "x") "n" "<" "l" $.Names)}}{{end}}`,
		"a dict as a whole":          `{{define "p"}}{{.}}{{len .}}{{end}}{{template "p" (dict "k" .Text)}}`,
		"a dict in a slot":           `{{define "p"}}{{printf "%s" .k}}{{end}}{{template "p" (dict "k" .Text)}}`,
		"a dict handed on":           `{{define "q"}}{{.k}}{{end}}{{define "p"}}{{template "q" .}}{{with .}}{{.k}}{{end}}{{if .}}x{{end}}{{end}}{{template "p" (dict "k" .Text)}}`,
		"a dict without a name":      `{{define "p"}}{{.k}}{{.missing}}{{end}}{{template "p" (dict "k" .Text)}}`,
		"a dict of odd length":       `{{template "p" (dict "k")}}{{define "p"}}{{end}}`,
		"a dict with a name twice":   `{{define "p"}}{{.k}}{{end}}{{template "p" (dict "k" .Text "k" .Number)}}`,
		"a dict with other names":    `{{define "p"}}{{index . "a b"}}{{end}}{{template "p" (dict "a b" .Text)}}`,
		"a pointer's method in dict": `{{define "p"}}{{.k.Pointer}}{{end}}{{range .List}}{{template "p" (dict "k" .)}}{{end}}`,
		"a method in dict":           `{{define "p"}}{{.k.Value}}{{.k.Day}}{{end}}{{range .List}}{{template "p" (dict "k" .)}}{{end}}`,
		"nothing in dict":            `{{define "p"}}{{.k}}{{end}}{{template "p" (dict "k" .None)}}{{template "p" (dict "k" .Any)}}{{template "p" (dict "k" nil)}}`,
		"printed":                    `{{printf "%s" .Text}}{{.Text | printf "%q"}}{{print .Number}}{{html .Text}}`,
		"nothing known":              `{{.Text.Missing}}`,
	} {
		t.Run(name, func(t *testing.T) {
			parsed := template.Must(template.New("layout").Funcs(functions).Parse(layout))
			var want, got bytes.Buffer
			plain := template.Must(parsed.Clone())
			wantErr := plain.Execute(&want, dot)
			f := newFolds(map[foldKey]int{{layout: parsed}: 1}, 1)
			for range 2 { // the first time it is folded
				got.Reset()
				gotErr := f.execute(&got, foldKey{layout: parsed}, dot, map[string]bool{"Empty": true})
				if (gotErr == nil) != (wantErr == nil) {
					t.Fatalf("the error is %v, want %v", gotErr, wantErr)
				}
				if wantErr == nil && got.String() != want.String() {
					t.Errorf("it gives\n%s\nwant\n%s", &got, &want)
				}
			}
		})
	}
}

func TestWhatIsLeftToSlots(t *testing.T) {
	for name, c := range map[string]struct {
		layout string
		slots  int
	}{
		"plain fields":              {`<p title="{{.Text}}">{{.Number}}<a href="{{.Text}}">{{range .List}}{{.Text}}{{end}}`, 0},
		"a function":                {`{{.Text}}{{printf "%s" .Text}}{{.Text}}`, 1},
		"a function below":          {`{{with .Next}}{{printf "%s" .Text}}{{end}}{{if .Yes}}{{printf "%s" .Text}}{{end}}`, 2},
		"a dict":                    {`{{define "p"}}{{if .yes}}{{.k.Text}}{{end}}{{end}}{{range .List}}{{template "p" (dict "k" . "yes" true)}}{{end}}`, 0},
		"a slot that is given back": {`{{define "p"}}{{printf "%s" .Text}}{{$x := .Text}}{{$x}}{{end}}{{template "p" .}}{{printf "%d" .Number}}`, 2},
	} {
		t.Run(name, func(t *testing.T) {
			parsed := template.Must(template.New("layout").Funcs(functions).Parse(c.layout))
			dot := &shown{Text: "a", Next: &shown{}, Yes: true, List: []shown{{}}}
			copied := withSlots(copyOf(parsed), parsed)
			if !fold(copied, dot, nil) {
				t.Fatal("it cannot be folded")
			}
			d := &director{layout: copied, escapers: newEscapers(), within: map[string]bool{}}
			of := reflect.TypeOf(dot)
			if _, ok := d.list(copied.Tree.Root, dotTypes{of, of, true}); !ok || d.slots != c.slots {
				t.Errorf("%d slots (%t), want %d", d.slots, ok, c.slots)
			}
		})
	}
}

func FuzzEscapers(f *testing.F) {
	for _, s := range []string{"", "+", "a:b", "javascript:x", "%41%zz", "路/径?x=1&y='2'#z", "\xff\x00", "<b>", "http://x"} {
		f.Add(s)
	}
	all := newEscapers()
	if len(all) != len(places) {
		f.Fatalf("%d escapers, want one for each of %d places", len(all), len(places))
	}
	f.Fuzz(func(t *testing.T, s string) {
		for chain, e := range all {
			var b bytes.Buffer
			want, err := e.whole(s)
			if err != nil {
				t.Fatal(err)
			}
			if err := e.text(&b, s); err != nil || b.String() != string(want) {
				t.Errorf("%s makes %q of %q, want %q (%v)", chain, b.String(), s, want, err)
			}
		}
	})
}

func BenchmarkDirectLayout(b *testing.B) {
	parsed := template.Must(template.New("layout").Parse(`<p title="{{.Text}}">{{.Number}}{{with .Next}}<a href="{{.Text}}">{{.Text}}</a>{{end}}</p>{{range .List}}<li>{{.Text}}</li>{{end}}`))
	dot := &shown{Text: "某某市", Next: &shown{Text: "a/b.html"}, List: []shown{{Text: "甲"}, {Text: "乙"}}}
	f := newFolds(map[foldKey]int{{layout: parsed}: 1}, 1)
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := f.execute(&out, foldKey{layout: parsed}, dot, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func TestEscapedIsWhatTheLibraryMakes(t *testing.T) {
	for c := range 256 {
		for _, text := range []string{string(rune(c)), string([]byte{byte(c)}), "甲" + string([]byte{byte(c)}) + "乙"} {
			if got, want := escaped(text), template.HTMLEscapeString(text); got != want {
				t.Errorf("%q: %q, want %q", text, got, want)
			}
		}
	}
}
