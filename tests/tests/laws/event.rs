//! Random events that are made from a pattern, so that many of them match it and many others nearly do.

use super::json::{Json, body, characters, with_escape};
use super::words::{KEYS, comparable, one_of, pick, scalar, word};
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Presence, Schema};
use fastrand::Rng;

/// A random event of a schema, or any. One of a schema is as the service sends it if it is `usual`: it deserializes, has no
/// value that is not in its field's closed set, and says where it comes from.
pub(crate) fn random(rng: &mut Rng, schema: Option<&'static Schema>, pattern: &Json, usual: bool) -> Json {
    let faithfulness = pick(rng, &[100, 100, 97, 90, 60]);
    let mut maker = Maker { rng, usual, faithfulness };
    let mut event = maker.object(schema.map(|schema| schema.root), vec![pattern.clone()]);
    if let (Some(schema), Json::Object(members)) = (schema, &mut event) {
        for (key, value) in members.iter_mut() {
            match key.as_str() {
                "source" => *value = Json::text(schema.source),
                "detail-type" => *value = Json::text(schema.detail_type),
                _ => {}
            }
        }
    }
    event
}

/// Whether an event is as the service sends it.
pub(crate) fn is_usual(event: &Json, schema: &'static Schema) -> bool {
    let says = |key: &str, value: &str| event.get(key) == Some(&Json::text(value));
    has_kind(event, &Kind::Object(schema.root))
        && says("source", schema.source)
        && says("detail-type", schema.detail_type)
}

fn has_kind(value: &Json, kind: &Kind) -> bool {
    match (value, kind) {
        (Json::Object(members), Kind::Object(object)) => object.fields.iter().all(|field| {
            let key = body(&JsonString::from(field.name));
            let mut values = members.iter().filter(|(name, _)| *name == key).map(|(_, value)| value);
            match (values.next(), values.next()) {
                (None, _) => field.presence == Presence::Optional,
                (Some(Json::Plain(written)), None) if written == "null" => field.presence == Presence::Optional,
                (Some(value), None) => has_kind(value, &field.kind),
                (Some(_), Some(_)) => false,
            }
        }),
        (Json::Array(elements), Kind::List { element, .. }) => elements.iter().all(|one| has_kind(one, element)),
        (value, kind) => is_fit(value, kind),
    }
}

/// Whether a field of this kind can have a value that is neither an array nor an object.
fn is_fit(value: &Json, kind: &Kind) -> bool {
    match (value, kind) {
        // What has no UTF-8 does not deserialize.
        (Json::Text(text), Kind::String) => !text.contains("\\ud") || text.contains("\\ud83d\\ude00"),
        (Json::Text(text), Kind::ClosedSet(set)) => set.values.contains(&text.as_str()),
        (Json::Plain(text), Kind::Integer | Kind::Long) => text != "-0" && text.parse::<i32>().is_ok(),
        (Json::Plain(text), Kind::Double) => text.len() < 5 && text.parse::<f64>().is_ok(),
        (Json::Plain(text), Kind::Boolean) => text == "true" || text == "false",
        _ => false,
    }
}

struct Maker<'r> {
    rng: &'r mut Rng,
    usual: bool,
    /// Of a hundred conditions, how many are taken into account.
    faithfulness: u8,
}

/// What a pattern wants of one object.
#[derive(Default)]
struct Wanted {
    /// Fields: a key without dots, and what stands behind it.
    fields: Vec<(String, Json)>,
    /// Scopes on the elements that the object is one of.
    scopes: Vec<(String, Json)>,
}

