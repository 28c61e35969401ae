import Foundation
import Publishing
import Store

/// The desk of a place, asked of the daemon that runs, or opened without one.
struct Desk {
    let place: Place
    private let daemon: ControlClient?

    init(dir: String?, options: StoreOptions) async throws {
        let place = try Place(folder: dir, store: options.store, baseURL: options.baseURL)
        daemon = try await ControlSocket.daemon(of: place)
        self.place = daemon == nil ? try place.defined() : place
    }

    func carryOut(_ request: DeskRequest) async throws -> DeskAnswer {
        let answer =
            if let daemon {
                try await daemon.carryOut(request)
            } else {
                try await carryOutHere(request)
            }
        if let problem = answer.problems.first { throw CommandError(problem, code: Exit.failed) }
        return answer
    }

    private func carryOutHere(_ request: DeskRequest) async throws -> DeskAnswer {
        guard FileManager.default.fileExists(atPath: place.store) else {
            throw CommandError(
                "no daemon serves \(place.folder), and there is no store at \(place.store)",
                code: Exit.unavailable
            )
        }
        let lock = try place.lockForCommand()
        let desk = SubscriberDesk(store: try place.openStore(), key: try SecretKeyFile.key(in: place.state))
        let answer = try await desk.carryOut(request)
        extendLifetime(lock)
        return answer
    }

    /// Every subscription, page by page.
    func each(onlyOwed: Bool = false, _ take: ([SubscriptionRecord]) throws -> Void) async throws {
        var last: Int64 = 0
        while true {
            let request = DeskRequest.subscribers(after: last, limit: 10_000, onlyOwed: onlyOwed)
            let page = try await carryOut(request).subscribers
            guard let end = page.last else { return }
            try take(page)
            last = end.id
        }
    }

    /// The subscriptions with these ids, or with this callback.
    func find(_ ids: [Int64], callback: String?) async throws -> [SubscriptionRecord] {
        var found: [SubscriptionRecord] = []
        try await each { page in
            found += page.filter { ids.contains($0.id) || callback != nil && $0.url == callback }
        }
        if found.isEmpty {
            throw CommandError(
                "there is no such subscription; right would be a number or callback of: feedherald subscribers list",
                code: Exit.failed
            )
        }
        return found
    }
}

/// How these commands write JSON.
enum DeskJSON {
    static func text(_ value: some Encodable, isPretty: Bool = true) throws -> String {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting =
            [.sortedKeys, .withoutEscapingSlashes] + (isPretty ? [.prettyPrinted] : [])
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    static func value<Value: Decodable>(_ text: some StringProtocol, as type: Value.Type) throws -> Value {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        return try decoder.decode(type, from: Data(text.utf8))
    }
}

extension JSONEncoder.OutputFormatting {
    fileprivate static func + (one: Self, other: Self) -> Self { one.union(other) }
}
