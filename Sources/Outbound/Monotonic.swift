import Glibc

/// The clock that machines wait by.
enum Monotonic {
    /// In seconds, from a start that means nothing.
    static var now: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
