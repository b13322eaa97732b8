#!/bin/sh
# Installs what 'make dist' packed, with its runtime, below a prefix.
#
#   scripts/install.sh /usr/local
set -eu
cd "$(dirname "$0")/.."
prefix=$1

mkdir -p "$prefix"
# The file times are kept: the archive of classes is for a jar of just this time.
tar -xzf dist/junretsu-*-linux-*.tar.gz --strip-components=1 --no-same-owner --exclude='*/README.md' -C "$prefix"
echo "installed $prefix/bin/junretsu"
