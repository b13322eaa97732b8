#!/usr/bin/env bash
# From a vote that passes a milestone to the frame that tells the screens, at the default flush interval; then how smoothly a real browser
# draws the effects over the counts.
#
#   bench/screen.sh                      prints a table and writes bench/results/screen.md
source "$(dirname "$0")/lib.sh"
source scripts/browser.sh
driver=
blast=
stop_browser() {
    for pid in $driver $blast; do
        kill "$pid" 2>/dev/null || true
    done
}
trap 'stop_browser; cleanup' EXIT
MILESTONES=${MILESTONES:-100} # the most that a server takes
scripts/need.sh chromium=chromium chromedriver=chromium-driver
build

flags=()
for at in $(seq "$MILESTONES"); do
    flags+=(--milestone "$at=flash")
done

report screen
echo "# From the vote to the screen"
echo
machine
echo "- $MILESTONES milestones, each passed by one vote at a random moment; until the frame of /api/stream that shows it has come"
echo
start_serve "$JAVA" -jar junretsu.jar serve "${flags[@]}"
"$JAVA" bench/java/ScreenLatency.java "$HTTP" "$UDP" "$MILESTONES" >"$WORK/latency"
stop_serve
echo "| p50 | p99 | max |"
echo "|---|---|---|"
read -r p50 p99 max <"$WORK/latency"
echo "| $p50 ms | $p99 ms | $max ms |"
echo

# Frames of the page and long tasks (over 50 ms) of its thread, first without and then with each effect, and how the page drew in the end.
FRAMES_SCRIPT="return import('/effects.js').then(async ({ EFFECTS, play, stageEngine }) => { const rows = []; for (const name of ['none', ...Object.keys(EFFECTS)]) { const tasks = []; const watch = new PerformanceObserver(list => tasks.push(...list.getEntries().map(entry => entry.duration))); watch.observe({ entryTypes: ['longtask'] }); let frames = 0, isOn = true; const began = performance.now(); const step = () => { frames++; if (isOn) requestAnimationFrame(step); }; requestAnimationFrame(step); if (name !== 'none') play(name); await new Promise(resolve => setTimeout(resolve, 5000)); isOn = false; watch.disconnect(); const { canvas, shows, thrift } = stageEngine(); const drawn = Math.max(0, ...shows.map(show => show.loaded.count)); rows.push(['', name, (frames * 1000 / (performance.now() - began)).toFixed(0), tasks.length, Math.round(Math.max(0, ...tasks)) + ' ms', drawn, canvas.dataset.renderer + ' ' + canvas.width + 'x' + canvas.height + (thrift.now.hasShine ? ', shine' : ''), document.body.classList.contains('thrifty') ? 'plain' : 'whole', ''].join('|')); while (document.body.dataset.effect) await new Promise(resolve => setTimeout(resolve, 100)); } return rows.join('~'); })"
GRAPHICS_SCRIPT="return import('/effects.js').then(({ stageEngine }) => { const gl = stageEngine().renderer.gl; return gl ? gl.getParameter(gl.getExtension('WEBGL_debug_renderer_info').UNMASKED_RENDERER_WEBGL) : 'canvas, no WebGL 2'; })"

frames() {
    see "$1" "$2" "$HTTP/"
    graphics=$(run "$GRAPHICS_SCRIPT")
    echo "$1 x $2, drawn by $graphics:"
    case $graphics in
        *SwiftShader* | *llvmpipe* | *[Ss]oftware*) echo "**software: the processor draws every pixel, no graphics hardware; a laptop's own graphics are not measured here**" ;;
    esac
    echo
    echo "| effect | frames/s | long tasks in 5 s | longest | particles drawn | drawn on | look of the page |"
    echo "|---|---|---|---|---|---|---|"
    run "$FRAMES_SCRIPT" | tr '~' '\n'
    echo
    echo
    leave
}

echo "# The stage in a browser"
echo
echo "Votes come in meanwhile. Where frames come late, effects do without sharpness, then shine, then particles, at last WebGL; and the page"
echo "without shadows and glows (\"plain\"). Load of the machine as the browser begins: $(cut -d' ' -f1 /proc/loadavg) on $(nproc) cores."
echo
start_serve "$JAVA" -jar junretsu.jar serve --labels "0=Red:#e33,1=White:#eee,2=Gold:#ffd24a,3=Blue:#4aa8ff"
"$JAVA" -jar junretsu.jar blast --target "$UDP" --rate 1k --duration 9m --buttons 0:46,1:31,2:15,3:8 >/dev/null 2>&1 &
blast=$!
BROWSER_NICE=0 browser_start "$WORK"
frames 1920 1080
frames 3840 2160
kill "$blast"
stop_serve
