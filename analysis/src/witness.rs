//! Builds events that prove a "no".

use event_pattern_compiler::json::{JsonString, Scalar};
use event_pattern_compiler::rule::FieldPath;
use std::collections::BTreeMap;

/// A part of an event under construction: the values, members and array elements at one path.
#[derive(Debug, Default)]
pub(super) struct Witness {
    scalars: Vec<Scalar>,
    members: Vec<(JsonString, Self)>,
    elements: BTreeMap<usize, Self>,
}

/// The array element that contains a field.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element {
    /// Number of path steps to the array. If this is the whole path, the field itself is an element.
    pub(super) depth: usize,
    /// Identifies the element; fields with the same number share an element.
    pub(super) number: usize,
}

impl Witness {
    /// Adds a field. If the path already has a different value, both values are kept.
    pub(super) fn add(&mut self, path: &FieldPath, element: Option<Element>, value: Scalar) {
        let mut node = self;
        for (index, step) in path.steps().iter().enumerate() {
            node = node.member(step);
            match element {
                Some(Element { depth, number }) if depth == index + 1 && depth < path.steps().len() => {
                    node = node.elements.entry(number).or_default();
                }
                _ => {}
            }
        }
        if !node.scalars.contains(&value) {
            node.scalars.push(value);
        }
    }

    fn member(&mut self, key: &JsonString) -> &mut Self {
        let position = self.members.iter().position(|(existing, _)| existing == key).unwrap_or_else(|| {
            self.members.push((key.clone(), Self::default()));
            self.members.len() - 1
        });
        &mut self.members[position].1
    }

    /// Returns the event as JSON text.
    pub(super) fn to_json(&self) -> String {
        let members: Vec<String> =
            self.members.iter().map(|(key, value)| format!("{}:{}", key.to_json(), value.value_json())).collect();
        format!("{{{}}}", members.join(","))
    }

    fn value_json(&self) -> String {
        let mut values: Vec<String> = self.scalars.iter().map(scalar_json).collect();
        if !self.members.is_empty() {
            values.push(self.to_json());
        }
        if let ([only], true) = (values.as_slice(), self.elements.is_empty()) {
            return only.clone();
        }
        values.extend(self.elements.values().map(Self::to_json));
        format!("[{}]", values.join(","))
    }
}

fn scalar_json(value: &Scalar) -> String {
    match value {
        Scalar::Null => "null".to_owned(),
        Scalar::Boolean(value) => value.to_string(),
        Scalar::Number(number) => number.to_string(),
        Scalar::String(text) => text.to_json(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use event_pattern_compiler::json::Number;

    #[test]
    fn several_values_at_a_path_become_an_array() {
        let path = |text: &str| FieldPath::root().join(&JsonString::from(text));
        let number = |text: &str| Scalar::Number(Number::parse(text).unwrap());
        let mut witness = Witness::default();
        witness.add(&path("a"), None, number("1"));
        witness.add(&path("a.b"), None, Scalar::Null);
        witness.add(&path("c.d"), Some(Element { depth: 1, number: 0 }), number("2"));
        witness.add(&path("c.e"), Some(Element { depth: 1, number: 1 }), number("3"));
        witness.add(&path("f"), Some(Element { depth: 1, number: 0 }), number("4"));
        witness.add(&path("f"), Some(Element { depth: 1, number: 1 }), number("5"));
        assert_eq!(witness.to_json(), r#"{"a":[1,{"b":null}],"c":[{"d":2},{"e":3}],"f":[4,5]}"#);
    }
}
