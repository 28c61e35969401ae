/// Where the relative addresses of a page begin, by its `<base>`.
///
/// <https://html.spec.whatwg.org/multipage/semantics.html#the-base-element>
struct PageBase {
    private let base: URLReference?

    /// A base of another scheme than the web's is none: it could make a program of a harmless address.
    init(_ address: String?) {
        base = address.flatMap(SanitizerURL.webAddress).map { URLReference($0) }
    }

    /// What an address of the page means; one that stays relative is relative to the page's own address.
    func resolve(_ address: String) -> String {
        guard let base else { return address }
        let reference = URLReference(address)
        if let absolute = reference.resolved(against: base) { return absolute.text }
        guard reference.scheme == nil, reference.authority == nil else { return address }
        if reference.path.utf8.first == UInt8(ascii: "/"), base.authority == nil { return address }
        return reference.joined(to: base).text
    }
}
