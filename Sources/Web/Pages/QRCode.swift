import CQREncode

/// A QR code (ISO/IEC 18004), and the only owner of libqrencode.
struct QRCode: Equatable, Sendable {
    /// Modules on a side, those of the quiet zone included.
    let size: Int
    /// The dark modules as the data of an SVG path.
    let path: String

    /// Modules of the light border, without which a camera does not find the code (ISO/IEC 18004, section 6.3.8).
    private static let quietZone = 4

    /// Nil where the text is longer than a code can be: 2,331 bytes.
    init?(_ text: String) {
        let bytes = Array(text.utf8)
        // What stands on a screen is clean: the second lowest of four levels mends what a hand or a lamp covers.
        guard let code = QRcode_encodeData(Int32(bytes.count), bytes, 0, QR_ECLEVEL_M) else { return nil }
        defer { QRcode_free(code) }
        let width = Int(code.pointee.width)
        var path = ""
        for row in 0..<width {
            var column = 0
            while column < width {
                let start = column
                // The lowest bit of a module says whether it is dark.
                while column < width, code.pointee.data[row * width + column] & 1 == 1 { column += 1 }
                if column > start {
                    let length = column - start
                    path += "M\(start + Self.quietZone) \(row + Self.quietZone)h\(length)v1h-\(length)z"
                }
                column += 1
            }
        }
        size = width + 2 * Self.quietZone
        self.path = path
    }
}

/// The codes that were asked for, so that none is made twice.
actor QRCodes {
    /// More addresses than this has no site at a time: those of former definitions go.
    private static let most = 1_000

    private var codes: [String: QRCode] = [:]

    func code(of url: String) -> QRCode? {
        if let code = codes[url] { return code }
        if codes.count >= Self.most { codes = [:] }
        let code = QRCode(url)
        codes[url] = code
        return code
    }
}
