//! Content filters as functions: `equals-ignore-case`, `wildcard`, `cidr` and `numeric`.
//!
//! Generated code calls these functions for filters that the standard library does not provide. You can also call them
//! in your own code. The engine applies the same algorithms to JSON bytes, and decodes strings on the fly.
//!
//! ```
//! use event_pattern::filter;
//!
//! assert!(filter::equals_ignore_case("RUN-test", "run-TEST"));
//! assert!(filter::wildcard("run-unit-test", "run-*-test"));
//! assert!(filter::in_ipv4_block("10.0.0.77", [10, 0, 0, 0], 24));
//! ```

mod address;
mod bytes;
mod ignore_case;
mod json_name;
mod number;
mod wildcard;

pub(crate) use address::is_in_block;
pub(crate) use bytes::{Bytes, PlainBytes};
#[doc(hidden)]
pub use json_name::{JsonName, json_name};
pub use number::{Number, number};

/// Returns `true` if `text` equals `wanted` ignoring case, like the `equals-ignore-case` content filter.
///
/// For each character in `wanted`, `text` must contain the character's lowercase or uppercase form according to the
/// full Unicode case mappings. For example, `ß` in `wanted` also matches `SS` in `text`. Characters outside the Basic
/// Multilingual Plane match only themselves.
///
/// ```
/// use event_pattern::filter::equals_ignore_case;
///
/// assert!(equals_ignore_case("É", "é"));
/// assert!(equals_ignore_case("SS", "ß"));
/// assert!(!equals_ignore_case("ß", "SS"));
/// ```
#[must_use]
pub fn equals_ignore_case(text: &str, wanted: &str) -> bool {
    equal_ignoring_case(PlainBytes(text.as_bytes()), wanted.as_bytes())
}

/// Returns `true` if `text` starts with `prefix` ignoring case, as defined for [`equals_ignore_case`].
///
/// ```
/// assert!(event_pattern::filter::starts_with_ignore_case("EC2-fleet", "ec"));
/// ```
#[must_use]
pub fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    prefixed_ignoring_case(PlainBytes(text.as_bytes()), prefix.as_bytes())
}

/// Returns `true` if `text` ends with `suffix` ignoring case, as defined for [`equals_ignore_case`].
///
/// ```
/// assert!(event_pattern::filter::ends_with_ignore_case("image.PNG", ".png"));
/// ```
#[must_use]
pub fn ends_with_ignore_case(text: &str, suffix: &str) -> bool {
    suffixed_ignoring_case(&PlainBytes(text.as_bytes()), suffix.as_bytes())
}

/// Returns `true` if `text` matches `pattern`, like the `wildcard` content filter.
///
/// In `pattern`, `*` matches any number of characters, `\*` matches an asterisk, and `\\` matches a backslash.
///
/// ```
/// use event_pattern::filter::wildcard;
///
/// assert!(wildcard("arn:aws:ecs:eu-west-1:123:task/1", "arn:aws:ecs:*:task/*"));
/// assert!(wildcard("5*3", r"5\*3") && !wildcard("5+3", r"5\*3"));
/// ```
#[must_use]
pub fn wildcard(text: &str, pattern: &str) -> bool {
    matches_wildcard(&PlainBytes(text.as_bytes()), pattern.as_bytes())
}

/// Returns `true` if `text` is an IPv4 address in a CIDR block: the first `mask_bits` bits of the address equal those
/// of `block`.
///
/// The four numbers of the address may have leading zeros. If `mask_bits` is 0, the block also contains all IPv6
/// addresses.
///
/// ```
/// use event_pattern::filter::in_ipv4_block;
///
/// assert!(in_ipv4_block("10.0.0.77", [10, 0, 0, 0], 24));
/// assert!(!in_ipv4_block("10.0.1.0", [10, 0, 0, 0], 24));
/// assert!(!in_ipv4_block("localhost", [10, 0, 0, 0], 24));
/// ```
#[must_use]
pub fn in_ipv4_block(text: &str, block: [u8; 4], mask_bits: u8) -> bool {
    is_in_block(PlainBytes(text.as_bytes()), &block, mask_bits)
}

/// Returns `true` if `text` is an IPv6 address in a CIDR block: the first `mask_bits` bits of the address equal those
/// of `block`.
///
/// The block is given as eight groups of 16 bits. If `mask_bits` is 0, the block also contains all IPv4 addresses.
///
/// ```
/// use event_pattern::filter::in_ipv6_block;
///
/// assert!(in_ipv6_block("2001:DB8::A", [0x2001, 0xdb8, 0, 0, 0, 0, 0, 0], 32));
/// ```
#[must_use]
pub fn in_ipv6_block(text: &str, block: [u16; 8], mask_bits: u8) -> bool {
    let mut bytes = [0; 16];
    for (pair, group) in bytes.chunks_exact_mut(2).zip(block) {
        pair.copy_from_slice(&group.to_be_bytes());
    }
    is_in_block(PlainBytes(text.as_bytes()), &bytes, mask_bits)
}

/// Converts an integer into an `f64`, or returns `None` if a `numeric` range never contains the integer.
///
/// A range can contain an integer if its digits are the shortest decimal representation of the nearest `f64`. This is
/// true of all integers up to 2⁵³ in magnitude.
///
/// ```
/// use event_pattern::filter::comparable;
///
/// assert_eq!(comparable(137), Some(137.0));
/// assert_eq!(comparable(9_007_199_254_740_993), None);
/// ```
#[must_use]
pub fn comparable(integer: i64) -> Option<f64> {
    comparable_integer(integer.into())
}

/// Converts an integer of any size like [`comparable`].
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the function detects the loss")]
pub(crate) fn comparable_integer(integer: i128) -> Option<f64> {
    const EXACT: u128 = 1 << 53;
    /// The number of digits of the largest `u128`.
    const MAX_DIGITS: usize = 39;
    if integer.unsigned_abs() <= EXACT {
        return Some(integer as f64);
    }
    let mut text = [0_u8; MAX_DIGITS];
    let mut start = MAX_DIGITS;
    let mut rest = integer.unsigned_abs();
    while rest > 0 {
        start -= 1;
        text[start] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let magnitude = crate::json::comparable(&text[start..])?;
    Some(if integer < 0 { -magnitude } else { magnitude })
}

/// Returns `true` if `number` equals `wanted` by the rules that apply to a plain number in a pattern.
///
/// `-0.0` equals `0.0`. Different decimal numbers that round to the same `f64` are equal too.
///
/// ```
/// assert!(event_pattern::filter::equals_number(-0.0, 0.0));
/// ```
#[must_use]
pub fn equals_number(number: f64, wanted: f64) -> bool {
    // Adding zero turns -0.0 into 0.0 and does not change any other number.
    (number + 0.0).total_cmp(&(wanted + 0.0)).is_eq()
}

pub(crate) fn has_prefix(mut text: impl Bytes, prefix: &[u8]) -> bool {
    prefix.iter().all(|&byte| text.next() == Some(byte))
}

pub(crate) fn has_suffix(text: &impl Bytes, suffix: &[u8]) -> bool {
    let end = text.end(suffix.len());
    let length = end.clone().count();
    length >= suffix.len() && end.skip(length - suffix.len()).eq(suffix.iter().copied())
}

pub(crate) use ignore_case::{equal_ignoring_case, prefixed_ignoring_case, suffixed_ignoring_case};
pub(crate) use wildcard::matches_wildcard;
