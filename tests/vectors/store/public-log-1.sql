-- A public log's database as version 1 of its schema made it. Never changed: tests/unit/test_migration.c opens it with the newest program.
PRAGMA user_version = 1;
CREATE TABLE entry (seq INTEGER PRIMARY KEY, bytes BLOB NOT NULL, inbox INTEGER UNIQUE) STRICT;
CREATE TABLE checkpoint (id INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
CREATE TABLE key_delegation (id INTEGER PRIMARY KEY, note BLOB NOT NULL) STRICT;
CREATE TABLE blob (hash BLOB PRIMARY KEY, salt BLOB NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE comment (seq INTEGER PRIMARY KEY, about TEXT NOT NULL, country TEXT NOT NULL, at INTEGER NOT NULL, blob BLOB NOT NULL, source INTEGER NOT NULL, struck INTEGER, who TEXT NOT NULL DEFAULT '', reason TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX comment_about ON comment (about, seq, country);
CREATE INDEX comment_source ON comment (source) WHERE source > 0;
CREATE TABLE tally (about TEXT NOT NULL, country TEXT NOT NULL, published INTEGER NOT NULL, struck INTEGER NOT NULL, refused INTEGER NOT NULL, PRIMARY KEY (about, country)) STRICT, WITHOUT ROWID;
CREATE TABLE count (campaign TEXT NOT NULL, place TEXT NOT NULL, total INTEGER NOT NULL, asked INTEGER NOT NULL DEFAULT 0, yes INTEGER NOT NULL DEFAULT 0, no INTEGER NOT NULL DEFAULT 0, seq INTEGER NOT NULL, PRIMARY KEY (campaign, place)) STRICT, WITHOUT ROWID;
INSERT INTO entry VALUES (0, x'01', 1); INSERT INTO count VALUES ('letters', 'EAST', 3, 0, 0, 0, 0);
