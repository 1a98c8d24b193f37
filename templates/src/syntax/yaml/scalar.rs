//! Scalars of YAML: their values and their spans.

use event_pattern_compiler::json::{JsonString, Number, ValueKind};
use event_pattern_compiler::source::Span;
use saphyr_parser::{ScalarStyle, Tag};

/// Returns the span of a scalar alone. The parser's span also has the anchor, the tag and the header of a block, and the
/// white space and the comment after a closing quote.
pub(super) fn span_of(text: &str, span: Span, style: ScalarStyle, has_properties: bool) -> Span {
    let mut rest = &text[span.start..span.end];
    while has_properties && rest.trim_start().starts_with(['!', '&']) {
        rest = rest.trim_start();
        rest = rest.find([' ', '\t', '\n', '\r']).map_or("", |end| &rest[end..]);
    }
    if has_properties {
        rest = rest.trim_start();
    }
    if has_properties && rest.starts_with(['|', '>']) {
        rest = rest.find('\n').map_or("", |end| rest[end..].trim_start());
    }
    let start = span.end - rest.len();
    let length = match style {
        ScalarStyle::SingleQuoted => quoted_length(rest, b'\'', b'\''),
        ScalarStyle::DoubleQuoted => quoted_length(rest, b'"', b'\\'),
        _ => None,
    };
    Span::new(start, start + length.unwrap_or(rest.len()))
}

/// Returns the length of the string in quotes at the start of a text. The character after an `escape` does not end it.
fn quoted_length(text: &str, quote: u8, escape: u8) -> Option<usize> {
    let mut bytes = text.bytes().enumerate().skip(1).peekable();
    while let Some((offset, byte)) = bytes.next() {
        if byte == escape && (escape != quote || bytes.peek().is_some_and(|&(_, next)| next == quote)) {
            bytes.next();
        } else if byte == quote {
            return Some(offset + 1);
        }
    }
    None
}

/// Returns the value of a scalar.
pub(super) fn value_of(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> ValueKind {
    let is_string = tag.is_some_and(|tag| tag.is_yaml_core_schema() && tag.suffix == "str");
    if is_string || style != ScalarStyle::Plain {
        return ValueKind::String(JsonString::from(text));
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => ValueKind::Null,
        "true" | "True" | "TRUE" => ValueKind::Boolean(true),
        "false" | "False" | "FALSE" => ValueKind::Boolean(false),
        _ => number(text).map_or_else(|| ValueKind::String(JsonString::from(text)), ValueKind::Number),
    }
}

/// Reads a number, which may have forms that JSON does not have.
fn number(text: &str) -> Option<Number> {
    if !text.starts_with(['+', '-', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) {
        return None;
    }
    let of_radix = |digits: &str, radix| u64::from_str_radix(digits, radix).ok().map(|number| number.to_string());
    if let Some(digits) = text.strip_prefix("0x").filter(|digits| !digits.starts_with('+')) {
        return Number::parse(&of_radix(digits, 16)?).ok();
    }
    if let Some(digits) = text.strip_prefix("0o").filter(|digits| !digits.starts_with('+')) {
        return Number::parse(&of_radix(digits, 8)?).ok();
    }
    let (sign, unsigned) = match text.strip_prefix('-') {
        Some(unsigned) => ("-", unsigned),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let end = unsigned.find(['.', 'e', 'E']).unwrap_or(unsigned.len());
    let (integer, rest) = unsigned.split_at(end);
    let digits = integer.trim_start_matches('0');
    let integer = if digits.is_empty() && (!integer.is_empty() || rest.starts_with('.')) { "0" } else { digits };
    let rest = match rest.strip_prefix('.') {
        Some(after) if after.is_empty() && !unsigned.starts_with('.') => String::new(),
        Some(after) if after.starts_with(['e', 'E']) => after.to_owned(),
        _ => rest.to_owned(),
    };
    Number::parse(&format!("{sign}{integer}{rest}")).ok()
}
