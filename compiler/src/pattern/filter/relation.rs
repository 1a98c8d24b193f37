//! Relations between content filters. The answers are conservative: `true` is certain, but `false` means "not known".

use super::{Address, Affix, AnythingBut, Bound, CidrBlock, Domain, Filter, Numeric, Side, Wildcard};
use crate::json::Number;

/// Whether it is certain that `wide` accepts everything that `narrow` accepts.
#[must_use]
pub fn covers(wide: &Filter, narrow: &Filter) -> bool {
    if is_unknown(wide) || is_unknown(narrow) {
        return false;
    }
    if wide == narrow {
        return true;
    }
    if let Some(value) = narrow.literal() {
        return !excludes_quote(wide) && wide.accepts(&value);
    }
    match (wide, narrow) {
        (_, Filter::Exists(_)) => false,
        (Filter::Exists(true), _) => true,
        (Filter::AnythingBut(AnythingBut { excluded }), _) => excluded.iter().all(|one| disjoint(one, narrow)),
        (Filter::Numeric(wide), Filter::Numeric(narrow)) => contains_range(wide, narrow),
        (Filter::Cidr(wide), Filter::Cidr(narrow)) => contains_block(wide, narrow),
        _ => covers_strings(wide, narrow),
    }
}

fn is_unknown(filter: &Filter) -> bool {
    matches!(filter, Filter::Unknown { .. })
}

/// Whether `filter` is redundant because `wide`, another filter in the same list, covers it. Each filter is given with
/// its index in the list: of two equivalent filters, only the later one is redundant.
#[must_use]
pub fn is_redundant((index, filter): (usize, &Filter), (wide_index, wide): (usize, &Filter)) -> bool {
    covers(wide, filter) && (wide_index < index || !covers(filter, wide))
}

/// Whether it is certain that no field is accepted by both filters.
#[must_use]
pub fn disjoint(one: &Filter, other: &Filter) -> bool {
    if one == other || [one, other].iter().any(|filter| filter.has_field_ref() || is_unknown(filter)) {
        return false;
    }
    match (one.literal(), other.literal()) {
        (Some(value), _) => return !has_quote(other) && !other.accepts(&value),
        (_, Some(value)) => return !has_quote(one) && !one.accepts(&value),
        (None, None) => {}
    }
    match (one, other) {
        (Filter::Exists(false), _) | (_, Filter::Exists(false)) => true,
        (Filter::AnythingBut(AnythingBut { excluded }), narrow)
        | (narrow, Filter::AnythingBut(AnythingBut { excluded })) => {
            excluded.iter().any(|filter| covers(filter, narrow))
        }
        (Filter::Numeric(one), Filter::Numeric(other)) => {
            let below = |lower: &Option<Bound>, upper: &Option<Bound>| match (lower, upper) {
                (Some(lower), Some(upper)) => {
                    lower.value() > upper.value()
                        || (lower.value() >= upper.value() && !(lower.inclusive && upper.inclusive))
                }
                _ => false,
            };
            below(&one.lower, &other.upper) || below(&other.lower, &one.upper)
        }
        _ => {
            (accepts_strings_only(one) && other.domain() == Domain::Number)
                || (one.domain() == Domain::Number && accepts_strings_only(other))
                || disjoint_strings(one, other)
        }
    }
}

/// Whether it is certain that no field is accepted by both lists of alternatives.
#[must_use]
pub fn all_disjoint(one: &[Filter], other: &[Filter]) -> bool {
    one.iter().all(|filter| other.iter().all(|against| disjoint(filter, against)))
}

/// Whether the filter accepts every string.
#[must_use]
pub fn accepts_every_string(filter: &Filter) -> bool {
    match filter {
        Filter::Affix(affix) => affix.text.is_empty(),
        Filter::Wildcard(wildcard) => wildcard.pieces.iter().all(Vec::is_empty) && wildcard.pieces.len() == 2,
        _ => false,
    }
}

fn accepts_strings_only(filter: &Filter) -> bool {
    // A block with zero mask bits also accepts some numbers.
    filter.domain() == Domain::String && !matches!(filter, Filter::Cidr(CidrBlock { mask_bits: 0, .. }))
}

fn contains_range(wide: &Numeric, narrow: &Numeric) -> bool {
    let lower = match (&wide.lower, &narrow.lower) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(wide), Some(narrow)) => {
            wide.value() < narrow.value() || wide == narrow || (wide.inclusive && wide.value() <= narrow.value())
        }
    };
    let upper = match (&wide.upper, &narrow.upper) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(wide), Some(narrow)) => {
            wide.value() > narrow.value() || wide == narrow || (wide.inclusive && wide.value() >= narrow.value())
        }
    };
    lower && upper
}

fn contains_block(wide: &CidrBlock, narrow: &CidrBlock) -> bool {
    let same_prefix = |difference: u128, width: u32| difference >> (width - wide.mask_bits) == 0;
    (1..=narrow.mask_bits).contains(&wide.mask_bits)
        && match (wide.address, narrow.address) {
            (Address::V4(wide), Address::V4(narrow)) => same_prefix(u128::from(wide ^ narrow), 32),
            (Address::V6(wide), Address::V6(narrow)) => same_prefix(wide ^ narrow, 128),
            _ => false,
        }
}

