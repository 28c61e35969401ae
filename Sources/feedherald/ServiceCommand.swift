import ArgumentParser
import Foundation
import Publishing

/// `feedherald service`: what the systemd unit needs for another folder.
struct ServiceCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "service",
        abstract: "Prints the systemd drop-in that another folder of feeds needs.",
        discussion: """
            Save it with:
              feedherald service --dir DIR | sudo install -D -m 644 /dev/stdin \\
                  /etc/systemd/system/feedherald.service.d/dir.conf
              sudo systemctl daemon-reload && sudo systemctl restart feedherald
            """
    )

    @Option(help: "The folder of feeds.")
    var dir: String

    func run() async throws {
        try await feedherald.run {
            let folder = Place.absolute(dir)
            if let reason = Place.reasonAgainst(folder) { throw CommandError(reason, code: Exit.failed) }
            let folders = try [folder] + [Self.output(of: folder)].compactMap(\.self)
            let real = folders.map { URL(filePath: $0).resolvingSymlinksInPath().path + "/" }
            // What the unit hides has to be shown again.
            let isInHome = real.contains { $0.hasPrefix(anyOf: ["/home/", "/root/", "/run/user/"]) }
            let isTemporary = real.contains { $0.hasPrefix(anyOf: ["/tmp/", "/var/tmp/"]) }
            let writable = folders.map { "ReadWritePaths=\"-\(Self.escaped($0))\"" }
            print(
                """
                [Service]
                Environment="FEEDHERALD_DIR=\(Self.escaped(folder))"
                ReadWritePaths=
                \(writable.joined(separator: "\n"))
                """ + (isInHome ? "\nProtectHome=read-only" : "") + (isTemporary ? "\nPrivateTmp=no" : "")
            )
        }
    }

    /// The folder that the site is written into, where it lies outside of the folder of feeds.
    private static func output(of folder: String) throws(Problems) -> String? {
        let definition = try Site.definition(in: folder)
        guard let base = Base("http://127.0.0.1:8080") else { preconditionFailure("that is a base URL") }
        let output = Site.load(folder: folder, definition: definition, base: base).output
        return output.flatMap { ($0 + "/").hasPrefix(folder + "/") ? nil : $0 }
    }

    /// A path between quotes in a unit, where some characters mean something (systemd.syntax(7), systemd.unit(5)).
    private static func escaped(_ path: String) -> String {
        path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%")
    }
}

extension String {
    fileprivate func hasPrefix(anyOf prefixes: [String]) -> Bool { prefixes.contains(where: hasPrefix) }
}
