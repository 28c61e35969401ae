import Foundation
import Testing
import Validation

struct BreachTests {
    @Test(arguments: Template.allCases)
    func `of a good feed nothing is said`(template: Template) {
        let verdict = Validator.judge(Array(template.document.utf8), now: Template.now)
        // RSS 1.0 cannot say most of what is recommended.
        #expect(verdict.findings == [])
        #expect(verdict.entries == 1)
    }

    @Test(
        arguments: Breach.xml + Breach.structure + Breach.values + Breach.text + Breach.rss + Breach.atom
            + Breach.links + Breach.podcast + Breach.json
    )
    func `a breach is found where it stands, and nothing is said when it is mended`(breach: Breach) {
        let verdict = Validator.judge(Array(breach.brokenDocument.utf8), now: Template.now)
        let found = verdict.findings.filter { $0.rule == breach.rule }
        #expect(!found.isEmpty, "\(verdict.findings.map(\.rule))")
        if let mark = breach.mark {
            let places = found.compactMap(\.place).map { [$0.line, $0.column] }
            #expect(places.contains(mark))
        }
        for finding in verdict.findings {
            #expect(!finding.message.isEmpty && !finding.why.isEmpty && !finding.fix.isEmpty)
            #expect(finding.why.hasSuffix(".") && !finding.fix.hasSuffix("."))
        }
        let mended = Validator.judge(Array(breach.mendedDocument.utf8), now: Template.now)
        #expect(mended.findings == [])
    }
}
