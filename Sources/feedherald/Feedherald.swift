import ArgumentParser

/// A folder of articles becomes feeds that readers poll and subscribers are told of.
@main
struct Feedherald: AsyncParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "feedherald",
        abstract: "Turns a folder of articles into feeds, serves them, and tells every subscriber at once.",
        version: version,
        subcommands: [
            Serve.self, Publish.self, Adopt.self, Check.self, StatusCommand.self, ReadersCommand.self,
            SubscribersCommand.self, DeliveriesCommand.self, ServiceCommand.self, Inspect.self,
        ]
    )
}

/// What a command ends with; the codes are those of sysexits(3) where it has one.
enum Exit {
    static let failed = ExitCode(1)
    static let findings = ExitCode(2)
    static let usage = ExitCode(64)
    static let unavailable = ExitCode(69)
    static let busy = ExitCode(75)
    static let badDefinition = ExitCode(78)
}