fn covers_strings(wide: &Filter, narrow: &Filter) -> bool {
    if !accepts_strings_only(narrow) || has_quote(narrow) {
        return false;
    }
    if accepts_every_string(wide) {
        return true;
    }
    let (Some(wide), Some(narrow)) = (StringShape::exact(wide), StringShape::exact(narrow)) else { return false };
    if narrow.ignores_case && !wide.ignores_case {
        return false;
    }
    let ignore_case = wide.ignores_case;
    match (wide.is_whole, narrow.is_whole) {
        (true, true) => starts_with(&narrow.start, &wide.start, ignore_case) && narrow.start.len() == wide.start.len(),
        (true, false) => false,
        // The narrow shape is a whole string, which must contain the start and the end of the wide shape without
        // overlap.
        (false, true) => {
            wide.start.len() + wide.end.len() <= narrow.start.len()
                && starts_with(&narrow.start, &wide.start, ignore_case)
                && ends_with(&narrow.start, &wide.end, ignore_case)
        }
        (false, false) => {
            starts_with(&narrow.start, &wide.start, ignore_case) && ends_with(&narrow.end, &wide.end, ignore_case)
        }
    }
}

/// Whether the starts or the ends of the accepted strings are incompatible. Quotes need no special case: a string that
/// an affix accepts because of a quote is a prefix or a suffix of the affix's text.
fn disjoint_strings(one: &Filter, other: &Filter) -> bool {
    let (Some(one), Some(other)) = (StringShape::enclosing(one), StringShape::enclosing(other)) else { return false };
    let ignore_case = one.ignores_case || other.ignores_case;
    let starts_differ =
        !starts_with(&one.start, &other.start, ignore_case) && !starts_with(&other.start, &one.start, ignore_case);
    let (one_end, other_end) = (one.end(), other.end());
    let ends_differ = !ends_with(one_end, other_end, ignore_case) && !ends_with(other_end, one_end, ignore_case);
    starts_differ || ends_differ
}

/// The start and the end of the strings that a filter accepts. A shape that ignores case contains only ASCII.
struct StringShape {
    start: Vec<u8>,
    end: Vec<u8>,
    /// Whether `start` is the whole string.
    is_whole: bool,
    ignores_case: bool,
}

impl StringShape {
    /// Returns the shape of the filter if the filter accepts exactly the strings that have this shape, or `None`
    /// otherwise.
    fn exact(filter: &Filter) -> Option<Self> {
        match filter {
            Filter::Wildcard(Wildcard { pieces, .. }) if pieces.len() > 2 => None,
            other => Self::enclosing(other),
        }
    }

    /// Returns a shape that every string accepted by the filter has, or `None` if there is no such shape.
    fn enclosing(filter: &Filter) -> Option<Self> {
        let shape = |start: &[u8], end: &[u8], is_whole: bool, ignores_case: bool| {
            let is_supported = !ignores_case || (start.is_ascii() && end.is_ascii());
            is_supported.then(|| Self { start: start.into(), end: end.into(), is_whole, ignores_case })
        };
        match filter {
            Filter::Affix(Affix { side: Side::Prefix, text, ignore_case }) => {
                shape(text.as_bytes(), &[], false, *ignore_case)
            }
            Filter::Affix(Affix { side: Side::Suffix, text, ignore_case }) => {
                shape(&[], text.as_bytes(), false, *ignore_case)
            }
            Filter::EqualsIgnoreCase(text) => shape(text.as_bytes(), &[], true, true),
            Filter::Wildcard(Wildcard { pieces, .. }) => match pieces.as_slice() {
                [only] => shape(only, &[], true, false),
                [first, .., last] => shape(first, last, false, false),
                [] => None,
            },
            _ => None,
        }
    }

    fn end(&self) -> &[u8] {
        if self.is_whole { &self.start } else { &self.end }
    }
}

fn starts_with(text: &[u8], start: &[u8], ignore_case: bool) -> bool {
    text.get(..start.len()).is_some_and(|start_of_text| equal(start_of_text, start, ignore_case))
}

fn ends_with(text: &[u8], end: &[u8], ignore_case: bool) -> bool {
    let end_of_text = text.len().checked_sub(end.len()).and_then(|start| text.get(start..));
    end_of_text.is_some_and(|text| equal(text, end, ignore_case))
}

fn equal(one: &[u8], other: &[u8], ignore_case: bool) -> bool {
    if ignore_case { one.eq_ignore_ascii_case(other) } else { one == other }
}

/// Whether the filter is an affix with a quote at its inner end, so that the filter also accepts a whole string.
fn has_quote(filter: &Filter) -> bool {
    matches!(filter, Filter::Affix(affix) if affix.whole_string().is_some())
}

/// Whether the filter is an `anything-but` that excludes an affix with a quote at its inner end.
fn excludes_quote(filter: &Filter) -> bool {
    matches!(filter, Filter::AnythingBut(AnythingBut { excluded }) if excluded.iter().any(has_quote))
}

/// Whether the range contains an integer.
#[must_use]
pub fn has_integer(range: &Numeric) -> bool {
    let (Some(lower), Some(upper)) = (&range.lower, &range.upper) else { return true };
    // If adjacent doubles are more than 1 apart, the result of adding or subtracting 1 is rounded, but `smallest` still
    // does not exceed `largest`.
    let smallest = if lower.inclusive { lower.value().ceil() } else { lower.value().floor() + 1.0 };
    let largest = if upper.inclusive { upper.value().floor() } else { upper.value().ceil() - 1.0 };
    smallest <= largest
}

/// Whether a number is an integer. Returns `true` if the number has too many digits to compare.
#[must_use]
pub fn is_integer(number: &Number) -> bool {
    number.comparable().is_none_or(|value| value.fract() == 0.0)
}

#[cfg(test)]
mod tests;
