import CMarkGFM
import Synchronization

/// Turns Markdown into HTML, and is the only owner of cmark-gfm.
package struct Markdown {
    /// The HTML of a text in GitHub's Markdown with footnotes; raw HTML is let through, so it must be sanitised.
    ///
    /// What would take too long stays text. <https://github.github.com/gfm/>
    package static func html(_ text: String) -> String {
        var text = text
        guard text.withUTF8({ MarkdownEffort.excess(in: UnsafeRawBufferPointer($0)) }) == nil else {
            return "<pre>\(text.escapedForHTML)</pre>\n"
        }
        return turn.withLock { _ in rendered(text) }
    }

    /// The house's only lock: while it parses, cmark-gfm keeps its extensions' marks in a table that all threads share.
    ///
    /// Of two texts parsed at once, one loses its strikethroughs and links.
    private static let turn = Mutex(())

    private static func rendered(_ text: String) -> String {
        cmark_gfm_core_extensions_ensure_registered()
        guard let parser = cmark_parser_new(options) else { fatalError("cmark-gfm is out of memory") }
        defer { cmark_parser_free(parser) }
        for name in extensionNames {
            guard let found = cmark_find_syntax_extension(name) else {
                preconditionFailure("the core extensions of cmark-gfm are registered above")
            }
            cmark_parser_attach_syntax_extension(parser, found)
        }
        var text = text
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
        }
        guard let document = cmark_parser_finish(parser) else { fatalError("cmark-gfm is out of memory") }
        defer { cmark_node_free(document) }
        let extensions = cmark_parser_get_syntax_extensions(parser)
        guard let html = cmark_render_html(document, options, extensions) else {
            fatalError("cmark-gfm is out of memory")
        }
        defer { cmark_get_default_mem_allocator().pointee.free(html) }
        return String(cString: html)
    }

    private static let options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES

    private static let extensionNames = ["table", "strikethrough", "autolink", "tasklist"]
}
