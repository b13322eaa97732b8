#!/bin/sh
# Starts a server with the embedded store on free ports, loads it for five seconds, and checks the count. Leaves nothing behind.
set -eu
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

echo "\$ java -jar junretsu.jar serve"
java -jar junretsu.jar serve --udp 127.0.0.1:0 --http 127.0.0.1:0 --data "$work/data" >"$work/out" 2>"$work/err" &
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
echo
echo "\$ java -jar junretsu.jar blast --duration 5s --verify $http"
java -jar junretsu.jar blast --duration 5s --target "$udp" --verify "$http" 2>"$work/blast.err" || {
    cat "$work/blast.err" >&2
    exit 1
}

echo
echo "\$ kill -TERM $serve    # serve's last words"
kill "$serve"
wait "$serve"
serve=
sed 1d "$work/out"
