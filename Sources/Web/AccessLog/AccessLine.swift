import Glibc
import Publishing
import Readership

/// One line of the access log.
struct AccessLine {
    let answer: AccessBatch.Answer
    let requestLine: ArraySlice<UInt8>
    let referer: ArraySlice<UInt8>
    let userAgent: ArraySlice<UInt8>

    /// The line's bytes, its end included.
    func text(_ format: AccessLogFormat, _ time: LogTime) -> [UInt8] {
        switch format {
        case .common: Array("\(common(time))\n".utf8)
        case .combined:
            Array("\(common(time)) \"\(Self.escaped(referer))\" \"\(Self.escaped(userAgent))\"\n".utf8)
        case .json: json(time)
        }
    }

    private func common(_ time: LogTime) -> String {
        "\(answer.client.text) - - [\(time.common)] \"\(Self.escaped(requestLine))\" \(answer.status) \(answer.sent)"
    }

    private func json(_ time: LogTime) -> [UInt8] {
        let fields: [(String, String)] = [
            ("time", Self.quoted(time.iso8601.utf8)), ("remote_addr", Self.quoted(answer.client.text.utf8)),
            ("request", Self.quoted(requestLine)), ("status", String(answer.status)),
            ("body_bytes_sent", String(answer.sent)), ("http_referer", Self.quoted(referer)),
            ("http_user_agent", Self.quoted(userAgent)),
        ]
        return Array("{\(fields.map { "\"\($0.0)\":\($0.1)" }.joined(separator: ","))}\n".utf8)
    }

    /// As nginx escapes by itself: quotes, backslashes, and all that is no visible ASCII, as `\x22`; what is not there is `-`.
    static func escaped(_ text: some Collection<UInt8>) -> String {
        if text.isEmpty { return "-" }
        var escaped = ""
        for byte in text {
            if byte < 0x20 || byte > 0x7E || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                escaped += "\\x" + hex(byte).uppercased()
            } else {
                escaped.unicodeScalars.append(Unicode.Scalar(byte))
            }
        }
        return escaped
    }

    /// As a string of JSON (RFC 8259, section 7); what is no UTF-8 becomes U+FFFD, or it would be no JSON.
    static func quoted(_ text: some Collection<UInt8>) -> String {
        var quoted = "\""
        for scalar in String(decoding: text, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\n": quoted += "\\n"
            case "\r": quoted += "\\r"
            case "\t": quoted += "\\t"
            case "\0"..<" ", "\u{7F}": quoted += "\\u00" + hex(UInt8(scalar.value))
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    private static func hex(_ byte: UInt8) -> String { (byte < 16 ? "0" : "") + String(byte, radix: 16) }
}

/// A second as logs write it, made once for all lines of it.
struct LogTime {
    let second: Int
    let common: String
    let iso8601: String

    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]

    init(_ second: Int) {
        self.second = second
        var (moment, parts) = (time_t(second), tm())
        gmtime_r(&moment, &parts)
        func two(_ number: Int32) -> String { (number < 10 ? "0" : "") + String(number) }
        let clock = "\(two(parts.tm_hour)):\(two(parts.tm_min)):\(two(parts.tm_sec))"
        let (year, day) = (Int(parts.tm_year) + 1_900, two(parts.tm_mday))
        common = "\(day)/\(Self.months[Int(parts.tm_mon)])/\(year):\(clock) +0000"
        iso8601 = "\(year)-\(two(parts.tm_mon + 1))-\(day)T\(clock)+00:00"
    }
}

extension Client {
    /// As `192.0.2.1` or `2001:db8::1`.
    var text: String {
        if isV4 { return (0..<4).map { String((low >> UInt64(24 - 8 * $0)) & 0xFF) }.joined(separator: ".") }
        var address = in6_addr()
        withUnsafeMutableBytes(of: &address) { bytes in
            bytes.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
            bytes.storeBytes(of: low.bigEndian, toByteOffset: 8, as: UInt64.self)
        }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(AF_INET6, &address, &text, socklen_t(INET6_ADDRSTRLEN))
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
