import Foundation
import TestSupport

/// An nginx that serves a folder as the manual says, and ends with the test.
final class Nginx {
    let port: Int
    private let place: TemporaryFolder
    private let process: Child

    var http: HTTP { HTTP(port: port) }

    init(serving folder: String, port: Int, hub: Int) throws {
        self.port = port
        place = try TemporaryFolder()
        try place.write(
            """
            user root;
            daemon off;
            pid \(place.path)/pid;
            error_log \(place.path)/errors;
            events {}
            http {
                access_log off;
                client_body_temp_path \(place.path);
                proxy_temp_path \(place.path);
                fastcgi_temp_path \(place.path);
                uwsgi_temp_path \(place.path);
                scgi_temp_path \(place.path);
                include /etc/nginx/mime.types;
                server {
                    listen 127.0.0.1:\(port);
                    root \(folder);
                    \(try Self.manual.replacing("127.0.0.1:8080", with: "127.0.0.1:\(hub)"))
                }
            }
            """,
            to: "conf"
        )
        process = try Child(
            ["/usr/sbin/nginx", "-p", place.path, "-c", place.path + "/conf"],
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
