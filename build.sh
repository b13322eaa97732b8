#!/bin/sh
# Builds junretsu.jar into this folder.
#
#   ./build.sh
#
# It takes Maven under any Java from 17 on, and a JDK 22 or newer anywhere that Maven's toolchain discovery looks.
set -eu
cd "$(dirname "$0")"

if ! command -v mvn >/dev/null; then
    echo "build.sh: mvn is missing; install Maven, such as by 'apt-get install maven'" >&2
    exit 1
fi
# Maven's own warnings about a newer Java, and its escapes, are shown only beside an error.
said=$(mvn -q -B -Dmaven.test.skip=true package 2>&1) || {
    echo "$said" >&2
    exit 1
}
# Not over the old one, which a server may run from.
cp target/junretsu.jar junretsu.jar.new
mv -f junretsu.jar.new junretsu.jar
echo "built junretsu.jar; now: java -jar junretsu.jar serve"
