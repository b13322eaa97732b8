#!/usr/bin/env bash
# Jobs: the public load; durable POSTs beside the same HTTP server that keeps nothing, beanstalkd and PostgreSQL; GETs; what fairness
# promises, measured from outside; and many jobs of as many callers. Servers and clients share the cores of this machine.
#
#   bench/jobs.sh                        prints tables and writes bench/results/jobs.md
#   TOPICS="public fair" bench/jobs.sh   only these of: public post get flood shares callers single million redis
#   SHARE_SECONDS=20 FILL=200k bench/jobs.sh
SECONDS_EACH=${SECONDS_EACH:-6}
ROUNDS=${ROUNDS:-3}
source "$(dirname "$0")/lib.sh"
TOPICS=${TOPICS:-public post get flood shares callers single million redis}
SHARE_SECONDS=${SHARE_SECONDS:-60}
FILL=${FILL:-350k}
HEAP=${HEAP:-320m}
CONNECTIONS=50
HARD=semiprime:100
scripts/need.sh curl=curl wrk=wrk
build

# listening: sets HTTP once the server in the background is ready.
listening() {
    SERVE_PID=$!
    await grep -q ' ready: ' "$WORK/serve.out"
    HTTP=$(sed -n 's/.*\(http:[^, ]*\),.*/\1/p' "$WORK/serve.out" | head -n 1)
}

# resume FLAGS...: a jobs server on the queue that is there.
resume() {
    "$JAVA" ${JAVA_FLAGS:-} -jar junretsu.jar serve jobs --http 127.0.0.1:0 --data "$WORK/jobs" "$@" >"$WORK/serve.out" 2>&1 &
    listening
}

# serve FLAGS...: a jobs server with an empty queue.
serve() {
    rm -rf "$WORK/jobs"
    resume "$@"
}

# discard: the HTTP server alone.
discard() {
    "$JAVA" -cp "$WORK/classes:junretsu.jar" junretsu.jobs.Discard 0 >"$WORK/serve.out" 2>&1 &
    listening
}

# blast NAME FLAGS...: leaves the report in $WORK/NAME.json; a limit that was passed is for the reader of the figures.
blast() {
    local name=$1
    shift
    "$JAVA" -jar junretsu.jar blast jobs --target "$HTTP" --json "$@" >"$WORK/$name.json" 2>"$WORK/$name.err" || [ $? -eq 3 ] || {
        cat "$WORK/$name.err" >&2
        exit 1
    }
}

# post NAME FLAGS...: jobs that are left open.
post() {
    blast "$@" --settle 1ms --max-loss 100%
}

# requests NAME [ID...]: wrk for some seconds, POSTs or GETs of these; checks that none failed and appends figures to files.
requests() {
    local name=$1
    shift
    wrk -t 1 -c "$CONNECTIONS" -d "${SECONDS_EACH}s" -s bench/jobs.lua "$HTTP" -- "$@" | tail -n 1 >"$WORK/wrk.json"
    if [ "$(field failed <"$WORK/wrk.json")" != 0 ]; then
        echo "requests failed: $(cat "$WORK/wrk.json")" >&2
        exit 1
    fi
    keep "$name" rate p99_ms max_ms <"$WORK/wrk.json"
}

# keep NAME FIELD...: appends the fields of the JSON on stdin to $WORK/NAME.FIELD.
keep() {
    local name=$1 one text
    shift
    text=$(cat)
    for one in "$@"; do
        field "$one" <<<"$text" >>"$WORK/$name.$one"
    done
}

# of OBJECT FIELD < JSON: the field of that object.
of() {
    sed -n "s/.*\"$1\":{\([^}]*\)}.*/\1/p" | field "$2"
}

# ms < MICROSECONDS
ms() {
    awk '{printf "%.1f\n", $1 / 1e3}'
}

# med FILE: the median of what was appended.
med() {
    median <"$WORK/$1"
}

# most FILE: the largest of it.
most() {
    sort -g "$WORK/$1" | tail -n 1
}

# accepted: jobs that the server says it has accepted.
accepted() {
    curl -s "$HTTP/api/counts" | field accepted
}

