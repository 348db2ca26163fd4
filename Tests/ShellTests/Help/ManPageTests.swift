import Foundation
import Testing

@testable import Shell

@Suite struct ManPageTests {
    private static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    @Test(
        "the committed manual page is what the program says: taskferry --lang LANGUAGE help --man > FILE",
        arguments: [(Language.en, "man/taskferry.1"), (.zh, "man/taskferry.zh_CN.1")])
    func isFresh(language: Language, file: String) throws {
        let committed = try String(contentsOf: Self.root.appending(path: file), encoding: .utf8)
        #expect(ManPage.text(CommandTable.rows.map(\.type), language) == committed, "\(file) is stale")
    }

    @Test("every command and every option stands in the manual page, and no line is a request that is not ours")
    func isComplete() {
        let page = ManPage.text(CommandTable.rows.map(\.type), .en)
        for row in CommandTable.rows {
            #expect(page.contains("\n.SS \"\(row.name.replacingOccurrences(of: "-", with: "\\-"))"), "\(row.name)")
            for name in CommandShape(row.type).options.flatMap(\.names) {
                #expect(page.contains(name.replacingOccurrences(of: "-", with: "\\-")), "\(row.name) \(name)")
            }
        }
        let requests: Set<Substring> = [".TH", ".SH", ".SS", ".PP", ".TP", ".br", ".nf", ".fi"]
        for line in page.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
            #expect(requests.contains(line.prefix(3)), "\(line)")
        }
    }

    @Test("R2: at a platform the page has no command that its reader may not use")
    func hidden() throws {
        let world = try TestWorld()
        #expect(world.run(["demo", "demo"]).status == 0)
        let arguments = ["-p", "demo/test", "-P", "零售数仓", "help", "--man"]
        #expect(world.run(arguments).output.contains(".SS \"switch"))
        #expect(!world.run(arguments, user: "周牧").output.contains(".SS \"switch"))
    }
}
