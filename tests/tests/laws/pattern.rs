//! Random patterns: every content filter, element scopes, the names of other fields, `$or` three deep, repeated paths, keys
//! with dots and with escapes.

use super::json::{Json, body, with_escape};
use super::words::{KEYS, comparable, number, one_of, pick, word};
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::schema::{Field, Kind, ObjectSchema, Presence, Schema, fields_of};
use fastrand::Rng;

/// A random pattern for the events of a schema, or for any. One for events of a schema may be `telling`: it has many
/// conditions that hold always or never.
pub(crate) fn random(rng: &mut Rng, schema: Option<&'static Schema>, telling: bool) -> Json {
    let left = rng.usize(1..9);
    let mut maker = Maker { rng, telling, left };
    let Some(schema) = schema else {
        return maker.object(Place { fields: None, event: None, element: None, is_below_array: false }, 0, 0);
    };
    let place = Place { fields: Some(schema.detail), event: Some(schema.root), element: None, is_below_array: false };
    let mut members = vec![("detail".to_owned(), maker.object(place, 1, 0))];
    for field in schema.root.fields.iter().filter(|field| field.name != "detail") {
        if maker.rng.u8(..20) == 0 {
            members.push((field.name.to_owned(), maker.leaf(Some(field), place)));
        }
    }
    if maker.rng.bool() {
        members.push(("detail-type".to_owned(), Json::Array(vec![Json::text(schema.detail_type)])));
    }
    maker.rng.shuffle(&mut members);
    Json::Object(members)
}

struct Maker<'r> {
    rng: &'r mut Rng,
    telling: bool,
    /// About how many lists of alternatives are still to come.
    left: usize,
}

/// What a part of a pattern is inside of.
#[derive(Clone, Copy)]
struct Place {
    /// The fields there, if they are known.
    fields: Option<&'static ObjectSchema>,
    /// Those of the event, if it has a schema.
    event: Option<&'static ObjectSchema>,
    /// Those of the element of the innermost scope.
    element: Option<&'static ObjectSchema>,
    /// Whether an array that has no scope is on the way.
    is_below_array: bool,
}

/// How deep `$or` nests.
const MOST_CHOICES: usize = 3;

