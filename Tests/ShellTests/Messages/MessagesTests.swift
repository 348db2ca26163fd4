import Migration
import TaskModel
import Testing

@testable import Shell

@Suite("messages")
struct MessagesTests {
    @Test("every error is worded in both languages, each differently")
    func errors() {
        for language in Language.allCases {
            var seen: [String: TaskferryError.Code] = [:]
            for code in TaskferryError.Code.allCases {
                let sentence = ErrorMessages.explain(TaskferryError(code, subject: "SUBJECT", detail: "DETAIL"))
                    .sentence[language].plain
                #expect(!sentence.isEmpty && !sentence.hasPrefix(code.rawValue), "\(code)")
                #expect(seen.updateValue(code, forKey: sentence) == nil, "\(code): \(sentence)")
            }
        }
    }

    @Test("§8: every finding has its reason in both languages, each differently")
    func findings() {
        for language in Language.allCases {
            let reasons = FindingCode.allCases.map { FindingMessages.reason($0)[language].plain }
            #expect(Set(reasons).count == FindingCode.allCases.count)
        }
        #expect(FindingMessages.reason(.missingQualityMonitor).zh.plain == "不存在的引用质量监控")
        #expect(FindingMessages.reason(.missingResourceGroup).zh.plain == "不存在的引用资源组")
        #expect(FindingMessages.reason(.missingReferencedTask).zh.plain == "不存在的嵌套流或AI 2.0任务引用的任务")
    }

    @Test("R4, R6, R8: the source document's own words")
    func sourceWords() {
        #expect(Messages.matched(1, failed: 1).zh.plain == "匹配到 1 个，失败 1 个")
        #expect(Messages.generated.zh.plain == "生成批量任务包已完成，可导出！")
        #expect(Messages.lastPackage(at: "2021-08-17 14:36:06").zh.plain == "最近一次包已在 2021-08-17 14:36:06 生成!")
        #expect(Messages.checkFailed.zh.plain == "检测未通过")
        #expect(Messages.failureReason.zh.plain == "未通过原因")
        #expect(Messages.failureSubject.zh.plain == "未通过项")
    }

    @Test("foreign strings are made harmless in text and left alone for JSON")
    func phrases() {
        let phrase: Phrase = "任务 \("a\u{1B}[31m\u{202E}")"
        #expect(phrase.shown() == "任务 a\\u{1B}[31m\\u{202E}")
        #expect(phrase.plain == "任务 a\u{1B}[31m\u{202E}")
        #expect(JSONText.line(["a": .string("\u{202E}任务\u{7F}")]) == "{\"a\":\"\\u202e任务\\u007f\"}\n")
    }
}
