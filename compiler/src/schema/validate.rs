//! Compares events with a schema.

use super::{ClosedSet, Field, IntegerSize, Kind, ObjectSchema, Others, Presence, Schema};
use crate::json::{JsonString, Member, Number, Value, ValueKind};
use std::fmt;

/// A place where an event contradicts a schema.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mismatch {
    /// The path of the value. Steps are separated by dots, and array elements have no number, as in a pattern.
    pub path: String,
    /// How the value differs from the schema.
    pub problem: Problem,
}

/// How a value differs from a schema.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Problem {
    /// The object lacks the field, although the schema requires it.
    Missing,
    /// The schema does not have the field.
    UnknownField,
    /// The value is of another kind. Both are nouns with an article.
    OtherKind {
        /// The kind in the schema.
        expected: &'static str,
        /// The kind of the value.
        found: &'static str,
    },
    /// The number has a fraction or is too large for the size of the integer.
    NotAnInteger,
    /// The string is not in the closed set, which is complete.
    UnknownValue(String),
}

impl fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = &self.path;
        match &self.problem {
            Problem::Missing => write!(formatter, "`{path}` is missing"),
            Problem::UnknownField => write!(formatter, "`{path}` is not in the schema"),
            Problem::OtherKind { expected, found } => write!(formatter, "`{path}`: expected {expected}, found {found}"),
            Problem::NotAnInteger => write!(formatter, "`{path}`: expected an integer, found another number"),
            Problem::UnknownValue(value) => write!(formatter, "`{path}`: unknown value `{value}`"),
        }
    }
}

impl Schema {
    /// Compares an event with the schema, apart from the values of `source` and `detail-type`. Returns each mismatch once
    /// for every place where it occurs.
    #[must_use]
    pub fn validate(&self, event: &Value) -> Vec<Mismatch> {
        let mut validation = Validation { path: Vec::new(), mismatches: Vec::new() };
        match &event.kind {
            ValueKind::Object(members) => validation.object(&self.root, members),
            other => validation.report(Problem::OtherKind { expected: "an object", found: other.described() }),
        }
        validation.mismatches
    }
}

struct Validation<'e> {
    path: Vec<&'e str>,
    mismatches: Vec<Mismatch>,
}

impl<'e> Validation<'e> {
    fn report(&mut self, problem: Problem) {
        self.mismatches.push(Mismatch { path: self.path.join("."), problem });
    }

    /// Calls a function with a step added to the path.
    fn inside(&mut self, name: &'e str, visit: impl FnOnce(&mut Self)) {
        self.path.push(name);
        visit(self);
        self.path.pop();
    }

    fn object(&mut self, object: &'e ObjectSchema, members: &'e [Member]) {
        for member in members {
            // A key with a lone surrogate is not the name of a field.
            let name = member.key.as_str().unwrap_or("\u{fffd}");
            self.inside(name, |inside| match object.field(name) {
                Some(field) => inside.field(field, &member.value),
                None if object.others == Others::Unknown => {}
                None => inside.report(Problem::UnknownField),
            });
        }
        let is_missing = |field: &&Field| {
            field.presence == Presence::Required
                && !members.iter().any(|member| member.key.as_str() == Some(field.name.as_str()))
        };
        for field in object.fields.iter().filter(is_missing) {
            self.inside(&field.name, |inside| inside.report(Problem::Missing));
        }
    }

    fn field(&mut self, field: &'e Field, value: &'e Value) {
        if !(field.is_nullable && matches!(value.kind, ValueKind::Null)) {
            self.value(&field.kind, value);
        }
    }

