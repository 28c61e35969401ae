import Feeds
import Testing

@testable import Publishing

@Suite struct `The type of a file` {
    @Test(arguments: [
        ("a.webm", "audio/webm", "audio/webm"), ("a.webm", "video/webm", "video/webm"),
        ("a.mka", "audio/matroska", "audio/matroska"), ("a.ogg", "video/ogg", "video/ogg"),
        ("a.mp3", nil, "application/octet-stream"), ("a.vtt", nil, "text/vtt"),
    ])
    func `is that of its content, where that says it`(name: String, content: String?, type: String) {
        #expect(MediaType.of(name, holding: MediaFacts(type: content)) == type)
    }

    @Test(arguments: [
        ("a.mka", "audio/matroska"), ("a.WEBA", "audio/webm"), ("a", "application/octet-stream"),
    ])
    func `is that of its name, where nobody has looked`(name: String, type: String) {
        #expect(MediaType.of(name, holding: nil) == type)
    }
}
