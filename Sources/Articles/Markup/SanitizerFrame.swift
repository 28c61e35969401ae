/// What stays of a frame, which readers take out: a link to what it shows.
enum SanitizerFrame {
    /// The address of the link; nil of a frame that shows nothing.
    static func link(of attributes: MarkupAttributes) -> String? {
        guard let source = attributes[.src], let address = SanitizerURL.webAddress(source), !address.isEmpty,
            !attributes.has(.hidden), !isDot(attributes)
        else { return nil }
        return SanitizerVideo.page(ofFrame: source) ?? address
    }

    /// Whether nobody could see it: it is there to count visitors.
    private static func isDot(_ attributes: MarkupAttributes) -> Bool {
        let sizes = [attributes[.width], attributes[.height]].compactMap(\.self)
        return sizes.contains("0") || sizes.contains("1")
    }
}
