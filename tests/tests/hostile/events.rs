//! Kinds of hostile events, which can be generated in any size. Each kind attacks the running time, the stack or the
//! memory of an engine.
//!
//! `unnamed` in the name of a kind means that the large part of the event is in a field that the pattern does not name.

/// A kind of event, with a pattern and the expected answer.
pub(crate) struct EventKind {
    pub(crate) name: &'static str,
    pub(crate) pattern: &'static str,
    /// Returns the event with this number of repetitions.
    pub(crate) event: fn(usize) -> String,
    /// The expected answer, or `None` for an error.
    pub(crate) answer: Option<bool>,
}

const A: &str = r#"{"a":[1]}"#;
const A_AND_B: &str = r#"{"a":[1],"b":[1]}"#;
const A_SUFFIX: &str = r#"{"a":[{"suffix":"y"}]}"#;
const ELEMENT: &str = r#"{"c":{"a":[1],"b":[1]}}"#;
const ELEMENT_ABSENCE: &str = r#"{"c":{"a":[1],"b":[{"exists":false}]}}"#;
const BACKTRACKING_WILDCARD: &str = r#"{"a":[{"wildcard":"*a*aa*aaa*aaaa*b"}]}"#;
const COMMON_PREFIX: &str =
    r#"{"a_long_beginning_that_all_keys_have_x":[1],"a_long_beginning_that_all_keys_have_y":[1]}"#;

fn repeat(before: &str, repeated: &str, count: usize, after: &str) -> String {
    format!("{before}{}{after}", repeated.repeat(count))
}

fn nested(before: &str, open: &str, core: &str, close: &str, count: usize, after: &str) -> String {
    format!("{before}{}{core}{}{after}", open.repeat(count), close.repeat(count))
}

fn members(count: usize, last: &str, key: impl Fn(usize) -> String) -> String {
    let members: Vec<String> = (0..count).map(|number| format!("\"{}\":0,", key(number))).collect();
    format!("{{{}{last}}}", members.concat())
}

const fn kind(
    name: &'static str,
    pattern: &'static str,
    answer: Option<bool>,
    event: fn(usize) -> String,
) -> EventKind {
    EventKind { name, pattern, event, answer }
}

/// Events with deep nesting. Two of the kinds are truncated.
pub(crate) const DEEP: [EventKind; 8] = [
    kind("nested_arrays", A, Some(true), |n| nested("{\"a\":", "[", "1", "]", n, "}")),
    kind("nested_arrays_unnamed", A, Some(true), |n| nested("{\"x\":", "[", "", "]", n, ",\"a\":1}")),
    kind("nested_objects", r#"{"a":{"a":[1]}}"#, Some(false), |n| nested("{\"a\":", "{\"a\":", "1", "}", n + 1, "}")),
    kind("nested_objects_unnamed", A, Some(true), |n| nested("{\"x\":", "{\"a\":", "1", "}", n, ",\"a\":1}")),
    kind("object_in_nested_arrays", ELEMENT, Some(true), |n| nested("{\"c\":", "[", "{\"a\":1,\"b\":1}", "]", n, "}")),
    kind("nested_mix_unnamed", A, Some(true), |n| nested("{\"x\":", "[{\"a\":", "1", "}]", n, ",\"a\":1}")),
    kind("unclosed_arrays", A, None, |n| repeat("{\"a\":", "[", n, "")),
    kind("unclosed_objects", A, None, |n| repeat("{\"x\":", "{\"x\":", n, "")),
];

/// Events with many repetitions of one part.
pub(crate) const WIDE: [EventKind; 21] = [
    kind("many_keys", A, Some(true), |n| members(n, "\"a\":1", |number| format!("k{number}"))),
    kind("keys_with_common_prefix", COMMON_PREFIX, Some(false), |n| {
        let last = "\"a_long_beginning_that_all_keys_have_x\":1";
        members(n, last, |number| format!("a_long_beginning_that_all_keys_have_{number}"))
    }),
    kind("key_of_many_steps", r#"{"a":{"a":[1]},"b":[1]}"#, Some(false), |n| {
        repeat("{\"a", ".a", n + 1, "\":1,\"b\":1}")
    }),
    kind("many_scalars", A, Some(true), |n| repeat("{\"a\":[", "0,", n, "1]}")),
    kind("many_scalars_unnamed", A, Some(true), |n| repeat("{\"x\":[", "0,", n, "1],\"a\":1}")),
    kind("many_elements", ELEMENT, Some(true), |n| {
        repeat("{\"c\":[", "{\"a\":1},{\"b\":1},", n, "{\"a\":1,\"b\":1}]}")
    }),
    kind("many_elements_absence", ELEMENT_ABSENCE, Some(false), |n| {
        repeat("{\"c\":[", "{\"a\":1,\"b\":0},", n, "{}]}")
    }),
    kind("empty_containers", A, Some(true), |n| repeat("{\"x\":[", "{},[],", n, "0],\"a\":1}")),
    kind("white_space", A, Some(true), |n| repeat("{\"x\"", " \n", n, ":1,\"a\":1}")),
    kind("repeated_key", A, Some(true), |n| repeat("{", "\"a\":0,", n, "\"a\":1}")),
    kind("repeated_key_no_match", A_AND_B, Some(false), |n| repeat("{", "\"a\":0,", n, "\"b\":1}")),
    kind("key_as_value", A_AND_B, Some(false), |n| repeat("{\"a\":0,\"x\":[", "\"a\"  ,", n, "1],\"b\":1}")),
    kind("escaped_keys", A, Some(true), |n| repeat("{", "\"\\u0062\":0,", n, "\"\\u0061\":1}")),
    kind("long_string", A_SUFFIX, Some(true), |n| repeat("{\"a\":\"", "x", n, "y\"}")),
    kind("long_string_unnamed", A, Some(true), |n| repeat("{\"x\":\"", "x", n, "\",\"a\":1}")),
    kind("long_string_of_escapes", A_SUFFIX, Some(false), |n| repeat("{\"a\":\"", "\\u0079\\\"", n, "\"}")),
    kind("long_string_of_backslashes", A, Some(true), |n| repeat("{\"x\":\"", "\\\\", n, "\",\"a\":1}")),
    kind("long_string_unclosed", A, None, |n| repeat("{\"x\":\"", "x", n, "")),
    kind("long_number", r#"{"a":[{"numeric":[">",1]}]}"#, Some(false), |n| repeat("{\"a\":1", "0", n + 400, "}")),
    kind("long_fraction", r#"{"a":[0.1]}"#, Some(true), |n| repeat("{\"a\":0.1", "0", n, "}")),
    kind("backtracking", BACKTRACKING_WILDCARD, Some(false), |n| repeat("{\"a\":\"", "a", n, "\"}")),
];
