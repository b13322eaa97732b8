#!/usr/bin/env bash
# Users: logins by each way, validations, random users, ten thousand connections, slow hashes beside their bare loop, an open loop, and the same
# on MariaDB. Server and clients share the cores of this machine.
#
#   bench/users.sh                        prints tables and writes bench/results/users.md
#   USERS=10m bench/users.sh              ten million seeded users instead of one
#   TOPICS="logins open" bench/users.sh   only these of: logins random connections fresh open database
#   REPORT=NAME bench/users.sh            writes bench/results/NAME.md
#   SERVER=/usr/bin/junretsu TOPICS=connections REPORT=users-package bench/users.sh   starts the server as the package does
#   MARIADB_DATA=DIR ROUNDS=0 USERS=10m TOPICS=database bench/users.sh   seeds MariaDB in DIR, which is kept
#   MARIADB_DATA=DIR USERS=10m TOPICS=database bench/users.sh            goes on with what is in it
SECONDS_EACH=${SECONDS_EACH:-5}
ROUNDS=${ROUNDS:-3}
WARM_UP=${WARM_UP:-8}
source "$(dirname "$0")/lib.sh"
TOPICS=${TOPICS:-logins random connections fresh open database}
USERS=${USERS:-1m}
FIXED=200
build

# seed NAME USERS FLAGS...: a directory, or a database, of seeded users.
seed() {
    local name=$1 users=$2
    shift 2
    "$JAVA" -jar junretsu.jar users seed "$users" --data "$WORK/$name" "$@" >"$WORK/$name.seed" 2>&1 || { cat "$WORK/$name.seed" >&2; exit 1; }
}

# seconds_of NAME: the time that seeding it took.
seconds_of() {
    sed -n 's/.* after \([0-9.]*\) s;.*/\1/p' "$WORK/$1.seed"
}

# serve NAME FLAGS...: a users server on that directory; sets TARGET and HTTP, and appends the seconds until it is ready to NAME.ready.
serve() {
    local name=$1 began
    shift
    began=$(date +%s.%N)
    ${SERVER:-"$JAVA" -jar junretsu.jar} serve users --listen 127.0.0.1:0 --http 127.0.0.1:0 --data "$WORK/$name" --seed-users "$@" \
        >"$WORK/serve.out" 2>&1 &
    SERVE_PID=$!
    await grep -q ' ready: ' "$WORK/serve.out"
    awk -v a="$began" -v b="$(date +%s.%N)" 'BEGIN {printf "%.2f\n", b - a}' >>"$WORK/$name.ready"
    TARGET=$(sed -n 's/.*users at tcp \([^,]*\),.*/\1/p' "$WORK/serve.out")
    HTTP=$(sed -n 's/.*\(http:[^, ]*\),.*/\1/p' "$WORK/serve.out")
}

# blast NAME OPERATION FLAGS...: a load that has to be right; appends the operation's rate and p99 in ms to files.
blast() {
    local name=$1 operation=$2 part
    shift 2
    "$JAVA" -jar junretsu.jar blast users --target "$TARGET" --verify "$HTTP" --warm-up "${WARM_UP}s" \
        --duration "${SECONDS_EACH}s" --json "$@" >"$WORK/blast.json" 2>"$WORK/blast.err" || { cat "$WORK/blast.err" >&2; exit 1; }
    part=$(sed -n "s/.*\"$operation\":{\([^}]*\)}.*/\1/p" "$WORK/blast.json")
    field per_s <<<"$part" >>"$WORK/$name.rate"
    field p99_us <<<"$part" | awk '{printf "%.1f\n", $1 / 1e3}' >>"$WORK/$name.p99"
    field generator_cpu_us <"$WORK/blast.json" >>"$WORK/$name.cpu"
    field server_hashes <"$WORK/blast.json" >>"$WORK/$name.hashes"
}

med() {
    median <"$WORK/$1"
}

# row TEXT NAME
row() {
    echo "| $1 | $(med "$2.rate") | $(med "$2.p99") | $(med "$2.cpu") | $(med "$2.hashes") | $(paste -sd ' ' "$WORK/$2.rate") |"
}

heading() {
    echo "## $1"
    echo
    echo "| | a second | p99, ms | generator, µs of CPU each | slow hashes of the server | each round |"
    echo "|---|---|---|---|---|---|"
}

# The first load of a server is for its compiler, and counts for nothing. Each round has its own directory, so that none has the sessions of those
# before: these users begin more in a minute than people do in a life.
logins() {
    local round
    for round in $(seq "$ROUNDS"); do
        seed "few$round" 10k
        serve "few$round"
        blast warm login --mix login --pick "fixed:$FIXED" --login remembered
        blast remembered login --mix login --pick "fixed:$FIXED" --login remembered
        blast scram login --mix login --pick "fixed:$FIXED" --login scram
        blast token validate --mix validate --pick "fixed:$FIXED" --login token
        blast crowd validate --mix validate --pick "fixed:$FIXED" --login token --clients 2000
        stop_serve
    done
    heading "$FIXED users, 200 clients, closed loop"
    row "logins, remembered" remembered
    row "logins by SCRAM" scram
    row "validations" token
    row "validations, 2,000 clients" crowd
    echo
}

random_users() {
    for _ in $(seq "$ROUNDS"); do
        serve many --upgrade-seed off
        blast warm login --mix login --users "$USERS"
        blast random login --mix login --users "$USERS"
        blast random2000 login --mix login --users "$USERS" --clients 2000
        blast mixed validate --users "$USERS"
        stop_serve
    done
    heading "Random users of $USERS, closed loop; seeded credentials, which cost no slow hash"
    row "logins, 200 clients" random
    row "logins, 2,000 clients" random2000
    row "validations among 1 login and 1 nickname to 8" mixed
    echo
}

