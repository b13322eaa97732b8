#!/usr/bin/env bash
# Votes counted in the kernel against the least that a program in C does there: one 1-byte vote a packet through a veth pair, and joined
# packets on loopback.
#
#   bench/kernel.sh                      as root; prints tables and writes bench/results/kernel.md
#   ROUNDS=9 SECONDS_EACH=3 bench/kernel.sh
source "$(dirname "$0")/lib.sh"

# The build may need a network, which there is none of beside the cable.
if [ "${1-}" != inside ]; then
    if [ "$(id -u)" -ne 0 ]; then
        echo "kernel.sh: left out, since network namespaces take root" >&2
        exit
    fi
    build
    scripts/need.sh clang=clang
    [ -e /usr/include/bpf/libbpf.h ] || scripts/need.sh bpf/libbpf.h=libbpf-dev
    cc -O2 -o "$WORK/xdp_limit" bench/limit/xdp_limit.c -lbpf
    clang -O2 -g -target bpf "-I/usr/include/$(uname -m)-linux-gnu" -c bench/limit/xdp_limit.bpf.c -o "$WORK/xdp_limit.o"
    PROBE=$WORK bench/veth.sh "$0" inside
    exit
fi

TICKS=$(getconf CLK_TCK)

# untaken: frames so far that the queue of the cable's other end had no room for.
untaken() {
    cat /sys/class/net/va/statistics/tx_dropped
}

# probe MODE PACKETS: prints what it counted a second, which in the kernel is all that the cable took; leaves $WORK/probe.json.
probe() {
    local before
    before=$(untaken)
    (cd "$PROBE" && ./xdp_limit "$1" "$2") >"$WORK/probe.json" 2>"$WORK/probe.err" || { cat "$WORK/probe.err" >&2; exit 1; }
    case $1 in
    xdp | filter) same "the probe's $1" "$2" $(($(field counted <"$WORK/probe.json") + $(untaken) - before)) ;;
    esac
    field counted_per_s <"$WORK/probe.json"
}

# same WHO SENT COUNTED
same() {
    if [ "$2" -ne "$3" ]; then
        echo "$1: $2 were sent and $3 are accounted for" >&2
        exit 1
    fi
}

# serve ADDRESS FLAGS...: a server on the second core; sets HTTP.
serve() {
    rm -rf "$WORK/data"
    taskset -c 1 "$JAVA_NEW" -jar junretsu.jar serve --udp "$1" --http 127.0.0.1:0 --threads 1 --data "$WORK/data" "${@:2}" \
        >"$WORK/serve.out" 2>"$WORK/serve.err" &
    SERVE_PID=$!
    await grep -q ' ready: ' "$WORK/serve.out"
    HTTP=$(sed -n 's/.*\(http:[^,]*\),.*/\1/p' "$WORK/serve.out")
}

# blast TARGET FLAGS...: a blast on the first core, checked; leaves $WORK/blast.json, and its seconds of CPU time in BLAST_CPU.
blast() {
    local times
    TIMEFORMAT='%U %S'
    times=$( { time taskset -c 0 "$JAVA_NEW" -jar junretsu.jar blast --target "$1" --verify "$HTTP" --json --threads 1 --buttons 4 \
        "${@:2}" >"$WORK/blast.json" 2>"$WORK/blast.err"; } 2>&1 )
    BLAST_CPU=$(awk '{print $1 + $2}' <<<"$times")
    same "blast ${*:2}" "$(field sent <"$WORK/blast.json")" \
        $(($(field counted <"$WORK/blast.json") + $(field dropped <"$WORK/blast.json") + $(field lost <"$WORK/blast.json")))
}

# kept FIELD: a number of /api/counts.
kept() {
    curl -s "$HTTP/api/counts" | field "$1"
}

# fed ENGINE PACKETS: lets the probe send; each must be counted, dropped or untaken.
fed() {
    local before
    before=$(($(untaken) + $(kept total) + $(kept dropped)))
    probe send "$2" >/dev/null
    sleep 0.5
    same "junretsu's $1" "$2" $(($(untaken) + $(kept total) + $(kept dropped) - before))
}

# counts ENGINE PACKETS: what junretsu counts a second of the probe's feed.
counts() {
    local flags=(--engine "$1") before
    [ "$1" != xdp ] || flags+=(--interface vb)
    serve 0.0.0.0:9999 "${flags[@]}"
    fed "$1" $(($2 / SECONDS_EACH))
    before=$(kept total)
    fed "$1" "$2"
    awk -v n="$(($(kept total) - before))" -v s="$(field seconds <"$WORK/probe.json")" 'BEGIN {printf "%.0f\n", n / s}'
    stop_serve
}

