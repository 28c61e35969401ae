import CLinux
import Glibc

/// Whether a picture has its end: libmediainfo reads their heads alone.
enum PictureEnd {
    /// Programs append what they like to a picture: its end is looked for in so many bytes.
    private static let reach: Int64 = 1 << 20

    /// Whether the mark is nowhere that ends every whole picture of a type.
    static func isMissing(of type: String?, in descriptor: CInt, size: Int64) -> Bool {
        switch type {
        // https://www.w3.org/TR/png-3/#11IEND
        case "image/png": !contains(Array("IEND".utf8), descriptor, size)
        // https://www.w3.org/Graphics/JPEG/itu-t81.pdf, B.1.1.3: no such pair stands in a picture's data.
        case "image/jpeg": !contains([0xFF, 0xD9], descriptor, size)
        // https://www.w3.org/Graphics/GIF/spec-gif89a.txt, 27
        case "image/gif": !contains([0x00, 0x3B], descriptor, size)
        default: false
        }
    }

    private static func contains(_ mark: [UInt8], _ descriptor: CInt, _ size: Int64) -> Bool {
        var bytes = [UInt8](repeating: 0, count: Int(min(size, reach)))
        let count = pread(descriptor, &bytes, bytes.count, off_t(size - Int64(bytes.count)))
        return bytes.withUnsafeBytes { memmem($0.baseAddress, max(0, count), mark, mark.count) != nil }
    }
}
