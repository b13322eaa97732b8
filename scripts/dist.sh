#!/bin/sh
# Packs junretsu.jar for those who only want to run it, into dist/; the same jar and JDK give the same bytes.
#
#   junretsu-VERSION.jar                    the jar
#   junretsu-VERSION.tar.gz                 with a launcher that takes the Java at hand
#   junretsu-VERSION-linux-ARCH.tar.gz      with a runtime: needs no Java
#   junretsu_VERSION_ARCH.deb               the same as a Debian package, where there is a dpkg-deb
#   junretsu-VERSION-ARCH.oci.tar           the same as an image, an OCI layout
#   SHA256SUMS
#
#   JDK=/usr/lib/jvm/temurin-25-jdk-amd64 JAR=target/junretsu.jar OUT=dist scripts/dist.sh
#   ONLY=linux scripts/dist.sh              the archive with a runtime and nothing else
set -eu
cd "$(dirname "$0")/.."
. scripts/pack.sh

jar=${JAR:-junretsu.jar}
out=${OUT:-dist}
JDK=${JDK:-$(newest_jdk)}
export JDK
version=$("$JDK/bin/java" -jar "$jar" --version | cut -d ' ' -f 2)
case $(uname -m) in
    x86_64) arch=x64 debian=amd64 ;;
    aarch64) arch=arm64 debian=arm64 ;;
    *) arch=$(uname -m) debian=$(uname -m) ;;
esac
rm -rf "$out"
mkdir -p "$out"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

plain=$work/junretsu-$version
scripts/tree.sh "$jar" "$plain"
whole=$work/junretsu-$version-linux-$arch
cp -a "$plain" "$whole"
packing=
# side COMMAND...: compressing takes most of the time, on one core each, so side by side.
side() {
    "$@" &
    packing="$packing $!"
}
if [ -z "${ONLY:-}" ]; then
    cp "$jar" "$out/junretsu-$version.jar"
    side pack "$work" "junretsu-$version" "$out/junretsu-$version.tar.gz"
fi
scripts/runtime.sh "$JDK" "$whole/lib/junretsu"
if [ -z "${ONLY:-}" ]; then
    if command -v dpkg-deb >/dev/null; then
        side scripts/deb.sh "$whole" "$version" "$debian" "$out/junretsu_${version}_$debian.deb"
    else
        echo "dist.sh: no Debian package, since there is no dpkg-deb" >&2
    fi
    side scripts/oci.sh "$whole" "$version" "$debian" "$out/junretsu-$version-$arch.oci.tar"
fi
pack "$work" "junretsu-$version-linux-$arch" "$out/junretsu-$version-linux-$arch.tar.gz"
for each in $packing; do
    wait "$each"
done

(cd "$out" && sha256sum -- * >"$work/SHA256SUMS" && mv "$work/SHA256SUMS" .)
(cd "$out" && ls -l | awk 'NR > 1 { printf "%6.1f MB  %s\n", $5 / 1e6, $NF }')
