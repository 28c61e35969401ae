/// How long a transfer has been under way, in the steps that count.
enum Age {
    /// It began a moment ago: an answer may well come.
    case prompt
    /// It takes its time.
    case young
    /// It takes long, or is of one that is known to.
    case slow

    /// In seconds: more transfers at a time than begin within it make none of them faster.
    static let moment = 0.05
    /// In seconds: who takes longer keeps no place from those who do not.
    static let patience = 1.0
}

/// The transfers under way in the order in which they began, by age.
struct Ages {
    private struct Entry {
        let transfer: Transfer
        let turn: Int
    }

    private var prompt = Queue<Entry>()
    private var young = Queue<Entry>()
    private var slow = Queue<Entry>()

    /// Takes a transfer that begins, or has got older.
    mutating func append(_ transfer: Transfer) {
        let entry = Entry(transfer: transfer, turn: transfer.turn)
        switch transfer.age {
        case .prompt: prompt.append(entry)
        case .young: young.append(entry)
        case .slow: slow.append(entry)
        }
    }

    /// One that is not of its age any more at `now`.
    mutating func next(at now: Double) -> Transfer? {
        if let first = Self.oldest(of: .prompt, in: &prompt), now - first.started >= Age.moment {
            prompt.removeFirst()
            return first
        }
        if let first = Self.oldest(of: .young, in: &young), now - first.started >= Age.patience {
            young.removeFirst()
            return first
        }
        return nil
    }

    /// When the next one is not of its age any more.
    mutating func nextMoment() -> Double? {
        let prompt = Self.oldest(of: .prompt, in: &prompt).map { $0.started + Age.moment }
        let young = Self.oldest(of: .young, in: &young).map { $0.started + Age.patience }
        guard let prompt, let young else { return prompt ?? young }
        return min(prompt, young)
    }

    /// The one that has been slow for longest.
    mutating func takeSlowest() -> Transfer? {
        guard let first = Self.oldest(of: .slow, in: &slow) else { return nil }
        slow.removeFirst()
        return first
    }

    /// The first that is still under way; those before it are dropped.
    private static func oldest(of age: Age, in queue: inout Queue<Entry>) -> Transfer? {
        while let first = queue.first {
            if first.transfer.turn == first.turn, first.transfer.job != nil, first.transfer.age == age {
                return first.transfer
            }
            queue.removeFirst()
        }
        return nil
    }
}
