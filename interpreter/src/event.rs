//! An event as a bag of fields.

use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{Dialect, JsonString, Lexer, Scalar, Stop};
use event_pattern_compiler::pattern::Filter;
use event_pattern_compiler::pattern::filter::FieldRef;
use event_pattern_compiler::rule::FieldPath;
use event_pattern_compiler::source::Span;
use std::fmt::Write as _;
use std::ops::Range;

/// An event, flattened: every scalar with its path and the array elements it sits in.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The fields, in the order of the source.
    pub fields: Vec<Field>,
    /// The objects and arrays, in the order of the source. The event itself is the first.
    pub containers: Vec<Container>,
    /// How many steps lead to each array, by the numbers of the arrays.
    arrays: Vec<usize>,
    text: String,
}

/// A scalar of the event.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    /// Where it is.
    pub path: FieldPath,
    /// Its value.
    pub value: Scalar,
    /// The elements of arrays that enclose it, from the outside inwards. A scalar that is itself an element of an array
    /// is in none of that array's elements.
    pub memberships: Vec<Membership>,
    /// Which element of an array it is, if it is one itself.
    pub index: Option<usize>,
}

/// An object or an array of the event.
#[derive(Debug, Clone, PartialEq)]
pub struct Container {
    /// Where it is. An element of an array is at the array's path.
    pub path: FieldPath,
    /// The elements of arrays that enclose it, from the outside inwards, and itself if it is one.
    pub memberships: Vec<Membership>,
    /// What is in it.
    pub content: Content,
    /// Its text.
    text: Range<usize>,
}

/// What is in an object or an array.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// Members with these keys, in the order of the source.
    Members(Vec<JsonString>),
    /// Elements.
    Elements {
        /// How many there are.
        count: usize,
        /// Whether one of them is an object.
        has_objects: bool,
    },
}

/// An element of an array that is an object or an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// Which array of the event, in the order of their opening brackets.
    pub array: usize,
    /// Which of its elements.
    pub element: usize,
}

/// Whether no array holds the two in different elements.
#[must_use]
pub fn are_consistent(one: &[Membership], other: &[Membership]) -> bool {
    one.iter().all(|own| other.iter().all(|others| own.array != others.array || own.element == others.element))
}

impl Field {
    /// Whether no array holds the two in different elements.
    #[must_use]
    pub fn is_consistent_with(&self, other: &Self) -> bool {
        are_consistent(&self.memberships, &other.memberships)
    }
}

impl Event {
    /// The fields at a path.
    pub fn fields_at<'e>(&'e self, path: &'e FieldPath) -> impl Iterator<Item = &'e Field> {
        self.fields.iter().filter(move |field| field.path == *path)
    }

    /// The objects at a path: the elements of a scope.
    pub fn objects_at<'e>(&'e self, path: &'e FieldPath) -> impl Iterator<Item = &'e Container> {
        self.containers.iter().filter(move |one| one.path == *path && matches!(one.content, Content::Members(_)))
    }

    /// An object of the event as an event of its own.
    #[must_use]
    pub fn inside(&self, object: &Container) -> Option<Self> {
        Self::parse(&self.text[object.text.clone()]).ok()
    }

    /// The element that a membership means.
    #[must_use]
    pub fn element(&self, membership: Membership) -> Option<&Container> {
        // What is inside an element comes after it.
        self.containers.iter().find(|container| container.memberships.last() == Some(&membership))
    }

    /// Where a field is, such as `detail.containers[0].exitCode`.
    #[must_use]
    pub fn place(&self, field: &Field) -> String {
        let place = self.written(&field.path, 0, &field.memberships);
        field.index.map_or(place.clone(), |index| format!("{place}[{index}]"))
    }

    /// Where a container is, from the name of the outermost array on, such as `containers[0]`; outside of arrays its name.
    #[must_use]
    pub fn label(&self, container: &Container) -> String {
        let Container { path, memberships, .. } = container;
        let name = memberships.first().map_or(path.steps().len(), |outermost| self.arrays[outermost.array]);
        self.written(path, name.saturating_sub(1), memberships)
    }

