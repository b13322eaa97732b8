#!/usr/bin/env bash
# Many nodes in one event: what a flush, a join, a leave and Redis' loss of everything cost a Redis, and how the flushers of that many nodes get on
# with one Redis and with a cluster of three.
#
#   bench/nodes.sh                       prints a table and writes bench/results/nodes.md
#   NODES="10 100" bench/nodes.sh        other numbers of nodes
source "$(dirname "$0")/lib.sh"
if ! command -v redis-server >/dev/null; then
    echo "redis-server is not installed, so there is nothing to measure: apt-get install redis-server" >&2
    exit 1
fi
build
"$(dirname "$JAVA_NEW")/javac" --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/store/*.java
BASE=$(shuf -i 20000-29000 -n 1)
REDIS_PIDS=()

stop_redis() {
    for pid in "${REDIS_PIDS[@]}"; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    REDIS_PIDS=()
}
trap 'stop_redis; cleanup' EXIT

# start_redis PORT OPTIONS...
start_redis() {
    mkdir -p "$WORK/redis-$1"
    redis-server --bind 127.0.0.1 --port "$1" --save "" --dir "$WORK/redis-$1" --maxclients 10000 "${@:2}" >"$WORK/redis-$1/log" 2>&1 &
    REDIS_PIDS+=($!)
    await redis-cli -p "$1" ping
}

# row STORE URLS EVENTS NODES BUTTONS
row() {
    local cells
    cells=$("$JAVA" -Xmx2g -cp "$WORK/classes:junretsu.jar" junretsu.store.NodeFlushes "${@:2}" "$SECONDS_EACH")
    echo "| $1 $cells"
}

# costs NODES BUTTONS
costs() {
    "$JAVA" -Xmx1g -cp "$WORK/classes:junretsu.jar" junretsu.store.FlushCosts "$BASE" "$1" "$2"
}

report nodes
echo "# Many nodes in one event"
echo
machine
echo "- $(redis-server --version | cut -d' ' -f1-3), no log; the nodes' flushers are the product's, in one process on the same $(nproc) cores, so what many nodes get done is less than a Redis of its own machine could take"
echo "- each node counts a vote for every button before each flush, --flush 100ms; the sums are compared with Redis' after the run, after FLUSHALL and at the end"
echo "- CPU: of the Redis processes, INFO cpu; script: INFO commandstats, by the clock, so it is longer when others have the core; until all are in, those that are in flush already"
echo "- listpack 128: \`hash-max-listpack-entries 128\` in Redis' configuration, which is 512 by default"
echo
NODES=${NODES:-10 100 1000 5000}
start_redis "$BASE"
echo "## One at a time"
echo
echo "| nodes | buttons | CPU µs/join | CPU µs/flush | CPU ms/audit, once a second | CPU µs/leave | CPU s until all is back after a loss |"
echo "|---|---|---|---|---|---|---|"
for nodes in $NODES; do
    for buttons in 4 256; do
        costs "$nodes" "$buttons"
    done
done
redis-cli -p "$BASE" config set hash-max-listpack-entries 128 >/dev/null
echo
echo "With listpack 128:"
echo
echo "| nodes | buttons | CPU µs/join | CPU µs/flush | CPU ms/audit, once a second | CPU µs/leave | CPU s until all is back after a loss |"
echo "|---|---|---|---|---|---|---|"
costs 1000 256
redis-cli -p "$BASE" config set hash-max-listpack-entries 512 >/dev/null
echo
echo "## All at once"
echo
echo "| store | nodes | buttons | flushes/s | script µs/flush | CPU µs/flush | a Redis' CPU | ms between a node's flushes | slowest flush, ms | CPU µs/node until all are in | all in after | the last one in after, ms | all back after a loss | CPU µs/leave |"
echo "|---|---|---|---|---|---|---|---|---|---|---|---|---|---|"
for nodes in $NODES; do
    for buttons in 4 256; do
        redis-cli -p "$BASE" flushall >/dev/null
        row "one Redis" "redis://127.0.0.1:$BASE" live "$nodes" "$buttons"
    done
done
redis-cli -p "$BASE" config set hash-max-listpack-entries 128 >/dev/null
redis-cli -p "$BASE" flushall >/dev/null
row "one Redis, listpack 128" "redis://127.0.0.1:$BASE" live 100 256
stop_redis

URLS=
EVENTS=
for i in 1 2 3; do
    start_redis $((BASE + i)) --cluster-enabled yes --cluster-port $((BASE + 100 + i))
    URLS+=${URLS:+,}redis+cluster://127.0.0.1:$((BASE + i))
done
redis-cli --cluster create "127.0.0.1:$((BASE + 1))" "127.0.0.1:$((BASE + 2))" "127.0.0.1:$((BASE + 3))" --cluster-yes >"$WORK/cluster.log"
await grep -q '16384 slots covered' "$WORK/cluster.log"
# An event on each of the three.
for third in 0 1 2; do
    i=0
    while [ $(($(redis-cli -p $((BASE + 1)) cluster keyslot "event-$i") * 3 / 16384)) -ne "$third" ]; do
        i=$((i + 1))
    done
    EVENTS+=${EVENTS:+,}event-$i
done
for nodes in $NODES; do
    for buttons in 4 256; do
        for i in 1 2 3; do
            redis-cli -p $((BASE + i)) flushall >/dev/null
        done
        row "cluster of 3, an event on each" "$URLS" "$EVENTS" "$nodes" "$buttons"
    done
done
