//! Flattens an event into fields, objects and arrays.

use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{Dialect, JsonString, Lexer, Scalar, Stop};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::FieldRef;
use event_pattern_compiler::rule::FieldPath;
use event_pattern_compiler::source::Span;
use std::fmt::Write as _;
use std::ops::Range;

/// A flattened event: every scalar with its path and the array elements that contain it.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The fields, in the order of the source.
    pub fields: Vec<Field>,
    /// The objects and arrays, in the order of the source. The event itself is the first.
    pub containers: Vec<Container>,
    /// The arrays, in the order of their opening brackets.
    arrays: Vec<Array>,
    text: String,
    /// Offset of `text` in the event that was read first. An element of an array that is treated as an event keeps its
    /// place in the whole event.
    offset: usize,
}

/// A scalar value in the event.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// The path of the field.
    pub path: FieldPath,
    /// The value of the field.
    pub value: Scalar,
    /// The array elements that contain the field, from the outermost to the innermost. A scalar that is itself an array
    /// element does not count as contained in that element.
    pub memberships: Vec<Membership>,
    /// Index of the scalar in its array; `None` if the scalar is not an array element.
    pub index: Option<usize>,
    /// The span of the key and the value, or of the array element, in the text of the whole event.
    pub span: Span,
}

/// An object or an array in the event.
#[derive(Debug, Clone, PartialEq)]
pub struct Container {
    /// The path of the object or array. An array element has the path of the array.
    pub path: FieldPath,
    /// The array elements that contain the object or array, from the outermost to the innermost, including the object
    /// or array itself if it is an array element.
    pub memberships: Vec<Membership>,
    /// The keys of the object, or information about the elements of the array.
    pub content: Content,
    /// Byte range of the container in the JSON text of the event.
    text: Range<usize>,
}

/// An array in the event.
#[derive(Debug, Clone, PartialEq)]
struct Array {
    /// Number of path steps to the array.
    steps: usize,
    /// For each element, its index in the list of containers. `None` for a scalar.
    elements: Vec<Option<usize>>,
}

/// The content of an object or array.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// The keys of an object, in the order of the source.
    Members(Vec<JsonString>),
    /// The elements of an array.
    Elements {
        /// Number of elements.
        count: usize,
        /// Whether at least one element is an object.
        has_objects: bool,
    },
}

/// An array element that is itself an object or array.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Membership {
    /// Index of the array, in the order of the arrays' opening brackets.
    pub array: usize,
    /// Index of the element in the array.
    pub element: usize,
}

/// Whether two fields or containers with these memberships are in the same element of every array that contains both.
#[must_use]
pub fn are_consistent(one: &[Membership], other: &[Membership]) -> bool {
    one.iter().all(|own| other.iter().all(|others| own.array != others.array || own.element == others.element))
}

impl Field {
    /// Whether the two fields are in the same element of every array that contains both.
    #[must_use]
    pub fn is_consistent_with(&self, other: &Self) -> bool {
        are_consistent(&self.memberships, &other.memberships)
    }
}

impl Event {
    /// Returns the fields at a path.
    pub fn fields_at<'e>(&'e self, path: &'e FieldPath) -> impl Iterator<Item = &'e Field> {
        self.fields.iter().filter(move |field| field.path == *path)
    }

    /// Returns the objects at a path. For the path of a scope, these are the elements of the scope.
    pub fn objects_at<'e>(&'e self, path: &'e FieldPath) -> impl Iterator<Item = &'e Container> {
        self.containers.iter().filter(move |one| one.path == *path && matches!(one.content, Content::Members(_)))
    }

    /// Returns an object of the event as a separate event.
    #[must_use]
    pub fn as_event(&self, object: &Container) -> Option<Self> {
        Self::parse_at(self.offset + object.text.start, &self.text[object.text.clone()]).ok()
    }

    /// Returns the span of an object or array in the text of the whole event, without its key.
    #[must_use]
    pub fn span(&self, container: &Container) -> Span {
        Span::new(self.offset + container.text.start, self.offset + container.text.end)
    }

    /// Returns the array element that a membership refers to.
    #[must_use]
    pub fn element(&self, membership: Membership) -> Option<&Container> {
        let index = *self.arrays.get(membership.array)?.elements.get(membership.element)?;
        self.containers.get(index?)
    }

    /// Returns the location of a field, such as `detail.containers[0].exitCode`.
    #[must_use]
    pub fn location(&self, field: &Field) -> String {
        let location = self.path_text(&field.path, 0, &field.memberships);
        field.index.map_or(location.clone(), |index| format!("{location}[{index}]"))
    }

