// libFuzzer calls these two, and brings its own main: https://llvm.org/docs/LibFuzzer.html

/// What the one executable tries: said once, by the argument `--target=NAME`, before anything is tried.
private let target: FuzzTarget = {
    let prefix = "--target="
    let name = CommandLine.arguments.last { $0.hasPrefix(prefix) }?.dropFirst(prefix.count) ?? ""
    guard let target = FuzzTarget(rawValue: String(name)) else {
        let names = FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")
        fatalError("\(prefix)\(name) is none of \(names)")
    }
    return target
}()

@_cdecl("LLVMFuzzerTestOneInput")
func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.take(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
