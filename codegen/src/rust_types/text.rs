//! The text form of an event type, which is the literal in its companion macro: the Rust types, then the schema in compact
//! form.
//!
//! The types that the macros make are only the word `made`, because they follow from the schema. For other types, there
//! is a line for the type of the detail, then a line for each object, followed by a line for each of its fields. The
//! cells of a line are separated by tabs.

use super::{EventType, IntegerType, RustField, RustObject, RustTypes, RustValue, WhenAbsent, Wrapper};
use event_pattern_compiler::schema::{Schema, compact};
use std::fmt::Write as _;

/// The text for the types that the macros make.
const MADE: &str = "made\n";

const WRAPPERS: [(Wrapper, &str); 3] =
    [(Wrapper::None, "plain"), (Wrapper::Optional, "optional"), (Wrapper::Option, "option")];

const ABSENCE: [(WhenAbsent, &str); 3] =
    [(WhenAbsent::Kept, "kept"), (WhenAbsent::Null, "null"), (WhenAbsent::Default, "default")];

impl EventType {
    /// Returns the text form, without descriptions.
    #[must_use]
    pub fn to_text(&self) -> String {
        self.rust.to_text(&self.schema) + &compact::write_without_descriptions(&self.schema)
    }

    /// Reads the text form. Returns `None` if the text is malformed, for example because another version wrote it.
    #[must_use]
    pub fn from_text(text: &str) -> Option<Self> {
        // No other line starts with this character.
        let start = text.find("\n%")? + 1;
        let schema = compact::read(&text[start..]).ok()?;
        let rust = RustTypes::from_text(&text[..start], &schema)?;
        Some(Self { schema, rust })
    }
}

impl RustTypes {
    /// Returns the text form of the types for a schema.
    pub(crate) fn to_text(&self, schema: &Schema) -> String {
        if *self == Self::made(schema) {
            return MADE.to_owned();
        }
        let mut text = String::new();
        write_line(&mut text, &["detail", &self.detail]);
        for RustObject { name, fields, unknown_fields } in &self.objects {
            match unknown_fields {
                Some(reason) => write_line(&mut text, &["object", name, reason]),
                None => write_line(&mut text, &["object", name]),
            }
            for (json_name, field) in fields {
                let (wrapper, absent) = (word(&WRAPPERS, &field.wrapper), word(&ABSENCE, &field.when_absent));
                let mut cells = vec!["field", json_name, &field.name, wrapper, absent, &field.written];
                push_value(&mut cells, &field.value);
                write_line(&mut text, &cells);
            }
        }
        text
    }

    /// Reads the text form of the types for a schema. Returns `None` if the text is malformed.
    pub(crate) fn from_text(text: &str, schema: &Schema) -> Option<Self> {
        if text == MADE {
            return Some(Self::made(schema));
        }
        let mut lines = text.lines().map(cells);
        let [_, detail] = <[String; 2]>::try_from(lines.next().filter(|line| line[0] == "detail")?).ok()?;
        let mut types = Self { detail, objects: Vec::new() };
        for line in lines {
            let line: Vec<&str> = line.iter().map(String::as_str).collect();
            match line.as_slice() {
                ["object", name] | ["object", name, _] => {
                    let unknown_fields = line.get(2).map(|reason| (*reason).to_owned());
                    types.objects.push(RustObject { name: (*name).to_owned(), fields: Vec::new(), unknown_fields });
                }
                ["field", json_name, name, wrapper, absent, written, value @ ..] => {
                    let (wrapper, when_absent) = (of_word(&WRAPPERS, wrapper)?, of_word(&ABSENCE, absent)?);
                    let (name, written, value) = ((*name).to_owned(), (*written).to_owned(), read_value(value)?);
                    let field = RustField { name, wrapper, value, when_absent, written };
                    types.objects.last_mut()?.fields.push(((*json_name).to_owned(), field));
                }
                _ => return None,
            }
        }
        Some(types)
    }
}

