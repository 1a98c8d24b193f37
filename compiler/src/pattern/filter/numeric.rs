//! `numeric`: the field is a JSON number in a range.

use super::field_ref::{FieldBound, FieldRange, FieldRef, Limit};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{Number, Value, ValueKind};
use crate::source::Span;

/// A range of numbers. At least one bound is present; `=` sets both bounds to the same number.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Numeric {
    /// The lower bound, if there is one.
    pub lower: Option<Bound>,
    /// The upper bound, if there is one.
    pub upper: Option<Bound>,
}

/// A bound of a range.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Bound {
    /// A [comparable](Number::comparable()) number.
    pub number: Number,
    /// Whether the number itself is in the range.
    pub inclusive: bool,
}

impl Bound {
    /// Returns the value of the number.
    #[must_use]
    pub fn value(&self) -> f64 {
        self.number.comparable().unwrap_or(f64::NAN)
    }
}

impl Numeric {
    /// Whether the number is in the range. A number with too many digits to compare is outside every range.
    #[must_use]
    pub fn accepts(&self, number: &Number) -> bool {
        let Some(value) = number.comparable() else { return false };
        let above = |bound: &Bound| value > bound.value() || (bound.inclusive && value >= bound.value());
        let below = |bound: &Bound| value < bound.value() || (bound.inclusive && value <= bound.value());
        self.lower.as_ref().is_none_or(above) && self.upper.as_ref().is_none_or(below)
    }

    /// Returns the smallest and the largest non-negative integer in the range, or `None` if the range contains no such
    /// integer. The largest integer is `None` if it is `u32::MAX` or more, or if the range has no upper bound.
    #[must_use]
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "casts to integers saturate")]
    pub fn non_negative_integers(&self) -> Option<(u32, Option<u32>)> {
        let smallest = |bound: &Bound| if bound.inclusive { bound.value().ceil() } else { bound.value().floor() + 1.0 };
        let largest = |bound: &Bound| if bound.inclusive { bound.value().floor() } else { bound.value().ceil() - 1.0 };
        let smallest = self.lower.as_ref().map_or(0.0, smallest).max(0.0);
        match self.upper.as_ref().map(largest) {
            Some(largest) if largest < smallest => None,
            largest => Some((smallest as u32, largest.map(|largest| largest as u32).filter(|most| *most < u32::MAX))),
        }
    }

    /// Reads the range of a `$count`. The range cannot contain field references.
    pub(crate) fn read(value: &Value, diagnostics: &mut Diagnostics) -> Option<Self> {
        let range = FieldRange::read(value, diagnostics)?;
        if range.numeric().is_none() {
            let ValueKind::Array(terms) = &value.kind else { return None };
            let span = terms.iter().find(|term| FieldRef::is_field_ref(term)).map_or(value.span, |term| term.span);
            let message = "`numeric` in `$count` does not support `$field`";
            diagnostics.push(Lint::InvalidReference.at(span, message).with_help(EXAMPLE));
        }
        range.numeric()
    }
}

impl FieldRange {
    /// Reads the operand of `numeric`.
    pub(super) fn read(value: &Value, diagnostics: &mut Diagnostics) -> Option<Self> {
        let ValueKind::Array(terms) = &value.kind else {
            diagnostics.reject(
                Lint::InvalidFilter,
                value.span,
                format!("expected a list for `numeric`, found {}", value.kind.described()),
                "Value of numeric must be an array.",
                EXAMPLE,
            );
            return None;
        };
        RangeReader { terms, list_span: value.span, diagnostics }.range()
    }
}

const EXAMPLE: &str = "write, for example, `{\"numeric\": [\">\", 0, \"<=\", 5]}`";

/// Reads the terms of a range from left to right.
struct RangeReader<'v, 'd> {
    terms: &'v [Value],
    list_span: Span,
    diagnostics: &'d mut Diagnostics,
}

