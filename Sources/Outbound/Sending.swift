/// Many calls under way: what has become of them, and a way to call one back.
package struct Sending: Sendable {
    /// The finished ones in batches as they come; it ends after the last.
    ///
    /// Letting go of it cancels what is still queued or under way.
    package let finished: AsyncStream<[Finished]>

    let client: HTTPClient
    let batch: Int

    /// Drops one call: when this returns it is neither queued nor under way, and it is not reported any more.
    package func cancel(_ index: Int) async {
        await client.cancel(index, of: batch)
    }
}
