#!/usr/bin/env bash
# A crowd of browsers that votes: thousands of WebSockets, what a tap waits for its acknowledgement, what counting UDP costs
# beside them, and what memory a connection takes.
#
#   bench/crowd.sh                       prints tables and writes bench/results/crowd.md
#   CLIENTS=2000 ROUNDS=3 SECONDS_EACH=10 UDP_RATE=200k bench/crowd.sh
#
# The load generators run on the same cores as the server. Fails when a vote was not counted for its button, or an answer was wrong.
source "$(dirname "$0")/lib.sh"
CLIENTS=${CLIENTS:-10000}
UDP_RATE=${UDP_RATE:-500k}
SECONDS_EACH=${SECONDS_EACH:-10}
FEW=$((CLIENTS / 100))
WARM_UP=2
build

# crowd NAME SECONDS FLAGS...: a crowd of its own buttons; its report goes to NAME.json, its votes are counted exactly.
crowd() {
    local name=$1 seconds=$2
    shift 2
    "$JAVA" -jar junretsu.jar blast crowd --target "$HTTP" --verify --json --buttons 2:1,3:1 --warm-up "${WARM_UP}s" \
        --duration "$((seconds + WARM_UP))s" "$@" >"$WORK/$name.json" 2>"$WORK/$name.err" || {
        cat "$WORK/$name.err" "$WORK/$name.json" >&2
        return 1
    }
    grep -q '"equal":true' "$WORK/$name.json" || {
        echo "crowd.sh: not counted as sent:" >&2
        cat "$WORK/$name.json" >&2
        return 1
    }
}

# udp: votes counted a second of UDP_RATE asked.
udp() {
    "$JAVA" -jar junretsu.jar blast --target "$UDP" --verify "$HTTP" --json --rate "$UDP_RATE" --buttons 2 \
        --duration "${SECONDS_EACH}s" >"$WORK/udp.json" 2>/dev/null
    # What the crowd's buttons got meanwhile is not from here, and so is not among what was sent for 0 and 1.
    sed 's/.*"verify":{.*"buttons":{"0":\([0-9]*\),"1":\([0-9]*\).*/\1 \2/' "$WORK/udp.json" |
        awk -v d="$(field duration_s <"$WORK/udp.json")" '{printf "%.0f\n", ($1 + $2) / d}'
}

# jcmd COMMAND: asks the server, by the JDK beside $JAVA.
jcmd() {
    "$(dirname "$(readlink -f "$(command -v "$JAVA")")")/jcmd" "$SERVE_PID" "$1"
}

# live: KiB of the server's objects that a collection leaves.
live() {
    jcmd GC.class_histogram | awk '/^Total/ {printf "%.0f\n", $3 / 1024}'
}

# kept: the server's resident memory behind a collection of its heap, in KiB: what it holds, and less of what garbage the heap has room
# for. The collector gives pages back on a thread of its own within the next two seconds, while new garbage takes some again: the
# least of that time.
kept() {
    jcmd GC.run >/dev/null
    for _ in $(seq 20); do
        kib VmRSS
        sleep 0.1
    done | sort -n | head -n 1
}

# part OBJECT FIELD < JSON: a number of an object.
part() {
    sed -n "s/.*\"$1\":{\([^}]*\)}.*/\1/p" | field "$2"
}

# await_taps: waits until the crowd beside UDP has connected and taps.
await_taps() {
    for _ in $(seq 600); do
        ! grep -q 'votes sent' "$WORK/beside.err" || return 0
        sleep 0.1
    done
    echo "crowd.sh: the crowd did not begin: $(cat "$WORK/beside.err")" >&2
    return 1
}

# times NAME: keeps the figures of a crowd's report for the medians.
times() {
    local p
    for p in p50 p90 p99 max; do
        part ack_us "$p" <"$WORK/$1.json" >>"$WORK/$1.ack.$p"
        part screen_us "$p" <"$WORK/$1.json" >>"$WORK/$1.screen.$p"
    done
    field rate <"$WORK/$1.json" >>"$WORK/$1.rate"
    part schedule_lag_us p99 <"$WORK/$1.json" >>"$WORK/$1.lag"
    echo "$1: p99 $(tail -n 1 "$WORK/$1.ack.p99") µs, $(tail -n 1 "$WORK/$1.rate") votes/s" >&2
}

