package serve

import "syscall"

// local is MNT_LOCAL of statfs(2).
const local = 0x1000

// remote says in Chinese on which kind of disk a folder lies if changes made elsewhere raise no events there, or returns
// "".
func remote(root string) string {
	var st syscall.Statfs_t
	if syscall.Statfs(root, &st) == nil && st.Flags&local == 0 {
		return "网络磁盘"
	}
	return ""
}
