//! Tests what the answer of a set does not show: which programs are run and which lookups are deferred.

use super::facts::Facts;
use super::state::SetState;
use super::{Set, Strategy, run_and_clear};
use crate::engine::format::SetScratchParts;
use crate::engine::state::{Budget, LeafOutcome, MatchState};
use crate::engine::tests::Compiled;
use crate::json::Scalar;
use crate::simd::Variant;
use alloc::format;
use alloc::vec;
use alloc::vec::Vec;
use event_pattern_compiler::program::lower_set;
use event_pattern_tables::VERSION;

/// Returns the rules that match, and the rules whose own programs were run. Every program that is run matches.
fn matching_and_run(strategy: Strategy, patterns: &[&str], event: &str) -> (Vec<usize>, Vec<usize>) {
    let rules = patterns.iter().map(|pattern| Compiled::new(pattern).rule);
    let tables = lower_set(&rules.collect::<Vec<_>>()).unwrap();
    let (mut matching, mut ran) = (Vec::new(), Vec::new());
    let run_rule = |rule, _: Option<&Budget>| {
        ran.push(rule);
        Ok(true)
    };
    let set = Set::new(VERSION, &tables.image);
    run_and_clear(strategy, &set, event.as_bytes(), &mut vec![0; tables.scratch_words], run_rule, |rule| {
        matching.push(rule);
    })
    .unwrap();
    matching.sort_unstable();
    ran.sort_unstable();
    (matching, ran)
}

/// Calls a closure with a set of one rule and empty facts.
fn with_facts(pattern: &str, run: impl FnOnce(&Set<'_>, &mut Facts<'_>)) {
    let tables = lower_set(&[Compiled::new(pattern).rule]).unwrap();
    let set = Set::new(VERSION, &tables.image);
    let mut scratch = vec![0; tables.scratch_words];
    let SetScratchParts { kinds, facts, .. } = set.scratch().divide(&mut scratch);
    let mut facts = Facts::new(kinds, facts);
    run(&set, &mut facts);
}