fn word<T: PartialEq>(words: &[(T, &'static str)], value: &T) -> &'static str {
    words.iter().find(|(one, _)| one == value).map_or("", |(_, word)| word)
}

fn of_word<T: Copy>(words: &[(T, &str)], word: &str) -> Option<T> {
    words.iter().find(|(_, one)| *one == word).map(|(value, _)| *value)
}

fn write_line(text: &mut String, cells: &[&str]) {
    for (index, cell) in cells.iter().enumerate() {
        let _ = write!(text, "{}{}", if index > 0 { "\t" } else { "" }, escaped(cell));
    }
    text.push('\n');
}

fn escaped(cell: &str) -> String {
    cell.replace('\\', "\\\\").replace('\t', "\\t").replace('\n', "\\n").replace('\r', "\\r")
}

/// Splits a line into its cells. There is at least one.
fn cells(line: &str) -> Vec<String> {
    let unescaped = |cell: &str| {
        let (mut text, mut rest) = (String::with_capacity(cell.len()), cell.chars());
        while let Some(character) = rest.next() {
            text.push(match character {
                '\\' => match rest.next() {
                    Some('t') => '\t',
                    Some('n') => '\n',
                    Some('r') => '\r',
                    other => other.unwrap_or('\\'),
                },
                other => other,
            });
        }
        text
    };
    line.split('\t').map(unescaped).collect()
}

fn push_value<'v>(cells: &mut Vec<&'v str>, value: &'v RustValue) {
    match value {
        RustValue::Text => cells.push("text"),
        RustValue::Str => cells.push("str"),
        RustValue::Set => cells.push("set"),
        RustValue::Variants { has_other: false } => cells.push("variants"),
        RustValue::Variants { has_other: true } => cells.push("variants-and-other"),
        RustValue::Integer(integer) => cells.push(integer.name()),
        RustValue::Number => cells.push("f64"),
        RustValue::Boolean => cells.push("bool"),
        RustValue::Object => cells.push("object"),
        RustValue::Map => cells.push("map"),
        RustValue::Value => cells.push("value"),
        RustValue::Opaque(reason) => cells.extend(["opaque", reason]),
        RustValue::List { singular, element } => {
            cells.extend(["list", singular]);
            push_value(cells, element);
        }
        RustValue::Vec { singular, element } => {
            cells.extend(["vec", singular]);
            push_value(cells, element);
        }
        RustValue::Inside { field, value } => {
            cells.extend(["inside", field]);
            push_value(cells, value);
        }
        RustValue::Pointer(target) => {
            cells.push("pointer");
            push_value(cells, target);
        }
    }
}

fn read_value(cells: &[&str]) -> Option<RustValue> {
    Some(match cells {
        ["text"] => RustValue::Text,
        ["str"] => RustValue::Str,
        ["set"] => RustValue::Set,
        ["variants"] => RustValue::Variants { has_other: false },
        ["variants-and-other"] => RustValue::Variants { has_other: true },
        ["f64"] => RustValue::Number,
        ["bool"] => RustValue::Boolean,
        ["object"] => RustValue::Object,
        ["map"] => RustValue::Map,
        ["value"] => RustValue::Value,
        [integer] => RustValue::Integer(IntegerType::named(integer)?),
        ["opaque", reason] => RustValue::Opaque((*reason).to_owned()),
        ["pointer", target @ ..] => RustValue::Pointer(Box::new(read_value(target)?)),
        [container, name, inner @ ..] => {
            let (name, inner) = ((*name).to_owned(), Box::new(read_value(inner)?));
            match *container {
                "list" => RustValue::List { singular: name, element: inner },
                "vec" => RustValue::Vec { singular: name, element: inner },
                "inside" => RustValue::Inside { field: name, value: inner },
                _ => return None,
            }
        }
        [] => return None,
    })
}
