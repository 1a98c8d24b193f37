//! The strings, numbers and keys that random patterns and random events share, as they are written in JSON.

use super::json::Json;
use fastrand::Rng;

/// Keys of events without a schema. There are only a few keys, so that patterns and events often have paths in common.
pub(crate) const KEYS: [&str; 14] =
    ["a", "a", "a", "b", "b", "c", "d", "a.b", "b.c", "a.", "", "\\u0061", "é\\ud83d\\ude00", "k\\\"{["];

/// Strings. Some differ only in case, some look like values of other types, and some are addresses or contain special
/// characters.
const WORDS: [&str; 34] = [
    "a",
    "a",
    "b",
    "b",
    "ab",
    "A",
    "aab",
    "STOPPED",
    "RUNNING",
    "",
    "1",
    "true",
    "null",
    "10.0.0.7",
    "10.0.1.255",
    "2001:db8::1",
    "::ffff:10.0.0.7",
    "é",
    "e\u{301}",
    "straße",
    "STRASSE",
    "\u{212a}",
    "σς",
    "İ",
    "😀",
    "\\ud83d\\ude00",
    "\\ud800",
    "\\udc00x",
    "\\u0000",
    "\\u0061",
    "x\\\"y\\\\",
    "\\\"",
    "{[:,]}",
    "\u{2028}\\t\\/",
];

/// Numbers that are compared by value.
const COMPARABLE: [&str; 18] = [
    "0",
    "0",
    "1",
    "1",
    "2",
    "3",
    "-1",
    "-0",
    "1.0",
    "1e0",
    "10e-1",
    "0.5",
    "5E-1",
    "100",
    "1e+2",
    "2147483648",
    "0.1",
    "0.10",
];

/// Numbers that are equal only to numbers with the same text.
const BY_TEXT: [&str; 5] =
    ["9007199254740993", "123456789012345678901234567890", "1e400", "-1e400", "0.1000000000000000055511151231257827"];

/// Returns a reference to a random element of `options`.
pub(crate) fn one_of<'o, T>(rng: &mut Rng, options: &'o [T]) -> &'o T {
    &options[rng.usize(..options.len())]
}

/// Returns a copy of a random element of `options`.
pub(crate) fn pick<T: Copy>(rng: &mut Rng, options: &[T]) -> T {
    *one_of(rng, options)
}

pub(crate) fn word(rng: &mut Rng) -> &'static str {
    let common = rng.bool();
    pick(rng, if common { &WORDS[..8] } else { &WORDS })
}

pub(crate) fn comparable(rng: &mut Rng) -> &'static str {
    let common = rng.bool();
    pick(rng, if common { &COMPARABLE[..5] } else { &COMPARABLE })
}

pub(crate) fn number(rng: &mut Rng) -> &'static str {
    if rng.u8(..10) == 0 { pick(rng, &BY_TEXT) } else { comparable(rng) }
}

/// Returns a random value that is neither an array nor an object.
pub(crate) fn scalar(rng: &mut Rng) -> Json {
    match rng.u8(..8) {
        0 => Json::literal("null"),
        1 => Json::literal(&rng.bool()),
        2..=4 => Json::literal(number(rng)),
        _ => Json::string(word(rng)),
    }
}
