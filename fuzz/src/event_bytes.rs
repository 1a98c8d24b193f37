//! Evaluates a fixed list of patterns on arbitrary bytes. All engines must give the same answer, and typed functions
//! must agree if the bytes can be deserialized.

use crate::agreement;
use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, Pattern, RuleSet, event_pattern, validate};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::parse_for;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schemas;
use std::sync::LazyLock;

/// One pattern for each feature that the engine implements separately.
pub const PATTERNS: [&str; 33] = [
    r#"{"source":["aws.ecs"],"detail":{"lastStatus":["STOPPED"],"containers":{"name":["app"],"exitCode":[{"anything-but":[0]}]}}}"#,
    r#"{"detail":{"containers":{"exitCode":[{"exists":false}],"name":["app"]}}}"#,
    r#"{"detail":{"containers":{"name":["app"],"reason":[{"exists":false}]}}}"#,
    r#"{"detail":{"containers":{"name":["app"],"reason":[{"exists":false},"x"]},"lastStatus":["STOPPED"]}}"#,
    r#"{"a":[1]}"#,
    r#"{"a":[{"exists":true}]}"#,
    r#"{"a":[{"exists":false}]}"#,
    r#"{"a":[null,true,false,""]}"#,
    r#"{"":[1],"a":{"":[2]}}"#,
    r#"{"a":{"b":{"c":{"d":["x"]}}},"a.b.e":[1]}"#,
    r#"{"a":{"b":[1],"c":[1]},"b":{"b":[2],"c":[2]}}"#,
    r#"{"a":{"b":[1]},"z":[{"exists":false}]}"#,
    r#"{"a":[{"prefix":"ab"},{"suffix":"yz"}]}"#,
    r#"{"a":[{"prefix":{"equals-ignore-case":"straße"}},{"suffix":{"equals-ignore-case":"K"}}]}"#,
    r#"{"a":[{"equals-ignore-case":"Straße"}]}"#,
    r#"{"a":[{"wildcard":"*a*b*a*"},{"wildcard":"x*y"}]}"#,
    r#"{"a":[{"cidr":"10.0.0.0/8"},{"cidr":"2001:db8::/33"}]}"#,
    r#"{"a":[{"cidr":"0.0.0.0/0"}]}"#,
    r#"{"a":[{"numeric":[">",-1.5,"<=",1e3]},{"numeric":["=",7]}]}"#,
    r#"{"a":[9007199254740993,1e400,-0,0.1]}"#,
    r#"{"a":["\u0000","\ud800","é","\"","a.b"],"é.\ud83d\ude00":[1]}"#,
    r#"{"a":[{"anything-but":["a","b"]}],"b":[{"anything-but":[1,2]}],"c":[{"anything-but":{"prefix":"x"}}]}"#,
    r#"{"a":["0","1","2","3","4","5","6","7","8","9"],"b":[0,1,2,3,4,5,6,7,8,9]}"#,
    r#"{"$or":[{"a":[1]},{"b":[2],"c":{"d":[3]}},{"c":{"$or":[{"d":[4]},{"e":[{"exists":false}]}]}}]}"#,
    r#"{"c":{"a":[1],"b":[1],"c":[1],"d":[1]}}"#,
    r#"{"c":{"a":[1],"b":[{"exists":false}],"d":{"a":[1],"b":[{"exists":false},2]}}}"#,
    r#"{"a":[1],"b":[1],"c":[1],"d":[1],"e":[1],"f":[1],"g":[1],"h":[1],"i":[1],"j":[1],"k":[1],"l":[1],"m":{"n":[1],"o":[1]}}"#,
    r#"{"resources":["app",{"prefix":"arn:"}],"detail.containers.name":[{"anything-but":"app"}]}"#,
    r#"{"detail-type":["ECS Task State Change"],"detail":{"containers":{"$any":{"name":["app"],"exitCode":[{"exists":false}]}}}}"#,
    r#"{"detail-type":["ECS Task State Change"],"detail":{"containers":{"$all":{"exitCode":[0],"$or":[{"name":["app"]},{"reason":["x"]}]}}}}"#,
    r#"{"detail-type":["ECS Task State Change"],"detail":{"attachments":{"$none":{"details":{"$any":{"name":["x"],"value":[{"prefix":"1"}]}}}}}}"#,
    r#"{"detail-type":["ECS Task State Change"],"detail":{"containers":{"$count":{"where":{"exitCode":[{"anything-but":[0]}]},"numeric":[">=",2]}}}}"#,
    r#"{"detail-type":["ECS Task State Change"],"detail":{"desiredStatus":[{"anything-but":{"$field":"detail.lastStatus"}}]}}"#,
];

event_pattern! {
    fn app_failed(event: &Event<TaskStateChange>) -> bool {
        "source": ["aws.ecs"],
        "detail": {
            "lastStatus": ["STOPPED"],
            "containers": { "name": ["app"], "exitCode": [{ "anything-but": [0] }] }
        }
    }

    #[event_pattern(allow(absence_in_array, fires_twice))]
    fn container_without_reason(event: &Event<TaskStateChange>) -> bool {
        "detail": {
            "containers": { "name": ["app"], "reason": [{ "exists": false }], "exitCode": [{ "numeric": [">=", 0] }] },
            "$or": [{ "launchType": ["EC2"] }, { "attachments": { "details": { "name": [{ "wildcard": "*v*4*" }] } } }]
        }
    }
}

static PROGRAMS: LazyLock<Vec<(Pattern, Rule)>> = LazyLock::new(|| PATTERNS.iter().map(|text| program(text)).collect());

/// All patterns in one set. The name of each rule is the index of its pattern.
static SET: LazyLock<RuleSet> = LazyLock::new(|| {
    let mut set = RuleSet::new();
    for (number, text) in PATTERNS.iter().enumerate() {
        set.add(number.to_string(), text).unwrap_or_else(|error| panic!("{error}"));
    }
    set
});

fn program(text: &str) -> (Pattern, Rule) {
    let pattern = Pattern::parse(text).unwrap_or_else(|error| panic!("{error}"));
    let known = Schemas::known(event_pattern_catalogue::aws());
    let lowered = parse_for(known, text, Dialect::Strict).lowered.unwrap_or_else(|| panic!("{text} has no rule"));
    (pattern, lowered.rule)
}

/// Returns the number of patterns that match the event.
///
/// # Panics
/// Panics if two engines disagree.
pub fn check(bytes: &[u8]) -> usize {
    let event: Option<Event<'_, TaskStateChange<'_>>> = serde_json::from_slice(bytes).ok();
    if let Some(event) = event {
        assert_eq!(app_failed::matches_json(bytes), Ok(app_failed(&event)));
        assert_eq!(container_without_reason::matches_json(bytes), Ok(container_without_reason(&event)));
    }
    let matches = |(pattern, rule): &(Pattern, Rule)| agreement::check(pattern, rule, bytes) == Some(true);
    let alone = PROGRAMS.iter().enumerate().filter(|(_, program)| matches(program));
    let alone: Vec<String> = alone.map(|(number, _)| number.to_string()).collect();
    let matching = SET.matching_json(bytes).ok().filter(|_| validate(bytes).is_ok());
    if let Some(matching) = matching {
        assert!(matching.eq(&alone), "the set disagrees with {alone:?}");
    }
    alone.len()
}
