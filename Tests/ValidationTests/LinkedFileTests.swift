import Foundation
import Testing
import Validation

struct LinkedFileTests {
    private func rules(_ answer: LinkedFile.Answer, of kind: LinkedFile.Kind = .enclosure) throws -> [String]
    {
        let verdict = Validator.judge(Array(Template.podcast.document.utf8), now: Template.now)
        #expect(verdict.files.map(\.kind) == [.enclosure, .cover])
        let file = try #require(verdict.files.first { $0.kind == kind })
        return verdict.adding([(file, answer)]).findings.map(\.rule)
    }

    private func answer(_ type: String, _ fields: [(String, String)] = [], status: Int = 200)
        -> LinkedFile.Answer
    {
        let all = [("content-type", type)] + fields
        return .answered(Exchange.Answer(url: "https://example.org/ferry.mp3", status: status, fields: all))
    }

    @Test func `a file is as the feed says`() throws {
        let good = [("accept-ranges", "bytes"), ("content-length", "1234567")]
        #expect(try rules(answer("audio/mpeg", good)) == [])
        #expect(try rules(answer("text/html", good)) == ["file-type"])
        #expect(try rules(answer("audio/mpeg", [good[0], ("content-length", "5")])) == ["file-length"])
        #expect(try rules(answer("audio/mpeg", [good[1]])) == ["no-ranges"])
        #expect(try rules(answer("text/html", status: 404)) == ["file-missing"])
        #expect(try rules(.unreachable(reason: "no such host")) == ["file-missing"])
    }

    @Test func `a cover is a JPEG or PNG`() throws {
        #expect(try rules(answer("image/png"), of: .cover) == [])
        #expect(try rules(answer("image/webp"), of: .cover) == ["cover-format"])
        #expect(try rules(answer("image/png", status: 410), of: .cover) == ["file-missing"])
    }
}
