import Foundation
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
