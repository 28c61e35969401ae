import Foundation

extension Entry {
    /// This address, resolved against the entry's link where it is relative: few readers resolve anything.
    func absolute(_ url: String) -> String {
        URL(string: url, relativeTo: URL(string: link))?.absoluteString ?? url
    }
}
