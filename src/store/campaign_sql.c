// SPDX-License-Identifier: Apache-2.0
#include "store/campaign_sql.h"

#include "store/campaign_fields.def"

#define COUNTED(row) "(" row ".state IN ('confirmed', 'held', 'queued'))"

/* A column's type, and what it holds where nothing was said. */
#define COLUMN_LINE(standard) "TEXT NOT NULL DEFAULT '" standard "'"
#define COLUMN_TEXT(standard) COLUMN_LINE(standard)
#define COLUMN_URL(standard) COLUMN_LINE(standard)
#define COLUMN_CHOICE(standard) COLUMN_LINE(standard)
#define COLUMN_NUMBER(standard) "INTEGER NOT NULL DEFAULT " standard
#define COLUMN_BEGINS(standard) COLUMN_NUMBER(standard)
#define COLUMN_ENDS(standard) COLUMN_NUMBER(standard)
#define ADD_COLUMN(table, name, kind, since, standard) \
    { since, "ALTER TABLE " table " ADD COLUMN " #name " " COLUMN_##kind(standard) },
#define CAMPAIGN_COLUMN(name, said, kind, need, limit, check, since, standard, ...) \
    ADD_COLUMN("campaign", name, kind, since, standard)
#define TEXT_COLUMN(name, said, kind, need, limit, check, since, standard, ...) \
    ADD_COLUMN("campaign_text", name, kind, since, standard)
#define NO_COLUMN(...)

/* The next change is a step with the next version at the end, but a field of a campaign: that is a row of
 * store/campaign_fields.def. */
static const struct driver_step schema[] = {
    /* Campaigns, the contacts that they write to, and the messages of people. A campaign's fields are columns added below. */
    { 1,
      "CREATE TABLE campaign (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, code TEXT NOT NULL,"
      " state TEXT NOT NULL DEFAULT 'draft', created_at INTEGER NOT NULL DEFAULT 0, UNIQUE (conference, code)) STRICT;"
      "CREATE TABLE campaign_past (id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, at INTEGER NOT NULL,"
      " who TEXT NOT NULL, words TEXT NOT NULL) STRICT;"
      "CREATE INDEX campaign_past_of ON campaign_past (campaign, id);"
      /* The words of a campaign in further languages; tags have no case. */
      "CREATE TABLE campaign_text (campaign INTEGER NOT NULL, language TEXT NOT NULL COLLATE NOCASE,"
      " PRIMARY KEY (campaign, language)) STRICT, WITHOUT ROWID;"
      "CREATE TABLE contact (id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, place TEXT NOT NULL,"
      " place_name TEXT NOT NULL DEFAULT '', name TEXT NOT NULL, role TEXT NOT NULL DEFAULT '', address TEXT NOT NULL,"
      " source TEXT NOT NULL DEFAULT '', source_date TEXT NOT NULL DEFAULT '', confirmed_by TEXT NOT NULL DEFAULT '',"
      " confirmed_at INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'new', pace TEXT NOT NULL DEFAULT 'each',"
      " hourly_max INTEGER NOT NULL DEFAULT 0, worked_at INTEGER NOT NULL DEFAULT 0,"
      " bounced_at INTEGER NOT NULL DEFAULT 0, bounce_words TEXT NOT NULL DEFAULT '') STRICT;"
      "CREATE INDEX contact_place ON contact (campaign, place);"
      "CREATE TABLE contact_event (contact INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL,"
      " words TEXT NOT NULL) STRICT;"
      "CREATE TABLE contact_successor (contact INTEGER PRIMARY KEY, successor INTEGER NOT NULL) STRICT;"
      "CREATE INDEX contact_event_of ON contact_event (contact, at);"
      "CREATE TABLE message (id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, contact INTEGER NOT NULL,"
      " place TEXT NOT NULL, state TEXT NOT NULL, received_at INTEGER NOT NULL, confirmed_at INTEGER NOT NULL DEFAULT "
      "0,"
      " token_hash BLOB UNIQUE, address_hash BLOB, network_hash BLOB, similarity INTEGER NOT NULL DEFAULT 0,"
      " own_percent INTEGER NOT NULL DEFAULT 0, may_ask INTEGER NOT NULL DEFAULT 0, may_quote INTEGER NOT NULL DEFAULT "
      "0,"
      " sealed BLOB, mail INTEGER NOT NULL DEFAULT 0, hold_words TEXT NOT NULL DEFAULT '',"
      " purge_at INTEGER NOT NULL DEFAULT 0, purged_at INTEGER NOT NULL DEFAULT 0, answered TEXT NOT NULL DEFAULT '',"
      " count_seq INTEGER NOT NULL DEFAULT 0, receipt BLOB) STRICT;"
      "CREATE INDEX message_state ON message (campaign, state);"
      "CREATE INDEX message_received ON message (received_at) WHERE state = 'received';"
      "CREATE INDEX message_held ON message (campaign, received_at) WHERE state = 'held';"
      "CREATE INDEX message_contact ON message (contact, state) WHERE state = 'queued';"
      "CREATE INDEX message_digest ON message (contact) WHERE state = 'queued' AND mail = 0;"
      "CREATE INDEX message_mail ON message (mail) WHERE mail > 0;"
      "CREATE INDEX message_purge ON message (purge_at) WHERE purge_at > 0;"
      "CREATE TABLE message_event (message INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL,"
      " words TEXT NOT NULL DEFAULT '') STRICT;"
      "CREATE INDEX message_event_of ON message_event (message);" },
    /* How many wrote to each place: messages that were confirmed, and were not withdrawn or refused since. */
    { 1, "CREATE TABLE turnout (campaign INTEGER NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL,"
         " PRIMARY KEY (campaign, place)) STRICT, WITHOUT ROWID;"
         "CREATE TRIGGER message_counted AFTER UPDATE OF state ON message WHEN " COUNTED("NEW") " <> " COUNTED(
             "OLD") " BEGIN INSERT INTO turnout VALUES (NEW.campaign, NEW.place, 1) ON "
                    "CONFLICT DO UPDATE SET"
                    " count = count + CASE WHEN " COUNTED("NEW") " THEN 1 ELSE -1 END; END;" },
    /* Every mail that leaves, whatever it is about; how often something was done; who gets too much. */
    { 1,
      "CREATE TABLE mail (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL,"
      " about INTEGER NOT NULL DEFAULT 0, conference TEXT NOT NULL DEFAULT '',"
      " domain TEXT NOT NULL DEFAULT '', sealed BLOB, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0,"
      " message_id TEXT NOT NULL DEFAULT '', reply TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL,"
      " ended_at INTEGER NOT NULL DEFAULT 0, paced INTEGER NOT NULL DEFAULT 0) STRICT;"
      /* A partial index serves a query that has its very words. */
      "CREATE INDEX mail_first ON mail (due_at) WHERE state = 'queued' AND kind GLOB '*confirm';"
      "CREATE INDEX mail_after ON mail (due_at) WHERE state = 'queued' AND kind NOT GLOB '*confirm';"
      "CREATE INDEX mail_deferred ON mail (due_at) WHERE state = 'deferred';"
      "CREATE INDEX mail_sending ON mail (due_at) WHERE state = 'sending';"
      "CREATE INDEX mail_about ON mail (kind, about);"
      "CREATE INDEX mail_accepted ON mail (ended_at) WHERE state = 'accepted';"
      /* Of the messages to each place, those that came back; `counted`: after the public log had counted them. */
      "CREATE TABLE came_back (campaign INTEGER NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL,"
      " counted INTEGER NOT NULL, PRIMARY KEY (campaign, place)) STRICT, WITHOUT ROWID;"
      "CREATE TRIGGER mail_came_back AFTER UPDATE OF state ON mail"
      " WHEN (NEW.state = 'bounced') <> (OLD.state = 'bounced') BEGIN"
      " INSERT INTO came_back SELECT campaign, place, CASE NEW.state WHEN 'bounced' THEN count(*) ELSE -count(*) END,"
      " CASE NEW.state WHEN 'bounced' THEN sum(count_seq > 0) ELSE -sum(count_seq > 0) END FROM message"
      " WHERE mail = NEW.id AND mail > 0 GROUP BY campaign, place"
      " ON CONFLICT DO UPDATE SET count = count + excluded.count, counted = counted + excluded.counted; END;"
      "CREATE TABLE pace (key TEXT PRIMARY KEY, next_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
      "CREATE INDEX mail_message_id ON mail (message_id) WHERE message_id <> '';"
      "CREATE TABLE mail_event (mail INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL,"
      " words TEXT NOT NULL DEFAULT '') STRICT;"
      "CREATE INDEX mail_event_of ON mail_event (mail);"
      "CREATE TABLE cap (key BLOB NOT NULL, window INTEGER NOT NULL, count INTEGER NOT NULL,"
      " PRIMARY KEY (window, key)) STRICT, WITHOUT ROWID;" },
    /* In the loop. */
    { 1,
      "CREATE TABLE follower (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, topic TEXT NOT NULL,"
      " pace TEXT NOT NULL, state TEXT NOT NULL, token_hash BLOB UNIQUE, address_hash BLOB, sealed BLOB,"
      " seen_seq INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL) STRICT;"
      "CREATE INDEX follower_due ON follower (state, due_at);"
      "CREATE INDEX follower_told ON follower (conference, topic, pace, seen_seq, id)"
      " WHERE state = 'following';"
      "CREATE INDEX follower_address ON follower (address_hash);"
      "CREATE TABLE webhook (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, topic TEXT NOT NULL,"
      " url TEXT NOT NULL, state TEXT NOT NULL, secret_sealed BLOB, token_hash BLOB UNIQUE, seen_seq INTEGER NOT NULL "
      "DEFAULT 0,"
      " due_at INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, reply TEXT NOT NULL DEFAULT '',"
      " created_at INTEGER NOT NULL) STRICT;"
      "CREATE INDEX webhook_due ON webhook (state, due_at);"
      "CREATE TABLE notice (conference TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL,"
      " type TEXT NOT NULL, sentence TEXT NOT NULL, path TEXT NOT NULL, topics TEXT NOT NULL,"
      " PRIMARY KEY (conference, seq)) STRICT, WITHOUT ROWID;"
      "CREATE INDEX notice_at ON notice (at);"
      "CREATE TABLE notice_place (conference TEXT PRIMARY KEY, title TEXT NOT NULL, next INTEGER NOT NULL,"
      " told INTEGER NOT NULL) STRICT, WITHOUT ROWID;" },
    /* The public log. */
    { 1, "CREATE TABLE comment (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, about TEXT NOT NULL,"
         " state TEXT NOT NULL, country TEXT NOT NULL DEFAULT '', token_hash BLOB UNIQUE, address_hash BLOB,"
         " network_hash BLOB, similarity INTEGER NOT NULL DEFAULT 0, sealed BLOB, with_name INTEGER NOT NULL DEFAULT 0,"
         " created_at INTEGER NOT NULL, confirmed_at INTEGER NOT NULL DEFAULT 0, public_log_seq INTEGER,"
         " hold_words TEXT NOT NULL DEFAULT '') STRICT;"
         "CREATE INDEX comment_about ON comment (conference, about, state);"
         "CREATE INDEX comment_state ON comment (state, created_at);"
         "CREATE TABLE public_log_entry (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, kind TEXT NOT NULL,"
         " fields TEXT NOT NULL, salt BLOB, blob BLOB, state TEXT NOT NULL DEFAULT 'waiting', seq INTEGER,"
         " comment INTEGER NOT NULL DEFAULT 0) STRICT;"
         "CREATE INDEX public_log_entry_of ON public_log_entry (conference, id) WHERE state = 'waiting';" },
    /* The organisers' desk; the demo's mailbox; settings. */
    { 1, "CREATE TABLE organiser (id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,"
         " state TEXT NOT NULL, credential BLOB UNIQUE, key BLOB, sign_count INTEGER NOT NULL DEFAULT 0,"
         " created_at INTEGER NOT NULL) STRICT;"
         "CREATE TABLE invitation (token_hash BLOB PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL,"
         " expires_at INTEGER NOT NULL, used_at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;"
         "CREATE TABLE session (token_hash BLOB PRIMARY KEY, organiser INTEGER NOT NULL,"
         " expires_at INTEGER NOT NULL, ends_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;"
         "CREATE TABLE audit (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, organiser TEXT NOT NULL,"
         " campaign INTEGER NOT NULL DEFAULT 0, words TEXT NOT NULL) STRICT;"
         "CREATE INDEX audit_campaign ON audit (campaign, at);"
         "CREATE TABLE mailbox (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, recipient TEXT NOT NULL,"
         " bytes BLOB NOT NULL) STRICT;"
         "CREATE INDEX mailbox_recipient ON mailbox (recipient, id);"
         "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;" },
    CAMPAIGN_FIELDS(CAMPAIGN_COLUMN, CAMPAIGN_COLUMN) CAMPAIGN_FIELDS(NO_COLUMN, TEXT_COLUMN){ 0, NULL },
};

static const char *const texts[CAMPAIGN_SQL_COUNT] = {
#define SQL(id, text) [CAMPAIGN_SQL_##id] = text,
#include "store/campaign.def"
};

const struct driver_statements campaign_statements = { schema, texts, CAMPAIGN_SQL_COUNT, true };
