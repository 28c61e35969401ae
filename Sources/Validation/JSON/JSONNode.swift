/// A value in JSON, and where it stands.
struct JSONNode {
    enum Value {
        case null
        case boolean(Bool)
        /// As it is written.
        case number(String)
        case string(SourceText)
        case array([JSONNode])
        case object([Member])
    }

    struct Member {
        var name: String
        var nameStart: Int
        var value: JSONNode
    }

    var start: Int
    var value: Value

    /// What kind of value this is, in words.
    var kind: String {
        switch value {
        case .null: "null"
        case .boolean: "true or false"
        case .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }

    var members: [Member] { if case .object(let members) = value { members } else { [] } }

    var elements: [JSONNode]? { if case .array(let elements) = value { elements } else { nil } }

    var text: SourceText? { if case .string(let text) = value { text } else { nil } }

    /// The last of that name, as most parsers have it.
    func member(_ name: String) -> JSONNode? { members.last { $0.name == name }?.value }
}
