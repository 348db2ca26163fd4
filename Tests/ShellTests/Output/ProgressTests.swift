import Synchronization
import Testing

@testable import Shell

@Suite("R6: progress")
struct ProgressTests {
    private func bar(_ done: Int, _ total: Int, _ label: String, _ columns: Int) -> String {
        ProgressBar.render(done: done, total: total, label: label, columns: columns, style: .plain)
    }

    @Test("R6: the bar, the label and the counts give way in this order")
    func layout() {
        #expect(bar(50, 200, "生成", 36) == "生成  ███░░░░░░░░░░░░   25%   50/200")
        #expect(bar(50, 200, "生成", 28) == "生成   25%   50/200")
        #expect(bar(50, 200, "生成批量任务包", 28) == "生成批量任务…   25%   50/200")
        #expect(bar(50, 200, "生成批量任务包", 16) == "生成批量…   25%")
        #expect(bar(50, 200, "生成批量任务包", 4) == "25%")
        #expect(bar(50, 200, "", 13) == " 25%   50/200")
        #expect(bar(200, 200, "", 40) == "█████████████████████████  100%  200/200")
    }

    @Test("R6: ASCII glyphs, bytes, colour")
    func variants() {
        let ascii = ProgressBar.render(
            done: 1 << 20, total: 4 << 20, label: "export", columns: 46, style: .plain, unit: .bytes, glyphs: .ascii)
        #expect(ascii == "export  ###------------   25%  1.0 MiB/4.0 MiB")
        let colored = ProgressBar.render(done: 1, total: 2, label: "", columns: 20, style: Style(isEnabled: true))
        #expect(colored == "\u{1B}[32m████\u{1B}[39m\u{1B}[2m░░░░░\u{1B}[22m   50%  1/2")
    }

    @Test("R6: numbers out of range")
    func extremes() {
        #expect(bar(0, 0, "", 13) == "100%  0/0")
        #expect(bar(-5, 10, "", 12) == "  0%   0/10")
        #expect(bar(11, 10, "", 12) == "100%  10/10")
        #expect(bar(199, 200, "", 13) == " 99%  199/200")
        #expect(bar(.max, .max, "", 10) == "100%")
        #expect(bar(.max - 1, .max, "", 10) == " 99%")
        #expect(bar(1, 2, "a", 0) == "")
    }

    @Test("R6: a line is never wider than asked, whatever the label")
    func property() {
        let seed = OutputRandom.seed()
        var random = OutputRandom(seed: seed)
        for _ in 0..<2_000 {
            let label = random.text(upTo: 10, favourites: OutputRandom.corners)
            let columns = Int.random(in: 0...120, using: &random)
            let total = Int.random(in: 0...1_000, using: &random)
            let line = bar(Int.random(in: 0...1_000, using: &random), total, label, columns)
            if DisplayWidth.columns(of: line) > columns || line.contains(where: \.isNewline) {
                Issue.record("seed \(seed): \(line) at \(columns)")
            }
        }
    }
}

@Suite("R6: the progress meter")
struct ProgressMeterTests {
    /// A clock that is set by hand, and what was written.
    private final class Fixture: Sendable {
        let time = Mutex(Duration.zero)
        let output = Mutex<[String]>([])

        func meter(isEnabled: Bool = true) -> ProgressMeter {
            ProgressMeter(
                label: "生成", total: 10, style: .plain, isEnabled: isEnabled, columns: { 20 },
                now: { self.time.withLock { $0 } }, sink: { text in self.output.withLock { $0.append(text) } })
        }

        func pass(milliseconds: Int) {
            time.withLock { $0 += .milliseconds(milliseconds) }
        }

        var written: [String] { output.withLock { $0 } }
    }

    @Test("R6: drawn at most every 100 ms, erased at the end")
    func timing() {
        let fixture = Fixture()
        let meter = fixture.meter()
        meter.update(done: 1)
        fixture.pass(milliseconds: 99)
        meter.advance()
        #expect(fixture.written == ["\r生成   10%   1/10\u{1B}[K"])
        fixture.pass(milliseconds: 1)
        meter.advance(by: 3)
        #expect(fixture.written.last == "\r生成   50%   5/10\u{1B}[K")
        meter.finish()
        meter.finish()
        fixture.pass(milliseconds: 500)
        meter.update(done: 10)
        #expect(fixture.written.count == 3)
        #expect(fixture.written.last == "\r\u{1B}[K")
    }

    @Test("R6: hiding makes room for other output")
    func hiding() {
        let fixture = Fixture()
        let meter = fixture.meter()
        meter.hide()
        #expect(fixture.written.isEmpty)
        meter.update(done: 1)
        meter.hide()
        meter.hide()
        #expect(fixture.written.count == 2)
        fixture.pass(milliseconds: 100)
        meter.advance(by: .max)
        #expect(fixture.written.last == "\r生成  100%  10/10\u{1B}[K")
    }

    @Test("R6: a disabled meter writes nothing")
    func disabled() {
        let fixture = Fixture()
        let meter = fixture.meter(isEnabled: false)
        meter.update(done: 5)
        meter.finish()
        #expect(fixture.written.isEmpty)
    }

    @Test("R6: what the terminal can do decides")
    func terminal() {
        for (isTerminal, term, draws) in [(true, "xterm", true), (true, "dumb", false), (false, "xterm", false)] {
            let fixture = Fixture()
            let terminal = Terminal(
                descriptor: 2, environment: ["TERM": term, "LANG": "C"],
                probe: .init(isTerminal: { _ in isTerminal }, windowColumns: { _ in 40 }))
            let meter = ProgressMeter(
                label: "x", total: 2, style: .plain, terminal: terminal, now: { .zero },
                sink: { text in fixture.output.withLock { $0.append(text) } })
            meter.update(done: 1)
            meter.finish()
            #expect(fixture.written.isEmpty == !draws)
            if draws { #expect(fixture.written.first?.contains("#") == true) }
        }
    }

    @Test("R6: many threads advance one meter")
    func threads() async {
        let fixture = Fixture()
        let meter = fixture.meter()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<10 { group.addTask { meter.advance() } }
        }
        fixture.pass(milliseconds: 100)
        meter.advance(by: 0)
        #expect(fixture.written.last == "\r生成  100%  10/10\u{1B}[K")
    }
}
