# Shared by the benchmarks: starts and stops what is measured, takes medians, describes the machine. To be sourced.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

JAVA=${JAVA:-java}
JAVA_NEW=${JAVA_NEW:-$(src/dist/junretsu --java)}
ROUNDS=${ROUNDS:-5}
SECONDS_EACH=${SECONDS_EACH:-5}
WORK=$(mktemp -d)
SERVE_PID=
PEER_PID=
PG=
MARIA_PID=
TEE_PID=

stop_serve() {
    if [ -n "$SERVE_PID" ]; then
        kill "$SERVE_PID" 2>/dev/null || true
        wait "$SERVE_PID" 2>/dev/null || true
        SERVE_PID=
        rm -f "$WORK/serve.out" # or the next start would be taken for ready
    fi
}

# stop_peer: ends the other program that is measured, PEER_PID or what start_postgres started.
stop_peer() {
    if [ -n "$PEER_PID" ]; then
        kill "$PEER_PID" 2>/dev/null || true
        wait "$PEER_PID" 2>/dev/null || true
        PEER_PID=
    fi
    if [ -n "$PG" ]; then
        as_postgres "$PG/pg_ctl" -D "$PGDATA" -m immediate stop >/dev/null 2>&1 || true
        rm -rf "$PGDATA"
        PG=
    fi
}

cleanup() {
    stop_peer
    stop_serve
    stop_mariadb
    rm -rf "$WORK"
    if [ -n "$TEE_PID" ]; then
        exec >&-
        wait "$TEE_PID" 2>/dev/null || true
    fi
}
trap cleanup EXIT
trap 'exit 130' INT TERM

# await COMMAND...: runs it until it succeeds, for thirty seconds at most.
await() {
    for _ in $(seq 600); do
        if "$@" >/dev/null 2>&1; then
            return
        fi
        sleep 0.05
    done
    echo "waited in vain for: $*" >&2
    exit 1
}

# report NAME: what is printed from here on also goes to bench/results/NAME.md.
report() {
    mkdir -p bench/results
    exec > >(tee "bench/results/$1.md")
    TEE_PID=$!
}

# start_serve COMMAND...: starts a server with the given words in front of its flags; sets UDP and HTTP to its addresses.
start_serve() {
    rm -rf "$WORK/data"
    "$@" --udp 127.0.0.1:0 --http 127.0.0.1:0 --data "$WORK/data" >"$WORK/serve.out" 2>"$WORK/serve.err" &
    SERVE_PID=$!
    await grep -q ' ready: ' "$WORK/serve.out"
    UDP=$(sed -n 's/.*votes at udp \([^,]*\),.*/\1/p' "$WORK/serve.out")
    HTTP=$(sed -n 's/.*\(http:[^,]*\),.*/\1/p' "$WORK/serve.out")
}

# start_numbers COMMAND...: the same for a numbers server; sets PORT and HTTP.
start_numbers() {
    "$@" --port 0 --http 127.0.0.1:0 >"$WORK/serve.out" 2>&1 &
    SERVE_PID=$!
    await grep -q ' ready: ' "$WORK/serve.out"
    PORT=$(sed -n 's/.*numbers at tcp [^,]*:\([0-9]*\),.*/\1/p' "$WORK/serve.out")
    HTTP=$(sed -n 's/.*\(http:[^,]*\),.*/\1/p' "$WORK/serve.out")
}

# as_postgres COMMAND...: PostgreSQL does not run as root.
as_postgres() {
    if [ "$(id -u)" -eq 0 ]; then
        runuser -u postgres -- "$@"
    else
        "$@"
    fi
}

# start_postgres OPTIONS...: starts a PostgreSQL of its own, installing it where there is none; sets PGDATA, which its socket
# is in, and PG_PORT.
start_postgres() {
    local programs
    programs=$(find /usr/lib/postgresql -name pg_ctl -printf '%h\n' 2>/dev/null | sort -V | tail -n 1)
    if [ -z "$programs" ]; then
        scripts/need.sh pgbench=postgresql
        programs=$(find /usr/lib/postgresql -name pg_ctl -printf '%h\n' | sort -V | tail -n 1)
    fi
    PG_PORT=$((30000 + RANDOM % 10000))
    PGDATA=$(mktemp -d)
    PG=$programs
    chmod 755 "$WORK"
    [ "$(id -u)" -ne 0 ] || chown postgres "$PGDATA"
    as_postgres "$PG/initdb" -A trust -D "$PGDATA" >/dev/null
    as_postgres "$PG/pg_ctl" -D "$PGDATA" -w -o "-p $PG_PORT -k $PGDATA $*" -l "$PGDATA/log" start >/dev/null
}

