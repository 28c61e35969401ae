import Foundation
import Glibc
import TestSupport

/// An nginx that serves a folder as the manual says, and ends with the test.
final class Nginx {
    let port: Int
    private let place: TemporaryFolder
    private let process: Child

    var http: HTTP { HTTP(port: port) }

    /// Without the rules beside the files it is any host of plain files.
    init(serving folder: String, port: Int, hub: Int, hasRules: Bool = true, log: String = "off") throws {
        self.port = port
        place = try TemporaryFolder()
        let rules = "include /srv/public/.feedherald-*.conf;"
        let manual = try Self.manual.replacing(rules, with: hasRules ? rules : "")
            .replacing("127.0.0.1:8080", with: "127.0.0.1:\(hub)").replacing("/srv/public", with: folder)
        try place.write(
            """
            user root;
            daemon off;
            pid \(place.path)/pid;
            error_log \(place.path)/errors;
            events {}
            http {
                access_log \(log);
                client_body_temp_path \(place.path);
                proxy_temp_path \(place.path);
                fastcgi_temp_path \(place.path);
                uwsgi_temp_path \(place.path);
                scgi_temp_path \(place.path);
                include \(Self.types);
                server {
                    listen 127.0.0.1:\(port);
                    root \(folder);
                    \(manual)
                }
            }
            """,
            to: "conf"
        )
        process = try Child(
            [Self.program, "-p", place.path, "-c", place.path + "/conf"],
            output: place.path + "/output"
        )
        do {
            try eventually("nginx answers") {
                guard process.isRunning else { throw Waited(description: "nginx has ended") }
                return try http.ask("GET", "/").status > 0
            }
        } catch {
            throw Waited(description: "\(error): \(try (place.path + "/output").contents)")
        }
    }

    /// Has it read its configuration again, with what that includes, and waits until nobody answers by the old one.
    func reload() throws {
        let old = try workers
        kill(process.id, SIGHUP)
        try eventually("nginx has read its configuration") {
            let now = try workers
            return !now.isEmpty && now.isDisjoint(with: old)
        }
    }

    private var workers: Set<Substring> {
        get throws {
            Set(try "/proc/\(process.id)/task/\(process.id)/children".contents.split(separator: " "))
        }
    }

    /// Where `.ci/setup` unpacks it where it is not installed.
    private static let unpacked = URL(filePath: #filePath).appending(path: "../../../.build/nginx")
        .standardized.path
    private static let isUnpacked = access(unpacked, F_OK) == 0
    private static let program = isUnpacked ? unpacked + "/usr/sbin/nginx" : "nginx"
    private static let types = (isUnpacked ? unpacked : "") + "/etc/nginx/mime.types"

    /// What the README has between `root` and the end of its server: it is tested as it is read.
    private static var manual: String {
        get throws {
            let file = URL(filePath: #filePath).appending(path: "../../../README.md").standardized
            let text = try String(contentsOf: file, encoding: .utf8)
            guard let match = text.firstMatch(of: /root \/srv\/public;\n((?:.|\n)*?)\n}\n```/) else {
                throw Waited(description: "the README says how nginx serves the output")
            }
            return String(match.output.1)
        }
    }
}
