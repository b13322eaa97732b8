#!/usr/bin/env bash
# Items that the shipper hands to a Redis, beside redis-cli --pipe with the same SADDs, in turn on one Redis.
#
#   bench/items-redis.sh                 prints a table and writes bench/results/items-redis.md
source "$(dirname "$0")/lib.sh"
if ! command -v redis-server >/dev/null; then
    echo "redis-server is not installed, so there is nothing to measure: apt-get install redis-server" >&2
    exit 1
fi
build
"$(dirname "$JAVA_NEW")/javac" --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/items/share/ShipItems.java
ITEMS=${ITEMS:-1000000}
PORT=$(shuf -i 20000-30000 -n 1)
redis-server --bind 127.0.0.1 --port "$PORT" --save "" --dir "$WORK" >"$WORK/redis.log" 2>&1 &
REDIS_PID=$!
trap 'kill "$REDIS_PID" 2>/dev/null || true; cleanup' EXIT
await redis-cli -p "$PORT" ping

items() {
    "$JAVA" -Xmx1g -cp "$WORK/classes:junretsu.jar" junretsu.items.share.ShipItems "$@"
}

# held EVENT TENANTS: items that Redis has.
held() {
    for i in $(seq 0 $(($2 - 1))); do
        echo "SCARD junretsu:{items:$1:0}:set:0:tenant-$i"
    done | redis-cli -p "$PORT" | awk '{sum += $1} END {print sum}'
}

report items-redis
echo "# Items shipped to Redis"
echo
machine
echo "- $(redis-server --version | cut -d' ' -f1-3), no log; $ITEMS items, one shard, fingerprints of 16 bytes; every set's size is compared with what was sent"
echo "- the shipper: SADD and SCARD, its cursor after each block; its JVM has shipped as many items twice before; redis-cli --pipe: the same SADDs from a file"
echo
echo "| tenants | redis-cli, items/s | shipper, items/s | ratio | all runs: redis-cli / shipper |"
echo "|---|---|---|---|---|"
for tenants in ${TENANTS:-1 100 10000}; do
    items write "$WORK/text" p "$ITEMS" "$tenants"
    : >"$WORK/peer"
    : >"$WORK/ours"
    for _ in $(seq "$ROUNDS"); do
        redis-cli -p "$PORT" flushall >/dev/null
        start=$(date +%s%N)
        redis-cli -p "$PORT" --pipe <"$WORK/text" >/dev/null
        end=$(date +%s%N)
        echo $((ITEMS * 1000000 / ((end - start) / 1000))) >>"$WORK/peer"
        [ "$(held p "$tenants")" = "$ITEMS" ]
        redis-cli -p "$PORT" flushall >/dev/null
        items ship "$PORT" 3 "$ITEMS" "$tenants" | tail -n 1 | awk -v n="$ITEMS" '{printf "%d\n", n / $1}' >>"$WORK/ours"
        [ "$(held r2 "$tenants")" = "$ITEMS" ]
    done
    peer=$(median <"$WORK/peer")
    ours=$(median <"$WORK/ours")
    echo "| $tenants | $peer | $ours | $(awk -v a="$ours" -v b="$peer" 'BEGIN {printf "%.2f", a / b}') |" \
        "$(paste -sd' ' "$WORK/peer") / $(paste -sd' ' "$WORK/ours") |"
done
