#!/bin/sh
# Installs the archive with a runtime, which scripts/dist.sh packed, below a prefix.
#
#   scripts/install.sh /usr/local
set -eu
cd "$(dirname "$0")/.."
prefix=$1

mkdir -p "$prefix"
prefix=$(cd "$prefix" && pwd)
# The file times are kept: the archive of classes is for a jar of just this time.
tar -xzf dist/junretsu-*-linux-*.tar.gz --strip-components=1 --no-same-owner --anchored --no-wildcards-match-slash --exclude='*/README.md' -C "$prefix"
sed -i "s|^ExecStart=/usr/bin/|ExecStart=$prefix/bin/|" "$prefix/lib/systemd/system/junretsu@.service"
echo "installed $prefix/bin/junretsu"