# start_mariadb OPTIONS...: starts a MariaDB of its own, installing it where there is none; sets DATABASE to the URL of an empty database of
# the user junretsu, whose password is in DATABASE_PASSWORD_FILE. With MARIADB_DATA=DIR its files stay there; IS_KEPT tells that they were there.
start_mariadb() {
    local port=$((40000 + RANDOM % 10000)) common data=${MARIADB_DATA:-$WORK/mariadb/data}
    scripts/need.sh mariadbd=mariadb-server-core
    mkdir -p "$data" "$WORK/mariadb/tmp"
    IS_KEPT=$(ls -A "$data")
    DATABASE=jdbc:mariadb://127.0.0.1:$port/junretsu
    DATABASE_PASSWORD_FILE=$WORK/mariadb/password
    echo secret >"$DATABASE_PASSWORD_FILE"
    common=(mariadbd --no-defaults "--user=$(id -un)" "--datadir=$data" "--tmpdir=$WORK/mariadb/tmp" "$@")
    if [ -z "$IS_KEPT" ]; then
        {
            printf '%s\n' 'CREATE DATABASE mysql;' 'USE mysql;'
            cat /usr/share/mysql/mysql_system_tables.sql /usr/share/mysql/mysql_system_tables_data.sql
            printf '%s\n' 'FLUSH PRIVILEGES;' 'CREATE DATABASE junretsu;' "CREATE USER junretsu@'127.0.0.1' IDENTIFIED BY 'secret';" \
                "GRANT ALL ON junretsu.* TO junretsu@'127.0.0.1';"
        } | "${common[@]}" --bootstrap >"$WORK/mariadb/out" 2>&1 || { cat "$WORK/mariadb/out" >&2; exit 1; }
    fi
    "${common[@]}" --bind-address=127.0.0.1 "--port=$port" "--socket=$WORK/mariadb/s" "--pid-file=$WORK/mariadb/pid" \
        --skip-name-resolve >"$WORK/mariadb/out" 2>&1 &
    MARIA_PID=$!
    await grep -q 'ready for connections' "$WORK/mariadb/out"
}

stop_mariadb() {
    if [ -n "$MARIA_PID" ]; then
        kill "$MARIA_PID" 2>/dev/null || true
        wait "$MARIA_PID" 2>/dev/null || true
        MARIA_PID=
    fi
}

# kib NAME: a size in the server's /proc status, such as VmHWM.
kib() {
    sed -n "s/^$1:[^0-9]*\([0-9]*\) kB/\1/p" "/proc/$SERVE_PID/status"
}

# field NAME < JSON: the first number with that name.
field() {
    grep -o "\"$1\":[-0-9.][-0-9.]*" | head -n 1 | cut -d: -f2
}

# median < NUMBERS, one a line.
median() {
    sort -g | awk '{v[NR] = $1} END {print (NR % 2) ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2}'
}

# ratio A B: A / B with two decimals.
ratio() {
    awk -v a="$1" -v b="$2" 'BEGIN {printf "%.2f", a / b}'
}

# mega N: in millions with three decimals.
mega() {
    awk -v n="$1" 'BEGIN {printf "%.3f", n / 1e6}'
}

# build: makes the jar, unless BUILT says that it is there, and the peer in C.
build() {
    [ -n "${BUILT:-}" ] || ./build.sh >"$WORK/build.log" 2>&1 || { cat "$WORK/build.log" >&2; exit 1; }
    cc -O2 -o "$WORK/udp_limit" bench/limit/udp_limit.c -pthread
}

java_version() {
    "$1" -version 2>&1 | sed -n '1s/.*version "\([^"]*\)".*/\1/p'
}

# Where and with what the figures were taken.
machine() {
    echo "- machine: $(nproc) cores, $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1), Linux $(uname -r)"
    echo "- Java: $(java_version "$JAVA"), and $(java_version "$JAVA_NEW") for the engines that need it"
    echo "- junretsu: $("$JAVA" -jar junretsu.jar --version | cut -d' ' -f2), commit $(git rev-parse --short HEAD 2>/dev/null || echo none)"
}
