//! Reads HCL into the same tree as JSON, with the spans of the HCL text.
//!
//! A block has the tree of Terraform's JSON syntax: its labels are keys. A block or a label that is repeated is a
//! repeated key. Calls, references and interpolations become calls in the form of CloudFormation, as described in
//! [`functions`](crate::functions). Other expressions are unknown values.

use crate::functions::{FILE, TEMPLATE_FILE};
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{JsonString, Member, Number, Value, ValueKind};
use event_pattern_compiler::source::Span;
use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, FuncCall, ObjectKey};
use hcl_edit::structure::{Block, Body, Structure};
use hcl_edit::template::{Element, Template};
use std::ops::Range;

/// The key of a member whose key is only known at deployment.
const UNKNOWN_KEY: &str = "Fn::Key";

/// Reads a HCL text.
pub(crate) fn read(text: &str) -> Result<Value, Diagnostic> {
    if let Some(object) = too_many_keys(text) {
        return Err(
            Diagnostic::error(object, "the file has too many large objects").with_help("split it into several files")
        );
    }
    let reader = Reader { text };
    // Terraform ignores a byte order mark. White space of the same length keeps the places.
    let without_mark = text.strip_prefix('\u{feff}').map(|rest| format!("   {rest}"));
    match hcl_edit::parser::parse_body(without_mark.as_deref().unwrap_or(text)) {
        Ok(body) => Ok(Value { span: Span::new(0, text.len()), kind: reader.body(&body) }),
        Err(error) => {
            let start = (0..=error.location().offset()).rev().find(|&offset| text.is_char_boundary(offset));
            let start = start.unwrap_or_default();
            let length = text[start..].chars().next().map_or(0, char::len_utf8);
            let message = format!("invalid HCL: {}", error.message());
            Err(Diagnostic::error(Span::new(start, start + length), message))
        }
    }
}

/// Maximum sum of the squares of the number of keys of each object. The parser compares each key with those before it.
const MAX_SQUARED_KEYS: usize = 50_000_000;