# postgres: jobs a second by INSERT, one a transaction.
postgres() {
    start_postgres -c shared_buffers=256MB
    as_postgres psql -q -h "$PGDATA" -p "$PG_PORT" postgres -c \
        'create table jobs (id bigserial primary key, caller text, number text, state smallint default 0, posted timestamptz default now())'
    echo "insert into jobs (caller, number) values ('caller-' || (random() * 1e9)::int, repeat('7', 40)) returning id" >"$WORK/pg.sql"
    chmod 644 "$WORK/pg.sql"
    as_postgres pgbench -n -h "$PGDATA" -p "$PG_PORT" -c "$CONNECTIONS" -j 2 -T "$SECONDS_EACH" -f "$WORK/pg.sql" postgres 2>/dev/null |
        awk '/^tps/ {printf "%.0f\n", $3}' >>"$WORK/pg.rate"
    stop_peer
}

# tube: jobs a second by put, with fsync after each.
tube() {
    scripts/need.sh beanstalkd=beanstalkd
    local port=$((20000 + RANDOM % 10000))
    rm -rf "$WORK/tube" && mkdir "$WORK/tube"
    beanstalkd -l 127.0.0.1 -p "$port" -b "$WORK/tube" -f 0 >"$WORK/tube.log" 2>&1 &
    PEER_PID=$!
    await bash -c "exec 3<>/dev/tcp/127.0.0.1/$port"
    "$JAVA" bench/java/TubeFlood.java "$port" "$CONNECTIONS" "$SECONDS_EACH" >>"$WORK/tube.rate"
    stop_peer
}

# warm: lets the server's code be compiled, which takes a core of the two for some ten seconds.
warm() {
    local i
    for i in 1 2 3; do
        requests warm
    done
}

# posts NAME: POSTs of wrk against the server that runs, counted by both.
posts() {
    local before
    before=$(accepted)
    requests "$1"
    local grown=$(($(accepted) - before)) count
    count=$(field count <"$WORK/wrk.json")
    if [ "$grown" -lt "$count" ]; then
        echo "wrk saw $count jobs accepted, the server $grown" >&2
        exit 1
    fi
}

public_load() {
    echo "## The public load"
    echo
    echo "20,000 jobs of as many callers from 50 clients, numbers uniform in 10^3..10^40, then GET until each is done; every answer multiplied back. The"
    echo "public load program keeps 2 connections and opens the others anew for each request; 50 is what clients do that keep all."
    echo
    echo "| connections kept | failed | POST/s | POST p50, p99, max ms | GET p99, max ms | all done after, s | jobs/s | wrong |"
    echo "|---|---|---|---|---|---|---|---|"
    for _ in $(seq "$ROUNDS"); do
        for kept in 2 50; do
            serve
            blast public --verify --keep-alive "$kept"
            stop_serve
            public_row "$kept" <"$WORK/public.json"
        done
    done
    echo
}

# public_row KEPT < REPORT
public_row() {
    local json
    json=$(cat)
    echo "| $1 | $(field failed <<<"$json") | $(field posts_per_s <<<"$json")" \
        "| $(of post_us p50 <<<"$json" | ms), $(of post_us p99 <<<"$json" | ms), $(of post_us max <<<"$json" | ms)" \
        "| $(of get_us p99 <<<"$json" | ms), $(of get_us max <<<"$json" | ms) | $(field done_s <<<"$json")" \
        "| $(field jobs_per_s <<<"$json") | $(field wrong <<<"$json") |"
}

row_of() {
    case $1 in
        load) echo junretsu ;;
        cold) echo "the same, its first $SECONDS_EACH s" ;;
        busy) echo "the same, 500 numbers of 60 digits before" ;;
    esac
}

