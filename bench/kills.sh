#!/usr/bin/env bash
# Kills a numbers server with SIGKILL at full load, over and over: how often does the log end within a line, and does --resume go on
# with exactly what stands in it?
#
#   bench/kills.sh [KILLS]               60 of each unless told; writes bench/results/kills.md
source "$(dirname "$0")/lib.sh"
build
scripts/need.sh curl=curl
kills=${1:-60}
log=$WORK/numbers.log

# serve FLAGS...
serve() {
    start_numbers "$JAVA" -jar junretsu.jar serve numbers --log "$log" "$@"
}

report kills
echo "# A numbers server killed at full load"
echo
machine
declare -A half=([batch]=0 [page]=0)
lines=0
# kill_at_full_load HOW: with --log-writes HOW.
kill_at_full_load() {
    local blast_pid bytes
    serve --log-writes "$1"
    "$JAVA" -jar junretsu.jar blast numbers --target "127.0.0.1:$PORT" --duration 10s --unique 100% >/dev/null 2>&1 &
    blast_pid=$!
    sleep "1.$((RANDOM % 1000))"
    kill -9 "$SERVE_PID"
    wait "$SERVE_PID" 2>/dev/null || true
    SERVE_PID=
    wait "$blast_pid" || true
    bytes=$(stat -c %s "$log")
    if [ $((bytes % 10)) -ne 0 ]; then
        half[$1]=$((half[$1] + 1))
    fi
    serve --resume
    if [ "$(curl -s "$HTTP/api/counts" | field unique_total)" -ne $((bytes / 10)) ] || [ "$(stat -c %s "$log")" -ne $((bytes / 10 * 10)) ]; then
        echo "--resume did not go on with the log's whole lines" >&2
        exit 1
    fi
    stop_serve
    lines=$((lines + bytes / 10))
}

for _ in $(seq "$kills"); do
    kill_at_full_load batch
    kill_at_full_load page
done
echo "- 5 connections over loopback at their maximum, killed after 1 to 2 s; log on $(df --output=fstype "$WORK" | tail -n 1)"
echo
echo "$kills kills each, $(mega $((lines / kills / 2))) M lines in the log on average: it ended within a line ${half[batch]} times with --log-writes batch," \
    "${half[page]} times with page, and \`--resume\` went on with all its whole lines, and nothing else, each time."
