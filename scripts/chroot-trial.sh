#!/bin/bash
# Tries the Debian package as a new user would, on a bare machine without Java: a chroot by debootstrap, in which it is installed, serves,
# is loaded, is read (log, report, data) and is removed. Each step is a line; the first that fails ends it with exit 1. Wants root and, for
# a fresh chroot, a mirror of Debian.
#
#   scripts/chroot-trial.sh [dist/junretsu_VERSION_ARCH.deb]
#   ROOT=/var/tmp/bare scripts/chroot-trial.sh FILE.deb      keeps the chroot, or takes one that is there
set -euo pipefail
cd "$(dirname "$0")/.."
package=${1:-$(ls dist/junretsu_*.deb)}
mirror=${MIRROR:-http://deb.debian.org/debian}
work=${WORK:-$(mktemp -d)}
root=${ROOT:-$work/root}

end() {
    if [ $? -ne 0 ]; then
        tail -n 3 "$work"/* >&2
    fi
    rm -rf "$work"
}

step() {
    echo "- $*"
}

# With wrapped=exec in a subshell, that one becomes the command.
wrapped=
inside() {
    $wrapped chroot "$root" /usr/bin/env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LANG=C.UTF-8 "$@"
}

wanted() {
    grep -q -- "$1" "$2" || {
        echo "chroot-trial.sh: '$1' is missing in:" >&2
        cat "$2" >&2
        exit 1
    }
}

if [ -z "${APART:-}" ]; then
    trap end EXIT
    if [ ! -x "$root/bin/sh" ]; then
        step "a bare Debian: debootstrap --variant=minbase"
        debootstrap --variant=minbase bookworm "$root" "$mirror" >"$work/debootstrap" 2>&1
    fi
    # Processes, ports and mounts of its own, which end with it.
    APART=yes WORK=$work ROOT=$root unshare --mount --pid --fork --net "$0" "$package"
    exit 0
fi
ip link set lo up
mount -t proc proc "$root/proc"
if inside sh -c 'command -v java'; then
    echo "chroot-trial.sh: there is a Java in $root, so nothing would be proved" >&2
    exit 1
fi

step "dpkg -i $(basename "$package")"
cp "$package" "$root/tmp/junretsu.deb"
inside dpkg -i /tmp/junretsu.deb >"$work/dpkg" 2>&1
step "$(inside junretsu --version), $(inside junretsu --java)"

rm -rf "$root/root/trial"
mkdir "$root/root/trial"
(wrapped=exec && inside sh -c 'cd /root/trial && exec junretsu serve --milestone 5k=flash') >"$work/out" 2>"$work/log" &
server=$!
for _ in $(seq 300); do
    grep -q ' ready: ' "$work/out" && break
    sleep 0.1
done
wanted 'ready: votes at udp' "$work/out"
step "junretsu serve: $(cut -c 1-60 "$work/out")..."

inside junretsu blast --count 10k --rate 10k --verify http://127.0.0.1:8080 --html /root/trial/report.html >"$work/blast" 2>&1
wanted '10,000 sent = 10,000 counted' "$work/blast"
wanted '</html>' "$root/root/trial/report.html"
step "junretsu blast: $(grep -m 1 '10,000 sent' "$work/blast" | sed 's/^ *//'); report.html has $(stat -c %s "$root/root/trial/report.html") bytes"
inside junretsu top --once >"$work/top"
wanted votes "$work/top"
step "junretsu top --once: $(wc -l <"$work/top") lines"
inside junretsu doctor >"$work/doctor"
step "junretsu doctor: $(tail -n 1 "$work/doctor")"

kill "$server"
wait "$server"
wanted 'milestone' "$work/log"
step "the log: $(wc -l <"$work/log") lines, such as '$(grep -m 1 milestone "$work/log")'"
inside sh -c 'cd /root/trial && junretsu data list && junretsu data verify junretsu-data' >"$work/data"
wanted 'nothing is wrong' "$work/data"
step "junretsu data verify: $(tail -n 1 "$work/data")"

inside dpkg -P junretsu >>"$work/dpkg" 2>&1
if inside sh -c 'command -v junretsu'; then
    echo "chroot-trial.sh: junretsu is still there after dpkg -P" >&2
    exit 1
fi
wanted '' "$root/root/trial/junretsu-data/counters"
step "dpkg -P junretsu: nothing of it is left, the data is"
echo "a bare machine without Java: install, serve, blast, log, report, remove: all of it works"
