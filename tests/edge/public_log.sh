#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tests/edge/public_log.sh PLENARY EXAMPLES [GO_CLIENT]: the public log of a real server, killed again and again while rows wait for it; then read,
# mirrored and verified, and found wanting where something was changed.
set -uo pipefail
plenary=$1 examples=$2 client=${3:-}
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill -9 "$server" 2>/dev/null; rm -rf "$folder"' EXIT
cd "$folder" || exit 3
bad=0 checks=0 kills=0
export LC_ALL=C

expect() { # STATUS WORDS COMMAND...: the command ends so, and says so
  local status=$1 words=$2 got
  shift 2
  "$@" >said 2>&1
  got=$?
  checks=$((checks + 1))
  if [ $got -ne "$status" ] || { [ -n "$words" ] && ! grep -q -e "$words" said; }; then
    echo "status $got, not $status with \"$words\": $*"
    cat said
    bad=1
  fi
}
serve() { # starts the server; its address is in $url
  rm -f address
  "$plenary" serve --data data --listen 127.0.0.1:0 >address 2>&1 &
  server=$!
  for _ in $(seq 200); do
    [ -s address ] && break
    sleep 0.05
  done
  url=$(sed -n '1s,/$,,p' address)
}
stop() { # SIGNAL
  kill "-$1" "$server"
  wait "$server" 2>/dev/null
  server=
}
ask() { sqlite3 -cmd '.timeout 10000' "$@"; }

"$plenary" play --data data --name localhost "$examples/assembly" >/dev/null || exit 3
serve
key=$(curl -s "$url/assembly/log/key")
curl -s "$url/assembly/public-log/checkpoint" | grep -q '^localhost/assembly/public-log$' || { echo 'no public log is served'; bad=1; }

# ---- a comment, whose hash is reckoned here -------------------------------------------------------------------------
printf 'a salt of thirty-two bytes, here' >salt
printf 'name: Ada\n\nKeep paragraph 7.' >text
blob=$( (printf 'plenary/blob/1\n'; cat salt text) | sha256sum | cut -c1-64)
put() { # COMMENT KIND FIELDS SALT TEXT
  ask data/campaign.db "INSERT INTO public_log_entry (conference, kind, fields, salt, blob, comment) VALUES ('assembly', '$2', '$3', X'$4', X'$5', $1)"
}
hex() { od -An -tx1 -v "$1" | tr -d ' \n'; }
put 1 comment.publish "about: STATUTES/7
blob: $blob
" "$(hex salt)" "$(hex text)"
for _ in $(seq 200); do
  [ "$(ask data/public-logs/assembly.db 'SELECT count(*) FROM entry')" = 1 ] && break
  sleep 0.05
done
expect 0 'Keep paragraph 7' curl -s "$url/assembly/public-log/blobs/$blob" --output -

# ---- killed at any moment: each row becomes one entry, once -------------------------------------------------------
rows=3000
{
  echo 'BEGIN;'
  for i in $(seq $rows); do
    printf "INSERT INTO public_log_entry (conference, kind, fields) VALUES ('assembly', 'count.commit', 'campaign: open\nplace: P%d\nnumber: 1\nreceipt: %064x\n');\n" \
      $((i % 7)) "$i"
  done
  echo 'COMMIT;'
} | ask data/campaign.db
while [ $kills -lt 12 ]; do
  sleep "0.0$((RANDOM % 90 + 10))"
  stop KILL
  kills=$((kills + 1))
  serve
  [ -n "$url" ] || { echo 'the server does not start after a kill'; cat address; exit 1; }
done
for _ in $(seq 400); do
  [ "$(ask data/campaign.db "SELECT count(*) FROM public_log_entry WHERE state = 'waiting'")" = 0 ] && break
  sleep 0.05
done
checks=$((checks + 2))
[ "$(ask data/public-logs/assembly.db 'SELECT count(*) || "/" || count(DISTINCT inbox) FROM entry')" = "$((rows + 1))/$((rows + 1))" ] ||
  { echo 'rows were lost, or entered twice'; bad=1; }
[ "$(ask data/public-logs/assembly.db 'SELECT sum(total) FROM count')" = $rows ] || { echo 'the counts are not the rows'; bad=1; }

# ---- read as a stranger --------------------------------------------------------------------------------------------
expect 0 "counts of $rows messages" "$plenary" verify "$url/assembly" --key "$key"
expect 0 'Public log: 3001 entries' "$plenary" mirror "$url/assembly" mirror --key "$key"
expect 0 'It is so' "$plenary" verify mirror --key "$key"
expect 0 'It is so' "$plenary" verify data --conference assembly --key "$key"
[ -z "$client" ] || expect 0 '' "$client" "$url/assembly/public-log" "$(curl -s "$url/assembly/public-log/key")"
cp -r mirror before

