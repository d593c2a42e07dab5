#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# tests/fuzz.sh FUZZER SEEDS         runs the fuzzer briefly, from its seeds: it must find nothing
# tests/fuzz.sh --planted FUZZER SEEDS   the fuzzer has a bug planted: the seeds must not show it, the fuzzer must find it
set -uo pipefail
planted=false
[ "$1" = --planted ] && planted=true && shift
fuzzer=$1 seeds=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/corpus"

run() { # SECONDS OPTION...
  "$fuzzer" -max_total_time="$1" -max_len=20000 -timeout=10 -artifact_prefix="$folder/" "${@:2}" >"$folder/said" 2>&1
}

if ! $planted; then
  run 3 "$folder/corpus" "$seeds" || { tail -n 60 "$folder/said"; exit 1; }
  exit 0
fi
run 10 -runs=0 "$seeds" || { echo 'the seeds alone show the planted bug'; tail -n 30 "$folder/said"; exit 1; }
if run 60 "$folder/corpus" "$seeds"; then
  echo 'the planted bug was not found in 60 seconds'
  exit 1
fi
grep -q 'ERROR: AddressSanitizer: heap-buffer-overflow' "$folder/said" && grep -q 'plant_bug' "$folder/said" ||
  { echo 'it found something else:'; tail -n 60 "$folder/said"; exit 1; }
