import Feeds
package import Foundation
package import Outbound
package import Push
package import Store

/// The WebSub hub of the site's own topics: it judges requests and writes them down; the courier carries them out.
package struct Hub: Sendable {
    /// The answer to a subscription request (WebSub, section 5.2).
    package struct Answer: Equatable, Sendable {
        package var status: Int
        package var text: String
    }

    private let store: any Store
    private let key: SecretKey
    private let addressGuard: AddressGuard
    /// Where the site's views are found; nil where there are none.
    private let library: Library?
    private let leases = Lease.Bounds()

    package init(store: any Store, key: SecretKey, addressGuard: AddressGuard, library: Library? = nil) {
        self.store = store
        self.key = key
        self.addressGuard = addressGuard
        self.library = library
    }

    /// Takes a request from a form's fields.
    package func accept(_ fields: [(String, String)], at now: Date = Date()) async throws -> Answer {
        let request: SubscriptionRequest
        do throws(Refusal) {
            request = try SubscriptionRequest(fields: fields)
        } catch {
            return Answer(status: 400, text: error.description)
        }
        let known = try await store.topic(request.topic)
        // A view is no document before somebody is subscribed to it: to leave what nobody came to is not asked.
        let view =
            known == nil && request.mode == .subscribe
            ? try await library?.view(ofTopic: request.topic, at: now) : nil
        guard let topic = known ?? view?.key else {
            return Answer(status: 404, text: "hub.topic is not a document of this site: \(request.topic)")
        }
        if let address = Self.literalAddress(of: request.callback), !addressGuard.admits(address) {
            return Answer(status: 403, text: "hub.callback leads into a private network: \(address)")
        }
        let secret = try request.secret.map {
            try SealedSecret(sealing: $0, callback: request.callback, topic: request.topic, with: key)
        }
        try await store.request(
            PendingVerification(
                mode: request.mode,
                key: topic,
                topic: request.topic,
                callback: request.callback,
                secret: secret,
                lease: Lease.granted(request.leaseSeconds, within: leases),
                etag: view?.etag
            ),
            at: now
        )
        if view != nil { await library?.ring() }
        return Answer(status: 202, text: "the callback will be asked to confirm")
    }

    /// The address that a callback's host spells out; names are judged when they are connected to.
    private static func literalAddress(of callback: String) -> Address? {
        guard let host = URLComponents(string: callback)?.host else { return nil }
        return Address(host.trimmingCharacters(in: CharacterSet(charactersIn: "[]")))
    }
}
