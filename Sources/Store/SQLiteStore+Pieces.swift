import Feeds
import Foundation
import GRDB

/// How a document's pieces lie in rows: each once, under its hash.
extension FeedDocument {
    /// The hashes of the pieces, in their order.
    var pieceList: Data { Data(hashes: pieces.map(\.hash)) }

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
        var kept: Set<Fingerprint> = Set(minimumCapacity: pieces.count)
        for piece in pieces where kept.insert(piece.hash).inserted && old.remove(piece.hash) == nil {
            try insertion.execute(arguments: [topic, Data(hashes: [piece.hash]), Data(piece.bytes), version])
        }
        let deletion = try db.cachedStatement(sql: "DELETE FROM piece WHERE topic = ? AND hash = ?")
        for hash in old { try deletion.execute(arguments: [topic, Data(hashes: [hash])]) }
    }
}

extension Piece {
    /// The pieces that a list names.
    static func all(_ list: Data, of topic: Int64, in db: Database) throws -> [Piece] {
        try all(list.hashes, of: topic, in: db)
    }

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
        let isNewer = Set(newer.flatMap(\.hashes))
        let hashes = list.hashes
        let wanted = hashes.enumerated().filter { place, hash in
            place == 0 || place == hashes.count - 1 || isNewer.contains(hash)
        }
        return try all(wanted.map(\.element), of: topic, in: db)
    }

    private static func all(_ hashes: [Fingerprint], of topic: Int64, in db: Database) throws -> [Piece] {
        let statement = try db.cachedStatement(sql: "SELECT bytes FROM piece WHERE topic = ? AND hash = ?")
        return try hashes.map { hash in
            guard let bytes = try Data.fetchOne(statement, arguments: [topic, Data(hashes: [hash])]) else {
                throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "a document lacks a piece")
            }
            return Piece(hash: hash, bytes: [UInt8](bytes))
        }
    }
}

/// Sixteen bytes a hash, the first one first.
extension Data {
    fileprivate init(hashes: [Fingerprint]) {
        let words = hashes.flatMap { [$0.high.bigEndian, $0.low.bigEndian] }
        self = words.withUnsafeBytes { Data($0) }
    }

    fileprivate var hashes: [Fingerprint] {
        withUnsafeBytes { bytes in
            func word(_ number: Int) -> UInt64 {
                UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: number * 8, as: UInt64.self))
            }
            return (0..<bytes.count / 16).map { Fingerprint(high: word(2 * $0), low: word(2 * $0 + 1)) }
        }
    }
}
