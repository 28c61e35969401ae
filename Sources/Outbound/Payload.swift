/// The bytes of a body, held once for all the transfers that send them.
package final class Payload: Sendable {
    package let bytes: [UInt8]

    package init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }
}
