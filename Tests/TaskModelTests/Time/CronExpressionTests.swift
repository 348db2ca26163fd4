import Testing

@testable import TaskModel

@Suite("CronExpression: syntax")
struct CronExpressionTests {
    @Test(
        "accepts what Quartz has, and keeps it as written",
        arguments: [
            "0 0 0 * * ?", "* * * * * ?", "0 30 2 * * ?", "0 30 2 ? * *", "0 0 0 ? * 1-7", "0 0 0 * * ? *",
            "0 0 0 * * ? 1970-2099", "0 0 0 * * ? 2026,2028/2", "00 05 02 * * ?", "  0\t0  0 * * ? ",
            "*/5 */10 */2 * * ?",
            "/5 /10 /2 /3 /2 ? /4", "5/10 0 0 * * ?", "0-30/7 0 0 * * ?", "50-10 0 0 * * ?", "0 0 22-2 * * ?",
            "0 0 22-2/2 * * ?", "0,15,30,45 0 0 * * ?", "*,5 0 0 * * ?", "0 0 0 28-3 * ?", "0 0 0 L * ?", "0 0 0 l * ?",
            "0 0 0 L-3 * ?", "0 0 0 L-0 * ?", "0 0 0 L-30 * ?", "0 0 0 LW * ?", "0 0 0 L-3W * ?", "0 0 0 15W * ?",
            "0 0 0 1w * ?", "0 0 0 ? * L", "0 0 0 ? * 6L", "0 0 0 ? * FRIL", "0 0 0 ? * fril", "0 0 0 ? * 6#3",
            "0 0 0 ? * FRI#3", "0 0 0 ? * 7#5", "0 0 0 ? JAN-DEC SUN-SAT", "0 0 0 ? NOV-FEB FRI-MON",
            "0 0 0 ? jan,Mar sun,tue",
            "0 0 0 ? 1,FEB MON,4-6", "0 0 0 ? * 2-6/2", "0 0 0 ? * 007", "59/59 59/59 23/23 31/31 12/12 ?",
        ])
    func valid(text: String) throws {
        #expect(try CronExpression(text).text == text)
    }

    @Test("refuses everything else, with the field and the text", arguments: CronMistake.all)
    func invalid(mistake: CronMistake) {
        #expect(throws: CronError.field(mistake.field, text: mistake.text, mistake.problem)) {
            try CronExpression(mistake.expression)
        }
    }

    @Test(
        "takes 6 or 7 fields",
        arguments: [
            ("", 0), (" \t ", 0), ("@daily", 1), ("0 30 2 * *", 5), ("0 0 0 * * ? 2026 1", 8), ("0\u{A0}0 0 * * ?", 5),
        ])
    func fieldCount(text: String, count: Int) {
        #expect(throws: CronError.fieldCount(count)) { try CronExpression(text) }
    }

    @Test(
        "exactly one of the two day fields is ?",
        arguments: [("*", "*"), ("1", "2"), ("?", "?"), ("L", "FRI#3"), ("*", "2")])
    func dayFields(dayOfMonth: String, dayOfWeek: String) {
        #expect(throws: CronError.dayFields(dayOfMonth: dayOfMonth, dayOfWeek: dayOfWeek)) {
            try CronExpression("0 0 0 \(dayOfMonth) * \(dayOfWeek)")
        }
    }

    @Test("the length is limited")
    func length() {
        let list = String(repeating: "0,", count: 1_200) + "0"
        #expect(throws: CronError.tooLong(list.utf8.count + 10)) { try CronExpression("\(list) 0 0 * * ?") }
        #expect(throws: Never.self) { try CronExpression(String(repeating: "0,", count: 900) + "0 0 0 * * ?") }
    }

    @Test("equality is that of the texts")
    func equality() throws {
        let first = try CronExpression("0 0 0 * * ?")
        #expect(try first == CronExpression("0 0 0 * * ?"))
        #expect(try first != CronExpression("0 0 0 ? * *"))
        #expect(try first != CronExpression("0  0 0 * * ?"))
        #expect(try Set([first, CronExpression("0 0 0 * * ?"), CronExpression("00 0 0 * * ?")]).count == 2)
    }

    @Test("random texts never trap", arguments: [21, 22, 23])
    func fuzz(seed: UInt64) {
        var random = TimeTestRandom(seed: seed)
        let alphabet = Array("0123456789 */,-?LW#MONJAN \t\u{301}é月".unicodeScalars)
        for _ in 0..<3_000 {
            var text = String.UnicodeScalarView("0 30 2 ? * MON#1 2026".unicodeScalars)
            for _ in 0..<random.number(1...8) {
                let scalar = alphabet[random.number(0...alphabet.count - 1)]
                let place = text.index(text.startIndex, offsetBy: random.number(0...text.count - 1))
                if random.chance(50) {
                    text.insert(scalar, at: place)
                } else {
                    text.replaceSubrange(place...place, with: [scalar])
                }
            }
            guard let expression = try? CronExpression(String(text)) else { continue }
            #expect(expression.text.unicodeScalars.elementsEqual(text), "seed \(seed)")
            _ = expression.next(after: Timestamp(secondsSince1970: 1_767_225_600), in: .utc)
        }
    }
}

