import Feeds
import Foundation
import Glibc
import Logging

/// How log lines look.
enum LogFormat: String, CaseIterable, Sendable {
    /// For a terminal.
    case text
    case json
    /// Fields for systemd's journal.
    case journal
}

/// Writes log lines to standard error: text for people, or JSON.
struct LineLogHandler: LogHandler {
    var logLevel: Logger.Level
    var metadata: Logger.Metadata = [:]
    private let format: LogFormat

    init(_ format: LogFormat, level: Logger.Level) {
        self.format = format
        logLevel = level
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let fields = metadata.merging(event.metadata ?? [:]) { $1 }
            .map { (key: $0.key, value: "\($0.value)") }
            .filter { !$0.value.isEmpty }
            .sorted { $0.key < $1.key }
        let line =
            switch format {
            case .text, .journal: text(event, fields)
            case .json: json(event, fields)
            }
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    private func text(_ event: LogEvent, _ fields: [(key: String, value: String)]) -> String {
        let details = fields.map { " \($0.key)=\($0.value.contains(" ") ? "\"\($0.value)\"" : $0.value)" }
            .joined()
        return "\(Date().rfc3339) \(event.level) \(event.message)\(details)"
    }

    private func json(_ event: LogEvent, _ fields: [(key: String, value: String)]) -> String {
        var object = Dictionary(fields.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        object["time"] = Date().rfc3339
        object["level"] = event.level.rawValue
        object["message"] = event.message.description
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let data = try? encoder.encode(object) else { return text(event, fields) }
        return String(decoding: data, as: UTF8.self)
    }
}
