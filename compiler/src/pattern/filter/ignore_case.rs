//! Case-insensitive comparison. Each character of the filter's string matches its lowercase or uppercase form in the
//! event. A form may have several characters: `ß` matches `SS`.

use crate::json::JsonString;

/// Returns the lowercase and the uppercase form of a code point. For a surrogate or a code point outside the Basic
/// Multilingual Plane, both forms are the code point itself.
#[must_use]
pub fn case_forms(code: u32) -> [Vec<u32>; 2] {
    match char::from_u32(code) {
        Some(character) if code <= 0xffff => {
            [character.to_lowercase().map(u32::from).collect(), character.to_uppercase().map(u32::from).collect()]
        }
        _ => [vec![code], vec![code]],
    }
}

pub(super) fn equals_ignore_case(wanted: &JsonString, text: &JsonString) -> bool {
    let text: Vec<u32> = text.code_points().collect();
    ends(wanted, &text, 0).contains(&text.len())
}

pub(super) fn starts_with_ignore_case(wanted: &JsonString, text: &JsonString) -> bool {
    let text: Vec<u32> = text.code_points().collect();
    !ends(wanted, &text, 0).is_empty()
}

pub(super) fn ends_with_ignore_case(wanted: &JsonString, text: &JsonString) -> bool {
    let text: Vec<u32> = text.code_points().collect();
    (0..=text.len()).any(|start| ends(wanted, &text, start).contains(&text.len()))
}

/// Returns every offset at which a match that starts at `start` can end.
fn ends(wanted: &JsonString, text: &[u32], start: usize) -> Vec<usize> {
    let mut starts = vec![start];
    for code in wanted.code_points() {
        let mut ends = Vec::new();
        for start in starts {
            for form in case_forms(code) {
                let end = start + form.len();
                if text[start..].starts_with(&form) && !ends.contains(&end) {
                    ends.push(end);
                }
            }
        }
        starts = ends;
    }
    starts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_case_form_is_a_prefix_or_suffix_of_the_other() {
        // The engine relies on this because it compares greedily, both forwards and backwards.
        for code in 0..=0xffff {
            let [lower, upper] = case_forms(code);
            let nested = lower.starts_with(&upper)
                || upper.starts_with(&lower)
                || lower.ends_with(&upper)
                || upper.ends_with(&lower);
            assert!(lower == upper || !nested, "U+{code:04X}");
        }
    }
}
