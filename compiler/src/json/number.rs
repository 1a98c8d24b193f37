//! JSON numbers: their grammar, and the decimal values that patterns compare.

use std::fmt;
use std::hash::{Hash, Hasher};

/// A JSON number: its text, and its value if the number is [comparable](Self::comparable()).
///
/// Two numbers are equal if a pattern that contains one of them matches an event that contains the other. This is the
/// case if both have the same comparable value, or if neither is comparable and both have the same text.
#[derive(Debug, Clone)]
pub struct Number {
    text: Box<str>,
    comparable: Option<f64>,
}

impl Number {
    /// Returns the number 0. The readers also use it in place of an invalid number.
    #[must_use]
    pub fn zero() -> Self {
        Self { text: "0".into(), comparable: Some(0.0) }
    }

    /// Returns the number as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns the value if the number is *comparable*: finite as a binary64 double, and equal to the shortest decimal
    /// that parses to the same double. Two comparable numbers are equal as decimals exactly when these values are
    /// equal.
    #[must_use]
    pub fn comparable(&self) -> Option<f64> {
        self.comparable
    }

    /// Parses a JSON number.
    ///
    /// # Errors
    /// Returns an error if the text is not a JSON number.
    pub fn parse(text: &str) -> Result<Self, InvalidNumber> {
        match syntax_error(text) {
            Some(error) => Err(error),
            None => Ok(Self { text: text.into(), comparable: comparable(text) }),
        }
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (self.comparable, other.comparable) {
            (Some(one), Some(other)) => one.to_bits() == other.to_bits(),
            (None, None) => self.text == other.text,
            _ => false,
        }
    }
}

impl Eq for Number {}

