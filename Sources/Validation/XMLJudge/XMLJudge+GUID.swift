import Foundation

/// What readers know an item again by.
extension XMLJudge {
    mutating func judge(_ guid: Element?, of item: Element, _ path: String, _ trace: inout Trace) {
        guard let guid else {
            if kind?.isRSS2 == true { notes.add(.noGUID, at: item.start, in: path, "<item> has no <guid>") }
            return
        }
        let text = guid.text
        let id = text.trimmed
        let guidPath = path + "/guid"
        trace.id = id
        trace.idOffset = guid.place
        if id.isEmpty {
            notes.add(.missingID, at: guid.start, in: guidPath, "<guid> is empty")
            return
        }
        if text.bytes.first.map(Bytes.isSpace) == true || text.bytes.last.map(Bytes.isSpace) == true {
            notes.add(
                .surroundingSpace,
                at: text.offset(at: 0),
                in: guidPath,
                "white space stands around the value of <guid>"
            )
        }
        let isLink = guid.attribute("isPermaLink")?.value.trimmed.lowercased() != "false"
        if isLink {
            let scheme = AddressFlaws.scheme(of: id)?.lowercased() ?? ""
            if scheme != "http" && scheme != "https" {
                notes.add(
                    .guidNoLink,
                    at: guid.place,
                    in: guidPath,
                    "\(id.quoted) is no address, though nothing says isPermaLink=\"false\""
                )
            } else {
                note(AddressFlaws.of(id, as: .absolute, allowsIRI: false), in: text, at: guid.place, guidPath)
            }
        } else if id.utf8.count < 9, id.utf8.allSatisfy(Bytes.isDigit) {
            notes.add(.weakID, at: guid.place, in: guidPath, "\(id.quoted) is not unique in the world")
        }
        changing(id, at: guid.place, guidPath)
    }

    /// What in an id changes though the entry does not.
    mutating func changing(_ id: String, at offset: Int, _ path: String) {
        guard let query = id.firstIndex(of: "?") else { return }
        let parts = id[id.index(after: query)...].lowercased().split { "&;#".contains($0) }
        let suspect = parts.first { part in
            ["utm_", "phpsessid=", "jsessionid=", "sid=", "fbclid=", "gclid=", "ref=rss"].contains {
                part.hasPrefix($0)
            }
        }
        if let suspect {
            notes.add(
                .changingID,
                at: offset,
                in: path,
                "the id has \(String(suspect).quoted) in it, which does not belong to the entry"
            )
        }
    }
}
