//! Evaluates the functions of templates, as far as their results are known before deployment.
//!
//! All syntaxes write a call in the long form of CloudFormation: an object with the only key `Fn::NAME` or `Ref`.
//! [`syntax`](crate::syntax) turns the short tags of YAML and the expressions of HCL into this form.

use crate::align::align;
use crate::embedded::{self, Embedded};
use crate::holes::Holes;
use crate::text::{Piece, Text, object};
use crate::{Files, IncludedFile};
use event_pattern_compiler::diagnostic::{Diagnostic, Lint};
use event_pattern_compiler::json::{JsonString, Member, Value, ValueKind};
use event_pattern_compiler::limits::MAX_NESTING_LEVELS;
use event_pattern_compiler::source::Span;
use std::cell::Cell;
use std::collections::HashMap;

/// The function that reads a file as a string. Only HCL has it.
pub(crate) const FILE: &str = "Fn::File";
/// The function that reads a file with interpolations as a string. Only HCL has it.
pub(crate) const TEMPLATE_FILE: &str = "Fn::TemplateFile";

/// Maximum number of values and of bytes of strings that are evaluated for each byte of the file. More are needed only if
/// values refer to each other many times.
const MAX_VALUES_PER_BYTE: usize = 4;
const MAX_STRING_BYTES_PER_BYTE: usize = 16;

/// Number of values and of bytes of strings that are evaluated however short the file is.
const MIN_VALUES: usize = 100_000;
const MIN_STRING_BYTES: usize = 1_000_000;

/// Maximum number of references that lead to a value.
const MAX_REFERENCES: usize = 20;

/// A pattern at a place where a template has one.
#[derive(Debug)]
pub(crate) enum Found {
    /// A pattern, and the file that contains it, if it is another one.
    Pattern(Embedded, Option<IncludedFile>),
    /// A pattern that cannot be read, at this place.
    Unknown(Span, Reason),
    /// No pattern: the value is `null` or `AWS::NoValue`.
    Absent,
}

/// Why a pattern cannot be read.
#[derive(Debug)]
pub(crate) enum Reason {
    /// It is only known at deployment.
    Deployment,
    /// It is in this file, which cannot be read.
    File(String),
    /// It is a reference that leads to itself.
    Cycle,
}

/// Evaluates the values of a template.
pub(crate) struct Evaluator<'t> {
    /// The text of the template.
    pub(crate) text: &'t str,
    /// The parts of plain strings that are only known at deployment.
    pub(crate) holes: Holes,
    /// The values that references lead to.
    pub(crate) locals: HashMap<String, &'t Value>,
    pub(crate) files: &'t dyn Files,
    /// Number of values that can still be evaluated.
    values_left: Cell<usize>,
    /// Number of bytes that strings can still have.
    bytes_left: Cell<usize>,
    /// Whether values are unknown because there was not enough left.
    pub(crate) is_exhausted: Cell<bool>,
}

impl<'t> Evaluator<'t> {
    pub(crate) fn new(text: &'t str, holes: Holes, files: &'t dyn Files) -> Self {
        Self {
            text,
            holes,
            locals: HashMap::new(),
            files,
            values_left: Cell::new(MIN_VALUES + MAX_VALUES_PER_BYTE * text.len()),
            bytes_left: Cell::new(MIN_STRING_BYTES + MAX_STRING_BYTES_PER_BYTE * text.len()),
            is_exhausted: Cell::new(false),
        }
    }

    /// Takes a number from what is left. Returns whether there was enough.
    fn take(&self, left: &Cell<usize>, taken: usize) -> bool {
        let rest = left.get().checked_sub(taken);
        match rest {
            Some(rest) => left.set(rest),
            None => self.is_exhausted.set(true),
        }
        rest.is_some()
    }

    /// Reads the value of a property that is a pattern: an object, or a string that contains one.
    pub(crate) fn pattern(&self, value: &Value) -> Found {
        self.pattern_at(value, 0)
    }

    fn pattern_at(&self, value: &Value, references: usize) -> Found {
        if references > MAX_REFERENCES {
            return Found::Unknown(value.span, Reason::Cycle);
        }
        let call = match &value.kind {
            ValueKind::Null => return Found::Absent,
            ValueKind::String(_) => return self.pattern_in(value, references),
            _ => call(value),
        };
        let Some((name, argument)) = call else {
            return match self.value(value, Depth { levels: 0, references }) {
                Some(Value { kind: ValueKind::Unknown, span }) => unknown(span),
                Some(value) => known(value),
                None => Found::Absent,
            };
        };
        match name {
            Function::Ref => match self.referred(argument) {
                Referred::Nothing => Found::Absent,
                Referred::Local(local) => self.pattern_at(local, references + 1),
                Referred::Text(_) | Referred::Unknown => unknown(value.span),
            },
            Function::ToJson => self.encoded(argument, references),
            Function::Sub | Function::Join => self.pattern_in(value, references),
            Function::File(is_template) => self.pattern_in_file(argument, is_template, references),
            Function::If | Function::Other => unknown(value.span),
        }
    }

