import Foundation
import Logging
import NIOCore
import NIOEmbedded
import NIOPosix
import NIOSSL
import NIOTLS
import Testing

@testable import Web

@Suite struct `A certificate` {
    /// Makes a certificate and its key, both to be found under one name in a folder.
    private func make(_ name: String, in folder: String) throws -> CertificateFiles {
        let files = CertificateFiles(
            certificate: "\(folder)/\(name).pem",
            key: "\(folder)/\(name)-key.pem"
        )
        let openssl = Process()
        openssl.executableURL = URL(filePath: "/usr/bin/env")
        openssl.arguments = [
            "openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes",
            "-keyout", files.key, "-out", files.certificate, "-days", "30", "-subj", "/CN=\(name)",
        ]
        openssl.standardError = FileHandle.nullDevice
        try openssl.run()
        openssl.waitUntilExit()
        #expect(openssl.terminationStatus == 0)
        return files
    }

    /// Has a name lead elsewhere, in one step.
    private func link(_ path: String, to target: String) throws {
        try FileManager.default.createSymbolicLink(atPath: path + ".new", withDestinationPath: target)
        #expect(rename(path + ".new", path) == 0)
    }

    @Test func `that is renewed on disk is taken at a look, once both files are there`() async throws {
        let folder = FileManager.default.temporaryDirectory.path + "/feedherald-notary-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { _ = try? FileManager.default.removeItem(atPath: folder) }
        let (first, second) = (try make("first", in: folder), try make("second", in: folder))
        let files = CertificateFiles(certificate: folder + "/live.pem", key: folder + "/live-key.pem")
        try link(files.certificate, to: first.certificate)
        try link(files.key, to: first.key)
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        let loop = group.next()
        let notary = try Notary(
            files,
            loops: [loop],
            interval: 0.05,
            logger: Logger(label: "web.tests") { _ in SwiftLogNoOpLogHandler() }
        )
        let looking = Task { await notary.run() }
        func shown() async throws -> [NIOSSLCertificateSource] {
            try await loop.submit { notary.contexts[0].value.configuration.certificateChain }.get()
        }
        let before = try await shown()
        // What half of a renewal leaves is not taken, however often it is looked at.
        try link(files.certificate, to: second.certificate)
        try await Task.sleep(for: .milliseconds(250))
        #expect(try await shown() == before)
        try link(files.key, to: second.key)
        let expected = try NIOSSLCertificate.fromPEMFile(second.certificate).map {
            NIOSSLCertificateSource.certificate($0)
        }
        let deadline = ContinuousClock.now + .seconds(10)
        while try await shown() != expected, ContinuousClock.now < deadline {
            try await Task.sleep(for: .milliseconds(5))
        }
        #expect(try await shown() == expected)
        looking.cancel()
        await looking.value
        try await group.shutdownGracefully()
    }
}

@Suite struct `A handshake` {
    /// A connection that has begun one.
    private func begin(_ connections: Connections, equip: @escaping (Bool) -> Void) throws -> EmbeddedChannel
    {
        let channel = EmbeddedChannel(handler: Handshake(connections: connections, equip: equip))
        try channel.connect(to: SocketAddress(ipAddress: "127.0.0.1", port: 1)).wait()
        return channel
    }

    @Test func `that takes more than ten seconds is cut off`() throws {
        let channel = try begin(Connections(most: 10, idle: .seconds(75))) { _ in }
        channel.embeddedEventLoop.advanceTime(by: .seconds(9))
        #expect(channel.isActive)
        channel.embeddedEventLoop.advanceTime(by: .seconds(2))
        #expect(!channel.isActive)
        _ = try channel.finish(acceptAlreadyClosed: true)
    }

    @Test func `that ends in time makes a connection of what was agreed on, which is not cut off`() throws {
        for (agreed, isHTTP2) in [("h2", true), ("http/1.1", false), (nil, false)] {
            var equipped: Bool?
            let channel = try begin(Connections(most: 10, idle: .seconds(75))) { equipped = $0 }
            channel.pipeline.fireUserInboundEventTriggered(
                TLSUserEvent.handshakeCompleted(negotiatedProtocol: agreed)
            )
            #expect(equipped == isHTTP2)
            channel.embeddedEventLoop.advanceTime(by: .seconds(60))
            #expect(channel.isActive)
            _ = try channel.finish()
        }
    }

    @Test func `is one of the connections that may be open`() throws {
        let connections = Connections(most: 2, idle: .seconds(75))
        let channels = try (0..<3).map { _ in try begin(connections) { _ in } }
        #expect(channels.map(\.isActive) == [false, true, true])
        for channel in channels { _ = try channel.finish(acceptAlreadyClosed: true) }
    }
}