# crowd: frames that blast sends a second, counted by junretsu's xdp.
crowd() {
    serve 0.0.0.0:9999 --engine xdp --interface vb
    blast 10.9.0.2:9999 --engine xdp --interface va --sources 10.9.128.0/18 --duration "${SECONDS_EACH}s"
    stop_serve
    awk -v n="$(field counted <"$WORK/blast.json")" -v s="$(field duration_s <"$WORK/blast.json")" 'BEGIN {printf "%.0f\n", n / s}'
}

# Seconds of CPU time that the server has had.
serve_cpu() {
    sed 's/.*) //' "/proc/$SERVE_PID/stat" | awk -v hz="$TICKS" '{print ($12 + $13) / hz}'
}

# loaded OFFLOAD SECONDS: a blast over loopback; prints the votes counted and the seconds of both processes' CPU time.
loaded() {
    local before
    before=$(serve_cpu)
    blast 127.0.0.1:9999 --offload "$1" --duration "$2s"
    awk -v votes="$(field counted <"$WORK/blast.json")" -v cpu="$(serve_cpu) $before $BLAST_CPU" \
        'BEGIN {split(cpu, s); printf "%d %.2f\n", votes, s[1] - s[2] + s[3]}'
}

# loopback ENGINE OFFLOAD: votes counted a second of CPU time, of a long blast less a short one, so that no start of Java is in it.
loopback() {
    serve 127.0.0.1:9999 --engine "$1" --offload "$2"
    loaded "$2" 1 >/dev/null
    { loaded "$2" 1; loaded "$2" $((SECONDS_EACH + 1)); } | awk '{n = $1 - n; s = $2 - s} END {printf "%.0f\n", n / s}'
    stop_serve
}

# measure NAME COMMAND...: a round's result.
measure() {
    "${@:2}" >"$WORK/now"
    cat "$WORK/now" >>"$WORK/$1"
    echo "round $ROUND: $1 $(cat "$WORK/now")" >&2
}

# row WHAT NAME AGAINST FLOOR: a line of the table.
row() {
    echo "| $1 | $(mega "$(median <"$WORK/$2")") | $(mega "$(median <"$WORK/$3")") | **$(ratio "$(median <"$WORK/$2")" "$(median <"$WORK/$3")")** | $4 |" \
        "$(paste "$WORK/$2" "$WORK/$3" | awk '{printf "%.2f ", $1 / $2}')|"
}

MANY=$((5000000 * SECONDS_EACH))
SOME=$((1000000 * SECONDS_EACH))
for ROUND in $(seq "$ROUNDS"); do
    measure probe-xdp probe xdp "$MANY"
    measure xdp counts xdp "$MANY"
    measure crowd crowd
    measure probe-filter probe filter "$SOME"
    measure bpf counts bpf "$SOME"
    measure probe-socket probe socket "$SOME"
    measure mmsg counts mmsg "$SOME"
    measure joined-mmsg loopback mmsg on
    measure joined-bpf loopback bpf on
    measure single-mmsg loopback mmsg off
    measure single-bpf loopback bpf off
done

report kernel
echo "# Votes counted in the kernel"
echo
machine
echo "- one 1-byte vote a packet, made by XDP live frames on the first core and sent through a veth pair; a server has the second core, which"
echo "  the kernel's own counting leaves idle. $SECONDS_EACH s a run, $ROUNDS rounds in turn, medians"
echo "- limit: \`bench/limit/xdp_limit.c\`, which counts in a map and checks next to nothing; sums are compared in each run"
echo
echo "| million votes/s | junretsu | against | ratio | at least | each round |"
echo "|---|---|---|---|---|---|"
row "\`xdp\`, the probe's program" xdp probe-xdp 0.95
row "\`xdp\`, our own \`mmsg\`, which has a second core" xdp mmsg 5
row "\`bpf\`, the probe's filter" bpf probe-filter 0.95
row "\`bpf\`, our own \`mmsg\`, which has a second core" bpf mmsg -
row "\`mmsg\`, the probe's recvmmsg" mmsg probe-socket -
row "\`blast --engine xdp\`, the probe's frames counted by the same server" crowd xdp 0.9
echo
echo "On loopback, of one sender; millions of votes for a second of CPU time of both processes:"
echo
echo "| million votes/CPU s | junretsu | against | ratio | at least | each round |"
echo "|---|---|---|---|---|---|"
row "128 joined: \`bpf\`, \`mmsg\`" joined-bpf joined-mmsg 1.5
row "one a packet: \`bpf\`, \`mmsg\`" single-bpf single-mmsg 1