impl RangeReader<'_, '_> {
    fn range(&mut self) -> Option<FieldRange> {
        let operator = match self.terms.first().map(|term| (&term.kind, term.span)) {
            Some((ValueKind::String(operator), span)) => (operator.to_string(), span),
            Some((kind, span)) => {
                let reason = format!("Invalid member in numeric match: {}", shown_in_reason(kind));
                self.diagnostics.reject(
                    Lint::InvalidFilter,
                    span,
                    "expected an operator at the start of `numeric`",
                    reason,
                    EXAMPLE,
                );
                return None;
            }
            None => {
                let reason = "Invalid member in numeric match: ]";
                self.diagnostics.reject(
                    Lint::InvalidFilter,
                    self.list_span,
                    "empty list for `numeric`",
                    reason,
                    EXAMPLE,
                );
                return None;
            }
        };
        let (name, span) = operator;
        let numeric = match name.as_str() {
            "=" => {
                let bound = self.bound(1, &name, "equals", true)?;
                FieldRange { lower: Some(bound.clone()), upper: Some(bound) }
            }
            "<" | "<=" => FieldRange { lower: None, upper: Some(self.bound(1, &name, &name, name == "<=")?) },
            ">" | ">=" => {
                let lower = self.bound(1, &name, &name, name == ">=")?;
                if self.terms.len() == 2 {
                    return Some(FieldRange { lower: Some(lower), upper: None });
                }
                return self.upper(lower);
            }
            _ => {
                let reason = format!("Unrecognized numeric range operator: {name}");
                let help = match name.as_str() {
                    "!=" | "<>" => "to exclude a number, use `anything-but`",
                    "==" | "===" | "eq" => "write `\"=\"`",
                    "=<" | "≤" | "lte" => "write `\"<=\"`",
                    "=>" | "≥" | "gte" => "write `\">=\"`",
                    "lt" => "write `\"<\"`",
                    "gt" => "write `\">\"`",
                    _ => "the operators are `=`, `<`, `<=`, `>` and `>=`",
                };
                self.diagnostics.reject(
                    Lint::InvalidFilter,
                    span,
                    format!("unknown operator `{name}` in `numeric`"),
                    reason,
                    help,
                );
                return None;
            }
        };
        if let Some(extra) = self.terms.get(2) {
            let help = if name == "=" {
                "write only `=` and one number"
            } else {
                "write the lower bound first: `[\">\", 0, \"<\", 5]`"
            };
            let message = format!("unexpected value after `{name}` and its number");
            self.diagnostics.reject(
                Lint::InvalidFilter,
                extra.span,
                message,
                "Too many elements in numeric expression",
                help,
            );
            return None;
        }
        Some(numeric)
    }

    /// Reads the upper bound that follows the given lower bound, and returns the range.
    fn upper(&mut self, lower: FieldBound) -> Option<FieldRange> {
        let term = &self.terms[2];
        let ValueKind::String(operator) = &term.kind else {
            let reason = format!("Bad value in numeric range: {}", shown_in_reason(&term.kind));
            self.diagnostics.reject(
                Lint::InvalidFilter,
                term.span,
                "expected an operator before the upper bound",
                reason,
                EXAMPLE,
            );
            return None;
        };
        let name = operator.to_string();
        if !matches!(name.as_str(), "<" | "<=") {
            let reason = format!("Bad numeric range operator: {name}");
            let message = format!("`{name}` cannot follow a lower bound");
            self.diagnostics.reject(
                Lint::InvalidFilter,
                term.span,
                message,
                reason,
                "use `<` or `<=` as the second operator",
            );
            return None;
        }
        let upper = self.bound(3, &name, &name, name == "<=")?;
        if let Some(extra) = self.terms.get(4) {
            let message = "`numeric` takes at most two bounds";
            let reason = "Too many terms in numeric range expression";
            self.diagnostics.reject(
                Lint::InvalidFilter,
                extra.span,
                message,
                reason,
                "write one lower and one upper bound",
            );
            return None;
        }
        if let (Limit::Number(lowest), Limit::Number(highest)) = (&lower.limit, &upper.limit) {
            if lowest.comparable() >= highest.comparable() {
                let message = format!("the lower bound `{lowest}` is not less than the upper bound `{highest}`");
                let help = "write the smaller number first; to match one number, write `[\"=\", …]`";
                self.diagnostics.reject(
                    Lint::InvalidFilter,
                    self.list_span,
                    message,
                    "Bottom must be less than top",
                    help,
                );
                return None;
            }
        }
        Some(FieldRange { lower: Some(lower), upper: Some(upper) })
    }

