#!/bin/sh
# Makes the Java runtime that junretsu.jar needs, beside it: the modules that its classes use, and an archive of the classes that a
# start loads. With it a start takes 0.55 of the CPU time of the same Java without one, and has 0.45 of its private memory.
#
#   scripts/runtime.sh JDK FOLDER         FOLDER holds junretsu.jar; it gets runtime/ and junretsu.jsa
set -eu
cd "$(dirname "$0")/.."
. scripts/pack.sh
jdk=$1
home=$2

# jdk.unsupported has sun.misc.Unsafe, by name alone; the rest is what the classes say.
modules=$("$jdk/bin/jdeps" --ignore-missing-deps --multi-release base --print-module-deps "$home/junretsu.jar"),jdk.unsupported
"$jdk/bin/jlink" --add-modules "$modules" --output "$home/runtime" --vm=server --compress=zip-0 \
    --strip-java-debug-attributes --no-header-files --no-man-pages
level "$home"

# The list of JDK and library classes is kept, since a run's own differs by a class or two; ours are in the jar.
classes=$(mktemp)
trap 'rm -f "$classes"' EXIT
{
    cat src/dist/classes.txt
    "$jdk/bin/jar" tf "$home/junretsu.jar" | sed -n 's|^\(junretsu/.*\)\.class$|\1|p' | grep -v package-info
} | LC_ALL=C sort -u >"$classes"
# The archive holds the path that it was made at: a fixed one, for the same bytes; it may be moved afterwards. mkdir is the lock.
fixed=/tmp/junretsu-archive-of-classes
mkdir "$fixed" || {
    echo "runtime.sh: another packing is under way, or one was killed: remove $fixed" >&2
    exit 1
}
trap 'mv "$fixed"/* "$home/"; rmdir "$fixed"; rm -f "$classes"' EXIT
mv "$home"/* "$fixed/"
"$fixed/runtime/bin/java" -XX:+UseSerialGC -Xmx256m -Xlog:disable -Xlog:all=error:stderr -XX:SharedClassListFile="$classes" -Xshare:dump \
    -XX:SharedArchiveFile="$fixed/junretsu.jsa" -jar "$fixed/junretsu.jar"
level "$fixed"
