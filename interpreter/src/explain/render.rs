//! Formats an explanation as text, wrapped at 80 columns.

use super::{Explanation, Part};
use event_pattern_compiler::diagnostic::Style;

const MAX_COLUMNS: usize = 80;

/// Returns the summary, an empty line, and one line for each part of the pattern.
pub(super) fn render(explanation: &Explanation, style: Style) -> String {
    let coloured = if explanation.is_match {
        paint(style, Colour::Holds, "match")
    } else {
        paint(style, Colour::Fails, "no match")
    };
    let plain = if explanation.is_match { "match" } else { "no match" };
    let sentence = wrap(&format!("{plain}: {}", explanation.summary), 0, 2);
    let mut lines = vec![sentence.replacen(plain, &coloured, 1)];
    if !explanation.parts.is_empty() {
        lines.push(String::new());
    }
    lines.extend(explanation.parts.iter().flat_map(|part| part_lines(part, 0, style)));
    lines.join("\n")
}

fn part_lines(part: &Part, indent: usize, style: Style) -> Vec<String> {
    let (mark, colour) = match (part.holds, part.parts.is_empty()) {
        (Some(true), _) => ("✓", Colour::Holds),
        (Some(false), _) => ("✗", Colour::Fails),
        (None, true) => ("·", Colour::Frame),
        (None, false) => (" ", Colour::Frame),
    };
    let text = if part.words.is_empty() { part.key.clone() } else { format!("{}: {}", part.key, part.words) };
    let line = wrap(&text, indent + 2, indent + 4);
    let line = format!("{}{} {}", " ".repeat(indent), paint(style, colour, mark), line.trim_start());
    let inner = part.parts.iter().flat_map(|part| part_lines(part, indent + 2, style));
    std::iter::once(line).chain(inner).collect()
}

/// Wraps text between words. Text in quotes or brackets stays on one line if it fits.
fn wrap(text: &str, first_indent: usize, indent: usize) -> String {
    let mut lines = Vec::new();
    let mut line = " ".repeat(first_indent);
    let mut width = first_indent;
    let mut is_empty = true;
    for part in unbreakable_parts(text) {
        let fits = part.chars().count() <= MAX_COLUMNS - indent.min(MAX_COLUMNS / 2);
        let words: Vec<&str> = if fits { vec![part] } else { part.split(' ').collect() };
        for word in words {
            let length = word.chars().count();
            if !is_empty && width + 1 + length > MAX_COLUMNS {
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

/// Splits text into words, with text in quotes or brackets as one word.
fn unbreakable_parts(text: &str) -> Vec<&str> {
    let (mut parts, mut start) = (Vec::new(), 0);
    let (mut depth, mut in_string, mut escaped) = (0_usize, false, false);
    for (offset, character) in text.char_indices() {
        match character {
            '"' if !escaped => in_string = !in_string,
            '{' | '[' if !in_string => depth += 1,
            '}' | ']' if !in_string => depth = depth.saturating_sub(1),
            ' ' if !in_string && depth == 0 => {
                parts.push(&text[start..offset]);
                start = offset + 1;
            }
            _ => {}
        }
        escaped = character == '\\' && !escaped;
    }
    parts.push(&text[start..]);
    parts
}

#[derive(Clone, Copy)]
enum Colour {
    Holds,
    Fails,
    Frame,
}

fn paint(style: Style, colour: Colour, text: &str) -> String {
    let code = match colour {
        _ if style == Style::Plain => return text.to_owned(),
        Colour::Holds => "1;92",
        Colour::Fails => "1;91",
        Colour::Frame => "1;94",
    };
    format!("\x1b[{code}m{text}\x1b[0m")
}

#[cfg(test)]
mod tests {
    use super::unbreakable_parts;

    #[test]
    fn text_in_quotes_or_brackets_is_not_broken() {
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
            assert_eq!(unbreakable_parts(text), expected);
        }
    }
}