    /// Returns the location of a container, starting with the name of the outermost array, such as `containers[0]`. If
    /// the container is not in an array, returns the name of the container.
    #[must_use]
    pub fn label(&self, container: &Container) -> String {
        let Container { path, memberships, .. } = container;
        let name = memberships.first().map_or(path.steps().len(), |outermost| self.arrays[outermost.array].steps);
        self.path_text(path, name.saturating_sub(1), memberships)
    }

    /// Formats the steps of a path, starting at step `from`, with the index of each array element.
    fn path_text(&self, path: &FieldPath, from: usize, memberships: &[Membership]) -> String {
        let mut text = String::new();
        let mut memberships = memberships.iter().peekable();
        for (index, step) in path.steps().iter().enumerate().skip(from) {
            let dot = if text.is_empty() { "" } else { "." };
            let _ = write!(text, "{dot}{step}");
            while let Some(one) = memberships.next_if(|one| self.arrays[one.array].steps == index + 1) {
                let _ = write!(text, "[{}]", one.element);
            }
        }
        text
    }

    /// Parses an event. Text after the closing brace of the event is ignored.
    ///
    /// # Errors
    /// Returns an error if the text is not a JSON object. The diagnostics point into the text.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        Self::parse_at(0, text)
    }

    /// Parses an event whose text starts at an offset of the whole event.
    fn parse_at(offset: usize, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut flattener = Flattener::new(offset, text);
        match flattener.run() {
            Ok(()) if flattener.lexer.diagnostics.is_empty() => {
                let Flattener { fields, containers, arrays, .. } = flattener;
                Ok(Self { fields, containers, arrays, text: text.to_owned(), offset })
            }
            _ => Err(flattener.lexer.diagnostics),
        }
    }
}

/// What a rule is evaluated on: the whole event or, inside a scope, one element that is treated like an event.
#[derive(Clone, Copy)]
pub(crate) struct View<'e> {
    /// The whole event, where absolute field references start.
    pub(crate) event: &'e Event,
    /// The element of the innermost scope, where field references with a leading dot start.
    pub(crate) element: &'e Event,
}

impl View<'_> {
    /// Returns the first filter that accepts a value.
    pub(crate) fn accepting_filter<'f>(
        self,
        mut filters: impl Iterator<Item = &'f Filter>,
        value: &Scalar,
    ) -> Option<&'f Filter> {
        filters.find(|filter| filter.accepts_with(value, &|field_ref| self.values(field_ref)))
    }

    /// Returns the values of a referenced field.
    pub(crate) fn values(self, field_ref: &FieldRef) -> Vec<Scalar> {
        let start = if field_ref.is_relative { self.element } else { self.event };
        start.fields_at(&FieldPath::of(field_ref)).map(|field| field.value.clone()).collect()
    }
}

/// Reads the event with an explicit stack, because the nesting depth of events is not limited.
struct Flattener<'s> {
    lexer: Lexer<'s>,
    /// Offset of the text in the whole event.
    offset: usize,
    open: Vec<OpenContainer>,
    fields: Vec<Field>,
    containers: Vec<Container>,
    arrays: Vec<Array>,
}

/// An object or array whose end has not been read yet.
struct OpenContainer {
    /// Index in the list of containers.
    container: usize,
    /// Index in the list of arrays; `None` for an object.
    array: Option<usize>,
}

impl<'s> Flattener<'s> {
    fn new(offset: usize, text: &'s str) -> Self {
        Self {
            lexer: Lexer::new(text, Dialect::Strict),
            offset,
            open: Vec::new(),
            fields: Vec::new(),
            containers: Vec::new(),
            arrays: Vec::new(),
        }
    }

    fn run(&mut self) -> Result<(), Stop> {
        if !self.lexer.take('{') {
            let span = self.lexer.next_span();
            return Err(self.lexer.report(span, "the event is not a JSON object", "an event starts with `{`"));
        }
        self.open_container(FieldPath::root(), Vec::new(), Content::Members(Vec::new()));
        while let Some(&OpenContainer { container, array }) = self.open.last() {
            let is_open = match array {
                None => self.member(container)?,
                Some(array) => self.element(container, array)?,
            };
            if !is_open {
                self.containers[container].text.end = self.lexer.position();
                self.open.pop();
            }
        }
        Ok(())
    }

    /// Consumes a closing bracket, or the comma before an element. Returns `true` for the bracket.
    fn read_end_or_comma(&mut self, bracket: char, first: bool) -> Result<bool, Stop> {
        if self.lexer.take(bracket) {
            return Ok(true);
        }
        if first || self.lexer.take(',') {
            return Ok(false);
        }
        let span = self.lexer.next_span();
        Err(self.lexer.report(span, format!("expected `,` or `{bracket}`"), "add the missing comma or bracket"))
    }

