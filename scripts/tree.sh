#!/bin/sh
# Lays out what is installed, without a runtime, as it lies below a prefix.
#
#   scripts/tree.sh JAR FOLDER
set -eu
cd "$(dirname "$0")/.."
. scripts/pack.sh
jar=$1
tree=$2

mkdir -p "$tree/bin" "$tree/lib/junretsu" "$tree/lib/systemd/system" "$tree/share/doc/junretsu"
cp "$jar" "$tree/lib/junretsu/junretsu.jar"
cp src/dist/junretsu "$tree/bin/"
cp src/dist/README.md "$tree/"
cp deploy/junretsu@.service "$tree/lib/systemd/system/"
cp -r CHANGELOG.md LICENSE NOTICE src/dist/licenses docs deploy "$tree/share/doc/junretsu/"
rm "$tree"/share/doc/junretsu/docs/*.png
level "$tree"
