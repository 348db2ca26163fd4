/// The headings of help.
enum HelpWords {
    static let arguments = Words("参数和选项", "Arguments and options")
    static let examples = Words("例子", "Examples")
    static let globalOptions = Words("全局选项（写在命令之前）", "Global options (before the command)")

    static func title(_ group: CommandEntry.Group) -> Words {
        switch group {
        case .carryOut: Words("批量导出", "Carry tasks out")
        case .bringIn: Words("批量导入", "Bring tasks in")
        case .look: Words("查看", "Look")
        case .develop: Words("开发", "Develop")
        case .setUp: Words("建立和维护平台", "Set up and look after a platform")
        case .shell: Words("提示符和脚本", "Prompt and scripts")
        }
    }
}
