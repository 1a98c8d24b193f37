//! Generates random events from a pattern, so that many events match the pattern and many others almost match it.

use super::json::{Json, characters, string_body, with_escape};
use super::values::{KEYS, comparable, one_of, pick, scalar, word};
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Presence, Schema};
use fastrand::Rng;
use std::sync::Arc;

/// Returns a random event that may match the pattern, with or without a schema. If `conforming` is true, the event has
/// the fields and kinds of values that the schema defines, and the schema's `source` and `detail-type`, so it can be
/// deserialized.
pub(crate) fn generate(rng: &mut Rng, schema: Option<&'static Schema>, pattern: &Json, conforming: bool) -> Json {
    let faithfulness_percent = pick(rng, &[100, 100, 97, 90, 60]);
    let mut generator = EventGenerator { rng, conforming, faithfulness_percent };
    let mut event = generator.object(schema.map(|schema| &*schema.root), vec![pattern.clone()]);
    if let (Some(schema), Json::Object(members)) = (schema, &mut event) {
        // A typed pattern requires both, even if it names neither.
        for (key, value) in names(schema) {
            if generator.rng.u8(..100) < faithfulness_percent && !members.iter().any(|(name, _)| name == key) {
                members.push((key.to_owned(), Json::string(value)));
            }
            members.iter_mut().filter(|(name, _)| name == key).for_each(|(_, found)| *found = Json::string(value));
        }
    }
    event
}

/// Whether an event conforms to the schema, as [`generate`] defines it.
pub(crate) fn conforms(event: &Json, schema: &'static Schema) -> bool {
    let has_value = |(key, value): (&str, &str)| event.get(key) == Some(&Json::string(value));
    has_kind(event, &Kind::Object(Arc::clone(&schema.root))) && names(schema).all(has_value)
}

/// Returns the `source` and the `detail-type` of an event.
fn names(schema: &'static Schema) -> impl Iterator<Item = (&'static str, &'static str)> {
    let names = [("source", &schema.source), ("detail-type", &schema.detail_type)];
    names.into_iter().filter_map(|(key, name)| Some((key, name.as_deref()?)))
}

fn has_kind(value: &Json, kind: &Kind) -> bool {
    match (value, kind) {
        (Json::Object(members), Kind::Object(object)) => object.fields.iter().all(|field| {
            let key = string_body(&JsonString::from(field.name.as_str()));
            let mut values = members.iter().filter(|(name, _)| *name == key).map(|(_, value)| value);
            match (values.next(), values.next()) {
                (None, _) => field.presence == Presence::Optional,
                (Some(Json::Literal(written)), None) if written == "null" => field.is_nullable,
                (Some(value), None) => has_kind(value, &field.kind),
                (Some(_), Some(_)) => false,
            }
        }),
        (Json::Array(elements), Kind::List(element)) => elements.iter().all(|value| has_kind(value, element)),
        (value, kind) => is_scalar_of(value, kind),
    }
}

/// Whether the value is a scalar that a field of this kind can have.
fn is_scalar_of(value: &Json, kind: &Kind) -> bool {
    match (value, kind) {
        // A lone surrogate cannot be deserialized.
        (Json::String(text), Kind::String) => !text.contains("\\ud") || text.contains("\\ud83d\\ude00"),
        (Json::String(text), Kind::ClosedSet(set)) => set.values.iter().any(|value| value.text == *text),
        (Json::Literal(text), Kind::Integer(_)) => text != "-0" && text.parse::<i32>().is_ok(),
        (Json::Literal(text), Kind::Number) => text.len() < 5 && text.parse::<f64>().is_ok(),
        (Json::Literal(text), Kind::Boolean) => text == "true" || text == "false",
        _ => false,
    }
}

struct EventGenerator<'r> {
    rng: &'r mut Rng,
    /// Whether the event must conform to its schema.
    conforming: bool,
    /// Percentage of the pattern's members that the generator takes into account.
    faithfulness_percent: u8,
}

/// The conditions of patterns on one object, with one branch chosen for each `$or`.
#[derive(Default)]
struct Conditions {
    /// Conditions on fields: a key without dots, and the value of the key in the pattern.
    fields: Vec<(String, Json)>,
    /// Element scopes: a key such as `$any`, and the value of the key.
    scopes: Vec<(String, Json)>,
}

