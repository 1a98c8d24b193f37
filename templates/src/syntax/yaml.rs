//! Reads YAML into the same tree as JSON, with the spans of the YAML text.
//!
//! Plain scalars are those of the core schema of YAML 1.2, so `no` is a string. An alias is replaced by a copy of its
//! anchor's value, and the members of a merge key (`<<`) are added to the object. The number of values and the depth of
//! the tree are limited, so a document with aliases of aliases cannot use up the memory. The short tags of
//! CloudFormation become objects: `!Ref x` is read as `{"Ref": "x"}`. Other tags are ignored.

use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{JsonString, Member, Number, ParsedJson, Value, ValueKind};
use event_pattern_compiler::limits::MAX_NESTING_LEVELS;
use event_pattern_compiler::source::Span;
use saphyr_parser::{Event, Parser, ScalarStyle, StrInput, Tag};
use std::collections::{HashMap, HashSet};

/// Maximum number of values in a text, where a value counts again for each alias.
const MAX_VALUES: usize = 1_000_000;

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
        if let Some(Content::Members(Members { key: key @ None, .. })) =
            self.open.last_mut().map(|open| &mut open.content)
        {
            match event {
                Event::MappingEnd => {}
                Event::Scalar(text, style, anchor, tag) => {
                    let span = scalar_span(self.text, span, style, anchor > 0 || tag.is_some());
                    let is_merge = text == "<<" && style == ScalarStyle::Plain;
                    let name = if is_merge { Key::Merge } else { Key::Name(JsonString::from(&*text)) };
                    *key = Some((name, span));
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
                let place = scalar_span(self.text, span, style, anchor > 0 || tag.is_some());
                let call = call(tag.as_deref(), span);
                // The argument of a function is a string, even if it looks like a number.
                let style = if call.is_some() { ScalarStyle::SingleQuoted } else { style };
                let value = Value { span: place, kind: scalar(&text, style, tag.as_deref()) };
                self.count(1, 0, span)?;
                (anchor, Measured { value, values: 1, levels: 0 }.called(call))
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
            let error = Diagnostic::error(span, "an alias is inside the value that it stands for");
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

/// Returns the span of a scalar alone. The parser's span also has the anchor, the tag and the header of a block, and the
/// white space and the comment after a closing quote.
fn scalar_span(text: &str, span: Span, style: ScalarStyle, has_properties: bool) -> Span {
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

fn scalar(text: &str, style: ScalarStyle, tag: Option<&Tag>) -> ValueKind {
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

#[cfg(test)]
mod tests {
    use super::*;
    use event_pattern_compiler::json::{self, Dialect};
    use std::fs;
    use std::path::Path;

    fn json(text: &str) -> String {
        let parsed = read(text);
        assert_eq!((parsed.diagnostics.as_slice(), parsed.trailing), (&[][..], None), "{text}");
        parsed.value.unwrap().to_json()
    }

    fn error(text: &str) -> (String, String) {
        let parsed = read(text);
        let [error] = parsed.diagnostics.as_slice() else { panic!("{text}: {parsed:?}") };
        (error.message.clone(), text.get(error.span.start..error.span.end).unwrap_or_default().to_owned())
    }

    #[test]
    fn scalars_are_those_of_the_core_schema() {
        for (text, expected) in [
            ("~", "null"),
            ("Null", "null"),
            ("TRUE", "true"),
            ("no", "\"no\""),
            ("12", "12"),
            ("+12", "12"),
            ("-007", "-7"),
            ("0", "0"),
            ("000", "0"),
            ("0x1F", "31"),
            ("0o17", "15"),
            ("0x+1", "\"0x+1\""),
            ("1.50", "1.50"),
            (".5", "0.5"),
            ("-.5e3", "-0.5e3"),
            ("1.", "1"),
            ("1.e3", "1e3"),
            ("1e3", "1e3"),
            (".", "\".\""),
            ("-", "[null]"),
            ("1.2.3", "\"1.2.3\""),
            ("2026-01-31", "\"2026-01-31\""),
            ("1_000", "\"1_000\""),
            (".inf", "\".inf\""),
            ("'12'", "\"12\""),
            ("\"a\\u00e9\"", "\"aé\""),
            ("!!str 12", "\"12\""),
            ("|\n  a\n  b\n", "\"a\\nb\\n\""),
        ] {
            assert_eq!(json(text), expected, "{text}");
        }
    }

    #[test]
    fn a_document_has_the_tree_of_the_same_json() {
        let text = "\
# Orders
type: object
properties:
  total: { type: [number, 'null'] }
  lines:
    - 1
    - a: b
      200: c
required: []
";
        let expected = r#"{"type":"object","properties":{"total":{"type":["number","null"]},"lines":[1,{"a":"b","200":"c"}]},"required":[]}"#;
        assert_eq!(json(text), expected);
        assert_eq!(json(expected), expected);
    }

    #[test]
    fn json_is_read_like_yaml() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../catalogue/documents/aws.ecs");
        for entry in fs::read_dir(folder).unwrap() {
            let text = fs::read_to_string(entry.unwrap().path()).unwrap();
            assert_eq!(json(&text), json::read(&text, Dialect::Strict).value.unwrap().to_json());
        }
    }

    #[test]
    fn spans_are_byte_offsets() {
        let text = "é: 1\nbox:\n  ü: [x, y]\n  z: w\nend: 1\n";
        let ValueKind::Object(members) = read(text).value.unwrap().kind else { panic!() };
        let slice = |span: Span| &text[span.start..span.end];
        let found: Vec<_> = members.iter().map(|member| (slice(member.key_span), slice(member.value.span))).collect();
        assert_eq!(found, [("é", "1"), ("box", "ü: [x, y]\n  z: w"), ("end", "1")]);
        let ValueKind::Object(inner) = &members[1].value.kind else { panic!() };
        assert_eq!(slice(inner[0].value.span), "[x, y]");
    }

    #[test]
    fn aliases_are_copies_of_their_anchors() {
        assert_eq!(json("a: &x [1, &y {b: 2}]\nc: *x\nd: *y\n"), r#"{"a":[1,{"b":2}],"c":[1,{"b":2}],"d":{"b":2}}"#);
        let message = "an alias is inside the value that it stands for";
        assert_eq!(error("a: &x [1, *x]\n"), (message.to_owned(), "*x".to_owned()));
    }

    #[test]
    fn members_of_merge_keys_are_added() {
        for (text, expected) in [
            ("a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n", r#"{"a":{"x":1,"y":2},"b":{"y":3,"x":1}}"#),
            ("<<: [{x: 1}, {x: 2, y: 2}]\nz: 0\n", r#"{"z":0,"x":1,"y":2}"#),
            ("\"<<\": {x: 1}\n", r#"{"<<":{"x":1}}"#),
        ] {
            assert_eq!(json(text), expected, "{text}");
        }
    }

    #[test]
    fn short_tags_are_calls_of_functions() {
        for (text, expected) in [
            ("!Ref x", r#"{"Ref":"x"}"#),
            ("!GetAtt a.b", r#"{"Fn::GetAtt":"a.b"}"#),
            ("- !Sub\n  - '${a}'\n  - {a: !Ref b}\n", r#"[{"Fn::Sub":["${a}",{"a":{"Ref":"b"}}]}]"#),
            ("a: &x !Join [a, []]\nb: *x\n", r#"{"a":{"Fn::Join":["a",[]]},"b":{"Fn::Join":["a",[]]}}"#),
            ("!Other 1", "1"),
        ] {
            assert_eq!(json(text), expected, "{text}");
        }
    }

    #[test]
    fn spans_do_not_include_anchors_and_tags() {
        let text = "- !Ref  x\n- &a 'y'  # 'z'\n- &b !Sub [p, q]\n- !Sub\n  - r\n- !Sub |\n  {}\n- { a: 'it''s'  }\n- \"\\\"\"  # \"\n";
        let ValueKind::Array(elements) = read(text).value.unwrap().kind else { panic!() };
        let found: Vec<&str> = elements
            .iter()
            .map(|element| match &element.kind {
                ValueKind::Object(members) => &members[0].value.span,
                _ => &element.span,
            })
            .map(|span| text[span.start..span.end].trim_end())
            .collect();
        assert_eq!(found, ["x", "'y'", "[p, q]", "- r", "{}", "'it''s'", r#""\"""#]);
    }

    #[test]
    fn all_documents_are_read() {
        let documents = read_all("a: 1\n---\n- 2\n...\n---\n3\n").unwrap();
        assert_eq!(documents.iter().map(Value::to_json).collect::<Vec<_>>(), [r#"{"a":1}"#, "[2]", "3"]);
        assert_eq!(read_all("").unwrap().len(), 0);
        assert!(read_all("a: 1\n---\nb: [\n").is_err());
    }

    #[test]
    fn aliases_of_aliases_do_not_use_up_the_memory() {
        let wide: Vec<String> = (1..30)
            .map(|number| format!("a{number}: &a{number} [{}]\n", format!("*a{},", number - 1).repeat(10)))
            .collect();
        assert!(
            error(&format!("a0: &a0 [x]\n{}", wide.concat()))
                .0
                .starts_with("the document has more than 1000000 values")
        );
        let deep: Vec<String> = (1..9)
            .map(|number| format!("a{number}: &a{number} {}*a{}{}\n", "[".repeat(100), number - 1, "]".repeat(100)))
            .collect();
        assert_eq!(error(&format!("a0: &a0 [x]\n{}", deep.concat())).0, "the YAML is nested more than 500 levels deep");
        assert_eq!(error(&format!("{}x", "- ".repeat(1000))).0, "the YAML is nested more than 500 levels deep");
    }

    #[test]
    fn what_is_not_a_document_is_an_error_with_its_place() {
        assert_eq!(error("").0, "expected a document, found end of input");
        assert_eq!(error("<<: [1]\n"), ("expected an object after `<<`, found a number".to_owned(), "1".to_owned()));
        assert_eq!(error("? [a]\n: b\n"), ("expected a string as a key".to_owned(), "[".to_owned()));
        let (message, found) = error("a: \"b\nc: é]\n");
        assert!(message.starts_with("invalid YAML: "), "{message} at {found}");
        let two = read("a: 1\n---\nb: 2\n");
        assert_eq!(two.trailing, Some(Span::new(5, 8)));
    }
}
