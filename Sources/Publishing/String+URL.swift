extension String {
    /// This URL with what no URL may hold escaped, escapes left as they are (RFC 3986, section 2).
    package var legalInURL: String {
        if utf8.allSatisfy(Self.isLegal) { return self }
        var legal: [UInt8] = []
        for byte in utf8 {
            if Self.isLegal(byte) {
                legal.append(byte)
            } else {
                legal += "%".utf8
                legal += [byte >> 4, byte & 0xF].map { Self.digits[Int($0)] }
            }
        }
        return String(decoding: legal, as: UTF8.self)
    }

    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func isLegal(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && !"\"<>\\^`{|}".utf8.contains(byte)
    }
}