    /// Adds an object or array whose opening bracket was just consumed.
    fn open_container(&mut self, path: FieldPath, memberships: Vec<Membership>, content: Content) {
        let bracket = self.lexer.position() - 1;
        let array = matches!(content, Content::Elements { .. }).then_some(self.arrays.len());
        if array.is_some() {
            self.arrays.push(Array { steps: path.steps().len(), elements: Vec::new() });
        }
        self.open.push(OpenContainer { container: self.containers.len(), array });
        self.containers.push(Container { path, memberships, content, text: bracket..bracket });
    }

    /// Reads a member of an object. Returns `false` at the end of the object.
    fn member(&mut self, number: usize) -> Result<bool, Stop> {
        let is_first = matches!(&self.containers[number].content, Content::Members(keys) if keys.is_empty());
        if self.read_end_or_comma('}', is_first)? {
            return Ok(false);
        }
        if self.lexer.peek() != Some('"') {
            let span = self.lexer.next_span();
            return Err(self.lexer.report(span, "expected a key", "write the key as a string in double quotes"));
        }
        let (key, key_span) = self.lexer.string()?;
        if !self.lexer.take(':') {
            let span = self.lexer.next_span();
            return Err(self.lexer.report(
                span,
                format!("expected `:` after the key `{key}`"),
                "add the colon and a value",
            ));
        }
        let Container { path, memberships, content, .. } = &mut self.containers[number];
        let (path, memberships) = (path.join(&key), memberships.clone());
        if let Content::Members(keys) = content {
            keys.push(key);
        }
        self.value(path, memberships, None, key_span.start)?;
        Ok(true)
    }

    /// Reads an element of an array. Returns `false` at the end of the array.
    fn element(&mut self, number: usize, array: usize) -> Result<bool, Stop> {
        let Content::Elements { count: element, .. } = self.containers[number].content else { return Ok(false) };
        if self.read_end_or_comma(']', element == 0)? {
            return Ok(false);
        }
        let is_object = self.lexer.peek() == Some('{');
        let Container { path, memberships, content, .. } = &mut self.containers[number];
        let (path, memberships) = (path.clone(), memberships.clone());
        if let Content::Elements { count, has_objects } = content {
            *count += 1;
            *has_objects |= is_object;
        }
        let start = self.lexer.next_span().start;
        self.value(path, memberships, Some(Membership { array, element }), start)?;
        Ok(true)
    }

    /// Reads a scalar, or the opening bracket of an object or array. `start` is the offset of the key or the element.
    fn value(
        &mut self,
        path: FieldPath,
        mut memberships: Vec<Membership>,
        element: Option<Membership>,
        start: usize,
    ) -> Result<(), Stop> {
        let is_container = matches!(self.lexer.peek(), Some('{' | '['));
        if let Some(element) = element {
            self.arrays[element.array].elements.push(is_container.then_some(self.containers.len()));
        }
        if self.lexer.take('{') {
            memberships.extend(element);
            self.open_container(path, memberships, Content::Members(Vec::new()));
        } else if self.lexer.take('[') {
            memberships.extend(element);
            self.open_container(path, memberships, Content::Elements { count: 0, has_objects: false });
        } else {
            let value = self.scalar()?;
            let span = Span::new(self.offset + start, self.offset + self.lexer.position());
            self.fields.push(Field { path, value, memberships, index: element.map(|one| one.element), span });
        }
        Ok(())
    }

    fn scalar(&mut self) -> Result<Scalar, Stop> {
        match self.lexer.peek() {
            Some('"') => Ok(Scalar::String(self.lexer.string()?.0)),
            Some('0'..='9' | '-') => Ok(Scalar::Number(self.lexer.number().0)),
            Some(letter) if letter.is_alphabetic() => {
                let (word, span) = self.lexer.word();
                self.literal(word, span)
            }
            _ => {
                let span = self.lexer.next_span();
                Err(self.lexer.report(span, "expected a value", "add a value"))
            }
        }
    }

    fn literal(&mut self, word: &str, span: Span) -> Result<Scalar, Stop> {
        match word {
            "null" => Ok(Scalar::Null),
            "true" => Ok(Scalar::Boolean(true)),
            "false" => Ok(Scalar::Boolean(false)),
            _ => Err(self.lexer.report(
                span,
                format!("`{word}` is not a JSON value"),
                "the only JSON literals are `true`, `false` and `null`",
            )),
        }
    }
}

#[cfg(test)]
mod tests;
