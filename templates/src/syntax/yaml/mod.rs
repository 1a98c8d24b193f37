//! Reads YAML into the same tree as JSON, with the spans of the YAML text.
//!
//! Plain scalars are those of the core schema of YAML 1.2, so `no` is a string. An alias is replaced by a copy of its
//! anchor's value, and the members of a merge key (`<<`) are added to the object. The number of values and the depth of
//! the tree are limited, so a document with aliases of aliases cannot use up the memory. The short tags of
//! CloudFormation become objects: `!Ref x` is read as `{"Ref": "x"}`. Other tags are ignored.

mod scalar;
#[cfg(test)]
mod tests;

use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{JsonString, Member, ParsedJson, Value, ValueKind};
use event_pattern_compiler::limits::MAX_NESTING_LEVELS;
use event_pattern_compiler::source::Span;
use saphyr_parser::{Event, Parser, ScalarStyle, StrInput, Tag};
use std::collections::{HashMap, HashSet};

/// Maximum number of values in a text, where a value counts again for each alias. A string counts once more for each
/// [`STRING_BYTES`].
const MAX_VALUES: usize = 1_000_000;

/// Number of bytes of a string that count as a value.
const STRING_BYTES: usize = 64;

/// The functions of CloudFormation that have a short tag, and an `Fn::` in their long names.
const FUNCTIONS: [&str; 19] = [
    "And",
    "Base64",
    "Cidr",
    "Equals",
    "FindInMap",
    "ForEach",
    "GetAZs",
    "GetAtt",
    "If",
    "ImportValue",
    "Join",
    "Length",
    "Not",
    "Or",
    "Select",
    "Split",
    "Sub",
    "ToJsonString",
    "Transform",
];

/// Reads the first document of a YAML text. The second one, if any, is trailing text.
#[must_use]
pub fn read(text: &str) -> ParsedJson {
    let mut reader = Reader::new(text);
    match reader.document() {
        Ok(Some(value)) => ParsedJson {
            value: Some(value),
            diagnostics: Vec::new(),
            trailing: reader.next_document.map(|(_, span)| span),
        },
        Ok(None) => {
            let end = Span::new(text.len(), text.len());
            let error = Diagnostic::error(end, "expected a document, found end of input");
            ParsedJson { value: None, diagnostics: vec![error.with_help("write `key: value`")], trailing: None }
        }
        Err(error) => ParsedJson { value: None, diagnostics: vec![error], trailing: None },
    }
}

/// Reads all documents of a YAML text.
///
/// # Errors
/// Returns the first error.
pub fn read_all(text: &str) -> Result<Vec<Value>, Diagnostic> {
    let (mut reader, mut documents) = (Reader::new(text), Vec::new());
    while let Some(document) = reader.document()? {
        documents.push(document);
    }
    Ok(documents)
}

/// A value, with its size as far as aliases multiply it.
#[derive(Clone)]
struct Measured {
    value: Value,
    values: usize,
    levels: usize,
}

/// An object or an array whose end has not been read.
struct Open {
    start: Span,
    /// The function that is called with the object or the array, and the place of its tag.
    call: Option<(JsonString, Span)>,
    /// The number of the anchor, or 0.
    anchor: usize,
    content: Content,
    values: usize,
    levels: usize,
}

enum Content {
    Elements(Vec<Value>),
    Members(Members),
}

/// The members of an object so far.
#[derive(Default)]
struct Members {
    list: Vec<Member>,
    /// The values of merge keys.
    merged: Vec<Value>,
    /// The key of the next value.
    key: Option<(Key, Span)>,
}

enum Key {
    Name(JsonString),
    Merge,
}

