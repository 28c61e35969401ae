/// Judges how a server hands out a feed: <https://www.rfc-editor.org/rfc/rfc9110>.
struct HTTPJudge {
    let exchange: Exchange
    /// The feed's format in words.
    let format: String?
    /// In bytes, without a content coding.
    let length: Int
    /// The hubs that the document names.
    let hubs: [String]
    var notes = Notes()

    mutating func run() {
        redirects()
        mediaType()
        validators()
        caching()
        if length > 4_096, exchange.answer.field("content-encoding") == nil {
            add(.uncompressed, "Content-Encoding", "\(length / 1_024) KB are sent as they are")
        }
        push()
    }

    private mutating func add(_ rule: Rule, _ field: String, _ message: String, fix: String? = nil) {
        notes.add(rule, at: nil, in: field, message, fix: fix)
    }

    private mutating func redirects() {
        let steps = exchange.redirects
        guard let first = steps.first else { return }
        let target = exchange.answer.url
        if first.url.hasPrefix("https:"), target.hasPrefix("http:") {
            add(.toInsecure, "Location", "https:// leads to \(target)")
        }
        let temporary = steps.first { ![301, 308].contains($0.status) }
        if let temporary {
            add(
                .temporaryRedirect,
                "Location",
                "\(temporary.url) leads elsewhere for now (\(temporary.status))",
                fix: "answer 301 or 308 if the feed has moved; else name \(target) where people subscribe"
            )
        } else {
            add(
                .permanentRedirect,
                "Location",
                "the feed has moved to \(target) (\(first.status))",
                fix: "name \(target) where people subscribe; keep the redirect"
            )
        }
        if steps.count > 3 { add(.manyRedirects, "Location", "\(steps.count) redirects lead to the feed") }
    }

    private mutating func mediaType() {
        guard let type = exchange.answer.mediaType, !type.isEmpty else {
            add(.missingMediaType, "Content-Type", "the answer has no Content-Type", fix: "send \(right)")
            return
        }
        if type == right || format == "RSS 1.0" && type == "application/rdf+xml" { return }
        let isJSON = format?.hasPrefix("JSON") == true
        let vague = isJSON ? ["application/json"] : ["application/xml", "text/xml"]
        if vague.contains(type) {
            add(
                .vagueMediaType,
                "Content-Type",
                "\(type) does not say that this is a feed",
                fix: "send \(right)"
            )
        } else {
            add(
                .wrongMediaType,
                "Content-Type",
                "\(type) is not the type of \(format ?? "a feed")",
                fix: "send \(right)"
            )
        }
    }

    private var right: String {
        switch format {
        case .some(let format) where format.hasPrefix("JSON"): "application/feed+json"
        case .some(let format) where format.contains("Atom"): "application/atom+xml"
        default: "application/rss+xml"
        }
    }

    private mutating func validators() {
        let (tag, date) = (exchange.answer.field("etag"), exchange.answer.field("last-modified"))
        if tag == nil, date == nil {
            add(.noValidators, "ETag", "the answer has neither ETag nor Last-Modified")
            return
        }
        if tag != nil, let status = exchange.statusWithTag, status != 304 {
            add(
                .notConditional,
                "If-None-Match",
                "who has this very version is answered \(status) and not 304"
            )
        }
        if date != nil, let status = exchange.statusWithDate, status != 304 {
            add(
                .notConditional,
                "If-Modified-Since",
                "who names its Last-Modified is answered \(status) and not 304"
            )
        }
    }

