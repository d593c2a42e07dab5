#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# append.sh PLENARY APPEND - every write and every sync of an append fails once: the program must end or go on, never answer what
# is not there. The first run that nothing interrupts shows that every call has had its turn.
set -euo pipefail
plenary=$1 append=$2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export ASAN_OPTIONS=detect_leaks=0 # it cannot look while strace does

strace -o /dev/null true 2>/dev/null || { echo 'strace cannot attach here'; exit 77; }

mkdir "$work/talks"
now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
cat >"$work/talks/open.acts" <<ACTS
plenary/1 conference.open
by: secretariat
time: $now
title: Talks
mandate: To talk.
offset: Z
mode: run
rules: 1
key: @secretariat
log-key: @log
profile: name: Talks
 majority: simple more than 1/2

plenary/1 actor.admit
by: secretariat
time: $now
id: AAA
role: member
name: Aland
key: @AAA
ACTS
"$plenary" play --data "$work/origin" --name hall.example "$work/talks" >/dev/null

runs=0 fired=0
# try CALL ERROR FIRST STEP: fails the FIRST-th call, then a later one each time, until a run is not interrupted.
try() {
  local call=$1 error=$2 nth=$3 step=$4 status
  while :; do
    rm -rf "$work/dir"
    cp -r "$work/origin" "$work/dir"
    status=0
    strace -f -o "$work/trace" -e trace="$call" -e "inject=$call:error=$error:when=$nth" \
      "$append" "$work/dir" >"$work/acks" 2>"$work/words" || status=$?
    runs=$((runs + 1))
    if grep -q INJECTED "$work/trace"; then fired=$((fired + 1)); else
      [ "$status" = 0 ] || { echo "$call: ended with $status though nothing failed"; cat "$work/words"; exit 1; }
      [ "$(wc -l <"$work/acks")" = 6 ] || { echo "$call: not all answered"; exit 1; }
      return
    fi
    "$append" --check "$work/dir" "$work/acks" || {
      echo "$call number $nth failed with $error (status $status, $(wc -l <"$work/acks") answered)"
      cat "$work/words"
      exit 1
    }
    nth=$((nth + step))
  done
}

try fdatasync EIO 1 1
try fsync EIO 1 1
try pwrite64 ENOSPC 1 3
try pwrite64 EIO 2 3
echo "$runs runs, $fired of them with a call that failed; whatever was answered is there"
[ "$fired" -ge 20 ]
