import Foundation
import Testing

@testable import Articles

struct WrittenDateTests {
    @Test(arguments: [
        ("2026-03-02", 1_772_409_600),
        ("2026-03-02 07:30", 1_772_436_600),
        ("2026-03-02 07:30:15", 1_772_436_615),
        ("2026-03-02T07:30", 1_772_436_600),
        ("2026-03-02t07:30:15z", 1_772_436_615),
        ("2026-03-02T07:30:15Z", 1_772_436_615),
        ("2026-03-02T07:30:15.999Z", 1_772_436_615),
        ("2026-03-02T07:30:15.123456789+01:00", 1_772_433_015),
        ("2026-03-02 07:30:00 +0100", 1_772_433_000),
        ("2026-03-02 07:30:00 -05:30", 1_772_456_400),
        ("2026-03-02 07:30 +01", 1_772_433_000),
        ("2026-03-02 07:30:00 UTC", 1_772_436_600),
        ("2026-3-2 7:30", 1_772_436_600),
        ("Mon, 02 Mar 2026 07:30:00 +0100", 1_772_433_000),
        ("Mon, 02 Mar 2026 07:30:00 GMT", 1_772_436_600),
        ("2 Mar 2026 07:30 EST", 1_772_454_600),
        ("02 Mar 26 07:30:00 Z", 1_772_436_600),
        ("02 March 2026", 1_772_409_600),
        ("Mon, 02 Mar 98 07:30:00 UT", 888_823_800),
        ("1969-12-31T23:59:59Z", -1),
        ("0001-01-01T00:00:00Z", -62_135_596_800),
        ("9998-12-31T23:59:59Z", 253_370_764_799),
        ("2000-02-29", 951_782_400),
        ("2016-12-31T23:59:60Z", 1_483_228_800),
        ("2026/03/02", 1_772_409_600), ("2026/3/2 07:30", 1_772_436_600),
        ("2026/03/02 07:30:15 +0100", 1_772_433_015),
        ("20260302", 1_772_409_600), ("20260302T073000Z", 1_772_436_600), ("20260302T0730", 1_772_436_600),
        ("20260302 07:30:15", 1_772_436_615),
        ("March 2, 2026", 1_772_409_600), ("Mar 2 2026", 1_772_409_600), ("Mar. 2, 2026", 1_772_409_600),
        ("march 2nd, 2026 7:30 am", 1_772_436_600), ("Monday, March 2, 2026", 1_772_409_600),
        ("2026-03-02 07:30 PM", 1_772_479_800), ("2026-03-02 07:30:15pm", 1_772_479_815),
        ("2026-03-02 12:00 AM", 1_772_409_600), ("2026-03-02 12:30 p.m. +0100", 1_772_451_000),
        ("2 Mar 2026 7:30 PM EST", 1_772_497_800),
        ("2026-03-02 07:30:00 +0000 UTC", 1_772_436_600), ("2026-03-02 07:30:00 +0100 CET", 1_772_433_000),
        ("2026-03-02 07:30:00 -0330 -0330", 1_772_449_200),
        ("2026-03-02 07:30:00 CET", 1_772_433_000), ("2026-07-02 07:30 CEST", 1_782_970_200),
        ("2026-03-02 07:30 EET", 1_772_429_400), ("2026-03-02 07:30 JST", 1_772_404_200),
        ("Mon Mar  2 07:30:00 2026", 1_772_436_600), ("Mon Mar 2 07:30:00 CET 2026", 1_772_433_000),
        ("Mar  2 07:30:00 2026", 1_772_436_600),
    ])
    func `a date is read in each form that authors write`(text: String, expected: Int) {
        let date = WrittenDate(text)?.date(in: WrittenDate.Zone(.gmt))
        #expect(date == Date(timeIntervalSince1970: TimeInterval(expected)))
    }

    @Test(arguments: [
        "", "soon", "2026", "2026030", "202603021", "20261302", "20260302T07", "2026-03", "2026-13-01",
        "2026-02-29", "1900-02-29", "2026-04-31",
        "2026-03-00", "0000-01-01", "9999-12-31", "12026-03-02", "2026-03-02 24:00", "2026-03-02 07:60",
        "2026-03-02 07", "2026-03-02T07:30:15.", "2026-03-02 07:30 +25:00", "2026-03-02 07:30 Mars",
        "07:30:00",
        "2026-03-02 07:30 Z tomorrow", "02 Foo 2026", "Foo, 02 Mar 2026 07:30:00 GMT", "02 Mar 026",
        "1772436600",
        "2026-03-02x", "２０２６-03-02", "03/02/2026", "2026/03-02", "2026-03/02", "2026-03-02 13:30 PM",
        "2026-03-02 00:30 AM", "2026-03-02 07:30 BST", "2026-03-02 07:30 IST", "2026-03-02 07:30 AMT",
        "March 2", "March 32, 2026", "Mars 2, 2026", "Mon Mar  2 2026 07:30:00 2026", "Mon March",
        "2026-03-02 07:30 +0100 07",
    ])
    func `what is no date is refused`(text: String) {
        #expect(WrittenDate(text) == nil)
    }