impl Hash for Number {
    fn hash<H: Hasher>(&self, state: &mut H) {
        match self.comparable {
            Some(value) => value.to_bits().hash(state),
            None => self.text.hash(state),
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

/// The error for text that is not a JSON number: a message and its help.
#[derive(Debug, PartialEq, Eq)]
pub struct InvalidNumber {
    /// The error message.
    pub message: String,
    /// The fix.
    pub help: String,
}

/// Returns the reason why the text is not a JSON number, or `None` if it is one.
fn syntax_error(text: &str) -> Option<InvalidNumber> {
    let error = |message: String, help: &str| Some(InvalidNumber { message, help: help.into() });
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    let lower = unsigned.to_ascii_lowercase();
    if is_json_number(text) {
        None
    } else if text.starts_with('+') {
        error(format!("`{text}` has a leading plus sign, which JSON does not allow"), "remove the plus sign")
    } else if lower.starts_with("nan") || lower.starts_with("inf") {
        error(format!("`{text}` is not a JSON number"), "use a finite number; JSON has no NaN or infinity")
    } else if ["0x", "0b", "0o"].iter().any(|prefix| lower.starts_with(prefix)) {
        error(format!("expected a decimal number, found `{text}`"), "write the number in decimal")
    } else if text.contains('_') {
        let plain = text.replace('_', "");
        error(format!("`{text}` contains an underscore, which JSON does not allow"), &format!("write `{plain}`"))
    } else if let Some(suffix) = rust_suffix(unsigned) {
        let plain = text.trim_end_matches(suffix);
        error(
            format!("`{text}` has the type suffix `{suffix}`, which JSON does not allow"),
            &format!("write `{plain}`"),
        )
    } else if unsigned.starts_with('0') && unsigned.as_bytes().get(1).is_some_and(u8::is_ascii_digit) {
        let plain = format!("{}{}", &text[..text.len() - unsigned.len()], unsigned.trim_start_matches('0'));
        error(format!("`{text}` has a leading zero, which JSON does not allow"), &format!("write `{plain}`"))
    } else if unsigned.starts_with('.') || unsigned.contains("..") || text.ends_with('.') || lower.contains(".e") {
        error(
            format!("`{text}` is missing a digit before or after the decimal point"),
            "write a digit on both sides, as in `0.5`",
        )
    } else {
        error(format!("`{text}` is not a JSON number"), "write a decimal number such as `137`, `-1.5` or `1e3`")
    }
}

/// Whether the text follows the JSON grammar for numbers: an optional minus sign, digits without a leading zero, an
/// optional fraction and an optional exponent.
fn is_json_number(text: &str) -> bool {
    fn digits(text: &str) -> Option<&str> {
        let rest = text.trim_start_matches(|digit: char| digit.is_ascii_digit());
        (rest.len() < text.len()).then_some(rest)
    }
    fn integer(text: &str) -> Option<&str> {
        text.strip_prefix('0').map_or_else(|| digits(text), Some)
    }
    fn fraction(text: &str) -> Option<&str> {
        text.strip_prefix('.').map_or(Some(text), digits)
    }
    fn exponent(text: &str) -> Option<&str> {
        text.strip_prefix(['e', 'E']).map_or(Some(text), |rest| digits(rest.strip_prefix(['+', '-']).unwrap_or(rest)))
    }
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    integer(unsigned).and_then(fraction).and_then(exponent) == Some("")
}

/// Returns the type suffix of a Rust literal, such as `u8` in `1u8`, or `None` if it has no suffix.
fn rust_suffix(unsigned: &str) -> Option<&str> {
    let start = unsigned.find(['i', 'u', 'f'])?;
    let (digits, suffix) = unsigned.split_at(start);
    let known = ["i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16", "u32", "u64", "u128", "usize", "f32", "f64"];
    (known.contains(&suffix) && is_json_number(digits)).then_some(suffix)
}

/// Returns the binary64 value of a JSON number if the number is [comparable](Number::comparable).
fn comparable(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok()?;
    // `{:e}` prints the shortest decimal that parses to the same double.
    let exact = value.is_finite() && Decimal::of(text) == Decimal::of(&format!("{value:e}"));
    // Adding zero turns -0.0 into 0.0 and changes nothing else.
    exact.then_some(value + 0.0)
}

/// A decimal value in canonical form: the digits without leading or trailing zeros, and the power of ten of the last
/// digit.
#[derive(Debug, PartialEq, Eq)]
struct Decimal {
    negative: bool,
    digits: String,
    exponent: i128,
}

impl Decimal {
    fn of(text: &str) -> Self {
        let unsigned = text.strip_prefix('-').unwrap_or(text);
        let (mantissa, exponent) = unsigned.split_once(['e', 'E']).unwrap_or((unsigned, "0"));
        let (integer, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{integer}{fraction}");
        let significant = all.trim_end_matches('0');
        let digits = significant.trim_start_matches('0');
        if digits.is_empty() {
            return Self { negative: false, digits: String::new(), exponent: 0 };
        }
        // An exponent that does not fit into `i128` is far outside the range of binary64, so any other exponent outside
        // that range can replace it.
        let written: i128 = exponent.parse().unwrap_or(i128::MAX);
        let shift = (all.len() - significant.len()) as i128 - fraction.len() as i128;
        let exponent = written.saturating_add(shift);
        Self { negative: text.starts_with('-'), digits: digits.into(), exponent }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn equal_decimals_are_equal_numbers() {
        for (one, other) in [("1", "1.0"), ("1", "10e-1"), ("-0", "0"), ("0", "-0.0"), ("1e2", "100"), ("0e9999", "0")]
        {
            assert_eq!(number(one), number(other));
        }
        assert_ne!(number("0.30000000000000004"), number("0.3"));
    }

    #[test]
    fn a_number_that_no_double_prints_is_not_comparable() {
        for text in ["9007199254740993", "123456789012345678901234567890", "1e400", "0.10000000000000001", "1e-400"] {
            assert_eq!(number(text).comparable(), None, "{text}");
            assert_eq!(number(text), number(text));
        }
        assert_ne!(number("1e400"), number("1.0e400"));
        assert!(number("123456789012345680").comparable().is_some());
    }

    #[test]
    fn an_invalid_number_is_rejected_with_a_fix() {
        for (text, part) in [
            ("01", "write `1`"),
            ("-007", "write `-7`"),
            ("1_000", "write `1000`"),
            ("0x1F", "decimal"),
            ("1u8", "write `1`"),
            ("1.5f64", "write `1.5`"),
            ("+1", "plus sign"),
            (".5", "both sides"),
            ("5.", "both sides"),
            ("1.e3", "both sides"),
            ("NaN", "finite"),
            ("1e", "such as"),
            ("1-2", "such as"),
        ] {
            assert!(Number::parse(text).unwrap_err().help.contains(part), "{text}");
        }
    }
}
