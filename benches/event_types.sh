#!/usr/bin/env bash
# Measures what a crate pays for rules and for event types: the processor time of rustc for the crate alone, in the dev
# profile, and the bytes of its program, in the release profile and stripped. With another checkout of the project as
# argument, the cases without `event_types!` are also measured there. Cases take turns in rounds; each time is the
# fastest, because other work on the machine can only add to it.
set -euo pipefail
benches=$(cd "$(dirname "$0")" && pwd)
project=$(dirname "$benches")
source "$benches/new_crate.sh"
other=${1:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
rounds=${ROUNDS:-9}

export CARGO_INCREMENTAL=0 RUSTFLAGS=--cap-lints=allow CARGO_PROFILE_RELEASE_STRIP=symbols
guardduty='mod guardduty = aws("aws.guardduty", "GuardDuty Finding");'
s3='mod s3 = aws("aws.s3", "Object Created");'
orders="mod orders = \"$project/examples/schemas/order_placed.json\";"
ten='mod s3 = aws("aws.s3", ["Object Created", "Object Deleted", "Object Tags Added", "Object ACL Updated"]);
    mod ec2 = aws("aws.ec2", ["EC2 Instance State-change Notification", "EBS Volume Notification"]);
    mod codebuild = aws("aws.codebuild", "CodeBuild Build State Change");
    mod ecr = aws("aws.ecr", "ECR Image Action");
    mod cloudwatch = aws("aws.cloudwatch", "CloudWatch Alarm State Change");
    mod cloudtrail = aws("aws.s3", "AWS API Call via CloudTrail");'

# ecs_rules COUNT: prints typed rules on ECS events, which differ in their values.
ecs_rules() {
    local rule
    echo "use event_pattern::{Event, ecs::TaskStateChange};"
    echo "event_pattern::event_pattern! {"
    for ((rule = 1; rule <= $1; rule++)); do
        cat <<RULE
    pub fn rule_$rule(event: &Event<TaskStateChange>) -> bool {
        "detail": {
            "lastStatus": ["STOPPED"],
            "stoppedReason": ["Essential container in task $rule exited"],
            "containers": { "name": ["container-$rule"], "exitCode": [{ "anything-but": [$rule] }] }
        }
    }
RULE
    done
    echo "}"
}

# raw_rule SOURCE DETAIL_TYPE: prints a rule on bytes.
raw_rule() {
    echo "event_pattern::event_pattern! {
    pub fn rule_1(json: &[u8]) -> Result<bool, event_pattern::EventError> {
        \"source\": [\"$1\"], \"detail-type\": [\"$2\"], \"detail\": { \"object\": { \"key\": [{ \"prefix\": \"images/\" }] } }
    }
}"
}

# of_type MODULES TYPE PATTERN: prints event types and a rule on one of them.
of_type() {
    echo "event_pattern::event_types! { $1 }
event_pattern::event_pattern! { fn rule_1(event: &event_pattern::Event<$2>) -> bool { $3 } }"
}

on_s3='"detail": { "object": { "key": [{ "prefix": "images/" }] } }'
on_guardduty='"detail": { "severity": [{ "numeric": [">=", 7] }] }'
on_orders='"detail": { "total": [{ "numeric": [">", 100] }] }'
deserialize() {
    echo "serde_json::from_slice::<event_pattern::Event<$1>>(json).is_ok_and(|event| ${2:-true})"
}
nothing=$(deserialize serde::de::IgnoredAny)

# What each case is called, its items, and the condition that its program evaluates on the bytes of an event.
names=() items=() conditions=()
add() {
    names+=("$1") items+=("$2") conditions+=("$3")
}
add "no rule" "" "json.is_empty()"
add "1 typed rule on an ECS event" "$(ecs_rules 1)" "rule_1::matches_json(json) == Ok(true)"
add "100 typed rules on ECS events" "$(ecs_rules 100)" \
    "[$(printf 'rule_%d::matches_json, ' {1..100})].iter().any(|rule| rule(json) == Ok(true))"
add "1 rule on bytes, of a source without schemas" "$(raw_rule shop.media Uploaded)" "rule_1(json) == Ok(true)"
add "1 rule on bytes, of \`aws.s3\`" "$(raw_rule aws.s3 'Object Created')" "rule_1(json) == Ok(true)"
add "\`dynamic\`: a pattern is matched" "" \
    "event_pattern::Pattern::parse(PATTERN).is_ok_and(|pattern| pattern.matches_json(json) == Ok(true))"
add "\`dynamic\`: a pattern is matched and checked" "" \
    "event_pattern::Pattern::parse(PATTERN).is_ok_and(|pattern| pattern.warnings().is_empty() && pattern.matches_json(json) == Ok(true))"
