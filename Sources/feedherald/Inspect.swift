import ArgumentParser
import Glibc
import Media

/// `feedherald inspect`: the child that looks at pictures and sounds for a pass, and is nobody's to call.
struct Inspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Looks at open files for another feedherald.",
        shouldDisplay: false
    )

    @Argument(help: "How many files are open, from number 3 on.")
    var count: Int

    func run() throws {
        Glibc.exit(Inspection.run(count: max(0, min(count, 1_024))).rawValue)
    }
}
