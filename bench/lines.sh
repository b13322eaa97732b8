#!/usr/bin/env bash
# Lines of the users' protocol a second, with an echo in place of the accounts: our loop, with the name found as C does and with the
# whole request read and the answer written, against a C program with one epoll thread, in turn, with a load in C.
#
#   bench/lines.sh                       prints a table and writes bench/results/lines.md
SECONDS_EACH=${SECONDS_EACH:-10}
source "$(dirname "$0")/lib.sh"
build
cc -O2 -o "$WORK/lines_limit" bench/limit/lines_limit.c
"$(dirname "$JAVA_NEW")/javac" --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/users/line/LineEcho.java

# serve NAME COMMAND...: runs a server that prints its port, and the load on it; appends the load's line to NAME.CONNECTIONS.DEPTH.
serve() {
    local file="$WORK/$1.$connections.$depth"
    shift
    rm -f "$WORK/port"
    "$@" >"$WORK/port" &
    PEER_PID=$!
    await test -s "$WORK/port"
    "$WORK/lines_limit" load "$(head -n 1 "$WORK/port")" "$connections" "$depth" "$SECONDS_EACH" "$PEER_PID" >>"$file"
    stop_peer
    sed -n 2p "$WORK/port" >>"$file.allocated"
}

# echo_in JAVA- WAY LOOPS COMMAND: our echo on that Java.
echo_in() {
    serve "$1$2$3" "$4" -Xmx512m -cp "$WORK/classes:junretsu.jar" junretsu.users.line.LineEcho "$2" "$3"
}

# of COLUMN FILE: the median of a column.
of() {
    cut -d' ' -f"$1" "$2" | median
}

report lines
echo "# Lines of the users' protocol"
echo
machine
echo "- loopback, the load (C, one epoll thread, every answer checked) beside the server on the same cores; $ROUNDS rounds in turn of"
echo "  $SECONDS_EACH s, the first two fifths not counted; medians. A line has 75 bytes or so, its answer 120; DEPTH requests are unanswered on"
echo "  each connection"
echo "- C: one epoll thread, finds the name and answers; name: our loop, the same; whole: our loop, the request read with its keys"
echo "  checked, the answer written from its fields; 17, 25: the Java; x2: two loops"
echo "- load average while it ran: $(cut -d' ' -f1-3 /proc/loadavg) at the start"
echo
echo "| connections × depth | server | k/s | of C | CPU ns an answer | C's to it | bytes allocated an answer | p50 ms | p99 ms | each round, k/s |"
echo "|---|---|---|---|---|---|---|---|---|---|"
for shape in "200 1" "2000 1" "10000 1" "100 16"; do
    read -r connections depth <<<"$shape"
    for _ in $(seq "$ROUNDS"); do
        serve C "$WORK/lines_limit" echo
        echo_in 17- plain 1 "$JAVA"
        echo_in 17- lines 1 "$JAVA"
        echo_in 17- lines 2 "$JAVA"
        echo_in 25- lines 1 "$JAVA_NEW"
    done
    c=$WORK/C.$connections.$depth
    for server in "C" "17-plain1" "17-lines1" "17-lines2" "25-lines1"; do
        f=$WORK/$server.$connections.$depth
        name=$(sed 's/-plain1/, name/; s/-lines1/, whole/; s/-lines2/, whole x2/' <<<"$server")
        echo "| $connections × $depth | $name | $(awk -v r="$(of 1 "$f")" 'BEGIN {printf "%.0f", r / 1e3}') | $(ratio "$(of 1 "$f")" "$(of 1 "$c")") |" \
            "$(of 4 "$f") | $(ratio "$(of 4 "$c")" "$(of 4 "$f")") | $(median <"$f.allocated" 2>/dev/null || true) | $(of 2 "$f") | $(of 3 "$f") | $(awk '{printf "%.0f ", $1 / 1e3}' "$f")|"
    done
done
