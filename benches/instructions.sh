#!/usr/bin/env bash
# Counts the instructions per event and compares them with the numbers in instructions.txt. Unlike times, the counts do
# not depend on the load of the machine. Fails if a case takes over 5 % more instructions than before; `--write` stores
# the new numbers.
set -euo pipefail
cd "$(dirname "$0")"

kept=instructions.txt
few=256
many=768

if ! command -v valgrind >/dev/null; then
    echo "valgrind is not installed: nothing is counted"
    exit 0
fi
case "${1:-}" in
    "" | --write) ;;
    *)
        echo "usage: instructions.sh [--write]" >&2
        exit 2
        ;;
esac

cargo build --release --quiet --bin instructions
program="${CARGO_TARGET_DIR:-target}/release/instructions"

# Counts all instructions of a run, including start-up.
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$1" "$2" 2>&1 |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

# The counts also depend on the instruction set.
variant=$(valgrind --quiet --tool=none "$program" variant)
with="Instructions per event, counted by instructions.sh with $(rustc --version) and $variant"
counted=$(mktemp)
trap 'rm -f "$counted"' EXIT
# Both runs include start-up, so it cancels out in the difference. Start-up varies by some 40,000 instructions between
# runs. So that this is no part of the result, cases of a few thousand instructions need many events.
for name in $("$program" list); do
    case "$name" in
        large_*) more=$many ;;
        *) more=$((16 * many)) ;;
    esac
    echo "$name $((($(count "$name" $more) - $(count "$name" $few)) / (more - few)))"
done >"$counted"

if [ "${1:-}" = --write ]; then
    {
        echo "# $with"
        cat "$counted"
    } >"$kept"
    cat "$kept"
    exit 0
fi

if [ "$(head -n 1 "$kept")" != "# $with" ]; then
    echo "$with: the stored numbers are not comparable, so nothing is checked"
    cat "$counted"
    exit 0
fi

awk '
    NR == FNR { if ($1 != "#") kept[$1] = $2; next }
    !($1 in kept) { printf "%-24s %8d  no number is kept\n", $1, $2; next }
    {
        growth = 100 * ($2 - kept[$1]) / kept[$1]
        is_worse = growth > 5
        printf "%-24s %8d  %+.1f %% from %d%s\n", $1, $2, growth, kept[$1], is_worse ? ", which is too much" : ""
        if (is_worse) failed = 1
    }
    END { exit failed }
' "$kept" "$counted"
