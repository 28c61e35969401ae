import CLinux
import Foundation
import Glibc

/// The process's memory, where the C library and the kernel leave a choice.
package enum Memory {
    /// Sets the heap up for a daemon.
    ///
    /// Few arenas; and documents that come and go on the heap, instead of in mappings of their own whose pages the
    /// kernel would have to clear each time.
    package static func prepare() {
        mallopt(M_ARENA_MAX, 2)
        mallopt(M_MMAP_THRESHOLD, 4 << 20)
        mallopt(M_TRIM_THRESHOLD, 4 << 20)
    }

    /// Gives the operating system back what lies free, and the code that was needed lately.
    ///
    /// Code is mapped from its file, sixteen pages at each fault, until nearly all of it is resident. What is dropped here is
    /// still in the page cache, and comes back where it is needed.
    static func giveBack() {
        malloc_trim(0)
        for mapping in mappings where mapping.isFromFile {
            guard let start = UnsafeMutableRawPointer(bitPattern: mapping.range.lowerBound) else { continue }
            if mapping.isProgram { madvise(start, mapping.range.count, MADV_RANDOM) }
            madvise(start, mapping.range.count, MADV_DONTNEED)
        }
    }

    /// A part of the address space, as /proc/self/smaps tells of it.
    private struct Mapping {
        var range: Range<UInt>
        var isProgram: Bool
        /// Whether it is as its file is, and can only be read: a page that was written to would be lost.
        var isFromFile: Bool
    }

    private static var mappings: [Mapping] {
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"),
            let text = FileManager.default.contents(atPath: "/proc/self/smaps")
        else { return [] }
        var mappings: [Mapping] = []
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
            let fields = line.split(separator: " ", maxSplits: 5)
            if let range = fields.first.flatMap(addresses) {
                let path = fields.count > 5 ? fields[5].drop { $0 == " " } : ""
                mappings.append(
                    Mapping(
                        range: range,
                        isProgram: path == program,
                        isFromFile: path.hasPrefix("/") && ["r--p", "r-xp"].contains(fields[1])
                    )
                )
            } else if line.hasPrefix("Anonymous:"), !line.hasSuffix(" 0 kB"), !mappings.isEmpty {
                mappings[mappings.count - 1].isFromFile = false
            }
        }
        return mappings
    }

    /// The addresses that a line begins with which tells of another mapping.
    private static func addresses(_ text: Substring) -> Range<UInt>? {
        let bounds = text.split(separator: "-")
        guard bounds.count == 2, let start = UInt(bounds[0], radix: 16), let end = UInt(bounds[1], radix: 16),
            start < end
        else { return nil }
        return start..<end
    }
}
