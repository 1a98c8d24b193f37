//! `prefix` and `suffix`: the field is a string that starts or ends so, with or without regard to case.

use super::ignore_case;
use super::{only_member, text_of};
use crate::diagnostic::{Diagnostics, Lint};
use crate::json::{JsonString, Value, ValueKind};

/// Which end of the string is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// The string starts so.
    Prefix,
    /// The string ends so.
    Suffix,
}

impl Side {
    /// The operator's name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Prefix => "prefix",
            Self::Suffix => "suffix",
        }
    }
}

/// A beginning or an end of strings. An empty one is had by every string.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Affix {
    /// Which end.
    pub side: Side,
    /// The characters.
    pub text: JsonString,
    /// Whether case does not count.
    pub ignore_case: bool,
}

impl Affix {
    /// Whether the string starts or ends so.
    #[must_use]
    pub fn accepts(&self, text: &JsonString) -> bool {
        match (self.side, self.ignore_case) {
            (Side::Prefix, false) => text.as_bytes().starts_with(self.text.as_bytes()),
            (Side::Suffix, false) => text.as_bytes().ends_with(self.text.as_bytes()),
            (Side::Prefix, true) => ignore_case::starts_with_ignore_case(&self.text, text),
            (Side::Suffix, true) => ignore_case::ends_with_ignore_case(&self.text, text),
        }
    }

    /// The affix without the quote at its inner end, if there is one: a string that it accepts as a whole. The service
    /// compares JSON text, in which the string `x` is `"x"`, so the prefix `x"` accepts it.
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
            let text = text_of(value, name, &format!("{name} match pattern must be a string"), diagnostics)?;
            return Some(Self { side, text: text.clone(), ignore_case: false });
        };
        let capitalised = match side {
            Side::Prefix => "Prefix",
            Side::Suffix => "Suffix",
        };
        let none_reason = format!("{capitalised} expression name not found");
        let member = only_member(members, value.span, diagnostics, &none_reason)?;
        if member.key.as_str() != Some("equals-ignore-case") {
            diagnostics.reject(
                Lint::InvalidFilter,
                member.key_span,
                format!("`{name}` cannot be combined with `{}`", member.key),
                format!("Unsupported {name} pattern: {}", member.key),
                format!("write `{{\"{name}\": \"…\"}}` or `{{\"{name}\": {{\"equals-ignore-case\": \"…\"}}}}`"),
            );
            return None;
        }
        let reason = "equals-ignore-case match pattern must be a string";
        let text = text_of(&member.value, "equals-ignore-case", reason, diagnostics)?;
        Some(Self { side, text: text.clone(), ignore_case: true })
    }
}
