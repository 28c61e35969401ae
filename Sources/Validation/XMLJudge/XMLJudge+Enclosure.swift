import Foundation

/// RSS 2.0's enclosures.
extension XMLJudge {
    mutating func judge(enclosures: [Element], _ path: String, _ trace: inout Trace) {
        for (index, enclosure) in enclosures.enumerated() {
            let enclosurePath = index == 0 ? path + "/enclosure" : "\(path)/enclosure[\(index + 1)]"
            if index > 0 {
                notes.add(
                    .severalEnclosures,
                    at: enclosure.start,
                    in: enclosurePath,
                    "<item> has another <enclosure>"
                )
            }
            if files.count < Self.mostFiles { files.append((.enclosure, enclosure, enclosurePath)) }
            if let url = enclosure.attribute("url") {
                trace.enclosures.append((url.value.trimmed, url.place))
            }
            judge(length: enclosure, enclosurePath)
            judge(type: enclosure, enclosurePath)
        }
    }

    private mutating func judge(length enclosure: Element, _ path: String) {
        guard let length = enclosure.attribute("length") else { return }
        let text = length.value.trimmed
        let lengthPath = path + "/@length"
        if text.isEmpty { return }
        if text == "-1" {
            notes.add(
                .enclosureLength,
                at: length.place,
                in: lengthPath,
                "-1 is no length",
                fix: "write 0 where nobody knows the length"
            )
        } else if let value = Int(text), value >= 0 {
            if value == 0 {
                notes.add(
                    .unknownLength,
                    at: length.place,
                    in: lengthPath,
                    "the length of the enclosure is not told"
                )
            } else if value < 100 {
                notes.add(
                    .unknownLength,
                    at: length.place,
                    in: lengthPath,
                    "\(value) bytes are no sound and no film"
                )
            }
        } else {
            notes.add(
                .enclosureLength,
                at: length.place,
                in: lengthPath,
                "\(text.quoted) is no number of bytes"
            )
        }
    }

    private mutating func judge(type enclosure: Element, _ path: String) {
        guard let type = enclosure.attribute("type")?.value.trimmed.lowercased(),
            let url = enclosure.attribute("url")
        else { return }
        let path1 = url.value.trimmed.prefix { $0 != "?" && $0 != "#" }
        guard let dot = path1.lastIndex(of: "."),
            let expected = Self.types[path1[path1.index(after: dot)...].lowercased()],
            type.contains("/"), !expected.contains(String(type.prefix { $0 != ";" }))
        else { return }
        notes.add(
            .enclosureType,
            at: enclosure.attribute("type")?.place,
            in: path + "/@type",
            "\(type.quoted) is not the type of what ends in .\(path1[path1.index(after: dot)...])",
            fix: "write \(expected[0])"
        )
    }

    private static let types = [
        "mp3": ["audio/mpeg", "audio/mp3", "audio/x-mp3"],
        "m4a": ["audio/mp4", "audio/x-m4a", "audio/m4a", "audio/aac"],
        "mp4": ["video/mp4", "audio/mp4", "video/x-m4v"], "m4v": ["video/x-m4v", "video/mp4", "video/m4v"],
        "mov": ["video/quicktime"], "ogg": ["audio/ogg", "video/ogg", "application/ogg", "audio/vorbis"],
        "opus": ["audio/ogg", "audio/opus"], "flac": ["audio/flac", "audio/x-flac"],
        "wav": ["audio/wav", "audio/x-wav", "audio/wave"],
        "webm": ["video/webm", "audio/webm"], "pdf": ["application/pdf"], "jpg": ["image/jpeg", "image/jpg"],
        "jpeg": ["image/jpeg", "image/jpg"], "png": ["image/png"], "gif": ["image/gif"],
        "epub": ["application/epub+zip"],
        "torrent": ["application/x-bittorrent"],
    ]
}
