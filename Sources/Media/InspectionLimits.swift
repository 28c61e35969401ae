import Glibc

/// What a child may use, given to it by itself and never to be taken back.
enum InspectionLimits {
    /// In seconds.
    private static let processorTime: rlim_t = 10
    /// Beyond what it has when it begins, in bytes.
    private static let memory: rlim_t = 256 << 20

    /// Sets them; false where the system refuses one.
    ///
    /// No file can be opened, or written to, any more.
    static func set(descriptors: Int) -> Bool {
        limit(RLIMIT_CPU, to: processorTime)
            && limit(RLIMIT_AS, to: addressSpace + memory)
            && limit(RLIMIT_NOFILE, to: rlim_t(descriptors))
            && limit(RLIMIT_FSIZE, to: 0)
            && limit(RLIMIT_CORE, to: 0)
    }

    private static func limit(_ resource: __rlimit_resource, to value: rlim_t) -> Bool {
        var limit = rlimit(rlim_cur: value, rlim_max: value)
        return setrlimit(__rlimit_resource_t(resource.rawValue), &limit) == 0
    }

    /// What the process has of it now, in bytes (proc(5), `statm`).
    private static var addressSpace: rlim_t {
        let descriptor = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 1 << 30 }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 128)
        let count = read(descriptor, &bytes, bytes.count)
        let pages = String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).split(separator: " ").first
        return pages.flatMap { rlim_t($0) }.map { $0 * rlim_t(sysconf(CInt(_SC_PAGESIZE))) } ?? 1 << 30
    }
}
