#!/usr/bin/env bash
# What a datagram costs the receiver: CPU time of the receiving thread, loaded by a sender of joined packets that the receiver
# takes one by one, since a sender of single packets cannot fill a receiver.
#
#   bench/receiver.sh                    prints a table and writes bench/results/receiver.md
source "$(dirname "$0")/lib.sh"
build
TICKS=$(getconf CLK_TCK)

# CPU nanoseconds a datagram of the C receiver.
probe() {
    "$WORK/udp_limit" mmsg -T gso -t "$SECONDS_EACH" -P 1 >"$WORK/probe.json"
    awk -v u="$(field cpu_rx_user <"$WORK/probe.json")" -v s="$(field cpu_rx_sys <"$WORK/probe.json")" \
        -v n="$(field received_per_s <"$WORK/probe.json")" 'BEGIN {printf "%.0f\n", (u + s) * 1e9 / n}'
}

# Ticks of CPU time that the thread vote-receiver-0 has had.
receiver_ticks() {
    local task
    for task in /proc/"$SERVE_PID"/task/*; do
        if grep -q '^vote-receiver-0' "$task/comm"; then
            sed 's/.*) //' "$task/stat" | awk '{print $12 + $13}'
        fi
    done
}

# junretsu ENGINE
junretsu() {
    start_serve taskset -c 1 "$JAVA_NEW" -jar junretsu.jar serve --engine "$1" --offload off
    taskset -c 0 "$JAVA_NEW" -jar junretsu.jar blast --target "$UDP" --duration 1s >/dev/null 2>&1
    local before after
    before=$(receiver_ticks)
    taskset -c 0 "$JAVA_NEW" -jar junretsu.jar blast --target "$UDP" --verify "$HTTP" --json --buttons 256 \
        --duration "${SECONDS_EACH}s" >"$WORK/blast.json" 2>/dev/null
    after=$(receiver_ticks)
    stop_serve
    awk -v t="$((after - before))" -v hz="$TICKS" -v n="$(field counted <"$WORK/blast.json")" 'BEGIN {printf "%.0f\n", t * 1e9 / hz / n}'
}

report receiver
echo "# What a datagram costs the receiver"
echo
machine
echo "- 1-byte datagrams; the sender joins 128 a packet, the receiver has no GRO, so the kernel hands it each by itself and drops many;"
echo "  sender and receiver have a core each; $SECONDS_EACH s a run, $ROUNDS rounds in turn, medians"
echo
for _ in $(seq "$ROUNDS"); do
    probe >>"$WORK/c"
    junretsu mmsg >>"$WORK/mmsg"
    junretsu uring >>"$WORK/uring"
    junretsu nio >>"$WORK/nio"
done
echo "| receiver | ns of CPU time a datagram | against C | each round |"
echo "|---|---|---|---|"
for r in c mmsg uring nio; do
    echo "| ${r/#c/C, recvmmsg} | $(median <"$WORK/$r") | $(ratio "$(median <"$WORK/$r")" "$(median <"$WORK/c")") | $(paste -sd' ' "$WORK/$r") |"
done
