import Articles
import Foundation
import Media

/// Real pictures and sounds, made by ffmpeg, cwebp, ImageMagick and Pillow.
enum Fixtures {
    static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Fixtures")

    static func bytes(_ name: String) throws -> Data {
        try Data(contentsOf: folder.appending(path: name))
    }

    /// The program whose children look at files: the one that was built beside these tests.
    static var program: String {
        ProcessInfo.processInfo.environment["FEEDHERALD_BINARY"]
            ?? folder.appending(path: "../../../.build/debug/feedherald").standardized.path
    }
}

/// A folder of media for one test, gone after it.
final class MediaFolder: Sendable {
    let path: String

    init() throws {
        path = FileManager.default.temporaryDirectory.path + "/feedherald-media-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: path + "/media", withIntermediateDirectories: true)
    }

    deinit { _ = try? FileManager.default.removeItem(atPath: path) }

    /// Writes a file into `media/`, and opens it as the daemon does.
    func open(_ bytes: Data, as name: String) throws -> OpenMedia? {
        try bytes.write(to: URL(filePath: path + "/media/" + name))
        return MediaFolders(articles: path + "/articles", feed: path).open("media/" + name)
    }

    /// A program that stands in for the child, and does what a shell script says.
    func program(_ script: String) throws -> String {
        let place = path + "/program"
        let child = Fixtures.folder.appending(path: "child.sh").path
        try FileManager.default.createSymbolicLink(atPath: place, withDestinationPath: child)
        try Data("\(script)\n".utf8).write(to: URL(filePath: place + ".script"))
        return place
    }
}
