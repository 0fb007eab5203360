package serve

import "syscall"

// remote says in Chinese on which kind of disk a folder lies if changes made elsewhere raise no events there, or returns
// "". The numbers are those of statfs(2); 9p is what WSL mounts Windows drives with.
func remote(root string) string {
	var st syscall.Statfs_t
	if syscall.Statfs(root, &st) != nil {
		return ""
	}
	switch uint32(st.Type) {
	case 0x6969, 0x517b, 0xff534d42, 0xfe534d42, 0x564c, 0x5346414f, 0x73757245, 0x00c36400: // NFS SMB CIFS SMB2 NCP AFS Coda Ceph
		return "网络磁盘"
	case 0x01021997, 0x786f4256, 0xbacbacbc: // 9p vboxsf vmhgfs
		return "与虚拟机共享的磁盘"
	case 0x65735546:
		return " FUSE 磁盘"
	}
	return ""
}