    fn value(&mut self, kind: &'e Kind, value: &'e Value) {
        match (kind, &value.kind) {
            (Kind::Any, _)
            | (Kind::String, ValueKind::String(_))
            | (Kind::Number, ValueKind::Number(_))
            | (Kind::Boolean, ValueKind::Boolean(_)) => {}
            (Kind::ClosedSet(set), ValueKind::String(text)) => self.set_value(set, text),
            (Kind::Integer(size), ValueKind::Number(number)) if is_integer(number, *size) => {}
            (Kind::Integer(_), ValueKind::Number(_)) => self.report(Problem::NotAnInteger),
            (Kind::Object(object), ValueKind::Object(members)) => self.object(object, members),
            (Kind::List(element), ValueKind::Array(elements)) => {
                for value in elements {
                    self.value(element, value);
                }
            }
            (Kind::OneOf(kinds), _) if kinds.iter().any(|kind| is_valid(kind, value)) => {}
            (kind, found) => {
                self.report(Problem::OtherKind { expected: kind.described(), found: found.described() });
            }
        }
    }

    fn set_value(&mut self, set: &ClosedSet, text: &JsonString) {
        let is_known = set.values.iter().any(|value| text.as_str() == Some(value.text.as_str()));
        if set.is_complete && !is_known {
            self.report(Problem::UnknownValue(String::from_utf8_lossy(text.as_bytes()).into_owned()));
        }
    }
}

fn is_valid(kind: &Kind, value: &Value) -> bool {
    let mut validation = Validation { path: Vec::new(), mismatches: Vec::new() };
    validation.value(kind, value);
    validation.mismatches.is_empty()
}

/// Whether a number is an integer of a size, even if it is written with a fraction, such as `3.0`.
fn is_integer(number: &Number, size: IntegerSize) -> bool {
    let max = match size {
        IntegerSize::Bits32 => f64::from(i32::MAX),
        // 2 to the power of 63.
        IntegerSize::Bits64 => 9_223_372_036_854_775_808.0,
    };
    number.text().parse::<f64>().is_ok_and(|number| number.fract() == 0.0 && (-max..=max).contains(&number))
}

#[cfg(test)]
mod tests {
    use crate::json::{Dialect, read};
    use crate::schema::{Schema, compact};

    fn schema() -> Schema {
        let text = "\
%event my.shop \"Order Placed\"
title order
provenance document
detail: {Order}
object Order
  amount: int32|string
  labels?: {Labels}
  lines: [{Line}]
  note?: string?
  status: (Status)
  stock?: (Stock)
object Line
  ..
  count: int64
object Labels
  *: string
set Status complete
  open
set Stock listed
  low
";
        compact::read(text).unwrap()
    }

    fn mismatches(detail: &str) -> Vec<String> {
        let event = format!(
            r#"{{"version":"0","id":"1","account":"123456789012","region":"us-east-1","time":"","source":"my.shop",
                "detail-type":"Order Placed","resources":[],"detail":{detail}}}"#
        );
        let event = read(&event, Dialect::Strict).value.unwrap();
        schema().validate(&event).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn an_event_that_follows_the_schema_has_no_mismatches() {
        for detail in [
            r#"{"amount":1,"lines":[{"count":3.0,"size":1},{"count":-9000000000000000000}],"status":"open"}"#,
            r#"{"amount":"1","labels":{"a":"b"},"lines":[],"note":null,"status":"open","stock":"other"}"#,
        ] {
            assert_eq!(mismatches(detail), [""; 0], "{detail}");
        }
    }

    #[test]
    fn mismatches_name_the_place_and_the_problem() {
        for (detail, expected) in [
            ("1", &["`detail`: expected an object, found a number"][..]),
            (
                r#"{"amount":true,"lines":[{"count":1.5},{},{"count":null}]}"#,
                &[
                    "`detail.amount`: expected a single value, found a boolean",
                    "`detail.lines.count`: expected an integer, found another number",
                    "`detail.lines.count` is missing",
                    "`detail.lines.count`: expected a number, found null",
                    "`detail.status` is missing",
                ],
            ),
            (
                r#"{"amount":2147483648,"labels":{"a":1},"lines":{},"status":"gone","more":1}"#,
                &[
                    "`detail.amount`: expected a single value, found a number",
                    "`detail.labels.a`: expected a string, found a number",
                    "`detail.lines`: expected an array of objects, found an object",
                    "`detail.status`: unknown value `gone`",
                    "`detail.more` is not in the schema",
                ],
            ),
        ] {
            assert_eq!(mismatches(detail), expected, "{detail}");
        }
    }
}
