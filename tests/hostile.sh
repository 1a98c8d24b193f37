#!/usr/bin/env bash
# Counts the instructions for hostile events of three sizes. Fails if an event with ten times the repetitions takes more
# than eleven times the instructions, so that the time stays proportional to the length.
set -euo pipefail
cd "$(dirname "$0")/.."

if ! command -v valgrind >/dev/null; then
    echo "valgrind is not installed: no instructions are counted"
    exit 0
fi

cargo build --release --quiet -p event-pattern-tests --example hostile
program="${CARGO_TARGET_DIR:-target}/release/examples/hostile"

# Prints the number of instructions of a whole run.
count() {
    valgrind --tool=callgrind --callgrind-out-file=/dev/null "$program" "$@" 2>&1 |
        sed -n 's/.*Collected : \([0-9]*\).*/\1/p'
}

# Prints the number of instructions for the answer, without those for generating the event.
answer() {
    echo $(($(count "$1" "$2") - $(count "$1" "$2" generate)))
}

printf '%-28s %12s %12s %12s %8s\n' kind 1,000 10,000 100,000 growth
failed=0
for name in $("$program" list); do
    small=$(answer "$name" 1000)
    medium=$(answer "$name" 10000)
    large=$(answer "$name" 100000)
    growth=$(awk "BEGIN { printf \"%.1f\", $large / $medium }")
    printf '%-28s %12d %12d %12d %8s\n' "$name" "$small" "$medium" "$large" "$growth"
    if awk "BEGIN { exit !($large > 11 * $medium) }"; then
        echo "$name: the instructions grow faster than the length of the event"
        failed=1
    fi
done
exit $failed
