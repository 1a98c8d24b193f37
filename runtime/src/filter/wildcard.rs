//! Matching a form with stars. On a mismatch only the last star gives: it takes one more byte and the match goes on from
//! there, so the time is at most the product of both lengths.

use super::Bytes;

pub(crate) fn has_form(mut text: impl Bytes, mut form: &[u8]) -> bool {
    // After the last star: the form behind it, and the text that it has not taken yet.
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
