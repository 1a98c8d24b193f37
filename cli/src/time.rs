//! Times in descriptions from the Amazon ECS API, and in events. Tools print the API's times as text with any offset, or
//! as seconds since 1970.
//!
//! On the command line, a time can also be a date.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

/// Reads a time from a JSON value: a string, or a number of seconds since 1970. `None` if the value is not a time.
pub(crate) fn read(value: &str) -> Option<Timestamp> {
    match value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')) {
        Some(text) => text.parse().ok(),
        None => from_epoch(value),
    }
}

/// Parses the start of a period: a time, or a date, which starts at midnight in UTC.
pub(crate) fn parse_start(text: &str) -> Result<Timestamp, String> {
    text.parse().or_else(|_| parse_date(text))
}

/// Parses the end of a period: a time, or a date, which belongs to the period.
pub(crate) fn parse_end(text: &str) -> Result<Timestamp, String> {
    const DAY: SignedDuration = SignedDuration::from_nanos(24 * 3600 * 1_000_000_000 - 1);
    text.parse().or_else(|_| parse_date(text).map(|start| start.saturating_add(DAY).unwrap_or(start)))
}

fn parse_date(text: &str) -> Result<Timestamp, String> {
    const DATE_LENGTH: usize = "2026-01-31".len();
    let date = Some(text).filter(|text| text.len() == DATE_LENGTH).and_then(|text| text.parse::<Date>().ok());
    let start = date.and_then(|date| date.to_zoned(TimeZone::UTC).ok());
    start.map(|start| start.timestamp()).ok_or_else(|| {
        "expected a time with an offset, such as `2026-01-31T12:00:00Z`, or a date, such as `2026-01-31`".to_owned()
    })
}

/// Formats a time as in the detail of an Amazon ECS event: in UTC, with milliseconds, and without trailing zeros.
pub(crate) fn in_detail(time: Timestamp) -> String {
    Timestamp::from_millisecond(time.as_millisecond()).unwrap_or(time).to_string()
}

/// Formats a time as in the envelope of an event: in UTC, in whole seconds.
pub(crate) fn in_envelope(time: Timestamp) -> String {
    Timestamp::from_second(time.as_second()).unwrap_or(time).to_string()
}

/// Parses seconds since 1970. `None` unless the text is a decimal number without a sign or an exponent, and the time is
/// before the year 10000.
fn from_epoch(number: &str) -> Option<Timestamp> {
    let (seconds, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if seconds.is_empty() || !is_plain(seconds) || !is_plain(fraction) {
        return None;
    }
    let milliseconds: String = fraction.chars().chain("000".chars()).take(3).collect();
    Timestamp::from_millisecond(format!("{seconds}{milliseconds}").parse().ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_formatted_as_in_events() {
        for (value, in_detail, in_envelope) in [
            ("0", "1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
            ("951782400", "2000-02-29T00:00:00Z", "2000-02-29T00:00:00Z"),
            ("1591359431.696", "2020-06-05T12:17:11.696Z", "2020-06-05T12:17:11Z"),
            ("1591359431.6", "2020-06-05T12:17:11.6Z", "2020-06-05T12:17:11Z"),
            ("1591359431.6969999", "2020-06-05T12:17:11.696Z", "2020-06-05T12:17:11Z"),
            ("1591359431.0", "2020-06-05T12:17:11Z", "2020-06-05T12:17:11Z"),
            ("4107542399", "2100-02-28T23:59:59Z", "2100-02-28T23:59:59Z"),
            ("253402207200", "9999-12-30T22:00:00Z", "9999-12-30T22:00:00Z"),
            ("\"2020-06-05T12:17:11.696Z\"", "2020-06-05T12:17:11.696Z", "2020-06-05T12:17:11Z"),
            ("\"2020-06-05T14:17:11.696001+02:00\"", "2020-06-05T12:17:11.696Z", "2020-06-05T12:17:11Z"),
            ("\"2020-06-04T22:47:11.500000-13:30\"", "2020-06-05T12:17:11.5Z", "2020-06-05T12:17:11Z"),
            ("\"2020-06-05 12:17:11+00:00\"", "2020-06-05T12:17:11Z", "2020-06-05T12:17:11Z"),
        ] {
            let time = read(value).unwrap_or_else(|| panic!("{value}"));
            assert_eq!((self::in_detail(time).as_str(), self::in_envelope(time).as_str()), (in_detail, in_envelope));
        }
    }

    #[test]
    fn a_date_is_a_whole_day_in_utc() {
        for (text, start, end) in [
            ("2026-01-31", "2026-01-31T00:00:00Z", "2026-01-31T23:59:59.999999999Z"),
            ("2026-01-31T12:00:00+01:00", "2026-01-31T11:00:00Z", "2026-01-31T11:00:00Z"),
            ("9999-12-30", "9999-12-30T00:00:00Z", "9999-12-30T22:00:00.999999999Z"),
        ] {
            let times = [parse_start(text), parse_end(text)].map(|time| time.unwrap().to_string());
            assert_eq!(times, [start, end]);
        }
        for text in ["", "today", "2026-02-30", "2026-01-31T12:00:00", "2026-01", "20260131", "2026-01-31 "] {
            assert!(parse_start(text).is_err() && parse_end(text).is_err(), "{text}");
        }
    }

    #[test]
    fn other_values_are_not_times() {
        for value in ["-1", "1e9", "253402300800", "99999999999999999999999", "null", "", "\"x\"", "\"\"", "\"1\""] {
            assert_eq!(read(value), None, "{value}");
        }
    }
}
