import Glibc

/// Whose a callback is: the host of its URL, by one name for all its spellings.
package enum CallbackHost {
    /// The host in lower case and without a last dot; an address as `inet_ntop` writes it, whether it is spelled
    /// `127.0.0.1`, `127.1`, `0x7f000001` or `[::ffff:127.0.0.1]`.
    package static func of(_ url: String) -> String {
        var rest = Substring(url)
        if let scheme = rest.firstRange(of: "://") { rest = rest[scheme.upperBound...] }
        rest = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        if rest.first == "[" {
            let host = String(rest.dropFirst().prefix { $0 != "]" })
            return v6(host) ?? host.lowercased()
        }
        rest = rest.prefix { $0 != ":" }
        while rest.last == "." { rest = rest.dropLast() }
        let host = rest.lowercased()
        return v4(host) ?? host
    }

    /// Whether this host is the machine that asks.
    package static func isLoopback(_ host: String) -> Bool {
        host == "::1" || host == "localhost" || host.hasSuffix(".localhost")
            || host.hasPrefix("127.") && v4(host) == host
    }

    private static func v4(_ host: String) -> String? {
        guard host.utf8.first.map({ (0x30...0x39).contains($0) }) == true else { return nil }
        var address = in_addr()
        // It takes all that resolvers take: octal, hexadecimal, and fewer than four parts.
        guard inet_aton(host, &address) != 0 else { return nil }
        return text(AF_INET, &address)
    }

    private static func v6(_ host: String) -> String? {
        var address = in6_addr()
        guard inet_pton(AF_INET6, host, &address) == 1 else { return nil }
        let text = text(AF_INET6, &address)
        let mapped = "::ffff:"
        return text.hasPrefix(mapped) && text.contains(".") ? String(text.dropFirst(mapped.count)) : text
    }

    private static func text(_ family: CInt, _ address: UnsafeRawPointer) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: Int(INET6_ADDRSTRLEN)) { buffer in
            guard let base = buffer.baseAddress,
                let text = inet_ntop(family, address, base, socklen_t(buffer.count))
            else { preconditionFailure("inet_ntop knows both families and has room for each") }
            return String(cString: text)
        }
    }
}
