#!/bin/sh
# Takes the README's pictures with a headless Chromium, under a real flood: the stage, its effects as an animation, the reveal, the
# overlay, a phone and the history, the crowd's page with its code, and the desk.
#
#   scripts/screenshots.sh               writes docs/*.png, and as WebP what would be large: docs/screen.webp, reveal.webp, stage.webp,
#                                        code.webp; FRAMES=0 leaves the animation as it is
set -eu
cd "$(dirname "$0")/.."
. scripts/browser.sh

FRAMES=${FRAMES:-72}
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
"$java" -jar junretsu.jar serve --udp 127.0.0.1:0 --http 127.0.0.1:0 --data "$work/data" --event song-1 --rcvbuf 64MiB --public-url https://votes.example.org \
    --labels "0=Red:#e33,1=White:#eee,2=Gold:#ffd24a,3=Blue:#4aa8ff" \
    --milestone 1m=flash --milestone 5m=fireworks --milestone 1g=confetti >"$work/out" 2>&1 &
serve=$!
until grep -q ' ready: ' "$work/out"; do
    kill -0 "$serve" || { cat "$work/out" >&2; exit 1; }
    sleep 0.05
done
udp=$(sed -n '/ ready: /s/.*votes at udp \([^,]*\),.*/\1/p' "$work/out")
http=$(sed -n '/ ready: /s/.*\(http:[^,]*\),.*/\1/p' "$work/out")
"$java" -jar junretsu.jar blast --target "$udp" --rate "${RATE:-200k}" --duration 9m --buttons 0:46,1:31,2:15,3:8 >/dev/null 2>&1 &
blast=$!
sleep "${WARM_UP_S:-40}"

browser_start "$work"

# The whole look, also where this machine draws too slowly for it.
whole() {
    run "document.body.classList.remove('thrifty'); return import('/effects.js').then(({ stageEngine }) => { stageEngine().thrift.judge = () => false; })" >/dev/null
}

# effect NAME SECONDS: the effect as it is at that moment of it.
effect() {
    run "return import('/effects.js').then(async ({ showOf, stageEngine }) => { const engine = stageEngine(); engine.shows = []; engine.thrift.sharpness = 1; for (let i = 0; i < 2; i++) await new Promise(requestAnimationFrame); engine.still(showOf('$1', engine.aspect, 7), $2); })" >/dev/null
}

shot() {
    see "$2" "$3" "$http/$4"
    take "docs/$1.png"
    leave
    echo "docs/$1.png"
}

# take_webp FILE: what is shown, as a photograph is kept.
take_webp() {
    whole
    take "$work/shown.png"
    cwebp -quiet -q 84 "$work/shown.png" -o "$1"
    echo "$1"
}

# stage JSON: changes the stage as the desk does.
stage() {
    curl -s -o "$work/stage" -w '%{http_code}' -X POST -H "Authorization: Bearer $JUNRETSU_ADMIN_TOKEN" -d "$1" "$http/api/stage" | grep -q '^20'
}

shot overlay 1280 400 "?overlay=1&only=total"
shot phone 450 800 "?lang=ja"
shot history 1280 720 "history"

# The crowd's page with some taps, and the desk in the middle of a show.
stage '{"title":"Song of the evening"}'
see 390 760 "$http/vote"
run "const grid = document.getElementById('buttons'); grid.focus(); for (const key of '11121131124') grid.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true }))" >/dev/null
sleep 4
take docs/vote.png
leave
echo docs/vote.png

see 1280 900 "$http/desk"
run "return fetch('api/desk/session', { method: 'POST', body: JSON.stringify({ token: '$JUNRETSU_ADMIN_TOKEN' }) }).then(() => location.reload())" >/dev/null
sleep 4
take docs/desk.png
leave
echo docs/desk.png

see 1600 900 "$http/?qr=1"
take_webp docs/code.webp
leave

see 1600 900 "$http/"
effect fireworks 5.2
take_webp docs/screen.webp
if [ "$FRAMES" -gt 0 ]; then
    size 640 360
    frame=0
    while [ "$frame" -lt "$FRAMES" ]; do
        whole
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
fi
leave

if stage '{"result":"hidden"}'; then
    see 1600 900 "$http/"
    whole
    stage '{"voting":"closed","result":"revealed"}'
    until run "return document.body.dataset.reveal" | grep -q winner; do
        sleep 0.2
    done
    effect fireworks 3.4
    take_webp docs/reveal.webp
    leave
fi
