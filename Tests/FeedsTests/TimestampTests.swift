import Feeds
import Foundation
import Testing

struct TimestampTests {
    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z", "Thu, 01 Jan 1970 00:00:00 GMT"),
        (784_111_777, "1994-11-06T08:49:37Z", "Sun, 06 Nov 1994 08:49:37 GMT"),
        (951_782_400, "2000-02-29T00:00:00Z", "Tue, 29 Feb 2000 00:00:00 GMT"),
        (-1, "1969-12-31T23:59:59Z", "Wed, 31 Dec 1969 23:59:59 GMT"),
        (-62_135_596_800, "0001-01-01T00:00:00Z", "Mon, 01 Jan 0001 00:00:00 GMT"),
        (253_402_300_799, "9999-12-31T23:59:59Z", "Fri, 31 Dec 9999 23:59:59 GMT"),
    ])
    func `a date is written in UTC`(seconds: Double, rfc3339: String, rfc822: String) {
        let date = Date(timeIntervalSince1970: seconds)
        #expect(date.rfc3339 == rfc3339)
        #expect(date.rfc822 == rfc822)
        #expect(date.httpDate == rfc822)
    }

    @Test func `a fraction of a second is dropped, before 1970 too`() {
        #expect(Date(timeIntervalSince1970: 0.999).rfc3339 == "1970-01-01T00:00:00Z")
        #expect(Date(timeIntervalSince1970: -0.001).rfc3339 == "1969-12-31T23:59:59Z")
    }

    @Test func `a date beyond the years 1 to 9999 is held within them`() {
        #expect(Date.distantPast.rfc3339 >= "0001-01-01T00:00:00Z")
        #expect(Date(timeIntervalSince1970: -1e20).rfc3339 == "0001-01-01T00:00:00Z")
        #expect(Date(timeIntervalSince1970: 1e20).rfc3339 == "9999-12-31T23:59:59Z")
        #expect(Date(timeIntervalSince1970: .infinity).rfc3339 == "9999-12-31T23:59:59Z")
        #expect(Date(timeIntervalSince1970: .nan).rfc3339 == "0001-01-01T00:00:00Z")
    }

    @Test func `days of five centuries agree with Foundation, and are read as they were written`() {
        for day in stride(from: -100_000.0, to: 100_000, by: 37) {
            let date = Date(timeIntervalSince1970: day * 86_400 + 45_296)
            #expect(date.rfc3339 == date.ISO8601Format())
            #expect(Date(httpDate: date.httpDate) == date)
        }
    }

    @Test(arguments: [
        "Sun, 06 Nov 1994 08:49:37 GMT",
        "Sunday, 06-Nov-94 08:49:37 GMT",
        "Sun Nov  6 08:49:37 1994",
    ])
    func `the three forms of HTTP say the same date`(text: String) {
        #expect(Date(httpDate: text, at: Date("2026-11-22T00:00:00Z"))?.timeIntervalSince1970 == 784_111_777)
    }

    @Test(arguments: [("94", 1994), ("26", 2026), ("76", 2076), ("77", 1977), ("00", 2000)])
    func `a year of two digits is at most 50 years ahead`(digits: String, year: Int) throws {
        let text = "Sunday, 06-Nov-\(digits) 08:49:37 GMT"
        let date = try #require(Date(httpDate: text, at: Date("2026-11-22T00:00:00Z")))
        #expect(date.rfc3339.prefix(4) == "\(year)")
    }

    @Test(arguments: [
        "", "now", "0", "Sun, 06 Nov 1994 08:49:37 CET", "Sun, 31 Feb 1994 08:49:37 GMT",
        "Sun, 06 Nov 1994 24:49:37 GMT", "Sun, 06 Nov 1994 08:60:37 GMT", "Sun, 06 Nov 1994 08:49:61 GMT",
        "Sun, 00 Nov 1994 08:49:37 GMT", "Sun, 06 Nol 1994 08:49:37 GMT", "Son, 06 Nov 1994 08:49:37 GMT",
        "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37", "1994-11-06T08:49:37Z",
        "Sun, 06 Nov 99999999999999999999 08:49:37 GMT", "Sun, 06 Nov 199 08:49:37 GMT",
        "Sun Nov 6 08:49:37 99999999999999999",
    ])
    func `what is no date of HTTP is none`(text: String) {
        #expect(Date(httpDate: text) == nil)
    }
}