impl Maker<'_> {
    /// Takes apart what patterns want of one object, with one branch of each `$or`.
    fn wanted(&mut self, patterns: Vec<Json>) -> Wanted {
        let mut wanted = Wanted::default();
        let mut open = patterns;
        while let Some(pattern) = open.pop() {
            let Json::Object(members) = pattern else { continue };
            for (key, value) in members {
                if self.rng.u8(..100) >= self.faithfulness {
                    continue;
                }
                match (key.as_str(), value) {
                    ("$or", Json::Array(mut branches)) if !branches.is_empty() => {
                        open.push(branches.swap_remove(self.rng.usize(..branches.len())));
                    }
                    ("$any" | "$all" | "$none" | "$count", value) => wanted.scopes.push((key, value)),
                    (_, value) => match key.split_once('.') {
                        Some((first, rest)) => {
                            wanted.fields.push((first.to_owned(), Json::member(rest, value)));
                        }
                        None => wanted.fields.push((key, value)),
                    },
                }
            }
        }
        wanted
    }

    fn object(&mut self, of: Option<&'static ObjectSchema>, patterns: Vec<Json>) -> Json {
        let mut wanted = self.wanted(patterns).fields;
        let mut members: Vec<(String, Json)> = Vec::new();
        for field in of.map_or(&[][..], |of| of.fields) {
            let key = body(&JsonString::from(field.name));
            let contents: Vec<Json> = take(&mut wanted, &key);
            members.extend(self.field(field, contents).map(|value| (key, value)));
        }
        while let Some((key, first)) = wanted.pop() {
            let contents: Vec<Json> = std::iter::once(first).chain(take(&mut wanted, &key)).collect();
            if of.is_none() || !self.usual {
                members.extend(self.free(contents).map(|value| (key, value)));
            }
        }
        while of.is_none() && self.rng.u8(..3) == 0 {
            let key = pick(self.rng, &KEYS);
            members.push((key.to_owned(), scalar(self.rng)));
        }
        self.rng.shuffle(&mut members);
        Json::Object(members)
    }

    /// The value of a field of the schema, unless the event is to lack it.
    fn field(&mut self, field: &'static Field, contents: Vec<Json>) -> Option<Json> {
        let is_optional = field.presence == Presence::Optional;
        let can_lack = is_optional || !self.usual;
        let is_wanted = !contents.is_empty();
        if can_lack && !is_wanted && self.rng.u8(..6) > 0 {
            return None;
        }
        if is_optional && self.rng.u8(..if is_wanted { 60 } else { 5 }) == 0 {
            return Some(Json::plain("null"));
        }
        match &field.kind {
            Kind::Object(inner) => Some(self.object(Some(inner), contents)),
            Kind::List { element: Kind::Object(inner), .. } => Some(Json::Array(self.elements(Some(inner), contents))),
            Kind::List { element, .. } => {
                let mut elements: Vec<Json> = contents
                    .into_iter()
                    .filter_map(|content| self.satisfying(&content, None).filter(|value| is_fit(value, element)))
                    .collect();
                for _ in 0..self.rng.usize(..3) {
                    elements.push(self.scalar_of(element));
                }
                self.rng.shuffle(&mut elements);
                Some(Json::Array(elements))
            }
            kind => {
                let Some(content) = contents.first() else { return Some(self.scalar_of(kind)) };
                let wanted = self.satisfying(content, Some(field));
                if wanted.is_none() && can_lack {
                    return None;
                }
                let can_have = |value: &Json| {
                    !self.usual || is_fit(value, kind) || (is_optional && *value == Json::Plain("null".to_owned()))
                };
                Some(wanted.filter(can_have).unwrap_or_else(|| self.scalar_of(kind)))
            }
        }
    }

    /// Elements of an array, of which one is what plain conditions want, and as many as scopes want are what those want.
    fn elements(&mut self, of: Option<&'static ObjectSchema>, contents: Vec<Json>) -> Vec<Json> {
        let Wanted { fields, scopes } = self.wanted(contents);
        let count = if fields.is_empty() && scopes.is_empty() {
            self.rng.usize(..3)
        } else {
            pick(self.rng, &[0, 1, 1, 1, 2, 2, 3])
        };
        let chosen = self.rng.usize(..count.max(1));
        let element = |number: usize| {
            let mut patterns = Vec::new();
            let plain: Vec<(String, Json)> =
                fields.iter().filter(|_| number == chosen || self.rng.u8(..3) == 0).cloned().collect();
            patterns.push(Json::Object(plain));
            for (scope, value) in &scopes {
                let (likely, wanted) = match (scope.as_str(), value) {
                    ("$all", value) => (95, vec![value]),
                    ("$none", value) => (10, vec![value]),
                    ("$count", value) => (50, value.get("where").into_iter().collect()),
                    (_, Json::Array(several)) => (60, several.iter().collect()),
                    (_, value) => (60, vec![value]),
                };
                patterns.extend(wanted.into_iter().filter(|_| self.rng.u8(..100) < likely).cloned());
            }
            self.object(of, patterns)
        };
        (0..count).map(element).collect()
    }

    /// A value where nothing is known of the field.
    fn free(&mut self, contents: Vec<Json>) -> Option<Json> {
        let (objects, leaves): (Vec<Json>, Vec<Json>) =
            contents.into_iter().partition(|content| matches!(content, Json::Object(_)));
        let value = leaves.first().and_then(|leaf| self.satisfying(leaf, None));
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

    /// A value that one of the alternatives accepts, or nothing if it wants the field to be absent.
    fn satisfying(&mut self, alternatives: &Json, field: Option<&'static Field>) -> Option<Json> {
        let alternatives = alternatives.elements();
        if alternatives.is_empty() {
            return Some(scalar(self.rng));
        }
        let value = match one_of(self.rng, alternatives) {
            Json::Object(members) => match members.first() {
                Some((operator, operand)) => self.accepted(operator, operand, field)?,
                None => scalar(self.rng),
            },
            value => value.clone(),
        };
        Some(value)
    }

    /// A value that a content filter accepts, most of the time.
    fn accepted(&mut self, operator: &str, operand: &Json, field: Option<&'static Field>) -> Option<Json> {
        let any = |maker: &mut Self| match field {
            Some(field) => maker.scalar_of(&field.kind),
            None => scalar(maker.rng),
        };
        let around = |rng: &mut Rng| if rng.bool() { "" } else { word(rng) };
        Some(match (operator, operand) {
            ("exists", Json::Plain(wanted)) if wanted == "false" => return None,
            ("prefix", Json::Text(start)) => Json::Text(format!("{start}{}", around(self.rng))),
            ("suffix", Json::Text(end)) => Json::Text(format!("{}{end}", around(self.rng))),
            ("prefix" | "suffix", inner) => {
                let Some((operator, operand)) = inner.members().first() else { return Some(any(self)) };
                return self.accepted(operator, operand, field);
            }
            ("equals-ignore-case", Json::Text(text)) => Json::Text(in_other_case(text, self.rng)),
            ("exactly", Json::Text(text)) => Json::Text(text.clone()),
            ("wildcard", Json::Text(text)) => Json::Text(self.expanded(text)),
            ("cidr", Json::Text(block)) => Json::text(block.split('/').next().unwrap_or_default()),
            ("numeric", Json::Array(terms)) => match terms.as_slice() {
                [Json::Plain(operator) | Json::Text(operator), Json::Plain(bound), ..]
                    if operator.contains('=') || self.rng.u8(..3) == 0 =>
                {
                    Json::plain(bound)
                }
                _ => Json::plain(comparable(self.rng)),
            },
            _ => any(self),
        })
    }

    /// A string of the form that a wildcard wants.
    fn expanded(&mut self, wildcard: &str) -> String {
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
            Kind::String => Json::text(word(self.rng)),
            Kind::ClosedSet(set) => Json::text(pick(self.rng, set.values)),
            Kind::Integer | Kind::Long => Json::plain(pick(self.rng, &["0", "1", "2", "3", "-1", "2147483647"])),
            Kind::Double => Json::plain(pick(self.rng, &["0.5", "1", "1.0", "1e2", "-0.0", "2"])),
            Kind::Boolean => Json::plain(&self.rng.bool()),
            Kind::Object(_) | Kind::List { .. } => Json::Array(Vec::new()),
        }
    }
}

