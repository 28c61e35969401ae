extension WellFormedMarkup {
    private static let typeOfData = Array("application/ld+json".utf8)

    /// A start tag with its attributes, and what is in it where that is no markup.
    mutating func readStart() -> Bool {
        position += 1
        let name = readName()
        guard !name.isEmpty, builder.depth < MarkupTree.deepest - 1 else { return false }
        let element =
            MarkupVocabulary.words.index(of: UnsafeBufferPointer(rebasing: bytes[name]))
            ?? MarkupVocabulary.other
        guard isInPlace(element) else { return false }
        let meaning = MarkupVocabulary.meanings[element]
        let isKept = !builder.isDropping && !meaning.isWorthless
        let first = builder.tree.attributes.count
        let firstByte = builder.tree.bytes.count
        guard readAttributes(isKept: isKept, from: first) else { return false }
        if !isKept {
            builder.drop()
        } else if meaning.role == .script, !isData(from: first) {
            builder.tree.attributes.removeLast(builder.tree.attributes.count - first)
            builder.tree.bytes.removeLast(builder.tree.bytes.count - firstByte)
            builder.drop()
        } else {
            builder.start(Int32(element), attributesFrom: Int32(first), line: currentLine())
        }
        if bytes[position] == UInt8(ascii: "/") {
            position += 2
            builder.end()
            return true
        }
        position += 1
        if MarkupVocabulary.isVoid[element] {
            builder.end()
            return true
        }
        begin(Open(element: element, name: name))
        return isRaw(name) ? readRaw() : true
    }

    /// Whether an element may begin here without an end of another, and without being passed over.
    private func isInPlace(_ element: Int) -> Bool {
        let role = MarkupVocabulary.meanings[element].role
        switch role {
        case .html: guard open.isEmpty else { return false }
        case .head: guard open.count == 1 else { return false }
        case .body:
            guard !open.contains(where: { MarkupVocabulary.meanings[$0.element].role == .body }) else {
                return false
            }
        default: break
        }
        guard let last = open.last else { return true }
        return !MarkupVocabulary.ends(last.element, before: element)
    }

    /// Whether what is in an element is no markup.
    private func isRaw(_ name: Range<Int>) -> Bool {
        let name = UnsafeBufferPointer(rebasing: bytes[name])
        return name.isSame("script") || name.isSame("style")
    }

    /// Up to the end of the tag, which is there.
    private mutating func readAttributes(isKept: Bool, from first: Int) -> Bool {
        while true {
            passSpaces()
            switch byte(at: position) {
            case UInt8(ascii: ">"): return true
            case UInt8(ascii: "/"): return byte(at: position + 1) == UInt8(ascii: ">")
            default: break
            }
            let name = readName()
            guard !name.isEmpty, byte(at: position) != UInt8(ascii: ".") else { return false }
            var known: MarkupAttributes.Name?
            if isKept {
                let word = UnsafeBufferPointer(rebasing: bytes[name])
                known = MarkupAttributes.Name.known(word)
                // Of two, libxml2 takes the first; XHTML's name of a language is another to it.
                if known == nil ? word.isSame("xml:lang") : hasAttribute(known, from: first) { return false }
            }
            let start = builder.tree.bytes.count
            passSpaces()
            if byte(at: position) == UInt8(ascii: "=") {
                position += 1
                passSpaces()
                guard readValue(isKept: known != nil) else { return false }
            }
            if let known {
                let count = builder.tree.bytes.count - start
                builder.tree.attributes.append(
                    MarkupAttributes.Record(name: known, start: Int32(start), count: Int32(count))
                )
            }
        }
    }

    private func hasAttribute(_ name: MarkupAttributes.Name?, from first: Int) -> Bool {
        for index in first..<builder.tree.attributes.count where builder.tree.attributes[index].name == name {
            return true
        }
        return false
    }

    /// A value between quotes.
    private mutating func readValue(isKept: Bool) -> Bool {
        let quote = byte(at: position)
        guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { return false }
        position += 1
        guard let end = bytes.index(of: quote, from: position) else { return false }
        while position < end {
            let run = UnsafeBufferPointer(rebasing: bytes[position..<end])
            let stop = position + (run.index(of: UInt8(ascii: "&"), from: 0) ?? run.count)
            if isKept {
                builder.tree.bytes.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[position..<stop]))
            }
            position = stop
            guard position < end else { break }
            guard let reference = readReference() else { return false }
            if isKept { reference.withBytes { builder.tree.bytes.append(contentsOf: $0) } }
        }
        position = end + 1
        return true
    }

    /// Whether a script is linked data, which is no program.
    private func isData(from first: Int) -> Bool {
        guard let type = builder.tree.attributes[first...].first(where: { $0.name == .type }) else {
            return false
        }
        let value = builder.tree.bytes[Int(type.start)..<Int(type.start + type.count)]
        return value.count == Self.typeOfData.count
            && zip(value, Self.typeOfData).allSatisfy { byte, wanted in
                byte == wanted || wanted >= 0x61 && byte | 0x20 == wanted
            }
    }
}
