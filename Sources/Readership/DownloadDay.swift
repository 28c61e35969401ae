/// The downloads of an episode in a day: the row that is kept.
package struct DownloadDay: Codable, Equatable, Sendable {
    /// Which row it is.
    package struct Key: Codable, Hashable, Sendable {
        /// Days of UTC since 1970.
        package var day: Int
        package var feed: String
        /// The file's path in the feed's folder.
        package var file: String

        package init(day: Int, feed: String, file: String) {
            self.day = day
            self.feed = feed
            self.file = file
        }
    }

    package var key: Key
    package var downloads: Int

    package init(_ key: Key, downloads: Int) {
        self.key = key
        self.downloads = downloads
    }
}
