#!/usr/bin/env bash
# Unique numbers a second: junretsu, a C program that does the whole job as fast as C can (the limit), one that throws the bytes away
# and one that does the job in the plainest way, in turn, with our load and with a load in C. The log is held against sort -u.
#
#   bench/numbers.sh                     prints tables and writes bench/results/numbers.md
SECONDS_EACH=${SECONDS_EACH:-10}
LINES_IN_C=${LINES_IN_C:-100000000}
source "$(dirname "$0")/lib.sh"
build
scripts/need.sh curl=curl
cc -O2 -o "$WORK/numbers_limit" bench/limit/numbers_limit.c -pthread

# blast FLAGS...: leaves the report in $WORK/blast.json; prints lines a second.
blast() {
    "$JAVA" -jar junretsu.jar blast numbers --target "127.0.0.1:$PORT" --json "$@" >"$WORK/blast.json"
    field rate <"$WORK/blast.json"
}

# in_c MODE...: the port of the C program.
in_c() {
    "$WORK/numbers_limit" "$@" >"$WORK/port" &
    PEER_PID=$!
    await test -s "$WORK/port"
    PORT=$(cat "$WORK/port")
}

# serve FLAGS...: the server; its log is $LOG.
serve() {
    start_numbers "$JAVA" -jar junretsu.jar serve numbers --log "$LOG" "$@"
}

# cpu_ticks PID: CPU time of a process so far, in hundredths of a second.
cpu_ticks() {
    awk '{print $14 + $15}' "/proc/$1/stat"
}

# load_in_c PID UNIQUE NAME [SENDERS SILENT]: the C load on the server with that PID; appends to NAME.UNIQUE lines a second, and
# the server's and the load's own CPU in ns a line.
load_in_c() {
    local before seconds cpu
    before=$(cpu_ticks "$1")
    read -r seconds cpu < <("$WORK/numbers_limit" load "$PORT" "$LINES_IN_C" "${2%\%}" "${@:4}")
    awk -v n="$LINES_IN_C" -v s="$seconds" -v cpu="$cpu" -v ticks="$(($(cpu_ticks "$1") - before))" \
        'BEGIN {printf "%.0f %.1f %.1f\n", n / s, ticks * 1e7 / n, cpu * 1e9 / n}' >>"$WORK/$3.$2"
}

# through_a_pipe: our load and junretsu in a pipe; appends lines a second to pipe.
through_a_pipe() {
    "$JAVA" -jar junretsu.jar blast numbers --stdout "${load[@]}" --unique 100% --json 2>"$WORK/pipe.err" \
        | "$JAVA" -jar junretsu.jar serve numbers --stdin --http off --log "$LOG" >/dev/null
    grep '^{' "$WORK/pipe.err" | field rate >>"$WORK/pipe"
}

# of COLUMN FILE: the median of a column.
of() {
    cut -d' ' -f"$1" "$2" | median
}

# resident: the server's memory at its peak, in MiB.
resident() {
    echo $(($(kib VmHWM) / 1024))
}

# log_speed: what junretsu wrote to its log, and in how much of the time it was writing.
log_speed() {
    awk -v rate="$j" -v unique="${unique%\%}" -v share="$(median <"$WORK/log.$unique")" \
        'BEGIN {printf "%.0f MB/s, in %.0f %% of the time", rate * unique / 100 * 10 / 1e6, 100 * share}'
}

LOG=$WORK/numbers.log
load=(--duration "${SECONDS_EACH}s")
report numbers
echo "# Unique numbers"
echo
machine
echo "- 5 connections over loopback, the load beside the server on the same cores, medians of $ROUNDS rounds in turn; log on $(df --output=fstype "$WORK" | tail -n 1)"
echo "- Java load: \`blast numbers\`, $SECONDS_EACH s a run; C load: $LINES_IN_C lines from memory"
echo "- C, job: one epoll thread, words fetched ahead, plain bitmap; C, discard: reads and throws away; C, plain: a thread a connection, a mutex, stdio"
echo
# The first file of the log's size on a file system is the slowest.
head -c "$((LINES_IN_C * 10))" /dev/zero >"$LOG"
rm "$LOG"
for _ in $(seq "$ROUNDS"); do
    for unique in 100% 50%; do
        for peer in discard "job $LOG" "plain $LOG"; do
            rm -f "$WORK/port"
            in_c $peer
            blast "${load[@]}" --unique $unique >>"$WORK/${peer%% *}.$unique"
            stop_peer
            rm -f "$LOG"
        done
        serve
        blast "${load[@]}" --unique $unique --verify "$HTTP" >>"$WORK/junretsu.$unique"
        grep -q '"equal":true' "$WORK/blast.json"
        resident >>"$WORK/rss"
        ratio "$(curl -s "$HTTP/api/counts" | field log_write_s)" "$(field duration_s <"$WORK/blast.json")" >>"$WORK/log.$unique"
        stop_serve
        rm -f "$LOG"
        for peer in discard "job $LOG"; do
            rm -f "$WORK/port"
            in_c $peer
            load_in_c "$PEER_PID" $unique "${peer%% *}_c"
            stop_peer
            rm -f "$LOG"
        done
        serve
        load_in_c "$SERVE_PID" $unique junretsu_c
        stop_serve
        rm -f "$LOG"
        serve --log-writes page
        load_in_c "$SERVE_PID" $unique page_c
        stop_serve
        rm -f "$LOG"
    done
    rm -f "$WORK/port"
    in_c job "$LOG"
    load_in_c "$PEER_PID" 100% crowd_job 100 9900
    stop_peer
    rm -f "$LOG"
    serve --connections 10000
    load_in_c "$SERVE_PID" 100% crowd 100 9900
    resident >>"$WORK/rss.crowd"
    stop_serve
    rm -f "$LOG"
    through_a_pipe
    rm -f "$LOG"
