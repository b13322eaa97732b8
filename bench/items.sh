#!/usr/bin/env bash
# Items a second with durable answers: junretsu, Redis SADD with its log on the disk, PostgreSQL, in turn on the same machine, and
# what of junretsu's cost is HTTP's. Every tenant's count is compared after each run.
#
#   bench/items.sh                       prints tables and writes bench/results/items.md
#   FILL=10m bench/items.sh              items for the tables of memory, disk and start
SECONDS_EACH=${SECONDS_EACH:-6}
ROUNDS=${ROUNDS:-3}
source "$(dirname "$0")/lib.sh"
FILL=${FILL:-10m}
build
scripts/need.sh curl=curl redis-server=redis-server redis-cli=redis-tools

# serve FLAGS...: an items server on $WORK/items.
serve() {
    "$JAVA" -jar junretsu.jar serve items --http 127.0.0.1:0 --data "$WORK/items" "$@" >"$WORK/serve.out" 2>&1 &
    SERVE_PID=$!
    await grep -q ' ready: ' "$WORK/serve.out"
    HTTP=$(sed -n 's/.*\(http:[^,]*\),.*/\1/p' "$WORK/serve.out" | head -n 1)
}

# discard: the HTTP server alone.
discard() {
    "$JAVA" -cp "$WORK/classes:junretsu.jar" junretsu.items.Discard 0 >"$WORK/serve.out" 2>&1 &
    SERVE_PID=$!
    await grep -q ' ready: ' "$WORK/serve.out"
    HTTP=$(sed -n 's/.*\(http:[^,]*\),.*/\1/p' "$WORK/serve.out" | head -n 1)
}

# cpu: clock ticks that the server has used.
cpu() {
    awk '{print $14 + $15}' "/proc/$SERVE_PID/stat"
}

# blast FLAGS...: leaves the report in $WORK/blast.json.
blast() {
    "$JAVA" -jar junretsu.jar blast items --target "$HTTP" --unique 50% --json "$@" >"$WORK/blast.json" 2>"$WORK/blast.err"
}

