import Foundation
import TestSupport

/// A folder of feeds as its author fills it.
final class SiteFolder: Sendable {
    let path: String
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
        path = folder.path + "/feeds"
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    /// A place beside the feeds, gone with them.
    func beside(_ name: String) -> String { folder.path + "/" + name }

    func absolute(_ relative: String) -> String { path + "/" + relative }

    /// Writes a file in one go, as an editor saves it.
    func write(_ text: String, to relative: String) throws {
        try write(Data(text.utf8), to: relative)
    }

    func write(_ bytes: Data, to relative: String) throws {
        let place = absolute(relative)
        try FileManager.default.createDirectory(
            atPath: (place as NSString).deletingLastPathComponent,
            withIntermediateDirectories: true
        )
        try bytes.write(to: URL(filePath: place))
    }

    /// Writes a file that has lain there for a minute: a scan takes it at once.
    func lay(_ text: String, at relative: String) throws {
        try write(text, to: relative)
        try age(relative)
    }

    func age(_ relative: String, by seconds: TimeInterval = 60) throws {
        try FileManager.default.setAttributes(
            [.modificationDate: Date() - seconds],
            ofItemAtPath: absolute(relative)
        )
    }

    func remove(_ relative: String) throws {
        try FileManager.default.removeItem(atPath: absolute(relative))
    }

    func move(_ from: String, to relative: String) throws {
        try FileManager.default.moveItem(atPath: absolute(from), toPath: absolute(relative))
    }

    /// A Markdown article with a title and a date.
    static func article(_ title: String, date: String = "2025-03-04T05:06:07Z", body: String? = nil) -> String
    {
        "---\ntitle: \(title)\ndate: \(date)\n---\n\n\(body ?? "About \(title).")\n"
    }
}