done
echo "| Java load, unique | C, discard, M/s | C, job, M/s | junretsu, M/s | of the job | C, plain, M/s | junretsu to plain | its log | each round of junretsu |"
echo "|---|---|---|---|---|---|---|---|---|"
for unique in 100% 50%; do
    d=$(median <"$WORK/discard.$unique")
    c=$(median <"$WORK/job.$unique")
    j=$(median <"$WORK/junretsu.$unique")
    p=$(median <"$WORK/plain.$unique")
    echo "| $unique | $(mega "$d") | $(mega "$c") | $(mega "$j") | **$(ratio "$j" "$c")** | $(mega "$p") | $(ratio "$j" "$p") | $(log_speed) |" \
        "$(awk '{printf "%.1f ", $1 / 1e6}' "$WORK/junretsu.$unique")|"
done
echo
echo "| C load, unique | server | M/s | of the job | server, ns CPU a line | load, ns CPU a line | the limit | each round |"
echo "|---|---|---|---|---|---|---|---|"
for unique in 100% 50%; do
    c=$(of 1 "$WORK/job_c.$unique")
    for server in discard_c job_c junretsu_c page_c; do
        file=$WORK/$server.$unique
        echo "| $unique | $server | $(mega "$(of 1 "$file")") | $(ratio "$(of 1 "$file")" "$c") | $(of 2 "$file") | $(of 3 "$file") |" \
            "$(awk -v s="$(of 2 "$file")" -v l="$(of 3 "$file")" 'BEGIN {print (s > l ? "server" : "load")}') |" \
            "$(awk '{printf "%.1f ", $1 / 1e6}' "$file")|"
    done
done
echo
echo "Resident memory at its peak: $(sort -n "$WORK/rss" | tail -n 1) MiB."
echo
crowd=$(of 1 "$WORK/crowd.100%")
echo "10,000 clients of which 100 send (C load, 100 % unique): $(mega "$crowd") M/s, $(ratio "$crowd" "$(of 1 "$WORK/junretsu_c.100%")") of five clients, where the job in C gets $(ratio "$(of 1 "$WORK/crowd_job.100%")" "$(of 1 "$WORK/job_c.100%")"); $(sort -n "$WORK/rss.crowd" | tail -n 1) MiB resident at the peak."
echo
echo "\`blast numbers --stdout | serve numbers --stdin\`, 100 % unique: $(mega "$(median <"$WORK/pipe")") M/s, $(ratio "$(median <"$WORK/pipe")" "$(median <"$WORK/junretsu.100%")") of five connections."
echo
LOG=/dev/null
serve
rate=$(blast --count 1000m --unique 100% --verify "$HTTP")
grep -q '"equal":true' "$WORK/blast.json"
echo "All 1,000,000,000 numbers, with /dev/null as the log: $(mega "$rate") M/s, and $(resident) MiB resident at the peak."
stop_serve
LOG=$WORK/numbers.log
echo
echo "The usual task, 2 million numbers from five clients, 80 % unique, a server that has just started:"
echo
serve
blast --count 2m --verify "$HTTP" --log "$WORK/numbers.log" --terminate >/dev/null
wait "$SERVE_PID"
SERVE_PID=
echo "- read, counted and in the log after $(field duration_s <"$WORK/blast.json") s; every number of the log compared with what was sent: $(grep -o '"log":{"equal":[a-z]*' "$WORK/blast.json" | cut -d: -f3)"
echo "- lines in the log: $(wc -l <"$WORK/numbers.log"); \`sort -u\` of them: $(LC_ALL=C sort -u "$WORK/numbers.log" | wc -l); sent unique: $(field unique <"$WORK/blast.json")"
echo
half=$(awk -v r="$(median <"$WORK/junretsu.50%")" 'BEGIN {printf "%.0f", r / 2}')
serve
blast --rate "$half" --unique 20% --connections 4 --duration 20s --seed 7 >/dev/null &
load_pid=$!
sleep 1
read -r p50 p99 max repeated < <("$JAVA" bench/java/LogLatency.java "$PORT" "$WORK/numbers.log" 300)
wait "$load_pid"
stop_serve
echo "From a line's sending to its standing in the log, at half of the rate ($(mega "$half") M lines/s beside it, 20 % unique): p50 $p50 ms, p99 $p99 ms, max $max ms; $repeated of 300 left out, since the load had sent them before."
