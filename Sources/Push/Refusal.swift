/// Why a subscription request is answered with a 4xx status; its description is the text of that answer.
package enum Refusal: Error, Equatable, Sendable, CustomStringConvertible {
    case missing(String)
    case repeated(String)
    /// A field, and what about it is wrong.
    case unfit(String, String)

    package var description: String {
        switch self {
        case .missing(let field): "\(field) is missing"
        case .repeated(let field): "\(field) is given more than once"
        case .unfit(let field, let flaw): "\(field) \(flaw)"
        }
    }
}
