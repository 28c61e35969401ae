import Push

extension Definition {
    /// What `[push]` says of how subscribers are told, and `usual` where it is silent.
    mutating func pushPolicy(else usual: PushPolicy = PushPolicy()) -> PushPolicy {
        var policy = usual
        policy.leases = leases(else: policy.leases)
        if let word = string("signature", in: "push") {
            if let method = Signature.Method(rawValue: word) {
                policy.signature = method
            } else {
                let known = Signature.Method.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")
                complain("\"signature\" must be one of \(known)", about: "signature", in: "push")
            }
        }
        if let word = string("delivery", in: "push") {
            if let extent = Delivery.Extent(rawValue: word) {
                policy.extent = extent
            } else {
                complain("\"delivery\" must be \"full\" or \"changed\"", about: "delivery", in: "push")
            }
        }
        return policy
    }

    private mutating func leases(else usual: Lease.Bounds) -> Lease.Bounds {
        var leases = usual
        leases.least = lease("least_lease") ?? leases.least
        leases.most = lease("most_lease") ?? leases.most
        leases.usual = lease("lease") ?? min(max(leases.usual, leases.least), leases.most)
        if leases.least > leases.most {
            complain("\"least_lease\" is longer than \"most_lease\" is", about: "least_lease", in: "push")
        } else if !(leases.least...leases.most).contains(leases.usual) {
            complain(
                "\"lease\" must lie between \"least_lease\" and \"most_lease\"",
                about: "lease",
                in: "push"
            )
        }
        return leases
    }

    /// Whole seconds, of which there is at least one, and at most ten years.
    private mutating func lease(_ key: String) -> Int? {
        guard let seconds = duration(key, in: "push") else { return nil }
        if (1...315_360_000).contains(seconds) { return Int(seconds) }
        complain("\"\(key)\" must be between \"1s\" and \"3650d\"", about: key, in: "push")
        return nil
    }
}
