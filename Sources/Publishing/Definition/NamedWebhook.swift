package import Push

/// A receiver of webhooks that a definition names.
package struct NamedWebhook: Equatable, Sendable {
    package static let keys = ["url", "format", "secret"]

    package var url: String
    package var format: Webhook.Format
    /// Nil for chats, which take no signature.
    package var secret: String?

    package init(url: String, format: Webhook.Format, secret: String?) {
        self.url = url
        self.format = format
        self.secret = secret
    }

    /// As the store knows it.
    var callback: String { Callback(url: url, form: .webhook(format)).description }
}

extension Definition {
    /// The receivers that `[push]` names.
    mutating func webhooks() -> [NamedWebhook] {
        let tables =
            tables(
                "webhooks",
                in: "push",
                keys: NamedWebhook.keys,
                meaning:
                    "a list of tables such as { url = \"https://example.org/hook\", secret = \"whsec_…\" } or { url = \"…\", format = \"slack\" }"
            ) ?? []
        return tables.compactMap { webhook($0) }
    }

    private mutating func webhook(_ table: [String: String]) -> NamedWebhook? {
        let (url, word) = (table["url"] ?? "", table["format"] ?? Webhook.Format.event.rawValue)
        guard let format = Webhook.Format(rawValue: word) else {
            let known = Webhook.Format.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
            complain(
                "the \"format\" of a webhook must be one of \(known), not \"\(word)\"",
                about: "webhooks",
                in: "push"
            )
            return nil
        }
        if let flaw = WebAddress.flaw(of: url) {
            complain("the \"url\" of a webhook \(flaw)", about: "webhooks", in: "push")
            return nil
        }
        let secret = table["secret"]
        // The secret itself is told nobody, not even in what is wrong with it.
        if format == .event, secret.flatMap(Webhook.key(of:)) == nil {
            complain(
                "a webhook wants a \"secret\": \"whsec_\" and 24 to 64 bytes in base64, such as \"openssl rand -base64 32\" makes",
                about: "webhooks",
                in: "push"
            )
            return nil
        }
        return NamedWebhook(url: url, format: format, secret: format == .event ? secret : nil)
    }
}
