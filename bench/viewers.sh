#!/usr/bin/env bash
# What a crowd in front of the screens costs: readers of the stream, a tenth of whom never read, at the show's rate of votes.
#
#   bench/viewers.sh                     prints a table and writes bench/results/viewers.md
#   VIEWERS=500 bench/viewers.sh
source "$(dirname "$0")/lib.sh"
VIEWERS=${VIEWERS:-2000}
build

# load: votes counted a second of 500,000 asked.
load() {
    "$JAVA" -jar junretsu.jar blast --target "$UDP" --verify "$HTTP" --json --rate 500k --duration "${SECONDS_EACH}s" \
        >"$WORK/blast.json" 2>/dev/null
    awk -v c="$(field counted <"$WORK/blast.json")" -v d="$(field duration_s <"$WORK/blast.json")" 'BEGIN {printf "%.0f\n", c / d}'
}

rss() {
    echo $(($(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$SERVE_PID/status") / 1024))
}

report viewers
echo "# A crowd in front of the screens"
echo
machine
echo "- $VIEWERS readers of /api/stream on the same machine, of whom $((VIEWERS / 10)) never read; 500,000 votes/s asked for $SECONDS_EACH s, $ROUNDS rounds in turn"
echo
start_serve "$JAVA" -jar junretsu.jar serve
load >/dev/null
for _ in $(seq "$ROUNDS"); do
    load >>"$WORK/alone"
    "$JAVA" bench/java/Viewers.java "$HTTP" "$VIEWERS" $((VIEWERS / 10)) $((SECONDS_EACH + 4)) >>"$WORK/frames" 2>"$WORK/viewers.err" &
    viewers=$!
    await grep -q connected "$WORK/viewers.err"
    load >>"$WORK/watched"
    rss >>"$WORK/rss"
    wait "$viewers"
done
echo "| | nobody watches | $VIEWERS watch |"
echo "|---|---|---|"
alone=$(median <"$WORK/alone")
watched=$(median <"$WORK/watched")
echo "| votes counted a second | $alone | $watched ($(ratio "$watched" "$alone")) |"
echo "| frames a reader got, each 100 ms after the last: p50 | | $(cut -d' ' -f2 "$WORK/frames" | median) ms |"
echo "| p99 | | $(cut -d' ' -f3 "$WORK/frames" | median) ms |"
echo "| the longest | | $(cut -d' ' -f4 "$WORK/frames" | sort -g | tail -n 1) ms |"
echo "| resident memory, MiB, each round | | $(paste -sd' ' "$WORK/rss") |"
stop_serve
