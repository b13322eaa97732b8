#!/usr/bin/env bash
# What Redis does to the counting: flush times with 256 changed buttons, and the counting rate with Redis healthy, slow and stopped.
#
#   bench/flush.sh                       prints a table and writes bench/results/flush.md
source "$(dirname "$0")/lib.sh"
if ! command -v redis-server >/dev/null; then
    echo "redis-server is not installed, so there is nothing to measure: apt-get install redis-server" >&2
    exit 1
fi
build
REDIS_PID=
REDIS_PORT=

stop_redis() {
    if [ -n "$REDIS_PID" ]; then
        kill -CONT "$REDIS_PID" 2>/dev/null || true
        kill "$REDIS_PID" 2>/dev/null || true
        wait "$REDIS_PID" 2>/dev/null || true
        REDIS_PID=
    fi
}
trap 'stop_redis; cleanup' EXIT

start_redis() {
    for REDIS_PORT in $(shuf -i 20000-30000 -n 10); do
        redis-server --bind 127.0.0.1 --port "$REDIS_PORT" --save "" --dir "$WORK" --enable-debug-command yes >"$WORK/redis.log" 2>&1 &
        REDIS_PID=$!
        for _ in $(seq 50); do
            if grep -q 'Ready to accept' "$WORK/redis.log"; then
                return
            fi
            sleep 0.05
        done
        stop_redis
    done
    echo "redis-server does not start" >&2
    exit 1
}

# Half of the time Redis does not answer at all.
make_slow() {
    while sleep 0.3; do
        kill -STOP "$REDIS_PID"
        sleep 0.3
        kill -CONT "$REDIS_PID"
    done
}

# load CONDITION [RATE]: blasts once; prints counted a second.
load() {
    local slow=
    case $1 in
    slow)
        make_slow &
        slow=$!
        ;;
    stopped) kill -STOP "$REDIS_PID" ;;
    esac
    "$JAVA" -jar junretsu.jar blast --target "$UDP" --verify "$HTTP" --json --buttons 256 --duration "${SECONDS_EACH}s" --rate "${2:-max}" \
        >"$WORK/blast.json" 2>/dev/null
    if [ -n "$slow" ]; then
        kill "$slow"
        wait "$slow" 2>/dev/null || true
    fi
    kill -CONT "$REDIS_PID"
    awk -v c="$(field counted <"$WORK/blast.json")" -v d="$(field duration_s <"$WORK/blast.json")" 'BEGIN {printf "%.0f\n", c / d}'
}

# flushes LE: how many took no longer since $WORK/metrics.before was read.
flushes() {
    local name="junretsu_flush_duration_seconds_bucket{service=\"votes\",le=\"$1\"} "
    echo $(($(sed -n "s/^$name//p" "$WORK/metrics") - $(sed -n "s/^$name//p" "$WORK/metrics.before")))
}

report flush
echo "# What Redis does to the counting"
echo
machine
echo "- $(redis-server --version | cut -d' ' -f1-3), local, no persistence; blast at its maximum, 256 buttons, so that each flush changes all"
echo "- $SECONDS_EACH s a run, $ROUNDS rounds in turn; slow: stopped and continued every 300 ms; stopped: SIGSTOP for the whole run"
echo
start_redis
start_serve "$JAVA" -jar junretsu.jar serve --redis "redis://127.0.0.1:$REDIS_PORT"
load healthy >/dev/null
declare -A rates
for _ in $(seq "$ROUNDS"); do
    for condition in healthy slow stopped; do
        rates[$condition]+="$(load "$condition")"$'\n'
    done
done
echo "| Redis | counted, M votes/s, median | against healthy |"
echo "|---|---|---|"
base=$(printf '%s' "${rates[healthy]}" | median)
for condition in healthy slow stopped; do
    m=$(printf '%s' "${rates[$condition]}" | median)
    echo "| $condition | $(mega "$m") | $(ratio "$m" "$base") |"
done
echo
echo "Flushes of 256 changed buttons to a healthy Redis, of all within:"
echo
echo "| load | flushes | 1 ms | 2 ms | 4 ms | 8 ms | 33 ms |"
echo "|---|---|---|---|---|---|---|"
for rate in 500k max; do
    curl -s "$HTTP/metrics" >"$WORK/metrics.before"
    for _ in $(seq "$ROUNDS"); do
        load healthy "$rate" >/dev/null
    done
    curl -s "$HTTP/metrics" >"$WORK/metrics"
    count=$(flushes +Inf)
    line="| $rate votes/s | $count |"
    for le in 0.001024 0.002048 0.004096 0.008192 0.032768; do
        line+=" $(awk -v a="$(flushes "$le")" -v b="$count" 'BEGIN {printf "%.1f %%", 100 * a / b}') |"
    done
    echo "$line"
done
stop_serve
stop_redis
