//! Checks how often the text is read to look up a referenced field.

use super::{FieldRefContext, ReferencedFields, UNKNOWN};
use crate::engine::fast::Strategy;
use crate::engine::format::{FieldRefId, Table};
use crate::engine::state::{Budget, FieldLookup};
use crate::engine::tests::Compiled;
use crate::json::Scalar;
use alloc::format;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use event_pattern_compiler::program::lower;

/// Looks up a field in an event twice. Returns, for each lookup, the numbers that were tested as values of the field,
/// and whether the text was read byte by byte.
fn look_up(path: &[&str], event: &str) -> [(Vec<String>, bool); 2] {
    // The leaf accepts absence as well, so the answer is not certain before the event ends.
    let either = r#"[{"exists":true},{"exists":false}]"#;
    let pattern = path.iter().rev().fold(either.into(), |inner: String, key| format!("{{\"{key}\":{inner}}}"));
    let programs = lower(&Compiled::new(&pattern).rule).unwrap().image();
    let references = [0, u32::try_from(programs.len()).unwrap()].map(u32::to_le_bytes).concat();
    let (lookups, budget) = ([Cell::new(UNKNOWN)], Budget::of_rule(event.len()));
    let json = event.as_bytes();
    let fields = ReferencedFields { json, references: Table::new(&references), programs: &programs, lookups: &lookups };
    let context = FieldRefContext { event: fields, element: fields, budget: &budget, strategy: Strategy::Best };
    [(); 2].map(|()| {
        let (mut values, before) = (Vec::new(), format!("{budget:?}"));
        context.any_value(FieldRefId { number: 0, is_relative: false }, &mut |value| {
            if let Scalar::Number(text) = value {
                values.push(String::from_utf8_lossy(text).into_owned());
            }
            false
        });
        (values, format!("{budget:?}") != before)
    })
}

#[test]
fn a_field_with_one_value_or_none_is_looked_up_once() {
    for (event, expected, is_read) in [
        (r#"{"detail":{"cpu":1}}"#, &["1"][..], [false, false]),
        (r#"{"detail":[{"x":5},{"cpu":1}]}"#, &["1"], [false, false]),
        (r#"{"detail":{"x":1}}"#, &[], [false, false]),
        (r#"{"detail":[{"cpu":1},{"cpu":2}]}"#, &["1", "2"], [true, true]),
        (r#"{"detail":[[{"cpu":1}],5]}"#, &["1"], [true, false]),
        (r#"{"detail":[[{"x":1}],5]}"#, &[], [true, false]),
        (r#"{"detail":[[{"cpu":1},{"cpu":2}]]}"#, &["1", "2"], [true, true]),
    ] {
        for ((values, was_read), is_read) in look_up(&["detail", "cpu"], event).into_iter().zip(is_read) {
            assert_eq!((values, was_read), (expected.iter().map(ToString::to_string).collect(), is_read), "{event}");
        }
    }
}

#[test]
fn a_field_is_found_at_the_maximum_path_depth() {
    let path = ["a"; 30];
    let (open, close) = (r#"{"a":["#.repeat(path.len()), "]}".repeat(path.len()));
    for (value, is_read) in [("1", [false, false]), ("[1]", [true, false])] {
        let event = format!("{open}{value}{close}");
        for ((values, was_read), is_read) in look_up(&path, &event).into_iter().zip(is_read) {
            assert_eq!((values, was_read), (Vec::from(["1".into()]), is_read), "{value}");
        }
    }
}
