import TestSupport

extension TemporaryFolder {
    /// Where the folder's store lies.
    var store: String { absolute("store.sqlite") }
}
