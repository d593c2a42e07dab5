#include "store/campaign_sql.h"

#define COUNTED(row) "(" row ".state IN ('confirmed', 'held', 'queued'))"

/* Campaigns, the contacts that they write to, and the messages of people. */
static const char *const schema[] = {
    /* 16 MiB of log between two copies into the database: each is two more syncs. */
    "PRAGMA wal_autocheckpoint = 4000",
    "CREATE TABLE IF NOT EXISTS campaign (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, code TEXT NOT NULL,"
    " state TEXT NOT NULL DEFAULT 'draft', title TEXT NOT NULL DEFAULT '', ask TEXT NOT NULL DEFAULT '',"
    " about TEXT NOT NULL DEFAULT '', organisation TEXT NOT NULL DEFAULT '',"
    " organisation_url TEXT NOT NULL DEFAULT '', donate_url TEXT NOT NULL DEFAULT '',"
    " subject TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT 'en',"
    " addressed TEXT NOT NULL DEFAULT 'country', opens_at INTEGER NOT NULL DEFAULT 0,"
    " closes_at INTEGER NOT NULL DEFAULT 0, thanks TEXT NOT NULL DEFAULT '', look TEXT NOT NULL DEFAULT 'doubtful',"
    " keep_days INTEGER NOT NULL DEFAULT 30, created_at INTEGER NOT NULL DEFAULT 0, UNIQUE (conference, code)) STRICT;"
    "CREATE TABLE IF NOT EXISTS campaign_past (id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, at INTEGER NOT NULL,"
    " who TEXT NOT NULL, words TEXT NOT NULL) STRICT;"
    "CREATE INDEX IF NOT EXISTS campaign_past_of ON campaign_past (campaign, id);"
    /* The words of a campaign in further languages; tags have no case. */
    "CREATE TABLE IF NOT EXISTS campaign_text (campaign INTEGER NOT NULL, language TEXT NOT NULL COLLATE NOCASE,"
    " title TEXT NOT NULL, ask TEXT NOT NULL, subject TEXT NOT NULL, body TEXT NOT NULL,"
    " thanks TEXT NOT NULL DEFAULT '', PRIMARY KEY (campaign, language)) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS contact (id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, place TEXT NOT NULL,"
    " place_name TEXT NOT NULL DEFAULT '', name TEXT NOT NULL, role TEXT NOT NULL DEFAULT '', address TEXT NOT NULL,"
    " source TEXT NOT NULL DEFAULT '', source_date TEXT NOT NULL DEFAULT '', confirmed_by TEXT NOT NULL DEFAULT '',"
    " confirmed_at INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'new', pace TEXT NOT NULL DEFAULT 'each',"
    " hourly_max INTEGER NOT NULL DEFAULT 0, worked_at INTEGER NOT NULL DEFAULT 0,"
    " bounced_at INTEGER NOT NULL DEFAULT 0, bounce_words TEXT NOT NULL DEFAULT '') STRICT;"
    "CREATE INDEX IF NOT EXISTS contact_place ON contact (campaign, place);"
    "CREATE TABLE IF NOT EXISTS contact_event (contact INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL,"
    " words TEXT NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS contact_successor (contact INTEGER PRIMARY KEY, successor INTEGER NOT NULL) STRICT;"
    "CREATE INDEX IF NOT EXISTS contact_event_of ON contact_event (contact, at);"
    "CREATE TABLE IF NOT EXISTS message (id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, contact INTEGER NOT NULL,"
    " place TEXT NOT NULL, state TEXT NOT NULL, received_at INTEGER NOT NULL, confirmed_at INTEGER NOT NULL DEFAULT 0,"
    " token_hash BLOB UNIQUE, address_hash BLOB, network_hash BLOB, similarity INTEGER NOT NULL DEFAULT 0,"
    " own_percent INTEGER NOT NULL DEFAULT 0, may_ask INTEGER NOT NULL DEFAULT 0, may_quote INTEGER NOT NULL DEFAULT 0,"
    " sealed BLOB, mail INTEGER NOT NULL DEFAULT 0, hold_words TEXT NOT NULL DEFAULT '',"
    " purge_at INTEGER NOT NULL DEFAULT 0, purged_at INTEGER NOT NULL DEFAULT 0, answered TEXT NOT NULL DEFAULT '',"
    " count_seq INTEGER NOT NULL DEFAULT 0, receipt BLOB) STRICT;"
    "CREATE INDEX IF NOT EXISTS message_state ON message (campaign, state);"
    "CREATE INDEX IF NOT EXISTS message_received ON message (received_at) WHERE state = 'received';"
    "CREATE INDEX IF NOT EXISTS message_held ON message (campaign, received_at) WHERE state = 'held';"
    "CREATE INDEX IF NOT EXISTS message_contact ON message (contact, state) WHERE state = 'queued';"
    "CREATE INDEX IF NOT EXISTS message_digest ON message (contact) WHERE state = 'queued' AND mail = 0;"
    "CREATE INDEX IF NOT EXISTS message_mail ON message (mail) WHERE mail > 0;"
    "CREATE INDEX IF NOT EXISTS message_purge ON message (purge_at) WHERE purge_at > 0;"
    "CREATE TABLE IF NOT EXISTS message_event (message INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL,"
    " words TEXT NOT NULL DEFAULT '') STRICT;"
    "CREATE INDEX IF NOT EXISTS message_event_of ON message_event (message);",
    /* How many wrote to each place: messages that were confirmed, and were not withdrawn or refused since. */
    "CREATE TABLE IF NOT EXISTS turnout (campaign INTEGER NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL,"
    " PRIMARY KEY (campaign, place)) STRICT, WITHOUT ROWID;"
    "DROP TRIGGER IF EXISTS message_counted_at_once;" /* of before: every message is received first */
    "CREATE TRIGGER IF NOT EXISTS message_counted AFTER UPDATE OF state ON message WHEN " COUNTED("NEW") " <> " COUNTED(
        "OLD") " BEGIN INSERT INTO turnout VALUES (NEW.campaign, NEW.place, 1) ON "
               "CONFLICT DO UPDATE SET"
               " count = count + CASE WHEN " COUNTED("NEW") " THEN 1 ELSE -1 END; END;",
    /* Every mail that leaves, whatever it is about; how often something was done; who gets too much. */
    "CREATE TABLE IF NOT EXISTS mail (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL,"
    " about INTEGER NOT NULL DEFAULT 0, conference TEXT NOT NULL DEFAULT '',"
    " domain TEXT NOT NULL DEFAULT '', sealed BLOB, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,"
    " message_id TEXT NOT NULL DEFAULT '', reply TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL,"
    " ended_at INTEGER NOT NULL DEFAULT 0, paced INTEGER NOT NULL DEFAULT 0) STRICT;"
    /* A partial index serves a query that has its very words. */
    "DROP INDEX IF EXISTS mail_queued; DROP INDEX IF EXISTS mail_urgent;" /* of before: a list of words takes a table */
    "CREATE INDEX IF NOT EXISTS mail_first ON mail (due_at) WHERE state = 'queued' AND kind GLOB '*confirm';"
    "CREATE INDEX IF NOT EXISTS mail_after ON mail (due_at) WHERE state = 'queued' AND kind NOT GLOB '*confirm';"
    "CREATE INDEX IF NOT EXISTS mail_deferred ON mail (due_at) WHERE state = 'deferred';"
    "CREATE INDEX IF NOT EXISTS mail_sending ON mail (due_at) WHERE state = 'sending';"
    "CREATE INDEX IF NOT EXISTS mail_about ON mail (kind, about);"
    "CREATE INDEX IF NOT EXISTS mail_accepted ON mail (ended_at) WHERE state = 'accepted';"
    /* Of the messages to each place, those that came back; `counted`: after the public log had counted them. */
    "CREATE TABLE IF NOT EXISTS came_back (campaign INTEGER NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL,"
    " counted INTEGER NOT NULL, PRIMARY KEY (campaign, place)) STRICT, WITHOUT ROWID;"
    "CREATE TRIGGER IF NOT EXISTS mail_came_back AFTER UPDATE OF state ON mail"
    " WHEN (NEW.state = 'bounced') <> (OLD.state = 'bounced') BEGIN"
    " INSERT INTO came_back SELECT campaign, place, CASE NEW.state WHEN 'bounced' THEN count(*) ELSE -count(*) END,"
    " CASE NEW.state WHEN 'bounced' THEN sum(count_seq > 0) ELSE -sum(count_seq > 0) END FROM message"
    " WHERE mail = NEW.id AND mail > 0 GROUP BY campaign, place"
    " ON CONFLICT DO UPDATE SET count = count + excluded.count, counted = counted + excluded.counted; END;"
    "CREATE TABLE IF NOT EXISTS pace (key TEXT PRIMARY KEY, next_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS mail_message_id ON mail (message_id) WHERE message_id <> '';"
    "CREATE TABLE IF NOT EXISTS mail_event (mail INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL,"
    " words TEXT NOT NULL DEFAULT '') STRICT;"
    "CREATE INDEX IF NOT EXISTS mail_event_of ON mail_event (mail);"
    "CREATE TABLE IF NOT EXISTS cap (key BLOB NOT NULL, window INTEGER NOT NULL, count INTEGER NOT NULL,"
    " PRIMARY KEY (window, key)) STRICT, WITHOUT ROWID;",
    /* In the loop. */
    "CREATE TABLE IF NOT EXISTS follower (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, topic TEXT NOT NULL,"
    " pace TEXT NOT NULL, state TEXT NOT NULL, token_hash BLOB UNIQUE, address_hash BLOB, sealed BLOB,"
    " seen_seq INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX IF NOT EXISTS follower_due ON follower (state, due_at);"
    "CREATE INDEX IF NOT EXISTS follower_told ON follower (conference, topic, pace, seen_seq, id)"
    " WHERE state = 'following';"
    "CREATE INDEX IF NOT EXISTS follower_address ON follower (address_hash);"
    "CREATE TABLE IF NOT EXISTS webhook (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, topic TEXT NOT NULL,"
    " url TEXT NOT NULL, state TEXT NOT NULL, secret_sealed BLOB, token_hash BLOB UNIQUE, seen_seq INTEGER NOT NULL "
    "DEFAULT 0,"
    " due_at INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, reply TEXT NOT NULL DEFAULT '',"
    " created_at INTEGER NOT NULL) STRICT;"
    "CREATE INDEX IF NOT EXISTS webhook_due ON webhook (state, due_at);"
    "CREATE TABLE IF NOT EXISTS notice (conference TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,"
    " type TEXT NOT NULL, sentence TEXT NOT NULL, path TEXT NOT NULL, topics TEXT NOT NULL,"
    " PRIMARY KEY (conference, seq)) STRICT, WITHOUT ROWID;"
    "CREATE INDEX IF NOT EXISTS notice_at ON notice (at);"
    "CREATE TABLE IF NOT EXISTS notice_place (conference TEXT PRIMARY KEY, title TEXT NOT NULL, next INTEGER NOT NULL,"
    " told INTEGER NOT NULL) STRICT, WITHOUT ROWID;",
    /* The public log. */
    "CREATE TABLE IF NOT EXISTS comment (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, about TEXT NOT NULL,"
    " state TEXT NOT NULL, country TEXT NOT NULL DEFAULT '', token_hash BLOB UNIQUE, address_hash BLOB,"
    " network_hash BLOB, similarity INTEGER NOT NULL DEFAULT 0, sealed BLOB, with_name INTEGER NOT NULL DEFAULT 0,"
    " created_at INTEGER NOT NULL, confirmed_at INTEGER NOT NULL DEFAULT 0, public_log_seq INTEGER,"
    " hold_words TEXT NOT NULL DEFAULT '') STRICT;"
    "CREATE INDEX IF NOT EXISTS comment_about ON comment (conference, about, state);"
    "CREATE INDEX IF NOT EXISTS comment_state ON comment (state, created_at);"
    "CREATE TABLE IF NOT EXISTS public_log_entry (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, kind TEXT NOT NULL,"
    " fields TEXT NOT NULL, salt BLOB, blob BLOB, state TEXT NOT NULL DEFAULT 'waiting', seq INTEGER,"
    " comment INTEGER NOT NULL DEFAULT 0) STRICT;"
    "DROP INDEX IF EXISTS public_log_entry_waiting;"
    "CREATE INDEX IF NOT EXISTS public_log_entry_of ON public_log_entry (conference, id) WHERE state = 'waiting';",
    /* The organisers' desk; the demo's mailbox; settings. */
    "CREATE TABLE IF NOT EXISTS organiser (id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,"
    " state TEXT NOT NULL, credential BLOB UNIQUE, key BLOB, sign_count INTEGER NOT NULL DEFAULT 0,"
    " created_at INTEGER NOT NULL) STRICT;"
    "CREATE TABLE IF NOT EXISTS invitation (token_hash BLOB PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,"
    " expires_at INTEGER NOT NULL, used_at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS session (token_hash BLOB PRIMARY KEY, organiser INTEGER NOT NULL,"
    " expires_at INTEGER NOT NULL, ends_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
    "CREATE TABLE IF NOT EXISTS audit (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, organiser TEXT NOT NULL,"
    " campaign INTEGER NOT NULL DEFAULT 0, words TEXT NOT NULL) STRICT;"
    "CREATE INDEX IF NOT EXISTS audit_campaign ON audit (campaign, at);"
    "CREATE TABLE IF NOT EXISTS mailbox (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, recipient TEXT NOT NULL,"
    " bytes BLOB NOT NULL) STRICT;"
    "CREATE INDEX IF NOT EXISTS mailbox_recipient ON mailbox (recipient, id);"
    "CREATE TABLE IF NOT EXISTS setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;",
    NULL,
};

static const char *const texts[CAMPAIGN_SQL_COUNT] = {
#define SQL(id, text) [CAMPAIGN_SQL_##id] = text,
#include "store/campaign.def"
};

const struct driver_statements campaign_statements = { schema, texts, CAMPAIGN_SQL_COUNT, true };
