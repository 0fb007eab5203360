package cache

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

type sample struct {
	Name   string
	hidden int
	Flag   bool
	Share  float64
	Small  uint8
	At     time.Time
	List   []sample
	Bytes  []byte
	By     map[string][]string
	To     *sample
	Any    any
	None   []string
	Empty  []string
}

func TestCodecKeepsEveryField(t *testing.T) {
	zone := time.FixedZone("CST", 8*3600)
	c := NewCodec(zone, int64(0), sample{}, "")
	form, err := FormOf[sample](c)
	if err != nil {
		t.Fatal(err)
	}
	v := sample{Name: "名", hidden: -7, Flag: true, Share: 0.1, Small: 200, At: time.Date(2026, 1, 2, 3, 4, 5, 6, zone),
		List: []sample{{Any: int64(-3)}, {Any: "文"}, {At: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}}, Bytes: []byte("字"),
		By: map[string][]string{"b": {"1"}, "a": nil}, To: &sample{Any: sample{Name: "内"}}, Empty: []string{}}
	var e Encoder
	form.Write(&e, &v)
	var back sample
	d := NewDecoder(string(e.Bytes()))
	form.Read(d, &back)
	if d.Failed() || d.Rest() > 0 || e.Failed() {
		t.Fatal("what was written cannot be read")
	}
	if !reflect.DeepEqual(v, back) {
		t.Errorf("%+v became %+v", v, back)
	}
	for i := range e.Bytes() { // cut off anywhere, it is noticed
		d := NewDecoder(string(e.Bytes()[:i]))
		form.Read(d, &sample{})
		if !d.Failed() {
			t.Errorf("%d of %d bytes are read without a complaint", i, len(e.Bytes()))
		}
	}
}

func TestCodecRefusesWhatItCannotKeep(t *testing.T) {
	type bad struct{ F func() }
	if _, err := FormOf[bad](NewCodec(time.UTC)); err == nil || !strings.Contains(err.Error(), "F") {
		t.Errorf("a function is to be kept: %v", err)
	}
	form, err := FormOf[sample](NewCodec(time.UTC, int64(0)))
	if err != nil {
		t.Fatal(err)
	}
	var e Encoder
	form.Write(&e, &sample{Any: 1.5})
	if !e.Failed() {
		t.Error("a value of a type the codec was not told of was kept")
	}
}

func FuzzCodec(f *testing.F) {
	form, err := FormOf[sample](NewCodec(time.UTC, int64(0), sample{}))
	if err != nil {
		f.Fatal(err)
	}
	var e Encoder
	form.Write(&e, &sample{Name: "名", List: []sample{{}}, By: map[string][]string{"a": {"b"}}, To: &sample{}, Any: sample{}})
	f.Add(string(e.Bytes()))
	f.Fuzz(func(t *testing.T, data string) {
		var v sample
		d := NewDecoder(data)
		if form.Read(d, &v); d.Rest() > len(data) {
			t.Error("more is left than was there")
		}
	})
}

func TestStoreKeepsWhatIsAskedFor(t *testing.T) {
	folder := In(t.TempDir())
	key := func(i int) Key { return KeyOf(fmt.Sprint(i)) }
	value := func(i int) string { return strings.Repeat(fmt.Sprint(i), 100) }
	s := folder.OpenStore("texts")
	for i := range 100 {
		s.Put(key(i), []byte(value(i)))
	}
	s.Save()
	s = folder.OpenStore("texts")
	for i := range 90 {
		if got, ok := s.Get(key(i)); !ok || got != value(i) {
			t.Fatalf("value %d is %q", i, got)
		}
	}
	s.Put(key(100), []byte(value(100)))
	s.Save()
	if info, err := os.Stat(filepath.Join(folder.dir, "texts-new")); err != nil || info.Size() > 1000 {
		t.Errorf("one new value rewrote everything: %v", err)
	}
	s = folder.OpenStore("texts")
	for _, i := range []int{0, 89, 95, 100} {
		if got, ok := s.Get(key(i)); !ok || got != value(i) {
			t.Errorf("value %d is %q", i, got)
		}
	}
	for i := range 50 {
		s.Put(key(200+i), []byte(value(200+i)))
	}
	s.Save()
	s = folder.OpenStore("texts")
	for i, want := range map[int]bool{0: true, 95: true, 100: true, 249: true, 1: false, 97: false} {
		if _, ok := s.Get(key(i)); ok != want {
			t.Errorf("value %d is there: %v, want %v", i, ok, want)
		}
	}
}

func TestDamagedStoreIsEmpty(t *testing.T) {
	folder := In(t.TempDir())
	s := folder.OpenStore("texts")
	s.Put(KeyOf("a"), []byte("甲"))
	s.Put(KeyOf("b"), []byte("乙"))
	s.Save()
	file := filepath.Join(folder.dir, "texts")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range whole {
		bad := append([]byte(nil), whole...)
		bad[i] ^= 1
		write(t, file, string(bad))
		if _, ok := folder.OpenStore("texts").Get(KeyOf("a")); ok {
			t.Errorf("byte %d is wrong and the store is believed", i)
		}
		write(t, file, string(whole[:i]))
		if _, ok := folder.OpenStore("texts").Get(KeyOf("a")); ok {
			t.Errorf("%d bytes are there and the store is believed", i)
		}
	}
}

func TestSparseStoreReadsOneByOne(t *testing.T) {
	folder := In(t.TempDir())
	s := folder.OpenSparse("bodies")
	for i := range 20 {
		s.Put(KeyOf(fmt.Sprint(i)), []byte(fmt.Sprint("value ", i)))
	}
	s.Save()
	s = folder.OpenSparse("bodies")
	if !s.Has(KeyOf("3")) || s.Has(KeyOf("20")) {
		t.Error("it does not know what it has")
	}
	for i := range 10 {
		if got, ok := s.Get(KeyOf(fmt.Sprint(i))); !ok || got != fmt.Sprint("value ", i) {
			t.Errorf("value %d is %q", i, got)
		}
	}
	for i := range 20 {
		s.Put(KeyOf(fmt.Sprint(100+i)), []byte("another"))
	}
	s.Save() // both become one: of the old ones what was asked for
	s = folder.OpenSparse("bodies")
	for i, want := range map[int]bool{3: true, 9: true, 10: false, 100: true} {
		if _, ok := s.Get(KeyOf(fmt.Sprint(i))); ok != want {
			t.Errorf("value %d is there: %v, want %v", i, ok, want)
		}
	}
	if err := s.Sound(); err != nil {
		t.Error(err)
	}
	s.Abandon()
}

func TestDamagedValueOfSparseStoreIsTold(t *testing.T) {
	folder := In(t.TempDir())
	s := folder.OpenSparse("bodies")
	s.Put(KeyOf("a"), []byte("甲"))
	s.Save()
	file := filepath.Join(folder.dir, "bodies")
	whole, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for i := range len("甲") + markSize {
		bad := append([]byte(nil), whole...)
		bad[i] ^= 1
		write(t, file, string(bad))
		s := folder.OpenSparse("bodies")
		if _, ok := s.Get(KeyOf("a")); ok || !errors.Is(s.Sound(), ErrDamaged) {
			t.Errorf("byte %d is wrong and the value is believed", i)
		}
		if _, err := os.Stat(file); err == nil {
			t.Error("the next run would meet it again")
		}
	}
}
