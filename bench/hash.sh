#!/usr/bin/env bash
# What a login's password costs: the slow hash by workers beside the bare loop, and the checks that need none.
#
#   bench/hash.sh                        prints tables and writes bench/results/hash.md
ROUNDS=${ROUNDS:-9}
SECONDS_EACH=${SECONDS_EACH:-1}
source "$(dirname "$0")/lib.sh"
build
"$(dirname "$JAVA_NEW")/javac" --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/users/password/*.java

report hash
echo "# Passwords"
echo
machine
echo "- argon2id of 19 MiB and 2 passes. The bare loop only hashes; workers take logins from their queue, which always holds some, check and"
echo "  answer them. $ROUNDS rounds of $SECONDS_EACH s in turn after 2 s to warm up, in one JVM with -Xmx256m; medians; the ratio is"
echo "  the median of the ratios of two rounds that follow one another; every answer is checked"
for java in "$JAVA" "$JAVA_NEW"; do
    echo
    echo "## Java $(java_version "$java")"
    echo
    echo "| threads | bare loop, hashes/s | workers, logins/s | ratio | loop, ms of CPU a hash | workers, ms of CPU a login | each round of the loop | of the workers |"
    echo "|---|---|---|---|---|---|---|---|"
    for threads in 1 $(nproc); do
        "$java" -Xmx256m -cp "$WORK/classes:junretsu.jar" junretsu.users.password.HashRates "$threads" "$SECONDS_EACH" "$ROUNDS"
    done
    echo
    echo "| check without a slow hash | ns | garbage, bytes |"
    echo "|---|---|---|"
    "$java" -Xmx256m -cp "$WORK/classes:junretsu.jar" junretsu.users.password.QuickChecks
    echo
    echo "| answer to a wrong password of | median, ms | least | most |"
    echo "|---|---|---|---|"
    "$java" -Xmx256m -cp "$WORK/classes:junretsu.jar" junretsu.users.password.RefusalTimes
done
