package player

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"xiangwei/internal/config"
)

// cmd.exe reads a program in the code page of the machine and by lines that end with CRLF; whatever folder it lies in, its
// paths are quoted.
func TestStartBatIsReadByEveryWindows(t *testing.T) {
	for name, from := range map[string]string{"from the stick": "", "from the server": "http://10.0.0.8/screens/hall.html"} {
		t.Run(name, func(t *testing.T) {
			files := Kiosk(config.Screen{Name: "hall", Label: "政务大厅大屏", Width: 1920, Height: 1080}, []byte("page"), from)
			bat := files["start.bat"]
			for n, c := range bat {
				if c >= 0x80 || c < ' ' && c != '\r' && c != '\n' {
					t.Fatalf("byte %d is %#x", n, c)
				}
			}
			if lines := bytes.Count(bat, []byte("\n")); lines != bytes.Count(bat, []byte("\r\n")) || !bytes.HasSuffix(bat, []byte("\r\n")) {
				t.Errorf("%d lines do not all end with CRLF", lines)
			}
			text := string(bat)
			for _, path := range regexp.MustCompile(`%(?:PAGE|NEW|~dp0|LocalAppData|ProgramFiles(?:\(x86\))?)`).FindAllStringIndex(text, -1) {
				if before := text[strings.LastIndexByte(text[:path[0]], '\n')+1 : path[0]]; strings.Count(before, `"`)%2 == 0 {
					t.Errorf("not quoted: %s", text[path[0]:min(path[0]+30, len(text))])
				}
			}
			if strings.Contains(text, "%!") {
				t.Errorf("an argument is missing: %s", text)
			}
			for _, want := range []string{`"%ProgramFiles(x86)%\Microsoft\Edge\Application\msedge.exe"`, `"%ProgramFiles%\Google\Chrome\Application\chrome.exe"`, `"%LocalAppData%\Google\Chrome\Application\chrome.exe"`, `--user-data-dir="%LocalAppData%\xiangwei\hall"`, `set "PAGE=%~dp0hall.html"`} {
				if !strings.Contains(text, want) {
					t.Errorf("%s is not in it", want)
				}
			}
			if got := strings.Contains(text, "curl"); got != (from != "") {
				t.Errorf("it asks a server: %v", got)
			}
			if !bytes.HasPrefix(files["readme.txt"], []byte("\xEF\xBB\xBF")) {
				t.Error("Notepad of older Windows does not know readme.txt as UTF-8")
			}
		})
	}
}
