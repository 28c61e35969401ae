import CMedia
import Foundation
package import Feeds
import Glibc

/// The child's part: it looks at files that it was given open, and can do nothing else.
///
/// It gives itself its limits before it looks at the first byte. What ends it ends nobody else.
package enum Inspection {
    /// The files are given under these numbers and the following ones.
    static let firstDescriptor: CInt = 3

    /// How a child ends that can do nothing.
    package enum Ending: CInt, Sendable {
        case done = 0
        /// sysexits(3): EX_UNAVAILABLE, EX_NOPERM.
        case librariesMissing = 69
        case limitsRefused = 77
    }

    /// So much is read of a file whose facts stand in its head or at its end, in bytes.
    private static let glance: Int64 = 64 << 20
    /// So much where they must be counted together.
    private static let fullLook: Int64 = 1 << 30

    /// Looks at `count` files, and writes a line of JSON for each to standard output.
    package static func run(count: Int) -> Ending {
        if let missing = cmedia_load() {
            write(String(cString: missing) + "\n")
            return .librariesMissing
        }
        let encoder = JSONEncoder()
        guard InspectionLimits.set(descriptors: Int(firstDescriptor) + count) else { return .limitsRefused }
        for number in 0..<count {
            let measurement = measurement(of: firstDescriptor + CInt(number))
            guard let line = try? encoder.encode(measurement) else { continue }
            write(String(decoding: line, as: UTF8.self) + "\n")
        }
        return .done
    }

    /// What an open file holds.
    package static func measurement(of descriptor: CInt) -> MediaFacts {
        var status = stat()
        guard cmedia_load() == nil, fstat(descriptor, &status) == 0, status.st_size > 0 else {
            return MediaFacts()
        }
        let size = Int64(status.st_size)
        var inspection = cmedia_inspect(descriptor, size, glance, 0)
        // A stream without a head tells its duration frame by frame.
        if inspection.audios > 0, inspection.duration == 0, inspection.is_truncated == 0 {
            inspection = cmedia_inspect(descriptor, size, fullLook, 1)
        }
        var measurement = MediaFacts(inspection, size: size)
        if measurement.flaw == nil,
            PictureEnd.isMissing(of: measurement.type, in: descriptor, size: size)
                || SoundEnd.isMissing(of: measurement.type, in: descriptor, size: size)
        {
            measurement.flaw = .truncated
        }
        return measurement
    }

    private static func write(_ text: String) {
        var text = text
        text.withUTF8 { _ = Glibc.write(1, $0.baseAddress, $0.count) }
    }
}
