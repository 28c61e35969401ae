import ArgumentParser
import Foundation
import Publishing
import Store

/// What every command takes.
struct StoreOptions: ParsableArguments {
    @Option(
        help:
            "The store: a path, or sqlite:// and an absolute path. [FEEDHERALD_STORE; default: DIR/.feedherald/store.sqlite]"
    )
    var store: String?

    @Option(
        name: .customLong("base-url"),
        help: "The public URL below which all addresses lie. [FEEDHERALD_BASE_URL]"
    )
    var baseURL: String?
}

/// Runs a command's work, and turns what goes wrong into a message and an exit code.
func run(_ work: () async throws -> Void) async throws {
    func fail(_ text: String, _ code: ExitCode) -> ExitCode {
        FileHandle.standardError.write(Data("feedherald: \(text)\n".utf8))
        return code
    }
    do {
        try await work()
    } catch let error as Problems {
        throw fail(error.description, Exit.badDefinition)
    } catch let error as CommandError {
        throw fail(error.description, error.code)
    } catch let error as StoreError {
        throw fail(error.description, error.exitCode)
    } catch let error as ExitCode {
        throw error
    } catch let error as ValidationError {
        throw error
    } catch {
        throw fail("\(error)", Exit.failed)
    }
}

extension StoreError {
    var exitCode: ExitCode {
        switch self {
        case .newer: Exit.badDefinition
        case .locked: Exit.busy
        case .corrupt, .unwritable, .failed: Exit.failed
        }
    }
}
