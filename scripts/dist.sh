#!/bin/sh
# Packs dist/junretsu-VERSION.tar.gz from the jar in this folder; the same content gives the same bytes.
set -eu
cd "$(dirname "$0")/.."

version=$(java -jar junretsu.jar --version | cut -d ' ' -f 2)
name=junretsu-$version
rm -rf dist
mkdir -p "dist/$name"
cp junretsu.jar README.md CHANGELOG.md LICENSE NOTICE "dist/$name/"
cp -r src/dist/licenses docs deploy "dist/$name/"
mkdir "dist/$name/bench"
cp -r bench/results "dist/$name/bench/"
cp src/dist/junretsu "dist/$name/"
chmod -R u=rwX,go=rX "dist/$name"
tar --sort=name --mtime='2026-01-01 00:00Z' --owner=0 --group=0 --numeric-owner -C dist -cf - "$name" | gzip -n -9 >"dist/$name.tar.gz"
rm -rf "dist/$name"
echo "packed dist/$name.tar.gz"