# row NAME TITLE
row() {
    local p line=
    for p in p50 p90 p99 max; do
        line="$line $(awk -v v="$(median <"$WORK/$1.ack.$p")" 'BEGIN {printf "%.1f", v / 1e3}') |"
    done
    for p in p50 p99; do
        line="$line $(awk -v v="$(median <"$WORK/$1.screen.$p")" 'BEGIN {printf "%.1f", v / 1e3}') |"
    done
    echo "| $2 | $(median <"$WORK/$1.rate") |$line $(awk '{printf "%.1f ", $1 / 1e3}' "$WORK/$1.ack.p99")| $(awk -v v="$(median <"$WORK/$1.lag")" 'BEGIN {printf "%.1f", v / 1e3}') |"
}

report crowd
echo "# A crowd of browsers that votes"
echo
machine
echo "- server: \`serve --crowd $CLIENTS\`, on the same machine as the generators, which take a part of its cores: \`blast crowd\` holds"
echo "  all connections in one process and one thread"
echo "- $CLIENTS voters spread evenly in time, open loop: a time begins when the tap was planned; $SECONDS_EACH s behind ${WARM_UP} s of warm-up, $ROUNDS rounds in"
echo "  turn, medians of them; on screen is the first frame of /api/stream that holds the vote, ten a second"
echo "- UDP: $UDP_RATE votes/s asked, one a datagram, for other buttons; each vote of the crowd was counted for its button, or this"
echo "  would have failed"
echo
: >"$WORK/beside.err"
start_serve "$JAVA" -jar junretsu.jar serve --crowd "$CLIENTS"
udp >/dev/null
# As many messages, most of whose votes are over the rate of so few voters.
crowd few "$SECONDS_EACH" --clients "$FEW" --rate "$CLIENTS"
few_kib=$(kib VmRSS)
few_kept_kib=$(kept)
few_live_kib=$(live)
for _ in $(seq "$ROUNDS"); do
    udp >>"$WORK/udp.alone"
    crowd single "$SECONDS_EACH" --clients "$CLIENTS" --rate "$CLIENTS"
    times single
    crowd bursts "$SECONDS_EACH" --clients "$CLIENTS" --rate "$((CLIENTS * 10))" --burst 10
    times bursts
    crowd beside $((SECONDS_EACH + 8)) --clients "$CLIENTS" --rate "$CLIENTS" &
    crowd_pid=$!
    await_taps
    udp >>"$WORK/udp.beside"
    kib VmRSS >>"$WORK/many_kib"
    kept >>"$WORK/many_kept_kib"
    live >>"$WORK/many_live_kib"
    wait "$crowd_pid"
    times beside
done
echo "| crowd | votes/s | tap → acknowledged, ms: p50 | p90 | p99 | max | tap → on screen, ms: p50 | p99 | p99 acknowledged, each round | generator behind, ms, p99 |"
echo "|---|---|---|---|---|---|---|---|---|---|"
row single "one vote a second each"
row bursts "ten votes at once a second each"
row beside "one vote a second each, beside UDP"
echo
alone=$(median <"$WORK/udp.alone")
beside=$(median <"$WORK/udp.beside")
echo "| | no crowd | $CLIENTS vote |"
echo "|---|---|---|"
echo "| UDP votes counted a second | $alone | $beside (**$(ratio "$beside" "$alone")**) |"
echo "| each round | $(paste -sd' ' "$WORK/udp.alone") | $(paste -sd' ' "$WORK/udp.beside") |"
many_kib=$(median <"$WORK/many_kib")
echo "| resident memory of the server, MiB | $((few_kib / 1024)) behind a crowd of $FEW with as many messages | $((${many_kib%.*} / 1024)) |"
many_kept_kib=$(median <"$WORK/many_kept_kib")
echo "| the same after a collection | $((few_kept_kib / 1024)) | $((${many_kept_kib%.*} / 1024)) |"
echo
# a_connection MANY FEW: the difference in KiB, a connection.
a_connection() {
    awk -v m="$1" -v f="$2" -v n="$((CLIENTS - FEW))" 'BEGIN {printf "%.1f", (m - f) / n}'
}
echo "Memory a connection: $(a_connection "$(median <"$WORK/many_live_kib")" "$few_live_kib") KiB of objects; of resident memory $(a_connection "$many_kept_kib" "$few_kept_kib") KiB"
echo "after a collection, $(a_connection "$many_kib" "$few_kib") KiB with the room that the heap takes for garbage at this load; kernel buffers not included."
stop_serve
