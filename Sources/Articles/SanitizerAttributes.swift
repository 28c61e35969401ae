import CLibXML2

/// The attributes of one start tag, as libxml2 hands them over for the time of a callback.
struct SanitizerAttributes: Sequence, IteratorProtocol {
    private var rest: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?

    init(_ list: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?) {
        rest = list
    }

    mutating func next() -> (name: String, value: String)? {
        guard let pair = rest, let name = pair[0] else { return nil }
        rest = pair + 2
        return (String(cString: name), pair[1].map { String(cString: $0) } ?? "")
    }

    /// The value of the first attribute of this name.
    subscript(name: String) -> String? {
        first { $0.name == name }?.value
    }
}
