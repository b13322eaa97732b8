#!/usr/bin/env bash
# Reading a JSON body of items, in place and as a tree, on both Javas, beside the loop that only adds its bytes up.
#
#   bench/json.sh                        prints tables and writes bench/results/json.md
source "$(dirname "$0")/lib.sh"
build
"$(dirname "$JAVA_NEW")/javac" --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/text/ItemsBody.java

report json
echo "# Reading JSON"
echo
machine
echo "- a body of 10 MB, \`[{\"id\":\"<36 characters>\",\"tenant\":\"<10>\"},…]\`, 67 bytes an item and its comma, one thread; count and checksum of all"
echo "  ids and tenants are compared first; then 0.4 s a round after one to warm up, 7 rounds, medians; allocated: the last read of each way"
for java in "$JAVA" "$JAVA_NEW"; do
    echo
    echo "## Java $(java_version "$java")"
    echo
    "$java" -Xmx1g -cp "$WORK/classes:junretsu.jar" junretsu.text.ItemsBody
done
