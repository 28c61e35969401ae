/// What the command line and the environment say, over what the definitions say.
package struct Settings: Equatable, Sendable {
    /// The absolute path of the folder of feeds.
    package var folder: String
    package var baseURL: String?
    /// Where we listen: links lead there where no base URL is given.
    package var listeningURL: String
    /// The folder for what belongs to the store but is none of its tables.
    package var state: String

    package init(folder: String, baseURL: String?, listeningURL: String, state: String) {
        self.folder = folder
        self.baseURL = baseURL
        self.listeningURL = listeningURL
        self.state = state
    }

    /// The base URL that holds under a definition.
    package func base(under definition: SiteDefinition) -> Base {
        for text in [baseURL, definition.baseURL, listeningURL].compactMap(\.self) {
            if let base = Base(text) { return base }
        }
        preconditionFailure("the listening address is a URL that was made here")
    }
}
