/// Word to a service that lists weblogs which have changed.
///
/// <http://www.weblogs.com/api.html>
package struct WeblogPing: Equatable, Sendable {
    /// Names and URLs may have so many characters.
    private static let (longestName, longestURL) = (1_024, 255)

    package let name: String
    /// The page for people.
    package let page: String
    package let feed: String

    /// Nil where an address is longer than services take.
    package init?(name: String, page: String, feed: String) {
        guard page.count <= Self.longestURL, feed.count <= Self.longestURL else { return nil }
        self.name = String(name.prefix(Self.longestName))
        self.page = page
        self.feed = feed
    }

    package var call: XMLRPC.Call {
        XMLRPC.Call("weblogUpdates.ping", [.string(name), .string(page)])
    }

    package var extendedCall: XMLRPC.Call {
        XMLRPC.Call(
            "weblogUpdates.extendedPing",
            [.string(name), .string(page), .string(page), .string(feed)]
        )
    }

    /// What a service's answer to either complains of; nil where it has taken it.
    ///
    /// Its `flerror` comes as a boolean, a number or a text.
    package static func complaint(in body: [UInt8]) -> String? {
        let answer: XMLRPC.Answer
        do throws(XMLRPCReader.Flaw) {
            answer = try XMLRPC.Answer(reading: body)
        } catch {
            return "its answer \(error)"
        }
        switch answer {
        case .fault(let code, let text): return "fault \(code): \(text)"
        case .value(.table(let table)):
            let isError =
                switch table["flerror"] ?? table["flError"] {
                case .flag(let flag): flag
                case .integer(let number): number != 0
                case .string(let text): !["", "0", "false"].contains(text.trimmedOfSpace.lowercased())
                case .list, .table, nil: false
                }
            if !isError { return nil }
            return table["message"]?.text ?? "it says that there was an error"
        case .value: return nil
        }
    }
}
