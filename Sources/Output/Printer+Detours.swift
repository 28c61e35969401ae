import Foundation
import NIOHTTP1
import Publishing
import Web

/// What plain files cannot say is said to nginx.
extension Printer {
    /// Writes down what is elsewhere and what has gone; while a feed is unknown, all stays said of it.
    func take(_ detours: Detours, knowsAll: Bool, _ round: inout Round) async throws {
        let output = round.output
        let isThere = output.manifest.records[NginxRules.file] != nil
        if !knowsAll || output.isCurrent(NginxRules.file, detours.mark) {
            if isThere { round.kept.insert(NginxRules.file) }
            return
        }
        let base = round.site.base
        var rules = NginxRules(base: base.path.removingPercentEncoding ?? base.path)
        for (path, url) in detours.documents { rules.say(.moved(301, url), of: path) }
        for path in detours.articles {
            let response = await routes.answer(.plain(path))
            let goal = response.headers.first(name: "Location")
            switch (Int(response.status.code), goal) {
            case (let code, let goal?) where goal != base.url(of: path):
                rules.say(.moved(code, goal), of: path)
            case (410, _): rules.say(.gone, of: path)
            default: break
            }
        }
        for path in detours.gone { rules.say(.gone, of: path) }
        for path in detours.ended { rules.say(path.hasSuffix("/") ? .goneWithAll : .gone, of: path) }
        guard let text = rules.text else { return }
        round.kept.insert(NginxRules.file)
        let bytes = Array(text.utf8)
        if try !output.put(bytes, at: NginxRules.file, mark: detours.mark, modified: nil, codes: false) {
            round.printed.kept += 1
        }
    }
}
