import TaskModel

/// The exit statuses in words, for the manual page (§7).
enum ExitStatusWords {
    static let all: [(code: Int32, words: Words)] = [
        ExitStatus.done, .no, .usage, .badData, .switchedOff, .cannotCreate, .inputOutput, .busy, .notPermitted,
        .interrupted,
    ].map { ($0.rawValue, words($0)) }

    private static func words(_ status: ExitStatus) -> Words {
        switch status {
        case .done: Words("完成", "done")
        case .no: Words("答案是否定的：有名称未匹配，检测未通过", "the answer is no: a name did not match, a check did not pass")
        case .usage: Words("命令写法不对", "the command was not understood")
        case .badData: Words("任务包或文件不对", "a package or file is not what it should be")
        case .switchedOff: Words("平台未开启这一侧", "the platform has this side switched off")
        case .cannotCreate: Words("不能创建", "something cannot be created")
        case .inputOutput: Words("读写失败", "reading or writing failed")
        case .busy: Words("平台正被其他进程写入", "another process is writing to the platform")
        case .notPermitted: Words("没有权限", "not permitted")
        case .interrupted: Words("已中断", "interrupted")
        }
    }
}
