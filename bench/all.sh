#!/bin/sh
# Runs benchmarks one after the other, all of them though some fail, which it names in the end.
#
#   bench/all.sh COMMAND...              such as bench/all.sh bench/votes.sh 'USERS=10m bench/users.sh'
set -u
cd "$(dirname "$0")/.."
trap 'exit 130' INT TERM
failed=
for each in "$@"; do
    sh -c "$each" || failed="$failed
  $each"
done
if [ -n "$failed" ]; then
    echo "failed:$failed" >&2
    exit 1
fi
