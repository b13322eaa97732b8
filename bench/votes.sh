#!/usr/bin/env bash
# How near serve and blast come to the machine's limit: the C probe and junretsu's engines in turn, on the same payload.
#
#   bench/votes.sh                       prints tables and writes bench/results/votes.md
#   ROUNDS=9 SECONDS_EACH=3 JAVA=/path/to/java JAVA_NEW=/path/to/newer/java bench/votes.sh
source "$(dirname "$0")/lib.sh"
build

# probe MODE N PINNING...: N senders and N receivers in C; prints datagrams received a second.
probe() {
    "$WORK/udp_limit" "$1" -t "$SECONDS_EACH" -n "$2" "${@:3}" >"$WORK/probe.json"
    grep -q '"counted_ok":true' "$WORK/probe.json"
    field received_per_s <"$WORK/probe.json"
}

# junretsu JAVA N PINNED FLAGS...: the same with serve and blast, a second of load before it counts; prints votes counted a second. Every vote must be accounted for.
junretsu() {
    local java=$1 n=$2 serve_pin= blast_pin=
    if [ "$3" = pinned ]; then
        serve_pin="taskset -c 1"
        blast_pin="taskset -c 0"
    fi
    shift 3
    # shellcheck disable=SC2086
    start_serve $serve_pin "$java" -jar junretsu.jar serve --threads "$n" "$@"
    # shellcheck disable=SC2086
    $blast_pin "$java" -jar junretsu.jar blast --target "$UDP" --json --threads "$n" --buttons 256 --duration 1s "$@" >/dev/null 2>&1
    # shellcheck disable=SC2086
    $blast_pin "$java" -jar junretsu.jar blast --target "$UDP" --verify "$HTTP" --json --threads "$n" \
        --buttons 256 --duration "${SECONDS_EACH}s" "$@" >"$WORK/blast.json" 2>"$WORK/blast.err"
    stop_serve
    local counted duration
    counted=$(field counted <"$WORK/blast.json")
    duration=$(field duration_s <"$WORK/blast.json")
    if [ "$(field sent <"$WORK/blast.json")" -ne \
        $((counted + $(field dropped <"$WORK/blast.json") + $(field lost <"$WORK/blast.json"))) ]; then
        echo "sent is not counted + dropped + lost:" >&2
        cat "$WORK/blast.json" >&2
        exit 1
    fi
    field loss <"$WORK/blast.json" >>"$WORK/losses"
    awk -v c="$counted" -v d="$duration" 'BEGIN {printf "%.0f\n", c / d}'
}

# One line a contender: the key of the C mode that it is held against, its Java, its flags, what the README calls it.
CONTENDERS=(
    "single|$JAVA|--engine nio --offload off|nio, one datagram a packet"
    "mmsg|$JAVA_NEW|--engine mmsg --offload off|mmsg, one datagram a packet"
    "gso|$JAVA_NEW|--engine mmsg|mmsg"
    "gso|$JAVA_NEW|--engine uring|uring"
    "gso|$JAVA|--engine nio|nio"
)

# compare TITLE N PINNED PROBE_PINNING: all contenders and C modes in turn, round by round.
compare() {
    local mode i k line java flags name
    rm -f "$WORK"/rates.*
    for i in $(seq "$ROUNDS"); do
        for mode in single mmsg gso; do
            # shellcheck disable=SC2086
            probe "$mode" "$2" $4 >>"$WORK/rates.$mode"
        done
        for k in "${!CONTENDERS[@]}"; do
            IFS='|' read -r mode java flags name <<<"${CONTENDERS[$k]}"
            # shellcheck disable=SC2086
            junretsu "$java" "$2" "$3" $flags >>"$WORK/rates.$k"
            echo "$1, round $i: $name $(tail -n 1 "$WORK/rates.$k"), C $mode $(tail -n 1 "$WORK/rates.$mode")" >&2
        done
    done
    for k in "${!CONTENDERS[@]}"; do
        IFS='|' read -r mode java flags name <<<"${CONTENDERS[$k]}"
        line=$(paste "$WORK/rates.$k" "$WORK/rates.$mode" | awk '{printf "%.2f ", $1 / $2}')
        echo "| $1 | $name | $(java_version "$java") | $(mega "$(median <"$WORK/rates.$k")") | $mode $(mega "$(median <"$WORK/rates.$mode")") |" \
            "**$(ratio "$(median <"$WORK/rates.$k")" "$(median <"$WORK/rates.$mode")")** | $line|"
    done
}

mkdir -p "$WORK/classes"
"$(dirname "$JAVA_NEW")/javac" --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/votes/serve/CountingLoop.java
report votes
echo "# serve and blast against the machine's limit"
echo
machine
echo "- payload: 1 byte a datagram, loopback, $SECONDS_EACH s a run, $ROUNDS rounds, all contenders in turn in each round"
echo "- limit: \`bench/limit/udp_limit.c\`; \`single\` is send() and recv(), \`mmsg\` is sendmmsg() and recvmmsg() with one datagram a"
echo "  packet, \`gso\` is the same with UDP_SEGMENT and UDP_GRO, 128 datagrams a packet; all with a receiver that naps"
echo "- a server is loaded for a second before it is measured, as one would be that has been up for a while"
echo "- 1 + 1 is one sending and one receiving thread; with 2 + 2, each sender has 16 source ports"
echo
echo "| threads | engine | Java | M votes/s | C, M votes/s | ratio of medians | ratio of each round |"
echo "|---|---|---|---|---|---|---|"
if [ "$(nproc)" -ge 2 ]; then
    compare "1 + 1, a core each" 1 pinned "-P 1"
fi
compare "2 + 2" 2 free ""
echo
echo "Votes lost: $(awk '{s += $1; if ($1 > m) m = $1} END {printf "%.4f %% on average, %.4f %% in the worst run", 100 * s / NR, 100 * m}' "$WORK/losses")."
echo
echo "The counting loop alone, one core, no kernel:"
echo
"$JAVA" -cp junretsu.jar:"$WORK/classes" junretsu.votes.serve.CountingLoop
