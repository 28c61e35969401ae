/// The kept table of agents, and how one is found in it.
///
/// Where a User-Agent has the marks of several, the one that stands first in the table is meant: a bot, too, calls itself
/// Mozilla.
package struct AgentTable: Sendable {
    private struct Mark {
        var bytes: [UInt8]
        var agent: Int
    }

    /// The table that figures are kept by.
    package static let known = AgentTable(
        aggregators + podcasts + readers + bots + tools + browsers + [otherAggregators, others]
    )

    package let agents: [Agent]
    /// The marks by their first byte.
    private let marks: [[Mark]]

    init(_ agents: [Agent]) {
        self.agents = agents
        var marks = [[Mark]](repeating: [], count: 256)
        for (number, agent) in agents.enumerated() {
            for mark in agent.marks {
                let bytes = Array(mark.utf8)
                guard let first = bytes.first else { continue }
                marks[Int(first)].append(Mark(bytes: bytes, agent: number))
            }
        }
        self.marks = marks
    }

    /// The agent of this name; the last one of the table where it has left it.
    package func agent(named name: String) -> Agent {
        agents.first { $0.name == name } ?? Self.others
    }

    /// The place in the table of whoever calls itself so.
    func place(of text: UnsafeRawBufferPointer) -> Int {
        var best = agents.count - 1
        for start in text.indices {
            for mark in marks[Int(text[start].lowered)] where mark.agent < best {
                if text.hasLowered(mark.bytes, at: start) { best = mark.agent }
            }
        }
        return best
    }

    /// Of whom the table knows nothing, but who says for how many it fetches.
    var placeOfOtherAggregators: Int { agents.count - 2 }

    // No User-Agent has a NUL, so nobody is found to be one of these.
    private static let otherAggregators = Agent("other aggregators", .aggregator, "\0aggregator")
    private static let others = Agent("others", .other, "\0other")
}

extension UInt8 {
    /// This letter in lower case, or whatever else it is.
    var lowered: UInt8 { self >= UInt8(ascii: "A") && self <= UInt8(ascii: "Z") ? self | 0x20 : self }
}

extension UnsafeRawBufferPointer {
    /// Whether these bytes, which are in lower case, stand at `start` in any case.
    func hasLowered(_ bytes: [UInt8], at start: Int) -> Bool {
        guard start >= 0, start + bytes.count <= count else { return false }
        for offset in bytes.indices where self[start + offset].lowered != bytes[offset] { return false }
        return true
    }
}
