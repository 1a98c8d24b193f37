//! JSON objects that follow each other in a text, with or without line breaks and brackets between them.

use memchr::memchr2;

/// Behind the object that a text starts with, if it ends there. Only strings and braces are looked at.
pub(crate) fn end_of_object(text: &[u8]) -> Option<usize> {
    ends(text).next()
}

/// Behind the last object of a text that ends there.
pub(crate) fn last_end(text: &[u8]) -> Option<usize> {
    ends(text).last()
}

/// Where the objects of a text end that are inside no other.
fn ends(text: &[u8]) -> impl Iterator<Item = usize> + '_ {
    let (mut at, mut depth) = (0, 0_usize);
    std::iter::from_fn(move || {
        while let Some(&byte) = text.get(at) {
            at += 1;
            match byte {
                // Quotes between objects are a mistake, and must not hide what follows.
                b'"' if depth > 0 => at = behind_string(text, at),
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

/// Behind the quote that ends a string, or the end of the text.
fn behind_string(text: &[u8], mut at: usize) -> usize {
    while let Some(length) = text.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += length + 1;
        if text[at - 1] == b'"' {
            return at;
        }
        // Whatever is escaped ends no string.
        at += 1;
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn objects_end_at_their_own_brace() {
        for (text, first, last) in [
            (r#"{"a":{"b":"}\"}"}}"#, Some(18), Some(18)),
            ("{}{} , {}]", Some(2), Some(9)),
            (r#"{"a":"\\"}{"b":"\"#, Some(10), Some(10)),
            (r#"{"a":1"#, None, None),
            (r#"{"a":"\"#, None, None),
            ("} {} \" {}", Some(4), Some(9)),
            ("", None, None),
        ] {
            assert_eq!((end_of_object(text.as_bytes()), last_end(text.as_bytes())), (first, last), "{text}");
        }
    }
}
