#!/usr/bin/env bash
# The set of fingerprints beside Java's HashSet, in turn, each in a JVM of its own.
#
#   bench/items-set.sh                   prints tables and writes bench/results/items-set.md
ROUNDS=${ROUNDS:-3}
source "$(dirname "$0")/lib.sh"
build
javac --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/items/set/SetSpeed.java
ITEMS=10000000

# speed FLAGS... -- WAY [ITEMS]
speed() {
    local flags=()
    while [ "$1" != -- ]; do
        flags+=("$1")
        shift
    done
    "$JAVA" "${flags[@]}" -cp "$WORK/classes:junretsu.jar" junretsu.items.set.SetSpeed "${@:2}"
}

report items-set
echo "# The set of items"
echo
machine
echo "- $ITEMS random fingerprints of 128 bits by 1,000 a call, one thread; then all again in random order; then as many looked up, half of them there"
echo "- memory: what the resident size grew by; of HashSet what the heap holds after a collection. $ROUNDS rounds in turn, medians; answers are checked"
echo
for _ in $(seq "$ROUNDS"); do
    speed -Xmx256m -XX:MaxDirectMemorySize=2g -- set $ITEMS >>"$WORK/set"
    speed -Xmx3g -- hashset $ITEMS >>"$WORK/hashset"
done
# column WAY N: the median of the Nth figure.
column() {
    cut -d' ' -f"$2" "$WORK/$1" | median
}
echo "| | FingerprintSet | HashSet of records | HashSet to FingerprintSet | each round of FingerprintSet |"
echo "|---|---|---|---|---|"
n=0
for row in "new, ns an item" "there already, ns an item" "looked up one by one, ns an item" "memory, bytes an item"; do
    n=$((n + 1))
    s=$(column set $n)
    h=$(column hashset $n)
    echo "| $row | $s | $h | $(ratio "$h" "$s") | $(cut -d' ' -f$n "$WORK/set" | tr '\n' ' ')|"
done
echo
echo "30 million: $(speed -Xmx256m -XX:MaxDirectMemorySize=2g -- set 30000000 | awk '{print $1 " ns for a new one, " $4 " bytes an item resident"}')."
echo
echo "A fingerprint of 36 bytes: $(speed -- siphash) ns."
