#!/usr/bin/env bash
# How near serve and blast come to the machine's limit: the C probe and junretsu in turn, 1-byte datagrams, one a packet.
#
#   bench/votes.sh                       prints a table and writes bench/results/votes.md
#   ROUNDS=9 SECONDS_EACH=3 JAVA=/path/to/java bench/votes.sh
source "$(dirname "$0")/lib.sh"
build

# probe N PINNING...: N senders and N receivers of the C probe; prints received a second.
probe() {
    "$WORK/udp_limit" single -t "$SECONDS_EACH" -n "$1" "${@:2}" >"$WORK/probe.json"
    grep -q '"counted_ok":true' "$WORK/probe.json"
    field received_per_s <"$WORK/probe.json"
}

# junretsu N SERVE_PIN BLAST_PIN: the same with serve and blast; prints counted a second. Every vote must be accounted for.
junretsu() {
    start_serve $2 "$JAVA" -jar junretsu.jar serve --threads "$1"
    local sockets=1
    if [ "$1" -gt 1 ]; then
        sockets=$((16 * $1))
    fi
    $3 "$JAVA" -jar junretsu.jar blast --target "$UDP" --verify "$HTTP" --json --threads "$1" --sockets "$sockets" \
        --buttons 256 --duration "${SECONDS_EACH}s" >"$WORK/blast.json" 2>"$WORK/blast.err"
    stop_serve
    local counted duration sent dropped lost
    counted=$(field counted <"$WORK/blast.json")
    duration=$(field duration_s <"$WORK/blast.json")
    sent=$(field sent <"$WORK/blast.json")
    dropped=$(field dropped <"$WORK/blast.json")
    lost=$(field lost <"$WORK/blast.json")
    if [ "$sent" -ne $((counted + dropped + lost)) ]; then
        echo "sent $sent is not counted $counted + dropped $dropped + lost $lost" >&2
        exit 1
    fi
    awk -v c="$counted" -v d="$duration" 'BEGIN {printf "%.0f\n", c / d}'
}

# compare TITLE N PROBE_PINNING SERVE_PIN BLAST_PIN
compare() {
    local c=() j=() r=() i
    for i in $(seq "$ROUNDS"); do
        # shellcheck disable=SC2086
        c+=("$(probe "$2" $3)")
        j+=("$(junretsu "$2" "$4" "$5")")
        r+=("$(ratio "${j[-1]}" "${c[-1]}")")
        echo "round $i, $1: C ${c[-1]}, junretsu ${j[-1]}, ratio ${r[-1]}" >&2
    done
    local cm jm
    cm=$(printf '%s\n' "${c[@]}" | median)
    jm=$(printf '%s\n' "${j[@]}" | median)
    echo "| $1 | $(mega "$cm") | $(mega "$jm") | $(ratio "$jm" "$cm") | ${r[*]} |"
}

mkdir -p bench/results "$WORK/classes"
javac -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/votes/serve/CountingLoop.java
{
    echo "# serve and blast against the machine's limit"
    echo
    machine
    echo "- payload: 1 byte a datagram, one datagram a packet, loopback, $SECONDS_EACH s a run, $ROUNDS rounds in turn"
    echo "- limit: \`bench/limit/udp_limit.c single\`, send() and recv() in C with the same napping receiver"
    echo
    echo "| senders + receivers | C, M votes/s | junretsu (nio), M votes/s | ratio of medians | ratio of each round |"
    echo "|---|---|---|---|---|"
    if [ "$(nproc)" -ge 2 ]; then
        compare "1 + 1, a core each" 1 "-P 1" "taskset -c 1" "taskset -c 0"
    fi
    compare "1 + 1, unpinned" 1 "" "" ""
    compare "2 + 2, unpinned, 16 flows a sender" 2 "" "" ""
    echo
    echo "The counting loop alone, one core, no kernel:"
    echo
    "$JAVA" -cp junretsu.jar:"$WORK/classes" junretsu.votes.serve.CountingLoop
} | tee bench/results/votes.md
