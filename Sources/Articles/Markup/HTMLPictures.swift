/// Gives the pictures of sanitised HTML their sizes; it trusts the sanitiser's canonical form.
package enum HTMLPictures {
    /// The HTML with `width` and `height` on each picture that has neither, and whose size is known by its address.
    ///
    /// Pages do not jump then while their pictures come.
    package static func sized(_ html: String, size: (String) -> (width: Int64, height: Int64)?) -> String {
        var html = html
        let result = html.withUTF8 { bytes -> [UInt8]? in
            var result: [UInt8] = []
            var copied = 0
            scan(bytes) { source, end in
                guard let size = size(HTMLEntity.decoded(source)) else { return }
                result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied..<end]))
                result += " width=\"\(size.width)\" height=\"\(size.height)\"".utf8
                copied = end
            }
            guard copied > 0 else { return nil }
            result.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[copied...]))
            return result
        }
        return result.map { String(decoding: $0, as: UTF8.self) } ?? html
    }

    /// What stands for the first picture that says it, for those who do not see it.
    package static func alternative(in html: String) -> String? {
        var rest = html[...]
        while let start = rest.firstRange(of: "<img ") {
            let tag = rest[start.upperBound...].prefix { $0 != ">" }
            rest = rest[tag.endIndex...]
            guard let begin = tag.firstRange(of: "alt=\"") else { continue }
            let text = HTMLEntity.decoded(String(tag[begin.upperBound...].prefix { $0 != "\"" }))
            if !text.isEmpty { return text }
        }
        return nil
    }

    /// Reports each picture without a size: its address as it is written, and where its attributes end.
    private static func scan(_ html: UnsafeBufferPointer<UInt8>, found: (String, Int) -> Void) {
        let name = Array("img".utf8)
        var index = 0
        while let start = html.index(of: UInt8(ascii: "<"), from: index) {
            index = start + 1
            guard html[index...].starts(with: name) else { continue }
            index += name.count
            var source: String?
            var isSized = false
            while index < html.count, html[index] == UInt8(ascii: " ") {
                guard let quote = html.index(of: UInt8(ascii: "\""), from: index),
                    let end = html.index(of: UInt8(ascii: "\""), from: quote + 1)
                else { return }
                switch String(decoding: html[(index + 1)..<(quote - 1)], as: UTF8.self) {
                case "src": source = String(decoding: html[(quote + 1)..<end], as: UTF8.self)
                case "width", "height": isSized = true
                default: break
                }
                index = end + 1
            }
            if let source, !isSized { found(source, index) }
        }
    }
}