/// Takes out what stands behind a key.
fn take(fields: &mut Vec<(String, Json)>, key: &str) -> Vec<Json> {
    let (taken, left) = std::mem::take(fields).into_iter().partition(|(name, _)| name == key);
    *fields = left;
    let taken: Vec<(String, Json)> = taken;
    taken.into_iter().map(|(_, content)| content).collect()
}

fn in_other_case(text: &str, rng: &mut Rng) -> String {
    let change = |character: &str| match rng.u8(..3) {
        _ if character.starts_with('\\') => character.to_owned(),
        0 => character.to_uppercase(),
        1 => character.to_lowercase(),
        _ => character.to_owned(),
    };
    characters(text).into_iter().map(change).collect()
}

/// Makes an event unusual: keys are repeated, joined by dots and escaped, values wrapped in arrays or exchanged. Of a
/// hundred places about `often` are changed.
pub(crate) fn disturb(value: &mut Json, often: u8, rng: &mut Rng) {
    match value {
        Json::Object(members) => {
            for (_, value) in &mut *members {
                disturb(value, often, rng);
            }
            if rng.u8(..100) < often {
                disturb_members(members, rng);
            }
        }
        Json::Array(elements) => {
            for element in &mut *elements {
                disturb(element, often, rng);
            }
            if rng.u8(..100) < often {
                let others = [scalar(rng), Json::Array(Vec::new()), Json::Object(Vec::new())];
                let copies = pick(rng, &[1, 1, 1, 1, 70]);
                elements.extend(std::iter::repeat_n(one_of(rng, &others).clone(), copies));
                elements.extend((0..rng.usize(..2)).filter_map(|_| elements_copy(elements, rng)).collect::<Vec<_>>());
                rng.shuffle(elements);
            }
        }
        Json::Text(written) if rng.u8(..100) < often => *written = with_escape(written, rng),
        Json::Plain(written) if rng.u8(..100) < often => *written = written_otherwise(written, rng),
        _ => {}
    }
    if rng.u16(..200) < often.into() {
        let depth = pick(rng, &[1, 1, 2, 2, 3, 30]);
        for _ in 0..depth {
            *value = Json::Array(vec![std::mem::replace(value, Json::plain("null"))]);
        }
    }
    if rng.u16(..400) < often.into() {
        *value = match rng.u8(..5) {
            0 => Json::Array(Vec::new()),
            1 => Json::Object(Vec::new()),
            _ => scalar(rng),
        };
    }
}

