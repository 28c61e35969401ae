import Feeds
import Foundation
import GRDB

/// How a document's pieces lie in rows: each once, under its hash.
extension FeedDocument {
    /// The hashes of the pieces, in their order.
    var pieceList: Data { pieces.reduce(into: Data(capacity: pieces.count * 16)) { $0 += $1.hash.data } }

    /// Writes those pieces that are not there yet, and takes away those that are in no document any more.
    func writePieces(to topic: Int64, in db: Database) throws {
        let list = try Data.fetchOne(
            db.cachedStatement(sql: "SELECT pieces FROM document WHERE topic = ?"),
            arguments: [topic]
        )
        var old = Set((list ?? Data()).hashes)
        let insertion = try db.cachedStatement(
            sql: "INSERT OR IGNORE INTO piece (topic, hash, bytes, since) VALUES (?, ?, ?, ?)"
        )
        var kept: Set<Data> = []
        for piece in pieces {
            let hash = piece.hash.data
            guard kept.insert(hash).inserted, old.remove(hash) == nil else { continue }
            try insertion.execute(arguments: [topic, hash, Data(piece.bytes), version])
        }
        let deletion = try db.cachedStatement(sql: "DELETE FROM piece WHERE topic = ? AND hash = ?")
        for hash in old { try deletion.execute(arguments: [topic, hash]) }
    }
}

extension Piece {
    /// The pieces that a list names.
    static func all(_ list: Data, of topic: Int64, in db: Database) throws -> [Piece] {
        let statement = try db.cachedStatement(sql: "SELECT bytes FROM piece WHERE topic = ? AND hash = ?")
        return try list.hashes.map { hash in
            guard let bytes = try Data.fetchOne(statement, arguments: [topic, hash]) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a document lacks a piece")
            }
            return Piece(hash: Fingerprint(hash), bytes: [UInt8](bytes))
        }
    }
}

extension Piece {
    /// Of the pieces that a list names, the first and the last, and those that came with a version after this one.
    static func all(
        _ list: Data,
        of topic: Int64,
        newerThan version: Int64,
        in db: Database
    ) throws -> [Piece] {
        let newer = try Data.fetchSet(
            db.cachedStatement(sql: "SELECT hash FROM piece WHERE topic = ? AND since > ?"),
            arguments: [topic, version]
        )
        let hashes = list.hashes
        let wanted = hashes.enumerated().filter { place, hash in
            place == 0 || place == hashes.count - 1 || newer.contains(hash)
        }
        return try all(wanted.reduce(into: Data()) { $0 += $1.element }, of: topic, in: db)
    }
}

extension Data {
    fileprivate var hashes: [Data] {
        stride(from: startIndex, to: endIndex, by: 16).map { Data(self[$0..<Swift.min($0 + 16, endIndex)]) }
    }
}

extension Fingerprint {
    fileprivate var data: Data {
        var words = (high.bigEndian, low.bigEndian)
        return withUnsafeBytes(of: &words) { Data($0) }
    }

    fileprivate init(_ data: Data) {
        let words = data.withUnsafeBytes { bytes in
            (bytes.loadUnaligned(as: UInt64.self), bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
        }
        self.init(high: UInt64(bigEndian: words.0), low: UInt64(bigEndian: words.1))
    }
}
