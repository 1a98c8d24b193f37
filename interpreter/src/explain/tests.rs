//! Explanations at the step limit, and the wording of summaries.

use super::{Explanation, Found, Part, explain};
use event_pattern_compiler::parse_accepted;

/// Returns the explanation, or the message of the first error.
fn explained(pattern: &str, event: &str) -> Result<Explanation, String> {
    let parsed = parse_accepted(pattern);
    match explain(&parsed, event) {
        Ok(Some(explanation)) => Ok(explanation),
        Ok(None) => panic!("{pattern}: {:?}", parsed.diagnostics),
        Err(errors) => Err(errors[0].message.clone()),
    }
}

fn summary(pattern: &str, event: &str) -> String {
    explained(pattern, event).unwrap().summary().to_owned()
}

/// Returns the member `c`: an array of `count` elements that have `a`, followed by one element with the members `last`.
fn elements(count: usize, last: &str) -> String {
    format!("\"c\":[{}{{{last}}}]", "{\"a\":1},".repeat(count))
}

const TOO_OFTEN: &str = "the event repeats keys too often to be explained";

/// An element with `a` costs three steps: one for itself, and two for the search for its `b`.
#[test]
fn a_search_at_the_limit_is_explained_only_if_its_result_is_certain() {
    let both = r#"{"c":{"a":[1],"b":[1]}}"#;
    for (members, expected) in [
        (elements(332, r#""a":1,"b":1"#), Ok(true)),
        (elements(333, r#""a":1,"b":1"#), Err(TOO_OFTEN)),
        (elements(249, r#""b":1},{"b":1"#), Ok(false)),
        (elements(250, r#""b":1},{"b":1"#), Err(TOO_OFTEN)),
        (elements(2000, ""), Ok(false)),
        (elements(0, r#""a":1,"b":1"#), Ok(true)),
    ] {
        let explained = explained(both, &format!("{{{members}}}")).map(|explanation| explanation.is_match());
        assert_eq!(explained, expected.map_err(str::to_owned), "{members:.100}");
    }
}

#[test]
fn a_leaf_that_no_element_satisfies_needs_few_steps() {
    let event = format!(r#"{{"c":[{{"a":1,"b":1,"d":2}}{}]}}"#, r#",{"a":1}"#.repeat(300));
    let explained = explained(r#"{"c":{"a":[1],"b":[1],"d":[1]}}"#, &event).unwrap();
    assert!(explained.to_string().contains("c: c[0] comes closest"), "{explained}");
}

#[test]
fn the_first_of_equally_close_elements_is_named() {
    for (pattern, expected) in
        [(r#"{"c":{"a":[1]}}"#, "c: c[0] matches\n"), (r#"{"c":{"a":[1],"b":[1]}}"#, "c: c[0] comes closest\n")]
    {
        let text = explained(pattern, r#"{"c":[{"a":1,"b":2},{"a":1,"b":2}]}"#).unwrap().to_string();
        assert!(text.contains(expected), "{text}");
    }
}

#[test]
fn a_branch_that_matches_is_enough_however_many_steps_the_others_need() {
    let pattern = r#"{"$or":[{"c":{"a":[1],"b":[1]}},{"d":[1]}]}"#;
    let difficult = elements(500, r#""b":1"#);
    assert!(explained(pattern, &format!("{{{difficult},\"d\":1}}")).unwrap().is_match());
    assert_eq!(explained(pattern, &format!("{{{difficult},\"d\":2}}")), Err(TOO_OFTEN.to_owned()));
}

#[test]
fn an_element_of_a_scope_can_exceed_the_step_limit() {
    let pattern = |inside: &str| {
        format!(
            r#"{{"detail-type":["ECS Task State Change"],"detail":{{"attachments":{{"$any":{{"details":{inside}}}}}}}}}"#
        )
    };
    let event = |details: &str| {
        format!(r#"{{"detail-type":"ECS Task State Change","detail":{{"attachments":[{{"details":[{details}]}}]}}}}"#)
    };
    let pattern = pattern(r#"{"name":["a"],"value":["b"]}"#);
    let named = |count: usize| r#"{"name":"a"},"#.repeat(count);
    let explain = |count: usize| explained(&pattern, &event(&format!(r#"{}{{"value":"b"}}"#, named(count))));
    assert!(!explain(100).unwrap().is_match());
    assert_eq!(explain(500), Err(TOO_OFTEN.to_owned()));
}

#[test]
fn the_smallest_set_of_failed_conditions_is_reported() {
    let pattern = r#"{"c":{"a":[1],"b":[1],"d":[1],"e":[1]}}"#;
    let event = r#"{"c":[{"a":2,"b":1,"d":2,"e":2},{"a":2,"b":1,"d":1,"e":2}]}"#;
    let explained = explained(pattern, event).unwrap().to_string();
    assert!(explained.contains("c: c[1] comes closest"), "{explained}");
}

#[test]
fn summaries_describe_what_the_event_has_instead() {
    for (pattern, event, expected) in [
        // Objects and arrays in place of a value.
        (r#"{"a":[1]}"#, r#"{"a":{}}"#, "`a` is an empty object instead of 1 (conditions apply only to scalar values)"),
        (r#"{"a":[1]}"#, r#"{"a":{"b":1}}"#, "`a` is an object instead of 1 (conditions apply only to scalar values)"),
        (r#"{"a":[1]}"#, r#"{"a":[]}"#, "`a` is an empty array instead of 1 (conditions apply only to scalar values)"),
        (
            r#"{"a":[1]}"#,
            r#"{"a":[{}]}"#,
            "`a` is an array of objects instead of 1 (conditions apply only to scalar values)",
        ),
        (
            r#"{"a":[1]}"#,
            r#"{"a":[[],{}]}"#,
            "`a` is an array of objects instead of 1 (conditions apply only to scalar values)",
        ),
        (
            r#"{"a":[1]}"#,
            r#"{"a":[[]]}"#,
            "`a` is an array of arrays instead of 1 (conditions apply only to scalar values)",
        ),
        // Conditions that no single element satisfies.
        (
            r#"{"c":{"n":["y"],"x":{"z":[1]}}}"#,
            r#"{"c":[{"n":"x","x":{}},{"n":"y","x":[]}]}"#,
            "no single element of `c` satisfies the conditions on `n` and `x.z`; in the closest element, c[1], `x.z` is \
             absent, but the pattern requires 1 (`c.x` is an empty array)",
        ),
        (
            r#"{"c":{"n":["y"],"x":[1],"z":[2]}}"#,
            r#"{"c":[{"n":"y","x":3,"z":4}]}"#,
            "no single element of `c` satisfies the conditions on `n`, `x` and `z`; in the closest element, c[0], `x` is 3 \
             instead of 1, and `z` is 4 instead of 2",
        ),
        (
            r#"{"c":[2],"c.x":[1]}"#,
            r#"{"c":[{"x":1},[1]]}"#,
            "`c` is an array of objects instead of 2 (conditions apply only to scalar values)",
        ),
        (
            r#"{"c":{"n":["y"],"x":[{"exists":false}]}}"#,
            r#"{"c":[{"n":"y","x":1},{"x":2}]}"#,
            "no single element of `c` satisfies the conditions on `n` and `x`; in the closest element, c[0], `x` is 1, \
             but the pattern requires {\"exists\": false}",
        ),
        (
            r#"{"c":{"n":["y"],"x":[1]}}"#,
            r#"{"c":[{"n":"y"},{"x":2}]}"#,
            "no single element of `c` satisfies the conditions on `n` and `x`; in the closest element, c[0], `x` is \
             absent, but the pattern requires 1",
        ),
        // Long lists and names.
        (r#"{"a":[1,2,3,4,5]}"#, r#"{"a":6}"#, "`a` is 6 instead of 1, 2, 3, 4 or 5"),
        (r#"{"a":[1,2,3,4,5,6]}"#, r#"{"a":7}"#, "`a` is 7 instead of 1, 2, 3, 4 or 2 others"),
        (
            r#"{"c":{"x":[1],"z":[2]}}"#,
            r#"{"c":[{"name":"a name of more than thirty characters","x":1}]}"#,
            "no single element of `c` satisfies the conditions on `x` and `z`; in the closest element, \
             c[0] (a name of more than …haracters), `z` is absent, but the pattern requires 2",
        ),
    ] {
        assert_eq!(summary(pattern, event), expected, "{pattern} {event}");
    }
}

#[test]
fn elements_that_do_not_match_are_counted() {
    let pattern = r#"{"detail-type":["ECS Task State Change"],"detail":{"containers":{"$none":{"exitCode":[1]}}}}"#;
    for (containers, expected) in [
        (r#"{"exitCode":2}"#, "$none: the only element does not match"),
        (r#"{"exitCode":2},{"exitCode":3}"#, "$none: neither element matches"),
    ] {
        let event = format!(r#"{{"detail-type":"ECS Task State Change","detail":{{"containers":[{containers}]}}}}"#);
        let text = explained(pattern, &event).unwrap().to_string();
        assert!(text.contains(expected), "{text}");
    }
}

/// A search of all elements for each element would take minutes.
#[test]
fn an_event_with_many_elements_is_explained() {
    let event = format!("{{{}}}", elements(50_000, r#""d":2"#));
    let expected = "no single element of `c` satisfies the conditions on `a` and `b`; in the closest element, c[0], `b` is \
                    absent, but the pattern requires 2";
    assert_eq!(summary(r#"{"c":{"a":[1],"b":[2]}}"#, &event), expected);
}

#[test]
fn a_deeply_nested_pattern_is_printed() {
    let pattern = format!("{}[\"{}\"]{}", r#"{"a":"#.repeat(100), "words ".repeat(20), "}".repeat(100));
    let text = explained(&pattern, r#"{"a":1}"#).unwrap().to_string();
    assert_eq!(text.lines().filter(|line| line.trim() == "a").count(), 99);
}

/// Returns the text of each part in the pattern and what was found for it in the event, marked with `+` if it is
/// chosen, in the order of the source.
fn places<'t>(parts: &[Part], pattern: &'t str, event: &'t str) -> Vec<(&'t str, Vec<String>)> {
    let in_event = |found: &Found| {
        let mark = if found.is_chosen { "+" } else { "" };
        format!("{mark}{}", &event[found.span.start..found.span.end])
    };
    let mut places = Vec::new();
    for part in parts {
        let found = part.found.iter().map(in_event).collect();
        places.push((&pattern[part.span.start..part.span.end], found));
        places.extend(self::places(&part.parts, pattern, event));
    }
    places
}

#[test]
fn parts_know_their_places_in_both_texts() {
    let element = r#"{"x": 1, "y": 3}"#;
    let event = format!(r#"{{"s": ["a", "b"], "c": [{{"x": 0}}, {element}]}}"#);
    for (pattern, expected) in [
        (r#"{ "s" : [ "b" ] }"#, &[(r#""s" : [ "b" ]"#, &[r#""a""#, r#"+"b""#][..])][..]),
        (r#"{"s": [1]}"#, &[(r#""s": [1]"#, &[r#"+"a""#, r#"+"b""#])]),
        (r#"{"t": [1]}"#, &[(r#""t": [1]"#, &[])]),
        (
            r#"{"c": {"x": [1], "y": [2]}}"#,
            &[
                (r#""c": {"x": [1], "y": [2]}"#, &[r#"+{"x": 1, "y": 3}"#]),
                (r#""x": [1]"#, &[r#"+"x": 1"#]),
                (r#""y": [2]"#, &[r#"+"y": 3"#]),
            ],
        ),
        (
            r#"{"$or": [{"s": ["a"]}, {"c.x": [7]}]}"#,
            &[
                (r#""$or": [{"s": ["a"]}, {"c.x": [7]}"#, &[]),
                (r#"{"s": ["a"]}"#, &[]),
                (r#""s": ["a"]"#, &[r#"+"a""#, r#""b""#]),
                (r#"{"c.x": [7]}"#, &[]),
                (r#""c.x": [7]"#, &[r#"+"x": 0"#, r#"+"x": 1"#]),
            ],
        ),
        (
            r#"{"c": {"$any": {"y": [2]}}}"#,
            &[
                (r#""c": {"$any": {"y": [2]}}"#, &[]),
                (r#""$any": {"y": [2]}"#, &[r#"+{"x": 0}"#]),
                (r#""y": [2]"#, &[]),
            ],
        ),
        (
            r#"{"c": {"$none": {"y": [3]}}}"#,
            &[
                (r#""c": {"$none": {"y": [3]}}"#, &[]),
                (r#""$none": {"y": [3]}"#, &[r#"+{"x": 1, "y": 3}"#]),
                (r#""y": [3]"#, &[r#"+"y": 3"#]),
            ],
        ),
    ] {
        let explanation = explained(pattern, &event).unwrap();
        let places = places(explanation.parts(), pattern, &event);
        let places: Vec<(&str, Vec<&str>)> =
            places.iter().map(|(part, found)| (*part, found.iter().map(String::as_str).collect())).collect();
        let expected: Vec<(&str, Vec<&str>)> = expected.iter().map(|(part, found)| (*part, found.to_vec())).collect();
        assert_eq!(places, expected, "{pattern}");
    }
}
