import Articles
import Foundation
import Logging
import NIOCore
import NIOPosix
import Publishing
import Web

/// What a daemon with a certificate has beside others.
extension Daemon {
    /// Of all connections, at a time.
    static let mostRedirected = 256

    /// Who keeps the certificate, where there is one.
    ///
    /// - Throws: ``Problems`` where it is not good.
    func notary(loops: [any EventLoop]) throws -> Notary? {
        guard let files = place.certificate else { return nil }
        do throws(CertificateFiles.Refusal) {
            return try Notary(files, loops: loops, logger: logger)
        } catch {
            throw Problems([place.problem(of: error)])
        }
    }

    var strictTransport: StrictTransport? {
        let definition = place.definition.http
        return definition.tls.strictTransport.map {
            StrictTransport(for: $0, trusting: TrustedProxies(definition.trustedProxies))
        }
    }

    /// The sockets of those who come without TLS: given by systemd under that name, or as the definition says.
    func redirectSockets(_ manager: ServiceManager) throws -> [ListeningSocket] {
        if !manager.redirectSockets.isEmpty {
            return manager.redirectSockets.map(ListeningSocket.init(inherited:))
        }
        return try place.definition.http.tls.redirectListen.compactMap(ListenAddress.init).map {
            try ListeningSocket($0)
        }
    }

    func redirector(
        to publisher: Publisher,
        _ log: AccessLog?,
        group: MultiThreadedEventLoopGroup
    ) -> Server {
        Server(
            group: group,
            shelf: nil,
            routes: RedirectRoutes { await publisher.site.base.secureOrigin },
            log: log,
            trusting: TrustedProxies(place.definition.http.trustedProxies),
            idle: min(place.definition.http.idle, 10),
            patience: 1,
            mostConnections: Self.mostRedirected
        )
    }
}

extension Place {
    /// The files of the certificate, by paths whose links are not followed: a renewal may have them lead elsewhere.
    var certificate: CertificateFiles? {
        guard let files = definition.http.tls.files else { return nil }
        func path(_ name: String) -> String { name.hasPrefix("/") ? name : folder + "/" + name }
        return CertificateFiles(certificate: path(files.certificate), key: path(files.key))
    }

    /// Why the certificate is not taken, with the line that names the file.
    func problem(of refusal: CertificateFiles.Refusal) -> Problem {
        let files = definition.http.tls.files
        return Problem(
            file: "feedherald.toml",
            line: refusal.isAboutKey ? files?.keyLine : files?.certificateLine,
            message: "\"\(refusal.isAboutKey ? "tls_key" : "tls_certificate")\": \(refusal)"
        )
    }
}
