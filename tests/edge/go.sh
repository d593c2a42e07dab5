#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tests/edge/go.sh WRITER CLIENT: a log written by us, read by Go's x/mod; then with one byte changed here and there.
set -uo pipefail
writer=$1 client=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
bad=0

good() { # WHAT ARGUMENT...
  "$client" "${@:2}" >"$folder/said" 2>&1 || { echo "refused: $1"; cat "$folder/said"; bad=1; }
}

refused() { # WHAT ARGUMENT...
  "$client" "${@:2}" >"$folder/said" 2>&1
  local status=$?
  [ $status -eq 1 ] || { echo "not refused: $1 ($status)"; cat "$folder/said"; bad=1; }
}

# Changes the byte at an offset of a file of the log of 1,000, and says whether the client finds it.
change() { # FILE OFFSET
  cp -r "$folder/1000" "$folder/changed"
  printf '\xff' | dd of="$folder/changed/$1" bs=1 seek="$2" conv=notrunc status=none
  refused "$1 with byte $2 changed" "$folder/changed" "$key"
  rm -r "$folder/changed"
}

for size in 1 2 255 256 257 1000 1001; do
  key=$("$writer" "$folder/$size" "$size") || exit 1
  good "a log of $size" "$folder/$size" "$key"
done
good 'a log of 1,000 after one of 257' "$folder/1000" "$key" "$folder/257/checkpoint"
refused 'a log of 257 after one of 1,000' "$folder/257" "$key" "$folder/1000/checkpoint"
refused 'the key of another log' "$folder/1000" \
  'example.com/alpha+b49042ee+Af0lmw6xaNF+hw9ERd1TYuR+G2jLgpJWDAZfiBn4v0bE'

for place in 'checkpoint 3' 'checkpoint 26' 'checkpoint 40' 'checkpoint 120' 'tile/0/000 0' 'tile/0/002 8191' \
  'tile/0/003.p/232 5000' 'tile/1/000.p/3 95' 'tile/entries/000 0' 'tile/entries/001 5' 'tile/entries/003.p/232 2319'; do
  change $place
done
exit $bad
