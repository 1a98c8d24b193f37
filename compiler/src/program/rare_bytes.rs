//! The rare bytes of a key. A search for these bytes can quickly show that the key does not occur again in the rest of
//! an event.

use crate::json::JsonString;
use crate::sorting::sort_by;

/// The most frequent bytes in the JSON text of events, in descending order of frequency.
const BY_FREQUENCY: &[u8] = b"\"eatnisroc-0123456789dlmupgkfhbvwyxzjq";

/// Maximum number of bytes of a key that are considered. The limit keeps the two offsets close to each other.
const MAX_KEY_BYTES: u8 = 48;

/// Returns the offsets of the two rarest bytes of a key in quotes, in ascending order. The opening quote is not
/// considered, because a dotted key may end with this key.
///
/// Returns `(0, 0)` for an empty key, or if a step of the path contains a character that has a short escape. To find
/// such a key, every escape would have to be examined.
pub(super) fn offsets(path: &[JsonString]) -> (u8, u8) {
    let has_short_escape = |byte: &u8| matches!(byte, b'"' | b'\\' | b'/' | 0x08 | 0x0c | b'\n' | b'\r' | b'\t');
    let key = match path.last() {
        Some(key) if !path.iter().any(|step| step.as_bytes().iter().any(has_short_escape)) => key.as_bytes(),
        _ => return (0, 0),
    };
    let after_opening_quote = key.iter().copied().chain(std::iter::once(b'"'));
    let frequency =
        |byte: u8| BY_FREQUENCY.iter().rev().position(|&frequent| frequent == byte).map_or(0, |rank| rank + 1);
    let mut offsets: Vec<(u8, usize)> = (1..MAX_KEY_BYTES).zip(after_opening_quote.map(frequency)).collect();
    sort_by(&mut offsets, &|one, other| (one.1, one.0).cmp(&(other.1, other.0)));
    match offsets[..] {
        [(one, _), (other, _), ..] => (one.min(other), one.max(other)),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::offsets;
    use crate::json::JsonString;

    #[test]
    fn the_rarest_bytes_are_chosen() {
        let of = |key: &str| offsets(&[JsonString::from(key)]);
        assert_eq!(of("source"), (3, 5));
        assert_eq!(of("detail-type"), (9, 10));
        assert_eq!(of("e"), (1, 2));
        assert_eq!(of("qAB"), (2, 3));
        assert_eq!(of(""), (0, 0));
        assert_eq!(of("a/b"), (0, 0));
    }
}
