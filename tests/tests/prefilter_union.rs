//! Tests that EventBridge accepts the union of pre-filters, and that the union matches every event that any of the
//! rules matches.

#[path = "../build/fields.rs"]
mod fields;
#[path = "random_event/hostile.rs"]
mod hostile;
mod random_event;
#[path = "../build/random_pattern.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod random_pattern;
#[path = "../build/scoped_pattern.rs"]
#[allow(unreachable_pub, reason = "the module is shared with the build script")]
mod scoped_pattern;

use event_pattern_compiler::json::{Dialect, Value};
use event_pattern_compiler::limits::DEFAULT_QUOTA_CHARS;
use event_pattern_compiler::rule::Rule;
use event_pattern_compiler::schema::Schema;
use event_pattern_compiler::{Parsed, parse_for, prefilter};
use event_pattern_interpreter::oracle;
use event_pattern_tests::recorded_cases;
use event_pattern_tests::schemas::{self, parse_known};
use fastrand::Rng;
use std::fmt::Write as _;

/// A rule and its pre-filter.
struct Filtered {
    text: String,
    rule: Rule,
    prefilter: Value,
}

fn filtered(event_type: Option<&'static Schema>, pattern: &str) -> Option<Filtered> {
    let parsed = parse_for(schemas::schemas(event_type), pattern, Dialect::Strict);
    let prefilter = prefilter::of(&parsed, schemas::schemas(event_type))?;
    Some(Filtered { text: pattern.to_owned(), rule: parsed.lowered?.rule, prefilter })
}

fn union_of(rules: &[Filtered]) -> String {
    let prefilters = rules.iter().map(|one| &one.prefilter);
    prefilter::union(prefilters, schemas::schemas(None)).map(|union| union.to_json()).unwrap()
}

/// Parses a union.
///
/// # Panics
/// Panics if EventBridge would reject the union.
fn rule_of(union: &str) -> Rule {
    let parsed = parse_known(union);
    let Parsed { lowered: Some(lowered), .. } = parsed else { panic!("{union}\n{:?}", parsed.diagnostics) };
    lowered.rule
}

/// Asserts that the union matches every event that any of the rules matches. Returns the number of these matches.
fn count_matches(rules: &[Filtered], union: &str, events: &[oracle::Event]) -> usize {
    let filter = rule_of(union);
    let mut matches = 0;
    for event in events {
        for one in rules.iter().filter(|one| oracle::matches(&one.rule, event)) {
            assert!(oracle::matches(&filter, event), "{}\n{union}\n{event:?}", one.text);
            matches += 1;
        }
    }
    matches
}

