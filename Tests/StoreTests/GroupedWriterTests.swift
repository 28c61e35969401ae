import Foundation
import GRDB
import TestSupport
import Testing

@testable import Store

/// The writer that commits for all who wait.
@Suite struct GroupedWriterTests {
    private struct Refused: Error {}

    private func table(in folder: TemporaryFolder) async throws -> DatabasePool {
        let pool = try DatabasePool(path: folder.store)
        try await pool.write { db in
            try db.execute(sql: "CREATE TABLE line (number INTEGER PRIMARY KEY AUTOINCREMENT, text TEXT)")
        }
        return pool
    }

    private func lines(in folder: TemporaryFolder) throws -> [String] {
        try DatabaseQueue(path: folder.store).read { db in
            try String.fetchAll(db, sql: "SELECT text FROM line ORDER BY number")
        }
    }

    @Test func `many writes at a time are all there when they return, but for the one that fails`()
        async throws
    {
        let folder = try TemporaryFolder()
        let writer = GroupedWriter(try await table(in: folder))
        let failed = try await withThrowingTaskGroup(of: Int?.self) { group in
            for number in 0..<500 {
                group.addTask {
                    do {
                        try await writer.write { db in
                            try db.execute(sql: "INSERT INTO line (text) VALUES (?)", arguments: [number])
                            if number == 250 { throw Refused() }
                        }
                        return nil
                    } catch is Refused {
                        return number
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1.map { [$0] } ?? [] }
        }
        #expect(failed == [250])
        #expect(Set(try lines(in: folder)) == Set((0..<500).filter { $0 != 250 }.map(String.init)))
    }

    @Test func `writes are carried out in the order in which they came`() async throws {
        let folder = try TemporaryFolder()
        let writer = GroupedWriter(try await table(in: folder))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for lane in ["a", "b", "c"] {
                group.addTask {
                    for number in 100..<200 {
                        try await writer.write { db in
                            try db.execute(
                                sql: "INSERT INTO line (text) VALUES (?)",
                                arguments: ["\(lane)\(number)"]
                            )
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let lines = try lines(in: folder)
        for lane in ["a", "b", "c"] {
            #expect(lines.filter { $0.hasPrefix(lane) } == (100..<200).map { "\(lane)\($0)" })
        }
    }

    @Test func `each write is durable when it returns`() async throws {
        let folder = try TemporaryFolder()
        let writer = GroupedWriter(try await table(in: folder))
        for number in 0..<20 {
            try await writer.write { db in
                try db.execute(sql: "INSERT INTO line (text) VALUES (?)", arguments: [number])
            }
            #expect(try lines(in: folder).count == number + 1)
        }
    }

    @Test func `a write whose caller is cancelled is carried out all the same`() async throws {
        let folder = try TemporaryFolder()
        let writer = GroupedWriter(try await table(in: folder))
        let caller = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return try await writer.write { db in
                try db.execute(sql: "INSERT INTO line (text) VALUES ('one')")
                return Task.isCancelled
            }
        }
        #expect(try await caller.value == false)
        #expect(try lines(in: folder) == ["one"])
    }

    @Test func `a write that undoes the whole transaction fails for all in it, with its own reason`()
        async throws
    {
        let folder = try TemporaryFolder()
        let pool = try await table(in: folder)
        let writer = GroupedWriter(pool)
        let texts = await withTaskGroup(of: (String, Bool).self) { group in
            for number in 0..<50 {
                group.addTask {
                    do {
                        try await writer.write { db in
                            try db.execute(sql: "INSERT INTO line (text) VALUES (?)", arguments: [number])
                            if number == 25 {
                                try db.execute(sql: "INSERT OR ROLLBACK INTO line (number) VALUES (1), (1)")
                            }
                        }
                        return ("\(number)", true)
                    } catch let error as DatabaseError {
                        #expect(error.resultCode == .SQLITE_CONSTRAINT)
                        return ("\(number)", false)
                    } catch {
                        Issue.record(error)
                        return ("\(number)", false)
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(try lines(in: folder)) == Set(texts.filter(\.1).map(\.0)))
        #expect(!texts.contains { $0 == ("25", true) })
    }
}
