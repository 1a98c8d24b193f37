//! Measures run-time sets of rules on events with repeated and dotted keys.
//!
//! Each event is one of the story's, written in several forms. The ratios are relative to the form without repeated
//! keys. `--quick` measures fewer rounds.

use event_pattern::RuleSet;
use event_pattern_benches::events;
use event_pattern_benches::machine;
use event_pattern_benches::markdown::{Table, grouped};
use event_pattern_benches::measure::{Effort, Subject, Times, in_turns};
use event_pattern_benches::sets::{Kind, Rule};
use serde_json::{Map, Value, json};
use std::time::Duration;

/// Sizes of the sets.
const SIZES: [usize; 3] = [25, 1_000, 20_000];
/// Number of events in each form.
const EVENTS: usize = 16;

/// A form of an event: its name, and a function that writes the event, given its members except `detail`, and `detail`.
type Form = (&'static str, fn(&Map<String, Value>, &Map<String, Value>) -> String);

const FORMS: [Form; 7] = [
    ("no repeated keys", |outer, detail| write(outer, &[("detail", &json!(detail))])),
    ("`detail` twice", |outer, detail| {
        let (first, rest) = halves(detail);
        write(outer, &[("detail", &first.into()), ("detail", &rest.into())])
    }),
    ("`detail` for each of its members", |outer, detail| {
        let parts: Vec<Value> = detail.iter().map(|(key, value)| json!({ key: value })).collect();
        write(outer, &parts.iter().map(|part| ("detail", part)).collect::<Vec<_>>())
    }),
    ("dotted keys", |outer, detail| {
        let keys: Vec<String> = detail.keys().map(|key| format!("detail.{key}")).collect();
        let members: Vec<(&str, &Value)> = keys.iter().map(String::as_str).zip(detail.values()).collect();
        write(outer, &members)
    }),
    ("one dotted array", |outer, detail| {
        let mut rest = detail.clone();
        let containers = rest.remove("containers").unwrap_or_default();
        write(outer, &[("detail", &rest.into()), ("detail.containers", &containers)])
    }),
    ("`containers` twice", |outer, detail| {
        write(outer, &[("detail", &json!(detail)), ("detail.containers", &json!([]))])
    }),
    ("`containers` 40 times", |outer, detail| {
        let (whole, again) = (json!(detail), json!([{ "name": "another", "exitCode": 0 }]));
        let mut members = vec![("detail.containers", &again); 39];
        members.push(("detail", &whole));
        write(outer, &members)
    }),
];

/// Writes an event.
fn write(outer: &Map<String, Value>, members: &[(&str, &Value)]) -> String {
    let outer = outer.iter().map(|(key, value)| format!("\"{key}\":{value}"));
    let members = members.iter().map(|(key, value)| format!("\"{key}\":{value}"));
    format!("{{{}}}", outer.chain(members).collect::<Vec<_>>().join(","))
}

/// Splits the members of an object into two objects.
fn halves(object: &Map<String, Value>) -> (Map<String, Value>, Map<String, Value>) {
    let numbered = object.clone().into_iter().enumerate();
    let (first, rest): (Vec<_>, Vec<_>) = numbered.partition(|(number, _)| *number < object.len() / 2);
    let members = |half: Vec<(usize, (String, Value))>| half.into_iter().map(|(_, member)| member).collect();
    (members(first), members(rest))
}

/// The events in one form.
fn events_in(write: fn(&Map<String, Value>, &Map<String, Value>) -> String) -> Vec<String> {
    let variants = events::cases().swap_remove(0).variants.into_iter().take(EVENTS);
    variants
        .map(|json| {
            let mut outer: Map<String, Value> = serde_json::from_slice(&json).expect("the event is JSON");
            let Some(Value::Object(detail)) = outer.remove("detail") else { panic!("the event has a detail") };
            write(&outer, &detail)
        })
        .collect()
}

/// A kind of set: a description, and a function that returns the pattern of each rule.
type SetKind = (&'static str, fn(usize) -> Vec<String>);

const KINDS: [SetKind; 3] = [
    ("rules of which one matches", |size| Kind::Clusters.rules(size).iter().map(Rule::pattern).collect()),
    ("rules that match every event, on `group`", |size| {
        (0..size).map(|number| format!(r#"{{"detail":{{"group":[{{"anything-but":"g{number}"}}]}}}}"#)).collect()
    }),
    ("rules that match every event, on `containers`", |size| {
        let pattern = |number| {
            format!(r#"{{"detail":{{"containers":{{"exitCode":[1],"name":[{{"anything-but":"c{number}"}}]}}}}}}"#)
        };
        (0..size).map(pattern).collect()
    }),
];

fn set_of(patterns: &[String]) -> RuleSet {
    let mut builder = RuleSet::builder();
    for (number, pattern) in patterns.iter().enumerate() {
        builder.add(number.to_string(), pattern).expect("the pattern is valid");
    }
    builder.build()
}

fn main() {
    let rounds = if std::env::args().any(|argument| argument == "--quick") { 5 } else { 31 };
    println!("{}\n", machine::description().join("\n"));
    let forms: Vec<(&str, Vec<String>)> = FORMS.iter().map(|(name, write)| (*name, events_in(*write))).collect();
    for (kind, patterns) in KINDS {
        let sets = SIZES.map(|size| set_of(&patterns(size)));
        let columns = || SIZES.iter().map(|size| (format!("{} rules", grouped(*size)), 1)).collect();
        let mut nanoseconds = Table::new(&format!("nanoseconds per event, {kind}"), columns());
        let mut ratios = Table::new(&format!("time relative to no repeated keys, {kind}"), columns());
        let mut failed = Table::new(&format!("share of events that exceed the budget, {kind}"), columns());
        let mut times: Vec<Vec<Times>> = Vec::new();
        for set in &sets {
            let run =
                |event: &String| set.matching_json(event.as_bytes()).is_ok_and(|mut names| names.next().is_some());
            let subjects: Vec<Subject<'_>> = forms.iter().map(|(_, events)| Subject::over(events, run)).collect();
            times.push(in_turns(&subjects, Effort { rounds, duration: Duration::from_millis(1) }));
        }
        for (form, (name, events)) in forms.iter().enumerate() {
            nanoseconds.add(name, times.iter().map(|times| times[form].median()).collect());
            ratios.add(name, times.iter().map(|times| times[form].relative_to(&times[0])).collect());
            let share = |set: &RuleSet| {
                let errors = events.iter().filter(|event| set.matching_json(event.as_bytes()).is_err()).count();
                f64::from(u32::try_from(errors).unwrap_or(u32::MAX)) / f64::from(u32::try_from(EVENTS).unwrap_or(1))
            };
            failed.add(name, sets.iter().map(share).collect());
        }
        println!("{}\n\n{}\n\n{}\n", nanoseconds.render(), ratios.render(), failed.render());
    }
}
