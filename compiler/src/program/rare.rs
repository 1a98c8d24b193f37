//! Which bytes of a key to look for, to tell quickly that it does not come again.

use crate::json::JsonString;
use crate::sorting::sort_by;

/// Bytes from the most to the least frequent in the JSON text of events. Those that are not here are rarer still.
const BY_FREQUENCY: &[u8] = b"\"eatnisroc-0123456789dlmupgkfhbvwyxzjq";

/// Only this many bytes of a key are considered, so that the two are near each other.
const CONSIDERED: u8 = 48;

/// The two places with the rarest bytes in a key that stands in quotes, the nearer to the start first. The opening quote
/// is none of them, because a key with dots may end with this one.
///
/// There are none for the empty key and where a step of the path has a character with a short escape: to find those keys
/// would take a look at every escape.
pub(super) fn places(steps: &[JsonString]) -> (u8, u8) {
    let has_short_escape = |byte: &u8| matches!(byte, b'"' | b'\\' | b'/' | 0x08 | 0x0c | b'\n' | b'\r' | b'\t');
    let key = match steps.last() {
        Some(key) if !steps.iter().any(|step| step.as_bytes().iter().any(has_short_escape)) => key.as_bytes(),
        _ => return (0, 0),
    };
    let behind_quote = key.iter().copied().chain(std::iter::once(b'"'));
    let frequency = |byte: u8| BY_FREQUENCY.iter().rev().position(|&known| known == byte).map_or(0, |place| place + 1);
    let mut places: Vec<(u8, usize)> = (1..CONSIDERED).zip(behind_quote.map(frequency)).collect();
    sort_by(&mut places, &|one, other| (one.1, one.0).cmp(&(other.1, other.0)));
    match places[..] {
        [(one, _), (other, _), ..] => (one.min(other), one.max(other)),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::json::JsonString;

    #[test]
    fn the_rarest_bytes_are_chosen() {
        let of = |key: &str| places(&[JsonString::from(key)]);
        assert_eq!(of("source"), (3, 5));
        assert_eq!(of("detail-type"), (9, 10));
        assert_eq!(of("e"), (1, 2));
        assert_eq!(of("qAB"), (2, 3));
        assert_eq!(of(""), (0, 0));
        assert_eq!(of("a/b"), (0, 0));
    }
}
