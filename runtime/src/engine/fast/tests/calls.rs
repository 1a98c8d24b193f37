//! Tests the calls that the sweep makes to its state. Common values are recorded with fast methods, and all other
//! values with a general method. All these methods have the same effect, so the answer does not show which method was
//! called.

use crate::engine::fast::{Strategy, Sweep, sweep};
use crate::engine::format::{ExpectedValue, Object};
use crate::engine::state::{FieldContext, LeafOutcome, MatchState, RuleState, WantedKey};
use crate::engine::tests::Compiled;
use crate::json::{EventError, Scalar};
use alloc::format;
use alloc::vec::Vec;
use core::cell::RefCell;

/// A call to the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Call {
    /// `record_satisfied`
    Satisfied,
    /// `record_number`
    Number,
    /// `record_value`
    Scalar,
    /// `record_field`
    Field,
    /// `claim_key_scan`
    KeyScan,
    /// `propagate_up`
    Goals,
}

/// A state that records the calls to it.
struct Recorder<'c, P> {
    state: P,
    calls: &'c RefCell<Vec<Call>>,
}

impl<P> Recorder<'_, P> {
    fn record(&self, call: Call) {
        self.calls.borrow_mut().push(call);
    }
}

impl<P: MatchState> MatchState for Recorder<'_, P> {
    fn mark_entered(&mut self, node: u16, object: &Object) -> bool {
        self.state.mark_entered(node, object)
    }

    fn mark_array(&mut self, node: u16, object: &Object) {
        self.state.mark_array(node, object);
    }

    fn has_array(&self, node: u16, object: &Object) -> bool {
        self.state.has_array(node, object)
    }

    fn is_settled(&self, object: &Object) -> bool {
        self.state.is_settled(object)
    }

    fn begin_object(&mut self, object: &Object) {
        self.state.begin_object(object);
    }

    fn end_object(&mut self, node: u16) -> bool {
        self.state.end_object(node)
    }

    fn lacks_any(&self, required_bits: u64) -> bool {
        self.state.lacks_any(required_bits)
    }

    fn propagate_up(&mut self, innermost: u16) -> bool {
        self.record(Call::Goals);
        self.state.propagate_up(innermost)
    }

    fn propagate_final(&mut self, innermost: u16) -> bool {
        self.state.propagate_final(innermost)
    }

    fn record_field(&mut self, node: u16, value: Scalar<'_>, context: FieldContext<'_, '_>) -> Option<bool> {
        self.record(Call::Field);
        self.state.record_field(node, value, context)
    }

    fn record_satisfied(&mut self, object: u16, field: u16, bit: u16) {
        self.record(Call::Satisfied);
        self.state.record_satisfied(object, field, bit);
    }

    fn record_value(&mut self, leaf: u16, value: Scalar<'_>) -> LeafOutcome {
        self.record(Call::Scalar);
        self.state.record_value(leaf, value)
    }

    fn record_number(&mut self, leaf: u16, value: f64) -> Option<LeafOutcome> {
        self.record(Call::Number);
        self.state.record_number(leaf, value)
    }

    fn claim_key_scan(&mut self, leaf: u16) -> Option<WantedKey> {
        self.record(Call::KeyScan);
        self.state.claim_key_scan(leaf)
    }

    fn has_scopes(&self) -> bool {
        self.state.has_scopes()
    }

    fn has_elements_at(&self, node: u16) -> bool {
        self.state.has_elements_at(node)
    }

    fn begin_element(&mut self, node: u16, json: &[u8], at: usize) -> Result<bool, EventError> {
        self.state.begin_element(node, json, at)
    }
}

/// Returns the calls that a sweep makes for an event that starts with these members.
fn calls(pattern: &str, members: &str) -> Vec<Call> {
    let event = format!("{{{members},\"zz\":\"{}\"}}", "z".repeat(300));
    let calls = RefCell::new(Vec::new());
    Compiled::new(pattern).run(|program, bits, scratch| {
        let state = Recorder { state: RuleState::new(program, None, bits), calls: &calls };
        sweep(Strategy::Best, &mut Sweep::new(program, event.as_bytes(), state, scratch));
    });
    calls.into_inner()
}

#[test]
fn usual_values_are_recorded_with_the_fast_methods() {
    use Call::{Field, KeyScan, Number, Satisfied, Scalar};
    let long = format!("\"x{}\"", "y".repeat(100));
    for (alternatives, value, expected) in [
        (r#""x""#, r#""x""#, &[Satisfied][..]),
        (r#""x""#, r#" "x""#, &[Satisfied]),
        (r#""x""#, r#""y""#, &[KeyScan]),
        (r#""x""#, r#" "y""#, &[KeyScan]),
        (r#""x""#, r#""xy""#, &[KeyScan]),
        (r#""x""#, r#"  "x""#, &[Field]),
        (r#""x""#, r#""\u0078""#, &[Field]),
        (r#""x""#, "5", &[Field]),
        ("5", "5", &[Number]),
        ("5", " 5", &[Number]),
        ("0", "0", &[Number]),
        ("10", "10", &[Number]),
        ("9", "9", &[Number]),
        ("999999999", "999999999", &[Number]),
        ("5", "6", &[Number, KeyScan]),
        ("5", "1234567890", &[Scalar, KeyScan]),
        ("5", r#""x""#, &[Scalar, KeyScan]),
        ("5", "5.0", &[Field]),
        ("5", "-5", &[Field]),
        ("5", "true", &[Field]),
        (r#"{"anything-but":5}"#, "6", &[Number]),
        (r#"{"anything-but":5}"#, "5", &[Number, KeyScan]),
        (r#"{"numeric":[">",5]}"#, "6", &[Number, Scalar]),
        (r#"{"prefix":"x"}"#, r#""xy""#, &[Scalar]),
        (r#"{"prefix":"x"}"#, r#" "xy""#, &[Scalar]),
        (r#"{"prefix":"x"}"#, &long, &[Scalar]),
        (r#"{"prefix":"x"}"#, r#""y""#, &[Scalar, KeyScan]),
    ] {
        let pattern = format!("{{\"name\":[{alternatives}],\"position\":[1]}}");
        assert_eq!(calls(&pattern, &format!("\"name\":{value}")), expected, "{pattern} {value}");
    }
}

#[test]
fn goals_are_evaluated_when_no_bit_is_missing() {
    use Call::{Goals, Number, Satisfied};
    for (pattern, members, expected) in [
        (r#"{"name":["x"],"position":["y"]}"#, r#""name":"x","position":"y""#, [Satisfied, Satisfied, Goals]),
        (r#"{"name":[1],"position":[2]}"#, r#""position":2,"name":1"#, [Number, Number, Goals]),
    ] {
        assert_eq!(calls(pattern, members), expected, "{pattern}");
    }
}

#[test]
fn the_table_of_keys_has_the_kind_of_each_value() {
    for (value, expected) in [
        (r#"["x"]"#, ExpectedValue::Exact),
        (r#"["\n"]"#, ExpectedValue::Simple),
        ("[1,2]", ExpectedValue::Simple),
        (r#"{"b":[1]}"#, ExpectedValue::Open),
        (r#"[{"exists":false}]"#, ExpectedValue::Any),
    ] {
        let pattern = format!("{{\"a\":{value}}}");
        Compiled::new(&pattern).run(|program, _, _| {
            let keys = program.keys.part(program.object(0).keys);
            assert!(keys.iter().map(|key| key.value).eq([expected]), "{pattern}");
        });
    }
}
