//! Content filters: the values that one alternative of a leaf accepts.
//!
//! Each family of filters has a module with its parser, error messages and semantics. The semantics here favour clarity
//! over speed; tests compare the fast engines with these definitions.

mod affix;
mod anything_but;
mod cidr;
mod field_ref;
mod hint;
mod ignore_case;
mod numeric;
pub mod relation;
mod wildcard;
pub mod wildcard_complexity;

pub use affix::{Affix, Side};
pub use anything_but::AnythingBut;
pub use cidr::{Address, CidrBlock};
pub use field_ref::{FIELD_REF_KEY, FieldBound, FieldRange, FieldRef, FieldValues, Limit};
pub(super) use hint::is_like_filter;
pub use ignore_case::case_forms;
pub use numeric::{Bound, Numeric};
pub use wildcard::Wildcard;

use super::unknown::{is_exists, is_unknown_filter};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{JsonString, Member, Number, Scalar, Value, ValueKind};
use crate::source::Span;

/// The values that one alternative accepts: a plain value or a content filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Filter {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean(bool),
    /// A number. Numbers are compared by value.
    Number(Number),
    /// A string, or `{"exactly": string}`.
    String(JsonString),
    /// `prefix` or `suffix`, case-sensitive or not.
    Affix(Affix),
    /// `equals-ignore-case`
    EqualsIgnoreCase(JsonString),
    /// `wildcard`
    Wildcard(Wildcard),
    /// `cidr`
    Cidr(CidrBlock),
    /// `numeric`
    Numeric(Numeric),
    /// `exists`
    Exists(bool),
    /// `anything-but`
    AnythingBut(AnythingBut),
    /// `{"$field": path}`: the value of another field.
    FieldRef(FieldRef),
    /// `numeric` with a field reference as a bound.
    FieldRange(FieldRange),
    /// A number whose text starts with a digit from 1 to 9. This filter cannot be written in a pattern, but a `cidr`
    /// block with zero mask bits implies it.
    NumberByFirstDigit,
    /// A filter that is only known when it is deployed. It accepts any value, because it may accept that value.
    Unknown {
        /// Whether the filter may also accept absence, as an `exists` does.
        may_accept_absence: bool,
    },
}

/// The kind of values that a filter can accept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Domain {
    /// No value: the field must be absent.
    Nothing,
    /// Null.
    Null,
    /// Booleans.
    Boolean,
    /// Numbers.
    Number,
    /// Strings.
    String,
    /// Values of any kind.
    Everything,
}

impl Domain {
    /// Returns the domain that a value belongs to.
    #[must_use]
    pub fn of(value: &Scalar) -> Self {
        match value {
            Scalar::Null => Self::Null,
            Scalar::Boolean(_) => Self::Boolean,
            Scalar::Number(_) => Self::Number,
            Scalar::String(_) => Self::String,
        }
    }

    /// Whether the domain contains strings.
    #[must_use]
    pub fn has_strings(self) -> bool {
        matches!(self, Self::String | Self::Everything)
    }

    /// Whether the domain contains numbers.
    #[must_use]
    pub fn has_numbers(self) -> bool {
        matches!(self, Self::Number | Self::Everything)
    }
}

/// The names of the content filters.
pub const FILTER_NAMES: [&str; 9] =
    ["anything-but", "cidr", "equals-ignore-case", "exactly", "exists", "numeric", "prefix", "suffix", "wildcard"];

/// Whether an object with this key is a call of a function in a CloudFormation template.
#[must_use]
pub(crate) fn is_cloudformation_function(key: &str) -> bool {
    key == "Ref" || key.starts_with("Fn::")
}

/// The help for a function of CloudFormation.
pub(crate) const FUNCTION_HELP: &str =
    "write the value that the function returns; a pattern is read as it is, not as a part of a template";

impl Filter {
    /// Whether the filter accepts a field with this value, in an event without other fields. `exists: false` and
    /// filters with a field reference accept no value.
    #[must_use]
    pub fn accepts(&self, value: &Scalar) -> bool {
        self.accepts_with(value, &|_| Vec::new())
    }

    /// Whether the filter accepts a field with this value. `values` returns the values of the fields that the filter
    /// refers to.
    #[must_use]
    pub fn accepts_with(&self, value: &Scalar, values: &FieldValues<'_>) -> bool {
        match self {
            Self::Null => *value == Scalar::Null,
            Self::Boolean(wanted) => *value == Scalar::Boolean(*wanted),
            Self::Number(wanted) => matches!(value, Scalar::Number(number) if wanted == number),
            Self::String(wanted) => value.as_text() == Some(wanted),
            Self::Affix(affix) => value.as_text().is_some_and(|text| affix.accepts(text)),
            Self::EqualsIgnoreCase(wanted) => {
                value.as_text().is_some_and(|text| ignore_case::equals_ignore_case(wanted, text))
            }
            Self::Wildcard(wildcard) => value.as_text().is_some_and(|text| wildcard.accepts(text)),
            Self::Cidr(block) => value.as_text().is_some_and(|text| block.accepts(text)),
            Self::NumberByFirstDigit => {
                matches!(value, Scalar::Number(number) if number.text().starts_with(|first| ('1'..='9').contains(&first)))
            }
            Self::Numeric(range) => matches!(value, Scalar::Number(number) if range.accepts(number)),
            Self::Exists(wanted) => *wanted,
            Self::Unknown { .. } => true,
            Self::AnythingBut(excluded) => excluded.accepts(value, values),
            Self::FieldRef(field_ref) => field_ref.equals(value, values),
            Self::FieldRange(range) => matches!(value, Scalar::Number(number) if range.accepts(number, values)),
        }
    }

