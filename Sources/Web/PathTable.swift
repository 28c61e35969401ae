import Glibc

/// Values by path, found by the path's bytes where they lie: nothing is made of what a request says.
struct PathTable<Value> {
    /// Where a path stands in `text`, and its value in `values`; nothing in it is counted by reference.
    private struct Place {
        var start = 0
        /// Less than nothing where the place is free.
        var count = -1
        var value = 0
    }

    /// A power of two, of which half is free.
    private var places: [Place]
    private var text: [UInt8] = []
    private var values: [Value] = []

    init(_ values: [String: Value] = [:]) {
        var size = 16
        while size < values.count * 2 { size *= 2 }
        places = Array(repeating: Place(), count: size)
        for (path, value) in values {
            let path = Array(path.utf8)
            let index = path.withUnsafeBytes { self.index(of: $0) }
            places[index] = Place(start: text.count, count: path.count, value: self.values.count)
            text += path
            self.values.append(value)
        }
    }

    func value(at path: UnsafeRawBufferPointer) -> Value? {
        let place = places[index(of: path)]
        return place.count < 0 ? nil : values[place.value]
    }

    /// Where a path is, or would be.
    private func index(of path: UnsafeRawBufferPointer) -> Int {
        // FNV-1a. Paths are put in by the publisher alone, so nobody can have them collide.
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in path { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        let mask = places.count - 1
        var index = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
        while places[index].count >= 0 {
            if isHere(path, places[index]) { break }
            index = (index + 1) & mask
        }
        return index
    }

    private func isHere(_ path: UnsafeRawBufferPointer, _ place: Place) -> Bool {
        guard place.count == path.count, let one = path.baseAddress else { return false }
        return text.withUnsafeBytes { text in
            text.baseAddress.map { memcmp(one, $0 + place.start, path.count) == 0 } ?? false
        }
    }
}
