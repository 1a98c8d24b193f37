//! JSON objects that follow one another in a text, with or without line breaks and brackets between them.

use memchr::memchr2;

/// Returns the offset after the first object of the text, or `None` if the object is incomplete. Only strings and
/// braces are recognised; the syntax is not checked.
pub(crate) fn end_of_object(text: &[u8]) -> Option<usize> {
    ends(text).next()
}

/// Returns the offset after the last complete object of the text, or `None` if no object is complete.
pub(crate) fn end_of_last_object(text: &[u8]) -> Option<usize> {
    ends(text).last()
}

/// Returns the offset after each top-level object of the text.
fn ends(text: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let (mut at, mut depth) = (0, 0_usize);
    std::iter::from_fn(move || {
        while let Some(&byte) = text.get(at) {
            at += 1;
            match byte {
                // A quote between objects is a syntax error, but must not hide the objects that follow.
                b'"' if depth > 0 => at = end_of_string(text, at),
                b'{' => depth += 1,
                b'}' if depth > 1 => depth -= 1,
                b'}' if depth == 1 => {
                    depth = 0;
                    return Some(at);
                }
                _ => {}
            }
        }
        None
    })
}

/// Returns the offset after the closing quote of a string, or the end of the text.
fn end_of_string(text: &[u8], mut at: usize) -> usize {
    while let Some(length) = text.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += length + 1;
        if text[at - 1] == b'"' {
            return at;
        }
        // An escaped character does not end the string.
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_end_at_their_closing_brace() {
        for (text, first, last) in [
            (r#"{"a":{"b":"}\"}"}}"#, Some(18), Some(18)),
            ("{}{} , {}]", Some(2), Some(9)),
            (r#"{"a":"\\"}{"b":"\"#, Some(10), Some(10)),
            (r#"{"a":1"#, None, None),
            (r#"{"a":"\"#, None, None),
            ("} {} \" {}", Some(4), Some(9)),
            ("", None, None),
        ] {
            assert_eq!((end_of_object(text.as_bytes()), end_of_last_object(text.as_bytes())), (first, last), "{text}");
        }
    }
}
