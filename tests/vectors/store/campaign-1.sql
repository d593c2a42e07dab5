-- A campaign store as version 1 of its schema made it. Never changed: tests/unit/test_migration.c opens it with the newest program.
PRAGMA user_version = 1;
CREATE TABLE campaign (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, code TEXT NOT NULL, state TEXT NOT NULL DEFAULT 'draft', created_at INTEGER NOT NULL DEFAULT 0, title TEXT NOT NULL DEFAULT '', ask TEXT NOT NULL DEFAULT '', about TEXT NOT NULL DEFAULT '', organisation TEXT NOT NULL DEFAULT '', organisation_url TEXT NOT NULL DEFAULT '', donate_url TEXT NOT NULL DEFAULT '', subject TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT '', language TEXT NOT NULL DEFAULT 'en', addressed TEXT NOT NULL DEFAULT 'country', thanks TEXT NOT NULL DEFAULT '', opens_at INTEGER NOT NULL DEFAULT 0, closes_at INTEGER NOT NULL DEFAULT 0, look TEXT NOT NULL DEFAULT 'doubtful', keep_days INTEGER NOT NULL DEFAULT 30, UNIQUE (conference, code)) STRICT;
CREATE TABLE campaign_past (id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, words TEXT NOT NULL) STRICT;
CREATE INDEX campaign_past_of ON campaign_past (campaign, id);
CREATE TABLE campaign_text (campaign INTEGER NOT NULL, language TEXT NOT NULL COLLATE NOCASE, title TEXT NOT NULL DEFAULT '', ask TEXT NOT NULL DEFAULT '', subject TEXT NOT NULL DEFAULT '', body TEXT NOT NULL DEFAULT '', thanks TEXT NOT NULL DEFAULT '', PRIMARY KEY (campaign, language)) STRICT, WITHOUT ROWID;
CREATE TABLE contact (id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, place TEXT NOT NULL, place_name TEXT NOT NULL DEFAULT '', name TEXT NOT NULL, role TEXT NOT NULL DEFAULT '', address TEXT NOT NULL, source TEXT NOT NULL DEFAULT '', source_date TEXT NOT NULL DEFAULT '', confirmed_by TEXT NOT NULL DEFAULT '', confirmed_at INTEGER NOT NULL DEFAULT 0, state TEXT NOT NULL DEFAULT 'new', pace TEXT NOT NULL DEFAULT 'each', hourly_max INTEGER NOT NULL DEFAULT 0, worked_at INTEGER NOT NULL DEFAULT 0, bounced_at INTEGER NOT NULL DEFAULT 0, bounce_words TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX contact_place ON contact (campaign, place);
CREATE TABLE contact_event (contact INTEGER NOT NULL, at INTEGER NOT NULL, who TEXT NOT NULL, words TEXT NOT NULL) STRICT;
CREATE TABLE contact_successor (contact INTEGER PRIMARY KEY, successor INTEGER NOT NULL) STRICT;
CREATE INDEX contact_event_of ON contact_event (contact, at);
CREATE TABLE message (id INTEGER PRIMARY KEY, campaign INTEGER NOT NULL, contact INTEGER NOT NULL, place TEXT NOT NULL, state TEXT NOT NULL, received_at INTEGER NOT NULL, confirmed_at INTEGER NOT NULL DEFAULT 0, token_hash BLOB UNIQUE, address_hash BLOB, network_hash BLOB, similarity INTEGER NOT NULL DEFAULT 0, own_percent INTEGER NOT NULL DEFAULT 0, may_ask INTEGER NOT NULL DEFAULT 0, may_quote INTEGER NOT NULL DEFAULT 0, sealed BLOB, mail INTEGER NOT NULL DEFAULT 0, hold_words TEXT NOT NULL DEFAULT '', purge_at INTEGER NOT NULL DEFAULT 0, purged_at INTEGER NOT NULL DEFAULT 0, answered TEXT NOT NULL DEFAULT '', count_seq INTEGER NOT NULL DEFAULT 0, receipt BLOB) STRICT;
CREATE INDEX message_state ON message (campaign, state);
CREATE INDEX message_received ON message (received_at) WHERE state = 'received';
CREATE INDEX message_held ON message (campaign, received_at) WHERE state = 'held';
CREATE INDEX message_contact ON message (contact, state) WHERE state = 'queued';
CREATE INDEX message_digest ON message (contact) WHERE state = 'queued' AND mail = 0;
CREATE INDEX message_mail ON message (mail) WHERE mail > 0;
CREATE INDEX message_purge ON message (purge_at) WHERE purge_at > 0;
CREATE TABLE message_event (message INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, words TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX message_event_of ON message_event (message);
CREATE TABLE turnout (campaign INTEGER NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (campaign, place)) STRICT, WITHOUT ROWID;
CREATE TRIGGER message_counted AFTER UPDATE OF state ON message WHEN (NEW.state IN ('confirmed', 'held', 'queued')) <> (OLD.state IN ('confirmed', 'held', 'queued')) BEGIN INSERT INTO turnout VALUES (NEW.campaign, NEW.place, 1) ON CONFLICT DO UPDATE SET count = count + CASE WHEN (NEW.state IN ('confirmed', 'held', 'queued')) THEN 1 ELSE -1 END; END;
CREATE TABLE mail (id INTEGER PRIMARY KEY, kind TEXT NOT NULL, state TEXT NOT NULL, about INTEGER NOT NULL DEFAULT 0, conference TEXT NOT NULL DEFAULT '', domain TEXT NOT NULL DEFAULT '', sealed BLOB, due_at INTEGER NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, message_id TEXT NOT NULL DEFAULT '', reply TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL, ended_at INTEGER NOT NULL DEFAULT 0, paced INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX mail_first ON mail (due_at) WHERE state = 'queued' AND kind GLOB '*confirm';
CREATE INDEX mail_after ON mail (due_at) WHERE state = 'queued' AND kind NOT GLOB '*confirm';
CREATE INDEX mail_deferred ON mail (due_at) WHERE state = 'deferred';
CREATE INDEX mail_sending ON mail (due_at) WHERE state = 'sending';
CREATE INDEX mail_about ON mail (kind, about);
CREATE INDEX mail_accepted ON mail (ended_at) WHERE state = 'accepted';
CREATE TABLE came_back (campaign INTEGER NOT NULL, place TEXT NOT NULL, count INTEGER NOT NULL, counted INTEGER NOT NULL, PRIMARY KEY (campaign, place)) STRICT, WITHOUT ROWID;
CREATE TRIGGER mail_came_back AFTER UPDATE OF state ON mail WHEN (NEW.state = 'bounced') <> (OLD.state = 'bounced') BEGIN INSERT INTO came_back SELECT campaign, place, CASE NEW.state WHEN 'bounced' THEN count(*) ELSE -count(*) END, CASE NEW.state WHEN 'bounced' THEN sum(count_seq > 0) ELSE -sum(count_seq > 0) END FROM message WHERE mail = NEW.id AND mail > 0 GROUP BY campaign, place ON CONFLICT DO UPDATE SET count = count + excluded.count, counted = counted + excluded.counted; END;
CREATE TABLE pace (key TEXT PRIMARY KEY, next_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE INDEX mail_message_id ON mail (message_id) WHERE message_id <> '';
CREATE TABLE mail_event (mail INTEGER NOT NULL, at INTEGER NOT NULL, state TEXT NOT NULL, words TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX mail_event_of ON mail_event (mail);
CREATE TABLE cap (key BLOB NOT NULL, window INTEGER NOT NULL, count INTEGER NOT NULL, PRIMARY KEY (window, key)) STRICT, WITHOUT ROWID;
CREATE TABLE follower (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, topic TEXT NOT NULL, pace TEXT NOT NULL, state TEXT NOT NULL, token_hash BLOB UNIQUE, address_hash BLOB, sealed BLOB, seen_seq INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL) STRICT;
CREATE INDEX follower_due ON follower (state, due_at);
CREATE INDEX follower_told ON follower (conference, topic, pace, seen_seq, id) WHERE state = 'following';
CREATE INDEX follower_address ON follower (address_hash);
CREATE TABLE webhook (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, topic TEXT NOT NULL, url TEXT NOT NULL, state TEXT NOT NULL, secret_sealed BLOB, token_hash BLOB UNIQUE, seen_seq INTEGER NOT NULL DEFAULT 0, due_at INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0, reply TEXT NOT NULL DEFAULT '', created_at INTEGER NOT NULL) STRICT;
CREATE INDEX webhook_due ON webhook (state, due_at);
CREATE TABLE notice (conference TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, type TEXT NOT NULL, sentence TEXT NOT NULL, path TEXT NOT NULL, topics TEXT NOT NULL, PRIMARY KEY (conference, seq)) STRICT, WITHOUT ROWID;
CREATE INDEX notice_at ON notice (at);
CREATE TABLE notice_place (conference TEXT PRIMARY KEY, title TEXT NOT NULL, next INTEGER NOT NULL, told INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE comment (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, about TEXT NOT NULL, state TEXT NOT NULL, country TEXT NOT NULL DEFAULT '', token_hash BLOB UNIQUE, address_hash BLOB, network_hash BLOB, similarity INTEGER NOT NULL DEFAULT 0, sealed BLOB, with_name INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL, confirmed_at INTEGER NOT NULL DEFAULT 0, public_log_seq INTEGER, hold_words TEXT NOT NULL DEFAULT '') STRICT;
CREATE INDEX comment_about ON comment (conference, about, state);
CREATE INDEX comment_state ON comment (state, created_at);
CREATE TABLE public_log_entry (id INTEGER PRIMARY KEY, conference TEXT NOT NULL, kind TEXT NOT NULL, fields TEXT NOT NULL, salt BLOB, blob BLOB, state TEXT NOT NULL DEFAULT 'waiting', seq INTEGER, comment INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX public_log_entry_of ON public_log_entry (conference, id) WHERE state = 'waiting';
CREATE TABLE organiser (id INTEGER PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, state TEXT NOT NULL, credential BLOB UNIQUE, key BLOB, sign_count INTEGER NOT NULL DEFAULT 0, created_at INTEGER NOT NULL) STRICT;
CREATE TABLE invitation (token_hash BLOB PRIMARY KEY, name TEXT NOT NULL, role TEXT NOT NULL, expires_at INTEGER NOT NULL, used_at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;
CREATE TABLE session (token_hash BLOB PRIMARY KEY, organiser INTEGER NOT NULL, expires_at INTEGER NOT NULL, ends_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE audit (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, organiser TEXT NOT NULL, campaign INTEGER NOT NULL DEFAULT 0, words TEXT NOT NULL) STRICT;
CREATE INDEX audit_campaign ON audit (campaign, at);
CREATE TABLE mailbox (id INTEGER PRIMARY KEY, at INTEGER NOT NULL, recipient TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE INDEX mailbox_recipient ON mailbox (recipient, id);
CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO campaign VALUES (7, 'assembly', 'letters', 'open', 1800000000, 'Write', 'Ask them.', 'proposal FUND', 'Letters', 'https://letters.example/', '', 'On {title}', 'To {addressee}', 'en', 'constituency', 'Thank you.', 1800000001, 1800086400, 'all', 14);
INSERT INTO campaign_past VALUES (1, 7, 1800000002, 'Ada', 'title 5
Woite
ask 9
Ask them.
keep_days 2
30
');
INSERT INTO campaign_text VALUES (7, 'fr', 'Écrivez', 'Demandez-leur.', 'Sur {title}', 'À {addressee}', 'Merci.');
INSERT INTO contact (id, campaign, place, name, address, state) VALUES (3, 7, 'EAST', 'Ann', 'ann@assembly.example', 'confirmed');
INSERT INTO message (id, campaign, contact, place, state, received_at) VALUES (1, 7, 3, 'EAST', 'received', 1800000003);
UPDATE message SET state = 'confirmed' WHERE id = 1;
INSERT INTO setting VALUES ('kept', 'yes');
