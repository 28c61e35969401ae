import CLinux
import Glibc

/// File systems on which another machine, or another program, can change a file without the kernel noticing.
package enum RemoteFileSystem {
    /// The name of the remote file system that a path lies on, or nil.
    package static func name(at path: String) -> String? {
        var status = statfs()
        guard statfs(path, &status) == 0 else { return nil }
        // The kernel's field is signed on some machines, and the numbers fill 32 bits.
        let magic = UInt32(truncatingIfNeeded: status.f_type)
        return names[magic]
    }

    /// From <linux/magic.h> and `man 2 statfs`.
    private static let names: [UInt32: String] = [
        0x6969: "NFS",
        0x517B: "SMB",
        0xFF53_4D42: "CIFS",
        0xFE53_4D42: "SMB2",
        0x6573_5546: "FUSE",
        0x0102_1997: "9P",
        0x00C3_6400: "Ceph",
        0x5346_414F: "AFS",
        0x7375_7245: "Coda",
        0x0BD0_0BD0: "Lustre",
        0x786F_4256: "VirtualBox",
    ]
}
