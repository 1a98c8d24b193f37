//! Compiles the alternatives of a leaf to tests.

use super::builder::TableBuilder;
use super::numbers::{self, TooLarge};
use crate::pattern::Filter;
use crate::pattern::filter::{self, Address, Affix, FieldBound, FieldRange, FieldRef, Numeric, Side};
use crate::sorting::sort_by;
use event_pattern_tables::program::{Bound, FieldRefId, Limit, LongRange, Test};

/// Minimum number of strings or numbers for which a binary search is faster than comparing them one by one.
const MIN_SEARCHED_VALUES: usize = 6;

impl TableBuilder {
    /// Adds tests for the alternatives. `exists: false` needs no test.
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
        let tests = self.with_searches(tests)?;
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
                None => Test::NumberText(self.intern(number.text().as_bytes())?),
            },
            Filter::String(text) => Test::String(self.intern(text.as_bytes())?),
            Filter::EqualsIgnoreCase(text) => Test::StringIgnoreCase(self.intern(text.as_bytes())?),
            Filter::Affix(Affix { side, text, ignore_case }) => {
                let text = self.intern(text.as_bytes())?;
                match (side, ignore_case) {
                    (Side::Prefix, false) => Test::Prefix(text),
                    (Side::Suffix, false) => Test::Suffix(text),
                    (Side::Prefix, true) => Test::PrefixIgnoreCase(text),
                    (Side::Suffix, true) => Test::SuffixIgnoreCase(text),
                }
            }
            Filter::Wildcard(wildcard) => Test::Wildcard(self.intern(wildcard.source.as_bytes())?),
            Filter::Cidr(block) => {
                let mask_bits = u8::try_from(block.mask_bits).map_err(|_| TooLarge)?;
                let address = match block.address {
                    Address::V4(address) => self.intern(&address.to_be_bytes())?,
                    Address::V6(address) => self.intern(&address.to_be_bytes())?,
                };
                Test::Block(address, mask_bits)
            }
            Filter::Numeric(Numeric { lower, upper }) => {
                let bound = |bound: &Option<crate::pattern::filter::Bound>, unbounded: f64| match bound {
                    Some(bound) => Bound { value: bound.value(), inclusive: bound.inclusive },
                    None => Bound { value: unbounded, inclusive: true },
                };
                Test::Between(bound(lower, f64::NEG_INFINITY), bound(upper, f64::INFINITY))
            }
            Filter::Exists(_) | Filter::Unknown { .. } => Test::Any,
            Filter::AnythingBut(excluded) => self.anything_but(&excluded.excluded)?,
            Filter::NumberByFirstDigit => Test::NumberByFirstDigit,
            Filter::FieldRef(field_ref) => Test::Field(self.field(field_ref)?),
            Filter::FieldRange(FieldRange { lower, upper }) => {
                Test::BetweenFields(self.limit(lower.as_ref())?, self.limit(upper.as_ref())?)
            }
        })
    }

    fn field(&self, field_ref: &FieldRef) -> Result<FieldRefId, TooLarge> {
        Ok(FieldRefId { number: self.field_refs.number(field_ref)?, is_relative: field_ref.is_relative })
    }

    fn limit(&self, bound: Option<&FieldBound>) -> Result<Limit, TooLarge> {
        Ok(match bound {
            None => Limit::Open,
            Some(FieldBound { limit: filter::Limit::Number(number), inclusive }) => {
                number.comparable().map_or(Limit::Open, |value| Limit::Number(Bound { value, inclusive: *inclusive }))
            }
            Some(FieldBound { limit: filter::Limit::FieldRef(field_ref), inclusive }) => {
                Limit::Field(self.field(field_ref)?, *inclusive)
            }
        })
    }

    fn anything_but(&mut self, excluded: &[Filter]) -> Result<Test, TooLarge> {
        if excluded.iter().any(|filter| matches!(filter, Filter::FieldRef(_))) {
            return Ok(Test::NotFields(self.tests(excluded)?));
        }
        if let [excluded] = excluded {
            match self.test(excluded)? {
                Test::String(text) => return Ok(Test::NotString(text)),
                Test::Number(number) => return Ok(Test::NotNumber(number)),
                _ => {}
            }
        }
        Ok(Test::Not(self.tests(excluded)?))
    }

    /// Moves strings and numbers into sorted lists if there are enough of them for a binary search.
    fn with_searches(&mut self, tests: Vec<Test>) -> Result<Vec<Test>, TooLarge> {
        let (mut strings, rest): (Vec<Test>, Vec<Test>) =
            tests.into_iter().partition(|test| matches!(test, Test::String(_)));
        let (mut numbers, mut others): (Vec<Test>, Vec<Test>) =
            rest.into_iter().partition(|test| matches!(test, Test::Number(_)));
        sort_by(&mut strings, &|one, other| self.string_of(one).cmp(self.string_of(other)));
        sort_by(&mut numbers, &|one, other| number_of(one).total_cmp(&number_of(other)));
        for (sorted, search) in [(strings, Test::OneOfStrings as fn(LongRange) -> Test), (numbers, Test::OneOfNumbers)]
        {
            if sorted.len() < MIN_SEARCHED_VALUES {
                others.extend(sorted);
            } else {
                others.push(search(self.add_tests(sorted)?));
            }
        }
        Ok(others)
    }

    fn string_of(&self, test: &Test) -> &[u8] {
        if let Test::String(slice) = test { self.text(*slice) } else { &[] }
    }
}

fn number_of(test: &Test) -> f64 {
    if let Test::Number(number) = test { *number } else { f64::NAN }
}