struct Reader<'t> {
    text: &'t str,
    parser: Parser<'t, StrInput<'t>>,
    offsets: Offsets,
    /// The values with an anchor, by the number of the anchor.
    anchors: HashMap<usize, Measured>,
    /// The objects and arrays around the next value. They are not on the call stack, because there can be many.
    open: Vec<Open>,
    /// Number of values so far.
    values: usize,
    /// The start of the document after the last one that was read.
    next_document: Option<(Event<'t>, Span)>,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            text,
            parser: Parser::new_from_str(text),
            offsets: Offsets::of(text),
            anchors: HashMap::new(),
            open: Vec::new(),
            values: 0,
            next_document: None,
        }
    }

    /// Reads the next document, or returns `None` at the end of the text.
    fn document(&mut self) -> Result<Option<Value>, Diagnostic> {
        let mut document = None;
        self.next_document = None;
        loop {
            let (event, span) = self.next()?;
            let read = match event {
                Event::StreamEnd => return Ok(document),
                Event::DocumentStart(_) if document.is_some() => {
                    self.next_document = Some((event, span));
                    return Ok(document);
                }
                Event::DocumentStart(_) | Event::StreamStart | Event::DocumentEnd | Event::Nothing => None,
                other => self.event(other, span)?,
            };
            document = document.or(read);
        }
    }

    fn next(&mut self) -> Result<(Event<'t>, Span), Diagnostic> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => Ok((event, self.offsets.span(span))),
            Some(Err(error)) => {
                let start = self.offsets.byte(error.marker().index());
                let end = self.offsets.byte(error.marker().index() + 1);
                let diagnostic = Diagnostic::error(Span::new(start, end), format!("invalid YAML: {}", error.info()));
                let is_tab = error.info().contains("tab");
                Err(if is_tab { diagnostic.with_help("indent with spaces") } else { diagnostic })
            }
            None => Ok((Event::StreamEnd, Span::new(self.offsets.end, self.offsets.end))),
        }
    }

    /// Takes an event inside the document. Returns the value of the document at its end.
    fn event(&mut self, event: Event<'t>, span: Span) -> Result<Option<Value>, Diagnostic> {
        if let Some(Open { content: Content::Members(Members { key: key @ None, .. }), values, .. }) =
            self.open.last_mut()
        {
            match event {
                Event::MappingEnd => {}
                Event::Scalar(text, style, anchor, tag) => {
                    let span = scalar::span_of(self.text, span, style, anchor > 0 || tag.is_some());
                    let is_merge = text == "<<" && style == ScalarStyle::Plain;
                    let name = if is_merge { Key::Merge } else { Key::Name(JsonString::from(&*text)) };
                    *key = Some((name, span));
                    let size = text.len() / STRING_BYTES;
                    *values += size;
                    self.count(size, 0, span)?;
                    return Ok(None);
                }
                _ => {
                    let error = Diagnostic::error(span, "expected a string as a key");
                    return Err(error.with_help("write `key: value`"));
                }
            }
        }
        let (anchor, read) = match event {
            Event::Alias(anchor) => (0, self.alias(anchor, span)?),
            Event::Scalar(text, style, anchor, tag) => {
                let place = scalar::span_of(self.text, span, style, anchor > 0 || tag.is_some());
                let call = call(tag.as_deref(), span);
                // The argument of a function is a string, even if it looks like a number.
                let style = if call.is_some() { ScalarStyle::SingleQuoted } else { style };
                let value = Value { span: place, kind: scalar::value_of(&text, style, tag.as_deref()) };
                let values = 1 + text.len() / STRING_BYTES;
                self.count(values, 0, span)?;
                (anchor, Measured { value, values, levels: 0 }.called(call))
            }
            Event::SequenceStart(anchor, tag) => {
                return self.start(span, anchor, tag.as_deref(), Content::Elements(Vec::new()));
            }
            Event::MappingStart(anchor, tag) => {
                return self.start(span, anchor, tag.as_deref(), Content::Members(Members::default()));
            }
            _ => match self.open.pop() {
                Some(open) => open.end(span)?,
                None => return Ok(None),
            },
        };
        if anchor > 0 {
            self.anchors.insert(anchor, read.clone());
        }
        let Some(outer) = self.open.last_mut() else { return Ok(Some(read.value)) };
        outer.add(read);
        Ok(None)
    }

    fn start(
        &mut self,
        span: Span,
        anchor: usize,
        tag: Option<&Tag>,
        content: Content,
    ) -> Result<Option<Value>, Diagnostic> {
        // The span contains an anchor and a tag, and ends after the bracket, or where a block starts.
        let is_flow = self.text[..span.end].ends_with(['[', '{']) && span.start < span.end;
        let start = Span::new(span.end - usize::from(is_flow), span.end);
        self.open.push(Open { start, call: call(tag, span), anchor, content, values: 1, levels: 1 });
        self.count(1, 0, span).map(|()| None)
    }

    fn alias(&mut self, anchor: usize, span: Span) -> Result<Measured, Diagnostic> {
        let Some(found) = self.anchors.get(&anchor) else {
            let error = Diagnostic::error(span, "an alias is inside the value that it repeats");
            return Err(error.with_help("write a `$ref` for a value that contains itself"));
        };
        let (values, levels) = (found.values, found.levels);
        self.count(values, levels, span)?;
        Ok(self.anchors[&anchor].clone())
    }

    /// Counts values that contain a number of levels, unless the document has too many of them or is too deep.
    fn count(&mut self, values: usize, levels: usize, span: Span) -> Result<(), Diagnostic> {
        self.values += values;
        if self.values > MAX_VALUES {
            let message = format!("the document has more than {MAX_VALUES} values, including those of aliases");
            return Err(Diagnostic::error(span, message).with_help("split it into several documents"));
        }
        if self.open.len() + levels > MAX_NESTING_LEVELS {
            let message = format!("the YAML is nested more than {MAX_NESTING_LEVELS} levels deep");
            return Err(Diagnostic::error(span, message).with_help("reduce the nesting"));
        }
        Ok(())
    }
}

