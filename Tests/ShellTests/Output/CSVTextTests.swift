import TaskModel
import Testing

@testable import Shell

/// `-o csv`: one table a result.
@Suite struct CSVTextTests {
    static let cases: [(String, String)] = [
        (#"{"a":1,"b":{"c":null,"d":true},"e":["x","y"]}"#, "a,b.c,b.d,e\n1,,true,x; y\n"),
        (#"{"tasks":[{"name":"甲","v":1},{"name":"乙","w":{"x":2}}]}"#, "name,v,w.x\n甲,1,\n乙,,2\n"),
        (#"{"tasks":[]}"#, ""), (#"{"names":["甲","乙"]}"#, "names\n甲\n乙\n"),
        (
            #"{"passed":true,"plan":[{"task":"甲","changes":[{"field":"f","task":"x"}]}],"findings":[]}"#,
            "part,passed,task,changes.field,changes.task\nsummary,true,,,\nplan,,甲,,\nplan.changes,,甲,f,x\n"
        ),
        (
            #"{"a":"=1","b":"-1","c":"-x","d":"+1.5","e":"@x","f":" y","g":"\"q\""}"#,
            "a,b,c,d,e,f,g\n'=1,-1,'-x,+1.5,'@x,\" y\",\"\"\"q\"\"\"\n"
        ),
        (#"{"a":"x\ny","b":"\u202e"}"#, "a,b\nx\\u{0A}y,\\u{202E}\n"),
    ]

    @Test("facts are a row, a list its rows; where there are both, `part` says which", arguments: cases)
    func table(json: String, csv: String) throws {
        let object = try #require(JSONParser.parse(Array(json.utf8), file: "in").object)
        #expect(CSVText.text(object) == csv)
    }
}
