//! The values of JSON numbers, for comparison.

use core::fmt::Write as _;

/// Returns the double (binary64) that a JSON number parses to, if the number equals the shortest decimal that parses to
/// this double. Two such numbers are equal as decimals exactly when their doubles are equal.
#[inline]
pub(crate) fn comparable(text: &[u8]) -> Option<f64> {
    small_integer(text).or_else(|| comparable_decimal(text))
}

#[cold]
fn comparable_decimal(text: &[u8]) -> Option<f64> {
    let decimal = Decimal::parse(text);
    if let Some(value) = decimal.as_small_integer() {
        return Some(value);
    }
    let value: f64 = core::str::from_utf8(text).ok()?.parse().ok()?;
    let mut shortest = DecimalText { text: [0; 32], length: 0 };
    // `{:e}` prints the shortest decimal that parses to the same double, in at most 24 characters.
    write!(shortest, "{value:e}").ok()?;
    let exact = value.is_finite() && Decimal::parse(&shortest.text[..shortest.length]).equals(&decimal);
    exact.then_some(value)
}

/// Returns the value of an integer without a sign, such as an exit code or a count, if it has at most 15 digits. Such
/// an integer equals the shortest decimal that parses to its double.
#[inline]
fn small_integer(text: &[u8]) -> Option<f64> {
    if text.len() > 15 {
        return None;
    }
    // A signed integer converts to a double in one instruction.
    let mut value = 0_i64;
    for byte in text {
        let digit = byte.wrapping_sub(b'0');
        if digit > 9 {
            return None;
        }
        value = value * 10 + i64::from(digit);
    }
    #[allow(clippy::cast_precision_loss, reason = "15 digits fit into 53 bits")]
    Some(value as f64)
}

struct DecimalText {
    text: [u8; 32],
    length: usize,
}

impl core::fmt::Write for DecimalText {
    fn write_str(&mut self, part: &str) -> core::fmt::Result {
        let end = self.length + part.len();
        self.text.get_mut(self.length..end).ok_or(core::fmt::Error)?.copy_from_slice(part.as_bytes());
        self.length = end;
        Ok(())
    }
}

/// A decimal value: its significant digits, from the first nonzero digit to the last, and the power of ten of the first
/// digit.
struct Decimal<'n> {
    negative: bool,
    /// The digits as written, including the decimal point if it is between them.
    digits: &'n [u8],
    magnitude: i64,
}

impl<'n> Decimal<'n> {
    fn parse(text: &'n [u8]) -> Self {
        let (negative, unsigned) = match text.split_first() {
            Some((b'-', rest)) => (true, rest),
            _ => (false, text),
        };
        let exponent_letter = unsigned.iter().position(|byte| matches!(byte, b'e' | b'E'));
        let (mantissa, exponent) = match exponent_letter {
            Some(letter) => (&unsigned[..letter], parse_exponent(&unsigned[letter + 1..])),
            None => (unsigned, 0),
        };
        let is_significant = |byte: &u8| matches!(byte, b'1'..=b'9');
        let (Some(first), Some(last)) =
            (mantissa.iter().position(is_significant), mantissa.iter().rposition(is_significant))
        else {
            return Self { negative: false, digits: &[], magnitude: 0 };
        };
        let point = mantissa.iter().position(|&byte| byte == b'.').unwrap_or(mantissa.len());
        let distance = |from: usize, to: usize| i64::try_from(to - from).unwrap_or(i64::MAX);
        let point_offset = if first < point { distance(first, point) - 1 } else { -distance(point, first) };
        Self { negative, digits: &mantissa[first..=last], magnitude: point_offset.saturating_add(exponent) }
    }

    /// Whether two decimals of the same sign are equal.
    fn equals(&self, other: &Self) -> bool {
        fn digits<'d>(decimal: &'d Decimal<'_>) -> impl Iterator<Item = &'d u8> {
            decimal.digits.iter().filter(|&&byte| byte != b'.')
        }
        self.magnitude == other.magnitude && digits(self).eq(digits(other))
    }

    /// Returns the value if it is an integer of at most 15 digits. Such an integer equals the shortest decimal that
    /// parses to its double.
    fn as_small_integer(&self) -> Option<f64> {
        let length = self.digits.len();
        if length == 0 {
            return Some(0.0);
        }
        let magnitude = usize::try_from(self.magnitude).ok().filter(|&magnitude| magnitude < 15)?;
        if length > magnitude + 1 || self.digits.contains(&b'.') {
            return None;
        }
        let digits = self.digits.iter().fold(0.0, |value, digit| value * 10.0 + f64::from(digit - b'0'));
        let value = (length..=magnitude).fold(digits, |value, _| value * 10.0);
        Some(if self.negative { -value } else { value })
    }
}

/// Returns the value of an exponent. Very long exponents saturate, far outside the range of binary64.
fn parse_exponent(text: &[u8]) -> i64 {
    let (negative, digits) = match text.split_first() {
        Some((b'-', rest)) => (true, rest),
        Some((b'+', rest)) => (false, rest),
        _ => (false, text),
    };
    let value = digits.iter().fold(0_i64, |value, digit| (value * 10 + i64::from(digit - b'0')).min(i64::MAX / 16));
    if negative { -value } else { value }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_decimals_have_equal_values() {
        for (one, other) in
            [("1", "1.0"), ("1", "10e-1"), ("-0", "0.0"), ("1e2", "100"), ("0e99999999999", "0"), ("0.10", "1E-1")]
        {
            assert_eq!(
                comparable(one.as_bytes()).unwrap().to_bits(),
                comparable(other.as_bytes()).unwrap().to_bits(),
                "{one} {other}"
            );
        }
        assert_eq!(comparable(b"-137"), Some(-137.0));
        assert_eq!(comparable(b"301.8"), Some(301.8));
        assert_eq!(comparable(b"100000000000000"), Some(1e14));
    }

    #[test]
    fn up_to_15_digits_take_the_fast_path() {
        for (text, expected) in [
            ("0", Some(0.0)),
            ("9", Some(9.0)),
            ("137", Some(137.0)),
            ("999999999999999", Some(999_999_999_999_999.0)),
            ("1000000000000000", None),
            ("-1", None),
            ("1:", None),
        ] {
            assert_eq!(small_integer(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn small_integers_are_recognised_in_every_notation() {
        for (text, expected) in [
            ("-0.0", Some(0.0)),
            ("5.0", Some(5.0)),
            ("-12", Some(-12.0)),
            ("1e14", Some(1e14)),
            ("1200e-2", Some(12.0)),
            ("1e15", None),
            ("1.5", None),
            ("1.5e1", None),
            ("0.1", None),
        ] {
            assert_eq!(Decimal::parse(text.as_bytes()).as_small_integer(), expected, "{text}");
        }
    }

    #[test]
    fn decimals_that_no_double_prints_have_no_value() {
        for text in [
            "9007199254740993",
            "123456789012345678901234567890",
            "1e400",
            "0.10000000000000001",
            "1e-400",
            "1e99999999999999999999",
        ] {
            assert_eq!(comparable(text.as_bytes()), None, "{text}");
        }
        assert_eq!(comparable(b"9007199254740992"), Some(9_007_199_254_740_992.0));
        assert_eq!(comparable(b"123456789012345680"), Some(123_456_789_012_345_680.0));
    }
}
