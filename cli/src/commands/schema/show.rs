//! `schema show`: one event type as a tree of its fields, with an example event.

use crate::arguments::{Format, ShowArguments};
use crate::exit::Exit;
use crate::failure::Failure;
use crate::known_events::KnownEvents;
use crate::{example_event, output};
use event_pattern_compiler::schema::{ClosedSet, Field, Kind, ObjectSchema, Others, Presence, Provenance, Schema};

/// Prints an event type.
pub(crate) fn run(arguments: &ShowArguments) -> Result<Exit, Failure> {
    let known = KnownEvents::read(&arguments.documents)?;
    let schema = known.find_named(&arguments.names)?;
    output::print(&match arguments.format {
        Format::Text => text(schema),
        Format::Json => event_pattern_documents::write(schema).trim_end().to_owned(),
    })?;
    Ok(Exit::Success)
}

/// Width of the output in characters. Longer texts continue on the next line.
const MAX_LINE_CHARS: usize = 120;

/// Minimum width of the column with the descriptions.
const MIN_DESCRIPTION_CHARS: usize = 40;

fn text(schema: &Schema) -> String {
    let (source, detail_type) = (schema.source.as_deref().unwrap_or("*"), schema.detail_type.as_deref().unwrap_or("*"));
    let origin = match schema.provenance {
        Provenance::Checked => "checked against the documentation of the service and real events",
        Provenance::Document => "from a document",
        Provenance::Inferred => "inferred from samples: fields may be absent or null, and there may be others",
    };
    let mut lines = vec![format!("\x1b[1m{source}  {detail_type}\x1b[0m")];
    if !schema.description.is_empty() {
        lines.extend(wrapped(&schema.description, MAX_LINE_CHARS));
    }
    lines.extend([format!("({origin})"), String::new()]);
    let mut tree = Tree { is_certain: schema.provenance != Provenance::Inferred, rows: Vec::new() };
    let of_event = ["resources", "detail"].into_iter().filter_map(|name| schema.root.field(name));
    of_event.filter(|field| field.name == "detail" || field.form.is_some()).for_each(|field| tree.field(field, 0));
    lines.extend(tree.lines());
    lines.extend([String::new(), "\x1b[1mExample\x1b[0m".to_owned(), example_event::of(schema).to_pretty_json(0)]);
    lines.join("\n")
}

/// The lines of a tree of fields.
struct Tree {
    /// Whether the schema knows which fields may be absent or null.
    is_certain: bool,
    rows: Vec<Row>,
}

struct Row {
    /// The name, after the indentation.
    name: String,
    kind: String,
    /// Texts that each start on a line of their own.
    notes: Vec<String>,
}

impl Tree {
    fn field(&mut self, field: &Field, depth: usize) {
        let name = if field.name.is_empty() { "*" } else { &field.name };
        let mut kind = kind_words(&field.kind);
        if self.is_certain {
            if field.is_nullable {
                kind.push_str(" or null");
            }
            if field.presence == Presence::Optional && !field.name.is_empty() {
                kind.push_str(", optional");
            }
        }
        let instead = field.instead.as_ref().map(|instead| format!("Not in events; {instead}."));
        let form = field.form.as_ref().map(|form| format!("Such as {}", form.example));
        let notes =
            [Some(field.description.clone()).filter(|text| !text.is_empty()), instead, values(&field.kind), form];
        self.rows.push(Row { name: indented(name, depth), kind, notes: notes.into_iter().flatten().collect() });
        if let Some(inner) = field.kind.object() {
            self.object(inner, depth + 1);
        }
    }

    fn object(&mut self, object: &ObjectSchema, depth: usize) {
        object.fields.iter().for_each(|field| self.field(field, depth));
        match &object.others {
            Others::None => {}
            Others::Unknown => {
                self.rows.push(Row { name: indented("…", depth), kind: "any others".to_owned(), notes: Vec::new() });
            }
            Others::Values(values) => self.field(values, depth),
        }
    }

    fn lines(&self) -> Vec<String> {
        let width = |column: fn(&Row) -> &String| self.rows.iter().map(|row| column(row).chars().count()).max();
        let (names, kinds) = (width(|row| &row.name).unwrap_or(0), width(|row| &row.kind).unwrap_or(0));
        let margin = names + kinds + 4;
        let rest = MAX_LINE_CHARS.saturating_sub(margin).max(MIN_DESCRIPTION_CHARS);
        let mut lines = Vec::new();
        for row in &self.rows {
            let mut notes = row.notes.iter().flat_map(|note| wrapped(note, rest));
            let first = notes.next().unwrap_or_default();
            lines.push(format!("{:names$}  {:kinds$}  {first}", row.name, row.kind).trim_end().to_owned());
            lines.extend(notes.map(|note| format!("{:margin$}{note}", "")));
        }
        lines
    }
}

fn indented(text: &str, depth: usize) -> String {
    format!("{:indent$}{text}", "", indent = 2 * depth)
}

/// Returns a kind in words, such as `list of objects`.
fn kind_words(kind: &Kind) -> String {
    match kind {
        Kind::Any => "anything".to_owned(),
        Kind::String | Kind::ClosedSet(_) => "string".to_owned(),
        Kind::Integer(_) => "integer".to_owned(),
        Kind::Number => "number".to_owned(),
        Kind::Boolean => "boolean".to_owned(),
        Kind::Object(object) if object.map_values().is_some() => "map".to_owned(),
        Kind::Object(_) => "object".to_owned(),
        Kind::List(element) if **element == Kind::Any => "list".to_owned(),
        Kind::List(element) => format!("list of {}s", kind_words(element).replace(" or ", "s or ")),
        Kind::OneOf(kinds) => kinds.iter().map(kind_words).collect::<Vec<_>>().join(" or "),
    }
}

/// Returns the values of the closed set of a kind.
fn values(kind: &Kind) -> Option<String> {
    let of_set = |set: &ClosedSet| {
        let values: Vec<&str> = set.values.iter().map(|value| value.text.as_str()).collect();
        let start = if set.is_complete { "One of:" } else { "Known values:" };
        format!("{start} {}", values.join(" | "))
    };
    match kind.element() {
        Kind::ClosedSet(set) => Some(of_set(set)),
        Kind::OneOf(kinds) => kinds.iter().find_map(values),
        _ => None,
    }
}

/// Splits a text into lines of a width in characters. A word that is longer is on a line of its own.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if line.chars().count() + 1 + word.chars().count() <= width => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
