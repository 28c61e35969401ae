import Foundation
import Glibc
import Outbound
import Publishing
import Readership

/// A running daemon, as the command line asks it.
struct ControlClient: Sendable {
    let path: String
    private let client = HTTPClient()

    /// The daemon's status.
    func status() async throws -> Status {
        try Self.value(of: await client.send(call(.get, "/status", maximumAnswer: 64 << 20)))
    }

    /// What came of an adoption.
    func adopt(_ request: AdoptionRequest) async throws -> Adoption {
        var call = call(.post, "/adopt", maximumAnswer: 1 << 30)
        call.body = Payload(Array(try JSONEncoder().encode(request)))
        return try Self.value(of: await client.send(call))
    }

    /// Who reads.
    func readers(_ request: ReadershipRequest) async throws -> ReadershipReport {
        var call = call(.post, "/readers", maximumAnswer: 256 << 20)
        call.body = Payload(Array(try JSONEncoder().encode(request)))
        return try Self.value(of: await client.send(call))
    }

    /// What an operator asks about subscribers.
    func carryOut(_ request: DeskRequest) async throws -> DeskAnswer {
        var call = call(.post, "/subscribers", maximumAnswer: 1 << 30)
        call.body = Payload(Array(try JSONEncoder().encode(request)))
        return try Self.value(of: await client.send(call))
    }

    /// What addresses in the logs of a server are, and what of them is counted.
    func readershipMap(of source: String) async throws -> ReadershipMap {
        var call = call(.post, "/readers/map", maximumAnswer: 1 << 30)
        call.body = Payload(Array(try JSONEncoder().encode(source)))
        return try Self.value(of: await client.send(call))
    }

    /// Has kept what was counted of logs; false where another import has come between.
    func add(_ counted: ReadershipImport) async throws -> Bool {
        var call = call(.post, "/readers/import", maximumAnswer: 1 << 10)
        call.body = Payload(Array(try JSONEncoder().encode(counted)))
        return try Self.value(of: await client.send(call))
    }

    /// The steps of a publication, as they happen.
    func publish(_ request: PublishRequest, step: (Publication.Step) -> Void) async throws {
        let body = try JSONEncoder().encode(request)
        var call = call(.post, "/publish", maximumAnswer: 1 << 30)
        call.body = Payload(Array(body))
        var rest: [UInt8] = []
        do {
            for try await bytes in await client.stream(call) {
                rest += bytes
                while let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
                    step(try Publication.Step(line: String(decoding: rest[..<end], as: UTF8.self)))
                    rest.removeSubrange(...end)
                }
            }
        } catch let error as HTTPFailure {
            throw CommandError(
                "a daemon holds the store but does not answer (\(error))",
                code: Exit.unavailable
            )
        }
    }

    private static func value<Value: Decodable>(of outcome: HTTPAnswer) throws -> Value {
        switch outcome {
        case .answered(200, let body): return try JSONDecoder().decode(Value.self, from: Data(body))
        case .answered(let status, let body):
            throw CommandError(
                "the daemon answers \(status): \(String(decoding: body, as: UTF8.self))",
                code: Exit.failed
            )
        case .unreachable(let reason):
            throw CommandError(
                "a daemon holds the store but does not answer (\(reason))",
                code: Exit.unavailable
            )
        }
    }

    private func call(_ method: HTTPCall.Method, _ address: String, maximumAnswer: Int) -> HTTPCall {
        HTTPCall(
            method,
            url: "http://daemon\(address)",
            headers: method == .post ? [("Content-Type", "application/json")] : [],
            timeout: method == .post ? 0 : 10,
            maximumAnswer: maximumAnswer,
            unixSocket: path
        )
    }
}

/// Where a daemon's control socket is.
enum ControlSocket {
    private static let unit = "/run/feedherald"

    /// Where a daemon of this store opens it.
    static func path(for place: Place) -> String {
        if let runtime = ProcessInfo.processInfo.environment["RUNTIME_DIRECTORY"] {
            return runtime.split(separator: ":").first.map(String.init).map { $0 + "/control.sock" }
                ?? "control.sock"
        }
        let beside = place.state + "/control.sock"
        // sun_path has 108 bytes.
        if beside.utf8.count < 108 { return beside }
        return "/tmp/feedherald-\(getuid())-\(FolderName.short(of: place.store)).sock"
    }

    /// The daemon that serves the folder or holds the store, if one answers.
    ///
    /// - Throws: ``CommandError`` where it serves another folder with this store.
    static func daemon(of place: Place) async throws -> ControlClient? {
        let beside = path(for: place)
        let hint = FileManager.default.contents(atPath: hintPath(place.folder)).map {
            String(decoding: $0, as: UTF8.self)
        }
        for candidate in [beside, unit + "/control.sock", hint].compactMap(\.self) {
            guard FileManager.default.fileExists(atPath: candidate) else { continue }
            let client = ControlClient(path: candidate)
            guard let status = try? await client.status() else { continue }
            if status.folder == place.folder { return client }
            guard status.store == place.store else { continue }
            throw CommandError(
                "a daemon serves \(status.folder) with the store \(place.store); name that folder, or another store",
                code: Exit.busy
            )
        }
        return nil
    }

    /// A file that tells where the daemon of a folder listens, when its store lies elsewhere.
    static func hintPath(_ folder: String) -> String { folder + "/.feedherald/control" }

    /// Leaves the hint, where the folder may be written.
    static func leaveHint(_ path: String, in folder: String) {
        let hint = hintPath(folder)
        let place = (hint as NSString).deletingLastPathComponent
        guard
            (try? FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true))
                != nil
        else { return }
        _ = FileManager.default.createFile(atPath: hint, contents: Data(path.utf8))
    }
}

/// Short names for long paths.
enum FolderName {
    /// Sixteen hexadecimal digits.
    static func short(of path: String) -> String {
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in path.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        return String(hash, radix: 16)
    }
}

extension ControlSocket {
    /// Lets the group `feedherald`, where there is one, ask the daemon: beside its owner and root.
    static func admitGroup(to path: String) {
        guard let group = getgrnam("feedherald") else { return }
        _ = chown(path, uid_t.max, group.pointee.gr_gid)
    }
}