/// An expression with one wrong part.
struct CronMistake: Sendable, CustomTestStringConvertible {
    let expression: String
    let field: CronField
    let text: String
    let problem: CronProblem

    var testDescription: String { expression }

    init(_ expression: String, _ field: CronField, _ text: String, _ problem: CronProblem) {
        self.expression = expression
        self.field = field
        self.text = text
        self.problem = problem
    }

    static let all: [CronMistake] = [
        .init("60 0 0 * * ?", .seconds, "60", .outOfRange(0...59)),
        .init("-1 0 0 * * ?", .seconds, "-1", .malformed),
        .init("*/0 0 0 * * ?", .seconds, "*/0", .stepOutOfRange(1...59)),
        .init("*/60 0 0 * * ?", .seconds, "*/60", .stepOutOfRange(1...59)),
        .init("/ 0 0 * * ?", .seconds, "/", .malformed),
        .init("*5 0 0 * * ?", .seconds, "*5", .malformed),
        .init("? 0 0 * * ?", .seconds, "?", .misplacedQuestionMark),
        .init("L 0 0 * * ?", .seconds, "L", .malformed),
        .init("1,,2 0 0 * * ?", .seconds, "", .malformed),
        .init(", 0 0 * * ?", .seconds, "", .malformed),
        .init("0 60 0 * * ?", .minutes, "60", .outOfRange(0...59)),
        .init("0 5-60 0 * * ?", .minutes, "5-60", .outOfRange(0...59)),
        .init("0 5- 0 * * ?", .minutes, "5-", .malformed),
        .init("0 1-2-3 0 * * ?", .minutes, "1-2-3", .malformed),
        .init("0 5/ 0 * * ?", .minutes, "5/", .malformed),
        .init("0 5/1/2 0 * * ?", .minutes, "5/1/2", .malformed),
        .init("0 5C 0 * * ?", .minutes, "5C", .malformed),
        .init("0 0,1x 0 * * ?", .minutes, "1x", .malformed),
        .init("0 1\u{301} 0 * * ?", .minutes, "1\u{301}", .malformed),
        .init("0 ５ 0 * * ?", .minutes, "５", .malformed),
        .init("0 0 24 * * ?", .hours, "24", .outOfRange(0...23)),
        .init("0 0 */24 * * ?", .hours, "*/24", .stepOutOfRange(1...23)),
        .init("0 0 MON * * ?", .hours, "MON", .malformed),
        .init("0 0 2\n * * ?", .hours, "2\n", .malformed),
        .init("0 0 99999999999999999999 * * ?", .hours, "99999999999999999999", .malformed),
        .init("0 0 0 0 * ?", .dayOfMonth, "0", .outOfRange(1...31)),
        .init("0 0 0 32 * ?", .dayOfMonth, "32", .outOfRange(1...31)),
        .init("0 0 0 0/5 * ?", .dayOfMonth, "0/5", .outOfRange(1...31)),
        .init("0 0 0 */32 * ?", .dayOfMonth, "*/32", .stepOutOfRange(1...31)),
        .init("0 0 0 0W * ?", .dayOfMonth, "0W", .outOfRange(1...31)),
        .init("0 0 0 32W * ?", .dayOfMonth, "32W", .outOfRange(1...31)),
        .init("0 0 0 W * ?", .dayOfMonth, "W", .malformed),
        .init("0 0 0 L-31 * ?", .dayOfMonth, "L-31", .outOfRange(0...30)),
        .init("0 0 0 L- * ?", .dayOfMonth, "L-", .malformed),
        .init("0 0 0 L3 * ?", .dayOfMonth, "L3", .malformed),
        .init("0 0 0 5L * ?", .dayOfMonth, "5L", .malformed),
        .init("0 0 0 WL * ?", .dayOfMonth, "WL", .malformed),
        .init("0 0 0 L,15 * ?", .dayOfMonth, "L", .notAlone),
        .init("0 0 0 1W,15w * ?", .dayOfMonth, "1W", .notAlone),
        .init("0 0 0 1,l-3w * ?", .dayOfMonth, "l-3w", .notAlone),
        .init("0 0 0 6#3 * ?", .dayOfMonth, "6#3", .malformed),
        .init("0 0 0 1-5W * ?", .dayOfMonth, "1-5W", .malformed),
        .init("0 0 0 ?/5 * ?", .dayOfMonth, "?/5", .misplacedQuestionMark),
        .init("0 0 0 1,? * ?", .dayOfMonth, "?", .misplacedQuestionMark),
        .init("0 0 0 * 0 ?", .month, "0", .outOfRange(1...12)),
        .init("0 0 0 * 13 ?", .month, "13", .outOfRange(1...12)),
        .init("0 0 0 * */13 ?", .month, "*/13", .stepOutOfRange(1...12)),
        .init("0 0 0 * JANUARY ?", .month, "JANUARY", .unknownName),
        .init("0 0 0 * Abc ?", .month, "Abc", .unknownName),
        .init("0 0 0 * JAN-3 ?", .month, "JAN-3", .malformed),
        .init("0 0 0 * JAN/3 ?", .month, "JAN/3", .stepAfterName),
        .init("0 0 0 * 5#1 ?", .month, "5#1", .malformed),
        .init("0 0 0 ? * 0", .dayOfWeek, "0", .outOfRange(1...7)),
        .init("0 0 0 ? * 8", .dayOfWeek, "8", .outOfRange(1...7)),
        .init("0 0 0 ? * */8", .dayOfWeek, "*/8", .stepOutOfRange(1...7)),
        .init("0 0 0 ? * MONDAY", .dayOfWeek, "MONDAY", .unknownName),
        .init("0 0 0 ? * MON-FRI/2", .dayOfWeek, "MON-FRI/2", .stepAfterName),
        .init("0 0 0 ? * 2-FRI", .dayOfWeek, "2-FRI", .malformed),
        .init("0 0 0 ? * 6#0", .dayOfWeek, "6#0", .outOfRange(1...5)),
        .init("0 0 0 ? * 6#6", .dayOfWeek, "6#6", .outOfRange(1...5)),
        .init("0 0 0 ? * 8#1", .dayOfWeek, "8#1", .outOfRange(1...7)),
        .init("0 0 0 ? * 6#", .dayOfWeek, "6#", .malformed),
        .init("0 0 0 ? * #3", .dayOfWeek, "#3", .malformed),
        .init("0 0 0 ? * 6#3#1", .dayOfWeek, "6#3#1", .malformed),
        .init("0 0 0 ? * 6#3,2#1", .dayOfWeek, "6#3", .notAlone),
        .init("0 0 0 ? * 2,6L", .dayOfWeek, "6L", .notAlone),
        .init("0 0 0 ? * L,2", .dayOfWeek, "L", .notAlone),
        .init("0 0 0 ? * 8L", .dayOfWeek, "8L", .outOfRange(1...7)),
        .init("0 0 0 ? * L-3", .dayOfWeek, "L-3", .malformed),
        .init("0 0 0 ? * LW", .dayOfWeek, "LW", .malformed),
        .init("0 0 0 ? * 5W", .dayOfWeek, "5W", .malformed),
        .init("0 0 0 ? * 2-6L", .dayOfWeek, "2-6L", .malformed),
        .init("0 0 0 * * ? 1969", .year, "1969", .outOfRange(1970...2099)),
        .init("0 0 0 * * ? 2100", .year, "2100", .outOfRange(1970...2099)),
        .init("0 0 0 * * ? 26", .year, "26", .outOfRange(1970...2099)),
        .init("0 0 0 * * ? 2030-2026", .year, "2030-2026", .descendingYears),
        .init("0 0 0 * * ? ?", .year, "?", .misplacedQuestionMark),
        .init("0 0 0 * * ? */131", .year, "*/131", .stepOutOfRange(1...130)),
    ]
}
