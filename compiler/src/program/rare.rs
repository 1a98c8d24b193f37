//! Which bytes of a key to look for, to tell quickly that it does not come again.

/// Bytes from the most to the least frequent in the JSON text of events. Those that are not here are rarer still.
const BY_FREQUENCY: &[u8] = b"\"eatnisroc-0123456789dlmupgkfhbvwyxzjq";

/// Only this many bytes of a key are considered, so that the two are near each other.
const CONSIDERED: u8 = 48;

/// The two places with the rarest bytes in a key that stands in quotes, the nearer to the start first. The opening quote
/// is none of them, because a key with dots may end with this one. The empty key has no two places.
pub(super) fn places(key: &[u8]) -> (u8, u8) {
    let behind_quote = key.iter().copied().chain(std::iter::once(b'"'));
    let frequency = |byte: u8| BY_FREQUENCY.iter().rev().position(|&known| known == byte).map_or(0, |place| place + 1);
    let mut places: Vec<(u8, usize)> = (1..CONSIDERED).zip(behind_quote.map(frequency)).collect();
    places.sort_by_key(|&(place, frequency)| (frequency, place));
    match places[..] {
        [(one, _), (other, _), ..] => (one.min(other), one.max(other)),
        _ => (0, 0),
    }
}

#[cfg(test)]
mod tests {
    use super::places;

    #[test]
    fn the_rarest_bytes_are_chosen() {
        assert_eq!(places(b"source"), (3, 5));
        assert_eq!(places(b"detail-type"), (9, 10));
        assert_eq!(places(b"e"), (1, 2));
        assert_eq!(places(b""), (0, 0));
    }
}
