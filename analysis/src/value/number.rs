//! Finds numbers that filters accept. All numbers between two adjacent numbers that filters mention are equivalent.

use super::{Search, SearchResult};
use event_pattern_compiler::json::{Number, Scalar};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::Bound;

/// Looks for a number. The answer is exact because one number of each equivalence class is tried.
pub(super) fn find(search: &Search<'_>) -> SearchResult {
    if !search.filters.iter().all(|filter| filter.domain().has_numbers()) {
        return SearchResult::None;
    }
    let mut mentioned = MentionedNumbers::default();
    search.all_filters().for_each(|filter| mentioned.add(filter));
    let literals = search.rejecting.iter().flat_map(|list| list.literals());
    literals.for_each(|value| mentioned.add_value(value));
    let largest = search.domain.numbers.max_magnitude();
    mentioned.values.extend([-largest, largest]);
    mentioned.values.sort_by(f64::total_cmp);
    mentioned.values.dedup();
    let mut candidates = mentioned.candidates();
    candidates.find(|value| search.accepts(value)).map_or(SearchResult::None, SearchResult::Value)
}

/// The numbers that filters mention.
#[derive(Default)]
struct MentionedNumbers {
    /// The comparable numbers.
    values: Vec<f64>,
    /// The other numbers, as written.
    texts: Vec<String>,
    /// Whether the result of a filter depends on how a number is written.
    depends_on_notation: bool,
}

impl MentionedNumbers {
    fn add(&mut self, filter: &Filter) {
        match filter {
            Filter::Number(number) => self.add_number(number),
            Filter::Numeric(range) => {
                self.values.extend(range.lower.iter().chain(&range.upper).map(Bound::value));
            }
            Filter::NumberByFirstDigit => self.depends_on_notation = true,
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

    /// Returns one number of each equivalence class: the mentioned numbers, numbers between them, and numbers that
    /// cannot be compared. If the notation matters, each number is returned in several notations.
    fn candidates(&self) -> impl Iterator<Item = Scalar> {
        let between: Vec<f64> = self.values.windows(2).filter_map(|pair| number_between(pair[0], pair[1])).collect();
        let values: Vec<f64> = between.into_iter().chain(self.values.iter().copied()).collect();
        let depends_on_notation = self.depends_on_notation;
        let written = values.into_iter().flat_map(move |value| {
            let scientific = format!("{value:e}");
            let other = depends_on_notation.then(|| with_leading_zero(&scientific)).into_iter();
            std::iter::once(format!("{value}")).chain(depends_on_notation.then_some(scientific)).chain(other)
        });
        let incomparable: Vec<String> = INCOMPARABLE.iter().filter_map(|family| self.unmentioned(family)).collect();
        let texts = written.chain(incomparable).chain(self.texts.clone());
        texts.filter_map(|text| Number::parse(&text).ok()).map(Scalar::Number)
    }

    /// Returns a number that belongs to the family and that no filter mentions.
    fn unmentioned(&self, family: &[&str]) -> Option<String> {
        let longer = family.first().map(|first| format!("{first}{}", "1".repeat(self.texts.len())));
        let own = family.iter().find(|text| !self.texts.iter().any(|named| named == *text));
        own.map(|text| (*text).to_owned()).or(longer)
    }
}

/// Families of numbers that cannot be compared, distinguished by their first characters. Within a family, all numbers
/// that no filter mentions are equivalent.
const INCOMPARABLE: [&[&str]; 3] = [
    &["9007199254740993", "9007199254740995", "9007199254740997", "9007199254740999", "9007199254741001"],
    &["-9007199254740993", "-9007199254740995", "-9007199254740997", "-9007199254740999", "-9007199254741001"],
    &["0.10000000000000001", "0.10000000000000003", "0.20000000000000003", "0.10000000000000005"],
];

/// Returns a number between two others, an integer if possible.
fn number_between(below: f64, above: f64) -> Option<f64> {
    let integer = below.floor() + 1.0;
    // In the range in which an `f64` cannot represent every integer, every `f64` is an integer.
    let middle = below / 2.0 + above / 2.0;
    [integer, middle].into_iter().find(|value| *value > below && *value < above)
}

/// Rewrites a number in scientific notation so that it does not start with a digit from 1 to 9.
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
    fn a_number_between_two_others_is_an_integer_if_possible() {
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
            assert_eq!(number_between(below, above), expected, "{below} {above}");
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