    private mutating func caching() {
        if exchange.answer.field("set-cookie") != nil {
            add(.cookie, "Set-Cookie", "the answer sets a cookie")
        }
        guard let control = exchange.answer.field("cache-control")?.lowercased() else { return }
        if control.contains("no-store") {
            add(.noStore, "Cache-Control", "the answer must not be kept: \(control.quoted)")
        }
        guard let match = control.firstMatch(of: /(?:^|[,\s])max-age\s*=\s*"?(\d{1,12})/),
            let seconds = Int(match.1)
        else {
            return
        }
        if seconds > 86_400 {
            add(.longMaxAge, "Cache-Control", "readers are told to come back after \(seconds / 3_600) hours")
        }
    }

    /// WebSub, section 4: the hub and the topic are in the Link header, or in the document.
    private mutating func push() {
        let links = exchange.answer.fields.filter { $0.name == "link" }.map { $0.value.lowercased() }
        let hasHub = links.contains { $0.contains(/rel\s*=\s*"?[^";,]*\bhub\b/) }
        if hubs.isEmpty, !hasHub {
            add(.noHub, "Link", "the feed names no WebSub hub")
        } else if !hubs.isEmpty, !hasHub {
            add(.hubNotInHead, "Link", "the document names a hub, and the answer's head does not")
        }
    }
}

extension Rule {
    static let toInsecure = Rule(
        "redirect-to-http",
        .warning,
        why: "Readers on phones and on the web refuse http, and anybody on the way can change what is read.",
        fix: "redirect to an address of https"
    )
    static let temporaryRedirect = Rule(
        "temporary-redirect",
        .advice,
        why: "Readers ask the first address each time, and wait twice.",
        fix: "answer 301 or 308 if the feed has moved"
    )
    static let permanentRedirect = Rule(
        "permanent-redirect",
        .advice,
        why: "12 of 19 readers move the subscription to the new address; the others ask twice each time.",
        fix: "name the new address where people subscribe; keep the redirect"
    )
    static let manyRedirects = Rule(
        "many-redirects",
        .warning,
        why: "Each one is waited for, and readers give up after a few.",
        fix: "lead from each address to the last one at once"
    )
    static let missingMediaType = Rule(
        "missing-content-type",
        .warning,
        why: "Readers guess, and browsers offer a download.",
        fix: "send the feed's media type"
    )
    static let vagueMediaType = Rule(
        "vague-content-type",
        .advice,
        why: "Browsers' extensions and readers that look for feeds do not see that this is one.",
        fix: "send the feed's media type"
    )
    static let wrongMediaType = Rule(
        "wrong-content-type",
        .warning,
        why: "Readers that believe the type take the feed for a page or a download.",
        fix: "send the feed's media type"
    )
    static let noValidators = Rule(
        "no-validators",
        .warning,
        why:
            "13 of 19 readers would ask whether there is anything new; as it is, everybody loads everything each time.",
        fix: "send an ETag or Last-Modified, and answer 304 to who names it"
    )
    static let notConditional = Rule(
        "no-304",
        .warning,
        why:
            "13 of 19 readers ask whether there is anything new, and are sent everything each time. A compressing server "
            + "that changes the ETag is a frequent cause.",
        fix: "answer 304 where nothing has changed"
    )
    static let cookie = Rule(
        "cookie",
        .advice,
        why: "Readers send none back; caches on the way keep no answer with one.",
        fix: "send none with feeds"
    )
    static let noStore = Rule(
        "no-store",
        .advice,
        why: "Neither readers nor caches on the way may keep the feed: everybody loads everything each time.",
        fix: "send max-age=300, say"
    )
    static let longMaxAge = Rule(
        "long-max-age",
        .warning,
        why: "Readers that obey it, and caches on the way, show news late.",
        fix: "send max-age=300 to 3600"
    )
    static let uncompressed = Rule(
        "uncompressed",
        .advice,
        why: "A feed is a fifth of its size with gzip, which all readers know.",
        fix: "let the server compress it"
    )
    static let noHub = Rule(
        "no-hub",
        .advice,
        why:
            "Readers learn of news when they ask the next time, after minutes or hours; six of 19 would be told at once.",
        fix: "name a WebSub hub, and ping it"
    )
    static let hubNotInHead = Rule(
        "hub-not-in-head",
        .advice,
        why: "Subscribers look into the answer's Link header first (WebSub, section 4).",
        fix: "send Link: <hub>; rel=\"hub\" and Link: <feed>; rel=\"self\""
    )
}
