/// What a key of a TOML document stands for.
package enum TOMLValue: Equatable, Sendable {
    case text(String)
    case integer(Int)
    case number(Double)
    case flag(Bool)
    /// A date, a time or both, as TOML writes them.
    case moment(String)
    case list([TOMLValue])
    case table(TOMLTable)

    package var text: String? { if case .text(let text) = self { text } else { nil } }
    package var integer: Int? { if case .integer(let integer) = self { integer } else { nil } }
    package var flag: Bool? { if case .flag(let flag) = self { flag } else { nil } }
    package var list: [TOMLValue]? { if case .list(let list) = self { list } else { nil } }
    package var table: TOMLTable? { if case .table(let table) = self { table } else { nil } }
}
