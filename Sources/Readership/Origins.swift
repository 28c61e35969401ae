/// Whether requests come from many places, or all from one: then a proxy hides who asks.
package struct Origins: Sendable {
    /// Fewer may well be of one.
    private static let enough = (requests: 50, agents: 3)

    /// A name of the first address, which this process alone understands.
    private var first: Int?
    private var isOne = true
    private var agents: Set<Int> = []
    private var requests = 0

    package init() {}

    package mutating func take(_ visit: Visit) {
        guard isOne else { return }
        let name = visit.client.hashValue
        isOne = (first ?? name) == name
        first = name
        requests += visit.requests
        if agents.count < Self.enough.agents { agents.insert(visit.visitor.place) }
    }

    /// How many requests have come, all from one address though from several programs; nil where nothing is strange.
    package var hiddenRequests: Int? {
        isOne && requests >= Self.enough.requests && agents.count >= Self.enough.agents ? requests : nil
    }
}