# ---- receipts, true and forged -------------------------------------------------------------------------------------
secret=$(printf 'plenary/receipt-secret/1\ntoken' | sha256sum | cut -c1-64)
receipt() { printf 'plenary/receipt/1\nconference: localhost/assembly\ncampaign: open\nplace: P1\nsecret: %s\naddress: %s\n' "$secret" "$1"; }
counted=$(printf 'plenary/receipt/1\nlocalhost/assembly\nopen\nP1\n%s\nada@people.example\n' "$secret" | sha256sum | cut -c1-64)
ask data/campaign.db "INSERT INTO public_log_entry (conference, kind, fields) VALUES ('assembly', 'count.commit', 'campaign: open
place: P1
number: 1
receipt: $counted
')"
for _ in $(seq 200); do
  [ "$(ask data/public-logs/assembly.db 'SELECT count(*) FROM entry')" = $((rows + 2)) ] && break
  sleep 0.05
done
receipt ada@people.example >ada
receipt bob@people.example >bob
receipt '' >nobody
expect 0 'your receipt: it is among those counted' "$plenary" verify "$url/assembly" --key "$key" --receipt ada
expect 1 'receipt is not among those counted' "$plenary" verify "$url/assembly" --key "$key" --receipt bob
expect 3 'no receipt of a message' "$plenary" verify "$url/assembly" --key "$key" --receipt nobody
expect 3 'no receipt of a message' "$plenary" verify "$url/assembly" --key "$key" --receipt salt

# ---- struck: the text goes, hash, place and reason stay ------------------------------------------------------------
put 1 comment.strike 'who: operator
reason: It names a neighbour.
' '' ''
for _ in $(seq 200); do
  [ "$(ask data/public-logs/assembly.db 'SELECT count(*) FROM entry')" = $((rows + 3)) ] && break
  sleep 0.05
done
expect 0 '404' curl -s -o /dev/null -w '%{http_code}' "$url/assembly/public-log/blobs/$blob"
expect 0 'It names a neighbour' curl -s "$url/assembly/comments?about=provision:STATUTES/7"
expect 0 "$blob" curl -s "$url/assembly/comments?about=provision:STATUTES/7"
expect 0 '1 comment, 1 of them struck' "$plenary" verify "$url/assembly" --key "$key"
expect 0 '2 of them new' "$plenary" mirror "$url/assembly" mirror --key "$key"
checks=$((checks + 1))
[ ! -e "mirror/public-log/blobs/$blob" ] || { echo 'the mirror keeps what was struck'; bad=1; }
expect 0 'It is so' "$plenary" verify mirror --key "$key" --against before

# ---- one message counted twice, one comment entered twice: signed as it is, it is found all the same ------------------
ask data/campaign.db "INSERT INTO public_log_entry (conference, kind, fields) VALUES ('assembly', 'count.commit', 'campaign: open
place: P2
number: 2
receipt: $(printf '%064x' 2)
receipt: $(printf '%064x' 9999)
')"
put 2 comment.refuse "about: STATUTES/7
blob: $blob
reason: It came twice.
" '' ''
for _ in $(seq 200); do
  [ "$(ask data/public-logs/assembly.db 'SELECT count(*) FROM entry')" = $((rows + 5)) ] && break
  sleep 0.05
done
first=$(ask data/public-logs/assembly.db "SELECT seq FROM entry WHERE instr(CAST(bytes AS TEXT), 'receipt: $(printf '%064x' 2)') > 0 ORDER BY seq LIMIT 1")
expect 1 "public log: entry $((rows + 3)): $(printf '%064x' 2) stands in entry $first already" "$plenary" verify "$url/assembly" --key "$key"
expect 1 "public log: entry $((rows + 4)): $blob stands in entry 0 already" "$plenary" verify "$url/assembly" --key "$key"
expect 1 'one message or comment is taken for two' "$plenary" verify data --conference assembly --key "$key"
stop TERM

# ---- whatever is changed is found ------------------------------------------------------------------------------------
spoil() { # WORDS SED-SCRIPT-OR-COMMAND PATH
  rm -rf spoilt
  cp -r mirror spoilt
  (cd spoilt/public-log && eval "$2")
  expect 1 "$1" "$plenary" verify spoilt --key "$key"
}
spoil 'public log: entry 1: this entry was changed' "sed -i '0,/place: P1/s//place: P2/' tile/entries/000"
spoil 'public log:' "printf x | dd of=tile/0/000 bs=1 seek=40 conv=notrunc 2>/dev/null"
spoil 'public log: tile/entries/001 is missing' 'rm tile/entries/001'
spoil 'public log: .*signature' "sed -i '2s/.*/9999/' checkpoint"
spoil 'public log: .*signature' "sed -i 's/localhost.assembly.public-log+/localhost\/assembly\/public-log-/' key-delegation"
spoil 'public log: extra belongs to nothing' 'touch extra'
spoil 'public log: tile/.* belongs to nothing' 'rm checkpoint'
rm -rf spoilt && cp -r mirror spoilt && rm -r spoilt/public-log
expect 1 'the public log is gone' "$plenary" verify spoilt --key "$key" --against mirror
rm -rf spoilt && cp -r mirror spoilt && rm -r spoilt/public-log && cp -r before/public-log spoilt/public-log
expect 1 'does not go on from' "$plenary" verify spoilt --key "$key" --against mirror

echo "$checks checks, $kills kills, $bad bad"
exit $bad
