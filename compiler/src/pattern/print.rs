//! Formats content filters for messages, as they are written in a pattern.

use super::Filter;
use super::filter::{Address, Affix, AnythingBut, Bound, CidrBlock, FieldBound, FieldRef, Limit};
use crate::json::JsonString;
use std::fmt;

impl fmt::Display for Filter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match name_and_operand(self) {
            (None, value) => formatter.write_str(&value),
            (Some(name), operand) => write!(formatter, "{{\"{name}\": {operand}}}"),
        }
    }
}

/// Returns the name and the operand of a filter. The name is `None` for a plain value or a field reference.
fn name_and_operand(filter: &Filter) -> (Option<&'static str>, String) {
    match filter {
        Filter::Null => (None, "null".to_owned()),
        Filter::Boolean(wanted) => (None, wanted.to_string()),
        Filter::Number(number) => (None, number.to_string()),
        Filter::NumberByFirstDigit => (None, "a number that starts with a digit from 1 to 9".to_owned()),
        Filter::Unknown { .. } => (None, "…".to_owned()),
        Filter::String(text) => (None, text.to_json()),
        Filter::FieldRef(field_ref) => (None, field_ref_object(field_ref)),
        Filter::Exists(wanted) => (Some("exists"), wanted.to_string()),
        Filter::Numeric(range) => {
            let number = |bound: &Bound| (bound.number.to_string(), bound.inclusive);
            (Some("numeric"), numeric_operand(range.lower.as_ref().map(number), range.upper.as_ref().map(number)))
        }
        Filter::FieldRange(range) => {
            let limit = |bound: &FieldBound| (bound.limit.to_string(), bound.inclusive);
            (Some("numeric"), numeric_operand(range.lower.as_ref().map(limit), range.upper.as_ref().map(limit)))
        }
        Filter::Affix(Affix { side, text, ignore_case: false }) => (Some(side.name()), text.to_json()),
        Filter::Affix(Affix { side, text, ignore_case: true }) => {
            (Some(side.name()), format!("{{\"equals-ignore-case\": {}}}", text.to_json()))
        }
        Filter::EqualsIgnoreCase(text) => (Some("equals-ignore-case"), text.to_json()),
        Filter::Wildcard(wildcard) => (Some("wildcard"), wildcard.source.to_json()),
        Filter::Cidr(block) => (Some("cidr"), format!("\"{block}\"")),
        Filter::AnythingBut(AnythingBut { excluded }) => (Some("anything-but"), excluded_operand(excluded)),
    }
}

/// Returns the operand of `anything-but`: the excluded values, or a filter with the operands of all excluded filters.
fn excluded_operand(excluded: &[Filter]) -> String {
    let name = excluded.first().and_then(|first| name_and_operand(first).0);
    let operands: Vec<String> = excluded.iter().map(|filter| name_and_operand(filter).1).collect();
    let list = match operands.as_slice() {
        [only] => only.clone(),
        several => format!("[{}]", several.join(", ")),
    };
    match name {
        Some(name) => format!("{{\"{name}\": {list}}}"),
        None => list,
    }
}

/// Returns the operand of `numeric`. Each bound is a pair: the limit, and whether the limit is inclusive.
fn numeric_operand(lower: Option<(String, bool)>, upper: Option<(String, bool)>) -> String {
    match (lower, upper) {
        (Some(lower), Some(upper)) if lower == upper => format!("[\"=\", {}]", lower.0),
        (lower, upper) => {
            let lower = lower.map(|(limit, inclusive)| (if inclusive { ">=" } else { ">" }, limit));
            let upper = upper.map(|(limit, inclusive)| (if inclusive { "<=" } else { "<" }, limit));
            let terms = lower.into_iter().chain(upper).map(|(operator, limit)| format!("\"{operator}\", {limit}"));
            format!("[{}]", terms.collect::<Vec<String>>().join(", "))
        }
    }
}

/// Returns a field reference as it is written in a pattern.
fn field_ref_object(field_ref: &FieldRef) -> String {
    format!("{{\"$field\": {}}}", JsonString::from(field_ref.to_string().as_str()).to_json())
}

impl fmt::Display for Limit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Number(number) => write!(formatter, "{number}"),
            Self::FieldRef(field_ref) => formatter.write_str(&field_ref_object(field_ref)),
        }
    }
}

impl fmt::Display for CidrBlock {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}/{}", self.address, self.mask_bits)
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::V4(bits) => std::net::Ipv4Addr::from(*bits).fmt(formatter),
            Self::V6(bits) => std::net::Ipv6Addr::from(*bits).fmt(formatter),
        }
    }
}

/// Formats names as a list for messages: `` `a`, `b` ``.
pub fn quoted_list<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{}`", name.as_ref())).collect();
    quoted.join(", ")
}

/// Formats a string for messages, as it is written in a pattern: `` `"a"` ``.
#[must_use]
pub fn quoted(text: &str) -> String {
    format!("`{}`", JsonString::from(text).to_json())
}

#[cfg(test)]
mod tests {
    use crate::diagnostic::Diagnostics;
    use crate::json::{Dialect, read};
    use crate::pattern::Filter;

    #[test]
    fn filters_are_printed_as_written() {
        for text in [
            "null",
            "true",
            "1.50",
            "\"é\\n\"",
            "{\"prefix\": \"a\"}",
            "{\"suffix\": {\"equals-ignore-case\": \"a\"}}",
            "{\"equals-ignore-case\": \"a\"}",
            "{\"wildcard\": \"a\\\\*b*\"}",
            "{\"cidr\": \"10.0.0.0/8\"}",
            "{\"cidr\": \"2001:db8::/32\"}",
            "{\"numeric\": [\"=\", 1.0]}",
            "{\"numeric\": [\">\", 1, \"<=\", 5]}",
            "{\"numeric\": [\"<\", 1]}",
            "{\"exists\": false}",
            "{\"anything-but\": \"a\"}",
            "{\"anything-but\": [1, 2]}",
            "{\"anything-but\": {\"prefix\": [\"a\", \"b\"]}}",
            "{\"anything-but\": {\"wildcard\": \"a*\"}}",
            "{\"$field\": \"detail.a\"}",
            "{\"anything-but\": {\"$field\": \".a\"}}",
            "{\"anything-but\": [\"x\", {\"$field\": \"detail.a\"}]}",
            "{\"numeric\": [\">=\", {\"$field\": \"detail.a\"}, \"<\", 5]}",
            "{\"numeric\": [\"=\", {\"$field\": \"detail.a\"}]}",
        ] {
            let value = read(text, Dialect::Strict).value.unwrap();
            assert_eq!(Filter::read(&value, &mut Diagnostics::new()).unwrap().to_string(), text);
        }
    }
}
