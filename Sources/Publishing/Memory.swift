import CLinux

/// The C library's heap.
enum Memory {
    /// Gives the operating system back what a large pass has left free.
    static func giveBack() { malloc_trim(0) }
}