shared=${#names[@]}
add "an event with any detail is deserialized" "" "$nothing"
add "1 type: S3 \`Object Created\`" "event_pattern::event_types! { $s3 }" "$nothing"
add "10 types" "event_pattern::event_types! { $ten }" "$nothing"
add "1 type from a document" "event_pattern::event_types! { $orders }" "$nothing"
add "1 type: GuardDuty \`Finding\`" "event_pattern::event_types! { $guardduty }" "$nothing"
add "S3 \`Object Created\`, and a rule" "$(of_type "$s3" s3::ObjectCreated "$on_s3")" \
    "$(deserialize s3::ObjectCreated 'rule_1(&event)')"
add "a document, and a rule" "$(of_type "$orders" orders::OrderPlaced "$on_orders")" \
    "$(deserialize orders::OrderPlaced 'rule_1(&event)')"
add "GuardDuty \`Finding\`, and a rule" "$(of_type "$guardduty" guardduty::GuardDutyFinding "$on_guardduty")" \
    "$(deserialize guardduty::GuardDutyFinding 'rule_1(&event)')"

# write CHECKOUT NUMBER: writes the program of a case.
write() {
    local features= dependencies=
    [[ ${conditions[$2]} == *Pattern* ]] && features=', features = ["dynamic"]'
    [ "$2" -ge "$shared" ] && features=', features = ["event-types"]' dependencies='
serde = "1"
serde_json = "1"'
    new_crate "$folder/$1/case-$2" "event-pattern = { path = \"${checkouts[$1]}\"$features }$dependencies" \
        "${checkouts[$1]}/Cargo.lock" <<PROGRAM
${items[$2]}
const PATTERN: &str = r#"{ "source": ["aws.ecs"] }"#;
fn main() {
    let json = std::env::args().nth(1).unwrap_or(PATTERN.to_owned()).into_bytes();
    let json = &json[..];
    println!("{}", ${conditions[$2]});
}
PROGRAM
}

# Writes the user and system time of rustc for the crate to a file.
cat >"$folder/rustc" <<'WRAPPER'
#!/usr/bin/env bash
case " $* " in
    *" --crate-name case_"*)
        TIMEFORMAT="%U %S"
        { time "$@" 2>&3; } 3>&2 2>"$RUSTC_TIME"
        ;;
    *) exec "$@" ;;
esac
WRAPPER
chmod +x "$folder/rustc"
export RUSTC_WRAPPER=$folder/rustc RUSTC_TIME=$folder/time

# build CHECKOUT NUMBER [FLAG]
build() {
    CARGO_TARGET_DIR=$folder/target-$1 cargo build --quiet --offline ${3:-} --manifest-path "$folder/$1/case-$2/Cargo.toml"
}

checkouts=("$project") cases_of=("${#names[@]}")
[ -n "$other" ] && checkouts+=("$(cd "$other" && pwd)") cases_of+=("$shared")
for checkout in "${!checkouts[@]}"; do
    for ((number = 0; number < cases_of[checkout]; number++)); do
        write "$checkout" $number
        build "$checkout" $number
        build "$checkout" $number --release
    done
done
for ((round = 1; round <= rounds; round++)); do
    for checkout in "${!checkouts[@]}"; do
        for ((number = 0; number < cases_of[checkout]; number++)); do
            touch "$folder/$checkout/case-$number/src/main.rs"
            build "$checkout" $number
            echo "$checkout $number $(awk '{ print 1000 * ($1 + $2) }' "$RUSTC_TIME")"
        done
    done
done >"$folder/times"

# cells CHECKOUT NUMBER: prints the cells of a case.
cells() {
    local bytes milliseconds
    if [ "$2" -ge "${cases_of[$1]}" ]; then
        echo " | |"
        return
    fi
    bytes=$(wc -c <"$folder/target-$1/release/case-$2")
    milliseconds=$(awk -v checkout="$1" -v number="$2" '$1 == checkout && $2 == number { print $3 }' "$folder/times" |
        sort -g | head -n 1)
    printf " %.0f | %'d |" "$milliseconds" "$bytes"
}

echo "$(rustc --version), fastest of $rounds rounds"
echo
header="| program | milliseconds of processor time | bytes |" line="|---|---:|---:|"
[ -n "$other" ] && header+=" milliseconds in the other checkout | bytes in the other checkout |" line+="---:|---:|"
echo "$header"
echo "$line"
for number in "${!names[@]}"; do
    echo "| ${names[number]} |$(for checkout in "${!checkouts[@]}"; do cells "$checkout" "$number"; done)"
done