fn elements_copy(elements: &[Json], rng: &mut Rng) -> Option<Json> {
    (!elements.is_empty()).then(|| one_of(rng, elements).clone())
}

fn disturb_members(members: &mut Vec<(String, Json)>, rng: &mut Rng) {
    if members.is_empty() {
        return;
    }
    let place = rng.usize(..members.len());
    let (key, value) = members[place].clone();
    match (rng.u8(..6), value) {
        // The key a second time, with the same or with another value.
        (0, value) => members.push((key, value)),
        (1, _) => members.push((key, scalar(rng))),
        // The members of an object, joined to its key by dots.
        (2..=3, Json::Object(inner)) => {
            members.remove(place);
            members.extend(inner.into_iter().map(|(name, value)| (format!("{key}.{name}"), value)));
        }
        // An object in two parts.
        (4, Json::Object(mut inner)) => {
            let rest = inner.split_off(rng.usize(..=inner.len()));
            members[place].1 = Json::Object(inner);
            members.push((key, Json::Object(rest)));
        }
        _ => members[place].0 = with_escape(&key, rng),
    }
    rng.shuffle(members);
}

/// A number written in another way, which has the same value if it has a place among others.
fn written_otherwise(written: &str, rng: &mut Rng) -> String {
    if !written.trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit()) {
        return written.to_owned();
    }
    let zero = if written.ends_with('0') { written.to_owned() } else { format!("{written}0e-1") };
    let forms =
        [format!("{written}.0"), format!("{written}e0"), format!("{written}E+00"), format!("{written}.00e-0"), zero];
    one_of(rng, &forms).clone()
}