durable_posts() {
    for _ in $(seq "$ROUNDS"); do
        discard
        warm
        requests none
        stop_serve
        serve
        posts cold
        warm
        posts load
        stop_serve
        serve
        post hard --count 500 --connections 4 --numbers "$HARD" --callers anna
        warm
        posts busy
        stop_serve
        tube
        postgres
    done
    echo "## Durable POSTs"
    echo
    echo "$CONNECTIONS keep-alive connections (wrk, one thread), a job each, answered when it is on the disk ($(df --output=fstype "$WORK" | tail -n 1));"
    echo "numbers of up to 40 digits, which the workers factor meanwhile; $((3 * SECONDS_EACH)) s of the same before, but for the second row. beanstalkd: put with"
    echo "-f 0; PostgreSQL: one INSERT a transaction, pgbench."
    echo
    echo "| | POST/s | p99, max ms | of the empty handler | of beanstalkd | of PostgreSQL |"
    echo "|---|---|---|---|---|---|"
    for name in load cold busy; do
        echo "| $(row_of $name) | $(med $name.rate) | $(med $name.p99_ms), $(med $name.max_ms) | $(ratio "$(med $name.rate)" "$(med none.rate)")" \
            "| $(ratio "$(med $name.rate)" "$(med tube.rate)") | $(ratio "$(med $name.rate)" "$(med pg.rate)") |"
    done
    echo "| empty handler | $(med none.rate) | $(med none.p99_ms), $(med none.max_ms) | | | |"
    echo "| beanstalkd | $(med tube.rate) | | | | |"
    echo "| PostgreSQL | $(med pg.rate) | | | | |"
    echo
}

gets() {
    local ids
    for _ in $(seq "$ROUNDS"); do
        discard
        requests warm one
        requests none.get one
        stop_serve
        serve
        mapfile -t ids < <(for i in $(seq 1000); do
            curl -s -H 'X-Caller-ID: anna' -d "{\"number\":\"$((1000000007 * i))\"}" -H 'Content-Type: application/json' "$HTTP/compute"
            echo
        done | sed 's/.*:"\(.*\)".*/\1/')
        requests warm "${ids[@]}"
        requests get "${ids[@]}"
        stop_serve
    done
    echo "## GETs"
    echo
    echo "| | GET/s | p99, max ms | of the empty handler |"
    echo "|---|---|---|---|"
    echo "| 1,000 jobs that are done | $(med get.rate) | $(med get.p99_ms), $(med get.max_ms) | $(ratio "$(med get.rate)" "$(med none.get.rate)") |"
    echo "| empty handler | $(med none.get.rate) | $(med none.get.p99_ms), $(med none.get.max_ms) | |"
    echo
}

behind_a_flood() {
    for _ in $(seq "$ROUNDS"); do
        serve
        post hard --count 500 --connections 4 --numbers "$HARD" --callers anna
        sleep 2
        blast small --callers ben --count 20 --connections 1 --open 1 --poll wait --numbers range:1e6..1e20 --verify
        of job_us p50 <"$WORK/small.json" | ms >>"$WORK/flood.p50"
        of job_us max <"$WORK/small.json" | ms >>"$WORK/flood.max"
        stop_serve
    done
    echo "## Behind a flood"
    echo
    echo "Anna posts 500 numbers of 60 digits, two seconds later Ben one after the other of up to 20 digits: until Ben has his factors, median"
    echo "$(med flood.p50) ms, the longest of 20 and $ROUNDS runs $(most flood.max) ms."
    echo
}

shares() {
    serve
    blast_open anna --numbers semiprime:70 --callers anna &
    local first=$!
    blast_open ben --callers ben &
    local second=$!
    wait "$first"
    wait "$second"
    stop_serve
    local a b
    a=$(field worker_s <"$WORK/anna.json")
    b=$(field worker_s <"$WORK/ben.json")
    echo "## Two callers"
    echo
    echo "Both with work at all times for $SHARE_SECONDS s, Anna products of two 70-bit primes, Ben numbers uniform in 10^3..10^40. Worker time: Anna $a s"
    echo "for $(field completed <"$WORK/anna.json") jobs, Ben $b s for $(field completed <"$WORK/ben.json"); Ben's share $(awk -v a="$a" -v b="$b" 'BEGIN {printf "%.3f", b / (a + b)}')."
    echo
}

# blast_open NAME FLAGS...: work at all times of the shares.
blast_open() {
    local name=$1
    shift
    blast "$name" --connections 4 --open 100 --duration "${SHARE_SECONDS}s" --settle 1ms --max-loss 100% --fairness "$@"
}

