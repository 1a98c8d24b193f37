//! JSON as it is written: escapes in strings and keys stay, and so does the text of numbers.

use event_pattern_compiler::json::{JsonString, Value, ValueKind};
use fastrand::Rng;
use std::fmt::Write as _;

/// A JSON value.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Json {
    /// `null`, `true`, `false` and numbers, by their text.
    Plain(String),
    /// A string: what stands between the quotes.
    Text(String),
    Array(Vec<Json>),
    Object(Vec<(String, Json)>),
}

impl Json {
    pub(crate) fn text(written: &str) -> Self {
        Self::Text(written.to_owned())
    }

    pub(crate) fn plain<T: ToString + ?Sized>(written: &T) -> Self {
        Self::Plain(written.to_string())
    }

    /// An object with a single member.
    pub(crate) fn member(key: &str, value: Self) -> Self {
        Self::Object(vec![(key.to_owned(), value)])
    }

    /// A tree that was read from JSON text, written with as few escapes as there can be.
    pub(crate) fn of(value: &Value) -> Self {
        match &value.kind {
            ValueKind::Null => Self::plain("null"),
            ValueKind::Boolean(value) => Self::plain(value),
            ValueKind::Number(number) => Self::plain(number),
            ValueKind::String(text) => Self::Text(body(text)),
            ValueKind::Array(elements) => Self::Array(elements.iter().map(Self::of).collect()),
            ValueKind::Object(members) => {
                Self::Object(members.iter().map(|member| (body(&member.key), Self::of(&member.value))).collect())
            }
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

    /// The value of the first member with this key.
    pub(crate) fn get(&self, key: &str) -> Option<&Self> {
        self.members().iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }

    /// Calls `visit` with all values, from the outside inwards.
    pub(crate) fn visit<'j>(&'j self, visit: &mut impl FnMut(&'j Self)) {
        visit(self);
        self.elements().iter().for_each(|element| element.visit(visit));
        self.members().iter().for_each(|(_, value)| value.visit(visit));
    }

    /// The JSON text, on one line and without white space.
    pub(crate) fn compact(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, &mut |_, _| {});
        text
    }

    /// The JSON text, with what `space` adds before and behind structural characters: it is given how deep they stand.
    pub(crate) fn write(&self, text: &mut String, space: &mut impl FnMut(&mut String, Space)) {
        self.write_at(0, text, space);
    }

    fn write_at(&self, depth: usize, text: &mut String, space: &mut impl FnMut(&mut String, Space)) {
        match self {
            Self::Plain(written) => text.push_str(written),
            Self::Text(written) => {
                let _ = write!(text, "\"{written}\"");
            }
            Self::Array(elements) => {
                text.push('[');
                for (number, element) in elements.iter().enumerate() {
                    if number > 0 {
                        space(text, Space::BeforePunctuation);
                        text.push(',');
                    }
                    space(text, Space::NewLine(depth + 1));
                    element.write_at(depth + 1, text, space);
                }
                space(text, Space::NewLine(depth));
                text.push(']');
            }
            Self::Object(members) => {
                text.push('{');
                for (number, (key, value)) in members.iter().enumerate() {
                    if number > 0 {
                        space(text, Space::BeforePunctuation);
                        text.push(',');
                    }
                    space(text, Space::NewLine(depth + 1));
                    let _ = write!(text, "\"{key}\"");
                    space(text, Space::BeforePunctuation);
                    text.push(':');
                    space(text, Space::BeforeValue);
                    value.write_at(depth + 1, text, space);
                }
                space(text, Space::NewLine(depth));
                text.push('}');
            }
        }
    }
}

/// Where white space may stand.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Space {
    /// Where people begin a new line, with so many levels around it.
    NewLine(usize),
    /// Before a comma or a colon.
    BeforePunctuation,
    /// Behind the colon.
    BeforeValue,
}

/// How a value is written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Layout {
    /// On one line, without white space.
    Compact,
    /// With a member a line.
    Pretty,
    /// With any white space anywhere, which depends on this number.
    Odd(u64),
}

impl Layout {
    pub(crate) fn random(rng: &mut Rng) -> Self {
        match rng.u8(..4) {
            0 => Self::Pretty,
            1 => Self::Odd(rng.u64(..)),
            _ => Self::Compact,
        }
    }

    pub(crate) fn write(self, json: &Json) -> String {
        let mut text = String::new();
        match self {
            Self::Compact => json.write(&mut text, &mut |_, _| {}),
            Self::Pretty => json.write(&mut text, &mut |text, space| match space {
                Space::NewLine(depth) => {
                    text.push('\n');
                    text.extend(std::iter::repeat_n("  ", depth));
                }
                Space::BeforeValue => text.push(' '),
                Space::BeforePunctuation => {}
            }),
            Self::Odd(seed) => {
                let mut rng = Rng::with_seed(seed);
                // A start that moves the rest to any place in a block of the sweep.
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

/// What stands between the quotes of a string.
pub(crate) fn body(text: &JsonString) -> String {
    let json = text.to_json();
    json[1..json.len() - 1].to_owned()
}

/// The characters of a written string: each escape is one, and a surrogate pair too.
pub(crate) fn characters(written: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = written;
    while let Some(first) = rest.chars().next() {
        let is_pair = is_surrogate(rest, 'd', "89abAB") && is_surrogate(&rest[6..], 'd', "cdefCDEF");
        let length = match first {
            '\\' if is_pair => 12,
            '\\' if rest[1..].starts_with('u') => 6,
            '\\' => 2,
            other => other.len_utf8(),
        };
        let (character, behind) = rest.split_at(length);
        found.push(character);
        rest = behind;
    }
    found
}

/// Whether a text starts with an escape `\ud8…` whose third character is one of these.
fn is_surrogate(text: &str, first: char, second: &str) -> bool {
    let mut digits = match text.strip_prefix("\\u") {
        Some(digits) if digits.len() >= 4 => digits.chars(),
        _ => return false,
    };
    digits.next().is_some_and(|digit| digit.eq_ignore_ascii_case(&first))
        && digits.next().is_some_and(|digit| second.contains(digit))
}

/// A string written with one of its plain characters as an escape.
pub(crate) fn with_escape(written: &str, rng: &mut Rng) -> String {
    let mut characters: Vec<String> = characters(written).into_iter().map(str::to_owned).collect();
    if characters.is_empty() {
        return String::new();
    }
    let place = rng.usize(..characters.len());
    if !characters[place].starts_with('\\') {
        let mut escapes = String::new();
        for unit in characters[place].encode_utf16() {
            let _ = write!(escapes, "\\u{unit:04x}");
        }
        characters[place] = escapes;
    }
    characters.concat()
}
