# A headless Chromium by the WebDriver protocol, for scripts that source this. They stop it by kill "$driver" at their end.

# browser_start FOLDER: a driver on a free port, which comes last where it shares the cores.
browser_start() {
    driver_port=$(shuf -i 20000-30000 -n 1)
    nice -n "${BROWSER_NICE:-19}" chromedriver --port="$driver_port" >"$1/driver" 2>&1 &
    driver=$!
    until grep -q 'started successfully' "$1/driver"; do
        kill -0 "$driver"
        sleep 0.05
    done
}

# ask METHOD PATH BODY: prints the reply.
ask() {
    curl -s -X "$1" "http://127.0.0.1:$driver_port/session$2" -d "$3"
}

cdp() {
    ask POST "/$session/goog/cdp/execute" "{\"cmd\":\"$1\",\"params\":$2}" >/dev/null
}

size() {
    cdp "Emulation.setDeviceMetricsOverride" "{\"width\":$1,\"height\":$2,\"deviceScaleFactor\":1,\"mobile\":false}"
}

# see WIDTH HEIGHT URL: opens a page and lets it live for a while.
see() {
    session=$(ask POST "" '{"capabilities":{"alwaysMatch":{"timeouts":{"script":120000},"goog:chromeOptions":{"args":["--headless=new","--no-sandbox","--hide-scrollbars","--enable-unsafe-swiftshader"]}}}}' |
        sed -n 's/.*"sessionId":"\([^"]*\)".*/\1/p')
    if [ -z "$session" ]; then
        echo "chromedriver opens no session" >&2
        return 1
    fi
    size "$1" "$2"
    cdp "Emulation.setDefaultBackgroundColorOverride" '{"color":{"r":0,"g":0,"b":0,"a":0}}'
    ask POST "/$session/url" "{\"url\":\"$3\"}" >/dev/null
    sleep 3
}

# run SCRIPT: within the page; prints what it returns, or what its promise does. No double quotes and no line ends in it.
run() {
    ask POST "/$session/execute/sync" "{\"script\":\"$1\",\"args\":[]}" | sed 's/^{"value":\(.*\)}$/\1/; s/^"\(.*\)"$/\1/'
}

take() {
    ask GET "/$session/screenshot" "" | sed 's/.*"value":"\([^"]*\)".*/\1/' | base64 -d >"$1"
}

leave() {
    ask DELETE "/$session" "" >/dev/null
}
