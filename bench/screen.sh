#!/usr/bin/env bash
# From a vote that passes a milestone to the frame that tells the screens, at the default flush interval.
#
#   bench/screen.sh                      prints a table and writes bench/results/screen.md
source "$(dirname "$0")/lib.sh"
MILESTONES=${MILESTONES:-200}
build

flags=()
for at in $(seq "$MILESTONES"); do
    flags+=(--milestone "$at=flash")
done

report screen
echo "# From the vote to the screen"
echo
machine
echo "- $MILESTONES milestones, each passed by one vote at a random moment; until the frame of /api/stream that shows it has come"
echo
start_serve "$JAVA" -jar junretsu.jar serve "${flags[@]}"
"$JAVA" bench/java/ScreenLatency.java "$HTTP" "$UDP" "$MILESTONES" >"$WORK/latency"
stop_serve
echo "| p50 | p99 | max |"
echo "|---|---|---|"
read -r p50 p99 max <"$WORK/latency"
echo "| $p50 ms | $p99 ms | $max ms |"
