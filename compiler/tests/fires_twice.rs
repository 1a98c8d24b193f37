//! Tests that a rule is reported for firing twice exactly if it matches several events of one stop of a task, and that
//! the help makes it match one of them.

use event_pattern_compiler::check::check;
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::schema::{Entry, Schema, Schemas};
use event_pattern_compiler::{Parsed, parse_for};
use event_pattern_interpreter::oracle::{Event, matches};

const SPOT_REASON: &str = "Your Spot Task was interrupted.";
const STOP_CODES: [&str; 3] = ["SpotInterruption", "EssentialContainerExited", "UserInitiated"];
const REASONS: [&str; 3] =
    [SPOT_REASON, "Essential container in task exited", "Scaling activity initiated by (deployment 1)"];

/// The events of one task.
struct Life {
    before_stop: Vec<Event>,
    /// The events of the stop, with the task's `lastStatus`.
    stop: Vec<(&'static str, Event)>,
}

impl Life {
    /// Returns the life of a task that is not registered with a load balancer.
    fn new(stop_code: &str, reason: &str) -> Self {
        let before_stop = ["PROVISIONING", "PENDING", "ACTIVATING", "RUNNING"];
        let mut stop = Vec::new();
        let cause = |reason: &str| format!(r#","stopCode":"{stop_code}","stoppedReason":"{reason}""#);
        if stop_code == "SpotInterruption" {
            stop.push(("RUNNING", event("RUNNING", "STOPPED", "", &cause(SPOT_REASON))));
        }
        let mut fields = cause(reason) + r#","stoppingAt":"2024-08-08T23:12:10Z""#;
        stop.push(("STOPPING", event("STOPPING", "STOPPED", "", &fields)));
        fields += r#","executionStoppedAt":"2024-08-08T23:12:20Z""#;
        stop.push(("DEPROVISIONING", event("DEPROVISIONING", "STOPPED", r#","exitCode":1"#, &fields)));
        fields += r#","stoppedAt":"2024-08-08T23:12:30Z""#;
        stop.push(("STOPPED", event("STOPPED", "STOPPED", r#","exitCode":1"#, &fields)));
        Self { before_stop: before_stop.map(|status| event(status, "RUNNING", "", "")).into(), stop }
    }

    fn all() -> Vec<Self> {
        STOP_CODES.iter().flat_map(|stop_code| REASONS.map(|reason| Self::new(stop_code, reason))).collect()
    }

    /// Returns the states in which the rule matches an event of the stop.
    fn matched(&self, parsed: &Parsed) -> Vec<&'static str> {
        let rule = &parsed.lowered.as_ref().unwrap().rule;
        self.stop.iter().filter(|(_, event)| matches(rule, event)).map(|(status, _)| *status).collect()
    }

    fn matches_before_stop(&self, parsed: &Parsed) -> bool {
        self.before_stop.iter().any(|event| matches(&parsed.lowered.as_ref().unwrap().rule, event))
    }
}

fn event(last_status: &str, desired_status: &str, container: &str, fields: &str) -> Event {
    let detail = format!(
        r#""lastStatus":"{last_status}","desiredStatus":"{desired_status}","containers":[{{"name":"app"{container}}}]{fields}"#
    );
    Event::parse(&format!(
        r#"{{"source":"aws.ecs","detail-type":"ECS Task State Change","detail":{{"group":"service:web",{detail}}}}}"#
    ))
    .unwrap()
}

fn schemas() -> Schemas<'static> {
    Schemas::of(task_schema(), event_pattern_catalogue::aws())
}

/// Returns the schema of a task state change.
fn task_schema() -> &'static Schema {
    let mut schemas = event_pattern_catalogue::aws().entries().iter().map(Entry::schema);
    schemas.find(|schema| schema.detail_type.as_deref() == Some("ECS Task State Change")).unwrap()
}

fn parse(conditions: &[&str]) -> Parsed {
    let written = conditions.iter().filter(|condition| !condition.is_empty()).map(|condition| format!(",{condition}"));
    let pattern = format!(r#"{{"detail":{{"group":["service:web"]{}}}}}"#, written.collect::<String>());
    let parsed = parse_for(schemas(), &pattern, Dialect::Strict);
    assert!(parsed.lowered.is_some(), "{pattern}: {:?}", parsed.diagnostics);
    parsed
}

fn fires_twice(parsed: &Parsed) -> Option<Diagnostic> {
    let found = check(parsed, schemas());
    found.into_iter().find(|one| one.lint == Some(Lint::FiresTwice))
}

/// Returns the statuses that a help says to write.
fn offered(help: &str) -> Vec<&str> {
    let quoted = help.split('`').skip(1).step_by(2);
    quoted.filter_map(|text| text.strip_prefix("\"lastStatus\": [\"")?.strip_suffix("\"]")).collect()
}

const LAST_STATUS: [&str; 9] = [
    "",
    r#""lastStatus":["STOPPED"]"#,
    r#""lastStatus":["RUNNING"]"#,
    r#""lastStatus":["DEPROVISIONING","STOPPED"]"#,
    r#""lastStatus":["STOPPING","STOPPED"]"#,
    r#""lastStatus":["RUNNING","STOPPED"]"#,
    r#""lastStatus":["DEACTIVATING","STOPPING"]"#,
    r#""lastStatus":[{"prefix":"STOP"}]"#,
    r#""lastStatus":[{"anything-but":"RUNNING"}]"#,
];
const DESIRED_STATUS: [&str; 6] = [
    r#""desiredStatus":[{"$field":"detail.lastStatus"}]"#,
    r#""desiredStatus":[{"anything-but":{"$field":"detail.lastStatus"}}]"#,
    "",
    r#""desiredStatus":["STOPPED"]"#,
    r#""desiredStatus":["RUNNING"]"#,
    r#""desiredStatus":[{"anything-but":["RUNNING"]}]"#,
];
const EXECUTION_STOPPED_AT: [&str; 3] =
    ["", r#""executionStoppedAt":[{"exists":false}]"#, r#""executionStoppedAt":[{"exists":true}]"#];
const STOPPED_AT: [&str; 2] = ["", r#""stoppedAt":[{"prefix":"2024-"}]"#];
const STOP_CODE: [&str; 5] = [
    "",
    r#""stopCode":["SpotInterruption","TerminationNotice"]"#,
    r#""stopCode":["EssentialContainerExited"]"#,
    r#""stopCode":[{"anything-but":["UserInitiated"]}]"#,
    r#""stopCode":[{"exists":false}]"#,
];
const STOPPED_REASON: [&str; 4] = [
    "",
    r#""stoppedReason":[{"prefix":"Scaling activity"}]"#,
    r#""stoppedReason":[{"wildcard":"*Spot*"}]"#,
    r#""stoppedReason":[{"exists":false},{"prefix":"Essential"}]"#,
];
const CONTAINERS: [&str; 4] = [
    "",
    r#""containers":{"name":["app"],"exitCode":[1]}"#,
    r#""containers":{"$any":{"name":["app"],"exitCode":[1]}}"#,
    r#""containers":{"$any":{"$or":[{"exitCode":[1]},{"name":["app"]}]}}"#,
];

#[test]
fn a_rule_is_reported_if_it_matches_several_events_of_one_stop_and_none_before() {
    let lives = Life::all();
    let mut reported = 0;
    for last_status in LAST_STATUS {
        let lists = [&DESIRED_STATUS[..], &EXECUTION_STOPPED_AT, &STOPPED_AT, &STOP_CODE, &STOPPED_REASON, &CONTAINERS];
        // A step that has no factor in common with the lengths of the lists reaches all pairs of conditions.
        for number in (0..lists.iter().map(|list| list.len()).product()).step_by(7) {
            let mut rest = number;
            let others = lists.map(|list| {
                let condition = list[rest % list.len()];
                rest /= list.len();
                condition
            });
            reported += usize::from(check_against_lives(&lives, last_status, &others));
        }
    }
    assert!(reported > 100, "{reported}");
}

/// Compares the warning for a rule with the events that the rule matches. Returns whether there is a warning.
fn check_against_lives(lives: &[Life], last_status: &str, others: &[&str]) -> bool {
    let conditions: Vec<&str> = others.iter().copied().chain([last_status]).collect();
    let parsed = parse(&conditions);
    let matched: Vec<Vec<&str>> = lives.iter().map(|life| life.matched(&parsed)).collect();
    let is_expected = !lives[0].matches_before_stop(&parsed) && matched.iter().any(|one| one.len() > 1);
    let warning = fires_twice(&parsed);
    assert_eq!(warning.is_some(), is_expected, "{conditions:?} {warning:?} {matched:?}");
    let Some(Diagnostic { help: Some(help), .. }) = warning else { return false };
    let statuses = offered(&help);
    assert!(!statuses.is_empty(), "{conditions:?} {help}");
    for status in statuses {
        let written = format!(r#""lastStatus":["{status}"]"#);
        let parsed = parse(&others.iter().copied().chain([written.as_str()]).collect::<Vec<_>>());
        assert!(fires_twice(&parsed).is_none(), "{conditions:?} {help}");
        let fixed: Vec<Vec<&str>> = lives.iter().map(|life| life.matched(&parsed)).collect();
        // The rule still matches each event with the status that it matched before.
        let wanted: Vec<Vec<&str>> =
            matched.iter().map(|one| one.iter().copied().filter(|one| *one == status).collect()).collect();
        assert_eq!(fixed, wanted, "{conditions:?} {help}");
        assert!(fixed.iter().any(|one| !one.is_empty()), "{conditions:?} {help}");
    }
    true
}