impl Maker<'_> {
    fn object(&mut self, place: Place, depth: usize, choices: usize) -> Json {
        let mut members: Vec<(String, Json)> =
            (0..self.rng.usize(1..=3)).map(|_| self.member(place, depth, choices)).collect();
        let is_likely = if choices == 0 { self.rng.u8(..4) == 0 } else { self.rng.u8(..3) == 0 };
        if choices < MOST_CHOICES && self.left > 0 && is_likely {
            let branches = (0..self.rng.usize(2..=3)).map(|_| self.object(place, depth, choices + 1)).collect();
            if self.rng.u8(..4) == 0 {
                members.clear();
            }
            members.push(("$or".to_owned(), Json::Array(branches)));
        }
        self.rng.shuffle(&mut members);
        Json::Object(members)
    }

    fn member(&mut self, place: Place, depth: usize, choices: usize) -> (String, Json) {
        let Some(fields) = place.fields else { return self.free_member(place, depth, choices) };
        if self.rng.u8(..40) == 0 {
            let alternatives = self.leaf(None, place);
            return ("unknown".to_owned(), alternatives);
        }
        let mut field = one_of(self.rng, fields.fields);
        for _ in 0..2 {
            if fields_of(&field.kind).is_none() && self.left > 1 && self.rng.bool() {
                field = one_of(self.rng, fields.fields);
            }
        }
        let mut key = body(&JsonString::from(field.name));
        let content = match (&field.kind, fields_of(&field.kind)) {
            (Kind::Object(_), Some(inner)) => {
                let inside = self.object(Place { fields: Some(inner), ..place }, depth + 1, choices);
                self.joined(&mut key, inside)
            }
            (_, Some(element)) if !place.is_below_array && self.rng.u8(..4) > 0 => {
                self.scopes(element, place, depth, choices)
            }
            (_, Some(element)) => {
                let below = Place { fields: Some(element), is_below_array: true, ..place };
                let inside = self.object(below, depth + 1, choices);
                self.joined(&mut key, inside)
            }
            _ => self.leaf(Some(field), place),
        };
        (self.written(key), content)
    }

    /// A member of an object that nothing is known of.
    fn free_member(&mut self, place: Place, depth: usize, choices: usize) -> (String, Json) {
        let key = pick(self.rng, &KEYS).to_owned();
        let content = if depth < 4 && self.left > 1 && self.rng.u8(..5) < 2 {
            self.object(place, depth + 1, choices)
        } else {
            self.leaf(None, place)
        };
        (self.written(key), content)
    }

    /// Now and then a key with dots in place of an object with a single member.
    fn joined(&mut self, key: &mut String, inside: Json) -> Json {
        match inside {
            Json::Object(mut members)
                if members.len() == 1 && !members[0].0.starts_with('$') && self.rng.u8(..3) == 0 =>
            {
                let (inner, content) = members.remove(0);
                *key = format!("{key}.{inner}");
                content
            }
            other => other,
        }
    }

    fn written(&mut self, key: String) -> String {
        if self.rng.u8(..20) == 0 { with_escape(&key, self.rng) } else { key }
    }

    /// One or two scopes, now and then beside plain conditions.
    fn scopes(&mut self, element: &'static ObjectSchema, place: Place, depth: usize, choices: usize) -> Json {
        let own = Place { fields: Some(element), element: Some(element), is_below_array: false, ..place };
        let mut keys = ["$any", "$all", "$none", "$count"];
        self.rng.shuffle(&mut keys);
        let count = self.rng.usize(1..=2);
        let mut members: Vec<(String, Json)> =
            keys[..count].iter().map(|key| ((*key).to_owned(), self.scope(key, own, depth, choices))).collect();
        if self.rng.u8(..5) == 0 {
            let below = Place { fields: Some(element), is_below_array: true, ..place };
            members.push(self.member(below, depth + 1, choices));
        }
        Json::Object(members)
    }

    fn scope(&mut self, key: &str, own: Place, depth: usize, choices: usize) -> Json {
        match key {
            "$any" if self.rng.u8(..3) == 0 => {
                Json::Array((0..2).map(|_| self.object(own, depth + 1, choices)).collect())
            }
            "$count" => {
                let ranges = if self.telling {
                    ["\">=\",0", "\"<\",0", "\">\",0,\"<\",1", "\"=\",1"]
                } else {
                    ["\">=\",1", "\"=\",0", "\"<\",2", "\">=\",1,\"<\",3"]
                };
                let range = Json::Array(pick(self.rng, &ranges).split(',').map(Json::plain).collect());
                let mut members = vec![("numeric".to_owned(), range)];
                if self.rng.u8(..5) > 0 {
                    members.push(("where".to_owned(), self.object(own, depth + 1, choices)));
                }
                Json::Object(members)
            }
            _ => self.object(own, depth + 1, choices),
        }
    }

    fn leaf(&mut self, field: Option<&'static Field>, place: Place) -> Json {
        self.left = self.left.saturating_sub(1);
        let told = field.filter(|_| self.telling).and_then(|field| (0..3).find_map(|_| self.telling_leaf(field)));
        if let Some(told) = told {
            return Json::Array(told);
        }
        let count = pick(self.rng, &[1, 1, 1, 2, 2, 3]);
        Json::Array((0..count).map(|_| self.alternative(field, place)).collect())
    }

    /// Alternatives that hold always or never.
    fn telling_leaf(&mut self, field: &'static Field) -> Option<Vec<Json>> {
        let kind = match &field.kind {
            Kind::List { element, .. } => element,
            kind => kind,
        };
        let exists = |wanted: bool| Json::member("exists", Json::plain(&wanted));
        Some(match (self.rng.u8(..10), kind) {
            (0, _) => vec![exists(true), exists(false)],
            (1, _) => vec![exists(self.rng.bool())],
            (2, _) => vec![Json::plain("null"), self.alternative(Some(field), Place::NOWHERE)],
            (3, Kind::String | Kind::ClosedSet(_)) => vec![
                exists(false),
                Json::plain("null"),
                Json::member(pick(self.rng, &["prefix", "suffix"]), Json::text("")),
            ],
            (4, Kind::String | Kind::ClosedSet(_)) => vec![Json::member("wildcard", Json::text("*"))],
            (5, Kind::String) => vec![
                Json::member("anything-but", Json::Array(vec![Json::text("a"), Json::text("b")])),
                Json::text("a"),
                Json::member("prefix", Json::text("b")),
            ],
            (3..=5, Kind::Boolean) => vec![Json::plain(&true), Json::plain(&false)],
            (3..=5, Kind::Integer | Kind::Long) => {
                let impossible = ["\"=\",0.5", "\">\",1,\"<\",2", "\">\",0.1,\"<=\",0.9"];
                let range = pick(self.rng, &impossible).split(',').map(Json::plain).collect();
                vec![Json::member("numeric", Json::Array(range)), Json::plain("1.5")]
            }
            (6, Kind::ClosedSet(set)) => {
                let values = set.values.iter().map(|value| Json::text(value)).collect();
                vec![Json::member("anything-but", Json::Array(values))]
            }
            _ => return None,
        })
    }

    fn alternative(&mut self, field: Option<&'static Field>, place: Place) -> Json {
        match self.rng.u8(..16) {
            0 => return Json::member("exists", Json::plain("true")),
            1 => return Json::member("exists", Json::plain("false")),
            2 if field.is_none_or(|field| field.presence == Presence::Optional) => return Json::plain("null"),
            _ => {}
        }
        let other = if self.rng.u8(..5) == 0 { self.other_field(field, place) } else { None };
        let kind = match field.map(|field| &field.kind) {
            Some(Kind::List { element, .. }) => Some(*element),
            kind => kind,
        };
        match kind {
            Some(Kind::String) => self.of_text(None, other),
            Some(Kind::ClosedSet(set)) => self.of_text(Some(set.values), other),
            Some(Kind::Boolean) => other.unwrap_or_else(|| Json::plain(&self.rng.bool())),
            Some(_) => self.of_number(other),
            None if self.rng.u8(..8) == 0 => Json::plain(&self.rng.bool()),
            None if self.rng.bool() => self.of_number(other),
            None => self.of_text(None, other),
        }
    }

    fn of_text(&mut self, values: Option<&'static [&'static str]>, other: Option<Json>) -> Json {
        let word = match values {
            Some(values) if self.rng.u8(..8) > 0 => pick(self.rng, values),
            _ => word(self.rng),
        };
        let characters = super::json::characters(word);
        let part = self.rng.usize(..=characters.len().min(3));
        let (start, end) = (characters[..part].concat(), characters[characters.len() - part..].concat());
        let some = |text: String| if text.is_empty() { "a".to_owned() } else { text };
        let ignoring_case = |text: &str| Json::member("equals-ignore-case", Json::text(text));
        match (self.rng.u8(..22), other) {
            (0..=6 | 20.., Some(other)) => other,
            (13..=19, Some(other)) => Json::member("anything-but", other),
            (7..=12, Some(other)) => Json::member("anything-but", Json::Array(vec![Json::text(word), other])),
            (7, _) => Json::member("prefix", Json::Text(start)),
            (8, _) => Json::member("suffix", Json::Text(end)),
            (9, _) => Json::member("prefix", ignoring_case(&some(start))),
            (10, _) => Json::member("suffix", ignoring_case(&some(end))),
            (11, _) => ignoring_case(word),
            (12, _) => Json::member("wildcard", Json::Text(wildcard(self.rng, &start, &end))),
            (13, _) => {
                let block = ["10.0.0.0/24", "10.0.0.0/8", "2001:db8::/32", "0.0.0.0/0", "::/0"];
                Json::member("cidr", Json::text(pick(self.rng, &block)))
            }
            (14..=15, _) => Json::member("anything-but", Json::Array(vec![Json::text(word), Json::text("b")])),
            (16, _) => Json::member("anything-but", Json::text(word)),
            (17, _) => {
                let side = pick(self.rng, &["prefix", "suffix", "equals-ignore-case"]);
                let list = Json::Array(vec![Json::Text(some(start)), Json::text("x")]);
                Json::member("anything-but", Json::member(side, list))
            }
            (18, _) => {
                Json::member("anything-but", Json::member("wildcard", Json::Text(wildcard(self.rng, &start, &end))))
            }
            (19, _) => Json::member("exactly", Json::text(word)),
            _ => Json::text(word),
        }
    }

    fn of_number(&mut self, other: Option<Json>) -> Json {
        let value = comparable(self.rng);
        let range = |terms: Vec<Json>| Json::member("numeric", Json::Array(terms));
        let operator = |text: &str| Json::text(text);
        match (self.rng.u8(..12), other) {
            (0..=2, Some(other)) => other,
            (3, Some(other)) => Json::member("anything-but", other),
            (4, Some(other)) => Json::member("anything-but", Json::Array(vec![Json::plain(value), other])),
            (5..=6, Some(other)) => range(vec![operator(pick(self.rng, &["=", "<", "<=", ">", ">="])), other]),
            (7, Some(other)) => range(vec![operator(">="), Json::plain(value), operator("<"), other]),
            (0..=2, None) => range(vec![operator(pick(self.rng, &["=", "<", "<=", ">", ">="])), Json::plain(value)]),
            (3, None) => {
                let (low, high) = (pick(self.rng, &["-1", "0", "0.5"]), pick(self.rng, &["1.0", "2", "1e3"]));
                range(vec![operator(">="), Json::plain(low), operator("<"), Json::plain(high)])
            }
            (8, _) => Json::member("anything-but", Json::plain(value)),
            (9, _) => Json::member("anything-but", Json::Array(vec![Json::plain(value), Json::plain("7")])),
            _ => Json::plain(number(self.rng)),
        }
    }

    /// The name of another field of the same type, of the event or of the element.
    fn other_field(&mut self, field: Option<&'static Field>, place: Place) -> Option<Json> {
        let kind = match &field?.kind {
            Kind::List { element, .. } => element,
            kind => kind,
        };
        let relative = place.element.filter(|_| self.rng.bool());
        let mut found = Vec::new();
        paths(relative.or(place.event)?, kind, "", &mut found);
        let path = if found.is_empty() { return None } else { one_of(self.rng, &found) };
        let dot = if relative.is_some() { "." } else { "" };
        Some(Json::member("$field", Json::Text(format!("{dot}{path}"))))
    }
}

