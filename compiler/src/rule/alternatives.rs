//! The alternatives of a leaf, each saying all it means.
//!
//! The service's engine compares the bytes of JSON text. In two corners that shows, and here it is written out, so that
//! no engine of ours has to know.

use crate::pattern::filter::{AnythingBut, CidrBlock};
use crate::pattern::{Filter, Leaf};

/// The alternatives of a leaf and those that they imply.
pub(super) fn with_implied(leaf: &Leaf) -> Vec<Filter> {
    let filters = leaf.alternatives.iter().map(|alternative| &alternative.filter);
    let compares_numbers = filters.clone().any(compares_numbers);
    let mut settled: Vec<Filter> = filters.clone().flat_map(with_quote).collect();
    // Without mask bits any digit will do, and the text of a number starts with one, unless numbers are compared by
    // value because another alternative does so.
    let every_address = |filter: &Filter| matches!(filter, Filter::Cidr(CidrBlock { mask_bits: 0, .. }));
    if !compares_numbers && filters.clone().any(every_address) {
        settled.push(Filter::NumberByFirstDigit);
    }
    settled
}

fn compares_numbers(filter: &Filter) -> bool {
    match filter {
        Filter::Number(number) => number.comparable().is_some(),
        Filter::Numeric(_) => true,
        Filter::AnythingBut(excluded) => excluded.excluded.iter().any(compares_numbers),
        _ => false,
    }
}

/// A filter, and what it means where a quote of its text can be the one around the event's string: a string `x` is
/// `"x"` in JSON, which starts with `"x"`, so the prefix `x"` accepts it.
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
    fn a_block_without_mask_bits_accepts_numbers_where_none_is_compared() {
        for (beside, expected) in [
            (r#""a""#, true),
            ("1e999", true),
            ("1", false),
            (r#"{"numeric":["<",1]}"#, false),
            (r#"{"anything-but":[7]}"#, false),
        ] {
            let text = format!(r#"{{"a":[{{"cidr":"10.0.0.0/0"}},{beside}]}}"#);
            let alternatives = parse(&text, Dialect::Strict).lowered.unwrap().rule.leaves.remove(0).alternatives;
            let seven = Scalar::Number(Number::parse("7").unwrap());
            assert_eq!(alternatives.iter().any(|filter| filter.accepts(&seven)), expected, "{beside}");
        }
    }
}
