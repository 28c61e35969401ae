package import Foundation

extension SiteDefinition {
    /// What `[http]` says of TLS.
    package struct TLS: Equatable, Sendable {
        /// A certificate with the chain behind it, and its key, as they stand in the file: relative to the folder of feeds, or absolute.
        package struct Files: Equatable, Sendable {
            package var certificate: String
            package var key: String
            /// The lines that name them.
            package var certificateLine: Int?
            package var keyLine: Int?
        }

        /// Nil where connections are plain.
        package var files: Files?
        /// Where whoever comes without TLS is led to `https://`.
        package var redirectListen: [String] = []
        /// For how long, in seconds, browsers shall come over TLS alone (RFC 6797); nil where they are told nothing.
        package var strictTransport: TimeInterval?

        package init() {}
    }
}

extension Definition {
    mutating func tls() -> SiteDefinition.TLS {
        var tls = SiteDefinition.TLS()
        tls.files = tlsFiles()
        tls.redirectListen = listeners("redirect_listen", in: "http")
        if !tls.redirectListen.isEmpty, tls.files == nil {
            complain(
                "\"redirect_listen\" leads to TLS; right would be \"tls_certificate\" and \"tls_key\" beside it",
                about: "redirect_listen",
                in: "http"
            )
        }
        tls.strictTransport = duration("hsts", in: "http")
        return tls
    }

    private mutating func tlsFiles() -> SiteDefinition.TLS.Files? {
        let certificate = file("tls_certificate")
        let key = file("tls_key")
        switch (certificate, key) {
        case (nil, nil): return nil
        case (let certificate?, let key?):
            return SiteDefinition.TLS.Files(
                certificate: certificate,
                key: key,
                certificateLine: line(of: "tls_certificate", in: "http"),
                keyLine: line(of: "tls_key", in: "http")
            )
        case (.some, nil): lack("tls_key", beside: "tls_certificate")
        case (nil, .some): lack("tls_certificate", beside: "tls_key")
        }
        return nil
    }

    private mutating func file(_ key: String) -> String? {
        guard let text = string(key, in: "http") else { return nil }
        if !text.isEmpty { return text }
        complain(
            "\"\(key)\" must be a file in PEM format, such as \"tls/\(key).pem\"",
            about: key,
            in: "http"
        )
        return nil
    }

    private mutating func lack(_ missing: String, beside key: String) {
        complain("\"\(key)\" needs \"\(missing)\" beside it", about: key, in: "http")
    }
}
