//! JSON values that keep the source text of strings, keys and numbers.

use event_pattern_compiler::json::{JsonString, Value, ValueKind};
use fastrand::Rng;
use std::fmt::Write as _;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// The text of `null`, `true`, `false` or a number.
    Literal(String),
    /// The text between the quotes of a string, with its escapes.
    String(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn string(written: &str) -> Self {
        Self::String(written.to_owned())
    }

    pub(crate) fn literal<T: ToString + ?Sized>(written: &T) -> Self {
        Self::Literal(written.to_string())
    }

    /// Returns an object with a single member.
    pub(crate) fn member(key: &str, value: Self) -> Self {
        Self::Object(vec![(key.to_owned(), value)])
    }

    /// Converts a parsed value. Strings and keys are written with as few escapes as possible.
    pub(crate) fn from_value(value: &Value) -> Self {
        match &value.kind {
            ValueKind::Null => Self::literal("null"),
            ValueKind::Boolean(value) => Self::literal(value),
            ValueKind::Number(number) => Self::literal(number),
            ValueKind::String(text) => Self::String(string_body(text)),
            ValueKind::Array(elements) => Self::Array(elements.iter().map(Self::from_value).collect()),
            ValueKind::Object(members) => Self::Object(
                members.iter().map(|member| (string_body(&member.key), Self::from_value(&member.value))).collect(),
            ),
            ValueKind::Unknown => unreachable!("JSON text has no unknown values"),
        }
    }

    pub(crate) fn members(&self) -> &[(String, Self)] {
        match self {
            Self::Object(members) => members,
            _ => &[],
        }
    }

    pub(crate) fn elements(&self) -> &[Self] {
        match self {
            Self::Array(elements) => elements,
            _ => &[],
        }
    }

    /// Returns the value of the first member with this key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.members().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Calls `visit` with this value and all values inside it. A container comes before its contents.
    pub(crate) fn visit<'j>(&'j self, visit: &mut impl FnMut(&'j Self)) {
        visit(self);
        self.elements().iter().for_each(|element| element.visit(visit));
        self.members().iter().for_each(|(_, value)| value.visit(visit));
    }

    /// Returns the JSON text without white space.
    pub(crate) fn compact(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, &mut |_, _| {});
        text
    }

    /// Writes the JSON text. Calls `write_gap` to write white space at each gap.
    pub(crate) fn write(&self, text: &mut String, write_gap: &mut impl FnMut(&mut String, Gap)) {
        self.write_at(0, text, write_gap);
    }

    fn write_at(&self, depth: usize, text: &mut String, write_gap: &mut impl FnMut(&mut String, Gap)) {
        match self {
            Self::Literal(written) => text.push_str(written),
            Self::String(written) => {
                let _ = write!(text, "\"{written}\"");
            }
            Self::Array(elements) => {
                text.push('[');
                for (number, element) in elements.iter().enumerate() {
                    if number > 0 {
                        write_gap(text, Gap::BeforeSeparator);
                        text.push(',');
                    }
                    write_gap(text, Gap::LineBreak(depth + 1));
                    element.write_at(depth + 1, text, write_gap);
                }
                write_gap(text, Gap::LineBreak(depth));
                text.push(']');
            }
            Self::Object(members) => {
                text.push('{');
                for (number, (key, value)) in members.iter().enumerate() {
                    if number > 0 {
                        write_gap(text, Gap::BeforeSeparator);
                        text.push(',');
                    }
                    write_gap(text, Gap::LineBreak(depth + 1));
                    let _ = write!(text, "\"{key}\"");
                    write_gap(text, Gap::BeforeSeparator);
                    text.push(':');
                    write_gap(text, Gap::BeforeValue);
                    value.write_at(depth + 1, text, write_gap);
                }
                write_gap(text, Gap::LineBreak(depth));
                text.push('}');
            }
        }
    }
}

/// A position where JSON allows white space.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Gap {
    /// A position where an indented layout starts a new line. The value is the nesting depth of that line.
    LineBreak(usize),
    /// A position before a comma or a colon.
    BeforeSeparator,
    /// The position after a colon.
    BeforeValue,
}

/// The white space in the text of a value.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Layout {
    /// No white space.
    Compact,
    /// One line for each member and element, indented.
    Indented,
    /// Random white space in every gap and around the value, generated from this seed.
    RandomWhitespace(u64),
}

impl Layout {
    pub(crate) fn random(rng: &mut Rng) -> Self {
        match rng.u8(..4) {
            0 => Self::Indented,
            1 => Self::RandomWhitespace(rng.u64(..)),
            _ => Self::Compact,
        }
    }

    pub(crate) fn write(self, json: &Json) -> String {
        let mut text = String::new();
        match self {
            Self::Compact => json.write(&mut text, &mut |_, _| {}),
            Self::Indented => json.write(&mut text, &mut |text, gap| match gap {
                Gap::LineBreak(depth) => {
                    text.push('\n');
                    text.extend(std::iter::repeat_n("  ", depth));
                }
                Gap::BeforeValue => text.push(' '),
                Gap::BeforeSeparator => {}
            }),
            Self::RandomWhitespace(seed) => {
                let mut rng = Rng::with_seed(seed);
                // Leading spaces shift the event to a random offset in the sweep's blocks.
                text.extend(std::iter::repeat_n(' ', rng.usize(..70)));
                json.write(&mut text, &mut |text, _| {
                    text.push_str(["", "", " ", "\n", "\r\n", "\t  "][rng.usize(..6)]);
                });
                text.push_str(["", "\n", " \t"][rng.usize(..3)]);
            }
        }
        text
    }
}

/// Returns the JSON text of a string without the quotes.
pub(crate) fn string_body(text: &JsonString) -> String {
    let json = text.to_json();
    json[1..json.len() - 1].to_owned()
}

/// Splits the text of a string into characters. An escape is one character, and so is an escaped surrogate pair.
pub(crate) fn characters(written: &str) -> Vec<&str> {
    let mut characters = Vec::new();
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let is_pair = is_surrogate(rest, 'd', "89abAB") && is_surrogate(&rest[6..], 'd', "cdefCDEF");
        let length = match first {
            '\\' if is_pair => 12,
            '\\' if rest[1..].starts_with('u') => 6,
            '\\' => 2,
            other => other.len_utf8(),
        };
        let (character, after) = rest.split_at(length);
        characters.push(character);
        rest = after;
    }
    characters
}

/// Whether the text starts with an escape `\uXY…` in which X is `first`, ignoring case, and Y is a character in
/// `second`.
fn is_surrogate(text: &str, first: char, second: &str) -> bool {
    let mut digits = match text.strip_prefix("\\u") {
        Some(digits) if digits.len() >= 4 => digits.chars(),
        _ => return false,
    };
    digits.next().is_some_and(|digit| digit.eq_ignore_ascii_case(&first))
        && digits.next().is_some_and(|digit| second.contains(digit))
}

/// Returns the text of the same string with a random character written as an escape.
pub(crate) fn with_escape(written: &str, rng: &mut Rng) -> String {
    let mut characters: Vec<String> = characters(written).into_iter().map(str::to_owned).collect();
    if characters.is_empty() {
        return String::new();
    }
    let index = rng.usize(..characters.len());
    if !characters[index].starts_with('\\') {
        let mut escapes = String::new();
        for unit in characters[index].encode_utf16() {
            let _ = write!(escapes, "\\u{unit:04x}");
        }
        characters[index] = escapes;
    }
    characters.concat()
}