    /// The steps of a path from one of them on, with the elements of the arrays on the way.
    fn written(&self, path: &FieldPath, from: usize, memberships: &[Membership]) -> String {
        let mut text = String::new();
        let mut memberships = memberships.iter().peekable();
        for (index, step) in path.steps().iter().enumerate().skip(from) {
            let dot = if text.is_empty() { "" } else { "." };
            let _ = write!(text, "{dot}{step}");
            while let Some(one) = memberships.next_if(|one| self.arrays[one.array] == index + 1) {
                let _ = write!(text, "[{}]", one.element);
            }
        }
        text
    }

    /// Reads an event. What follows its closing brace is ignored.
    ///
    /// # Errors
    /// The text is no JSON object. The diagnostics point into it.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut flattener = Flattener::new(text);
        match flattener.run() {
            Ok(()) if flattener.lexer.problems.is_empty() => {
                let Flattener { fields, containers, arrays, .. } = flattener;
                Ok(Self { fields, containers, arrays, text: text.to_owned() })
            }
            _ => Err(flattener.lexer.problems),
        }
    }
}

/// What a rule speaks of: inside a scope one element, as if it were the whole event.
#[derive(Clone, Copy)]
pub(crate) struct View<'e> {
    /// The whole event, where paths of other fields start.
    pub(crate) event: &'e Event,
    /// The element of the innermost scope, where those with a leading dot start.
    pub(crate) element: &'e Event,
}

impl View<'_> {
    /// The first alternative that accepts a value.
    pub(crate) fn accepting<'f>(
        self,
        mut filters: impl Iterator<Item = &'f Filter>,
        value: &Scalar,
    ) -> Option<&'f Filter> {
        filters.find(|filter| filter.accepts_with(value, &|reference| self.values(reference)))
    }

    /// The values of another field.
    pub(crate) fn values(self, reference: &FieldRef) -> Vec<Scalar> {
        let start = if reference.is_relative { self.element } else { self.event };
        start.fields_at(&FieldPath::of(reference)).map(|field| field.value.clone()).collect()
    }
}

/// Walks the event with a stack of its own, because events may nest without a limit.
struct Flattener<'s> {
    lexer: Lexer<'s>,
    open: Vec<Open>,
    fields: Vec<Field>,
    containers: Vec<Container>,
    arrays: Vec<usize>,
}

/// An object or array whose end is still to come.
struct Open {
    /// Which of the containers it is.
    container: usize,
    /// Which of the arrays it is, if it is one.
    array: Option<usize>,
}

impl<'s> Flattener<'s> {
    fn new(text: &'s str) -> Self {
        Self {
            lexer: Lexer::new(text, Dialect::Strict),
            open: Vec::new(),
            fields: Vec::new(),
            containers: Vec::new(),
            arrays: Vec::new(),
        }
    }