    /// Returns the field references in the filter.
    #[must_use]
    pub fn field_refs(&self) -> Vec<&FieldRef> {
        match self {
            Self::FieldRef(field_ref) => vec![field_ref],
            Self::FieldRange(range) => range.field_refs(),
            Self::AnythingBut(excluded) => excluded.field_refs().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the filter refers to another field of the event.
    #[must_use]
    pub fn has_field_ref(&self) -> bool {
        !self.field_refs().is_empty()
    }

    /// Returns the kind of values that the filter can accept.
    #[must_use]
    pub fn domain(&self) -> Domain {
        match self {
            Self::Null => Domain::Null,
            Self::Boolean(_) => Domain::Boolean,
            Self::Number(_) | Self::Numeric(_) | Self::FieldRange(_) | Self::NumberByFirstDigit => Domain::Number,
            Self::String(_) | Self::Affix(_) | Self::EqualsIgnoreCase(_) | Self::Wildcard(_) | Self::Cidr(_) => {
                Domain::String
            }
            Self::Exists(false) => Domain::Nothing,
            Self::Exists(true) | Self::AnythingBut(_) | Self::FieldRef(_) | Self::Unknown { .. } => Domain::Everything,
        }
    }

    /// Whether the filter accepts an event without the field.
    #[must_use]
    pub fn accepts_absence(&self) -> bool {
        matches!(self, Self::Exists(false) | Self::Unknown { may_accept_absence: true })
    }

    /// Returns the value if the filter is a plain value, or `None` otherwise.
    #[must_use]
    pub fn literal(&self) -> Option<Scalar> {
        match self {
            Self::Null => Some(Scalar::Null),
            Self::Boolean(value) => Some(Scalar::Boolean(*value)),
            Self::Number(number) => Some(Scalar::Number(number.clone())),
            Self::String(text) => Some(Scalar::String(text.clone())),
            _ => None,
        }
    }

    /// Returns the wildcards in the filter, including those that `anything-but` excludes.
    #[must_use]
    pub fn wildcards(&self) -> Vec<&Wildcard> {
        match self {
            Self::Wildcard(wildcard) => vec![wildcard],
            Self::AnythingBut(excluded) => excluded.excluded.iter().flat_map(Self::wildcards).collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the filter ignores the difference between upper and lower case.
    #[must_use]
    pub fn ignores_case(&self) -> bool {
        match self {
            Self::EqualsIgnoreCase(_) => true,
            Self::Affix(affix) => affix.ignore_case,
            _ => false,
        }
    }

    /// Returns the strings before, between and after the stars of the wildcard that accepts the same strings, apart from
    /// their case. Returns `None` if the filter is not one for strings.
    #[must_use]
    pub fn pieces(&self) -> Option<Vec<Vec<u8>>> {
        Some(match self {
            Self::String(text) | Self::EqualsIgnoreCase(text) => vec![text.as_bytes().to_vec()],
            Self::Affix(affix) => match (affix.whole_string(), affix.side) {
                (Some(whole), _) => vec![whole.as_bytes().to_vec()],
                (None, Side::Prefix) => vec![affix.text.as_bytes().to_vec(), Vec::new()],
                (None, Side::Suffix) => vec![Vec::new(), affix.text.as_bytes().to_vec()],
            },
            Self::Wildcard(wildcard) => wildcard.pieces.clone(),
            _ => return None,
        })
    }

    /// Reads one alternative of a leaf, or reports why it is invalid.
    pub(crate) fn read(value: &Value, diagnostics: &mut Diagnostics) -> Option<Self> {
        match &value.kind {
            _ if is_unknown_filter(value) => Some(Self::Unknown { may_accept_absence: is_exists(value) }),
            ValueKind::Null => Some(Self::Null),
            ValueKind::Boolean(wanted) => Some(Self::Boolean(*wanted)),
            ValueKind::Number(number) => Some(Self::Number(number.clone())),
            ValueKind::String(text) => Some(Self::String(text.clone())),
            ValueKind::Object(members) => Self::read_operator(members, value.span, diagnostics),
            ValueKind::Array(_) => {
                diagnostics.reject(
                    Lint::InvalidFilter,
                    value.span,
                    "nested array in a list of alternatives",
                    "Match value must be String, number, true, false, or null",
                    "write all alternatives in one list; arrays in the event are searched at any depth",
                );
                None
            }
            // The first arm reads it.
            ValueKind::Unknown => None,
        }
    }

    fn read_operator(members: &[Member], span: Span, diagnostics: &mut Diagnostics) -> Option<Self> {
        let member = only_member(members, span, diagnostics, "Match expression name not found", SEVERAL_FILTERS_HELP)?;
        let Member { key, key_span, value } = member;
        match key.as_str() {
            Some("prefix") => Affix::read(Side::Prefix, value, diagnostics).map(Self::Affix),
            Some("suffix") => Affix::read(Side::Suffix, value, diagnostics).map(Self::Affix),
            Some("wildcard") => Wildcard::read(value, diagnostics).map(Self::Wildcard),
            Some("numeric") => {
                let range = FieldRange::read(value, diagnostics)?;
                Some(range.numeric().map_or_else(|| Self::FieldRange(range), Self::Numeric))
            }
            Some(FIELD_REF_KEY) => FieldRef::read(value, diagnostics).map(Self::FieldRef),
            Some("cidr") => CidrBlock::read(value, diagnostics).map(Self::Cidr),
            Some("anything-but") => AnythingBut::read(value, diagnostics).map(Self::AnythingBut),
            Some("equals-ignore-case") => expect_string(
                value,
                "equals-ignore-case",
                "equals-ignore-case match pattern must be a string",
                diagnostics,
            )
            .map(|text| Self::EqualsIgnoreCase(text.clone())),
            Some("exactly") => expect_string(value, "exactly", "exact match pattern must be a string", diagnostics)
                .map(|text| Self::String(text.clone())),
            Some("exists") => read_exists(value, diagnostics),
            Some(name) if is_cloudformation_function(name) => {
                diagnostics.reject(
                    Lint::InvalidFilter,
                    *key_span,
                    format!("`{name}` is a CloudFormation function, not a content filter"),
                    format!("Unrecognized match type {key}"),
                    FUNCTION_HELP,
                );
                None
            }
            _ => {
                let reason = format!("Unrecognized match type {key}");
                diagnostics.reject(
                    Lint::InvalidFilter,
                    *key_span,
                    format!("`{key}` is not a content filter"),
                    reason,
                    hint::unknown_filter(member),
                );
                None
            }
        }
    }
}

fn read_exists(value: &Value, diagnostics: &mut Diagnostics) -> Option<Filter> {
    if let ValueKind::Boolean(wanted) = value.kind {
        return Some(Filter::Exists(wanted));
    }
    diagnostics.reject(
        Lint::InvalidFilter,
        value.span,
        format!("expected `true` or `false` for `exists`, found {}", value.kind.described()),
        "exists match pattern must be either true or false.",
        "write `{\"exists\": true}` or `{\"exists\": false}`",
    );
    None
}

/// The help for an object with several keys, each of which may be the name of a filter.
const SEVERAL_FILTERS_HELP: &str =
    "write each content filter as a separate object; the field matches if any alternative does";

/// Returns the only member of a filter's object. If there are several, returns the first one and reports the others. If
/// there are none, reports the empty object and returns `None`.
fn only_member<'v>(
    members: &'v [Member],
    span: Span,
    diagnostics: &mut Diagnostics,
    empty_reason: &str,
    several_help: &str,
) -> Option<&'v Member> {
    let Some(first) = members.first() else {
        let help = "write a content filter, for example `{\"prefix\": \"run-\"}`";
        diagnostics.reject(Lint::InvalidFilter, span, "expected a content filter, found `{}`", empty_reason, help);
        return None;
    };
    for extra in &members[1..] {
        diagnostics.reject(
            Lint::InvalidFilter,
            extra.key_span,
            format!("expected one key in a content filter, found `{}` and `{}`", first.key, extra.key),
            "Only one key allowed in match expression",
            several_help,
        );
    }
    Some(first)
}

fn is_string(value: &Value) -> bool {
    matches!(value.kind, ValueKind::String(_))
}

/// Returns the string operand of the filter `name`, or reports that the operand is not a string.
fn expect_string<'v>(
    value: &'v Value,
    name: &str,
    reason: &str,
    diagnostics: &mut Diagnostics,
) -> Option<&'v JsonString> {
    if let ValueKind::String(text) = &value.kind {
        return Some(text);
    }
    let help = match value.kind {
        ValueKind::Array(ref values) if !values.is_empty() && values.iter().all(is_string) => {
            let filters = values.iter().map(|value| format!("{{\"{name}\": {}}}", value.to_line()));
            format!("write a content filter for each string: `{}`", filters.collect::<Vec<_>>().join(", "))
        }
        ValueKind::Array(_) => {
            format!("write a content filter for each string: `{{\"{name}\": \"…\"}}, {{\"{name}\": \"…\"}}`")
        }
        _ => format!("write `{{\"{name}\": \"…\"}}`"),
    };
    diagnostics.reject(
        Lint::InvalidFilter,
        value.span,
        format!("expected a string for `{name}`, found {}", value.kind.described()),
        reason,
        help,
    );
    None
}
