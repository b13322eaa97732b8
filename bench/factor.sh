#!/usr/bin/env bash
# Factoring beside PARI/GP, coreutils' factor and sympy: the same numbers, in turn, one thread each.
#
#   bench/factor.sh                      prints a table and writes bench/results/factor.md
source "$(dirname "$0")/lib.sh"
scripts/need.sh gp=pari-gp
build
javac --release 17 -cp junretsu.jar -d "$WORK/classes" bench/java/junretsu/jobs/factor/Factor*.java
"$JAVA" -cp "$WORK/classes:junretsu.jar" junretsu.jobs.factor.FactorSets "$WORK"
SETS="u20 o40 s32x2 s40x2 s64x2 s80x2 s100x2"

# sympy where there is one, or where pip can fetch it.
PYTHON=
for candidate in "${PYTHON3:-python3}" /usr/bin/python3; do
    if [ -z "$PYTHON" ] && "$candidate" -c 'import sympy' 2>/dev/null; then
        PYTHON=$candidate
    fi
done
if [ -z "$PYTHON" ] && python3 -m venv "$WORK/venv" && "$WORK/venv/bin/pip" install -q sympy 2>/dev/null; then
    PYTHON=$WORK/venv/bin/python
fi

# ours SET: a line of microseconds a number, one for each of three rounds in one warm JVM.
ours() {
    local warm_up=6
    case $1 in s80x2 | s100x2) warm_up=1 ;; esac
    "$JAVA" -Xmx512m -cp "$WORK/classes:junretsu.jar" junretsu.jobs.factor.FactorSpeed $warm_up 3 "$WORK/$1" |
        cut -d' ' -f2- | tr ' ' '\n' | median
}

# Microseconds of CPU a number; gp's own clock counts milliseconds.
pari() {
    echo "v=readvec(\"$WORK/$1\");t=getabstime();for(i=1,#v,factorint(v[i]));printf(\"%.2f\n\",(getabstime()-t)*1000./#v)" |
        gp -q -s 500M | grep -x '[0-9.]*' # gp ends with 0 after an error too
}

coreutils() {
    local TIMEFORMAT='%U'
    local seconds
    seconds=$( { time factor <"$WORK/$1" >/dev/null; } 2>&1)
    awk -v s="$seconds" -v n="$(wc -l <"$WORK/$1")" 'BEGIN {printf "%.2f\n", s * 1e6 / n}'
}

# sympy_of SET COUNT: its first numbers only, after some of them to warm up.
sympy_of() {
    "$PYTHON" - "$WORK/$1" "$2" <<'PYTHON'
import sys, time
from sympy import factorint
numbers = [int(line) for line in open(sys.argv[1])][:int(sys.argv[2])]
factorint(numbers[0])
start = time.process_time()
for number in numbers:
    factorint(number)
print("%.2f" % ((time.process_time() - start) * 1e6 / len(numbers)))
PYTHON
}

report factor
echo "# Factoring"
echo
machine
echo "- PARI/GP $(gp --version-short), coreutils $(factor --version | sed -n '1s/.* //p')${PYTHON:+, sympy $("$PYTHON" -c 'import sympy; print(sympy.__version__)')}"
echo "- u20 and o40: uniform in 10^6 to 10^20 and 10^3 to 10^40; sNx2: products of two primes of N bits. One thread; numbers a second"
echo "  of its CPU time, $ROUNDS rounds in turn, medians. Ours in a warm JVM, each round a JVM of its own; every answer is multiplied back and"
echo "  each factor tested by the JDK before it counts. sympy once, over the first 200 numbers of u20 and 20 of o40"
echo
[ -n "$PYTHON" ] || echo "There is no sympy here, and pip cannot fetch it." && [ -n "$PYTHON" ] || echo
for _ in $(seq "$ROUNDS"); do
    for set in $SETS; do
        ours "$set" >>"$WORK/ours.$set"
        pari "$set" >>"$WORK/pari.$set"
        case $set in u20 | s32x2) coreutils "$set" >>"$WORK/coreutils.$set" ;; esac
    done
done
if [ -n "$PYTHON" ]; then
    sympy_of u20 200 >"$WORK/sympy.u20"
    sympy_of o40 20 >"$WORK/sympy.o40"
fi

# rate WHO SET: numbers a second, or a dash.
rate() {
    if [ -s "$WORK/$1.$2" ]; then
        awk -v us="$(median <"$WORK/$1.$2")" 'BEGIN {printf us < 1e4 ? "%.0f" : "%.2f", 1e6 / us}'
    else
        printf -- "–"
    fi
}

# against WHO SET: how many times its rate ours is, or a dash.
against() {
    if [ -s "$WORK/$1.$2" ]; then
        ratio "$(median <"$WORK/$1.$2")" "$(median <"$WORK/ours.$2")"
    else
        printf -- "–"
    fi
}
echo "| set | junretsu | PARI | coreutils | sympy | to PARI | to coreutils | to sympy | each round of ours, µs |"
echo "|---|---|---|---|---|---|---|---|---|"
for set in $SETS; do
    echo "| $set | $(rate ours "$set") | $(rate pari "$set") | $(rate coreutils "$set") | $(rate sympy "$set") | $(against pari "$set")" \
        "| $(against coreutils "$set") | $(against sympy "$set") | $(tr '\n' ' ' <"$WORK/ours.$set")|"
done
