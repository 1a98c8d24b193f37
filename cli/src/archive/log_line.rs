//! Lines of logs, in which an event follows other text.

use jiff::Timestamp;
use jiff::civil::DateTime;

/// Returns the length of the text that a log has before the event in a line. In exported lines and those of many
/// loggers, this text contains a time. In a message inside a wrapper, it can be any text. `None` if there is no such
/// text.
pub(super) fn prefix_length(line: &[u8], is_wrapped: bool) -> Option<usize> {
    let end = line.iter().position(|&byte| byte == b'{');
    let prefix = std::str::from_utf8(&line[..end.unwrap_or(line.len())]).ok()?;
    let mut words = prefix.split_ascii_whitespace();
    if end.is_none() {
        // `aws logs tail --format json` prints the time and the log stream on a line of their own.
        return (words.next().is_some_and(is_time) && words.count() <= 1).then_some(line.len());
    }
    let is_list = prefix.starts_with('[');
    (is_wrapped && !is_list || words.any(is_time)).then_some(prefix.len())
}

/// Whether a word is a date or a time. `aws logs tail --format short` prints times without an offset.
fn is_time(word: &str) -> bool {
    word.parse::<Timestamp>().is_ok() || word.parse::<DateTime>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_text_before_an_event_has_a_time_or_is_in_a_wrapper() {
        for (line, length, wrapped) in [
            ("2026-01-01T00:00:00.000Z {}", Some(25), Some(25)),
            ("2026-01-01T00:00:00+00:00 2026/01/01/[$LATEST]0a {}", Some(49), Some(49)),
            ("2026-01-01T00:00:00 {}", Some(20), Some(20)),
            ("2026-01-01 00:00:00,000 - INFO - {}", Some(33), Some(33)),
            ("[INFO]\t2026-01-01T00:00:00.000Z\tid\t{}", Some(35), Some(35)),
            ("Received event: {}", None, Some(16)),
            ("[INFO] {}", None, None),
            ("[1, {}]", None, None),
            ("[{}]", None, None),
            ("2026-01-01T00:00:00+00:00 stream ", Some(33), Some(33)),
            ("2026-01-01T00:00:00+00:00", Some(25), Some(25)),
            ("2026-01-01T00:00:00+00:00 stream text", None, None),
            ("plain text", None, None),
            ("", None, None),
        ] {
            let lengths = [false, true].map(|is_wrapped| prefix_length(line.as_bytes(), is_wrapped));
            assert_eq!(lengths, [length, wrapped], "{line}");
        }
    }
}
