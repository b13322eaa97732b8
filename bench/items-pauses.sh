#!/usr/bin/env bash
# The longest that an items server's answers wait at half of its load, and in which phase of a group: tenants, set, disk, answers,
# snapshot. Snapshots are frequent here, so that each run has some.
#
#   bench/items-pauses.sh                prints a table and writes bench/results/items-pauses.md
SECONDS_EACH=${SECONDS_EACH:-20}
ROUNDS=${ROUNDS:-3}
source "$(dirname "$0")/lib.sh"
build

# blast FLAGS...: leaves the report in $WORK/blast.json.
blast() {
    "$JAVA" -jar junretsu.jar blast items --target "$HTTP" --unique 50% --json "$@" >"$WORK/blast.json" 2>"$WORK/blast.err"
}

# longest PHASE: its longest time in ms.
longest() {
    curl -s "$HTTP/metrics" | awk -v phase="phase=\"$1\"" '/^junretsu_items_commit_phase_longest/ && index($0, phase) {printf "%.1f", $NF * 1e3}'
}

report items-pauses
echo "# Pauses of an items server"
echo
machine
echo "- batches of 100, 16 connections, half as many a second as the server took just before, $SECONDS_EACH s a run, latency from the planned time;"
echo "  the load on the same cores; a snapshot each 64 MiB of log"
echo
echo "| items/s | p99, ms | p99.9, ms | max, ms | longest phase, ms: tenants, set, disk, answers, snapshot | longest collection, ms |"
echo "|---|---|---|---|---|---|"
for _ in $(seq "$ROUNDS"); do
    rm -rf "$WORK/items"
    "$JAVA" -Xlog:gc:file="$WORK/gc.log" -jar junretsu.jar serve items --http 127.0.0.1:0 --data "$WORK/items" --snapshot 64MiB \
        >"$WORK/serve.out" 2>&1 &
    SERVE_PID=$!
    await grep -q ' ready: ' "$WORK/serve.out"
    HTTP=$(sed -n 's/.*\(http:[^,]*\),.*/\1/p' "$WORK/serve.out" | head -n 1)
    blast --duration 5s --batch 100 --connections 16
    half=$(field items_per_s <"$WORK/blast.json" | awk '{printf "%d", $1 / 2}')
    blast --duration "${SECONDS_EACH}s" --batch 100 --connections 16 --rate "$half"
    p99=$(field p99 <"$WORK/blast.json")
    p999=$(field p99_9 <"$WORK/blast.json")
    max=$(field max <"$WORK/blast.json")
    gc=$(sed -n 's/.* Pause .* \([0-9.]*\)ms$/\1/p' "$WORK/gc.log" | sort -g | tail -n 1)
    echo "| $(field items_per_s <"$WORK/blast.json") | $(ratio "$p99" 1000) | $(ratio "$p999" 1000) | $(ratio "$max" 1000) |" \
        "$(longest tenants), $(longest set), $(longest disk), $(longest answers), $(longest snapshot) | $gc |"
    stop_serve
done