impl Measured {
    /// Wraps the value in a call of a function.
    fn called(self, call: Option<(JsonString, Span)>) -> Self {
        let Some((key, key_span)) = call else { return self };
        let span = Span::new(key_span.start, self.value.span.end.max(key_span.end));
        let kind = ValueKind::Object(vec![Member { key, key_span, value: self.value }]);
        Self { value: Value { span, kind }, values: self.values + 1, levels: self.levels + 1 }
    }
}

impl Open {
    fn add(&mut self, inner: Measured) {
        self.values += inner.values;
        self.levels = self.levels.max(inner.levels + 1);
        match &mut self.content {
            Content::Elements(elements) => elements.push(inner.value),
            Content::Members(Members { list, merged, key }) => match key.take() {
                Some((Key::Name(key), key_span)) => list.push(Member { key, key_span, value: inner.value }),
                Some((Key::Merge, _)) => merged.push(inner.value),
                None => {}
            },
        }
    }

    /// Returns the number of the anchor, and the value.
    fn end(self, end: Span) -> Result<(usize, Measured), Diagnostic> {
        let (last, kind) = match self.content {
            Content::Elements(elements) => (elements.last().map(|last| last.span), ValueKind::Array(elements)),
            Content::Members(Members { list: mut members, merged, .. }) => {
                let last = members.last().map(|last| last.value.span);
                let last = last.max(merged.last().map(|last| last.span).filter(|span| span.start > self.start.start));
                merge(&mut members, merged)?;
                (last, ValueKind::Object(members))
            }
        };
        let value = Value { span: enclosing(self.start, last, end), kind };
        let measured = Measured { value, values: self.values, levels: self.levels };
        Ok((self.anchor, measured.called(self.call)))
    }
}

/// Adds the members of objects whose keys an object does not have. The first object that has a key counts.
fn merge(members: &mut Vec<Member>, merged: Vec<Value>) -> Result<(), Diagnostic> {
    if merged.is_empty() {
        return Ok(());
    }
    let mut keys: HashSet<JsonString> = members.iter().map(|member| member.key.clone()).collect();
    for value in merged {
        let objects = match value.kind {
            ValueKind::Array(elements) => elements,
            kind => vec![Value { span: value.span, kind }],
        };
        for object in objects {
            let ValueKind::Object(added) = object.kind else {
                let message = format!("expected an object after `<<`, found {}", object.kind.described());
                return Err(Diagnostic::error(object.span, message).with_help("write `<<: *anchor`"));
            };
            members.extend(added.into_iter().filter(|member| keys.insert(member.key.clone())));
        }
    }
    Ok(())
}

/// Returns the function that a tag calls, by its long name, and the place of the tag.
fn call(tag: Option<&Tag>, span: Span) -> Option<(JsonString, Span)> {
    let tag = tag.filter(|tag| tag.handle == "!")?;
    let name = match &*tag.suffix {
        name @ ("Ref" | "Condition") => name.to_owned(),
        name if FUNCTIONS.contains(&name) => format!("Fn::{name}"),
        _ => return None,
    };
    Some((JsonString::from(&*name), Span::new(span.start, span.start + tag.handle.len() + tag.suffix.len())))
}

/// Returns the span of an object or an array. The end of a block is reported at the start of what follows it.
fn enclosing(start: Span, last: Option<Span>, end: Span) -> Span {
    let end = if end.start < end.end { end.end } else { last.map_or(start.end, |last| last.end.max(start.end)) };
    Span::new(start.start, end)
}

/// The byte offsets of the characters of a text.
struct Offsets {
    /// The offset of each character. Empty if all characters are ASCII.
    bytes: Vec<usize>,
    end: usize,
}

impl Offsets {
    fn of(text: &str) -> Self {
        let bytes = if text.is_ascii() { Vec::new() } else { text.char_indices().map(|(offset, _)| offset).collect() };
        Self { bytes, end: text.len() }
    }

    fn byte(&self, character: usize) -> usize {
        let offset = if self.bytes.is_empty() { Some(character) } else { self.bytes.get(character).copied() };
        offset.map_or(self.end, |offset| offset.min(self.end))
    }

    fn span(&self, span: saphyr_parser::Span) -> Span {
        Span::new(self.byte(span.start.index()), self.byte(span.end.index()))
    }
}
