/// What a `style` attribute must not hold.
///
/// <https://www.w3.org/TR/CSS2/>
enum StyleFlaw {
    /// The first part that could leave the entry's own place, or load something.
    static func first(in style: String) -> String? {
        let plain = style.lowercased()
        if plain.contains("\\") || plain.contains("/*") || plain.contains("@") || plain.contains("<") {
            return style
        }
        for declaration in plain.split(separator: ";") {
            let parts = declaration.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let property = parts[0].filter { !$0.isWhitespace }
            guard parts.count == 2 else {
                if property.isEmpty { continue }
                return String(declaration)
            }
            let value = parts[1]
            if value.contains("expression") || value.contains("url(") || value.contains("javascript:")
                || value.contains("image(") || value.contains("image-set(") || value.contains("attr(")
            {
                return String(declaration)
            }
            if dangerous.contains(property) || property.hasPrefix("-moz-") || property.contains("behavior") {
                return String(declaration)
            }
        }
        return nil
    }

    /// Those by which a text leaves its place.
    private static let dangerous: Set<String> = [
        "position", "z-index", "top", "left", "right", "bottom", "inset", "content", "filter", "clip",
        "clip-path",
        "transform", "animation", "mask", "opacity", "visibility", "pointer-events", "behaviour",
    ]
}
