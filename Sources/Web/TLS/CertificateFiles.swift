package import Foundation
import Glibc
import NIOCore
import NIOSSL

/// The files of a certificate with the chain behind it, and of its key.
package struct CertificateFiles: Equatable, Sendable {
    /// Why they are not taken.
    package struct Refusal: Error, Equatable, CustomStringConvertible {
        /// Whether it is the key that is wrong.
        package let isAboutKey: Bool
        package let description: String
    }

    /// What tells one version of the files from another: a link that leads elsewhere is another file.
    struct Marks: Equatable {
        private var values: [Int]

        init(_ files: CertificateFiles) {
            values = [files.certificate, files.key].flatMap { path in
                var status = stat()
                guard stat(path, &status) == 0 else { return [0] }
                let written = status.st_mtim
                return [
                    Int(status.st_dev), Int(status.st_ino), Int(status.st_size), written.tv_sec,
                    written.tv_nsec,
                ]
            }
        }
    }

    /// In bytes: no chain is longer.
    private static let largest = 1 << 20

    /// Absolute, with its links: whoever renews a certificate may have them lead elsewhere.
    package let certificate: String
    package let key: String

    package init(certificate: String, key: String) {
        self.certificate = certificate
        self.key = key
    }

    /// When the certificate ends, where the files are good.
    package func end() throws(Refusal) -> Date { try load().end }

    /// What connections are made with, and when the certificate ends.
    func load() throws(Refusal) -> (context: NIOSSLContext, end: Date) {
        let chain = try chain()
        let key = try privateKey()
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = [ApplicationProtocol.http2, ApplicationProtocol.http1]
        // Who does not answer a farewell has no descriptor for longer.
        configuration.shutdownTimeout = .seconds(1)
        do {
            let context = try NIOSSLContext(configuration: configuration)
            return (context, Date(timeIntervalSince1970: Double(chain[0].notValidAfter)))
        } catch NIOSSLError.failedToLoadPrivateKey {
            throw Refusal(
                isAboutKey: true,
                description: "\(self.key) is not the key of the first certificate in \(certificate)"
            )
        } catch {
            throw Refusal(isAboutKey: false, description: "\(certificate) cannot be used: \(error)")
        }
    }

    private func chain() throws(Refusal) -> [NIOSSLCertificate] {
        let bytes = try bytes(of: certificate, isKey: false)
        if let chain = try? NIOSSLCertificate.fromPEMBytes(bytes), !chain.isEmpty { return chain }
        throw Refusal(
            isAboutKey: false,
            description:
                "\(certificate) holds no sound certificate in PEM format, which begins with \"-----BEGIN CERTIFICATE-----\""
        )
    }

    private func privateKey() throws(Refusal) -> NIOSSLPrivateKey {
        let bytes = try bytes(of: key, isKey: true)
        if let key = try? NIOSSLPrivateKey(bytes: bytes, format: .pem) { return key }
        throw Refusal(
            isAboutKey: true,
            description:
                "\(key) holds no sound private key in PEM format; right would be one without a passphrase"
        )
    }

    private func bytes(of path: String, isKey: Bool) throws(Refusal) -> [UInt8] {
        var status = stat()
        guard stat(path, &status) == 0, access(path, R_OK) == 0 else {
            let reason = String(cString: strerror(errno))
            throw Refusal(isAboutKey: isKey, description: "\(path) cannot be read: \(reason)")
        }
        guard status.st_mode & S_IFMT == S_IFREG, status.st_size <= Self.largest else {
            throw Refusal(isAboutKey: isKey, description: "\(path) is no file in PEM format")
        }
        do {
            return Array(try Data(contentsOf: URL(filePath: path)))
        } catch {
            throw Refusal(isAboutKey: isKey, description: "\(path) cannot be read: \(error)")
        }
    }
}

/// What a connection may speak, by the names of RFC 7301.
enum ApplicationProtocol {
    static let http2 = "h2"
    static let http1 = "http/1.1"
}
