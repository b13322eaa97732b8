#!/usr/bin/env bash
# What a crowd in front of the screens costs: readers of the stream, a tenth of whom never read, at the show's rate of votes.
#
#   bench/viewers.sh                     prints a table and writes bench/results/viewers.md
#   VIEWERS=500 bench/viewers.sh
#
# Fails when those who never read do not make the server skip frames, or are not closed: their kernels hold 2 to 3 MB each, which the
# frames of 256 buttons fill in a minute.
source "$(dirname "$0")/lib.sh"
VIEWERS=${VIEWERS:-2000}
DEAF=$((VIEWERS / 10))
DEAF_SECONDS=${DEAF_SECONDS:-180}
build

# load SECONDS: votes counted a second of 500,000 asked.
load() {
    "$JAVA" -jar junretsu.jar blast --target "$UDP" --verify "$HTTP" --json --rate 500k --buttons 256 --duration "$1s" \
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
echo "- $VIEWERS readers of /api/stream on the same machine, of whom $DEAF never read; 500,000 votes/s asked for $SECONDS_EACH s, $ROUNDS rounds in turn"
echo
start_serve "$JAVA" -jar junretsu.jar serve
load "$SECONDS_EACH" >/dev/null
for _ in $(seq "$ROUNDS"); do
    load "$SECONDS_EACH" >>"$WORK/alone"
    "$JAVA" bench/java/Viewers.java "$HTTP" "$VIEWERS" "$DEAF" $((SECONDS_EACH + 4)) >>"$WORK/frames" 2>"$WORK/viewers.err" &
    viewers=$!
    await grep -q connected "$WORK/viewers.err"
    load "$SECONDS_EACH" >>"$WORK/watched"
    rss >>"$WORK/rss"
    wait "$viewers"
done
"$JAVA" bench/java/Viewers.java "$HTTP" "$VIEWERS" "$DEAF" "$DEAF_SECONDS" >"$WORK/deaf" 2>"$WORK/viewers.err" &
viewers=$!
await grep -q connected "$WORK/viewers.err"
load $((DEAF_SECONDS - 20)) >/dev/null
wait "$viewers"
read -r _ _ _ _ closed skipped <"$WORK/deaf"
echo "| | nobody watches | $VIEWERS watch |"
echo "|---|---|---|"
alone=$(median <"$WORK/alone")
watched=$(median <"$WORK/watched")
echo "| votes counted a second | $alone | $watched ($(ratio "$watched" "$alone")) |"
echo "| frames a reader got, each 100 ms after the last: p50 | | $(cut -d' ' -f2 "$WORK/frames" | median) ms |"
echo "| p99 | | $(cut -d' ' -f3 "$WORK/frames" | median) ms |"
echo "| the longest | | $(cut -d' ' -f4 "$WORK/frames" | sort -g | tail -n 1) ms |"
echo "| resident memory, MiB, each round | | $(paste -sd' ' "$WORK/rss") |"
echo "| of $DEAF that never read, closed within $DEAF_SECONDS s; frames skipped | | $closed; $skipped |"
stop_serve
if [ "$closed" -ne "$DEAF" ] || [ "$skipped" -le 0 ]; then
    echo "viewers.sh: those who never read were not closed, or no frame was skipped" >&2
    exit 1
fi
