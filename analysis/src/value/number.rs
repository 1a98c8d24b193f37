//! Numbers that filters accept: between the numbers that some filter names, all are alike.

use super::{Found, Search};
use event_pattern_compiler::json::{Number, Scalar};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::Bound;

/// Looks for a number. The answer is exact: a number of each kind that filters tell apart is tried.
pub(super) fn find(search: &Search<'_>) -> Found {
    if !search.filters.iter().all(|filter| filter.domain().has_numbers()) {
        return Found::Nothing;
    }
    let mut named = Named::default();
    search.all_filters().for_each(|filter| named.add(filter));
    let literals = search.unwanted.iter().flat_map(|list| list.literals());
    literals.for_each(|value| named.add_value(value));
    let largest = search.domain.numbers.largest();
    named.values.extend([-largest, largest]);
    named.values.sort_by(f64::total_cmp);
    named.values.dedup();
    let mut candidates = named.candidates();
    candidates.find(|value| search.accepts(value)).map_or(Found::Nothing, Found::Value)
}

/// The numbers that filters name.
#[derive(Default)]
struct Named {
    /// Those that can be compared.
    values: Vec<f64>,
    /// The texts of the others.
    texts: Vec<String>,
    /// Whether a filter looks at how a number is written.
    by_first_digit: bool,
}

impl Named {
    fn add(&mut self, filter: &Filter) {
        match filter {
            Filter::Number(number) => self.add_number(number),
            Filter::Numeric(range) => {
                self.values.extend(range.lower.iter().chain(&range.upper).map(Bound::value));
            }
            Filter::NumberByFirstDigit => self.by_first_digit = true,
            _ => {}
        }
    }

    fn add_value(&mut self, value: &Scalar) {
        if let Scalar::Number(number) = value {
            self.add_number(number);
        }
    }

    fn add_number(&mut self, number: &Number) {
        match number.comparable() {
            Some(value) => self.values.push(value),
            None => self.texts.push(number.text().to_owned()),
        }
    }

    /// A number of each kind: between those that are named, those themselves, and some that cannot be compared. If filters
    /// look at how a number is written, then in each way.
    fn candidates(&self) -> impl Iterator<Item = Scalar> {
        let between: Vec<f64> = self.values.windows(2).filter_map(|pair| inside(pair[0], pair[1])).collect();
        let values: Vec<f64> = between.into_iter().chain(self.values.iter().copied()).collect();
        let by_first_digit = self.by_first_digit;
        let written = values.into_iter().flat_map(move |value| {
            let scientific = format!("{value:e}");
            let other = by_first_digit.then(|| with_leading_zero(&scientific)).into_iter();
            std::iter::once(format!("{value}")).chain(by_first_digit.then_some(scientific)).chain(other)
        });
        let incomparable: Vec<String> = INCOMPARABLE.iter().filter_map(|family| self.unnamed(family)).collect();
        let texts = written.chain(incomparable).chain(self.texts.clone());
        texts.filter_map(|text| Number::parse(&text).ok()).map(Scalar::Number)
    }

    /// A number of a family that is not named.
    fn unnamed(&self, family: &[&str]) -> Option<String> {
        let longer = family.first().map(|first| format!("{first}{}", "1".repeat(self.texts.len())));
        let own = family.iter().find(|text| !self.texts.iter().any(|named| named == *text));
        own.map(|text| (*text).to_owned()).or(longer)
    }
}

/// Numbers that cannot be compared, by what they start with. Those of a family are alike if none is named.
const INCOMPARABLE: [&[&str]; 3] = [
    &["9007199254740993", "9007199254740995", "9007199254740997", "9007199254740999", "9007199254741001"],
    &["-9007199254740993", "-9007199254740995", "-9007199254740997", "-9007199254740999", "-9007199254741001"],
    &["0.10000000000000001", "0.10000000000000003", "0.20000000000000003", "0.10000000000000005"],
];

/// A number between two, if there is one: a whole one if there is one.
fn inside(below: f64, above: f64) -> Option<f64> {
    let whole = below.floor() + 1.0;
    // Where binary64 does not count one by one it has only whole numbers.
    let middle = below / 2.0 + above / 2.0;
    [whole, middle].into_iter().find(|value| *value > below && *value < above)
}

/// A number in scientific notation, written so that it does not start with a digit from 1 to 9.
fn with_leading_zero(scientific: &str) -> String {
    let (sign, unsigned) = scientific.strip_prefix('-').map_or(("", scientific), |rest| ("-", rest));
    let (mantissa, exponent) = unsigned.split_once('e').unwrap_or((unsigned, "0"));
    let exponent: i32 = exponent.parse().unwrap_or_default();
    format!("{sign}0.{}e{}", mantissa.replace('.', ""), exponent + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_between_two_is_whole_where_it_can_be() {
        for (below, above, expected) in [
            (1.0, 3.0, Some(2.0)),
            (1.0, 2.0, Some(1.5)),
            (1.5, 2.5, Some(2.0)),
            (-2.5, 3.5, Some(-2.0)),
            (1.0, 1.0 + f64::EPSILON, None),
            (1.0, 1.0 + 2.0 * f64::EPSILON, Some(1.0 + f64::EPSILON)),
            (0.0, f64::from_bits(1), None),
            (f64::from_bits(1), f64::from_bits(3), Some(f64::from_bits(2))),
            (-f64::from_bits(1), 0.0, None),
            (1e18, 1.1e18, Some(1.05e18)),
            (-f64::MAX, f64::MAX, Some(0.0)),
        ] {
            assert_eq!(inside(below, above), expected, "{below} {above}");
        }
    }

    #[test]
    fn a_leading_zero_keeps_the_value() {
        for (text, value) in [("5e0", 5.0), ("1.25e2", 125.0), ("-3e-7", -3e-7)] {
            assert_eq!(with_leading_zero(text).parse(), Ok(value), "{text}");
            assert!(Number::parse(&with_leading_zero(text)).is_ok_and(|number| number.comparable() == Some(value)));
        }
    }
}