impl EventGenerator<'_> {
    /// Collects the conditions of several patterns on the same object.
    fn conditions(&mut self, mut patterns: Vec<Json>) -> Conditions {
        let mut conditions = Conditions::default();
        while let Some(pattern) = patterns.pop() {
            let Json::Object(members) = pattern else { continue };
            for (key, value) in members {
                if self.rng.u8(..100) >= self.faithfulness_percent {
                    continue;
                }
                match (key.as_str(), value) {
                    ("$or", Json::Array(mut branches)) if !branches.is_empty() => {
                        patterns.push(branches.swap_remove(self.rng.usize(..branches.len())));
                    }
                    ("$any" | "$all" | "$none" | "$count", value) => conditions.scopes.push((key, value)),
                    (_, value) => match key.split_once('.') {
                        Some((first, rest)) => {
                            conditions.fields.push((first.to_owned(), Json::member(rest, value)));
                        }
                        None => conditions.fields.push((key, value)),
                    },
                }
            }
        }
        conditions
    }

    fn object(&mut self, schema: Option<&'static ObjectSchema>, patterns: Vec<Json>) -> Json {
        let mut conditions = self.conditions(patterns).fields;
        let mut members: Vec<(String, Json)> = Vec::new();
        for field in schema.map_or(&[][..], |schema| &schema.fields) {
            let key = string_body(&JsonString::from(field.name.as_str()));
            let contents: Vec<Json> = remove_key(&mut conditions, &key);
            members.extend(self.field_value(field, contents).map(|value| (key, value)));
        }
        while let Some((key, first)) = conditions.pop() {
            let contents: Vec<Json> = std::iter::once(first).chain(remove_key(&mut conditions, &key)).collect();
            if schema.is_none() || !self.conforming {
                members.extend(self.value_without_schema(contents).map(|value| (key, value)));
            }
        }
        while schema.is_none() && self.rng.u8(..3) == 0 {
            let key = pick(self.rng, &KEYS);
            members.push((key.to_owned(), scalar(self.rng)));
        }
        self.rng.shuffle(&mut members);
        Json::Object(members)
    }

    /// Returns a value for a field of the schema, or `None` if the event should not have the field.
    fn field_value(&mut self, field: &'static Field, contents: Vec<Json>) -> Option<Json> {
        let is_optional = field.presence == Presence::Optional;
        let can_be_absent = is_optional || !self.conforming;
        let is_named = !contents.is_empty();
        if can_be_absent && !is_named && self.rng.u8(..6) > 0 {
            return None;
        }
        if is_optional && self.rng.u8(..if is_named { 60 } else { 5 }) == 0 {
            return Some(Json::literal("null"));
        }
        match &field.kind {
            Kind::Object(inner) => Some(self.object(Some(inner), contents)),
            kind @ Kind::List(_) if kind.object().is_some() => {
                Some(Json::Array(self.elements(kind.object(), contents)))
            }
            Kind::List(element) => {
                let mut elements: Vec<Json> = contents
                    .into_iter()
                    .filter_map(|content| {
                        self.satisfying_value(&content, None).filter(|value| is_scalar_of(value, element))
                    })
                    .collect();
                for _ in 0..self.rng.usize(..3) {
                    elements.push(self.scalar_of(element));
                }
                self.rng.shuffle(&mut elements);
                Some(Json::Array(elements))
            }
            kind => {
                let Some(content) = contents.first() else { return Some(self.scalar_of(kind)) };
                let satisfying = self.satisfying_value(content, Some(field));
                if satisfying.is_none() && can_be_absent {
                    return None;
                }
                let is_allowed = |value: &Json| {
                    !self.conforming
                        || is_scalar_of(value, kind)
                        || (is_optional && *value == Json::Literal("null".to_owned()))
                };
                Some(satisfying.filter(is_allowed).unwrap_or_else(|| self.scalar_of(kind)))
            }
        }
    }

    /// Returns the elements of an array of objects. Unless the array is empty, one element is generated from all
    /// conditions on fields. For each scope, about as many elements as the scope requires satisfy its pattern.
    fn elements(&mut self, schema: Option<&'static ObjectSchema>, contents: Vec<Json>) -> Vec<Json> {
        let Conditions { fields, scopes } = self.conditions(contents);
        let count = if fields.is_empty() && scopes.is_empty() {
            self.rng.usize(..3)
        } else {
            pick(self.rng, &[0, 1, 1, 1, 2, 2, 3])
        };
        let chosen = self.rng.usize(..count.max(1));
        let element = |number: usize| {
            let mut patterns = Vec::new();
            let members: Vec<(String, Json)> =
                fields.iter().filter(|_| number == chosen || self.rng.u8(..3) == 0).cloned().collect();
            patterns.push(Json::Object(members));
            for (scope, value) in &scopes {
                let (percent, inner) = match (scope.as_str(), value) {
                    ("$all", value) => (95, vec![value]),
                    ("$none", value) => (10, vec![value]),
                    ("$count", value) => (50, value.get("where").into_iter().collect()),
                    (_, Json::Array(list)) => (60, list.iter().collect()),
                    (_, value) => (60, vec![value]),
                };
                patterns.extend(inner.into_iter().filter(|_| self.rng.u8(..100) < percent).cloned());
            }
            self.object(schema, patterns)
        };
        (0..count).map(element).collect()
    }

    /// Returns a value for a field without a schema, or `None` if the event should not have the field.
    fn value_without_schema(&mut self, contents: Vec<Json>) -> Option<Json> {
        let (objects, leaves): (Vec<Json>, Vec<Json>) =
            contents.into_iter().partition(|content| matches!(content, Json::Object(_)));
        let value = leaves.first().and_then(|leaf| self.satisfying_value(leaf, None));
        match (objects.is_empty(), value) {
            (true, None) => None,
            (true, Some(value)) if self.rng.u8(..4) > 0 => Some(value),
            (true, Some(value)) => {
                let mut elements = vec![value, scalar(self.rng)];
                elements.truncate(self.rng.usize(1..=2));
                self.rng.shuffle(&mut elements);
                Some(Json::Array(elements))
            }
            (false, None) if self.rng.u8(..3) > 0 => Some(self.object(None, objects)),
            (false, value) => {
                let mut elements = self.elements(None, objects);
                elements.extend(value);
                self.rng.shuffle(&mut elements);
                Some(Json::Array(elements))
            }
        }
    }

    /// Picks one of the alternatives. Returns a value that usually satisfies this alternative, or `None` if the
    /// alternative requires the field to be absent.
    fn satisfying_value(&mut self, alternatives: &Json, field: Option<&'static Field>) -> Option<Json> {
        let alternatives = alternatives.elements();
        if alternatives.is_empty() {
            return Some(scalar(self.rng));
        }
        let value = match one_of(self.rng, alternatives) {
            Json::Object(members) => match members.first() {
                Some((operator, operand)) => self.value_matching(operator, operand, field)?,
                None => scalar(self.rng),
            },
            value => value.clone(),
        };
        Some(value)
    }

    /// Returns a value that usually matches a content filter, or `None` if the filter requires the field to be absent.
    fn value_matching(&mut self, operator: &str, operand: &Json, field: Option<&'static Field>) -> Option<Json> {
        let any = |generator: &mut Self| match field {
            Some(field) => generator.scalar_of(&field.kind),
            None => scalar(generator.rng),
        };
        let maybe_word = |rng: &mut Rng| if rng.bool() { "" } else { word(rng) };
        Some(match (operator, operand) {
            ("exists", Json::Literal(operand)) if operand == "false" => return None,
            ("prefix", Json::String(start)) => Json::String(format!("{start}{}", maybe_word(self.rng))),
            ("suffix", Json::String(end)) => Json::String(format!("{}{end}", maybe_word(self.rng))),
            ("prefix" | "suffix", inner) => {
                let Some((operator, operand)) = inner.members().first() else { return Some(any(self)) };
                return self.value_matching(operator, operand, field);
            }
            ("equals-ignore-case", Json::String(text)) => Json::String(with_random_case(text, self.rng)),
            ("exactly", Json::String(text)) => Json::String(text.clone()),
            ("wildcard", Json::String(text)) => Json::String(self.string_matching(text)),
            ("cidr", Json::String(block)) => Json::string(block.split('/').next().unwrap_or_default()),
            ("numeric", Json::Array(terms)) => match terms.as_slice() {
                [Json::Literal(operator) | Json::String(operator), Json::Literal(bound), ..]
                    if operator.contains('=') || self.rng.u8(..3) == 0 =>
                {
                    Json::literal(bound)
                }
                _ => Json::literal(comparable(self.rng)),
            },
            _ => any(self),
        })
    }

    /// Returns a string that matches a wildcard.
    fn string_matching(&mut self, wildcard: &str) -> String {
        let mut text = String::new();
        let mut characters = characters(wildcard).into_iter();
        while let Some(character) = characters.next() {
            match character {
                "*" => text.push_str(if self.rng.bool() { "" } else { word(self.rng) }),
                "\\\\" => text.push_str(characters.next().unwrap_or_default()),
                other => text.push_str(other),
            }
        }
        text
    }

    fn scalar_of(&mut self, kind: &Kind) -> Json {
        match kind {
            Kind::String => Json::string(word(self.rng)),
            Kind::ClosedSet(set) => Json::string(&one_of(self.rng, &set.values).text),
            Kind::Integer(_) => Json::literal(pick(self.rng, &["0", "1", "2", "3", "-1", "2147483647"])),
            Kind::Number => Json::literal(pick(self.rng, &["0.5", "1", "1.0", "1e2", "-0.0", "2"])),
            Kind::Boolean => Json::literal(&self.rng.bool()),
            Kind::Any | Kind::OneOf(_) | Kind::Object(_) | Kind::List(_) => Json::Array(Vec::new()),
        }
    }
}

