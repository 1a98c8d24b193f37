//! Numeric times from the Amazon ECS API, in seconds since 1970. Some tools print them unchanged.

use jiff::Timestamp;

/// Formats a time in UTC, as in Amazon ECS events. `None` unless the text is a decimal number without a sign or an
/// exponent, and the time is before the year 10000.
pub(crate) fn from_epoch(number: &str) -> Option<String> {
    let (seconds, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if seconds.is_empty() || !is_plain(seconds) || !is_plain(fraction) {
        return None;
    }
    let milliseconds: String = fraction.chars().chain("000".chars()).take(3).collect();
    let time = Timestamp::from_millisecond(format!("{seconds}{milliseconds}").parse().ok()?).ok()?;
    Some(if milliseconds == "000" { time.to_string() } else { format!("{time:.3}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_formatted_as_dates() {
        for (number, time) in [
            ("0", "1970-01-01T00:00:00Z"),
            ("951782400", "2000-02-29T00:00:00Z"),
            ("1591359431.696", "2020-06-05T12:17:11.696Z"),
            ("1591359431.6", "2020-06-05T12:17:11.600Z"),
            ("1591359431.6969999", "2020-06-05T12:17:11.696Z"),
            ("1591359431.0", "2020-06-05T12:17:11Z"),
            ("4107542399", "2100-02-28T23:59:59Z"),
            ("4107542400", "2100-03-01T00:00:00Z"),
            ("253402207200", "9999-12-30T22:00:00Z"),
        ] {
            assert_eq!(from_epoch(number).as_deref(), Some(time), "{number}");
        }
    }

    #[test]
    fn other_values_are_not_times() {
        for number in ["-1", "1e9", "253402300800", "99999999999999999999999", "null", "", "\"x\""] {
            assert_eq!(from_epoch(number), None, "{number}");
        }
    }
}
