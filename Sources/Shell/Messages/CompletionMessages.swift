/// What completion says of candidates.
extension Messages {
    static let folder = Words("文件夹", "folder")
    static let platformFolder = Words("平台", "platform")
}
