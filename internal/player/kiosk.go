package player

import (
	"fmt"
	"regexp"
	"strings"

	"xiangwei/internal/config"
)

// Kiosk returns the files that let a box play a screen's page from its disk or a USB stick, by name: the page, programs
// that open it over the whole screen (Windows, Linux), and how to use them. Where from is an address, the programs first
// ask it for a newer page and play from there; over plain http a box that restarts without a network has no other way to
// its page than a copy on the disk.
func Kiosk(s config.Screen, page []byte, from string) map[string][]byte {
	name := s.Name + ".html"
	return map[string][]byte{
		name:         page,
		"start.bat":  []byte(crlf(startBat(name, s.Name, from))),
		"start.sh":   []byte(startSh(name, from)),
		"readme.txt": []byte("\uFEFF" + crlf(readme(s, name, from))),
	}
}

// fetchable are addresses that mean nothing else to a shell or to cmd.exe: no quotes, blanks, % or &.
var fetchable = regexp.MustCompile(`^https?://[A-Za-z0-9.:\[\]/_~-]+\.html$`)

// Fetchable reports whether the start programs can ask an address.
func Fetchable(address string) bool { return fetchable.MatchString(address) }

func crlf(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") }

// startBat is read by cmd.exe in the code page of the machine, so it is ASCII alone; its folder's name may be Chinese, hold
// blanks and brackets, and lie on a share, where no program can change to it. curl is part of Windows since 2018. A profile
// of its own makes the browser obey --kiosk while another window of it is open, and keeps the record of what was shown. There are no
// blocks in brackets: variables inside are read before they are set, and not every cmd.exe knows the loop's own there (Wine 8).
func startBat(name, screen, from string) string {
	fetch := ""
	if from != "" {
		fetch = fmt.Sprintf(`set "NEW=%%PAGE%%.new"
curl -fsS -m 20 -o "%%NEW%%" "%[1]s" 2>nul && findstr /c:"<!--end-->" "%%NEW%%" >nul && move /y "%%NEW%%" "%%PAGE%%" >nul && set "PAGE=%[1]s"
if exist "%%NEW%%" del "%%NEW%%"
`, from)
	}
	return fmt.Sprintf(`@echo off
set "PAGE=%%~dp0%s"
%sset "BROWSER="
for %%%%B in ("%%ProgramFiles(x86)%%\Microsoft\Edge\Application\msedge.exe" "%%ProgramFiles%%\Microsoft\Edge\Application\msedge.exe" "%%ProgramFiles%%\Google\Chrome\Application\chrome.exe" "%%ProgramFiles(x86)%%\Google\Chrome\Application\chrome.exe" "%%LocalAppData%%\Google\Chrome\Application\chrome.exe") do if not defined BROWSER if exist %%%%B set "BROWSER=%%%%~B"
if not defined BROWSER start "" "%%PAGE%%"
if defined BROWSER start "" "%%BROWSER%%" --kiosk "%%PAGE%%" --edge-kiosk-type=fullscreen --user-data-dir="%%LocalAppData%%\xiangwei\%s" %s
`, name, fetch, screen, kioskFlags)
}

// kioskFlags keep the browser's own words off the screen: its welcome, what it says after a power cut, and what a finger
// on a totem would open.
const kioskFlags = "--no-first-run --no-default-browser-check --noerrdialogs --disable-session-crashed-bubble --hide-crash-restore-bubble --disable-pinch --overscroll-history-navigation=0"

func startSh(name, from string) string {
	fetch := ""
	if from != "" {
		fetch = fmt.Sprintf(`if curl -fsS -m 20 -o '%[1]s.new' '%[2]s' && tail -c 20 '%[1]s.new' | grep -q '<!--end-->'; then
  mv '%[1]s.new' '%[1]s' && page='%[2]s'
fi
rm -f '%[1]s.new'
`, name, from)
	}
	return fmt.Sprintf(`#!/bin/sh
cd "$(dirname "$0")" || exit 1
page="$PWD/%s"
%sfor b in chromium chromium-browser google-chrome microsoft-edge; do
  command -v "$b" >/dev/null && exec "$b" --kiosk %s "$page"
done
echo 'no browser: install chromium' >&2
exit 1
`, name, fetch, kioskFlags)
}

func readme(s config.Screen, name, from string) string {
	text := fmt.Sprintf(`%s（%s，%d×%d 像素）

播放：Windows 双击 start.bat；Linux 运行 sh start.sh。也可直接用浏览器打开 %s，按 F11 全屏。
整个文件夹可以放在 U 盘或播放电脑的硬盘上；放在硬盘上，并设为开机自动运行 start.bat，断电、断网后会自己恢复。
设为开机自动运行（Windows）：按 Win+R，输入 shell:startup 回车，把 start.bat 的快捷方式放进打开的文件夹。
退出播放：按 Alt+F4。看播放记录：按键盘上的 L，再按一次返回。

内容都在 %s 里，不需要网络：到时开始、到时撤下，由播放页自己看时间，所以播放电脑的时钟要准。
`, s.Label, s.Name, s.Width, s.Height, name, name)
	if from == "" {
		return text + `
更新和紧急通知：重新导出，替换整个文件夹，再重新打开。打开着的播放页不会自己更新。
`
	}
	return text + fmt.Sprintf(`
更新：每次启动先向 %s 取最新的播放页存在本文件夹，并从那里播放，之后自动更新，紧急通知也自动出现；取不到就播放本文件夹里的那一份，
直到下一次启动。
`, from)
}
