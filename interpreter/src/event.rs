//! An event as a bag of fields.

use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{Dialect, Lexer, Scalar, Stop};
use event_pattern_compiler::rule::FieldPath;
use event_pattern_compiler::source::Span;
use std::ops::Range;

/// An event, flattened: every scalar with its path and the array elements it sits in.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// The fields, in the order of the source.
    pub fields: Vec<Field>,
    /// The objects, in the order of the source: where each is, and its text.
    objects: Vec<(FieldPath, Range<usize>)>,
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
}

/// An element of an array that is an object or an array.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Membership {
    /// Which array of the event, in the order of their opening brackets.
    pub array: usize,
    /// Which of its elements.
    pub element: usize,
}

impl Field {
    /// Whether no array holds the two in different elements.
    #[must_use]
    pub fn is_consistent_with(&self, other: &Self) -> bool {
        self.memberships.iter().all(|own| {
            other.memberships.iter().all(|others| own.array != others.array || own.element == others.element)
        })
    }
}

impl Event {
    /// The fields at a path.
    pub fn fields_at<'e>(&'e self, path: &'e FieldPath) -> impl Iterator<Item = &'e Field> {
        self.fields.iter().filter(move |field| field.path == *path)
    }

    /// The objects at a path, each as an event of its own.
    pub fn elements_at<'e>(&'e self, path: &'e FieldPath) -> impl Iterator<Item = Self> + 'e {
        let here = self.objects.iter().filter(move |(known, _)| known == path);
        here.filter_map(|(_, place)| Self::parse(&self.text[place.clone()]).ok())
    }

    /// Reads an event. What follows its closing brace is ignored.
    ///
    /// # Errors
    /// The text is no JSON object. The diagnostics point into it.
    pub fn parse(text: &str) -> Result<Self, Vec<Diagnostic>> {
        let mut flattener = Flattener::new(text);
        match flattener.run() {
            Ok(()) if flattener.lexer.problems.is_empty() => {
                Ok(Self { fields: flattener.fields, objects: flattener.objects, text: text.to_owned() })
            }
            _ => Err(flattener.lexer.problems),
        }
    }
}

/// Walks the event with a stack of its own, because events may nest without a limit.
struct Flattener<'s> {
    lexer: Lexer<'s>,
    open: Vec<Open>,
    arrays: usize,
    fields: Vec<Field>,
    objects: Vec<(FieldPath, Range<usize>)>,
}

/// An object or array whose end is still to come.
enum Open {
    Object { path: FieldPath, memberships: Vec<Membership>, empty: bool, number: usize },
    Array { path: FieldPath, memberships: Vec<Membership>, array: usize, elements: usize },
}

impl<'s> Flattener<'s> {
    fn new(text: &'s str) -> Self {
        Self {
            lexer: Lexer::new(text, Dialect::Strict),
            open: Vec::new(),
            arrays: 0,
            fields: Vec::new(),
            objects: Vec::new(),
        }
    }

    fn run(&mut self) -> Result<(), Stop> {
        if !self.lexer.take('{') {
            let span = self.lexer.next_span();
            return Err(self.lexer.stop(span, "the event is not a JSON object", "an event starts with `{`"));
        }
        self.begin(FieldPath::root(), Vec::new());
        while let Some(open) = self.open.pop() {
            match open {
                Open::Object { path, memberships, empty, number } => self.member(path, memberships, empty, number)?,
                Open::Array { path, memberships, array, elements } => {
                    self.element(path, memberships, array, elements)?;
                }
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
        Err(self.lexer.stop(span, format!("a `,` or `{bracket}` is missing here"), "complete the event"))
    }

    /// Goes into an object whose opening brace was taken.
    fn begin(&mut self, path: FieldPath, memberships: Vec<Membership>) {
        let (number, brace) = (self.objects.len(), self.lexer.position() - 1);
        self.objects.push((path.clone(), brace..brace));
        self.open.push(Open::Object { path, memberships, empty: true, number });
    }

    fn member(
        &mut self,
        path: FieldPath,
        memberships: Vec<Membership>,
        empty: bool,
        number: usize,
    ) -> Result<(), Stop> {
        if self.closes('}', empty)? {
            self.objects[number].1.end = self.lexer.position();
            return Ok(());
        }
        if self.lexer.peek() != Some('"') {
            let span = self.lexer.next_span();
            return Err(self.lexer.stop(span, "a key is missing here", "a key is a string in double quotes"));
        }
        let (key, _) = self.lexer.string()?;
        if !self.lexer.take(':') {
            let span = self.lexer.next_span();
            return Err(self.lexer.stop(span, format!("a `:` is missing after the key `{key}`"), "complete the event"));
        }
        let inner = path.join(&key);
        self.open.push(Open::Object { path, memberships: memberships.clone(), empty: false, number });
        self.value(inner, memberships, None)
    }

    fn element(
        &mut self,
        path: FieldPath,
        memberships: Vec<Membership>,
        array: usize,
        element: usize,
    ) -> Result<(), Stop> {
        if self.closes(']', element == 0)? {
            return Ok(());
        }
        let inner = path.clone();
        let inner_memberships = memberships.clone();
        self.open.push(Open::Array { path, memberships, array, elements: element + 1 });
        self.value(inner, inner_memberships, Some(Membership { array, element }))
    }

    /// A value. What is an object or an array is also in the element, if it is one.
    fn value(
        &mut self,
        path: FieldPath,
        mut memberships: Vec<Membership>,
        element: Option<Membership>,
    ) -> Result<(), Stop> {
        if self.lexer.take('{') {
            memberships.extend(element);
            self.begin(path, memberships);
        } else if self.lexer.take('[') {
            memberships.extend(element);
            self.open.push(Open::Array { path, memberships, array: self.arrays, elements: 0 });
            self.arrays += 1;
        } else {
            let value = self.scalar()?;
            self.fields.push(Field { path, value, memberships });
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
                Err(self.lexer.stop(span, "a value is missing here", "complete the event"))
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
                "the words are true, false and null",
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
            ("'x'", "a value is missing here"),
            ("}", "a value is missing here"),
            ("", "a value is missing here"),
        ] {
            let errors = Event::parse(&format!("{{\"a\":{value}")).unwrap_err();
            assert_eq!(errors[0].message, message, "{value}");
        }
    }
}
