package serve

import (
	"path/filepath"
	"strings"
	"syscall"
	"unsafe"
)

// driveRemote is DRIVE_REMOTE of GetDriveTypeW.
const driveRemote = 4

// remote says in Chinese on which kind of disk a folder lies if changes made elsewhere may raise no events there, or
// returns "": \\server\share, and a drive letter that stands for one.
func remote(root string) string {
	volume := filepath.VolumeName(root)
	if strings.HasPrefix(volume, `\\`) && !strings.HasPrefix(volume, `\\?\`) && !strings.HasPrefix(volume, `\\.\`) ||
		strings.HasPrefix(strings.ToUpper(volume), `\\?\UNC\`) {
		return "网络磁盘"
	}
	name, err := syscall.UTF16PtrFromString(volume + `\`)
	if err != nil {
		return ""
	}
	kind, _, _ := syscall.NewLazyDLL("kernel32.dll").NewProc("GetDriveTypeW").Call(uintptr(unsafe.Pointer(name)))
	if kind == driveRemote {
		return "网络磁盘"
	}
	return ""
}
