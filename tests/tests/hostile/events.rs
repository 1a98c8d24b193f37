//! Hostile events of any size, one kind for each way to make an engine slow, deep or hungry.

/// A kind of event, and what a pattern says of it.
pub(crate) struct Kind {
    pub(crate) name: &'static str,
    pub(crate) pattern: &'static str,
    /// The event, with so many of whatever it has many of.
    pub(crate) event: fn(usize) -> String,
    /// What comes out; nothing for an error.
    pub(crate) answer: Option<bool>,
}

const A: &str = r#"{"a":[1]}"#;
const A_THEN_B: &str = r#"{"a":[1],"b":[1]}"#;
const TEXT_A: &str = r#"{"a":[{"suffix":"y"}]}"#;
const ELEMENT: &str = r#"{"c":{"a":[1],"b":[1]}}"#;
const WITHOUT: &str = r#"{"c":{"a":[1],"b":[{"exists":false}]}}"#;
const BACKTRACK: &str = r#"{"a":[{"wildcard":"*a*aa*aaa*aaaa*b"}]}"#;
const ALIKE: &str = r#"{"a_long_beginning_that_all_keys_have_x":[1],"a_long_beginning_that_all_keys_have_y":[1]}"#;

fn between(before: &str, many: &str, count: usize, after: &str) -> String {
    format!("{before}{}{after}", many.repeat(count))
}

fn nested(before: &str, open: &str, core: &str, close: &str, count: usize, after: &str) -> String {
    format!("{before}{}{core}{}{after}", open.repeat(count), close.repeat(count))
}

fn members(count: usize, last: &str, key: impl Fn(usize) -> String) -> String {
    let members: Vec<String> = (0..count).map(|number| format!("\"{}\":0,", key(number))).collect();
    format!("{{{}{last}}}", members.concat())
}

const fn kind(name: &'static str, pattern: &'static str, answer: Option<bool>, event: fn(usize) -> String) -> Kind {
    Kind { name, pattern, event, answer }
}

/// Events that nest.
pub(crate) const DEEP: [Kind; 8] = [
    kind("nested_arrays", A, Some(true), |n| nested("{\"a\":", "[", "1", "]", n, "}")),
    kind("nested_arrays_beside", A, Some(true), |n| nested("{\"x\":", "[", "", "]", n, ",\"a\":1}")),
    kind("nested_objects", r#"{"a":{"a":[1]}}"#, Some(false), |n| nested("{\"a\":", "{\"a\":", "1", "}", n + 1, "}")),
    kind("nested_objects_beside", A, Some(true), |n| nested("{\"x\":", "{\"a\":", "1", "}", n, ",\"a\":1}")),
    kind("nested_mix", ELEMENT, Some(true), |n| nested("{\"c\":", "[", "{\"a\":1,\"b\":1}", "]", n, "}")),
    kind("nested_mix_beside", A, Some(true), |n| nested("{\"x\":", "[{\"a\":", "1", "}]", n, ",\"a\":1}")),
    kind("arrays_left_open", A, None, |n| between("{\"a\":", "[", n, "")),
    kind("objects_left_open", A, None, |n| between("{\"x\":", "{\"x\":", n, "")),
];

/// Events with much of something.
pub(crate) const WIDE: [Kind; 21] = [
    kind("many_keys", A, Some(true), |n| members(n, "\"a\":1", |number| format!("k{number}"))),
    kind("keys_alike", ALIKE, Some(false), |n| {
        let last = "\"a_long_beginning_that_all_keys_have_x\":1";
        members(n, last, |number| format!("a_long_beginning_that_all_keys_have_{number}"))
    }),
    kind("keys_with_dots", r#"{"a":{"a":[1]},"b":[1]}"#, Some(false), |n| {
        between("{\"a", ".a", n + 1, "\":1,\"b\":1}")
    }),
    kind("many_scalars", A, Some(true), |n| between("{\"a\":[", "0,", n, "1]}")),
    kind("many_scalars_beside", A, Some(true), |n| between("{\"x\":[", "0,", n, "1],\"a\":1}")),
    kind("many_elements", ELEMENT, Some(true), |n| {
        between("{\"c\":[", "{\"a\":1},{\"b\":1},", n, "{\"a\":1,\"b\":1}]}")
    }),
    kind("many_elements_without", WITHOUT, Some(false), |n| between("{\"c\":[", "{\"a\":1,\"b\":0},", n, "{}]}")),
    kind("empty_containers", A, Some(true), |n| between("{\"x\":[", "{},[],", n, "0],\"a\":1}")),
    kind("white_space", A, Some(true), |n| between("{\"x\"", " \n", n, ":1,\"a\":1}")),
    kind("repeated_key", A, Some(true), |n| between("{", "\"a\":0,", n, "\"a\":1}")),
    kind("repeated_key_in_vain", A_THEN_B, Some(false), |n| between("{", "\"a\":0,", n, "\"b\":1}")),
    kind("key_as_value", A_THEN_B, Some(false), |n| between("{\"a\":0,\"x\":[", "\"a\"  ,", n, "1],\"b\":1}")),
    kind("key_written_with_escapes", A, Some(true), |n| between("{", "\"\\u0062\":0,", n, "\"\\u0061\":1}")),
    kind("long_string", TEXT_A, Some(true), |n| between("{\"a\":\"", "x", n, "y\"}")),
    kind("long_string_beside", A, Some(true), |n| between("{\"x\":\"", "x", n, "\",\"a\":1}")),
    kind("long_string_of_escapes", TEXT_A, Some(false), |n| between("{\"a\":\"", "\\u0079\\\"", n, "\"}")),
    kind("long_string_of_backslashes", A, Some(true), |n| between("{\"x\":\"", "\\\\", n, "\",\"a\":1}")),
    kind("long_string_left_open", A, None, |n| between("{\"x\":\"", "x", n, "")),
    kind("long_number", r#"{"a":[{"numeric":[">",1]}]}"#, Some(false), |n| between("{\"a\":1", "0", n + 400, "}")),
    kind("long_fraction", r#"{"a":[0.1]}"#, Some(true), |n| between("{\"a\":0.1", "0", n, "}")),
    kind("backtracking", BACKTRACK, Some(false), |n| between("{\"a\":\"", "a", n, "\"}")),
];
