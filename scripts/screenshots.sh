#!/bin/sh
# Takes the README's pictures with a headless Chromium, under a real flood: the stage, its effects as an animation, the reveal, the
# overlay, a phone and the history, and the crowd's page where the server has one.
#
#   scripts/screenshots.sh               writes docs/*.png and docs/stage.webp
set -eu
cd "$(dirname "$0")/.."

FRAMES=${FRAMES:-84}
FRAMES_PER_SECOND=12

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
JUNRETSU_ADMIN_TOKEN=$(head -c 16 /dev/urandom | od -An -tx1 | tr -d ' \n')
export JUNRETSU_ADMIN_TOKEN
# The browser takes the cores for moments, which a larger buffer bridges.
"$java" -jar junretsu.jar serve --udp 127.0.0.1:0 --http 127.0.0.1:0 --data "$work/data" --event song-1 --rcvbuf 64MiB \
    --labels "0=Red:#e33,1=White:#eee,2=Gold:#ffd24a,3=Blue:#4aa8ff" \
    --milestone 1m=flash --milestone 5m=fireworks --milestone 1b=confetti >"$work/out" 2>&1 &
serve=$!
until grep -q ' ready: ' "$work/out"; do
    kill -0 "$serve"
    sleep 0.05
done
udp=$(sed -n 's/.*votes at udp \([^,]*\),.*/\1/p' "$work/out")
http=$(sed -n 's/.*\(http:[^,]*\),.*/\1/p' "$work/out")
"$java" -jar junretsu.jar blast --target "$udp" --rate "${RATE:-200k}" --duration 9m --buttons 0:46,1:31,2:15,3:8 >/dev/null 2>&1 &
blast=$!
sleep "${WARM_UP_S:-40}"

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

cdp() {
    ask POST "/$session/goog/cdp/execute" "{\"cmd\":\"$1\",\"params\":$2}" >/dev/null
}

# see WIDTH HEIGHT PATH: opens a page and lets it live for a while.
see() {
    session=$(ask POST "" '{"capabilities":{"alwaysMatch":{"goog:chromeOptions":{"args":["--headless=new","--no-sandbox","--hide-scrollbars","--enable-unsafe-swiftshader"]}}}}' |
        sed 's/.*"sessionId":"\([^"]*\)".*/\1/')
    cdp "Emulation.setDeviceMetricsOverride" "{\"width\":$1,\"height\":$2,\"deviceScaleFactor\":1,\"mobile\":false}"
    cdp "Emulation.setDefaultBackgroundColorOverride" '{"color":{"r":0,"g":0,"b":0,"a":0}}'
    ask POST "/$session/url" "{\"url\":\"$http/$3\"}" >/dev/null
    sleep 3
}

# run SCRIPT: within the page; no double quotes in it.
run() {
    ask POST "/$session/execute/sync" "{\"script\":\"$1\",\"args\":[]}" >/dev/null
}

# effect NAME SECONDS: the effect as it is at that moment of it.
effect() {
    run "return import('/effects.js').then(({ showOf, stageEngine }) => { const engine = stageEngine(); engine.sharpness = 1; engine.still(showOf('$1', engine.aspect, 7), $2); })"
}

take() {
    ask GET "/$session/screenshot" "" | sed 's/.*"value":"\([^"]*\)".*/\1/' | base64 -d >"$1"
}

leave() {
    ask DELETE "/$session" "" >/dev/null
}

shot() {
    see "$2" "$3" "$4"
    take "docs/$1.png"
    leave
    echo "docs/$1.png"
}

# stage JSON: changes the stage as the desk does.
stage() {
    curl -s -o "$work/stage" -w '%{http_code}' -X POST -H "Authorization: Bearer $JUNRETSU_ADMIN_TOKEN" -d "$1" "$http/api/stage" | grep -q '^20'
}

shot overlay 1280 400 "?overlay=1&only=total"
shot phone 450 800 "?lang=ja"
shot history 1280 720 "history"
if curl -s -o /dev/null -f "$http/vote"; then
    shot vote 450 800 "vote"
fi

see 1600 900 ""
effect fireworks 5.2
take docs/screen.png
echo docs/screen.png
cdp "Emulation.setDeviceMetricsOverride" '{"width":960,"height":540,"deviceScaleFactor":1,"mobile":false}'
frame=0
while [ "$frame" -lt "$FRAMES" ]; do
    effect fireworks "$(awk "BEGIN { print 0.6 + $frame / $FRAMES_PER_SECOND }")"
    take "$(printf '%s/frame-%03d.png' "$work" "$frame")"
    frame=$((frame + 1))
done
quality=60
while img2webp -loop 0 -lossy -q "$quality" -m 6 -d $((1000 / FRAMES_PER_SECOND)) "$work"/frame-*.png -o docs/stage.webp >/dev/null &&
    [ "$(stat -c %s docs/stage.webp)" -gt 1000000 ] && [ "$quality" -gt 20 ]; do
    quality=$((quality - 10))
done
echo docs/stage.webp
leave

if stage '{"result":"hidden"}'; then
    see 1600 900 ""
    stage '{"result":"revealed"}'
    until ask POST "/$session/execute/sync" '{"script":"return document.body.dataset.reveal","args":[]}' | grep -q '"winner"'; do
        sleep 0.2
    done
    sleep 3
    take docs/reveal.png
    leave
    echo docs/reveal.png
fi
