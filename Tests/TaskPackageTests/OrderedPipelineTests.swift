import TaskModel
import Testing

@testable import TaskPackage

@Suite struct OrderedPipelineTests {
    @Test("Results come in the order of submission", arguments: [1, 2, 5])
    func order(_ threads: Int) throws {
        let results = try OrderedPipeline<Int, Int>.run(threads: threads, context: { 0 }) { pipeline in
            var results: [Int] = []
            for index in 0..<1000 {
                pipeline.submit { _ in
                    (0..<(index * 37 % 500)).reduce(0, &+) & 0 + index
                }
                while pipeline.pending > 40, let result = try pipeline.next() { results.append(result) }
            }
            while let result = try pipeline.next() { results.append(result) }
            return results
        }
        #expect(results == Array(0..<1000))
    }

    @Test("An error comes at its place, and what is waiting is dropped", arguments: [1, 2])
    func errors(_ threads: Int) {
        let error = #expect(throws: TaskferryError.self) {
            try OrderedPipeline<Int, Int>.run(threads: threads, context: { 0 }) { pipeline in
                for index in 0..<100 {
                    pipeline.submit { _ in
                        if index == 3 { throw TaskferryError(.ioError, subject: "3") }
                        return index
                    }
                }
                var expected = 0
                while let result = try pipeline.next() {
                    #expect(result == expected)
                    expected += 1
                }
            }
        }
        #expect(error?.subject == "3")
    }
}