    @Test(arguments: [("9999-12-31", true), ("9999-12-31T23:59:59-12:00", true), ("10000-01-01", false)])
    func `the year 9999 is one of an end alone, by which many mean never`(text: String, isDate: Bool) {
        #expect(WrittenDate(text) == nil)
        #expect((WrittenDate(text, within: WrittenDate.yearsOfEnds) != nil) == isDate)
    }

    @Test(arguments: [
        ("2026-02-30", "2026-02 has 28 days"), ("2024-02-30 07:30", "2024-02 has 29 days"),
        ("2026-04-00", "2026-04 has 30 days"), ("2026-13-45", "there is no month 13"),
        ("2026-00-01", "there is no month 00"), ("0000-01-01", "its year must be one from 1 to 9998"),
        ("9999-12-31T00:00:00Z", "its year must be one from 1 to 9998"),
        ("10000-01-01", "its year must be one from 1 to 9998"),
        ("99999999999999999999-01-01", "its year must be one from 1 to 9998"),
        ("2026-03-02 24:00", "hours end at 23"), ("2026-03-02T07:60", "minutes end at 59"),
        ("2026-03-02 07:30:61", "seconds end at 59"),
        ("2026/02/30", "2026-02 has 28 days"),
    ])
    func `what no calendar or clock has is named`(text: String, fault: String) {
        #expect(WrittenDate(text) == nil)
        #expect(WrittenDate.fault(in: text) == fault)
    }

    @Test(arguments: [
        ("03/02/2026", "its month and its day cannot be told apart"),
        ("3.2.26 07:30", "its month and its day cannot be told apart"),
        (
            "2026-03-02 07:30 BST",
            "BST is the time of more than one zone, or of none that is known: write +01:00 or so"
        ),
        (
            "March 2, 2026 7:30 IST",
            "IST is the time of more than one zone, or of none that is known: write +01:00 or so"
        ),
    ])
    func `what may mean more than one date is refused with the reason`(text: String, doubt: String) {
        #expect(WrittenDate(text) == nil)
        #expect(WrittenDate.doubt(in: text) == doubt)
        #expect(problem(of: "---\ndate: \(text)\n---\n")?.message.contains(doubt) == true)
    }

    @Test(arguments: ["soon", "", "2026-03", "02 Foo 2026", "2026-03-02", "2026-03-02x"])
    func `what is not written as a date, or is one, has no such fault`(text: String) {
        #expect(WrittenDate.fault(in: text) == nil)
    }

    @Test func `arithmetic and the calendar agree on days of a thousand years`() {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        for day in stride(from: -135_000, through: 230_000, by: 37) {
            let date = Date(timeIntervalSince1970: TimeInterval(day) * 86_400)
            let parts = calendar.dateComponents([.year, .month, .day], from: date)
            let written = WrittenDate(year: parts.year ?? 0, month: parts.month ?? 0, day: parts.day ?? 0)
            #expect(written?.wallSeconds == day * 86_400)
        }
    }

    @Test(arguments: [
        ("2026-03-29 01:59", 1_774_745_940),
        ("2026-03-29 02:30", 1_774_747_800),
        ("2026-03-29 03:00", 1_774_746_000),
        ("2026-10-25 02:30", 1_792_888_200),
        ("2026-10-25 03:00", 1_792_893_600),
        ("2026-07-01 12:00", 1_782_900_000),
    ])
    func `a time in a gap goes forward, and one in a fold is the first`(text: String, expected: Int) throws {
        #expect(try seconds(text, timezone: "Europe/Paris") == expected)
    }

    @Test func `an article's timezone wins over the reader's, and an offset over both`() throws {
        let head = "---\ntimezone: Asia/Tokyo\ndate: 2026-03-02 07:30\nupdated: 2026-03-02 07:30 +0000\n---\n"
        let article = try read(head, timezone: "Europe/Paris")
        #expect(article.published == Date(timeIntervalSince1970: 1_772_404_200))
        #expect(article.updated == Date(timeIntervalSince1970: 1_772_436_600))
        #expect(try seconds("2026-03-02 07:30", timezone: "Europe/Paris") == 1_772_433_000)
    }

    @Test(arguments: [
        ("2026-03-02", 1_772_409_600), ("2026-03-02 07:30:00", 1_772_436_600),
        ("2026-03-02T07:30:00", 1_772_436_600), ("2026-03-02T07:30:00.5+01:00", 1_772_433_000),
        ("2026-03-02T07:30:00Z", 1_772_436_600), ("2026-03-02T07:30:00-05:30", 1_772_456_400),
    ])
    func `a date of TOML needs no quotes`(text: String, expected: Int) throws {
        let article = try read("+++\ndate = \(text)\n+++\n")
        #expect(article.published == Date(timeIntervalSince1970: TimeInterval(expected)))
    }
}
