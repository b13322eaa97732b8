#!/usr/bin/env bash
# A caller with a million jobs: what the server holds in memory, how soon it is ready again after kill -9, and how long another caller
# waits for a small job beside it. The load and the workers share the cores of this machine.
#
#   bench/jobs-million.sh                1,000 bodies of 1,000 numbers of 60 digits; writes bench/results/jobs-million.md
#   BODIES=50 bench/jobs-million.sh
source "$(dirname "$0")/lib.sh"
BODIES=${BODIES:-1000}
HEAP=${HEAP:-320m}
JOBS=1000
SMALL=50
RESTARTS=3
RSS_MIB_MAX=512
READY_MS_MAX=2000
scripts/need.sh curl=curl
build

# serve: a jobs server on the queue that is there.
serve() {
    "$JAVA" "-Xmx$HEAP" -jar junretsu.jar serve jobs --http 127.0.0.1:0 --data "$WORK/jobs" --open-max 2m --cache off >"$WORK/serve.out" 2>&1 &
    SERVE_PID=$!
    until grep -qs ' ready: ' "$WORK/serve.out"; do
        kill -0 "$SERVE_PID" || { cat "$WORK/serve.out" >&2; exit 1; }
        sleep 0.01
    done
    HTTP=$(sed -n 's/.*\(http:[^, ]*\),.*/\1/p' "$WORK/serve.out" | head -n 1)
}

# bodies FIRST STEP: posts every STEPth body, each with numbers of its own.
bodies() {
    local body
    for body in $(seq "$1" "$2" "$BODIES"); do
        sed "s/:/:$((100000 + body))/" "$WORK/numbers" |
            curl -sf -o /dev/null -H 'Content-Type: application/x-ndjson' --data-binary @- "$HTTP/api/jobs?caller=anna"
    done
}

# small FILE: another caller posts numbers of 12 digits one after the other and waits for each; appends the ms.
small() {
    local i
    for i in $(seq "$SMALL"); do
        timed "$1" -d "{\"number\":$((900000000000 + RANDOM * 32768 + RANDOM))}" "$HTTP/api/jobs?caller=ben&wait=60s"
        grep -q '"status":"completed"' "$WORK/answer" || { cat "$WORK/answer" >&2; exit 1; }
    done
}

# timed FILE CURL...: appends the ms that a request takes.
timed() {
    local file=$1
    shift
    curl -sf -o "$WORK/answer" -w '%{time_total}\n' "$@" | awk '{printf "%.1f\n", $1 * 1e3}' >>"$WORK/$file"
}

most() {
    sort -g "$WORK/$1" | tail -n 1
}

counted() {
    curl -sf "$HTTP/api/counts" | field "$1"
}

awk -v n="$JOBS" 'BEGIN {
    srand(1)
    for (i = 0; i < n; i++) {
        d = ""
        while (length(d) < 54) d = d int(rand() * 10)
        print "{\"number\":" d "}"
    }
}' >"$WORK/numbers"
serve
begin=$(date +%s%N)
bodies 1 2 &
first=$!
bodies 2 2
wait "$first"
ms=$((($(date +%s%N) - begin) / 1000000))
accepted=$(counted accepted)
if [ "$accepted" -ne $((BODIES * JOBS)) ]; then
    echo "$((BODIES * JOBS)) were sent, $accepted accepted" >&2
    exit 1
fi
small beside
timed queue "$HTTP/api/queue"
timed list "$HTTP/api/jobs?caller=anna&limit=1000"
filled_mib=$(($(kib VmHWM) / 1024))
disk_mb=$(du -sm "$WORK/jobs" | cut -f1)
for _ in $(seq "$RESTARTS"); do
    open=$(counted open)
    kill -9 "$SERVE_PID"
    wait "$SERVE_PID" 2>/dev/null || true
    begin=$(date +%s%N)
    serve
    echo $((($(date +%s%N) - begin) / 1000000)) >>"$WORK/ready"
    if [ "$(counted open_at_start)" -lt $((open - 100)) ]; then
        echo "of $open open jobs $(counted open_at_start) were there after the kill" >&2
        exit 1
    fi
    small after
    echo $(($(kib VmHWM) / 1024)) >>"$WORK/rss"
done

report jobs-million
echo "# A caller with a million jobs"
echo
machine
echo "- $accepted numbers of 60 digits of one caller, in bodies of $JOBS, -Xmx$HEAP, a worker a core"
echo
echo "| | | limit |"
echo "|---|---|---|"
echo "| accepted and on the disk, jobs/s, the bodies made on the same cores | $((accepted * 1000 / ms)) | |"
echo "| largest resident memory, MiB | $filled_mib | $RSS_MIB_MAX |"
echo "| the same after kill -9 and start, the largest of $RESTARTS | $(most rss) | $RSS_MIB_MAX |"
echo "| ready again after kill -9, ms, median and largest of $RESTARTS | $(median <"$WORK/ready"), $(most ready) | $READY_MS_MAX |"
echo "| another caller's small job until its factors, ms, median and longest of $SMALL | $(median <"$WORK/beside"), $(most beside) | |"
echo "| the same after a start, of $((RESTARTS * SMALL)) | $(median <"$WORK/after"), $(most after) | |"
echo "| /api/queue, and a page of 1,000 of the caller's jobs, ms | $(most queue), $(most list) | |"
echo "| on the disk, MB | $disk_mb | |"
stop_serve
if [ "$filled_mib" -gt $RSS_MIB_MAX ] || [ "$(most rss)" -gt $RSS_MIB_MAX ] || [ "$(most ready)" -gt $READY_MS_MAX ]; then
    echo "over the limit" >&2
    exit 3
fi
