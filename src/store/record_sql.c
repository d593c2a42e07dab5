#include "store/record_sql.h"

static const char *const texts[SQL_COUNT] = {
#define SQL(id, text) [SQL_##id] = text,
#include "store/record.def"
};

static const struct driver_step schema[] = {
    { 1, "CREATE TABLE act (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL);"
         "CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL);"
         "CREATE TABLE blob (hash BLOB PRIMARY KEY, salt BLOB NOT NULL, bytes BLOB NOT NULL);" },
    { 0, NULL },
};

const struct driver_statements record_statements = { schema, texts, SQL_COUNT, false };
