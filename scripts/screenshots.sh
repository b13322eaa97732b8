#!/bin/sh
# Takes the README's pictures with a headless Chromium: the screen, the overlay, a phone and the history, under a real flood.
set -eu
cd "$(dirname "$0")/.."

work=$(mktemp -d)
serve=
blast=
driver=
cleanup() {
    for pid in $driver $blast $serve; do
        kill "$pid" 2>/dev/null || true
        wait "$pid" 2>/dev/null || true
    done
    rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 130' INT TERM

java=$(src/dist/junretsu --java)
# The browser takes the cores for moments, which a larger buffer bridges.
"$java" -jar junretsu.jar serve --udp 127.0.0.1:0 --http 127.0.0.1:0 --data "$work/data" --event song-1 --rcvbuf 64MiB \
    --labels "0=Red:#e33,1=White:#eee,2=Gold:#ffd24a,3=Blue:#4aa8ff" \
    --milestone 1m=flash --milestone 10m=confetti --milestone 30m=fireworks --milestone 100m=gold >"$work/out" 2>&1 &
serve=$!
until grep -q ' ready: ' "$work/out"; do
    kill -0 "$serve"
    sleep 0.05
done
udp=$(sed -n 's/.*votes at udp \([^,]*\),.*/\1/p' "$work/out")
http=$(sed -n 's/.*\(http:[^,]*\),.*/\1/p' "$work/out")
"$java" -jar junretsu.jar blast --target "$udp" --rate 500k --duration 5m --buttons 0:46,1:31,2:15,3:8 >/dev/null 2>&1 &
blast=$!
sleep 40

driver_port=$(shuf -i 20000-30000 -n 1)
# The browser shares the cores with what it looks at, and comes last.
nice -n 19 chromedriver --port="$driver_port" >"$work/driver" 2>&1 &
driver=$!
until grep -q 'started successfully' "$work/driver"; do
    kill -0 "$driver"
    sleep 0.05
done

# ask METHOD PATH BODY: the WebDriver protocol; prints the reply.
ask() {
    curl -s -X "$1" "http://127.0.0.1:$driver_port/session$2" -d "$3"
}

# shot NAME WIDTH HEIGHT PATH: opens a page, lets it live for a while, and takes its picture.
shot() {
    session=$(ask POST "" '{"capabilities":{"alwaysMatch":{"goog:chromeOptions":{"args":["--headless=new","--no-sandbox","--hide-scrollbars"]}}}}' |
        sed 's/.*"sessionId":"\([^"]*\)".*/\1/')
    cdp "Emulation.setDeviceMetricsOverride" "{\"width\":$2,\"height\":$3,\"deviceScaleFactor\":1,\"mobile\":false}"
    cdp "Emulation.setDefaultBackgroundColorOverride" '{"color":{"r":0,"g":0,"b":0,"a":0}}'
    ask POST "/$session/url" "{\"url\":\"$http/$4\"}" >/dev/null
    sleep 3
    ask GET "/$session/screenshot" "" | sed 's/.*"value":"\([^"]*\)".*/\1/' | base64 -d >"docs/$1.png"
    ask DELETE "/$session" "" >/dev/null
    echo "docs/$1.png"
}

cdp() {
    ask POST "/$session/goog/cdp/execute" "{\"cmd\":\"$1\",\"params\":$2}" >/dev/null
}

shot screen 1600 900 ""
shot overlay 1280 400 "?overlay=1&only=total"
shot phone 450 800 "?lang=ja"
shot history 1280 620 "history"
