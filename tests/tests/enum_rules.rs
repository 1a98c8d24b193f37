//! Tests that a rule enum gives the same answers as each of its rules alone.

use event_pattern::ecs::TaskStateChange;
use event_pattern::{Event, EventError, Pattern, RuleEnum, event_patterns};

event_patterns! {
    /// The alerts of a team.
    #[derive(Debug, Default)]
    #[allow(missing_docs, non_camel_case_types)]
    #[non_exhaustive]
    pub enum Alert {
        /// The `run-test` container itself failed.
        #[default]
        RunTestFailed {
            "source": ["aws.ecs"],
            "detail-type": ["ECS Task State Change"],
            "detail": {
                // Comments and trailing commas are welcome.
                "lastStatus": ["STOPPED"],
                "containers": { "name": ["run-test"], "exitCode": [{ "anything-but": [0] }] },
            },
        }
        OrderPlaced = "patterns/order_placed.json",
        InBraces { r#"{ "detail": { "\u00e9tat": ["ok"] } }"# },
        r#type = r#"{ "detail": { "\u00e9tat": [{ "exists": true }] } }"#
    }

    /// Rules on tasks.
    enum Task for Event<TaskStateChange> {
        Stopped { "detail": { "lastStatus": ["STOPPED"] } },
        /// The pre-filter is wider, because EventBridge has no scopes.
        NoneFailed {
            "detail-type": ["ECS Task State Change"],
            "detail": { "lastStatus": ["STOPPED"], "containers": { "$none": { "exitCode": [{ "anything-but": 0 }] } } }
        }
        #[event_pattern(allow(unknown_value))]
        Paused { "detail": { "lastStatus": ["PAUSED"] } }
        #[event_pattern(allow(fires_twice))]
        Some { "detail": { "stoppedReason": [{ "prefix": "Essential" }, null] } }
    }

    #[event_pattern(allow(fires_twice, unnamed_container))]
    enum InFiles = "patterns/or_*.json";
}

const TASK: &str = r#"{
    "version": "0", "id": "1", "detail-type": "ECS Task State Change", "source": "aws.ecs", "account": "123456789012",
    "time": "2025-05-06T11:02:34Z", "region": "us-east-1", "resources": [],
    "detail": {
        "clusterArn": "c", "taskArn": "t", "taskDefinitionArn": "d", "createdAt": "x", "updatedAt": "y", "version": 7,
        "desiredStatus": "STOPPED", "lastStatus": "STATUS", "overrides": {}, "stoppedReason": "Essential container",
        "containers": [
            { "containerArn": "1", "taskArn": "t", "lastStatus": "STOPPED", "name": "run-test", "exitCode": EXIT }
        ]
    }
}"#;

fn tasks() -> Vec<String> {
    let statuses = ["STOPPED", "RUNNING", "PAUSED"];
    let task = |status: &str, exit: &str| TASK.replace("STATUS", status).replace("EXIT", exit);
    statuses.iter().flat_map(|status| ["0", "1", "null"].map(|exit| task(status, exit))).collect()
}

fn events() -> Vec<String> {
    let mut events = tasks();
    events.extend(
        [
            r#"{ "source": "my.shop", "detail": { "state": "PLACED", "total": 100.5 } }"#,
            r#"{ "source": "my.shop", "detail": { "state": "PLACED", "total": 99 } }"#,
            r#"{ "detail": { "état": "ok" } }"#,
            r#"{ "detail": { "état": "no" } }"#,
            r#"{ "detail": {}, "detail": { "\u00e9tat": "ok" } }"#,
            "{}",
        ]
        .map(str::to_owned),
    );
    events
}

/// Compares the answers of an enum with the answers of each rule alone and of the rule's pattern parsed at run time.
/// Returns the number of matches.
fn check_rules<R: RuleEnum>(
    matching: impl Fn(&[u8]) -> Result<Vec<R>, EventError>,
    matches: impl Fn(R, &[u8]) -> Result<bool, EventError>,
    pattern: impl Fn(R) -> &'static str,
) -> usize {
    let patterns: Vec<Pattern> = R::ALL.iter().map(|&rule| pattern(rule).parse().unwrap()).collect();
    let mut matched = 0;
    for event in events() {
        let json = event.as_bytes();
        let alone: Vec<R> = R::ALL.iter().copied().filter(|&rule| matches(rule, json).unwrap()).collect();
        for (rule, pattern) in R::ALL.iter().zip(&patterns) {
            assert_eq!(pattern.matches_json(json).unwrap(), alone.contains(rule), "{rule:?}\n{event}");
        }
        assert_eq!(matching(json).unwrap(), alone, "{event}");
        matched += alone.len();
    }
    assert!(matching(b"[]").is_err());
    matched
}

#[test]
fn an_enum_gives_the_answers_of_each_rule_alone() {
    let alerts =
        |json: &[u8]| Alert::matching_json(json).map(|matched: AlertSet| matched.into_iter().collect::<Vec<Alert>>());
    assert_eq!(check_rules(alerts, Alert::matches_json, Alert::pattern), 8);
    let tasks = |json: &[u8]| Task::matching_json(json).map(|matched| matched.iter().collect());
    assert!(check_rules(tasks, Task::matches_json, Task::pattern) > 10);
    let files = |json: &[u8]| InFiles::matching_json(json).map(|matched| matched.iter().collect());
    check_rules(files, InFiles::matches_json, InFiles::pattern);
}