/// Removes all entries with this key and returns their values.
fn remove_key(fields: &mut Vec<(String, Json)>, key: &str) -> Vec<Json> {
    let (removed, kept): (Vec<(String, Json)>, _) =
        std::mem::take(fields).into_iter().partition(|(name, _)| name == key);
    *fields = kept;
    removed.into_iter().map(|(_, content)| content).collect()
}

fn with_random_case(text: &str, rng: &mut Rng) -> String {
    let change = |character: &str| match rng.u8(..3) {
        _ if character.starts_with('\\') => character.to_owned(),
        0 => character.to_uppercase(),
        1 => character.to_lowercase(),
        _ => character.to_owned(),
    };
    characters(text).into_iter().map(change).collect()
}

/// Makes an event unusual: repeats keys, joins keys with dots, adds escapes, wraps values in arrays and replaces
/// values. Changes about `percent` percent of the values.
pub(crate) fn mutate(value: &mut Json, percent: u8, rng: &mut Rng) {
    match value {
        Json::Object(members) => {
            for (_, value) in &mut *members {
                mutate(value, percent, rng);
            }
            if rng.u8(..100) < percent {
                mutate_members(members, rng);
            }
        }
        Json::Array(elements) => {
            for element in &mut *elements {
                mutate(element, percent, rng);
            }
            if rng.u8(..100) < percent {
                let extras = [scalar(rng), Json::Array(Vec::new()), Json::Object(Vec::new())];
                let copies = pick(rng, &[1, 1, 1, 1, 70]);
                elements.extend(std::iter::repeat_n(one_of(rng, &extras).clone(), copies));
                elements.extend((0..rng.usize(..2)).filter_map(|_| copy_of_one(elements, rng)).collect::<Vec<_>>());
                rng.shuffle(elements);
            }
        }
        Json::String(written) if rng.u8(..100) < percent => *written = with_escape(written, rng),
        Json::Literal(written) if rng.u8(..100) < percent => *written = respelled_number(written, rng),
        _ => {}
    }
    if rng.u16(..200) < percent.into() {
        let depth = pick(rng, &[1, 1, 2, 2, 3, 30]);
        for _ in 0..depth {
            *value = Json::Array(vec![std::mem::replace(value, Json::literal("null"))]);
        }
    }
    if rng.u16(..400) < percent.into() {
        *value = match rng.u8(..5) {
            0 => Json::Array(Vec::new()),
            1 => Json::Object(Vec::new()),
            _ => scalar(rng),
        };
    }
}

