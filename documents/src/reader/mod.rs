//! Reads the parts of a document that describe values, and returns what they say about the kinds of those values.
//!
//! Every keyword of a schema restricts the values, so a schema is the [`intersection`] of its keywords. `$ref` and
//! `allOf` add the keywords of other schemas, and `oneOf` and `anyOf` the [`union`] of some.
//!
//! A definition is read once, however often it is referred to. Together with the limits below, this bounds the time and
//! the size of the result, also for documents in which every definition refers to the next one twice.

mod intersection;
mod kind;
mod object;
mod reference;
mod union;

pub(crate) use reference::{Definition, Target, definitions};

use crate::Document;
use crate::extension;
use crate::file::{FileDiagnostic, LoadedFiles};
use crate::names::upper_camel_case;
use crate::tree::Node;
use event_pattern_compiler::diagnostic::Diagnostic;
use event_pattern_compiler::json::{Value, ValueKind};
use event_pattern_compiler::schema::{Form, Kind, ObjectSchema, Schema};
use event_pattern_compiler::source::Span;
use std::collections::HashMap;
use std::sync::Arc;

/// Maximum number of schemas that are nested in each other, in the document and in the result.
const MAX_LEVELS: usize = 100;

/// Maximum number of fields of an object, including those of the objects in it.
const MAX_FIELDS: usize = 20_000;

/// Maximum number of schemas and fields that are read, merged or compared.
const MAX_STEPS: usize = 1_000_000;

/// What a part of a document says about a value.
#[derive(Debug, Clone)]
pub(crate) struct Shape {
    /// The kind of the value.
    pub(crate) kind: Kind,
    /// Whether the value can be null.
    pub(crate) is_nullable: bool,
    /// The description of the value, but not of the definition that it refers to.
    pub(crate) description: String,
    /// The form of the value.
    pub(crate) form: Option<Arc<Form>>,
    /// What to use instead of the value.
    pub(crate) instead: Option<String>,
    /// The keys that the value must have if it is an object.
    required: Vec<String>,
}

impl Shape {
    /// Nothing is known about the value.
    pub(crate) fn any() -> Self {
        Self { is_nullable: true, ..Self::of(Kind::Any) }
    }

    /// The value is of this kind, and never null.
    fn of(kind: Kind) -> Self {
        Self { kind, is_nullable: false, description: String::new(), form: None, instead: None, required: Vec::new() }
    }
}

/// The name that an object or a closed set gets, unless its schema has a title.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Name<'n> {
    /// The name of a definition. It takes precedence over a title.
    Definition(&'n str),
    /// The key of a field.
    Key(&'n str),
}

/// Maximum length of a title that is used as a name. A longer one is a sentence.
const MAX_TITLE_NAME_CHARS: usize = 40;

impl Name<'_> {
    fn key(&self) -> &str {
        match self {
            Self::Definition(name) | Self::Key(name) => name,
        }
    }

    /// Returns the name for the object or the closed set that a schema describes.
    fn of(self, node: Node<'_>) -> String {
        let title = node.trimmed("title");
        let is_name = (1..=MAX_TITLE_NAME_CHARS).contains(&title.chars().count());
        match self {
            Self::Key(_) if is_name => upper_camel_case(&title),
            Self::Key(name) | Self::Definition(name) => upper_camel_case(name),
        }
    }

    /// Returns the description of a closed set. The description in a field's schema is that of the field.
    fn set_description(self, node: Node<'_>) -> String {
        match self {
            Self::Definition(_) => node.trimmed("description"),
            Self::Key(_) => String::new(),
        }
    }
}

/// The size of the tree that starts at an object.
#[derive(Debug, Clone, Copy, Default)]
struct Extent {
    fields: usize,
    levels: usize,
}

/// The state while a document is read.
#[derive(Debug)]
pub(crate) struct Reader<'d> {
    files: &'d LoadedFiles,
    /// The forms of the current event, by name.
    forms: HashMap<String, Arc<Form>>,
    /// What the definitions that have been read say.
    remembered: HashMap<*const Value, Shape>,
    /// The definitions that are being read, and the value of `levels` at their start.
    open: Vec<(*const Value, usize)>,
    /// The number of objects, lists and maps around the current schema.
    levels: usize,
    /// The number of schemas around the current one.
    depth: usize,
    /// The extents of all objects so far. Keeps the objects alive, so that their addresses stay unique.
    extents: HashMap<*const ObjectSchema, (Arc<ObjectSchema>, Extent)>,
    /// The remaining steps.
    steps: usize,
    notes: Vec<FileDiagnostic>,
    warnings: Vec<FileDiagnostic>,
    errors: Vec<FileDiagnostic>,
}

impl<'d> Reader<'d> {
    pub(crate) fn new(files: &'d LoadedFiles) -> Self {
        Self {
            files,
            forms: HashMap::new(),
            remembered: HashMap::new(),
            open: Vec::new(),
            levels: 0,
            depth: 0,
            extents: HashMap::new(),
            steps: MAX_STEPS,
            notes: Vec::new(),
            warnings: Vec::new(),
            errors: Vec::new(),
        }
    }

    /// Sets the forms that the fields of the next event refer to. Definitions with forms of another event are read
    /// again.
    pub(crate) fn set_forms(&mut self, forms: HashMap<String, Arc<Form>>) {
        if self.forms != forms {
            self.forms = forms;
            self.remembered.clear();
        }
    }

    /// Adds a note about something that a schema cannot say.
    pub(crate) fn note(&mut self, node: Node<'_>, message: impl Into<String>) {
        self.notes.push(self.files.diagnostic(node.file, Diagnostic::warning(node.span(), message)));
    }