    fn run(&mut self) -> Result<(), Stop> {
        if !self.lexer.take('{') {
            let span = self.lexer.next_span();
            return Err(self.lexer.stop(span, "the event is not a JSON object", "an event starts with `{`"));
        }
        self.begin(FieldPath::root(), Vec::new(), Content::Members(Vec::new()));
        while let Some(&Open { container, array }) = self.open.last() {
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

    /// Takes a closing bracket, or the comma that must come before every element but the first.
    fn closes(&mut self, bracket: char, first: bool) -> Result<bool, Stop> {
        if self.lexer.take(bracket) {
            return Ok(true);
        }
        if first || self.lexer.take(',') {
            return Ok(false);
        }
        let span = self.lexer.next_span();
        Err(self.lexer.stop(span, format!("expected `,` or `{bracket}`"), "add the missing comma or bracket"))
    }

    /// Goes into an object or array whose opening bracket was taken.
    fn begin(&mut self, path: FieldPath, memberships: Vec<Membership>, content: Content) {
        let bracket = self.lexer.position() - 1;
        let array = matches!(content, Content::Elements { .. }).then_some(self.arrays.len());
        if array.is_some() {
            self.arrays.push(path.steps().len());
        }
        self.open.push(Open { container: self.containers.len(), array });
        self.containers.push(Container { path, memberships, content, text: bracket..bracket });
    }

    /// Reads a member of an object. Returns whether there was one.
    fn member(&mut self, number: usize) -> Result<bool, Stop> {
        let is_first = matches!(&self.containers[number].content, Content::Members(keys) if keys.is_empty());
        if self.closes('}', is_first)? {
            return Ok(false);
        }
        if self.lexer.peek() != Some('"') {
            let span = self.lexer.next_span();
            return Err(self.lexer.stop(span, "expected a key", "write the key as a string in double quotes"));
        }
        let (key, _) = self.lexer.string()?;
        if !self.lexer.take(':') {
            let span = self.lexer.next_span();
            return Err(self.lexer.stop(
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
        self.value(path, memberships, None)?;
        Ok(true)
    }

    /// Reads an element of an array. Returns whether there was one.
    fn element(&mut self, number: usize, array: usize) -> Result<bool, Stop> {
        let Content::Elements { count: element, .. } = self.containers[number].content else { return Ok(false) };
        if self.closes(']', element == 0)? {
            return Ok(false);
        }
        let is_object = self.lexer.peek() == Some('{');
        let Container { path, memberships, content, .. } = &mut self.containers[number];
        let (path, memberships) = (path.clone(), memberships.clone());
        if let Content::Elements { count, has_objects } = content {
            *count += 1;
            *has_objects |= is_object;
        }
        self.value(path, memberships, Some(Membership { array, element }))?;
        Ok(true)
    }

    /// Reads a value, or the beginning of one. An object or array is also in the element that it is.
    fn value(
        &mut self,
        path: FieldPath,
        mut memberships: Vec<Membership>,
        element: Option<Membership>,
    ) -> Result<(), Stop> {
        if self.lexer.take('{') {
            memberships.extend(element);
            self.begin(path, memberships, Content::Members(Vec::new()));
        } else if self.lexer.take('[') {
            memberships.extend(element);
            self.begin(path, memberships, Content::Elements { count: 0, has_objects: false });
        } else {
            let value = self.scalar()?;
            self.fields.push(Field { path, value, memberships, index: element.map(|one| one.element) });
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
                Err(self.lexer.stop(span, "expected a value", "add a value"))
            }
        }
    }

    fn literal(&mut self, word: &str, span: Span) -> Result<Scalar, Stop> {
        match word {
            "null" => Ok(Scalar::Null),
            "true" => Ok(Scalar::Boolean(true)),
            "false" => Ok(Scalar::Boolean(false)),
            _ => Err(self.lexer.stop(
                span,
                format!("`{word}` is not a JSON value"),
                "the literals of JSON are `true`, `false` and `null`",
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrays_pin_objects_and_arrays_but_not_their_own_scalars() {
        let event = Event::parse(r#"{"c":["x",{"n":1},[["y"]]]}"#).unwrap();
        let places: Vec<Vec<(usize, usize)>> = event
            .fields
            .iter()
            .map(|field| field.memberships.iter().map(|place| (place.array, place.element)).collect())
            .collect();
        assert_eq!(places, [vec![], vec![(0, 1)], vec![(0, 2), (1, 0)]]);
    }

    #[test]
    fn places_name_the_elements_of_all_arrays() {
        let event = Event::parse(r#"{"a":{"c":["x",{"n":1},[[{"m.o":"y"}]]]},"d":{}}"#).unwrap();
        let places: Vec<String> = event.fields.iter().map(|field| event.place(field)).collect();
        assert_eq!(places, ["a.c[0]", "a.c[1].n", "a.c[2][0][0].m.o"]);
        let labels: Vec<String> = event.containers.iter().map(|container| event.label(container)).collect();
        assert_eq!(labels, ["", "a", "c", "c[1]", "c[2]", "c[2][0]", "c[2][0][0]", "d"]);
    }

    #[test]
    fn nesting_has_no_limit() {
        let deep = format!("{{\"a\":{}1{}}}", "[".repeat(2000), "]".repeat(2000));
        assert_eq!(Event::parse(&deep).unwrap().fields.len(), 1);
    }

    #[test]
    fn what_is_no_json_object_is_refused() {
        for text in
            ["", "5", "[]", "{", "{\"a\":1", "{\"a\":1,}", "{\"a\" 1}", "{\"a\":01}", "{\"a\":tru}", "{\"a\":'x'}"]
        {
            assert!(Event::parse(text).is_err(), "{text}");
        }
        assert!(Event::parse("{} trailing").is_ok());
    }

    #[test]
    fn what_is_no_value_is_told() {
        for (value, message) in [
            ("tru", "`tru` is not a JSON value"),
            ("'x'", "expected a value"),
            ("}", "expected a value"),
            ("", "expected a value"),
        ] {
            let errors = Event::parse(&format!("{{\"a\":{value}")).unwrap_err();
            assert_eq!(errors[0].message, message, "{value}");
        }
    }
}
