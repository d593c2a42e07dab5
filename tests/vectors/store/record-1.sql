-- A record's database as version 1 of its schema made it. Never changed: tests/unit/test_migration.c opens it with the newest program.
PRAGMA user_version = 1;
CREATE TABLE act (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL);
CREATE TABLE checkpoint (size INTEGER PRIMARY KEY, note BLOB NOT NULL);
CREATE TABLE blob (hash BLOB PRIMARY KEY, salt BLOB NOT NULL, bytes BLOB NOT NULL);
INSERT INTO act VALUES (0, x'01'), (1, x'02');
