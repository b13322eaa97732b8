#!/usr/bin/env bash
# What serve costs: time until it is ready, by each way to start it; resident memory and garbage collections in a minute of full load from one
# source.
#
#   bench/footprint.sh                   prints a table and writes bench/results/footprint.md
#   LOAD_SECONDS=10 JAVA=/path/to/java bench/footprint.sh
source "$(dirname "$0")/lib.sh"
LOAD_SECONDS=${LOAD_SECONDS:-60}
build

# starts NAME COMMAND...: milliseconds from exec to the ready line, and KiB of resident memory half a second later, eleven times.
starts() {
    local name=$1 begin
    shift
    mkfifo "$WORK/$name.out"
    for _ in $(seq 11); do
        rm -rf "$WORK/data"
        begin=$(date +%s%N)
        "$@" --udp 127.0.0.1:0 --http 127.0.0.1:0 --data "$WORK/data" >"$WORK/$name.out" 2>/dev/null &
        SERVE_PID=$!
        head -n 1 "$WORK/$name.out" >/dev/null
        echo $((($(date +%s%N) - begin) / 1000000)) >>"$WORK/$name.ready"
        sleep 0.5
        kib VmRSS >>"$WORK/$name.rss"
        stop_serve
    done
}

# start_row TEXT NAME
start_row() {
    local ready rss
    ready=$(median <"$WORK/$2.ready") rss=$(median <"$WORK/$2.rss")
    echo "| $1 | $ready ms, **$(ratio "$ready" "$(median <"$WORK/newest.ready")")** | $(sort -g "$WORK/$2.ready" | tail -n 1) ms |" \
        "$((rss / 1024)) MiB, **$(ratio "$rss" "$(median <"$WORK/newest.rss")")** |"
}

report footprint
echo "# What serve costs"
echo
machine
echo "- load: blast at its maximum for $LOAD_SECONDS s, 1-byte datagrams from one source, embedded store, no JVM flags"
echo
jdk=$(dirname "$(dirname "$JAVA_NEW")")
JDK=$jdk scripts/tree.sh junretsu.jar "$WORK/package"
scripts/runtime.sh "$jdk" "$WORK/package/lib/junretsu" >/dev/null
starts oldest "$JAVA" -jar junretsu.jar serve
starts newest "$JAVA_NEW" -jar junretsu.jar serve
starts package "$WORK/package/bin/junretsu" serve
echo "| eleven starts | ready, median | slowest | resident memory half a second later |"
echo "|---|---|---|---|"
start_row "\`java -jar\`, Java $(java_version "$JAVA")" oldest
start_row "\`java -jar\`, Java $(java_version "$JAVA_NEW")" newest
start_row "the package, with that Java in it" package
echo
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
echo "| votes counted meanwhile | $(field counted <"$WORK/blast.json") |"
echo "| resident memory after the load | $((rss / 1024)) MiB |"
echo "| resident memory at its peak | $((peak / 1024)) MiB |"
echo "| garbage collections meanwhile | $(($(grep -c Pause "$WORK/gc.log" || true) - collections)) |"
echo "| threads | $threads |"
