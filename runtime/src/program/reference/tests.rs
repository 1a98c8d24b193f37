//! How often the text is read for the values of another field.

use super::{FieldNumber, Fields, Scene, UNKNOWN};
use crate::json::Scalar;
use crate::program::beyond::Way;
use crate::program::table::Table;
use crate::program::tests::Compiled;
use alloc::string::{String, ToString};
use alloc::vec::Vec;
use core::cell::Cell;
use event_pattern_compiler::program::{Beyond, Slice, lower};

#[test]
fn the_budget_grows_with_the_event() {
    for length in [0, 1, 1 << 20, 1 << 30] {
        let budget = Scene::budget(length);
        assert!(budget >= 1 << 26 && budget >= 64 * length as u64, "{length}");
    }
}

/// The numbers that are tried as values of `detail.cpu` in an event, and whether its text is read byte by byte for that: the
/// first time, and the second.
fn look_up(event: &str) -> [(Vec<String>, bool); 2] {
    let pattern = r#"{"detail-type":["ECS Task State Change"],"detail":{"group":[{"$field":"detail.cpu"}]}}"#;
    let Beyond { event_references, programs, .. } = lower(&Compiled::new(pattern).rule).unwrap().beyond;
    let references = event_references.iter().flat_map(|&Slice(start, length)| [start, length]);
    let references: Vec<u8> = references.flat_map(u32::to_le_bytes).collect();
    let (places, budget) = ([Cell::new(UNKNOWN)], Cell::new(1 << 20));
    let json = event.as_bytes();
    let fields = Fields { json, references: Table::new(&references), programs: &programs, places: &places };
    let scene = Scene { event: fields, element: fields, budget: &budget, way: Way::Best };
    [(); 2].map(|()| {
        let (mut values, before) = (Vec::new(), budget.get());
        scene.any_value(FieldNumber { number: 0, is_relative: false }, |value| {
            if let Scalar::Number(text) = value {
                values.push(String::from_utf8_lossy(text).into_owned());
            }
            false
        });
        (values, budget.get() < before)
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
        for ((values, was_read), is_read) in look_up(event).into_iter().zip(is_read) {
            assert_eq!((values, was_read), (expected.iter().map(ToString::to_string).collect(), is_read), "{event}");
        }
    }
}
