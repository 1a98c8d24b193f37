//! The outcomes as the XML of JUnit, which CI systems display: a test suite for each file, and a test for each case.

use super::outcome::Outcome;
use super::text::differences;
use std::fmt::Write as _;

/// Formats all outcomes.
pub(super) fn format(outcomes: &[Outcome<'_>]) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = writeln!(xml, "<testsuites name=\"event-pattern\" {}>", counts(outcomes));
    // The cases of a file follow each other, even if the same file is given twice.
    for suite in outcomes.chunk_by(|one, other| std::ptr::eq(one.file, other.file)) {
        let file = escaped(&suite[0].file.name);
        let _ = writeln!(xml, "  <testsuite name=\"{file}\" {}>", counts(suite));
        for outcome in suite {
            add_test(&mut xml, &file, outcome);
        }
        xml.push_str("  </testsuite>\n");
    }
    xml.push_str("</testsuites>");
    xml
}

fn counts(outcomes: &[Outcome<'_>]) -> String {
    let (tests, failures) = (outcomes.len(), outcomes.len() - Outcome::passed(outcomes));
    let seconds: f64 = outcomes.iter().map(|outcome| outcome.duration.as_secs_f64()).sum();
    format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"0\" skipped=\"0\" time=\"{seconds:.6}\"")
}

/// Adds the element of a case. `file` is already escaped.
fn add_test(xml: &mut String, file: &str, outcome: &Outcome<'_>) {
    let (name, line) = (escaped(&outcome.case.name), outcome.case.line);
    let _ = write!(xml, "    <testcase classname=\"{file}\" name=\"{name}\" file=\"{file}\" line=\"{line}\"");
    let _ = write!(xml, " time=\"{:.6}\"", outcome.duration.as_secs_f64());
    if outcome.is_passed() {
        xml.push_str("/>\n");
        return;
    }
    let lines = differences(outcome, ToString::to_string);
    let summaries: Vec<&str> =
        lines.iter().filter(|line| line.starts_with("  `")).map(|line| line.trim_start()).collect();
    let message = escaped(&summaries.join("; "));
    let text = escaped_text(&format!("{}\n{}", outcome.location(), lines.join("\n")));
    let _ = writeln!(xml, ">\n      <failure message=\"{message}\" type=\"difference\">{text}</failure>");
    xml.push_str("    </testcase>\n");
}

/// Returns a text with references instead of characters that have a meaning in XML. XML cannot contain most control
/// characters, not even as references, so these are replaced.
fn escaped_text(text: &str) -> String {
    let mut xml = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => xml.push_str("&amp;"),
            '<' => xml.push_str("&lt;"),
            '>' => xml.push_str("&gt;"),
            '"' => xml.push_str("&quot;"),
            '\t' | '\n' | ' '..='\u{7e}' | '\u{85}' | '\u{a0}'..='\u{fffd}' | '\u{10000}'.. => xml.push(character),
            '\r' => xml.push_str("&#13;"),
            _ => xml.push(char::REPLACEMENT_CHARACTER),
        }
    }
    xml
}

/// Returns a text for the value of an attribute, where XML would read line breaks and tabs as spaces.
fn escaped(text: &str) -> String {
    escaped_text(text).replace('\n', "&#10;").replace('\t', "&#9;")
}

#[cfg(test)]
mod tests {
    use super::{escaped, escaped_text};

    #[test]
    fn characters_of_xml_are_escaped_and_those_it_cannot_contain_are_replaced() {
        for (text, xml, attribute) in [
            ("a < b && \"c\" > 'd'", "a &lt; b &amp;&amp; &quot;c&quot; &gt; 'd'", None),
            ("]]>", "]]&gt;", None),
            ("a\r\n\tb", "a&#13;\n\tb", Some("a&#13;&#10;&#9;b")),
            ("\0\u{1b}[1m\u{ffff}\u{7f}", "\u{fffd}\u{fffd}[1m\u{fffd}\u{fffd}", None),
            ("é…\u{1f600}", "é…\u{1f600}", None),
        ] {
            assert_eq!(escaped_text(text), xml, "{text:?}");
            assert_eq!(escaped(text), attribute.unwrap_or(xml), "{text:?}");
        }
    }
}
