#!/usr/bin/env bash
# One build against another, in turn, on the same machine: has a change made anything slower?
#
#   bench/compare.sh OLD.jar NEW.jar     prints a table with the ratios new / old
#   ROUNDS=9 SECONDS_EACH=5 bench/compare.sh ...
#
# Each jar is loaded by its own blast, so a slower blast shows too.
source "$(dirname "$0")/lib.sh"
[ $# -eq 2 ] || { sed -n '4,5s/^# *//p' "$0" >&2; exit 2; }
OLD=$1
NEW=$2

# votes JAR JAVA PAYLOAD FLAGS...: a sending and a receiving thread with a core each; prints votes counted a second.
votes() {
    local jar=$1 java=$2 payload=$3
    shift 3
    start_serve taskset -c 1 "$java" -jar "$jar" serve --threads 1 "$@"
    set -- --payload "$payload" "$@"
    taskset -c 0 "$java" -jar "$jar" blast --target "$UDP" --json --buttons 256 --duration 1s "$@" >/dev/null 2>&1
    taskset -c 0 "$java" -jar "$jar" blast --target "$UDP" --verify "$HTTP" --json --buttons 256 \
        --duration "${SECONDS_EACH}s" "$@" >"$WORK/blast.json" 2>/dev/null
    stop_serve
    awk -v c="$(field counted <"$WORK/blast.json")" -v d="$(field duration_s <"$WORK/blast.json")" 'BEGIN {printf "%.0f\n", c / d}'
}

# numbers JAR JAVA FLAGS...: five connections; prints lines a second.
numbers() {
    local jar=$1 java=$2
    shift 2
    start_numbers "$java" -jar "$jar" serve numbers --log "$WORK/numbers.log"
    "$java" -jar "$jar" blast numbers --target "127.0.0.1:$PORT" --json --duration "${SECONDS_EACH}s" --verify "$HTTP" \
        "$@" >"$WORK/blast.json" 2>/dev/null
    grep -q '"equal":true' "$WORK/blast.json"
    stop_serve
    rm -f "$WORK/numbers.log"
    field rate <"$WORK/blast.json"
}

CASES=(
    "votes, mmsg|votes|$JAVA_NEW|1 --engine mmsg"
    "votes, mmsg, one datagram a packet|votes|$JAVA_NEW|1 --engine mmsg --offload off"
    "votes, uring|votes|$JAVA_NEW|1 --engine uring"
    "votes, nio|votes|$JAVA|1 --engine nio"
    "votes, nio, one datagram a packet|votes|$JAVA|1 --engine nio --offload off"
    "votes, nio, 1400 a datagram|votes|$JAVA|1400 --engine nio"
    "numbers, all unique|numbers|$JAVA|--unique 100%"
    "numbers, half unique|numbers|$JAVA|--unique 50%"
)

for i in $(seq "$ROUNDS"); do
    for k in "${!CASES[@]}"; do
        IFS='|' read -r name kind java flags <<<"${CASES[$k]}"
        if [ $((i % 2)) -eq 0 ]; then order="OLD NEW"; else order="NEW OLD"; fi
        for which in $order; do
            # shellcheck disable=SC2086
            $kind "${!which}" "$java" $flags >>"$WORK/$which.$k"
        done
        echo "round $i: $name old $(tail -n 1 "$WORK/OLD.$k") new $(tail -n 1 "$WORK/NEW.$k")" >&2
    done
done
machine
echo
echo "| what | old, M/s | new, M/s | ratio of medians | median of ratios | ratio of each round |"
echo "|---|---|---|---|---|---|"
for k in "${!CASES[@]}"; do
    IFS='|' read -r name kind java flags <<<"${CASES[$k]}"
    echo "| $name | $(mega "$(median <"$WORK/OLD.$k")") | $(mega "$(median <"$WORK/NEW.$k")") |" \
        "**$(ratio "$(median <"$WORK/NEW.$k")" "$(median <"$WORK/OLD.$k")")** |" \
        "$(paste "$WORK/NEW.$k" "$WORK/OLD.$k" | awk '{print $1 / $2}' | median | xargs printf '%.2f') |" \
        "$(paste "$WORK/NEW.$k" "$WORK/OLD.$k" | awk '{printf "%.2f ", $1 / $2}')|"
done
