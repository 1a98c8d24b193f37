//! The engine agrees with the reference on random patterns with element scopes and the names of other fields, in every way
//! there is to run it, on usual and unusual events.

#[path = "../build/fields.rs"]
mod fields;
#[path = "random_event/hostile.rs"]
mod hostile;
#[path = "../build/scoped_pattern.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod scoped_pattern;

use event_pattern::program::Variant;
use event_pattern::{JsonErrorKind, Pattern};
use event_pattern_compiler::json::Dialect;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{parse, reference};

/// How many patterns there are for each event type, and on how many events each is tried.
const PATTERNS: u64 = 300;
const EVENTS: u64 = 48;

/// How unusual the events are, from one to the next.
const HOSTILITY: [u8; 4] = [0, 3, 8, 20];

#[test]
fn the_engine_agrees_with_the_reference_in_every_way() {
    let (mut pairs, mut matched) = (0_u64, 0_u64);
    for schema in Schema::all() {
        let event = |number: u64| {
            let hostility = HOSTILITY[usize::try_from(number % 4).unwrap()];
            let text = hostile::generate(schema, number, hostility);
            let flat = reference::Event::parse(&text).unwrap_or_else(|found| panic!("{found:?}\n{text}"));
            (text, flat)
        };
        let events: Vec<_> = (0..EVENTS * 4).map(event).collect();
        for number in 0..PATTERNS {
            let text = scoped_pattern::generate(schema, number);
            let parsed = parse(&text, Dialect::Strict);
            let rule = parsed.lowered.unwrap_or_else(|| panic!("{text}\n{:?}", parsed.diagnostics)).rule;
            let pattern = Pattern::parse(&text).unwrap();
            let start = usize::try_from(number * 7 % (EVENTS * 3)).unwrap();
            for (event, flat) in events[start..].iter().take(usize::try_from(EVENTS).unwrap()) {
                let expected = Ok(reference::matches(&rule, flat));
                assert_eq!(pattern.matches(event.as_bytes()), expected, "{text}\n{event}");
                assert_eq!(pattern.matches_on(None, event.as_bytes()), expected, "plain\n{text}\n{event}");
                for variant in Variant::available() {
                    let answer = pattern.matches_on(Some(variant), event.as_bytes());
                    assert_eq!(answer, expected, "{variant:?}\n{text}\n{event}");
                }
                pairs += 1;
                matched += u64::from(expected == Ok(true));
            }
        }
    }
    assert!(pairs > 100_000 && matched > pairs / 20, "{pairs} pairs, {matched} matches");
}

/// A pattern for a task state change.
fn pattern(detail: &str) -> Pattern {
    format!("{{\"detail-type\":[\"ECS Task State Change\"],\"detail\":{detail}}}").parse().unwrap()
}

fn event(detail: &str) -> Vec<u8> {
    format!("{{\"detail-type\":\"ECS Task State Change\",\"detail\":{detail}}}").into_bytes()
}

#[test]
fn many_elements_are_counted_exactly() {
    let pattern = pattern(r#"{"containers":{"$count":{"where":{"exitCode":[1]},"numeric":["=",3000]}}}"#);
    let containers =
        |count: usize| event(&format!("{{\"containers\":[{}]}}", vec!["{\"exitCode\":1}"; count].join(",")));
    assert_eq!(pattern.matches(&containers(3000)), Ok(true));
    assert_eq!(pattern.matches(&containers(3001)), Ok(false));
}

#[test]
fn elements_may_nest_without_a_limit() {
    let pattern = pattern(r#"{"containers":{"$all":{"name":["a"]}},"attachments":{"$none":{"id":["x"]}}}"#);
    let (deep, shut) = ("[".repeat(100_000), "]".repeat(100_000));
    let inner = format!("{{\"containers\":{deep}{{\"name\":\"a\",\"x\":{deep}{shut}}}{shut}}}");
    assert_eq!(pattern.matches(&event(&inner)), Ok(true));
    assert_eq!(pattern.matches(&event(&inner.replace("\"a\"", "\"b\""))), Ok(false));
}

#[test]
fn fields_that_are_repeated_very_often_end_in_an_answer_or_an_error() {
    let pattern =
        pattern(r#"{"containers":{"$count":{"where":{"name":[{"$field":"detail.group"}]},"numeric":["<",0.5]}}}"#);
    let groups = vec!["\"group\":\"b\""; 20_000].join(",");
    let containers = vec!["{\"name\":\"a\"}"; 20_000].join(",");
    match pattern.matches(&event(&format!("{{{groups},\"containers\":[{containers}]}}"))) {
        Ok(answer) => assert!(answer),
        Err(error) => assert_eq!(error.kind(), JsonErrorKind::Ambiguous),
    }
}

#[test]
fn mistakes_in_elements_are_told_at_their_place() {
    let pattern = pattern(r#"{"containers":{"$any":{"name":["a"]}}}"#);
    let json = br#"{"detail-type":"ECS Task State Change","detail":{"containers":[{"name":nul}]}}"#;
    let error = pattern.matches(json).unwrap_err();
    assert_eq!((error.kind(), error.offset()), (JsonErrorKind::UnexpectedCharacter, 74));
}
