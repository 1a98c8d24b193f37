//! Reads arbitrary text as a document that describes events, and writes the events as documents again.

use event_pattern_compiler::diagnostic::Style;
use event_pattern_compiler::schema::{Kind, ObjectSchema, Schema};
use event_pattern_documents::{FileDiagnostic, Files, Options, read, write};
use std::collections::HashMap;

/// The separator after the document and between the files that it can refer to: a byte that UTF-8 never contains.
const SEPARATOR: u8 = 0xff;

/// Files without names of their own: `1`, `2` and so on.
struct Parts<'b>(Vec<&'b [u8]>);

impl Files for Parts<'_> {
    fn text(&self, path: &str) -> Option<String> {
        let number: usize = path.parse().ok()?;
        self.0.get(number).and_then(|part| String::from_utf8(part.to_vec()).ok())
    }
}

/// Checks the document and returns the number of events in it.
///
/// # Panics
/// Panics if a span is outside its text, if there is neither an error nor an event, if a name means two objects, or if
/// an event is not read as it was written.
pub fn check(bytes: &[u8]) -> usize {
    let parts = Parts(bytes.split(|&byte| byte == SEPARATOR).collect());
    let Some(text) = parts.text("0") else { return 0 };
    let options = Options { files: &parts, is_discovered: text.len() % 2 == 1, ..Options::new("a.b@C d.json") };
    match read(&text, &options) {
        Ok(document) => {
            assert!(!document.events.is_empty());
            document.notes.iter().chain(&document.warnings).for_each(check_place);
            document.events.iter().for_each(check_event);
            document.events.len()
        }
        Err(errors) => {
            assert!(!errors.is_empty());
            errors.iter().for_each(check_place);
            0
        }
    }
}

fn check_place(found: &FileDiagnostic) {
    let (span, length) = (found.diagnostic.span, found.file.text.len());
    assert!(span.start <= span.end && span.end <= length, "{found:?}");
    assert!(!found.render_in(Style::Plain).is_empty());
}

fn check_event(event: &Schema) {
    let mut objects = HashMap::new();
    check_names(&event.root, &mut objects);
    let text = write(event);
    let again = read(&text, &Options::new("written.json")).unwrap_or_else(|errors| panic!("{text}\n{errors:?}"));
    assert!(again.notes.is_empty() && again.warnings.is_empty(), "{text}\n{again:?}");
    assert_eq!(again.events, std::slice::from_ref(event), "{text}");
}

/// Checks that equal names mean equal objects and sets.
fn check_names<'s>(object: &'s ObjectSchema, objects: &mut HashMap<&'s str, Kind>) {
    for field in object.values_and_fields() {
        let (name, kind) = match field.kind.element() {
            kind @ Kind::Object(inner) => (&inner.name, kind),
            kind @ Kind::ClosedSet(set) => (&set.name, kind),
            _ => continue,
        };
        if let Some(known) = objects.get(name.as_str()) {
            assert_eq!(known, kind);
            continue;
        }
        objects.insert(name, kind.clone());
        if let Kind::Object(inner) = kind {
            check_names(inner, objects);
        }
    }
}