    /// Reads the number or field reference at `index`. `operator_in_reason` is the name of the operator in
    /// EventBridge's reasons: `equals` for `=`, and otherwise the operator itself.
    fn bound(&mut self, index: usize, operator: &str, operator_in_reason: &str, inclusive: bool) -> Option<FieldBound> {
        if let Some(Value { kind: ValueKind::Object(members), .. }) =
            self.terms.get(index).filter(|term| FieldRef::is_field_ref(term))
        {
            let limit = Limit::FieldRef(FieldRef::read_member(members, self.diagnostics)?);
            return Some(FieldBound { limit, inclusive });
        }
        let (number, span) = match self.terms.get(index).map(|term| (&term.kind, term.span)) {
            Some((ValueKind::Number(number), span)) => (number, span),
            other => {
                let message = format!("expected a number after `{operator}`");
                let reason = format!("Value of {operator_in_reason} must be numeric");
                let span = other.map_or(self.list_span, |(_, span)| span);
                let help = match other {
                    Some((ValueKind::String(text), _)) if Number::parse(&text.to_string()).is_ok() => {
                        format!("write `{text}` without quotes")
                    }
                    _ => EXAMPLE.to_owned(),
                };
                self.diagnostics.reject(Lint::InvalidFilter, span, message, reason, help);
                return None;
            }
        };
        comparable(number, span, self.diagnostics)?;
        Some(FieldBound { limit: Limit::Number(number.clone()), inclusive })
    }
}

/// Returns the value of a number, or reports that the number has too many digits for `numeric` and `anything-but`.
pub(super) fn comparable(number: &Number, span: Span, diagnostics: &mut Diagnostics) -> Option<f64> {
    if number.comparable().is_none() {
        diagnostics.reject(
            Lint::InvalidFilter,
            span,
            format!("`{number}` has too many digits to compare"),
            format!("Cannot compare number : {number}"),
            "write a number with at most 15 significant digits, or match it as a plain value",
        );
    }
    number.comparable()
}

/// Returns a value as EventBridge shows it in its reasons.
fn shown_in_reason(kind: &ValueKind) -> String {
    match kind {
        ValueKind::Null => "null".to_owned(),
        ValueKind::Boolean(value) => value.to_string(),
        ValueKind::Number(number) => number.to_string(),
        ValueKind::String(text) => text.to_string(),
        ValueKind::Array(_) => "[".to_owned(),
        ValueKind::Object(_) => "{".to_owned(),
        // A filter with such an operand is read as one that is not known.
        ValueKind::Unknown => "…".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::json::{Dialect, read};

    #[test]
    fn non_negative_integers_in_ranges_are_found() {
        for (range, expected) in [
            ("[\">=\", 2]", Some((2, None))),
            ("[\">\", 1.5]", Some((2, None))),
            ("[\">=\", -1]", Some((0, None))),
            ("[\"<\", 1]", Some((0, Some(0)))),
            ("[\"<\", 0]", None),
            ("[\"=\", 0.5]", None),
            ("[\"=\", 3]", Some((3, Some(3)))),
            ("[\">\", 1, \"<=\", 2.5]", Some((2, Some(2)))),
            ("[\">\", 1, \"<\", 2]", None),
            ("[\"<\", 1e300]", Some((0, None))),
        ] {
            let value = read(range, Dialect::Strict).value.unwrap();
            assert_eq!(
                Numeric::read(&value, &mut Diagnostics::new()).unwrap().non_negative_integers(),
                expected,
                "{range}"
            );
        }
    }
}
