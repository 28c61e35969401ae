@testable import Store
import TestSupport

/// Every form of the store: what is proven of `Store` is proven of each of them.
enum StoreForm: CaseIterable, Sendable {
    case file
    case memory

    /// A new store of this form, which claims few subscriptions at a time where a number is given.
    func open(rangeSize: Int = 256) throws -> Opened {
        switch self {
        case .file:
            let folder = try TemporaryFolder()
            return Opened(
                store: try SQLiteStore(path: folder.store, schema: Schema.migrator, rangeSize: rangeSize),
                folder: folder,
                rangeSize: rangeSize
            )
        case .memory:
            return Opened(store: try SQLiteStore(rangeSize: rangeSize), folder: nil, rangeSize: rangeSize)
        }
    }

    /// A store, and the folder that lives as long as it does.
    struct Opened {
        private(set) var store: any Store
        let folder: TemporaryFolder?
        let rangeSize: Int

        /// Opens the file once more, as the next process would after the last one was killed.
        mutating func reopen() throws {
            guard let folder else { return }
            store = try SQLiteStore(path: folder.store, schema: Schema.migrator, rangeSize: rangeSize)
        }
    }
}
