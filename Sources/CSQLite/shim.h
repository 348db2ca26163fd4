#include <sqlite3.h>

/// sqlite3_db_config is variadic, which Swift cannot call: the next VACUUM makes an empty database in place.
static inline int tf_sqlite_reset_mode(sqlite3 *database, int on) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_RESET_DATABASE, on, (int *)0);
}

/// sqlite3_db_config is variadic: the last connection to close then leaves the write-ahead log as it is.
static inline int tf_sqlite_keep_log_on_close(sqlite3 *database) {
    return sqlite3_db_config(database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, (int *)0);
}

/// SQLITE_TRANSIENT is a cast that Swift does not import: SQLite keeps a copy of the bytes.
static inline int tf_sqlite_bind_text(sqlite3_stmt *statement, int place, const char *bytes, int count) {
    return sqlite3_bind_text(statement, place, bytes, count, SQLITE_TRANSIENT);
}

/// The same for bytes; an empty list stays a blob and does not become NULL.
static inline int tf_sqlite_bind_blob(sqlite3_stmt *statement, int place, const void *bytes, int count) {
    return count == 0 ? sqlite3_bind_zeroblob(statement, place, 0)
                      : sqlite3_bind_blob(statement, place, bytes, count, SQLITE_TRANSIENT);
}
