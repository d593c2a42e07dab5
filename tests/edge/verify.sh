#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tests/edge/verify.sh PLENARY FORGE EXAMPLES [GO_CLIENT]: the real program on real records, on copies in which something was
# changed, and on logs that a dishonest server could sign. Each check that fails says so; the status is 1 if one did.
set -uo pipefail
plenary=$1 forge=$2 examples=$3 client=${4:-}
folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$folder"' EXIT
cd "$folder" || exit 3
bad=0 checks=0

expect() { # STATUS WORDS COMMAND...: the command ends so, and says so (WORDS: a pattern, may be empty)
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

key_of() { sed -n 1p "$1/key"; }

# ---- two records, as data and as mirrors ---------------------------------------------------------------------------
"$plenary" play --data data --name localhost "$examples/wcit-12" >/dev/null || exit 3
"$plenary" play --data data "$examples/assembly" >/dev/null || exit 3
expect 2 'several conferences: assembly, wcit-12' "$plenary" verify data --key x
expect 2 'Nothing was verified' "$plenary" verify data --conference assembly
for name in wcit-12 assembly; do
  expect 0 'new' "$plenary" mirror data $name --conference $name
  expect 0 'It is so' "$plenary" verify data --conference $name --key "$(key_of $name)"
  expect 0 'It is so' "$plenary" verify $name --key "$(key_of $name)"
  expect 0 '"verdict": "so"' "$plenary" verify $name --key "$(key_of $name)" --json
done
key=$(key_of wcit-12) other=$(key_of assembly)
expect 0 'was struck by act' "$plenary" verify assembly --key "$other"
expect 2 'key seen, not verified: localhost/wcit-12/log+' "$plenary" verify wcit-12
expect 1 'not of localhost/assembly/log' "$plenary" verify wcit-12 --key "$other"
expect 2 'no verifier key' "$plenary" verify wcit-12 --key "${key%?}"
expect 3 'holds no record' "$plenary" verify nothing --key "$key"
expect 3 'connect' "$plenary" verify http://127.0.0.1:9/x --key "$key"
first=$("$plenary" verify wcit-12 --key "$key" | sed -n 's/^First entry *//p')
expect 0 'It is so' "$plenary" verify wcit-12 --key "$key" --genesis "$first"
expect 1 'first entry' "$plenary" verify wcit-12 --key "$key" --genesis "${first//[0-4]/7}"
expect 0 ' 0 of them new; 0 files' "$plenary" mirror data wcit-12 --conference wcit-12

# ---- what it says, and its proofs ----------------------------------------------------------------------------------
expect 0 '^# Vote' "$plenary" show assembly decision D-3
expect 0 'D-3: declared adopted: for 15, against 5' "$plenary" show data decision D-3 --conference assembly
opened=$("$plenary" show assembly decision D-3 --json | grep -o "/acts/[0-9]*" | head -1 | cut -d/ -f3)
expect 0 'D-3: open' "$plenary" show assembly decision D-3 --at "$opened"
expect 2 'no decision D-3' "$plenary" show assembly decision D-3 --at $((opened - 1))
expect 2 'CODE is missing' "$plenary" show assembly decision
expect 2 'nonsense' "$plenary" show assembly nonsense
expect 2 'at cannot be' "$plenary" show assembly decisions --at x
expect 0 'plate\|not answered' "$plenary" show assembly decision D-8
expect 0 '^localhost/assembly/log$' "$plenary" log checkpoint assembly
expect 0 '^index 7$' "$plenary" log proof assembly 7
cp said proof
expect 0 '' cmp proof <("$plenary" log proof data 7 --conference assembly)
expect 0 'is not signed' "$plenary" log proof assembly 7 --size 20
expect 2 'cannot be 999' "$plenary" log proof assembly 999
expect 0 '^old 100$' "$plenary" log consistency assembly 100
expect 2 'cannot be 999' "$plenary" log consistency assembly 999

# ---- one byte changed, anywhere --------------------------------------------------------------------------------------
flip() { # FILE OFFSET
  local byte
  byte=$(od -An -tu1 -j "$2" -N 1 "assembly/$1")
  cp "assembly/$1" kept
  printf "$(printf '\\%03o' $((byte ^ 1)))" | dd of="assembly/$1" bs=1 seek="$2" conv=notrunc status=none
  expect 1 'NOT SO' "$plenary" verify assembly --key "$other"
  [ $bad -eq 0 ] || { echo "byte $2 of $1 was changed"; exit 1; }
  cp kept "assembly/$1"
}
for ((at = 0; at < $(stat -c %s assembly/checkpoint); at++)); do
  flip checkpoint $at
done
(cd assembly && find . -type f ! -name checkpoint | cut -c3-) >files
while read -r file; do
  size=$(stat -c %s "assembly/$file")
  for at in 0 1 2 33 $((size / 3)) $((size / 2)) $((size - 2)) $((size - 1)); do
    flip "$file" "$at"
  done
  printf 'x' >>"assembly/$file"
  expect 1 'NOT SO' "$plenary" verify assembly --key "$other"
  truncate -s "$size" "assembly/$file"
  truncate -s $((size - 1)) "assembly/$file"
  expect 1 'NOT SO' "$plenary" verify assembly --key "$other"
  rm "assembly/$file"
  case $file in
    blobs/*) expect 0 'not in this copy' "$plenary" verify assembly --key "$other" ;;
    *) expect 1 "$file is missing" "$plenary" verify assembly --key "$other" ;;
  esac
  rm -r assembly && "$plenary" mirror data assembly --conference assembly >/dev/null
done <files
expect 0 'It is so' "$plenary" verify assembly --key "$other"
for file in extra .hidden tile/0/001 tile/9/000.p/1 tile/entries/000.p/999 blobs/no; do
  mkdir -p "assembly/$(dirname $file)" && echo x >"assembly/$file"
  expect 1 "$file belongs to nothing" "$plenary" verify assembly --key "$other"
  rm "assembly/$file" && find assembly -mindepth 1 -type d -empty -delete
done
cp -r wcit-12 changed
printf 'Z' | dd of=changed/tile/entries/001 bs=1 seek=70000 conv=notrunc status=none
expect 1 'entry [34][0-9]*: this entry was changed' "$plenary" verify changed --key "$key"
cp wcit-12/tile/entries/001 changed/tile/entries/001
printf 'Z' | dd of=changed/tile/0/001 bs=1 seek=$((32 * 7)) conv=notrunc status=none
expect 1 'tile/0/001 was changed: its hash 7' "$plenary" verify changed --key "$key"
cp -r data spoilt
sqlite3 spoilt/records/wcit-12.db "UPDATE act SET bytes = CAST(substr(bytes, 1, length(bytes) - 9) || 'AAAAAAA=' || x'0a' AS BLOB) WHERE seq = 121"
expect 1 'NOT SO' "$plenary" verify spoilt --conference wcit-12 --key "$key"

# ---- logs that were signed by the log's own key ----------------------------------------------------------------------
size=$(sed -n 2p wcit-12/checkpoint)
signer=data/keys/wcit-12/log
again() { rm -rf forged && "$forge" log "$signer" "$@" || exit 3; }

again wcit-12 forged take:300
cp -r forged earlier
expect 0 'It is so' "$plenary" verify forged --key "$key"
expect 0 'goes on from the earlier one, of size 300' "$plenary" verify wcit-12 --key "$key" --against earlier
expect 0 'goes on from the earlier one, of size 300' "$plenary" verify wcit-12 --key "$key" --against earlier/checkpoint
expect 1 "shortened: it has 300 entries, and $size were signed before" "$plenary" verify forged --key "$key" --against wcit-12
expect 1 'shortened' "$plenary" mirror forged wcit-12 --key "$key"
expect 0 "$((size - 300)) of them new" "$plenary" mirror data earlier --conference wcit-12
expect 0 'It is so' "$plenary" verify earlier --key "$key"
expect 0 '' cmp earlier/checkpoint wcit-12/checkpoint

again wcit-12 forged swap:290:291
expect 1 'entry 290: the record was reordered: this entry stood at 291' "$plenary" verify forged --key "$key" --against wcit-12
expect 1 'was forked: its first' "$plenary" verify forged --key "$key" --against wcit-12/checkpoint
expect 1 'entry 290' "$plenary" mirror forged wcit-12 --key "$key"
"$forge" entry wcit-12 5 >entry
again wcit-12 forged put:288:entry
expect 1 'entry 288: the record was re' "$plenary" verify forged --key "$key" --against wcit-12
again wcit-12 forged spoil:289
expect 1 'entry 289: the record was forked' "$plenary" verify forged --key "$key" --against wcit-12
expect 1 'entry 289: the signature of' "$plenary" verify forged --key "$key"
expect 1 '"entry": 289' "$plenary" verify forged --key "$key" --json
expect 0 'It is so' "$plenary" verify wcit-12 --key "$key"

# What a newer program may understand.
text_of() { sed '/^$/,$d' "$1"; }
"$forge" entry wcit-12 0 >entry
text_of entry | sed 's/^rules: 1$/rules: 2/' >text
"$forge" sign data/keys/wcit-12/watch text >note
again wcit-12 forged put:0:note
expect 3 'version 2 of the rules' "$plenary" verify forged --key "$key"
printf 'plenary/1 future.thing\nconference: localhost/wcit-12\nby: watch\ntime: 2012-12-14\n' >text
"$forge" sign data/keys/wcit-12/watch text >note
again wcit-12 forged add:note
expect 3 "entry $size: .*no type of act is called future.thing" "$plenary" verify forged --key "$key"
expect 3 '"verdict": "cannot-know"' "$plenary" verify forged --key "$key" --json
text_of note | sed 's/plenary.1/plenary\/2/' >text
"$forge" sign data/keys/wcit-12/watch text >note
again wcit-12 forged add:note
expect 3 "entry $size:" "$plenary" verify forged --key "$key"
"$forge" entry wcit-12 0 >entry
stranger=$("$plenary" key new localhost/wcit-12/log stranger)
text_of entry | sed "s|^log-key: .*|log-key: $stranger|" >text
"$forge" sign data/keys/wcit-12/watch text >note
again wcit-12 forged put:0:note
expect 1 'names another log key' "$plenary" verify forged --key "$key"

# Not in NFC: nothing hangs on it, but it is told.
for ((at = 0; at < size; at++)); do
  "$forge" entry wcit-12 "$at" >entry
  head -1 entry | grep -q 'document.register' && ! grep -q '^relation: ' entry && break
done
text_of entry | sed -e 's/^id: .*/id: D-NFC/' -e 's/^number: .*/number: NFC-1/' -e $'s/^title: /title: Re\314\201sume\314\201, /' >text
"$forge" sign data/keys/wcit-12/watch text >note
again wcit-12 forged add:note
expect 0 "1 act, first act $size, not in Unicode's form NFC" "$plenary" verify forged --key "$key"
expect 0 '"not_nfc": 1' "$plenary" verify forged --key "$key" --json
expect 0 '"not_nfc": 0' "$plenary" verify wcit-12 --key "$key" --json

# The irregular: a meeting that is closed again after the conference.
twice() { # RECORD KEY CHANGE: its last act of that type again, as a text of its own
  local at
  for ((at = $(sed -n 2p "$1/checkpoint") - 1; at > 0; at--)); do
    "$forge" entry "$1" "$at" >entry
    head -1 entry | grep -q 'meeting.close' || continue
    text_of entry | sed "$3" >text
    "$forge" sign "$2" text >note
    return
  done
  echo "no meeting was closed in $1"
  bad=1
}
twice wcit-12 data/keys/wcit-12/watch '/^entered:/s/:[0-9][0-9]\([+Z-]\)/:59\1/'
again wcit-12 forged add:note
expect 0 "act $size, meeting.close by .* is irregular: the conference is closed" "$plenary" verify forged --key "$key"
expect 0 '"rule": "conference-closed"' "$plenary" verify forged --key "$key" --json
signer=data/keys/assembly/log size=$(sed -n 2p assembly/checkpoint)
twice assembly data/keys/assembly/chair '/^time:/s/:[0-9][0-9]\([+Z-]\)/:59\1/'
again assembly forged add:note
expect 1 "entry $size: " "$plenary" verify forged --key "$other"

# ---- a live server -----------------------------------------------------------------------------------------------------
serve() { # DATA: its address is $url
  url=
  [ -z "$server" ] || { kill "$server"; wait "$server"; }
  "$plenary" serve --data "$1" --listen 127.0.0.1:0 >served 2>&1 &
  server=$!
  for ((i = 0; i < 100; i++)); do
    url=$(grep -o 'http://[^ ]*' served | head -1)
    [ -n "$url" ] && break
    sleep 0.1
  done
  url=${url%/}
}
serve data
for name in wcit-12 assembly; do
  expect 0 'It is so' "$plenary" verify "$url/$name" --key "$(key_of $name)" --against $name
  expect 0 'It is so' "$plenary" verify "$url/$name/log" --key "$(key_of $name)" --no-blobs
  expect 0 'taken on trust' "$plenary" mirror "$url/$name" "served-$name"
  expect 0 '' diff -r --exclude public-log "served-$name" $name
  [ -z "$client" ] || expect 0 '' "$client" "$url/$name/log" "$(key_of $name)"
done
expect 2 "key seen, not verified: $key" "$plenary" verify "$url/wcit-12"
for page in decisions proposals signatures record; do
  expect 0 '' cmp <(curl -s "$url/wcit-12/$page.json") <("$plenary" show wcit-12 $page --json)
done
expect 0 '' cmp proof <(curl -s "$url/assembly/log/proof/7")
expect 3 'holds no record' "$plenary" verify "$url/nowhere" --key "$key"

# ---- a server whose blobs are lost: they are said to be missing, and nothing else is sent in their place ----------------
cp -r data lost
sqlite3 lost/records/assembly.db 'DELETE FROM blob'
serve lost
blob=$(cd assembly/blobs && ls | head -1)
expect 0 '^404$' curl -s -o answer -w '%{http_code}\n' "$url/assembly/blobs/$blob"
expect 0 'not in this copy' "$plenary" verify "$url/assembly" --key "$other"
expect 0 '' "$plenary" mirror "$url/assembly" without-blobs --key "$other"

# ---- what comes from elsewhere moves no cursor and turns no line around --------------------------------------------------
turning=$(printf '\033[31m\342\200\256red\302\233')
cp -r assembly turned
printf '%s\n' "$turning" >turned/key
expect 2 '^key seen, not verified: ?\[31m???red??$' "$plenary" verify turned
expect 2 '?\[31m???red??' "$plenary" show assembly "$turning"
echo "$checks checks"
exit $bad
