//! An explanation as text in eighty columns.

use super::{Explanation, Part};
use event_pattern_compiler::diagnostic::Style;

const COLUMNS: usize = 80;

/// The sentence, an empty line, and the pattern with a line for each part.
pub(super) fn render(explanation: &Explanation, style: Style) -> String {
    let verdict =
        if explanation.is_match { paint(style, Paint::Holds, "match") } else { paint(style, Paint::Fails, "no match") };
    let plain = if explanation.is_match { "match" } else { "no match" };
    let sentence = wrapped(&format!("{plain}: {}", explanation.summary), 0, 2);
    let mut lines = vec![sentence.replacen(plain, &verdict, 1)];
    if !explanation.parts.is_empty() {
        lines.push(String::new());
    }
    lines.extend(explanation.parts.iter().flat_map(|part| part_lines(part, 0, style)));
    lines.join("\n")
}

fn part_lines(part: &Part, indent: usize, style: Style) -> Vec<String> {
    let (mark, colour) = match (part.holds, part.parts.is_empty()) {
        (Some(true), _) => ("✓", Paint::Holds),
        (Some(false), _) => ("✗", Paint::Fails),
        (None, true) => ("·", Paint::Frame),
        (None, false) => (" ", Paint::Frame),
    };
    let text = if part.words.is_empty() { part.key.clone() } else { format!("{}: {}", part.key, part.words) };
    let line = wrapped(&text, indent + 2, indent + 4);
    let line = format!("{}{} {}", " ".repeat(indent), paint(style, colour, mark), line.trim_start());
    let inner = part.parts.iter().flat_map(|part| part_lines(part, indent + 2, style));
    std::iter::once(line).chain(inner).collect()
}

/// A text in lines, broken between words. What stands in quotes or brackets stays on one line if it fits.
fn wrapped(text: &str, first_indent: usize, indent: usize) -> String {
    let mut lines = Vec::new();
    let mut line = " ".repeat(first_indent);
    let mut width = first_indent;
    let mut is_empty = true;
    for unit in units(text) {
        let fits = unit.chars().count() <= COLUMNS - indent.min(COLUMNS / 2);
        let words: Vec<&str> = if fits { vec![unit] } else { unit.split(' ').collect() };
        for word in words {
            let length = word.chars().count();
            if !is_empty && width + 1 + length > COLUMNS {
                lines.push(std::mem::replace(&mut line, " ".repeat(indent)));
                width = indent;
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
                width += 1;
            }
            line.push_str(word);
            width += length;
            is_empty = false;
        }
    }
    lines.push(line);
    lines.join("\n")
}

/// The words of a text, where what stands in quotes or brackets is one word.
fn units(text: &str) -> Vec<&str> {
    let (mut units, mut start) = (Vec::new(), 0);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (offset, character) in text.char_indices() {
        match character {
            '"' if !escaped => in_string = !in_string,
            '{' | '[' if !in_string => depth += 1,
            '}' | ']' if !in_string => depth = depth.saturating_sub(1),
            ' ' if !in_string && depth == 0 => {
                units.push(&text[start..offset]);
                start = offset + 1;
            }
            _ => {}
        }
        escaped = character == '\\' && !escaped;
    }
    units.push(&text[start..]);
    units
}

#[derive(Clone, Copy)]
enum Paint {
    Holds,
    Fails,
    Frame,
}

fn paint(style: Style, paint: Paint, text: &str) -> String {
    let code = match paint {
        _ if style == Style::Plain => return text.to_owned(),
        Paint::Holds => "1;92",
        Paint::Fails => "1;91",
        Paint::Frame => "1;94",
    };
    format!("\x1b[{code}m{text}\x1b[0m")
}

#[cfg(test)]
mod tests {
    use super::units;

    #[test]
    fn what_stands_in_quotes_or_brackets_is_one_word() {
        for (text, expected) in [
            ("a bc", &["a", "bc"][..]),
            (r#"a "b c" d"#, &["a", r#""b c""#, "d"]),
            (r#"a {"b": [1, 2]} c"#, &["a", r#"{"b": [1, 2]}"#, "c"]),
            (r#"["a ] b", "c d"] e"#, &[r#"["a ] b", "c d"]"#, "e"]),
            (r#"["a [ b"] c d"#, &[r#"["a [ b"]"#, "c", "d"]),
            (r#""a \" b" c"#, &[r#""a \" b""#, "c"]),
            (r#""a \\" b c"#, &[r#""a \\""#, "b", "c"]),
            ("a] b [c d] e", &["a]", "b", "[c d]", "e"]),
        ] {
            assert_eq!(units(text), expected);
        }
    }
}