impl Place {
    const NOWHERE: Self = Self { fields: None, event: None, element: None, is_below_array: false };
}

/// A wildcard that begins and ends so.
fn wildcard(rng: &mut Rng, start: &str, end: &str) -> String {
    let escaped = |text: &str| text.replace("\\\\", "\\\\\\\\").replace('*', "\\\\*");
    let middle = pick(rng, &["*", "*", "*a*", "*\\\\**", ""]);
    format!("{}{middle}{}", escaped(start), escaped(end))
}

/// The paths of the fields whose values can be equal to one of this kind.
fn paths(object: &'static ObjectSchema, kind: &Kind, before: &str, found: &mut Vec<String>) {
    let class = |kind: &Kind| match kind {
        Kind::String | Kind::ClosedSet(_) => 0,
        Kind::Boolean => 1,
        _ => 2,
    };
    let path = |field: &Field| format!("{before}{}", body(&JsonString::from(field.name)));
    // A path with an empty step cannot be named.
    for field in object.fields.iter().filter(|field| !field.name.is_empty()) {
        match &field.kind {
            Kind::Object(inner) => paths(inner, kind, &format!("{}.", path(field)), found),
            Kind::List { .. } => {}
            other if class(other) == class(kind) => found.push(path(field)),
            _ => {}
        }
    }
}
