#!/usr/bin/env bash
# Measures the code size and the compile time that an additional pattern adds, and the size of the Lambda example when
# it is optimized for size.
set -euo pipefail
benches=$(cd "$(dirname "$0")" && pwd)
project=$(dirname "$benches")
source "$benches/new_crate.sh"
target="${CARGO_TARGET_DIR:-$benches/target}/size"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# Writes a program that evaluates this number of different rules on JSON text.
generate() {
    local count=$1
    {
        echo "event_pattern::event_pattern! {"
        for ((rule = 1; rule <= count; rule++)); do
            cat <<RULE
    fn rule_$rule(json: &[u8]) -> Result<bool, event_pattern::EventError> {
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
        echo "}"
        echo "fn main() {"
        echo "    let json = std::env::args().nth(1).unwrap_or_default().into_bytes();"
        echo "    let mut matches = 0;"
        for ((rule = 1; rule <= count; rule++)); do
            echo "    matches += u32::from(rule_$rule(&json) == Ok(true));"
        done
        echo "    println!(\"{matches}\");"
        echo "}"
    } | new_crate "$folder/size-$count" "event-pattern = { path = \"$project\" }" "$project/Cargo.lock"
}

build() {
    CARGO_TARGET_DIR=$target cargo build --release --quiet --manifest-path "$folder/size-$1/Cargo.toml"
}

# Prints the seconds that the fastest of nine builds of the program takes, without its dependencies.
seconds_to_build() {
    local TIMEFORMAT=%R
    for _ in 1 2 3 4 5 6 7 8 9; do
        touch "$folder/size-$1/src/main.rs"
        { time build "$1"; } 2>&1
    done | sort -n | head -n 1
}

# Prints the size of code and constant data in bytes, without debug information.
text_bytes() {
    size "$target/release/size-$1" | awk 'NR == 2 { print $1 }'
}

for count in 1 101; do
    generate $count
    build $count
done
one=$(seconds_to_build 1)
many=$(seconds_to_build 101)
echo "bytes per additional pattern: $((($(text_bytes 101) - $(text_bytes 1)) / 100))"
awk -v one="$one" -v many="$many" 'BEGIN {
    printf "seconds that 100 more patterns take to compile: %.2f (1: %.2f, 101: %.2f)\n", many - one, one, many
}'

CARGO_TARGET_DIR=$target/lambda CARGO_PROFILE_RELEASE_OPT_LEVEL=z CARGO_PROFILE_RELEASE_LTO=fat \
    CARGO_PROFILE_RELEASE_CODEGEN_UNITS=1 CARGO_PROFILE_RELEASE_PANIC=abort CARGO_PROFILE_RELEASE_STRIP=symbols \
    cargo build --release --quiet --locked --manifest-path "$project/examples/lambda/Cargo.toml" --bin lambda
echo "bytes of the Lambda function, built for size: $(($(wc -c <"$target/lambda/release/lambda")))"
