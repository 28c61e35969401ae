package import Articles
package import Feeds
import Foundation
package import Outbound

/// Reads a feed of today and its archives, over HTTP or from a file.
package struct OldFeedFetcher: Sendable {
    /// The most that one document may have, in bytes.
    package static let largest = 50 << 20
    private static let mostRedirects = 5
    /// How many documents one chain of archives may have.
    private static let mostDocuments = 2_000

    private let client: HTTPClient
    private let isLenient: Bool

    /// Reads broken documents as far as they go, where `isLenient`.
    package init(client: HTTPClient, isLenient: Bool = false) {
        self.client = client
        self.isLenient = isLenient
    }

    /// The documents, the newest first.
    ///
    /// - Throws: a ``Problem`` that names the address or file.
    package func read(_ source: String) async throws(Problem) -> [OldFeed] {
        guard source.hasPrefix("http://") || source.hasPrefix("https://") else {
            return [try parse(contents(of: source), named: source, at: nil)]
        }
        var feeds: [OldFeed] = []
        var seen: Set<String> = []
        var next: String? = source
        while let address = next, seen.insert(address).inserted {
            guard seen.count <= Self.mostDocuments else {
                throw Problem(
                    file: address,
                    message: "is an archive of more than \(Self.mostDocuments) documents"
                )
            }
            let (bytes, charset, url) = try await fetch(address)
            let feed = try parse(bytes, named: address, at: url, charset: charset)
            feeds.append(feed)
            next = feed.older
        }
        return feeds
    }

    private func parse(
        _ bytes: [UInt8],
        named name: String,
        at url: String?,
        charset: String? = nil
    ) throws(Problem) -> OldFeed {
        do throws(OldFeedError) {
            return try OldFeed.read(bytes, from: url, charset: charset, isLenient: isLenient)
        } catch {
            let isBreak = error.line != nil && !isLenient
            let advice = isBreak ? "; mend it, or take what comes before with --lenient" : ""
            throw Problem(file: name, line: error.line, message: error.message + advice)
        }
    }

    private func contents(of file: String) throws(Problem) -> [UInt8] {
        do {
            let handle = try FileHandle(forReadingFrom: URL(filePath: file))
            defer { handle.closeFile() }
            // One byte more tells whether there are more.
            let data = try handle.read(upToCount: Self.largest + 1) ?? Data()
            guard data.count <= Self.largest else { throw Problem.tooLarge(file) }
            return Array(data)
        } catch let problem as Problem {
            throw problem
        } catch {
            throw Problem(file: file, message: "cannot be read: \(error.localizedDescription)")
        }
    }

    /// The bytes at an address, the encoding that is said of them, and the address that they came from in the end.
    private func fetch(_ address: String) async throws(Problem) -> ([UInt8], charset: String?, url: String) {
        var url = address
        for _ in 0...Self.mostRedirects {
            let finished = await get(url)
            switch finished?.answer {
            case .answered(let status, let body) where (200..<300).contains(status):
                return (body, finished?.description.charset, url)
            case .answered(let status, _):
                guard let target = finished?.description.location else {
                    throw Problem(file: address, message: "is answered with status \(status)")
                }
                url = target
            case .unreachable(let reason):
                if reason.hasPrefix("answer longer") { throw Problem.tooLarge(address) }
                throw Problem(file: address, message: "cannot be fetched: \(reason)")
            case nil: throw Problem(file: address, message: "cannot be fetched: cancelled")
            }
        }
        throw Problem(
            file: address,
            message: "redirects more than \(Self.mostRedirects) times, at last to \(url)"
        )
    }

    private func get(_ url: String) async -> Finished? {
        var call = HTTPCall(
            .get,
            url: url.legalInURL,
            headers: [
                ("Accept", "application/atom+xml, application/rss+xml, application/feed+json, */*;q=0.5")
            ],
            timeout: 600,
            patience: HTTPCall.Patience(bytesPerSecond: 100, duration: 30),
            maximumAnswer: Self.largest
        )
        call.takesCompression = true
        for await batch in await client.send([call]).finished {
            if let first = batch.first { return first }
        }
        return nil
    }
}

extension Problem {
    fileprivate static func tooLarge(_ source: String) -> Problem {
        Problem(
            file: source,
            message:
                "is larger than \(OldFeedFetcher.largest >> 20) MiB; give its parts as files of their own"
        )
    }
}
