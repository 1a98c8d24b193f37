//! Snapshots of unions of pre-filters: alternatives that are merged into one list, and unions that are too long.

use event_pattern_compiler::json::Value;
use event_pattern_compiler::prefilter;
use event_pattern_tests::schemas::{self, parse_known};
use std::fmt::Write as _;

fn prefilters(patterns: &[String]) -> Vec<Value> {
    let of = |pattern: &String| {
        let parsed = parse_known(pattern);
        prefilter::of(&parsed, schemas::schemas(None)).unwrap_or_else(|| panic!("{pattern}: {:?}", parsed.diagnostics))
    };
    patterns.iter().map(of).collect()
}

fn union(patterns: &[String]) -> String {
    let union = prefilter::union(&prefilters(patterns), schemas::schemas(None)).unwrap().to_json();
    let parsed = parse_known(&union);
    assert!(parsed.lowered.is_some(), "EventBridge would reject {union}");
    union
}

fn assert_snapshot(name: &str, text: &str) {
    insta::with_settings!({ prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

/// Cases with several lists of alternatives for the same path. Each list of a case belongs to a different rule.
const LISTS: [&[&str]; 25] = [
    &[r#"{"exists":true}"#, r#""a""#],
    &[r#"{"exists":false}"#, r#""a""#],
    &[r#"{"exists":true}"#, r#"{"exists":false},"a""#],
    &[r#"{"anything-but":["a","b"]}"#, r#""a","c""#],
    &[r#"{"anything-but":["a","b"]}"#, r#"{"exists":false}"#],
    &[r#"{"anything-but":["a","b"]}"#, r#"{"prefix":"b"}"#],
    &[r#"{"anything-but":["a","b"]}"#, r#"{"anything-but":"b"}"#, r#""c""#],
    &[r#"{"anything-but":["a"]}"#, r#"{"anything-but":{"prefix":"b"}}"#],
    &[r#"{"anything-but":{"prefix":"b"}}"#, r#"{"anything-but":{"prefix":"bc"}}"#],
    &[r#"{"anything-but":[1]}"#, r"1"],
    &[r#"{"cidr":"10.0.0.0/0"}"#, r"5"],
    &[r#"{"cidr":"10.0.0.0/0"}"#, r#"{"cidr":"10.0.0.0/0"}"#],
    &[r#"{"cidr":"10.0.0.0/8"}"#, r#"{"cidr":"10.1.0.0/16"}"#],
    &[r#"{"numeric":[">",1]}"#, r#"{"numeric":[">",5]}"#, r"7,0"],
    &[r#"{"numeric":[">=",1]}"#, r#"{"numeric":[">=",1.0]}"#],
    &[r#"{"equals-ignore-case":"AB"}"#, r#"{"equals-ignore-case":"ab"}"#, r#""Ab""#],
    &[r#"{"wildcard":"a*b"}"#, r#"{"wildcard":"a*c"}"#],
    &[r#"{"wildcard":"a*b*c*d"}"#, r#"{"wildcard":"a*c*d*e"}"#, r#"{"wildcard":"b*x*y*z"}"#],
    &[r#"{"wildcard":"a*1"}"#, r#"{"wildcard":"b*2"}"#, r#"{"wildcard":"c*3"}"#, r#"{"wildcard":"d*4"}"#],
    &[
        r#"{"wildcard":"a*1"}"#,
        r#"{"wildcard":"b*2"}"#,
        r#"{"wildcard":"c*3"}"#,
        r#"{"wildcard":"d*4"}"#,
        r#"{"wildcard":"e*5"}"#,
    ],
    &[
        r#"{"wildcard":"a*1"}"#,
        r#"{"wildcard":"a*2"}"#,
        r#"{"wildcard":"a*3"}"#,
        r#"{"wildcard":"d*4"}"#,
        r#"{"wildcard":"*5"}"#,
    ],
    &[
        r#"{"wildcard":"a*1"}"#,
        r#"{"wildcard":"b*2"}"#,
        r#"{"wildcard":"c*3"}"#,
        r#"{"wildcard":"d*4"}"#,
        r#"{"anything-but":{"wildcard":"e*5"}}"#,
    ],
    &[
        r#"{"wildcard":"a*1"}"#,
        r#"{"wildcard":"b*2"}"#,
        r#"{"wildcard":"c*3"}"#,
        r#"{"wildcard":"d*4"}"#,
        r#"{"wildcard":"e*5"},{"exists":false}"#,
        r#"7,"f""#,
    ],
    &[r#"{"anything-but":{"wildcard":"e*5"}}"#, r#"{"wildcard":"e*f*5"}"#],
    &[r"null,true", r#"{"anything-but":"x"}"#],
];

#[test]
fn alternatives_of_one_path_are_merged() {
    let mut text = String::new();
    for lists in LISTS {
        let patterns: Vec<String> = lists.iter().map(|list| format!("{{\"a\":[{list}],\"b\":[1]}}")).collect();
        writeln!(text, "{}\n= {}\n", lists.join("\n"), union(&patterns)).unwrap();
    }
    assert_snapshot("union_lists", &text);
}

/// Returns rules whose union would exceed EventBridge's quota.
fn long_unions() -> Vec<(&'static str, Vec<String>)> {
    let rules = |count: usize, rule: &dyn Fn(usize) -> String| (0..count).map(rule).collect::<Vec<String>>();
    let name = |number: usize| format!("{}-{}-{number}", ["web", "work", "api"][number % 3], "x".repeat(20));
    vec![
        ("one path", rules(150, &|number| format!(r#"{{"source":["s"],"a":["{}"]}}"#, name(number)))),
        ("numbers", rules(600, &|number| format!(r#"{{"source":["s"],"a":[{}]}}"#, number * 1000))),
        (
            "one number in many notations",
            rules(600, &|number| {
                format!(r#"{{"source":["s"],"a":[7{}]}}"#, ".".repeat(usize::from(number > 0)) + &"0".repeat(number))
            }),
        ),
        (
            "two ranges without an inner bound",
            rules(300, &|number| {
                format!(r#"{{"a":[{{"numeric":["<",{number}]}},{{"numeric":[">",{}]}}]}}"#, 1000 + number)
            }),
        ),
        (
            "lower bounds",
            rules(200, &|number| format!(r#"{{"a":[{{"numeric":[">",{}]}}],"b":["{}"]}}"#, number % 7, name(number))),
        ),
        (
            "ranges, one of them without an upper bound",
            rules(150, &|number| match number {
                0 => r#"{"a":[{"numeric":[">",5000]}]}"#.to_owned(),
                _ => format!(r#"{{"a":[{{"numeric":[">",{},"<",{}]}}]}}"#, 10 * number, 10 * number + 5),
            }),
        ),
        (
            "ranges, one of them without a lower bound",
            rules(150, &|number| match number {
                0 => r#"{"a":[{"numeric":["<",5]}]}"#.to_owned(),
                _ => format!(r#"{{"a":[{{"numeric":[">",{},"<",{}]}}]}}"#, 10 * number, 10 * number + 5),
            }),
        ),
        (
            "two paths",
            rules(60, &|number| format!(r#"{{"source":["s"],"a":["{}"],"b":[{}]}}"#, name(number), number % 5)),
        ),
        (
            "different paths",
            rules(60, &|number| format!(r#"{{"source":["s"],"{}":["{}"]}}"#, name(number), name(number))),
        ),
        ("absence", rules(90, &|number| format!(r#"{{"a":["{}",{{"exists":false}}],"b":[{number}]}}"#, name(number)))),
        (
            "a field called $or",
            vec![r#"{"a":{"$or":[1]},"b":[1]}"#.to_owned(), r#"{"a":{"c":[2]},"b":[2]}"#.to_owned()],
        ),
    ]
}

#[test]
fn unions_that_would_be_too_long_are_widened() {
    let mut text = String::new();
    for (name, patterns) in long_unions() {
        writeln!(text, "{name}\n= {}\n", union(&patterns)).unwrap();
    }
    assert_snapshot("union_lengths", &text);
}

#[test]
fn an_empty_set_has_no_union() {
    assert!(prefilter::union([], schemas::schemas(None)).is_none());
}
