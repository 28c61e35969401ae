import Foundation
import Publishing
import Store

extension Place {
    /// What the store says where no daemon answers; it is read, and left as it is.
    ///
    /// - Throws: ``CommandError`` where there is no store, or a daemon has it that does not answer.
    func storeWithoutDaemon() throws -> SQLiteStore {
        guard FileManager.default.fileExists(atPath: store) else {
            throw CommandError(
                "no daemon serves \(folder), and there is no store at \(store)",
                code: Exit.unavailable
            )
        }
        try refuseIfHeld()
        return try SQLiteStore(copyOf: store)
    }

    /// The site as its definitions describe it where no daemon runs, at the address that the store's documents have.
    func site(of store: any Store) async throws -> Site {
        let base = try await store.feeds().first?.base ?? "http://127.0.0.1:8080"
        let settings = Settings(folder: folder, baseURL: baseURL, listeningURL: base, state: state)
        return Site.load(folder: folder, definition: definition, base: settings.base(under: definition))
    }

    /// The right to write to the store, where no daemon has it.
    func lockForCommand() throws -> StoreLock {
        do {
            return try StoreLock(of: store, for: .command)
        } catch let held as StoreLock.Held {
            throw held.holder == .daemon
                ? CommandError(
                    "a daemon holds the store \(store) but does not answer",
                    code: Exit.unavailable
                )
                : CommandError(
                    "another command works on the store \(store); try again",
                    code: Exit.busy
                )
        }
    }

    private func refuseIfHeld() throws {
        do {
            _ = try StoreLock(of: store, for: .command)
        } catch let held as StoreLock.Held {
            guard held.holder == .daemon else { return }
            throw CommandError(
                "a daemon holds the store \(store) but does not answer",
                code: Exit.unavailable
            )
        } catch {
            // A store that may only be read has no lock of ours beside it.
        }
    }
}
