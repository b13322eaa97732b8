#!/usr/bin/env bash
# What you would use instead, in one run on one machine: a Java loop, Redis by itself, statsd. What is not installed is skipped.
#
#   bench/peers.sh                       prints a table and writes bench/results/peers.md
#   STATSD=/path/to/statsd/stats.js bench/peers.sh
source "$(dirname "$0")/lib.sh"
build

free_port() {
    shuf -i 20000-30000 -n 1
}

per_second() {
    awk -v c="$1" -v d="$2" 'BEGIN {printf "%.0f\n", c / d}'
}

# junretsu PAYLOAD FLAGS...: votes counted a second.
junretsu() {
    local payload=$1
    shift
    start_serve "$JAVA" -jar junretsu.jar serve "$@"
    "$JAVA" -jar junretsu.jar blast --target "$UDP" --duration 1s --payload "$payload" "$@" >/dev/null 2>&1
    "$JAVA" -jar junretsu.jar blast --target "$UDP" --verify "$HTTP" --json --payload "$payload" \
        --duration "${SECONDS_EACH}s" "$@" >"$WORK/blast.json" 2>/dev/null
    stop_serve
    per_second "$(field counted <"$WORK/blast.json")" "$(field duration_s <"$WORK/blast.json")"
}

# loop PAYLOAD: votes counted a second by the loop that one writes first.
loop() {
    rm -f "$WORK/loop.in" "$WORK/loop.out"
    mkfifo "$WORK/loop.in"
    "$JAVA" bench/java/PlainCounter.java <"$WORK/loop.in" >"$WORK/loop.out" &
    PEER_PID=$!
    exec 7>"$WORK/loop.in"
    await test -s "$WORK/loop.out"
    "$JAVA" -jar junretsu.jar blast --target "127.0.0.1:$(head -n 1 "$WORK/loop.out")" --json --payload "$1" --offload off \
        --duration "${SECONDS_EACH}s" >"$WORK/blast.json" 2>/dev/null
    sleep 0.5
    echo >&7
    exec 7>&-
    wait "$PEER_PID"
    PEER_PID=
    per_second "$(tail -n 1 "$WORK/loop.out")" "$(field duration_s <"$WORK/blast.json")"
}

# redis PIPELINE: INCR commands a second.
redis() {
    local port
    port=$(free_port)
    redis-server --bind 127.0.0.1 --port "$port" --save "" >"$WORK/redis.log" 2>&1 &
    PEER_PID=$!
    await grep -q 'Ready to accept' "$WORK/redis.log"
    redis-benchmark -p "$port" -c 16 -P "$1" -n $((SECONDS_EACH * ($1 > 1 ? 800000 : 80000))) --csv -t incr |
        tail -n 1 | cut -d'"' -f4 | cut -d. -f1
    stop_peer
}

# statsd LINES: lines counted a second, of datagrams with so many.
statsd() {
    local port admin
    port=$(free_port)
    admin=$((port + 1))
    echo "{port: $port, address: '127.0.0.1', mgmt_address: '127.0.0.1', mgmt_port: $admin, flushInterval: 3600000, backends: ['./backends/console']}" >"$WORK/statsd.js"
    node "$STATSD" "$WORK/statsd.js" >"$WORK/statsd.out" 2>&1 &
    PEER_PID=$!
    await bash -c "exec 6<>/dev/tcp/127.0.0.1/$admin"
    "$JAVA" bench/java/LineFlood.java "$port" "$SECONDS_EACH" "$1" >"$WORK/flood.out"
    sleep 1
    exec 6<>"/dev/tcp/127.0.0.1/$admin"
    echo counters >&6
    local counted
    counted=$(sed '/^END/q' <&6 | sed -n 's/^ *b[0-9]: \([0-9]*\).*/\1/p' | awk '{s += $1} END {print s + 0}')
    exec 6>&-
    stop_peer
    per_second "$counted" "$(cut -d' ' -f2 "$WORK/flood.out")"
}

# One line a contender: command, what it counts, its name.
CONTENDERS=(
    "junretsu 1|votes, one a datagram, joined by the kernel (UDP_SEGMENT, UDP_GRO)|junretsu"
    "junretsu 1 --offload off|votes, one a datagram|junretsu, no offload"
    "loop 1|votes, one a datagram|a Java loop of 20 lines"
    "junretsu 1400 --offload off|votes, 1400 a datagram|junretsu, no offload"
    "loop 1400|votes, 1400 a datagram|a Java loop of 20 lines"
)
SKIPPED=
if command -v redis-server redis-benchmark >/dev/null; then
    CONTENDERS+=("redis 1|INCR commands over TCP, one a round trip, 16 connections|$(redis-server --version | cut -d' ' -f1,3)")
    CONTENDERS+=("redis 64|INCR commands over TCP, 64 pipelined, 16 connections|$(redis-server --version | cut -d' ' -f1,3)")
else
    SKIPPED+="- skipped: Redis; redis-server and redis-benchmark are not installed"$'\n'
fi
if [ -z "${STATSD:-}" ] && command -v node npm >/dev/null &&
    npm install --silent --no-fund --no-audit --omit=optional --prefix "$WORK/npm" statsd@0.9.0 >/dev/null 2>&1; then
    STATSD=$WORK/npm/node_modules/statsd/stats.js
fi
if [ -n "${STATSD:-}" ] && command -v node >/dev/null; then
    CONTENDERS+=("statsd 1|lines, one a datagram|statsd for Node")
    CONTENDERS+=("statsd 200|lines, 200 a datagram|statsd for Node")
else
    SKIPPED+="- skipped: statsd for Node; node or npm is not installed, or npm cannot fetch it (or give STATSD=/path/to/stats.js)"$'\n'
fi

report peers
echo "# What you would use instead"
echo
machine
echo "- the load generator runs beside what it loads, on the same cores; $SECONDS_EACH s a run, $ROUNDS rounds in turn, medians"
echo "- what is counted differs, so each row names it; what was sent but not counted in time is not in the figure"
printf '%s' "$SKIPPED"
echo
for _ in $(seq "$ROUNDS"); do
    for k in "${!CONTENDERS[@]}"; do
        IFS='|' read -r command what name <<<"${CONTENDERS[$k]}"
        # shellcheck disable=SC2086
        $command >>"$WORK/rates.$k"
        echo "$name, $what: $(tail -n 1 "$WORK/rates.$k")" >&2
    done
done
echo "| | counts | M a second |"
echo "|---|---|---|"
for k in "${!CONTENDERS[@]}"; do
    IFS='|' read -r command what name <<<"${CONTENDERS[$k]}"
    echo "| $name | $what | $(mega "$(median <"$WORK/rates.$k")") |"
done
