//! Random patterns with element scopes and the names of other fields, on the events of a schema.

use event_pattern_compiler::schema::{Field, Kind, Object, Schema, fields_of};
use fastrand::Rng;

/// Words that random events hold too.
const WORDS: [&str; 4] = ["run-test", "app", "", "Ünïcode"];

/// A pattern that depends on nothing but the seed. Not all of them are valid.
pub(crate) fn generate(schema: &'static Schema, seed: u64) -> String {
    let mut writer = Writer { rng: Rng::with_seed(seed), schema, element: None };
    let detail = writer.object(schema.detail, 0, false);
    format!("{{\"detail\":{detail}}}")
}

struct Writer {
    rng: Rng,
    schema: &'static Schema,
    /// What the innermost scope speaks of.
    element: Option<&'static Object>,
}

impl Writer {
    fn object(&mut self, of: &'static Object, depth: usize, below_array: bool) -> String {
        let mut fields: Vec<&Field> = of.fields.iter().collect();
        self.rng.shuffle(&mut fields);
        if self.rng.u8(..4) > 0 {
            fields.sort_by_key(|field| !matches!(field.kind, Kind::List { element: Kind::Object(_), .. }));
        }
        let count = self.rng.usize(1..=3).min(fields.len());
        let (plain, rest) = fields.split_at(count);
        let mut members: Vec<String> = plain.iter().map(|field| self.member(field, depth, below_array)).collect();
        if self.rng.u8(..3) == 0 && rest.len() >= 2 && depth < 3 {
            let other = plain[self.rng.usize(..plain.len())];
            let fields = [rest[0], if self.rng.bool() { rest[1] } else { other }];
            let branches = fields.map(|field| format!("{{{}}}", self.member(field, depth + 1, below_array)));
            members.push(format!("\"$or\":[{}]", branches.join(",")));
        }
        self.rng.shuffle(&mut members);
        format!("{{{}}}", members.join(","))
    }

    fn member(&mut self, field: &'static Field, depth: usize, below_array: bool) -> String {
        let is_array = matches!(field.kind, Kind::List { .. });
        let content = match fields_of(&field.kind) {
            Some(inner) if is_array && !below_array && self.rng.u8(..5) > 0 => self.scopes(inner, depth),
            Some(inner) => self.object(inner, depth + 1, below_array || is_array),
            None => self.leaf(&field.kind),
        };
        format!("\"{}\":{content}", field.name)
    }

    fn scopes(&mut self, inner: &'static Object, depth: usize) -> String {
        let mut members: Vec<String> = (0..self.rng.usize(1..=2)).map(|_| self.scope(inner, depth)).collect();
        if self.rng.u8(..4) == 0 {
            let plain = self.object(inner, depth + 1, true);
            members.push(plain[1..plain.len() - 1].to_owned());
        }
        format!("{{{}}}", members.join(","))
    }

    fn scope(&mut self, inner: &'static Object, depth: usize) -> String {
        let pattern = |writer: &mut Self| {
            let outer = writer.element.replace(inner);
            let pattern = writer.object(inner, depth + 1, false);
            writer.element = outer;
            pattern
        };
        match self.rng.u8(..7) {
            0 => format!("\"$all\":{}", pattern(self)),
            1 => format!("\"$none\":{}", pattern(self)),
            2 => format!("\"$any\":[{},{}]", pattern(self), pattern(self)),
            3 => {
                let range = ["\">=\",1", "\">\",0", "\"=\",0", "\"<\",2", "\">\",0,\"<=\",2"][self.rng.usize(..5)];
                let condition = if self.rng.bool() { format!("\"where\":{},", pattern(self)) } else { String::new() };
                format!("\"$count\":{{{condition}\"numeric\":[{range}]}}")
            }
            _ => format!("\"$any\":{}", pattern(self)),
        }
    }

    fn leaf(&mut self, kind: &Kind) -> String {
        let alternatives: Vec<String> = (0..self.rng.usize(1..=2)).map(|_| self.alternative(kind)).collect();
        format!("[{}]", alternatives.join(","))
    }

    fn alternative(&mut self, kind: &Kind) -> String {
        let kind = if let Kind::List { element, .. } = kind { element } else { kind };
        match self.rng.u8(..10) {
            0 => return "{\"exists\":false}".to_owned(),
            1 => return "{\"exists\":true}".to_owned(),
            _ => {}
        }
        let value = match kind {
            Kind::Text => format!("\"{}\"", WORDS[self.rng.usize(..WORDS.len())]),
            Kind::ClosedSet(set) => format!("\"{}\"", set.values[self.rng.usize(..set.values.len())]),
            Kind::Boolean => return self.rng.bool().to_string(),
            _ => self.rng.u8(..4).to_string(),
        };
        let is_number = matches!(kind, Kind::Integer | Kind::Long | Kind::Double);
        match (self.rng.u8(..8), self.reference(kind)) {
            (0, Some(other)) => other,
            (1, Some(other)) => format!("{{\"anything-but\":{other}}}"),
            (2, Some(other)) => format!("{{\"anything-but\":[{value},{other}]}}"),
            (3, Some(other)) if is_number => format!("{{\"numeric\":[\">=\",{other}]}}"),
            (4, Some(other)) if is_number => format!("{{\"numeric\":[\">\",{value},\"<=\",{other}]}}"),
            (5, _) => format!("{{\"anything-but\":{value}}}"),
            _ => value,
        }
    }

    /// Another field of the same type, of the element or of the event.
    fn reference(&mut self, kind: &Kind) -> Option<String> {
        let (start, of) = match self.element {
            Some(element) if self.rng.bool() => (".", element),
            _ => ("detail.", self.schema.detail),
        };
        let fields: Vec<&Field> = of.fields.iter().filter(|field| field.kind == *kind).collect();
        let name = fields.get(self.rng.usize(..fields.len().max(1)))?.name;
        Some(format!("{{\"$field\":\"{start}{name}\"}}"))
    }
}
