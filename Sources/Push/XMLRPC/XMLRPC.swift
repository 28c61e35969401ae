/// Calls and answers of XML-RPC, as rssCloud and ping services speak it.
///
/// <http://xmlrpc.com/spec.md>
package enum XMLRPC {
    package indirect enum Value: Equatable, Sendable {
        /// A text, and what has no other meaning here: a number with a fraction, a date.
        case string(String)
        case integer(Int)
        case flag(Bool)
        case list([Value])
        case table([String: Value])
    }

    package struct Call: Equatable, Sendable {
        package let method: String
        package let parameters: [Value]

        package init(_ method: String, _ parameters: [Value]) {
            self.method = method
            self.parameters = parameters
        }

        /// Reads a call; what it may not be is told.
        package init(reading bytes: [UInt8]) throws(XMLRPCReader.Flaw) {
            let root = try XMLRPCReader.document(bytes)
            guard root.name == "methodCall", let method = root["methodName"]?.text.trimmedOfSpace,
                XMLRPC.isName(method)
            else { throw XMLRPCReader.Flaw("is no method call") }
            self.init(method, try root["params"].map(XMLRPC.parameters) ?? [])
        }

        package var bytes: [UInt8] {
            let params = parameters.map { "<param>\($0.xml)</param>" }.joined()
            return Array(
                "\(head)<methodCall><methodName>\(method)</methodName><params>\(params)</params></methodCall>"
                    .utf8
            )
        }
    }

    package enum Answer: Equatable, Sendable {
        case value(Value)
        case fault(code: Int, text: String)

        /// Reads an answer.
        package init(reading bytes: [UInt8]) throws(XMLRPCReader.Flaw) {
            let root = try XMLRPCReader.document(bytes)
            guard root.name == "methodResponse" else { throw XMLRPCReader.Flaw("is no answer") }
            if let params = root["params"], let value = try XMLRPC.parameters(params).first {
                self = .value(value)
            } else if let fault = root["fault"]?["value"], case .table(let table) = try XMLRPC.value(fault) {
                let code: Int = if case .integer(let code)? = table["faultCode"] { code } else { 0 }
                let text: String = if case .string(let text)? = table["faultString"] { text } else { "" }
                self = .fault(code: code, text: text)
            } else {
                throw XMLRPCReader.Flaw("is no answer")
            }
        }

        package var bytes: [UInt8] {
            let content =
                switch self {
                case .value(let value): "<params><param>\(value.xml)</param></params>"
                case .fault(let code, let text):
                    "<fault>\(Value.table(["faultCode": .integer(code), "faultString": .string(text)]).xml)</fault>"
                }
            return Array("\(head)<methodResponse>\(content)</methodResponse>".utf8)
        }
    }

    private static let head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

    /// Whether a method may be called so: letters, digits, underscores, dots, colons and slashes.
    package static func isName(_ text: String) -> Bool {
        (1...255).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."),
                    UInt8(ascii: ":"), UInt8(ascii: "/"):
                    true
                default: false
                }
            }
    }

    private static func parameters(_ node: XMLRPCReader.Node) throws(XMLRPCReader.Flaw) -> [Value] {
        var values: [Value] = []
        for param in node.children where param.name == "param" {
            guard let node = param["value"] else {
                throw XMLRPCReader.Flaw("has a parameter without a value")
            }
            values.append(try value(node))
        }
        return values
    }

    private static func value(_ node: XMLRPCReader.Node) throws(XMLRPCReader.Flaw) -> Value {
        // What has no type is a text.
        guard let typed = node.children.first else { return .string(node.text) }
        switch typed.name {
        case "i4", "int":
            guard let number = Int(typed.text.trimmedOfSpace) else {
                throw XMLRPCReader.Flaw("has a number that is none")
            }
            return .integer(number)
        case "boolean":
            switch typed.text.trimmedOfSpace.lowercased() {
            case "1", "true": return .flag(true)
            case "0", "false": return .flag(false)
            default: throw XMLRPCReader.Flaw("has a boolean that is none")
            }
        case "array":
            var list: [Value] = []
            for child in typed["data"]?.children ?? [] { list.append(try value(child)) }
            return .list(list)
        case "struct":
            var table: [String: Value] = [:]
            for member in typed.children where member.name == "member" {
                if let name = member["name"], let node = member["value"] {
                    table[name.text] = try value(node)
                }
            }
            return .table(table)
        default: return .string(typed.text)
        }
    }
}

extension XMLRPC.Value {
    fileprivate var xml: String {
        switch self {
        case .string(let text): "<value>\(text.escapedForXML)</value>"
        case .integer(let number): "<value><int>\(number)</int></value>"
        case .flag(let flag): "<value><boolean>\(flag ? 1 : 0)</boolean></value>"
        case .list(let list): "<value><array><data>\(list.map(\.xml).joined())</data></array></value>"
        case .table(let table):
            "<value><struct>"
                + table.sorted { $0.key < $1.key }.map {
                    "<member><name>\($0.key.escapedForXML)</name>\($0.value.xml)</member>"
                }.joined() + "</struct></value>"
        }
    }
}

extension String {
    var trimmedOfSpace: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }

    /// As text between tags; what XML cannot hold is left out.
    package var escapedForXML: String {
        var text = ""
        for scalar in unicodeScalars {
            switch scalar {
            case "&": text += "&amp;"
            case "<": text += "&lt;"
            case ">": text += "&gt;"
            case "\"": text += "&quot;"
            case "\t", "\n", "\r": text.unicodeScalars.append(scalar)
            case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": break
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
