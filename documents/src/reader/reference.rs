//! References to definitions: `$ref`, with JSON pointers and other files.

use super::{Name, Reader, Shape};
use crate::file::file_part;
use crate::tree::Node;
use event_pattern_compiler::json::ValueKind;
use event_pattern_compiler::schema::Kind;

/// What a reference leads to.
#[derive(Debug)]
pub(crate) enum Target<'d> {
    /// A part of a file, and the last part of the reference.
    Found(Node<'d>, String),
    /// A place outside the files. Contains the message of a note.
    Unread(String),
    /// A file that could not be loaded, or no reference at all. Contains the message of a warning.
    Unreadable(String),
    /// A place that does not exist. Contains the message of the error.
    Missing(String),
}

impl<'d> Reader<'d> {
    /// Finds what a reference leads to.
    pub(crate) fn resolve(&self, reference: Node<'d>) -> Target<'d> {
        let Some(text) = reference.text() else {
            return Target::Unreadable(format!("expected a reference, found {}", reference.value.kind.described()));
        };
        let root = match file_part(text) {
            None => self.files.root_of(reference.file),
            Some(url) if url.contains("://") => return Target::Unread(format!("`{url}` is not fetched")),
            Some(path) => match self.files.find(reference.file, path) {
                Some(root) => root,
                None => return Target::Unreadable(format!("the file `{path}` is not read")),
            },
        };
        let fragment = text.split_once('#').map_or("", |(_, fragment)| fragment);
        if !fragment.is_empty() && !fragment.starts_with('/') {
            return Target::Unread(format!("the anchor `{fragment}` is not followed"));
        }
        let mut node = root;
        let title = root.trimmed("title");
        let names = [file_stem(text), &title, "Document"];
        let mut last = names.into_iter().find(|name| !name.is_empty()).unwrap_or_default().to_owned();
        for step in fragment.split('/').skip(1) {
            let step = percent_decoded(step).replace("~1", "/").replace("~0", "~");
            let next = match &node.value.kind {
                ValueKind::Array(elements) => step.parse().ok().and_then(|index: usize| elements.get(index)),
                _ => self.files.member(node, &step),
            };
            let Some(next) = next else {
                return Target::Missing(format!("`{text}` leads nowhere: there is no `{step}`"));
            };
            node = node.at(next);
            last = step;
        }
        Target::Found(node, last)
    }

    /// Reads the definition that a reference leads to.
    pub(super) fn read_reference(&mut self, reference: Node<'d>) -> Shape {
        match self.resolve(reference) {
            Target::Found(node, name) if self.is_open_here(node) => {
                let help = "remove the reference, or describe the values of the definition";
                self.error(reference, format!("`{name}` is defined as itself"), help);
                Shape::any()
            }
            Target::Found(node, name) if self.is_open(node) => {
                self.note(reference, format!("`{name}` contains itself; the inner value can be anything"));
                Shape::of(Kind::Any)
            }
            Target::Found(node, name) => {
                let mut shape = self.read_definition(node, Name::Definition(&name));
                // The description of an object or a set is a part of it.
                if matches!(shape.kind, Kind::Object(_) | Kind::ClosedSet(_)) {
                    shape.description.clear();
                }
                shape
            }
            Target::Unread(note) => {
                self.note(reference, note);
                Shape::any()
            }
            Target::Unreadable(warning) => {
                self.warn(reference, warning);
                Shape::any()
            }
            Target::Missing(message) => {
                let help = self.similar_definition(reference);
                self.error(reference, message, help);
                Shape::any()
            }
        }
    }

    /// Reads a definition, unless it has been read before.
    pub(super) fn read_definition(&mut self, node: Node<'d>, name: Name<'_>) -> Shape {
        let address = std::ptr::from_ref(node.value);
        if let Some(shape) = self.remembered.get(&address) {
            return shape.clone();
        }
        self.open.push((address, self.levels));
        let shape = self.read(node, name);
        self.open.pop();
        self.remembered.insert(address, shape.clone());
        shape
    }

    /// Whether a definition is being read.
    fn is_open(&self, node: Node<'_>) -> bool {
        self.open.iter().any(|(address, _)| std::ptr::eq(*address, node.value))
    }

    /// Whether a definition is being read, and no object or list is between it and the current schema.
    fn is_open_here(&self, node: Node<'_>) -> bool {
        self.open.iter().any(|(address, levels)| std::ptr::eq(*address, node.value) && *levels == self.levels)
    }

    /// Returns a help with the definitions that a reference may have meant.
    fn similar_definition(&self, reference: Node<'_>) -> String {
        let definitions = match self.errors.len() {
            0..MAX_SUGGESTIONS => definitions(self.files.root_of(reference.file)),
            _ => Vec::new(),
        };
        let wanted = reference.text().and_then(|text| text.rsplit('/').next()).unwrap_or_default();
        let distance = |name: &str| {
            let distance = event_pattern_compiler::diagnostic::edit_distance(name, wanted);
            (distance <= (wanted.chars().count() / 3).max(1)).then_some(distance)
        };
        let near = definitions.iter().take(MAX_COMPARED_DEFINITIONS);
        match near.filter_map(|found| Some((distance(found.name)?, found))).min_by_key(|(distance, _)| *distance) {
            Some((_, found)) => format!("write `{}`", found.reference()),
            None => "add the definition, or correct the reference".to_owned(),
        }
    }
}

/// Maximum number of errors that suggest another definition, which takes time to find.
const MAX_SUGGESTIONS: usize = 20;

/// Maximum number of definitions that are compared with a misspelled one.
const MAX_COMPARED_DEFINITIONS: usize = 1000;

/// A definition in one of the places where documents have them.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Definition<'d> {
    pub(crate) name: &'d str,
    pub(crate) node: Node<'d>,
    /// The keys that lead to all definitions of this kind.
    place: &'static [&'static str],
}

impl Definition<'_> {
    /// Returns a reference to the definition.
    pub(crate) fn reference(&self) -> String {
        let name = self.name.replace('~', "~0").replace('/', "~1");
        format!("#/{}/{name}", self.place.join("/"))
    }
}

/// Returns the definitions of a document.
pub(crate) fn definitions(root: Node<'_>) -> Vec<Definition<'_>> {
    let mut list = Vec::new();
    for place in [&["components", "schemas"][..], &["$defs"], &["definitions"]] {
        let Some(definitions) = root.get_path(place) else { continue };
        let named = definitions
            .members()
            .iter()
            .filter_map(|member| Some(Definition { name: member.key.as_str()?, node: root.at(&member.value), place }));
        list.extend(named);
    }
    list
}

/// Returns the name of the file in a reference, without its extension.
fn file_stem(reference: &str) -> &str {
    let path = file_part(reference).unwrap_or_default();
    let name = path.rsplit('/').next().unwrap_or_default();
    name.split('.').next().unwrap_or_default()
}

/// Decodes the `%` escapes of a URL. An invalid escape is kept.
fn percent_decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let escaped = match after {
            [high, low, ..] if *first == b'%' => hexadecimal(*high).zip(hexadecimal(*low)),
            _ => None,
        };
        if let Some((high, low)) = escaped {
            bytes.push(high << 4 | low);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

fn hexadecimal(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_escapes_are_decoded_if_they_are_valid() {
        for (text, expected) in
            [("Order%20Placed", "Order Placed"), ("%c3%A9", "é"), ("100%", "100%"), ("%zz%2", "%zz%2"), ("%ff", "%ff")]
        {
            assert_eq!(percent_decoded(text), expected);
        }
    }
}
