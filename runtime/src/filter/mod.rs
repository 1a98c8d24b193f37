//! Content filters as plain functions: what `equals-ignore-case`, `wildcard`, `cidr` and `numeric` mean.
//!
//! Generated code calls these where Rust has no word of its own, and hand-written code can. The engine for raw bytes
//! uses the same ones, on strings that it decodes as it goes.
//!
//! ```
//! use event_pattern::filter;
//!
//! assert!(filter::equals_ignore_case("RUN-test", "run-TEST"));
//! assert!(filter::wildcard("run-unit-test", "run-*-test"));
//! assert!(filter::in_ipv4_block("10.0.0.77", [10, 0, 0, 0], 24));
//! ```

mod address;
mod ignore_case;
mod number;
mod wildcard;

pub(crate) use address::is_in_block;
pub use number::{Number, number};

/// The bytes of a string, as often as they are needed.
pub(crate) trait Bytes: Iterator<Item = u8> + Clone {}

impl<I: Iterator<Item = u8> + Clone> Bytes for I {}

/// Whether the text is `wanted` but for case: character by character, the text has the lower case or the upper case of
/// the wanted character, both by the full Unicode mappings. So `ß` accepts `SS`, and characters outside the basic plane
/// accept only themselves.
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
    equal_ignoring_case(text.bytes(), wanted.as_bytes())
}

/// Whether the text starts with `prefix` but for case, in the sense of [`equals_ignore_case`].
///
/// ```
/// assert!(event_pattern::filter::starts_with_ignore_case("EC2-fleet", "ec"));
/// ```
#[must_use]
pub fn starts_with_ignore_case(text: &str, prefix: &str) -> bool {
    prefixed_ignoring_case(text.bytes(), prefix.as_bytes())
}

/// Whether the text ends with `suffix` but for case, in the sense of [`equals_ignore_case`].
///
/// ```
/// assert!(event_pattern::filter::ends_with_ignore_case("image.PNG", ".png"));
/// ```
#[must_use]
pub fn ends_with_ignore_case(text: &str, suffix: &str) -> bool {
    suffixed_ignoring_case(text.bytes(), suffix.as_bytes())
}

/// Whether the text has the form of a `wildcard` filter: `*` stands for any characters, also none, `\*` for a star and
/// `\\` for a backslash.
///
/// ```
/// use event_pattern::filter::wildcard;
///
/// assert!(wildcard("arn:aws:ecs:eu-west-1:123:task/1", "arn:aws:ecs:*:task/*"));
/// assert!(wildcard("5*3", r"5\*3") && !wildcard("5+3", r"5\*3"));
/// ```
#[must_use]
pub fn wildcard(text: &str, form: &str) -> bool {
    has_form(text.bytes(), form.as_bytes())
}

/// Whether the text writes an IPv4 address that shares its first `mask_bits` bits with `block`. Its four numbers may have
/// leading zeros. A block without mask bits holds IPv6 addresses too.
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
    is_in_block(text.bytes(), &block, mask_bits)
}

/// Whether the text writes an IPv6 address that shares its first `mask_bits` bits with `block`, given as its eight
/// groups. A block without mask bits holds IPv4 addresses too.
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
    is_in_block(text.bytes(), &bytes, mask_bits)
}

/// The value of an integer where patterns can compare it: if it is the shortest decimal that prints the nearest double,
/// as every integer up to 2⁵³ is. `numeric` accepts no other.
///
/// ```
/// use event_pattern::filter::comparable;
///
/// assert_eq!(comparable(137), Some(137.0));
/// assert_eq!(comparable(9_007_199_254_740_993), None);
/// ```
#[must_use]
#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "the loss is what is asked about")]
pub fn comparable(integer: i64) -> Option<f64> {
    const EXACT: u64 = 1 << 53;
    if integer.unsigned_abs() <= EXACT {
        return Some(integer as f64);
    }
    let mut text = [0_u8; 20];
    let mut length = 0;
    let mut rest = integer.unsigned_abs();
    while rest > 0 {
        length += 1;
        text[20 - length] = b'0' + (rest % 10) as u8;
        rest /= 10;
    }
    let magnitude = crate::json::comparable(&text[20 - length..])?;
    Some(if integer < 0 { -magnitude } else { magnitude })
}

/// Whether a number is another, as decimals: `-0` is `0`. Beside whole numbers, only the numbers that binary64 holds
/// exactly as they are printed can be told apart.
///
/// ```
/// assert!(event_pattern::filter::equals_number(-0.0, 0.0));
/// ```
#[must_use]
pub fn equals_number(number: f64, wanted: f64) -> bool {
    // Adding zero turns -0.0 into 0.0 and changes nothing else.
    (number + 0.0).total_cmp(&(wanted + 0.0)).is_eq()
}

pub(crate) fn has_prefix(mut text: impl Bytes, prefix: &[u8]) -> bool {
    prefix.iter().all(|&byte| text.next() == Some(byte))
}

pub(crate) fn has_suffix(text: impl Bytes, suffix: &[u8]) -> bool {
    let length = text.clone().count();
    length >= suffix.len() && text.skip(length - suffix.len()).eq(suffix.iter().copied())
}

pub(crate) use ignore_case::{equal_ignoring_case, prefixed_ignoring_case, suffixed_ignoring_case};
pub(crate) use wildcard::has_form;
