import Feeds
import Foundation

/// The moments of update of the entries of one document: no two are equal, for readers of Atom go by them.
///
/// Those that are equal, as a bulk import makes them, come a second apart in the order of their ids.
enum UpdateMoments {
    /// The moments in the order of the entries; nil where they are all different as they are.
    static func apart(_ entries: [Entry]) -> [Date]? {
        if Set(entries.map(\.updated)).count == entries.count { return nil }
        let order = entries.indices.sorted { one, other in
            let (one, other) = (entries[one], entries[other])
            return one.updated == other.updated ? one.id < other.id : one.updated < other.updated
        }
        var moments = entries.map(\.updated)
        var last = Date.distantPast
        for place in order {
            moments[place] = max(moments[place], last + 1)
            last = moments[place]
        }
        return moments
    }

    /// The entries with moments that are all different.
    static func settingApart(_ entries: [Entry]) -> [Entry] {
        guard let moments = apart(entries) else { return entries }
        return zip(entries, moments).map { entry, moment in
            var entry = entry
            entry.updated = moment
            return entry
        }
    }
}
