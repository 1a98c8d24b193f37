//! Generates random patterns with every content filter, element scopes, field references, `$or` nested up to three
//! levels deep, repeated paths, dotted keys, and keys with escapes.

use super::json::{Json, string_body, with_escape};
use super::values::{KEYS, comparable, number, one_of, pick, word};
use event_pattern_compiler::json::JsonString;
use event_pattern_compiler::schema::{ClosedSet, Field, Kind, ObjectSchema, Schema};
use event_pattern_tests::schemas as known;
use fastrand::Rng;

/// Returns a random pattern for the events of a schema, or for any event. With a schema and `prefers_trivial`, the
/// pattern has many conditions that are always or never satisfied.
pub(crate) fn generate(rng: &mut Rng, schema: Option<&'static Schema>, prefers_trivial: bool) -> Json {
    let remaining_leaves = rng.usize(1..9);
    let mut generator = PatternGenerator { rng, prefers_trivial, remaining_leaves };
    let Some(schema) = schema else {
        return generator.object(Context::UNKNOWN, 0, 0);
    };
    let context = Context {
        object: Some(known::detail(schema)),
        event: Some(&schema.root),
        element: None,
        is_below_array: false,
    };
    let mut members = vec![("detail".to_owned(), generator.object(context, 1, 0))];
    for field in schema.root.fields.iter().filter(|field| field.name != "detail") {
        if generator.rng.u8(..20) == 0 {
            members.push((field.name.clone(), generator.leaf(Some(field), context)));
        }
    }
    if generator.rng.bool() {
        members.push((
            "detail-type".to_owned(),
            Json::Array(vec![Json::string(schema.detail_type.as_deref().unwrap_or_default())]),
        ));
    }
    generator.rng.shuffle(&mut members);
    Json::Object(members)
}

struct PatternGenerator<'r> {
    rng: &'r mut Rng,
    /// Whether to generate many conditions that are always or never satisfied.
    prefers_trivial: bool,
    /// Number of leaves to generate before the pattern stops growing. The pattern may get a few more leaves.
    remaining_leaves: usize,
}

/// The schemas that apply to an object of the pattern.
#[derive(Clone, Copy)]
struct Context {
    /// Schema of the object, if it is known.
    object: Option<&'static ObjectSchema>,
    /// Schema of the event, if it has one.
    event: Option<&'static ObjectSchema>,
    /// Schema of the elements of the innermost scope.
    element: Option<&'static ObjectSchema>,
    /// Whether, inside the innermost scope, an array without a scope encloses the object. If so, the object cannot
    /// contain scopes.
    is_below_array: bool,
}

impl Context {
    const UNKNOWN: Self = Self { object: None, event: None, element: None, is_below_array: false };
}

/// Maximum nesting of `$or`, in levels.
const MAX_OR_DEPTH: usize = 3;

