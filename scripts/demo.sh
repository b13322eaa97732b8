#!/bin/sh
# Starts a server with the embedded store on free ports, loads it at a rate that any machine carries and then at the most that this one can,
# and checks the count. Leaves nothing behind.
#
#   scripts/demo.sh [1]        1 keeps the server and its page until Ctrl-C
set -eu
hold=${1:-}
cd "$(dirname "$0")/.."

work=$(mktemp -d)
serve=
cleanup() {
    if [ -n "$serve" ]; then
        kill "$serve" 2>/dev/null || true
        wait "$serve" 2>/dev/null || true
    fi
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

echo "\$ java -jar junretsu.jar serve --udp 127.0.0.1:0 --http 127.0.0.1:0 ..."
java -jar junretsu.jar serve --udp 127.0.0.1:0 --http 127.0.0.1:0 --data "$work/data" \
    --labels "0=Red:#e33,1=White:#eee,2=Gold:#ffd24a,3=Blue:#4aa8ff" \
    --milestone 1m=flash --milestone 100m=confetti --milestone 200m=fireworks --milestone 1000m=gold >"$work/out" 2>"$work/err" &
serve=$!
until grep -q ' ready: ' "$work/out"; do
    if ! kill -0 "$serve" 2>/dev/null; then
        cat "$work/err" >&2
        exit 1
    fi
    sleep 0.05
done
cat "$work/out" "$work/err"

udp=$(sed -n 's/.*votes at udp \([^,]*\),.*/\1/p' "$work/out")
http=$(sed -n 's/.*\(http:[^,]*\),.*/\1/p' "$work/out")
# load FLAGS: loads the server and prints the report; "finding" is its last sentence.
load() {
    echo
    echo "\$ java -jar junretsu.jar blast $1 --target $udp --verify $http"
    # shellcheck disable=SC2086  # words on purpose
    java -jar junretsu.jar blast $1 --target "$udp" --verify "$http" >"$work/blast.out" 2>"$work/blast.err" || {
        cat "$work/blast.out" "$work/blast.err" >&2
        exit 1
    }
    cat "$work/blast.out"
    finding=$(sed -n '$s/^ *[a-z ]*: *//p' "$work/blast.out")
}
load "--rate 100k --duration 2s"
paced=$finding
load "--duration 5s"

echo
if [ -n "$hold" ]; then
    echo "The screen is at $http/ until Ctrl-C; more votes: java -jar junretsu.jar blast --target $udp --rate 500k"
    wait "$serve"
    exit
fi
echo "\$ kill -TERM $serve    # serve's last words"
kill "$serve"
wait "$serve"
serve=
sed 1d "$work/out"
echo
echo "The screen was at $http/ ; 'make demo HOLD=1' keeps it open."
echo
echo "The demo, at 100,000 a second: $paced; at the most that this machine sends: $finding."