/// Returns the start of the object with which a text has too many keys. A text is only looked at roughly: brackets and
/// equals signs in strings count too.
fn too_many_keys(text: &str) -> Option<Span> {
    // The start of each object or block around the position, and its number of keys, or `None` for a block.
    let mut open: Vec<(usize, Option<usize>)> = Vec::new();
    let (mut sum, mut last) = (0_usize, b'\n');
    for (offset, &byte) in text.as_bytes().iter().enumerate() {
        match byte {
            b'{' => open.push((offset, b"=:([{,".contains(&last).then_some(0))),
            b'}' => {
                open.pop();
            }
            b'=' | b':' => {
                if let Some((start, Some(keys))) = open.last_mut() {
                    *keys += 1;
                    // The sum of the odd numbers up to 2n - 1 is the square of n.
                    sum += 2 * *keys - 1;
                    if sum > MAX_SQUARED_KEYS {
                        return Some(Span::new(*start, *start + 1));
                    }
                }
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            last = byte;
        }
    }
    None
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn body(&self, body: &Body) -> ValueKind {
        let member = |structure: &Structure| match structure {
            Structure::Attribute(attribute) => Member {
                key: JsonString::from(attribute.key.as_str()),
                key_span: span(attribute.key.span()),
                value: self.value(&attribute.value),
            },
            Structure::Block(block) => self.block(block),
        };
        ValueKind::Object(body.iter().map(member).collect())
    }

    fn block(&self, block: &Block) -> Member {
        let place = span(block.span());
        let object = |kind| Value { span: place, kind };
        let labels = block.labels.iter().rev();
        let value = labels.fold(object(self.body(&block.body)), |value, label| {
            let key = JsonString::from(label.as_str());
            object(ValueKind::Object(vec![Member { key, key_span: span(label.span()), value }]))
        });
        Member { key: JsonString::from(block.ident.as_str()), key_span: span(block.ident.span()), value }
    }

    fn value(&self, expression: &Expression) -> Value {
        let place = span(expression.span());
        let kind = match expression {
            Expression::Null(_) => ValueKind::Null,
            Expression::Bool(value) => ValueKind::Boolean(*value.value()),
            Expression::Number(_) => self.number(place),
            Expression::String(text) => ValueKind::String(JsonString::from(text.value().as_str())),
            Expression::Array(array) => ValueKind::Array(array.iter().map(|element| self.value(element)).collect()),
            Expression::Object(object) => {
                let members = object.iter().map(|(key, value)| {
                    let (key, key_span) = object_key(key);
                    Member { key, key_span, value: self.value(value.expr()) }
                });
                ValueKind::Object(members.collect())
            }
            Expression::StringTemplate(template) => return self.template(place, template),
            Expression::HeredocTemplate(heredoc) => return self.template(place, &heredoc.template),
            Expression::Parenthesis(parenthesis) => return self.value(parenthesis.inner()),
            Expression::FuncCall(call) => return self.call(place, call),
            Expression::Traversal(_) => called(place, "Ref", self.string(place)),
            Expression::Conditional(conditional) => {
                let condition = Value { span: place, kind: ValueKind::Unknown };
                let alternatives = [&conditional.true_expr, &conditional.false_expr].map(|value| self.value(value));
                let arguments = [condition].into_iter().chain(alternatives).collect();
                called(place, "Fn::If", Value { span: place, kind: ValueKind::Array(arguments) })
            }
            Expression::Variable(_) | Expression::UnaryOp(_) | Expression::BinaryOp(_) | Expression::ForExpr(_) => {
                ValueKind::Unknown
            }
        };
        Value { span: place, kind }
    }

    /// Returns the part of the text at a place as a string.
    fn string(&self, place: Span) -> Value {
        let text = self.text.get(place.start..place.end).unwrap_or_default();
        Value { span: place, kind: ValueKind::String(JsonString::from(text)) }
    }

    fn number(&self, place: Span) -> ValueKind {
        let text = self.text.get(place.start..place.end).unwrap_or_default();
        let digits: String = text.split_whitespace().collect();
        Number::parse(&digits).map_or(ValueKind::Unknown, ValueKind::Number)
    }

    /// Returns the string of a template: its only part, or its parts joined.
    fn template(&self, place: Span, template: &Template) -> Value {
        let part = |element: &Element| match element {
            Element::Literal(literal) => {
                let kind = ValueKind::String(JsonString::from(literal.value().as_str()));
                Value { span: span(literal.span()), kind }
            }
            Element::Interpolation(interpolation) => {
                let place = span(interpolation.span());
                Value { span: place, ..self.value(&interpolation.expr) }
            }
            Element::Directive(directive) => Value { span: span(directive.span()), kind: ValueKind::Unknown },
        };
        if template.iter().any(Element::is_directive) {
            return Value { span: place, kind: ValueKind::Unknown };
        }
        let mut parts: Vec<Value> = template.iter().map(part).collect();
        match parts.len() {
            0 => Value { span: place, kind: ValueKind::String(JsonString::from("")) },
            1 => parts.remove(0),
            _ => {
                let separator = Value { span: place, kind: ValueKind::String(JsonString::from("")) };
                let parts = Value { span: place, kind: ValueKind::Array(parts) };
                let arguments = Value { span: place, kind: ValueKind::Array(vec![separator, parts]) };
                Value { span: place, kind: called(place, "Fn::Join", arguments) }
            }
        }
    }

    fn call(&self, place: Span, call: &FuncCall) -> Value {
        let arguments: Vec<&Expression> = call.args.iter().collect();
        let name = call.name.name.as_str();
        let kind = match (name, arguments.as_slice()) {
            _ if call.name.is_namespaced() || call.args.expand_final() => ValueKind::Unknown,
            ("jsonencode", [argument]) => called(place, "Fn::ToJsonString", self.value(argument)),
            ("file", [path]) => called(place, FILE, self.value(path)),
            ("templatefile", [path, _]) => called(place, TEMPLATE_FILE, self.value(path)),
            ("join", [separator, parts]) => {
                let arguments = vec![self.value(separator), self.value(parts)];
                called(place, "Fn::Join", Value { span: place, kind: ValueKind::Array(arguments) })
            }
            ("trimspace" | "chomp" | "tolist" | "toset" | "tostring", [argument]) => return self.value(argument),
            // `jsonencode` escapes `<`, `>` and `&`, which has no effect on the pattern. Many configurations undo it.
            ("replace", [argument, Expression::String(escape), _]) if escape.value().starts_with("\\u00") => {
                return self.value(argument);
            }
            _ => ValueKind::Unknown,
        };
        Value { span: place, kind }
    }
}

fn object_key(key: &ObjectKey) -> (JsonString, Span) {
    match key {
        ObjectKey::Ident(name) => (JsonString::from(name.as_str()), span(name.span())),
        ObjectKey::Expression(Expression::String(text)) => (JsonString::from(text.value().as_str()), span(text.span())),
        ObjectKey::Expression(expression) => (JsonString::from(UNKNOWN_KEY), span(expression.span())),
    }
}

fn called(place: Span, function: &str, argument: Value) -> ValueKind {
    ValueKind::Object(vec![Member { key: JsonString::from(function), key_span: place, value: argument }])
}

/// Returns the span of a part of the text. The parser sets it for all parts.
fn span(range: Option<Range<usize>>) -> Span {
    range.map_or(Span::new(0, 0), |range| Span::new(range.start, range.end))
}
