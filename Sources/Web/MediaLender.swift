import Articles
import Feeds
import Foundation
import NIOCore
import NIOHTTP1
import Publishing
import Reactor
import Store

/// Opens files for those who ask, on a queue of its own: a disk may let one wait.
actor MediaLender: QueueActor {
    nonisolated let executor = QueueExecutor("web.media")

    /// The answer to a GET or HEAD for a file; nil where it is not there any more.
    func response(
        to request: Request,
        for path: String,
        in folders: MediaFolders,
        known: StoredMedia?,
        at now: Date = Date()
    ) -> Response? {
        guard let media = folders.open(path) else { return nil }
        let file = media.file
        let modified = Date(
            timeIntervalSince1970: min(Double(file.modified / 1_000_000_000), now.timeIntervalSince1970)
        )
        let etag =
            "\"\([file.inode, UInt64(bitPattern: file.size), UInt64(bitPattern: file.modified)].map { String($0, radix: 36) }.joined(separator: "-"))\""
        var headers: HTTPHeaders = [
            "Content-Type": StoredMedia.type(of: file, known: known),
            "Last-Modified": modified.httpDate,
            "ETag": etag,
            "Accept-Ranges": "bytes",
            "Cache-Control": "public, max-age=300",
            "X-Content-Type-Options": "nosniff",
            "Access-Control-Allow-Origin": "*",
        ]
        if let type = headers.first(name: "Content-Type"), type.contains("html") || type.contains("xml") {
            // Markup of somebody's is no page of this site, and may do nothing.
            headers.add(
                name: "Content-Security-Policy",
                value: "default-src 'none'; style-src 'unsafe-inline'; sandbox"
            )
        }
        if ConditionalRequest.isNotModified(request.headers, etag: etag, lastModified: modified) {
            headers.remove(name: "Content-Type")
            return Response(.notModified, headers: headers)
        }
        func lent(_ response: Response) -> Response {
            Self.lent(response, path, size: file.size, duration: known?.measurement.duration)
        }
        switch range(of: request, size: file.size, etag: etag, modified: modified) {
        case .whole: return lent(Response(.ok, headers: headers, body: .file(media, 0..<file.size)))
        case .part(let range):
            headers.add(
                name: "Content-Range",
                value: "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(file.size)"
            )
            return lent(Response(.partialContent, headers: headers, body: .file(media, range)))
        case .unsatisfiable:
            return .text(
                .rangeNotSatisfiable,
                "the file has \(file.size) bytes",
                headers: ["Content-Range": "bytes */\(file.size)", "Accept-Ranges": "bytes"]
            )
        }
    }

    /// What is played is counted.
    private static func lent(_ response: Response, _ path: String, size: Int64, duration: Double?) -> Response
    {
        let type = response.headers.first(name: "Content-Type") ?? ""
        guard type.hasPrefix("audio/") || type.hasPrefix("video/"), case .file(_, let range) = response.body
        else { return response }
        var response = response
        response.episode = LentEpisode(file: path, size: size, duration: duration, first: range.lowerBound)
        return response
    }

    /// Ranges are of a GET alone (RFC 9110, section 14.2), and of the version that is meant (section 13.1.5).
    private func range(of request: Request, size: Int64, etag: String, modified: Date) -> ByteRange {
        guard request.method == .GET else { return .whole }
        if let condition = request.header("If-Range")?[...].trimmed {
            let isMeant =
                condition.hasPrefix("\"")
                ? condition == etag : Date(httpDate: String(condition)) == modified
            if !isMeant { return .whole }
        }
        return ByteRange(request.header("Range"), of: size)
    }
}