# compiler: clock ticks that the JVM's compilers have used.
compiler() {
    cat "/proc/$SERVE_PID"/task/*/stat | awk '/\(C[12] Compiler/ {sub(/.*\) /, ""); ticks += $12 + $13} END {print ticks + 0}'
}

# settle FLAGS...: loads the server until its compilers take less than a twentieth of a core, a minute at most. They take
# some 10 s of CPU, and until then half of what there is.
settle() {
    local before
    for _ in $(seq 12); do
        before=$(compiler)
        blast --duration 5s "$@" || true
        if [ $(($(compiler) - before)) -lt 25 ]; then
            return
        fi
    done
}

# run NAME FLAGS...: one run; appends items a second, requests a second, p99 in ms and CPU of the server in µs a request to files.
run() {
    local name=$1 before
    shift
    settle "$@"
    before=$(cpu)
    blast --duration "${SECONDS_EACH}s" "$@"
    field items_per_s <"$WORK/blast.json" >>"$WORK/$name.items"
    field requests_per_s <"$WORK/blast.json" >>"$WORK/$name.requests"
    awk -v us="$(field p99 <"$WORK/blast.json")" 'BEGIN {printf "%.1f\n", us / 1e3}' >>"$WORK/$name.p99"
    awk -v ticks=$(($(cpu) - before)) -v n="$(field acknowledged <"$WORK/blast.json")" -v hz="$(getconf CLK_TCK)" \
        'BEGIN {printf "%.2f\n", ticks / hz * 1e6 / n}' >>"$WORK/$name.cpu"
}

med() {
    median <"$WORK/$1"
}

# sadd BATCH: items a second by SADD.
sadd() {
    "$JAVA" -cp "$WORK/classes" SaddFlood "$REDIS_PORT" 16 "$1" 100 "$SECONDS_EACH" >>"$WORK/sadd.$1"
}

redis() {
    REDIS_PORT=$((20000 + RANDOM % 10000))
    rm -rf "$WORK/redis" && mkdir "$WORK/redis"
    redis-server --port "$REDIS_PORT" --dir "$WORK/redis" --save '' --appendonly yes --appendfsync always >"$WORK/redis.log" &
    PEER_PID=$!
    await redis-cli -p "$REDIS_PORT" ping
}

postgres() {
    start_postgres -c shared_buffers=1GB -c max_wal_size=8GB
    as_postgres psql -q -h "$PGDATA" -p "$PG_PORT" postgres -c 'create table items (tenant text, id text, primary key (tenant, id))'
}

# pg BATCH: items a second by INSERT ... ON CONFLICT DO NOTHING; IDs of 36 characters, as many different ones as to be half known.
pg() {
    cat >"$WORK/pg.sql" <<SQL
insert into items select 't' || n % 100, lpad(n::text, 36, '0')
from (select (random() * 1000000)::int as n from generate_series(1, $1) order by 1) as numbers on conflict do nothing
SQL
    chmod 644 "$WORK/pg.sql"
    as_postgres pgbench -n -h "$PGDATA" -p "$PG_PORT" -c 16 -j 2 -T "$SECONDS_EACH" -f "$WORK/pg.sql" postgres 2>/dev/null |
        awk -v batch="$1" '/^tps/ {printf "%.0f\n", $3 * batch}' >>"$WORK/pg.$1"
}

javac=$(dirname "$(command -v "$JAVA_NEW")")/javac
"$javac" --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/items/Discard.java bench/java/SaddFlood.java
report items
echo "# Items"
echo
machine
echo "- IDs of 36 bytes, 100 tenants (zipf), half of the items sent before; the load on the same cores; $SECONDS_EACH s a run, $ROUNDS rounds in turn, medians"
echo "- junretsu answers when the items are on the disk ($(df --output=fstype "$WORK" | tail -n 1)); Redis: appendfsync always, a pipeline of SADD a batch, 16"
echo "  connections; PostgreSQL: on conflict do nothing, 16 connections, rows made by the server itself; discard: the same HTTP server, bodies thrown away"
echo
for _ in $(seq "$ROUNDS"); do
    rm -rf "$WORK/items"
    serve
    run one --batch 1 --connections 50
    run hundred --batch 100 --connections 16
    run thousand --batch 1000 --connections 16
    blast --duration 2s --verify
    stop_serve
    discard
    run none.one --batch 1 --connections 50 || true
    run none.hundred --batch 100 --connections 16 || true
    run none.thousand --batch 1000 --connections 16 || true
    stop_serve
    redis
    sadd 100
    sadd 1000
    stop_peer
    postgres
    pg 100
    pg 1000
    stop_peer
done
echo "| | one a request, 50 connections | 100, 16 connections | 1,000, 16 connections |"
echo "|---|---|---|---|"
echo "| junretsu, items/s | $(med one.items) | $(mega "$(med hundred.items)") M | $(mega "$(med thousand.items)") M |"
echo "| p99, ms | $(med one.p99) | $(med hundred.p99) | $(med thousand.p99) |"
echo "| server's CPU a request, µs; of discard | $(med one.cpu) ($(ratio "$(med one.cpu)" "$(med none.one.cpu)")) | $(med hundred.cpu) ($(ratio "$(med hundred.cpu)" "$(med none.hundred.cpu)")) | $(med thousand.cpu) ($(ratio "$(med thousand.cpu)" "$(med none.thousand.cpu)")) |"
echo "| of Redis SADD, log on the disk | | $(ratio "$(med hundred.items)" "$(med sadd.100)") | $(ratio "$(med thousand.items)" "$(med sadd.1000)") |"
echo "| of PostgreSQL | | $(ratio "$(med hundred.items)" "$(med pg.100)") | $(ratio "$(med thousand.items)" "$(med pg.1000)") |"
echo
echo "## Tenants"
echo
echo "Batches of 100, 16 connections, items a second of those with 100 tenants (zipf):"
echo
echo "| tenants | zipf | flat |"
echo "|---|---|---|"
base=$(med hundred.items)
for tenants in 1 100 100000; do
    for skew in zipf flat; do
        rm -rf "$WORK/items"
        serve
        run "tenants.$tenants.$skew" --tenants "$tenants" --skew "$skew" --batch 100 --connections 16
        stop_serve
    done
    echo "| $tenants | $(ratio "$(med "tenants.$tenants.zipf.items")" "$base") | $(ratio "$(med "tenants.$tenants.flat.items")" "$base") |"
done
echo
echo "## Memory, disk, start"
echo
rm -rf "$WORK/items"
serve --ids drop
blast --count "$FILL" --unique 100% --batch 1000 --connections 4
curl -s "$HTTP/api/counts" >"$WORK/counts.json"
items=$(field items <"$WORK/counts.json")
stop_serve
kill_serve() {
    kill -9 "$SERVE_PID"
    wait "$SERVE_PID" 2>/dev/null || true
}

ready_ms() {
    local begin
    begin=$(date +%s%N)
    serve --ids drop
    awk -v ns=$(($(date +%s%N) - begin)) 'BEGIN {printf "%.0f\n", ns / 1e6}'
}
for _ in 1 2 3; do
    ready_ms >>"$WORK/snapshot"
    kill_serve
    mv "$WORK/items/items.snapshot" "$WORK/aside"
    ready_ms >>"$WORK/log"
    kill_serve
    mv "$WORK/aside" "$WORK/items/items.snapshot"
done
echo "| $items items, IDs dropped | |"
echo "|---|---|"
echo "| memory outside of the heap, bytes an item | $(ratio "$(field set_bytes <"$WORK/counts.json")" "$items") |"
echo "| log on the disk, bytes an item | $(ratio "$(field log_bytes <"$WORK/counts.json")" "$items") |"
echo "| ready, from a snapshot | $(med snapshot) ms |"
echo "| ready, from the log alone | $(med log) ms |"