    /// Adds a warning about something that is probably a mistake.
    pub(crate) fn warn(&mut self, node: Node<'_>, message: impl Into<String>) {
        self.warn_at(node.file, node.span(), message);
    }

    /// Adds a warning about a part of a file.
    pub(crate) fn warn_at(&mut self, file: usize, span: Span, message: impl Into<String>) {
        self.warnings.push(self.files.diagnostic(file, Diagnostic::warning(span, message)));
    }

    /// Adds an error.
    pub(crate) fn error(&mut self, node: Node<'_>, message: impl Into<String>, help: impl Into<String>) {
        self.error_at(node.file, node.span(), message, help);
    }

    /// Adds an error in a part of a file.
    pub(crate) fn error_at(&mut self, file: usize, span: Span, message: impl Into<String>, help: impl Into<String>) {
        self.errors.push(self.files.diagnostic(file, Diagnostic::error(span, message).with_help(help)));
    }

    /// Returns a document with these events.
    ///
    /// # Errors
    /// Returns the errors if there are any.
    pub(crate) fn finish(mut self, events: Vec<Schema>) -> Result<Document, Vec<FileDiagnostic>> {
        if self.steps == 0 {
            let message = format!("the document needs more than {MAX_STEPS} steps to read");
            self.error(
                self.files.root(),
                message,
                "split the document, or remove the definitions that it does not need",
            );
        }
        if self.errors.is_empty() {
            Ok(Document { events, warnings: each_once(self.warnings), notes: each_once(self.notes) })
        } else {
            Err(each_once(self.errors))
        }
    }

    /// Uses up some steps. Returns whether there are any left.
    pub(crate) fn spend(&mut self, steps: usize) -> bool {
        self.steps = self.steps.saturating_sub(steps);
        self.steps > 0
    }

    /// Reads schemas that all apply to the same value.
    pub(crate) fn read_all(&mut self, nodes: &[Node<'d>], name: Name<'_>) -> Shape {
        let shapes = nodes.iter().map(|node| self.read_definition(*node, name)).collect();
        match nodes.last() {
            Some(last) => self.intersection(shapes, *last, name),
            None => Shape::any(),
        }
    }

    /// Reads a schema.
    fn read(&mut self, node: Node<'d>, name: Name<'_>) -> Shape {
        if !self.spend(1) {
            return Shape::any();
        }
        if self.depth == MAX_LEVELS {
            self.note(node, format!("more than {MAX_LEVELS} levels of schemas are not read"));
            return Shape::any();
        }
        self.depth += 1;
        let shape = self.read_keywords(node, name);
        self.depth -= 1;
        shape
    }

    fn read_keywords(&mut self, node: Node<'d>, name: Name<'_>) -> Shape {
        match &node.value.kind {
            ValueKind::Object(_) => {}
            ValueKind::Boolean(_) => return Shape::any(),
            other => {
                self.warn(node, format!("expected a schema, found {}", other.described()));
                return Shape::any();
            }
        }
        let mut shapes = Vec::new();
        if let Some(reference) = node.get("$ref") {
            shapes.push(self.read_reference(reference));
        }
        for keyword in ["$dynamicRef", "$recursiveRef"] {
            if let Some(reference) = node.get(keyword) {
                self.note(reference, format!("`{keyword}` is not followed"));
            }
        }
        for part in node.get("allOf").into_iter().flat_map(Node::elements) {
            shapes.push(self.read(part, name));
        }
        for keyword in ["oneOf", "anyOf"] {
            shapes.extend(node.get(keyword).and_then(|branches| self.read_union(node, branches, name)));
        }
        shapes.extend(self.own_shape(node, name));
        let mut shape = self.intersection(shapes, node, name);
        shape.is_nullable |= node.get("nullable").is_some_and(|nullable| nullable.is(true));
        let description = node.trimmed("description");
        if !description.is_empty() {
            shape.description = description;
        }
        if let Some(extension) = node.get(extension::KEYWORD) {
            self.apply_extension(extension, &mut shape);
        }
        shape
    }

    /// Adds what only the project's own keyword says about a value.
    fn apply_extension(&mut self, node: Node<'d>, shape: &mut Shape) {
        let Some(extension) = extension::of_value(self, node) else { return };
        shape.instead = extension.instead.or_else(|| shape.instead.take());
        if let Some(name) = extension.form {
            match name.text().and_then(|name| self.forms.get(name)) {
                Some(form) => shape.form = Some(Arc::clone(form)),
                None => self.error(
                    name,
                    format!("unknown form `{}`", name.text().unwrap_or_default()),
                    format!("define the form in `forms`, in the `{}` of the event", extension::KEYWORD),
                ),
            }
        }
    }

    /// Runs a step inside an object, a list or a map.
    fn inside<T>(&mut self, read: impl FnOnce(&mut Self) -> T) -> T {
        self.levels += 1;
        let result = read(self);
        self.levels -= 1;
        result
    }
}

/// Sorts diagnostics by their place, and keeps one of those that are equal. A part of a document can be read twice, for
/// events with different forms.
fn each_once(mut diagnostics: Vec<FileDiagnostic>) -> Vec<FileDiagnostic> {
    diagnostics.sort_by(|one, other| {
        let place = |found: &FileDiagnostic| found.diagnostic.span;
        one.file.name.cmp(&other.file.name).then(place(one).cmp(&place(other)))
    });
    diagnostics.dedup();
    diagnostics
}