connections() {
    for _ in $(seq "$ROUNDS"); do
        serve many --upgrade-seed off
        blast warm login --mix login --users "$USERS"
        blast thousands validate --mix validate --login token --users "$USERS" --clients 10000
        kib VmRSS >>"$WORK/thousands.kib"
        stop_serve
    done
    heading "10,000 connections, users among $USERS"
    row "validations" thousands
    echo
    echo "None was refused. The server holds $(($(med thousands.kib) / 1024)) MiB of resident memory then; with $USERS users it was ready after" \
        "$(med many.ready) s."
    echo
}

# The same statements by a database beside the server, with what is committed on its disk.
database() {
    start_mariadb --innodb-buffer-pool-size=2G --innodb-log-file-size=1G
    local flags=(--database "$DATABASE" --database-user junretsu --database-password-file "$DATABASE_PASSWORD_FILE")
    seed shared "$USERS" "${flags[@]}"
    [ -n "$IS_KEPT" ] || SEEDED_IN=$(seconds_of shared)
    if [ "$ROUNDS" -eq 0 ]; then
        echo "$USERS users in MariaDB, seeded in $(seconds_of shared) s"
        stop_mariadb
        return
    fi
    for _ in $(seq "$ROUNDS"); do
        serve shared --upgrade-seed off "${flags[@]}"
        blast warm login --mix login --pick "fixed:$FIXED"
        blast shared_hot login --mix login --pick "fixed:$FIXED"
        blast shared_random login --mix login --users "$USERS"
        blast shared_random2000 login --mix login --users "$USERS" --clients 2000
        blast shared_mixed validate --users "$USERS"
        blast shared_open login --mix login --users "$USERS" --rate 1000
        stop_serve
    done
    heading "MariaDB, $USERS users${SEEDED_IN:+, seeded in $SEEDED_IN s}"
    row "logins of $FIXED users, 200 clients" shared_hot
    row "logins of random users, 200 clients" shared_random
    row "the same, 2,000 clients" shared_random2000
    row "validations among 1 login and 1 nickname to 8" shared_mixed
    row "open loop, 1,000 logins a second of random users" shared_open
    echo
    echo "Sessions lie in the same database; a login writes one. Ready after $(med shared.ready) s."
    echo
    stop_mariadb
}

fresh() {
    seed few 10k
    "$(dirname "$JAVA_NEW")/javac" --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/users/password/*.java
    for _ in $(seq "$ROUNDS"); do
        "$JAVA" -Xmx256m -cp "$WORK/classes:junretsu.jar" junretsu.users.password.HashRates 1 "$SECONDS_EACH" 1 |
            awk -F'|' '{print $3 + 0}' >>"$WORK/bare.rate"
        serve few --hash-threads 1
        blast warm login --mix login --pick fixed:20 --login fresh --clients 8
        blast fresh login --mix login --pick fixed:20 --login fresh --clients 8
        "$JAVA" -jar junretsu.jar blast users --target "$TARGET" --mix login --pick fixed:20 --login fresh --clients 8 \
            --duration "$((SECONDS_EACH + WARM_UP + 8))s" >"$WORK/beside.out" 2>&1 &
        PEER_PID=$!
        sleep 4
        "$JAVA" -jar junretsu.jar blast users --target "$TARGET" --first 1000 --users 1k --mix validate --login token \
            --warm-up "${WARM_UP}s" --duration "${SECONDS_EACH}s" --json >"$WORK/beside.json" 2>"$WORK/beside.err"
        field per_s <"$WORK/beside.json" >>"$WORK/beside.rate"
        field p99_us <"$WORK/beside.json" | awk '{printf "%.1f\n", $1 / 1e3}' >>"$WORK/beside.p99"
        stop_peer
        stop_serve
    done
    heading "Fresh logins, 8 clients, 1 hash thread"
    row "fresh logins" fresh
    echo
    echo "The bare loop of one thread hashes $(med bare.rate) a second (rounds: $(paste -sd ' ' "$WORK/bare.rate")); fresh logins are" \
        "$(ratio "$(med fresh.rate)" "$(med bare.rate)") of it. While they saturate the server, 200 other clients get $(med beside.rate)" \
        "validations a second with a p99 of $(med beside.p99) ms."
    echo
}

open_loop() {
    for _ in $(seq "$ROUNDS"); do
        serve many --upgrade-seed off
        blast warm login --mix login --users "$USERS"
        blast open login --mix login --users "$USERS" --rate 1000
        stop_serve
    done
    heading "Open loop, 1,000 logins a second of random users of $USERS; times from the planned one"
    row "logins" open
    echo
}

report "${REPORT:-users}"
echo "# Users"
echo
machine
echo "- $ROUNDS rounds of $SECONDS_EACH s each after $WARM_UP s of the same, medians; $(case "$TOPICS" in database) echo MariaDB ;; *) echo SQLite ;; esac); every answer checked, none wrong, refused or failed, and the"
echo "  server's counts compared"
case "$TOPICS" in
    *random* | *open* | *connections*)
        seed many "$USERS"
        echo "- $(tail -n 1 "$WORK/many.seed" | sed "s|$WORK/many|a directory|")"
        ;;
esac
echo
for topic in $TOPICS; do
    case $topic in
        logins) logins ;;
        random) random_users ;;
        connections) connections ;;
        database) database ;;
        fresh) fresh ;;
        open) open_loop ;;
        *) echo "no topic $topic" >&2 && exit 1 ;;
    esac
done
