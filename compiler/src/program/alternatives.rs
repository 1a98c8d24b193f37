//! The alternatives of a leaf as tests.

use super::numbers::{self, TooLarge};
use super::writer::Writer;
use crate::pattern::Filter;
use crate::pattern::filter::{self, Address, Affix, FieldBound, FieldRange, FieldRef, Numeric, Side};
use crate::sorting::sort_by;
use event_pattern_tables::program::{Bound, FieldNumber, Limit, LongRange, Test};

/// From how many strings or numbers on a search beats comparing one after the other.
const FEWEST_TO_SEARCH: usize = 6;

impl Writer {
    /// The tests that a field must pass one of. Absence is no test.
    pub(super) fn tests(&mut self, alternatives: &[Filter]) -> Result<LongRange, TooLarge> {
        if alternatives.contains(&Filter::Exists(true)) {
            return self.add_tests(vec![Test::Any]);
        }
        let mut tests = Vec::new();
        for filter in alternatives {
            if !filter.accepts_absence() {
                tests.push(self.test(filter)?);
            }
        }
        let tests = self.with_lookups(tests)?;
        self.add_tests(tests)
    }

    fn add_tests(&mut self, tests: Vec<Test>) -> Result<LongRange, TooLarge> {
        let start = self.program.tests.len();
        self.program.tests.extend(tests);
        numbers::long_range(start, self.program.tests.len() - start)
    }

    fn test(&mut self, filter: &Filter) -> Result<Test, TooLarge> {
        Ok(match filter {
            Filter::Null => Test::Null,
            Filter::Boolean(value) => Test::Boolean(*value),
            Filter::Number(number) => match number.comparable() {
                Some(value) => Test::Number(value),
                None => Test::NumberText(self.slice(number.text().as_bytes())?),
            },
            Filter::String(text) => Test::Text(self.slice(text.as_bytes())?),
            Filter::EqualsIgnoreCase(text) => Test::TextIgnoreCase(self.slice(text.as_bytes())?),
            Filter::Affix(Affix { side, text, ignore_case }) => {
                let text = self.slice(text.as_bytes())?;
                match (side, ignore_case) {
                    (Side::Prefix, false) => Test::Prefix(text),
                    (Side::Suffix, false) => Test::Suffix(text),
                    (Side::Prefix, true) => Test::PrefixIgnoreCase(text),
                    (Side::Suffix, true) => Test::SuffixIgnoreCase(text),
                }
            }
            Filter::Wildcard(wildcard) => Test::Wildcard(self.slice(wildcard.source.as_bytes())?),
            Filter::Cidr(block) => {
                let mask_bits = u8::try_from(block.mask_bits).map_err(|_| TooLarge)?;
                let address = match block.address {
                    Address::V4(address) => self.slice(&address.to_be_bytes())?,
                    Address::V6(address) => self.slice(&address.to_be_bytes())?,
                };
                Test::Block(address, mask_bits)
            }
            Filter::Numeric(Numeric { lower, upper }) => {
                let bound = |bound: &Option<crate::pattern::filter::Bound>, none: f64| match bound {
                    Some(bound) => Bound { value: bound.value(), inclusive: bound.inclusive },
                    None => Bound { value: none, inclusive: true },
                };
                Test::Between(bound(lower, f64::NEG_INFINITY), bound(upper, f64::INFINITY))
            }
            Filter::Exists(_) => Test::Any,
            Filter::AnythingBut(excluded) => self.anything_but(&excluded.excluded)?,
            Filter::NumberByFirstDigit => Test::NumberByFirstDigit,
            Filter::FieldRef(reference) => Test::Field(self.field(reference)?),
            Filter::FieldRange(FieldRange { lower, upper }) => {
                Test::BetweenFields(self.limit(lower.as_ref())?, self.limit(upper.as_ref())?)
            }
        })
    }

    fn field(&self, reference: &FieldRef) -> Result<FieldNumber, TooLarge> {
        Ok(FieldNumber { number: self.references.number(reference)?, is_relative: reference.is_relative })
    }

    fn limit(&self, bound: Option<&FieldBound>) -> Result<Limit, TooLarge> {
        Ok(match bound {
            None => Limit::Open,
            Some(FieldBound { limit: filter::Limit::Number(number), inclusive }) => {
                number.comparable().map_or(Limit::Open, |value| Limit::Number(Bound { value, inclusive: *inclusive }))
            }
            Some(FieldBound { limit: filter::Limit::FieldRef(reference), inclusive }) => {
                Limit::Field(self.field(reference)?, *inclusive)
            }
        })
    }

    fn anything_but(&mut self, excluded: &[Filter]) -> Result<Test, TooLarge> {
        if excluded.iter().any(|filter| matches!(filter, Filter::FieldRef(_))) {
            return Ok(Test::NotFields(self.tests(excluded)?));
        }
        if let [excluded] = excluded {
            match self.test(excluded)? {
                Test::Text(text) => return Ok(Test::NotText(text)),
                Test::Number(number) => return Ok(Test::NotNumber(number)),
                _ => {}
            }
        }
        Ok(Test::Not(self.tests(excluded)?))
    }

    /// Puts strings and numbers, if they are many, into sorted lists of their own.
    fn with_lookups(&mut self, tests: Vec<Test>) -> Result<Vec<Test>, TooLarge> {
        let (mut texts, rest): (Vec<Test>, Vec<Test>) =
            tests.into_iter().partition(|test| matches!(test, Test::Text(_)));
        let (mut numbers, mut others): (Vec<Test>, Vec<Test>) =
            rest.into_iter().partition(|test| matches!(test, Test::Number(_)));
        sort_by(&mut texts, &|one, other| self.text_of(one).cmp(self.text_of(other)));
        sort_by(&mut numbers, &|one, other| number_of(one).total_cmp(&number_of(other)));
        for (listed, lookup) in [(texts, Test::OneText as fn(LongRange) -> Test), (numbers, Test::OneNumber)] {
            if listed.len() < FEWEST_TO_SEARCH {
                others.extend(listed);
            } else {
                others.push(lookup(self.add_tests(listed)?));
            }
        }
        Ok(others)
    }

    fn text_of(&self, test: &Test) -> &[u8] {
        if let Test::Text(slice) = test { self.text(*slice) } else { &[] }
    }
}

fn number_of(test: &Test) -> f64 {
    if let Test::Number(number) = test { *number } else { f64::NAN }
}
