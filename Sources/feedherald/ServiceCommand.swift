import ArgumentParser
import Foundation

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
            let real = URL(filePath: folder).resolvingSymlinksInPath().path + "/"
            // What the unit hides has to be shown again.
            let isInHome = ["/home/", "/root/", "/run/user/"].contains { real.hasPrefix($0) }
            let isTemporary = ["/tmp/", "/var/tmp/"].contains { real.hasPrefix($0) }
            print(
                """
                [Service]
                Environment="FEEDHERALD_DIR=\(Self.escaped(folder))"
                ReadWritePaths=
                ReadWritePaths="-\(Self.escaped(folder))"
                """ + (isInHome ? "\nProtectHome=read-only" : "") + (isTemporary ? "\nPrivateTmp=no" : "")
            )
        }
    }

    /// A path between quotes in a unit, where some characters mean something (systemd.syntax(7), systemd.unit(5)).
    private static func escaped(_ path: String) -> String {
        path.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("%", with: "%%")
    }
}
