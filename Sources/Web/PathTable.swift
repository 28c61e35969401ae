/// Values by path, found by the path's bytes where they lie: nothing is made of what a request says.
struct PathTable<Value> {
    private struct Place {
        let path: [UInt8]
        let value: Value
    }

    /// A power of two, of which half is free.
    private var places: [Place?]

    init(_ values: [String: Value] = [:]) {
        var size = 16
        while size < values.count * 2 { size *= 2 }
        places = Array(repeating: nil, count: size)
        for (path, value) in values {
            let place = Place(path: Array(path.utf8), value: value)
            let index = place.path.withUnsafeBytes { self.index(of: $0[...]) }
            places[index] = place
        }
    }

    func value(at path: Slice<UnsafeRawBufferPointer>) -> Value? { places[index(of: path)]?.value }

    /// Where a path is, or would be.
    private func index(of path: Slice<UnsafeRawBufferPointer>) -> Int {
        // FNV-1a. Paths are put in by the publisher alone, so nobody can have them collide.
        var hash: UInt64 = 14_695_981_039_346_656_037
        for byte in path { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
        let mask = places.count - 1
        var index = Int(truncatingIfNeeded: hash ^ hash >> 32) & mask
        while let place = places[index] {
            if place.path.count == path.count, place.path.elementsEqual(path) { break }
            index = (index + 1) & mask
        }
        return index
    }
}
