import Foundation

@testable import Articles

/// Reads a text as the file at a path, in a zone.
func read(
    _ text: String,
    path: String = "hello.md",
    timezone: String = "UTC"
) throws -> Article {
    try read(Array(text.utf8), path: path, timezone: timezone)
}

/// Reads bytes as the file at a path, in a zone.
func read(_ bytes: [UInt8], path: String = "hello.md", timezone: String = "UTC") throws -> Article {
    let zone = TimeZone(identifier: timezone) ?? .gmt
    return try bytes.withUnsafeBytes { try ArticleReader(timezone: zone).read($0, path: path) }
}

/// The Problem that reading throws; nil where the file is taken.
func problem(of text: String, path: String = "hello.md") -> Problem? {
    problem(of: Array(text.utf8), path: path)
}

/// The Problem that reading throws; nil where the file is taken.
func problem(of bytes: [UInt8], path: String = "hello.md") -> Problem? {
    do {
        _ = try read(bytes, path: path)
        return nil
    } catch {
        return error as? Problem
    }
}

/// Seconds from 1970 of the date that a head of this one field says.
func seconds(_ date: String, timezone: String = "UTC") throws -> Int? {
    try read("---\ndate: \(date)\n---\n", timezone: timezone).published.map { Int($0.timeIntervalSince1970) }
}
