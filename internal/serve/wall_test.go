package serve

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"xiangwei/internal/build"
	"xiangwei/layouts"
	"xiangwei/theme"
)

const wallConfig = "title = \"某某局\"\n[screen.hall]\nlabel = \"大屏\"\nsize = \"1920x1080\"\n[screen.door]\nsize = \"320x16\"\noutput = \"strip\"\n"

func wallState(t *testing.T) *state {
	t.Helper()
	notice, err := os.ReadFile("../../content/notices/2026/constitution-day.md")
	if err != nil {
		t.Fatal(err)
	}
	result, err := build.Build(t.Context(), build.Options{
		Site:    fstest.MapFS{"config.toml": {Data: []byte(wallConfig)}, "content/notices/n.md": {Data: notice}},
		Layouts: layouts.Files, Theme: theme.Files, Now: time.Date(2026, 11, 25, 2, 0, 0, 0, time.UTC), Preview: true,
	})
	if err != nil {
		t.Fatal(err)
	}
	return &state{tree: result.Tree, version: "v", wall: wallData(result), problems: result.Problems}
}

func TestWallTellsWhatStartsAndEnds(t *testing.T) {
	var got wallFile
	if err := json.Unmarshal(wallState(t).wallJSON(), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Screens) != 2 || got.Screens[0].Path != "screens/hall.html" || got.Screens[1].Path != "" || got.Days != 14 {
		t.Fatalf("the wall has %+v", got)
	}
	door := got.Screens[1]
	if len(door.Strip) == 0 || door.Strip[0].Title != "国家宪法日活动" || door.Strip[0].Until != "2026-12-04T11:30:00+08:00" || !strings.HasPrefix(door.Strip[0].Picture, "data:image/png;base64,") {
		t.Errorf("the strip shows %+v", door.Strip)
	}
	hall := got.Screens[0]
	if len(hall.Events) != 1 || hall.Events[0] != (wallNote{"2026-12-04T11:30:00+08:00", "ends", "国家宪法日活动"}) {
		t.Errorf("events are %+v", hall.Events)
	}
	if len(hall.Notes) != 1 || hall.Notes[0].Kind != "gap" || hall.Notes[0].At != "2026-12-04T11:30:00+08:00" {
		t.Errorf("notes are %+v", hall.Notes)
	}
}

func TestPlayersAreServedAsTheyArePublished(t *testing.T) {
	now := wallState(t)
	f, ok := now.tree.Get("screens/hall.html")
	if !ok {
		t.Fatal("no page of the screen")
	}
	s, err := New(Options{Root: t.TempDir(), Build: func(context.Context, func(func(string) ([]byte, bool))) (*build.Result, error) {
		return nil, errors.New("not asked for")
	}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.listener.Close() })
	s.state.Store(now)
	for path, want := range map[string]string{"/screens/hall.html": string(f.Data), "/_xiangwei/wall": wallPage, "/_xiangwei/wall.js": wallScript, "/_xiangwei/wall.css": wallStyle} {
		r := httptest.NewRequest(http.MethodGet, s.URL()+path[1:], nil)
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if w.Code != http.StatusOK || w.Body.String() != want {
			t.Errorf("%s: status %d, %d bytes, want %d; its policy forbids other scripts", path, w.Code, w.Body.Len(), len(want))
		}
	}
	if page, _ := now.tree.Get("index.html"); !strings.Contains(string(inject(page.Data, now.version, false)), "live.js") {
		t.Error("ordinary pages no longer load themselves again")
	}
}
