#pragma once
#include <sqlite3.h>

/// SQLITE_TRANSIENT is a cast, which Swift cannot see: SQLite copies the text before it returns.
static inline int karez_sqlite_bind_text(
    sqlite3_stmt *statement, int place, const char *text, int bytes) {
  return sqlite3_bind_text(statement, place, text, bytes, SQLITE_TRANSIENT);
}
