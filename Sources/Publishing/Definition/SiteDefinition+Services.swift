import Foundation
import Push

/// What `[push]` says of services that are told.
extension Definition {
    /// What a key is made of, by IndexNow.
    mutating func indexNowKey() -> String? {
        guard let key = string("indexnow_key", in: "push") else { return nil }
        if key.wholeMatch(of: /[A-Za-z0-9-]{8,128}/) != nil { return key }
        complain(
            "\"indexnow_key\" must be 8 to 128 letters, digits and dashes, not \"\(key)\"",
            about: "indexnow_key",
            in: "push"
        )
        return nil
    }

    /// The services, in the form that the store has.
    mutating func services(key: String?) -> [String] {
        var services = urls("weblog_pings", in: "push").map { PingService(url: $0, way: .weblogUpdates) }
        services += urls("weblog_extended_pings", in: "push").map { PingService(url: $0, way: .extendedPing) }
        let engines = urls("indexnow", in: "push")
        if let key {
            services += engines.map { PingService(url: $0, way: .indexNow(key: key)) }
        } else if !engines.isEmpty {
            complain("\"indexnow\" wants an \"indexnow_key\" beside it", about: "indexnow", in: "push")
        }
        return services.map(\.description)
    }
}
