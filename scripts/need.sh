#!/bin/sh
# Makes sure that the commands named are there; installs with apt what is missing, where it may.
#
#   scripts/need.sh COMMAND=PACKAGE...      such as redis-server=redis-server
set -eu

for pair in "$@"; do
    command=${pair%%=*}
    package=${pair#*=}
    if command -v "$command" >/dev/null; then
        continue
    fi
    as_root=
    if [ "$(id -u)" -ne 0 ]; then
        as_root=sudo
    fi
    echo "$command is missing; installing $package" >&2
    # A package would start a Redis on the default port; it is told not to, since the tests start their own servers.
    if ! command -v apt-get >/dev/null || ! {
        $as_root apt-get update -qq &&
            $as_root env DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$package"
    } >/dev/null; then
        echo "$command could not be installed; install $package yourself and try again" >&2
        exit 1
    fi
done
