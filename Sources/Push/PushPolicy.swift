/// What a definition says of how the subscribers of a feed are told.
package struct PushPolicy: Equatable, Sendable {
    package var leases = Lease.Bounds()
    /// By which deliveries are signed.
    package var signature = Signature.Method.sha256
    /// What of a document is delivered.
    package var extent = Delivery.Extent.full

    package init() {}
}
