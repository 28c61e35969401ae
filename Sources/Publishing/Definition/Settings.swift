import Outbound
package import Push

/// What the command line and the environment say, over what the definitions say.
package struct Settings: Sendable {
    /// The absolute path of the folder of feeds.
    package var folder: String
    package var baseURL: String?
    /// Where we listen: links lead there where no base URL is given.
    package var listeningURL: String
    /// The folder for what belongs to the store but is none of its tables.
    package var state: String

    /// Whether callbacks may lead into private networks, whatever the definition says.
    package var allowsPrivateCallbacks = false

    /// What seals the secrets of webhooks that the definitions name; without it, none is taken up.
    package var key: SecretKey?

    package init(folder: String, baseURL: String?, listeningURL: String, state: String) {
        self.folder = folder
        self.baseURL = baseURL
        self.listeningURL = listeningURL
        self.state = state
    }

    /// The base URL that holds under a definition.
    ///
    /// Who reads at an address of this machine or of a private network can be called there alone: no hub is named where
    /// callbacks may not lead there.
    package func base(under definition: SiteDefinition) -> Base {
        for text in [baseURL, definition.baseURL, listeningURL].compactMap(\.self) {
            guard var base = Base(text) else { continue }
            let addressGuard = AddressGuard(
                allowing: definition.push.allowedNetworks.compactMap(Network.init),
                allowsEverything: allowsPrivateCallbacks
            )
            base.hidesHub = base.literalAddress.map { !addressGuard.admits($0) } ?? false
            return base
        }
        preconditionFailure("the listening address is a URL that was made here")
    }
}
