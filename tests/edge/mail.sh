#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tests/edge/mail.sh PLENARY WRITE - mail through a real relay into a real mailbox, and back: Postfix with STARTTLS and a password,
# Dovecot by IMAP. Needs root, for Postfix; without it, or without the packages, the test is skipped.
set -euo pipefail
plenary=$1 write=$2
[ "$(id -u)" = 0 ] && command -v dovecot postfix setpriv openssl curl sqlite3 jq >/dev/null || exit 77

folder=$(mktemp -d /tmp/plenary-mail.XXXXXX)
data=
end() {
  kill $(cat "$folder"/*.pid 2>/dev/null) 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$folder" "${data:-$folder}"
}
trap end EXIT

port=$((20000 + RANDOM % 20000))
"$(dirname "$0")/mail_servers.sh" "$folder" $port
echo 'relay password' >"$folder/relay.password"
echo 'pw' >"$folder/imap.password"
imap=$((port + 2))

wrong() { echo "WRONG: $*"; tail -n 5 "$folder"/postfix.log "$folder"/dovecot/log 2>/dev/null; exit 1; }
worker() {
  "$plenary" mail --data "$data" --relay "smtp://relayuser@localhost:$port" --password "$folder/relay.password" \
    --ca "$folder/ca.pem" --once "$@"
}
bounces() { worker --imap "imap://bounces%40plenary.example@localhost:$imap/INBOX" --imap-password "$folder/imap.password"; }
state() { sqlite3 "$data/campaign.db" "SELECT state FROM mail WHERE id = $1"; }
count() { # USER: how many mails are there
  curl -s --ssl-reqd --cacert "$folder/ca.pem" "imap://localhost:$imap/" --user "$1:pw" -X 'STATUS INBOX (MESSAGES)' |
    tr -dc 0-9
}
mailbox() { # USER NUMBER: that mail's bytes
  curl -s --ssl-reqd --cacert "$folder/ca.pem" "imap://localhost:$imap/INBOX;MAILINDEX=$2" --user "$1:pw"
}
wait_for() { # USER COUNT
  for _ in $(seq 100); do [ "$(count "$1")" = "$2" ] && return 0; sleep 0.05; done
  wrong "no mail $2 came for $1: $(count "$1")"
}

data=$("$write" new can@mission.example)

# There: read in the mailbox, with the person in Reply-To and the site in From.
first=$("$write" add "$data" 1 2000)
worker || wrong 'the worker failed'
[ "$(state "$first")" = accepted ] || wrong "not accepted: $("$plenary" mail --data "$data" log "$first")"
wait_for can@mission.example 1
mailbox can@mission.example 1 >"$folder/mail"
grep -q '^From: ' "$folder/mail" && grep -q "<campaign+$first@plenary.example>" "$folder/mail" || wrong 'From'
grep -q '<ada1@person.example>' "$folder/mail" || wrong 'Reply-To'
grep -q '^Subject: Message 1' "$folder/mail" || wrong 'Subject'
sender=$(sed -n 's/^Return-Path: <\(.*\)>\r*$/\1/p' "$folder/mail")
case $sender in "bounces+$first-"*@plenary.example) ;; *) wrong "envelope sender: $sender" ;; esac

# And back: nobody of that name; the relay takes it and reports later.
sqlite3 "$data/campaign.db" "UPDATE contact SET address = 'nobody@mission.example'"
second=$("$write" add "$data" 2 500)
worker || wrong 'the worker failed'
[ "$(state "$second")" = accepted ] || wrong 'the second was not accepted'
wait_for bounces@plenary.example 1
bounces || wrong 'bounces'
[ "$(state "$second")" = bounced ] || wrong 'the bounce was not read'
"$plenary" mail --data "$data" log "$second" | grep -q '5.1.1' || wrong 'the words of the bounce'
[ "$(sqlite3 "$data/campaign.db" "SELECT bounce_words LIKE '5.1.1%' FROM contact")" = 1 ] || wrong "the contact's words"
[ "$(count bounces@plenary.example)" = 0 ] || wrong 'the bounce is still there'
[ "$(state "$first")" = accepted ] || wrong 'the first has bounced too'

# A bounce that lies moves nothing and stays for a person to see; an automatic answer is no bounce.
post() { # TO FILE
  curl -s --ssl-reqd --cacert "$folder/ca.pem" "smtp://localhost:$port/client.example" \
    --user "relayuser:relay password" --mail-from '<>' --mail-rcpt "$1" --upload-file "$2"
}
{
  printf 'From: relay@mission.example\r\nTo: bounces+%s-0123456789abcdef0123@plenary.example\r\n' "$first"
  printf 'MIME-Version: 1.0\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n'
  printf -- '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; x\r\n\r\n'
  printf 'Final-Recipient: rfc822; can@mission.example\r\nAction: failed\r\nStatus: 5.1.1\r\n--b--\r\n'
} >"$folder/lie"
post "bounces+$first-0123456789abcdef0123@plenary.example" "$folder/lie"
printf 'From: can@mission.example\r\nTo: %s\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nAway.\r\n' \
  "$sender" >"$folder/away"
post "$sender" "$folder/away"
wait_for bounces@plenary.example 2
bounces 2>"$folder/said" || wrong 'bounces'
grep -q "nobody who carried the mail can have written.*: $first\$" "$folder/said" || wrong "the lie was not told: $(cat "$folder/said")"
[ "$(state "$first")" = accepted ] || wrong 'a lie made a mail bounce'
"$plenary" mail --data "$data" log "$first" | grep -q 'an automatic answer came' || wrong 'the automatic answer'
[ "$(count bounces@plenary.example)" = 1 ] || wrong 'the lie is gone'
bounces 2>"$folder/said" || wrong 'bounces'
[ ! -s "$folder/said" ] || wrong 'the lie is told again'

# Corrected and sent again.
sqlite3 "$data/campaign.db" "UPDATE contact SET address = 'can@mission.example'"
"$plenary" mail --data "$data" retry "$second" || wrong 'retry'
worker || wrong 'the worker failed'
wait_for can@mission.example 2

# A wrong password and an authority that is not believed: nothing leaves, and no mail suffers.
third=$("$write" add "$data" 3 100)
echo wrong >"$folder/relay.password"
worker 2>/dev/null || wrong 'the worker failed'
[ "$(state "$third")" = deferred ] || wrong "a wrong password: $(state "$third")"
echo 'relay password' >"$folder/relay.password"
cp "$folder/ca.pem" "$folder/good.pem"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout /dev/null -out "$folder/ca.pem" -days 1 \
  -subj /CN=other 2>/dev/null
"$plenary" mail --data "$data" retry >/dev/null
worker 2>/dev/null || wrong 'the worker failed'
[ "$(state "$third")" = deferred ] || wrong "another authority: $(state "$third")"
cp "$folder/good.pem" "$folder/ca.pem"
"$plenary" mail --data "$data" retry >/dev/null
worker || wrong 'the worker failed'
[ "$(state "$third")" = accepted ] || wrong 'it did not go on'

# What the command line says is JSON where asked, and no log has an address.
"$plenary" mail --data "$data" status --json | jq -e '.mails | map(select(.state == "accepted").count) | add == 3' >/dev/null ||
  wrong 'status'
[ "$(sqlite3 "$data/campaign.db" "SELECT count(*) FROM mail_event WHERE words LIKE '%@%'")" = 0 ] || wrong 'an address in a log'
echo 'there and back'
