//! Makes implied alternatives explicit.
//!
//! EventBridge compares the bytes of JSON text. In two cases, this comparison accepts more values than the filter
//! describes. This module adds alternatives for these values, so that the engines of this project need no special
//! cases.

use crate::pattern::filter::{AnythingBut, CidrBlock};
use crate::pattern::{Filter, Leaf};

/// Returns the alternatives of a leaf and the alternatives that they imply.
pub(super) fn with_implied(leaf: &Leaf) -> Vec<Filter> {
    let filters = leaf.alternatives.iter().map(|alternative| &alternative.filter);
    let compares_numbers = filters.clone().any(compares_numbers);
    let mut alternatives: Vec<Filter> = filters.clone().flat_map(with_quote).collect();
    // A `cidr` block with zero mask bits accepts any number whose text starts with a digit from 1 to 9, unless another
    // alternative makes EventBridge compare numbers by value.
    let every_address = |filter: &Filter| matches!(filter, Filter::Cidr(CidrBlock { mask_bits: 0, .. }));
    if !compares_numbers && filters.clone().any(every_address) {
        alternatives.push(Filter::NumberByFirstDigit);
    }
    alternatives
}

fn compares_numbers(filter: &Filter) -> bool {
    match filter {
        Filter::Number(number) => number.comparable().is_some(),
        Filter::Numeric(_) => true,
        Filter::AnythingBut(excluded) => excluded.excluded.iter().any(compares_numbers),
        _ => false,
    }
}

/// Returns the filter, followed by any filter that it implies because a quote in its text can match a quote around the
/// event's string. The string `x` is `"x"` in JSON, so the prefix `x"` implies the plain string `x`.
fn with_quote(filter: &Filter) -> Vec<Filter> {
    match filter {
        Filter::Affix(affix) => {
            let whole = affix
                .whole_string()
                .map(|text| if affix.ignore_case { Filter::EqualsIgnoreCase(text) } else { Filter::String(text) });
            std::iter::once(filter.clone()).chain(whole).collect()
        }
        Filter::AnythingBut(AnythingBut { excluded }) => {
            let excluded = excluded.iter().flat_map(with_quote).collect();
            vec![Filter::AnythingBut(AnythingBut { excluded })]
        }
        other => vec![other.clone()],
    }
}

#[cfg(test)]
mod tests {
    use crate::json::{Dialect, Number, Scalar};
    use crate::parse;

    #[test]
    fn a_block_without_mask_bits_accepts_numbers_unless_numbers_are_compared() {
        for (other, expected) in [
            (r#""a""#, true),
            ("1e999", true),
            ("1", false),
            (r#"{"numeric":["<",1]}"#, false),
            (r#"{"anything-but":[7]}"#, false),
        ] {
            let text = format!(r#"{{"a":[{{"cidr":"10.0.0.0/0"}},{other}]}}"#);
            let alternatives = parse(&text, Dialect::Strict).lowered.unwrap().rule.leaves.remove(0).alternatives;
            let seven = Scalar::Number(Number::parse("7").unwrap());
            assert_eq!(alternatives.iter().any(|filter| filter.accepts(&seven)), expected, "{other}");
        }
    }
}
