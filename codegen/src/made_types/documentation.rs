//! The documentation of made types, from the descriptions in a schema.

/// Maximum length of a line of source text, in characters.
const MAX_LINE_CHARACTERS: usize = 120;

/// Writes documentation that consists of these paragraphs, with lines that are indented by a number of blanks. A
/// paragraph may contain several ones, separated by empty lines. Empty paragraphs are skipped.
pub(crate) fn write_paragraphs(text: &mut String, indent: usize, paragraphs: &[String]) {
    let mut lines: Vec<String> = Vec::new();
    let texts = paragraphs.iter().flat_map(|text| text.split("\n\n")).map(str::trim).filter(|text| !text.is_empty());
    for text in texts {
        if !lines.is_empty() {
            lines.push(String::new());
        }
        wrap(text, MAX_LINE_CHARACTERS - indent - "/// ".len(), &mut lines);
    }
    for line in lines {
        let blank = if line.is_empty() { "" } else { " " };
        text.extend([&*" ".repeat(indent), "///", blank, &line, "\n"]);
    }
}

/// Splits a paragraph into lines of limited length.
fn wrap(text: &str, max_characters: usize, lines: &mut Vec<String>) {
    // An item of a list starts a line. Any other line continues the previous one.
    for item in items(text) {
        let mut line = String::new();
        for word in item.split_whitespace() {
            if !line.is_empty() && line.chars().count() + 1 + word.chars().count() > max_characters {
                lines.push(std::mem::take(&mut line));
            }
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
        lines.push(line);
    }
}

/// Joins the lines of a paragraph, except for the items of a list.
fn items(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for line in text.lines().map(str::trim) {
        match items.last_mut() {
            Some(last) if !line.starts_with("- ") && !line.starts_with("* ") => {
                last.push(' ');
                last.push_str(line);
            }
            _ => items.push(line.to_owned()),
        }
    }
    items
}

/// Returns a description from a document as Markdown that rustdoc shows as it is. In particular, no line becomes a
/// heading, a code block or a test, and brackets are not links to Rust items.
pub(crate) fn escaped(description: &str) -> String {
    let mut text = String::with_capacity(description.len());
    let mut is_code = false;
    let lines = description.lines().map(str::trim);
    for line in lines.filter(|line| !line.starts_with("```") && !line.starts_with("~~~")) {
        if line.starts_with(['#', '>', '+', '=', '|']) {
            text.push('\\');
        }
        let mut rest = line;
        while let Some(character) = rest.chars().next() {
            let url = if is_code { None } else { url(rest) };
            if let Some(url) = url {
                text.push('<');
                text.push_str(url);
                text.push('>');
                rest = &rest[url.len()..];
                continue;
            }
            is_code ^= character == '`';
            if !is_code && matches!(character, '[' | ']' | '<' | '>' | '*' | '_' | '\\') {
                text.push('\\');
            }
            text.push(character);
            rest = &rest[character.len_utf8()..];
        }
        // A backtick without a partner does not reach into the next line.
        if is_code {
            text.push('`');
            is_code = false;
        }
        text.push('\n');
    }
    text.truncate(text.trim_end().len());
    text
}

/// Returns the URL at the start of a text. Punctuation at its end does not belong to it.
fn url(text: &str) -> Option<&str> {
    if !text.starts_with("https://") && !text.starts_with("http://") {
        return None;
    }
    let end = text.find(|c: char| c.is_whitespace() || "<>()[]\"'`".contains(c)).unwrap_or(text.len());
    Some(text[..end].trim_end_matches(['.', ',', ';', ':', '!', '?']))
}

#[cfg(test)]
mod tests {
    use super::{escaped, write_paragraphs};

    #[test]
    fn a_description_is_shown_as_it_is() {
        for (description, expected) in [
            ("The `exit` code.", "The `exit` code."),
            ("# Not a heading", r"\# Not a heading"),
            ("    assert!(false)", "assert!(false)"),
            ("```\nfn x() {}\n```\n", "fn x() {}"),
            ("an [array] of <T>", r"an \[array\] of \<T\>"),
            ("`Vec<[u8]>` and snake_case", r"`Vec<[u8]>` and snake\_case"),
            ("see https://example.com/a_b?c=[d], or", r"see <https://example.com/a_b?c=>\[d\], or"),
            ("see http://example.com.", "see <http://example.com>."),
            ("one ` alone", "one ` alone`"),
            (r"C:\new", r"C:\\new"),
        ] {
            assert_eq!(escaped(description), expected, "{description}");
        }
    }

    #[test]
    fn paragraphs_are_wrapped_and_lists_stay_lists() {
        let mut text = String::new();
        let word = "12345 ".repeat(20);
        write_paragraphs(&mut text, 2, &[String::new(), "One\ntwo:\n- a\n  b\n- c\n\nThree".to_owned(), word]);
        let words = |count| vec!["12345"; count].join(" ");
        let expected = ["One two:", "- a b", "- c", "", "Three", "", &words(19), &words(1)];
        assert_eq!(text.lines().map(|line| line["  ///".len()..].trim_start()).collect::<Vec<_>>(), expected);
        assert!(text.lines().all(|line| line.len() <= 120 && line.starts_with("  ///") && !line.ends_with(' ')));
    }
}
