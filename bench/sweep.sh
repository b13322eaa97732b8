#!/usr/bin/env bash
# What payload and rate do: votes a second and loss for datagrams of 1 to 1400 votes, and at 10, 50 and 90 % of the maximum.
#
#   bench/sweep.sh                       prints tables and writes bench/results/sweep.md
source "$(dirname "$0")/lib.sh"
build

# blast FLAGS...: loads the server; leaves the report in $WORK/blast.json.
blast() {
    "$JAVA_NEW" -jar junretsu.jar blast --target "$UDP" --verify "$HTTP" --json --buttons 256 \
        --duration "${SECONDS_EACH}s" "$@" >"$WORK/blast.json" 2>/dev/null
}

per_second() {
    awk -v c="$(field "$1" <"$WORK/blast.json")" -v d="$(field duration_s <"$WORK/blast.json")" 'BEGIN {printf "%.0f\n", c / d}'
}

percent() {
    awk -v l="$(field loss <"$WORK/blast.json")" 'BEGIN {printf "%.3f %%\n", 100 * l}'
}

report sweep
echo "# Payload and rate"
echo
machine
echo "- engine mmsg, 1 + 1 threads, $SECONDS_EACH s a run, $ROUNDS rounds in turn, medians; every byte is a vote, 256 buttons"
echo
echo "| votes a datagram | M votes/s sent | M votes/s counted | lost, median | one datagram a packet: M votes/s counted | lost, median |"
echo "|---|---|---|---|---|---|"
start_serve "$JAVA_NEW" -jar junretsu.jar serve --engine mmsg
for payload in 1 8 64 512 1400; do
    rm -f "$WORK"/sent "$WORK"/counted "$WORK"/loss "$WORK"/plain "$WORK"/plainloss
    for _ in $(seq "$ROUNDS"); do
        blast --payload "$payload"
        per_second sent >>"$WORK/sent"
        per_second counted >>"$WORK/counted"
        percent >>"$WORK/loss"
        blast --payload "$payload" --offload off
        per_second counted >>"$WORK/plain"
        percent >>"$WORK/plainloss"
    done
    echo "| $payload | $(mega "$(median <"$WORK/sent")") | $(mega "$(median <"$WORK/counted")") | $(median <"$WORK/loss") % |" \
        "$(mega "$(median <"$WORK/plain")") | $(median <"$WORK/plainloss") % |"
done
blast
max=$(per_second sent)
echo
echo "| share of the maximum | M votes/s asked | M votes/s counted | lost, each round | schedule lag p99, µs, median |"
echo "|---|---|---|---|---|"
for share in 10 50 90; do
    rm -f "$WORK"/counted "$WORK"/loss "$WORK"/lag
    for _ in $(seq "$ROUNDS"); do
        blast --rate $((max * share / 100))
        per_second counted >>"$WORK/counted"
        percent >>"$WORK/loss"
        field p99 <"$WORK/blast.json" >>"$WORK/lag"
    done
    echo "| $share % | $(mega $((max * share / 100))) | $(mega "$(median <"$WORK/counted")") | $(paste -sd' ' "$WORK/loss") | $(median <"$WORK/lag") |"
done
stop_serve
