/// What an element may hold, and how often it may occur.
struct Definition: Sendable {
    enum Occurrence: Sendable {
        case once
        /// What its absence breaks.
        case required(Rule)
        case often
    }

    let name: String
    let occurrence: Occurrence
    let value: Value
    let attributes: [AttributeDefinition]

    static func one(_ name: String, _ value: Value, _ attributes: [AttributeDefinition] = []) -> Definition {
        Definition(name: name, occurrence: .once, value: value, attributes: attributes)
    }

    static func must(
        _ name: String,
        _ value: Value,
        else rule: Rule = .missingElement,
        _ attributes: [AttributeDefinition] = []
    ) -> Definition {
        Definition(name: name, occurrence: .required(rule), value: value, attributes: attributes)
    }

    static func many(_ name: String, _ value: Value, _ attributes: [AttributeDefinition] = []) -> Definition {
        Definition(name: name, occurrence: .often, value: value, attributes: attributes)
    }
}

/// What an attribute may hold.
struct AttributeDefinition: Sendable {
    let name: String
    let isRequired: Bool
    let value: Value

    static func may(_ name: String, _ value: Value) -> AttributeDefinition {
        AttributeDefinition(name: name, isRequired: false, value: value)
    }

    static func must(_ name: String, _ value: Value) -> AttributeDefinition {
        AttributeDefinition(name: name, isRequired: true, value: value)
    }
}

/// The kinds of values that elements and attributes have.
indirect enum Value: Sendable {
    /// Not looked at.
    case any
    /// Text for people, without markup; it may be missing.
    case optionalText
    /// Text for people, without markup.
    case text
    /// HTML in which references may stand.
    case html
    /// A text of Atom, whose `type` says what it is.
    case textConstruct
    /// Atom's `content`.
    case content
    case url
    case identifier
    case reference
    case iri
    case rfc822
    case rfc3339
    case w3cdtf
    case integer(ClosedRange<Int>)
    case decimal(ClosedRange<Double>)
    case words([String])
    /// Without regard to capitals.
    case wordsOfAnyCase([String])
    case language
    case email
    case person
    case mediaType
    case duration
    /// Normal play time: <https://www.rfc-editor.org/rfc/rfc2326#section-3.6>
    case time
    /// Everything is in the attributes.
    case nothing
    case elements(Content)

    static let boolean = Value.words(["true", "false"])
    static let count = Value.integer(0...Int.max)
    static let positive = Value.integer(1...Int.max)
}

/// The elements whose children are known.
enum Content: Sendable {
    case rssChannel, rssItem, rssImage, rssTextInput, rssSkipHours, rssSkipDays
    case rdf, rdfChannel, rdfItem, rdfImage, rdfTextInput
    case atomFeed, atomEntry, atomSource, atomPerson
    case iTunesOwner, mediaGroup, extensionsOfFeed, extensionsOfEntry

    /// The elements of the vocabulary that this is part of.
    var definitions: [Name: Definition] {
        switch self {
        case .rssChannel: Vocabulary.rssChannel
        case .rssItem: Vocabulary.rssItem
        case .rssImage: Vocabulary.rssImage
        case .rssTextInput: Vocabulary.rssTextInput
        case .rssSkipHours: Vocabulary.rssSkipHours
        case .rssSkipDays: Vocabulary.rssSkipDays
        case .rdf: Vocabulary.rdf
        case .rdfChannel: Vocabulary.rdfChannel
        case .rdfItem: Vocabulary.rdfItem
        case .rdfImage: Vocabulary.rdfImage
        case .rdfTextInput: Vocabulary.rdfTextInput
        case .atomFeed: Vocabulary.atomFeed
        case .atomEntry: Vocabulary.atomEntry
        case .atomSource: Vocabulary.atomSource
        case .atomPerson: Vocabulary.atomPerson
        case .iTunesOwner: Vocabulary.iTunesOwner
        case .mediaGroup: Vocabulary.mediaOfEntry
        case .extensionsOfFeed: Vocabulary.extensionsOfFeed
        case .extensionsOfEntry: Vocabulary.extensionsOfEntry
        }
    }

    /// What elements of other vocabularies may stand here.
    var extensions: [Name: Definition] {
        switch self {
        case .rssChannel, .rdfChannel, .atomFeed, .atomSource, .rdf, .rssImage, .rssTextInput, .rdfImage,
            .rdfTextInput:
            Vocabulary.extensionsOfFeed
        case .rssItem, .rdfItem, .atomEntry, .mediaGroup: Vocabulary.extensionsOfEntry
        case .rssSkipHours, .rssSkipDays, .atomPerson, .iTunesOwner, .extensionsOfFeed,
            .extensionsOfEntry:
            [:]
        }
    }
}

/// The elements of each vocabulary, as their specifications list them.
enum Vocabulary {
    static func table(_ namespace: String, _ definitions: [Definition]) -> [Name: Definition] {
        Dictionary(
            definitions.map { (Name(namespace: namespace, local: $0.name), $0) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
