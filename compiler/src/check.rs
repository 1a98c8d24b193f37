//! A pattern against the schema of its event: fields that the event has, compared with values of their type.

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::json::Text;
use crate::pattern::filter::NAMES;
use crate::pattern::{Alternative, Condition, Content, Field, Filter, Leaf, Object, Pattern};
use crate::schema::{self, Kind, Schema};

/// Looks for fields that the event does not have and for values that they never have.
pub fn check(pattern: &Pattern, schema: &'static Schema, diagnostics: &mut Diagnostics) {
    Checker { schema, diagnostics }.object(&pattern.root, schema.root, &mut Vec::new());
}

struct Checker<'d> {
    schema: &'static Schema,
    diagnostics: &'d mut Diagnostics,
}

/// The names of the fields that lead to an object.
type Path = Vec<&'static str>;

impl Checker<'_> {
    fn object(&mut self, object: &Object, fields: &'static schema::Object, path: &mut Path) {
        for condition in &object.conditions {
            match condition {
                Condition::Or(or) => or.branches.iter().for_each(|branch| self.object(branch, fields, path)),
                Condition::Field(field) => self.field(field, fields, path),
            }
        }
    }

    fn field(&mut self, field: &Field, fields: &'static schema::Object, path: &mut Path) {
        let depth = path.len();
        if let Some(kind) = self.resolve(field, fields, path) {
            match (&field.content, fields_of(kind)) {
                (Content::Object(inner), Some(fields)) => self.object(inner, fields, path),
                (Content::Leaf(leaf), None) => self.leaf(leaf, kind, &field.key),
                (Content::Object(inner), None) => self.diagnostics.push(
                    Diagnostic::error(
                        field.key_span,
                        format!("`{}` is {}, so it has no fields", field.key, noun(kind)),
                    )
                    .with_help(format!(
                        "write a list of alternatives: `\"{}\": {}`",
                        field.key,
                        bracketed(inner)
                    )),
                ),
                (Content::Leaf(_), Some(fields)) => self.leaf_on_object(field, kind, fields),
            }
        }
        path.truncate(depth);
    }

    /// What the field is that a key names, step by step.
    fn resolve(
        &mut self,
        field: &Field,
        mut fields: &'static schema::Object,
        path: &mut Path,
    ) -> Option<&'static Kind> {
        let mut steps = field.key.split(b'.').peekable();
        while let Some(step) = steps.next() {
            let Some(found) = step.as_str().and_then(|name| fields.field(name)) else {
                self.unknown(field, &step, fields, path);
                return None;
            };
            path.push(found.name);
            if steps.peek().is_none() {
                return Some(&found.kind);
            }
            let Some(inner) = fields_of(&found.kind) else {
                let message = format!("`{}` is {}, so it has no fields", found.name, noun(&found.kind));
                let help = format!("write a list of alternatives: `\"{}\": […]`", path.join("."));
                self.diagnostics.push(Diagnostic::error(field.key_span, message).with_help(help));
                return None;
            };
            fields = inner;
        }
        None
    }

    fn unknown(&mut self, field: &Field, step: &Text, fields: &'static schema::Object, path: &Path) {
        let name = step.to_string();
        let whole = match path.as_slice() {
            [] => "an event".to_owned(),
            ["detail"] => format!("an {}", self.schema.title),
            [.., last] => format!("`{last}`"),
        };
        let message = format!("`{name}` is not a field of {whole}");
        self.diagnostics.push(Diagnostic::error(field.key_span, message).with_help(self.help(&name, fields)));
    }

    /// What to write in place of a field that is not there.
    fn help(&self, name: &str, fields: &'static schema::Object) -> String {
        if name.starts_with('$') {
            return "the only key with a `$` is `$or`, with a list of two or more patterns".to_owned();
        }
        let mut elsewhere = Vec::new();
        find(name, self.schema.root, &mut Vec::new(), &mut elsewhere);
        let here = nearest(name, fields.fields.iter().map(|field| field.name));
        match (here, elsewhere.iter().min_by_key(|path| path.matches('.').count())) {
            (Some(here), _) if here.eq_ignore_ascii_case(name) => format!("there is a field `{here}`"),
            (_, Some(path)) => match path.rsplit_once('.') {
                Some((parent, field)) => format!("`{field}` is a field of `{parent}`"),
                None => format!("`{path}` is a field of the event itself, beside `detail`"),
            },
            (Some(here), None) => format!("there is a field `{here}`"),
            (None, None) => {
                if let Some(other) = Schema::all().iter().find(|other| other.detail.field(name).is_some()) {
                    return format!("it is a field of an {}", other.title);
                }
                let names: Vec<String> = fields.fields.iter().map(|field| format!("`{}`", field.name)).collect();
                format!("the fields here are {}", names.join(", "))
            }
        }
    }

    fn leaf_on_object(&mut self, field: &Field, kind: &Kind, fields: &'static schema::Object) {
        let example = fields.fields.first().map_or("…", |first| first.name);
        let message = format!("`{}` is {}, and objects are not compared as a whole", field.key, noun(kind));
        let help = format!("write a condition on one of its fields: `\"{}\": {{ \"{example}\": […] }}`", field.key);
        self.diagnostics.push(Diagnostic::error(field.key_span, message).with_help(help));
    }

    fn leaf(&mut self, leaf: &Leaf, kind: &'static Kind, key: &Text) {
        let whole = noun(kind);
        let kind = match kind {
            Kind::List { element, .. } => element,
            other => other,
        };
        for Alternative { span, filter } in &leaf.alternatives {
            let Some((asked, mend)) = mismatch(filter, kind) else { continue };
            let message = match filter {
                Filter::AnythingBut(_) => format!("`{key}` is {whole}, so excluding {asked} excludes nothing"),
                _ => format!("`{key}` is {whole}, which {asked} never matches"),
            };
            let diagnostic = Diagnostic::error(*span, message);
            self.diagnostics.push(match mend {
                Some(mend) => diagnostic.with_help(mend),
                None => diagnostic.with_help(expected(kind)),
            });
        }
    }
}

