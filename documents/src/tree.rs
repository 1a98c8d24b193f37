//! Access to the parts of a document's tree.

use event_pattern_compiler::json::{Member, Value, ValueKind};
use event_pattern_compiler::source::Span;

/// A value in one of the files that are read together.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Node<'d> {
    /// The value.
    pub(crate) value: &'d Value,
    /// The index of the file that contains it.
    pub(crate) file: usize,
}

impl<'d> Node<'d> {
    /// Returns another value of the same file.
    pub(crate) fn at(self, value: &'d Value) -> Self {
        Self { value, file: self.file }
    }

    /// Returns the span of the value.
    pub(crate) fn span(self) -> Span {
        self.value.span
    }

    /// Returns the members of an object. Any other value has none.
    pub(crate) fn members(self) -> &'d [Member] {
        match &self.value.kind {
            ValueKind::Object(members) => members,
            _ => &[],
        }
    }

    /// Returns the elements of an array. Any other value has none.
    pub(crate) fn elements(self) -> impl Iterator<Item = Self> {
        let elements: &'d [Value] = match &self.value.kind {
            ValueKind::Array(elements) => elements,
            _ => &[],
        };
        elements.iter().map(move |element| self.at(element))
    }

    /// Finds the member of an object with a key. If the key is repeated, the last one counts.
    pub(crate) fn member(self, key: &str) -> Option<&'d Member> {
        self.members().iter().rev().find(|member| member.key.as_bytes() == key.as_bytes())
    }

    /// Finds the value of the member with a key.
    pub(crate) fn get(self, key: &str) -> Option<Self> {
        self.member(key).map(|member| self.at(&member.value))
    }

    /// Follows several keys.
    pub(crate) fn get_path(self, keys: &[&str]) -> Option<Self> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }

    /// Returns the text, or `None` if the value is not a string or has a lone surrogate.
    pub(crate) fn text(self) -> Option<&'d str> {
        match &self.value.kind {
            ValueKind::String(text) => text.as_str(),
            _ => None,
        }
    }

    /// Returns the trimmed text of the member with a key. Empty if there is no such text.
    pub(crate) fn trimmed(self, key: &str) -> String {
        self.get(key).and_then(Self::text).unwrap_or_default().trim().to_owned()
    }

    /// Whether the value is a certain boolean.
    pub(crate) fn is(self, expected: bool) -> bool {
        matches!(self.value.kind, ValueKind::Boolean(found) if found == expected)
    }

    /// Whether the value is an object.
    pub(crate) fn is_object(self) -> bool {
        matches!(self.value.kind, ValueKind::Object(_))
    }
}
