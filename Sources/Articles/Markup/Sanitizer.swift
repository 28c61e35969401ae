/// Makes markup harmless.
package enum Sanitizer {
    /// The harmless part of the markup in one canonical form: known elements, double-quoted attributes, closed tags.
    package static func clean(_ html: String) -> String {
        var html = html
        return html.withUTF8 { markup in
            let tree = MarkupTree(of: UnsafeRawBufferPointer(markup), isFragment: true)
            return tree.isUnreadable
                ? text(of: markup) : clean(tree, capacity: markup.count + markup.count / 8)
        }
    }

    private static func clean(_ tree: MarkupTree, capacity: Int) -> String {
        tree.read { view in
            var writer = SanitizerWriter(of: view, capacity: capacity)
            writer.write(0..<view.nodes.count)
            return writer.finish()
        }
    }

    /// What is left of markup whose structure nobody can follow.
    private static func text(of markup: UnsafeBufferPointer<UInt8>) -> String {
        "<p>\(HTMLText.plain(String(decoding: markup, as: UTF8.self)).escapedForHTML)</p>"
    }
}
