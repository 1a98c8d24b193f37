//! Wildcard matching. On a mismatch, only the last `*` backtracks: it matches one more byte, and matching continues
//! from there. The time is at most proportional to the product of both lengths.

use super::Bytes;

pub(crate) fn has_form(mut text: impl Bytes, mut form: &[u8]) -> bool {
    // For the last `*`: the pattern that follows it, and the text that it has not matched yet.
    let mut retry = None;
    loop {
        match split_form(form) {
            Some((Part::Star, rest)) => {
                form = rest;
                retry = Some((rest, text.clone()));
                if form.is_empty() {
                    return true;
                }
                continue;
            }
            Some((Part::Byte(wanted), rest)) => {
                let next = text.next();
                if next == Some(wanted) {
                    form = rest;
                    continue;
                }
                if next.is_none() {
                    return false;
                }
            }
            None if text.next().is_none() => return true,
            None => {}
        }
        let Some((after_star, untaken)) = &mut retry else { return false };
        if untaken.next().is_none() {
            return false;
        }
        form = after_star;
        text = untaken.clone();
    }
}

enum Part {
    Star,
    Byte(u8),
}

fn split_form(form: &[u8]) -> Option<(Part, &[u8])> {
    match form {
        [] => None,
        [b'*', rest @ ..] => Some((Part::Star, rest)),
        [b'\\', escaped, rest @ ..] => Some((Part::Byte(*escaped), rest)),
        [byte, rest @ ..] => Some((Part::Byte(*byte), rest)),
    }
}

#[cfg(test)]
mod tests {
    use super::has_form;
    use alloc::string::String;
    use core::cell::Cell;

    /// Bytes that count how often one of them is read.
    #[derive(Clone)]
    struct Counted<'t>(core::slice::Iter<'t, u8>, &'t Cell<usize>);

    impl Iterator for Counted<'_> {
        type Item = u8;

        fn next(&mut self) -> Option<u8> {
            self.1.set(self.1.get() + 1);
            self.0.next().copied()
        }
    }

    #[test]
    fn no_number_of_stars_reads_a_text_more_often_than_the_form_is_long() {
        let text = "a".repeat(2_000);
        for stars in [1, 8, 64] {
            for form in ["a*".repeat(stars) + "b", "*aaaa".repeat(stars) + "b", "*a*b".repeat(stars)] {
                let reads = Cell::new(0);
                let counted = Counted(text.as_bytes().iter(), &reads);
                assert!(!has_form(counted, form.as_bytes()));
                let most = (text.len() + 1) * (form.len() + 1);
                assert!(reads.get() <= most, "{} reads for {form}", reads.get());
            }
        }
        let form = String::from("a*").repeat(64);
        assert!(has_form(Counted(text.as_bytes().iter(), &Cell::new(0)), form.as_bytes()));
    }
}
