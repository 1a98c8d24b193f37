//! Wildcard matching. On a mismatch, only the last `*` backtracks: it matches one more byte, and matching continues
//! from there. The running time is at most proportional to the product of the lengths of the text and the pattern.

use super::Bytes;

pub(crate) fn matches_wildcard(mut text: impl Bytes, mut pattern: &[u8]) -> bool {
    // For the last `*`: the pattern that follows it, and the text that it has not matched yet.
    let mut retry = None;
    loop {
        match split_first_part(pattern) {
            Some((WildcardPart::Star, rest)) => {
                pattern = rest;
                retry = Some((rest, text.clone()));
                if pattern.is_empty() {
                    return true;
                }
                continue;
            }
            Some((WildcardPart::Byte(wanted), rest)) => {
                let next = text.next();
                if next == Some(wanted) {
                    pattern = rest;
                    continue;
                }
                if next.is_none() {
                    return false;
                }
            }
            None if text.next().is_none() => return true,
            None => {}
        }
        let Some((after_star, unmatched)) = &mut retry else { return false };
        if unmatched.next().is_none() {
            return false;
        }
        pattern = after_star;
        text = unmatched.clone();
    }
}

enum WildcardPart {
    Star,
    Byte(u8),
}

fn split_first_part(pattern: &[u8]) -> Option<(WildcardPart, &[u8])> {
    match pattern {
        [] => None,
        [b'*', rest @ ..] => Some((WildcardPart::Star, rest)),
        [b'\\', escaped, rest @ ..] => Some((WildcardPart::Byte(*escaped), rest)),
        [byte, rest @ ..] => Some((WildcardPart::Byte(*byte), rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::matches_wildcard;
    use alloc::string::String;
    use core::cell::Cell;

    /// An iterator over bytes that counts how many bytes are read.
    #[derive(Clone)]
    struct CountingBytes<'t>(core::slice::Iter<'t, u8>, &'t Cell<usize>);

    impl Iterator for CountingBytes<'_> {
        type Item = u8;

        fn next(&mut self) -> Option<u8> {
            self.1.set(self.1.get() + 1);
            self.0.next().copied()
        }
    }

    #[test]
    fn reads_are_bounded_by_the_product_of_both_lengths() {
        let text = "a".repeat(2_000);
        for stars in [1, 8, 64] {
            for pattern in ["a*".repeat(stars) + "b", "*aaaa".repeat(stars) + "b", "*a*b".repeat(stars)] {
                let reads = Cell::new(0);
                let counted = CountingBytes(text.as_bytes().iter(), &reads);
                assert!(!matches_wildcard(counted, pattern.as_bytes()));
                let max_reads = (text.len() + 1) * (pattern.len() + 1);
                assert!(reads.get() <= max_reads, "{} reads for {pattern}", reads.get());
            }
        }
        let pattern = String::from("a*").repeat(64);
        assert!(matches_wildcard(CountingBytes(text.as_bytes().iter(), &Cell::new(0)), pattern.as_bytes()));
    }
}