fn copy_of_one(elements: &[Json], rng: &mut Rng) -> Option<Json> {
    (!elements.is_empty()).then(|| one_of(rng, elements).clone())
}

fn mutate_members(members: &mut Vec<(String, Json)>, rng: &mut Rng) {
    if members.is_empty() {
        return;
    }
    let index = rng.usize(..members.len());
    let (key, value) = members[index].clone();
    match (rng.u8(..6), value) {
        // Repeat the key, with the same value or a different one.
        (0, value) => members.push((key, value)),
        (1, _) => members.push((key, scalar(rng))),
        // Replace an object with dotted keys.
        (2..=3, Json::Object(inner)) => {
            members.remove(index);
            members.extend(inner.into_iter().map(|(name, value)| (format!("{key}.{name}"), value)));
        }
        // Split an object into two members with the same key.
        (4, Json::Object(mut inner)) => {
            let rest = inner.split_off(rng.usize(..=inner.len()));
            members[index].1 = Json::Object(inner);
            members.push((key, Json::Object(rest)));
        }
        _ => members[index].0 = with_escape(&key, rng),
    }
    rng.shuffle(members);
}

/// Returns another spelling of an integer. If the engine compares the number by value, the two spellings are equal.
/// Other literals are returned unchanged.
fn respelled_number(written: &str, rng: &mut Rng) -> String {
    if !written.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit()) {
        return written.to_owned();
    }
    let zero = if written.ends_with('0') { written.to_owned() } else { format!("{written}0e-1") };
    let forms =
        [format!("{written}.0"), format!("{written}e0"), format!("{written}E+00"), format!("{written}.00e-0"), zero];
    one_of(rng, &forms).clone()
}
