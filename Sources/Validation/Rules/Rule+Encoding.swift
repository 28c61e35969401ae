/// What is asked of the bytes.
extension Rule {
    static let wrongEncoding = Rule(
        "wrong-encoding",
        .error,
        why:
            "Strict XML parsers stop at this byte and show nothing of the feed; lenient readers show wrong characters.",
        fix: "save the document as UTF-8, and say so"
    )
    static let unknownEncoding = Rule(
        "unknown-encoding",
        .error,
        why: "A reader that does not know the encoding must not read on (XML 1.0, section 4.3.3).",
        fix: "save the document as UTF-8, and write encoding=\"utf-8\""
    )
    static let obscureEncoding = Rule(
        "not-utf-8",
        .warning,
        why: "XML parsers must know only UTF-8 and UTF-16, and podcast directories want UTF-8.",
        fix: "save the document as UTF-8, and write encoding=\"utf-8\""
    )
    static let charsetMismatch = Rule(
        "charset-mismatch",
        .warning,
        why:
            "Readers disagree which of the two to believe (RFC 7303 says the Content-Type), so some show wrong characters.",
        fix: "send both as utf-8"
    )
    static let byteOrderMark = Rule(
        "byte-order-mark",
        .warning,
        why: "JSON must not begin with one (RFC 8259, section 8.1): strict parsers refuse the feed.",
        fix: "write the file without it"
    )
}
