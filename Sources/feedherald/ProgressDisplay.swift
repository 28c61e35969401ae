import Foundation
import Glibc
import Publishing

/// A progress bar on a terminal; nothing elsewhere.
struct ProgressDisplay {
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private var isShown = false

    mutating func show(_ step: Publication.Step) {
        guard isTerminal, case .attempted(let count, let total) = step, total > 0 else { return }
        let width = 30
        let filled = count * width / total
        let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
        FileHandle.standardError.write(Data("\r\(bar) \(count) of \(total) told".utf8))
        isShown = true
    }

    func end() {
        if isShown { FileHandle.standardError.write(Data("\n".utf8)) }
    }
}
