/// Elements that RSS and Atom borrow from others alike.
extension XMLWriter {
    /// Media RSS: <https://www.rssboard.org/media-rss>.
    mutating func picture(of entry: Entry) {
        guard let image = entry.image else { return }
        let facts = entry.imageMeasurement
        let (width, height) = (facts?.width?.description, facts?.height?.description)
        element(
            "media:content",
            ["url": image, "type": facts?.type, "medium": "image", "width": width, "height": height]
        )
        element("media:thumbnail", ["url": image, "width": width, "height": height])
    }

    /// Atom threads: <https://www.rfc-editor.org/rfc/rfc4685>.
    mutating func thread(of entry: Entry) {
        guard let discussion = entry.discussion else { return }
        if let count = discussion.count { element("thr:total", text: String(count)) }
        for url in discussion.inReplyTo {
            element("thr:in-reply-to", ["ref": url, "href": url, "type": "text/html"])
        }
    }

    /// GeoRSS Simple: <https://docs.ogc.org/cs/17-002r1/17-002r1.html>.
    mutating func place(of entry: Entry) {
        guard let place = entry.place else { return }
        element("georss:point", text: "\(place.latitude.degrees) \(place.longitude.degrees)")
        if let name = place.name?.nonEmpty { element("georss:featureName", text: name) }
    }
}

extension Double {
    /// As few digits as tell it from its neighbours, and never an exponent, which readers do not expect in degrees.
    fileprivate var degrees: String {
        let text = description
        if text.contains("e") { return "0" }
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
