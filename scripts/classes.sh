#!/bin/bash
# Writes src/dist/classes.txt anew: the classes of Java and of the libraries that starts of all services load. The runtime's archive
# is made of them; a list that is older than the code costs a start a few milliseconds and nothing else.
#
#   JDK=/usr/lib/jvm/temurin-25-jdk-amd64 scripts/classes.sh
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/pack.sh
jdk=${JDK:-$(newest_jdk)}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

listed() { # NAME: the beginning of a command whose classes are listed
    command=("$jdk/bin/java" -XX:+UseSerialGC -XX:DumpLoadedClassList="$work/$1.lst" -jar "$PWD/junretsu.jar")
}

for service in votes numbers items jobs users; do
    flags=()
    case $service in
        votes) flags=(--udp 127.0.0.1:0 --data "$work/votes") ;;
        numbers) flags=(--port 0 --log "$work/numbers.log") ;;
        users) flags=(--listen 127.0.0.1:0 --data "$work/users") ;;
        *) flags=(--data "$work/$service") ;;
    esac
    listed "$service"
    "${command[@]}" serve "$service" --http 127.0.0.1:0 "${flags[@]}" >"$work/out" &
    server=$!
    until grep -q ' ready: ' "$work/out"; do sleep 0.1; done
    http=$(sed -n 's/.*\(http:[^, ]*\).*/\1/p' "$work/out" | head -n 1)
    for path in / /metrics /readyz /api /api/counts; do
        curl -s -o /dev/null "$http$path" || true
    done
    if [ "$service" = votes ]; then
        listed blast
        "${command[@]}" blast --target "$(sed -n 's/.*votes at udp \([^,]*\),.*/\1/p' "$work/out")" --count 1000 --verify "$http" >/dev/null
    fi
    # DumpLoadedClassList ends with the program, and serve ends by halting: a list is complete up to then.
    kill "$server"
    wait "$server" || true
    rm "$work/out"
done
cat "$work"/*.lst | grep -v -e '^#' -e '^@cp ' | sed 's/ id:.*//' | grep -v '^junretsu/' | LC_ALL=C sort -u >src/dist/classes.txt
wc -l src/dist/classes.txt
