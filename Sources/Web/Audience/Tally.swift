import NIOCore
import Readership

/// What one event loop has answered and not yet handed over: to note an answer is to append a value, or to add to one.
///
/// When those who count are behind, a batch is thrown away and its size told: nobody waits for being counted.
final class Tally {
    /// A batch.
    private static let most = 1_024
    private static let mostUnderWay = 8
    private static let delay = TimeAmount.seconds(5)
    /// A power of two: how many agents are known at a time.
    private static let places = 1_024
    /// A power of two: how many visits of a batch are known, of those to which another may be added.
    private static let mostRecent = 256

    private let audience: Audience
    private let loop: any EventLoop
    private var visits: [Visit] = []
    private var fetches: [EpisodeFetch] = []
    /// Who called itself so lately, by the hash of what it called itself.
    private var visitors: [(hash: Int, visitor: Visitor)]
    /// Where in the batch the visits are that came last, by what is equal in those that are added up.
    private var recent: [(key: Int, batch: Int, place: Int)]
    private var batch = 1
    private var isDue = false
    private var lost = 0
    private var underWay = 0
    private var last: Task<Void, Never>?

    init(_ audience: Audience, loop: any EventLoop) {
        self.audience = audience
        self.loop = loop
        visitors = [(hash: Int, visitor: Visitor)](repeating: (0, Visitor()), count: Self.places)
        recent = [(key: Int, batch: Int, place: Int)](repeating: (0, 0, 0), count: Self.mostRecent)
    }

    /// Notes an answer.
    func note(
        _ subject: Subject,
        agent: UnsafeRawBufferPointer,
        _ client: Client,
        isHead: Bool,
        isUnchanged: Bool,
        sent: Int
    ) {
        let saved = isHead ? 0 : max(0, subject.size - sent)
        let (hash, visitor) = visitor(agent)
        // Who asks again and again, a proxy say, is added up: that costs half as much.
        var key = hash &+ Int(truncatingIfNeeded: subject.document) &+ (isUnchanged ? 1 : 0)
        key = (key ^ Int(truncatingIfNeeded: client.low)) &* 0x1E37_79B9_7F4A_7C15
        let slot = (key >> 32) & (Self.mostRecent - 1)
        let known = recent[slot]
        if known.key == key, known.batch == batch, visits[known.place].client == client,
            visits[known.place].document == subject.document, visits[known.place].isUnchanged == isUnchanged
        {
            return visits[known.place].again(sent: sent, saved: saved)
        }
        recent[slot] = (key, batch, visits.count)
        visits.append(
            Visit(
                feed: subject.feed,
                document: subject.document,
                visitor: visitor,
                client: client,
                isUnchanged: isUnchanged,
                sent: sent,
                saved: saved
            )
        )
        handOverSoon()
    }

    /// Notes that somebody was sent bytes of an episode.
    func note(
        _ episode: LentEpisode,
        agent: UnsafeRawBufferPointer,
        _ client: Client,
        sent: Int,
        at second: Int
    ) {
        fetches.append(
            EpisodeFetch(
                feed: episode.feed,
                file: episode.file,
                size: episode.size,
                duration: episode.duration,
                range: episode.first..<episode.first + Int64(sent),
                visitor: visitor(agent).visitor,
                client: client,
                second: second
            )
        )
        handOverSoon()
    }

    /// Hands over what there is; done when all that was noted before is counted.
    @discardableResult
    func handOver() -> Task<Void, Never>? {
        guard !visits.isEmpty || !fetches.isEmpty else { return last }
        let batch = (visits: visits, fetches: fetches)
        visits = []
        fetches = []
        self.batch += 1
        if underWay >= Self.mostUnderWay {
            lost += batch.visits.reduce(batch.fetches.count) { $0 + $1.requests }
            return last
        }
        visits.reserveCapacity(batch.visits.count)
        let (before, lost, bound) = (last, self.lost, NIOLoopBound(self, eventLoop: loop))
        self.lost = 0
        underWay += 1
        let task = Task { [audience, loop] in
            await before?.value
            await audience.take(batch.visits, batch.fetches, lost: lost)
            loop.execute { bound.value.underWay -= 1 }
        }
        last = task
        return task
    }

    private func handOverSoon() {
        if visits.count + fetches.count >= Self.most {
            handOver()
        } else if !isDue {
            isDue = true
            let bound = NIOLoopBound(self, eventLoop: loop)
            loop.scheduleTask(in: Self.delay) {
                bound.value.isDue = false
                bound.value.handOver()
            }
        }
    }

    /// Who calls itself so, and the hash of that.
    private func visitor(_ agent: UnsafeRawBufferPointer) -> (hash: Int, visitor: Visitor) {
        var hasher = Hasher()
        hasher.combine(bytes: UnsafeRawBufferPointer(rebasing: agent.prefix(Visitor.longest)))
        let hash = hasher.finalize()
        let place = hash & (Self.places - 1)
        if visitors[place].hash == hash { return visitors[place] }
        let visitor = Visitor(userAgent: agent)
        visitors[place] = (hash, visitor)
        return (hash, visitor)
    }
}
