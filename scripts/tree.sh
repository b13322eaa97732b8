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
words="${JDK:-$(newest_jdk)}/bin/java -jar $jar"
mkdir -p "$tree/share/man/man1" "$tree/share/bash-completion/completions" "$tree/share/zsh/site-functions" "$tree/share/fish/vendor_completions.d"
$words man | gzip -n -9 >"$tree/share/man/man1/junretsu.1.gz"
$words completion bash >"$tree/share/bash-completion/completions/junretsu"
$words completion zsh >"$tree/share/zsh/site-functions/_junretsu"
$words completion fish >"$tree/share/fish/vendor_completions.d/junretsu.fish"
cp deploy/junretsu@.service "$tree/lib/systemd/system/"
mkdir -p "$tree/lib/systemd/system/junretsu@votes.service.d"
cp deploy/junretsu@votes.service.d/reload.conf "$tree/lib/systemd/system/junretsu@votes.service.d/"
cp -r CHANGELOG.md LICENSE NOTICE src/dist/licenses docs deploy "$tree/share/doc/junretsu/"
# What the pages link to.
mkdir -p "$tree/share/doc/junretsu/bench"
cp -r bench/results bench/limit "$tree/share/doc/junretsu/bench/"
level "$tree"