impl PatternGenerator<'_> {
    fn object(&mut self, context: Context, depth: usize, or_depth: usize) -> Json {
        let mut members: Vec<(String, Json)> =
            (0..self.rng.usize(1..=3)).map(|_| self.member(context, depth, or_depth)).collect();
        let is_likely = if or_depth == 0 { self.rng.u8(..4) == 0 } else { self.rng.u8(..3) == 0 };
        if or_depth < MAX_OR_DEPTH && self.remaining_leaves > 0 && is_likely {
            let branches = (0..self.rng.usize(2..=3)).map(|_| self.object(context, depth, or_depth + 1)).collect();
            if self.rng.u8(..4) == 0 {
                members.clear();
            }
            members.push(("$or".to_owned(), Json::Array(branches)));
        }
        self.rng.shuffle(&mut members);
        Json::Object(members)
    }

    fn member(&mut self, context: Context, depth: usize, or_depth: usize) -> (String, Json) {
        let Some(schema) = context.object else { return self.member_without_schema(context, depth, or_depth) };
        if self.rng.u8(..40) == 0 {
            let alternatives = self.leaf(None, context);
            return ("unknown".to_owned(), alternatives);
        }
        let mut field = one_of(self.rng, &schema.fields);
        for _ in 0..2 {
            if field.kind.object().is_none() && self.remaining_leaves > 1 && self.rng.bool() {
                field = one_of(self.rng, &schema.fields);
            }
        }
        let mut key = string_body(&JsonString::from(field.name.as_str()));
        let content = match (&field.kind, field.kind.object()) {
            (Kind::Object(_), Some(inner)) => {
                let content = self.object(Context { object: Some(inner), ..context }, depth + 1, or_depth);
                self.maybe_join(&mut key, content)
            }
            (_, Some(element)) if !context.is_below_array && self.rng.u8(..4) > 0 => {
                self.scopes(element, context, depth, or_depth)
            }
            (_, Some(element)) => {
                let below = Context { object: Some(element), is_below_array: true, ..context };
                let content = self.object(below, depth + 1, or_depth);
                self.maybe_join(&mut key, content)
            }
            _ => self.leaf(Some(field), context),
        };
        (self.maybe_escape(key), content)
    }

    /// Returns a member for an object without a schema.
    fn member_without_schema(&mut self, context: Context, depth: usize, or_depth: usize) -> (String, Json) {
        let key = pick(self.rng, &KEYS).to_owned();
        let content = if depth < 4 && self.remaining_leaves > 1 && self.rng.u8(..5) < 2 {
            self.object(context, depth + 1, or_depth)
        } else {
            self.leaf(None, context)
        };
        (self.maybe_escape(key), content)
    }

    /// If `content` is an object with a single member, sometimes joins the member's key to `key` with a dot. Returns
    /// the value of the resulting key.
    fn maybe_join(&mut self, key: &mut String, content: Json) -> Json {
        match content {
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

    fn maybe_escape(&mut self, key: String) -> String {
        if self.rng.u8(..20) == 0 { with_escape(&key, self.rng) } else { key }
    }

    /// Returns an object with one or two scopes, and sometimes a condition next to them.
    fn scopes(&mut self, element: &'static ObjectSchema, context: Context, depth: usize, or_depth: usize) -> Json {
        let scoped = Context { object: Some(element), element: Some(element), is_below_array: false, ..context };
        let mut keys = ["$any", "$all", "$none", "$count"];
        self.rng.shuffle(&mut keys);
        let count = self.rng.usize(1..=2);
        let mut members: Vec<(String, Json)> =
            keys[..count].iter().map(|key| ((*key).to_owned(), self.scope(key, scoped, depth, or_depth))).collect();
        if self.rng.u8(..5) == 0 {
            let below = Context { object: Some(element), is_below_array: true, ..context };
            members.push(self.member(below, depth + 1, or_depth));
        }
        Json::Object(members)
    }

    fn scope(&mut self, key: &str, scoped: Context, depth: usize, or_depth: usize) -> Json {
        match key {
            "$any" if self.rng.u8(..3) == 0 => {
                Json::Array((0..2).map(|_| self.object(scoped, depth + 1, or_depth)).collect())
            }
            "$count" => {
                let ranges = if self.prefers_trivial {
                    ["\">=\",0", "\"<\",0", "\">\",0,\"<\",1", "\"=\",1"]
                } else {
                    ["\">=\",1", "\"=\",0", "\"<\",2", "\">=\",1,\"<\",3"]
                };
                let range = Json::Array(pick(self.rng, &ranges).split(',').map(Json::literal).collect());
                let mut members = vec![("numeric".to_owned(), range)];
                if self.rng.u8(..5) > 0 {
                    members.push(("where".to_owned(), self.object(scoped, depth + 1, or_depth)));
                }
                Json::Object(members)
            }
            _ => self.object(scoped, depth + 1, or_depth),
        }
    }

    fn leaf(&mut self, field: Option<&'static Field>, context: Context) -> Json {
        self.remaining_leaves = self.remaining_leaves.saturating_sub(1);
        let trivial = field
            .filter(|_| self.prefers_trivial)
            .and_then(|field| (0..3).find_map(|_| self.trivial_alternatives(field)));
        if let Some(alternatives) = trivial {
            return Json::Array(alternatives);
        }
        let count = pick(self.rng, &[1, 1, 1, 2, 2, 3]);
        Json::Array((0..count).map(|_| self.alternative(field, context)).collect())
    }

    /// Returns alternatives that, for many fields, are always or never satisfied. Returns `None` if the random choice
    /// does not fit the kind of the field.
    fn trivial_alternatives(&mut self, field: &'static Field) -> Option<Vec<Json>> {
        let kind = field.kind.element();
        let exists = |is_present: bool| Json::member("exists", Json::literal(&is_present));
        Some(match (self.rng.u8(..10), kind) {
            (0, _) => vec![exists(true), exists(false)],
            (1, _) => vec![exists(self.rng.bool())],
            (2, _) => vec![Json::literal("null"), self.alternative(Some(field), Context::UNKNOWN)],
            (3, Kind::String | Kind::ClosedSet(_)) => vec![
                exists(false),
                Json::literal("null"),
                Json::member(pick(self.rng, &["prefix", "suffix"]), Json::string("")),
            ],
            (4, Kind::String | Kind::ClosedSet(_)) => vec![Json::member("wildcard", Json::string("*"))],
            (5, Kind::String) => vec![
                Json::member("anything-but", Json::Array(vec![Json::string("a"), Json::string("b")])),
                Json::string("a"),
                Json::member("prefix", Json::string("b")),
            ],
            (3..=5, Kind::Boolean) => vec![Json::literal(&true), Json::literal(&false)],
            (3..=5, Kind::Integer(_)) => {
                let impossible = ["\"=\",0.5", "\">\",1,\"<\",2", "\">\",0.1,\"<=\",0.9"];
                let range = pick(self.rng, &impossible).split(',').map(Json::literal).collect();
                vec![Json::member("numeric", Json::Array(range)), Json::literal("1.5")]
            }
            (6, Kind::ClosedSet(set)) => {
                let values = set.values.iter().map(|value| Json::string(&value.text)).collect();
                vec![Json::member("anything-but", Json::Array(values))]
            }
            _ => return None,
        })
    }

    fn alternative(&mut self, field: Option<&'static Field>, context: Context) -> Json {
        match self.rng.u8(..16) {
            0 => return Json::member("exists", Json::literal("true")),
            1 => return Json::member("exists", Json::literal("false")),
            2 if field.is_none_or(|field| field.is_nullable) => return Json::literal("null"),
            _ => {}
        }
        let field_ref = if self.rng.u8(..5) == 0 { self.field_ref(field, context) } else { None };
        match field.map(|field| field.kind.element()) {
            Some(Kind::String) => self.string_alternative(None, field_ref),
            Some(Kind::ClosedSet(set)) => self.string_alternative(Some(set), field_ref),
            Some(Kind::Boolean) => field_ref.unwrap_or_else(|| Json::literal(&self.rng.bool())),
            Some(_) => self.number_alternative(field_ref),
            None if self.rng.u8(..8) == 0 => Json::literal(&self.rng.bool()),
            None if self.rng.bool() => self.number_alternative(field_ref),
            None => self.string_alternative(None, field_ref),
        }
    }

    fn string_alternative(&mut self, set: Option<&ClosedSet>, field_ref: Option<Json>) -> Json {
        let word = match set {
            Some(set) if self.rng.u8(..8) > 0 => one_of(self.rng, &set.values).text.as_str(),
            _ => word(self.rng),
        };
        let characters = super::json::characters(word);
        let length = self.rng.usize(..=characters.len().min(3));
        let (start, end) = (characters[..length].concat(), characters[characters.len() - length..].concat());
        let non_empty = |text: String| if text.is_empty() { "a".to_owned() } else { text };
        let ignoring_case = |text: &str| Json::member("equals-ignore-case", Json::string(text));
        match (self.rng.u8(..22), field_ref) {
            (0..=6 | 20.., Some(field_ref)) => field_ref,
            (13..=19, Some(field_ref)) => Json::member("anything-but", field_ref),
            (7..=12, Some(field_ref)) => Json::member("anything-but", Json::Array(vec![Json::string(word), field_ref])),
            (7, _) => Json::member("prefix", Json::String(start)),
            (8, _) => Json::member("suffix", Json::String(end)),
            (9, _) => Json::member("prefix", ignoring_case(&non_empty(start))),
            (10, _) => Json::member("suffix", ignoring_case(&non_empty(end))),
            (11, _) => ignoring_case(word),
            (12, _) => Json::member("wildcard", Json::String(wildcard(self.rng, &start, &end))),
            (13, _) => {
                let blocks = ["10.0.0.0/24", "10.0.0.0/8", "2001:db8::/32", "0.0.0.0/0", "::/0"];
                Json::member("cidr", Json::string(pick(self.rng, &blocks)))
            }
            (14..=15, _) => Json::member("anything-but", Json::Array(vec![Json::string(word), Json::string("b")])),
            (16, _) => Json::member("anything-but", Json::string(word)),
            (17, _) => {
                let filter = pick(self.rng, &["prefix", "suffix", "equals-ignore-case"]);
                let list = Json::Array(vec![Json::String(non_empty(start)), Json::string("x")]);
                Json::member("anything-but", Json::member(filter, list))
            }
            (18, _) => {
                Json::member("anything-but", Json::member("wildcard", Json::String(wildcard(self.rng, &start, &end))))
            }
            (19, _) => Json::member("exactly", Json::string(word)),
            _ => Json::string(word),
        }
    }

    fn number_alternative(&mut self, field_ref: Option<Json>) -> Json {
        let value = comparable(self.rng);
        let range = |terms: Vec<Json>| Json::member("numeric", Json::Array(terms));
        let operator = |text: &str| Json::string(text);
        match (self.rng.u8(..12), field_ref) {
            (0..=2, Some(field_ref)) => field_ref,
            (3, Some(field_ref)) => Json::member("anything-but", field_ref),
            (4, Some(field_ref)) => Json::member("anything-but", Json::Array(vec![Json::literal(value), field_ref])),
            (5..=6, Some(field_ref)) => range(vec![operator(pick(self.rng, &["=", "<", "<=", ">", ">="])), field_ref]),
            (7, Some(field_ref)) => range(vec![operator(">="), Json::literal(value), operator("<"), field_ref]),
            (0..=2, None) => range(vec![operator(pick(self.rng, &["=", "<", "<=", ">", ">="])), Json::literal(value)]),
            (3, None) => {
                let (low, high) = (pick(self.rng, &["-1", "0", "0.5"]), pick(self.rng, &["1.0", "2", "1e3"]));
                range(vec![operator(">="), Json::literal(low), operator("<"), Json::literal(high)])
            }
            (8, _) => Json::member("anything-but", Json::literal(value)),
            (9, _) => Json::member("anything-but", Json::Array(vec![Json::literal(value), Json::literal("7")])),
            _ => Json::literal(number(self.rng)),
        }
    }

    /// Returns a field reference to a field with comparable values, in the event or in the element of the innermost
    /// scope. Returns `None` if there is no such field.
    fn field_ref(&mut self, field: Option<&'static Field>, context: Context) -> Option<Json> {
        let kind = match &field?.kind {
            Kind::List(element) => element,
            kind => kind,
        };
        let relative = context.element.filter(|_| self.rng.bool());
        let mut paths = Vec::new();
        collect_paths(relative.or(context.event)?, kind, "", &mut paths);
        let path = if paths.is_empty() { return None } else { one_of(self.rng, &paths) };
        let dot = if relative.is_some() { "." } else { "" };
        Some(Json::member("$field", Json::String(format!("{dot}{path}"))))
    }
}

/// Returns a wildcard that starts and ends with these strings.
fn wildcard(rng: &mut Rng, start: &str, end: &str) -> String {
    let escaped = |text: &str| text.replace("\\\\", "\\\\\\\\").replace('*', "\\\\*");
    let middle = pick(rng, &["*", "*", "*a*", "*\\\\**", ""]);
    format!("{}{middle}{}", escaped(start), escaped(end))
}

/// Collects the paths of the fields whose values can equal a value of this kind.
fn collect_paths(object: &'static ObjectSchema, kind: &Kind, prefix: &str, paths: &mut Vec<String>) {
    let class = |kind: &Kind| match kind {
        Kind::String | Kind::ClosedSet(_) => 0,
        Kind::Boolean => 1,
        _ => 2,
    };
    let path = |field: &Field| format!("{prefix}{}", string_body(&JsonString::from(field.name.as_str())));
    // `$field` does not accept a path with an empty key.
    for field in object.fields.iter().filter(|field| !field.name.is_empty()) {
        match &field.kind {
            Kind::Object(inner) => collect_paths(inner, kind, &format!("{}.", path(field)), paths),
            Kind::List(_) => {}
            other if class(other) == class(kind) => paths.push(path(field)),
            _ => {}
        }
    }
}
