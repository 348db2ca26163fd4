import FileIO
import Glibc
public import TaskModel

/// The platform as it was at one generation: head, settings and index all of that one (§5 «Readers take no lock»).
///
/// One a command; not to be shared between threads.
public final class Snapshot {
    /// The generation.
    public let generation: Int
    /// The platform's id.
    public let platformID: String
    /// The platform's settings.
    public let settings: PlatformSettings
    /// The names of all projects, sorted.
    public let projectNames: [PathName]

    let head: Head
    let layout: StoreLayout
    private let store: IndexStore
    private let cache: SettingsCache
    private var database: Database
    private var isShared: Bool
    private var projectIDs: [PathName: Int] = [:]
    private var files: [Int: OpenFile] = [:]
    /// How many more index entries the search for similar names may look at, so that a long list of misspelt names
    /// stays quick on a platform of any size.
    var similarityBudget = 60_000

    init(_ layout: StoreLayout, _ store: IndexStore, _ cache: SettingsCache) throws {
        let opened = try store.open { try Head.read(layout) }
        self.layout = layout
        self.store = store
        self.cache = cache
        head = opened.head
        database = opened.database
        isShared = opened.isShared
        generation = head.generation
        platformID = head.platformID
        projectNames = head.settings.projects.keys.sorted()
        settings = try cache.platform(layout, head.settings.platform)
    }

    deinit {
        if isShared { store.release(database) }
    }

    /// A project's settings; nil when there is no such project.
    public func project(_ name: PathName) throws -> ProjectSettings? {
        guard let revision = head.settings.projects[name] else { return nil }
        return try cache.project(layout, name, revision)
    }

    // MARK: For the queries

    /// Asks the index. One that turns out to be damaged is made anew, and this snapshot goes on with a private one, as
    /// the platform may have moved on since.
    func ask<Result>(_ query: (Database) throws -> Result) throws -> Result {
        do {
            return try query(database)
        } catch let error as SQLiteError {
            guard isShared else { throw TaskferryError(.ioError, subject: layout.index, cause: error.message) }
            isShared = false
            if error.isDamage { try? store.makeAnew() }
            database = try store.privateIndex(at: head).database
            projectIDs = [:]
        }
        do {
            return try query(database)
        } catch let error as SQLiteError {
            throw TaskferryError(.ioError, subject: layout.index, cause: error.message)
        }
    }

    /// The index's number for a project; nil when no task and no link has to do with it.
    func number(of project: PathName, _ database: Database) throws -> Int? {
        if let id = projectIDs[project] { return id }
        let id = try database.first("SELECT id FROM project WHERE name = ?", .text(project.text)) { $0.integer(0) }
        projectIDs[project] = id
        return id
    }

    /// A generation's file, kept open for the next document.
    func file(of generation: Int) throws -> OpenFile {
        if let file = files[generation] { return file }
        let path = layout.generation(generation)
        do {
            let file = try OpenFile.open(path, O_RDONLY | O_NONBLOCK)
            if files.count >= 64 { files.removeAll() }
            files[generation] = file
            return file
        } catch let error as TaskferryError where error.code == .notFound {
            throw damaged(path, "is missing")
        }
    }
}
