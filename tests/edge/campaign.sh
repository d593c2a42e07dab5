#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tests/edge/campaign.sh PLENARY EXAMPLES - a campaign from the command line, beside a record: made, given contacts, opened, put back
# into order after slips; each refusal is told with its place, and what each did stands in a list.
set -euo pipefail
plenary=$1 examples=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
data=$folder/data

wrong() { echo "$1"; exit 1; }
campaign() { "$plenary" campaign --data "$data" "$@"; }
refused() { # STATUS WORDS COMMAND...
  local status=0
  campaign "${@:3}" >"$folder/out" 2>&1 || status=$?
  [ $status -eq "$1" ] || wrong "campaign ${*:3} ended with $status, not $1: $(cat "$folder/out")"
  grep -qF "$2" "$folder/out" || wrong "campaign ${*:3} does not say \"$2\": $(cat "$folder/out")"
}

"$plenary" play --data "$data" --name localhost "$examples/wcit-12" >/dev/null 2>&1
cat >"$folder/campaign.txt" <<'END'
code: night
title: Ask who decided that night
ask: Ask for a vote.

organisation: An organisation
subject: That night and {country}
body: To {addressee}
 
 I live in {country}.
END
refused 2 'campaign' frobnicate
refused 2 'no campaign' show wcit-12/night
campaign new wcit-12 "$folder/campaign.txt"
refused 3 'campaign night already' new wcit-12 "$folder/campaign.txt"
refused 2 'reaches nobody' open wcit-12/night

printf 'place,name,address\nCHE,Switzerland,che@che.example\nXYZ,Nowhere,xyz@xyz.example\nSWE,Sweden,swe@\n' >"$folder/list.csv"
campaign import wcit-12/night "$folder/list.csv" --source 'a list' --source-date 2012-11-30 >"$folder/out" 2>"$folder/told"
grep -qx '1 added, 0 known, 2 refused' "$folder/out" || wrong "the import says $(cat "$folder/out")"
grep -q ':3: XYZ is no member' "$folder/told" && grep -q ':4: swe@ is no e-mail' "$folder/told" || wrong "told: $(cat "$folder/told")"
campaign import wcit-12/night "$folder/list.csv" --source 'a list' --source-date 2012-11-30 2>/dev/null |
  grep -qx '0 added, 1 known, 2 refused' || wrong 'the second import is not without effect'
campaign confirm wcit-12/night --all
campaign open wcit-12/night
refused 2 'cannot become open' open wcit-12/night

sed -i 's/^title:.*/title: Another title/; s/{country}$/{planet}/' "$folder/campaign.txt"
refused 3 'hole that nothing fills' change wcit-12/night "$folder/campaign.txt"
sed -i 's/{planet}/{country}/' "$folder/campaign.txt"
campaign change wcit-12/night "$folder/campaign.txt"
campaign show wcit-12/night | grep -qx 'title: Another title' || wrong 'the change is not shown'
campaign --json show wcit-12/night | node -e '
  const it = JSON.parse(require("fs").readFileSync(0)); const [c] = it.contacts;
  if (it.state !== "open" || c.place !== "CHE" || c.state !== "confirmed" || c.source !== "a list") process.exit(1)' ||
  wrong 'as JSON it is not what it is'

# Words in further languages stand below the first ones; what the file does not have stays.
{ cat "$folder/campaign.txt"; printf 'in: fr\ntitle: Un titre\nask: Demandez.\nsubject: S\nbody: À {planet}\n'; } >"$folder/french.txt"
refused 3 'hole that nothing fills' change wcit-12/night "$folder/french.txt"
sed -i 's/{planet}/{addressee}/' "$folder/french.txt"
campaign change wcit-12/night "$folder/french.txt"
campaign change wcit-12/night "$folder/campaign.txt"
campaign show wcit-12/night | grep -qx 'title: Un titre' || wrong 'the words in French are gone'
campaign remove-words wcit-12/night fr
campaign show wcit-12/night | grep -q 'in: fr' && wrong 'the words in French are still there'
refused 3 'no further words' remove-words wcit-12/night fr
for word in list held statistics organisers audit; do
  case $word in held | statistics) at=wcit-12/night ;; *) at= ;; esac
  campaign --json $word $at | node -e 'JSON.parse(require("fs").readFileSync(0))' || wrong "$word is no JSON"
