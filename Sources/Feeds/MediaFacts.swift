/// What a file holds, as its content says, whatever its name.
package struct MediaFacts: Codable, Equatable, Sendable {
    /// What is wrong with a file.
    package enum Flaw: String, Codable, Sendable {
        /// It ends before its head says.
        case truncated
        /// A picture that says it is so large that whoever opens it is harmed.
        case bomb
        /// The program that looked at it was ended by it, or by its limits.
        case unfathomable
    }

    /// What the samples of a picture are mixed to.
    package enum Colours: String, Codable, Sendable {
        /// Or what JPEG makes of it: lightness, and two differences from it.
        case rgb
        case grey
        /// Inks of a press, or what JPEG makes of them.
        case cmyk
    }

    /// A media type; nil where the content is of no kind that is known.
    package var type: String?
    /// In pixels.
    package var width: Int64?
    /// In pixels.
    package var height: Int64?
    /// In seconds.
    package var duration: Double?
    package var flaw: Flaw?
    /// Of a picture; nil where nobody has looked for it, or its format does not tell.
    package var colours: Colours?

    package init(
        type: String? = nil,
        width: Int64? = nil,
        height: Int64? = nil,
        duration: Double? = nil,
        flaw: Flaw? = nil,
        colours: Colours? = nil
    ) {
        self.type = type
        self.width = width
        self.height = height
        self.duration = duration
        self.flaw = flaw
        self.colours = colours
    }
}
