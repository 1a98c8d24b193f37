//! The answers of a schema registry, which contain a document as a string.
//!
//! `describe-schema` and `export-schema` answer with an object whose `Content` is the text of the document. The spans of
//! the document's tree refer to the answer, so that a diagnostic shows the right place in the file.

use crate::file::{FileDiagnostic, SourceFile, in_file, whole_value};
use crate::tree::Node;
use event_pattern_compiler::json::{Dialect, Value, ValueKind, read, unescape};
use event_pattern_compiler::source::Span;
use std::sync::Arc;

/// A document without its wrapper.
#[derive(Debug)]
pub(crate) struct Unwrapped {
    /// The document.
    pub(crate) value: Value,
    /// The name that the registry gives it, such as `aws.ecs@ECSTaskStateChange`.
    pub(crate) name: Option<String>,
}

/// Takes a document out of the answer of a schema registry. A bare document is returned unchanged.
pub(crate) fn unwrap(value: Value, file: &Arc<SourceFile>) -> Result<Unwrapped, Vec<FileDiagnostic>> {
    let root = Node { value: &value, file: 0 };
    let name = root.get("SchemaName").and_then(Node::text).map(str::to_owned);
    let Some((content, text)) = root.get("Content").and_then(|content| Some((content, content.text()?))) else {
        return Ok(Unwrapped { value, name: None });
    };
    let offsets = OuterOffsets::new(&file.text, content.span(), text);
    match whole_value(read(text, Dialect::Strict), "the document in `Content`") {
        Ok(mut inner) => {
            offsets.replace_in(&mut inner);
            Ok(Unwrapped { value: inner, name })
        }
        Err(mut diagnostics) => {
            for diagnostic in &mut diagnostics {
                diagnostic.span = offsets.outer(diagnostic.span);
            }
            Err(in_file(diagnostics, file))
        }
    }
}

/// Translates spans in the content of a string to spans in the text that contains the string.
struct OuterOffsets {
    /// The span of the string, including the quotes.
    string: Span,
    /// For each escape, the offset after it in the content and in the outer text. Between two escapes, both advance
    /// alike. `None` if the outer text does not write the string with the escapes of JSON.
    escapes: Option<Vec<(usize, usize)>>,
}

impl OuterOffsets {
    fn new(outer: &str, string: Span, content: &str) -> Self {
        let body = outer.get(string.start + 1..string.end.saturating_sub(1));
        let is_json = body.and_then(|body| unescape(body).ok()).is_some_and(|text| text.as_str() == Some(content));
        let escapes = body.filter(|_| is_json).map(|body| escapes(body, string.start + 1));
        Self { string, escapes }
    }

    fn outer(&self, span: Span) -> Span {
        let Some(escapes) = &self.escapes else { return self.string };
        let outer = |inner: usize| {
            let next = escapes.partition_point(|&(offset, _)| offset <= inner);
            let (offset, outer) = next.checked_sub(1).map_or((0, self.string.start + 1), |last| escapes[last]);
            outer + (inner - offset)
        };
        Span::new(outer(span.start), outer(span.end))
    }

    fn replace_in(&self, value: &mut Value) {
        value.span = self.outer(value.span);
        match &mut value.kind {
            ValueKind::Array(elements) => elements.iter_mut().for_each(|element| self.replace_in(element)),
            ValueKind::Object(members) => {
                for member in members {
                    member.key_span = self.outer(member.key_span);
                    self.replace_in(&mut member.value);
                }
            }
            _ => {}
        }
    }
}

/// Returns the offsets after each escape of a valid JSON string: in its content, and in the outer text, where the body
/// of the string starts at `start`.
fn escapes(body: &str, start: usize) -> Vec<(usize, usize)> {
    let mut escapes = Vec::new();
    let (mut inner, mut outer) = (0, 0);
    while let Some(plain) = body[outer..].find('\\') {
        let escape = outer + plain;
        let length = if body[escape..].starts_with("\\u") { unicode_escape_length(&body[escape..]) } else { 2 };
        let content = unescape(&body[escape..escape + length]).map_or(0, |text| text.as_bytes().len());
        inner += plain + content;
        outer = escape + length;
        escapes.push((inner, start + outer));
    }
    escapes
}

/// Returns the length of the `\u` escape at the start of a text, or of two that form a surrogate pair.
fn unicode_escape_length(text: &str) -> usize {
    let pair = text.get(..12).and_then(|pair| unescape(pair).ok());
    if pair.is_some_and(|pair| pair.as_str().is_some_and(|pair| pair.chars().count() == 1)) { 12 } else { 6 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_span_in_the_content_becomes_a_span_in_the_answer() {
        let answer = r#"{"Content": "{\n\t\"a\\u00e9\": \u00e9\ud83d\ude00x[1, 2]}"}"#;
        let value = read(answer, Dialect::Strict).value.unwrap();
        let content = Node { value: &value, file: 0 }.get("Content").unwrap();
        let text = content.text().unwrap();
        let offsets = OuterOffsets::new(answer, content.span(), text);
        for (inner, outer) in
            [("[1, 2]", "[1, 2]"), ("\"", "\\\""), ("a\\u00e9\"", "a\\\\u00e9\\\""), ("é😀x", "\\u00e9\\ud83d\\ude00x")]
        {
            let start = text.find(inner).unwrap();
            let span = offsets.outer(Span::new(start, start + inner.len()));
            assert_eq!(&answer[span.start..span.end], outer);
        }
    }

    #[test]
    fn a_string_with_other_escapes_is_one_place() {
        let outer = "Content: '{''}'";
        let string = Span::new(9, outer.len());
        assert_eq!(OuterOffsets::new(outer, string, "{'}").outer(Span::new(1, 2)), string);
    }
}
