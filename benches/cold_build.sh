#!/usr/bin/env bash
# Measures the first build of a crate that only uses the macro, compared with a crate that uses `serde` (`derive`) and
# `serde_json`: wall-clock time and processor time, in the dev and the release profile. Also measures an
# example in a fresh clone. Each round builds the cases one after another. Each number is the median of all rounds, and
# each ratio is the median of the ratios within a round. `--crates` prints the processor time of each crate for one
# round.
set -euo pipefail
benches=$(cd "$(dirname "$0")" && pwd)
project=$(dirname "$benches")
source "$benches/new_crate.sh"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

rounds=5
by_crate=
while [ $# -gt 0 ]; do
    case "$1" in
        --crates) by_crate=yes rounds=1 ;;
        [1-9]*) rounds=$1 ;;
        *)
            echo "usage: cold_build.sh [--crates] [ROUNDS]" >&2
            exit 2
            ;;
    esac
    shift
done

# Build like a crate from the registry: not incrementally, and without warnings.
export CARGO_INCREMENTAL=0 RUSTFLAGS=--cap-lints=allow
export CARGO_TARGET_DIR=$folder/target

yardstick="serde and serde_json"
cases=(ours ours_without_ecs ours_with_event_types ours_and_serde serde)
declare -A title=(
    [ours]="event-pattern"
    [ours_without_ecs]="event-pattern without the ECS types"
    [ours_with_event_types]="event-pattern with the feature event-types"
    [ours_and_serde]="event-pattern, serde and serde_json"
    [serde]="$yardstick"
    [clone]="\`cargo run --example run_test\` in a fresh clone"
)

# new_case NAME DEPENDENCIES: creates the crate of a case; its program is read from standard input.
new_case() {
    new_crate "$folder/$1" "$2" "$project/Cargo.lock"
}

rule='
        "source": ["aws.ecs"],
        "detail-type": ["ECS Task State Change"],
        "detail": {
            "lastStatus": ["STOPPED"],
            "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] }
        }'
raw="event_pattern::event_pattern! {
    fn failed(json: &[u8]) -> Result<bool, event_pattern::EventError> {$rule
    }
}
fn main() {
    println!(\"{:?}\", failed(b\"{}\"));
}"
typed="use event_pattern::{Event, ecs::TaskStateChange};
event_pattern::event_pattern! {
    fn failed(event: &Event<TaskStateChange>) -> bool {$rule
    }
}
fn main() {
    let _: fn(&Event<TaskStateChange>) -> bool = failed;
    println!(\"{:?}\", failed::matches_json(b\"{}\"));
}"
serde='serde = { version = "1", features = ["derive"] }
serde_json = "1"'

new_case ours "event-pattern = { path = \"$project\" }" <<<"$typed"
new_case ours_without_ecs \
    "event-pattern = { path = \"$project\", default-features = false, features = [\"std\"] }" <<<"$raw"
new_case ours_with_event_types "event-pattern = { path = \"$project\", features = [\"event-types\"] }" <<<"$typed"
new_case ours_and_serde "event-pattern = { path = \"$project\" }
$serde" <<<"$typed"
new_case serde "$serde" <<'PROGRAM'
#[derive(serde::Deserialize)]
struct Event {
    source: String,
}
fn main() {
    println!("{:?}", serde_json::from_str::<Event>("{}").map(|event| event.source));
}
PROGRAM
git clone --quiet "$project" "$folder/clone"

# Download everything before the measurement.
for name in "${cases[@]}" clone; do
    cargo fetch --quiet --manifest-path "$folder/$name/Cargo.toml"
done

# Appends the name of the crate, and its user and system time in seconds, to a file.
cat >"$folder/rustc" <<'WRAPPER'
#!/usr/bin/env bash
name=
for argument in "$@"; do
    [ "$name" = --crate-name ] && name=$argument && break
    [ "$argument" = --crate-name ] && name=$argument
done
TIMEFORMAT="$name %U %S"
{ time "$@" 2>&3; } 3>&2 2>>"$COLD_BUILD_LOG"
WRAPPER
chmod +x "$folder/rustc"

# build CASE PROFILE: prints the wall-clock time and the processor time in seconds.
build() {
    local flags=() TIMEFORMAT='%R %U %S' command=build
    [ "$2" = release ] && flags+=(--release)
    [ "$1" = clone ] && command=run flags+=(--example run_test)
    rm -rf "$CARGO_TARGET_DIR"
    cd "$folder/$1"
    { time cargo "$command" --quiet --offline "${flags[@]}" >/dev/null; } 2>&1 | awk '{ print $1, $2 + $3 }'
}

if [ -n "$by_crate" ]; then
    export RUSTC_WRAPPER=$folder/rustc
    for profile in dev release; do
        for name in "${cases[@]}"; do
            export COLD_BUILD_LOG=$folder/log
            : >"$COLD_BUILD_LOG"
            build "$name" "$profile" >/dev/null
            echo "${title[$name]}, $profile: seconds of processor time"
            awk '$1 != "___" { seconds[$1] += $2 + $3; sum += $2 + $3 }
                END { for (name in seconds) printf "%8.2f  %s\n", seconds[name], name; printf "%8.2f  total\n", sum }' \
                "$COLD_BUILD_LOG" | sort -rn
        done
    done
    exit
fi

for ((round = 1; round <= rounds; round++)); do
    for profile in dev release; do
        for name in "${cases[@]}"; do
            echo "$profile $name $round $(build "$name" $profile)"
        done
    done
    echo "dev clone $round $(build clone dev)"
done >"$folder/times"

echo "$(rustc --version), $(nproc) cores, rounds: $rounds"
echo
echo "| cold build | profile | seconds | seconds of processor time | time relative to \`$yardstick\` | processor time relative to \`$yardstick\` |"
echo "|---|---|---:|---:|---:|---:|"
# median PROFILE CASE COLUMN: prints the median of a case. With a fourth argument, prints the median of the case's
# ratios to the yardstick.
median() {
    awk -v profile="$1" -v name="$2" -v column="$3" -v ratio="${4:-}" '
        $1 == profile && $2 == "serde" { yardstick[$3] = $column }
        $1 == profile && $2 == name { value[$3] = $column }
        END { for (round in value) print ratio ? value[round] / yardstick[round] : value[round] }' "$folder/times" |
        sort -g | awk '{ all[NR] = $1 } END { printf "%.2f", (all[int((NR + 1) / 2)] + all[int(NR / 2) + 1]) / 2 }'
}
for case in dev:{ours,ours_without_ecs,ours_with_event_types,ours_and_serde,clone,serde} \
    release:{ours,ours_without_ecs,ours_with_event_types,ours_and_serde,serde}; do
    profile=${case%:*} name=${case#*:}
    echo "| ${title[$name]} | $profile | $(median $profile $name 4) | $(median $profile $name 5) |" \
        "$(median $profile $name 4 ratio) | $(median $profile $name 5 ratio) |"
done
