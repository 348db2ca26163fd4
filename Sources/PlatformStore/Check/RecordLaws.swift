/// The laws that hold between records (§3), as queries on an index that return what breaks them.
enum RecordLaws {
    static let queries: [(detail: String, query: String)] = [
        ("two tasks of one name", "SELECT name FROM task GROUP BY project, name HAVING count(*) > 1"),
        (
            "one uid of two tasks",
            """
            SELECT uid FROM (SELECT project, uid FROM task UNION ALL SELECT project, uid FROM bound)
            GROUP BY project, uid HAVING count(*) > 1
            """
        ),
        (
            "a link is bound to a task that is not there",
            """
            SELECT target FROM link WHERE resolved = 1
            AND NOT EXISTS (SELECT 1 FROM task WHERE task.project = link.project AND task.uid = link.target)
            """
        ),
        (
            "a link is not bound to the task that is there",
            """
            SELECT target FROM link WHERE resolved = 0
            AND EXISTS (SELECT 1 FROM task WHERE task.project = link.project AND task.name = link.target)
            """
        ),
    ]
}
