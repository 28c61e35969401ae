package import Foundation
import NIOCore
import NIOHTTP1
import Readership

/// Has browsers come over TLS alone from now on (RFC 6797): told over TLS, ours or that of a trusted proxy.
package struct StrictTransport: Sendable {
    static let name = "Strict-Transport-Security"

    let value: String
    /// What a head ends with that has it.
    private let ending: ByteBuffer
    private let proxies: TrustedProxies

    /// For so many seconds.
    package init(for seconds: TimeInterval, trusting proxies: TrustedProxies) {
        value = "max-age=\(Int(min(seconds, 1e9)))"
        ending = ByteBuffer(string: "\(Self.name): \(value)\r\n\r\n")
        self.proxies = proxies
    }

    /// Whether an answer has it.
    func isTold(over isSecure: Bool, to peer: Client, proto: String?, forwarded: String?) -> Bool {
        if isSecure { return true }
        guard proto != nil || forwarded != nil, proxies.trusts(peer) else { return false }
        if let proto { return Self.last(of: proto) == "https" }
        let pairs = Self.last(of: forwarded ?? "").split(separator: ";")
        return pairs.contains { pair in
            let words = pair.split(separator: "=", maxSplits: 1).map {
                $0.trimmingCharacters(in: .whitespaces.union(["\""]))
            }
            return words == ["proto", "https"]
        }
    }

    /// A head with it.
    func added(to head: ByteBuffer) -> ByteBuffer {
        var head = head
        var ending = ending
        head.moveWriterIndex(to: head.writerIndex - 2)
        head.writeBuffer(&ending)
        return head
    }

    /// The last element of a list was written by the nearest.
    private static func last(of list: String) -> String {
        list.split(separator: ",").last.map { $0.trimmingCharacters(in: .whitespaces).lowercased() } ?? ""
    }
}