const CASES: [(&str, &[&str]); 16] = [
    ("one rule", &[r#"{"detail":{"group":["a",{"exists":false}]}}"#]),
    (
        "one path differs",
        &[
            r#"{"source":["aws.ecs"],"detail":{"group":["a"],"lastStatus":["STOPPED"]}}"#,
            r#"{"source":["aws.ecs"],"detail":{"group":["b"],"lastStatus":["STOPPED"]}}"#,
            r#"{"source":["aws.ecs"],"detail":{"group":[{"prefix":"c"}],"lastStatus":["STOPPED"]}}"#,
        ],
    ),
    (
        "an alternative that another one covers is dropped",
        &[
            r#"{"detail":{"group":["family:a","b"],"exitCode":[5]}}"#,
            r#"{"detail":{"group":[{"prefix":"family:"}],"exitCode":[5]}}"#,
            r#"{"detail":{"group":["b"],"exitCode":[{"numeric":[">",0]}]}}"#,
        ],
    ),
    (
        "a wider rule is enough",
        &[
            r#"{"source":["aws.ecs"],"detail":{"lastStatus":["STOPPED"]}}"#,
            r#"{"source":["aws.ecs"],"detail":{"lastStatus":["STOPPED"],"containers":{"name":["a"]}}}"#,
        ],
    ),
    (
        "several paths differ",
        &[
            r#"{"source":["aws.ecs"],"detail":{"lastStatus":["STOPPED"],"containers":{"name":["a"],"exitCode":[1]}}}"#,
            r#"{"source":["aws.ecs"],"detail":{"lastStatus":["STOPPED"],"containers":{"name":["b"],"exitCode":[2]}}}"#,
        ],
    ),
    (
        "rules for different events",
        &[
            r#"{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{"lastStatus":["STOPPED"]}}"#,
            r#"{"source":["aws.ecs"],"detail-type":["ECS Service Action"],"detail":{"eventName":["SERVICE_STEADY_STATE"]}}"#,
        ],
    ),
    (
        "a rule lacks a path outside its `$or`",
        &[r#"{"$or":[{"a":[1]},{"b":[1]}],"source":["x"]}"#, r#"{"a":[2],"source":["x"]}"#],
    ),
    (
        "anything-but",
        &[
            r#"{"a":[{"anything-but":["x","y"]}],"b":[{"anything-but":["x"]}],"c":[{"anything-but":["x"]}]}"#,
            r#"{"a":[{"anything-but":["y","z"]}],"b":[{"anything-but":["x"]}],"c":[{"anything-but":["x"]}]}"#,
        ],
    ),
    ("anything-but and a value", &[r#"{"a":[{"anything-but":["x","y"]}]}"#, r#"{"a":["x"]}"#]),
    ("anything-but without a common value", &[r#"{"a":[{"anything-but":["x"]}]}"#, r#"{"a":[{"anything-but":[1]}]}"#]),
    ("present or absent", &[r#"{"a":[{"exists":true}],"b":[1]}"#, r#"{"a":[{"exists":false}],"b":[1]}"#]),
    (
        "absence and a condition on the same element",
        &[
            r#"{"source":["aws.ecs"],"detail":{"containers":{"name":["a"],"reason":[{"exists":false}]}}}"#,
            r#"{"source":["aws.ecs"],"detail":{"containers":{"reason":[{"exists":false}]}}}"#,
        ],
    ),
    (
        "scopes",
        &[
            r#"{"detail-type":["ECS Task State Change"],"detail":{"containers":{"$any":{"name":["a"],"exitCode":[{"exists":false}]}}}}"#,
            r#"{"detail-type":["ECS Task State Change"],"detail":{"containers":{"$any":[{"name":["b"]},{"name":["c"],"exitCode":[1]}]}}}"#,
            r#"{"detail-type":["ECS Task State Change"],"detail":{"containers":{"$all":{"name":["d"]}}}}"#,
        ],
    ),
    ("a field and one below it", &[r#"{"a":[1],"a.b":[1],"a.c":[1]}"#, r#"{"a":[1],"a.b":[2],"a.c":[2]}"#]),
    ("a CIDR block of all addresses and a number", &[r#"{"a":[{"cidr":"0.0.0.0/0"}]}"#, r#"{"a":[1]}"#]),
    ("nothing in common", &[r#"{"source":["a"]}"#, r#"{"detail":{"b":[1]}}"#]),
];

#[test]
fn unions_of_a_few_rules() {
    let mut snapshot = String::new();
    for (title, patterns) in CASES {
        let rules: Vec<Filtered> = patterns.iter().map(|pattern| filtered(None, pattern).unwrap()).collect();
        let _ = writeln!(snapshot, "# {title}");
        for one in &rules {
            let _ = writeln!(snapshot, "  {}", one.prefilter.to_json());
        }
        let _ = writeln!(snapshot, "= {}\n", union_of(&rules));
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("prefilter_unions", snapshot);
    });
}

/// Returns rules such as many teams might deploy. The rules differ in cluster, container and exit code.
fn rules_of_teams(count: usize, clusters: usize) -> Vec<Filtered> {
    let rule = |number: usize| {
        let (cluster, exit_code) = (number % clusters, 1 + number % 17);
        let pattern = format!(
            r#"{{"source":["aws.ecs"],"detail-type":["ECS Task State Change"],"detail":{{
                "clusterArn":["arn:aws:ecs:ap-northeast-1:123456789012:cluster/team_{cluster:03}"],
                "lastStatus":["STOPPED"],"containers":{{"name":["job-{number}"],"exitCode":[{exit_code}]}}}}}}"#
        );
        filtered(None, &pattern).unwrap()
    };
    (0..count).map(rule).collect()
}

#[test]
fn the_union_of_a_thousand_rules_fits_the_quota() {
    let mut snapshot = String::new();
    for (count, clusters) in [(3, 2), (20, 3), (200, 1), (1000, 1000)] {
        let union = union_of(&rules_of_teams(count, clusters));
        assert!(union.chars().count() <= DEFAULT_QUOTA_CHARS);
        rule_of(&union);
        let _ = writeln!(snapshot, "# {count} rules on {clusters} clusters\n{union}\n");
    }
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("prefilter_unions_of_teams", snapshot);
    });
}

#[test]
fn wildcards_that_are_too_complex_together_become_prefixes() {
    let pattern = |number: usize| filtered(None, &format!(r#"{{"a":[{{"wildcard":"job-{number}*x*"}}]}}"#)).unwrap();
    let rules: Vec<Filtered> = (0..12).map(pattern).collect();
    assert_eq!(
        union_of(&rules),
        r#"{"a":[{"prefix":"job-0"},{"prefix":"job-1"},{"prefix":"job-2"},{"prefix":"job-3"},{"prefix":"job-4"},{"prefix":"job-5"},{"prefix":"job-6"},{"prefix":"job-7"},{"prefix":"job-8"},{"prefix":"job-9"}]}"#
    );
}

#[test]
fn a_long_list_of_numbers_becomes_a_range() {
    let rules: Vec<Filtered> =
        (0..900).map(|number| filtered(None, &format!(r#"{{"a":[{number}]}}"#)).unwrap()).collect();
    assert_eq!(union_of(&rules), r#"{"a":[{"numeric":[">=",0,"<=",899]}]}"#);
    let short: Vec<Filtered> = rules.into_iter().take(3).collect();
    assert_eq!(union_of(&short), r#"{"a":[0,1,2]}"#);
}

#[test]
fn the_union_of_rules_without_a_common_field_matches_every_event() {
    let rule =
        |number: usize| filtered(None, &format!(r#"{{"key-{number}":[{{"prefix":"{}"}}]}}"#, "x".repeat(50))).unwrap();
    let rules: Vec<Filtered> = (0..100).map(rule).collect();
    assert_eq!(union_of(&rules), r#"{"source":[{"exists":true}]}"#);
}

/// Returns random events of the schema, with the source and detail-type that EventBridge sends.
fn events(schema: &'static Schema) -> Vec<oracle::Event> {
    let envelope = |text: String| {
        let mut event: serde_json::Value = serde_json::from_str(&text).unwrap();
        event["source"] = schema.source.as_deref().into();
        event["detail-type"] = schema.detail_type.as_deref().into();
        oracle::Event::parse(&event.to_string()).unwrap()
    };
    let texts = (0..20).flat_map(|seed| [hostile::generate(schema, seed, 0), random_event::generate(schema, seed)]);
    texts.map(envelope).collect()
}

#[test]
fn a_union_loses_no_event_of_random_rules() {
    let (mut matched, mut narrow) = (0, 0);
    for schema in schemas::ecs() {
        let events = events(schema);
        for seed in 0..50_u64 {
            let size = [2, 2, 3, 5, 40][usize::try_from(seed % 5).unwrap()];
            let pattern = |number: u64| {
                let seed = 1000 * seed + number;
                let scoped = scoped_pattern::generate(schema, seed);
                if number.is_multiple_of(2) { scoped } else { random_pattern::generate(schema, seed) }
            };
            let rules: Vec<Filtered> =
                (0..size).filter_map(|number| filtered(Some(schema), &pattern(number))).collect();
            let union = union_of(&rules);
            assert!(union.chars().count() <= DEFAULT_QUOTA_CHARS, "{union}");
            narrow += usize::from(union.contains("\"detail\""));
            matched += count_matches(&rules, &union, &events);
        }
    }
    assert!(matched > 1000 && narrow > 100, "{matched} {narrow}");
}

const ABSENT: &str = r#"[{"exists":false}]"#;

/// Returns a random rule on a few fields, some of them in array elements, with a few values. Padding makes most unions
/// too long for an `$or`.
fn small_rule(random: &mut Rng) -> Filtered {
    let one_of = |random: &mut Rng, texts: &[&str]| texts[random.usize(..texts.len())].to_owned();
    let list = |random: &mut Rng| {
        let alternatives = [
            "1",
            "2",
            "\"x\"",
            "\"xy\"",
            "null",
            r#"{"exists":false}"#,
            r#"{"exists":false}"#,
            r#"{"exists":true}"#,
            r#"{"anything-but":[1,2]}"#,
            r#"{"anything-but":"x"}"#,
            r#"{"prefix":"x"}"#,
            r#"{"numeric":[">",1]}"#,
        ];
        let count = random.usize(1..3);
        format!("[{}]", (0..count).map(|_| one_of(random, &alternatives)).collect::<Vec<_>>().join(","))
    };
    let mut members: Vec<String> = Vec::new();
    for (path, tenths) in [("l.a", 4), ("l.b", 8), ("l.c", 3), ("l.m.a", 3), ("l.m.b", 6), ("d", 3)] {
        if random.u8(0..10) < tenths {
            let is_absent = path.ends_with('b') && random.u8(0..4) > 0;
            members.push(format!("\"{path}\":{}", if is_absent { ABSENT.to_owned() } else { list(random) }));
        }
    }
    for path in ["z.a", "z.b", "z.c"] {
        let padding: String = (0..180).map(|_| random.alphanumeric()).collect();
        members.push(format!("\"{path}\":[\"s\",{{\"suffix\":\"{padding}\"}}]"));
    }
    filtered(None, &format!("{{{}}}", members.join(","))).unwrap()
}

fn small_event(random: &mut Rng) -> oracle::Event {
    fn object(random: &mut Rng, keys: &[&str]) -> String {
        let mut members = Vec::new();
        for key in keys {
            let value = ["1", "2", "\"x\"", "\"xyz\"", "null", ""][random.usize(..6)];
            if !value.is_empty() {
                members.push(format!("\"{key}\":{value}"));
            }
        }
        if keys.len() == 3 && random.bool() {
            members.push(format!("\"m\":[{},{}]", object(random, &["a", "b"]), object(random, &["a", "b"])));
        }
        format!("{{{}}}", members.join(","))
    }
    let keys = ["a", "b", "c"];
    let elements: Vec<String> = (0..random.usize(0..4)).map(|_| object(random, &keys)).collect();
    let text = format!(
        r#"{{"source":"a","z":{{"a":"s","b":"s","c":"s"}},"l":[{}],"d":{}}}"#,
        elements.join(","),
        random.u8(0..3)
    );
    oracle::Event::parse(&text).unwrap()
}

#[test]
fn a_union_loses_no_event_if_absence_depends_on_other_conditions() {
    let mut random = Rng::with_seed(7);
    let events: Vec<_> = (0..150).map(|_| small_event(&mut random)).collect();
    let (mut matched, mut narrow) = (0, 0);
    for number in 0..120 {
        let size = [2, 4, 6, 8, 40][number % 5];
        let rules: Vec<Filtered> = (0..size).map(|_| small_rule(&mut random)).collect();
        let union = union_of(&rules);
        narrow += usize::from(!union.contains("source"));
        matched += count_matches(&rules, &union, &events);
    }
    assert!(matched > 1000 && narrow > 60, "{matched} {narrow}");
}

/// The rules are recorded patterns, in sets of three. Every event gets a source, because every event in EventBridge has
/// a source.
#[test]
fn a_union_loses_no_recorded_event() {
    let mut matched = 0;
    let cases = recorded_cases();
    for cases in cases.chunks(3).step_by(4) {
        let with_source = |event: &String| event.replacen('{', "{\"source\":\"a\",", 1).replace(",}", "}");
        let events = cases.iter().filter_map(|case| oracle::Event::parse(&with_source(&case.event)).ok());
        let rules: Vec<Filtered> = cases.iter().filter_map(|case| filtered(None, &case.pattern)).collect();
        if !rules.is_empty() {
            matched += count_matches(&rules, &union_of(&rules), &events.collect::<Vec<_>>());
        }
    }
    assert!(matched > 1000 || cases.is_empty(), "{matched}");
}
