package output

import (
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/unicode/norm"
)

// MaxPath is the longest path that can be published, in bytes. Windows stops at 260 characters for the whole path
// (MAX_PATH), of which the folder the site is copied to needs a share.
const MaxPath = 240

// Names the program keeps for itself in the output folder.
const (
	manifestName = "manifest.json"
	privateDir   = ".xiangwei"
	tempPrefix   = ".xw-"
	tempSuffix   = ".tmp"
)

// pathTrouble says in Chinese why a file cannot be published under the path p, or returns "" when it can.
func pathTrouble(p string) string {
	switch {
	case p == "":
		return "路径为空"
	case len(p) > MaxPath:
		return "路径超过 240 字节"
	case !utf8.ValidString(p):
		return "路径不是有效的 UTF-8 文字"
	case p[0] == '/':
		return "路径以“/”开头，须为相对路径"
	case p[len(p)-1] == '/':
		return "路径以“/”结尾，缺少文件名"
	}
	for _, r := range p {
		switch {
		case 'a' <= r && r <= 'z' || '-' <= r && r <= '9': // nearly all, and "/" and "." among them
		case unicode.IsControl(r):
			return "路径含控制字符"
		case r == '\\':
			return "路径含反斜杠，须用“/”分隔"
		case strings.ContainsRune(`:*?"<>|`, r):
			return "路径含 Windows 不允许的字符“" + string(r) + "”"
		}
	}
	for rest, more := p, true; more; {
		var name string
		name, rest, more = strings.Cut(rest, "/")
		if t := nameTrouble(name); t != "" {
			return t
		}
	}
	return reservedTrouble(p)
}

// nameTrouble judges one part of a path.
func nameTrouble(name string) string {
	switch {
	case name == "":
		return "路径含空的一级（连续的“/”）"
	case name == "." || name == "..":
		return "路径含“" + name + "”，不得引用上级或本级文件夹"
	case name[len(name)-1] == '.':
		return "名称以点结尾"
	case name[len(name)-1] == ' ':
		return "名称以空格结尾"
	case isDevice(name):
		return "名称“" + name + "”是 Windows 保留名"
	}
	return ""
}

// isDevice reports whether Windows takes a name for a device, whatever its case and extension: see "Naming Files, Paths,
// and Namespaces" in the Win32 documentation, which counts the superscript digits ¹²³ too.
func isDevice(name string) bool {
	stem, _, _ := strings.Cut(name, ".")
	stem = strings.TrimRight(stem, " ")
	if len(stem) < 3 || len(stem) > 7 {
		return false
	}
	switch stem = strings.ToLower(stem); stem {
	case "con", "prn", "aux", "nul", "conin$", "conout$":
		return true
	}
	digit, port := strings.CutPrefix(stem, "com")
	if !port {
		digit, port = strings.CutPrefix(stem, "lpt")
	}
	return port && digit != "" && strings.Contains("0123456789¹²³", digit) && utf8.RuneCountInString(digit) == 1
}

// reservedTrouble keeps the program's own files in the output folder from being overwritten, on any disk.
func reservedTrouble(p string) string {
	if !strings.Contains(p, ".") {
		return ""
	}
	folded := fold(p)
	top, _, _ := strings.Cut(folded, "/")
	if folded == manifestName || top == manifestName || top == privateDir || isTemp(path.Base(folded)) {
		return "名称由程序自用"
	}
	return ""
}

// isTemp reports whether a file name has the form of this package's temporary files.
func isTemp(name string) bool {
	digits, ok := strings.CutPrefix(name, tempPrefix)
	if !ok {
		return false
	}
	digits, ok = strings.CutSuffix(digits, tempSuffix)
	return ok && len(digits) == tempDigits && strings.Trim(digits, "0123456789abcdef") == ""
}

// fold returns the form under which a disk that ignores case and Unicode normalisation (NTFS, APFS) keeps a path: two
// paths with the same fold may be one file. It is idempotent.
func fold(p string) string {
	for i := range len(p) {
		if p[i] >= utf8.RuneSelf {
			return norm.NFC.String(cases.Fold().String(norm.NFD.String(p)))
		}
	}
	return strings.ToLower(p)
}