#[test]
fn a_typed_event_gives_the_answers_of_its_json() {
    for json in tasks() {
        let event: Event<TaskStateChange> = serde_json::from_str(&json).unwrap();
        assert_eq!(Ok(Task::matching(&event)), Task::matching_json(json.as_bytes()), "{json}");
        for task in Task::ALL {
            assert_eq!(Ok(task.matches(&event)), task.matches_json(json.as_bytes()), "{task:?}\n{json}");
        }
    }
}

#[test]
fn constants_are_in_the_order_of_the_enum() {
    const PATTERN: &str = Alert::ALL[1].pattern();
    const { assert!(PATTERN.len() == Alert::PATTERNS[1].len() && Alert::PREFILTER.len() > PATTERN.len()) };
    assert_eq!(Alert::ALL, [Alert::RunTestFailed, Alert::OrderPlaced, Alert::InBraces, Alert::r#type]);
    assert!(PATTERN.starts_with(r#"{"source":["my.shop"]"#), "{PATTERN}");
    assert_eq!(Alert::PREFILTERS, Alert::PATTERNS);
    assert_eq!(Alert::ALL.map(Alert::name), ["RunTestFailed", "OrderPlaced", "InBraces", "type"]);
    assert_eq!(<Alert as RuleEnum>::ALL.iter().map(|alert| alert.index()).collect::<Vec<_>>(), [0, 1, 2, 3]);
    assert_eq!(Alert::default(), Alert::RunTestFailed);
    assert!(Alert::RunTestFailed < Alert::OrderPlaced);
    assert_eq!(format!("{:?}", AlertSet::all()), "{RunTestFailed, OrderPlaced, InBraces, type}");
}

#[test]
fn each_rule_and_the_whole_enum_have_a_pre_filter() {
    assert_eq!(
        Task::NoneFailed.prefilter(),
        r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"]}}"#
    );
    assert_eq!(Task::Stopped.prefilter(), Task::Stopped.pattern());
    let prefilter: Pattern = Task::PREFILTER.parse().unwrap();
    for event in tasks() {
        if !Task::matching_json(event.as_bytes()).unwrap().is_empty() {
            assert!(prefilter.matches_json(event.as_bytes()).unwrap(), "{event}");
        }
    }
}

#[test]
fn a_rule_of_an_enum_has_an_explanation() {
    let json = tasks().remove(1);
    let explanation = Task::NoneFailed.explain(json.as_bytes()).unwrap();
    assert!(!explanation.is_match() && explanation.summary().contains("$none"), "{explanation}");
    assert!(Task::Stopped.explain(json.as_bytes()).unwrap().is_match());
}

#[test]
fn the_files_of_a_folder_become_rules_sorted_by_name() {
    let mut names: Vec<String> = std::fs::read_dir("patterns")
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("or_"))
        .collect();
    names.sort();
    assert_eq!(InFiles::ALL.len(), names.len());
    assert_eq!(InFiles::ALL[0].name(), "OrAtSeveralLevels");
    assert_eq!(names[0], "or_at_several_levels.json");
}

macro_rules! many {
    ($($name:ident $number:literal,)*) => {
        event_patterns! {
            /// A set of these rules needs more than one 64-bit word.
            enum Many {
                $($name { "detail": { "rules": [$number] } })*
            }
        }
    };
}

many! {
    R0 0, R1 1, R2 2, R3 3, R4 4, R5 5, R6 6, R7 7, R8 8, R9 9, R10 10, R11 11, R12 12, R13 13, R14 14, R15 15,
    R16 16, R17 17, R18 18, R19 19, R20 20, R21 21, R22 22, R23 23, R24 24, R25 25, R26 26, R27 27, R28 28, R29 29,
    R30 30, R31 31, R32 32, R33 33, R34 34, R35 35, R36 36, R37 37, R38 38, R39 39, R40 40, R41 41, R42 42, R43 43,
    R44 44, R45 45, R46 46, R47 47, R48 48, R49 49, R50 50, R51 51, R52 52, R53 53, R54 54, R55 55, R56 56, R57 57,
    R58 58, R59 59, R60 60, R61 61, R62 62, R63 63, R64 64, R65 65, R66 66, R67 67, R68 68, R69 69,
}

#[test]
fn an_enum_may_have_more_than_64_rules() {
    let matched = Many::matching_json(br#"{ "detail": { "rules": [69, 0, 63, 64, 70] } }"#).unwrap();
    assert_eq!(format!("{matched:?}"), "{R0, R63, R64, R69}");
    assert_eq!(matched.iter().rev().map(|rule| rule as usize).collect::<Vec<_>>(), [69, 64, 63, 0]);
    assert_eq!((!matched).len(), 66);
    assert!(Many::ALL.iter().all(|rule| matched.contains(*rule) == [0, 63, 64, 69].contains(&rule.index())));
}