#[test]
fn the_pass_decides_events_with_repeated_objects_and_dotted_keys() {
    let patterns = [r#"{"a":{"b":[1],"c":[2]}}"#, r#"{"a":{"b":[2]}}"#, r#"{"a":{"b":[1],"d":[{"exists":false}]}}"#];
    for (event, expected) in [
        (r#"{"a":{"b":1},"a":{"c":2}}"#, &[0, 2][..]),
        (r#"{"a":{"b":1},"a":{"d":2}}"#, &[]),
        (r#"{"a":{"d":1},"a":{"b":1}}"#, &[]),
        (r#"{"a.b":1}"#, &[2]),
        (r#"{"a":{"c":2},"a.b":1}"#, &[0, 2]),
        (r#"{"a.d":0,"a":{"c":2},"a.b":1}"#, &[0]),
        (r#"{"a":{"b":2},"a":{"c":2}}"#, &[1]),
        (r#"{"a":{},"a":{"c":2}}"#, &[]),
        (r#"{"a":[{"b":1,"b":2},{"b":1,"c":2}]}"#, &[0, 1, 2]),
    ] {
        assert_eq!(matching_and_run(Strategy::Best, &patterns, event), (expected.to_vec(), Vec::new()), "{event}");
    }
}

#[test]
fn candidates_for_repeated_arrays_have_all_leaves_satisfied_somewhere() {
    let patterns = [r#"{"a":{"b":[1],"c":[2]}}"#, r#"{"a":{"b":[2]}}"#, r#"{"a":{"b":[1],"d":[{"exists":false}]}}"#];
    for (event, expected) in [
        (r#"{"a":[{"b":1}],"a":[{"c":2}]}"#, &[0, 2][..]),
        (r#"{"a":[],"a":{"b":1}}"#, &[2]),
        (r#"{"a":{"b":2},"a":[{"c":2}]}"#, &[1]),
        (r#"{"a":{},"a":[{"c":2}]}"#, &[]),
        (r#"{"a":[],"a.c":2}"#, &[]),
    ] {
        assert_eq!(matching_and_run(Strategy::Best, &patterns, event).1, expected, "{event}");
    }
}

#[test]
fn a_string_satisfies_the_same_leaves_whether_or_not_it_has_escapes() {
    let long = "ab".repeat(1500);
    for lengths in [&[1, 2, 3, 17, 64, 65][..], &[1, 65, 3000]] {
        let texts = lengths.iter().map(|&length| &long[..length]);
        let patterns: Vec<_> = texts
            .flat_map(|text| {
                let filters = ["\"{}\"", "{\"prefix\":\"{}\"}", "{\"suffix\":\"{}\"}", "{\"anything-but\":\"{}\"}"];
                filters.map(|filter| format!("{{\"a\":[{}]}}", filter.replace("{}", text)))
            })
            .collect();
        let patterns: Vec<_> = patterns.iter().map(alloc::string::String::as_str).collect();
        for length in [0, 1, 2, 3, 17, 64, 65, 66, 128, 129, 2999, 3000] {
            let plain = &long[long.len() - length..];
            let expected = matching_and_run(Strategy::Best, &patterns, &format!("{{\"a\":\"{plain}\"}}"));
            for (written, escaped) in [("ab", r"a\u0062"), ("ab", r"\u0061b"), ("b", r"\u0062")] {
                for escaped in [plain.replace(written, escaped), plain.replacen(written, escaped, 1)] {
                    let event = format!("{{\"a\":\"{escaped}\"}}");
                    assert_eq!(matching_and_run(Strategy::Best, &patterns, &event), expected, "{event}");
                }
            }
        }
    }
}

#[test]
fn a_set_is_not_decided_before_the_event_ends() {
    with_facts(r#"{"a":{"b":[1]}}"#, |set, facts| {
        let mut state = SetState::new(set, facts);
        assert!(state.lacks_any(0) && !state.propagate_up(0) && !state.has_scopes());
        assert_eq!(state.begin_element(0, b"{}", 0), Ok(false));
        assert!(!state.end_object(1) && state.end_object(0));
    });
}

#[test]
fn facts_are_grouped_by_kind_of_object() {
    with_facts(r#"{"a":{"b":[1]}}"#, |_, facts| {
        assert!(!facts.any_holds(0) && !facts.any_holds(1));
        facts.set(1, 0);
        assert!(!facts.any_holds(0) && facts.any_holds(1));
        facts.forget_all();
        assert!(!facts.any_holds(1));
    });
}

#[test]
fn has_unlisted_if_a_leaf_is_not_in_the_table_of_values() {
    for (alternatives, expected) in [
        (r#""x","y",5"#, false),
        (r#"{"anything-but":["x"]}"#, false),
        (r#"{"prefix":"x"}"#, true),
        (r#"{"suffix":"x"}"#, true),
        (r#"{"wildcard":"x*y"}"#, true),
        (r#"{"prefix":"x"},{"wildcard":"x*y"}"#, true),
    ] {
        with_facts(&format!("{{\"a\":[{alternatives}]}}"), |set, _| {
            let any_unlisted = set.tables.fields.iter().any(|field| field.has_unlisted());
            assert_eq!(any_unlisted, expected, "{alternatives}");
        });
    }
}

/// The lookup of the field `code` can be deferred: the goal of the rule waits for `name`, not for `code`.
const DEFERRABLE: &str = r#"{"a":{"b":{"name":["x"],"code":[1,2]}}}"#;

#[test]
fn a_number_that_no_goal_waits_for_is_deferred() {
    with_facts(DEFERRABLE, |set, facts| {
        let (code, field) = (0..).zip(set.tables.fields).find(|(_, field)| field.has_numbers).unwrap();
        assert!(field.is_deferred);
        let mut state = SetState::new(set, facts);
        assert_eq!(state.record_number(code, 1.0), Some(LeafOutcome::Unchanged));
        assert_eq!(state.record_value(code, Scalar::Number(b"1")), LeafOutcome::Satisfied);
    });
}

#[test]
fn a_deferred_number_counts_only_in_its_own_object() {
    let padding = "z".repeat(300);
    for (members, expected) in [
        (r#"{"name":"x","code":1}"#, true),
        (r#"{"code":2,"name":"x"}"#, true),
        (r#"{"code":3,"name":"x"}"#, false),
        (r#"{"code":1,"code":"y","name":"x"}"#, true),
        (r#"{"code":1,"code":3,"name":"x"}"#, true),
        (r#"[{"code":1},{"name":"x"}]"#, false),
        (r#"[{"code":1,"name":"y"},{"name":"x","code":3}]"#, false),
        (r#"[{"code":3,"name":"y"},{"name":"x","code":1}]"#, true),
        (r#"{"code":1,"name":"x","inner":{"code":3,"name":"y"}}"#, true),
        (r#"{"inner":{"code":1,"name":"y"},"name":"x","code":3}"#, false),
    ] {
        let event = format!("{{\"a\":{{\"b\":{members}}},\"zz\":\"{padding}\"}}");
        let patterns = [DEFERRABLE, r#"{"a":{"b":{"name":["x"],"inner":{"name":["y"],"code":[3]}}}}"#];
        for strategy in Variant::available().map(Strategy::With).chain([Strategy::Best, Strategy::Plain]) {
            assert_eq!(matching_and_run(strategy, &patterns[..1], &event).0 == [0], expected, "{event}");
            assert_eq!(matching_and_run(strategy, &patterns, &event).0.contains(&0), expected, "{event}");
        }
    }
}
