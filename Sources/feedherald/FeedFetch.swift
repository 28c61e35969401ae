import Foundation
import Outbound
import Publishing
import Validation

/// Fetches a feed as a reader does, and asks once more what a reader would ask the next time.
struct FeedFetch {
    private static let mostRedirects = 10

    private let client = HTTPClient(
        // Whoever runs the command names the address.
        addressGuard: AddressGuard(allowsEverything: true),
        userAgent: "feedherald/\(Feedherald.version)"
    )

    /// The document without its content coding, and how it came.
    ///
    /// - Throws: ``CommandError`` where it cannot be fetched.
    func fetch(_ address: String) async throws -> (bytes: [UInt8], exchange: Exchange) {
        var url = address
        var redirects: [Exchange.Answer] = []
        while true {
            let (answer, description) = await client.describe(call(url))
            switch answer {
            case .unreachable(let reason):
                throw CommandError("\(url) cannot be fetched: \(reason)", code: Exit.failed)
            case .answered(let status, let body):
                let told = Self.answer(url, status, description)
                if let target = description.location {
                    redirects.append(told)
                    guard redirects.count <= Self.mostRedirects else {
                        throw CommandError(
                            "\(address) redirects more than \(Self.mostRedirects) times, at last to \(target)",
                            code: Exit.failed
                        )
                    }
                    url = target
                } else if (200..<300).contains(status) {
                    let exchange = await revisited(Exchange(redirects: redirects, answer: told))
                    return (body, exchange)
                } else {
                    throw CommandError("\(url) is answered with status \(status)", code: Exit.failed)
                }
            }
        }
    }

    /// What the servers of files say, asked by HEAD.
    func answers(about files: [LinkedFile]) async -> [(file: LinkedFile, answer: LinkedFile.Answer)] {
        var answers: [(LinkedFile, LinkedFile.Answer)] = []
        for file in files { answers.append((file, await answer(about: file.url))) }
        return answers
    }

    private func answer(about address: String) async -> LinkedFile.Answer {
        var url = address
        for _ in 0...Self.mostRedirects {
            var call = HTTPCall(.head, url: url.legalInURL)
            call.keepsFields = true
            let (answer, description) = await client.describe(call)
            switch answer {
            case .unreachable(let reason): return .unreachable(reason: reason)
            case .answered(let status, _):
                guard let target = description.location else {
                    return .answered(Self.answer(url, status, description))
                }
                url = target
            }
        }
        return .unreachable(reason: "it redirects more than \(Self.mostRedirects) times")
    }

    /// The same, with what is answered to somebody who has the document already.
    private func revisited(_ exchange: Exchange) async -> Exchange {
        var exchange = exchange
        let url = exchange.answer.url
        if let tag = exchange.answer.field("etag") {
            exchange.statusWithTag = await status(of: call(url, ("If-None-Match", tag)))
        }
        if let date = exchange.answer.field("last-modified") {
            exchange.statusWithDate = await status(of: call(url, ("If-Modified-Since", date)))
        }
        return exchange
    }

    private func status(of call: HTTPCall) async -> Int? {
        var call = call
        call.maximumAnswer = 0
        call.excess = .isCut
        guard case .answered(let status, _) = await client.send(call) else { return nil }
        return status
    }

    private func call(_ url: String, _ condition: (String, String)? = nil) -> HTTPCall {
        let accept =
            "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, */*;q=0.5"
        var call = HTTPCall(
            .get,
            url: url.legalInURL,
            headers: [("Accept", accept)] + (condition.map { [$0] } ?? []),
            timeout: 120,
            patience: HTTPCall.Patience(bytesPerSecond: 100, duration: 30),
            maximumAnswer: Validator.largest
        )
        call.takesCompression = true
        call.keepsFields = true
        return call
    }

    private static func answer(_ url: String, _ status: Int, _ description: HTTPDescription)
        -> Exchange.Answer
    {
        Exchange.Answer(url: url, status: status, fields: description.fields.map { ($0.name, $0.value) })
    }
}