    /// Reads a pattern in a string.
    fn pattern_in(&self, value: &Value, references: usize) -> Found {
        let text = self.string(value, Depth { levels: 0, references });
        if let Some(mut read) = embedded::read_encoded_twice(&text) {
            read.diagnostics.insert(0, encoded_twice(value.span));
            return Found::Pattern(read, None);
        }
        let read = embedded::read(&text);
        if read.is_unknown() { unknown(value.span) } else { Found::Pattern(read, None) }
    }

    /// Reads a pattern that is encoded as JSON.
    fn encoded(&self, argument: &Value, references: usize) -> Found {
        let mut found = self.pattern_at(argument, references);
        if let Found::Pattern(read, file) = &mut found {
            if read.is_text {
                let start = read.value.as_ref().map_or(0, |value| value.span.start);
                let place = if file.is_some() { Span::new(start, start) } else { argument.span };
                read.diagnostics.insert(0, encoded_twice(place));
            }
            (read.text, read.is_text) = (None, true);
        }
        found
    }

    /// Reads a pattern in another file.
    fn pattern_in_file(&self, path: &Value, is_template: bool, references: usize) -> Found {
        let name = self.string(path, Depth { levels: 0, references });
        let Some(name) = name.known() else { return unknown(path.span) };
        let name = name.strip_prefix("./").unwrap_or(name);
        let Some(text) = self.files.text(name) else {
            return Found::Unknown(path.span, Reason::File(name.to_owned()));
        };
        // A directive of a template, such as `%{ if … }`, can change all of the text.
        if !self.take(&self.bytes_left, text.len()) || (is_template && text.contains("%{")) {
            return unknown(path.span);
        }
        let place = Span::new(0, text.len());
        let whole = Text::new(&text, vec![Piece { start: 0, length: text.len(), place }]);
        let whole = if is_template { Holes::Pulumi.cut(whole) } else { whole };
        let read = embedded::read(&whole);
        if read.is_unknown() {
            return unknown(path.span);
        }
        Found::Pattern(read, Some(IncludedFile { name: name.to_owned(), text }))
    }

    /// Returns the value of a part of a pattern, or `None` if it is removed at deployment.
    fn value(&self, value: &Value, depth: Depth) -> Option<Value> {
        let result = |kind| Some(Value { span: value.span, kind });
        if !self.take(&self.values_left, 1) || !depth.is_allowed() {
            return result(ValueKind::Unknown);
        }
        let inner = Depth { levels: depth.levels + 1, ..depth };
        match &value.kind {
            ValueKind::String(text) => {
                let known = self.holes.resolve(text).filter(|text| self.take(&self.bytes_left, text.as_bytes().len()));
                result(known.map_or(ValueKind::Unknown, ValueKind::String))
            }
            ValueKind::Array(elements) => {
                result(ValueKind::Array(elements.iter().filter_map(|element| self.value(element, inner)).collect()))
            }
            ValueKind::Object(members) => match call(value) {
                Some((Function::Ref, argument)) => match self.referred(argument) {
                    Referred::Nothing => None,
                    Referred::Local(local) => {
                        self.value(local, Depth { references: depth.references + 1, levels: depth.levels })
                    }
                    Referred::Text(_) | Referred::Unknown => result(ValueKind::Unknown),
                },
                Some((Function::Sub | Function::Join, _)) => {
                    let text = self.string(value, depth);
                    result(text.known().map_or(ValueKind::Unknown, |text| ValueKind::String(JsonString::from(text))))
                }
                Some(_) => result(ValueKind::Unknown),
                None => {
                    let members = members.iter().filter_map(|member| {
                        let value = self.value(&member.value, inner)?;
                        let resolved =
                            self.holes.resolve(&member.key).filter(|key| !key.as_bytes().starts_with(b"Fn::"));
                        let is_unknown = resolved.is_none();
                        let key = resolved.unwrap_or_else(|| member.key.clone());
                        Some((Member { key, key_span: member.key_span, value }, is_unknown))
                    });
                    result(object(members))
                }
            },
            kind => result(kind.clone()),
        }
    }

