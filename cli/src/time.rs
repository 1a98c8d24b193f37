//! Times of the ECS API, which are seconds since 1970 where a tool passes them on untouched.

/// Year, month and day, hour, minute, second and millisecond in UTC, as ECS events write times. Nothing for what is no
/// plain number of seconds between 1970 and the year 10000.
pub(crate) fn from_epoch(number: &str) -> Option<String> {
    let (seconds, fraction) = number.split_once('.').unwrap_or((number, ""));
    let is_plain = |digits: &str| digits.bytes().all(|byte| byte.is_ascii_digit());
    if !is_plain(seconds) || !is_plain(fraction) {
        return None;
    }
    let seconds: u64 = seconds.parse().ok()?;
    let (days, second) = (seconds / DAY, seconds % DAY);
    if days >= FIRST_DAY_OF_10000 {
        return None;
    }
    let (year, month, day) = date(days);
    let (hour, minute, second) = (second / 3600, second / 60 % 60, second % 60);
    let milliseconds: String = fraction.chars().chain("000".chars()).take(3).collect();
    let fraction = if milliseconds == "000" { String::new() } else { format!(".{milliseconds}") };
    Some(format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{fraction}Z"))
}

const DAY: u64 = 24 * 60 * 60;
const FIRST_DAY_OF_10000: u64 = 2_932_897;

/// The date that lies this many days after the first of January 1970, by counting whole years and months.
fn date(mut days: u64) -> (u64, u64, u64) {
    let mut year = 1970;
    while days >= days_in_year(year) {
        days -= days_in_year(year);
        year += 1;
    }
    let mut month = 1;
    while days >= days_in_month(year, month) {
        days -= days_in_month(year, month);
        month += 1;
    }
    (year, month, days + 1)
}

fn is_leap(year: u64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

fn days_in_year(year: u64) -> u64 {
    365 + u64::from(is_leap(year))
}

fn days_in_month(year: u64, month: u64) -> u64 {
    match month {
        2 => 28 + u64::from(is_leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_become_dates() {
        for (number, time) in [
            ("0", "1970-01-01T00:00:00Z"),
            ("951782400", "2000-02-29T00:00:00Z"),
            ("1591359431.696", "2020-06-05T12:17:11.696Z"),
            ("1591359431.6", "2020-06-05T12:17:11.600Z"),
            ("1591359431.6969999", "2020-06-05T12:17:11.696Z"),
            ("1591359431.0", "2020-06-05T12:17:11Z"),
            ("4107542399", "2100-02-28T23:59:59Z"),
            ("4107542400", "2100-03-01T00:00:00Z"),
            ("253402300799", "9999-12-31T23:59:59Z"),
        ] {
            assert_eq!(from_epoch(number).as_deref(), Some(time), "{number}");
        }
    }

    #[test]
    fn other_numbers_are_no_times() {
        for number in ["-1", "1e9", "253402300800", "99999999999999999999999", "null", "", "\"x\""] {
            assert_eq!(from_epoch(number), None, "{number}");
        }
    }
}