/// A list of alternatives as an example: around the content filter, if that is what stands without brackets.
fn bracketed(inner: &Object) -> String {
    match inner.conditions.as_slice() {
        [Condition::Field(Field { key, .. })] if key.as_str().is_some_and(|name| NAMES.contains(&name)) => {
            format!("[{{\"{key}\": …}}]")
        }
        _ => "[…]".to_owned(),
    }
}

fn fields_of(kind: &'static Kind) -> Option<&'static schema::Object> {
    match kind {
        Kind::Object(object) | Kind::List { element: Kind::Object(object), .. } => Some(object),
        _ => None,
    }
}

fn noun(kind: &Kind) -> &'static str {
    match kind {
        Kind::Text | Kind::ClosedSet(_) => "a string",
        Kind::Integer | Kind::Long | Kind::Double => "a number",
        Kind::Boolean => "a boolean",
        Kind::Object(_) => "an object",
        Kind::List { element, .. } => match element {
            Kind::Text | Kind::ClosedSet(_) => "a list of strings",
            Kind::Object(_) => "a list of objects",
            _ => "a list",
        },
    }
}

fn expected(kind: &Kind) -> String {
    match kind {
        Kind::Text | Kind::ClosedSet(_) => "write a string, or a content filter for strings".to_owned(),
        Kind::Boolean => "write `true` or `false`, without quotes".to_owned(),
        _ => "write a number, or `{\"numeric\": [\">\", 0]}`".to_owned(),
    }
}

/// How a filter asks for another type than the field has, and what to write if that can be told.
fn mismatch(filter: &Filter, kind: &Kind) -> Option<(&'static str, Option<String>)> {
    let asked = match filter {
        Filter::Null | Filter::Exists(_) | Filter::NumberByFirstDigit => return None,
        Filter::Boolean(_) => Asked::Boolean,
        Filter::Number(_) | Filter::Numeric(_) => Asked::Number,
        Filter::Text(_) | Filter::Affix(_) | Filter::EqualsIgnoreCase(_) | Filter::Wildcard(_) | Filter::Cidr(_) => {
            Asked::Text
        }
        Filter::AnythingBut(excluded) => return mismatch(excluded.excluded.first()?, kind),
    };
    match (asked, kind) {
        (Asked::Text, Kind::Text | Kind::ClosedSet(_))
        | (Asked::Number, Kind::Integer | Kind::Long | Kind::Double)
        | (Asked::Boolean, Kind::Boolean) => None,
        (Asked::Text, _) => Some(("a string", unquoted(filter))),
        (Asked::Number, Kind::Text | Kind::ClosedSet(_)) => match filter {
            Filter::Number(number) => Some(("a number", Some(format!("write `\"{number}\"`")))),
            _ => Some(("`numeric`", None)),
        },
        (Asked::Number, _) => Some(("a number", None)),
        (Asked::Boolean, Kind::Text | Kind::ClosedSet(_)) => {
            Some(("a boolean", Some("put the value in quotes".into())))
        }
        (Asked::Boolean, _) => Some(("a boolean", None)),
    }
}

enum Asked {
    Text,
    Number,
    Boolean,
}

/// The mend for a number or boolean in quotes.
fn unquoted(filter: &Filter) -> Option<String> {
    let Filter::Text(text) = filter else { return None };
    let text = text.as_str()?;
    let is_literal = text.parse::<f64>().is_ok() || matches!(text, "true" | "false");
    is_literal.then(|| format!("write `{text}` without quotes"))
}

/// The name that is most like the given one, if it is like it at all.
fn nearest(name: &str, candidates: impl Iterator<Item = &'static str>) -> Option<&'static str> {
    let distance = |candidate: &str| strsim::damerau_levenshtein(&candidate.to_lowercase(), &name.to_lowercase());
    let most = (name.chars().count() / 3).clamp(1, 3);
    candidates
        .map(|candidate| (distance(candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Every path of the schema that ends in a name.
fn find(name: &str, object: &'static schema::Object, path: &mut Path, found: &mut Vec<String>) {
    for field in object.fields {
        path.push(field.name);
        if field.name == name {
            found.push(path.join("."));
        }
        if let Some(inner) = fields_of(&field.kind) {
            find(name, inner, path, found);
        }
        path.pop();
    }
}
