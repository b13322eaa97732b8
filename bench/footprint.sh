#!/usr/bin/env bash
# What serve costs: time until it is ready, resident memory and garbage collections in a minute of full load from one source.
#
#   bench/footprint.sh                   prints a table and writes bench/results/footprint.md
#   LOAD_SECONDS=10 JAVA=/path/to/java bench/footprint.sh
source "$(dirname "$0")/lib.sh"
LOAD_SECONDS=${LOAD_SECONDS:-60}
build

# Milliseconds from exec to the ready line, a line a start.
ready_times() {
    local begin end i
    mkfifo "$WORK/ready"
    for i in $(seq 11); do
        rm -rf "$WORK/data"
        begin=$(date +%s%N)
        "$JAVA" -jar junretsu.jar serve --udp 127.0.0.1:0 --http 127.0.0.1:0 --data "$WORK/data" >"$WORK/ready" 2>/dev/null &
        SERVE_PID=$!
        head -n 1 "$WORK/ready" >/dev/null
        end=$(date +%s%N)
        stop_serve
        echo $(((end - begin) / 1000000))
    done
}

report footprint
echo "# What serve costs"
echo
machine
echo "- load: blast at its maximum for $LOAD_SECONDS s, 1-byte datagrams from one source, embedded store, no JVM flags"
echo
ready_times >"$WORK/times"
start_serve "$JAVA" "-Xlog:gc:file=$WORK/gc.log" -jar junretsu.jar serve
sleep 1
collections=$(grep -c Pause "$WORK/gc.log" || true)
"$JAVA" -jar junretsu.jar blast --target "$UDP" --verify "$HTTP" --duration "${LOAD_SECONDS}s" --json \
    >"$WORK/blast.json" 2>/dev/null
rss=$(kib VmRSS)
peak=$(kib VmHWM)
threads=$(sed -n 's/^Threads:[^0-9]*//p' "/proc/$SERVE_PID/status")
stop_serve
echo "| what | measured |"
echo "|---|---|"
echo "| ready after start, median of 11 | $(median <"$WORK/times") ms |"
echo "| ready after start, slowest | $(sort -g "$WORK/times" | tail -n 1) ms |"
echo "| votes counted meanwhile | $(field counted <"$WORK/blast.json") |"
echo "| resident memory after the load | $((rss / 1024)) MiB |"
echo "| resident memory at its peak | $((peak / 1024)) MiB |"
echo "| garbage collections meanwhile | $(($(grep -c Pause "$WORK/gc.log" || true) - collections)) |"
echo "| threads | $threads |"