hundred_callers() {
    serve
    blast callers --callers 100 --count 40k --connections 20 --settle "${SHARE_SECONDS}s" --max-loss 100% --fairness
    stop_serve
    echo "## A hundred callers"
    echo
    echo "400 numbers each, uniform in 10^3..10^40, $SHARE_SECONDS s, $(field completed <"$WORK/callers.json") jobs done: Jain's index of their worker time" \
        "$(field jain_index <"$WORK/callers.json")."
    echo
}

single() {
    for _ in $(seq "$ROUNDS"); do
        serve
        blast warm --count 500 --connections 1 --open 1 --poll wait --numbers range:1e6..1e20
        blast single --count 500 --connections 1 --open 1 --poll wait --numbers range:1e6..1e20 --verify
        stop_serve
        of job_us p50 <"$WORK/single.json" >>"$WORK/single.p50"
        of job_us p99 <"$WORK/single.json" >>"$WORK/single.p99"
    done
    echo "## One job on an idle server"
    echo
    echo "POST, then GET with ?wait, numbers uniform in 10^6..10^20: median $(med single.p50) µs, p99 $(med single.p99) µs until the factors are there."
    echo
}

million() {
    local begin
    JAVA_FLAGS="-Xmx$HEAP" serve
    post fill --count "$FILL" --numbers range:1e59..1e60
    local peak posted
    peak=$(kib VmHWM)
    posted=$(accepted)
    local rate
    rate=$(field posts_per_s <"$WORK/fill.json")
    stop_serve
    for _ in 1 2 3; do
        begin=$(date +%s%N)
        JAVA_FLAGS="-Xmx$HEAP" resume
        awk -v ns=$(($(date +%s%N) - begin)) 'BEGIN {printf "%.0f\n", ns / 1e6}' >>"$WORK/ready"
        sleep 5
        kib VmHWM >>"$WORK/rss"
        kill -9 "$SERVE_PID"
        wait "$SERVE_PID" 2>/dev/null || true
        SERVE_PID=
    done
    echo "## Many open jobs"
    echo
    echo "$posted jobs of as many callers, 60 digits each, -Xmx$HEAP: accepted at $rate/s, largest resident memory $((peak / 1024)) MiB; after that" \
        "ready again within $(med ready) ms, with $(($(most rss) / 1024)) MiB."
    echo "$(du -sm "$WORK/jobs" | cut -f1) MB on the disk."
    echo
}

with_redis() {
    scripts/need.sh redis-server=redis-server redis-cli=redis-tools
    local port=$((20000 + RANDOM % 10000))
    rm -rf "$WORK/redis" && mkdir "$WORK/redis"
    redis-server --port "$port" --dir "$WORK/redis" --save '' --appendonly yes --appendfsync always >"$WORK/redis.log" &
    PEER_PID=$!
    await redis-cli -p "$port" ping
    serve --redis "redis://127.0.0.1:$port"
    blast warm --count 5k --numbers range:1e6..1e9
    for _ in $(seq "$ROUNDS"); do
        blast redis --count 50k --numbers range:1e6..1e9 --verify
        keep redis jobs_per_s posts_per_s <"$WORK/redis.json"
    done
    stop_serve
    stop_peer
    echo "## In Redis"
    echo
    echo "50,000 small jobs, posted, worked on and asked for, appendfsync always: $(med redis.jobs_per_s) whole jobs/s, $(med redis.posts_per_s) POST/s."
    echo
}

"$(dirname "$(command -v "$JAVA_NEW")")/javac" --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/jobs/Discard.java
report jobs
echo "# Jobs"
echo
machine
echo "- the load on the same cores, a worker a core; $ROUNDS rounds in turn, medians"
echo
for topic in $TOPICS; do
    case $topic in
        public) public_load ;;
        post) durable_posts ;;
        get) gets ;;
        flood) behind_a_flood ;;
        shares) shares ;;
        callers) hundred_callers ;;
        single) single ;;
        million) million ;;
        redis) with_redis ;;
        *)
            echo "unknown topic $topic" >&2
            exit 2
            ;;
    esac
done
