import Glibc

/// Whether a sound ends before the container's own figures say: libmediainfo compares them for MPEG-4, WAVE and
/// Matroska, and not for these.
///
/// An MP3 without a Xing head and an AAC stream (ADTS) say nothing that could be compared.
enum SoundEnd {
    /// Whether bytes are missing of a sound of a type.
    static func isMissing(of type: String?, in descriptor: CInt, size: Int64) -> Bool {
        switch type {
        case "audio/mpeg": isShorterThanXingSays(descriptor, size)
        case "audio/ogg", "video/ogg": hasNoLastPage(descriptor, size)
        case "audio/flac": FLACEnd.isMissing(in: descriptor, size: size)
        default: false
        }
    }

    /// <http://gabriel.mp3-tech.org/mp3infotag.html>: the first frame says how many bytes there are from it on.
    private static func isShorterThanXingSays(_ descriptor: CInt, _ size: Int64) -> Bool {
        let start = lengthOfID3(descriptor)
        let frame = bytes(of: descriptor, from: start, count: 64)
        // Behind the frame's head, its checksum and its side information, whose length is one of three.
        let places = [9, 17, 32].flatMap { [4 + $0, 6 + $0] }
        let name = places.first { place in
            guard frame.count >= place + 16 else { return false }
            let word = Array(frame[place..<(place + 4)])
            return word == Array("Xing".utf8) || word == Array("Info".utf8)
        }
        guard let name else { return false }
        let flags = number(frame[(name + 4)..<(name + 8)])
        guard flags & 2 != 0 else { return false }
        let place = name + 8 + (flags & 1 != 0 ? 4 : 0)
        guard frame.count >= place + 4 else { return false }
        return start + number(frame[place..<(place + 4)]) > size
    }

    /// <https://id3.org/id3v2.4.0-structure>, section 3.1; 0 where there is none.
    static func lengthOfID3(_ descriptor: CInt) -> Int64 {
        let head = bytes(of: descriptor, from: 0, count: 10)
        guard head.count == 10, head.starts(with: "ID3".utf8) else { return 0 }
        let length = head[6...].reduce(0) { $0 << 7 | Int64($1 & 0x7F) }
        let hasFoot = head[5] & 0x10 != 0
        return 10 + length + (hasFoot ? 10 : 0)
    }

    /// RFC 3533, section 6: a page has at most 65,307 bytes, and the last one is marked as the end of its stream.
    private static func hasNoLastPage(_ descriptor: CInt, _ size: Int64) -> Bool {
        let reach = min(size, 65_307)
        let end = bytes(of: descriptor, from: size - reach, count: Int(reach))
        let mark = Array("OggS".utf8)
        var place = end.count - 27
        while place >= 0, !end[place...].starts(with: mark) { place -= 1 }
        guard place >= 0 else { return true }
        let segments = Int(end[place + 26])
        guard end.count >= place + 27 + segments else { return true }
        let length = end[(place + 27)..<(place + 27 + segments)].reduce(27 + segments) { $0 + Int($1) }
        let isLast = end[place + 5] & 4 != 0
        return !isLast || place + length > end.count
    }

    /// At most so many bytes, fewer at the end.
    static func bytes(of descriptor: CInt, from place: Int64, count: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let read = pread(descriptor, &bytes, count, off_t(place))
        return Array(bytes.prefix(max(0, read)))
    }

    static func number(_ bytes: ArraySlice<UInt8>) -> Int64 { bytes.reduce(0) { $0 << 8 | Int64($1) } }
}
