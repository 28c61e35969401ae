import Foundation
import NIOCore
import NIOHTTP1
import Publishing
import Push
import Readership

/// rssCloud's addresses: `/pleaseNotify`, `/ping`, and `/RPC2` for those who call procedures.
///
/// <https://github.com/rsscloud/rsscloud-server>
struct CloudRoutes {
    let hub: Hub
    let proxies: TrustedProxies

    static let paths: Set<String> = ["/pleaseNotify", "/ping", "/RPC2"]

    func answer(to request: Request) async throws -> Response {
        guard request.method == .POST else {
            return .text(.methodNotAllowed, "this address is asked with POST", headers: ["Allow": "POST"])
        }
        if request.path == "/RPC2" { return try await call(request) }
        let name = request.path == "/ping" ? "result" : "notifyResult"
        guard let format = Format(accepting: request.headers["Accept"]) else {
            return .text(.notAcceptable, "the answer is XML or JSON")
        }
        guard request.mediaType == FormFields.contentType, let fields = FormFields.decode(request.body) else {
            return try format.response(.failed("a request is a form (\(FormFields.contentType))"), name)
        }
        if request.path == "/ping" {
            guard let url = fields.first(where: { $0.0 == "url" })?.1 else {
                return try format.response(.failed("url is missing"), name)
            }
            return try format.response(try await hub.ping(url, from: caller(of: request)), name)
        }
        let wish: CloudRequest
        do throws(Refusal) {
            wish = try CloudRequest(fields: fields)
        } catch {
            return try format.response(.failed(error.description), name)
        }
        return try format.response(try await register(wish, request), name)
    }

    private func caller(of request: Request) -> Client {
        proxies.client(behind: request.peer, request.headers)
    }

    private func register(_ wish: CloudRequest, _ request: Request) async throws -> Hub.CloudAnswer {
        let caller = caller(of: request)
        return try await hub.pleaseNotify(wish, from: caller, at: caller.text)
    }

    /// The code that rssCloud's servers give all that goes wrong.
    private static let faultCode = 4

    private func call(_ request: Request) async throws -> Response {
        let answer: XMLRPC.Answer
        do throws(XMLRPCReader.Flaw) {
            let call = try XMLRPC.Call(reading: request.body)
            answer = await perform(call, request)
        } catch {
            answer = .fault(code: Self.faultCode, text: "the request \(error)")
        }
        return Response(
            .ok,
            headers: ["Content-Type": "text/xml; charset=utf-8"],
            body: .whole(ByteBuffer(bytes: answer.bytes))
        )
    }

    private func perform(_ call: XMLRPC.Call, _ request: Request) async -> XMLRPC.Answer {
        do {
            switch call.method {
            case "rssCloud.hello": return .value(.flag(true))
            case "rssCloud.ping":
                guard let url = call.parameters.first?.text else { throw Refusal.missing("the URL") }
                return Self.answer(try await hub.ping(url, from: caller(of: request)))
            case "rssCloud.pleaseNotify":
                let wish = try CloudRequest(parameters: call.parameters)
                return Self.answer(try await register(wish, request))
            default:
                return .fault(code: Self.faultCode, text: "there is no procedure \(call.method)")
            }
        } catch {
            return .fault(code: Self.faultCode, text: "\(error)")
        }
    }

    private static func answer(_ answer: Hub.CloudAnswer) -> XMLRPC.Answer {
        answer.isSuccess ? .value(.flag(true)) : .fault(code: faultCode, text: answer.text)
    }
}

extension CloudRoutes {
    /// What an answer is written in.
    enum Format {
        case xml
        case json

        /// What of these a client would rather have; nil where it takes neither (RFC 9110, section 12.5.1).
        init?(accepting lists: [String]) {
            let ranges = lists.joined(separator: ",").split(separator: ",").map(Self.range)
            if ranges.isEmpty {
                self = .xml
                return
            }
            func weight(_ names: [String]) -> (quality: Double, isExact: Bool) {
                let exact = ranges.filter { names.contains($0.name) }.map(\.quality).max()
                let families = ["*/*"] + names.map { $0.prefix { $0 != "/" } + "/*" }
                let wild = ranges.filter { families.contains($0.name) }.map(\.quality).max()
                return (exact ?? wild ?? 0, exact != nil)
            }
            let (xml, json) = (weight(["text/xml", "application/xml"]), weight(["application/json"]))
            if xml.quality == 0, json.quality == 0 { return nil }
            let isJSON =
                json.quality > xml.quality || json.quality == xml.quality && json.isExact && !xml.isExact
            self = isJSON ? .json : .xml
        }

        private static func range(_ text: Substring) -> (name: String, quality: Double) {
            let parts = text.split(separator: ";").map { $0.trimmed.lowercased() }
            let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) }
            return (parts.first ?? "", quality ?? 1)
        }

        func response(_ answer: Hub.CloudAnswer, _ name: String) throws -> Response {
            switch self {
            case .json: return try .json(Report(success: answer.isSuccess, msg: answer.text))
            case .xml:
                let xml =
                    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<\(name) success=\"\(answer.isSuccess)\" msg=\"\(answer.text.escapedForXML)\"/>\n"
                return Response(
                    .ok,
                    headers: ["Content-Type": "text/xml; charset=utf-8"],
                    body: .whole(ByteBuffer(string: xml))
                )
            }
        }

        private struct Report: Encodable {
            let success: Bool
            let msg: String
        }
    }
}

extension Hub.CloudAnswer {
    fileprivate static func failed(_ text: String) -> Self { Self(isSuccess: false, text: text) }
}
