#!/usr/bin/env bash
# Whole jobs a second through one Redis: posted one by one, taken, finished; and what they cost Redis' one core.
#
#   bench/jobs-redis.sh                  prints a table and writes bench/results/jobs-redis.md
#   JOBS=100000 bench/jobs-redis.sh      jobs of a run
source "$(dirname "$0")/lib.sh"
JOBS=${JOBS:-60000}
build
scripts/need.sh redis-server=redis-server redis-cli=redis-tools
"$(dirname "$(command -v "$JAVA_NEW")")/javac" --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/jobs/share/SharedQueueRate.java
REDIS_PID=
PORT=$(shuf -i 20000-30000 -n 1)

stop_redis() {
    if [ -n "$REDIS_PID" ]; then
        kill -9 "$REDIS_PID" 2>/dev/null || true
        wait "$REDIS_PID" 2>/dev/null || true
        REDIS_PID=
    fi
}
trap 'stop_redis; cleanup' EXIT

# start_redis POLICY: an empty one with this appendfsync; off for no append-only file.
start_redis() {
    stop_redis
    rm -rf "$WORK/redis"
    mkdir "$WORK/redis"
    local flags=(--appendonly yes --appendfsync "$1")
    [ "$1" = off ] && flags=(--appendonly no)
    redis-server --port "$PORT" --bind 127.0.0.1 --dir "$WORK/redis" --save '' "${flags[@]}" >"$WORK/redis.log" &
    REDIS_PID=$!
    await redis-cli -p "$PORT" ping
}

# cpu: µs that Redis has used.
cpu() {
    redis-cli -p "$PORT" info cpu | tr -d '\r' | awk -F: '/^used_cpu_(user|sys):/ {sum += $2} END {printf "%d", sum * 1e6}'
}

report jobs-redis
echo "# Whole jobs through Redis"
echo
machine
echo "- $(redis-server --version | cut -d' ' -f1-3); $JOBS jobs posted one by one, 512 under way, 2 workers that finish at once; Redis, posters and workers share the cores"
echo "- every run begins with an empty Redis and ends when all jobs are completed, which is compared; the last column is what one core of Redis could do alone"
echo
echo "| appendfsync | callers | jobs/s, median | all runs | Redis' CPU, µs a job | jobs/s on a core of Redis |"
echo "|---|---|---|---|---|---|"
for policy in everysec always off; do
    for callers in 100 "$JOBS"; do
        : >"$WORK/rates"
        : >"$WORK/cpu"
        for _ in $(seq "$ROUNDS"); do
            start_redis "$policy"
            before=$(cpu)
            "$JAVA" -cp "$WORK/classes:junretsu.jar" junretsu.jobs.share.SharedQueueRate "redis://127.0.0.1:$PORT" "$JOBS" "$callers" 2 512 \
                2>/dev/null | awk '{print $2}' >>"$WORK/rates"
            echo $(($(cpu) - before)) | awk -v n="$JOBS" '{print $1 / n}' >>"$WORK/cpu"
        done
        cost=$(median <"$WORK/cpu")
        echo "| $policy | $callers | $(median <"$WORK/rates") | $(paste -sd' ' "$WORK/rates") | $cost | $(awk -v c="$cost" 'BEGIN {printf "%d", 1e6 / c}') |"
    done
done
