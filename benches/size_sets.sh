#!/usr/bin/env bash
# Measures the compile time and the code size of the rules in an enum: 100 and 1,000 rules in one call of
# `event_patterns!`, for JSON text and for typed events.
set -euo pipefail
benches=$(cd "$(dirname "$0")" && pwd)
project=$(dirname "$benches")
source "$benches/new_crate.sh"
target="${CARGO_TARGET_DIR:-$benches/target}/size_sets"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Writes a program with an enum of this number of different rules.
generate() {
    local form=$1 count=$2
    local head="enum Alert" matching="fn(&[u8]) -> usize = |json| Alert::matching_json(json).map_or(0, |alerts| alerts.len())"
    if [ "$form" = typed ]; then
        local event="event_pattern::Event<event_pattern::ecs::TaskStateChange>"
        head="enum Alert for $event"
        matching="fn(&$event) -> usize = |event| Alert::matching(event).len()"
    fi
    {
        echo "event_pattern::event_patterns! {"
        echo "    $head {"
        for ((rule = 1; rule <= count; rule++)); do
            cat <<RULE
        Rule$rule {
            "source": ["aws.ecs"],
            "detail-type": ["ECS Task State Change"],
            "detail": {
                "clusterArn": ["arn:aws:ecs:ap-northeast-1:123456789012:cluster/cluster_$rule"],
                "lastStatus": ["STOPPED"],
                "stoppedReason": ["Essential container in task $rule exited"],
                "containers": { "name": ["container-$rule"], "exitCode": [{ "anything-but": [$rule] }] }
            }
        }
RULE
        done
        echo "    }"
        echo "}"
        echo "fn main() {"
        # The program reads no event, because that would take longer to compile than the rules.
        echo "    let matching: $matching;"
        echo "    std::hint::black_box(matching);"
        echo "}"
    } | new_crate "$folder/$form-$count" "event-pattern = { path = \"$project\" }" "$project/Cargo.lock"
}

build() {
    CARGO_TARGET_DIR=$target cargo build --release --quiet --manifest-path "$folder/$1/Cargo.toml"
}

# Prints the seconds that the fastest of three builds of the program takes, without its dependencies.
seconds_to_build() {
    local TIMEFORMAT=%R
    for _ in 1 2 3; do
        touch "$folder/$1/src/main.rs"
        { time build "$1"; } 2>&1
    done | sort -n | head -n 1
}

# Prints the size of code and constant data in bytes, without debug information.
text_bytes() {
    size "$target/release/$1" | awk 'NR == 2 { print $1 }'
}

echo "| rules of an enum | seconds to compile | bytes of code and data | seconds per rule | bytes per rule |"
echo "|---|---:|---:|---:|---:|"
for form in raw typed; do
    for count in 1 100 1000; do
        generate $form $count
        build "$form-$count"
        seconds=$(seconds_to_build "$form-$count")
        bytes=$(text_bytes "$form-$count")
        if [ $count = 1 ]; then
            first_seconds=$seconds first_bytes=$bytes
        fi
        awk -v form=$form -v count=$count -v seconds="$seconds" -v bytes="$bytes" \
            -v first_seconds="$first_seconds" -v first_bytes="$first_bytes" 'BEGIN {
            more = count > 1 ? count - 1 : 1
            printf "| %d %s | %.2f | %d | %.4f | %d |\n", count, form, seconds, bytes,
                (seconds - first_seconds) / more, (bytes - first_bytes) / more
        }'
    done
done