done
campaign export wcit-12/night | head -1 | grep -q '^by,key,name,state,messages' || wrong 'the export has no header'
campaign invite Ada --role owner | grep -Eqx 'http://localhost:8081/desk/invite/[A-Za-z0-9_-]{43}' || wrong 'no link'
refused 2 'the role is not good' invite Ada --role king
refused 2 'there is no such message' release wcit-12/night 7

# Representatives by constituency: places are the list's own; a CSV file and a Popolo file go together.
sed -e 's/^code:.*/code: members/; s/^title:.*/title: Ask your member/; s/{country}/{constituency}/g' "$folder/campaign.txt" >"$folder/members.txt"
printf 'about: decision I1\naddressed: constituency\n' >>"$folder/members.txt"
sed -i 's/^subject:.*/subject: “{title}” and {constituency}/' "$folder/members.txt"
campaign new wcit-12 "$folder/members.txt"
printf 'constituency,place_name,name,email\nW-1,First Ward,Ann,ann@council.example\nW-1,First Ward,Bo,bo@council.example\nWard 2,,Cy,cy@council.example\n' >"$folder/wards.csv"
campaign import wcit-12/members "$folder/wards.csv" --source 'the council' --source-date 2012-11-30 >"$folder/out" 2>"$folder/told"
grep -qx '2 added, 0 known, 1 refused' "$folder/out" && grep -q ':4: ' "$folder/told" || wrong "the wards: $(cat "$folder/out" "$folder/told")"
cat >"$folder/wards.json" <<'END'
{ "areas": [{ "id": "W-3", "name": "Third Ward" }, { "id": "W-1", "name": "First Ward" }],
  "persons": [{ "id": "d", "name": "Di", "email": "di@council.example" }, { "id": "b", "name": "Bo", "email": "BO@council.example" }, { "id": "e", "name": "Ed" }],
  "memberships": [{ "person_id": "d", "area_id": "W-3", "role": "councillor" }, { "person_id": "b", "area_id": "W-1" }, { "person_id": "e", "area_id": "W-3" }] }
END
campaign import wcit-12/members "$folder/wards.json" --source 'the council' --source-date 2012-12-01 >"$folder/out" 2>"$folder/told"
grep -qx '1 added, 1 known, 1 refused' "$folder/out" || wrong "the wards as Popolo: $(cat "$folder/out" "$folder/told")"
campaign confirm wcit-12/members --all
campaign open wcit-12/members
campaign --json show wcit-12/members | node -e '
  const it = JSON.parse(require("fs").readFileSync(0));
  const has = it.contacts.map((c) => [c.place_name, c.name, c.role].join("/")).sort().join(" ");
  if (it.addressed !== "constituency" || has !== "First Ward/Ann/ First Ward/Bo/ Third Ward/Di/councillor") { console.log(has); process.exit(1) }' ||
  wrong 'the representatives are not what the lists say'

campaign close wcit-12/night
campaign audit >"$folder/out"
for line in 'made the campaign night' 'imported 1 contacts' 'confirmed 1 addresses' 'opened the campaign' 'changed the campaign' \
  'invited Ada as owner' 'closed the campaign'; do
  grep -qF "the command line  $line" "$folder/out" || wrong "the list lacks: $line"
done

# The queue is read page by page.
sqlite3 "$data/campaign.db" "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 450)
  INSERT INTO mail (kind, state, due_at, created_at) SELECT 'notice', CASE i % 3 WHEN 0 THEN 'queued' WHEN 1 THEN 'deferred' ELSE 'accepted' END, i / 10, 1 FROM n"
after=0/0 pages=0
: >"$folder/queue"
while [ -n "$after" ]; do
  "$plenary" mail --data "$data" queue --after "$after" >"$folder/page"
  grep -v '^there may be more' "$folder/page" >>"$folder/queue" || true
  after=$(sed -n 's/^there may be more: --after //p' "$folder/page")
  pages=$((pages + 1))
done
[ "$pages" = 2 ] && [ "$(wc -l <"$folder/queue")" = 300 ] && [ "$(cut -d' ' -f1 "$folder/queue" | sort -u | wc -l)" = 300 ] ||
  wrong "the queue has $pages pages, $(wc -l <"$folder/queue") rows"
"$plenary" mail --data "$data" queue --after x 2>/dev/null && wrong 'a place that is none is taken'
echo 'a campaign from the command line: good'
