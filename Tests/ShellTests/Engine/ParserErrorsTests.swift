import ArgumentParser
import TaskModel
import Testing

@testable import Shell

@Suite("errors of the argument parser in our terms")
struct ParserErrorsTests {
    private func error(_ type: (some ParsableArguments).Type, _ words: [String]) throws -> TaskferryError {
        try #require(throws: TaskferryError.self) { try ParserErrors.parse(type, words) }
    }

    @Test("an unknown option, with the one that was meant")
    func unknownOption() throws {
        let found = try error(ExportCommand.self, ["--lats", "x"])
        #expect(found.code == .unknownOption)
        #expect(found.subject == "--lats")
        #expect(found.detail == "--last")
    }

    @Test("a global option after the command")
    func globalOption() throws {
        let found = try error(StatusCommand.self, ["--output", "json"])
        #expect(found.code == .unknownOption)
        #expect(found.detail == "global")
    }

    @Test("an unknown short option")
    func shortOption() throws {
        let found = try error(StatusCommand.self, ["-x"])
        #expect(found.code == .unknownOption)
        #expect(found.subject == "-x")
    }

    @Test("a missing argument and a missing option are named as in help")
    func missing() throws {
        #expect(try error(ExportCommand.self, []).subject == "DEST")
        #expect(try error(InitCommand.self, ["a", "--project", "p"]).subject == "--name")
        #expect(try error(InitCommand.self, ["a", "--project", "p"]).code == .missingArgument)
    }

    @Test("an option without its value")
    func missingValue() throws {
        let found = try error(CheckCommand.self, ["a.zip", "--into"])
        #expect(found.code == .missingArgument)
        #expect(found.subject == "--into")
    }

    @Test("a flag with a value")
    func unexpectedValue() throws {
        let found = try error(StatusCommand.self, ["--wait=yes"])
        #expect(found.code == .invalidArgument)
        #expect(found.subject == "--wait=yes")
    }

    @Test("too many arguments")
    func extra() throws {
        let found = try error(ExportCommand.self, ["a", "b", "c"])
        #expect(found.code == .usage)
        #expect(found.subject == "b c")
        #expect(found.detail == "extra")
    }

    @Test("a value that cannot stand there, with those that can")
    func invalidValue() throws {
        let found = try error(GlobalOptions.self, ["-o", "xml"])
        #expect(found.code == .invalidArgument)
        #expect(found.subject == "-o xml")
        #expect(found.detail == "text, json, csv")
        let kind = try error(ListCommand.self, ["shoes"])
        #expect(kind.subject == "shoes")
        #expect(kind.detail.contains("monitor"))
    }

    @Test("our own errors pass unchanged")
    func ownErrors() throws {
        #expect(try error(GenerateCommand.self, ["--cancel", "a"]).detail == "exclusive")
        #expect(try error(AddCommand.self, []).code == .missingArgument)
    }

    @Test("every command's arguments can be read from the library's description")
    func shapes() {
        for (name, type) in CommandTable.rows {
            #expect(type.entry.name == name)
            for argument in CommandShape(type).arguments {
                #expect(!argument.help.zh.isEmpty && !argument.help.en.isEmpty, "\(name) \(argument.value)")
            }
            #expect(!type.entry.examples.isEmpty)
        }
    }
}
