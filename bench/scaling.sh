#!/usr/bin/env bash
# How the rate grows with threads: junretsu and the C probe side by side, as a table and a picture.
#
#   bench/scaling.sh --threads 1,2,4,8,16        writes bench/results/scaling.md and scaling.svg
source "$(dirname "$0")/lib.sh"
THREADS=1,2
if [ "${1:-}" = --threads ]; then
    THREADS=$2
fi
build

probe() {
    "$WORK/udp_limit" gso -t "$SECONDS_EACH" -n "$1" >"$WORK/probe.json"
    grep -q '"counted_ok":true' "$WORK/probe.json"
    field received_per_s <"$WORK/probe.json"
}

# junretsu THREADS FLOWS
junretsu() {
    start_serve "$JAVA_NEW" -jar junretsu.jar serve --threads "$1"
    "$JAVA_NEW" -jar junretsu.jar blast --target "$UDP" --verify "$HTTP" --json --threads "$1" --sockets "$2" \
        --buttons 256 --duration "${SECONDS_EACH}s" >"$WORK/blast.json" 2>/dev/null
    stop_serve
    awk -v c="$(field counted <"$WORK/blast.json")" -v d="$(field duration_s <"$WORK/blast.json")" 'BEGIN {printf "%.0f\n", c / d}'
}

# picture: threads, C and junretsu in M votes/s on stdin; an SVG on stdout.
picture() {
    awk '
        { n[NR] = $1; c[NR] = $2; j[NR] = $3; if ($2 > max) max = $2; if ($3 > max) max = $3 }
        function x(i) { return 70 + (NR > 1 ? (i - 1) * 480 / (NR - 1) : 240) }
        function y(v) { return 290 - v * 250 / max }
        function line(v, colour, i, d) {
            for (i = 1; i <= NR; i++) d = d (i == 1 ? "M" : "L") x(i) "," y(v[i])
            printf "<path d=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"2.5\"/>\n", d, colour
            for (i = 1; i <= NR; i++) printf "<circle cx=\"%s\" cy=\"%s\" r=\"4\" fill=\"%s\"/>\n", x(i), y(v[i]), colour
        }
        END {
            print "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 600 340\" font-family=\"sans-serif\" font-size=\"13\">"
            print "<rect width=\"600\" height=\"340\" fill=\"#fff\"/>"
            for (k = 0; k <= 4; k++) {
                v = max * k / 4
                printf "<line x1=\"60\" x2=\"560\" y1=\"%s\" y2=\"%s\" stroke=\"#ddd\"/><text x=\"52\" y=\"%s\" text-anchor=\"end\">%.0f</text>\n", y(v), y(v), y(v) + 4, v
            }
            for (i = 1; i <= NR; i++) printf "<text x=\"%s\" y=\"312\" text-anchor=\"middle\">%s + %s</text>\n", x(i), n[i], n[i]
            print "<text x=\"310\" y=\"332\" text-anchor=\"middle\">sending + receiving threads</text>"
            line(c, "#888"); line(j, "#d33")
            print "<text x=\"70\" y=\"24\" fill=\"#d33\">junretsu (mmsg), M votes/s</text><text x=\"300\" y=\"24\" fill=\"#666\">C on the same kernel calls</text>"
            print "</svg>"
        }'
}

report scaling
echo "# Scaling by threads and by flows"
echo
machine
echo "- 1-byte datagrams, engine mmsg with offload, loopback, $SECONDS_EACH s a run, $ROUNDS rounds in turn, medians"
echo
echo "| threads | C, M votes/s | junretsu, M votes/s | ratio |"
echo "|---|---|---|---|"
rm -f "$WORK/points"
for n in ${THREADS//,/ }; do
    rm -f "$WORK/c" "$WORK/j"
    for _ in $(seq "$ROUNDS"); do
        probe "$n" >>"$WORK/c"
        junretsu "$n" $((n == 1 ? 1 : 16 * n)) >>"$WORK/j"
    done
    c=$(median <"$WORK/c")
    j=$(median <"$WORK/j")
    echo "$n $(mega "$c") $(mega "$j")" >>"$WORK/points"
    echo "| $n + $n | $(mega "$c") | $(mega "$j") | $(ratio "$j" "$c") |"
done
echo
echo "| flows into 2 receivers from 2 senders | junretsu, M votes/s |"
echo "|---|---|"
for flows in 2 4 8 32 128; do
    rm -f "$WORK/j"
    for _ in $(seq "$ROUNDS"); do
        junretsu 2 "$flows" >>"$WORK/j"
    done
    echo "| $flows | $(mega "$(median <"$WORK/j")") |"
done
picture <"$WORK/points" >bench/results/scaling.svg
