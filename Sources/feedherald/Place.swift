import ArgumentParser
import Articles
import Foundation
import Glibc
import Publishing
import Store

/// Where a command finds the feeds and the store: flag over environment over file.
struct Place {
    /// The absolute path of the folder of feeds.
    let folder: String
    /// The absolute path of the store's file.
    let store: String
    let baseURL: String?
    let definition: SiteDefinition
    /// What is wrong with the site's definition, which is then one of defaults: a daemon that runs knows a good one.
    private let refusal: Problems?

    /// The folder of what belongs to the store but is none of its tables.
    var state: String { (store as NSString).deletingLastPathComponent }

    /// The store, made where there is none.
    ///
    /// SQLite takes an empty file for a new store: where there was one, as its key shows, that would forget every subscriber.
    func openStore() throws -> SQLiteStore {
        let files = FileManager.default
        let size = try? files.attributesOfItem(atPath: store)[.size] as? Int
        if size == 0, files.fileExists(atPath: SecretKeyFile.path(in: state)) {
            throw CommandError(
                "\(store): the store is empty, though there has been one: a copy or a disk may have failed. "
                    + "Restore it from the backup, or remove it to begin anew without subscriptions",
                code: Exit.failed
            )
        }
        return try SQLiteStore(path: store)
    }

    /// This place, where its definition is good.
    ///
    /// - Throws: ``Problems`` for a bad definition.
    func defined() throws -> Place {
        if let refusal { throw refusal }
        return self
    }

    /// Whether the environment lets callbacks lead into private networks.
    static var allowsPrivateCallbacks: Bool {
        ["1", "true", "yes"].contains(
            ProcessInfo.processInfo.environment["FEEDHERALD_ALLOW_PRIVATE_CALLBACKS"]?.lowercased()
        )
    }

    private static func definition(in folder: String) -> (SiteDefinition, Problems?) {
        do throws(Problems) {
            return (try Site.definition(in: folder), nil)
        } catch {
            return (SiteDefinition(), error)
        }
    }

    /// - Throws: `ValidationError` for what the command line says wrongly.
    init(folder given: String?, store givenStore: String?, baseURL givenBase: String?) throws {
        let environment = ProcessInfo.processInfo.environment
        folder = Self.absolute(given ?? environment["FEEDHERALD_DIR"] ?? "feeds")
        if let reason = Self.reasonAgainst(folder) { throw CommandError(reason, code: Exit.failed) }
        (definition, refusal) = Self.definition(in: folder)
        baseURL = givenBase ?? environment["FEEDHERALD_BASE_URL"]
        if let baseURL, Base(baseURL) == nil {
            throw ValidationError(
                "\"\(baseURL)\" is no base URL; right would be one such as https://example.org"
            )
        }
        if let text = givenStore ?? environment["FEEDHERALD_STORE"] {
            store = try Self.storePath(text, from: FileManager.default.currentDirectoryPath)
        } else if let text = definition.store {
            do {
                store = try Self.storePath(text, from: folder)
            } catch let error as ValidationError {
                throw Problems([Problem(file: "feedherald.toml", message: "\"store\": \(error.message)")])
            }
        } else {
            store = folder + "/.feedherald/store.sqlite"
        }
    }

    /// Why this cannot be the folder of feeds; nil where it can.
    static func reasonAgainst(_ folder: String) -> String? {
        var status = stat()
        let isReadable = stat(folder, &status) == 0 && access(folder, R_OK | X_OK) == 0
        if !isReadable, errno == EACCES {
            return
                "\(folder) cannot be read by \(who): let that user read it, and pass through the folders above it"
        }
        if isReadable, status.st_mode & S_IFMT == S_IFDIR { return nil }
        return "\(folder) is no folder; right would be one with a folder for each feed"
    }

    /// Who asks, in words.
    private static var who: String {
        getpwuid(geteuid()).map { "the user \(String(cString: $0.pointee.pw_name))" }
            ?? "the user \(geteuid())"
    }

    /// The file that `text` names: a path, or `sqlite://` and an absolute path.
    static func storePath(_ text: String, from folder: String) throws -> String {
        if text.hasPrefix("postgres://") || text.hasPrefix("postgresql://") {
            throw ValidationError(
                "a store in PostgreSQL is not there yet; right would be a path or sqlite:///absolute/path"
            )
        }
        if text.hasPrefix("sqlite:") {
            let path = text.dropFirst("sqlite:".count)
            guard path.hasPrefix("//"), path.drop(while: { $0 == "/" }).isEmpty == false else {
                throw ValidationError("\"\(text)\" is no store; right would be sqlite:///absolute/path")
            }
            return "/" + path.drop { $0 == "/" }
        }
        if text.isEmpty || text.contains("://") {
            throw ValidationError("\"\(text)\" is no store; right would be a path or sqlite:///absolute/path")
        }
        return absolute(text, from: folder)
    }

    static func absolute(_ path: String, from folder: String = FileManager.default.currentDirectoryPath)
        -> String
    {
        let path = path.hasPrefix("/") ? path : folder + "/" + path
        let resolved = URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
        return resolved.count > 1 && resolved.hasSuffix("/") ? String(resolved.dropLast()) : resolved
    }
}

/// Why a command ends, in words for whoever runs it.
struct CommandError: Error, CustomStringConvertible {
    let description: String
    let code: ExitCode

    init(_ description: String, code: ExitCode) {
        self.description = description
        self.code = code
    }
}
