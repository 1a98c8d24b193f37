//! `prefix` and `suffix`: the field is a string that starts or ends with the given string. The comparison can ignore
//! case.

use super::ignore_case;
use super::{SEVERAL_FILTERS_HELP, expect_string, only_member};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{JsonString, Value, ValueKind};

/// The side of the string that an affix applies to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The start of the string.
    Prefix,
    /// The end of the string.
    Suffix,
}

impl Side {
    /// Returns the name of the filter.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Prefix => "prefix",
            Self::Suffix => "suffix",
        }
    }
}

/// A prefix or a suffix. An empty prefix or suffix accepts every string.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Affix {
    /// Whether this is a prefix or a suffix.
    pub side: Side,
    /// The text of the prefix or suffix.
    pub text: JsonString,
    /// Whether the comparison ignores case.
    pub ignore_case: bool,
}

impl Affix {
    /// Whether the string has this prefix or suffix.
    #[must_use]
    pub fn accepts(&self, text: &JsonString) -> bool {
        match (self.side, self.ignore_case) {
            (Side::Prefix, false) => text.as_bytes().starts_with(self.text.as_bytes()),
            (Side::Suffix, false) => text.as_bytes().ends_with(self.text.as_bytes()),
            (Side::Prefix, true) => ignore_case::starts_with_ignore_case(&self.text, text),
            (Side::Suffix, true) => ignore_case::ends_with_ignore_case(&self.text, text),
        }
    }

    /// Returns the whole string that the affix accepts because of a quote at its inner end (the end of a prefix, or the
    /// start of a suffix), or `None` if there is no such quote. EventBridge compares JSON text, in which the string `x`
    /// is `"x"`, so the prefix `x"` accepts the whole string `x`.
    #[must_use]
    pub fn whole_string(&self) -> Option<JsonString> {
        match self.side {
            Side::Prefix => self.text.strip_suffix(b'"'),
            Side::Suffix => self.text.strip_prefix(b'"'),
        }
    }

    pub(super) fn read(side: Side, value: &Value, diagnostics: &mut Diagnostics) -> Option<Self> {
        let name = side.name();
        let ValueKind::Object(members) = &value.kind else {
            let text = expect_string(value, name, &format!("{name} match pattern must be a string"), diagnostics)?;
            return Some(Self { side, text: text.clone(), ignore_case: false });
        };
        let capitalized = match side {
            Side::Prefix => "Prefix",
            Side::Suffix => "Suffix",
        };
        let empty_reason = format!("{capitalized} expression name not found");
        let member = only_member(members, value.span, diagnostics, &empty_reason, SEVERAL_FILTERS_HELP)?;
        if member.key.as_str() != Some("equals-ignore-case") {
            diagnostics.reject(
                Lint::InvalidFilter,
                member.key_span,
                format!("`{name}` does not support `{}`", member.key),
                format!("Unsupported {name} pattern: {}", member.key),
                format!("write `{{\"{name}\": \"…\"}}` or `{{\"{name}\": {{\"equals-ignore-case\": \"…\"}}}}`"),
            );
            return None;
        }
        let reason = "equals-ignore-case match pattern must be a string";
        let text = expect_string(&member.value, "equals-ignore-case", reason, diagnostics)?;
        Some(Self { side, text: text.clone(), ignore_case: true })
    }
}