    /// Returns the text of a value, with a hole for each part that is only known at deployment.
    pub(crate) fn string(&self, value: &Value, depth: Depth) -> Text {
        if !self.take(&self.values_left, 1) || !depth.is_allowed() {
            return Text::hole(value.span);
        }
        let inner = Depth { levels: depth.levels + 1, ..depth };
        if let ValueKind::String(text) = &value.kind {
            return text.as_str().map_or_else(|| Text::hole(value.span), |text| self.text_of(value, text, self.holes));
        }
        match call(value) {
            Some((Function::Sub, argument)) => {
                let template = match &argument.kind {
                    ValueKind::Array(parts) => parts.first(),
                    _ => Some(argument),
                };
                match template.map(|template| (template, &template.kind)) {
                    Some((template, ValueKind::String(text))) if text.as_str().is_some() => {
                        self.text_of(template, text.as_str().unwrap_or_default(), Holes::Sub)
                    }
                    _ => Text::hole(value.span),
                }
            }
            Some((Function::Join, argument)) => self.joined(argument, inner).unwrap_or_else(|| Text::hole(value.span)),
            Some((Function::Ref, argument)) => match self.referred(argument) {
                Referred::Local(local) => {
                    self.string(local, Depth { references: depth.references + 1, levels: depth.levels })
                }
                Referred::Text(text) => self.text_of(argument, text, Holes::None),
                Referred::Nothing | Referred::Unknown => Text::hole(value.span),
            },
            _ => Text::hole(value.span),
        }
    }

    fn text_of(&self, value: &Value, text: &str, holes: Holes) -> Text {
        if self.take(&self.bytes_left, text.len()) {
            holes.cut(align(self.text, value.span, text))
        } else {
            Text::hole(value.span)
        }
    }

    /// Returns the text of the argument of `Fn::Join`: a separator, and the strings between which it is put.
    fn joined(&self, argument: &Value, depth: Depth) -> Option<Text> {
        let ValueKind::Array(arguments) = &argument.kind else { return None };
        let [separator, parts] = arguments.as_slice() else { return None };
        let ValueKind::Array(parts) = &parts.kind else { return None };
        let separator = self.string(separator, depth);
        let mut joined = Text::default();
        for (number, part) in parts.iter().enumerate() {
            let part = self.string(part, depth);
            if !self.take(&self.bytes_left, separator.as_str().len() + part.as_str().len()) {
                return None;
            }
            if number > 0 {
                joined.push(&separator);
            }
            joined.push(&part);
        }
        Some(joined)
    }

    fn referred<'v>(&'v self, argument: &'v Value) -> Referred<'v> {
        let ValueKind::String(name) = &argument.kind else { return Referred::Unknown };
        match name.as_str() {
            Some("AWS::NoValue") => Referred::Nothing,
            Some("path.module" | "path.root") => Referred::Text("."),
            Some(name) => self.locals.get(name).map_or(Referred::Unknown, |local| Referred::Local(local)),
            None => Referred::Unknown,
        }
    }
}

/// How deep a value is, where each reference that leads to it counts too.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Depth {
    levels: usize,
    references: usize,
}

impl Depth {
    fn is_allowed(self) -> bool {
        self.levels <= MAX_NESTING_LEVELS && self.references <= MAX_REFERENCES
    }
}

/// What a reference leads to.
enum Referred<'v> {
    /// `AWS::NoValue`, which removes a property.
    Nothing,
    Local(&'v Value),
    Text(&'static str),
    Unknown,
}

/// A function of a template.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Function {
    Ref,
    Sub,
    Join,
    ToJson,
    /// A function that reads a file, and whether the file can have interpolations.
    File(bool),
    If,
    Other,
}

/// Returns the function and the argument of a call, or `None` for another value.
pub(crate) fn call(value: &Value) -> Option<(Function, &Value)> {
    let ValueKind::Object(members) = &value.kind else { return None };
    let [member] = members.as_slice() else { return None };
    let function = match member.key.as_str()? {
        "Ref" if matches!(member.value.kind, ValueKind::String(_)) => Function::Ref,
        "Fn::Sub" => Function::Sub,
        "Fn::Join" | "fn::join" => Function::Join,
        "Fn::ToJsonString" | "fn::toJSON" => Function::ToJson,
        "Fn::If" => Function::If,
        FILE => Function::File(false),
        TEMPLATE_FILE => Function::File(true),
        name if name.starts_with("Fn::") || name.starts_with("fn::") => Function::Other,
        _ => return None,
    };
    Some((function, &member.value))
}

/// Returns the values that a value can have: both alternatives of `Fn::If`, or the value itself.
pub(crate) fn alternatives(value: &Value) -> Vec<&Value> {
    match call(value) {
        Some((Function::If, Value { kind: ValueKind::Array(arguments), .. })) if arguments.len() == 3 => {
            arguments[1..].iter().flat_map(alternatives).collect()
        }
        _ => vec![value],
    }
}

fn known(value: Value) -> Found {
    Found::Pattern(Embedded { value: Some(value), diagnostics: Vec::new(), text: None, is_text: false }, None)
}

fn unknown(span: Span) -> Found {
    Found::Unknown(span, Reason::Deployment)
}

fn encoded_twice(span: Span) -> Diagnostic {
    Lint::InvalidPattern
        .at(span, "expected an object, found a string that contains the pattern")
        .with_help("encode the pattern as JSON only once")
}
